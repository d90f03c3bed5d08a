// What a run says and leaves where something goes wrong.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

#include <standoff/results.hpp>

#include "cli/run_program.hpp"

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
namespace fs = std::filesystem;

/// Runs in which tension gets high divide by zero.
constexpr const char* failing = "dynamics:\n  - strain' = 1 / (tension < 0.6)\n";

TEST_F(RunProgram, AWrongEnvironmentIsWrongUse) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "2"}).exit_code, 0);
    for (const auto& [name, value] :
         {std::pair{"STANDOFF_ISA", "foo"}, std::pair{"STANDOFF_LANES", "0"}, std::pair{"STANDOFF_LANES", "x"}})
        for (const std::vector<std::string>& words :
             {std::vector<std::string>{"run", "small.yaml"}, {"replay", "results/small/run"}}) {
            Start wrong = start(words);
            wrong.environment = {{name, value}};
            const Finished finished = run_program(wrong);
            EXPECT_EQ(finished.exit_code, 2) << name << "=" << value;
            EXPECT_EQ(finished.err.find(std::string("standoff: ") + name + "=" + value + ": not "), 0U) << finished.err;
        }
}

TEST_F(RunProgram, AnErrorInTheFileIsShownAndNothingIsRun) {
    put(here_ / "bad.yaml", small_scenario("measure:\n  x: count(push)\n"));
    const Finished finished = run({"run", "bad.yaml"});
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_EQ(finished.out, "");
    EXPECT_NE(finished.err.find("error[E"), std::string::npos) << finished.err;
    EXPECT_NE(finished.err.find("bad.yaml:"), std::string::npos);
    EXPECT_FALSE(fs::exists(here_ / "results"));
    EXPECT_EQ(run({"run", "missing.yaml"}).exit_code, 3);
    EXPECT_EQ(run({"run", "small.yaml", "--variant", "cold"}).exit_code, 2) << "the file is good, the use is wrong";
    const Finished unknown = run({"run", "small.yaml", "--set", "heta=1"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_NE(unknown.err.find("the settings of the command line cannot be used with small.yaml: 1 error"),
              std::string::npos)
        << unknown.err;
}

TEST_F(RunProgram, AFailedRunIsCountedApartAndTheRestIsKept) {
    put(here_ / "small.yaml", small_scenario(failing));
    const Finished finished = run({"run", "small.yaml", "--runs", "50"});
    EXPECT_EQ(finished.exit_code, 4) << finished.err;
    const RunRecord record = read_run(results_);
    EXPECT_GT(record.summary.failed, 0U);
    ASSERT_TRUE(record.manifest.first_failure);
    EXPECT_EQ(record.manifest.first_failure->place.substr(0, 11), "small.yaml:")
        << record.manifest.first_failure->place;
    EXPECT_NE(finished.err.find(record.manifest.first_failure->what), std::string::npos) << finished.err;
    std::uint64_t counted = 0;
    for (const OutcomeSummary& outcome : record.summary.outcomes) counted += outcome.count;
    EXPECT_EQ(counted, record.summary.runs - record.summary.failed);
    const auto rows = table("results/small/run/runs.csv");
    const auto& row = rows.at(record.manifest.first_failure->run);
    EXPECT_EQ(row[1], "");
    EXPECT_EQ(row[2], "failed");
    EXPECT_EQ(row[5], "");
    EXPECT_EQ(run({"replay", "results/small/run"}).exit_code, 0);
}

TEST_F(RunProgram, AFullDiskLeavesNothing) {
    // The largest file is limited, so that a write fails as on a full disk.
    Start limited = start({"run", "small.yaml", "--runs", "20000"});
    limited.file_limit = 100000;
    const Finished finished = run_program(limited);
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_EQ(finished.out, "");
    EXPECT_NE(finished.err.find("results/small/run/runs.csv cannot be written"), std::string::npos) << finished.err;
    expect_nothing_left();
}

TEST_F(RunProgram, AFullFileSystemLeavesNothing) {
    fs::create_directory(here_ / "disk");
    Start full = start({"run", "small.yaml", "--runs", "20000", "--out", "disk/run"});
    full.wrapper = testing::with_mount(here_ / "disk", "size=64k");
    if (full.wrapper.empty()) GTEST_SKIP() << "this machine allows no mounts";
    const Finished finished = run_program(full);
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_NE(finished.err.find("No space left on device"), std::string::npos) << finished.err;
}

TEST_F(RunProgram, AReadOnlyPlaceIsSaidAtOnce) {
    put(here_ / "file", "x");
    const Finished below_a_file = run({"run", "small.yaml", "--runs", "2", "--out", "file/run"});
    EXPECT_EQ(below_a_file.exit_code, 3);
    EXPECT_NE(below_a_file.err.find("cannot be made: Not a directory"), std::string::npos) << below_a_file.err;
    if (geteuid() != 0) {
        fs::create_directory(here_ / "locked");
        fs::permissions(here_ / "locked", fs::perms::owner_read | fs::perms::owner_exec);
        const Finished locked = run({"run", "small.yaml", "--runs", "2", "--out", "locked/run"});
        EXPECT_EQ(locked.exit_code, 3);
        EXPECT_NE(locked.err.find("Permission denied"), std::string::npos) << locked.err;
    }
    fs::create_directory(here_ / "disk");
    Start read_only = start({"run", "small.yaml", "--runs", "2", "--out", "disk/run"});
    read_only.wrapper = testing::with_mount(here_ / "disk", "ro");
    if (read_only.wrapper.empty()) return;
    const Finished finished = run_program(read_only);
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_NE(finished.err.find("Read-only file system"), std::string::npos) << finished.err;
}

TEST_F(RunProgram, AFullStandardOutputIsAnError) {
    Start full = start({"run", "small.yaml", "--runs", "2"});
    full.out_file = "/dev/full";
    const Finished finished = run_program(full);
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_NE(finished.err.find("standard output cannot be written: No space left on device"), std::string::npos)
        << finished.err;
    EXPECT_EQ(read_run(results_).summary.runs, 2U) << "the results are whole";
}

TEST_F(RunProgram, AReaderThatWentAwayIsNoError) {
    Start closed = start({"run", "small.yaml", "--runs", "200"});
    closed.out_closed = true;
    const Finished finished = run_program(closed);
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_EQ(finished.signal, 0);
    EXPECT_EQ(finished.err, "");
    EXPECT_EQ(read_run(results_).summary.runs, 200U);
}

TEST_F(RunProgram, AnInterruptionKeepsWhatWasFinished) {
    Program program(start({"run", "small.yaml", "--runs", "20000000", "--jobs", "1", "--seed", "5"}));
    ASSERT_TRUE(has_begun(results_.parent_path()));
    program.signal(SIGINT);
    const Finished finished = program.wait();
    EXPECT_EQ(finished.exit_code, 130) << finished.err;
    EXPECT_NE(finished.err.find("interrupted: "), std::string::npos) << finished.err;
    EXPECT_NE(finished.err.find("to start again: standoff run small.yaml --seed 5 --runs 20000000 --jobs 1\n"),
              std::string::npos)
        << finished.err;
    const RunRecord record = read_run(results_);
    EXPECT_TRUE(record.manifest.interrupted);
    EXPECT_EQ(record.manifest.runs_asked, 20000000U);
    EXPECT_GT(record.summary.runs, 0U);
    EXPECT_LT(record.summary.runs, 20000000U);
    EXPECT_EQ(table("results/small/run/runs.csv").size(), record.summary.runs + 1U);
    EXPECT_EQ(run({"replay", "results/small/run"}).exit_code, 0) << "a prefix of the runs is a run of its own";
}

}  // namespace
}  // namespace standoff
