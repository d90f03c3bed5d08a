#include "experiment/bootstrap.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace standoff {

namespace {

/// The middle 95% of values; only the ends are put in order, which is all that its quantiles look at.
Interval middle(std::vector<double>& values) {
    constexpr double tail = 0.025;
    const auto count = static_cast<double>(values.size() - 1);
    const auto end = static_cast<std::ptrdiff_t>(std::min(values.size(), static_cast<std::size_t>(count * tail) + 2));
    std::partial_sort(values.begin(), values.begin() + end, values.end());
    const auto rest = static_cast<std::ptrdiff_t>(values.size()) - end;
    std::partial_sort(values.rbegin(), values.rbegin() + std::min(end, rest), values.rend() - end, std::greater{});
    return {sorted_quantile(values, tail), sorted_quantile(values, 1 - tail)};
}

}  // namespace

std::vector<Estimate> bootstrap(std::size_t units, const SampleStatistics& statistics, DrawBranch branch,
                                const BootstrapOptions& options) {
    if (units == 0 || units > std::numeric_limits<std::uint32_t>::max() || options.resamples == 0)
        throw std::invalid_argument("a bootstrap of no unit, too many, or no resample");
    const auto count = static_cast<std::uint32_t>(units);
    std::vector<std::uint32_t> sample(count);
    std::iota(sample.begin(), sample.end(), 0U);
    const std::vector<double> whole = statistics(sample);

    const Draws draws(options.seed, branch);
    std::vector<std::vector<double>> seen(whole.size());
    for (std::uint32_t b = 0; b < options.resamples && !whole.empty(); ++b) {
        for (std::uint32_t i = 0; i < count; ++i) sample[i] = draws.below(count, i, b);
        const std::vector<double> again = statistics(sample);
        if (again.empty()) return {};
        for (std::size_t s = 0; s < whole.size(); ++s) seen[s].push_back(again[s]);
    }

    std::vector<Estimate> estimates;
    estimates.reserve(whole.size());
    for (std::size_t s = 0; s < whole.size(); ++s) estimates.push_back({whole[s], middle(seen[s])});
    return estimates;
}

}  // namespace standoff
