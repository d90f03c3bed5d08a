// The options of each command, and the fields of its arguments that they fill. Only this and the parser of argv
// (arguments.cpp) know CLI11.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace standoff {

void define_run(CLI::App& app, RunArguments& arguments);
void define_compare(CLI::App& app, CompareArguments& arguments);
void define_sweep(CLI::App& app, SweepArguments& arguments);
void define_sensitivity(CLI::App& app, SensitivityArguments& arguments);
void define_merge(CLI::App& app, MergeArguments& arguments);
void define_discover(CLI::App& app, DiscoverArguments& arguments);
void define_flip(CLI::App& app, FlipArguments& arguments);
void define_check(CLI::App& app, CheckArguments& arguments);
void define_replay(CLI::App& app, ReplayArguments& arguments);
void define_why(CLI::App& app, WhyArguments& arguments);
void define_describe(CLI::App& app, DescribeArguments& arguments);
void define_list(CLI::App& app, ListArguments& arguments);
void define_new(CLI::App& app, NewArguments& arguments);
void define_schema(CLI::App& app, SchemaArguments& arguments);
void define_explain(CLI::App& app, ExplainArguments& arguments);

}  // namespace standoff
