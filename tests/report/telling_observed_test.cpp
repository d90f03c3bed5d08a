#include "report/telling_observed.hpp"

#include <gtest/gtest.h>

namespace standoff {
namespace {

ObservedSeries series(const std::string& per) {
    ObservedSeries one;
    one.name = "launches";
    one.per = per;
    one.points = 5;
    one.total = 30;
    one.first = "2022-01-01";
    one.last = "2022-05-01";
    return one;
}

SeriesSummary compared() {
    SeriesSummary one;
    one.name = "launches";
    one.compared = 4;
    one.first = "2022-01-01";
    one.last = "2022-04-01";
    one.coverage50 = 0.5;
    one.coverage90 = 1;
    one.adds_up = true;
    one.total = 24;
    one.runs = 498;
    one.q05 = 12;
    one.q50 = 20;
    one.q95 = 28;
    return one;
}

TEST(ToldSeries, SetsTotalsSideBySide) {
    const SeriesSummary summary = compared();
    EXPECT_EQ(told_series(series("month"), &summary, 498),
              "launches: 24 in 4 months, 2022-01 to 2022-04; in the runs 20 (12 to 28). Inside the 50% band 50.0%, "
              "inside the 90% band 100%.");
    EXPECT_EQ(told_series(series("2 weeks"), &summary, 500),
              "launches: 24 in 4 periods, 2022-01-01 to 2022-04-01; in the runs 20 (12 to 28), of the 498 that give "
              "a value for all. Inside the 50% band 50.0%, inside the 90% band 100%.");
}

TEST(ToldSeries, OfLevelsTakesMeans) {
    SeriesSummary summary = compared();
    summary.adds_up = false;
    EXPECT_EQ(
        told_series(series(""), &summary, 498),
        "launches: 6 on average over 4 observations, 2022-01-01 to 2022-04-01; in the runs 5 (3 to 7). Inside the "
        "50% band 50.0%, inside the 90% band 100%.");
}

TEST(ToldSeries, NamesWhatWasMissedAndWhatWasNotCompared) {
    SeriesSummary summary = compared();
    summary.above = {"2022-01-01", "2022-02-01", "2022-02-15", "2022-03-01", "2022-04-01", "2022-05-01"};
    summary.below = {"2022-06-01"};
    summary.before = 2;
    summary.no_run = 1;
    summary.runs = 0;
    summary.mean = summary.q05 = summary.q50 = summary.q95 = std::nullopt;
    EXPECT_EQ(told_series(series("month"), &summary, 498),
              "launches: 24 in 4 months, 2022-01 to 2022-04; no run gives a value for all of them. Inside the 50% band "
              "50.0%, inside the 90% band 100%; more than in the runs: 2022-01, 2022-02, 2022-02-15, 2022-03 and 2 "
              "more; less than in the runs: 2022-06. Not compared: 2 from before the start, 1 for which no run gives a "
              "value.");
}

TEST(ToldSeries, WithoutAComparisonTellsTheSeriesAlone) {
    EXPECT_EQ(told_series(series(""), nullptr, 498), "launches: 30 in 5 observations, 2022-01-01 to 2022-05-01.");
    SeriesSummary summary = compared();
    summary.compared = 0;
    summary.after = 5;
    EXPECT_EQ(told_series(series("month"), &summary, 498),
              "launches: 30 in 5 observations, 2022-01-01 to 2022-05-01. Not compared: 5 after the end.");
}

}  // namespace
}  // namespace standoff
