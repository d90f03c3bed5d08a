// Dates, steps and the calendar.
#include <cmath>

#include "scenario/files.hpp"

namespace standoff {
namespace {

const std::string cast =
    "roles: {rival: {}}\nactors: {A: {role: rival}}\nvariables: {drill: {of: rival, input: true, initial: 0}, x: 0}\n"
    "measures: {m: average(A.drill) + final(x)}\n";

/// The spans of the only calendar entry: `3-5 *8-9`, with a star where the entry began before the run.
std::string spans(const std::string& head, const std::string& when) {
    const Files files;
    const Scenario scenario =
        files.load(head + cast + "calendar:\n  - {name: Drill, " + when + ", inputs: {A.drill: 1}}\n");
    if (!scenario.ok()) return brief(scenario);
    std::string text;
    for (const CalendarEntry::Span& span : scenario.spec->calendar.at(0).spans)
        text += (text.empty() ? "" : " ") + std::string(span.begins ? "" : "*") + std::to_string(span.first) + "-" +
                std::to_string(span.last);
    return text;
}

TEST(Calendar, IsInForceInEveryStepThatSharesADay) {
    EXPECT_EQ(spans(dated_head, "at: 2022-01-03"), "0-0");
    EXPECT_EQ(spans(dated_head, "at: 2022-01-09"), "0-0");
    EXPECT_EQ(spans(dated_head, "at: 2022-01-10"), "1-1");
    EXPECT_EQ(spans(dated_head, "during: [2022-01-09, 2022-01-10]"), "0-1");
    EXPECT_EQ(spans(dated_head, "during: [2022-08-22, 2022-09-01]"), "33-34");
    EXPECT_EQ(spans(dated_head, "from: 2022-01-10, for: 2 weeks"), "1-2");
    EXPECT_EQ(spans(dated_head, "from: 2022-01-12, for: 2 weeks"), "1-3");
    EXPECT_EQ(spans(dated_head, "from: 2022-12-20"), "50-51");
    EXPECT_EQ(spans(dated_head, "from: 2022-12-06, until: 2022-12-13"), "48-49");
}

TEST(Calendar, WhatBeganBeforeTheStartIsInForceAndDoesNotBegin) {
    EXPECT_EQ(spans(dated_head, "during: [2021-12-20, 2022-01-12]"), "*0-1");
    EXPECT_EQ(spans(dated_head, "during: [2021-12-20, 2022-01-02]"), "");
    EXPECT_EQ(spans(dated_head, "at: 2023-01-01"), "51-51");  // the last week ends on that day
    EXPECT_EQ(spans(dated_head, "at: 2023-01-02"), "");
}

TEST(Calendar, AYearRepeatsTheDateAndWeeksAreExact) {
    const std::string years = "standoff: 1\nscenario: T\ntime: {start: 2022-01-01, step: 1 day, end: 2024-12-31}\n";
    EXPECT_EQ(spans(years, "every: 1 year, from: 2022-03-13"), "71-71 436-436 802-802");
    EXPECT_EQ(spans(years, "every: 1 year, from: 2022-03-13, for: 2 days, until: 2023-12-31"), "71-72 436-437");
    EXPECT_EQ(spans(dated_head, "every: 13 weeks, from: 2022-01-05"), "0-0 13-13 26-26 39-39");
    EXPECT_EQ(spans(dated_head, "every: 1 year, from: 2020-12-31, for: 2 weeks"), "*0-1 51-51");
}

TEST(Calendar, InAnAbstractModelTimesAreNumbers) {
    const std::string head = "standoff: 1\nscenario: T\ntime: {step: 0.5, steps: 20}\n";
    EXPECT_EQ(spans(head, "at: 1"), "2-2");
    EXPECT_EQ(spans(head, "during: [1, 2]"), "2-4");
    EXPECT_EQ(spans(head, "from: 1, for: 1"), "2-3");
    EXPECT_EQ(spans(head, "every: 4, from: 1, for: 0.5"), "2-2 10-10 18-18");
}

TEST(Time, RepetitionsReachOverThousandsOfYears) {
    const std::string late = "standoff: 1\nscenario: T\ntime: {start: 9000-01-01, step: 1 week, steps: 3}\n";
    EXPECT_EQ(spans(late, "from: 1000-01-01, every: 1 day").substr(0, 12), "0-0 0-0 0-0 ");
    // 20 times 400 years after the year 1000 comes the year 9000; its tenth of January lies in the second week.
    EXPECT_EQ(spans(late, "from: 1000-01-01, every: 1 month"), "0-0");
    EXPECT_EQ(spans(late, "from: 1000-01-10, every: 400 years"), "1-1");
    EXPECT_EQ(spans(late, "from: 1000-01-10, every: 1 year, for: 3 days"), "1-1");
}

TEST(Time, StepsCoverTheLastDay) {
    const Files files;
    const auto steps = [&](const std::string& time) {
        const Scenario scenario = files.load("standoff: 1\nscenario: T\ntime: {" + time + "}\n");
        EXPECT_TRUE(scenario.ok()) << brief(scenario);
        return scenario.spec->time.steps;
    };
    EXPECT_EQ(steps("start: 2022-01-03, step: 1 week, end: 2022-01-09"), 1);
    EXPECT_EQ(steps("start: 2022-01-03, step: 1 week, end: 2022-01-10"), 2);
    EXPECT_EQ(steps("start: 2022-01-03, step: 1 week, end: 2023-12-31"), 104);
    EXPECT_EQ(steps("start: 2022-01-01, step: 1 month, end: 2022-12-31"), 12);
    EXPECT_EQ(steps("start: 2022-01-01, step: 1 quarter, end: 2023-01-01"), 5);
    EXPECT_EQ(steps("start: 2020-02-29, step: 1 year, end: 2024-02-28"), 4);
    EXPECT_EQ(steps("start: 2022-01-03, step: 2 days, steps: 7"), 7);
    EXPECT_EQ(steps("step: 0.5, steps: 200"), 200);
}

TEST(Time, AnEndWithoutAStartIsOneErrorWhateverIsAskedFor) {
    const Files files;
    for (const char* until : {"", "3", "2022-06-30"}) {
        LoadOptions options;
        options.until = until;
        const Scenario scenario =
            files.load("standoff: 1\nscenario: T\ntime: {step: 1 week, end: 2022-12-31}\n", options);
        EXPECT_EQ(codes(scenario).substr(0, 4), "E224") << until;
    }
}

TEST(Time, MonthsAreCalendarSteps) {
    const Files files;
    const Scenario scenario = files.load(
        "standoff: 1\nscenario: T\ntime: {start: 2022-01-31, step: 1 month, end: 2022-12-31}\nchannels: {talks: "
        "{every: 1 quarter}}\n");
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    EXPECT_EQ(scenario.spec->time.first_day(1), *parse_date("2022-02-28"));
    EXPECT_EQ(scenario.spec->time.first_day(2), *parse_date("2022-03-31"));
    EXPECT_EQ(scenario.spec->channels[0].every_steps, 3);
}

TEST(Time, ConstantsAreWorkedOut) {
    const Files files;
    const Scenario scenario = files.load(
        dated_head +
        "parameters: {a: 2 * (3 + 1), b: 6 weeks + 1 day, c: 6 weeks / 1 week, d: -2^2, e: 3 steps, f: 1/4}\n");
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    const std::vector<double> expected = {8, 43, 6, -4, 21, 0.25};
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(scenario.spec->parameters[i].value, expected[i]) << i;
    EXPECT_EQ(scenario.spec->parameters[1].kind, Kind::duration);
    EXPECT_EQ(scenario.spec->parameters[2].kind, Kind::number);
}

}  // namespace
}  // namespace standoff
