// The long case beside the record: the silences and the surge come out of the causes, on the numbers of 2022.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>
#include <vector>

#include "scenario/spec.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

constexpr const char* long_case = "dprk/2012-2022.yaml";
constexpr std::uint32_t runs_each = 500;
constexpr int first_year = 2012;
// Weeks with a launch (CNS), from 2012.
constexpr std::array observed = {2, 2, 8, 6, 15, 14, 0, 12, 4, 4, 24};

const SeriesCounts& years(const std::string& varied = "") {
    static std::map<std::string, SeriesCounts> all;
    const auto [found, fresh] = all.try_emplace(varied);
    if (fresh) found->second = series_of(long_case, "launch_weeks_a_year", runs_each, variant(varied));
    return found->second;
}

double mean_in(int year, const std::string& varied = "") {
    return Distribution(years(varied).periods.at(static_cast<std::size_t>(year - first_year))).mean();
}

TEST(DprkLong, EveryYearLiesInItsBandOfNinetyPercent) {
    ASSERT_EQ(years().periods.size(), observed.size());
    for (std::size_t i = 0; i < observed.size(); ++i) {
        EXPECT_TRUE(Distribution(years().periods[i]).band(90).holds(observed[i])) << first_year + i;
    }
}

TEST(DprkLong, TheSummitSpringIsSilent) {
    EXPECT_LT(mean_in(2018), mean_in(2017) / 4);
    EXPECT_GT(mean_in(2019), 4 * mean_in(2018)) << "tests come back after Hanoi";
    EXPECT_GT(mean_in(2018, "no_summits"), 4 * mean_in(2018)) << "it is the talks that quiet them";
}

TEST(DprkLong, TheClosedBorderIsSilent) {
    EXPECT_LT(mean_in(2020), mean_in(2019) / 3);
    EXPECT_LT(mean_in(2021), mean_in(2019) / 2);
    EXPECT_GT(mean_in(2020, "open_border"), 3 * mean_in(2020));
}

TEST(DprkLong, NoYearHasMoreThan2022) {
    for (int year = first_year; year < 2022; ++year) EXPECT_LT(mean_in(year), mean_in(2022)) << year;
}

// Same theory, same parameters: what the two cases share must not be tuned apart.
TEST(DprkLong, SharesItsNumbersWithTheFlagship) {
    const Scenario one = load_scenario(shipped(long_case));
    const Scenario other = load_scenario(shipped("dprk/2022.yaml"));
    ASSERT_TRUE(one.ok() && other.ok());
    ASSERT_EQ(one.spec->parameters.size(), other.spec->parameters.size());
    for (std::size_t i = 0; i < one.spec->parameters.size(); ++i) {
        EXPECT_EQ(one.spec->parameters[i].name, other.spec->parameters[i].name);
        EXPECT_EQ(one.spec->parameters[i].written, other.spec->parameters[i].written) << one.spec->parameters[i].name;
    }
}

}  // namespace
}  // namespace standoff::test
