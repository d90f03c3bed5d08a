// What a study's file says by levels of a factor, with numbers worked out by hand.
#include "experiment/margins.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "experiment/store.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int failed = -1;

/// A run in the order of items: its outcome, or `failed`, and its measure.
struct Row {
    int outcome = 0;
    double measure = 0;
};

class Margins : public ::testing::Test {
protected:
    SweepRecord margins(const std::vector<FactorValue>& values, std::uint32_t runs, const std::vector<Row>& rows,
                        const std::vector<std::string>& columns = {}) {
        Study study;
        study.identity = {{"title", "A title"}, {"about", "A question"}};
        const bool words = std::holds_alternative<std::string>(values.front());
        study.factors = {{{"x", ""}, words ? "policy" : "number", words}};
        study.outcomes = {{"war", ""}, {"peace", ""}};
        study.measures = {{{"tests", ""}, false}};
        study.points = values.size();
        study.runs = runs;
        study.point = [&](std::uint64_t point) {
            return StudyPoint{{values[point - 1]}, point == without_model_ ? "no such policy" : ""};
        };
        StudyWriter writer(file_, study, {0, study.items()}, [](std::uint64_t, std::uint32_t) { return RunFailure{}; });
        while (writer.next() < study.items()) {
            const Row& row = rows[writer.next()];
            RunResult result;
            result.run = static_cast<std::uint32_t>(writer.next() % runs + 1);
            result.status = row.outcome == failed ? RunStatus::failed : RunStatus::done;
            result.outcome = row.outcome;
            writer.add(writer.next() / runs + 1, result, std::vector<double>{row.measure});
        }
        writer.finish();
        return margins_of(StudyReader(file_), columns);
    }

    TemporaryFolder folder_;
    std::filesystem::path file_ = folder_ / "study.sqlite";
    std::uint64_t without_model_ = 0;
};

void expect_mean(const MarginalMean& mean, double value, double low, double high) {
    ASSERT_TRUE(mean.mean && mean.low && mean.high);
    EXPECT_NEAR(*mean.mean, value, 1e-12);
    EXPECT_NEAR(*mean.low, low, 1e-4);
    EXPECT_NEAR(*mean.high, high, 1e-4);
}

// Wilson's interval of 1 of 2 is 0.0945 to 0.9055, of 1 of 1 0.2065 to 1, of a share of 2/3 with 2 trials 0.1594 to
// 0.9547; Student's quantile with one degree of freedom is 12.7062.
TEST_F(Margins, AreSharesAndMeansWithTheirIntervals) {
    const SweepRecord record = margins({0.0, 1.0}, 2, {{0, 1}, {1, 3}, {0, 2}, {failed, 0}});
    EXPECT_EQ(record.title, "A title");
    EXPECT_EQ(record.about, "A question");
    EXPECT_EQ(record.failed, 1U);
    ASSERT_EQ(record.columns.size(), 3U);
    EXPECT_EQ(record.columns[2].name, "tests");
    const std::vector<FactorLevel>& levels = record.factors.at(0).levels;
    ASSERT_EQ(levels.size(), 2U);
    EXPECT_EQ(levels[1].runs, 1U);
    expect_mean(levels[0].means[0], 0.5, 0.0945, 0.9055);
    expect_mean(levels[1].means[0], 1, 0.2065, 1);
    expect_mean(record.overall[0], 2.0 / 3, 0.1594, 0.9547);
    expect_mean(levels[0].means[2], 2, 2 - 12.7062, 2 + 12.7062);
    EXPECT_EQ(levels[1].means[2].mean, 2.0);
    EXPECT_FALSE(levels[1].means[2].low) << "of one run there is no spread";
    // Run 1 has 1 and 2, run 2 has 3: averages 1.5 and 3, half their difference 0.75.
    expect_mean(record.overall[2], 2, 2 - 12.7062 * 0.75, 2 + 12.7062 * 0.75);
}

TEST_F(Margins, OfRunsThatShareTheirLuckAreNotSurerThanOnePoint) {
    const SweepRecord record = margins({1.0, 2.0, 3.0}, 2, {{0, 0}, {1, 0}, {0, 0}, {1, 0}, {0, 0}, {1, 0}});
    for (const FactorLevel& level : record.factors[0].levels) expect_mean(level.means[0], 0.5, 0.0945, 0.9055);
    expect_mean(record.overall[0], 0.5, 0.0945, 0.9055);
}

TEST_F(Margins, PutWordsAndManyNumbersIntoLevels) {
    const SweepRecord words = margins({std::string("calm"), std::string("bold"), std::string("calm")}, 1,
                                      {{0, 1}, {1, 1}, {1, 1}}, {"peace"});
    ASSERT_EQ(words.columns.size(), 1U);
    ASSERT_EQ(words.factors[0].levels.size(), 2U);
    EXPECT_EQ(words.factors[0].levels[0].value, "calm");
    EXPECT_EQ(words.factors[0].levels[0].points, 2U);
    EXPECT_EQ(words.factors[0].levels[0].means[0].mean, 0.5);
    file_ = folder_ / "numbers.sqlite";
    std::vector<FactorValue> values;
    for (int i = 15; i > 0; --i) values.emplace_back(static_cast<double>(i));
    const SweepRecord numbers = margins(values, 1, std::vector<Row>(15, {0, 1}));
    const std::vector<FactorLevel>& levels = numbers.factors[0].levels;
    ASSERT_EQ(levels.size(), 5U) << "13 values and more are cut into five stretches";
    for (std::size_t k = 0; k < 5; ++k) {
        EXPECT_EQ(levels[k].low, 3 * static_cast<double>(k) + 1);
        EXPECT_EQ(levels[k].high, 3 * static_cast<double>(k) + 3);
        EXPECT_EQ(levels[k].points, 3U);
    }
}

TEST_F(Margins, KnowNoMeanOfInfinityAndOfWhatWasNotPlayed) {
    without_model_ = 2;
    const SweepRecord record = margins({1.0, 2.0}, 2, {{0, infinity}, {0, 4}, {}, {}});
    EXPECT_EQ(record.not_played, 2U);
    EXPECT_EQ(record.overall[2].infinite, 1U);
    EXPECT_FALSE(record.overall[2].mean);
    EXPECT_FALSE(record.factors[0].levels[1].means[0].mean);
    EXPECT_EQ(record.factors[0].levels[1].runs, 0U);
}

}  // namespace
}  // namespace standoff::testing
