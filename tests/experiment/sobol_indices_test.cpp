#include "experiment/sobol_indices.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "experiment/design.hpp"
#include "experiment/functions.hpp"

namespace standoff {
namespace {

using Status = SobolIndices::Status;

template <class Function>
SobolIndices estimate(Function f, std::size_t factors, std::size_t rows, std::uint64_t seed = 1,
                      const SobolOptions& options = {}) {
    const Matrix points = saltelli_design(sobol_design(rows, 2 * factors, seed));
    return sobol_indices(outputs_at(points, f), factors, options);
}

void expect_indices(const SobolIndices& found, const std::vector<double>& first, const std::vector<double>& total,
                    double within) {
    ASSERT_EQ(found.status, Status::estimated);
    ASSERT_EQ(found.factors.size(), first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        const FactorIndices& factor = found.factors[i];
        EXPECT_NEAR(factor.first_order.value, first[i], within) << "factor " << i;
        EXPECT_NEAR(factor.total.value, total[i], within) << "factor " << i;
        EXPECT_LE(factor.first_order.interval.low, first[i]) << "factor " << i;
        EXPECT_GE(factor.first_order.interval.high, first[i]) << "factor " << i;
        EXPECT_LE(factor.total.interval.low, total[i]) << "factor " << i;
        EXPECT_GE(factor.total.interval.high, total[i]) << "factor " << i;
    }
}

TEST(SaltelliDesign, TakesOneCoordinateFromTheOtherHalf) {
    Matrix unit{4, {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}};
    EXPECT_EQ(saltelli_design(unit).values,
              (std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.3, 0.2, 0.1, 0.4, 0.5, 0.6, 0.7, 0.8, 0.7, 0.6, 0.5, 0.8}));
    unit.columns = 1;
    EXPECT_THROW((void)saltelli_design(unit), std::invalid_argument);
}

TEST(SobolIndices, OfIshigami) {
    // V1 = (1 + b pi^4/5)^2/2, V2 = a^2/8, V13 = 8 b^2 pi^8/225.
    const double pi4 = std::pow(std::numbers::pi, 4);
    const double v1 = 0.5 * std::pow(1 + 0.1 * pi4 / 5, 2);
    const double v2 = 49.0 / 8;
    const double v13 = 8 * 0.01 * pi4 * pi4 / 225;
    const double v = v1 + v2 + v13;
    ASSERT_NEAR(v1 / v, 0.3139, 5e-5);
    ASSERT_NEAR((v1 + v13) / v, 0.5576, 5e-5);
    expect_indices(estimate(ishigami, 3, 1 << 14), {v1 / v, v2 / v, 0}, {(v1 + v13) / v, v2 / v, v13 / v}, 0.003);
}

TEST(SobolIndices, OfSobolsGFunction) {
    constexpr std::array<double, 6> a = {0, 0.5, 3, 9, 99, 99};
    const auto g = [&](std::span<const double> u) {
        double value = 1;
        for (std::size_t i = 0; i < a.size(); ++i) value *= (std::abs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
        return value;
    };
    double v = 1;
    for (const double ai : a) v *= 1 + 1 / (3 * (1 + ai) * (1 + ai));
    std::vector<double> first;
    std::vector<double> total;
    for (const double ai : a) {
        const double vi = 1 / (3 * (1 + ai) * (1 + ai));
        first.push_back(vi / (v - 1));
        total.push_back(vi * v / (1 + vi) / (v - 1));
    }
    expect_indices(estimate(g, a.size(), 1 << 14), first, total, 0.004);
}

TEST(SobolIndices, OfProductsAreRational) {
    // Of n factors: V = 3^-n - 4^-n; alone 4^-(n-1)/12; in all 3^-(n-1)/12.
    expect_indices(estimate(product, 2, 1 << 13), {3.0 / 7, 3.0 / 7}, {4.0 / 7, 4.0 / 7}, 0.002);
    const double first = 9.0 / 37;
    const double total = 16.0 / 37;
    expect_indices(estimate(product, 3, 1 << 14), {first, first, first}, {total, total, total}, 0.003);
}

TEST(SobolIndices, DoNotDependOnLevelAndUnit) {
    const Matrix points = saltelli_design(sobol_design(256, 4, 1));
    const std::vector<double> outputs = outputs_at(points, product);
    std::vector<double> moved;
    for (const double f : outputs) moved.push_back(0x1p900 * (f - 3));
    const SobolIndices as_it_is = sobol_indices(outputs, 2);
    const SobolIndices changed = sobol_indices(moved, 2);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_NEAR(changed.factors[i].first_order.value, as_it_is.factors[i].first_order.value, 1e-12);
        EXPECT_NEAR(changed.factors[i].total.interval.high, as_it_is.factors[i].total.interval.high, 1e-12);
    }
}

TEST(SobolIndices, OfAFactorThatDoesNothingAreZero) {
    const SobolIndices found = estimate([](std::span<const double> u) { return u[0]; }, 2, 1024);
    EXPECT_NEAR(found.factors[0].first_order.value, 1, 0.01);
    EXPECT_NEAR(found.factors[0].total.value, 1, 0.01);
    EXPECT_EQ(found.factors[1].first_order.value, 0);
    EXPECT_EQ(found.factors[1].total.value, 0);
    EXPECT_EQ(found.factors[1].total.width(), 0);
}

TEST(SobolIndices, HaveIntervalsThatHoldTheTruthNineteenTimesInTwenty) {
    // Binomial with 300 trials and p = 0.95: below 270 with probability 1e-4, above 298 with 4e-6.
    std::array<int, 4> independent = {};
    std::array<int, 4> quasi = {};
    const auto count = [](const SobolIndices& found, std::array<int, 4>& held) {
        for (std::size_t i = 0; i < 2; ++i) {
            const Interval first = found.factors[i].first_order.interval;
            const Interval total = found.factors[i].total.interval;
            held[i] += static_cast<int>(first.low <= 3.0 / 7 && 3.0 / 7 <= first.high);
            held[2 + i] += static_cast<int>(total.low <= 4.0 / 7 && 4.0 / 7 <= total.high);
        }
    };
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        SobolOptions options;
        options.bootstrap = {400, seed};
        const Matrix points = saltelli_design(random_design(512, 4, seed));
        count(sobol_indices(outputs_at(points, product), 2, options), independent);
        count(estimate(product, 2, 128, seed, options), quasi);
    }
    for (const int held : independent) {
        EXPECT_GE(held, 270);
        EXPECT_LE(held, 298);
    }
    for (const int held : quasi) EXPECT_GE(held, 285) << "a Sobol' design is at least as good as its intervals say";
}

TEST(SobolIndices, SayWhenTheyHaveConverged) {
    const SobolIndices few = estimate(ishigami, 3, 64);
    EXPECT_FALSE(few.convergence.converged);
    EXPECT_GT(few.convergence.widest, 0.05);
    EXPECT_GT(few.convergence.more_rows, 64U);
    const std::size_t wanted = few.rows + few.convergence.more_rows;
    EXPECT_EQ(wanted & (wanted - 1), 0U) << "a power of two";

    const SobolIndices many = estimate(ishigami, 3, wanted);
    EXPECT_LT(many.convergence.widest, 1.25 * many.convergence.wanted) << "the forecast was about right";

    SobolOptions loose;
    loose.wanted_width = 0.2;
    const SobolIndices enough = estimate(ishigami, 3, 4096, 1, loose);
    EXPECT_TRUE(enough.convergence.converged);
    EXPECT_EQ(enough.convergence.more_rows, 0U);
    EXPECT_LT(*enough.convergence.change, 0.2);
    const FactorIndices& widest = enough.factors[enough.convergence.widest_factor];
    EXPECT_EQ(std::max(widest.first_order.width(), widest.total.width()), enough.convergence.widest);
}

TEST(SobolIndices, NameWhatIsMissingAndGiveNone) {
    const Matrix points = saltelli_design(sobol_design(64, 4, 1));
    std::vector<double> outputs = outputs_at(points, product);
    outputs[0] = std::numeric_limits<double>::infinity();
    outputs[3] = std::numeric_limits<double>::quiet_NaN();
    outputs[7] = -std::numeric_limits<double>::infinity();
    const SobolIndices found = sobol_indices(outputs, 2);
    EXPECT_EQ(found.status, Status::missing_values);
    EXPECT_EQ(found.missing, (std::vector<std::size_t>{1, 0, 0, 2}));
    EXPECT_TRUE(found.factors.empty());
    EXPECT_FALSE(found.convergence.converged);
}

TEST(SobolIndices, NeedVariance) {
    const SobolIndices flat = estimate([](std::span<const double>) { return 0.1; }, 3, 64);
    EXPECT_EQ(flat.status, Status::constant);
    EXPECT_TRUE(flat.factors.empty());

    std::vector<double> once(64 * 4, 0.0);
    once[20] = 1;  // one row in 64 differs: a resample misses it with probability 0.36
    EXPECT_EQ(sobol_indices(once, 2).status, Status::rare);
}

TEST(SobolIndices, RefuseWhatCannotBeEstimated) {
    EXPECT_THROW((void)sobol_indices(std::vector<double>(7), 2), std::invalid_argument);
    EXPECT_THROW((void)sobol_indices(std::vector<double>(4), 2), std::invalid_argument);
    EXPECT_THROW((void)sobol_indices(std::vector<double>(4), 0), std::invalid_argument);
    SobolOptions options;
    options.wanted_width = 0;
    EXPECT_THROW((void)sobol_indices(std::vector<double>(8), 2, options), std::invalid_argument);
    options = {};
    options.bootstrap.resamples = 0;
    EXPECT_THROW((void)sobol_indices(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8}, 2, options), std::invalid_argument);
}

}  // namespace
}  // namespace standoff
