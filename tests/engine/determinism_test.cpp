// The same numbers, whoever computes them: threads, lanes, instruction sets, one run alone, plain and fast.
#include <set>

#include "engine/small_run.hpp"

namespace standoff::test {
namespace {

/// Something of everything that draws: choices that depend on the state, chance, counts, noise, runs that end early and
/// runs that fail.
constexpr const char* lively = R"~(
time: {start: 2022-01-03, step: 1 week, steps: 30}
roles: {coercer: {}, target_state: {}, kind: {thing: true}}
things: {small: {role: kind, set: {force: 0.1}}, large: {role: kind, set: {force: 0.5}}}
channels: {main: {}, slow: {every: 3 weeks}}
actors:
  A: {role: coercer, policy: weigh}
  B: {role: coercer, policy: follow}
  T: {role: target_state, policy: test}
variables:
  tension: {range: [0, 1], initial: "uniform(0, 0.4)"}
  anger: {of: coercer, initial: "normal(0, 0.3)", perceived: {noise: 0.2, delay: 2 weeks}}
  force: {of: kind, initial: 0}
  drill: {input: true, initial: 0}
  war: 0
actions:
  shout: {by: coercer, channel: main, effects: [tension += 0.05, anger *= 0.8]}
  hit: {by: coercer, channel: slow, to: target_state, level: [0.1, 0.3], success: 0.5, effects: [tension += level * success]}
  test:
    by: target_state
    to: kind
    channel: main
    when: since(test by self to target) > 1 week
    count: 1 + poisson(target.force)
    success: 0.9 - target.force
    let: {noise: "uniform(0, 0.1) * count"}
    effects: [tension += noise, c.anger += target.force * success for c in coercer]
policies:
  weigh:
    by: coercer
    main: {choose: logit, precision: 3, values: {shout: {anger: anger, fear: -tension, drill: drill}}}
    slow: {choose: random, tremble: 0.1, weights: {hold: 2, hit: tension}}
  follow:
    by: coercer
    main: {choose: best, tremble: 0.05, values: {shout: {anger: A.anger - 0.1}}}
    slow: {choose: rules, rules: [{when: level < 0.2 or tension > 0.5, do: hit}]}
  test:
    by: target_state
    main: {choose: logit, precision: 2, values: {test: {base: 0.5 - target.force, seen: mean(c.anger for c in coercer)}}}
chance:
  incident: {rate: 0.1 * tension per week, effects: [war = 1]}
  slip: {of: coercer, probability: 0.002, effects: [anger = log(-1)]}
dynamics:
  - tension' = relax(tension, 0.1 + 0.1 * drill, 4 weeks)
  - c.anger' = c.anger * 0.9 + normal(0, 0.05) for c in coercer
calendar:
  - {name: Spring drill, during: [2022-02-07, 2022-02-20], inputs: {drill: 1}}
outcomes: {war: {when: war > 0}, otherwise: peace}
measures: {mean: average(tension), shots: count(test), hits: times(hit), when_war: first(war > 0) / 1 week, anger: final(A.anger)}
)~";

/// With two observed series: a count by the week and a level by the month.
const Model& lively_model() {
    static const ModelPtr model = [] {
        const TemporaryFile weeks("day,n\n2022-01-03,1\n2022-01-10,0\n2022-02-14,2\n2022-07-25,1\n", ".csv");
        const TemporaryFile months("day,n\n2022-01,0.1\n2022-02,0.2\n2022-03,\n2022-06,0.3\n", ".csv");
        return compile_small(lively + std::string("data:\n") + "  tests: {file: " + weeks.path() +
                             ", date: day, value: n, compares: count(test) + times(hit) per week}\n" +
                             "  mood: {file: " + months.path() +
                             ", date: day, value: n, compares: average(tension) - peak(A.anger) per month}\n");
    }();
    return *model;
}

EnsembleOptions asking(std::uint32_t runs) {
    EnsembleOptions options;
    options.runs = runs;
    options.jobs = 2;
    options.series = true;
    return options;
}

void expect_same_series(const Many& many, const Many& usual) {
    ASSERT_EQ(many.ended.series.size(), 2U);
    for (std::size_t s = 0; s < 2; ++s) {
        EXPECT_TRUE(many.ended.series[s].periods == usual.ended.series[s].periods) << s;
        EXPECT_TRUE(many.ended.series[s].total == usual.ended.series[s].total) << s;
    }
}

std::vector<std::uint64_t> hashes(const Many& many) {
    std::vector<std::uint64_t> all;
    for (const RunResult& run : many.results) all.push_back(run.hash);
    return all;
}

TEST(EnsembleDeterminism, TheModelOfTheseTestsShowsWhatItShould) {
    const Many many = run_many(lively_model(), asking(400));
    std::set<int> outcomes;
    for (const RunResult& run : many.results) outcomes.insert(run.outcome);
    EXPECT_EQ(outcomes, (std::set<int>{-1, 0, 1}));
    const auto all = hashes(many);
    EXPECT_EQ(std::set(all.begin(), all.end()).size(), 400U);
    EXPECT_GT(many.ended.series.at(0).periods.at(1).bins().size(), 3U);
    EXPECT_GT(many.ended.series.at(1).periods.at(1).bins().size(), 100U);
    EXPECT_LT(many.ended.series.at(1).total.count(), 400U);
}

TEST(EnsembleDeterminism, GivesTheSameTraceOnOneAndManyThreads) {
    EnsembleOptions options = asking(1000);
    options.bands = true;
    options.jobs = 1;
    const Model& model = lively_model();
    const Many one = run_many(model, options);
    for (const int jobs : {2, 3, 7}) {
        options.jobs = jobs;
        const Many many = run_many(model, options);
        EXPECT_EQ(many.ended.trace_hash, one.ended.trace_hash);
        EXPECT_EQ(hashes(many), hashes(one));
        EXPECT_EQ(many.bits(), one.bits());
        expect_same_series(many, one);
        for (std::size_t q = 0; q < model.quantities.size(); ++q)
            for (int step = 0; step <= model.steps; ++step) {
                EXPECT_EQ(many.ended.bands.count(static_cast<int>(q), step),
                          one.ended.bands.count(static_cast<int>(q), step));
                for (const double share : {0.05, 0.5, 0.95})
                    EXPECT_EQ(std::bit_cast<std::uint64_t>(many.ended.bands.quantile(static_cast<int>(q), step, share)),
                              std::bit_cast<std::uint64_t>(one.ended.bands.quantile(static_cast<int>(q), step, share)));
            }
    }
}

TEST(EnsembleDeterminism, LanesAndInstructionSetsChangeNothing) {
    const Model& model = lively_model();
    const Many usual = run_many(model, asking(300));
    for (const char* lanes : {"1", "8", "13", "128", "1024"}) {
        const Environment forced("STANDOFF_LANES", lanes);
        const Many many = run_many(model, asking(300));
        EXPECT_EQ(hashes(many), hashes(usual)) << lanes;
        EXPECT_EQ(many.bits(), usual.bits()) << lanes;
        expect_same_series(many, usual);
    }
    for (const std::string& set : available_instruction_sets()) {
        const Environment forced("STANDOFF_ISA", set);
        for (const bool plain : {false, true}) {
            EnsembleOptions options = asking(300);
            options.plain = plain;
            const Many many = run_many(model, options);
            EXPECT_EQ(hashes(many), hashes(usual)) << set;
            EXPECT_EQ(many.bits(), usual.bits()) << set;
            expect_same_series(many, usual);
        }
    }
}

TEST(EnsembleDeterminism, AForcedPathThatIsNotThereIsAnError) {
    {
        const Environment forced("STANDOFF_ISA", "sse9");
        EXPECT_THROW((void)run_many(lively_model(), asking(1)), std::runtime_error);
    }
    for (const char* lanes : {"0", "-1", "1025", "eight", "8x", ""}) {
        const Environment forced("STANDOFF_LANES", lanes);
        EXPECT_THROW((void)lanes_per_block(300, 1), std::runtime_error) << lanes;
    }
}

TEST(EnsembleDeterminism, AForcedNumberOfLanesIsTakenAsItIs) {
    EXPECT_EQ(lanes_per_block(300, 2), 152);
    EXPECT_EQ(lanes_per_block(500, 1), 256) << "two blocks of a size";
    EXPECT_EQ(lanes_per_block(1024, 2), 256) << "two for each thread";
    EXPECT_EQ(lanes_per_block(10, 4), 8);
    EXPECT_EQ(lanes_per_block(100000, 2), 320);
    for (const int lanes : {1, 5, 1024}) {
        const Environment forced("STANDOFF_LANES", std::to_string(lanes));
        EXPECT_EQ(lanes_per_block(10, 4), lanes);
    }
}

TEST(EnsembleDeterminism, ARunAloneIsThatRunOfAnEnsemble) {
    const Model& model = lively_model();
    const Many all = run_many(model, asking(300));
    for (const std::uint32_t run : {1U, 2U, 128U, 129U, 255U, 300U}) {
        EnsembleOptions options;
        options.first_run = run;
        options.runs = 1;
        const Many alone = run_many(model, options);
        EXPECT_EQ(alone.results.at(0).run, run);
        EXPECT_EQ(alone.results[0].hash, all.results[run - 1].hash);
        EXPECT_EQ(alone.results[0].outcome, all.results[run - 1].outcome);
        for (std::size_t m = 0; m < all.names.size(); ++m)
            EXPECT_EQ(std::bit_cast<std::uint64_t>(alone.measures[0][m]),
                      std::bit_cast<std::uint64_t>(all.measures[run - 1][m]));
    }
    EnsembleOptions late;
    late.first_run = 4294967290U;
    late.runs = 3;
    const Many last = run_many(model, late);
    EXPECT_EQ(last.results.at(2).run, 4294967292U);
}

TEST(EnsembleDeterminism, TheShownRunIsThatRunOfTheEnsemble) {
    const Model& model = lively_model();
    const Many all = run_many(model, asking(60));
    for (std::uint32_t run = 1; run <= 60; ++run) {
        History history(model);
        const auto failure = record_run(model, 1, run, history);
        const RunResult& same = all.results[run - 1];
        EXPECT_EQ(history.result.hash, same.hash) << run;
        EXPECT_EQ(history.result.steps, same.steps);
        EXPECT_EQ(failure.has_value(), same.status == RunStatus::failed);
        for (std::size_t m = 0; m < all.names.size(); ++m)
            EXPECT_EQ(std::bit_cast<std::uint64_t>(history.measures.at(all.names[m])),
                      std::bit_cast<std::uint64_t>(all.measures[run - 1][m]));
    }
}

TEST(EnsembleDeterminism, ShardsAddUp) {
    const Model& model = lively_model();
    const Many all = run_many(model, asking(300));
    EnsembleOptions first = asking(77);
    EnsembleOptions second = asking(223);
    second.first_run = 78;
    EXPECT_EQ(run_many(model, first).ended.trace_hash + run_many(model, second).ended.trace_hash, all.ended.trace_hash);
}

TEST(EnsembleDeterminism, SeedZeroWorksAndSeedsDiffer) {
    std::set<std::uint64_t> seen;
    std::set<std::uint64_t> firsts;
    for (const std::uint64_t seed : {0ULL, 1ULL, 2ULL, 1ULL << 32U, 1ULL << 63U, ~0ULL}) {
        EnsembleOptions options = asking(50);
        options.seed = seed;
        const Many many = run_many(lively_model(), options);
        EXPECT_EQ(many.ended.finished, 50U);
        seen.insert(many.ended.trace_hash);
        firsts.insert(std::bit_cast<std::uint64_t>(many.measures[0][0]));
    }
    EXPECT_EQ(seen.size(), 6U);
    EXPECT_EQ(firsts.size(), 6U);
}

TEST(EnsembleDeterminism, StopsAtOnceAndKeepsWhatCameBefore) {
    std::stop_source source;
    EnsembleOptions options = asking(100000);
    options.stop = source.get_token();
    const Many all = run_many(lively_model(), asking(300));
    std::uint32_t seen = 0;
    const EnsembleResult ended =
        run_ensemble(lively_model(), options, [&](const RunResult& run, std::span<const double>) {
            ++seen;
            EXPECT_EQ(run.run, seen);
            if (seen <= 300) EXPECT_EQ(run.hash, all.results[seen - 1].hash);
            if (seen == 200) source.request_stop();
        });
    EXPECT_EQ(ended.finished, seen);
    EXPECT_LT(seen, 100000U);
}

TEST(EnsembleDeterminism, AnObserverMayThrow) {
    EXPECT_THROW((void)run_ensemble(lively_model(), asking(5000),
                                    [](const RunResult& run, std::span<const double>) {
                                        if (run.run == 150) throw std::runtime_error("enough");
                                    }),
                 std::runtime_error);
}

/// Each draw of a model laid open: an initial value, a chance event, noise in the dynamics, a choice, a count, a
/// success.
std::string luck(const std::string& calendar, const std::string& extra_first = "", const std::string& extra_last = "") {
    return R"~(
time: {step: 1, steps: 8}
roles: {side: {}}
)~" + extra_first +
           R"~(
actors: {A: {role: side, policy: p}, B: {role: side, policy: p}}
variables:
  drill: {input: true, initial: 0}
  fear: {initial: 0}
  start: {of: side, initial: "uniform(0, 1)"}
  walk: {of: side, initial: 0}
  marks: {of: side, initial: 0}
actions:
  a: {by: side, effects: [marks = 3 * marks + 1]}
  b: {by: side, count: 1 + poisson(1), success: 0.5, effects: [marks = 3 * marks + count + 0.01 * success]}
policies: {p: {by: side, main: {choose: random, weights: {hold: 1, a: 1, b: 1}}}}
chance:
  quake: {probability: 0.3, effects: [fear += 1]}
dynamics:
  - c.walk' = 2 * c.walk + normal(0, 1) for c in side
calendar:
  - {name: Kept, at: 5, effects: ["fear += uniform(0, 1)"]}
)~" + calendar +
           R"~(
measures:
  start: final(A.start) + 2 * final(B.start)
  walk: final(A.walk) + 3 * final(B.walk)
  marks: final(A.marks) + 7 * final(B.marks)
  quakes: total(times(quake))
  fear: final(fear)
  drill: total(drill)
)~" + extra_last;
}

TEST(EnsembleRandomness, RemovingACalendarEntryLeavesEveryOtherDrawAsItWas) {
    const std::string drills =
        "  - {name: Drill, during: [1, 3], inputs: {drill: 1}}\n"
        "  - {name: Shock, at: 2, effects: [\"fear += 10 + uniform(0, 1)\"]}\n";
    const std::string variants = "variants: {calm: {without: [Drill, Shock]}}\n";
    const Many with = run_small(luck(drills, "", variants), 300);
    const Many without = run_small(luck(drills, "", variants), 300, {.variant = "calm", .set = {}, .until = {}});
    for (const char* same : {"start", "walk", "marks", "quakes"}) EXPECT_EQ(with.of(same), without.of(same)) << same;
    EXPECT_EQ(with.mean("drill"), 3);
    EXPECT_EQ(without.mean("drill"), 0);
    for (std::size_t run = 0; run < 300; ++run) {
        const double shock = with.of("fear")[run] - without.of("fear")[run];
        EXPECT_GT(shock, 10);
        EXPECT_LT(shock, 11);
    }
}

TEST(EnsembleRandomness, DoesNotDependOnWhatElseIsInTheFileNorOnItsOrder) {
    const Many bare = run_small(luck(""), 100);
    // A variable, a group, a chance event and a policy more, in front; sections in another order.
    const std::string more = R"~(
things: {rock: {role: stone}}
groups: {one: [A]}
)~";
    std::string text = luck("", more);
    const auto replace = [&](const std::string& from, const std::string& to) {
        const std::size_t at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
    };
    replace("roles: {side: {}}", "roles: {stone: {thing: true}, side: {}}");
    replace("  drill: {input: true, initial: 0}\n", "  extra: {initial: \"normal(0, 1)\"}\n");
    replace("  marks: {of: side, initial: 0}\n",
            "  marks: {of: side, initial: 0}\n  drill: {input: true, initial: 0}\n");
    replace("  quake: {probability", "  calm: {probability: 0.5, effects: [extra += 1]}\n  quake: {probability");
    replace("dynamics:\n", "dynamics:\n  - extra' = extra + normal(0, 1)\n");
    replace("policies: {p:", "policies: {q: {by: side, main: {choose: random, weights: {a: 1}}}, p:");
    const std::size_t chance = text.find("chance:\n");
    const std::size_t dynamics = text.find("dynamics:\n");
    text = text.substr(0, chance) + text.substr(dynamics) + text.substr(chance, dynamics - chance);
    const Many rich = run_small(text, 100);
    for (const char* same : {"start", "walk", "marks", "quakes", "fear"})
        EXPECT_EQ(bare.of(same), rich.of(same)) << same;
}

TEST(EnsembleRandomness, ADecisionHasTheSameLuckUnderEveryPolicy) {
    const auto body = [](const std::string& policy) {
        return R"~(
time: {step: 1, steps: 20}
roles: {side: {}}
actors: {A: {role: side, policy: )~" +
               policy + R"~(}}
variables: {marks: 0}
actions:
  a: {by: side, effects: ["marks = mod(marks * 3 + 1, 1000003)"]}
  b: {by: side, effects: ["marks = mod(marks * 3 + 2, 1000003)"]}
policies:
  p: {by: side, main: {choose: random, weights: {hold: 1, a: 1, b: 1}}}
  q: {by: side, main: {choose: logit, precision: 0, values: {a: {u: 1}, b: {u: 2}}}}
  r: {by: side, main: {choose: rules, rules: [{do: [hold, a, b]}]}}
measures: {marks: final(marks)}
)~";
    };
    const Many p = run_small(body("p"), 50);
    EXPECT_EQ(run_small(body("q"), 50).of("marks"), p.of("marks"));
    EXPECT_EQ(run_small(body("r"), 50).of("marks"), p.of("marks"));
}

}  // namespace
}  // namespace standoff::test
