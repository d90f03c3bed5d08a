// Elementary effects: which factors matter at all, for the price of some ten trajectories (Morris 1991).
//
// A trajectory begins at a random point of a grid and changes one factor after another, in random order, each by half
// of its levels; what the output does at each step is an elementary effect. Effects that are large on average mark a
// factor that matters; effects that differ mark one that acts with others or not in a straight line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "experiment/bootstrap.hpp"
#include "experiment/matrix.hpp"

namespace standoff {

/// Point t (factors + 1) + s, from 0, is trajectory t after s steps.
struct MorrisDesign {
    std::size_t trajectories = 0;
    Matrix points;                    ///< u in (0, 1), one column a factor
    std::vector<std::size_t> change;  ///< at t factors + s: the factor that step s (from 0) of trajectory t changes
};

/// Morris's winding trajectories. `levels` is even, at least 2 (4 is usual). Level l stands at u = (l + 1/2) / levels,
/// the middle of its share of the probability, where Morris has l / (levels - 1): u = 0 and 1 would be infinite for
/// many a prior. So a step, levels / 2 levels up or down, is 1/2 in u, where Morris's is levels / (2 (levels - 1)).
/// Each factor's start is equally likely to be any level. Throws std::invalid_argument for other levels.
[[nodiscard]] MorrisDesign morris_design(std::size_t trajectories, std::size_t factors, std::size_t levels,
                                         std::uint64_t seed);

/// One factor. An effect is the change of the output over the change of u, ±1/2: in units of the output for the whole
/// probability of the factor (for a uniform factor, its whole range).
struct MorrisEffects {
    std::optional<Estimate> mu;       ///< mean effect
    std::optional<Estimate> mu_star;  ///< mean of the effects' sizes (Campolongo, Cariboni and Saltelli 2007)
    std::optional<Estimate> sigma;    ///< standard deviation of the effects, n - 1 in the denominator
    std::size_t missing = 0;          ///< effects that an output which is not finite stands at either end of
};

/// Outputs of the design's points, in their order; NaN or infinite where there is none. A factor with a missing effect
/// has its count and no estimates: an average over the rest would be one over the trajectories that went well.
/// Intervals are 95%, percentile bootstrap over trajectories (Archer, Saltelli and Sobol' 1997 for the idea).
///
/// Where the model has chance in it and an output is a mean over runs, the same luck at every point keeps most of the
/// noise out of the effects; what is left adds to sigma, and to mu_star of factors that do nothing.
///
/// Throws std::invalid_argument for fewer than two trajectories or another number of outputs than points.
[[nodiscard]] std::vector<MorrisEffects> morris_effects(const MorrisDesign& design, std::span<const double> outputs,
                                                        const BootstrapOptions& options = {});

}  // namespace standoff
