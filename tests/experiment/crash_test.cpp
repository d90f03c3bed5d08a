// The store after kill -9, a full disk and a folder that may not be written.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "experiment/disk_faults.hpp"
#include "experiment/store.hpp"
#include "experiment/study_reader.hpp"
#include "experiment/synthetic_study.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

namespace fs = std::filesystem;

/// A study that was written without interruption, with what it took.
class DisturbedStore : public ::testing::Test {
protected:
    DisturbedStore() {
        undisturbed_ = run_with_fault(Fault::none, 0, [&] { write_study(whole(), small_, batch_); });
        EXPECT_EQ(undisturbed_.error, "");
        bytes_ = text_in(whole());
    }

    [[nodiscard]] fs::path whole() const { return folder_ / "whole.sqlite"; }
    [[nodiscard]] fs::path file() const { return folder_ / "study.sqlite"; }

    /// Kills at change `at`, then goes on.
    void kill_and_resume(std::size_t at) {
        SCOPED_TRACE("killed at change " + std::to_string(at));
        const Ending killed = run_with_fault(Fault::kill, at, [&] { write_study(file(), small_, batch_); });
        ASSERT_EQ(killed.signal, SIGKILL);
        expect_resumed();
        fs::remove(file());
    }

    void expect_resumed() {
        write_study(file(), small_, batch_);
        EXPECT_TRUE(text_in(file()) == bytes_) << "other bytes";
        EXPECT_EQ(folder_.names(), (std::vector<std::string>{"study.sqlite", "whole.sqlite"}));
    }

    TemporaryFolder folder_;
    Study small_ = synthetic_study(8, 15);
    std::uint64_t batch_ = 13;
    Ending undisturbed_;
    std::string bytes_;
};

TEST_F(DisturbedStore, KilledAtAnyChangeOfTheDiskGivesTheSameBytes) {
    const std::string& changes = undisturbed_.changes;
    // First and later commits, the packed file, its name, the leftovers.
    EXPECT_GT(std::count(changes.begin(), changes.end(), 's'), 20);
    EXPECT_EQ(std::count(changes.begin(), changes.end(), 'r'), 1);
    EXPECT_GE(changes.size() - changes.find('r'), 4U);  // rename, its folder's sync, journal, .part
    for (std::size_t at = 0; at < changes.size(); at += stride) kill_and_resume(at);
}

TEST_F(DisturbedStore, KilledOverAndOverItGetsToTheEnd) {
    int kills = 0;
    for (std::size_t at = 7;; at += 3) {
        const Ending ending = run_with_fault(Fault::kill, at, [&] { write_study(file(), small_, batch_); });
        if (ending.signal == 0) break;
        ++kills;
    }
    EXPECT_GE(kills, 5);
    expect_resumed();
}

TEST(InterruptedStore, TwentyKillsSpreadOverALongWriteGiveTheSameBytes) {
    const TemporaryFolder folder;
    const Study study = synthetic_study(60, 100);
    const auto write = [&](const char* name) { write_study(folder / name, study, 500); };
    const Ending undisturbed = run_with_fault(Fault::none, 0, [&] { write("whole.sqlite"); });
    ASSERT_EQ(undisturbed.error, "");
    const std::size_t changes = undisturbed.changes.size();
    const std::size_t rename = undisturbed.changes.find('r');
    std::set<std::size_t> moments = {undisturbed.changes.find('s'), rename, rename + 1};  // first commit, final rename
    for (std::uint64_t i = 0; i < 20; ++i) moments.insert(changes * i / 20 + mixed(i) % (changes / 20));
    ASSERT_GE(moments.size(), 20U);
    for (const std::size_t at : moments) {
        SCOPED_TRACE(at);
        EXPECT_EQ(run_with_fault(Fault::kill, at, [&] { write("study.sqlite"); }).signal, SIGKILL);
        write("study.sqlite");
        ASSERT_TRUE(text_in(folder / "study.sqlite") == text_in(folder / "whole.sqlite"));
        fs::remove(folder / "study.sqlite");
    }
}

TEST(InterruptedStore, AKillLosesNoMoreThanTheLastBatch) {
    const TemporaryFolder folder;
    const Study study = synthetic_study(2, 300);
    const Ending ending = run_with_fault(Fault::none, 0, [&] {
        StudyWriter writer(folder / "study.sqlite", study, {0, 600}, synthetic_failure);
        for (std::uint64_t item = 0; item < 250; ++item) {
            const RunResult result = synthetic_result(item, study.runs);
            writer.add(1, result, synthetic_measures(item, result));
            if (item == 199) writer.commit();
        }
        (void)kill(getpid(), SIGKILL);
    });
    EXPECT_EQ(ending.signal, SIGKILL);
    EXPECT_EQ(StudyWriter(folder / "study.sqlite", study, {0, 600}, synthetic_failure).next(), 200U);
}

TEST_F(DisturbedStore, AFullDiskEndsInWordsAndGoesOnLater) {
    for (std::size_t at = 0; at < undisturbed_.changes.size(); at += stride) {
        if (undisturbed_.changes.find('w', at) == std::string::npos) break;  // nothing more is written
        SCOPED_TRACE("full at change " + std::to_string(at));
        const Ending full = run_with_fault(Fault::full, at, [&] { write_study(file(), small_, batch_); });
        ASSERT_EQ(full.signal, 0);
        EXPECT_NE(
            full.error.find("study.sqlite.part cannot be used: the disk is full; what is finished is kept, and the "
                            "same command goes on from there"),
            std::string::npos)
            << full.error;
        expect_resumed();
        fs::remove(file());
    }
}

/// Runs `action` as a user whom permissions stop.
std::string error_as_nobody(const std::function<void()>& action) {
    const Ending ending = run_with_fault(Fault::none, 0, [&] {
        constexpr uid_t nobody = 65534;
        if (getuid() == 0 && setuid(nobody) != 0) throw std::runtime_error("cannot become nobody");
        action();
    });
    return ending.error;
}

TEST_F(DisturbedStore, AFolderThatMayNotBeWrittenEndsInWordsAndGoesOnLater) {
    const Ending killed =
        run_with_fault(Fault::kill, undisturbed_.changes.size() / 2, [&] { write_study(file(), small_, batch_); });
    ASSERT_EQ(killed.signal, SIGKILL);
    const std::string before = text_in(part_of(file()));
    chmod(folder_.path().c_str(), 0555);
    chmod(part_of(file()).c_str(), 0444);
    const std::string resumed = error_as_nobody([&] { write_study(file(), small_, batch_); });
    EXPECT_NE(resumed.find("study.sqlite.part cannot be used: it is read-only, or its folder is"), std::string::npos)
        << resumed;
    const std::string begun = error_as_nobody([&] { write_study(folder_ / "new.sqlite", small_, batch_); });
    EXPECT_NE(begun.find("new.sqlite.part cannot be written: Permission denied"), std::string::npos) << begun;
    EXPECT_TRUE(text_in(part_of(file())) == before);
    chmod(folder_.path().c_str(), 0755);
    chmod(part_of(file()).c_str(), 0644);
    expect_resumed();
}

TEST_F(DisturbedStore, ASecondWriterIsRefusedUntilTheFirstEnds) {
    {
        StudyWriter first(file(), small_, {0, small_.items()}, synthetic_failure);
        const Ending second = run_with_fault(Fault::none, 0, [&] { write_study(file(), small_, batch_); });
        EXPECT_NE(
            second.error.find("study.sqlite.part cannot be used: another process is writing it; wait until it has "
                              "ended, or name another file"),
            std::string::npos)
            << second.error;
    }
    expect_resumed();
}

}  // namespace
}  // namespace standoff::testing
