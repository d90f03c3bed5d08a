// standoff compare as a user meets it: what it prints, what it leaves, what it refuses.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <standoff/comparison.hpp>

#include "cli/command_test.hpp"
#include "report/comparison_text.hpp"
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

class CompareProgram : public CommandTest {
protected:
    CompareProgram() : CommandTest("compare", "results/small/compare") { put(here_ / "small.yaml", small_scenario()); }
};

TEST_F(CompareProgram, LeavesEveryFileOfTheContract) {
    const Finished finished = run({"small.yaml", "--runs", "50"});
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(finished.err, "");
    for (const char* name : {"manifest.json", "inputs/small.yaml", "comparison.csv", "comparison.json", "runs.csv"})
        EXPECT_TRUE(fs::exists(results_ / name)) << name;
    const Table differences = table("comparison.csv");
    EXPECT_EQ(differences.front(),
              (std::vector<std::string>{"measure", "variant", "kind", "base", "alternative", "difference", "low",
                                        "high", "se", "runs", "infinite", "variance_ratio"}));
    EXPECT_EQ(differences.at(1).at(0), "war");
    EXPECT_EQ(differences.at(1).at(1), "cool") << "without a variant and a setting: all variants of the file";
    const Table runs = table("runs.csv");
    ASSERT_EQ(runs.size(), 101U);
    EXPECT_EQ(runs.front(), (std::vector<std::string>{"variant", "run", "outcome", "status", "steps", "hash", "pushes",
                                                      "first_push", "last_strain"}));
    EXPECT_EQ(runs[1][0], "base");
    EXPECT_EQ(runs[2][0], "cool");
    EXPECT_EQ(runs[2][1], "1");
    EXPECT_EQ(json("manifest.json").at("command"), "compare");
    EXPECT_EQ(json("manifest.json").at("command_line"), "standoff compare small.yaml --seed 1 --runs 50");
}

TEST_F(CompareProgram, AFolderGivesBackWhatTheTerminalTold) {
    const Finished told = run({"small.yaml", "--runs", "60"});
    ASSERT_EQ(told.exit_code, 0) << told.err;
    TerminalOptions options;
    options.folder = "results/small/compare";
    EXPECT_EQ(comparison_text(read_comparison(results_), options), told.out);
}

TEST_F(CompareProgram, TheDifferencesAreThoseOfTheTable) {
    ASSERT_EQ(run({"small.yaml", "--runs", "80"}).exit_code, 0);
    const Table runs = table("runs.csv");
    double sum = 0;
    int war = 0;
    for (std::size_t i = 1; i + 1 < runs.size(); i += 2) {
        sum += parse_number(runs[i + 1][6]).value() - parse_number(runs[i][6]).value();
        war += (runs[i + 1][2] == "war" ? 1 : 0) - (runs[i][2] == "war" ? 1 : 0);
    }
    const auto cool = json("comparison.json").at("alternatives").at(0);
    EXPECT_NEAR(cool.at("measures").at("pushes").at("difference").get<double>(), sum / 80, 1e-12);
    EXPECT_NEAR(cool.at("outcomes").at("war").at("difference").get<double>(), war / 80.0, 1e-12);
    EXPECT_TRUE(cool.at("measures").at("first_push").at("difference").is_null());
    EXPECT_GT(cool.at("infinite").at("first_push").at("difference").get<double>(), 0) << "it never comes to 0.5";
}

TEST_F(CompareProgram, TheSidesAreTheRunsOfRun) {
    ASSERT_EQ(run({"small.yaml", "--runs", "30", "--seed", "9"}).exit_code, 0);
    ASSERT_EQ(typed({"run", "small.yaml", "--runs", "30", "--seed", "9", "--variant", "cool"}).exit_code, 0);
    const Table both = table("runs.csv");
    const Table alone = parse_csv(text_in(here_ / "results/small/run/runs.csv")).value();
    for (std::size_t i = 1; i < alone.size(); ++i)
        EXPECT_EQ(std::vector(both[2 * i].begin() + 1, both[2 * i].end()), alone[i]);
    EXPECT_EQ(json("comparison.json").at("alternatives").at(0).at("trace_hash"),
              nlohmann::json::parse(text_in(here_ / "results/small/run/manifest.json")).at("trace_hash"));
}

TEST_F(CompareProgram, GivesTheSameBytesForAnyThreads) {
    ASSERT_EQ(run({"small.yaml", "--runs", "700", "--jobs", "1"}).exit_code, 0);
    ASSERT_EQ(run({"small.yaml", "--runs", "700", "--jobs", "3"}).exit_code, 0);
    for (const char* name : {"manifest.json", "comparison.csv", "comparison.json", "runs.csv"})
        EXPECT_EQ(text_in(results_ / name), text_in(here_ / "results/small/compare.old" / name)) << name;
}

TEST_F(CompareProgram, SettingsAreOneAlternativeAndReachOnlyIt) {
    ASSERT_EQ(run({"small.yaml", "--set", "heat=0.2", "--set", "B.policy=restless", "--runs", "20"}).exit_code, 0);
    const auto manifest = json("manifest.json");
    ASSERT_EQ(manifest.at("alternatives").size(), 1U);
    EXPECT_EQ(manifest.at("alternatives").at(0).at("name"), "settings");
    EXPECT_EQ(manifest.at("alternatives").at(0).at("set"), (std::vector<std::string>{"heat=0.2", "B.policy=restless"}));
    ASSERT_EQ(typed({"run", "small.yaml", "--runs", "20"}).exit_code, 0);
    EXPECT_EQ(manifest.at("trace_hash"),
              nlohmann::json::parse(text_in(here_ / "results/small/run/manifest.json")).at("trace_hash"))
        << "the base is the file as it is";
}

TEST_F(CompareProgram, AVariantTakesTheSettingsToo) {
    put(here_ / "small.yaml", small_scenario("  warm: {set: {heat: 0.06}}\n"));
    ASSERT_EQ(
        run({"small.yaml", "--variant", "cool", "--variant", "warm", "--set", "heat=0.05", "--runs", "20"}).exit_code,
        0);
    const auto alternatives = json("comparison.json").at("alternatives");
    ASSERT_EQ(alternatives.size(), 2U);
    for (const auto& one : alternatives) {
        EXPECT_EQ(one.at("same"), 20) << "the setting is that of the file";
        EXPECT_TRUE(one.at("divergence").at("same"));
    }
}

TEST_F(CompareProgram, SaysWhatItFoundInEightyColumns) {
    const Finished finished = run({"small.yaml", "--runs", "100", "--show", "7"});
    std::string line;
    for (const char c : finished.out + "\n") {
        if (c != '\n') {
            line += c;
            continue;
        }
        EXPECT_LE(line.size(), 84U) << line;  // bytes: a multiplication sign has two
        line.clear();
    }
    for (const char* text : {"cool against the base", "share of runs", "95% interval", "saves", "pushes", "never came",
                             "Run 7 ", "results/small/compare"})
        EXPECT_NE(finished.out.find(text), std::string::npos) << text << "\n" << finished.out;
}

TEST_F(CompareProgram, PrintsTheTableOrTheObjectOfTheFolder) {
    const Finished csv = run({"small.yaml", "--runs", "20", "--format", "csv"});
    EXPECT_EQ(csv.out, text_in(results_ / "comparison.csv"));
    const Finished object = run({"small.yaml", "--runs", "20", "--format", "json"});
    EXPECT_EQ(object.out, text_in(results_ / "comparison.json"));
    EXPECT_EQ(run({"small.yaml", "--runs", "20", "--quiet"}).out, "");
}

TEST_F(CompareProgram, KeepsNothingWhereNothingIsAskedFor) {
    const Finished finished = run({"small.yaml", "--runs", "20", "--files", "none"});
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_NE(finished.out.find("not kept"), std::string::npos);
    EXPECT_FALSE(fs::exists(here_ / "results"));
}

TEST_F(CompareProgram, AFolderThatWasNamedIsReplacedOnlyByForce) {
    ASSERT_EQ(run({"small.yaml", "--runs", "5", "--out", "mine"}).exit_code, 0);
    EXPECT_EQ(run({"small.yaml", "--runs", "6", "--out", "mine"}).exit_code, 2);
    EXPECT_EQ(run({"small.yaml", "--runs", "6", "--out", "mine", "--force"}).exit_code, 0);
    EXPECT_TRUE(fs::exists(here_ / "mine.old/manifest.json"));
}

TEST_F(CompareProgram, EndsBothSidesEarlier) {
    ASSERT_EQ(run({"small.yaml", "--runs", "10", "--until", "3"}).exit_code, 0);
    const Table runs = table("runs.csv");
    for (std::size_t i = 1; i < runs.size(); ++i) EXPECT_EQ(runs[i][4], "3");
}

TEST_F(CompareProgram, DrawsASeedAndSaysWhich) {
    const Finished finished = run({"small.yaml", "--runs", "10", "--seed", "random"});
    EXPECT_EQ(finished.err, "standoff: the seed drawn is " +
                                std::to_string(json("manifest.json").at("seed").get<std::uint64_t>()) + "\n");
}

TEST_F(CompareProgram, GoesOnUntilTheIntervalIsNarrow) {
    const Finished finished = run({"small.yaml", "--runs", "50", "--until-half-width", "0.2", "--measure", "pushes"});
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    const auto found = json("comparison.json");
    EXPECT_EQ(found.at("stopped"), "narrow enough");
    const auto pushes = found.at("alternatives").at(0).at("measures").at("pushes");
    EXPECT_LE(pushes.at("high").get<double>() - pushes.at("low").get<double>(), 0.4);
    EXPECT_GT(found.at("runs").get<int>(), 50);
    EXPECT_NE(finished.out.find("half of the interval of pushes is at most 0.2"), std::string::npos) << finished.out;
    ASSERT_EQ(run({"small.yaml", "--runs", "50", "--until-half-width", "0.001", "--max-runs", "120"}).exit_code, 0);
    EXPECT_EQ(json("comparison.json").at("stopped"), "at most runs");
    EXPECT_EQ(json("comparison.json").at("runs"), 120);
}

TEST_F(CompareProgram, RefusesWhatCannotBe) {
    expect_refused({"small.yaml", "--variant", "cold"}, "is not a variant");
    expect_refused({"small.yaml", "--variant", "cool", "--variant", "cool"}, "given twice");
    expect_refused({"small.yaml", "--set", "heta=1"}, "heat");
    expect_refused({"small.yaml", "--set", "heat"}, "a setting is a path and a value");
    expect_refused({"small.yaml", "--runs", "5", "--show", "6"}, "there is no run 6");
    expect_refused({"small.yaml", "--measure", "pushes"}, "goes with --until-half-width");
    expect_refused({"small.yaml", "--max-runs", "9"}, "goes with --until-half-width");
    expect_refused({"small.yaml", "--until-half-width", "0"}, "not a number above 0");
    expect_refused({"small.yaml", "--until-half-width", "nan"}, "not a number above 0");
    expect_refused({"small.yaml", "--until-half-width", "inf"}, "not a number above 0");
    expect_refused({"small.yaml", "--until-half-width", "1", "--max-runs", "9"}, "less than --runs 500");
    expect_refused({"small.yaml", "--until-half-width", "1", "--measure", "pushs"}, "did you mean \"pushes\"?");
    expect_refused({"small.yaml", "--format", "xml"}, "none of csv, json, table");
    expect_refused({"small.yaml", "--runs", "0"}, "not a whole number");
    expect_refused({"small.yaml", "--seed", "1", "--seed", "2"}, "given twice");
    expect_refused({}, "needs a scenario");
    expect_refused({"none.yaml"}, "none.yaml", 3);
    put(here_ / "small.yaml", small_scenario("measure: 1\n"));
    expect_refused({"small.yaml"}, "error[E", 3);
    std::string bare = small_scenario();
    put(here_ / "small.yaml", bare.substr(0, bare.find("variants:")));
    expect_refused({"small.yaml"}, "has no variants");
}

TEST_F(CompareProgram, FailedRunsAreDroppedFromThePairsAndSaid) {
    put(here_ / "small.yaml", small_scenario("dynamics:\n  - strain' = 1 / (tension < 0.6)\n"));
    const Finished finished = run({"small.yaml", "--runs", "50"});
    EXPECT_EQ(finished.exit_code, 4) << finished.err;
    EXPECT_NE(finished.err.find("standoff: base: "), std::string::npos) << finished.err;
    EXPECT_NE(finished.err.find("small.yaml:"), std::string::npos);
    const auto found = json("comparison.json");
    EXPECT_GT(found.at("base").at("failed").get<int>(), 0);
    const auto cool = found.at("alternatives").at(0);
    EXPECT_LT(cool.at("pairs").get<int>(), 50);
    EXPECT_EQ(cool.at("outcomes").at("war").at("runs"), cool.at("pairs"));
}

TEST_F(CompareProgram, OtherCommandsSayWhatTheFolderIs) {
    ASSERT_EQ(run({"small.yaml", "--runs", "5"}).exit_code, 0);
    for (const char* command : {"replay", "why"}) {
        const Finished finished = typed({command, "results/small/compare"});
        EXPECT_EQ(finished.exit_code, 3) << command;
        EXPECT_NE(finished.err.find("it is of `standoff compare`"), std::string::npos) << finished.err;
        EXPECT_NE(finished.err.find("standoff compare small.yaml --seed 1 --runs 5"), std::string::npos);
    }
}

TEST_F(CompareProgram, AnInterruptionKeepsWhatWasFinished) {
    Program program(start({"small.yaml", "--runs", "20000000", "--jobs", "1"}));
    bool begun = false;
    for (int i = 0; i < 3000 && !begun; ++i) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(results_.parent_path(), error))
            begun |= fs::file_size(entry.path() / "runs.csv", error) > 0 && !error;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_TRUE(begun);
    program.signal(SIGINT);
    const Finished finished = program.wait();
    EXPECT_EQ(finished.exit_code, 130) << finished.err;
    EXPECT_NE(finished.err.find("to start again: standoff compare small.yaml --seed 1 --runs 20000000 --jobs 1\n"),
              std::string::npos)
        << finished.err;
    const auto manifest = json("manifest.json");
    EXPECT_TRUE(manifest.at("interrupted"));
    const auto runs = manifest.at("runs").get<std::uint32_t>();
    ASSERT_GT(runs, 0U);
    const auto command_line = manifest.at("command_line").get<std::string>();
    EXPECT_EQ(command_line, "standoff compare small.yaml --seed 1 --runs " + std::to_string(runs));
    const std::string kept = text_in(results_ / "comparison.csv");
    ASSERT_EQ(run({"small.yaml", "--runs", std::to_string(runs), "--quiet"}).exit_code, 0);
    EXPECT_EQ(text_in(results_ / "comparison.csv"), kept) << "a prefix of the runs is a comparison of its own";
}

TEST_F(CompareProgram, AFullDiskLeavesNothing) {
    Start limited = start({"small.yaml", "--runs", "20000"});
    limited.file_limit = 100000;
    const Finished finished = run_program(limited);
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_NE(finished.err.find("results/small/compare/runs.csv cannot be written"), std::string::npos) << finished.err;
    EXPECT_EQ(here_.names(), std::vector<std::string>{"small.yaml"});
}

TEST_F(CompareProgram, TheAlliesDrillsAreWhatTheShippedCaseSays) {
    const Finished finished = run({"dprk/2022", "--variant", "no_drills", "--files", "none", "--format", "json"});
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    const auto found = nlohmann::json::parse(finished.out).at("alternatives").at(0);
    const auto weeks = found.at("measures").at("launch_weeks");
    EXPECT_LT(weeks.at("high").get<double>(), 0) << "advocates expect fewer tests, and get them";
    EXPECT_GT(weeks.at("variance_ratio").get<double>(), 2) << "common luck is worth more than twice the runs";
    EXPECT_EQ(found.at("divergence").at("quantity").at("variable"), "exercise");
    EXPECT_EQ(found.at("divergence").at("quantity").at("alternative"), 0);
}

}  // namespace
}  // namespace standoff
