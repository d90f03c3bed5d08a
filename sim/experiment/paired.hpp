// Statistics of pairs: what changes from the base to the alternative where both meet the same luck.
//
// Pairs are added in the order of the runs; nothing but sums is kept, so memory does not grow with them.
#pragma once

#include <cstdint>

#include <standoff/comparison.hpp>

#include "results/statistics.hpp"

namespace standoff {

/// Mean and variance of numbers in the order in which they come (Welford 1962).
class Moments {
public:
    void add(double value);
    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] double mean() const { return same_ ? first_ : mean_; }
    /// With n - 1 below; of at least two numbers. Exactly 0 where all are the same.
    [[nodiscard]] double variance() const { return same_ ? 0 : squares_ / static_cast<double>(count_ - 1); }

private:
    std::uint64_t count_ = 0;
    double first_ = 0;
    bool same_ = true;
    double mean_ = 0;
    double squares_ = 0;
};

/// A measure on both sides. The interval is Student's, of the mean difference.
class PairedNumbers {
public:
    /// None is NaN; an infinite one is counted.
    void add(double base, double alternative);
    [[nodiscard]] Difference difference() const;

private:
    Moments base_, alternative_, change_;
    std::uint64_t pairs_ = 0;
    std::uint64_t infinite_base_ = 0, infinite_alternative_ = 0, infinite_ = 0;
};

/// How often something came on both sides, on one, on none.
struct PairedCounts {
    std::uint64_t both = 0;
    std::uint64_t first_only = 0;
    std::uint64_t second_only = 0;
    std::uint64_t neither = 0;

    [[nodiscard]] std::uint64_t pairs() const { return both + first_only + second_only + neither; }
};

/// 95% interval of the first share minus the second: method 10 of Newcombe (1998), Improved confidence intervals for
/// the difference between binomial proportions based on paired data, Statistics in Medicine 17, 2635-2650: Wilson's
/// intervals of both shares, put together with their correlation, which is corrected for continuity. It stays within
/// [-1, 1] and has a width even where no pair differs. Of no pairs it is [-1, 1].
[[nodiscard]] Interval newcombe_interval(const PairedCounts& counts);

/// Whether something came, on both sides. The interval is Newcombe's.
class PairedShares {
public:
    void add(bool base, bool alternative);
    [[nodiscard]] Difference difference() const;
    [[nodiscard]] const PairedCounts& counts() const { return counts_; }

private:
    PairedCounts counts_;  ///< the alternative is the first
};

}  // namespace standoff
