// A game as a terminal tells it: at most 80 columns.
#pragma once

#include <string>
#include <vector>

#include "game/debrief.hpp"
#include "game/game_view.hpp"

namespace standoff {

/// One line of the menu: a channel and one of its options that can be taken.
struct NumberedOption {
    std::size_t channel = 0;
    std::size_t option = 0;
};

/// Those of a view that can be taken, in the order of their numbers from 1.
[[nodiscard]] std::vector<NumberedOption> numbered_options(const GameView& view);

class PlayText {
public:
    PlayText(const Spec& spec, const Model& model, Characters characters)
        : spec_(spec), model_(model), characters_(characters) {}

    /// What it is about, who one is, what is to be had.
    [[nodiscard]] std::string briefing(const GameView& view) const;
    /// `Step 3 of 104, 2022-01-17: South Korea`, what happened, what one knows.
    [[nodiscard]] std::string situation(const GameView& view) const;
    [[nodiscard]] std::string menu(const GameView& view) const;
    /// Acts and chance events, one a line.
    [[nodiscard]] std::string happened(const std::vector<ShownEvent>& acts) const;
    /// One step that is waited through.
    [[nodiscard]] std::string passed_by(const GameView& view) const;
    [[nodiscard]] std::string ending(const DebriefView& view) const;
    [[nodiscard]] static std::string help();

    /// What readers call an actor.
    [[nodiscard]] std::string title(const std::string& actor) const;

private:
    [[nodiscard]] std::string bullet(const std::string& text, const std::string& first = "  - ") const;
    [[nodiscard]] std::string paragraph(const std::string& text, const std::string& indent = "") const;
    [[nodiscard]] std::string meaning(const OptionView& option) const;
    [[nodiscard]] std::string closed_lines(const ChannelView& channel) const;
    [[nodiscard]] std::string option_line(const OptionView& option, std::size_t number) const;

    const Spec& spec_;
    const Model& model_;
    Characters characters_;
};

}  // namespace standoff
