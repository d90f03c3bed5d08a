// The results folder of one game: like that of one run, with game.json beside it.
#pragma once

#include "cli/loading.hpp"
#include "cli/targets.hpp"
#include "experiment/inputs.hpp"
#include "game/game.hpp"
#include "game/played.hpp"

namespace standoff {

/// Writes it. `command` plays the game again. Throws ResultsError.
void write_game_folder(const Target& target, const LoadedModel& loaded, const std::vector<Input>& inputs,
                       const Game& game, const GamePosition& played, const std::string& command);

}  // namespace standoff
