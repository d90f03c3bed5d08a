// standoff sweep and its one file: killed, interrupted, asked for again, or with another in its place.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cli/sweep_program.hpp"
#include "experiment/study_reader.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::Program;
using testing::put;
using testing::run_program;
using testing::Start;
using testing::SweepProgram;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

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

TEST_F(SweepProgram, AWholeFileIsNotPlayedAgain) {
    ASSERT_EQ(sweep(grid_, {"--runs", "5", "--out", "g.sqlite"}).exit_code, 0);
    const std::string before = bytes("g.sqlite");
    const Finished again = sweep(grid_, {"--runs", "5", "--out", "g.sqlite", "--csv"});
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_EQ(again.err, "standoff: g.sqlite is already whole\n");
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
        EXPECT_TRUE(refused.err.starts_with("standoff: g.sqlite belongs to another study")) << "before any plan\n"
                                                                                            << refused.err;
        EXPECT_NE(refused.err.find("--out"), std::string::npos) << refused.err;
        EXPECT_NE(refused.err.find("--force"), std::string::npos) << refused.err;
        EXPECT_EQ(bytes("g.sqlite"), before);
    }
    ASSERT_EQ(sweep(grid_, {"--runs", "6", "--out", "g.sqlite", "--force"}).exit_code, 0);
    EXPECT_EQ(bytes("g.sqlite.old"), before);
    EXPECT_EQ(StudyReader(here_ / "g.sqlite").study().runs, 6U);
}

TEST_F(SweepProgram, WhatIsInTheWayIsNamed) {
    const Words words = {"--runs", "5", "--out", "g.sqlite"};
    const auto refusal = [&](const Words& more) {
        const Finished finished = sweep(grid_, both(words, more));
        EXPECT_EQ(finished.exit_code, 3) << finished.err;
        return finished.err;
    };
    put(here_ / "g.sqlite", "");
    EXPECT_NE(refusal({}).find("g.sqlite is empty, and no study of standoff;"), std::string::npos) << refusal({});
    put(here_ / "g.sqlite", "a letter to a friend");
    EXPECT_NE(refusal({}).find("g.sqlite cannot be used: it is no SQLite database;"), std::string::npos) << refusal({});
    ASSERT_EQ(sweep(grid_, both(words, {"--force", "--set", "strain=1"})).exit_code, 0);
    EXPECT_NE(refusal({}).find("the setting of strain is \"1\" there and missing here;"), std::string::npos)
        << refusal({});
    EXPECT_NE(refusal({"--set", "strain=2"}).find("the setting of strain is \"1\" there and \"2\" here;"),
              std::string::npos);
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

}  // namespace
}  // namespace standoff
