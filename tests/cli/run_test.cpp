#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <limits>
#include <memory>

#include <standoff/results.hpp>

#include "cli/run_program.hpp"
#include "report/terminal.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::has_begun;
using testing::Program;
using testing::put;
using testing::run_program;
using testing::RunProgram;
using testing::small_scenario;
using testing::Start;
using testing::text_in;
namespace fs = std::filesystem;

TEST_F(RunProgram, LeavesEveryFileOfTheContract) {
    const Finished finished = run({"run", "small.yaml", "--runs", "50"});
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(finished.err, "");
    for (const char* name : {"manifest.json", "inputs/small.yaml", "summary.json", "runs.csv", "events.csv",
                             "series.csv", "bands.csv", "decisions.jsonl", "rules.json", "report.html"})
        EXPECT_TRUE(fs::exists(results_ / name)) << name;
    EXPECT_EQ(text_in(results_ / "inputs/small.yaml"), small_scenario());
    EXPECT_EQ(table("results/small/run/runs.csv").size(), 51U);
    EXPECT_EQ(
        table("results/small/run/runs.csv").front(),
        (std::vector<std::string>{"run", "outcome", "status", "steps", "hash", "pushes", "first_push", "last_strain"}));
}

TEST_F(RunProgram, PrintsWhatTheFolderTells) {
    const Finished finished = run({"run", "small.yaml", "--runs", "50"});
    EXPECT_EQ(finished.out, terminal_summary(read_run(results_), {.folder = "results/small/run"}));
}

TEST_F(RunProgram, PrintsTheSameBandsWithoutAFolder) {
    const auto variables = [](const std::string& text) {
        const std::size_t begin = text.find("Main variables over time");
        return text.substr(begin, text.find("One possible history") - begin);
    };
    std::string kept = run({"run", "small.yaml", "--runs", "700"}).out;
    const std::string bare = run({"run", "small.yaml", "--runs", "700", "--files", "none"}).out;
    const std::string where = " in bands.csv";  // stand those that the summary leaves out
    ASSERT_NE(kept.find(where), std::string::npos);
    kept.erase(kept.find(where), where.size());
    EXPECT_EQ(variables(bare), variables(kept));
}

TEST_F(RunProgram, GivesTheSameFolderAgain) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "200", "--jobs", "1"}).exit_code, 0);
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "200", "--jobs", "2"}).exit_code, 0);
    for (const char* name : {"manifest.json", "summary.json", "runs.csv", "events.csv", "series.csv", "bands.csv",
                             "decisions.jsonl", "rules.json", "report.html"})
        EXPECT_EQ(text_in(results_ / name), text_in(here_ / ("results/small/run.old/" + std::string(name)))) << name;
}

TEST_F(RunProgram, TheSummaryIsThatOfTheTable) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "101"}).exit_code, 0);
    const RunRecord record = read_run(results_);
    double sum = 0;
    std::uint64_t hash = 0;
    std::vector<double> pushes;
    const auto rows = table("results/small/run/runs.csv");
    for (std::size_t i = 1; i < rows.size(); ++i) {
        pushes.push_back(parse_number(rows[i][5]).value());
        sum += pushes.back();
        hash += parse_hash(rows[i][4]).value();
    }
    std::sort(pushes.begin(), pushes.end());
    EXPECT_DOUBLE_EQ(record.summary.measures[0].mean.value(), sum / 101);
    EXPECT_EQ(record.summary.measures[0].q50, pushes[50]);
    EXPECT_EQ(record.summary.trace_hash, hash);
    EXPECT_EQ(record.manifest.trace_hash, hash);
}

TEST_F(RunProgram, TheShownRunIsThatRunOfTheEnsemble) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "20", "--show", "13"}).exit_code, 0);
    const RunRecord record = read_run(results_);
    ASSERT_EQ(record.manifest.shown.size(), 1U);
    EXPECT_EQ(record.manifest.shown[0].run, 13U);
    const auto row = table("results/small/run/runs.csv").at(13);
    EXPECT_EQ(hash_text(record.manifest.shown[0].hash), row[4]);
    std::size_t pushes = 0;
    for (const ShownEvent& event : record.events) {
        EXPECT_EQ(event.run, 13U);
        pushes += event.action == "push" ? 1U : 0U;
    }
    EXPECT_EQ(std::to_string(pushes), row[5]) << "holding is no event";
    EXPECT_EQ(run({"run", "small.yaml", "--runs", "20", "--show", "21"}).exit_code, 2);
}

TEST_F(RunProgram, TellsSeveralRunsInFull) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "20", "--show", "4"}).exit_code, 0);
    const auto alone = table("results/small/run/events.csv");
    const Finished several = run({"run", "small.yaml", "--runs", "20", "--show", "4-6"});
    ASSERT_EQ(several.exit_code, 0) << several.err;
    EXPECT_EQ(several.out, terminal_summary(read_run(results_), {.folder = "results/small/run"}));
    EXPECT_NE(several.out.find("the first of 3 runs that are told in full"), std::string::npos) << several.out;
    const RunRecord record = read_run(results_);
    const auto runs = table("results/small/run/runs.csv");
    ASSERT_EQ(record.manifest.shown.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(record.manifest.shown[i].run, 4 + i);
        EXPECT_EQ(hash_text(record.manifest.shown[i].hash), runs[4 + i][4]);
    }
    EXPECT_NE(record.manifest.command_line.find("--runs 20 --show 4-6"), std::string::npos);
    const auto events = table("results/small/run/events.csv");
    ASSERT_GT(events.size(), alone.size());
    EXPECT_TRUE(std::equal(alone.begin(), alone.end(), events.begin())) << "run 4 is the same whatever else is shown";
    EXPECT_EQ(record.events.size(), alone.size() - 1) << "the record holds the first";
    EXPECT_EQ(events.back()[0], "6");
    EXPECT_EQ(run({"replay", "results/small/run"}).exit_code, 0);
    EXPECT_EQ(run({"run", "small.yaml", "--runs", "5", "--show", "4-6"}).exit_code, 2);

    ASSERT_EQ(run({"run", "small.yaml", "--runs", "5", "--show", "all"}).exit_code, 0);
    EXPECT_EQ(read_run(results_).manifest.shown.size(), 5U);
    // One state more than steps, two quantities.
    std::size_t rows = 1;
    for (const ShownRun& shown : read_run(results_).manifest.shown) rows += 2 * (shown.steps + 1U);
    EXPECT_EQ(table("results/small/run/series.csv").size(), rows);
}

TEST_F(RunProgram, AnInterruptionLeavesOutRunsThatWereNotFinished) {
    Program program(start({"run", "small.yaml", "--runs", "20000000", "--jobs", "1", "--show", "all"}));
    ASSERT_TRUE(has_begun(results_.parent_path()));
    program.signal(SIGINT);
    const Finished finished = program.wait();
    EXPECT_EQ(finished.exit_code, 130) << finished.err;
    const RunRecord record = read_run(results_);
    ASSERT_FALSE(record.manifest.shown.empty());
    EXPECT_LE(record.manifest.shown.size(), record.summary.runs);
    EXPECT_EQ(record.manifest.shown.back().run, record.manifest.shown.size());
    EXPECT_EQ(table("results/small/run/events.csv").back()[0], std::to_string(record.manifest.shown.size()));
    EXPECT_EQ(run({"replay", "results/small/run"}).exit_code, 0);
}

TEST_F(RunProgram, SeedVariantAndSettingDecide) {
    const auto hash = [&](std::vector<std::string> more) {
        std::vector<std::string> words = {"run", "small.yaml", "--runs", "20", "--out", "x", "--force"};
        words.insert(words.end(), more.begin(), more.end());
        const Finished finished = run(words);
        EXPECT_EQ(finished.exit_code, 0) << finished.err;
        return read_run(here_ / "x").summary.trace_hash;
    };
    const std::uint64_t base = hash({});
    EXPECT_EQ(hash({"--seed", "1"}), base);
    EXPECT_NE(hash({"--seed", "2"}), base);
    EXPECT_NE(hash({"--seed", "0"}), base);
    const std::uint64_t cool = hash({"--variant", "cool"});
    EXPECT_NE(cool, base);
    EXPECT_EQ(hash({"--set", "heat=0.01"}), cool);
    EXPECT_NE(hash({"--until", "10"}), base);
    EXPECT_EQ(read_run(here_ / "x").manifest.steps, 10);
}

TEST_F(RunProgram, ADrawnSeedIsToldAndRepeats) {
    const Finished drawn = run({"run", "small.yaml", "--runs", "5", "--seed", "random"});
    const RunRecord record = read_run(results_);
    EXPECT_NE(drawn.err.find("the seed drawn is " + std::to_string(record.manifest.seed)), std::string::npos)
        << drawn.err;
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "5", "--seed", std::to_string(record.manifest.seed)}).exit_code, 0);
    EXPECT_EQ(read_run(results_).summary.trace_hash, record.summary.trace_hash);
}

TEST_F(RunProgram, KeepsNothingIfNothingIsWanted) {
    const Finished finished = run({"run", "small.yaml", "--runs", "5", "--files", "none"});
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_NE(finished.out.find("trace hash"), std::string::npos);
    expect_nothing_left();
    EXPECT_EQ(run({"run", "small.yaml", "--runs", "5", "--files", "none", "--quiet"}).out, "");
}

TEST_F(RunProgram, LaysInputsOutSoThatTheyFindEachOther) {
    put(here_ / "deep/theories/t.yaml",
        "standoff: 1\ntheory: T\nroles:\n  side: {}\nvariables:\n  x: {initial: 1}\n"
        "outcomes:\n  otherwise: end\n");
    put(here_ / "deep/cases/a/c.yaml",
        "standoff: 1\nscenario: C\nuses: ../../theories/t.yaml\n"
        "time: {step: 1, steps: 3}\nactors:\n  A: {role: side}\n");
    const Finished finished = run({"run", "deep/cases/a/c.yaml", "--runs", "2", "--quiet"});
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    const fs::path inputs = here_ / "results/deep-cases-a-c/run/inputs";
    EXPECT_TRUE(fs::exists(inputs / "theories/t.yaml"));
    EXPECT_TRUE(fs::exists(inputs / "cases/a/c.yaml"));
    fs::remove_all(here_ / "deep");
    EXPECT_EQ(run({"replay", "results/deep-cases-a-c/run"}).exit_code, 0) << "the originals are not needed";
    EXPECT_EQ(text_in(here_ / "results/deep-cases-a-c/run/manifest.json").find(here_.path().string()),
              std::string::npos)
        << "no folder of this machine";
}

TEST_F(RunProgram, TouchesNoFolderThatIsNotOurs) {
    put(here_ / "mine/letter.txt", "dear");
    for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--force"}}) {
        std::vector<std::string> words = {"run", "small.yaml", "--runs", "2", "--out", "mine"};
        words.insert(words.end(), more.begin(), more.end());
        const Finished finished = run(words);
        EXPECT_EQ(finished.exit_code, 2);
        EXPECT_NE(finished.err.find("it is left as it is"), std::string::npos) << finished.err;
    }
    EXPECT_EQ(text_in(here_ / "mine/letter.txt"), "dear");
    EXPECT_EQ(here_.names(), (std::vector<std::string>{"mine", "small.yaml"}));
}

TEST_F(RunProgram, WantsForceForANamedFolder) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "2", "--out", "x"}).exit_code, 0);
    const Finished refused = run({"run", "small.yaml", "--runs", "3", "--out", "x"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_NE(refused.err.find("--force"), std::string::npos);
    EXPECT_EQ(read_run(here_ / "x").summary.runs, 2U);
    EXPECT_EQ(run({"run", "small.yaml", "--runs", "3", "--out", "x", "--force"}).exit_code, 0);
    EXPECT_EQ(read_run(here_ / "x").summary.runs, 3U);
    EXPECT_EQ(read_run(here_ / "x.old").summary.runs, 2U);
}

TEST_F(RunProgram, AFolderWithoutANameOrOfTheProjectIsRefused) {
    const Finished empty = run({"run", "small.yaml", "--runs", "2", "--out", ""});
    EXPECT_EQ(empty.exit_code, 2);
    EXPECT_NE(empty.err.find("the name of the folder is empty"), std::string::npos) << empty.err;
    for (const char* name : {"results/reference", "results/reference/", "results/../results/reference"}) {
        const Finished reference = run({"run", "small.yaml", "--runs", "2", "--out", name, "--force"});
        EXPECT_EQ(reference.exit_code, 2) << name;
        EXPECT_NE(reference.err.find("is kept for the project's reference results"), std::string::npos)
            << reference.err;
    }
    expect_nothing_left();
    EXPECT_EQ(run({"run", "small.yaml", "--runs", "2", "--out", "results/reference/small"}).exit_code, 0);
}

TEST_F(RunProgram, OfTwoAtOnceTheSecondDoesNotTouchTheFirst) {
    // Both begin while the place is free.
    const std::vector<std::string> words = {"run", "small.yaml", "--runs", "100000", "--out", "x", "--quiet"};
    Program first(start(words));
    Program second(start(words));
    const Finished one = first.wait();
    const Finished two = second.wait();
    EXPECT_EQ(std::min(one.exit_code, two.exit_code), 0) << one.err << two.err;
    EXPECT_EQ(std::max(one.exit_code, two.exit_code), 2) << one.err << two.err;
    EXPECT_EQ(read_run(here_ / "x").summary.runs, 100000U);
    EXPECT_EQ(here_.names(), (std::vector<std::string>{"small.yaml", "x"}));
}

TEST_F(RunProgram, ManyAtOnceWithForceLeaveTheLastAndOneBefore) {
    for (int round = 0; round < 5; ++round) {
        std::vector<std::unique_ptr<Program>> programs;
        for (int i = 0; i < 8; ++i)
            programs.push_back(std::make_unique<Program>(
                start({"run", "small.yaml", "--runs", "3", "--out", "x", "--quiet", "--force"})));
        for (const auto& program : programs) {
            const Finished finished = program->wait();
            EXPECT_EQ(finished.exit_code, 0) << finished.err;
        }
        EXPECT_EQ(here_.names(), (std::vector<std::string>{"small.yaml", "x", "x.old"}));
        EXPECT_EQ(run({"replay", "x", "--quiet"}).exit_code, 0);
        EXPECT_EQ(run({"replay", "x.old", "--quiet"}).exit_code, 0);
    }
}

TEST_F(RunProgram, TellsAnObservedSeriesPerUnitHoweverThatIsWritten) {
    put(here_ / "seen.csv", "date,n\n2022-01-03,1\n2022-01-10,1\n2022-01-17,1e308\n2022-01-24,1e308\n");
    const auto told = [&](const std::string& per) {
        put(here_ / "dated.yaml",
            "standoff: 1\nscenario: Dated\ntime: {start: 2022-01-03, step: 1 week, steps: 2}\n"
            "roles: {side: {}}\nactors: {A: {role: side}}\nmeasures: {m: steps}\n"
            "data: {seen: {file: seen.csv, date: date, value: n, compares: steps " +
                per + "}}\n");
        return run({"run", "dated.yaml", "--runs", "3"}).out;
    };
    for (const char* per : {"per week", "per weeks", "per  weeks"}) {
        const std::string out = told(per);
        EXPECT_NE(out.find("seen: 2 in 2 weeks, 2022-01-03 to"), std::string::npos) << out;
        const ObservedSeries series = read_run(here_ / "results/dated/run").manifest.observed.at(0);
        EXPECT_EQ(series.compares, "steps") << per;
        EXPECT_EQ(series.per, "week");
        EXPECT_EQ(series.total, std::numeric_limits<double>::infinity()) << "1e308 twice";
    }
    EXPECT_NE(told("per 2 weeks").find("seen: 2 in 2 periods"), std::string::npos);
}

TEST_F(RunProgram, SpeaksAsciiWhereTheLocaleIsNotOfUtf8) {
    const auto in = [&](const std::map<std::string, std::string>& environment) {
        Start plain = start({"run", "small.yaml", "--runs", "20", "--seed", "2"});
        plain.environment = {{"LC_ALL", ""}, {"LC_CTYPE", ""}, {"LANG", ""}};
        for (const auto& [name, value] : environment) plain.environment[name] = value;
        const Finished finished = run_program(plain);
        EXPECT_EQ(finished.exit_code, 0) << finished.err;
        return finished.out;
    };
    const auto is_ascii = [](const std::string& text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    };
    const std::string text = in({});
    EXPECT_TRUE(is_ascii(text)) << text;
    EXPECT_NE(text.find("mean +/- 95%"), std::string::npos) << text;
    EXPECT_EQ(in({{"LANG", "en_GB.UTF-8"}, {"LC_ALL", "C"}}), text);
    EXPECT_EQ(in({{"LANG", "de_DE.ISO-8859-1"}}), text);
    EXPECT_FALSE(is_ascii(in({{"LANG", "C"}, {"LC_CTYPE", "en_GB.utf8"}})));
    EXPECT_FALSE(is_ascii(in({{"LANG", "C.UTF-8"}})));
    EXPECT_EQ(read_run(results_).manifest.title, "Two sides, a few steps");
}

TEST_F(RunProgram, ColoursOnlyWhatIsAskedFor) {
    EXPECT_EQ(run({"run", "small.yaml", "--runs", "2"}).out.find('\033'), std::string::npos) << "a pipe";
    EXPECT_NE(run({"run", "small.yaml", "--runs", "2", "--color", "always"}).out.find('\033'), std::string::npos);
}

TEST_F(RunProgram, SaysWhereTheTimeWentOnRequest) {
    const Finished finished = run({"run", "small.yaml", "--runs", "2", "--timing"});
    EXPECT_NE(finished.err.find("outside the engine"), std::string::npos);
}

TEST(Program, SpeaksOnTheRightStreamWithTheRightCode) {
    const Finished version = run_program({{"--version"}});
    EXPECT_EQ(version.exit_code, 0);
    EXPECT_EQ(version.out.substr(0, 9), "standoff ");
    const Finished help = run_program({{"run", "-h"}});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_EQ(help.out.substr(0, 9), "Examples:");
    const Finished none = run_program({});
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_EQ(none.out, "");
    EXPECT_EQ(run_program({{"rnu", "x"}}).exit_code, 2);
    EXPECT_EQ(run_program({{"run", "x", "--rnus", "5"}}).exit_code, 2);
}

}  // namespace
}  // namespace standoff
