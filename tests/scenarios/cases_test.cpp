// Iran and Libya: the theory of North Korea's missiles on two histories that it was not made for. Each file loads
// without a word and is plausible beside its record, within ranges whose reasons stand here, and each variant moves
// what it says.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "scenario/spec.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

constexpr const char* iran = "iran/2015-2022.yaml";
constexpr const char* libya = "libya/2003.yaml";
constexpr std::uint32_t runs_each = 800;

const Runs& base_of(std::string_view file) {
    static const Runs of_iran = run_shipped(iran, runs_each);
    static const Runs of_libya = run_shipped(libya, runs_each);
    return file == iran ? of_iran : of_libya;
}

// Neither history came to war, and the theory's prior makes it a surprise.
TEST(Cases, WarIsRare) {
    for (const char* file : {iran, libya}) EXPECT_LT(base_of(file).share_of("war"), 0.03) << file;
}

TEST(Iran, ObservedAreTenStepsAndNineAttacksAllAfterTheAmericanExit) {
    const Scenario scenario = load_scenario(shipped(iran));
    ASSERT_TRUE(scenario.ok()) << findings_of(scenario);
    ASSERT_EQ(scenario.spec->data.size(), 2U);
    const auto total = [&](std::size_t series, std::size_t from, std::size_t to) {
        double sum = 0;
        for (std::size_t i = from; i < to; ++i) sum += scenario.spec->data[series].points.at(i).value;
        return sum;
    };
    constexpr std::size_t months = 5 + 7 * 12, until_may_2018 = 5 + 2 * 12 + 4;
    ASSERT_EQ(scenario.spec->data[0].points.size(), months);
    EXPECT_EQ(total(0, 0, months), 10);
    EXPECT_EQ(total(1, 0, months), 9);
    EXPECT_EQ(total(0, 0, until_may_2018) + total(1, 0, until_may_2018), 0);
}

// The record is one run among the others; the readiness of the classes was fitted, so the mean lies close to it.
TEST(Iran, MiddleOfTheRunsCoversTheStepsAndTheAttacks) {
    const Runs& base = base_of(iran);
    for (const auto& [measure, record] : {std::pair{"breaches", 10.0}, std::pair{"attacks", 9.0}}) {
        EXPECT_LE(base.quantile(measure, 0.1), record) << measure;
        EXPECT_GE(base.quantile(measure, 0.9), record) << measure;
        EXPECT_NEAR(base.mean(measure), record, 0.2 * record) << measure;
    }
}

// The Agency certified every quarter that the deal was kept, so keeping it must be what usually happens.
TEST(Iran, MostRunsKeepTheDealAsLongAsWashingtonDoes) {
    EXPECT_LT(base_of(iran).share_with("early_breaches"), 0.5);
    EXPECT_LT(base_of(iran).mean("early_breaches"), 0.1 * base_of(iran).mean("breaches"));
}

// A thing that happened was possible; a thing that advocates of three causes dispute was no foregone conclusion.
// Tripoli could not accept before Washington asked, in the 207th week, and agreed in the 246th.
TEST(Libya, RenunciationIsNeitherAFreakNorAForegoneConclusion) {
    const Runs& base = base_of(libya);
    EXPECT_NEAR(base.quantile("weeks", 0.5), 246, 13);
    EXPECT_GT(base.quantile("weeks", 0.01), 206);
    EXPECT_GT(base.share_of("renunciation"), 0.6);
    EXPECT_LT(base.share_of("renunciation"), 0.95);
}

// What the variants say in numbers.
TEST(Iran, EuropeAloneDoesNotKeepTehranInTheDeal) {
    EXPECT_GT(run_shipped(iran, runs_each, variant("europe_compensates")).share_with("breaches"), 0.9);
}

TEST(Libya, WithoutReliefLessThanHalfAsManyRenounce) {
    EXPECT_LT(run_shipped(libya, runs_each, variant("no_relief")).share_of("renunciation"),
              0.5 * base_of(libya).share_of("renunciation"));
}

TEST(Libya, BargainingIn1999EndsItYearsEarlierInMostRuns) {
    constexpr double two_years = 104;
    EXPECT_LT(run_shipped(libya, runs_each, variant("washington_listens_in_1999")).quantile("weeks", 0.5),
              base_of(libya).quantile("weeks", 0.5) - two_years);
}

}  // namespace
}  // namespace standoff::test
