// Where a game stands: the run played from its start with the moves in the place of the seats' policies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <standoff/ensemble.hpp>

#include "game/game.hpp"
#include "model/model.hpp"

namespace standoff {

/// What the policy of the file would do in a seat's channel.
struct Advice {
    std::string policy;               ///< empty: it has no rule for this channel, and holds
    std::vector<double> probability;  ///< by item of the decision; empty without a policy
};

/// What was laid down and what became of it.
struct MadeMove {
    std::size_t move = 0;  ///< index into Game::moves
    int seat = 0;          ///< index into Model::seats
    int item = 0;          ///< index into the decision's items
    Advice advice;         ///< of the policy in the same situation
};

struct GamePosition {
    Model model;  ///< the game's own: the scripts of its seats hold the moves
    std::vector<MadeMove> made;
    std::vector<Event> events;                ///< of the steps that were decided, `hold` among them, in order of play
    std::vector<std::vector<double>> states;  ///< one row a state, one column a quantity; up to state `step`
    RunResult result;                         ///< of the run as far as it went; whole where it is over
    std::vector<double> measures;             ///< of the run as far as it went; NaN before the first step
    std::string failure;                      ///< why the run failed; empty if it did not
    bool over = false;
    int step = 0;  ///< that is to be decided, or the number of steps played once it is over
    // Of a game that is not over:
    int actor = -1;              ///< whose move it is
    int turn = 0;                ///< Decision::turn of the seats below
    std::vector<int> seats;      ///< its channels, indices into Model::seats
    std::vector<Advice> advice;  ///< as seats
    std::vector<double> notes;   ///< what the rules of the seats noted in this step
};

/// Plays a game. `model` is compiled with the game's seats. Throws GameError for a move that is not to be made: whose
/// turn it is not, that names no item, or one that is not available there.
[[nodiscard]] GamePosition play_game(const Model& model, const Game& game);

/// `USA, economy, in step 7 (2022-02-21)`
[[nodiscard]] std::string place_of_move(const Model& model, const Move& move);

}  // namespace standoff
