// Where one run of an alternative parts from the same run of the base: the first state and the first act that differ,
// and what weighed differently when it was chosen.
#pragma once

#include <cstdint>

#include <standoff/comparison.hpp>

namespace standoff {

struct Model;

/// Plays run `run` on both sides in full. Quantities, actors, channels and items are matched by name; a choice to hold
/// is the same as no choice.
[[nodiscard]] Divergence find_divergence(const Model& base, const Model& alternative, std::uint64_t seed,
                                         std::uint32_t run);

}  // namespace standoff
