// Chance events, counts, successes and draws, by frequency; initial values, and what others know.
#include "engine/small_run.hpp"

namespace standoff::test {
namespace {

using Path = std::vector<double>;

TEST(Chance, RateBecomesAProbabilityByTheLengthOfTheStep) {
    const Many many = run_small(R"~(
time: {start: 2022-01-03, step: 2 weeks, steps: 1}
roles: {side: {}}
actors: {A: {role: side, set: {risk: 0.3}}, B: {role: side, set: {risk: 2}}}
variables: {risk: {of: side, initial: 0}, hits: {of: side, initial: 0}, world: 0}
chance:
  strike: {of: side, rate: risk per week, effects: [hits += 1]}
  quake: {rate: 13 per year, effects: [world += 1]}
  coin: {probability: 0.25, effects: [world += 10]}
measures: {a: final(A.hits), b: final(B.hits), w: "final(mod(world, 10))", coin: times(coin), strikes: times(strike)}
)~",
                                4000);
    expect_share(4000 * many.mean("a"), 4000, 1 - std::exp(-0.6), "a");
    expect_share(4000 * many.mean("b"), 4000, 1 - std::exp(-4.0), "b");
    expect_share(4000 * many.mean("w"), 4000, 1 - std::exp(-13 * 14 / 365.25), "quake");
    expect_share(4000 * many.mean("coin"), 4000, 0.25, "coin");
    EXPECT_DOUBLE_EQ(many.mean("strikes"), many.mean("a") + many.mean("b"));
    // Draws of members are independent: both happen as often as the product says.
    double both = 0;
    for (const auto& run : many.measures) both += run[0] * run[1];
    expect_share(both, 4000, (1 - std::exp(-0.6)) * (1 - std::exp(-4.0)), "both");
}

TEST(Chance, ReadsTheStateAfterTheChoicesAndBeforeTheDynamics) {
    const Play play(R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side, policy: p}}
variables: {x: 1, seen: 0}
actions: {a: {by: side, effects: [x = 5]}}
policies: {p: {by: side, main: {choose: rules, rules: [{do: a}]}}}
chance: {look: {probability: 1, effects: [seen = x]}}
dynamics: ["x' = seen * 2"]
measures: {x: final(x)}
)~");
    EXPECT_EQ(play->at("seen", 1), 5);
    EXPECT_EQ(play->at("x", 1), 10);
}

TEST(Counts, AndSuccessesHaveTheMeanAndVarianceOfTheirDistributions) {
    constexpr int runs = 6000;
    const Many many = run_small(R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side, policy: p}}
variables: {shots: 0, hits: 0, part: 0}
actions:
  fire: {by: side, count: 3 + poisson(1.5), success: 0.3, let: {s: success / count}, effects: [shots += count, hits += success, part = s]}
policies: {p: {by: side, main: {choose: rules, rules: [{do: fire}]}}}
measures: {shots: final(shots), hits: final(hits), part: final(part), counted: count(fire), times: times(fire)}
)~",
                                runs);
    EXPECT_NEAR(many.mean("shots"), 4.5, 4.5 * std::sqrt(1.5 / runs));
    // Var(hits) = E[n] p (1 - p) + Var(n) p²
    EXPECT_NEAR(many.mean("hits"), 1.35, 4.5 * std::sqrt((4.5 * 0.21 + 1.5 * 0.09) / runs));
    EXPECT_DOUBLE_EQ(many.mean("counted"), many.mean("shots"));
    EXPECT_EQ(many.mean("times"), 1);
    for (const auto& run : many.measures) EXPECT_DOUBLE_EQ(run[2], run[1] / run[0]);
}

TEST(Draws, HaveTheMeansOfTheirDistributions) {
    constexpr int runs = 6000;
    const Many many = run_small(R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side}}
variables:
  u: {initial: "uniform(2, 6)"}
  n: {initial: "normal(3, 2)"}
  b: {initial: bernoulli(0.3)}
  p: {initial: poisson(2.5)}
  e: {initial: exponential(4)}
  t: {initial: "triangular(0, 1, 5)"}
measures: {u: final(u), n: final(n), b: final(b), p: final(p), e: final(e), t: final(t)}
)~",
                                runs);
    const auto expect = [&](const char* name, double mean, double variance) {
        EXPECT_NEAR(many.mean(name), mean, 4.5 * std::sqrt(variance / runs)) << name;
    };
    expect("u", 4, 16.0 / 12);
    expect("n", 3, 4);
    expect("b", 0.3, 0.21);
    expect("p", 2.5, 2.5);
    expect("e", 4, 16);
    expect("t", 2, (0 + 1 + 25 - 0 - 0 - 5) / 18.0);
}

TEST(InitialValues, AreEvaluatedInOrderOfDependence) {
    const Play play(R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side, set: {v: scale * 3, w(B): 7}}, B: {role: side}}
parameters: {scale: 2}
variables:
  top: {initial: sum(c.v for c in side) + 1}
  v: {of: side, initial: base + 1}
  base: {initial: half * 2}
  half: {initial: scale / 4, range: [0, 0.4]}
  w: {of: side, toward: side, initial: target.v - v}
initial:
  - B.w(A) = 100
  - c.w(A) = 10 * c.v for c in side if c != A
measures: {last: final(top)}
)~");
    EXPECT_EQ(play->at("half", 0), 0.4);
    EXPECT_EQ(play->at("base", 0), 0.8);
    EXPECT_EQ(play->at("A.v", 0), 6);
    EXPECT_EQ(play->at("B.v", 0), 1.8);
    EXPECT_DOUBLE_EQ(play->at("top", 0), 8.8);
    EXPECT_EQ(play->at("A.w(B)", 0), 7);
    EXPECT_DOUBLE_EQ(play->at("B.w(A)", 0), 18);
}

TEST(InitialValues, SettingsHaveTheLastWord) {
    const Play play(R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side, set: {v: 1}}}
variables: {v: {of: side, initial: 0}, x: 5}
initial: [A.v = 2]
measures: {last: final(A.v + x)}
variants: {other: {set: {A.v: 3}}}
)~",
                    {.variant = "other", .set = {"x=9"}, .until = {}});
    EXPECT_EQ(play->at("A.v", 0), 3);
    EXPECT_EQ(play->at("x", 0), 9);
}

TEST(Knowledge, OthersSeeLateAndTheOwnerAtOnce) {
    const Play play(R"~(
time: {step: 1, steps: 5}
roles: {side: {}}
actors: {A: {role: side, policy: p}, B: {role: side, policy: p}}
variables:
  arms: {of: side, initial: 1, perceived: {delay: 2}}
  own: {of: side, initial: 0}
  seen: {of: side, initial: 0}
actions:
  note: {by: side, level: {from: 0, to: 8, steps: 9}, effects: [seen = level]}
policies:
  p: {by: side, main: {choose: rules, rules: [{when: level == total_seen, do: note}, {do: hold}]}}
derived:
  total_seen: {of: side, is: other.arms}
dynamics: ["A.arms' = A.arms + 1"]
measures: {last: final(A.seen + B.seen + A.own)}
)~");
    EXPECT_EQ(play->path("A.arms"), (Path{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(play->path("B.seen"), (Path{0, 1, 1, 1, 2, 3}));  // arms of two steps ago
    EXPECT_EQ(play->path("A.seen"), (Path{0, 1, 1, 1, 1, 1}));
    EXPECT_EQ(play->at("B.total_seen", 5), 6);  // nature reads the truth
}

TEST(Knowledge, NoiseIsForOthersOneDrawAStepAndCutToTheRange) {
    constexpr int runs = 4000;
    // The observer acts where it sees more than 0.5 while the truth is 0.4: P(N(0.4, 0.2) > 0.5) = 1 - Φ(0.5).
    const Many many = run_small(R"~(
time: {step: 1, steps: 1}
roles: {side: {}}
actors: {A: {role: side, policy: p}, B: {role: side, policy: q}, C: {role: side, policy: q}}
variables:
  arms: {of: side, range: [0, 1], initial: 0.4, perceived: {noise: 0.2}}
  acted: {of: side, initial: 0}
actions: {act: {by: side, effects: [acted += 1]}, again: {by: side, effects: [acted += 100]}}
policies:
  p: {by: side, main: {choose: rules, rules: [{when: arms > 0.400001 or arms < 0.399999, do: act}, {do: hold}]}}
  q:
    by: side
    main:
      choose: rules
      rules:
        - {when: A.arms < 0 or A.arms > 1, do: again}
        - {when: A.arms > 0.5 and A.arms <= 0.5, do: again}
        - {when: A.arms > 0.5, do: act}
        - {do: hold}
measures: {a: final(A.acted), b: final(B.acted), c: final(C.acted)}
)~",
                                runs);
    const double probability = 0.5 * std::erfc(0.5 / std::sqrt(2.0));
    EXPECT_EQ(many.mean("a"), 0);
    expect_share(runs * many.mean("b"), runs, probability, "b");
    expect_share(runs * many.mean("c"), runs, probability, "c");
    double both = 0;
    for (const auto& run : many.measures) both += run[1] * run[2];
    expect_share(both, runs, probability * probability, "each observer has its own draw");
}

}  // namespace
}  // namespace standoff::test
