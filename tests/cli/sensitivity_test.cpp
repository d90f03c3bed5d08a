// standoff sensitivity as a user meets it: what it prints, what it leaves, what it refuses.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <standoff/sensitivity.hpp>

#include "cli/command_test.hpp"
#include "report/sensitivity_text.hpp"
#include "results/text.hpp"
#include "scenarios/pages.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

using testing::CommandTest;
using testing::Finished;
using testing::Program;
using testing::put;
using testing::small_scenario;
using testing::text_in;
namespace fs = std::filesystem;

/// Measures that are formulas of two parameters.
constexpr const char* formulas = R"yaml(standoff: 1
scenario: Known functions
time: {step: 1, steps: 2}
roles: {side: {about: A state.}}
parameters:
  a: {value: 0.5, range: [0, 1], prior: "uniform(0, 1)"}
  b: {value: 0.5, range: [0, 1], prior: "uniform(0, 1)"}
  scale: {value: 1, range: [0, 10]}
derived:
  area: {is: a * b}
  line: {is: scale * (a + 2 * b)}
outcomes:
  war: {when: a > 0.5}
  otherwise: peace
measures:
  times: final(area)
  sum: final(line)
  late: first(a > 0.8)
actors:
  A: {role: side}
variants:
  known: {set: {b: 0.25}}
)yaml";

class SensitivityProgram : public CommandTest {
protected:
    SensitivityProgram() : CommandTest("sensitivity", "results/formulas/sensitivity") {
        put(here_ / "formulas.yaml", formulas);
    }

    /// The value of an index in indices.csv.
    [[nodiscard]] double value(const std::string& measure, const std::string& parameter,
                               const std::string& index) const {
        for (const auto& row : table("indices.csv"))
            if (row[0] == measure && row[2] == parameter && row[3] == index) return parse_number(row[4]).value();
        throw std::out_of_range(measure + " " + parameter + " " + index);
    }
};

TEST_F(SensitivityProgram, VariesEveryParameterWithAPrior) {
    const Finished finished = run({"formulas.yaml", "--runs", "2", "--samples", "8"});
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(finished.err, "");
    for (const char* name : {"manifest.json", "inputs/formulas.yaml", "indices.csv", "indices.json", "outputs.csv"})
        EXPECT_TRUE(fs::exists(results_ / name)) << name;
    EXPECT_EQ(table("indices.csv").front(),
              (std::vector<std::string>{"measure", "kind", "parameter", "index", "value", "low", "high"}));
    EXPECT_EQ(table("outputs.csv").front(), (std::vector<std::string>{"point", "sample", "a", "b", "times", "sum",
                                                                      "late", "infinite late", "failed", "reason"}));
    EXPECT_EQ(table("outputs.csv").size(), 8 * 3 + 1U);
    EXPECT_NEAR(value("sum", "a", "mu_star"), 1, 1e-12);
    EXPECT_NEAR(value("sum", "b", "mu_star"), 2, 1e-12);
    EXPECT_NEAR(value("sum", "b", "sigma"), 0, 1e-12);
    const auto manifest = json("manifest.json");
    EXPECT_EQ(manifest.at("command"), "sensitivity");
    EXPECT_EQ(manifest.at("command_line"),
              "standoff sensitivity formulas.yaml --method morris --samples 8 --runs 2 --seed 1");
    EXPECT_EQ(manifest.at("parameters").size(), 2U) << "scale has no prior";
}

TEST_F(SensitivityProgram, ItsIndicesAreThoseOfTheIntegrals) {
    ASSERT_EQ(run({"formulas.yaml", "--method", "sobol", "--runs", "1", "--measure", "times", "--measure", "sum",
                   "--measure", "war"})
                  .exit_code,
              0);
    EXPECT_NEAR(value("times", "a", "total"), 4.0 / 7, 0.02);
    EXPECT_NEAR(value("times", "b", "first_order"), 3.0 / 7, 0.02);
    EXPECT_NEAR(value("sum", "a", "total"), 0.2, 0.01);
    EXPECT_NEAR(value("sum", "b", "first_order"), 0.8, 0.02);
    EXPECT_NEAR(value("war", "a", "total"), 1, 0.05);
    EXPECT_EQ(value("war", "b", "total"), 0);
    EXPECT_EQ(table("outputs.csv").size(), 1024 * 4 + 1U);
}

TEST_F(SensitivityProgram, TheTerminalTellsWhatMattersMostFirst) {
    const Finished finished = run({"formulas.yaml", "--runs", "1", "--samples", "8"});
    for (const std::string& line : test::lines_of(finished.out)) EXPECT_LE(line.size(), 80U) << line;
    const std::size_t sum = finished.out.find("\nsum\n");
    ASSERT_NE(sum, std::string::npos) << finished.out;
    EXPECT_LT(finished.out.find("  b ", sum), finished.out.find("  a ", sum)) << finished.out;
    EXPECT_NE(finished.out.find("Settled:", sum), std::string::npos) << finished.out;
    EXPECT_NE(finished.out.find("late never came"), std::string::npos) << finished.out;
}

TEST_F(SensitivityProgram, AMeasureThatIsInfiniteIsCountedAndHasNoIndex) {
    ASSERT_EQ(run({"formulas.yaml", "--runs", "2", "--measure", "late", "--quiet"}).exit_code, 0);
    const Table outputs = table("outputs.csv");
    int never = 0;
    for (std::size_t i = 1; i < outputs.size(); ++i) {
        const bool comes = parse_number(outputs[i][2]).value() > 0.8;
        never += comes ? 0 : 1;
        EXPECT_EQ(outputs[i][4] == "inf", !comes);
        EXPECT_EQ(outputs[i][5], comes ? "0" : "1");
    }
    const auto measures = json("indices.json").at("measures");
    EXPECT_EQ(measures.at(0).at("status"), "not finite");
    EXPECT_EQ(measures.at(0).at("infinite_points"), never);
    EXPECT_EQ(measures.at(0).at("infinite_runs"), 2 * never);
    EXPECT_TRUE(measures.at(0).at("indices").empty());
    EXPECT_EQ(measures.at(1).at("kind"), "infinite");
    for (const auto& row : table("indices.csv"))
        if (row[1] == "measure") EXPECT_EQ(row[4] + row[5] + row[6], "") << "an index of what has no mean";
}

TEST_F(SensitivityProgram, WhatIsDecidedDoesNotVary) {
    ASSERT_EQ(run({"formulas.yaml", "--set", "a=0.25", "--runs", "1", "--quiet"}).exit_code, 0);
    EXPECT_EQ(json("manifest.json").at("parameters").at(0).at("parameter"), "b");
    ASSERT_EQ(run({"formulas.yaml", "--variant", "known", "--runs", "1", "--quiet"}).exit_code, 0);
    ASSERT_EQ(json("manifest.json").at("parameters").size(), 1U);
    EXPECT_EQ(json("manifest.json").at("parameters").at(0).at("parameter"), "a");
    EXPECT_NEAR(value("times", "a", "mu"), 0.25, 1e-12);
}

TEST_F(SensitivityProgram, VaryTakesThePlaceOfThePriors) {
    ASSERT_EQ(run({"formulas.yaml", "--vary", "scale=2:4", "--vary", "a=0.1,0.3", "--runs", "1", "--quiet"}).exit_code,
              0);
    EXPECT_EQ(table("outputs.csv").front()[2], "scale");
    EXPECT_EQ(table("outputs.csv").front()[3], "a");
    EXPECT_EQ(json("indices.json").at("parameters").at(1).at("values"), "0.1, 0.3");
    // From 2 to 4 the sum moves by twice a + 2 b, and b is 0.5.
    const double mu = value("sum", "scale", "mu");
    EXPECT_GT(mu, 2 * (0.1 + 1) - 1e-12);
    EXPECT_LT(mu, 2 * (0.3 + 1) + 1e-12);
}

TEST_F(SensitivityProgram, IsTheSameForAnyNumberOfJobs) {
    put(here_ / "small.yaml", small_scenario());
    const std::vector<std::string> asked = {"small.yaml", "--vary", "heat=0:0.2", "--vary",
                                            "strain=0:1", "--runs", "30",         "--quiet"};
    std::vector<std::string> one = asked;
    std::vector<std::string> three = asked;
    one.insert(one.end(), {"--jobs", "1", "--out", "one"});
    three.insert(three.end(), {"--jobs", "3", "--out", "three"});
    ASSERT_EQ(run(one).exit_code, 0);
    ASSERT_EQ(run(three).exit_code, 0);
    for (const char* name : {"manifest.json", "indices.csv", "indices.json", "outputs.csv"})
        EXPECT_EQ(text_in(here_ / "one" / name), text_in(here_ / "three" / name)) << name;
}

TEST_F(SensitivityProgram, APlanPlaysAndKeepsNothing) {
    const Finished finished = run({"formulas.yaml", "--plan", "--method", "sobol", "--samples", "64"});
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_NE(finished.out.find("64 rows of 4 points = 256 points × 100 runs = 25600 runs"), std::string::npos)
        << finished.out;
    EXPECT_NE(finished.out.find("a and b"), std::string::npos);
    EXPECT_NE(finished.out.find("cost    about "), std::string::npos);
    EXPECT_FALSE(fs::exists(here_ / "results"));
}

TEST_F(SensitivityProgram, FormsAreThoseOfTheFiles) {
    const Finished csv = run({"formulas.yaml", "--runs", "1", "--format", "csv"});
    EXPECT_EQ(csv.out, text_in(results_ / "indices.csv"));
    const Finished none = run({"formulas.yaml", "--runs", "1", "--format", "json", "--files", "none"});
    EXPECT_EQ(none.out, text_in(results_ / "indices.json"));
    EXPECT_EQ(run({"formulas.yaml", "--runs", "1", "--quiet"}).out, "");
}

TEST_F(SensitivityProgram, RefusesWhatCannotBe) {
    expect_refused({"formulas.yaml", "--measure", "tims"},
                   "\"tims\" is no measure and no outcome; did you mean \"times\"?");
    expect_refused({"formulas.yaml", "--measure", "sum", "--measure", "sum"}, "the measure sum is given twice");
    expect_refused({"formulas.yaml", "--vary", "c=0:1"}, "error[E");
    expect_refused({"formulas.yaml", "--vary", "scale=prior"}, "error[E229]");
    expect_refused({"formulas.yaml", "--vary", "until=1,2"},
                   "until is not a number: each of its values makes another model");
    expect_refused({"formulas.yaml", "--set", "a=0.1", "--set", "b=0.1"}, "no parameter with a prior that is not set");
    expect_refused({"formulas.yaml", "--samples", "4000000"}, "more than the 10000000 points");
    expect_refused({"formulas.yaml", "--method", "fast"}, "\"fast\" is none of morris, sobol");
    put(here_ / "small.yaml", small_scenario());
    expect_refused({"small.yaml"}, "no parameter with a prior");
}

TEST_F(SensitivityProgram, AFailedRunIsToldAndLeavesNoIndex) {
    put(here_ / "formulas.yaml", std::string(formulas) +
                                     "variables: {x: {initial: 0}}\n"
                                     "dynamics:\n  - x' = 1 / (a < 0.8)\n");
    const Finished finished = run({"formulas.yaml", "--runs", "2"});
    EXPECT_EQ(finished.exit_code, 4);
    const auto found = json("indices.json");
    EXPECT_GT(found.at("failed").get<int>(), 0);
    EXPECT_EQ(json("manifest.json").at("failed"), found.at("failed"));
    EXPECT_NE(finished.err.find("the first is run 1 at point " + found.at("first_failure").at("point").dump()),
              std::string::npos)
        << finished.err;
    for (const auto& measure : found.at("measures")) EXPECT_EQ(measure.at("status"), "not finite");
    for (const auto& row : table("outputs.csv")) {
        if (row[0] == "point") continue;
        const bool fails = parse_number(row[2]).value() > 0.8;
        EXPECT_EQ(row[8], fails ? "2" : "0");
        EXPECT_EQ(row[9].starts_with("run 1 in step 0: the new value of x is not a finite number"), fails) << row[9];
    }
}

TEST_F(SensitivityProgram, AFolderGivesBackWhatTheTerminalTold) {
    const Finished told = run({"formulas.yaml", "--runs", "2"});
    ASSERT_EQ(told.exit_code, 0) << told.err;
    TerminalOptions options;
    options.folder = "results/formulas/sensitivity";
    EXPECT_EQ(sensitivity_text(read_sensitivity(results_), options), told.out);
}

/// Where fatigue and fear are in balance, one of the hundred points of this seed, the race has no rest.
TEST_F(SensitivityProgram, OnePointThatFailsDoesNotTakeTheIndicesOfAll) {
    const Finished finished = run({"textbook/richardson", "--runs", "1", "--out", results_.string()});
    EXPECT_EQ(finished.exit_code, 4);
    EXPECT_NE(finished.err.find("1 of 100 runs failed"), std::string::npos) << finished.err;
    EXPECT_NE(finished.out.find("1 of 20 trajectories left out, with 1 point at which a run failed"), std::string::npos)
        << finished.out;
    const auto found = json("indices.json");
    EXPECT_EQ(found.at("left_out"), 1);
    for (const auto& measure : found.at("measures"))
        EXPECT_EQ(measure.at("status"),
                  measure.at("measure") == "doubled" && measure.at("kind") == "measure" ? "not finite" : "estimated");
    // y has the fear of Y for a factor, and so moves with it in every trajectory.
    EXPECT_GT(value("y", "l", "mu_star"), 0);
}

TEST_F(SensitivityProgram, AnInterruptionKeepsWholeTrajectories) {
    Program program(start({"formulas.yaml", "--samples", "100000", "--runs", "2000", "--measure", "times"}));
    for (int i = 0; i < 3000 && !fs::exists(results_.parent_path()); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    std::this_thread::sleep_for(std::chrono::seconds(2));
    program.signal(SIGINT);
    const Finished finished = program.wait();
    EXPECT_EQ(finished.exit_code, 130) << finished.err;
    EXPECT_NE(finished.err.find("to start again: standoff sensitivity formulas.yaml --method morris --measure times "
                                "--samples 100000 --runs 2000 --seed 1\n"),
              std::string::npos)
        << finished.err;
    const auto manifest = json("manifest.json");
    EXPECT_TRUE(manifest.at("interrupted"));
    const auto samples = manifest.at("samples").get<std::uint64_t>();
    EXPECT_EQ(manifest.at("samples_asked"), 100000);
    const std::string kept = text_in(results_ / "indices.csv");
    ASSERT_EQ(
        run({"formulas.yaml", "--samples", std::to_string(samples), "--runs", "2000", "--measure", "times", "--quiet"})
            .exit_code,
        0);
    EXPECT_EQ(text_in(results_ / "indices.csv"), kept) << "its first trajectories are an analysis of their own";
}

TEST_F(SensitivityProgram, ResultsPageNamesEveryFileAndColumn) {
    ASSERT_EQ(run({"formulas.yaml", "--runs", "1", "--quiet"}).exit_code, 0);
    const std::string page = text_in(fs::path(STANDOFF_SOURCE_DIR) / "docs/results.md");
    const std::string section = page.substr(page.find("## The folder of a sensitivity analysis"));
    for (const auto& entry : fs::directory_iterator(results_))
        EXPECT_NE(section.find("`" + entry.path().filename().string()), std::string::npos) << entry.path();
    const Table indices = table("indices.csv");
    for (const std::string& column : indices.front())
        EXPECT_NE(section.find("`" + column + "`"), std::string::npos) << column;
    const auto keys = json("indices.json");
    for (const auto& item : keys.items())
        EXPECT_NE(section.find("`" + item.key() + "`"), std::string::npos) << item.key();
    for (const auto& item : keys.at("measures").at(0).items())
        EXPECT_NE(section.find("`" + item.key() + "`"), std::string::npos) << item.key();
}

}  // namespace
}  // namespace standoff
