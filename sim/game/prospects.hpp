// What could be and what would be: other lucks with the same moves, and the next state after each option.
#pragma once

#include <cstdint>
#include <vector>

#include "game/game.hpp"
#include "game/played.hpp"
#include "game/sight.hpp"

namespace standoff {

inline constexpr std::uint32_t other_lucks = 200;

/// Values of quantities at the state that is to be decided in, over the other lucks in which the game comes so far:
/// one row a run, a column for each of `quantities`.
using OtherLucks = std::vector<std::vector<double>>;
[[nodiscard]] OtherLucks other_lucks_of(const GamePosition& played, const Game& game,
                                        const std::vector<int>& quantities);

/// What one item does by the next state.
struct Effect {
    int quantity = 0;
    double change = 0;  ///< on average, against the first item of the menu (`hold` where there is one)
};

/// What is worked out for one seat's menu.
struct Prospect {
    std::vector<std::vector<Effect>> effects;  ///< by item, the largest first, none that are nothing
    std::vector<double> rungs;                 ///< by item; NaN where it cannot be told
};

/// Plays the step that is to be decided once for each item, over so many lucks from the present state on, in which what
/// is hidden from the seat is as in one of the other lucks. What the seat does not see as it is is not among the
/// effects. `hidden` are the columns of `others`, variables alone.
[[nodiscard]] Prospect prospect_of(GamePosition& played, const Game& game, const Seat& seat,
                                   const std::vector<Sight>& seen, const std::vector<int>& hidden,
                                   const OtherLucks& others);

}  // namespace standoff
