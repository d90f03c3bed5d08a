// Measures, payoffs, outcomes, and runs that fail.
#include "engine/small_run.hpp"

namespace standoff::test {
namespace {

constexpr const char* sawtooth = R"~(
time: {step: 0.5, steps: 6}
roles: {side: {}}
actors: {A: {role: side}, B: {role: side}}
variables: {x: 100}
dynamics: ["x' = mod(now * 2, 3) - 1"]
)~";

// States 1 to 6 are -1 0 1 -1 0 1 at times 0.5, 1, …; the initial 100 is not measured.
TEST(Measures, LookAtEveryStateButTheInitialOne) {
    const Play play(std::string(sawtooth) + R"~(
measures:
  the_total: total(x + 2)
  the_average: average(x * x)
  highest: peak(x)
  lowest: low(x - 5)
  last: final(x)
  negative: share(x < 0)
  first_one: first(x == 1)
  never: first(x > 50)
  length: steps
  both: (first(x == 1) + steps) / 2 if steps > 3 else peak(x)
payoffs:
  side: {gain: x, rent: 0.25}
)~");
    const auto& m = play->measures;
    EXPECT_EQ(m.at("the_total"), 12);
    EXPECT_DOUBLE_EQ(m.at("the_average"), 4.0 / 6);
    EXPECT_EQ(m.at("highest"), 1);
    EXPECT_EQ(m.at("lowest"), -6);
    EXPECT_EQ(m.at("last"), 1);
    EXPECT_DOUBLE_EQ(m.at("negative"), 2.0 / 6);
    EXPECT_EQ(m.at("first_one"), 1.5);
    EXPECT_EQ(m.at("never"), endless);
    EXPECT_EQ(m.at("length"), 6);
    EXPECT_EQ(m.at("both"), 3.75);
    EXPECT_EQ(m.at("payoff(A)"), 1.5);
    EXPECT_EQ(m.at("payoff(B)"), 1.5);
}

TEST(Outcomes, FirstThatHoldsEndsTheRun) {
    const Play play(std::string(sawtooth) + R"~(
outcomes:
  calm: {when: x == 0}
  high: {when: x >= 0}
  otherwise: nothing
measures: {n: steps, mean: average(x)}
)~");
    EXPECT_EQ(play->outcome(), "calm");
    EXPECT_EQ(play->result.steps, 2);
    EXPECT_EQ(play->measures.at("n"), 2);
    EXPECT_EQ(play->measures.at("mean"), -0.5);
    EXPECT_EQ(play->states(), 3U);
}

TEST(Outcomes, OtherwiseIsWhatARunThatNeverEndedIsCalled) {
    const Play play(std::string(sawtooth) + R"~(
outcomes: {war: {when: x > 7}, otherwise: stalemate}
measures: {n: steps}
)~");
    EXPECT_EQ(play->outcome(), "stalemate");
    EXPECT_EQ(play->result.steps, 6);
    EXPECT_EQ(play->result.status, RunStatus::done);
}

TEST(Failure, IsCountedApartAndOtherRunsGoOn) {
    const ModelPtr model = compile_small(R"~(
time: {step: 1, steps: 10}
roles: {side: {}}
actors: {A: {role: side}}
variables: {x: 1, broken: 0}
chance: {breaks: {probability: 0.1, effects: [broken = 1]}}
dynamics:
  - x' = 1 / (1 - broken) - 1 + x
measures: {x: final(x), n: steps}
)~");
    constexpr std::uint32_t runs = 2000;
    const Many many = run_many(*model, runs);
    EXPECT_EQ(many.ended.finished, runs);
    expect_share(static_cast<double>(many.ended.failed), runs, 1 - std::pow(0.9, 10));
    std::uint32_t failed = 0;
    const RunResult* example = nullptr;
    for (std::size_t i = 0; i < runs; ++i) {
        const RunResult& run = many.results[i];
        EXPECT_EQ(run.run, i + 1);
        if (run.status == RunStatus::failed) {
            ++failed;
            example = &run;
            EXPECT_EQ(run.outcome, -1);
            for (const double measure : many.measures[i]) EXPECT_TRUE(std::isnan(measure));
        } else {
            EXPECT_EQ(many.measures[i][0], 1);
            EXPECT_EQ(run.steps, 10);
        }
    }
    EXPECT_EQ(failed, many.ended.failed);
    ASSERT_NE(example, nullptr);
    History history(*model);
    const auto failure = record_run(*model, 1, example->run, history);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->step, example->steps - 1);
    EXPECT_NE(failure->what.find("x"), std::string::npos);
    EXPECT_TRUE(failure->place.known());
    EXPECT_EQ(history.result.hash, example->hash);
}

struct Broken {
    const char* what;
    const char* part;
};

class FailsTheRun : public testing::TestWithParam<Broken> {};

TEST_P(FailsTheRun, AndSaysWhere) {
    const Play play(std::string(R"~(
time: {step: 1, steps: 3}
roles: {side: {}}
actors: {A: {role: side, policy: p}}
variables: {x: {range: [-10, 10], initial: 0}, y: 0}
measures: {last: final(x + y)}
)~") + GetParam().part);
    EXPECT_EQ(play->result.status, RunStatus::failed);
    ASSERT_TRUE(play->failure);
    EXPECT_NE(play->failure->what.find(GetParam().what), std::string::npos) << play->failure->what;
    EXPECT_TRUE(play->failure->place.known());
}

constexpr const char* acting = "policies: {p: {by: side, main: {choose: rules, rules: [{do: a}]}}}\n";
const std::string with_effect = std::string(acting) + "actions: {a: {by: side, effects: [y += 1 / x]}}\n";
const std::string with_count =
    std::string(acting) + "actions: {a: {by: side, count: x + 0.5, effects: [y += count]}}\n";
const std::string with_success =
    std::string(acting) + "actions: {a: {by: side, success: x + 2, effects: [y += success]}}\n";
const std::string plain_action = std::string(acting) + "actions: {a: {by: side, effects: []}}\n";
const std::string with_rate = plain_action + "chance: {e: {rate: x - 1, effects: [y = 1]}}\n";
const std::string with_probability = plain_action + "chance: {e: {probability: x + 2, effects: [y = 1]}}\n";
const std::string with_draw = plain_action + "dynamics: [y' = poisson(501 + x)]\n";
const std::string with_payoff = plain_action + "payoffs: {side: {loss: 1 / x}}\n";
const std::string with_weight =
    "actions: {a: {by: side, effects: []}}\npolicies: {p: {by: side, main: {choose: random, weights: {a: x - 1}}}}\n";
const std::string with_utility =
    "actions: {a: {by: side, effects: []}}\npolicies: {p: {by: side, main: {choose: best, values: {a: {u: log(x - "
    "1)}}}}}\n";
const std::string with_tremble =
    "actions: {a: {by: side, effects: []}}\npolicies: {p: {by: side, main: {choose: rules, tremble: x + 2, rules: "
    "[{do: a}]}}}\n";

INSTANTIATE_TEST_SUITE_P(Values, FailsTheRun,
                         testing::Values(Broken{"y", with_effect.c_str()}, Broken{"count", with_count.c_str()},
                                         Broken{"success", with_success.c_str()}, Broken{"rate", with_rate.c_str()},
                                         Broken{"probability", with_probability.c_str()},
                                         Broken{"poisson", with_draw.c_str()}, Broken{"payoff", with_payoff.c_str()},
                                         Broken{"weight", with_weight.c_str()}, Broken{"utility", with_utility.c_str()},
                                         Broken{"tremble", with_tremble.c_str()}));

TEST(Failure, OfALetThatNoEffectReadsIsOneUnderBothPrograms) {
    const Play play(std::string(acting) + R"~(
time: {step: 1, steps: 3}
roles: {side: {}}
actors: {A: {role: side, policy: p}}
variables: {x: 0}
actions: {a: {by: side, let: {many: poisson(501 + x)}, effects: []}}
measures: {last: final(x)}
)~");
    EXPECT_EQ(play->result.status, RunStatus::failed);
}

// Some runs end early. What their measures are then must not be asked of those that go on: for these the quotient is
// not yet a number.
TEST(EnsembleMeasures, ARunIsNotJudgedBeforeItEnds) {
    const ModelPtr model = compile_small(R"~(
time: {step: 1, steps: 20}
roles: {side: {}}
actors: {A: {role: side}}
variables: {ended: 0, acts: 0}
chance: {end: {probability: 0.2, effects: [ended = 1, acts += 1]}}
dynamics: ["acts' = acts + 1 if now >= 15 else acts"]
outcomes: {over: {when: ended == 1}, otherwise: open}
measures: {quotient: 1 / final(acts), n: steps}
)~");
    const Many many = run_many(*model, 256);
    EXPECT_EQ(many.ended.failed, 0U);
    const Environment one("STANDOFF_LANES", "1");
    const Many alone = run_many(*model, 256);
    EXPECT_EQ(alone.ended.failed, 0U);
    EXPECT_EQ(many.ended.trace_hash, alone.ended.trace_hash);
}

TEST(EnsembleMeasures, ARunThatFailsAtTheStartTakesNoOtherWithIt) {
    const ModelPtr model = compile_small(R"~(
time: {step: 1, steps: 2}
roles: {side: {}}
actors: {A: {role: side}}
variables: {coin: {initial: bernoulli(0.5)}, x: {initial: 1 / coin}}
measures: {mean: average(x + coin)}
)~");
    const Many many = run_many(*model, 1000);
    expect_share(static_cast<double>(many.ended.failed), 1000, 0.5);
}

}  // namespace
}  // namespace standoff::test
