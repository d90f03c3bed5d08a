// `why ACTOR` in a game: how the last decisions of an actor came about, as far as the seat whose move it is may know.
#pragma once

#include <string>
#include <vector>

#include "cli/play_text.hpp"
#include "experiment/inputs.hpp"
#include "results/decision_files.hpp"

namespace standoff {

class PlayWhy {
public:
    PlayWhy(const Scenario& scenario, const std::vector<Input>& inputs, const PlayText& text, bool color,
            Characters characters)
        : scenario_(scenario), inputs_(inputs), text_(text), color_(color), characters_(characters) {}

    /// Of the actor with this name, or that there is none.
    [[nodiscard]] std::string told(const std::string& name, const Game& game, const GamePosition& played) const;

private:
    [[nodiscard]] std::string decision(const DecisionRecord& record, const GamePosition& played) const;
    [[nodiscard]] PlaceNames places() const;

    const Scenario& scenario_;
    const std::vector<Input>& inputs_;
    const PlayText& text_;
    bool color_;
    Characters characters_;
};

}  // namespace standoff
