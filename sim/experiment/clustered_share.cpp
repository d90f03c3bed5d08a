#include "experiment/clustered_share.hpp"

#include <algorithm>

#include "experiment/student.hpp"

namespace standoff {

namespace {

/// Variance of the ratio of successes to trials, from the clusters with any (Cochran 1977, Sampling Techniques).
double variance_between(std::span<const double> successes, std::span<const std::uint64_t> trials, double share,
                        double all, double clusters) {
    double squares = 0;
    for (std::size_t c = 0; c < trials.size(); ++c) {
        const double off = successes[c] - share * static_cast<double>(trials[c]);
        squares += off * off;
    }
    return clusters / (clusters - 1) * squares / (all * all);
}

}  // namespace

Interval clustered_share_interval(std::span<const double> successes, std::span<const std::uint64_t> trials,
                                  std::uint64_t independent) {
    double succeeded = 0;
    std::uint64_t all = 0;
    std::uint64_t clusters = 0;
    for (std::size_t c = 0; c < trials.size(); ++c) {
        succeeded += successes[c];
        all += trials[c];
        clusters += trials[c] > 0 ? 1 : 0;
    }
    if (all == 0) return {};
    const double share = succeeded / static_cast<double>(all);
    const double spread = share * (1 - share);
    double effective = 0;
    if (clusters > 1 && spread > 0) {
        const double few = student_quantile(all - 1) / student_quantile(clusters - 1);
        const double variance =
            variance_between(successes, trials, share, static_cast<double>(all), static_cast<double>(clusters));
        effective = variance > 0 ? spread / variance * few * few : static_cast<double>(all);
    }
    return wilson_interval_of_share(share,
                                    std::clamp(effective, static_cast<double>(independent), static_cast<double>(all)));
}

}  // namespace standoff
