// The smallest changes that change the most frequent outcome, as a terminal shows them.
#pragma once

#include <string>

#include <standoff/discovery.hpp>

#include "report/terminal.hpp"

namespace standoff {

[[nodiscard]] std::string flip_text(const FlipRecord& record, const TerminalOptions& options);

}  // namespace standoff
