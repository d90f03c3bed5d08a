// argv as a plain struct. The only file that knows CLI11 is arguments.cpp.
#pragma once

#include <string>
#include <variant>

#include "cli/commands.hpp"

namespace standoff {

/// What was asked for is a text: help or the version.
struct PrintedText {
    std::string text;
};

/// The command line cannot be understood; nothing is run.
struct WrongUse {
    std::string what;
};

using ParsedArguments = std::variant<RunArguments, CheckArguments, ReplayArguments, PrintedText, WrongUse>;

[[nodiscard]] ParsedArguments parse_arguments(int argc, const char* const* argv);

}  // namespace standoff
