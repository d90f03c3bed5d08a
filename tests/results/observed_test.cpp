// Two series beside runs that were counted by hand.
#include "results/observed.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "model/model.hpp"
#include "results/json_files.hpp"

namespace standoff {
namespace {

using Extent = Observation::Extent;

/// `launches` is compared, `notes` is not.
Model sample() {
    Model model;
    Series launches;
    launches.name = "launches";
    launches.slot = 1;
    launches.adds_up = true;
    launches.observations = {{"2021-12-27", 9, -1, 0, Extent::before}, {"2022-01-03", 2, 0, 1, Extent::inside},
                             {"2022-01-10", 9, 1, 2, Extent::inside},  {"2022-01-17", 0, 2, 3, Extent::inside},
                             {"2022-01-20", 7, 3, 3, Extent::no_step}, {"2022-01-24", 8, 3, 4, Extent::inside},
                             {"2022-01-31", 8, 4, 5, Extent::after}};
    Series notes;
    notes.name = "notes, in words";
    notes.observations = {{"2022-01-03", 0.5, 0, 0, Extent::no_step}};
    model.series = {launches, notes};
    return model;
}

std::vector<SeriesCounts> counts() {
    std::vector<SeriesCounts> all(2);
    all[0].periods.resize(7);
    all[0].periods[1].add(std::vector<double>{0, 1, 2, 2, 3, 3, 4, 5, 6, 7});
    all[0].periods[2].add(std::vector<double>{0, 1, 2, 2, 3, 3, 4, 5, 6, 7});
    all[0].periods[3].add(std::vector<double>{1, 1, 1, 1});
    all[0].total.add(std::vector<double>{10, 20, 30, 40});
    all[1].periods.resize(1);
    return all;
}

TEST(ObservedCsv, SetsTheRunsBesideEachObservation) {
    EXPECT_EQ(observed_csv(sample(), counts()),
              "series,date,value,n,mean,q05,q25,q50,q75,q95\n"
              "launches,2021-12-27,9,,,,,,,\n"
              "launches,2022-01-03,2,10,3.3,0,2,3,5,7\n"
              "launches,2022-01-10,9,10,3.3,0,2,3,5,7\n"
              "launches,2022-01-17,0,4,1,1,1,1,1,1\n"
              "launches,2022-01-20,7,,,,,,,\n"
              "launches,2022-01-24,8,0,,,,,,\n"
              "launches,2022-01-31,8,,,,,,,\n"
              "\"notes, in words\",2022-01-03,0.5,,,,,,,\n");
    EXPECT_EQ(observed_csv(Model(), {}), "");
}

TEST(SeriesSummary, CountsWhatLiesInTheBandsEndsIncluded) {
    const std::vector<SeriesSummary> all = summarize_series(sample(), counts());
    ASSERT_EQ(all.size(), 1U) << "notes have no formula";
    const SeriesSummary& launches = all.front();
    EXPECT_EQ(launches.name, "launches");
    EXPECT_EQ(launches.compared, 3U);
    EXPECT_EQ(launches.before, 1U);
    EXPECT_EQ(launches.after, 1U);
    EXPECT_EQ(launches.no_step, 1U);
    EXPECT_EQ(launches.no_run, 1U);
    EXPECT_EQ(launches.first, "2022-01-03");
    EXPECT_EQ(launches.last, "2022-01-17");
    EXPECT_DOUBLE_EQ(*launches.coverage50, 1.0 / 3) << "2 is the lower end";
    EXPECT_DOUBLE_EQ(*launches.coverage90, 1.0 / 3);
    EXPECT_EQ(launches.above, std::vector<std::string>{"2022-01-10"});
    EXPECT_EQ(launches.below, std::vector<std::string>{"2022-01-17"});
    EXPECT_EQ(launches.total, 11) << "of what was compared";
    EXPECT_EQ(launches.runs, 4U);
    EXPECT_EQ(launches.mean, 25);
    EXPECT_EQ(launches.q05, 10);
    EXPECT_EQ(launches.q50, 20);
    EXPECT_EQ(launches.q95, 40);
    // By E|X - y| - E|X - X'| / 2; the sum over all pairs of the ten runs is 238.
    const double spread = 238.0 / 200;
    EXPECT_NEAR(*launches.crps, ((1.9 - spread) + (5.7 - spread) + 1) / 3, 1e-12);
    EXPECT_TRUE(summarize_series(sample(), {}).empty());
}

TEST(SeriesSummary, WithoutAnyRunThereIsNothingToSay) {
    std::vector<SeriesCounts> none(2);
    none[0].periods.resize(7);
    none[1].periods.resize(1);
    const SeriesSummary launches = summarize_series(sample(), none).front();
    EXPECT_EQ(launches.compared, 0U);
    EXPECT_EQ(launches.no_run, 4U);
    EXPECT_FALSE(launches.coverage90 || launches.crps || launches.q50);
}

TEST(SeriesSummary, AnInfiniteValueHasNoScoreButItsPlaceInTheBand) {
    std::vector<SeriesCounts> some = counts();
    some[0].periods[1].add(std::vector<double>{std::numeric_limits<double>::infinity()});
    const SeriesSummary launches = summarize_series(sample(), some).front();
    EXPECT_FALSE(launches.crps);
    EXPECT_DOUBLE_EQ(*launches.coverage90, 1.0 / 3);
}

TEST(SeriesSummary, ALargeCountThatNearlyAllRunsGaveIsInside) {
    Model model = sample();
    model.series.resize(1);
    model.series[0].observations = {{"2022-01-03", 301, 0, 1, Extent::inside}};
    std::vector<double> runs(98, 301);
    runs.insert(runs.end(), {302, 302});
    std::vector<SeriesCounts> some(1);
    some[0].periods.resize(1);
    some[0].periods[0].add(runs);
    some[0].total.add(runs);
    const SeriesSummary launches = summarize_series(model, some).front();
    EXPECT_EQ(launches.coverage50, 1);
    EXPECT_EQ(launches.coverage90, 1);
    EXPECT_NEAR(*launches.mean, 301.02, 1e-12);
    EXPECT_NEAR(*launches.crps, 0.0004, 1e-12) << "0.02 squared";
}

TEST(SummaryJson, GivesBackInfiniteValues) {
    constexpr double inf = std::numeric_limits<double>::infinity();
    std::vector<SeriesCounts> some = counts();
    some[0].total.add(std::vector<double>{inf, inf, inf});
    RunSummary summary;
    summary.observed = summarize_series(sample(), some);
    summary.observed[0].total = inf;
    const SeriesSummary read = parse_summary(summary_json(summary)).observed.at(0);
    EXPECT_EQ(read.q05, 10);
    EXPECT_EQ(read.q50, 40);
    EXPECT_EQ(read.q95, inf);
    EXPECT_EQ(read.mean, std::nullopt);
    EXPECT_EQ(read.total, inf);
    EXPECT_EQ(read.crps, summary.observed[0].crps);
}

TEST(SummaryJson, GivesBackTheSeries) {
    RunSummary summary;
    summary.observed = summarize_series(sample(), counts());
    const RunSummary read = parse_summary(summary_json(summary));
    EXPECT_EQ(summary_json(read), summary_json(summary));
    ASSERT_EQ(read.observed.size(), 1U);
    EXPECT_EQ(read.observed[0].below, summary.observed[0].below);
    EXPECT_EQ(read.observed[0].q95, 40);
    EXPECT_EQ(read.observed[0].no_run, 1U);
    std::string old = summary_json(RunSummary());
    old.erase(old.find(",\n  \"observed\": {}"), std::string(",\n  \"observed\": {}").size());
    EXPECT_TRUE(parse_summary(old).observed.empty());
}

}  // namespace
}  // namespace standoff
