// Folders of a comparison and of a sensitivity analysis give back what was written to them.
#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include <standoff/comparison.hpp>
#include <standoff/sensitivity.hpp>

#include "results/comparison_files.hpp"
#include "results/json_files.hpp"
#include "results/sensitivity_files.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double none = std::numeric_limits<double>::quiet_NaN();

RunManifest manifest() {
    RunManifest m;
    m.standoff_version = "1.2";
    m.command_line = "standoff … small.yaml";
    m.title = "Two sides";
    m.theory = "A theory";
    m.scenario_file = "small.yaml";
    m.set = {"heat=0.1"};
    m.until = "2022-06-30";
    m.seed = 18446744073709551615U;
    m.runs_asked = 80;
    m.runs = 60;
    m.failed = 2;
    m.interrupted = true;
    m.trace_hash = 0xFFFFFFFFFFFFFFFFU;
    m.start = "2022-01-03";
    m.end = "2022-06-30";
    m.steps = 26;
    m.step_days = 7;
    m.actors = {{"A", "Aland", false}, {"rocket", "rocket", true}};
    m.outcomes = {{"war", "Shots are fired."}};
    m.measures = {MeasureEntry{{"weeks", "Until it begins."}, true}};
    m.inputs = {{"small.yaml", std::string(64, 'a')}};
    return m;
}

void expect_same(const RunManifest& read, const RunManifest& written) {
    EXPECT_EQ(read.title, written.title);
    EXPECT_EQ(read.command_line, written.command_line);
    EXPECT_EQ(read.set, written.set);
    EXPECT_EQ(read.seed, written.seed);
    EXPECT_EQ(read.trace_hash, written.trace_hash);
    EXPECT_EQ(read.runs, written.runs);
    EXPECT_EQ(read.interrupted, written.interrupted);
    EXPECT_EQ(read.step_days, written.step_days);
    EXPECT_TRUE(read.actors.at(1).thing);
    EXPECT_TRUE(read.measures.at(0).duration);
    EXPECT_EQ(read.inputs.at(0).sha256, written.inputs.at(0).sha256);
}

PairedComparison comparison() {
    PairedComparison record;
    record.manifest = manifest();
    record.base.name = "base";
    record.base.failed = 2;
    record.base.first_failure = FirstFailure{7, 3, "2022-01-24", "it is not finite", "small.yaml:4:7"};
    AlternativeRecord& one = record.alternatives.emplace_back();
    one.name = one.variant = "cool";
    one.about = "Without heat.";
    one.set = {"USA.policy=engage"};
    one.trace_hash = 5;
    one.pairs = 58;
    one.same = 3;
    one.only_base = {"boil"};
    one.only_alternative = {"thaw"};
    ComparedQuantity war;
    war.kind = Compared::outcome;
    war.name = "war";
    war.runs = 58;
    war.base = 0.1;
    war.alternative = 0.3;
    war.difference = 0.2;
    war.low = -0.1;
    war.high = 1.0 / 3;
    war.se = 0.05;
    war.variance_ratio = infinity;
    ComparedQuantity weeks;
    weeks.name = "weeks";
    weeks.duration = true;
    weeks.infinite = 4;
    ComparedQuantity never = war;
    never.kind = Compared::infinite;
    never.name = "weeks";
    one.quantities = {war, weeks, never};
    one.divergence.run = 9;
    one.divergence.quantity = MovedQuantity{4, "2022-02-01", "heat", "A", "B", true, 1.5, infinity, 6};
    DifferentAct& act = one.divergence.act.emplace();
    act.step = 5;
    act.actor = "A";
    act.channel = "main";
    act.base = "push";
    act.alternative_count = 3;
    act.alternative_success = none;
    act.base_policy = "restless";
    act.base_probability = 0.25;
    act.term = MovedTerm{"fear", -1, 0.5};
    one.divergence.base_outcome = "war";
    one.divergence.base_steps = 8;
    one.divergence.alternative_steps = 26;
    record.wanted = WantedPrecision{0.01, "war", 5000};
    record.stopped = Stopped::at_most_runs;
    return record;
}

SensitivityRecord sensitivity() {
    SensitivityRecord record;
    record.manifest = manifest();
    record.method = SensitivityMethod::sobol;
    record.samples_asked = 64;
    record.samples = 60;
    record.points = 240;
    record.failed = 3;
    record.failed_points = 1;
    record.first_failed_point = 17;
    record.first_failure = FirstFailure{2, 3, "", "it is not finite", "small.yaml:4:7"};
    record.left_out = 1;
    record.factors = {{"heat", "uniform(0, 1)"}, {"A.resolve", "0 to 2"}};
    SensitivityQuantity weeks;
    weeks.name = "weeks";
    weeks.duration = true;
    weeks.infinite_runs = 12;
    weeks.infinite_points = 5;
    weeks.status = SensitivityQuantity::Status::not_finite;
    SensitivityQuantity war;
    war.kind = Compared::outcome;
    war.name = "war";
    war.least = 0;
    war.greatest = 1.0 / 3;
    war.indices = {{{0.7, 0.6, 0.8}, {0.5, 0.4, 0.6}}, {{0.3, 0.2, 0.4}, {0.1, -0.05, 0.2}}};
    war.convergence = SensitivityConvergence{false, 0.05, 0.2, "heat", std::nullopt, 900};
    record.quantities = {weeks, war};
    return record;
}

class ReadBack : public ::testing::Test {
protected:
    [[nodiscard]] static std::string complaint(const std::function<void()>& read) {
        try {
            read();
        } catch (const ResultsError& error) {
            return error.what();
        }
        return "nothing";
    }

    TemporaryFolder here_;
};

TEST_F(ReadBack, AComparisonIsWhatWasWritten) {
    const PairedComparison written = comparison();
    put(here_ / "manifest.json", comparison_manifest_json(written, {}));
    put(here_ / "comparison.json", comparison_json(written));
    const PairedComparison read = read_comparison(here_.path());
    expect_same(read.manifest, written.manifest);
    EXPECT_EQ(comparison_manifest_json(read, {}), comparison_manifest_json(written, {}));
    EXPECT_EQ(comparison_json(read), comparison_json(written));
    EXPECT_EQ(comparison_csv(read), comparison_csv(written));
    const AlternativeRecord& one = read.alternatives.at(0);
    EXPECT_EQ(one.about, "Without heat.");
    EXPECT_EQ(one.quantities.at(0).variance_ratio, infinity);
    EXPECT_EQ(one.quantities.at(0).high, 1.0 / 3);
    EXPECT_TRUE(one.quantities.at(1).duration);
    EXPECT_FALSE(one.quantities.at(1).difference);
    EXPECT_EQ(one.quantities.at(2).kind, Compared::infinite);
    EXPECT_EQ(one.divergence.quantity.value().alternative, infinity);
    EXPECT_EQ(one.divergence.act.value().term.value().term, "fear");
    EXPECT_TRUE(std::isnan(one.divergence.act.value().alternative_success));
    EXPECT_EQ(read.wanted.value().most_runs, 5000U);
    EXPECT_EQ(read.base.first_failure.value().place, "small.yaml:4:7");
}

TEST_F(ReadBack, AnAnalysisIsWhatWasWritten) {
    const SensitivityRecord written = sensitivity();
    put(here_ / "manifest.json", sensitivity_manifest_json(written, {}));
    put(here_ / "indices.json", indices_json(written));
    const SensitivityRecord read = read_sensitivity(here_.path());
    EXPECT_EQ(read.samples_asked, 64U);
    EXPECT_EQ(sensitivity_manifest_json(read, {}), sensitivity_manifest_json(written, {}));
    EXPECT_EQ(indices_json(read), indices_json(written));
    EXPECT_EQ(indices_csv(read), indices_csv(written));
    EXPECT_EQ(read.first_failed_point, 17U);
    EXPECT_TRUE(read.quantities.at(0).duration);
    EXPECT_FALSE(read.quantities.at(0).least);
    EXPECT_EQ(read.quantities.at(1).indices.at(1).at(1).low, -0.05);
    EXPECT_FALSE(read.quantities.at(1).convergence.value().change);
}

TEST_F(ReadBack, WhatCannotBeUnderstoodIsSaidWithItsFile) {
    const auto read = [&] { (void)read_comparison(here_.path()); };
    EXPECT_NE(complaint(read).find("manifest.json"), std::string::npos) << complaint(read);
    put(here_ / "manifest.json", sensitivity_manifest_json(sensitivity(), {}));
    EXPECT_NE(complaint(read).find("manifest.json cannot be used: it is of `standoff sensitivity`, and not of "
                                   "`standoff compare`"),
              std::string::npos)
        << complaint(read);
    put(here_ / "manifest.json", comparison_manifest_json(comparison(), {}));
    const std::string whole = comparison_json(comparison());
    put(here_ / "comparison.json", whole.substr(0, whole.size() / 2));
    EXPECT_NE(complaint(read).find("comparison.json cannot be used: it is not whole"), std::string::npos);
    std::string other = whole;
    other.replace(other.find("at most runs"), 12, "out of paper");
    put(here_ / "comparison.json", other);
    EXPECT_NE(complaint(read).find("\"out of paper\" is no reason to stop"), std::string::npos) << complaint(read);
    put(here_ / "comparison.json", "{}");
    EXPECT_NE(complaint(read).find("comparison.json cannot be used: it lacks"), std::string::npos) << complaint(read);
    EXPECT_NE(complaint([&] { (void)read_sensitivity(here_.path()); }).find("not of `standoff sensitivity`"),
              std::string::npos);
}

}  // namespace
}  // namespace standoff::testing
