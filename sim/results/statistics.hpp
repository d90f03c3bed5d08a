// The numbers of a summary: intervals of shares, quantiles that know infinity, moments.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <standoff/results.hpp>

namespace standoff {

struct Interval {
    double low = 0;
    double high = 1;
};

/// Wilson's score interval of a share, 95% (Wilson 1927; Brown, Cai and DasGupta 2001). Of 0 trials it is [0, 1].
[[nodiscard]] Interval wilson_interval(std::uint64_t successes, std::uint64_t trials);

/// Quantile of type 7 (Hyndman and Fan 1996, the default of R and NumPy) of values in ascending order, at least one; q
/// in [0, 1]. Between a finite and an infinite value it is infinite.
[[nodiscard]] double sorted_quantile(std::span<const double> sorted, double q);

/// 100 values that stand for all: those at the probabilities 0.005, 0.015, …, 0.995, each one that occurred (type 1).
/// Of values in ascending order; none of none.
[[nodiscard]] std::vector<double> hundred_dots(std::span<const double> sorted);

/// Summary of one measure; sorts `values`, which hold no NaN. Moments are summed in the order given.
[[nodiscard]] MeasureSummary summarize_measure(std::string name, std::vector<double>& values);

}  // namespace standoff
