#include "experiment/morris.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "experiment/functions.hpp"

namespace standoff {
namespace {

TEST(MorrisDesign, ChangesEveryFactorOnceByHalfOfItsLevels) {
    constexpr std::size_t factors = 6;
    const MorrisDesign design = morris_design(50, factors, 4, 1);
    ASSERT_EQ(design.points.rows(), 50 * (factors + 1));
    for (std::size_t t = 0; t < 50; ++t) {
        std::set<std::size_t> changed;
        for (std::size_t s = 0; s < factors; ++s) {
            const auto before = design.points.row(t * (factors + 1) + s);
            const auto after = design.points.row(t * (factors + 1) + s + 1);
            const std::size_t j = design.change[t * factors + s];
            changed.insert(j);
            for (std::size_t i = 0; i < factors; ++i)
                EXPECT_EQ(std::abs(after[i] - before[i]), i == j ? 0.5 : 0) << t << " " << s << " " << i;
        }
        EXPECT_EQ(changed.size(), factors);
    }
    const std::set<double> levels(design.points.values.begin(), design.points.values.end());
    EXPECT_EQ(levels, (std::set<double>{0.125, 0.375, 0.625, 0.875}));
}

TEST(MorrisDesign, StartsAtEveryLevelAlikeAndInEveryOrder) {
    const std::size_t trajectories = 4000;
    const MorrisDesign design = morris_design(trajectories, 3, 4, 2);
    std::map<double, double> starts;
    std::map<std::vector<std::size_t>, double> orders;
    for (std::size_t t = 0; t < trajectories; ++t) {
        ++starts[design.points.row(t * 4)[1]];
        ++orders[{design.change[t * 3], design.change[t * 3 + 1], design.change[t * 3 + 2]}];
    }
    // Chi-squared, 3 and 5 degrees of freedom: 99.99% quantiles 21.1 and 25.7.
    const auto chi_squared = [&](const auto& counts) {
        double sum = 0;
        const double expected = static_cast<double>(trajectories) / static_cast<double>(counts.size());
        for (const auto& [key, count] : counts) sum += (count - expected) * (count - expected) / expected;
        return sum;
    };
    ASSERT_EQ(starts.size(), 4U);
    EXPECT_LT(chi_squared(starts), 21.1);
    ASSERT_EQ(orders.size(), 6U);
    EXPECT_LT(chi_squared(orders), 25.7);
}

TEST(MorrisEffects, OfALinearFunctionAreItsCoefficients) {
    const std::vector<double> coefficients = {3, -2, 0, 0.5};
    const MorrisDesign design = morris_design(10, 4, 6, 3);
    const auto effects = morris_effects(design, outputs_at(design.points, [&](std::span<const double> u) {
                                            double sum = 10;
                                            for (std::size_t i = 0; i < 4; ++i) sum += coefficients[i] * u[i];
                                            return sum;
                                        }));
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_NEAR(effects[i].mu->value, coefficients[i], 1e-13);
        EXPECT_NEAR(effects[i].mu_star->value, std::abs(coefficients[i]), 1e-13);
        EXPECT_NEAR(effects[i].sigma->value, 0, 1e-13);
        EXPECT_NEAR(effects[i].mu->width(), 0, 1e-13) << "all trajectories agree";
    }
}

TEST(MorrisEffects, OfAProductAreTheOtherFactor) {
    const MorrisDesign design = morris_design(400, 2, 4, 4);
    const auto effects = morris_effects(design, outputs_at(design.points, product));
    for (const MorrisEffects& effect : effects) {
        // The other factor is at 1/8, 3/8, 5/8 or 7/8, each as likely: mean 1/2, variance 5/64.
        const double sd = std::sqrt(5.0 / 64);
        EXPECT_NEAR(effect.mu->value, 0.5, 4 * sd / 20);
        EXPECT_EQ(effect.mu->value, effect.mu_star->value) << "all effects are positive";
        EXPECT_NEAR(effect.sigma->value, sd, 0.03);
        EXPECT_NEAR(effect.mu->width(), 2 * 1.96 * sd / 20, 0.01);
    }
}

TEST(MorrisEffects, ShowWhyTheSizesAreAveraged) {
    // (u - 1/2)^2 falls by 1/8 from 1/8 to 5/8 and rises as much from 3/8 to 7/8: effects of -1/4 and 1/4.
    const MorrisDesign design = morris_design(100, 1, 4, 5);
    const auto effects = morris_effects(
        design, outputs_at(design.points, [](std::span<const double> u) { return (u[0] - 0.5) * (u[0] - 0.5); }));
    EXPECT_EQ(effects[0].mu_star->value, 0.25);
    EXPECT_EQ(effects[0].mu_star->width(), 0);
    EXPECT_LT(std::abs(effects[0].mu->value), 0.1);
    EXPECT_GT(effects[0].sigma->value, 0.24);
}

TEST(MorrisEffects, GiveNoEstimateOfAFactorWithAMissingEffect) {
    const MorrisDesign design = morris_design(10, 3, 4, 6);
    std::vector<double> outputs = outputs_at(design.points, product);
    outputs[4] = std::numeric_limits<double>::infinity();    // where trajectory 1 begins: one effect of one factor
    outputs[10] = std::numeric_limits<double>::quiet_NaN();  // trajectory 2 after two steps: effects of two factors
    const std::size_t first = design.change[3];
    std::map<std::size_t, std::size_t> missing;
    ++missing[first];
    ++missing[design.change[7]];
    ++missing[design.change[8]];
    const auto effects = morris_effects(design, outputs);
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_EQ(effects[j].missing, missing[j]);
        EXPECT_EQ(effects[j].mu.has_value(), missing[j] == 0);
        EXPECT_EQ(effects[j].mu_star.has_value(), missing[j] == 0);
        EXPECT_EQ(effects[j].sigma.has_value(), missing[j] == 0);
    }
}

TEST(MorrisEffects, HaveIntervalsThatHoldTheTruthNineteenTimesInTwenty) {
    // Binomial with 300 trials and p = 0.95: below 270 with probability 1e-4.
    int held = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const MorrisDesign design = morris_design(100, 2, 4, seed);
        const Interval mu = morris_effects(design, outputs_at(design.points, product), {400, seed})[0].mu->interval;
        if (mu.low <= 0.5 && 0.5 <= mu.high) ++held;
    }
    EXPECT_GE(held, 270);
    EXPECT_LE(held, 298);
}

TEST(MorrisEffects, RefuseWhatCannotBeEstimated) {
    EXPECT_THROW((void)morris_design(3, 2, 5, 1), std::invalid_argument);
    EXPECT_THROW((void)morris_design(3, 2, 0, 1), std::invalid_argument);
    const MorrisDesign one = morris_design(1, 2, 4, 1);
    EXPECT_THROW((void)morris_effects(one, std::vector<double>(3)), std::invalid_argument);
    const MorrisDesign two = morris_design(2, 2, 4, 1);
    EXPECT_THROW((void)morris_effects(two, std::vector<double>(5)), std::invalid_argument);
}

}  // namespace
}  // namespace standoff
