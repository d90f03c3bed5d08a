#include "results/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace standoff {

namespace {

/// Neumaier's compensated sum: a million values lose no digit that is shown.
class Sum {
public:
    void add(double value) {
        const double next = sum_ + value;
        lost_ += std::abs(sum_) >= std::abs(value) ? (sum_ - next) + value : (value - next) + sum_;
        sum_ = next;
    }
    [[nodiscard]] double value() const { return sum_ + lost_; }

private:
    double sum_ = 0;
    double lost_ = 0;
};

/// Nothing where the number is beyond what a double holds.
std::optional<double> if_finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

void add_moments(const std::vector<double>& values, MeasureSummary& summary) {
    const auto n = static_cast<double>(values.size());
    // Without chance all runs agree, and a rounded mean would make up a spread.
    const bool same = std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
    Sum sum;
    for (const double value : values) sum.add(value);
    const double mean = same ? values.front() : sum.value() / n;
    summary.mean = if_finite(mean);
    if (!summary.mean || values.size() < 2) return;
    Sum squares;
    for (const double value : values) squares.add((value - mean) * (value - mean));
    const double sd = std::sqrt(squares.value() / (n - 1));
    summary.sd = if_finite(sd);
    summary.se = if_finite(sd / std::sqrt(n));
}

}  // namespace

Interval wilson_interval(std::uint64_t successes, std::uint64_t trials) {
    if (trials == 0) return {};
    constexpr double z = 1.959963984540054;  // 97.5% quantile of the normal distribution
    const auto n = static_cast<double>(trials);
    const double share = static_cast<double>(successes) / n;
    const double scale = 1 + z * z / n;
    const double middle = (share + z * z / (2 * n)) / scale;
    const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale;
    // At the ends the formula's limit is exact; rounding must not leave a remainder.
    return {successes == 0 ? 0 : std::max(0.0, middle - half), successes == trials ? 1 : std::min(1.0, middle + half)};
}

double sorted_quantile(std::span<const double> sorted, double q) {
    const double position = static_cast<double>(sorted.size() - 1) * q;
    const auto below = static_cast<std::size_t>(position);
    const double low = sorted[below];
    const double fraction = position - static_cast<double>(below);
    if (fraction == 0 || below + 1 >= sorted.size()) return low;
    const double high = sorted[below + 1];
    if (low == high || std::isinf(low)) return low;
    return low + fraction * (high - low);
}

std::vector<double> hundred_dots(std::span<const double> sorted) {
    std::vector<double> dots;
    for (std::size_t i = 0; i < 100 && !sorted.empty(); ++i) dots.push_back(sorted[(2 * i + 1) * sorted.size() / 200]);
    return dots;
}

MeasureSummary summarize_measure(std::string name, std::vector<double>& values) {
    MeasureSummary summary;
    summary.name = std::move(name);
    summary.finite = static_cast<std::uint64_t>(
        std::count_if(values.begin(), values.end(), [](double value) { return std::isfinite(value); }));
    summary.infinite = values.size() - summary.finite;
    if (values.empty()) return summary;
    if (summary.infinite == 0) add_moments(values, summary);
    std::sort(values.begin(), values.end());
    summary.min = values.front();
    summary.q05 = sorted_quantile(values, 0.05);
    summary.q25 = sorted_quantile(values, 0.25);
    summary.q50 = sorted_quantile(values, 0.5);
    summary.q75 = sorted_quantile(values, 0.75);
    summary.q95 = sorted_quantile(values, 0.95);
    summary.max = values.back();
    return summary;
}

}  // namespace standoff
