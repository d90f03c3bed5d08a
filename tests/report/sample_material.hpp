// A run as a folder would give it, with small decisions, for the views and pages made of it.
#pragma once

#include <limits>

#include "report/report_page.hpp"
#include "report/sample_decisions.hpp"
#include "report/sample_record.hpp"

namespace standoff::testing {

inline RunMaterial sample_material() {
    RunMaterial material;
    material.run = sample_record();
    RunManifest& manifest = material.run.manifest;
    manifest.step_days = 7;
    manifest.command_line = "standoff run siege.yaml --seed 1";
    manifest.outcomes = {{"war", "The ladder's end."}, {"stalemate", ""}};
    manifest.inputs = {{"siege.yaml", std::string(64, 'a')}};
    CalendarItem drill;
    drill.name = "spring drills";
    drill.spans = {{"2022-03-07", "2022-03-18", 9, 10, true}};
    manifest.calendar = {drill};
    for (VariableHistory& history : material.run.histories) {
        history.q25 = history.q05;
        history.q75 = history.q95;
    }
    material.dots = {std::vector<double>(100, 23.25),
                     std::vector<double>(100, std::numeric_limits<double>::infinity())};
    material.observed = {{{1, "2022-01-03", 2, 0, 1, 1.5, 2, 3}, {6, "2022-02-07", 4}}};
    material.texts = sample_texts();
    material.decisions = {weighing_decision("probe(small)", 0.340003, 0.6), ordered_decision()};
    material.scenario.title = manifest.title;
    material.scenario.about = "A short siege.";
    material.scenario.lesson.questions = {"Why probe at all?"};
    material.scenario.times = {"first_deal"};
    material.scenario.parameters = 7;
    material.scenario.guesses = 3;
    return material;
}

inline ToldComparison sample_comparison() {
    ToldComparison told;
    told.record.manifest = sample_record().manifest;
    told.record.base.name = "base";
    AlternativeRecord one;
    one.name = one.variant = "calm_summer";
    one.pairs = 498;
    one.same = 12;
    ComparedQuantity quantity;
    quantity.kind = Compared::outcome;
    quantity.name = "war";
    quantity.runs = 498;
    quantity.base = 0.25;
    quantity.alternative = 0.125;
    quantity.difference = -0.125;
    quantity.low = -0.15;
    quantity.high = -0.1;
    one.quantities = {quantity};
    told.record.alternatives = {one};
    return told;
}

inline ToldSensitivity sample_sensitivity() {
    ToldSensitivity told;
    told.record.manifest = sample_record().manifest;
    told.record.samples = 10;
    told.record.points = 30;
    told.record.factors = {{"forgetting", "uniform(0, 2)"}, {"pride", "0 to 1"}};
    SensitivityQuantity quantity;
    quantity.name = "tests";
    quantity.least = 3;
    quantity.greatest = 9.5;
    quantity.indices = {{{2, 1.5, 2.5}, {-2, -2.5, -1.5}, {0.5, 0.25, 0.75}},
                        {{1, 0.5, 1.5}, {1, 0.5, 1.5}, {0, 0, 0}}};
    SensitivityQuantity constant;
    constant.name = "wars";
    constant.status = SensitivityQuantity::Status::constant;
    told.record.quantities = {quantity, constant};
    return told;
}

inline SweepRecord sample_sweep() {
    SweepRecord sweep;
    sweep.title = sample_record().manifest.title;
    sweep.about = "Does patience pay?";
    sweep.design = "grid";
    sweep.points = 2;
    sweep.runs = 50;
    sweep.columns = {{"war", true, false}, {"tests", false, false}};
    sweep.overall = {{0.25, 0.2, 0.3}, {std::nullopt, std::nullopt, std::nullopt, 3}};
    FactorMargin factor;
    factor.path = "USA.policy";
    factor.kind = "policy";
    FactorLevel level;
    level.value = "engage";
    level.points = 1;
    level.means = sweep.overall;
    factor.levels = {level};
    sweep.factors = {factor};
    sweep.rows = {{{std::string("engage"), 0.5}, {0.25, std::nullopt}}};
    return sweep;
}

}  // namespace standoff::testing
