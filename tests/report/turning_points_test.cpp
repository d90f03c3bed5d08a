#include "report/turning_points.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "report/sample_record.hpp"

namespace standoff {
namespace {

using testing::act;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A run of 50 steps in which one variable stays at 0.
RunRecord quiet_record(std::vector<ShownEvent> events) {
    RunRecord record;
    record.manifest.shown = {{1, "peace", 50, "", 1}};
    VariableEntry tension;
    tension.name = tension.label = "tension";
    record.manifest.main_variables = {tension};
    record.histories.resize(1);
    record.histories[0].shown.assign(51, 0);
    record.events = std::move(events);
    return record;
}

ShownEvent chance_event(int step) {
    ShownEvent event = act(step, "", "", "incident", "", nan);
    event.channel.clear();
    return event;
}

CalendarItem entry(const std::string& name, int first, int last) {
    CalendarItem item;
    item.name = name;
    item.spans = {{"", "", first, last, true}};
    return item;
}

std::string steps_of(const std::vector<TurningPoint>& points) {
    std::string text;
    for (const TurningPoint& point : points) text += std::to_string(point.step) + " ";
    return text;
}

TEST(TurningPoints, AreOfTheHighestRungsInOrderOfTime) {
    const RunRecord record = quiet_record({act(4, "", "A", "low", "", 1), act(1, "", "A", "high", "", 9),
                                           act(2, "", "A", "middle", "", 5), act(3, "", "B", "high", "", 8)});
    EXPECT_EQ(steps_of(turning_points(record, 2)), "1 3 ");
    EXPECT_EQ(steps_of(turning_points(record, 9)), "1 2 3 4 ");
}

TEST(TurningPoints, PreferTheFirstOfAKindAndThenWhatIsNew) {
    std::vector<ShownEvent> events;
    for (int step = 0; step < 40; ++step) events.push_back(act(step, "", "A", "often", "", 3));
    events.push_back(act(20, "", "B", "once", "", 2));
    EXPECT_EQ(steps_of(turning_points(quiet_record(events), 2)), "0 20 ");
}

TEST(TurningPoints, CountTheFirstTestThatWorks) {
    const RunRecord record =
        quiet_record({act(1, "", "A", "test", "icbm", 5, 1, 0), act(5, "", "A", "test", "icbm", 5, 1, 0),
                      act(9, "", "A", "test", "icbm", 5, 1, 1), act(12, "", "A", "test", "icbm", 5, 1, 1)});
    EXPECT_EQ(steps_of(turning_points(record, 2)), "1 9 ");
}

TEST(TurningPoints, AreWhereChanceStrikes) {
    const RunRecord record = quiet_record({act(1, "", "A", "a", "", 1), act(2, "", "A", "a", "", 1), chance_event(5)});
    const std::vector<TurningPoint> points = turning_points(record, 2);
    EXPECT_EQ(steps_of(points), "1 5 ");
    EXPECT_EQ(points[1].chances, std::vector<std::size_t>{2});
}

TEST(TurningPoints, AreWhereMuchMoves) {
    RunRecord record = quiet_record({act(3, "", "A", "often", "", 0), act(7, "", "A", "often", "", 0)});
    std::vector<double>& tension = record.histories[0].shown;
    std::fill(tension.begin() + 8, tension.end(), 0.8);  // the step after state 7
    std::fill(tension.begin() + 30, tension.end(), 0.75);
    const std::vector<TurningPoint> points = turning_points(record, 9);
    ASSERT_EQ(steps_of(points), "3 7 ") << "a sixteenth of the way is not worth a word";
    ASSERT_EQ(points[1].moves.size(), 1U);
    EXPECT_EQ(points[1].moves[0].before, 0);
    EXPECT_EQ(points[1].moves[0].after, 0.8);
    EXPECT_EQ(points[1].acts, std::vector<std::size_t>{1}) << "what stood beside it";
}

TEST(TurningPoints, TellTheCalendarAsFarAsTheRunWent) {
    RunRecord record = quiet_record({});
    record.manifest.calendar = {entry("Drill", 10, 12), entry("Election", 60, 60)};
    record.manifest.calendar[0].policies = {{"A", "hardline"}};
    std::fill(record.histories[0].shown.begin() + 14, record.histories[0].shown.end(), 1);
    const std::vector<TurningPoint> points = turning_points(record, 9);
    ASSERT_EQ(steps_of(points), "10 13 ");
    EXPECT_EQ(points[0].begun, std::vector<std::size_t>{0});
    EXPECT_EQ(points[1].ended, std::vector<std::size_t>{0}) << "the step after the last";
}

TEST(TurningPoints, TellAnInputWithTheDatesThatSetItAndNotBesides) {
    RunRecord record = quiet_record({});
    record.manifest.calendar = {entry("Elections", 10, 12), entry("Summit", 30, 30)};
    record.manifest.calendar[0].inputs = {"tension"};
    std::vector<double>& tension = record.histories[0].shown;
    std::fill(tension.begin() + 11, tension.begin() + 14, 1);  // as long as the elections last
    std::fill(tension.begin() + 31, tension.end(), 1);         // set by something else on the day of the summit
    const std::vector<TurningPoint> points = turning_points(record, 9);
    ASSERT_EQ(steps_of(points), "10 30 ");
    EXPECT_TRUE(points[0].moves.empty());
    ASSERT_EQ(points[1].moves.size(), 1U);
    EXPECT_EQ(points[1].moves[0].after, 1);
}

TEST(TurningPoints, SurviveValuesThatAreNotFinite) {
    RunRecord record = quiet_record({act(1, "", "A", "a", "", 1)});
    record.histories[0].shown = {std::numeric_limits<double>::infinity(), 1, nan, 2};
    EXPECT_EQ(steps_of(turning_points(record, 9)), "1 ");
    record.histories[0].shown.clear();
    EXPECT_EQ(steps_of(turning_points(record, 9)), "1 ");
}

}  // namespace
}  // namespace standoff
