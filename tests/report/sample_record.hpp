// A record of 500 runs, as a folder would give it back.
#pragma once

#include <limits>
#include <string>

#include <standoff/results.hpp>

namespace standoff::testing {

inline ShownEvent act(int step, const std::string& date, const std::string& actor, const std::string& action,
                      const std::string& target, double rung, double count = 1,
                      double success = std::numeric_limits<double>::quiet_NaN()) {
    return {1, step, date, actor, "military", action, target, "", count, success, rung, 0.5};
}

inline MeasureSummary measure(const std::string& name, double middle, double spread) {
    MeasureSummary m;
    m.name = name;
    m.finite = 498;
    m.mean = middle;
    m.sd = spread;
    m.se = spread / 22.3;
    m.min = m.q05 = middle - spread;
    m.q25 = m.q50 = m.q75 = middle;
    m.q95 = m.max = middle + spread;
    return m;
}

inline RunRecord sample_record() {
    RunRecord record;
    RunManifest& m = record.manifest;
    m.title = "North Korea's 2022 missile campaign";
    m.theory = "Coercive diplomacy";
    m.runs = m.runs_asked = 500;
    m.failed = 2;
    m.start = "2022-01-03";
    m.end = "2023-12-31";
    m.steps = 104;
    m.trace_hash = 0xABC;
    m.actors = {{"DPRK", "North Korea", false}, {"USA", "United States", false}, {"icbm", "icbm", true}};
    m.shown = {{1, "stalemate", 104, "2023-12-31", 7}};
    m.first_failure = FirstFailure{7, 3, "2022-01-24", "the utility of test(icbm) for DPRK is not a finite number",
                                   "scenarios/dprk/2022.yaml:41:7"};
    MeasureEntry weeks;
    weeks.name = "first_deal";
    weeks.duration = true;
    m.measures = {MeasureEntry{{"tests", ""}, false}, weeks};
    ObservedSeries observed;
    observed.name = "launches";
    observed.compares = "times(missile)";
    observed.per = "month";
    observed.points = 52;
    observed.total = 24;
    observed.first = "2022-01-03";
    observed.last = "2022-12-26";
    m.observed = {observed};
    SeriesSummary compared;
    compared.name = "launches";
    compared.compared = 12;
    compared.after = 40;
    compared.first = "2022-01-01";
    compared.last = "2022-12-01";
    compared.coverage50 = 7.0 / 12;
    compared.coverage90 = 10.0 / 12;
    compared.above = {"2022-01-01"};
    compared.below = {"2022-07-01"};
    compared.adds_up = true;
    compared.total = 24;
    compared.runs = 495;
    compared.q05 = 19;
    compared.q50 = 23;
    compared.q95 = 28;
    record.summary.observed = {compared};

    record.summary.scenario = m.title;
    record.summary.runs = 500;
    record.summary.failed = 2;
    record.summary.trace_hash = 0xABC;
    record.summary.outcomes = {{"war", 3, 3.0 / 498, 0.002, 0.0175}, {"stalemate", 495, 495.0 / 498, 0.982, 0.998}};
    MeasureSummary deal = measure("first_deal", 200.4, 12);
    deal.finite = 100;
    deal.infinite = 398;
    deal.mean = deal.sd = deal.se = std::nullopt;
    deal.q95 = deal.max = std::numeric_limits<double>::infinity();
    record.summary.measures = {measure("tests", 23.25, 4.5), deal};
    for (int i = 0; i < 20; ++i)
        record.events.push_back(act(i, "2022-01-" + std::to_string(10 + i), "USA", "tighten", "DPRK", 3));
    record.events.push_back(act(30, "2022-03-21", "DPRK", "test", "icbm", 7.8, 2, 1));

    // Tension creeps up from 0.25 and leaps when the missile flies.
    VariableEntry tension;
    tension.name = tension.label = "tension";
    tension.high = 1;
    VariableEntry relief;
    relief.name = "on_table";
    relief.actor = "USA";
    relief.toward = "DPRK";
    relief.label = "USA.on_table(DPRK)";
    relief.low = -std::numeric_limits<double>::infinity();
    relief.high = std::numeric_limits<double>::infinity();
    m.main_variables = {tension, relief};
    m.variables = 101;
    m.lasted = 495;
    record.histories.resize(2);
    for (int state = 0; state <= m.steps; ++state) {
        const double share = state / static_cast<double>(m.steps);
        record.histories[0].q05.push_back(0.25 + 0.1 * share);
        record.histories[0].q50.push_back(0.25 + 0.25 * share);
        record.histories[0].q95.push_back(0.25 + 0.5 * share);
        record.histories[0].shown.push_back(state <= 30 ? 0.41 : 0.56);
        record.histories[1].q05.push_back(0);
        record.histories[1].q50.push_back(state < 52 ? 1234567 : 0.001);
        record.histories[1].q95.push_back(2.5e9);
        record.histories[1].shown.push_back(state < 52 ? 0.4 : 0);
        record.dates.push_back("day " + std::to_string(1000 + state));
    }
    return record;
}

}  // namespace standoff::testing
