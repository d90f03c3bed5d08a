// Richardson's arms race against its closed form: where it rests, how fast it runs away, which steps are too coarse.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenarios/monte_carlo.hpp"

namespace standoff::test {
namespace {

Runs richardson(const LoadOptions& options = {}) { return run_shipped("textbook/richardson.yaml", 1, options); }

/// Settings that multiply all rates of the race by `factor`: the same as a step longer by that factor.
std::vector<std::string> rates_times(double factor) {
    const std::array<std::pair<const char*, double>, 6> rates = {
        {{"a", 1}, {"b", 0.8}, {"k", 0.5}, {"l", 0.6}, {"g", 1}, {"h", 2}}};
    std::vector<std::string> settings;
    for (const auto& [name, value] : rates) settings.push_back(fmt::format("{}={}", name, value * factor));
    return settings;
}

TEST(Richardson, TwelveStepsFromNothing) {
    const Runs runs = richardson();
    EXPECT_NEAR(runs.mean("x"), 3.2019735864414063, exactly);
    EXPECT_NEAR(runs.mean("y"), 4.6771711851507805, exactly);
}

TEST(Richardson, RestsWhereFearAndFatigueBalance) {
    const Runs runs = richardson(variant("at_rest"));
    EXPECT_NEAR(runs.mean("x"), 3.6, exactly);
    EXPECT_NEAR(runs.mean("y"), 5.2, exactly);
    EXPECT_NEAR(runs.mean("x_at_rest"), 3.6, exactly);
    EXPECT_NEAR(runs.mean("y_at_rest"), 5.2, exactly);
}

TEST(Richardson, RunsAwayByAFixedFactorAStep) {
    const Runs runs = richardson(variant("runaway"));
    EXPECT_NEAR(runs.mean("x"), std::pow(1.15, 12), exactly);
    EXPECT_NEAR(runs.mean("y"), std::pow(1.15, 12), exactly);
    // 1.15^4 is below 2 and 1.15^5 above, so the fifth state, after 2.5 years; without steps it would be 2.3105.
    EXPECT_NEAR(runs.mean("doubled"), 2.5, exactly);
}

// A displacement along the fast direction of the matrix is multiplied by 1 - 1.4567764 dt in each step. At the largest
// stable step that is -1: after an even number of steps it is back. Below it shrinks, above it grows.
TEST(Richardson, LargestStableStep) {
    const double largest = 1.372894255;
    const double speed = 2 / largest;        // the larger eigenvalue of [[a, -k], [-l, b]]
    const double slope = (1 - speed) / 0.5;  // dy for dx = 1 in its eigenvector: (a - speed) dx - k dy = 0
    const auto displaced_after = [&](double step) {
        LoadOptions options;
        options.set = rates_times(step / 0.5);
        options.set.push_back(fmt::format("X.arms={}", 3.6 + 1));
        options.set.push_back(fmt::format("Y.arms={}", 5.2 + slope));
        return richardson(options).mean("x") - 3.6;
    };
    EXPECT_NEAR(displaced_after(largest), 1, 1e-6);
    EXPECT_NEAR(displaced_after(1.35), std::pow(1 - 1.35 * speed, 12), 1e-6);
    EXPECT_LT(displaced_after(1.35), 1);
    EXPECT_NEAR(displaced_after(1.4), std::pow(1 - 1.4 * speed, 12), 1e-6);
    EXPECT_GT(displaced_after(1.4), 1);
}

TEST(Richardson, VariantWithACoarseStepSwingsWider) {
    double x = 0;
    double y = 0;
    for (int step = 0; step < 12; ++step) {
        const double next_x = x + 1.4 * (0.5 * y - x + 1);
        y += 1.4 * (0.6 * x - 0.8 * y + 2);
        x = next_x;
    }
    const Runs runs = richardson(variant("too_coarse"));
    EXPECT_NEAR(runs.mean("x"), x, exactly);
    EXPECT_NEAR(runs.mean("y"), y, exactly);
}

}  // namespace
}  // namespace standoff::test
