// Results of many runs as the pages read them: CompareView, SensitivityView and SweepView of web/src/data.ts.
#pragma once

#include <string>

#include <standoff/comparison.hpp>
#include <standoff/sensitivity.hpp>
#include <standoff/sweep.hpp>

#include "report/run_material.hpp"

namespace standoff {

// Each is one line of JSON that may stand inside of a script element.
[[nodiscard]] std::string compare_view(const PairedComparison& record, const ScenarioTexts& texts);
[[nodiscard]] std::string sensitivity_view(const SensitivityRecord& record, const ScenarioTexts& texts);
/// Of the scenario a sweep's file holds the title alone.
[[nodiscard]] std::string sweep_view(const SweepRecord& record);

}  // namespace standoff
