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

Histogram counted(const std::vector<double>& values) {
    Histogram histogram;
    histogram.add(values);
    return histogram;
}

Distribution of(const std::vector<double>& values) { return Distribution(counted(values)); }

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
    const Distribution ten = of({10, 1, 2, 3, 9, 4, 5, 8, 6, 7});
    EXPECT_EQ(ten.count(), 10U);
    EXPECT_EQ(ten.quantile(5), 1);
    EXPECT_EQ(ten.quantile(10), 1);
    EXPECT_EQ(ten.quantile(11), 2);
    EXPECT_EQ(ten.quantile(25), 3);
    EXPECT_EQ(ten.quantile(50), 5);
    EXPECT_EQ(ten.quantile(95), 10);
    EXPECT_EQ(ten.mean(), 5.5);
    EXPECT_TRUE(std::isnan(of({}).quantile(50)));
    EXPECT_TRUE(std::isnan(of({}).mean()));
    EXPECT_TRUE(std::isnan(of({}).score(1)));
}

TEST(Histogram, AThousandValuesAreExact) {
    std::vector<double> values = scattered(Histogram::exact_values);
    const Histogram histogram = counted(values);
    std::sort(values.begin(), values.end());
    ASSERT_EQ(histogram.bins().size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_EQ(histogram.bins()[i], (Histogram::Bin{values[i], values[i], 1}));
    EXPECT_EQ(counted({-0.0, 0.0}).bins().size(), 1U);
    EXPECT_FALSE(std::signbit(of({-0.0}).quantile(50)));
}

// With 8 binary digits 301 and 302 would be one value, 301.5.
TEST(Histogram, NeighboursAmongLargeCountsAreKeptApart) {
    std::vector<double> launches(98, 301);
    launches.insert(launches.end(), {302, 302});
    const Distribution runs = of(launches);
    EXPECT_TRUE(runs.band(90).holds(301));
    EXPECT_FALSE(runs.band(90).holds(302)) << "98 of 100 gave 301";
    EXPECT_EQ(runs.quantile(5), 301);
    EXPECT_EQ(runs.quantile(95), 301);
    EXPECT_EQ(runs.quantile(99), 302);
    EXPECT_NEAR(runs.mean(), 301.02, 1e-12);
}

TEST(Histogram, ManyValuesAreWithin04Percent) {
    std::vector<double> values = scattered(20000);
    const Histogram histogram = counted(values);
    EXPECT_LT(histogram.bins().size(), 2 * Histogram::exact_values);
    std::sort(values.begin(), values.end());
    for (const int percent : {5, 25, 50, 75, 95}) {
        const double exact = values[static_cast<std::size_t>(percent) * values.size() / 100 - 1];
        EXPECT_NEAR(Distribution(histogram).quantile(percent), exact, std::abs(exact) * 0.004) << percent;
    }
}

TEST(Histogram, NoBandLeavesOutAValueThatBelongsInIt) {
    std::vector<double> values = scattered(20000);
    const Distribution many = of(values);
    std::sort(values.begin(), values.end());
    for (const int percent : {50, 90}) {
        const std::size_t tail = values.size() * static_cast<std::size_t>(100 - percent) / 200;
        EXPECT_TRUE(many.band(percent).holds(values[tail - 1])) << percent;
        EXPECT_TRUE(many.band(percent).holds(values[values.size() - tail - 1])) << percent;
        EXPECT_LT(many.band(percent).high, values[values.size() - tail - 1] * 1.01) << percent;
    }
    EXPECT_FALSE(of({}).band(90).holds(0));
}

TEST(Histogram, NoNumberIsNotCountedInfinityIs) {
    const Distribution histogram = of({nan, 3, inf, nan, inf});
    EXPECT_EQ(histogram.count(), 3U);
    EXPECT_EQ(histogram.quantile(33), 3);
    EXPECT_EQ(histogram.quantile(50), inf);
    EXPECT_TRUE(std::isnan(histogram.mean()));
    EXPECT_TRUE(std::isnan(histogram.score(3)));
}

TEST(Histogram, ASumThatIsTooLargeHasNoMean) {
    EXPECT_TRUE(std::isnan(of({1e308, 1.1e308}).mean()));
    EXPECT_TRUE(std::isnan(of({1e308, 1.1e308}).score(0)));
    EXPECT_EQ(of({1e308, 1.1e308}).quantile(100), 1.1e308);
}

/// Whether four parts give the same bins in whatever order they are put together.
void expect_no_order(const std::vector<double>& values) {
    const Histogram whole = counted(values);
    std::vector<Histogram> parts;
    const auto quarter = static_cast<std::ptrdiff_t>(values.size() / 4);
    for (std::ptrdiff_t i = 0; i < 4; ++i)
        parts.push_back(counted({values.begin() + i * quarter, values.begin() + (i + 1) * quarter}));
    std::array order{0, 1, 2, 3};
    do {
        Histogram merged;
        for (const int part : order) merged.merge(parts[static_cast<std::size_t>(part)]);
        EXPECT_TRUE(merged == whole);
        EXPECT_EQ(merged.count(), whole.count());
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Histogram, PartsInAnyOrderAreTheWhole) {
    expect_no_order(scattered(800));
    expect_no_order(scattered(3000));
    expect_no_order(scattered(20000));
    // Parts that are exact, and parts that are not.
    std::vector<double> uneven(3000, 7);
    const std::vector<double> different = scattered(1000);
    uneven.insert(uneven.end(), different.begin(), different.end());
    for (const double value : scattered(4000)) uneven.push_back(value * 1e6);
    expect_no_order(uneven);
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
