#include "results/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace standoff {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

TEST(WilsonInterval, AgreesWithPublishedValues) {
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    struct Row {
        std::uint64_t successes, trials;
        double low, high;
    };
    for (const Row& row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605}, Row{0, 20, 0.0000, 0.1611},
                           Row{1, 29, 0.0061, 0.1718}}) {
        const Interval interval = wilson_interval(row.successes, row.trials);
        EXPECT_NEAR(interval.low, row.low, 0.00005) << row.successes << "/" << row.trials;
        EXPECT_NEAR(interval.high, row.high, 0.00005) << row.successes << "/" << row.trials;
    }
}

TEST(WilsonInterval, IsExactAtTheEndsAndSymmetric) {
    EXPECT_EQ(wilson_interval(0, 500).low, 0);
    EXPECT_EQ(wilson_interval(500, 500).high, 1);
    EXPECT_LT(wilson_interval(500, 500).low, 1);
    EXPECT_NEAR(wilson_interval(3, 10).low, 1 - wilson_interval(7, 10).high, 1e-15);
    EXPECT_EQ(wilson_interval(0, 0).low, 0);
    EXPECT_EQ(wilson_interval(0, 0).high, 1);
}

TEST(SortedQuantile, IsOfTypeSeven) {
    // R: quantile(c(1, 2, 4, 8), c(0, .05, .25, .5, .75, .95, 1))
    const std::vector<double> values = {1, 2, 4, 8};
    EXPECT_DOUBLE_EQ(sorted_quantile(values, 0), 1);
    EXPECT_DOUBLE_EQ(sorted_quantile(values, 0.05), 1.15);
    EXPECT_DOUBLE_EQ(sorted_quantile(values, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(sorted_quantile(values, 0.5), 3);
    EXPECT_DOUBLE_EQ(sorted_quantile(values, 0.75), 5);
    EXPECT_DOUBLE_EQ(sorted_quantile(values, 0.95), 7.4);
    EXPECT_DOUBLE_EQ(sorted_quantile(values, 1), 8);
    EXPECT_DOUBLE_EQ(sorted_quantile(std::vector<double>{5}, 0.95), 5);
}

TEST(SortedQuantile, RanksInfinityLast) {
    const std::vector<double> values = {1, 2, 3, inf, inf};
    EXPECT_EQ(sorted_quantile(values, 0.5), 3);
    EXPECT_EQ(sorted_quantile(values, 0.6), inf) << "between a finite and an infinite value";
    EXPECT_EQ(sorted_quantile(values, 1), inf);
    const std::vector<double> both = {-inf, -inf, 0, inf};
    EXPECT_EQ(sorted_quantile(both, 0.1), -inf);
    EXPECT_EQ(sorted_quantile(both, 0.5), -inf);
}

TEST(HundredDots, AreValuesThatCame) {
    EXPECT_TRUE(hundred_dots({}).empty());
    EXPECT_EQ(hundred_dots(std::vector<double>{7}), std::vector<double>(100, 7));
    std::vector<double> values;
    for (int i = 0; i < 100; ++i) values.push_back(i);
    EXPECT_EQ(hundred_dots(values), values);
    // Of 500 runs each dot stands for five: the middle one of them. 90 of 500 that never come are 18 dots.
    values.clear();
    for (int i = 0; i < 500; ++i) values.push_back(i < 410 ? i : inf);
    const std::vector<double> dots = hundred_dots(values);
    EXPECT_EQ(dots[0], 2);
    EXPECT_EQ(dots[81], 407);
    EXPECT_EQ(dots[82], inf);
}

TEST(MeasureSummary, GivesMomentsOfFiniteValues) {
    std::vector<double> values = {2, 4, 4, 4, 5, 5, 7, 9};  // mean 5, sum of squared deviations 32
    const MeasureSummary summary = summarize_measure("tests", values);
    EXPECT_EQ(summary.name, "tests");
    EXPECT_EQ(summary.finite, 8U);
    EXPECT_EQ(summary.infinite, 0U);
    EXPECT_DOUBLE_EQ(summary.mean.value(), 5);
    EXPECT_DOUBLE_EQ(summary.sd.value(), std::sqrt(32.0 / 7));
    EXPECT_DOUBLE_EQ(summary.se.value(), std::sqrt(32.0 / 7 / 8));
    EXPECT_EQ(summary.min, 2);
    EXPECT_EQ(summary.max, 9);
    EXPECT_DOUBLE_EQ(summary.q50.value(), 4.5);
}

TEST(MeasureSummary, HasNoMomentsOnceAValueIsInfinite) {
    std::vector<double> values = {inf, 1, 3};
    const MeasureSummary summary = summarize_measure("first", values);
    EXPECT_EQ(summary.finite, 2U);
    EXPECT_EQ(summary.infinite, 1U);
    EXPECT_FALSE(summary.mean || summary.sd || summary.se);
    EXPECT_EQ(summary.q50, 3);
    EXPECT_EQ(summary.max, inf);
}

TEST(MeasureSummary, OfOneRunHasNoSpreadAndOfNoneNothing) {
    std::vector<double> one = {3};
    EXPECT_EQ(summarize_measure("m", one).mean, 3);
    EXPECT_FALSE(summarize_measure("m", one).sd);
    std::vector<double> none;
    EXPECT_FALSE(summarize_measure("m", none).q50);
    EXPECT_EQ(summarize_measure("m", none).finite, 0U);
}

TEST(MeasureSummary, OfEqualValuesHasNoSpread) {
    std::vector<double> values(19, 3.2019735859999998);
    const MeasureSummary summary = summarize_measure("m", values);
    EXPECT_EQ(summary.mean, 3.2019735859999998);
    EXPECT_EQ(summary.sd, 0);
}

TEST(MeasureSummary, SumsWithoutLosingSmallValues) {
    std::vector<double> values(1001, 1);
    values[0] = 1e16;
    values.push_back(-1e16);
    EXPECT_DOUBLE_EQ(summarize_measure("m", values).mean.value(), 1000.0 / 1002);
}

}  // namespace
}  // namespace standoff
