// Games of small and of shipped scenarios, as tests look at them.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/model.hpp>
#include <standoff/scenario.hpp>

#include "game/game.hpp"
#include "game/played.hpp"
#include "model/model.hpp"
#include "model/small_scenario.hpp"

namespace standoff::test {

/// A scenario with seats.
struct Board {
    Scenario scenario;
    ModelPtr model;
    Game game;

    Board(Scenario loaded, const std::vector<std::string>& seats) : scenario(std::move(loaded)) {
        if (scenario.ok()) model = compile(scenario);
        if (model == nullptr) throw std::runtime_error("does not compile:\n" + findings_of(scenario));
        game.scenario = "small";
        game.seats = seats;
    }
    [[nodiscard]] const Spec& spec() const { return *scenario.spec; }
    [[nodiscard]] GamePosition play() const { return play_game(*model, game); }
    void move(int step, const std::string& actor, const std::string& channel, const std::string& item,
              const std::string& reason = {}) {
        game.moves.push_back({step, actor, channel, item, reason});
    }
    /// What is wrong with the moves; empty if nothing is.
    [[nodiscard]] std::string error() const {
        try {
            (void)play();
        } catch (const GameError& wrong) {
            return wrong.what();
        }
        return {};
    }
};

inline Board small_board(std::string_view body, const std::vector<std::string>& seats) {
    LoadOptions options;
    options.seats = seats;
    return {load_small(body, options), seats};
}

inline Board shipped_board(const std::string& name, const std::vector<std::string>& seats,
                           const std::string& variant = {}) {
    LoadOptions options;
    options.variant = variant;
    options.seats = seats;
    return {load_scenario(STANDOFF_SOURCE_DIR "/scenarios/" + name + ".yaml", options), seats};
}

/// One run of a model, as events and states.
struct Told final : RunRecorder {
    std::vector<Event> events;
    std::vector<std::vector<double>> states;
    RunResult result;
    Told(const Model& model, std::uint64_t seed, std::uint32_t run) { (void)record_run(model, seed, run, *this); }
    void event(const Event& event) override { events.push_back(event); }
    void state(int /*step*/, std::span<const double> values) override {
        states.emplace_back(values.begin(), values.end());
    }
    void finished(const RunResult& ended, std::span<const double> /*measures*/) override { result = ended; }
};

/// What one actor did in a run, as moves.
inline std::vector<Move> moves_of(const Model& model, const Told& run, std::string_view actor) {
    std::vector<Move> moves;
    for (const Event& event : run.events) {
        if (event.decision < 0) continue;
        const Decision& decision = model.decisions[static_cast<std::size_t>(event.decision)];
        if (model.entities[static_cast<std::size_t>(decision.actor)].name != actor) continue;
        moves.push_back({event.step, std::string(actor),
                         model.channels[static_cast<std::size_t>(decision.channel)].name,
                         decision.items[static_cast<std::size_t>(event.item)].label, ""});
    }
    return moves;
}

}  // namespace standoff::test
