#include <standoff/model.hpp>

#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "report/describe.hpp"

namespace standoff {

int describe_command(const DescribeArguments& arguments, Streams& streams) {
    const auto file = find_or_complain(arguments.file, streams);
    if (!file) return exit_bad_input;
    Scenario scenario = load_scenario(file->path, arguments.load);
    // What only shows when the sets are unrolled is an error of the model all the same.
    const bool usable = scenario.ok() && (scenario.is_theory() || compile(scenario) != nullptr);
    if (!usable) return refuse(scenario, file->path, streams);
    streams.err.write(findings_text(scenario, streams.characters));
    streams.out.write(describe(scenario, arguments.load));
    return exit_done;
}

}  // namespace standoff
