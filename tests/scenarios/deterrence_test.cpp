// The crisis game by quantal response against its tree, worked out from the last move back.
#include <cmath>

#include <gtest/gtest.h>

#include "scenarios/monte_carlo.hpp"

namespace standoff::test {
namespace {

struct Game {
    const char* variant;
    double precision;
    double war_defender;
    double back_down;  ///< what it is worth to the challenger; below -1e8 it cannot
};

constexpr double impossible = -1e9;

void PrintTo(const Game& game, std::ostream* out) { *out << (*game.variant ? game.variant : "-"); }

struct Endings {
    double status_quo = 0;
    double capitulation = 0;
    double challenger_backs_down = 0;
    double war = 0;
    double resists = 0;  ///< if it is threatened
    double threat = 0;   ///< what a threat is worth
};

/// Utilities of the challenger and the defender at an end of the tree, or in expectation.
struct Worth {
    double challenger;
    double defender;
};

Worth mix(double first, const Worth& a, const Worth& b) {
    return {first * a.challenger + (1 - first) * b.challenger, first * a.defender + (1 - first) * b.defender};
}

/// Probability of the first of two by quantal response.
double chooses(double precision, double first, double second) {
    const double greater = std::max(first, second);
    const double weight = std::exp(precision * (first - greater));
    return weight / (weight + std::exp(precision * (second - greater)));
}

Endings endings(const Game& game) {
    const Worth status_quo{0, 0}, capitulation{1, 0}, retreat{game.back_down, 1}, war{-1, game.war_defender};
    const double fights = chooses(game.precision, war.challenger, retreat.challenger);
    const Worth resistance = fights == 1 ? war : mix(fights, war, retreat);
    const double resists = chooses(game.precision, resistance.defender, capitulation.defender);
    const Worth threat = mix(resists, resistance, capitulation);
    const double threatens = chooses(game.precision, threat.challenger, status_quo.challenger);
    return {1 - threatens, threatens * (1 - resists), threatens * resists * (1 - fights), threatens * resists * fights,
            resists,       threat.challenger};
}

class Deterrence : public ::testing::TestWithParam<Game> {};

TEST_P(Deterrence, EndsAsTheTreeSays) {
    const Endings exact = endings(GetParam());
    const Runs runs = run_shipped("textbook/deterrence.yaml", 200'000, variant(GetParam().variant));
    expect_share(runs, "status_quo", exact.status_quo);
    expect_share(runs, "capitulation", exact.capitulation);
    expect_share(runs, "challenger_backs_down", exact.challenger_backs_down);
    expect_share(runs, "war", exact.war);
    EXPECT_NEAR(runs.mean("chance_of_resistance"), exact.resists, exactly);
    EXPECT_NEAR(runs.mean("worth_of_a_threat"), exact.threat, exactly);
}

INSTANTIATE_TEST_SUITE_P(Variants, Deterrence,
                         ::testing::Values(Game{"", 1, -0.5, impossible}, Game{"credible", 1, 0.5, impossible},
                                           Game{"sure_and_incredible", 10, -0.5, impossible},
                                           Game{"sure_and_credible", 10, 0.5, impossible},
                                           Game{"last_word", 10, -0.5, -0.5},
                                           Game{"last_word_credible", 10, -0.5, -1.5}));

TEST(Deterrence, TreeGivesTheTextbooksRow) {
    const Endings exact = endings({"", 1, -0.5, impossible});
    EXPECT_NEAR(exact.status_quo, 0.4390745821, exactly);
    EXPECT_NEAR(exact.capitulation, 0.3491532605, exactly);
    EXPECT_NEAR(exact.war, 0.2117721574, exactly);
}

}  // namespace
}  // namespace standoff::test
