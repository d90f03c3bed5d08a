// How large a model may become when its sets are unrolled. A file of a few lines can ask for more than any machine has:
// what passes a limit ends compiling with a finding that names it.
#pragma once

#include <string>

#include <standoff/diagnostic.hpp>

namespace standoff {

/// Variables and derived quantities, each owner's and each pair's for itself.
inline constexpr int most_quantities = 20'000;
/// Quantities × states: an ensemble keeps bands of each.
inline constexpr int most_recorded = 250'000;
/// Of all actors.
inline constexpr int most_menu_items = 50'000;
/// Numbers that a run holds at a time, the past of lagged values included.
inline constexpr int most_slots = 100'000;
/// Terms of all formulas, after loops and derived quantities are written out.
inline constexpr int most_operations = 250'000;
/// Terms within each other, derived quantities and initial values included: it bounds the stack.
inline constexpr int deepest_lowering = 1000;
/// Steps in which calendar entries set inputs, added up.
inline constexpr int most_entry_steps = 5'000'000;

/// Thrown where a limit is passed: there is no sense in going on. compile() makes a finding of it.
struct TooLarge {
    Place place;
    std::string what;
    std::string hint;
};

}  // namespace standoff
