// What runs give for the periods of observed series, in a model whose counts are known.
//
// Steps are the weeks from Monday 2022-01-03 on. Of their Mondays January has 5, February, March and April 4, May 5 and
// June 4: the 26 steps. A hits twice in every week that does not begin in March; the height is k after k steps.
#include <fmt/format.h>

#include "engine/small_run.hpp"

namespace standoff::test {
namespace {

constexpr const char* weekly = R"~(
time: {start: 2022-01-03, step: 1 week, steps: 26}
roles: {side: {}}
actors: {A: {role: side, policy: p}}
variables: {height: 0, short: {initial: bernoulli(0.5)}, bad: {initial: bernoulli(0.3)}, x: 0}
actions: {hit: {by: side, count: 2, effects: []}}
policies: {p: {by: side, main: {choose: rules, rules: [{when: month != 3, do: hit}, {do: hold}]}}}
dynamics: ["height' = height + 1"]
payoffs: {side: {gain: height}}
measures: {all: times(hit)}
)~";
constexpr const char* months = "2022-01 2022-02 2022-03 2022-04 2022-05 2022-06";

/// The ensemble of a model with one observed series, of 1 in each of its rows.
struct Compared {
    ModelPtr model;
    EnsembleResult ended;
    [[nodiscard]] const Series& series() const { return model->series.at(0); }
    [[nodiscard]] const SeriesCounts& counts() const { return ended.series.at(0); }
    /// `2 of 40, 4 of 60 | …`: values with the number of runs, by observation.
    [[nodiscard]] std::string values(bool with_runs = false) const {
        std::string text;
        for (const Histogram& period : counts().periods) {
            std::string one;
            for (const Histogram::Bin& bin : period.bins())
                one += (one.empty() ? "" : ", ") + fmt::format("{}", bin.value()) +
                       (with_runs ? fmt::format(" of {}", bin.count) : "");
            text += (text.empty() ? "" : " | ") + (one.empty() ? "-" : one);
        }
        return text;
    }
};

Compared compared(const std::string& formula, const std::string& dates = months, const std::string& extra = "",
                  std::uint32_t runs = 3) {
    std::string table = "date,n\n";
    for (std::size_t at = 0; at < dates.size();) {
        const std::size_t end = std::min(dates.find(' ', at), dates.size());
        table += dates.substr(at, end - at) + ",1\n";
        at = end + 1;
    }
    const TemporaryFile file(table, ".csv");
    Compared result;
    result.model = compile_small(
        weekly + extra +
        fmt::format("data: {{seen: {{file: {}, date: date, value: n, compares: {}}}}}\n", file.path(), formula));
    EnsembleOptions options;
    options.runs = runs;
    options.jobs = 1;
    options.series = true;
    result.ended = run_ensemble(*result.model, options, {});
    return result;
}

TEST(Periods, CountsAreThoseOfThePeriodAlone) {
    EXPECT_EQ(compared("times(hit) per month").values(), "5 | 4 | 0 | 4 | 5 | 4");
    EXPECT_EQ(compared("count(hit) per month").values(), "10 | 8 | 0 | 8 | 10 | 8");
    EXPECT_EQ(compared("count(hit) - times(hit by A) per month").values(), "5 | 4 | 0 | 4 | 5 | 4");
    EXPECT_EQ(compared("steps per month").values(), "5 | 4 | 4 | 4 | 5 | 4");
    EXPECT_EQ(compared("total(height) per month").values(), "15 | 30 | 46 | 62 | 100 | 98");
    EXPECT_EQ(compared("payoff(A) per month").values(), "15 | 30 | 46 | 62 | 100 | 98");
    EXPECT_EQ(compared("times(hit) per quarter", "2022-01 2022-04").values(), "9 | 13");
    EXPECT_EQ(compared("times(hit) per 2 weeks", "2022-02-21 2022-03-07").values(), "2 | 0");
    EXPECT_EQ(compared("times(hit) per 3 steps", "2022-02-21 2022-03-21").values(), "2 | 1");
}

TEST(Periods, WhatIsMeasuredStartsAnewInEachPeriod) {
    EXPECT_EQ(compared("average(height) per month").values(), "3 | 7.5 | 11.5 | 15.5 | 20 | 24.5");
    EXPECT_EQ(compared("peak(height) per month").values(), "5 | 9 | 13 | 17 | 22 | 26");
    EXPECT_EQ(compared("low(height) per month").values(), "1 | 6 | 10 | 14 | 18 | 23");
    EXPECT_EQ(compared("final(height) per month").values(), "5 | 9 | 13 | 17 | 22 | 26");
    EXPECT_EQ(compared("share(height > 7) per month").values(), "0 | 0.5 | 1 | 1 | 1 | 1");
    EXPECT_EQ(compared("first(height >= 7) / 1 week per month").values(), "inf | 2 | 1 | 1 | 1 | 1");
    EXPECT_EQ(compared("since(hit) / 1 week per month").values(), "1 | 1 | 5 | 1 | 1 | 1");
    EXPECT_EQ(compared("final(late) per month", months, "derived: {late: times(hit)}\n").values(),
              "5 | 9 | 9 | 13 | 18 | 22")
        << "a state counts from the start of the run";
    EXPECT_EQ(compared("peak(times(hit)) per month").values(), "5 | 9 | 9 | 13 | 18 | 22");
    EXPECT_EQ(compared("final(times(hit)) + times(hit) per month").values(), "10 | 13 | 9 | 17 | 23 | 26")
        << "what stands behind a state is of the period again";
}

TEST(Periods, WithoutAUnitARowIsADate) {
    const std::string dates = "2022-01-03 2022-01-09 2022-02-10 2022-03-31";  // steps 0, 0, 5, 12
    EXPECT_EQ(compared("count(hit)", dates).values(), "2 | 2 | 12 | 18");
    EXPECT_EQ(compared("final(height)", dates).values(), "1 | 1 | 6 | 13");
    EXPECT_EQ(compared("average(height)", dates).values(), "1 | 1 | 3.5 | 7");
}

TEST(Periods, WhatIsNoNumberIsNotCounted) {
    const Compared salvo = compared("count(hit) / times(hit) per month");
    EXPECT_EQ(salvo.values(), "2 | 2 | - | 2 | 2 | 2");
    EXPECT_EQ(salvo.counts().total.count(), 0U);
}

TEST(Periods, OnlyWhatLiesInTheRunIsCompared) {
    const Compared out = compared("times(hit) per month", "2021-11 2021-12 2022-01 2022-02 2022-06 2022-07 2022-08");
    EXPECT_EQ(out.values(), "- | - | 5 | 4 | 4 | - | -");
    std::string extents;
    for (const Observation& one : out.series().observations) extents += fmt::format("{}", static_cast<int>(one.extent));
    EXPECT_EQ(extents, "1100022");
    EXPECT_EQ(out.counts().total.bins().at(0).value(), 13);
    EXPECT_EQ(compared("final(height)", "2022-01-02 2022-07-03 2022-07-04").values(), "- | 26 | -");
    // The quarter begins in time and is not over at the end.
    EXPECT_EQ(compared("times(hit) per quarter", "2022-01 2022-05").values(), "9 | -");
    EXPECT_EQ(compared("times(hit) per day", "2022-01-10 2022-01-11").values(), "1 | -");
}

TEST(Periods, TotalsAreOverAllComparedPeriods) {
    const Compared all = compared("times(hit) per month");
    EXPECT_TRUE(all.series().adds_up);
    EXPECT_EQ(all.counts().total.bins().at(0).value(), 22);
    EXPECT_EQ(all.counts().total.count(), 3U);
}

TEST(Periods, OnlySumsOverStepsAddUp) {
    const auto adds_up = [](const std::string& formula) {
        return compared("'" + formula + "'", months, "parameters: {weight: {value: 2}}\n").series().adds_up;
    };
    for (const char* sum :
         {"times(hit) per month", "count(hit) per month", "total(height) per month", "payoff(A) per month",
          "steps per month", "-times(hit) per month", "count(hit) - 2 * times(hit) per month",
          "(times(hit) + steps) / 4 per month", "weight * total(height) per month", "steps * dt / 1 day per month",
          "payoff(A) * (weight + max(1, weight)) / -weight per month"})
        EXPECT_TRUE(adds_up(sum)) << sum;
    for (const char* other : {"average(height) per month",
                              "peak(height) per month",
                              "final(height) per month",
                              "share(height > 1) per month",
                              "since(hit) / 1 week per month",
                              "first(height > 1) / 1 week per month",
                              "count(hit) / times(hit) per month",
                              "times(hit) * steps per month",
                              "1 / times(hit) per month",
                              "times(hit) > 3 per month",
                              "min(times(hit), 3) per month",
                              "max(times(hit), steps) per month",
                              "abs(times(hit)) per month",
                              "times(hit) ^ 2 per month",
                              "times(hit) + 1 per month",
                              "times(hit) + average(height) per month",
                              "times(hit) if steps > 4 else 0 per month",
                              "not times(hit) per month",
                              "3 per month",
                              "weight per month",
                              "times(hit)",
                              "total(height)"})
        EXPECT_FALSE(adds_up(other)) << other;
}

// Runs that are short end with state 7, in February; had it been state 9, they would have lived through February.
TEST(EnsemblePeriods, ARunCountsInThePeriodsThatItLivedThrough) {
    const auto ending = [](int state) {
        return compared(
            "times(hit) per month", months,
            fmt::format("outcomes: {{over: {{when: short == 1 and height >= {}}}, otherwise: open}}\n", state), 200);
    };
    const std::uint64_t longer = ending(7).counts().periods.back().count();
    EXPECT_GT(longer, 70U);
    EXPECT_LT(longer, 130U);
    EXPECT_EQ(ending(7).values(true),
              fmt::format("5 of 200 | 4 of {0} | 0 of {0} | 4 of {0} | 5 of {0} | 4 of {0}", longer));
    EXPECT_EQ(ending(9).values(true),
              fmt::format("5 of 200 | 4 of 200 | 0 of {0} | 4 of {0} | 5 of {0} | 4 of {0}", longer));
    EXPECT_EQ(ending(7).counts().total.count(), longer);
}

TEST(EnsemblePeriods, AFailedRunCountsUntilItFailed) {
    const std::string fails = "calendar: [{name: Fall, at: 2022-02-28, effects: [\"x = log(0.5 - bad)\"]}]\n";
    const Compared some = compared("times(hit) per month", months, fails, 200);
    const std::uint64_t whole = 200 - some.ended.failed;
    EXPECT_GT(some.ended.failed, 30U);
    EXPECT_EQ(some.values(true), fmt::format("5 of 200 | 4 of {0} | 0 of {0} | 4 of {0} | 5 of {0} | 4 of {0}", whole))
        << "it fails in the last step of February";
    EXPECT_EQ(some.counts().total.count(), whole);
}

TEST(EnsemblePeriods, AreCountedOnlyIfAskedFor) {
    const Compared one = compared("times(hit) per month");
    EnsembleOptions options;
    options.runs = 3;
    const EnsembleResult without = run_ensemble(*one.model, options, {});
    EXPECT_TRUE(without.series.empty());
    EXPECT_EQ(without.trace_hash, one.ended.trace_hash);
    const ModelPtr bare = compile_small(weekly);
    options.series = true;
    const EnsembleResult plain = run_ensemble(*bare, options, {});
    EXPECT_EQ(plain.trace_hash, one.ended.trace_hash);
    EXPECT_TRUE(plain.series.empty());
}

// A script may tell of acts before the start; they are part of all so far, and of no period.
TEST(Periods, ActsBeforeTheStartBelongToNone) {
    const TemporaryFile table("date,n\n2022-01,1\n", ".csv");
    const auto value = [&](const std::string& formula) {
        const ModelPtr model = compile_small(fmt::format(R"~(
time: {{start: 2022-01-03, step: 1 week, steps: 8}}
roles: {{side: {{}}}}
actors: {{A: {{role: side, policy: p}}}}
actions: {{hit: {{by: side, effects: []}}}}
policies:
  p: {{by: side, main: {{choose: script, script: [{{date: 2021-12-01, action: hit}}, {{date: 2022-01-10, action: hit}}]}}}}
measures: {{all: times(hit)}}
data: {{seen: {{file: {}, date: date, value: n, compares: {}}}}}
)~",
                                                         table.path(), formula));
        EnsembleOptions options;
        options.runs = 1;
        options.series = true;
        return Distribution(run_ensemble(*model, options, {}).series.at(0).periods.at(0)).mean();
    };
    EXPECT_EQ(value("times(hit) per month"), 1);
}

}  // namespace
}  // namespace standoff::test
