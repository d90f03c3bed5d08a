// A game that is over, with everything opened: DebriefView of web/src/app/data.ts.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/results.hpp>

#include "game/game.hpp"
#include "game/played.hpp"
#include "scenario/spec.hpp"

namespace standoff {

inline constexpr std::uint32_t twin_runs = 200;

/// A move beside what the policy of the file would have done there, and what the others did.
struct MoveView {
    Move move;
    std::string policy;                                  ///< empty: none has a rule for this channel
    std::vector<std::pair<std::string, double>> likely;  ///< items with their probability, the most likely first
    std::vector<ShownEvent> others;                      ///< of the same step
};

/// The path of a variable in this game, and what it was in the twins: one value a state.
struct VariablePath {
    VariableEntry variable;
    std::vector<double> values;
    std::vector<double> q05, q25, q50, q75, q95;  ///< of the twins that reached the state; empty where not asked for
};

struct TwinMeasure {
    MeasureEntry measure;
    bool when = false;  ///< the time of something that may never come
    MeasureSummary summary;
    std::vector<double> dots;  ///< 100 quantiles at 0.005, 0.015, …; empty where nothing was measured
    double mine = 0;           ///< in this game
};

struct DebriefView {
    Game game;
    std::string outcome;  ///< empty where the run failed
    std::string failure;
    std::vector<ShownEvent> acts;
    std::vector<MoveView> moves;
    std::vector<VariablePath> hidden;  ///< what one of the seats did not see as it is
    std::vector<VariablePath> variables;
    std::uint32_t runs = 0;  ///< twins
    std::vector<OutcomeSummary> outcomes;
    std::vector<TwinMeasure> measures;
};

/// The same crisis with the policies of the file in the seats, runs 1 to 200 of the game's seed: what `standoff run`
/// with that seed gives. `model` is the one that was compiled, `played` what play_game made of it. Throws GameError for
/// a game that is not over. If it is stopped there are no twins. `jobs` threads play them; 0: all cores.
[[nodiscard]] DebriefView debrief_of(const Spec& spec, const Model& model, const Game& game, const GamePosition& played,
                                     const std::stop_token& stop = {}, int jobs = 0);

}  // namespace standoff
