// The options of each command, and the fields of its arguments that they fill. Only these, shared_options.hpp
// and the parser of argv (arguments.cpp) know CLI11.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"

namespace standoff {

void define_run(CLI::App& app, RunArguments& run);
void define_compare(CLI::App& app, CompareArguments& compare);
void define_sweep(CLI::App& app, SweepArguments& sweep);
void define_sensitivity(CLI::App& app, SensitivityArguments& sensitivity);
void define_merge(CLI::App& app, MergeArguments& merge);
void define_discover(CLI::App& app, DiscoverArguments& discover);
void define_flip(CLI::App& app, FlipArguments& flip);
void define_check(CLI::App& app, CheckArguments& check);
void define_replay(CLI::App& app, ReplayArguments& replay);
void define_report(CLI::App& app, ReportArguments& report);
void define_serve(CLI::App& app, ServeArguments& serve);
void define_play(CLI::App& app, PlayArguments& play);
void define_why(CLI::App& app, WhyArguments& why);
void define_describe(CLI::App& app, DescribeArguments& describe);
void define_list(CLI::App& app, ListArguments& list);
void define_new(CLI::App& app, NewArguments& made);
void define_schema(CLI::App& app, SchemaArguments& schema);
void define_explain(CLI::App& app, ExplainArguments& explain);

}  // namespace standoff
