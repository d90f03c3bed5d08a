// The textbook scenarios against numbers that are known without this program: closed forms, and stationary
// distributions of the Markov chains over pairs of moves. Exact numbers to 1e-9; simulated ones within four standard
// errors of the mean, with a bound on that error, so that noise cannot hide a wrong number.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

constexpr double exactly = 1e-9;

// --- Richardson's arms race ------------------------------------------------------------------------------------------

Runs richardson(const LoadOptions& options = {}) { return run_shipped("textbook/richardson.yaml", 1, options); }

/// Settings that multiply all rates of the race by `factor`: the same as a step longer by that factor.
std::vector<std::string> rates_times(double factor) {
    const std::array<std::pair<const char*, double>, 6> rates = {
        {{"a", 1}, {"b", 0.8}, {"k", 0.5}, {"l", 0.6}, {"g", 1}, {"h", 2}}};
    std::vector<std::string> settings;
    for (const auto& [name, value] : rates) settings.push_back(fmt::format("{}={}", name, value * factor));
    return settings;
}

TEST(Richardson, TwelveStepsFromNothing) {
    const Runs runs = richardson();
    EXPECT_NEAR(runs.mean("x"), 3.2019735864414063, exactly);
    EXPECT_NEAR(runs.mean("y"), 4.6771711851507805, exactly);
}

TEST(Richardson, RestsWhereFearAndFatigueBalance) {
    const Runs runs = richardson(variant("at_rest"));
    EXPECT_NEAR(runs.mean("x"), 3.6, exactly);
    EXPECT_NEAR(runs.mean("y"), 5.2, exactly);
    EXPECT_NEAR(runs.mean("x_at_rest"), 3.6, exactly);
    EXPECT_NEAR(runs.mean("y_at_rest"), 5.2, exactly);
}

TEST(Richardson, RunsAwayByAFixedFactorAStep) {
    const Runs runs = richardson(variant("runaway"));
    EXPECT_NEAR(runs.mean("x"), std::pow(1.15, 12), exactly);
    EXPECT_NEAR(runs.mean("y"), std::pow(1.15, 12), exactly);
    // 1.15^4 is below 2 and 1.15^5 above, so the fifth state, after 2.5 years; without steps it would be 2.3105.
    EXPECT_NEAR(runs.mean("doubled"), 2.5, exactly);
}

// A displacement along the fast direction of the matrix is multiplied by 1 - 1.4567764 dt in each step. At the largest
// stable step that is -1: after an even number of steps it is back. Below it shrinks, above it grows.
TEST(Richardson, LargestStableStep) {
    const double largest = 1.372894255;
    const double speed = 2 / largest;        // the larger eigenvalue of [[a, -k], [-l, b]]
    const double slope = (1 - speed) / 0.5;  // dy for dx = 1 in its eigenvector: (a - speed) dx - k dy = 0
    const auto displaced_after = [&](double step) {
        LoadOptions options;
        options.set = rates_times(step / 0.5);
        options.set.push_back(fmt::format("X.arms={}", 3.6 + 1));
        options.set.push_back(fmt::format("Y.arms={}", 5.2 + slope));
        return richardson(options).mean("x") - 3.6;
    };
    EXPECT_NEAR(displaced_after(largest), 1, 1e-6);
    EXPECT_NEAR(displaced_after(1.35), std::pow(1 - 1.35 * speed, 12), 1e-6);
    EXPECT_LT(displaced_after(1.35), 1);
    EXPECT_NEAR(displaced_after(1.4), std::pow(1 - 1.4 * speed, 12), 1e-6);
    EXPECT_GT(displaced_after(1.4), 1);
}

TEST(Richardson, VariantWithACoarseStepSwingsWider) {
    double x = 0;
    double y = 0;
    for (int step = 0; step < 12; ++step) {
        const double next_x = x + 1.4 * (0.5 * y - x + 1);
        y += 1.4 * (0.6 * x - 0.8 * y + 2);
        x = next_x;
    }
    const Runs runs = richardson(variant("too_coarse"));
    EXPECT_NEAR(runs.mean("x"), x, exactly);
    EXPECT_NEAR(runs.mean("y"), y, exactly);
}

// --- Reciprocity under noise -----------------------------------------------------------------------------------------

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
    for (const auto& [measure, expected] : {std::pair{"mean_a", row.mean_a}, {"mean_b", row.mean_b}}) {
        const double error = runs.standard_error(measure);
        EXPECT_GT(error, 0);
        EXPECT_LT(error, row.error) << measure;
        EXPECT_NEAR(runs.mean(measure), expected, 4 * error) << measure;
    }
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
    const double error_a = runs.standard_error("mean_a");
    const double error_b = runs.standard_error("mean_b");
    EXPECT_LT(error_a, 0.003);
    EXPECT_LT(error_b, 0.003);
    EXPECT_NEAR(runs.mean("mean_a"), 41.0 / 11, 4 * error_a);
    EXPECT_NEAR(runs.mean("mean_b"), 21.0 / 11, 4 * error_b);
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
