// The ladder against the textbook's numbers and the exact course of its probabilities.
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/monte_carlo.hpp"

namespace standoff::test {
namespace {

constexpr int steps = 4000;

struct Ladder {
    int top;
    double up;
    double down;
    double settling;
};

/// What a walk comes to within 4,000 steps, by following the probability of each rung.
struct Course {
    double war = 0;
    double settled = 0;
    double length = 0;
};

Course course(const Ladder& ladder) {
    std::vector<double> on(static_cast<std::size_t>(ladder.top) + 1);
    on.front() = 1;
    Course course;
    for (int step = 0; step < steps; ++step) {
        std::vector<double> next(on.size());
        for (std::size_t rung = 0; rung + 1 < on.size(); ++rung) {
            course.length += on[rung];
            course.settled += ladder.settling * on[rung];
            const double moving = (1 - ladder.settling) * on[rung];
            next[rung + 1] += ladder.up * moving;
            next[rung == 0 ? 0 : rung - 1] += ladder.down * moving;
            next[rung] += (1 - ladder.up - ladder.down) * moving;
        }
        course.war += next.back();
        next.back() = 0;
        on = next;
    }
    return course;
}

/// Mean time to the top from the lowest rung, without settlement.
double time_to_war(const Ladder& ladder) {
    const auto& [top, up, down, settling] = ladder;
    if (up == down) return top * (top + 1) / (2 * up);
    return top / (up - down) - down / std::pow(up - down, 2) * (1 - std::pow(down / up, top));
}

Runs walks(const std::string& name, std::uint32_t runs) {
    return run_shipped("textbook/ladder.yaml", runs, variant(name));
}

void expect_course(const Runs& runs, const Ladder& ladder, double largest_error) {
    const Course exact = course(ladder);
    expect_share(runs, "war", exact.war);
    expect_share(runs, "settlement", exact.settled);
    expect_mean(runs, "length", exact.length, largest_error);
}

TEST(Ladder, EndsInWarThoughItMostlyCools) {
    const Ladder ladder{5, 0.2, 0.3, 0};
    EXPECT_NEAR(time_to_war(ladder), 147.8125, exactly);
    EXPECT_NEAR(course(ladder).length, 147.8125, 1e-6);
    const Runs runs = walks("", 40'000);
    expect_course(runs, ladder, 0.75);
    EXPECT_EQ(runs.share_of("war"), 1);
}

TEST(Ladder, SettlementComesInTimeInFourOfFive) {
    const Ladder ladder{5, 0.2, 0.3, 0.02};
    EXPECT_NEAR(course(ladder).war, 0.2125470988, exactly);
    EXPECT_NEAR(course(ladder).length, 39.37264506, 1e-8);
    expect_course(walks("mediated", 50'000), ladder, 0.2);
}

TEST(Ladder, SettlementOfAClimbingCrisis) {
    const Ladder ladder{9, 0.35, 0.2, 0.01};
    EXPECT_NEAR(course(ladder).war, 0.6193080508, exactly);
    expect_course(walks("climbing", 50'000), ladder, 0.15);
}

// On one rung war comes in the first step that is not settled and goes up: (1 - s) u, or nothing happens and it begins
// anew.
TEST(Ladder, SettlementComesBeforeTheMove) {
    const Runs runs = run_shipped("textbook/ladder.yaml", 20'000, variant("", {"top=1", "settling=0.3"}));
    expect_share(runs, "war", 0.7 * 0.2 / (1 - 0.7 * 0.8));
}

TEST(Ladder, EvenWalkTakesHalfAsLong) {
    const Ladder ladder{5, 0.2, 0.2, 0};
    EXPECT_NEAR(time_to_war(ladder), 75, exactly);
    const Runs runs = walks("even", 40'000);
    expect_course(runs, ladder, 0.4);
    expect_mean(runs, "expected_length", 75, 0.4);
}

// Most runs of the tall ladder are cut; what they have still to go makes up for it.
TEST(Ladder, TallOneTakesTenThousandSteps) {
    const Ladder ladder{9, 0.1, 0.2, 0};
    EXPECT_NEAR(time_to_war(ladder), 10130, exactly);
    const Runs runs = walks("tall", 4'000);
    expect_course(runs, ladder, 20);
    expect_mean(runs, "expected_length", 10130, 100);
}

TEST(Ladder, WhatIsLeftToGoDoesNotDependOnWhereRunsAreCut) {
    LoadOptions early = variant("tall");
    early.until = "200";
    expect_mean(run_shipped("textbook/ladder.yaml", 40'000, early), "expected_length", 10130, 10);
}

}  // namespace
}  // namespace standoff::test
