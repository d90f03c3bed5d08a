// From a scenario to its indices: formulas whose indices follow from their integrals, and what becomes of values that
// are missing.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/functions.hpp"
#include "experiment/sensitivity.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

using enum SensitivityMethod;
using Status = SensitivityQuantity::Status;

/// Everything is a formula of the parameters; there is no chance.
constexpr const char* formulas = R"yaml(standoff: 1
scenario: Known functions
time: {step: 1, steps: 2}
roles: {side: {about: A state.}}
parameters:
  a: {value: 0.5, range: [0, 1], prior: "uniform(0, 1)"}
  b: {value: 0.5, range: [0, 1], prior: "uniform(0, 1)"}
derived:
  area: {is: a * b}
  line: {is: a + 2 * b}
outcomes:
  war: {when: a > 0.5}
  otherwise: peace
measures:
  times: final(area)
  sum: final(line)
  late: first(a > 0.8)
actors:
  A: {role: side}
)yaml";

class Sensitivity : public ::testing::Test {
protected:
    Sensitivity() { testing::put(here_ / "formulas.yaml", formulas); }

    [[nodiscard]] CompiledPlan plan(SensitivityMethod method, std::size_t samples, std::uint32_t runs = 3) const {
        Plan plan;
        plan.file = (here_ / "formulas.yaml").string();
        plan.runs = runs;
        LoadOptions varied;
        varied.vary = {"a=prior", "b=0:1"};
        plan.experiment = load_scenario(plan.file, varied).spec->experiments.back();
        return {lay_points(std::move(plan), sensitivity_design(method, samples, 2, 1)), {}};
    }

    [[nodiscard]] static SensitivityResult analyse(const CompiledPlan& plan, SensitivityMethod method,
                                                   const std::vector<std::string>& names, int jobs = 1,
                                                   std::uint64_t items = UINT64_MAX) {
        PlayOptions options;
        options.items = {0, std::min(items, plan.plan().items())};
        options.jobs = jobs;
        return analyse_sensitivity(plan, method, names, options);
    }

    testing::TemporaryFolder here_;
};

const std::vector<SensitivityFactor> two = {{"a", "0 to 1"}, {"b", "0 to 1"}};

TEST_F(Sensitivity, OfAProductIsThatOfItsIntegrals) {
    const SensitivityResult result = analyse(plan(sobol, 2048), sobol, {"times"});
    ASSERT_EQ(result.quantities.size(), 1U);
    // V = 1/9 - 1/16 = 7/144, of which E[f|a] = a/2 has 3/144, b as much, and both together the rest.
    for (const auto& of_factor : result.quantities[0].indices) {
        EXPECT_NEAR(of_factor[0].value, 4.0 / 7, 0.01) << "total";
        EXPECT_NEAR(of_factor[1].value, 3.0 / 7, 0.01) << "first order";
        for (const SensitivityIndex& index : of_factor)
            EXPECT_TRUE(index.low < index.value && index.value < index.high);
    }
}

TEST_F(Sensitivity, OfAStraightLineIsItsSlopesAndNoSpread) {
    const SensitivityResult result = analyse(plan(morris, 6), morris, {"sum"});
    const SensitivityQuantity& sum = result.quantities.at(0);
    for (std::size_t f = 0; f < 2; ++f) {
        const double slope = f == 0 ? 1 : 2;
        EXPECT_NEAR(sum.indices[f][0].value, slope, 1e-12) << "mu*";
        EXPECT_NEAR(sum.indices[f][1].value, slope, 1e-12) << "mu";
        EXPECT_NEAR(sum.indices[f][2].value, 0, 1e-12) << "sigma";
    }
    ASSERT_TRUE(sum.convergence);
    EXPECT_TRUE(sum.convergence->converged);
    EXPECT_EQ(sum.convergence->more_samples, 0U);
    EXPECT_EQ(result.factors[0].values, "uniform(0, 1)");
    EXPECT_EQ(result.factors[1].values, "0 to 1");
}

TEST_F(Sensitivity, OfTheShareOfAnOutcomeIsThatOfWhatDecidesIt) {
    const SensitivityResult result = analyse(plan(sobol, 256), sobol, {"war"});
    const SensitivityQuantity& war = result.quantities.at(0);
    EXPECT_EQ(war.kind, Compared::outcome);
    EXPECT_NEAR(war.indices[0][0].value, 1, 0.1);
    EXPECT_EQ(war.indices[1][0].value, 0) << "b has no part in it";
    EXPECT_EQ(war.least, 0);
    EXPECT_EQ(war.greatest, 1);
}

TEST_F(Sensitivity, OutputsAreMeansAtTheDesignsPoints) {
    const CompiledPlan compiled = plan(morris, 4);
    const SensitivityResult result = analyse(compiled, morris, {});
    ASSERT_EQ(result.outputs.rows(), 12U);
    for (std::size_t p = 0; p < 12; ++p) {
        const auto point = compiled.plan().points.row(p);
        EXPECT_NEAR(result.outputs.row(p)[0], product(point), 1e-15);
        EXPECT_NEAR(result.outputs.row(p)[1], point[0] + 2 * point[1], 1e-15);
    }
}

TEST_F(Sensitivity, AMeasureThatIsInfiniteHasNoIndexButItsShareHas) {
    const CompiledPlan compiled = plan(sobol, 64);
    const SensitivityResult result = analyse(compiled, sobol, {"late", "times"});
    ASSERT_EQ(result.quantities.size(), 3U);
    const SensitivityQuantity& late = result.quantities[0];
    std::uint64_t never = 0;
    for (std::size_t p = 0; p < result.points; ++p) never += compiled.plan().points.row(p)[0] > 0.8 ? 0 : 1;
    EXPECT_EQ(late.status, Status::not_finite);
    EXPECT_EQ(late.infinite_points, never);
    EXPECT_EQ(late.infinite_runs, 3 * never);
    EXPECT_TRUE(late.indices.empty());
    EXPECT_FALSE(late.least);
    EXPECT_EQ(result.quantities[1].kind, Compared::infinite);
    EXPECT_EQ(result.quantities[1].status, Status::estimated);
    EXPECT_EQ(result.quantities[1].indices[1][0].value, 0) << "b has no part in it";
    EXPECT_EQ(result.quantities[2].name, "times") << "which is never infinite, and so has no such share";
}

TEST_F(Sensitivity, ARunThatFailsLeavesItsPointWithoutOutput) {
    testing::put(here_ / "formulas.yaml", std::string(formulas) +
                                              "variables: {x: {initial: 0}}\n"
                                              "dynamics:\n  - x' = 1 / (a < 0.8)\n");
    const CompiledPlan compiled = plan(morris, 5);
    const SensitivityResult result = analyse(compiled, morris, {"times", "war"});
    std::uint64_t points = 0;
    for (std::size_t p = 0; p < result.points; ++p) {
        const bool fails = compiled.plan().points.row(p)[0] > 0.8;
        points += fails ? 1 : 0;
        EXPECT_EQ(std::isnan(result.outputs.row(p)[0]), fails);
    }
    ASSERT_GT(points, 0U);
    EXPECT_EQ(result.failures.size(), points);
    EXPECT_EQ(result.failed, 3 * points);
    for (const FailedPoint& failure : result.failures) {
        EXPECT_EQ(failure.first_run, 1U);
        EXPECT_EQ(failure.runs, 3U);
        EXPECT_GT(compiled.plan().points.row(failure.point - 1)[0], 0.8);
    }
    for (const SensitivityQuantity& quantity : result.quantities) EXPECT_EQ(quantity.status, Status::not_finite);
}

TEST_F(Sensitivity, StoppedAnywhereIsTheAnalysisOfItsWholeSamples) {
    for (const SensitivityMethod method : {morris, sobol}) {
        const SensitivityResult part = analyse(plan(method, 20), method, {"times"}, 2, 3 * 41 + 1);
        const std::uint64_t samples = method == morris ? 13 : 10;  // 41 points of 3 or of 4 a sample
        ASSERT_EQ(part.samples, samples);
        const SensitivityResult whole = analyse(plan(method, samples), method, {"times"});
        EXPECT_EQ(part.outputs.values, whole.outputs.values);
        EXPECT_EQ(part.trace_hash, whole.trace_hash);
        EXPECT_EQ(part.quantities[0].indices[0][0].value, whole.quantities[0].indices[0][0].value);
        EXPECT_EQ(part.quantities[0].indices[1][1].high, whole.quantities[0].indices[1][1].high);
    }
    EXPECT_EQ(analyse(plan(morris, 20), morris, {"times"}, 1, 3 * 5).quantities[0].indices.size(), 0U)
        << "one trajectory estimates nothing";
}

TEST(SensitivityEstimates, OneOutputThatIsNotFiniteIsEnoughForNone) {
    for (const SensitivityMethod method : {morris, sobol}) {
        std::vector<double> outputs = outputs_at(sensitivity_design(method, 8, 2, 1), product);
        for (const double bad : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
            outputs[5] = bad;
            SensitivityQuantity quantity;
            estimate_indices(quantity, method, outputs, two, 1);
            EXPECT_EQ(quantity.status, Status::not_finite);
            EXPECT_TRUE(quantity.indices.empty());
        }
    }
}

/// Of a sum the effects are the same everywhere; of the product the indices are those of its integrals.
TEST(SensitivityEstimates, AreOfTheOtherSamplesWhereFewHaveAFailedPoint) {
    const std::vector<std::uint64_t> left_out = {0, 3};
    for (const SensitivityMethod method : {morris, sobol}) {
        const std::size_t a_sample = points_a_sample(method, 2);
        const auto sum = [](std::span<const double> u) { return u[0] + 2 * u[1]; };
        std::vector<double> outputs = outputs_at(sensitivity_design(method, 512, 2, 1), sum);
        outputs[1] = outputs[3 * a_sample] = std::numeric_limits<double>::quiet_NaN();
        SensitivityQuantity quantity;
        estimate_indices(quantity, method, outputs, two, 1, left_out);
        ASSERT_EQ(quantity.status, Status::estimated);
        EXPECT_NEAR(quantity.indices[0][0].value, method == morris ? 1 : 0.2, method == morris ? 1e-12 : 0.02);
        EXPECT_NEAR(quantity.indices[1][0].value, method == morris ? 2 : 0.8, method == morris ? 1e-12 : 0.02);

        SensitivityQuantity too_few;
        estimate_indices(too_few, method, std::span(outputs).first(19 * a_sample), two, 1, left_out);
        EXPECT_EQ(too_few.status, Status::not_finite) << "two of nineteen are more than a tenth";
    }
}

TEST(SensitivityEstimates, EqualOutputsAreSaidToBe) {
    for (const SensitivityMethod method : {morris, sobol}) {
        SensitivityQuantity quantity;
        estimate_indices(quantity, method, std::vector<double>(8 * points_a_sample(method, 2), 3.5), two, 1);
        EXPECT_EQ(quantity.status, Status::constant);
        EXPECT_EQ(quantity.least, 3.5);
        EXPECT_TRUE(quantity.indices.empty());
    }
}

TEST(SensitivityEstimates, AskForAsManySamplesAsWouldDo) {
    const auto convergence = [](SensitivityMethod method, std::size_t samples) {
        SensitivityQuantity quantity;
        estimate_indices(quantity, method, outputs_at(sensitivity_design(method, samples, 2, 1), product), two, 1);
        return quantity.convergence.value();
    };
    for (const SensitivityMethod method : {morris, sobol}) {
        const SensitivityConvergence few = convergence(method, 32);
        EXPECT_FALSE(few.converged);
        EXPECT_GT(few.widest, few.wanted);
        EXPECT_FALSE(few.widest_factor.empty());
        // Twice as many as it says are enough, and a quarter is not.
        EXPECT_TRUE(convergence(method, 2 * (32 + few.more_samples)).converged);
        EXPECT_FALSE(convergence(method, (32 + few.more_samples) / 4).converged);
    }
    EXPECT_FALSE(convergence(morris, 3).change) << "half of three trajectories is one";
}

}  // namespace
}  // namespace standoff
