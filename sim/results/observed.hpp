// The observed series beside the runs: observed.csv, and its part of the summary.
#pragma once

#include <string>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/results.hpp>

namespace standoff {

struct Model;

/// observed.csv as text; empty if the model has no series. `counts` as run_ensemble gives them; may be empty.
[[nodiscard]] std::string observed_csv(const Model& model, const std::vector<SeriesCounts>& counts);

/// One summary for each series that has a formula; none without counts.
[[nodiscard]] std::vector<SeriesSummary> summarize_series(const Model& model, const std::vector<SeriesCounts>& counts);

}  // namespace standoff
