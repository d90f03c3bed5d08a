// The summary of a run as a terminal shows it: at most 80 columns, no need to know the program.
#pragma once

#include <string>

#include <standoff/diagnostic.hpp>
#include <standoff/results.hpp>

namespace standoff {

struct TerminalOptions {
    bool color = false;
    Characters characters = Characters::unicode;
    std::string folder;  ///< where the results are; empty if they were not kept
};

/// Made from the record alone, so that a folder gives the same text as the run that wrote it.
[[nodiscard]] std::string terminal_summary(const RunRecord& record, const TerminalOptions& options);

}  // namespace standoff
