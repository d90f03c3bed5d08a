#include "experiment/bootstrap.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace standoff {

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
    for (std::size_t s = 0; s < whole.size(); ++s) {
        std::sort(seen[s].begin(), seen[s].end());
        estimates.push_back({whole[s], {sorted_quantile(seen[s], 0.025), sorted_quantile(seen[s], 0.975)}});
    }
    return estimates;
}

}  // namespace standoff
