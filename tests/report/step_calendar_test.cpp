#include "report/step_calendar.hpp"

#include <gtest/gtest.h>

namespace standoff {
namespace {

StepCalendar calendar(const std::string& start, int days, int months) {
    RunManifest manifest;
    manifest.start = start;
    manifest.step_days = days;
    manifest.step_months = months;
    return StepCalendar(manifest);
}

TEST(StepCalendar, FindsTheStepThatHoldsADay) {
    const StepCalendar weeks = calendar("2022-01-03", 7, 0);
    EXPECT_EQ(weeks.step_of(*parse_date("2022-01-03")), 0);
    EXPECT_EQ(weeks.step_of(*parse_date("2022-03-24")), 11);  // 80 days after the start
    EXPECT_EQ(weeks.step_of(*parse_date("2022-01-02")), std::nullopt);
    const StepCalendar months = calendar("2023-11-30", 0, 1);
    EXPECT_EQ(months.step_of(*parse_date("2024-02-28")), 2);
    EXPECT_EQ(months.step_of(*parse_date("2024-02-29")), 3) << "a month's step is cut to the end of February";
    EXPECT_EQ(calendar("", 0, 0).step_of(*parse_date("2024-02-29")), std::nullopt);
}

TEST(StepCalendar, NamesAStepAsPeopleDo) {
    EXPECT_EQ(calendar("2022-01-03", 7, 0).when(11, "2022-03-21"), "in the week of 2022-03-21");
    EXPECT_EQ(calendar("2022-01-03", 1, 0).when(1, "2022-01-04"), "on 2022-01-04");
    EXPECT_EQ(calendar("2022-01-03", 10, 0).when(1, "2022-01-13"), "in the 10 days from 2022-01-13");
    EXPECT_EQ(calendar("2022-01-01", 0, 1).when(2, "2022-03-01"), "in March 2022");
    EXPECT_EQ(calendar("2022-01-15", 0, 1).when(2, "2022-03-15"), "in the month from 2022-03-15");
    EXPECT_EQ(calendar("2022-01-01", 0, 3).when(1, "2022-04-01"), "in the quarter from 2022-04-01");
    EXPECT_EQ(calendar("2022-01-01", 0, 12).when(1, "2023-01-01"), "in 2023");
    EXPECT_EQ(calendar("", 0, 0).when(12, ""), "in step 12");
}

}  // namespace
}  // namespace standoff
