// A game as JSON: the file of a saved one, and what a page sends. docs/play.md describes it.
#pragma once

#include <filesystem>
#include <string>

#include "game/game.hpp"
#include "results/json_values.hpp"

namespace standoff {

[[nodiscard]] Json game_json(const Game& game);
/// Throws GameError that says what is wrong and in which move.
[[nodiscard]] Game game_from(const Json& json);

/// Throws GameError with the file's name.
[[nodiscard]] Game read_game(const std::filesystem::path& path);
/// Written aside and renamed, so that there is always a whole one. Throws ResultsError.
void write_game(const std::filesystem::path& path, const Game& game);

}  // namespace standoff
