// Intervals of shares whose trials come in clusters: exact at both ends, a case by hand, and coverage by simulation.
#include "experiment/clustered_share.hpp"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace standoff {
namespace {

Interval interval(const std::vector<double>& successes, std::uint64_t trials_each) {
    return clustered_share_interval(successes, std::vector<std::uint64_t>(successes.size(), trials_each),
                                    successes.size());
}

void expect_equal(const Interval& one, const Interval& other) {
    EXPECT_NEAR(one.low, other.low, 1e-12);
    EXPECT_NEAR(one.high, other.high, 1e-12);
}

TEST(ClusteredShare, OfTrialsThatShareAllTheirLuckIsThatOfTheClusters) {
    expect_equal(interval({3, 3, 0, 0}, 3), wilson_interval(2, 4));
    std::vector<double> many(200, 0);
    std::fill(many.begin(), many.begin() + 30, 7);
    expect_equal(interval(many, 7), wilson_interval(30, 200));
}

TEST(ClusteredShare, OfClustersThatDoNotDifferIsThatOfAllTrials) {
    expect_equal(interval(std::vector<double>(25, 2), 4), wilson_interval(50, 100));
}

TEST(ClusteredShare, OfClustersOfOneIsWilsons) {
    expect_equal(interval({1, 0, 0, 1, 0, 0, 0, 0, 0, 0}, 1), wilson_interval(2, 10));
    expect_equal(interval({1}, 1), wilson_interval(1, 1));
}

TEST(ClusteredShare, HasAWidthWhereAllEndedAlike) {
    expect_equal(interval(std::vector<double>(10, 0), 4), wilson_interval(0, 10));
    expect_equal(interval(std::vector<double>(10, 4), 4), wilson_interval(10, 10));
    EXPECT_EQ(interval({}, 1).low, 0);
    EXPECT_EQ(interval({}, 1).high, 1);
}

// 20 clusters of 2: 6 have 2, 6 have 1, 8 have 0, so p = 18/40. Squared residuals sum to 13.8, the variance of p is
// 20/19 x 13.8/40^2 = 0.0090789, so 0.2475/0.0090789 = 27.261 trials, by (2.022691/2.093024)^2 25.460: Wilson's
// interval of 0.45 with 25.460.
TEST(ClusteredShare, InBetweenAgreesWithACalculationByHand) {
    std::vector<double> successes(20, 0);
    std::fill(successes.begin(), successes.begin() + 6, 2);
    std::fill(successes.begin() + 6, successes.begin() + 12, 1);
    const Interval found = interval(successes, 2);
    EXPECT_NEAR(found.low, 0.27630, 2e-5);
    EXPECT_NEAR(found.high, 0.63681, 2e-5);
}

/// How often the interval holds the true share, and its mean width: at eight points the chance rises from `low` to
/// `high`; a trial has its run's luck with the chance `shared`, and else its own.
struct Simulated {
    double coverage = 0;
    double width = 0;
};

Simulated simulated(double low, double high, std::size_t runs, double shared) {
    constexpr int repetitions = 2000;
    constexpr std::size_t points = 8;
    std::mt19937_64 bits(runs);
    const auto uniform = [&] { return static_cast<double>(bits() >> 11U) * 0x1p-53; };
    const double truth = (low + high) / 2;
    Simulated result;
    for (int repetition = 0; repetition < repetitions; ++repetition) {
        std::vector<double> successes(runs, 0);
        for (double& count : successes) {
            const double luck = uniform();
            for (std::size_t point = 0; point < points; ++point) {
                const double chance = low + (high - low) * static_cast<double>(point) / (points - 1);
                count += (uniform() < shared ? luck : uniform()) < chance ? 1 : 0;
            }
        }
        const Interval found = interval(successes, points);
        result.coverage += found.low <= truth && truth <= found.high ? 1.0 / repetitions : 0;
        result.width += (found.high - found.low) / repetitions;
    }
    return result;
}

TEST(ClusteredShare, HoldsTheTrueShareInNineteenOfTwentyStudies) {
    for (const auto& [low, high] : {std::pair(0.02, 0.06), std::pair(0.1, 0.5), std::pair(0.3, 0.9)})
        for (const std::size_t runs : {5U, 20U, 100U})
            for (const double shared : {0.0, 0.5, 1.0})
                EXPECT_GT(simulated(low, high, runs, shared).coverage, 0.93)
                    << low << " to " << high << ", " << runs << " runs, shared " << shared;
}

TEST(ClusteredShare, IsNotMuchWiderThanItMust) {
    const double independent = simulated(0.3, 0.7, 100, 0).width;
    const Interval all = wilson_interval(400, 800);
    EXPECT_LT(independent, 1.1 * (all.high - all.low));
}

}  // namespace
}  // namespace standoff
