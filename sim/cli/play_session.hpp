// One game at a terminal, from its briefing to its end or until the player leaves.
#pragma once

#include <filesystem>
#include <string>

#include "cli/commands.hpp"
#include "cli/line_reader.hpp"
#include "cli/loading.hpp"
#include "cli/streams.hpp"
#include "game/game.hpp"

namespace standoff {

struct GamePlace {
    std::filesystem::path file;  ///< where the game is kept after every turn
    std::string scenario;        ///< what the default results folder is called after
};

/// Asks for the moves that follow those of `game`. Gives the exit code. Throws GameError for a game that the scenario
/// does not allow, and ResultsError for what cannot be written.
[[nodiscard]] int play_at_terminal(const PlayArguments& arguments, LoadedModel& loaded, const Game& game,
                                   const GamePlace& place, Streams& streams, LineReader& lines);

}  // namespace standoff
