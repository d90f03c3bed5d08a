// The security dilemma against the exact course of its Markov chain, and the four worlds against their closed form.
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "scenarios/monte_carlo.hpp"

namespace standoff::test {
namespace {

struct World {
    const char* variant;
    double offence;
    double distinguishable;
    double greed_x;
    double error;  ///< the standard errors may not be larger
};

void PrintTo(const World& world, std::ostream* out) { *out << (*world.variant ? world.variant : "-"); }

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

enum Posture { restrained, armed_openly, menacing };  // armed openly: for defence, and recognised

/// Probability that a state restrains itself when the other was in `seen`: arms cost 1, a defeat 4, precision 2.
double restraint(const World& world, double greed, Posture seen) {
    const double danger = seen == menacing ? 4 * world.offence : 0;
    const double spoils = seen == restrained ? greed * world.offence : 0;
    return logistic(2 * (1 - danger - spoils));
}

double probability(const World& world, double greed, Posture seen, Posture then) {
    const double restrains = restraint(world, greed, seen);
    if (then == restrained) return restrains;
    const double recognised = greed == 0 ? world.distinguishable : 0;
    return (1 - restrains) * (then == armed_openly ? recognised : 1 - recognised);
}

struct Shares {
    double restraint_x = 0;
    double restraint_y = 0;
    double peace = 0;
    double menace_x = 0;
};

/// Shares of steps 101 to 1,000, by following the probability of each pair of postures from mutual restraint.
Shares shares(const World& world) {
    constexpr std::array postures = {restrained, armed_openly, menacing};
    using Pairs = std::array<std::array<double, 3>, 3>;
    Pairs now{};
    now[restrained][restrained] = 1;
    Shares shares;
    for (int step = 1; step <= 1000; ++step) {
        Pairs next{};
        for (const Posture x : postures)
            for (const Posture y : postures)
                for (const Posture then_x : postures)
                    for (const Posture then_y : postures)
                        next[then_x][then_y] +=
                            now[x][y] * probability(world, world.greed_x, y, then_x) * probability(world, 0, x, then_y);
        now = next;
        if (step <= 100) continue;
        for (const Posture other : postures) {
            shares.restraint_x += now[restrained][other] / 900;
            shares.restraint_y += now[other][restrained] / 900;
            shares.menace_x += now[menacing][other] / 900;
        }
        shares.peace += now[restrained][restrained] / 900;
    }
    return shares;
}

class SecurityDilemma : public ::testing::TestWithParam<World> {};

TEST_P(SecurityDilemma, FollowsItsMarkovChain) {
    const World& world = GetParam();
    const Shares exact = shares(world);
    const Runs runs = run_shipped("textbook/security-dilemma.yaml", 500, variant(world.variant));
    expect_mean(runs, "restraint_x", exact.restraint_x, world.error);
    expect_mean(runs, "restraint_y", exact.restraint_y, world.error);
    expect_mean(runs, "peace", exact.peace, world.error);
    expect_mean(runs, "menace_x", exact.menace_x, world.error);
}

INSTANTIATE_TEST_SUITE_P(Worlds, SecurityDilemma,
                         ::testing::Values(World{"", 0.75, 0, 0, 0.0018}, World{"defence", 0.25, 0, 0, 0.0014},
                                           World{"distinguishable", 0.75, 0.9, 0, 0.001},
                                           World{"doubly_stable", 0.25, 0.9, 0, 0.001},
                                           World{"on_the_edge", 0.5, 0, 0, 0.002},
                                           World{"aggressor_in_world_1", 0.75, 0, 4, 0.0005},
                                           World{"aggressor_in_world_3", 0.75, 0.9, 4, 0.0005}));

// What stands in the file: s = q' / (1 - p + q'), and both restrain themselves independently.
TEST(SecurityDilemma, FourWorldsHaveTheirClosedForm) {
    const std::array<std::pair<World, double>, 5> worlds = {{{{"", 0.75, 0, 0, 0}, 0.1311052},
                                                             {{"", 0.25, 0, 0, 0}, 0.8074897},
                                                             {{"", 0.75, 0.9, 0, 0}, 0.8695409},
                                                             {{"", 0.25, 0.9, 0, 0}, 0.8760782},
                                                             {{"", 0.5, 0, 0, 0}, 0.5}}};
    for (const auto& [world, told] : worlds) {
        const double p = logistic(2);
        const double q = logistic(2 * (1 - 4 * world.offence));
        const double after_arms = world.distinguishable * p + (1 - world.distinguishable) * q;
        const double s = after_arms / (1 - p + after_arms);
        EXPECT_NEAR(s, told, 1e-7);
        EXPECT_NEAR(shares(world).restraint_x, s, 1e-8);
        EXPECT_NEAR(shares(world).peace, s * s, 1e-8);
    }
}

}  // namespace
}  // namespace standoff::test
