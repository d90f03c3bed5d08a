// How a command's text is shown.
#pragma once

#include <string>

#include "cli/streams.hpp"
#include "report/terminal.hpp"

namespace standoff {

/// For standard output; `results` is where they are kept, empty if they are not.
[[nodiscard]] inline TerminalOptions terminal_options(Color color, const Streams& streams, std::string results) {
    return {wants_color(color, streams), streams.characters, std::move(results)};
}

}  // namespace standoff
