// Bootstrap: how sure an estimate is, from drawing its units (rows, trajectories) again with replacement (Efron 1979).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "experiment/draws.hpp"
#include "results/statistics.hpp"

namespace standoff {

struct BootstrapOptions {
    std::uint32_t resamples = 1000;
    std::uint64_t seed = 1;
};

struct Estimate {
    double value = 0;
    Interval interval;  ///< 95%, percentile bootstrap
    [[nodiscard]] double width() const { return interval.high - interval.low; }
};

/// The statistics of a sample, given as the units in it (some several times, some not); always as many, or none where
/// the sample does not determine them.
using SampleStatistics = std::function<std::vector<double>(std::span<const std::uint32_t> units)>;

/// Each statistic of all `units`, with its interval; nothing where the sample, or any resample, does not determine the
/// statistics. 1 <= units < 2^32, at least one resample, else std::invalid_argument. Resample b draws its unit at
/// place i from (b, i) alone.
[[nodiscard]] std::vector<Estimate> bootstrap(std::size_t units, const SampleStatistics& statistics, DrawBranch branch,
                                              const BootstrapOptions& options);

}  // namespace standoff
