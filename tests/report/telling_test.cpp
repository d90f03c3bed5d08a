#include "report/telling.hpp"

#include <gtest/gtest.h>

#include "report/sample_record.hpp"

namespace standoff {
namespace {

using testing::act;

/// North Korea tests three times; the second works.
RunRecord record_of_tests() {
    RunRecord record;
    record.manifest.actors = {
        {"DPRK", "North Korea", false}, {"USA", "United States", false}, {"icbm", "intercontinental missile", true}};
    record.manifest.shown = {{1, "war", 9, "2022-03-06", 1}};
    record.events = {
        act(0, "2022-01-03", "DPRK", "test", "icbm", 7, 1, 0), act(1, "2022-01-10", "DPRK", "test", "icbm", 7, 3, 2),
        act(2, "2022-01-17", "DPRK", "test", "icbm", 7, 1, 1), act(3, "2022-01-24", "USA", "let_pass", "", 2)};
    return record;
}

std::string told_act(const RunRecord& record, std::size_t event) {
    TurningPoint point;
    point.acts = {event};
    return told(record, point, Characters::unicode);
}

TEST(Told, SaysWhichOfItsKindAnActIsAndWhetherItWorked) {
    const RunRecord record = record_of_tests();
    EXPECT_EQ(told_act(record, 0), "North Korea chooses test (intercontinental missile), the first of 3, and fails.");
    EXPECT_EQ(told_act(record, 1),
              "North Korea chooses test (intercontinental missile) ×3, the first that works, and 2 of 3 work.");
    EXPECT_EQ(told_act(record, 2), "North Korea chooses test (intercontinental missile).");
    EXPECT_EQ(told_act(record, 3), "United States chooses let pass, the only one.");
}

TEST(Told, NamesLevelsAndTargets) {
    RunRecord record = record_of_tests();
    record.events[3].level = "0.15";
    EXPECT_EQ(told_act(record, 3), "United States chooses let pass (0.15), the only one.");
    record.events[3].target = "DPRK";
    EXPECT_EQ(told_act(record, 3), "United States chooses let pass (North Korea, 0.15), the only one.");
}

TEST(Told, PutsCalendarChanceActsAndMovesInThatOrder) {
    RunRecord record = record_of_tests();
    record.events.push_back(act(3, "2022-01-24", "", "incident", "", 0));
    record.events.back().channel.clear();
    CalendarItem drill;
    drill.name = "Winter drill";
    drill.spans = {{"2022-01-26", "2022-02-03", 3, 4, true}};
    drill.policies = {{"USA", "strategic_patience"}};
    record.manifest.calendar = {drill};
    VariableEntry relief;
    relief.name = "on_table";
    relief.actor = "USA";
    relief.toward = "DPRK";
    relief.duration = true;
    record.manifest.main_variables = {relief};
    TurningPoint point;
    point.step = 3;
    point.begun = {0};
    point.chances = {4};
    point.acts = {3};
    point.moves = {{0, 0.41, 0.5624, 0.6}};
    EXPECT_EQ(told(record, point, Characters::unicode),
              "Winter drill (2022-01-26 to 2022-02-03); United States now follows strategic patience. By chance: "
              "incident. United States chooses let pass, the only one; United States' on table toward North Korea "
              "rises from 0.41 to 0.562 days.");
    point = {};
    point.ended = {0};
    EXPECT_EQ(told(record, point, Characters::unicode), "Over: Winter drill.");
    point = {};
    point.moves = {{0, 1, 0, 1}};
    EXPECT_EQ(told(record, point, Characters::unicode),
              "United States' on table toward North Korea falls from 1 to 0 days.");
}

TEST(Told, FallsBackToTheNameWhereATitleCannotBeShown) {
    RunRecord record = record_of_tests();
    record.manifest.actors[0].title = "조선";
    TurningPoint point;
    point.acts = {2};
    EXPECT_EQ(told(record, point, Characters::unicode), "조선 chooses test (intercontinental missile).");
    EXPECT_EQ(told(record, point, Characters::ascii), "DPRK chooses test (intercontinental missile).");
}

TEST(Told, EndsWithTheOutcomeAndWhatItMeans) {
    RunManifest manifest = record_of_tests().manifest;
    EXPECT_EQ(told_end(manifest, manifest.shown[0]), "It ends in war after 9 steps, on 2022-03-06.");
    manifest.outcomes = {{"war", "An incident has become war."}};
    EXPECT_EQ(told_end(manifest, manifest.shown[0]),
              "It ends in war after 9 steps, on 2022-03-06: An incident has become war.");
    EXPECT_EQ(told_end(manifest, {1, "", 1, "", 0}), "It fails after 1 step.");
}

}  // namespace
}  // namespace standoff
