// The distributions over twenty seeds against their theory, by libm and formulas of this file's own: mean and variance
// within 4.5 standard errors, Kolmogorov-Smirnov for the continuous ones, chi-square for the discrete ones.
#include "random/distributions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "random/philox.hpp"

namespace standoff {
namespace {

namespace d = distributions;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr std::uint64_t seeds = 20;
constexpr std::size_t count = 20'000;
constexpr double sigmas = 4.5;  // one false alarm in 150,000 tests

using Quantile = std::function<double(double)>;    // of u
using Cumulative = std::function<double(double)>;  // P(X <= x)
using Probability = std::function<double(int)>;    // P(X = k)

struct Moments {
    double mean;
    double variance;
    double kurtosis;  // fourth central moment / variance^2: decides the error of the variance
};

std::vector<double> sample(const Quantile& quantile, std::uint64_t seed) {
    std::vector<double> values(count);
    constexpr std::uint64_t place = 0x6d0e2a9c41b7f853;
    for (std::size_t i = 0; i < count; ++i)
        values[i] = quantile(uniform(make_key(seed), static_cast<std::uint32_t>(i), 1, place));
    return values;
}

void expect_moments(const std::vector<double>& values, const Moments& theory) {
    const auto n = static_cast<double>(values.size());
    double sum = 0;
    for (double x : values) sum += x;
    const double mean = sum / n;
    double squares = 0;
    for (double x : values) squares += (x - theory.mean) * (x - theory.mean);
    EXPECT_LT(std::fabs(mean - theory.mean), sigmas * std::sqrt(theory.variance / n));
    EXPECT_LE(std::fabs(squares / n - theory.variance),
              sigmas * theory.variance * std::sqrt((theory.kurtosis - 1) / n));
}

void expect_kolmogorov_smirnov(std::vector<double> values, const Cumulative& cumulative) {
    std::sort(values.begin(), values.end());
    const auto n = static_cast<double>(values.size());
    double distance = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double p = cumulative(values[i]);
        distance = std::max({distance, static_cast<double>(i + 1) / n - p, p - static_cast<double>(i) / n});
    }
    EXPECT_LT(distance * std::sqrt(n), 2.57);  // P(K > 2.57) = 2 exp(-2 2.57^2) = 4e-6, about 4.5 sigmas
}

void expect_chi_square(const std::vector<double>& values, const Probability& probability) {
    // Values from 0 up in cells of at least ten expected each; the last cell takes the rest.
    const auto n = static_cast<double>(values.size());
    std::vector<int> seen(static_cast<std::size_t>(*std::max_element(values.begin(), values.end())) + 1);
    for (double x : values) ++seen[static_cast<std::size_t>(x)];
    double statistic = 0;
    int cells = 0;
    double expected = 0;
    double observed = 0;
    double left = n;
    double left_seen = n;
    for (std::size_t k = 0; left > 20; ++k) {
        expected += n * probability(static_cast<int>(k));
        observed += k < seen.size() ? seen[k] : 0;
        if (expected < 10 || left - expected < 10) {
            if (k > 2'000'000) FAIL() << "probabilities do not add up";
            if (expected >= 10) break;
            continue;
        }
        statistic += (observed - expected) * (observed - expected) / expected;
        ++cells;
        left -= expected;
        left_seen -= observed;
        expected = observed = 0;
    }
    statistic += (left_seen - left) * (left_seen - left) / left;
    // cells counts all but the last: the degrees of freedom. Critical value at 4.5 sigmas by Wilson and Hilferty
    // (1931).
    ASSERT_GT(cells, 0);
    const double f = 2.0 / (9.0 * cells);
    EXPECT_LT(statistic, cells * std::pow(1 - f + sigmas * std::sqrt(f), 3)) << cells << " degrees of freedom";
}

void expect_continuous(const Quantile& quantile, const Moments& theory, const Cumulative& cumulative) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(seed);
        const std::vector<double> values = sample(quantile, seed);
        expect_moments(values, theory);
        expect_kolmogorov_smirnov(values, cumulative);
    }
}

void expect_discrete(const Quantile& quantile, const Moments& theory, const Probability& probability) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(seed);
        const std::vector<double> values = sample(quantile, seed);
        expect_moments(values, theory);
        expect_chi_square(values, probability);
    }
}

TEST(UniformDistribution, HasItsMomentsAndShape) {
    expect_continuous([](double u) { return d::uniform(-3, 5, u); }, {1, 64.0 / 12, 1.8},
                      [](double x) { return (x + 3) / 8; });
}

TEST(NormalDistribution, HasItsMomentsAndShape) {
    expect_continuous([](double u) { return d::normal(2, 3, u); }, {2, 9, 3},
                      [](double x) { return std::erfc(-(x - 2) / 3 / std::sqrt(2.0)) / 2; });
}

TEST(ExponentialDistribution, HasItsMomentsAndShape) {
    expect_continuous([](double u) { return d::exponential(2.5, u); }, {2.5, 6.25, 9},
                      [](double x) { return -std::expm1(-x / 2.5); });
}

TEST(TriangularDistribution, HasItsMomentsAndShape) {
    for (double mode : {0.0, 1.0, 4.0}) {
        SCOPED_TRACE(mode);
        const double low = 0, high = 4;
        const double variance = (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18;
        expect_continuous([=](double u) { return d::triangular(low, mode, high, u); },
                          {(low + mode + high) / 3, variance, 2.4},
                          [=](double x) {
                              return x < mode ? (x - low) * (x - low) / ((high - low) * (mode - low))
                                              : 1 - (high - x) * (high - x) / ((high - low) * (high - mode));
                          });
    }
}

TEST(BernoulliDistribution, HasItsMomentsAndShape) {
    for (double p : {0.02, 0.3, 0.5, 0.9})
        expect_discrete([=](double u) { return d::bernoulli(p, u); }, {p, p * (1 - p), 1 / (p * (1 - p)) - 3},
                        [=](int k) { return k == 0   ? 1 - p
                                            : k == 1 ? p
                                                     : 0; });
}

double poisson_probability(double mean, int k) { return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0)); }

double binomial_probability(double n, double p, int k) {
    return k > n ? 0
                 : std::exp(std::lgamma(n + 1) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1) + k * std::log(p) +
                            (n - k) * std::log1p(-p));
}

TEST(PoissonDistribution, HasItsMomentsAndShape) {
    for (double mean : {0.05, 0.5, 1.0, 4.5, 30.0, 123.4, 499.9}) {
        SCOPED_TRACE(mean);
        expect_discrete([=](double u) { return d::poisson(mean, u); }, {mean, mean, 3 + 1 / mean},
                        [=](int k) { return poisson_probability(mean, k); });
    }
}

TEST(BinomialDistribution, HasItsMomentsAndShape) {
    struct Case {
        double n, p;
    };
    for (const auto& [n, p] :
         {Case{1, 0.4}, {5, 0.5}, {20, 0.3}, {20, 0.85}, {1000, 0.02}, {3000, 0.4}, {2500, 0.77}}) {
        SCOPED_TRACE(n);
        const double variance = n * p * (1 - p);
        expect_discrete([=](double u) { return d::binomial(n, p, u); },
                        {n * p, variance, 3 + (1 - 6 * p * (1 - p)) / variance},
                        [=](int k) { return binomial_probability(n, p, k); });
    }
}

/// `quantile` must be the smallest k whose cumulative probability, summed here in long double, reaches u.
void expect_inverse(const Quantile& quantile, const Probability& probability, int last) {
    long double cumulative = 0;
    for (int k = 0; k <= last; ++k) {
        const long double before = cumulative;
        cumulative += static_cast<long double>(probability(k));
        const auto inside = static_cast<double>((before + cumulative) / 2);
        // Only where the step is wide against the 1e-11 of lgamma.
        if (cumulative - before > 1e-9L && inside < 1) {
            EXPECT_EQ(quantile(inside), k) << "u = " << inside;
        }
    }
}

TEST(PoissonDistribution, IsTheInverseOfItsCumulativeProbabilities) {
    for (double mean : {1e-8, 0.05, 0.5, 3.0, 30.0, 500.0})
        expect_inverse([=](double u) { return d::poisson(mean, u); },
                       [=](int k) { return poisson_probability(mean, k); }, 900);
}

TEST(BinomialDistribution, IsTheInverseOfItsCumulativeProbabilities) {
    struct Case {
        double n, p;
    };
    // Both sides of n p = 500, where the search changes.
    for (const Case& c :
         {Case{1, 1e-6}, {7, 0.5}, {100, 0.99}, {1000, 0.499}, {1000, 0.5}, {1100, 0.46}, {5000, 0.3}, {5000, 0.7}})
        expect_inverse([=](double u) { return d::binomial(c.n, c.p, u); },
                       [=](int k) { return binomial_probability(c.n, c.p, k); }, static_cast<int>(c.n));
}

constexpr double first_u = 0x1p-53;
constexpr double last_u = 1 - 0x1p-53;

TEST(Distributions, AreFiniteAndInRangeAtTheEndsOfTheUniform) {
    for (double u : {first_u, last_u}) {
        for (double mean : {0.0, 1e-300, 1e-5, 1.0, 75.0, 500.0}) {
            EXPECT_GE(d::poisson(mean, u), 0);
            EXPECT_LE(d::poisson(mean, u), mean + 27 + 8.7 * std::sqrt(mean));
        }
        for (double n : {0.0, 1.0, 17.0, 1000.0, 1e6})
            for (double p : {0.0, 1e-300, 1e-9, 0.1, 0.5, 0.9, 1 - 0x1p-53, 1.0}) {
                EXPECT_GE(d::binomial(n, p, u), 0) << n << ' ' << p;
                EXPECT_LE(d::binomial(n, p, u), n) << n << ' ' << p;
            }
        EXPECT_GT(d::exponential(1, u), 0);
        EXPECT_LT(d::exponential(1, u), 36.8);
        EXPECT_LT(std::fabs(d::normal(0, 1, u)), 8.3);
        for (double high : {1.0, 1.0 + 0x1p-52, 3.0, 1e150}) {
            EXPECT_GE(d::uniform(1, high, u), 1);
            EXPECT_LE(d::uniform(1, high, u), high);
            EXPECT_GE(d::triangular(1, (1 + high) / 2, high, u), 1);
            EXPECT_LE(d::triangular(1, (1 + high) / 2, high, u), high);
        }
    }
    EXPECT_DOUBLE_EQ(d::exponential(1, first_u), first_u);  // no digits lost where 1 - u is near 1
}

TEST(Distributions, TakeDegenerateArguments) {
    for (double u : {first_u, 0.3, 0.5, last_u}) {
        EXPECT_EQ(d::uniform(2, 2, u), 2);
        EXPECT_EQ(d::normal(2, 0, u), 2);
        EXPECT_EQ(d::bernoulli(0, u), 0);
        EXPECT_EQ(d::bernoulli(1, u), 1);
        EXPECT_EQ(d::exponential(0, u), 0);
        EXPECT_EQ(d::triangular(2, 2, 2, u), 2);
        EXPECT_EQ(d::poisson(0, u), 0);
        EXPECT_EQ(d::binomial(0, 0.5, u), 0);
        EXPECT_EQ(d::binomial(9, 0, u), 0);
        EXPECT_EQ(d::binomial(9, 1, u), 9);
        EXPECT_EQ(d::binomial(1e6, 0, u), 0);
        EXPECT_EQ(d::binomial(1e6, 1, u), 1e6);
    }
}

TEST(Distributions, AreNoNumberForImpossibleArguments) {
    constexpr double u = 0.4;
    const std::vector<double> impossible{d::uniform(2, 1, u),          d::uniform(nan, 1, u),
                                         d::uniform(0, inf, u),        d::uniform(-inf, 0, u),
                                         d::uniform(-1e308, 1e308, u), d::uniform(inf, inf, u),
                                         d::normal(0, -1, u),          d::normal(nan, 1, u),
                                         d::normal(0, nan, u),         d::normal(inf, 1, u),
                                         d::normal(0, inf, u),         d::bernoulli(-0.1, u),
                                         d::bernoulli(1.1, u),         d::bernoulli(nan, u),
                                         d::exponential(-1, u),        d::exponential(nan, u),
                                         d::exponential(inf, u),       d::triangular(2, 1, 3, u),
                                         d::triangular(0, 4, 3, u),    d::triangular(3, 2, 1, u),
                                         d::triangular(nan, 1, 2, u),  d::triangular(0, nan, 2, u),
                                         d::triangular(0, 1, nan, u),  d::triangular(0, 1, inf, u),
                                         d::triangular(-inf, 1, 2, u), d::poisson(-1, u),
                                         d::poisson(500.5, u),         d::poisson(nan, u),
                                         d::poisson(inf, u),           d::binomial(-1, 0.5, u),
                                         d::binomial(2.5, 0.5, u),     d::binomial(1e6 + 1, 0.5, u),
                                         d::binomial(nan, 0.5, u),     d::binomial(5, -0.1, u),
                                         d::binomial(5, 1.1, u),       d::binomial(5, nan, u),
                                         d::binomial(inf, 0.5, u),     d::poisson(1, nan),
                                         d::binomial(5, 0.5, nan)};
    for (std::size_t i = 0; i < impossible.size(); ++i) EXPECT_TRUE(std::isnan(impossible[i])) << "number " << i;
}

TEST(Distributions, GrowWithTheUniform) {
    const std::vector<Quantile> all{
        [](double u) { return d::uniform(-1, 2, u); },     [](double u) { return d::normal(1, 2, u); },
        [](double u) { return d::exponential(3, u); },     [](double u) { return d::triangular(0, 1, 3, u); },
        [](double u) { return d::poisson(0.7, u); },       [](double u) { return d::poisson(321, u); },
        [](double u) { return d::binomial(12, 0.3, u); },  [](double u) { return d::binomial(12, 0.8, u); },
        [](double u) { return d::binomial(4000, 0.5, u); }};
    for (const Quantile& quantile : all)
        for (double u = 1e-5; u < 1 - 2e-5; u += 1e-5) ASSERT_LE(quantile(u), quantile(u + 1e-5)) << u;
}

}  // namespace
}  // namespace standoff
