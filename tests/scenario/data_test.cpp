// Observed series: which steps their rows speak of.
#include <fmt/format.h>

#include "scenario/files.hpp"

namespace standoff {
namespace {

/// A scenario with one series; `rows` are dates, one a line, with `,` behind those that were not observed.
Scenario load(const std::string& time, const std::string& compares, const std::string& rows) {
    std::string table = "date,n\n";
    for (std::size_t at = 0; at < rows.size();) {
        const std::size_t end = std::min(rows.find(' ', at), rows.size());
        const std::string row = rows.substr(at, end - at);
        table += row + (row.ends_with(",") ? "\n" : ",1\n");
        at = end + 1;
    }
    const Files files;
    files.write("table.csv", table);
    return files.load("standoff: 1\nscenario: T\ntime: {" + time +
                      "}\nroles: {side: {}}\nactors: {A: {role: side}}\nvariables: {x: 0}\nmeasures: {m: final(x)}\n"
                      "data: {seen: {file: table.csv, date: date, value: n" +
                      (compares.empty() ? "" : ", compares: " + compares) + "}}\n");
}

/// `0-5 5-9`: steps from the first to before the end, by observation.
std::string periods(const std::string& time, const std::string& compares, const std::string& rows) {
    const Scenario scenario = load(time, compares, rows);
    if (!scenario.ok()) return brief(scenario);
    std::string text;
    for (const DataSeries::Point& point : scenario.spec->data.at(0).points)
        text += fmt::format("{}{}-{}", text.empty() ? "" : " ", point.first, point.end);
    return text;
}

const std::string weekly = "start: 2022-01-03, step: 1 week, end: 2022-12-31";

// Mondays of 2022: 5 in January, 4 in February, March and April, 5 in May.
TEST(DataSeries, AStepBelongsToThePeriodThatHoldsItsFirstDay) {
    EXPECT_EQ(periods(weekly, "total(x) per month", "2022-01 2022-02 2022-03 2022-04 2022-05"),
              "0-5 5-9 9-13 13-17 17-22");
    EXPECT_EQ(periods(weekly, "total(x) per week", "2022-01-03 2022-01-10 2022-02-16"), "0-1 1-2 7-8");
    EXPECT_EQ(periods(weekly, "total(x) per quarter", "2022-01 2022-04 2022-07"), "0-13 13-26 26-39");
    EXPECT_EQ(periods(weekly, "total(x) per year", "2022-01"), "0-52");
    EXPECT_EQ(periods(weekly, "total(x) per 2 weeks", "2022-01-10"), "1-3");
    EXPECT_EQ(periods(weekly, "total(x) per 3 steps", "2022-01-05"), "1-4");
}

TEST(DataSeries, MonthsFollowTheCalendar) {
    const std::string daily = "start: 2024-01-01, step: 1 day, end: 2024-12-31";
    EXPECT_EQ(periods(daily, "total(x) per month", "2024-01 2024-02 2024-03 2024-04 2024-12"),
              "0-31 31-60 60-91 91-121 335-366");
    EXPECT_EQ(periods("start: 2023-01-01, step: 1 day, end: 2023-12-31", "total(x) per month", "2023-02"), "31-59");
    EXPECT_EQ(periods("start: 2022-01-01, step: 1 month, end: 2022-12-31", "total(x) per quarter", "2022-01 2022-04"),
              "0-3 3-6");
}

TEST(DataSeries, APeriodEndsWhereTheNextRowBegins) {
    EXPECT_EQ(periods(weekly, "total(x) per month", "2022-01-03 2022-01-17 2022-03-07"), "0-2 2-7 9-14");
    EXPECT_EQ(periods(weekly, "total(x) per month", "2022-01-03 2022-01-17, 2022-03-07"), "0-2 9-14")
        << "also where nothing was observed";
    EXPECT_EQ(periods(weekly, "total(x) per 4 steps", "2022-01-03 2022-01-17"), "0-2 2-6");
}

TEST(DataSeries, WhatLiesOutsideOfTheRunIsToldByItsSteps) {
    EXPECT_EQ(periods(weekly, "total(x) per month", "2021-12 2022-01 2022-12 2023-01"), "-4-0 0-5 48-52 52-57");
}

TEST(DataSeries, WithoutAUnitARowIsADate) {
    EXPECT_EQ(periods(weekly, "final(x)", "2022-01-02 2022-01-03 2022-01-09 2022-01-10 2023-01-02"),
              "-1-0 0-1 0-1 0-2 0-53");
}

TEST(DataSeries, PeriodsOfLessThanHalfAStepEarnAWarning) {
    const Scenario daily = load(weekly, "total(x) per day", "2022-01-03 2022-01-04");
    EXPECT_EQ(codes(daily), "W603");
    EXPECT_EQ(marked(daily), "total(x) per day");
    EXPECT_EQ(codes(load(weekly, "total(x) per week", "2022-01-03 2022-01-05")), "W603");
    EXPECT_EQ(codes(load(weekly, "total(x) per week", "2022-01-03 2022-01-08")), "");
    EXPECT_EQ(codes(load(weekly, "total(x) per day", "2021-01-03")), "") << "before the start";
    EXPECT_EQ(codes(load(weekly, "final(x)", "2022-01-03 2022-01-04")), "");
    EXPECT_EQ(codes(load(weekly, "", "2022-01-03 2022-01-04")), "");
}

TEST(DataSeries, RowsAreInOrderAlsoWhereNothingWasObserved) {
    EXPECT_EQ(codes(load(weekly, "final(x)", "2022-02-01, 2022-01-03")), "E223");
}

TEST(DataSeries, WhatIsNoFiniteNumberIsRefused) {
    for (const std::string cell : {"NaN", "-nan", "inf", "-inf", "infinity", "1e400", "n/a", "1 2", "0x1p3"}) {
        const Files files;
        files.write("table.csv", "date,n\n2022-01-03,1\n2022-01-10,\n2022-01-17," + cell + "\n");
        const Scenario scenario = files.load(dated_head +
                                             "roles: {side: {}}\nactors: {A: {role: side}}\nmeasures: {m: steps}\n"
                                             "data: {seen: {file: table.csv, date: date, value: n}}\n");
        EXPECT_EQ(codes(scenario), "E227") << cell;
        EXPECT_EQ(marked(scenario), cell);
        EXPECT_EQ(scenario.findings.all().at(0).hint, "leave the cell empty where nothing was observed");
    }
}

TEST(DataSeries, AUnitThatStandsAloneIsKeptInTheSingular) {
    const auto unit = [](const std::string& per) {
        return load(weekly, "total(x) per " + per, "2022-01-03").spec->data.at(0).compares_per;
    };
    EXPECT_EQ(unit("week"), "week");
    EXPECT_EQ(unit("weeks"), "week");
    EXPECT_EQ(unit("quarters"), "quarter");
    EXPECT_EQ(unit("2 weeks"), "2 weeks");
    EXPECT_EQ(periods(weekly, "total(x) per weeks", "2022-01-03"), "0-1");
}

TEST(DataSeries, LengthsBeyondAllTimeAreCut) {
    EXPECT_EQ(periods(weekly, "total(x) per 1e300 steps", "2022-01-03"), "0-1000000");
    EXPECT_EQ(periods(weekly, "total(x) per 1e300 days", "2022-01-03"), "0-428572");
    EXPECT_EQ(codes(load("step: 1, steps: 5", "total(x)", "2022-01-03")), "E224");
}

}  // namespace
}  // namespace standoff
