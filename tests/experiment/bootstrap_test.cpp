#include "experiment/bootstrap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace standoff {
namespace {

constexpr DrawBranch branch = DrawBranch::sobol_bootstrap;
const std::vector<double> units = {3, -1, 4, 1, -5, 9, 2.5, 6};

double mean(std::span<const std::uint32_t> sample) {
    double sum = 0;
    for (const std::uint32_t unit : sample) sum += units[unit];
    return sum / static_cast<double>(sample.size());
}

TEST(Bootstrap, HasTheQuantilesOfAllResamplesInOrder) {
    for (const std::uint32_t resamples : {1U, 2U, 3U, 40U, 41U, 42U, 1000U}) {
        const Draws draws(7, branch);
        std::vector<double> means;
        for (std::uint32_t b = 0; b < resamples; ++b) {
            std::vector<std::uint32_t> sample;
            for (std::uint32_t i = 0; i < units.size(); ++i) sample.push_back(draws.below(8, i, b));
            means.push_back(mean(sample));
        }
        std::sort(means.begin(), means.end());
        const auto estimates =
            bootstrap(units.size(),
                      [](std::span<const std::uint32_t> sample) { return std::vector{mean(sample), -mean(sample)}; },
                      branch, {.resamples = resamples, .seed = 7});
        ASSERT_EQ(estimates.size(), 2U);
        EXPECT_EQ(estimates[0].value, 2.4375);
        EXPECT_EQ(estimates[0].interval.low, sorted_quantile(means, 0.025)) << resamples;
        EXPECT_EQ(estimates[0].interval.high, sorted_quantile(means, 0.975)) << resamples;
        EXPECT_NEAR(estimates[1].interval.low, -estimates[0].interval.high, 1e-12) << resamples;
    }
}

TEST(Bootstrap, GivesNothingWhereAResampleDoesNotDetermineTheStatistics) {
    const auto varied = [](std::span<const std::uint32_t> sample) {
        const bool same = std::all_of(sample.begin(), sample.end(), [&](auto unit) { return unit == sample[0]; });
        return same ? std::vector<double>{} : std::vector{1.0};
    };
    EXPECT_TRUE(bootstrap(2, varied, branch, {.resamples = 100}).empty());
    EXPECT_THROW((void)bootstrap(0, varied, branch, {}), std::invalid_argument);
}

}  // namespace
}  // namespace standoff
