// Models side by side: differences that a textbook knows, pairs counted by hand, and where a run parts from the base.
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "experiment/comparison.hpp"
#include "experiment/divergence.hpp"
#include "model/model.hpp"
#include "model/small_scenario.hpp"

namespace standoff {
namespace {

ModelPtr shipped(const std::string& path, const LoadOptions& options = {}) {
    Scenario scenario = load_scenario(std::string(STANDOFF_SOURCE_DIR) + "/scenarios/" + path, options);
    ModelPtr model = scenario.ok() ? compile(scenario) : nullptr;
    if (model == nullptr) throw std::runtime_error(test::findings_of(scenario));
    return model;
}

LoadOptions variant(const std::string& name) { return {name, {}, {}}; }

ComparisonResult compare(const std::vector<ModelPtr>& models, std::uint32_t runs, int jobs = 0) {
    ComparisonOptions options;
    options.runs = runs;
    options.jobs = jobs;
    return compare_models(models, options, nullptr);
}

const ComparedQuantity& of(const PairedResult& result, const std::string& name, Compared kind = Compared::measure) {
    for (const ComparedQuantity& quantity : result.quantities)
        if (quantity.name == name && quantity.kind == kind) return quantity;
    throw std::out_of_range(name);
}

/// Two sides that act or not, by a logit over one term; `first` waits for the first act.
constexpr const char* coin = R"(time: {step: 1, steps: 3}
roles: {side: {}}
parameters:
  worth: {value: 0, range: [-100, 100]}
variables:
  moved: {initial: 0}
actions:
  act: {by: side, rung: 1, effects: [moved += 1]}
policies:
  coin: {by: side, main: {choose: logit, precision: 1, values: {hold: {}, act: {gain: worth}}}}
outcomes:
  acted: {when: moved > 2}
  otherwise: quiet
measures:
  acts: count(act)
  when_first: first(moved > 0)
actors:
  A: {role: side, policy: coin}
)";

ModelPtr coin_worth(const std::string& worth) { return test::compile_small(coin, {"", {"worth=" + worth}, {}}); }

TEST(Comparison, GivesTheDifferenceOfTheTextbook) {
    // Without a gesture X ends at 0.1073741824, with one at 0.0738196224 (see the head of the file).
    const ComparisonResult result =
        compare({shipped("textbook/grit.yaml"), shipped("textbook/grit.yaml", variant("no_gesture"))}, 20);
    const PairedResult& found = result.alternatives.at(0);
    EXPECT_NEAR(of(found, "x").difference.value(), 0.1073741824 - 0.0738196224, 1e-12);
    EXPECT_EQ(of(found, "x").se, 0);
    EXPECT_EQ(found.same, 0U);
}

TEST(Comparison, TheIntervalHoldsWhatTheMarkovChainGives) {
    // The ladder without a mediator ends in war in any case (but for runs that are cut), with one in 0.2125.
    const ComparisonResult result =
        compare({shipped("textbook/ladder.yaml"), shipped("textbook/ladder.yaml", variant("mediated"))}, 4000);
    const ComparedQuantity& war = of(result.alternatives.at(0), "war", Compared::outcome);
    EXPECT_NEAR(*war.difference, 0.2125 - 1, 4 * *war.se);
    EXPECT_LT(*war.low, 0.2125 - 1 + 2 * *war.se);
    EXPECT_GT(*war.high, 0.2125 - 1 - 2 * *war.se);
}

TEST(Comparison, IsThatOfTheSameRunsPlayedApart) {
    const std::vector<ModelPtr> models = {coin_worth("0"), coin_worth("1")};
    const ComparisonResult result = compare(models, 300);
    std::vector<std::vector<double>> acts(2);
    std::uint64_t hash = 0;
    for (std::size_t side = 0; side < 2; ++side) {
        EnsembleOptions options;
        options.runs = 300;
        hash = run_ensemble(*models[side], options, [&](const RunResult&, std::span<const double> measures) {
                   acts[side].push_back(measures[0]);
               }).trace_hash;
        EXPECT_EQ(result.sides[side].trace_hash, hash);
    }
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < 300; ++i) {
        const double change = acts[1][i] - acts[0][i];
        EXPECT_GE(change, 0) << "the same uniform chooses act where that is likelier";
        sum += change;
        squares += change * change;
    }
    const ComparedQuantity& found = of(result.alternatives.at(0), "acts");
    EXPECT_NEAR(*found.difference, sum / 300, 1e-12);
    EXPECT_NEAR(*found.se, std::sqrt((squares - sum * sum / 300) / 299 / 300), 1e-12);
    EXPECT_GT(*found.variance_ratio, 2);
}

TEST(Comparison, DoesNotDependOnTheThreads) {
    const std::vector<ModelPtr> models = {shipped("dprk/2022.yaml"), shipped("dprk/2022.yaml", variant("no_drills"))};
    const ComparisonResult one = compare(models, 150, 1);
    const ComparisonResult three = compare(models, 150, 3);
    ASSERT_EQ(one.alternatives[0].quantities.size(), three.alternatives[0].quantities.size());
    for (std::size_t i = 0; i < one.alternatives[0].quantities.size(); ++i) {
        const ComparedQuantity& a = one.alternatives[0].quantities[i];
        const ComparedQuantity& b = three.alternatives[0].quantities[i];
        EXPECT_EQ(a.difference, b.difference) << a.name;
        EXPECT_EQ(a.se, b.se) << a.name;
        EXPECT_EQ(a.variance_ratio, b.variance_ratio) << a.name;
    }
    EXPECT_EQ(one.sides[1].trace_hash, three.sides[1].trace_hash);
}

TEST(Comparison, TellsTheRunsOfAllSidesInOrder) {
    std::vector<std::pair<std::uint32_t, std::size_t>> told;
    const std::vector<ModelPtr> models = {coin_worth("0"), coin_worth("1"), coin_worth("2")};
    ComparisonOptions options;
    options.runs = 200;
    (void)compare_models(models, options, [&](std::size_t side, const RunResult& run, std::span<const double>) {
        told.emplace_back(run.run, side);
    });
    ASSERT_EQ(told.size(), 600U);
    for (std::size_t i = 0; i < told.size(); ++i)
        EXPECT_EQ(told[i], std::pair(static_cast<std::uint32_t>(i / 3 + 1), i % 3));
}

TEST(Comparison, WhatNeverCameIsComparedAsAShare) {
    // Without worth a step passes quietly with 1/2, so nothing comes in three steps with 1/8; with a worth of 100
    // something always does.
    const ComparisonResult result = compare({coin_worth("0"), coin_worth("100")}, 2000);
    const PairedResult& found = result.alternatives.at(0);
    const ComparedQuantity& first = of(found, "when_first");
    EXPECT_EQ(first.difference, std::nullopt);
    EXPECT_EQ(first.base, std::nullopt);
    EXPECT_EQ(first.alternative, 1.0);
    const ComparedQuantity& never = of(found, "when_first", Compared::infinite);
    EXPECT_EQ(first.infinite, static_cast<std::uint64_t>(std::lround(*never.base * 2000)));
    EXPECT_NEAR(*never.difference, -0.125, 4 * std::sqrt(0.125 * 0.875 / 2000));
    EXPECT_EQ(never.alternative, 0.0);
}

TEST(Comparison, PairsWithAFailedRunAreLeftOut) {
    const std::string failing = std::string(coin) + "dynamics:\n  - moved' = moved / (moved < limit)\n";
    const auto limited = [&](const std::string& limit) {
        std::string text = failing;
        text.replace(text.find("  worth:"), 0, "  limit: {value: " + limit + ", range: [0, 100]}\n");
        return test::compile_small(text);
    };
    const ComparisonResult result = compare({limited("50"), limited("3")}, 400);
    const PairedResult& found = result.alternatives.at(0);
    EXPECT_EQ(result.sides[0].failed, 0U);
    // All three acts, 1 in 8, bring it to the limit.
    EXPECT_NEAR(result.sides[1].failed, 50, 4 * std::sqrt(400 * 0.125 * 0.875));
    EXPECT_EQ(found.pairs, 400 - result.sides[1].failed);
    EXPECT_EQ(found.same, found.pairs) << "where nothing failed the limit had no part";
    EXPECT_EQ(of(found, "acts").runs, found.pairs);
    EXPECT_EQ(of(found, "acts").difference, 0.0);
}

TEST(Comparison, NamesWhatOneSideLacks) {
    std::string text = coin;
    text.replace(text.find("  acts: count(act)\n"), 19, "  deeds: count(act)\n");
    const PairedResult found = compare({coin_worth("0"), test::compile_small(text)}, 10).alternatives.at(0);
    EXPECT_EQ(found.only_base, std::vector<std::string>{"acts"});
    EXPECT_EQ(found.only_alternative, std::vector<std::string>{"deeds"});
}

ComparisonResult until(double half_width, const std::string& name, std::uint32_t most, int jobs = 0) {
    ComparisonOptions options;
    options.runs = 50;
    options.jobs = jobs;
    options.wanted = WantedPrecision{half_width, name, most};
    return compare_models(std::vector<ModelPtr>{coin_worth("0"), coin_worth("1")}, options, nullptr);
}

TEST(Precision, GoesOnUntilTheIntervalIsNarrow) {
    const ComparisonResult found = until(0.05, "acts", 100000);
    EXPECT_EQ(found.stopped, Stopped::narrow_enough);
    const ComparedQuantity& acts = of(found.alternatives.at(0), "acts");
    EXPECT_LE((*acts.high - *acts.low) / 2, 0.05);
    // It takes (1.96 sd / 0.05)² runs and is looked at whenever there are a quarter more.
    const double sd = *acts.se * std::sqrt(found.runs);
    const double needed = std::pow(1.96 * sd / 0.05, 2);
    EXPECT_GT(found.runs, 0.8 * needed);
    EXPECT_LT(found.runs, 1.25 * 1.2 * needed);
    EXPECT_EQ(until(0.05, "acts", 100000, 1).runs, found.runs);
    EXPECT_EQ(until(0.05, "acts", 100000, 3).sides[0].trace_hash, found.sides[0].trace_hash);
}

TEST(Precision, StopsAtTheCapAndWhereThereIsNoInterval) {
    const ComparisonResult capped = until(0.001, "acts", 777);
    EXPECT_EQ(capped.stopped, Stopped::at_most_runs);
    EXPECT_EQ(capped.runs, 777U);
    const ComparisonResult never = until(0.5, "when_first", 100000);
    EXPECT_EQ(never.stopped, Stopped::no_interval);
    EXPECT_EQ(never.runs, 50U);
    const ComparisonResult share = until(0.03, "", 100000);
    EXPECT_EQ(share.stopped, Stopped::narrow_enough);
    for (const ComparedQuantity& quantity : share.alternatives.at(0).quantities)
        if (quantity.kind == Compared::outcome) EXPECT_LE((*quantity.high - *quantity.low) / 2, 0.03);
}

TEST(Precision, AnInterruptionKeepsWholeBatches) {
    std::stop_source stop;
    ComparisonOptions options;
    options.runs = 1000000;
    options.stop = stop.get_token();
    options.progress = [&](std::uint32_t done, std::uint32_t planned) {
        EXPECT_EQ(planned, 1000000U);
        if (done > 1000) stop.request_stop();
    };
    const std::vector<ModelPtr> models = {coin_worth("0"), coin_worth("1")};
    const ComparisonResult found = compare_models(models, options, nullptr);
    EXPECT_EQ(found.stopped, Stopped::interrupted);
    ASSERT_GT(found.runs, 0U);
    ASSERT_LT(found.runs, 1000000U);
    EXPECT_EQ(found.sides[1].trace_hash, compare(models, found.runs).sides[1].trace_hash);
}

TEST(Divergence, TheSameModelNeverParts) {
    const ModelPtr model = shipped("dprk/2022.yaml");
    EXPECT_TRUE(find_divergence(*model, *model, 1, 3).same());
    EXPECT_EQ(compare({model, model}, 20).alternatives[0].same, 20U);
}

TEST(Divergence, NamesTheFirstActAndTheFirstState) {
    const ModelPtr base = shipped("textbook/grit.yaml");
    const ModelPtr waiting = shipped("textbook/grit.yaml", variant("no_gesture"));
    const Divergence found = find_divergence(*base, *waiting, 1, 1);
    ASSERT_TRUE(found.act);
    EXPECT_EQ(found.act->step, 0);
    EXPECT_EQ(found.act->actor, "X");
    EXPECT_EQ(found.act->base, "make_gesture");
    EXPECT_EQ(found.act->alternative, "");
    ASSERT_TRUE(found.quantity);
    EXPECT_EQ(found.quantity->step, 1);
    EXPECT_EQ(found.quantity->actor, "X");
    EXPECT_EQ(found.quantity->name, "hostility");
    // x' = 0.5 + 0.3 - u: 0.3 with the gesture of 0.5, 0.8 without.
    EXPECT_NEAR(found.quantity->base, 0.3, 1e-12);
    EXPECT_NEAR(found.quantity->alternative, 0.8, 1e-12);
}

TEST(Divergence, SaysWhichTermWeighsDifferently) {
    const ModelPtr base = coin_worth("0");
    const ModelPtr eager = coin_worth("1");
    int told = 0;
    for (std::uint32_t run = 1; run <= 30; ++run) {
        const Divergence found = find_divergence(*base, *eager, 1, run);
        if (found.same()) continue;
        ++told;
        ASSERT_TRUE(found.act && found.act->term);
        EXPECT_EQ(found.act->base, "");
        EXPECT_EQ(found.act->alternative, "act");
        EXPECT_EQ(found.act->term->term, "gain");
        // For hold against act: nothing at first, a worth of 1 against it then.
        EXPECT_EQ(found.act->term->base, 0);
        EXPECT_EQ(found.act->term->alternative, -1);
        EXPECT_DOUBLE_EQ(found.act->base_probability.value(), 0.5);
        EXPECT_NEAR(found.act->alternative_probability.value(), 1 / (1 + std::exp(1.0)), 1e-9);
        EXPECT_EQ(found.quantity->step, found.act->step + 1);
    }
    EXPECT_GT(told, 5);
}

TEST(Divergence, PrefersTheInputThatTheCalendarSets) {
    const ModelPtr base = shipped("dprk/2022.yaml");
    const ModelPtr calm = shipped("dprk/2022.yaml", variant("no_drills"));
    const Divergence found = find_divergence(*base, *calm, 1, 1);
    ASSERT_TRUE(found.quantity);
    EXPECT_EQ(found.quantity->name, "exercise");
    EXPECT_GT(found.quantity->base, 0);
    EXPECT_EQ(found.quantity->alternative, 0);
}

}  // namespace
}  // namespace standoff
