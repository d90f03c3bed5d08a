// standoff sweep and merge as a user meets them: one file, whatever happens on the way to it.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/command_test.hpp"
#include "experiment/study_reader.hpp"
#include "results/text.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

using testing::CommandTest;
using testing::Finished;
using testing::Program;
using testing::put;
using testing::run_program;
using testing::small_scenario;
using testing::Start;
using testing::text_in;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using Table = std::vector<Words>;

/// The small model with all that can be a structural factor: two policies, two variants, an entry of the calendar.
std::string scenario(const std::string& extra = {}) {
    std::string text = small_scenario(
        "  gone: {without: [actors.B]}\n"
        "calendar:\n"
        "  - {name: drill, at: 3, effects: [tension += 0.1]}\n"
        "experiments:\n"
        "  heating: {design: grid, vary: {heat: [0.01, 0.02]}, runs: 3, measures: [pushes, war]}\n"
        "  calming: {design: grid, vary: {B.policy: [restless, calm]}, runs: 4}\n" +
        extra);
    const std::string head = "policies:\n";
    text.insert(text.find(head) + head.size(),
                "  calm:\n"
                "    by: side\n"
                "    main: {choose: best, values: {hold: 1, push: 0}}\n");
    return text;
}

class SweepProgram : public CommandTest {
protected:
    SweepProgram() : CommandTest("sweep") { put(here_ / "small.yaml", scenario()); }

    [[nodiscard]] static Words both(Words study, const Words& more) {
        study.insert(study.end(), more.begin(), more.end());
        return study;
    }
    [[nodiscard]] Finished sweep(const Words& study, const Words& more = {}) const { return run(both(study, more)); }
    /// The bytes of a file that is there.
    [[nodiscard]] std::string bytes(const std::string& name) const {
        EXPECT_TRUE(fs::exists(here_ / name)) << name;
        return fs::exists(here_ / name) ? text_in(here_ / name) : "";
    }
    [[nodiscard]] Table csv(const std::string& name) const { return parse_csv(bytes(name)).value(); }

    /// The rows of one point, without point, factors and run, are those of `run` with these settings; and so is the
    /// hash where there is no other point.
    void expect_rows_of_run(const std::string& study, const std::string& point, std::size_t factors, Words run) const {
        run.insert(run.begin(), "run");
        run.insert(run.end(), {"--quiet", "--out", "alone", "--force"});
        ASSERT_EQ(typed(run).exit_code, 0);
        const Table alone = csv("alone/runs.csv");
        Table rows;
        for (const Words& row : csv(study + ".csv"))
            if (row[0] == point) rows.push_back(row);
        ASSERT_EQ(rows.size() + 1, alone.size()) << study << " " << point;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Words& row = rows[i];
            Words as_run = {row[factors + 1], row[factors + 3], row[factors + 2], row[factors + 4]};
            as_run.insert(as_run.end(), row.begin() + static_cast<std::ptrdiff_t>(factors) + 5, row.end());
            Words wanted = alone[i + 1];
            wanted.erase(wanted.begin() + 4);  // its hash
            EXPECT_EQ(as_run, wanted) << study << ", point " << point;
        }
    }
    [[nodiscard]] std::string hash_of_run() const {
        return nlohmann::json::parse(bytes("alone/manifest.json")).at("trace_hash").get<std::string>();
    }

    /// Waits until the program has committed rows: one transaction is a third of this.
    void wait_for_rows(const fs::path& file) const {
        const fs::path part = here_ / (file.string() + ".part");
        for (int i = 0; i < 3000; ++i) {
            std::error_code error;
            if (fs::file_size(part, error) > 1000000 && !error) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        FAIL() << "nothing is written";
    }

    const Words grid_ = {"small.yaml", "--vary", "heat=0.02,0.05", "--vary", "tension=0:0.4:3"};
    const Words sobol_ = {"small.yaml", "--vary", "heat=0.01:1:log", "--vary", "tension=0:0.4", "--points", "5"};
    /// Takes some seconds of a core.
    const Words long_ = {"small.yaml", "--vary", "heat=0.01:0.05:3", "--vary", "B.policy=restless,calm",
                         "--runs",     "30000"};
};

TEST_F(SweepProgram, ThePlanIsPrintedAndNothingIsWritten) {
    const Finished finished = sweep(grid_, {"--runs", "50", "--plan"});
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    for (const char* text :
         {"6 points × 50 runs = 300 runs", "heat and tension", "from a pilot of", "results/small/sweep/vary.sqlite"})
        EXPECT_NE(finished.out.find(text), std::string::npos) << text << "\n" << finished.out;
    EXPECT_EQ(here_.names(), Words{"small.yaml"});
    const Finished part = sweep(grid_, {"--runs", "50", "--plan", "--shard", "2/3"});
    EXPECT_NE(part.out.find("of which shard 2 of 3 plays 100"), std::string::npos) << part.out;
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

TEST_F(SweepProgram, KilledAtAnyMomentItGoesOnToTheSameBytes) {
    const auto began = std::chrono::steady_clock::now();
    ASSERT_EQ(sweep(long_, {"--out", "whole.sqlite", "--quiet"}).exit_code, 0);
    const auto whole = std::chrono::steady_clock::now() - began;
    int went_on = 0;
    for (int moment = 1; moment <= 6; ++moment) {
        const std::string file = fmt::format("killed-{}.sqlite", moment);
        {
            Program killed(start(both(long_, {"--out", file, "--quiet"})));
            std::this_thread::sleep_for(whole * moment / 6);
            killed.signal(SIGKILL);
            (void)killed.wait();
        }
        const Finished again = sweep(long_, {"--out", file});
        ASSERT_EQ(again.exit_code, 0) << again.err;
        went_on += again.err.find("going on after") != std::string::npos ? 1 : 0;
        ASSERT_EQ(bytes(file), bytes("whole.sqlite")) << "killed at moment " << moment;
        EXPECT_FALSE(fs::exists(here_ / (file + ".part")));
    }
    EXPECT_GT(went_on, 0) << "it was never killed in the middle";
}

TEST_F(SweepProgram, AnInterruptionSaysHowToGoOn) {
    ASSERT_EQ(sweep(long_, {"--out", "whole.sqlite", "--csv", "--quiet"}).exit_code, 0);
    Program interrupted(start(both(long_, {"--out", "cut.sqlite", "--csv"})));
    wait_for_rows("cut.sqlite");
    interrupted.signal(SIGINT);
    const Finished finished = interrupted.wait();
    ASSERT_EQ(finished.exit_code, 130) << finished.err;
    EXPECT_NE(finished.err.find("of 180000 runs are kept in cut.sqlite.part"), std::string::npos) << finished.err;
    EXPECT_FALSE(fs::exists(here_ / "cut.sqlite"));
    const std::string advice = "to go on: standoff ";
    ASSERT_NE(finished.err.find(advice), std::string::npos) << finished.err;
    std::istringstream line(finished.err.substr(finished.err.find(advice) + advice.size()));
    Words words;
    for (std::string word; line >> word;) words.push_back(word);
    const Finished again = typed(words);
    ASSERT_EQ(again.exit_code, 0) << again.err;
    EXPECT_NE(again.err.find("going on after"), std::string::npos) << again.err;
    EXPECT_EQ(bytes("cut.sqlite"), bytes("whole.sqlite"));
    EXPECT_EQ(bytes("cut.csv"), bytes("whole.csv"));
}

TEST_F(SweepProgram, ShardsMergeToTheSameBytesInAnyOrder) {
    const auto expect_whole = [this](const Words& study, int code, const Words& counts) {
        ASSERT_EQ(sweep(study, {"--out", "whole.sqlite", "--force", "--quiet"}).exit_code, code);
        for (const std::string& count : counts) {
            Words shards;
            for (int i = 1; i <= std::stoi(count); ++i) {
                const std::string shard = fmt::format("{}/{}", i, count);
                const Finished finished = sweep(study, {"--shard", shard, "--out", "s.sqlite", "--force"});
                ASSERT_EQ(finished.exit_code, 0) << finished.err;
                EXPECT_EQ(finished.err.find("going on"), std::string::npos) << finished.err;
                shards.push_back(fmt::format("s.shard-{}-of-{}.sqlite", i, count));
            }
            std::rotate(shards.begin(), shards.begin() + 1, shards.end());
            std::reverse(shards.begin() + 1, shards.end());
            Words merge = {"merge", "merged-" + count + ".sqlite"};
            merge.insert(merge.end(), shards.begin(), shards.end());
            fs::remove(here_ / merge[1]);
            const Finished merged = typed(merge);
            ASSERT_EQ(merged.exit_code, 0) << merged.err;
            EXPECT_NE(merged.out.find(count + " shards joined"), std::string::npos) << merged.out;
            EXPECT_EQ(bytes(merge[1]), bytes("whole.sqlite")) << count;
        }
    };
    Words study = grid_;
    study.insert(study.end(), {"--runs", "111"});
    expect_whole(study, 0, {"2", "3", "5"});
    // Points without a model among them, and shards without an item.
    expect_whole({"small.yaml", "--vary", "variant=gone,base", "--vary", "until=3,4", "--runs", "1"}, 4, {"2", "7"});
}

TEST_F(SweepProgram, AShardOfTheLauncherIsTheSame) {
    Start task = start(both(grid_, {"--runs", "10", "--shard", "auto", "--out", "t.sqlite"}));
    task.environment = {{"SLURM_ARRAY_TASK_ID", "2"}, {"SLURM_ARRAY_TASK_MIN", "1"}, {"SLURM_ARRAY_TASK_COUNT", "3"}};
    ASSERT_EQ(run_program(task).exit_code, 0);
    ASSERT_EQ(sweep(grid_, {"--runs", "10", "--shard", "2/3", "--out", "u.sqlite"}).exit_code, 0);
    EXPECT_EQ(bytes("t.shard-2-of-3.sqlite"), bytes("u.shard-2-of-3.sqlite"));
}

TEST_F(SweepProgram, MergeRefusesWhatIsNoWhole) {
    ASSERT_EQ(sweep(grid_, {"--runs", "5", "--shard", "1/2", "--out", "s.sqlite"}).exit_code, 0);
    ASSERT_EQ(sweep(grid_, {"--runs", "6", "--shard", "2/2", "--out", "s.sqlite"}).exit_code, 0);
    const auto expect = [this](const Words& words, int code, const std::string& what) {
        const Finished finished = typed(words);
        EXPECT_EQ(finished.exit_code, code);
        EXPECT_NE(finished.err.find(what), std::string::npos) << finished.err;
        EXPECT_FALSE(fs::exists(here_ / "m.sqlite"));
    };
    expect({"merge", "m.sqlite", "s.shard-1-of-2.sqlite"}, 3, "15 runs are in none of the files");
    expect({"merge", "m.sqlite", "s.shard-1-of-2.sqlite", "s.shard-2-of-2.sqlite"}, 3, "are not of one study");
    expect({"merge", "m.sqlite", "s.shard-1-of-2.sqlite", "s.shard-1-of-2.sqlite"}, 3, "both hold");
    expect({"merge", "m.sqlite"}, 2, "then the shards");
    expect({"merge"}, 2, "needs the file to write");
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

TEST_F(SweepProgram, RefusesWhatCannotBe) {
    const Words two = {"small.yaml", "--vary", "heat=0.1,0.2"};
    const auto with = [](Words words, const Words& more) {
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    expect_refused({}, "needs a scenario");
    expect_refused({"none.yaml"}, "none.yaml", 3);
    expect_refused({"small.yaml"}, "the file has heating and calming; choose one with --experiment");
    expect_refused({"small.yaml", "--experiment", "heatings"}, "did you mean \"heating\"?");
    expect_refused({"small.yaml", "--experiment", "none"}, "the file has heating and calming");
    expect_refused(with(two, {"--experiment", "heating"}), "give one of them");
    expect_refused({"small.yaml", "--experiment", "heating", "--variant", "cool"}, "with --variant say what to vary");
    expect_refused({"small.yaml", "--experiment", "heating", "--points", "4"},
                   "--points goes with lhs, sobol or random");
    expect_refused({"small.yaml", "--vary", "heat=0:1"}, "--points N");
    expect_refused({"small.yaml", "--vary", "heat=0:1", "--design", "grid"}, "needs a number of steps");
    expect_refused({"small.yaml", "--vary", "heat=0:1:1"}, "not a whole number of at least 2");
    expect_refused({"small.yaml", "--vary", "heat=0:2:3"}, "the range is 0 to 1");
    expect_refused({"small.yaml", "--vary", "heat=0.5,1.5"}, "the range is 0 to 1");
    expect_refused({"small.yaml", "--vary", "heat=1:0:3"}, "a span ends above its beginning");
    expect_refused({"small.yaml", "--vary", "heat=0:1:3:log"}, "a logarithmic span lies above 0");
    expect_refused({"small.yaml", "--vary", "heat=prior", "--points", "3"}, "cannot be drawn");
    expect_refused({"small.yaml", "--vary", "heat=0.5"}, "one value is for --set");
    expect_refused({"small.yaml", "--vary", "heat"}, "what varies is a path and its values");
    expect_refused({"small.yaml", "--vary", "heta=0,1"}, "heat");
    expect_refused({"small.yaml", "--vary", "B.policy=calm,wild"}, "\"wild\" is not a policy");
    expect_refused({"small.yaml", "--vary", "variant=base,cold"}, "is not a variant");
    expect_refused({"small.yaml", "--vary", "calendar.dril=on,off"}, "is not an entry of the calendar");
    expect_refused(with(two, {"--vary", "heat=0.3,0.4"}), "varies twice");
    expect_refused({"small.yaml", "--vary", "variant=base,cool", "--variant", "cool"}, "the variants cannot vary");
    expect_refused(with(two, {"--measure", "pushs"}), "did you mean \"pushes\"?");
    expect_refused(with(two, {"--design", "sobl"}), "none of grid, lhs, random, sobol");
    expect_refused(with(two, {"--points", "0"}), "not a whole number");
    expect_refused(with(two, {"--runs", "0"}), "not a whole number");
    for (const char* shard : {"0/3", "4/3", "3", "x"})
        expect_refused(with(two, {"--shard", shard}), "neither a part (3/8) nor auto");
    expect_refused(with(two, {"--shard", "auto"}), "write --shard 1/8");
    put(here_ / "small.yaml", small_scenario());
    expect_refused({"small.yaml"}, "the file has no experiments; say what to vary");
    put(here_ / "small.yaml", scenario("measure: 1\n"));
    expect_refused(two, "error[E", 3);
}

TEST_F(SweepProgram, FailedRunsAndPointsWithoutAModelAreRows) {
    put(here_ / "small.yaml", scenario("dynamics:\n  - strain' = 1 / (tension < 0.6)\n"));
    const Finished finished =
        sweep({"small.yaml", "--vary", "variant=gone,base"}, {"--runs", "20", "--csv", "--out", "f.sqlite"});
    EXPECT_EQ(finished.exit_code, 4) << finished.err;
    EXPECT_NE(finished.err.find("1 point has no model: E"), std::string::npos) << finished.err;
    EXPECT_EQ(finished.err.find("going on"), std::string::npos) << "it is new\n" << finished.err;
    EXPECT_NE(finished.err.find("runs failed and 20 were not played"), std::string::npos) << finished.err;
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
    ASSERT_EQ(
        sweep({"small.yaml", "--vary", "variant=gone,gone"}, {"--runs", "3", "--csv", "--out", "n.sqlite"}).exit_code,
        4);
    EXPECT_EQ(csv("n.csv").size(), 7U);
}

TEST_F(SweepProgram, AWholeFileIsNotPlayedAgain) {
    ASSERT_EQ(sweep(grid_, {"--runs", "5", "--out", "g.sqlite"}).exit_code, 0);
    const std::string before = bytes("g.sqlite");
    const Finished again = sweep(grid_, {"--runs", "5", "--out", "g.sqlite", "--csv"});
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_NE(again.err.find("g.sqlite is already whole"), std::string::npos) << again.err;
    EXPECT_EQ(bytes("g.sqlite"), before);
    EXPECT_EQ(csv("g.csv").size(), 31U);
}

TEST_F(SweepProgram, AnotherStudyInTheWayIsLeftAndForceSetsItAside) {
    ASSERT_EQ(sweep(grid_, {"--runs", "5", "--out", "g.sqlite"}).exit_code, 0);
    const std::string before = bytes("g.sqlite");
    for (const Words& other :
         {Words{"--runs", "6"}, {"--runs", "5", "--seed", "2"}, {"--runs", "5", "--set", "strain=1"}}) {
        Words more = other;
        more.insert(more.end(), {"--out", "g.sqlite"});
        const Finished refused = sweep(grid_, more);
        EXPECT_EQ(refused.exit_code, 3);
        EXPECT_NE(refused.err.find("g.sqlite belongs to another study"), std::string::npos) << refused.err;
        EXPECT_EQ(bytes("g.sqlite"), before);
    }
    ASSERT_EQ(sweep(grid_, {"--runs", "6", "--out", "g.sqlite", "--force"}).exit_code, 0);
    EXPECT_EQ(bytes("g.sqlite.old"), before);
    EXPECT_EQ(StudyReader(here_ / "g.sqlite").study().runs, 6U);
}

TEST_F(SweepProgram, ForceKeepsWhatIsNotFinishedAsAFileThatGoesOn) {
    ASSERT_EQ(sweep(long_, {"--out", "whole.sqlite", "--quiet"}).exit_code, 0);
    Program killed(start(both(long_, {"--out", "g.sqlite", "--quiet"})));
    wait_for_rows("g.sqlite");
    killed.signal(SIGKILL);
    (void)killed.wait();
    ASSERT_EQ(sweep(grid_, {"--runs", "6", "--out", "g.sqlite", "--force"}).exit_code, 0);
    fs::rename(here_ / "g.sqlite", here_ / "small.sqlite");
    const Finished again = sweep(long_, {"--out", "g.sqlite.old"});
    ASSERT_EQ(again.exit_code, 0) << again.err;
    EXPECT_NE(again.err.find("going on after"), std::string::npos) << again.err;
    EXPECT_EQ(bytes("g.sqlite.old"), bytes("whole.sqlite"));
}

TEST_F(SweepProgram, DotsInANameBelongToIt) {
    for (const char* name : {"study.v2", "table.csv"}) {
        ASSERT_EQ(sweep(grid_, {"--runs", "2", "--out", name, "--csv"}).exit_code, 0);
        ASSERT_EQ(sweep(grid_, {"--runs", "2", "--out", name, "--shard", "1/2"}).exit_code, 0);
        EXPECT_EQ(StudyReader(here_ / name).study().runs, 2U);
        EXPECT_EQ(csv(std::string(name) + ".csv").size(), 13U);
        EXPECT_EQ(StudyReader(here_ / (std::string(name) + ".shard-1-of-2.sqlite")).range().end, 6U);
    }
}

TEST_F(SweepProgram, TellsItInEightyColumns) {
    std::string wide = scenario();
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

TEST_F(SweepProgram, SaysNoIntervalWhereNothingDiffersAndNoMeanWhereThereIsNone) {
    const Finished finished =
        sweep({"small.yaml", "--vary", "heat=0,1"}, {"--runs", "20", "--measure", "war", "--measure", "first_push"});
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_NE(finished.out.find("0%  never in 20"), std::string::npos) << "without heat it never comes to 0.5\n"
                                                                       << finished.out;
    EXPECT_EQ(finished.out.find("0% ±0.0"), std::string::npos) << finished.out;
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
