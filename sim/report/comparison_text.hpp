// A comparison as a terminal shows it: at most 80 columns, no need to know the program.
#pragma once

#include <string>

#include <standoff/comparison.hpp>

#include "report/terminal.hpp"

namespace standoff {

/// Made from the record alone. Of each alternative: how the runs ended, the measures, and where the shown run parts
/// from the base; what is known to differ best comes first.
[[nodiscard]] std::string comparison_text(const PairedComparison& record, const TerminalOptions& options);

}  // namespace standoff
