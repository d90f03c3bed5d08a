// Measures and outcomes that a command line names.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace standoff {

struct Model;

/// Names of all measures, then of all outcomes.
[[nodiscard]] std::vector<std::string> measures_and_outcomes(const Model& model);

/// What is wrong with the first name that is no measure and no outcome of the model; nothing if all are.
[[nodiscard]] std::optional<std::string> unknown_measure(const Model& model, const std::vector<std::string>& names);

}  // namespace standoff
