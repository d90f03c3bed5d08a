// GRIT against its eigenvalues: mean hostility is multiplied by a + b in each step and the difference by a - b.
#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "scenarios/monte_carlo.hpp"

namespace standoff::test {
namespace {

Runs grit(const std::string& name, std::vector<std::string> settings = {}) {
    return run_shipped("textbook/grit.yaml", 1, variant(name, std::move(settings)));
}

/// Hostility of X and Y after 10 steps from 1, where X takes `gesture` away in the first.
std::pair<double, double> after_ten(double memory, double mirror, double gesture) {
    const double mean = (memory + mirror - gesture / 2) * std::pow(memory + mirror, 9);
    const double half_difference = -gesture / 2 * std::pow(memory - mirror, 9);
    return {mean + half_difference, mean - half_difference};
}

/// Percent a step at which hostility grows at last where X takes the share `x` of its own away in every step, and Y
/// `y`.
double growth(double memory, double mirror, double x, double y) {
    const double centre = memory - (x + y) / 2;
    return 100 * (centre + std::sqrt((x - y) * (x - y) / 4 + mirror * mirror) - 1);
}

void expect_after_ten(const Runs& runs, double memory, double mirror, double gesture) {
    const auto [x, y] = after_ten(memory, mirror, gesture);
    EXPECT_NEAR(runs.mean("x"), x, exactly);
    EXPECT_NEAR(runs.mean("y"), y, exactly);
}

TEST(Grit, OneGestureLowersTheLevel) {
    EXPECT_NEAR(grit("no_gesture").mean("x"), 0.1073741824, exactly);
    EXPECT_NEAR(grit("").mean("x"), 0.0738196224, exactly);
    expect_after_ten(grit("no_gesture"), 0.5, 0.3, 0);
    expect_after_ten(grit(""), 0.5, 0.3, 0.5);
}

TEST(Grit, OneGestureNeverChangesTheGrowth) {
    expect_after_ten(grit("knife_edge"), 0.6, 0.4, 0.5);
    expect_after_ten(grit("runaway"), 0.7, 0.4, 0.5);
    expect_after_ten(grit("runaway_no_gesture"), 0.7, 0.4, 0);
    EXPECT_NEAR(grit("").mean("growth_at_end"), -20, exactly);
    EXPECT_NEAR(grit("no_gesture").mean("growth_at_end"), -20, exactly);
    EXPECT_NEAR(grit("knife_edge").mean("growth_at_end"), 0, exactly);
    EXPECT_NEAR(grit("runaway").mean("growth_at_end"), 10, exactly);
    EXPECT_NEAR(grit("runaway_no_gesture").mean("growth_at_end"), 10, exactly);
}

// The numbers that stand in the file.
TEST(Grit, FileSaysWhatComesOfTheKnifeEdgeAndTheRunaway) {
    EXPECT_NEAR(after_ten(0.6, 0.4, 0.5).first, 0.749999872, exactly);
    EXPECT_NEAR(after_ten(0.7, 0.4, 0).first, 2.5937424601, exactly);
    EXPECT_NEAR(after_ten(0.7, 0.4, 0.5).first, 2.0042506166, exactly);
}

// After 10 steps the smaller eigenvalue has left less than 1e-8 of what it had.
TEST(Grit, HabitChangesTheGrowth) {
    constexpr double nearly = 1e-5;
    EXPECT_NEAR(grit("habit").mean("growth_at_end"), growth(0.7, 0.4, 0.3, 0), nearly);
    EXPECT_NEAR(grit("half_hearted").mean("growth_at_end"), growth(0.7, 0.4, 0.2, 0), nearly);
    EXPECT_NEAR(grit("reciprocated").mean("growth_at_end"), growth(0.7, 0.4, 0.12, 0.12), nearly);
    EXPECT_LT(growth(0.7, 0.4, 0.3, 0), 0);
    EXPECT_GT(growth(0.7, 0.4, 0.2, 0), 0);
    EXPECT_LT(growth(0.7, 0.4, 0.12, 0.12), 0);
    const double turning = 0.4 * 0.4 / (1 - 0.7) - (1 - 0.7);
    EXPECT_NEAR(grit("habit", {fmt::format("giving={}", turning)}).mean("growth_at_end"), 0, nearly);
}

}  // namespace
}  // namespace standoff::test
