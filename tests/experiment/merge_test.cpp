// Shards joined: equal to the unsharded file, or refused with the reason.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "experiment/disk_faults.hpp"
#include "experiment/merge.hpp"
#include "experiment/study_reader.hpp"
#include "experiment/synthetic_study.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

namespace fs = std::filesystem;

class Merge : public ::testing::Test {
protected:
    Merge() { write_study(folder_ / "whole.sqlite", study_); }

    fs::path shard(std::uint64_t number, std::uint64_t of, const Study& study) const {
        const fs::path file = folder_ / (std::to_string(number) + "-of-" + std::to_string(of) + ".sqlite");
        write_study(file, study, shard_range(study.items(), number, of));
        return file;
    }

    std::vector<fs::path> shards(std::uint64_t of) const {
        std::vector<fs::path> all;
        for (std::uint64_t i = 1; i <= of; ++i) all.push_back(shard(i, of, study_));
        return all;
    }

    [[nodiscard]] std::string error_of(const std::vector<fs::path>& files) const {
        try {
            merge_shards(folder_ / "merged.sqlite", files);
        } catch (const ResultsError& error) {
            EXPECT_FALSE(fs::exists(folder_ / "merged.sqlite.part"));
            return error.what();
        }
        return "no error";
    }

    void expect_error(const std::vector<fs::path>& files, const std::string& words) const {
        const std::string error = error_of(files);
        EXPECT_NE(error.find(words), std::string::npos) << error;
    }

    void expect_whole() const {
        EXPECT_TRUE(text_in(folder_ / "merged.sqlite") == text_in(folder_ / "whole.sqlite"));
        fs::remove(folder_ / "merged.sqlite");
    }

    TemporaryFolder folder_;
    Study study_ = synthetic_study(9, 11);
};

TEST_F(Merge, GivesTheUnshardedFileWhateverTheNumberAndOrder) {
    for (const std::uint64_t of : {1U, 2U, 7U, 99U, 120U}) {  // of 120 some hold no run
        std::vector<fs::path> files = shards(of);
        for (int i = 0; i < 3; ++i) {
            merge_shards(folder_ / "merged.sqlite", files);
            expect_whole();
            std::rotate(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(of / 2), files.end());
            std::reverse(files.begin(), files.end());
        }
    }
}

/// Lets this process have few files open, until the end of the scope.
class FewOpenFiles {
public:
    explicit FewOpenFiles(rlim_t most) {
        getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit few{most, before_.rlim_max};
        setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewOpenFiles() { setrlimit(RLIMIT_NOFILE, &before_); }
    FewOpenFiles(const FewOpenFiles&) = delete;
    FewOpenFiles& operator=(const FewOpenFiles&) = delete;

private:
    rlimit before_{};
};

TEST_F(Merge, TakesMoreShardsThanAProcessMayHaveFilesOpen) {
    const std::vector<fs::path> files = shards(99);
    const FewOpenFiles few(40);
    merge_shards(folder_ / "merged.sqlite", files);
    expect_whole();
}

TEST_F(Merge, KilledAnywhereItGoesOn) {
    const std::vector<fs::path> files = shards(3);
    const auto merge = [&] { merge_shards(folder_ / "merged.sqlite", files); };
    const std::size_t changes = run_with_fault(Fault::none, 0, merge).changes.size();
    expect_whole();
    for (std::size_t at = 0; at < changes; at += stride) {
        EXPECT_EQ(run_with_fault(Fault::kill, at, merge).signal, SIGKILL);
        merge();
        expect_whole();
    }
}

TEST_F(Merge, NamesTheRunsThatNoShardHolds) {
    const auto files = shards(3);
    expect_error({files[0], files[2]},
                 "33 runs are in none of the files: run 1 of point 4 to run 11 of point 6; give the shards that hold");
    expect_error({files[0], files[1]}, "run 1 of point 7 to run 11 of point 9");
    expect_error({files[2]}, "66 runs are in none of the files: run 1 of point 1 to run 11 of point 6");
    expect_error({}, "there are no shards to merge");
}

TEST_F(Merge, NamesShardsThatOverlap) {
    const auto files = shards(3);
    expect_error({files[0], files[1], files[1], files[2]},
                 "2-of-3.sqlite both hold run 1 of point 4; give each shard once");
    expect_error({files[0], shard(2, 4, study_), files[1], files[2]}, "2-of-4.sqlite both hold");
    expect_error({folder_ / "whole.sqlite", files[1]}, "both hold run 1 of point 4");
}

TEST_F(Merge, RefusesShardsOfAnotherStudy) {
    const fs::path mine = shard(1, 2, study_);
    expect_error({mine, shard(2, 2, synthetic_study(9, 11, "2"))},
                 "are not of one study: the seed is \"1\" in the first and \"2\" in the second");
    fs::remove(folder_ / "2-of-2.sqlite");
    Study moved = study_;
    moved.point = [](std::uint64_t) { return StudyPoint{{0.5, std::string("yielding")}, ""}; };
    expect_error({mine, shard(2, 2, moved)}, "patience at point 1 is");
    put(folder_ / "letter", "to a friend");
    expect_error({mine, folder_ / "letter"}, "letter cannot be used: it is no SQLite database");
    expect_error({mine, folder_ / "nowhere"}, "nowhere cannot be used: No such file");
}

TEST_F(Merge, RefusesAShardThatIsNotFinished) {
    const fs::path mine = shard(1, 2, study_);
    {
        StudyWriter writer(folder_ / "half.sqlite", study_, shard_range(99, 2, 2), synthetic_failure);
        const RunResult result = synthetic_result(49, 11);
        writer.add(5, result, synthetic_measures(49, result));
        writer.commit();
    }
    expect_error({mine, folder_ / "half.sqlite"}, "half.sqlite is not finished: there is");
    expect_error({mine, folder_ / "half.sqlite.part"}, "half.sqlite.part is not finished: 1 of 50 runs are there");
}

}  // namespace
}  // namespace standoff::testing
