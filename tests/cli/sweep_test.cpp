// standoff sweep as a user meets it: what it plays, keeps and tells.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cli/sweep_program.hpp"
#include "experiment/study_reader.hpp"
#include "results/text.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::put;
using testing::run_program;
using testing::Start;
using testing::sweep_scenario;
using testing::SweepProgram;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Table = std::vector<Words>;

TEST_F(SweepProgram, ThePlanIsPrintedAndNothingIsWritten) {
    const Finished finished = sweep(grid_, {"--runs", "50", "--plan"});
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    for (const char* text : {"6 points × 50 runs = 300 runs", "heat and tension", "design  grid", "on an idle machine",
                             "results/small/sweep/vary-heat-tension.sqlite"})
        EXPECT_NE(finished.out.find(text), std::string::npos) << text << "\n" << finished.out;
    EXPECT_EQ(here_.names(), Words{"small.yaml"});
    const Finished part = sweep(grid_, {"--runs", "50", "--plan", "--shard", "2/3"});
    EXPECT_NE(part.out.find("of which shard 2 of 3 plays 100"), std::string::npos) << part.out;
}

TEST_F(SweepProgram, ThePlanNamesWhatTakesThePlaceOfTheExperiments) {
    put(here_ / "small.yaml",
        sweep_scenario("  warming: {design: sobol, points: 8, vary: {heat: {from: 0, to: 1}}, runs: 3}\n"
                       "  steps: {design: grid, vary: {heat: {from: 0, to: 1, steps: 3}}}\n"));
    const auto plan = [this](const Words& words) { return sweep(words, {"--plan"}).out; };
    const auto expect = [](const std::string& said, const std::string& line) {
        EXPECT_NE(said.find("\n" + line + "\n"), std::string::npos) << said;
    };
    const Words warming = {"small.yaml", "--experiment", "warming"};
    expect(plan(warming), "design  sobol");
    expect(plan(both(warming, {"--design", "lhs"})), "changed the experiment itself has sobol");
    expect(plan(both(warming, {"--points", "4", "--runs", "9"})),
           "changed the experiment itself has 8 points and 3 runs");
    expect(plan({"small.yaml", "--experiment", "steps", "--design", "lhs", "--points", "4"}),
           "changed the experiment itself has grid and steps of heat");
}

TEST_F(SweepProgram, FilesOfOtherFactorsHaveOtherNames) {
    for (const char* factor : {"heat=0.1,0.2", "B.policy=restless,calm", "until=3,4"})
        ASSERT_EQ(sweep({"small.yaml", "--vary", factor}, {"--runs", "1", "--quiet"}).exit_code, 0) << factor;
    for (const char* name : {"vary-heat", "vary-B.policy", "vary-until"})
        EXPECT_EQ(StudyReader(here_ / "results/small/sweep" / (std::string(name) + ".sqlite")).study().points, 2U);
}

TEST_F(SweepProgram, PlaysTheGridInItsOrder) {
    ASSERT_EQ(sweep(grid_, {"--runs", "2", "--csv", "--out", "g.sqlite"}).exit_code, 0);
    const Table rows = csv("g.csv");
    ASSERT_EQ(rows.size(), 13U);
    EXPECT_EQ(rows[0], (Words{"point", "heat", "tension", "run", "status", "outcome", "steps", "pushes", "first_push",
                              "last_strain"}));
    const Table points = {{"0.02", "0"}, {"0.02", "0.2"}, {"0.02", "0.4"},
                          {"0.05", "0"}, {"0.05", "0.2"}, {"0.05", "0.4"}};
    for (std::size_t i = 0; i < 12; ++i)
        EXPECT_EQ(Words(rows[i + 1].begin(), rows[i + 1].begin() + 4),
                  (Words{std::to_string(i / 2 + 1), points[i / 2][0], points[i / 2][1], std::to_string(i % 2 + 1)}));
}

TEST_F(SweepProgram, TheRowsOfAPointAreTheRunsOfRun) {
    ASSERT_EQ(sweep(grid_, {"--runs", "30", "--seed", "9", "--csv", "--out", "g.sqlite"}).exit_code, 0);
    expect_rows_of_run("g", "2", 2,
                       {"small.yaml", "--set", "heat=0.02", "--set", "tension=0.2", "--runs", "30", "--seed", "9"});
    expect_rows_of_run("g", "6", 2,
                       {"small.yaml", "--set", "heat=0.05", "--set", "tension=0.4", "--runs", "30", "--seed", "9"});
    ASSERT_EQ(sweep(sobol_, {"--runs", "30", "--csv", "--out", "s.sqlite"}).exit_code, 0);
    const Words row = csv("s.csv").back();
    ASSERT_EQ(row[0], "5");
    expect_rows_of_run("s", "5", 2,
                       {"small.yaml", "--set", "heat=" + row[1], "--set", "tension=" + row[2], "--runs", "30"});
}

TEST_F(SweepProgram, OnePointHasTheHashOfItsRuns) {
    ASSERT_EQ(sweep({"small.yaml", "--vary", "heat=0.02:0.03", "--points", "1"},
                    {"--runs", "40", "--csv", "--out", "one.sqlite"})
                  .exit_code,
              0);
    expect_rows_of_run("one", "1", 1, {"small.yaml", "--set", "heat=" + csv("one.csv").back()[1], "--runs", "40"});
    EXPECT_EQ(hash_text(StudyReader(here_ / "one.sqlite").trace_hash()), hash_of_run());
    ASSERT_EQ(sweep({"dprk/2022", "--vary", "forgetting=prior", "--points", "1"},
                    {"--runs", "7", "--csv", "--out", "real.sqlite"})
                  .exit_code,
              0);
    expect_rows_of_run("real", "1", 1,
                       {"dprk/2022", "--set", "forgetting=" + csv("real.csv").back()[1] + " days", "--runs", "7"});
    EXPECT_EQ(hash_text(StudyReader(here_ / "real.sqlite").trace_hash()), hash_of_run());
}

TEST_F(SweepProgram, AStructuralFactorIsASettingOfRun) {
    const std::map<std::string, Table> factors = {
        {"B.policy=restless,calm", {{"--set", "B.policy=restless"}, {"--set", "B.policy=calm"}}},
        {"variant=base,cool", {{}, {"--variant", "cool"}}},
        {"calendar.drill=off,on", {{"--set", "calendar.drill=off"}, {}}},
        {"until=5,12", {{"--until", "5"}, {"--until", "12"}}},
    };
    for (const auto& [factor, settings] : factors) {
        ASSERT_EQ(sweep({"small.yaml", "--vary", factor}, {"--runs", "25", "--csv", "--out", "f.sqlite", "--force"})
                      .exit_code,
                  0);
        for (std::size_t point = 1; point <= settings.size(); ++point) {
            Words run = {"small.yaml", "--runs", "25"};
            run.insert(run.end(), settings[point - 1].begin(), settings[point - 1].end());
            expect_rows_of_run("f", std::to_string(point), 1, run);
        }
    }
}

TEST_F(SweepProgram, StructuresAndNumbersMix) {
    const Words mixed = {"small.yaml", "--vary", "heat=0.01:0.1", "--vary", "B.policy=restless,calm", "--points", "6"};
    ASSERT_EQ(sweep(mixed, {"--runs", "9", "--csv", "--out", "m.sqlite"}).exit_code, 0);
    Words last_of_point;
    for (const Words& row : csv("m.csv")) {
        if (row[0] == "point" || row[0] == (last_of_point.empty() ? "" : last_of_point[0])) continue;
        last_of_point = row;
        expect_rows_of_run("m", row[0], 2,
                           {"small.yaml", "--set", "heat=" + row[1], "--set", "B.policy=" + row[2], "--runs", "9"});
    }
    EXPECT_EQ(last_of_point.at(0), "6");
}

TEST_F(SweepProgram, GivesTheSameBytesForAnyThreadsAndLanes) {
    const Words flagship = {"dprk/2022", "--experiment", "attention"};
    const auto expect_same = [this](const Words& study, const std::string& runs) {
        ASSERT_EQ(sweep(study, {"--runs", runs, "--jobs", "1", "--out", "a.sqlite", "--force"}).exit_code, 0);
        ASSERT_EQ(sweep(study, {"--runs", runs, "--jobs", "2", "--out", "b.sqlite", "--force"}).exit_code, 0);
        EXPECT_EQ(bytes("a.sqlite"), bytes("b.sqlite"));
        for (const char* lanes : {"8", "192"}) {
            Start narrow = start(both(study, {"--runs", runs, "--out", "b.sqlite", "--force"}));
            narrow.environment = {{"STANDOFF_LANES", lanes}};
            ASSERT_EQ(run_program(narrow).exit_code, 0);
            EXPECT_EQ(bytes("a.sqlite"), bytes("b.sqlite")) << lanes;
        }
    };
    expect_same(grid_, "333");
    expect_same(sobol_, "77");
    expect_same(flagship, "30");
}

TEST_F(SweepProgram, TheFileAgreesWithTheTheoryOfBrinkmanship) {
    // P(disaster) = 1 - 2 exp(x) E3(x), x the prize over the worst loss, whatever the danger.
    const std::map<std::string, double> theory = {
        {"0.1", 0.0798535746}, {"0.5", 0.2692723419}, {"1", 0.4036526377}, {"2", 0.5546855324}};
    ASSERT_EQ(
        sweep({"textbook/brinkmanship", "--vary", "prize=0.1,0.5,1,2", "--vary", "danger=0.05,0.2", "--runs", "4000"},
              {"--csv", "--out", "b.sqlite"})
            .exit_code,
        0);
    std::map<std::pair<std::string, std::string>, int> disasters;
    for (const Words& row : csv("b.csv"))
        if (row[0] != "point") disasters[{row[1], row[2]}] += row[5] == "disaster_strikes" ? 1 : 0;
    ASSERT_EQ(disasters.size(), 8U);
    for (const auto& [at, count] : disasters) {
        const double p = theory.at(at.first);
        EXPECT_NEAR(count / 4000.0, p, 4 * std::sqrt(p * (1 - p) / 4000)) << at.first << ", " << at.second;
    }
}

TEST_F(SweepProgram, AnExperimentOfTheFileSaysWhatIsKeptAndShown) {
    const Finished finished = sweep({"small.yaml", "--experiment", "heating"});
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    const StudyReader kept(here_ / "results/small/sweep/heating.sqlite");
    ASSERT_EQ(kept.study().measures.size(), 1U) << "war is an outcome, which is kept anyway";
    EXPECT_EQ(kept.study().measures.front().name, "pushes");
    EXPECT_EQ(kept.study().items(), 6U);
    EXPECT_NE(finished.out.find("war"), std::string::npos);
    EXPECT_EQ(finished.out.find("peace"), std::string::npos) << finished.out;
    const Finished other = sweep({"small.yaml", "--experiment", "calming", "--runs", "2"});
    ASSERT_EQ(other.exit_code, 0) << other.err;
    EXPECT_EQ(StudyReader(here_ / "results/small/sweep/calming.sqlite").study().measures.size(), 3U);
    EXPECT_EQ(StudyReader(here_ / "results/small/sweep/calming.sqlite").study().items(), 4U);
}

TEST_F(SweepProgram, OnlyOutcomesMeansNoMeasures) {
    ASSERT_EQ(sweep(grid_, {"--runs", "2", "--measure", "war", "--csv", "--out", "w.sqlite"}).exit_code, 0);
    EXPECT_EQ(csv("w.csv").front(), (Words{"point", "heat", "tension", "run", "status", "outcome", "steps"}));
}

TEST_F(SweepProgram, SettingsHoldAtAllPoints) {
    const Words settings = {"--set", "strain=2", "--set", "B.policy=calm", "--variant", "cool", "--until", "7"};
    Words more = {"--runs", "10", "--csv", "--out", "h.sqlite"};
    more.insert(more.end(), settings.begin(), settings.end());
    ASSERT_EQ(sweep({"small.yaml", "--vary", "tension=0.1,0.2"}, more).exit_code, 0);
    Words run = {"small.yaml", "--set", "tension=0.2", "--runs", "10"};
    run.insert(run.end(), settings.begin(), settings.end());
    expect_rows_of_run("h", "2", 1, run);
    EXPECT_EQ(csv("h.csv").back().back(), "2") << "last_strain";
}

TEST_F(SweepProgram, FailedRunsAndPointsWithoutAModelAreRows) {
    put(here_ / "small.yaml", sweep_scenario("dynamics:\n  - strain' = 1 / (tension < 0.6)\n"));
    const Finished finished =
        sweep({"small.yaml", "--vary", "variant=gone,base"}, {"--runs", "20", "--csv", "--out", "f.sqlite"});
    EXPECT_EQ(finished.exit_code, 4) << finished.err;
    EXPECT_NE(finished.err.find("1 point has no model: E"), std::string::npos) << finished.err;
    EXPECT_EQ(finished.err.find("going on"), std::string::npos) << "it is new\n" << finished.err;
    EXPECT_NE(finished.err.find("failed and 20 runs were not played; the file"), std::string::npos) << finished.err;
    const Table rows = csv("f.csv");
    ASSERT_EQ(rows.size(), 41U);
    int failed = 0;
    for (std::size_t i = 1; i <= 40; ++i) {
        if (i <= 20) EXPECT_EQ(rows[i][3], "not played");
        failed += rows[i][3] == "failed" ? 1 : 0;
    }
    EXPECT_GT(failed, 0);
    const StudyReader reader(here_ / "f.sqlite");
    EXPECT_NE(reader.study().point(1).failure, "");
    const auto why = reader.failure(2);
    ASSERT_TRUE(why);
    EXPECT_NE(why->place.find("small.yaml:"), std::string::npos) << why->place;
    EXPECT_EQ(sweep({"small.yaml", "--vary", "variant=gone,base"}, {"--runs", "20", "--out", "f.sqlite"}).exit_code, 4)
        << "whoever asks again is told again";
}

TEST_F(SweepProgram, AStudyWithoutAnyModelIsRowsToo) {
    const Finished finished =
        sweep({"small.yaml", "--vary", "variant=gone,lost"}, {"--runs", "3", "--csv", "--out", "n.sqlite"});
    EXPECT_EQ(finished.exit_code, 4);
    EXPECT_NE(finished.err.find("standoff: 6 runs were not played; the file says why"), std::string::npos)
        << finished.err;
    EXPECT_EQ(csv("n.csv").size(), 7U);
}

TEST_F(SweepProgram, TellsItInEightyColumns) {
    std::string wide = sweep_scenario();
    for (const char* outcome : {"war", "peace"})
        for (std::size_t at = 0; (at = wide.find(outcome, at)) != std::string::npos; at += 40)
            wide.replace(at, std::string(outcome).size(),
                         std::string(outcome) + "_after_twenty_steps_of_trouble_at_sea");
    put(here_ / "wide.yaml", wide);
    const Table studies = {{"dprk/2022", "--experiment", "attention", "--runs", "5"},
                           {"dprk/2022", "--vary", "calendar.South Korea elects a president=on,off", "--runs", "5"},
                           {"wide.yaml", "--vary", "heat=0.001:0.9:log", "--points", "40", "--runs", "5"}};
    for (const Words& study : studies) {
        const Finished finished = sweep(study);
        ASSERT_EQ(finished.exit_code, 0) << finished.err;
        std::istringstream lines(finished.out);
        for (std::string line; std::getline(lines, line);) {
            const auto columns = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
            EXPECT_LE(columns, 80) << line;
        }
    }
}

TEST_F(SweepProgram, SaysTheIntervalOfAShareAlwaysAndNoMeanWhereThereIsNone) {
    const Finished finished =
        sweep({"small.yaml", "--vary", "heat=0,1"}, {"--runs", "20", "--measure", "war", "--measure", "first_push"});
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    // Wilson's interval of 0 of 20 ends at z²/(20 + z²) = 0.161.
    EXPECT_NE(finished.out.find("0% (0–16.1%)  never in 20"), std::string::npos)
        << "without heat it never comes to 0.5\n"
        << finished.out;
}

TEST_F(SweepProgram, IsQuietWhenAskedAndNamesTheSeedThatItDraws) {
    const Finished quiet = sweep(grid_, {"--runs", "3", "--quiet", "--out", "q.sqlite"});
    EXPECT_EQ(quiet.out + quiet.err, "");
    const Finished drawn = sweep(grid_, {"--runs", "3", "--seed", "random", "--out", "d.sqlite"});
    const Study study = StudyReader(here_ / "d.sqlite").study();
    std::string seed;
    for (const auto& [key, value] : study.identity)
        if (key == "seed") seed = value;
    EXPECT_NE(drawn.err.find("the seed drawn is " + seed + "\n"), std::string::npos) << drawn.err;
}

}  // namespace
}  // namespace standoff
