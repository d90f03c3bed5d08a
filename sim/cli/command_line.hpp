// The command line that gives a result again, for the manifest and for messages.
#pragma once

#include <string>

#include "base/shell.hpp"
#include "cli/commands.hpp"

namespace standoff {

/// `standoff run dprk/2022.yaml --seed 1 --runs 500 …`: what decides about the result, in a fixed order; no threads, no
/// folder.
[[nodiscard]] std::string run_command_line(const RunArguments& arguments, const std::string& file, std::uint64_t seed,
                                           std::uint32_t runs, const ShownRange& show);

/// The same of a comparison.
[[nodiscard]] std::string compare_command_line(const CompareArguments& arguments, const std::string& file,
                                               std::uint64_t seed);

/// What comes after such a line to do the same once more: threads, and where the results go, allowed to replace what is
/// there.
template <class Arguments>
[[nodiscard]] std::string place_of_results(const Arguments& arguments) {
    std::string flags;
    if (arguments.jobs > 0) flags += " --jobs " + std::to_string(arguments.jobs);
    if (!arguments.keep_files) flags += " --files none";
    else if (!arguments.out.empty()) flags += " --out " + shell_quoted(arguments.out) + " --force";
    return flags;
}

/// The command that goes on with a sweep: all that decides about its file, and where that is.
[[nodiscard]] std::string sweep_command_line(const SweepArguments& arguments, std::uint64_t seed);

/// The command that gives an analysis of so many samples again; no threads, no folder.
[[nodiscard]] std::string sensitivity_command_line(const SensitivityArguments& arguments, const std::string& file,
                                                   std::uint64_t samples, std::uint64_t seed);

}  // namespace standoff
