// Where a failed run is said to have failed, and what a half-life may be.
#include <gtest/gtest.h>

#include <standoff/ensemble.hpp>

#include "engine/small_run.hpp"

namespace standoff {
namespace {

using namespace test;

class Nothing final : public RunRecorder {
public:
    void event(const Event& /*event*/) override {}
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& /*result*/, std::span<const double> /*measures*/) override {}
};

/// x is k after k steps; y' = log(limit - x) is no number in the first step that begins with x >= limit.
std::string failing_after(const std::string& limit) {
    return "time: {step: 1, steps: 9}\nroles: {side: {}}\nactors: {A: {role: side}}\n"
           "variables: {x: 0, y: 0}\ndynamics: [\"x' = x + 1\", \"y' = log(" +
           limit + " - x)\"]\nmeasures: {x: final(x), y: final(y)}\n";
}

TEST(Failure, IsInTheStepThatWasPlayed) {
    Nothing recorder;
    const auto at_the_start = record_run(*compile_small(failing_after("0")), 1, 1, recorder);
    ASSERT_TRUE(at_the_start.has_value());
    EXPECT_EQ(at_the_start->step, 0);
    const auto later = record_run(*compile_small(failing_after("3")), 1, 1, recorder);
    ASSERT_TRUE(later.has_value());
    EXPECT_EQ(later->step, 3);
    EXPECT_NE(later->what.find("new value of y"), std::string::npos) << later->what;
}

TEST(Failure, FollowsFromANegativeHalfLife) {
    const auto body = [](const std::string& half_life) {
        return "time: {step: 1, steps: 3}\nroles: {side: {}}\nactors: {A: {role: side}}\nparameters: {h: -3}\n"
               "variables: {x: 8}\ndynamics: [\"x' = relax(x, 0, " +
               half_life + ")\"]\nmeasures: {x: final(x), h: final(h)}\n";
    };
    Nothing recorder;
    EXPECT_TRUE(record_run(*compile_small(body("h")), 1, 1, recorder).has_value());
    Scenario scenario = load_small(body("-3"));
    ASSERT_TRUE(scenario.ok());
    EXPECT_EQ(compile(scenario), nullptr);
    EXPECT_EQ(codes_of(scenario), "E210");
}

TEST(Failure, OfAnActorThatCannotHoldAndWhoseWeightsAreAllZero) {
    const auto body = [](const std::string& hold, const std::string& when) {
        return "time: {step: 1, steps: 9}\nroles: {side: {}}\nchannels: {main: {hold: " + hold +
               "}}\nvariables: {x: 3}\nactions: {push: {by: side, when: " + when +
               ", effects: [x -= 1]}}\npolicies: {p: {by: side, main: {choose: random, weights: {push: x * (x > "
               "0)}}}}\n"
               "actors: {A: {role: side, policy: p}}\noutcomes: {otherwise: end}\n";
    };
    Nothing recorder;
    const auto failure = record_run(*compile_small(body("false", "true")), 1, 1, recorder);
    ASSERT_TRUE(failure.has_value());
    EXPECT_EQ(failure->step, 3);
    EXPECT_EQ(failure->what, "no item has a positive weight for A in main, and it cannot hold");
    EXPECT_TRUE(failure->place.known());
    EXPECT_FALSE(record_run(*compile_small(body("true", "true")), 1, 1, recorder).has_value());
    // With nothing on the menu there is no choice to be made.
    EXPECT_FALSE(record_run(*compile_small(body("false", "x > 0")), 1, 1, recorder).has_value());
}

}  // namespace
}  // namespace standoff
