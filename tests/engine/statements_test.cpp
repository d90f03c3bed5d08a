// What the effects of a phase add up to: values by hand.
#include "engine/small_run.hpp"

namespace standoff::test {
namespace {

using Path = std::vector<double>;

/// Two actors that each act in every step, with the effects given.
std::string two_actors(const std::string& first, const std::string& second, const std::string& rest = "") {
    return R"~(
time: {step: 1, steps: 2}
roles: {left: {}, right: {}}
actors: {A: {role: left, policy: act_left}, B: {role: right, policy: act_right}}
variables: {x: 10, y: 3, z: {range: [0, 5], initial: 4}}
actions:
  one: {by: left, effects: [)~" +
           first + R"~(]}
  two: {by: right, effects: [)~" +
           second + R"~(]}
policies:
  act_left: {by: left, main: {choose: rules, rules: [{do: one}]}}
  act_right: {by: right, main: {choose: rules, rules: [{do: two}]}}
measures: {last: final(x + y + z)}
)~" + rest;
}

TEST(Statements, RightSidesReadTheStateBeforeThePhase) {
    const Play play(two_actors("x = y, y = x", "z += x / 10"));
    EXPECT_EQ(play->path("x"), (Path{10, 3, 10}));
    EXPECT_EQ(play->path("y"), (Path{3, 10, 3}));
    EXPECT_EQ(play->path("z"), (Path{4, 5, 5}));  // 4 + 1, then 5 + 0.3 cut to the range
}

// In the calendar nothing asks in which runs an effect holds: the quickest way to a new value is another variable's
// old.
TEST(Statements, RightSidesReadTheStateBeforeTheCalendar) {
    const Many many = run_small(R"~(
time: {step: 1, steps: 1}
roles: {only: {}}
actors: {A: {role: only}}
variables: {x: 1, y: 2, z: 3}
calendar: [{name: Exchange, at: 0, effects: [x = y, y = x, z = x]}]
measures: {x: final(x), y: final(y), z: final(z)}
)~",
                                1);
    EXPECT_EQ(many.only("x"), 2);
    EXPECT_EQ(many.only("y"), 1);
    EXPECT_EQ(many.only("z"), 1);
}

TEST(Statements, ProductsComeBeforeSumsAndTheRangeCutsLast) {
    // old × products + sums = 10 × (0.5 × 3) + (2 - 7)
    const Play play(two_actors("x += 2, x *= 0.5, z -= 9", "x *= 3, x -= 7, z += 7"));
    EXPECT_DOUBLE_EQ(play->at("x", 1), 10);
    EXPECT_DOUBLE_EQ(play->at("z", 1), 2);  // 4 + (7 - 9): not cut in between
}

TEST(Statements, LastAssignmentWinsOverSumsAndProducts) {
    EXPECT_EQ(Play(two_actors("x = 1, x += 100", "x = 2, x *= 50"))->at("x", 1), 2);
    EXPECT_EQ(Play(two_actors("x = 1", "x += 5"))->at("x", 1), 1);
    EXPECT_EQ(Play(two_actors("z = 77", "z -= 1"))->at("z", 1), 5);
}

TEST(Statements, LastByOrderOfActorsWhoeverTheActionsBelongTo) {
    // Actors in file order: B stands first, so A has the last word.
    EXPECT_EQ(Play(R"~(
time: {step: 1, steps: 1}
roles: {left: {}, right: {}}
actors: {B: {role: right, policy: act_right}, A: {role: left, policy: act_left}}
variables: {x: 0}
actions:
  one: {by: left, effects: [x = 1]}
  two: {by: right, effects: [x = 2]}
policies:
  act_left: {by: left, main: {choose: rules, rules: [{do: one}]}}
  act_right: {by: right, main: {choose: rules, rules: [{do: two}]}}
measures: {last: final(x)}
)~")
                  ->at("x", 1),
              1);
}

TEST(Statements, NothingIsDoneWhereTheConditionFails) {
    const Play play(two_actors("x = 5 if y > 3, x += 1 if y == 3", "y += 1 if x >= 11, z *= 0 if x < 0"));
    EXPECT_EQ(play->path("x"), (Path{10, 11, 12}));
    EXPECT_EQ(play->path("y"), (Path{3, 3, 4}));
    EXPECT_EQ(play->path("z"), (Path{4, 4, 4}));
}

TEST(Statements, UntakenBranchesMayDivideByZero) {
    const Play play(two_actors("x = 1 / (y - 3) if y != 3 else 8", "y = 1 / (x - 10) if x != 10"));
    EXPECT_FALSE(play->failure);
    EXPECT_EQ(play->at("x", 1), 8);
    EXPECT_EQ(play->at("y", 1), 3);
}

TEST(Turns, LaterGroupsSeeWhatEarlierOnesDid) {
    const Play play(two_actors("x = 20", "y = x", "turns: [[A], [B]]\n"));
    EXPECT_EQ(play->at("y", 1), 20);
    const Play reversed(two_actors("x = 20", "y = x", "turns: [right, left]\n"));
    EXPECT_EQ(reversed->at("y", 1), 10);
    EXPECT_EQ(reversed->at("y", 2), 20);
}

TEST(Turns, LastAssignmentFollowsTheTurns) {
    EXPECT_EQ(Play(two_actors("x = 1", "x = 2", "turns: [[B], [A]]\n"))->at("x", 1), 1);
    EXPECT_EQ(Play(two_actors("x = 1", "x = 2", "turns: [[B, A]]\n"))->at("x", 1), 1);
    EXPECT_EQ(Play(two_actors("x = 1", "x = 2", "turns: [[A, B]]\n"))->at("x", 1), 2);
}

/// A model in which nobody acts.
std::string nature(const std::string& rest) {
    return R"~(
roles: {side: {}}
actors: {A: {role: side}, B: {role: side}, C: {role: side}}
)~" + rest;
}

TEST(Dynamics, PrimesCommitTogether) {
    const Play play(nature(R"~(
time: {step: 1, steps: 3}
variables: {x: 1, y: 2}
dynamics: [x' = y, y' = x + y]
measures: {last: final(x)}
)~"));
    EXPECT_EQ(play->path("x"), (Path{1, 2, 3, 5}));
    EXPECT_EQ(play->path("y"), (Path{2, 3, 5, 8}));
}

// A product with 1, a mean of one and a condition that is a constant are no reason to read the new value.
TEST(Dynamics, PrimesCommitTogetherAlsoWhereTheRightSideIsJustAnotherVariable) {
    for (const char* right : {"y", "1 * y", "y / 1", "y if 1 < 2 else 0", "mean(c.w for c in only)",
                              "max(c.w for c in only)", "sum(c.w for c in only)"}) {
        SCOPED_TRACE(right);
        const Play play(std::string(R"~(
time: {step: 1, steps: 2}
roles: {only: {}}
actors: {A: {role: only}}
variables: {x: 1, y: 2, w: {of: only, initial: 2}}
dynamics:
  - y' = y + 10
  - A.w' = A.w + 10
  - x' = )~") + right + R"~(
measures: {last: final(x)}
)~");
        EXPECT_EQ(play->path("x"), (Path{1, 2, 12}));
        EXPECT_EQ(play->measures.at("last"), 12);
    }
}

TEST(Dynamics, ConditionsAndLoopsSayWhoMoves) {
    const Play play(nature(R"~(
time: {step: 1, steps: 1}
variables: {v: {of: side, initial: 1}, t: {of: side, toward: side, initial: 0}}
dynamics:
  - c.v' = c.v + 1 for c in side if c != B
  - c.t(d)' = 5 for c in side for d in side if c != d
measures: {last: final(A.v) + final(A.t(B)), all: final(sum(c.t(d) for c in side for d in side if c != d))}
)~"));
    EXPECT_EQ(play->at("A.v", 1), 2);
    EXPECT_EQ(play->at("B.v", 1), 1);
    EXPECT_EQ(play->at("C.v", 1), 2);
    EXPECT_EQ(play->measures.at("all"), 30);  // six ordered pairs
}

TEST(Dynamics, RelaxHalvesTheDistanceInEachHalfLife) {
    const Play play(nature(R"~(
time: {step: 0.5, steps: 4}
variables: {x: 8, y: 0}
dynamics: ["x' = relax(x, 2, 1)", "y' = relax(y, 10, 0.25)"]
measures: {last: final(x + y)}
)~"));
    const double half = std::sqrt(0.5);
    for (std::size_t k = 0; k <= 4; ++k) {
        EXPECT_NEAR(play->at("x", k), 2 + 6 * std::pow(half, static_cast<double>(k)), 1e-13);
        EXPECT_NEAR(play->at("y", k), 10 - 10 * std::pow(0.25, static_cast<double>(k)), 1e-13);
    }
}

TEST(Aggregates, OverSomeAllAndNobody) {
    const Play play(R"~(
time: {step: 1, steps: 1}
roles: {side: {}, none: {}}
actors: {A: {role: side, set: {v: 1}}, B: {role: side, set: {v: 5}}, C: {role: side, set: {v: 3}}}
groups: {pair: [A, C]}
variables: {v: {of: side, initial: 0}, cut: 2}
measures:
  the_sum: final(sum(c.v for c in side))
  the_mean: final(mean(c.v for c in pair))
  least: final(min(c.v for c in actors))
  greatest: final(max(c.v for c in side if c != B))
  above: final(count(c.v > cut for c in side))
  some_mean: final(mean(c.v for c in side if c.v > cut))
  any_high: final(any(c.v > 4 for c in side))
  all_high: final(all(c.v > 4 for c in side))
  pairs: final(sum(c.v * d.v for c in side for d in pair if c != d))
  no_sum: final(sum(c.v for c in side if c.v > 99))
  no_count: final(count(c.v > 0 for c in side if c.v > 99))
  no_any: final(any(c.v > 0 for c in side if c.v > 99))
  no_all: final(all(c.v < 0 for c in side if c.v > 99))
  number: final(count(true for c in side if c != A))
)~");
    const auto& m = play->measures;
    EXPECT_EQ(m.at("the_sum"), 9);
    EXPECT_EQ(m.at("the_mean"), 2);
    EXPECT_EQ(m.at("least"), 1);
    EXPECT_EQ(m.at("greatest"), 3);
    EXPECT_EQ(m.at("above"), 2);
    EXPECT_EQ(m.at("some_mean"), 4);
    EXPECT_EQ(m.at("any_high"), 1);
    EXPECT_EQ(m.at("all_high"), 0);
    EXPECT_EQ(m.at("pairs"), 1 * 3 + 5 * 1 + 5 * 3 + 3 * 1);
    EXPECT_EQ(m.at("no_sum"), 0);
    EXPECT_EQ(m.at("no_count"), 0);
    EXPECT_EQ(m.at("no_any"), 0);
    EXPECT_EQ(m.at("no_all"), 1);
    EXPECT_EQ(m.at("number"), 2);
}

TEST(Aggregates, MeanLeastAndGreatestOfNobodyAreNotNumbers) {
    for (const char* aggregate : {"mean", "min", "max"}) {
        const Play play(std::string(R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side}, B: {role: side}}
variables: {v: {of: side, initial: 1}, x: 0}
dynamics:
  - x' = )~") + aggregate +
                        R"~((c.v for c in side if c.v > 5)
measures: {last: final(x)}
)~");
        EXPECT_EQ(play->result.status, RunStatus::failed) << aggregate;
        ASSERT_TRUE(play->failure) << aggregate;
        EXPECT_NE(play->failure->what.find("x"), std::string::npos) << play->failure->what;
    }
}

TEST(Expressions, OperatorsAndFunctions) {
    const std::vector<std::pair<const char*, double>> all = {{"-2 ^ 2", -4},
                                                             {"2 ^ 3 ^ 2", 512},
                                                             {"(a + 1) ^ 2", 16},
                                                             {"a ^ 0.5", std::sqrt(3.0)},
                                                             {"pow(2, a)", 8},
                                                             {"7 - 2 - 1", 4},
                                                             {"12 / 2 / 3", 2},
                                                             {"1 + 2 * a", 7},
                                                             {"abs(-a)", 3},
                                                             {"sqrt(a * 3)", 3},
                                                             {"exp(a)", std::exp(3.0)},
                                                             {"log(a)", std::log(3.0)},
                                                             {"tanh(a / 4)", std::tanh(0.75)},
                                                             {"logistic(a)", 1 / (1 + std::exp(-3.0))},
                                                             {"min(a, 2, 9)", 2},
                                                             {"max(a, 2, 9)", 9},
                                                             {"clamp(a, 0, 2)", 2},
                                                             {"clamp(a, 4, 5)", 4},
                                                             {"round(a - 0.5)", 3},
                                                             {"floor(-a / 2)", -2},
                                                             {"ceil(a / 2)", 2},
                                                             {"mod(a + 5, 3)", 2},
                                                             {"mod(-a - 1, 3)", 2},
                                                             {"a == 3", 1},
                                                             {"a != 3", 0},
                                                             {"a < 3", 0},
                                                             {"a <= 3", 1},
                                                             {"a > 2", 1},
                                                             {"a >= 4", 0},
                                                             {"a > 1 and a < 4", 1},
                                                             {"a < 1 or a < 4", 1},
                                                             {"a and 0", 0},
                                                             {"not a", 0},
                                                             {"not (a > 5)", 1},
                                                             {"true + true", 2},
                                                             {"1 if a > 3 else 2", 2},
                                                             {"1 if a > 3 else 2 if a > 2 else 3", 2},
                                                             {"-a * -1", 3},
                                                             {"relax(a, 1, 1)", 2},
                                                             {"dt", 1}};
    std::string body = R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side}}
variables: {a: 3}
measures:
)~";
    for (std::size_t i = 0; i < all.size(); ++i)
        body += "  m" + std::to_string(i) + ": \"final(" + all[i].first + ")\"\n";
    const Play play(body);
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_NEAR(play->measures.at("m" + std::to_string(i)), all[i].second,
                    1e-13 * std::max(1.0, std::fabs(all[i].second)))
            << all[i].first;
}

TEST(Levels, AreAProductWithTheLastFastest) {
    const Play play(R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side, policy: p}, B: {role: side, policy: p}, C: {role: side, policy: p}}
variables: {x: {of: side, initial: 0}}
actions:
  offer:
    by: side
    to: side
    level: {relief: [0.2, 0.5], cut: {from: 0, to: 1, steps: 3}}
    rung: relief * 10 + cut
    effects: [x = 100 * relief + cut]
policies:
  p:
    by: side
    main:
      choose: rules
      rules:
        - {when: self == A, do: "offer(C, relief=0.5, cut=0.5)"}
        - {when: self == B, do: "offer(C, 0.2, 1)"}
        - {do: hold}
measures: {last: final(A.x)}
)~");
    ASSERT_EQ(play.model->decisions.size(), 3U);
    const auto& items = play.model->decisions[0].items;
    ASSERT_EQ(items.size(), 13U);  // hold, two targets × 2 × 3
    EXPECT_EQ(items[0].label, "hold");
    EXPECT_EQ(items[1].label, "offer(B, relief=0.2, cut=0)");
    EXPECT_EQ(items[2].label, "offer(B, relief=0.2, cut=0.5)");
    EXPECT_EQ(items[4].label, "offer(B, relief=0.5, cut=0)");
    EXPECT_EQ(items[7].label, "offer(C, relief=0.2, cut=0)");
    EXPECT_DOUBLE_EQ(play->at("A.x", 1), 50.5);
    EXPECT_DOUBLE_EQ(play->at("B.x", 1), 21);
    EXPECT_EQ(play->at("C.x", 1), 0);
    EXPECT_EQ(play->choices("C"), "hold");
    for (const Event& event : play->events)
        if (event.decision == 0) EXPECT_DOUBLE_EQ(event.rung, 5.5);
}

TEST(Effects, LetsCountsAndTargetsAreThoseOfTheAct) {
    const Play play(R"~(
time: {step: 1, steps: 1}
roles: {side: {}, issue: {thing: true}}
things: {oil: {role: issue, set: {worth: 4}}, gas: {role: issue, set: {worth: 7}}}
actors: {A: {role: side, policy: p}, B: {role: side, policy: p}}
variables: {worth: {of: issue, initial: 0}, gained: {of: side, initial: 0}, grip: {of: side, toward: issue, initial: 1}, fear: {of: side, initial: 0}}
actions:
  grab:
    by: side
    to: issue
    count: 3
    let: {lot: count * target.worth, more: lot + 1}
    effects:
      - gained += more
      - grip(target) *= 2
      - other.fear += 1
      - c.fear += 10 for c in side if c != self
policies:
  p: {by: side, main: {choose: rules, rules: [{when: self == A, do: grab(oil)}, {do: grab(gas)}]}}
measures: {last: final(A.gained)}
)~");
    EXPECT_EQ(play->at("A.gained", 1), 13);
    EXPECT_EQ(play->at("B.gained", 1), 22);
    EXPECT_EQ(play->at("A.grip(oil)", 1), 2);
    EXPECT_EQ(play->at("A.grip(gas)", 1), 1);
    EXPECT_EQ(play->at("B.grip(gas)", 1), 2);
    EXPECT_EQ(play->at("A.fear", 1), 11);
    EXPECT_EQ(play->at("B.fear", 1), 11);
}

}  // namespace
}  // namespace standoff::test
