// standoff sweep --shard and standoff merge: the same file in any way, or the reason why not.
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cli/sweep_program.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::run_program;
using testing::Start;
using testing::SweepProgram;
namespace fs = std::filesystem;
using Words = std::vector<std::string>;

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
        std::istringstream lines(code == 3 ? finished.screen : "");
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
        EXPECT_FALSE(fs::exists(here_ / "m.sqlite"));
    };
    expect({"merge", "m.sqlite", "s.shard-1-of-2.sqlite"}, 3, "15 runs are in none of the files");
    expect({"merge", "m.sqlite", "s.shard-1-of-2.sqlite", "s.shard-2-of-2.sqlite"}, 3,
           "are not of one study: the number of runs at each point is \"5\" in the first and \"6\" in the second");
    expect({"merge", "m.sqlite", "s.shard-1-of-2.sqlite", "s.shard-1-of-2.sqlite"}, 3, "both hold");
    expect({"merge", "m.sqlite"}, 2, "then the shards");
    expect({"merge"}, 2, "needs the file to write");
}

}  // namespace
}  // namespace standoff
