// Histograms against sorted values and against the definition of the score.
#include <standoff/histogram.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace standoff {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Histogram of(const std::vector<double>& values) {
    Histogram histogram;
    histogram.add(values);
    return histogram;
}

/// Some numbers without a pattern, by Lehmer's generator.
std::vector<double> scattered(std::size_t number) {
    std::vector<double> values;
    std::uint64_t state = 1;
    for (std::size_t i = 0; i < number; ++i) {
        state = state * 48271 % 2147483647;
        values.push_back(static_cast<double>(state) / 2147483647.0 - 0.3);
    }
    return values;
}

TEST(Histogram, QuantilesAreValuesThatCame) {
    const Histogram ten = of({10, 1, 2, 3, 9, 4, 5, 8, 6, 7});
    EXPECT_EQ(ten.count(), 10U);
    EXPECT_EQ(ten.quantile(5), 1);
    EXPECT_EQ(ten.quantile(10), 1);
    EXPECT_EQ(ten.quantile(11), 2);
    EXPECT_EQ(ten.quantile(25), 3);
    EXPECT_EQ(ten.quantile(50), 5);
    EXPECT_EQ(ten.quantile(95), 10);
    EXPECT_EQ(ten.mean(), 5.5);
    EXPECT_TRUE(std::isnan(Histogram().quantile(50)));
    EXPECT_TRUE(std::isnan(Histogram().mean()));
    EXPECT_TRUE(std::isnan(Histogram().score(1)));
}

TEST(Histogram, IsExactForWholeNumbersAndForWhatStandsAlone) {
    std::vector<double> whole;
    for (int i = -256; i <= 256; ++i) whole.push_back(i);
    const Histogram numbers = of(whole);
    ASSERT_EQ(numbers.bins().size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_EQ(numbers.bins()[i].value(), whole[i]);
    const Histogram shares = of({0.2, 0.2, 1e-300, 12345.678, -0.1});
    EXPECT_EQ(shares.quantile(1), -0.1);
    EXPECT_EQ(shares.quantile(40), 1e-300);
    EXPECT_EQ(shares.quantile(80), 0.2);
    EXPECT_EQ(shares.quantile(100), 12345.678);
    EXPECT_EQ(of({-0.0, 0.0}).bins().size(), 1U);
    EXPECT_FALSE(std::signbit(of({-0.0}).quantile(50)));
}

TEST(Histogram, IsWithin04PercentForAllOther) {
    std::vector<double> values = scattered(20000);
    const Histogram histogram = of(values);
    EXPECT_LT(histogram.bins().size(), 4000U);
    std::sort(values.begin(), values.end());
    for (const int percent : {5, 25, 50, 75, 95}) {
        const double exact = values[static_cast<std::size_t>(percent) * values.size() / 100 - 1];
        EXPECT_NEAR(histogram.quantile(percent), exact, std::abs(exact) * 0.004) << percent;
    }
}

TEST(Histogram, NoNumberIsNotCountedInfinityIs) {
    const Histogram histogram = of({nan, 3, inf, nan, inf});
    EXPECT_EQ(histogram.count(), 3U);
    EXPECT_EQ(histogram.quantile(33), 3);
    EXPECT_EQ(histogram.quantile(50), inf);
    EXPECT_TRUE(std::isnan(histogram.mean()));
    EXPECT_TRUE(std::isnan(histogram.score(3)));
}

TEST(Histogram, PartsInAnyOrderAreTheWhole) {
    const std::vector<double> values = scattered(3000);
    const Histogram whole = of(values);
    std::vector<Histogram> parts;
    for (std::size_t i = 0; i < values.size(); i += 750)
        parts.push_back(of(
            {values.begin() + static_cast<std::ptrdiff_t>(i), values.begin() + static_cast<std::ptrdiff_t>(i + 750)}));
    std::array order{0, 1, 2, 3};
    do {
        Histogram merged;
        for (const int part : order) merged.merge(parts[static_cast<std::size_t>(part)]);
        EXPECT_TRUE(merged == whole);
        EXPECT_EQ(merged.count(), whole.count());
    } while (std::next_permutation(order.begin(), order.end()));
}

// Gneiting and Raftery (2007), equation 21: E|X - y| - E|X - X'| / 2.
double score_by_expectations(const std::vector<double>& runs, double observed) {
    double from_observed = 0;
    double from_each_other = 0;
    for (const double a : runs) {
        from_observed += std::abs(a - observed);
        for (const double b : runs) from_each_other += std::abs(a - b);
    }
    const auto n = static_cast<double>(runs.size());
    return from_observed / n - from_each_other / (2 * n * n);
}

TEST(Histogram, ScoreIsTheContinuousRankedProbabilityScore) {
    EXPECT_EQ(of({3}).score(5), 2) << "of one run the distance";
    EXPECT_EQ(of({3}).score(3), 0);
    EXPECT_EQ(of({0, 1}).score(1), 0.25) << "Brier's score of one half";
    const std::vector<double> counts = {0, 0, 0, 1, 1, 2, 2, 2, 5, 17};
    for (const double observed : {-3.0, 0.0, 1.0, 1.5, 3.0, 17.0, 40.0})
        EXPECT_NEAR(of(counts).score(observed), score_by_expectations(counts, observed), 1e-12) << observed;
}

}  // namespace
}  // namespace standoff
