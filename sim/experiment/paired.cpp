#include "experiment/paired.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiment/student.hpp"

namespace standoff {

namespace {

std::optional<double> if_finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

/// Nothing where neither side varies: luck has no part in it.
std::optional<double> ratio_of(double base, double alternative, double change) {
    if (base + alternative == 0) return std::nullopt;
    return change == 0 ? std::numeric_limits<double>::infinity() : (base + alternative) / change;
}

}  // namespace

void Moments::add(double value) {
    if (count_++ == 0) first_ = value;
    same_ = same_ && value == first_;
    const double off = value - mean_;
    mean_ += off / static_cast<double>(count_);
    squares_ += off * (value - mean_);
}

void PairedNumbers::add(double base, double alternative) {
    ++pairs_;
    const bool first = std::isfinite(base);
    const bool second = std::isfinite(alternative);
    if (first) base_.add(base);
    else ++infinite_base_;
    if (second) alternative_.add(alternative);
    else ++infinite_alternative_;
    if (first && second) change_.add(alternative - base);
    else ++infinite_;
}

Difference PairedNumbers::difference() const {
    Difference result;
    result.runs = pairs_;
    result.infinite = infinite_;
    if (pairs_ == 0) return result;
    if (infinite_base_ == 0) result.base = if_finite(base_.mean());
    if (infinite_alternative_ == 0) result.alternative = if_finite(alternative_.mean());
    if (infinite_ > 0) return result;
    result.difference = if_finite(change_.mean());
    if (!result.difference || pairs_ < 2) return result;
    const double se = std::sqrt(change_.variance() / static_cast<double>(pairs_));
    const double half = student_quantile(pairs_ - 1) * se;
    if (!std::isfinite(half)) return result;
    result.se = se;
    result.low = *result.difference - half;
    result.high = *result.difference + half;
    result.variance_ratio = ratio_of(base_.variance(), alternative_.variance(), change_.variance());
    return result;
}

Interval newcombe_interval(const PairedCounts& counts) {
    const std::uint64_t pairs = counts.pairs();
    if (pairs == 0) return {-1, 1};
    const auto n = static_cast<double>(pairs);
    const auto a = static_cast<double>(counts.both);
    const auto b = static_cast<double>(counts.first_only);
    const auto c = static_cast<double>(counts.second_only);
    const auto d = static_cast<double>(counts.neither);
    const Interval first = wilson_interval(counts.both + counts.first_only, pairs);
    const Interval second = wilson_interval(counts.both + counts.second_only, pairs);
    const double first_share = (a + b) / n;
    const double second_share = (a + c) / n;
    double together = a * d - b * c;
    if (together > 0) together = std::max(0.0, together - n / 2);
    const double margins = std::sqrt(a + b) * std::sqrt(c + d) * std::sqrt(a + c) * std::sqrt(b + d);
    const double correlation = margins > 0 ? together / margins : 0;
    const auto joined = [&](double one, double other) {
        return std::sqrt(std::max(0.0, one * one - 2 * correlation * one * other + other * other));
    };
    const double change = (b - c) / n;
    return {std::max(-1.0, change - joined(first_share - first.low, second.high - second_share)),
            std::min(1.0, change + joined(second_share - second.low, first.high - first_share))};
}

void PairedShares::add(bool base, bool alternative) {
    if (alternative) ++(base ? counts_.both : counts_.first_only);
    else ++(base ? counts_.second_only : counts_.neither);
}

Difference PairedShares::difference() const {
    Difference result;
    result.runs = counts_.pairs();
    if (result.runs == 0) return result;
    const auto n = static_cast<double>(result.runs);
    const auto gained = static_cast<double>(counts_.first_only);
    const auto lost = static_cast<double>(counts_.second_only);
    const double base = static_cast<double>(counts_.both + counts_.second_only) / n;
    const double alternative = static_cast<double>(counts_.both + counts_.first_only) / n;
    result.base = base;
    result.alternative = alternative;
    result.difference = (gained - lost) / n;
    const Interval interval = newcombe_interval(counts_);
    result.low = interval.low;
    result.high = interval.high;
    if (result.runs < 2) return result;
    // Of the changes -1, 0 and 1, exact where all pairs change alike.
    const double change = ((gained + lost) * n - (gained - lost) * (gained - lost)) / (n * n);
    result.se = std::sqrt(change / (n - 1));
    result.variance_ratio = ratio_of(base * (1 - base), alternative * (1 - alternative), change);
    return result;
}

}  // namespace standoff
