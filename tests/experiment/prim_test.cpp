#include "experiment/prim.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "experiment/design.hpp"

namespace standoff {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr FactorScale number = FactorScale::number;
constexpr FactorScale category = FactorScale::category;

/// One factor at 1, 2, … with these responses.
struct Line {
    explicit Line(std::vector<double> seen, FactorScale scale = number) : scales{scale}, response(std::move(seen)) {
        inputs.columns = 1;
        for (std::size_t i = 1; i <= response.size(); ++i) inputs.values.push_back(static_cast<double>(i));
    }
    [[nodiscard]] PrimData data() const { return {inputs, scales, response, weights}; }

    Matrix inputs;
    std::vector<FactorScale> scales;
    std::vector<double> response;
    std::vector<double> weights;
};

PrimOptions slices_of(double peel, double least_mass = 0.05) {
    PrimOptions options;
    options.peel = peel;
    options.least_mass = least_mass;
    return options;
}

TEST(Peel, TakesOneValueAfterAnotherOffTheWorseEnd) {
    const Line line({0, 0, 0, 1, 1, 1, 1, 0, 0, 0});
    const std::vector<PrimStep> steps = peel(line.data(), slices_of(0.1));
    // Both ends are as good at first: the low one goes. Then only the high one raises the density.
    const std::vector<std::pair<double, double>> limits = {{-inf, inf}, {2, inf}, {3, inf}, {4, inf},
                                                           {4, 9},      {4, 8},   {4, 7}};
    ASSERT_EQ(steps.size(), limits.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        EXPECT_EQ(steps[i].box.limits[0].low, limits[i].first) << i;
        EXPECT_EQ(steps[i].box.limits[0].high, limits[i].second) << i;
        const auto points = static_cast<double>(10 - i);
        EXPECT_EQ(steps[i].points, 10 - i);
        EXPECT_DOUBLE_EQ(steps[i].density, 4 / points);
        EXPECT_DOUBLE_EQ(steps[i].mass, points / 10);
        EXPECT_EQ(steps[i].coverage, 1);
        EXPECT_EQ(steps[i].box.restricted(), i == 0 ? 0U : 1U);
    }
}

TEST(Peel, CutsSlicesOfTheShareAskedForAndStopsAtTheLeastMass) {
    const Line line({0, 0, 0, 0, 0, 0, 1, 1});
    const std::vector<PrimStep> steps = peel(line.data(), slices_of(0.25, 0.3));
    // A quarter of 8 points is 2, of 6 and fewer 1; 2 points would be a quarter of the mass.
    const std::vector<std::size_t> points = {8, 6, 5, 4, 3};
    ASSERT_EQ(steps.size(), points.size());
    for (std::size_t i = 0; i < steps.size(); ++i) EXPECT_EQ(steps[i].points, points[i]);
    EXPECT_DOUBLE_EQ(steps.back().density, 2.0 / 3);
}

TEST(Peel, KeepsEqualValuesTogether) {
    Line line({0, 0, 0, 1, 1});
    line.inputs.values = {1, 1, 1, 2, 3};
    const std::vector<PrimStep> steps = peel(line.data());
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[1].points, 2U);
    EXPECT_EQ(steps[1].box.limits[0].low, 2);
}

TEST(Peel, WeighsPointsByTheirRuns) {
    Line line({0.2, 0.9});
    line.weights = {10, 30};
    const std::vector<PrimStep> steps = peel(line.data());
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_DOUBLE_EQ(steps[0].density, 29.0 / 40);
    EXPECT_DOUBLE_EQ(steps[1].density, 0.9);
    EXPECT_DOUBLE_EQ(steps[1].coverage, 27.0 / 29);
    EXPECT_DOUBLE_EQ(steps[1].mass, 0.75);
}

TEST(Peel, TakesOffOneCategoryAtATime) {
    // Ten points of each of three categories with 2, 8 and 1 outcomes.
    Line line(std::vector<double>(30), category);
    for (std::size_t i = 0; i < 30; ++i) line.inputs.values[i] = static_cast<double>(i / 10);
    for (const std::size_t i : {0, 1, 10, 11, 12, 13, 14, 15, 16, 17, 20}) line.response[i] = 1;
    const std::vector<PrimStep> steps = peel(line.data());
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_DOUBLE_EQ(steps[0].density, 11.0 / 30);
    EXPECT_EQ(steps[1].box.limits[0].without, (std::vector<double>{2}));
    EXPECT_DOUBLE_EQ(steps[1].density, 0.5);
    EXPECT_DOUBLE_EQ(steps[1].coverage, 10.0 / 11);
    EXPECT_EQ(steps[2].box.limits[0].without, (std::vector<double>{0, 2}));
    EXPECT_DOUBLE_EQ(steps[2].density, 0.8);
    EXPECT_DOUBLE_EQ(steps[2].coverage, 8.0 / 11);
    EXPECT_DOUBLE_EQ(steps[2].mass, 1.0 / 3);
}

TEST(Peel, WeighsTheGainAgainstTheMassItCostsUnlessTold) {
    // Outcomes: with category 1 from x = 3 on, with category 0 from x = 6 on; 13 of 20 points.
    Matrix inputs{2, {}};
    std::vector<double> response;
    for (const double c : {0, 1})
        for (double x = 1; x <= 10; ++x) {
            inputs.values.insert(inputs.values.end(), {c, x});
            response.push_back(x >= (c == 1 ? 3 : 6) ? 1 : 0);
        }
    const std::vector<FactorScale> scales = {category, number};
    PrimOptions options = slices_of(0.1);
    options.by = PeelBy::density;
    // Without category 0: 8/10, +.15 for half of the mass. Without x = 1: 13/18, +.072 for a tenth.
    EXPECT_DOUBLE_EQ(peel({inputs, scales, response}, options)[1].density, 0.8);
    options.by = PeelBy::density_per_mass;
    EXPECT_DOUBLE_EQ(peel({inputs, scales, response}, options)[1].density, 13.0 / 18);
}

TEST(Peel, RaisesDensityAndGivesUpCoverageAtEveryStep) {
    const Matrix inputs = random_design(2000, 6, 1);
    std::vector<double> response;
    for (std::size_t i = 0; i < inputs.rows(); ++i) response.push_back(inputs.row(i)[0] * inputs.row(i)[5]);
    const std::vector<FactorScale> scales(6, number);
    const std::vector<PrimStep> steps = peel({inputs, scales, response});
    ASSERT_GT(steps.size(), 20U);
    EXPECT_EQ(steps[0].coverage, 1);
    EXPECT_EQ(steps[0].mass, 1);
    EXPECT_NEAR(steps[0].density, 0.25, 0.02);
    for (std::size_t i = 1; i < steps.size(); ++i) {
        EXPECT_GT(steps[i].density, steps[i - 1].density);
        EXPECT_LT(steps[i].coverage, steps[i - 1].coverage);
        EXPECT_LE(steps[i].mass, steps[i - 1].mass - 1.0 / 2000 + 1e-12);
        EXPECT_GE(steps[i].mass, 0.95 * steps[i - 1].mass - 1e-12) << "patient";
        EXPECT_GE(steps[i].mass, 0.05);
        EXPECT_NEAR(steps[i].coverage * steps[0].density, steps[i].density * steps[i].mass, 1e-12);
    }
    // Only the two factors that matter are needed to reach the corner: its twentieth holds the highest products.
    EXPECT_GT(steps.back().box.limits[0].low, 0.7);
    EXPECT_GT(steps.back().box.limits[5].low, 0.7);
}

TEST(Peel, EndsAtOnceWhereThereIsNothingToFind) {
    EXPECT_EQ(peel(Line({1, 1, 1, 1}).data()).size(), 1U);
    const std::vector<PrimStep> none = peel(Line({0, 0, 0}).data());
    ASSERT_EQ(none.size(), 1U);
    EXPECT_EQ(none[0].coverage, 0);
    EXPECT_TRUE(find_boxes(Line({0, 0, 0}).data(), 3).empty());
    EXPECT_TRUE(find_boxes(Line({1, 1, 1}).data(), 3).empty());
}

TEST(Paste, GivesBackWhatPeelingTookTooMuchOf) {
    const Line line({0, 0, 1, 1, 1, 1, 1, 1, 1, 1});
    const std::vector<PrimStep> steps = peel(line.data(), slices_of(0.3));
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[1].box.limits[0].low, 4) << "three points at once";
    const PrimStep pasted = paste(line.data(), steps[1].box, slices_of(0.3));
    EXPECT_EQ(pasted.box.limits[0].low, 3);
    EXPECT_EQ(pasted.density, 1);
    EXPECT_EQ(pasted.coverage, 1);
}

TEST(Paste, LetsCategoriesBackInAndLiftsIdleLimits) {
    Matrix inputs{2, {0, 1, 0, 2, 1, 3, 1, 4, 2, 5, 2, 6}};
    const std::vector<FactorScale> scales = {category, number};
    const std::vector<double> response = {0, 0, 1, 1, 1, 1};
    Box box{{{-inf, inf, {0, 1}}, {5, 6, {}}}};
    const PrimStep pasted = paste({inputs, scales, response}, box);
    EXPECT_EQ(pasted.coverage, 1);
    EXPECT_EQ(pasted.density, 1);
    EXPECT_EQ(pasted.box.restricted(), 1U) << "one of the two limits says it all";
}

/// Points of the unit cube with one category of three beside it.
struct Planted {
    Matrix inputs = latin_hypercube(2000, 6, 9);
    std::vector<FactorScale> scales = {number, number, number, number, number, category};
    std::vector<double> response;

    template <class Inside>
    explicit Planted(Inside inside) {
        for (std::size_t i = 0; i < inputs.rows(); ++i) {
            inputs.row(i)[5] = std::floor(inputs.row(i)[5] * 3);
            response.push_back(inside(std::as_const(inputs).row(i)));
        }
    }
    [[nodiscard]] PrimData data() const { return {inputs, scales, response}; }
};

TEST(FindBoxes, FindsAPlantedBox) {
    const Planted planted(
        [](std::span<const double> x) { return x[0] >= 0.6 && x[2] <= 0.5 && x[5] != 1 ? 1.0 : 0.0; });
    const std::vector<FoundBox> found = find_boxes(planted.data(), 5);
    ASSERT_EQ(found.size(), 1U) << "nothing is left to find";
    const PrimStep& box = found[0].box;
    EXPECT_GT(box.density, 0.97);
    EXPECT_GT(box.coverage, 0.97);
    EXPECT_EQ(box.box.restricted(), 3U);
    EXPECT_NEAR(box.box.limits[0].low, 0.6, 0.02);
    EXPECT_EQ(box.box.limits[0].high, inf);
    EXPECT_EQ(box.box.limits[2].low, -inf);
    EXPECT_NEAR(box.box.limits[2].high, 0.5, 0.02);
    EXPECT_EQ(box.box.limits[5].without, (std::vector<double>{1}));
    const std::vector<std::optional<double>> chances = quasi_p_values(planted.data(), box.box);
    for (std::size_t j = 0; j < 6; ++j) {
        ASSERT_EQ(chances[j].has_value(), box.box.limits[j].restricted()) << j;
        if (chances[j]) EXPECT_LT(*chances[j], 1e-9) << j;
    }
}

TEST(FindBoxes, FindsAPlantedBoxInNoise) {
    const Matrix luck = random_design(2000, 1, 33);
    std::size_t row = 0;
    const Planted planted([&](std::span<const double> x) {
        const double chance = x[1] >= 0.25 && x[1] <= 0.75 && x[4] >= 0.5 ? 0.85 : 0.05;
        return luck.row(row++)[0] < chance ? 1.0 : 0.0;
    });
    const std::vector<FoundBox> found = find_boxes(planted.data(), 1);
    ASSERT_EQ(found.size(), 1U);
    const PrimStep& box = found[0].box;
    EXPECT_NEAR(box.box.limits[1].low, 0.25, 0.05);
    EXPECT_NEAR(box.box.limits[1].high, 0.75, 0.05);
    EXPECT_NEAR(box.box.limits[4].low, 0.5, 0.05);
    EXPECT_GT(box.density, 0.8);
    // The planted quarter holds .2125 of the mass as outcomes, the rest .0375.
    EXPECT_GT(box.coverage, 0.75);
    const std::vector<std::optional<double>> chances = quasi_p_values(planted.data(), box.box);
    EXPECT_LT(chances[1].value(), 1e-9);
    EXPECT_LT(chances[4].value(), 1e-9);
}

TEST(FindBoxes, FindsASecondBoxInWhatTheFirstLeaves) {
    const Planted planted([](std::span<const double> x) {
        return (x[0] >= 0.5 && x[1] >= 0.5) || (x[2] <= 0.3 && x[3] >= 0.6) ? 1.0 : 0.0;
    });
    const std::vector<FoundBox> found = find_boxes(planted.data(), 2);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_NEAR(found[0].box.box.limits[0].low, 0.5, 0.05);
    EXPECT_NEAR(found[0].box.box.limits[1].low, 0.5, 0.05);
    EXPECT_NEAR(found[1].box.box.limits[2].high, 0.3, 0.05);
    EXPECT_NEAR(found[1].box.box.limits[3].low, 0.6, 0.05);
    EXPECT_GT(found[1].box.density, 0.9);
    EXPECT_GT(found[0].box.coverage + found[1].box.coverage, 0.9);
    EXPECT_LE(found[0].box.coverage + found[1].box.coverage, 1);
    // The second trajectory begins with what the first box left.
    EXPECT_DOUBLE_EQ(found[1].trajectory[0].coverage, 1 - found[0].box.coverage);
    EXPECT_DOUBLE_EQ(found[1].trajectory[0].mass, 1 - found[0].box.mass);
}

TEST(QuasiPValues, AreBinomialTails) {
    Box box{{Limit{7, inf, {}}}};
    // Four points in the box, outcomes in 4 of 10 points: all four .4^4, three or more also 4 (.4^3) .6.
    EXPECT_NEAR(quasi_p_values(Line({0, 0, 0, 0, 0, 0, 1, 1, 1, 1}).data(), box)[0].value(), 0.0256, 1e-15);
    EXPECT_NEAR(quasi_p_values(Line({1, 0, 0, 0, 0, 0, 0, 1, 1, 1}).data(), box)[0].value(), 0.1792, 1e-15);
    // Shares count as whole outcomes, rounded down: 3.9 of 4 points as three, at 4.5 of 10.
    const double q = 0.45;
    EXPECT_NEAR(quasi_p_values(Line({0.6, 0, 0, 0, 0, 0, 1, 1, 1, 0.9}).data(), box)[0].value(),
                4 * std::pow(q, 3) * (1 - q) + std::pow(q, 4), 1e-15);
    EXPECT_EQ(quasi_p_values(Line({0, 1, 0}).data(), Box{{Limit{}}})[0], std::nullopt);
}

TEST(Peel, RefusesDataThatAreNone) {
    Line line({0, 1, 0});
    EXPECT_THROW((void)peel(Line({}).data()), std::invalid_argument);
    EXPECT_THROW((void)peel(Line({0, 2}).data()), std::invalid_argument);
    EXPECT_THROW((void)peel(Line({0, NAN}).data()), std::invalid_argument);
    line.weights = {1, 0, 1};
    EXPECT_THROW((void)peel(line.data()), std::invalid_argument);
    line.weights = {1, 1};
    EXPECT_THROW((void)peel(line.data()), std::invalid_argument);
    line.weights.clear();
    line.inputs.values[1] = inf;
    EXPECT_THROW((void)peel(line.data()), std::invalid_argument);
    EXPECT_THROW((void)peel(Line({0, 1}).data(), slices_of(0)), std::invalid_argument);
}

}  // namespace
}  // namespace standoff
