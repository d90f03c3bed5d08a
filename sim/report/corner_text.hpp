// The corners in which something happens, as a terminal tells them: in words to read aloud, then as tables.
#pragma once

#include <string>

#include <standoff/discovery.hpp>

#include "report/terminal.hpp"

namespace standoff {

/// `hope is at most 0.3 and USA.policy is bludgeon`; `everywhere` without limits.
[[nodiscard]] std::string corner_words(const std::vector<BoxLimit>& limits);

/// `options.folder` is the sweep's file.
[[nodiscard]] std::string corner_text(const CornerRecord& record, const TerminalOptions& options);

}  // namespace standoff
