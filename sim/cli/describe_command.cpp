#include <filesystem>
#include <fstream>
#include <iterator>

#include <standoff/model.hpp>

#include "base/version.hpp"
#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "report/describe.hpp"
#include "results/json_files.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

/// The committed results of a shipped scenario lie beside its folder: `results/reference/dprk-2022.json`.
UsualRuns usual_runs(const FoundScenario& found, const LoadOptions& options) {
    UsualRuns usual{std::string(version()), default_runs, default_seed, {}, {}};
    const bool changed = !options.variant.empty() || !options.set.empty() || !options.until.empty();
    if (changed) return usual;
    const std::string file = default_folder(found.name, "").parent_path().filename().string() + ".json";
    for (const fs::path& folder : scenario_folders()) {
        std::error_code failed;
        if (!fs::equivalent(folder / found.name, found.path, failed)) continue;
        const fs::path below = fs::path("results") / "reference" / file;
        std::ifstream stream(folder.parent_path() / below);
        if (!stream) continue;
        const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        usual.reference_file = below.generic_string();
        usual.reference = parse_summary(text);
        break;
    }
    return usual;
}

}  // namespace

int describe_command(const DescribeArguments& arguments, Streams& streams) {
    const auto file = find_or_complain(arguments.file, streams);
    if (!file) return exit_bad_input;
    Scenario scenario = load_scenario(file->path, arguments.load);
    // What only shows when the sets are unrolled is an error of the model all the same.
    const bool usable = scenario.ok() && (scenario.is_theory() || compile(scenario) != nullptr);
    if (!usable) return refuse(scenario, file->path, streams);
    streams.err.write(findings_text(scenario, streams.characters));
    streams.out.write(describe(scenario, arguments.load, usual_runs(*file, arguments.load)));
    return exit_done;
}

}  // namespace standoff
