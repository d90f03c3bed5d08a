#include "experiment/margins.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <optional>
#include <vector>

#include "experiment/synthetic_study.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

/// Mean of measure 0 at a point, over the runs that did not fail.
double mean_at(std::uint64_t point, std::uint32_t runs) {
    double sum = 0;
    int done = 0;
    for (std::uint64_t item = (point - 1) * runs; item < point * runs; ++item) {
        const RunResult result = synthetic_result(item, runs);
        if (result.status == RunStatus::failed) continue;
        sum += synthetic_measures(item, result)[0];
        ++done;
    }
    return sum / done;
}

SweepRecord record_of(std::uint64_t points, std::uint32_t runs) {
    const TemporaryFolder folder;
    const Study study = synthetic_study(points, runs);
    write_study(folder / "study.sqlite", study, {0, study.items()}, 1000);
    return margins_of(StudyReader(folder / "study.sqlite"), {"m0"});
}

TEST(SweepRows, AreThePointsWithTheirMeans) {
    const SweepRecord record = record_of(6, 25);
    ASSERT_EQ(record.rows.size(), 6);
    for (std::uint64_t point = 1; point <= 6; ++point) {
        const SweepRow& row = record.rows[point - 1];
        EXPECT_EQ(std::get<double>(row.values[0]), unit(point));
        ASSERT_EQ(row.means.size(), 1);
        if (point == 3) EXPECT_EQ(row.means[0], std::nullopt) << "it has no model";
        else EXPECT_NEAR(row.means[0].value(), mean_at(point, 25), 1e-12) << point;
    }
}

TEST(SweepRows, AreAnEvenChoiceOfManyPoints) {
    const SweepRecord record = record_of(2500, 2);
    ASSERT_EQ(record.rows.size(), 1000);
    for (std::uint64_t k = 0; k < 1000; ++k) {
        const std::uint64_t point = k * 5 / 2 + 1;  // 1, 3, 6, 8, 11, …
        EXPECT_EQ(std::get<double>(record.rows[k].values[0]), unit(point)) << k;
        if (record.rows[k].means[0]) EXPECT_NEAR(*record.rows[k].means[0], mean_at(point, 2), 1e-12);
    }
}

}  // namespace
}  // namespace standoff::testing
