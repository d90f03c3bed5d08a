// Sensitivity of measures to factors, from the design to the indices: what stands between a scenario and the
// estimators.
//
// An output is the mean of a measure over the runs of a design point, or the share of them with an outcome. Memory
// grows with points × measures, not with runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <standoff/sensitivity.hpp>

#include "experiment/compiled_plan.hpp"
#include "experiment/matrix.hpp"

namespace standoff {

/// A sample is a trajectory (Morris) or a row of A, B and AB_i (Sobol').
[[nodiscard]] std::size_t points_a_sample(SensitivityMethod method, std::size_t factors);

/// The points of the unit cube, sample by sample. The first samples of a larger design are the same. Morris's has four
/// levels; Sobol's sequence has at most sobol_dimensions / 2 factors, else std::invalid_argument.
[[nodiscard]] Matrix sensitivity_design(SensitivityMethod method, std::size_t samples, std::size_t factors,
                                        std::uint64_t seed);

/// Puts status, least and greatest output, indices and convergence into `quantity`. `outputs` are those of whole
/// samples of the design with this seed, two at least; infinite or NaN where a point has none. One such is enough for
/// no index at all: to leave it out would select the points at which the measure is finite. Samples of `left_out` (from
/// 0, ascending) have a failed point and do not count, unless they are too many (too_many_left_out).
void estimate_indices(SensitivityQuantity& quantity, SensitivityMethod method, std::span<const double> outputs,
                      const std::vector<SensitivityFactor>& factors, std::uint64_t seed,
                      std::span<const std::uint64_t> left_out = {});

/// A design point, from 1, with runs that failed.
struct FailedPoint {
    std::uint64_t point = 0;
    std::uint32_t runs = 0;
    std::uint32_t first_run = 0;
};

struct SensitivityResult {
    std::uint64_t samples = 0;  ///< that were finished; all but after a stop
    std::uint64_t points = 0;
    std::uint64_t failed = 0;             ///< runs
    std::vector<FailedPoint> failures;    ///< in order
    std::vector<std::uint64_t> left_out;  ///< samples with one of them, from 0
    std::uint64_t trace_hash = 0;
    std::vector<SensitivityFactor> factors;
    std::vector<SensitivityQuantity> quantities;
    Matrix outputs;  ///< points × quantities; NaN where a run failed
};

/// Plays a plan whose points are a sensitivity_design with the plan's seed. `names` are measures or outcomes, a measure
/// before an outcome of its name; none: all measures, or all outcomes where
/// there is no measure. A measure that is infinite in some run is followed by the share of
/// runs in which it is. After a stop only whole samples count, and with fewer than two of them nothing is estimated.
[[nodiscard]] SensitivityResult analyse_sensitivity(const CompiledPlan& plan, SensitivityMethod method,
                                                    const std::vector<std::string>& names, const PlayOptions& options);

}  // namespace standoff
