// What is found only when sets are unrolled, and what a compiled model looks like.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/small_scenario.hpp"

namespace standoff::test {
namespace {

/// Two actors of one role, and what is added.
std::string pair_of(const std::string& rest) {
    return R"~(
time: {step: 1, steps: 3}
roles: {side: {}}
actors: {A: {role: side, policy: p}, B: {role: side, policy: p}}
variables:
  x: {initial: 0}
  v: {of: side, initial: 1}
  secret: {of: side, private: true, initial: 1}
  link: {of: side, toward: side, initial: 0}
policies: {p: {by: side, main: {choose: rules, rules: [{do: act}]}}}
measures: {all: final(x + A.v + A.secret + A.link(B)), acts: times(act)}
)~" + rest;
}

const std::string act = "actions: {act: {by: side, effects: []}}\n";

std::string acting(const std::string& effects) {
    return pair_of("actions: {act: {by: side, effects: [" + effects + "]}}\n");
}

TEST(Compile, AcceptsTheModelOfTheseTests) { EXPECT_EQ(codes_of_compiling(pair_of(act)), ""); }

TEST(Compile, RefusesAPairOfOneWithItself) {
    EXPECT_EQ(codes_of_compiling(acting("c.link(d) += 1 for c in side for d in side")), "E511");
    EXPECT_EQ(codes_of_compiling(acting("c.link(d) += 1 for c in side for d in side if c != d")), "");
    EXPECT_EQ(codes_of_compiling(pair_of(act + "dynamics: [\"c.link(d)' = 1 for c in side for d in side\"]\n")),
              "E511");
    EXPECT_EQ(
        codes_of_compiling(pair_of(act + "dynamics: [\"c.link(d)' = 1 for c in side for d in side if c != d\"]\n")),
        "");
}

// One finding for each of the two who would know too much.
TEST(Compile, ClosesWhatIsPrivateToThoseWhoDecide) {
    EXPECT_EQ(codes_of_compiling(pair_of("actions: {act: {by: side, when: secret > 0, effects: []}}\n")), "");
    EXPECT_EQ(codes_of_compiling(pair_of("actions: {act: {by: side, when: other.secret > 0, effects: []}}\n")),
              "E513 E513");
    EXPECT_EQ(codes_of_compiling(pair_of("actions: {act: {by: side, count: other.secret, effects: []}}\n")),
              "E513 E513");
    EXPECT_EQ(codes_of_compiling(pair_of(act + "payoffs: {side: {gain: sum(c.secret for c in side)}}\n")), "E513 E513");
    // Through a derived quantity too; nature, and effects, may read it.
    EXPECT_EQ(codes_of_compiling(pair_of(
                  act + "derived: {all_secrets: sum(c.secret for c in side)}\npayoffs: {side: {gain: all_secrets}}\n")),
              "E513 E513");
    EXPECT_EQ(codes_of_compiling(acting("v += other.secret")), "");
    EXPECT_EQ(
        codes_of_compiling(pair_of(act + "dynamics: [\"c.v' = sum(d.secret for d in side) + c.v for c in side\"]\n")),
        "");
}

TEST(Compile, TellsDrawsApartByWhatTheyAreAssignedTo) {
    EXPECT_EQ(codes_of_compiling(acting("\"x += uniform(0, 1)\", \"v += uniform(0, 1)\"")), "");
    EXPECT_EQ(codes_of_compiling(acting("\"x += uniform(0, 1) + normal(0, 1)\"")), "");
    EXPECT_EQ(codes_of_compiling(acting("\"x += uniform(0, 1) + uniform(0, 1)\"")), "E515");
    EXPECT_EQ(codes_of_compiling(acting("\"x += uniform(0, 1)\", \"x -= uniform(0, 1)\"")), "E515");
    EXPECT_EQ(codes_of_compiling(acting("\"c.v += uniform(0, 1) for c in side\"")), "");
}

TEST(Compile, RefusesTwoAssignmentsOfOneAction) {
    EXPECT_EQ(codes_of_compiling(acting("x = 1, x = 2")), "E520");
    EXPECT_EQ(codes_of_compiling(acting("v = 1, A.v = 2")), "E520");
    EXPECT_EQ(codes_of_compiling(acting("x = 1, v = 2")), "");
}

TEST(Compile, WarnsOfAnOutcomeThatHoldsAtTheStart) {
    EXPECT_EQ(codes_of_compiling(pair_of(act + "outcomes: {calm: {when: x < 1}, otherwise: rest}\n")), "W611");
    EXPECT_EQ(codes_of_compiling(pair_of(act + "outcomes: {calm: {when: x > 1}, otherwise: rest}\n")), "");
    // Not where luck decides.
    EXPECT_EQ(codes_of_compiling(pair_of(
                  act + "initial: [\"x = uniform(0, 2)\"]\noutcomes: {calm: {when: x < 1}, otherwise: rest}\n")),
              "");
}

TEST(Compile, RefusesInitialValuesThatDependOnEachOther) {
    EXPECT_NE(codes_of_compiling(pair_of(act + "initial: [A.v = B.v, B.v = A.v + 1]\n")), "");
    EXPECT_EQ(codes_of_compiling(pair_of(act + "initial: [A.v = B.v, B.v = x]\n")), "");
}

// What is drawn, counted or let in one act has no past: the machine would read what is not there.
TEST(Compile, RefusesThePastOfWhatOnlyAnActKnows) {
    for (const char* past : {"poisson(3)", "count", "success", "extra", "x + normal(0, 1)"}) {
        const std::string body =
            pair_of("actions: {act: {by: side, count: 2, success: 0.5, let: {extra: count + 1}, effects: [\"x += lag(" +
                    std::string(past) + ", 1)\"]}}\n");
        const Scenario scenario = load_small(body);  // not compiled: that would already read what is not there
        EXPECT_EQ(codes_of(scenario), "E436") << past << "\n" << findings_of(scenario);
    }
    EXPECT_EQ(codes_of(load_small(pair_of(act + "dynamics: [\"x' = lag(normal(0, 1), 1)\"]\n"))), "E436");
}

TEST(Compile, MenusHaveHoldThenActionsThenTargetsThenLevels) {
    const ModelPtr model = compile_small(R"~(
time: {step: 1, steps: 1}
roles: {side: {}, kind: {thing: true}}
things: {coal: {role: kind}, oil: {role: kind}}
actors: {A: {role: side, policy: p}, B: {role: side, policy: p}}
actions:
  zeal: {by: side, effects: []}
  act: {by: side, to: [kind, side], level: {low: 1, high: 2}, effects: []}
policies: {p: {by: side, main: {choose: random, weights: {zeal: 1}}}}
measures: {n: steps}
)~");
    std::vector<std::string> labels;
    for (const MenuItem& item : model->decisions.at(1).items) labels.push_back(item.label);
    EXPECT_EQ(labels, (std::vector<std::string>{"hold", "zeal", "act(A, low)", "act(A, high)", "act(coal, low)",
                                                "act(coal, high)", "act(oil, low)", "act(oil, high)"}));
}

TEST(Compile, APlaceOfADrawIsTheSameInEveryFileThatHasIt) {
    const auto places = [](const std::string& rest) { return compile_small(pair_of(act + rest))->places; };
    const auto few = places("dynamics: [\"x' = normal(0, 1)\"]\n");
    const auto more = places(
        "chance: {quake: {probability: 0.5, effects: [x += 1]}}\ndynamics: [\"A.v' = normal(0, 1)\", \"x' = normal(0, "
        "1)\"]\n");
    for (const std::uint64_t place : few) EXPECT_NE(std::find(more.begin(), more.end(), place), more.end());
    EXPECT_EQ(more.size(), few.size() + 2);
}

}  // namespace
}  // namespace standoff::test
