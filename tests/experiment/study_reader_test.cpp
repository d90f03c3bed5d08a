// What is read back: rows, summary, CSV; and what a file costs in bytes and memory.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "experiment/disk_faults.hpp"
#include "experiment/merge.hpp"
#include "experiment/sqlite.hpp"
#include "experiment/study_reader.hpp"
#include "experiment/synthetic_study.hpp"
#include "results/text.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

namespace fs = std::filesystem;

class FinishedStudy : public ::testing::Test {
protected:
    FinishedStudy() { write_study(file(), study_); }
    [[nodiscard]] fs::path file() const { return folder_ / "study.sqlite"; }

    TemporaryFolder folder_;
    Study study_ = synthetic_study(6, 25);
};

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

TEST_F(FinishedStudy, GivesBackEveryBitOfEveryRow) {
    const StudyReader reader(file());
    EXPECT_FALSE(difference(reader.study(), study_));
    EXPECT_EQ(reader.range(), (ItemRange{0, 150}));
    std::uint64_t hashes = 0;
    std::uint64_t item = 33;
    for (std::uint64_t i = 0; i < 150; ++i)
        if (i / 25 != 2) hashes += synthetic_result(i, 25).hash;  // point 3 has no model
    EXPECT_EQ(reader.trace_hash(), hashes);
    reader.runs(item, [&](const RunRow& row) {
        EXPECT_EQ(row.point, item / 25 + 1);
        EXPECT_EQ(row.run, item % 25 + 1);
        EXPECT_EQ(row.status == RowStatus::not_played, row.point == 3);
        const RunResult expected = synthetic_result(item, 25);
        if (row.point != 3) {
            EXPECT_EQ(row.status == RowStatus::failed, expected.status == RunStatus::failed);
            EXPECT_EQ(row.outcome, expected.outcome);
            EXPECT_EQ(row.steps, expected.steps);
            const std::vector<double> measures = synthetic_measures(item, expected);
            for (std::size_t i = 0; i < 10; ++i) EXPECT_TRUE(same(row.measures[i], measures[i])) << item << ' ' << i;
        }
        ++item;
    });
    EXPECT_EQ(item, 150U);
}

/// The numbers of the view `summary`, from the rows.
TEST_F(FinishedStudy, TheSummaryIsAsHonestAsThatOfARun) {
    const Database database(file(), Database::Open::read);
    Query row = database.prepare(
        "SELECT point, failure, runs, failed, war_share, m0_mean, m0_min, m0_max, m0_infinite, m9_infinite, m9_mean, "
        "m9_max "
        "FROM summary");
    std::uint64_t point = 0;
    bool some_infinite = false;
    while (row.step()) {
        ++point;
        double failed = 0, wars = 0, sum = 0, low = INFINITY, high = -INFINITY, infinite = 0;
        for (std::uint64_t item = (point - 1) * 25; item < point * 25; ++item) {
            const RunResult result = synthetic_result(item, 25);
            const std::vector<double> measures = synthetic_measures(item, result);
            if (result.status == RunStatus::failed) {
                ++failed;
                continue;
            }
            wars += result.outcome == 0;
            sum += measures[0];
            low = std::min(low, measures[0]);
            high = std::max(high, measures[0]);
            infinite += std::isinf(measures[9]);
        }
        EXPECT_EQ(row.integer(0), static_cast<std::int64_t>(point));
        EXPECT_EQ(row.integer(2), 25);
        if (point == 3) {
            EXPECT_EQ(row.text(1), "no such policy");
            EXPECT_EQ(row.integer(3), 25);
            for (const int column : {4, 5, 6, 7, 10}) EXPECT_EQ(row.type(column), Query::Type::null) << column;
            EXPECT_EQ(row.integer(9), 0);
            continue;
        }
        EXPECT_EQ(row.type(1), Query::Type::null);
        EXPECT_EQ(row.number(3), failed);
        EXPECT_DOUBLE_EQ(row.number(4), wars / (25 - failed));
        EXPECT_NEAR(row.number(5), sum / (25 - failed), 1e-15);
        EXPECT_EQ(row.number(6), low);
        EXPECT_EQ(row.number(7), high);
        EXPECT_EQ(row.integer(8), 0);
        EXPECT_EQ(row.number(9), infinite);
        EXPECT_EQ(row.type(10) == Query::Type::null, infinite > 0);  // never averaged away
        if (infinite > 0) EXPECT_EQ(row.number(11), INFINITY);
        some_infinite = some_infinite || infinite > 0;
    }
    EXPECT_EQ(point, 6U);
    EXPECT_TRUE(some_infinite);
}

TEST_F(FinishedStudy, TheCsvHasARowForEveryRunAndRoundTrips) {
    std::ostringstream out;
    StudyReader(file()).write_csv(out);
    const auto rows = parse_csv(out.str());
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 151U);
    EXPECT_EQ(rows->front(),
              (std::vector<std::string>{"point", "patience", "USA.policy", "run", "status", "outcome", "steps", "m0",
                                        "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"}));
    const std::vector<std::string> names = {"war", "deal", "open"};
    for (std::uint64_t item = 0; item < 150; ++item) {
        const std::vector<std::string>& row = rows->at(item + 1);
        const std::uint64_t point = item / 25 + 1;
        const RunResult result = synthetic_result(item, 25);
        EXPECT_EQ(row[0], std::to_string(point));
        EXPECT_EQ(parse_number(row[1]), std::get<double>(study_.point(point).values[0]));
        EXPECT_EQ(row[2], std::get<std::string>(study_.point(point).values[1]));
        EXPECT_EQ(row[3], std::to_string(result.run));
        if (point == 3) {
            EXPECT_EQ(row[4], "not played");
            continue;
        }
        const bool failed = result.status == RunStatus::failed;
        EXPECT_EQ(row[4], failed ? "failed" : "done");
        EXPECT_EQ(row[5], failed ? "" : names[static_cast<std::size_t>(result.outcome)]);
        const std::vector<double> measures = synthetic_measures(item, result);
        for (std::size_t i = 0; i < 10; ++i) EXPECT_TRUE(same(*parse_number(row[7 + i]), measures[i])) << row[7 + i];
    }
    EXPECT_NE(out.str().find(",inf\n"), std::string::npos);
}

TEST_F(FinishedStudy, HasTheDocumentedTablesAndNothingOfItsHistory) {
    const Database database(file(), Database::Open::read);
    std::string names;
    for (Query all = database.prepare("SELECT name FROM sqlite_schema ORDER BY name"); all.step();)
        names += std::string(all.text(0)) + " ";
    EXPECT_EQ(names, "factors failures measures meta outcomes points runs statuses summary tidy ");
    std::string keys;
    for (Query all = database.prepare("SELECT key FROM meta ORDER BY rowid"); all.step();)
        keys += std::string(all.text(0)) + " ";
    EXPECT_EQ(keys, "format_version standoff_version scenario seed points runs_a_point trace_hash ");
    EXPECT_EQ(database.integer("PRAGMA freelist_count"), 0);
    EXPECT_EQ(database.integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
}

/// Five measures with fractions, four counts, and one of days that is infinite in a quarter of the runs.
TEST(SweepFile, TakesUnderAHundredBytesARunWithTenMeasures) {
    const TemporaryFolder folder;
    Study study = synthetic_study(200, 1000);
    study.point = [](std::uint64_t point) { return StudyPoint{{unit(point), std::string("firm")}, ""}; };
    (void)run_with_fault(Fault::none, 0, [&] { write_study(folder / "study.sqlite", study, 5000); });
    const double bytes = static_cast<double>(fs::file_size(folder / "study.sqlite")) / 200'000;
    RecordProperty("bytes_a_run", std::to_string(bytes));
    EXPECT_LT(bytes, 100);
    EXPECT_GT(bytes, 50);  // less would mean that something is missing
}

TEST(SweepFile, MemoryDoesNotGrowWithTheRuns) {
    if (address_sanitizer) GTEST_SKIP() << "the address sanitizer keeps what was freed";
    const TemporaryFolder folder;
    const auto peak = [&](const std::string& name, std::uint32_t runs) {
        const Study study = synthetic_study(40, runs);
        const auto range = [&](std::uint64_t i) { return shard_range(study.items(), i, 2); };
        const Ending ending = run_with_fault(Fault::none, 0, [&] {
            write_study(folder / (name + "1"), study, range(1), 5000);
            write_study(folder / (name + "2"), study, range(2), 5000);
            merge_shards(folder / name, {folder / (name + "1"), folder / (name + "2")});
            std::ofstream out(folder / (name + ".csv"));
            StudyReader(folder / name).write_csv(out);
        });
        EXPECT_EQ(ending.error, "");
        return ending.peak_kilobytes;
    };
    const long small = peak("small", 2000);
    const long large = peak("large", 8000);  // 20 MB
    EXPECT_LT(large - small, 2000) << "kilobytes";
}

}  // namespace
}  // namespace standoff::testing
