// Chicken against its mixed equilibrium, and the population that learns it against the replicator equation.
#include <cmath>

#include <gtest/gtest.h>

#include "scenarios/monte_carlo.hpp"

namespace standoff::test {
namespace {

// --- One crisis ------------------------------------------------------------------------------------------------------

constexpr std::uint32_t crises = 200'000;

struct Crisis {
    const char* variant;
    double crash_cost;
    double firm_a;  ///< probability that A stands firm
    double firm_b;
};

void PrintTo(const Crisis& crisis, std::ostream* out) { *out << (*crisis.variant ? crisis.variant : "-"); }

/// What a crisis is worth to one that stands firm with probability `own`, if the prestige at stake is 1.
double worth(double own, double other, double crash_cost) { return own - other - crash_cost * own * other; }

class Chicken : public ::testing::TestWithParam<Crisis> {};

// Whoever plays the equilibrium decides without regard to the other, and the four endings are products.
TEST_P(Chicken, EndsAsTwoIndependentChoicesDo) {
    const auto& [name, crash_cost, a, b] = GetParam();
    const Runs runs = run_shipped("textbook/chicken.yaml", crises, variant(name));
    expect_share(runs, "crash", a * b);
    expect_share(runs, "a_prevails", a * (1 - b));
    expect_share(runs, "b_prevails", (1 - a) * b);
    expect_share(runs, "compromise", (1 - a) * (1 - b));
    if (b > 0 && b < 1) expect_mean(runs, "payoff(A)", worth(a, b, crash_cost), 0.008);
    else EXPECT_NEAR(runs.mean("payoff(A)"), worth(a, b, crash_cost), exactly);
}

INSTANTIATE_TEST_SUITE_P(Variants, Chicken,
                         ::testing::Values(Crisis{"", 10, 0.1, 0.1}, Crisis{"mild", 2, 0.5, 0.5},
                                           Crisis{"deadly", 100, 0.01, 0.01}, Crisis{"unseen", 10, 1, 0.1},
                                           Crisis{"half_seen", 10, 1, 0.05}, Crisis{"wheel_thrown_out", 10, 1, 0},
                                           Crisis{"both_committed", 10, 1, 1}, Crisis{"meek", 10, 0, 0.1}));

// Against an opponent in equilibrium all that one can do is worth -v^2 / C.
TEST(Chicken, MixedEquilibriumLeavesNothingToChoose) {
    for (const double crash_cost : {2.0, 10.0, 100.0})
        for (const double own : {0.0, 1 / crash_cost, 1.0})
            EXPECT_NEAR(worth(own, 1 / crash_cost, crash_cost), -1 / crash_cost, exactly);
}

// --- A population that learns ----------------------------------------------------------------------------------------

struct Population {
    const char* variant;
    double bold;
    double crash_cost;
};

void PrintTo(const Population& population, std::ostream* out) {
    *out << (*population.variant ? population.variant : "-");
}

/// Shares that stand firm at the start and after each of 300 steps: each kind grows by what it earns above the mean of
/// all.
std::vector<double> learning(const Population& population) {
    std::vector<double> bold = {population.bold};
    while (bold.size() <= 300) {
        const double h = bold.back();
        const double firm = (1 - h) * 1 + h * -population.crash_cost;
        const double swerving = h * -1;
        const double mean = h * firm + (1 - h) * swerving;
        bold.push_back(h * (1 + 0.02 * (firm - mean)));
    }
    return bold;
}

class ChickenPopulation : public ::testing::TestWithParam<Population> {};

TEST_P(ChickenPopulation, FollowsTheReplicatorEquation) {
    const Population& population = GetParam();
    const std::vector<double> bold = learning(population);
    double crashes = 0;
    for (std::size_t step = 0; step < 300; ++step) crashes += bold[step] * bold[step];
    const Runs runs = run_shipped("textbook/chicken-population.yaml", 2000, variant(population.variant));
    EXPECT_NEAR(runs.mean("bold_at_end"), bold.back(), exactly);
    EXPECT_NEAR(runs.mean("rest"), std::min(1 / population.crash_cost, 1.0), exactly);
    expect_mean(runs, "crashes", crashes, 0.2);
}

INSTANTIATE_TEST_SUITE_P(Variants, ChickenPopulation,
                         ::testing::Values(Population{"", 0.9, 10}, Population{"careful_world", 0.01, 10},
                                           Population{"mild", 0.9, 2}, Population{"worth_it", 0.9, 0.5}));

// From above and from below it comes to v / C, at last by the factor 1 - r v (1 - v / C) a step.
TEST(ChickenPopulation, ComesToTheMixedEquilibrium) {
    for (const auto& [start, gap] : {std::pair{"bold=0.1001", 1e-4}, {"bold=0.0999", -1e-4}}) {
        LoadOptions options = variant("", {start});
        options.until = "100";
        const Runs runs = run_shipped("textbook/chicken-population.yaml", 1, options);
        EXPECT_NEAR((runs.mean("bold_at_end") - 0.1) / gap, std::pow(1 - 0.02 * 0.9, 100), 2e-4);
    }
}

}  // namespace
}  // namespace standoff::test
