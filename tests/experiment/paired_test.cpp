// Statistics of pairs against published examples, hand calculation, and what an interval promises.
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "experiment/paired.hpp"
#include "experiment/student.hpp"

namespace standoff {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

TEST(StudentQuantile, IsThatOfThePrintedTables) {
    // Fisher and Yates, Statistical Tables, table III, P = 0.05.
    EXPECT_NEAR(student_quantile(1), 12.706, 5e-4);
    EXPECT_NEAR(student_quantile(2), 4.303, 5e-4);
    EXPECT_NEAR(student_quantile(10), 2.228, 5e-4);
    EXPECT_NEAR(student_quantile(30), 2.042, 5e-4);
    EXPECT_NEAR(student_quantile(40), 2.021, 5e-4);
    EXPECT_NEAR(student_quantile(60), 2.000, 5e-4);
    EXPECT_NEAR(student_quantile(120), 1.980, 5e-4);
    EXPECT_NEAR(student_quantile(1'000'000'000), 1.959963984540, 1e-8);
}

TEST(StudentQuantile, FallsWithoutAStepWhereTheTableEnds) {
    for (std::uint64_t degrees = 1; degrees < 200; ++degrees)
        EXPECT_GT(student_quantile(degrees), student_quantile(degrees + 1)) << degrees;
    const double before = student_quantile(29) - student_quantile(30);
    const double across = student_quantile(30) - student_quantile(31);
    const double after = student_quantile(31) - student_quantile(32);
    EXPECT_GT(before, across);
    EXPECT_GT(across, after);
}

TEST(NewcombeInterval, GivesThePublishedExamples) {
    // Fagerland, Lydersen and Laake, Statistical Analysis of Contingency Tables (CRC Press 2017), chapter 8: complete
    // response before and after consolidation therapy, and airway hyper-responsiveness before and after stem cell
    // transplantation.
    const Interval response = newcombe_interval({59, 6, 16, 80});
    EXPECT_NEAR(response.low, -0.1186, 5e-5);
    EXPECT_NEAR(response.high, -0.0046, 5e-5);
    const Interval airway = newcombe_interval({1, 1, 7, 12});
    EXPECT_NEAR(airway.low, -0.507, 5e-4);
    EXPECT_NEAR(airway.high, -0.026, 5e-4);
}

TEST(NewcombeInterval, TurnsRoundWithTheSides) {
    const Interval one = newcombe_interval({20, 12, 2, 16});
    const Interval other = newcombe_interval({20, 2, 12, 16});
    EXPECT_DOUBLE_EQ(one.low, -other.high);
    EXPECT_DOUBLE_EQ(one.high, -other.low);
}

TEST(NewcombeInterval, StaysWithinItsBoundsAndIsNeverANumberWithoutDoubt) {
    EXPECT_EQ(newcombe_interval({}).low, -1);
    EXPECT_EQ(newcombe_interval({}).high, 1);
    for (const PairedCounts& counts : {PairedCounts{0, 0, 0, 500}, {500, 0, 0, 0}, {250, 0, 0, 250}, {0, 0, 0, 1}}) {
        const Interval same = newcombe_interval(counts);
        EXPECT_LT(same.low, 0) << counts.both;
        EXPECT_GT(same.high, 0) << counts.both;
    }
    const Interval all = newcombe_interval({0, 500, 0, 0});
    EXPECT_EQ(all.high, 1);
    EXPECT_LT(all.low, 1);
    EXPECT_GT(all.low, 0.98);
    const Interval many = newcombe_interval({1'000'000'000, 10, 20, 3'000'000'000});
    EXPECT_TRUE(std::isfinite(many.low) && std::isfinite(many.high));
    EXPECT_LT(many.low, many.high);
}

TEST(NewcombeInterval, HoldsTheTruthAsOftenAsItPromises) {
    // One side of 0.3 and one of 0.2, of which a common luck makes most: pairs differ as a uniform falls.
    std::mt19937_64 luck(20240101);
    constexpr int studies = 4000;
    int held = 0;
    for (int study = 0; study < studies; ++study) {
        PairedShares shares;
        for (int run = 0; run < 60; ++run) {
            const double common = static_cast<double>(luck() >> 11U) * 0x1p-53;
            const double own = static_cast<double>(luck() >> 11U) * 0x1p-53;
            shares.add(common < 0.2, (own < 0.5 ? common : static_cast<double>(luck() >> 11U) * 0x1p-53) < 0.3);
        }
        const Difference found = shares.difference();
        if (*found.low <= 0.1 && 0.1 <= *found.high) ++held;
    }
    // Newcombe found a mean coverage of 0.951, at worst 0.93.
    EXPECT_GT(held, 0.935 * studies);
    EXPECT_LT(held, 0.975 * studies);
}

TEST(PairedShares, CountsWhatChanged) {
    PairedShares shares;
    for (int i = 0; i < 20; ++i) shares.add(true, true);
    for (int i = 0; i < 12; ++i) shares.add(false, true);
    for (int i = 0; i < 2; ++i) shares.add(true, false);
    for (int i = 0; i < 16; ++i) shares.add(false, false);
    const Difference found = shares.difference();
    EXPECT_EQ(found.runs, 50U);
    EXPECT_DOUBLE_EQ(found.base.value(), 22.0 / 50);
    EXPECT_DOUBLE_EQ(found.alternative.value(), 32.0 / 50);
    EXPECT_DOUBLE_EQ(found.difference.value(), 0.2);
    // Of 12 changes of 1, 2 of -1 and 36 of 0 by hand: sum of squares 14 - 50 × 0.04 = 12.
    EXPECT_DOUBLE_EQ(found.se.value(), std::sqrt(12.0 / 49 / 50));
    EXPECT_DOUBLE_EQ(found.variance_ratio.value(), (0.44 * 0.56 + 0.64 * 0.36) / (12.0 / 50));
    EXPECT_EQ(found.low.value(), newcombe_interval({20, 12, 2, 16}).low);
}

TEST(PairedNumbers, GivesStudentsPairedInterval) {
    // Student (1908), The probable error of a mean, Biometrika 6: additional hours of sleep of ten patients by two
    // drugs. The mean difference is 1.58, its standard deviation 1.230; t with 9 degrees of freedom is 2.262.
    const double first[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    const double second[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    PairedNumbers sleep;
    for (int i = 0; i < 10; ++i) sleep.add(first[i], second[i]);
    const Difference found = sleep.difference();
    EXPECT_NEAR(found.base.value(), 0.75, 1e-12);
    EXPECT_NEAR(found.alternative.value(), 2.33, 1e-12);
    EXPECT_NEAR(found.difference.value(), 1.58, 1e-12);
    EXPECT_NEAR(found.se.value(), 1.230 / std::sqrt(10), 2e-4);
    EXPECT_NEAR(found.low.value(), 0.7001, 1e-4);
    EXPECT_NEAR(found.high.value(), 2.4599, 1e-4);
}

TEST(PairedNumbers, HoldsTheTruthAsOftenAsItPromises) {
    std::mt19937_64 luck(7);
    std::normal_distribution<double> normal;
    constexpr int studies = 4000;
    int held = 0;
    for (int study = 0; study < studies; ++study) {
        PairedNumbers numbers;
        for (int run = 0; run < 8; ++run) {
            const double common = 5 * normal(luck);
            numbers.add(common + normal(luck), common + 2 + normal(luck));
        }
        const Difference found = numbers.difference();
        if (*found.low <= 2 && 2 <= *found.high) ++held;
    }
    EXPECT_NEAR(held, 0.95 * studies, 4 * std::sqrt(0.95 * 0.05 * studies));
}

TEST(PairedNumbers, TheRatioSaysWhatCommonLuckSaves) {
    // Luck in common with variance 25, of each side's own 1: (26 + 26) / 2.
    std::mt19937_64 luck(11);
    std::normal_distribution<double> normal;
    PairedNumbers numbers;
    for (int run = 0; run < 200000; ++run) {
        const double common = 5 * normal(luck);
        numbers.add(common + normal(luck), common + normal(luck));
    }
    EXPECT_NEAR(numbers.difference().variance_ratio.value(), 26, 0.5);
}

TEST(PairedNumbers, ADifferenceWithoutChanceHasNoWidth) {
    PairedNumbers numbers;
    for (int i = 0; i < 10; ++i) numbers.add(i, i + 0.5);
    const Difference found = numbers.difference();
    EXPECT_EQ(found.difference, 0.5);
    EXPECT_EQ(found.low, 0.5);
    EXPECT_EQ(found.high, 0.5);
    EXPECT_EQ(found.variance_ratio, endless);
    PairedNumbers fixed;
    for (int i = 0; i < 10; ++i) fixed.add(0.1, 0.3);
    EXPECT_EQ(fixed.difference().base, 0.1) << "no rounded mean";
    EXPECT_EQ(fixed.difference().difference, 0.3 - 0.1);
    EXPECT_EQ(fixed.difference().variance_ratio, std::nullopt) << "luck has no part in it";
}

TEST(PairedNumbers, OfInfiniteValuesThereIsNoMean) {
    PairedNumbers numbers;
    numbers.add(1, 2);
    numbers.add(3, endless);
    numbers.add(5, 4);
    Difference found = numbers.difference();
    EXPECT_EQ(found.runs, 3U);
    EXPECT_EQ(found.infinite, 1U);
    EXPECT_EQ(found.base, 3.0);
    EXPECT_EQ(found.alternative, std::nullopt);
    EXPECT_EQ(found.difference, std::nullopt);
    EXPECT_EQ(found.low, std::nullopt);
    numbers.add(endless, endless);
    found = numbers.difference();
    EXPECT_EQ(found.infinite, 2U);
    EXPECT_EQ(found.base, std::nullopt);
}

TEST(PairedNumbers, OfOnePairThereIsNoInterval) {
    PairedNumbers numbers;
    EXPECT_EQ(numbers.difference().difference, std::nullopt);
    numbers.add(1, 4);
    EXPECT_EQ(numbers.difference().difference, 3.0);
    EXPECT_EQ(numbers.difference().se, std::nullopt);
    EXPECT_EQ(numbers.difference().low, std::nullopt);
}

TEST(PairedNumbers, WhatIsBeyondANumberIsNotGiven) {
    PairedNumbers numbers;
    numbers.add(-1.7e308, 1.7e308);
    numbers.add(0, 1);
    EXPECT_EQ(numbers.difference().difference, std::nullopt);
    EXPECT_EQ(numbers.difference().low, std::nullopt);
}

}  // namespace
}  // namespace standoff
