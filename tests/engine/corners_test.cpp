// Corners where one act, one member or one moment could be taken for another: each number is counted by hand.
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/small_run.hpp"

namespace standoff {
namespace {

using namespace test;
using Path = std::vector<double>;

const std::string one_side = "time: {step: 1, steps: 6}\nroles: {side: {}}\nactors: {A: {role: side, policy: p}}\n";

TEST(Scripts, GiveEachActOfAStepItsOwnLuck) {
    const Many many = run_small(one_side + R"~(
variables: {hits: 0}
actions: {shot: {by: side, success: 0.5, effects: [hits += success]}}
policies:
  p:
    by: side
    main: {choose: script, script: [{date: 0, action: shot}, {date: 0, action: shot}, {date: 0, action: shot}]}
measures: {hits: final(hits)}
)~",
                                4000);
    std::vector<double> shares(4, 0);
    for (const double hits : many.of("hits")) ++shares[static_cast<std::size_t>(hits)];
    expect_share(shares[0], 4000, 0.125);  // binomial(3, 1/2)
    expect_share(shares[1], 4000, 0.375);
    expect_share(shares[2], 4000, 0.375);
}

TEST(Scripts, CountOnlyTheActTheyName) {
    const Many many = run_small(one_side + R"~(
variables: {units: 0}
actions: {a: {by: side, effects: [units += count]}, b: {by: side, effects: [units += 100 * count]}}
policies: {p: {by: side, main: {choose: script, tremble: 1, script: [{date: 0, action: a, count: 7}]}}}
measures: {units: final(units)}
)~",
                                200);
    // Trembling always, step 0 holds or takes b, once: never a, and never b seven times. Later steps hold, and tremble
    // too.
    for (const double units : many.of("units")) {
        EXPECT_EQ(std::fmod(units, 100), std::floor(std::fmod(units, 100)));
        EXPECT_LT(units, 700);
    }
}

TEST(Scripts, AreRefusedWhereARowCanMeanTwoItems) {
    Scenario scenario = load_small(one_side + R"~(
actions: {a: {by: side, level: [1, 2]}}
policies: {p: {by: side, main: {choose: script, script: [{date: 0, action: a}]}}}
measures: {n: count(a)}
)~");
    ASSERT_TRUE(scenario.ok()) << findings_of(scenario);
    EXPECT_EQ(compile(scenario), nullptr);
    EXPECT_EQ(codes_of(scenario), "E525");
}

TEST(Lag, OfAnInputComesAsLateAsItSays) {
    const Play play(R"~(
time: {step: 1, steps: 7}
roles: {side: {}}
actors: {A: {role: side}}
variables: {drill: {input: true, initial: 0}, now_seen: 0, then_seen: 0}
calendar: [{name: Drill, during: [3, 4], inputs: {drill: 1}}]
dynamics: ["now_seen' = drill", "then_seen' = lag(drill, 1)"]
measures: {a: peak(now_seen), b: peak(then_seen)}
)~");
    EXPECT_EQ(play->path("now_seen"), (Path{0, 0, 0, 0, 1, 1, 0, 0}));   // made in steps 3 and 4
    EXPECT_EQ(play->path("then_seen"), (Path{0, 0, 0, 0, 0, 1, 1, 0}));  // one step later
}

TEST(Aggregates, DrawNothingForMembersThatAreLeftOut) {
    const Many many = run_small(R"~(
time: {step: 1, steps: 2}
roles: {side: {}}
actors: {A: {role: side, set: {sd: -1}}, B: {role: side, set: {sd: 1}}}
variables: {sd: {of: side, initial: 1}, x: 0}
dynamics: ["x' = sum(normal(0, c.sd) for c in side if c.sd > 0)"]
measures: {x: final(x)}
)~",
                                50);
    EXPECT_EQ(many.ended.failed, 0U);
}

TEST(Effects, DrawTheirConditionsApart) {
    const Many many = run_small(one_side + R"~(
variables: {a: 0, b: 0}
actions: {go: {by: side, effects: [a += 1 if bernoulli(0.5), b += 1 if bernoulli(0.5)]}}
policies: {p: {by: side, main: {choose: random, weights: {go: 1}}}}
measures: {a: final(a), b: final(b)}
)~",
                                300);
    const auto a = many.of("a");
    const auto b = many.of("b");
    int different = 0;
    for (std::size_t i = 0; i < a.size(); ++i) different += a[i] != b[i] ? 1 : 0;
    EXPECT_GT(different, 150);  // two binomials of 6 agree in 0.226 of the runs
}

TEST(Measures, ThatAreNoNumberFailTheRun) {
    const Many many = run_small(
        "time: {step: 1, steps: 2}\nroles: {side: {}}\nactors: {A: {role: side}}\nvariables: {x: 0}\n"
        "measures: {never: first(x > 1), gap: first(x > 1) - first(x > 2)}\n",
        3);
    EXPECT_EQ(many.ended.failed, 3U);
}

TEST(EnsembleBands, LeaveFailedRunsOut) {
    const ModelPtr model = compile_small(R"~(
time: {step: 1, steps: 3}
roles: {side: {}}
actors: {A: {role: side}}
variables: {x: {initial: "uniform(0, 1)"}, y: 1}
dynamics: ["y' = 1 if x > 0.5 else log(0 - x)"]
measures: {x: final(x), y: final(y)}
)~");
    EnsembleOptions options;
    options.runs = 400;
    options.bands = true;
    const EnsembleResult result = run_ensemble(*model, options, {});
    EXPECT_GT(result.failed, 150U);
    for (int step = 1; step <= 3; ++step) EXPECT_EQ(result.bands.count(1, step), 400U - result.failed);
}

}  // namespace
}  // namespace standoff
