// Which part of a study a process plays.
#include "cli/shard.hpp"

#include <map>

#include <gtest/gtest.h>

namespace standoff {
namespace {

Environment variables(std::map<std::string, std::string> values) {
    return [values = std::move(values)](const char* name) {
        const auto found = values.find(name);
        return found == values.end() ? nullptr : found->second.c_str();
    };
}

TEST(Shard, IsReadFromTheCommandLine) {
    EXPECT_EQ(parse_shard("3/8"), (Shard{3, 8}));
    EXPECT_EQ(parse_shard("1/1"), (Shard{1, 1}));
    for (const char* wrong :
         {"0/8", "9/8", "3", "/8", "3/", "3/8/9", "-1/8", "3 / 8", "a/b", "1/0", "5000000000/5000000001"})
        EXPECT_EQ(parse_shard(wrong), std::nullopt) << wrong;
}

TEST(Shard, OfAnArrayCountsItsTasks) {
    const auto task = [](const char* id, const char* low, const char* step, const char* count) {
        return launched_shard(variables({{"SLURM_ARRAY_TASK_ID", id},
                                         {"SLURM_ARRAY_TASK_MIN", low},
                                         {"SLURM_ARRAY_TASK_STEP", step},
                                         {"SLURM_ARRAY_TASK_COUNT", count}}));
    };
    EXPECT_EQ(task("0", "0", "1", "4").shard, (Shard{1, 4}));
    EXPECT_EQ(task("4", "1", "1", "4").shard, (Shard{4, 4}));
    EXPECT_EQ(task("7", "1", "3", "4").shard, (Shard{3, 4}));
    EXPECT_EQ(task("6", "1", "1", "4").shard, std::nullopt);  // --array=1,2,3,6
    EXPECT_NE(task("6", "1", "1", "4").problem.find("--array=1-4"), std::string::npos);
    EXPECT_NE(task("x", "1", "1", "4").problem.find("\"x\""), std::string::npos);
}

TEST(Shard, OfARankIsOneMoreThanTheRank) {
    EXPECT_EQ(launched_shard(variables({{"OMPI_COMM_WORLD_RANK", "0"}, {"OMPI_COMM_WORLD_SIZE", "3"}})).shard,
              (Shard{1, 3}));
    EXPECT_EQ(launched_shard(variables({{"PMI_RANK", "2"}, {"PMI_SIZE", "3"}})).shard, (Shard{3, 3}));
    EXPECT_EQ(launched_shard(variables({{"SLURM_PROCID", "1"}, {"SLURM_NTASKS", "2"}})).shard, (Shard{2, 2}));
    EXPECT_EQ(launched_shard(variables({{"PMI_RANK", "3"}, {"PMI_SIZE", "3"}})).shard, std::nullopt);
}

TEST(Shard, OfTasksInAnArrayIsAnyOfThem) {
    EXPECT_EQ(launched_shard(variables({{"SLURM_ARRAY_TASK_ID", "2"},
                                        {"SLURM_ARRAY_TASK_MIN", "1"},
                                        {"SLURM_ARRAY_TASK_COUNT", "3"},
                                        {"SLURM_PROCID", "1"},
                                        {"SLURM_NTASKS", "4"}}))
                  .shard,
              (Shard{6, 12}));
}

TEST(Shard, WithoutALauncherIsAProblem) {
    const LaunchedShard none = launched_shard(variables({}));
    EXPECT_EQ(none.shard, std::nullopt);
    EXPECT_NE(none.problem.find("--shard 1/8"), std::string::npos);
}

}  // namespace
}  // namespace standoff
