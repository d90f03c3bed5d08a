// A sweep as a terminal shows it: at most 80 columns, one table a factor.
#pragma once

#include <string>

#include <standoff/sweep.hpp>

#include "report/terminal.hpp"

namespace standoff {

/// `options.folder` is the sweep's file; empty: none is kept.
[[nodiscard]] std::string sweep_text(const SweepRecord& record, const TerminalOptions& options);

}  // namespace standoff
