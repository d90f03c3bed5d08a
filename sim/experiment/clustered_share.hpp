// The interval of a share whose trials share their luck.
#pragma once

#include <cstdint>
#include <span>

#include "results/statistics.hpp"

namespace standoff {

/// 95% interval of a share of trials in clusters: trials of one cluster may be alike, clusters are independent. In a
/// sweep the runs with the same number, one at each point, are a cluster. `independent` is how many trials are so for
/// sure: with the same number of trials in each, the number of clusters. No trials: [0, 1].
///
/// Wilson's interval (Wilson 1927) with the effective number of trials in the place of their number: p (1 - p) over the
/// variance of p that the clusters show (Kish 1965, Survey Sampling), less for few clusters by the squared ratio of
/// Student's quantiles (Korn and Graubard 1998, Confidence intervals for proportions with small expected number of
/// positive counts estimated from survey data, Survey Methodology 24, 193-201). At most all trials, and at least
/// `independent`: a cluster's share lies in [0, 1], so its variance is at most p (1 - p). Where all trials ended alike
/// nothing tells how alike a cluster is, and the least is taken.
[[nodiscard]] Interval clustered_share_interval(std::span<const double> successes,
                                                std::span<const std::uint64_t> trials, std::uint64_t independent);

}  // namespace standoff
