// The parts of a report that tell of many results: a comparison, a sweep, a sensitivity analysis.
#pragma once

#include <cstddef>

#include <standoff/comparison.hpp>
#include <standoff/sensitivity.hpp>
#include <standoff/sweep.hpp>

#include "report/html.hpp"

namespace standoff {

// `view` is the number of the result among the page's views.
void write_comparison(Html& html, const PairedComparison& record, std::size_t view);
void write_sweep(Html& html, const SweepRecord& record, std::size_t view);
void write_sensitivity(Html& html, const SensitivityRecord& record, std::size_t view);

}  // namespace standoff
