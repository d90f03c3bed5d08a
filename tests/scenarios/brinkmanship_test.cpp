// Brinkmanship against its closed form by exponential integrals, which are worked out here by quadrature.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "scenarios/monte_carlo.hpp"

namespace standoff::test {
namespace {

constexpr std::uint32_t runs_each = 100'000;

Runs crises(const std::string& name, std::vector<std::string> settings = {}) {
    return run_shipped("textbook/brinkmanship.yaml", runs_each, variant(name, std::move(settings)));
}

/// E_n(x), the integral of exp(-x/u) u^(n-2) over u from 0 to 1, by Simpson's rule.
double exponential_integral(int n, double x) {
    constexpr int halves = 20'000;
    double sum = 0;
    for (int i = 1; i <= halves; ++i) {  // at u = 0 it is 0
        const double u = static_cast<double>(i) / halves;
        const double weight = i == halves ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * std::exp(-x / u) * std::pow(u, n - 2);
    }
    return sum / (3 * halves);
}

/// P(disaster) for x = prize / greatest loss.
double disaster(double x) { return 1 - 2 * std::exp(x) * exponential_integral(3, x); }

/// Mean length when the day of a disaster counts in full: day j is reached without one with probability
/// exp(-danger j), and of it as much is lived through as neither side has yielded, (1 + danger t / x)^-2 at time t.
double length(double x, double danger) {
    const auto both_hold = [&](double t) { return x / danger / (1 + danger * t / x); };
    double days = 0;
    for (int day = 0; day < 240; ++day) days += std::exp(-danger * day) * (both_hold(day) - both_hold(day + 1));
    return days;
}

struct Contest {
    const char* variant;
    double prize;
    double danger;
    double disaster;  ///< of the textbook
};

void PrintTo(const Contest& contest, std::ostream* out) { *out << (*contest.variant ? contest.variant : "-"); }

class Brinkmanship : public ::testing::TestWithParam<Contest> {};

TEST_P(Brinkmanship, EndsInDisasterAsOftenAsTheFormulaSays) {
    const auto& [name, prize, danger, probability] = GetParam();
    EXPECT_NEAR(disaster(prize), probability, exactly);
    const Runs runs = crises(name);
    expect_share(runs, "disaster_strikes", probability);
    expect_share(runs, "a_prevails", (1 - probability) / 2);
    expect_share(runs, "b_prevails", (1 - probability) / 2);
    expect_share(runs, "still_standing", 0);
    expect_mean(runs, "length", length(prize, danger), 0.01 * length(prize, danger));
    // In equilibrium the gain of type d falls by P(disaster | d) with d, so that its mean is E[d; disaster]; and it is
    // v (1 - P) / 2 less that.
    expect_mean(runs, "payoff(A)", prize * (1 - probability) / 4, 0.02 * prize);
    expect_mean(runs, "payoff(B)", prize * (1 - probability) / 4, 0.02 * prize);
}

INSTANTIATE_TEST_SUITE_P(Rows, Brinkmanship,
                         ::testing::Values(Contest{"trifle", 0.1, 0.1, 0.0798535746},
                                           Contest{"half", 0.5, 0.1, 0.2692723419}, Contest{"", 1, 0.1, 0.4036526377},
                                           Contest{"high_stakes", 2, 0.1, 0.5546855324},
                                           Contest{"fast", 1, 0.3, 0.4036526377},
                                           Contest{"slow", 1, 0.05, 0.4036526377}));

// Against a side that never yields the other does, and the clock runs on its patience alone.
TEST(Brinkmanship, UnyieldingSideGainsLessThanInEquilibrium) {
    const double probability = std::exp(1) * exponential_integral(1, 1);
    EXPECT_NEAR(probability, 0.5963473623, exactly);
    const Runs runs = crises("unyielding");
    expect_share(runs, "disaster_strikes", probability);
    expect_share(runs, "a_prevails", 1 - probability);
    expect_mean(runs, "payoff(A)", 1 - probability - probability / 2, 0.005);
    EXPECT_LT(1 - probability - probability / 2, (1 - 0.4036526377) / 4);
}

// T(.25) = 30 and T(.5) = 10 for v = D = 1 and a danger of 0.1: A yields then, if no disaster came before.
TEST(Brinkmanship, TypesHoldOutAsLongAsTheirLossLets) {
    for (const auto& [loss, patience] : {std::pair{"A.loss=0.25", 30.0}, {"A.loss=0.5", 10.0}}) {
        const Runs runs = crises("", {loss, "B.minds=0.001"});
        expect_share(runs, "b_prevails", std::exp(-0.1 * patience));
        const std::vector<double>& lengths = runs.of("length");
        EXPECT_NEAR(*std::max_element(lengths.begin(), lengths.end()), patience, exactly);
    }
}

// What the policy weighs day by day, hope against fear, ends on the day on which patience does: T(.48) lies in day 11.
TEST(Brinkmanship, HopeFallsBelowFearWhenPatienceEnds) {
    LoadOptions options = variant("", {"A.loss=0.48", "B.minds=0.001"});
    const double spared = std::exp(-0.1 * (1 / 0.48 - 1) * 10);
    options.until = "11";
    const Runs before = run_shipped("textbook/brinkmanship.yaml", runs_each, options);
    expect_share(before, "still_standing", spared);
    expect_share(before, "b_prevails", 0);
    options.until = "12";
    const Runs after = run_shipped("textbook/brinkmanship.yaml", runs_each, options);
    expect_share(after, "still_standing", 0);
    expect_share(after, "b_prevails", spared);
}

}  // namespace
}  // namespace standoff::test
