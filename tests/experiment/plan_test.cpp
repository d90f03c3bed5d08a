// The points of an experiment and the models that they need, laid out by hand.
#include "experiment/plan.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace standoff {
namespace {

using Design = Experiment::Design;

Factor numbers(const std::string& path, const std::vector<double>& values) {
    Factor factor;
    factor.path = path;
    factor.numbers = values;
    factor.written.resize(values.size());
    return factor;
}

Factor span(const std::string& path, double from, double to, int steps = 0) {
    Factor factor;
    factor.path = path;
    factor.form = Factor::Form::span;
    factor.from = from;
    factor.to = to;
    factor.steps = steps;
    return factor;
}

Factor words(const std::string& path, Factor::What what, const std::vector<std::string>& values) {
    Factor factor;
    factor.path = path;
    factor.what = what;
    factor.written = values;
    return factor;
}

Plan plan(Design design, std::vector<Factor> vary, int points = 0) {
    Plan plan;
    plan.runs = 3;
    plan.experiment.design = design;
    plan.experiment.points = points;
    plan.experiment.vary = std::move(vary);
    return plan;
}

TEST(Plan, OfAGridHasEveryCombinationTheFirstFactorSlowest) {
    const Plan laid = lay_points(plan(Design::grid, {numbers("a", {5, 7}), span("b", 0, 1, 3)}));
    EXPECT_EQ(laid.points.values, (std::vector<double>{5, 0, 5, 0.5, 5, 1, 7, 0, 7, 0.5, 7, 1}));
    EXPECT_EQ(laid.items(), 18U);
    EXPECT_EQ(laid.number_columns(), (std::vector<std::size_t>{0, 1}));
    ASSERT_EQ(laid.structures.size(), 1U);
    EXPECT_EQ(laid.structures[0].open, (std::vector<std::string>{"a", "b"}));
}

TEST(Plan, SharesAModelAmongPointsOfOneStructure) {
    Plan asked = plan(Design::grid, {words("A.policy", Factor::What::policy, {"calm", "bold"}), numbers("x", {1, 2}),
                                     words("variant", Factor::What::variant, {"base", "cool"})});
    asked.load.set = {"y=3"};
    const Plan laid = lay_points(asked);
    EXPECT_EQ(laid.number_columns(), std::vector<std::size_t>{1});
    EXPECT_EQ(laid.structure_of, (std::vector<std::uint32_t>{0, 1, 0, 1, 2, 3, 2, 3}));
    ASSERT_EQ(laid.structures.size(), 4U);
    EXPECT_EQ(laid.structures[1].set, (std::vector<std::string>{"y=3", "A.policy=calm"}));
    EXPECT_EQ(laid.structures[1].variant, "cool");
    EXPECT_EQ(laid.structures[2].set, (std::vector<std::string>{"y=3", "A.policy=bold"}));
    EXPECT_EQ(laid.structures[2].variant, "") << "base is the file as it is";
}

TEST(Plan, OfALatinHypercubeHasOnePointInEachStratum) {
    const Plan laid = lay_points(plan(Design::lhs, {span("a", 10, 14)}, 4));
    std::vector<int> strata(4, 0);
    for (const double value : laid.points.values) ++strata.at(static_cast<std::size_t>(value) - 10);
    EXPECT_EQ(strata, (std::vector<int>{1, 1, 1, 1}));
}

TEST(Plan, TakesPointsThatWereLaidElsewhere) {
    const Plan laid =
        lay_points(plan(Design::random, {span("a", 2, 4), numbers("b", {1, 5})}), {2, {0.25, 0.1, 0.5, 0.9}});
    EXPECT_EQ(laid.points.values, (std::vector<double>{2.5, 1, 3, 5}));
}

TEST(Plan, SaysWhatIsTooLarge) {
    const auto why = [](Design design, const std::vector<Factor>& vary, int points = 0) {
        return too_large(plan(design, vary, points).experiment).value_or("not too large");
    };
    EXPECT_EQ(why(Design::random, {span("a", 0, 1)}, 10'000'000), "not too large");
    EXPECT_EQ(why(Design::random, {span("a", 0, 1)}, 10'000'001),
              "a design of 10000001 points is more than the 10000000 that one study may have");
    EXPECT_EQ(why(Design::grid, {span("a", 0, 1, 5000), span("b", 0, 1, 5000)}),
              "a design of 25000000 points is more than the 10000000 that one study may have");
    EXPECT_EQ(why(Design::grid, std::vector<Factor>(9, span("a", 0, 1, 1000))),
              "the grid has more points than can be counted; one study may have 10000000");
    EXPECT_EQ(why(Design::sobol, std::vector<Factor>(3668, span("a", 0, 1)), 2),
              "Sobol's sequence has 3667 dimensions, and 3668 factors are varied");
    EXPECT_THROW((void)lay_points(plan(Design::lhs, {span("a", 0, 1)}, 10'000'001)), std::length_error);
}

}  // namespace
}  // namespace standoff
