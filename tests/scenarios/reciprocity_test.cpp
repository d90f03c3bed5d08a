// Reciprocity under noise against the stationary distributions of its Markov chains over pairs of moves, and the
// matches that can be counted by hand.
#include <gtest/gtest.h>

#include <string>

#include <fmt/format.h>

#include "scenarios/monte_carlo.hpp"

namespace standoff::test {
namespace {

struct LongRun {
    const char* variant;
    double noise;
    double mean_a;
    double mean_b;
    double error;  ///< the standard error may not be larger
};

void PrintTo(const LongRun& row, std::ostream* out) {
    *out << (row.variant[0] == '\0' ? "tit_for_tat" : row.variant) << ", noise " << row.noise;
}

class Reciprocity : public ::testing::TestWithParam<LongRun> {};

TEST_P(Reciprocity, EarnsItsStationaryMean) {
    const LongRun& row = GetParam();
    const Runs runs =
        run_shipped("textbook/reciprocity-noise.yaml", 200, variant(row.variant, {fmt::format("noise={}", row.noise)}));
    expect_mean(runs, "mean_a", row.mean_a, row.error);
    expect_mean(runs, "mean_b", row.mean_b, row.error);
}

// The bounds on the error are about 1.3 times what the chain's asymptotic variance predicts for 200 runs of 8,000
// rounds.
INSTANTIATE_TEST_SUITE_P(Rows, Reciprocity,
                         ::testing::Values(LongRun{"", 0.01, 2.25, 2.25, 0.0075}, LongRun{"", 0.05, 2.25, 2.25, 0.0035},
                                           LongRun{"win_stay_lose_shift", 0.01, 2.951092, 2.951092, 0.0006},
                                           LongRun{"win_stay_lose_shift", 0.05, 2.7765, 2.7765, 0.0011},
                                           LongRun{"generous", 0.01, 2.970321746, 2.970321746, 0.0005},
                                           LongRun{"generous", 0.05, 2.859375, 2.859375, 0.0009},
                                           LongRun{"grim", 0.01, 1.0397, 1.0397, 0.0016},
                                           LongRun{"grim", 0.05, 1.1925, 1.1925, 0.0017},
                                           LongRun{"never_forgive", 0.01, 1.0299, 1.0299, 0.0008},
                                           LongRun{"never_forgive", 0.05, 1.1475, 1.1475, 0.0012},
                                           LongRun{"exploited", 0.01, 1.020002, 1.069002, 0.0006},
                                           LongRun{"exploited", 0.05, 1.10025, 1.32525, 0.0011}));

TEST(Reciprocity, WithoutNoiseTitForTatNeverFallsOut) {
    const Runs runs = run_shipped("textbook/reciprocity-noise.yaml", 1, variant("", {"noise=0"}));
    EXPECT_NEAR(runs.mean("mean_a"), 3, exactly);
    EXPECT_NEAR(runs.mean("mean_b"), 3, exactly);
}

TEST(TwoHundredRounds, TitForTatLosesByTheFirstBlow) {
    const Runs runs = run_shipped("textbook/reciprocity-200-rounds.yaml", 1);
    EXPECT_NEAR(runs.mean("total_a"), 199, exactly);
    EXPECT_NEAR(runs.mean("total_b"), 204, exactly);
}

TEST(TwoHundredRounds, VariantsGiveWhatTheySay) {
    const auto totals = [](const char* name) {
        const Runs runs = run_shipped("textbook/reciprocity-200-rounds.yaml", 1, variant(name));
        return std::pair{runs.mean("total_a"), runs.mean("total_b")};
    };
    EXPECT_EQ(totals("friends"), (std::pair{600.0, 600.0}));
    EXPECT_EQ(totals("feud"), (std::pair{200.0, 200.0}));
    EXPECT_EQ(totals("grim"), (std::pair{199.0, 204.0}));
    EXPECT_EQ(totals("shifty"), (std::pair{100.0, 600.0}));
}

TEST(Extortion, TakesThreeQuartersOfTheSurplus) {
    const Runs runs = run_shipped("textbook/reciprocity-extortion.yaml", 200);
    expect_mean(runs, "mean_a", 41.0 / 11, 0.003);
    expect_mean(runs, "mean_b", 21.0 / 11, 0.003);
}

// The defining property holds against any opponent: (a - 1) = 3 (b - 1).
TEST(Extortion, HoldsAgainstOtherOpponents) {
    const Runs generous = run_shipped("textbook/reciprocity-extortion.yaml", 200, variant("generous"));
    const double error = generous.standard_error("mean_a") + 3 * generous.standard_error("mean_b");
    EXPECT_LT(error, 0.02);
    EXPECT_NEAR(generous.mean("mean_a") - 1, 3 * (generous.mean("mean_b") - 1), 4 * error);
    const Runs resisted = run_shipped("textbook/reciprocity-extortion.yaml", 20, variant("resisted"));
    EXPECT_NEAR(resisted.mean("mean_a"), 1, exactly);
    EXPECT_NEAR(resisted.mean("mean_b"), 1, exactly);
}

}  // namespace
}  // namespace standoff::test
