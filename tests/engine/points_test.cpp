// Many design points in one ensemble: the numbers that `--set` gives, whoever computes them, in the order of the items.
#include "engine/at_points.hpp"

namespace standoff::test {
namespace {

/// A parameter, a duration, a thing's trait, an initial value of a relation, one that is drawn; runs that end early and
/// runs that fail.
constexpr const char* quarrel = R"~(
time: {start: 2022-01-03, step: 1 week, steps: 25}
roles: {side: {}, kind: {thing: true}}
things: {small: {role: kind, set: {force: 0.1}}, large: {role: kind, set: {force: 0.3}}}
actors:
  A: {role: side, policy: weigh, set: {grudge(B): 0.2}}
  B: {role: side, policy: weigh}
parameters: {care: {value: 2, range: [0, 9]}, forgetting: {value: 3 weeks, range: [1 day, 1 year]}, slips: 0.002}
variables:
  tension: {range: [0, 1], initial: 0.1}
  grudge: {of: side, toward: side, range: [0, 2], initial: "uniform(0, 0.5)"}
  force: {of: kind, range: [0, 1], initial: 0}
  past: {initial: tension * 2}
  broken: {initial: 0}
actions:
  hit:
    by: side
    to: kind
    count: 1 + poisson(target.force)
    success: 0.7
    effects: [tension += target.force * success, other.grudge(self) += 0.1]
policies:
  weigh:
    by: side
    main: {choose: logit, precision: care, values: {hit: {anger: grudge(other), fear: -tension, size: target.force}}}
chance: {slip: {probability: slips, effects: [broken = 1]}}
dynamics:
  - tension' = relax(tension, 0.05, forgetting)
  - past' = past + log(1 - broken)
outcomes: {war: {when: tension > 0.95}, otherwise: peace}
measures: {mean: average(tension), hits: count(hit), care: care, end: final(A.grudge(B)), past: final(past)}
)~";

const Table& table() {
    static const Table all{{"care", "forgetting", "large.force", "A.grudge(B)", "B.grudge(A)", "tension", "slips"},
                           {{2, 21, 0.3, 0.2, 0.1, 0.1, 0.002},
                            {0, 7, 0.3, 1.25, 0, 0.6, 0.002},
                            {7.5, 70, 0.9, 0.2, 2, 0, 0.05},
                            {3, 21, 0, 0.1, 0.3, 0.1, 0},
                            {1.0 / 3, 100, 0.5, 0.2, 0.1, 0.94, 0.002}}};
    return all;
}

const Model& open_model() {
    static const ModelPtr model = [] {
        LoadOptions options;
        options.open = table().paths;
        return compile_small(quarrel, options);
    }();
    return *model;
}

constexpr std::uint32_t runs = 40;

const Many& separate() {
    static const Many all = [] {
        EnsembleOptions options;
        options.runs = runs;
        return one_by_one(open_model(), table(), options,
                          [](const LoadOptions& set) { return compile_small(quarrel, set); });
    }();
    return all;
}

TEST(Points, EqualSeparateEnsemblesWithTheSameSettings) {
    const std::vector<double> points = table().values();
    ASSERT_GT(separate().ended.failed, 10U);
    for (const std::string lanes : {"1", "7", "64", "192"}) {
        const Environment forced("STANDOFF_LANES", lanes);
        for (const bool plain : {false, true})
            for (const int jobs : {1, 3}) {
                EnsembleOptions options;
                options.runs = runs;
                options.jobs = jobs;
                options.plain = plain;
                options.points = points;
                const Many many = run_many(open_model(), options);
                ASSERT_EQ(many.results.size(), 5 * runs);
                expect_same(many, separate(), 0, runs, lanes + (plain ? " lanes, plain" : " lanes, fast"));
                EXPECT_EQ(many.ended.trace_hash, separate().ended.trace_hash);
                EXPECT_EQ(many.ended.failed, separate().ended.failed);
                EXPECT_EQ(many.ended.finished, 5 * runs);
            }
    }
}

TEST(Points, AreTheSameOnEveryInstructionSet) {
    const std::vector<double> points = table().values();
    for (const std::string& set : available_instruction_sets()) {
        const Environment forced("STANDOFF_ISA", set);
        EnsembleOptions options;
        options.runs = runs;
        options.points = points;
        expect_same(run_many(open_model(), options), separate(), 0, runs, set);
    }
}

TEST(Points, WithTheValuesOfTheFileGiveWhatTheFileGives) {
    LoadOptions open;
    open.open = {"care", "forgetting", "small.force", "A.grudge(B)", "tension"};
    const ModelPtr model = compile_small(quarrel, open);
    std::vector<double> own;
    for (const OpenNumber& factor : model->factors) own.push_back(factor.value);
    EXPECT_EQ(own, (std::vector<double>{2, 21, 0.1, 0.2, 0.1}));
    EnsembleOptions options;
    options.runs = 100;
    const Many file = run_many(*compile_small(quarrel), options);
    expect_same(run_many(*model, options), file, 0, 100, "no point");
    options.points = own;
    expect_same(run_many(*model, options), file, 0, 100, "one point");
}

TEST(Points, RangesOfItemsJoinToTheWhole) {
    const std::vector<double> points = table().values();
    const std::vector<std::uint64_t> ends = {0, 1, 39, 40, 40, 97, 160, 199, 200, 1000};
    std::size_t played = 0;
    for (std::size_t i = 1; i < ends.size(); ++i) {
        EnsembleOptions options;
        options.runs = runs;
        options.points = points;
        options.items = {ends[i - 1], ends[i]};
        const Many some = run_many(open_model(), options);
        EXPECT_EQ(some.results.size(),
                  std::min<std::uint64_t>(ends[i], 200) - std::min<std::uint64_t>(ends[i - 1], 200));
        expect_same(some, separate(), ends[i - 1], runs, fmt::format("items from {}", ends[i - 1]));
        played += some.results.size();
    }
    EXPECT_EQ(played, 5 * runs);
}

TEST(Points, HaveRunsOfOtherNumbersWithTheirOwnLuck) {
    const std::vector<double> points = table().values();
    EnsembleOptions options;
    options.runs = 10;
    options.first_run = 31;
    options.points = points;
    const Many late = run_many(open_model(), options);
    for (std::size_t i = 0; i < late.results.size(); ++i) {
        EXPECT_EQ(late.results[i].run, 31 + i % 10);
        EXPECT_EQ(late.results[i].hash, separate().results[i / 10 * runs + 30 + i % 10].hash);
    }
}

TEST(Points, ThatAreNoNumberFailAsRows) {
    std::vector<double> points = table().values();
    const std::size_t columns = table().paths.size();
    points[columns] = std::nan("");
    points[3 * columns + 3] = endless;
    EnsembleOptions options;
    options.runs = runs;
    options.points = points;
    const Many many = run_many(open_model(), options);
    ASSERT_EQ(many.results.size(), 5 * runs);
    for (std::size_t i = 0; i < many.results.size(); ++i) {
        const std::size_t point = i / runs;
        if (point != 1 && point != 3) {
            EXPECT_EQ(many.results[i].hash, separate().results[i].hash);
            continue;
        }
        EXPECT_EQ(many.results[i].status, RunStatus::failed);
        EXPECT_EQ(many.results[i].run, i % runs + 1);
        EXPECT_TRUE(std::isnan(many.measures[i].front()));
    }
    History history(open_model());
    const auto failure = record_run(open_model(), 1, 1, history, std::span(points).subspan(columns, columns));
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->what, "the value of care is not a finite number");
}

TEST(Points, AreToldInFullAsTheyWerePlayed) {
    const std::vector<double> points = table().values();
    for (std::size_t item = 0; item < separate().results.size(); item += 7) {
        History history(open_model());
        const std::size_t columns = table().paths.size();
        const auto failure = record_run(open_model(), 1, static_cast<std::uint32_t>(item % runs + 1), history,
                                        std::span(points).subspan(item / runs * columns, columns));
        EXPECT_EQ(history.result.hash, separate().results[item].hash);
        EXPECT_EQ(failure.has_value(), separate().results[item].status == RunStatus::failed);
        EXPECT_EQ(history.at("A.grudge(B)", 0), points[item / runs * columns + 3]);
    }
}

TEST(Points, AreRowsOfTheFactors) {
    const std::vector<double> points = table().values();
    EnsembleOptions options;
    options.runs = 1;
    options.points = std::span(points).first(points.size() - 1);
    EXPECT_THROW((void)run_ensemble(open_model(), options, {}), std::invalid_argument);
    options.points = points;
    EXPECT_THROW((void)run_ensemble(*compile_small(quarrel), options, {}), std::invalid_argument);
    History history(open_model());
    EXPECT_THROW((void)record_run(open_model(), 1, 1, history, std::span(points).first(2)), std::invalid_argument);
}

TEST(Points, AreNotCountedTogetherWhereOneCounterCouldOverflow) {
    const std::vector<double> points = table().values();
    EnsembleOptions options;
    options.points = points;
    options.runs = 1'000'000'000;  // at each of five points
    options.bands = true;
    EXPECT_THROW((void)run_ensemble(open_model(), options, {}), std::invalid_argument);
    options.bands = false;
    options.series = true;
    EXPECT_THROW((void)run_ensemble(open_model(), options, {}), std::invalid_argument);
}

TEST(Points, StopBetweenItemsAndReportProgressInItems) {
    const std::vector<double> points = table().values();
    std::stop_source stop;
    EnsembleOptions options;
    options.runs = 100'000;
    options.points = points;
    options.stop = stop.get_token();
    std::uint64_t seen = 0;
    const EnsembleResult ended =
        run_ensemble(open_model(), options, [&](const RunResult& run, std::span<const double>) {
            EXPECT_EQ(run.point, seen / options.runs + 1);
            EXPECT_EQ(run.run, seen % options.runs + 1);
            if (++seen == 500) stop.request_stop();
        });
    EXPECT_EQ(ended.finished, seen);
    EXPECT_LT(seen, 5 * 100'000U);
}

TEST(Factors, AreInTheOrderAsked) {
    const Model& model = open_model();
    ASSERT_EQ(model.factors.size(), table().paths.size());
    for (std::size_t f = 0; f < model.factors.size(); ++f) EXPECT_EQ(model.factors[f].path, table().paths[f]);
    EXPECT_TRUE(model.factors[1].duration);
    EXPECT_FALSE(model.factors[0].duration);
    EXPECT_EQ(model.factors[1].low, 1);
    EXPECT_EQ(model.factors[1].high, 365.25);
    EXPECT_EQ(model.factors[3].high, 2);
    EXPECT_EQ(model.factors[6].high, endless);
    EXPECT_TRUE(std::isnan(model.factors[4].value)) << "B.grudge(A) is drawn";
}

}  // namespace
}  // namespace standoff::test
