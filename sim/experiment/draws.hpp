// The chance of the experiment layer: designs and bootstrap draws, apart from what any run draws.
//
// Philox (random/philox.hpp) under a key of the seed and a branch of its own, so that a design moves no draw of a run,
// and no design or bootstrap moves another.
#pragma once

#include <cstddef>
#include <cstdint>

#include "random/philox.hpp"

namespace standoff {

/// The branches of the seed (make_key) that this layer uses. Frozen: they decide every design.
enum class DrawBranch : std::uint32_t {
    random_design = 0xe0000001,
    latin_hypercube = 0xe0000002,
    sobol_shift = 0xe0000003,
    morris_design = 0xe0000004,
    morris_bootstrap = 0xe0000005,
    sobol_bootstrap = 0xe0000006,
};

class Draws {
public:
    Draws(std::uint64_t seed, DrawBranch branch);

    /// A uniform number in (0, 1) on the grid (k + 1/2) 2^-52, a pure function of seed, branch and arguments.
    [[nodiscard]] double uniform(std::uint64_t row, std::uint32_t column = 0, std::uint32_t purpose = 0) const;

    /// A whole number from 0 to count - 1, from `uniform` of the same arguments; 1 <= count < 2^32.
    [[nodiscard]] std::uint32_t below(std::uint32_t count, std::uint64_t row, std::uint32_t column = 0,
                                      std::uint32_t purpose = 0) const;

private:
    PhiloxKey key_;
};

}  // namespace standoff
