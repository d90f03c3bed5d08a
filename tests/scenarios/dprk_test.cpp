// The flagship: it loads without a word, its observed data are the CNS counts of 2022, and its ensemble is plausible
// beside them. The ranges are those of the design, not fitted ones: what a reader of the record would not wonder at.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "scenario/spec.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

constexpr const char* flagship = "dprk/2022.yaml";
constexpr std::uint32_t runs_each = 2000;

const Runs& base() {
    static const Runs runs = run_shipped(flagship, runs_each);
    return runs;
}

double total_of(const Spec& spec, const std::string& series) {
    double total = 0;
    for (const DataSeries& data : spec.data)
        if (data.name == series)
            for (const DataSeries::Point& point : data.points) total += point.value;
    return total;
}

TEST(Dprk, LoadsWithoutErrorsOrWarnings) {
    Scenario scenario = load_scenario(shipped(flagship));
    ASSERT_TRUE(scenario.ok()) << findings_of(scenario);
    EXPECT_NE(compile(scenario), nullptr);
    EXPECT_EQ(findings_of(scenario), "");
    EXPECT_EQ(scenario.spec->time.steps, 104);
    ASSERT_GE(scenario.spec->variants.size(), 3U);
    EXPECT_FALSE(scenario.spec->experiments.empty());
    for (const NamedSettings& named : scenario.spec->variants) {
        Scenario varied = load_scenario(shipped(flagship), variant(named.name));
        ASSERT_TRUE(varied.ok()) << findings_of(varied);
        EXPECT_NE(compile(varied), nullptr) << named.name;
        EXPECT_EQ(findings_of(varied), "") << named.name;
    }
}

TEST(Dprk, TheoryIsCheckedAlone) {
    const Scenario theory = load_scenario(shipped("theories/coercive-diplomacy.yaml"));
    EXPECT_TRUE(theory.ok());
    EXPECT_TRUE(theory.is_theory());
    EXPECT_EQ(findings_of(theory), "");
}

TEST(Dprk, ObservedDataAreTheCountsOf2022) {
    const Scenario scenario = load_scenario(shipped(flagship));
    ASSERT_TRUE(scenario.ok()) << findings_of(scenario);
    ASSERT_EQ(scenario.spec->data.size(), 2U);
    EXPECT_EQ(scenario.spec->data.front().points.size(), 52U);
    EXPECT_DOUBLE_EQ(total_of(*scenario.spec, "weeks_with_a_launch"), 24);
    EXPECT_DOUBLE_EQ(total_of(*scenario.spec, "missiles"), 69);
}

TEST(Dprk, MiddleOfTheRunsCoversTheWeeksWithALaunch) {
    const Distribution weeks(series_of(flagship, "weeks_with_a_launch", runs_each).total);
    EXPECT_LE(weeks.quantile(10), 24);
    EXPECT_GE(weeks.quantile(90), 24);
    EXPECT_GT(weeks.mean(), 21);
    EXPECT_LT(weeks.mean(), 28);
}

// Two standard errors of a share of the record's 198 missiles (CNS, 2012-22).
TEST(Dprk, ShareOfTheClassesResemblesTheRecord) {
    const double missiles = base().mean("missiles");
    const auto resembles = [&](const char* measure, double record) {
        EXPECT_NEAR(base().mean(measure) / missiles, record, 2 * std::sqrt(record * (1 - record) / 198)) << measure;
    };
    resembles("srbm_tests", 0.68);
    resembles("mrbm_tests", 0.12);
    resembles("irbm_tests", 0.08);
    resembles("icbm_tests", 0.045);
    resembles("slbm_tests", 0.05);
    resembles("slv_tests", 0.015);
}

// 1.77 missiles a launch day and class in the record (CNS, 2012-22); one test a week has no second day.
TEST(Dprk, SalvosAreSmall) {
    const double salvo = base().mean("missiles") / base().mean("launch_weeks");
    EXPECT_GT(salvo, 1.6);
    EXPECT_LT(salvo, 2.0);
}

TEST(Dprk, LongRangeTestsAreUsualNuclearOnesAreNot) {
    EXPECT_GT(base().share_with("icbm_tests"), 0.7);
    EXPECT_GT(base().share_with("nuclear_tests"), 0.10);
    EXPECT_LT(base().share_with("nuclear_tests"), 0.35);
}

TEST(Dprk, WarIsRareAndADealIsNotMuchMoreFrequent) {
    EXPECT_LT(base().share_of("war"), 0.03);
    EXPECT_LT(base().share_of("freeze"), 0.15);
    EXPECT_GT(base().share_of("standoff"), 0.8);
}

}  // namespace
}  // namespace standoff::test
