// The observed series beside the runs: observed.csv, and its part of the summary.
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/results.hpp>

namespace standoff {

struct Model;

/// One observation beside the runs. Quantiles are of type 1; NaN where it is not compared, or no run gives a value.
struct ObservedPoint {
    int at = 0;  ///< the state at which its period ends
    std::string date;
    double value = 0;
    double q05 = std::numeric_limits<double>::quiet_NaN();
    double q25 = q05, q50 = q05, q75 = q05, q95 = q05;
};

/// By series of the model; `counts` as for observed_csv.
[[nodiscard]] std::vector<std::vector<ObservedPoint>> observed_points(const Model& model,
                                                                      const std::vector<SeriesCounts>& counts);

/// By series of the manifest, from observed.csv, which does not say where periods end: `at` is 0. None of a folder
/// without one. Throws ResultsError.
[[nodiscard]] std::vector<std::vector<ObservedPoint>> read_observed_points(const std::filesystem::path& folder,
                                                                           const RunManifest& manifest);

/// observed.csv as text; empty if the model has no series. `counts` as run_ensemble gives them; may be empty.
[[nodiscard]] std::string observed_csv(const Model& model, const std::vector<SeriesCounts>& counts);

/// One summary for each series that has a formula; none without counts.
[[nodiscard]] std::vector<SeriesSummary> summarize_series(const Model& model, const std::vector<SeriesCounts>& counts);

}  // namespace standoff
