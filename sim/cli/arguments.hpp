// argv as a plain struct. The only file that knows CLI11 is arguments.cpp.
#pragma once

#include <string>
#include <string_view>
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

using ParsedArguments = std::variant<RunArguments, CompareArguments, SweepArguments, SensitivityArguments,
                                     MergeArguments, DiscoverArguments, FlipArguments, CheckArguments, ReplayArguments,
                                     WhyArguments, ReportArguments, DescribeArguments, ListArguments, NewArguments,
                                     SchemaArguments, ExplainArguments, ServeArguments, PrintedText, WrongUse>;

/// Two examples of a command, each a line with its line end; of the whole program for an empty name.
[[nodiscard]] std::string_view examples_of(std::string_view command);

[[nodiscard]] ParsedArguments parse_arguments(int argc, const char* const* argv);

}  // namespace standoff
