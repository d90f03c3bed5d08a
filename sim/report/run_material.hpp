// Everything that a page tells of a run, from a results folder or straight from memory.
//
// Of a folder read_run_material gathers it. A server fills it without files: the record as `run` does (describe_model,
// describe_scenario, main_variables, band_history,
// RunTally::summarize, summarize_series), the dots from RunTally::dots, the observed points from
// observed_points, the decisions from ShownRunTables, their texts from decision_texts, what the
// scenario says from scenario_texts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <standoff/decisions.hpp>
#include <standoff/results.hpp>

#include "results/observed.hpp"
#include "scenario/spec.hpp"

namespace standoff {

/// What a scenario says of itself, beside its numbers.
struct ScenarioTexts {
    std::string title;
    std::string about;
    std::string source;
    std::string purpose;
    std::string theory;  ///< its title; empty where the scenario has its own sections
    std::string theory_about;
    Lesson lesson;
    std::set<std::string> times;  ///< measures that are the time of something that may never come
    std::uint64_t parameters = 0;
    std::uint64_t guesses = 0;  ///< parameters that say of themselves that their value is one
};

[[nodiscard]] ScenarioTexts scenario_texts(const Spec& spec);

struct RunMaterial {
    RunRecord run;
    /// By measure of the summary: hundred_dots of the runs that did not fail; empty where there is none.
    std::vector<std::vector<double>> dots;
    /// By series of the manifest; may be empty altogether.
    std::vector<std::vector<ObservedPoint>> observed;
    DecisionTexts texts;
    std::vector<DecisionRecord> decisions;  ///< of the first shown run, as KeptDecisions keeps them, or none
    bool all_decisions = true;
    ScenarioTexts scenario;
};

/// The scenario as it lies in a folder's inputs/, with the settings of the manifest. Throws ResultsError where it
/// cannot be used, or reads files that lie elsewhere.
[[nodiscard]] Scenario read_scenario_copy(const std::filesystem::path& folder, const RunManifest& manifest);

/// Reads a run's folder, the scenario among its inputs too. Throws ResultsError that says which file is missing or
/// cannot be understood.
[[nodiscard]] RunMaterial read_run_material(const std::filesystem::path& folder);

}  // namespace standoff
