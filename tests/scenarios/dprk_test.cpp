// The flagship: it loads without a word, its observed data are the CNS counts of 2022, and its ensemble is plausible
// beside them. The ranges are those of the design, not fitted ones: what a reader of the record would not wonder at.
#include <gtest/gtest.h>

#include <string>

#include "scenario/spec.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

constexpr const char* flagship = "dprk/2022.yaml";
constexpr std::uint32_t runs_each = 400;

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
    EXPECT_LE(base().quantile("launch_weeks_2022", 0.1), 24);
    EXPECT_GE(base().quantile("launch_weeks_2022", 0.9), 24);
    EXPECT_GT(base().mean("launch_weeks_2022"), 21);
    EXPECT_LT(base().mean("launch_weeks_2022"), 27);
}

TEST(Dprk, ShareOfTheClassesResemblesTheRecord) {
    const double missiles = base().mean("missiles");
    EXPECT_NEAR(base().mean("srbm_tests") / missiles, 0.68, 0.06);
    EXPECT_NEAR(base().mean("mrbm_tests") / missiles, 0.12, 0.04);
    EXPECT_NEAR(base().mean("irbm_tests") / missiles, 0.08, 0.03);
    EXPECT_NEAR(base().mean("icbm_tests") / missiles, 0.045, 0.02);
    EXPECT_NEAR(base().mean("slbm_tests") / missiles, 0.05, 0.02);
    EXPECT_NEAR(base().mean("slv_tests") / missiles, 0.015, 0.01);
}

TEST(Dprk, SalvosAreSmall) {
    const double salvo = base().mean("missiles") / base().mean("launch_weeks");
    EXPECT_GT(salvo, 1.7);
    EXPECT_LT(salvo, 2.2);
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

/// How a variant changes a measure.
Difference change_of(const Runs& varied, const std::string& measure) {
    return difference_of(varied.of(measure), base().of(measure));
}

TEST(Dprk, WithoutDrillsThereAreFewerLaunches) {
    const Difference launches = change_of(run_shipped(flagship, runs_each, variant("no_drills")), "launch_weeks");
    EXPECT_LT(launches.mean + 4 * launches.standard_error, 0);
}

TEST(Dprk, AnAttentiveWashingtonSeesFewerLaunches) {
    const Difference launches =
        change_of(run_shipped(flagship, runs_each, variant("attentive_washington")), "launch_weeks");
    EXPECT_LT(launches.mean + 4 * launches.standard_error, 0);
}

TEST(Dprk, AnEnforcingChinaSeesFewerLoudTestsUnderMorePressure) {
    const Runs enforcing = run_shipped(flagship, runs_each, variant("enforcing_china"));
    const Difference loud = change_of(enforcing, "icbm_tests");
    EXPECT_LT(loud.mean + 4 * loud.standard_error, 0);
    const Difference pressure = change_of(enforcing, "mean_pressure");
    EXPECT_GT(pressure.mean - 4 * pressure.standard_error, 0);
}

}  // namespace
}  // namespace standoff::test
