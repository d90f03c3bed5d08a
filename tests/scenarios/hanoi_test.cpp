// The summits of 2018 and 2019: the case loads without a word, its runs are plausible beside the record, each variant
// moves what its `about` says, and a zone of agreement decides whether there is a deal.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenario/spec.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

constexpr const char* hanoi = "dprk/hanoi.yaml";
constexpr std::uint32_t runs_each = 2000;

const Runs& base() {
    static const Runs runs = run_shipped(hanoi, runs_each);
    return runs;
}

// ShippedFiles.HaveNoFindingsInAnyVariant loads the variants.
TEST(Hanoi, SpansTwoYearsOfWeeksAndHasEightVariants) {
    const Scenario scenario = load_scenario(shipped(hanoi));
    ASSERT_TRUE(scenario.ok()) << findings_of(scenario);
    EXPECT_EQ(findings_of(scenario), "");
    EXPECT_EQ(scenario.spec->time.steps, 105);
    EXPECT_EQ(scenario.spec->variants.size(), 8U);
}

// CNS: 12 weeks with a launch and 27 missiles, all of them in 2019.
TEST(Hanoi, TheMonthsOfTheRunHaveTheCountsOf2018And2019) {
    const Scenario scenario = load_scenario(shipped(hanoi));
    ASSERT_TRUE(scenario.ok()) << findings_of(scenario);
    std::vector<double> totals;
    for (const DataSeries& series : scenario.spec->data) {
        int months = 0;
        totals.push_back(0);
        for (const DataSeries::Point& point : series.points) {
            if (point.first < 0 || point.end > scenario.spec->time.steps) continue;
            ++months;
            totals.back() += point.value;
            if (point.first < 52) EXPECT_EQ(point.value, 0) << series.name;
        }
        EXPECT_EQ(months, 24) << series.name;
    }
    EXPECT_EQ(totals, (std::vector<double>{12, 27}));
}

// 2018 was the quietest year since 2012 and 2019 one of the busier ones; both lie in the middle nine tenths.
TEST(Hanoi, AQuietYearAndThenTests) {
    EXPECT_EQ(base().quantile("launch_weeks_2018", 0.05), 0);
    EXPECT_LT(base().mean("launch_weeks_2018"), 4);
    EXPECT_LE(base().quantile("launch_weeks_2019", 0.25), 12);
    EXPECT_GE(base().quantile("launch_weeks_2019", 0.75), 12);
    // The record's next launch came 7 weeks after Hanoi.
    EXPECT_LE(base().quantile("weeks_to_test", 0.05), 7);
    EXPECT_GE(base().quantile("weeks_to_test", 0.95), 7);
}

// It happened, so it may not be rare; it was in doubt to the last day, so it may not be certain.
TEST(Hanoi, AWalkOutIsTheMostFrequentEndAndNotCertain) {
    EXPECT_GT(base().share_of("walk_out"), 0.5);
    EXPECT_LT(base().share_of("walk_out"), 0.8);
    EXPECT_GT(base().share_of("refusal"), 0.05);
    EXPECT_LT(base().share_of("agreement"), 0.05);
    EXPECT_LT(base().share_of("war"), 0.03);
}

// The pledge of April 2018 covers long-range and nuclear tests; in the record it held for the two years.
TEST(Hanoi, ThePledgeOnLongRangeUsuallyHolds) {
    EXPECT_LT(base().share_with("icbm_tests"), 0.5);
    EXPECT_LT(base().share_with("nuclear_tests"), 0.05);
    EXPECT_LT(base().mean("icbm_tests"), 0.05 * base().mean("srbm_tests"));
}

// Between a seller's least and a buyer's most price there is room for a bargain, or there is none. Pyongyang knows what
// Washington would pay here, so that nothing but the room counts. The American paper asks 0.8 for 0.4, a price of 0.5.
TEST(Hanoi, DealsAreFrequentInAZoneOfAgreementAndRareOutsideOfIt) {
    const auto deals = [](const std::string& asks, const std::string& pays) {
        LoadOptions options;
        options.set = {"DPRK.asks=" + asks, "USA.pays=" + pays, "believed=" + pays};
        return run_shipped(hanoi, runs_each, options).share_of("agreement");
    };
    EXPECT_GT(deals("0.5", "0.9"), 0.35);
    EXPECT_GT(deals("0.4", "1.2"), 0.35);
    EXPECT_LT(deals("1.2", "0.9"), 0.1);
    EXPECT_LT(deals("1.2", "0.4"), 0.02);
    EXPECT_LT(deals("1", "0.6"), 0.1);
}

// A zone is not enough: who believes that it can get more asks for more, and is left.
TEST(Hanoi, TooHighABeliefWastesAZoneOfAgreement) {
    const Runs sober = run_shipped(hanoi, runs_each, variant("zone_of_agreement"));
    const Runs hopeful = run_shipped(hanoi, runs_each, variant("zone_of_agreement", {"believed=1.6"}));
    const Difference deals = difference_of(hopeful.of("hanoi_deals"), sober.of("hanoi_deals"));
    EXPECT_LT(deals.mean, -4 * deals.standard_error);
    const Difference walk_outs = difference_of(hopeful.of("hanoi_walk_outs"), sober.of("hanoi_walk_outs"));
    EXPECT_GT(walk_outs.mean, 4 * walk_outs.standard_error);
}

}  // namespace
}  // namespace standoff::test
