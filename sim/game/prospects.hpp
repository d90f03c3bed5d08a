// What could be and what would be: other lucks with the same moves, and the next state after each option.
#pragma once

#include <cstdint>
#include <vector>

#include "game/game.hpp"
#include "game/played.hpp"
#include "game/sight.hpp"

namespace standoff {

inline constexpr std::uint32_t other_lucks = 200;

/// Values of quantities at the state that is to be decided in, over the first other lucks in which the game comes so
/// far: one row a run, a column for each of `quantities`. There are fewer than other_lucks, or none, where few of a
/// thousand come so far.
using OtherLucks = std::vector<std::vector<double>>;
/// In all of them `known` are as they are in this game: private variables of the seat that asks, which never change.
[[nodiscard]] OtherLucks other_lucks_of(const GamePosition& played, const Game& game,
                                        const std::vector<int>& quantities, const std::vector<int>& known);

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
/// effects. `hidden` are the columns of `others`, variables alone; without any other luck nothing can be told.
[[nodiscard]] Prospect prospect_of(GamePosition& played, const Game& game, const Seat& seat,
                                   const std::vector<Sight>& seen, const std::vector<int>& hidden,
                                   const OtherLucks& others);

}  // namespace standoff
