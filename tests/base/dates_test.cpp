#include "base/dates.hpp"

#include <gtest/gtest.h>

namespace standoff {
namespace {

// Day numbers from `date -ud YYYY-MM-DD +%s` divided by 86400.
TEST(Dates, AreDaysSince1970) {
    EXPECT_EQ(parse_date("1970-01-01"), 0);
    EXPECT_EQ(parse_date("1969-12-31"), -1);
    EXPECT_EQ(parse_date("2000-02-29"), 11016);
    EXPECT_EQ(parse_date("2022-01-01"), 18993);
    EXPECT_EQ(parse_date("2023-12-31"), 19722);
    EXPECT_EQ(parse_date("1914-06-28"), -20276);
}

TEST(Dates, ReadBackWhatTheyWrite) {
    for (Day day = -354285; day <= 2932896; day += 97) {  // 1000-01-01 to 9999-12-31
        ASSERT_EQ(parse_date(format_date(day)), day) << format_date(day);
        ASSERT_EQ(day_from_civil(civil_from_day(day)), day);
    }
    EXPECT_EQ(format_date(-354285), "1000-01-01");
    EXPECT_EQ(format_date(2932896), "9999-12-31");
}

TEST(Dates, ThatDoNotExistAreRefused) {
    for (const char* text :
         {"2022-02-29", "1900-02-29", "2022-04-31", "2022-13-01", "2022-00-01", "2022-01-00", "0999-12-31", "2022-1-01",
          "2022/01/01", "22-01-01", "2022-01-011", "2022-01-0x", "+022-01-01", " 2022-01-01", "2022-01-01 ", ""})
        EXPECT_EQ(parse_date(text), std::nullopt) << text;
}

TEST(Dates, MonthsAreCutToTheMonthTheyLandIn) {
    const auto later = [](const char* date, int months) { return format_date(add_months(*parse_date(date), months)); };
    EXPECT_EQ(later("2022-01-31", 1), "2022-02-28");
    EXPECT_EQ(later("2024-01-31", 1), "2024-02-29");
    EXPECT_EQ(later("2022-01-15", 12), "2023-01-15");
    EXPECT_EQ(later("2022-11-30", 3), "2023-02-28");
    EXPECT_EQ(later("2022-03-31", -1), "2022-02-28");
    EXPECT_EQ(later("2022-01-15", -1), "2021-12-15");
    EXPECT_EQ(later("2022-01-15", -25), "2019-12-15");
    EXPECT_EQ(later("2022-12-31", 0), "2022-12-31");
}

TEST(Dates, StepsOfDaysAreCountedFromTheStart) {
    const CalendarSteps weeks{*parse_date("2022-01-03"), 7, 0};
    EXPECT_EQ(weeks.first_day(52), *parse_date("2023-01-02"));
    EXPECT_EQ(weeks.step_of(*parse_date("2022-01-03")), 0);
    EXPECT_EQ(weeks.step_of(*parse_date("2022-01-09")), 0);
    EXPECT_EQ(weeks.step_of(*parse_date("2022-01-10")), 1);
    EXPECT_EQ(weeks.step_of(*parse_date("2022-01-02")), -1);
    EXPECT_EQ(weeks.step_of(*parse_date("2021-12-27")), -1);
    EXPECT_EQ(weeks.step_of(*parse_date("2021-12-26")), -2);
}

TEST(Dates, StepsOfMonthsBeginOnTheSameDayOrTheLastOfTheMonth) {
    const CalendarSteps months{*parse_date("2022-01-31"), 0, 1};
    EXPECT_EQ(format_date(months.first_day(1)), "2022-02-28");
    EXPECT_EQ(format_date(months.first_day(2)), "2022-03-31");
    EXPECT_EQ(months.step_of(*parse_date("2022-02-27")), 0);
    EXPECT_EQ(months.step_of(*parse_date("2022-02-28")), 1);
    EXPECT_EQ(months.step_of(*parse_date("2022-03-30")), 1);
    EXPECT_EQ(months.step_of(*parse_date("2022-03-31")), 2);
    EXPECT_EQ(months.step_of(*parse_date("2022-01-30")), -1);
    EXPECT_EQ(months.step_of(*parse_date("2021-12-30")), -2);
    const CalendarSteps quarters{*parse_date("2022-01-15"), 0, 3};
    EXPECT_EQ(quarters.step_of(*parse_date("2022-04-14")), 0);
    EXPECT_EQ(quarters.step_of(*parse_date("2022-04-15")), 1);
    EXPECT_EQ(quarters.step_of(*parse_date("2021-01-14")), -5);
    EXPECT_EQ(quarters.step_of(*parse_date("9999-12-31")), 31911);  // 7977 whole years after January, and 3 quarters
}

}  // namespace
}  // namespace standoff
