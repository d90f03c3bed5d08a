// A sensitivity analysis as a terminal shows it: at most 80 columns, no need to know the program.
#pragma once

#include <string>

#include <standoff/sensitivity.hpp>

#include "report/terminal.hpp"

namespace standoff {

/// Made from the record alone. Of each measure a table of the parameters, those that move it most first, and whether
/// more samples would change it.
[[nodiscard]] std::string sensitivity_text(const SensitivityRecord& record, const TerminalOptions& options);

}  // namespace standoff
