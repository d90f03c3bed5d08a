// The parts of which the pages' JSON is made (web/src/data.ts): what a run, a comparison, a game and a scenario share.
//
// Includes nlohmann-json: for the sources that write a view.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <standoff/comparison.hpp>
#include <standoff/decisions.hpp>
#include <standoff/results.hpp>

#include "report/run_material.hpp"
#include "results/json_values.hpp"

namespace standoff {

inline constexpr int digits_of_numbers = 6;
inline constexpr int digits_of_series = 4;

/// Rounded to so many significant digits: fewer bytes, and nobody sees more. Infinity is "inf", NaN and nothing null.
[[nodiscard]] Json rounded(double value, int digits = digits_of_numbers);
[[nodiscard]] Json rounded(const std::optional<double>& value);
[[nodiscard]] Json rounded_series(std::span<const double> values, int digits = digits_of_series);

/// An end of a range: null where there is none.
[[nodiscard]] Json bound(double value);

/// One line that may stand inside of a script element: no `<` is in it.
[[nodiscard]] std::string view_text(const Json& json);

// Interfaces of data.ts by their names.
[[nodiscard]] Json about_json(const ScenarioTexts& texts);                                 // About
[[nodiscard]] Json origin_json(const RunManifest& manifest);                               // Origin
[[nodiscard]] Json time_json(const RunManifest& manifest);                                 // Time
[[nodiscard]] Json actors_json(const RunManifest& manifest, const DecisionTexts& texts);   // Actor[]
[[nodiscard]] Json named_json(const std::vector<NameText>& names);                         // Named[]
[[nodiscard]] Json outcomes_json(const RunManifest& manifest, const RunSummary& summary);  // Outcome[]
/// Measure; `when`: it is the time of something that may never come.
[[nodiscard]] Json measure_json(const MeasureEntry& entry, bool when, const MeasureSummary& measure,
                                std::span<const double> dots);
[[nodiscard]] Json measures_json(const RunManifest& manifest, const RunSummary& summary,  // Measure[]
                                 const std::vector<std::vector<double>>& dots, const std::set<std::string>& times);
[[nodiscard]] Json variable_json(const VariableEntry& variable, const VariableHistory& history);  // Variable
[[nodiscard]] Json act_json(const ShownEvent& event);                                             // Act
[[nodiscard]] Json calendar_json(const std::vector<CalendarItem>& items);                         // CalendarSpan[]

}  // namespace standoff
