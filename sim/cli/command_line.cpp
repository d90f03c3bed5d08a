#include "cli/command_line.hpp"

#include <fmt/format.h>

#include "experiment/run_account.hpp"
#include "results/sensitivity_files.hpp"

namespace standoff {

std::string run_command_line(const RunArguments& arguments, const std::string& file, std::uint64_t seed,
                             std::uint32_t runs, const ShownRange& show) {
    std::string line = run_line(file, arguments.load, seed, runs);
    if (show == ShownRange{}) return line;
    line += " --show ";
    if (show.last == ShownRange::no_end) line += show.first == 1 ? "all" : fmt::format("{}-{}", show.first, runs);
    else line += show.first == show.last ? std::to_string(show.first) : fmt::format("{}-{}", show.first, show.last);
    return line;
}

std::string compare_command_line(const CompareArguments& arguments, const std::string& file, std::uint64_t seed) {
    std::string line = "standoff compare " + shell_quoted(file);
    for (const std::string& variant : arguments.variants) line += " --variant " + shell_quoted(variant);
    for (const std::string& setting : arguments.set) line += " --set " + shell_quoted(setting);
    if (!arguments.until.empty()) line += " --until " + shell_quoted(arguments.until);
    line += fmt::format(" --seed {} --runs {}", seed, arguments.runs);
    if (arguments.half_width) {
        line += fmt::format(" --until-half-width {}", *arguments.half_width);
        if (!arguments.measure.empty()) line += " --measure " + shell_quoted(arguments.measure);
        if (arguments.most_runs) line += fmt::format(" --max-runs {}", *arguments.most_runs);
    }
    if (arguments.show != 1) line += fmt::format(" --show {}", arguments.show);
    return line;
}

std::string sweep_command_line(const SweepArguments& arguments, std::uint64_t seed) {
    std::string line = "standoff sweep " + shell_quoted(arguments.file);
    const auto say = [&](const char* flag, const std::string& value) {
        if (!value.empty()) line += fmt::format(" {} {}", flag, shell_quoted(value));
    };
    say("--experiment", arguments.experiment);
    for (const std::string& path : arguments.load.vary) say("--vary", path);
    if (arguments.design) say("--design", std::string(design_word(*arguments.design)));
    if (arguments.points) say("--points", std::to_string(*arguments.points));
    if (arguments.runs) say("--runs", std::to_string(*arguments.runs));
    for (const std::string& name : arguments.measures) say("--measure", name);
    say("--variant", arguments.load.variant);
    for (const std::string& setting : arguments.load.set) say("--set", setting);
    say("--until", arguments.load.until);
    say("--seed", std::to_string(seed));
    if (arguments.launched) say("--shard", "auto");
    else if (arguments.shard) say("--shard", fmt::format("{}/{}", arguments.shard->index, arguments.shard->count));
    say("--out", arguments.out);
    if (arguments.csv) line += " --csv";
    return line;
}

std::string sensitivity_command_line(const SensitivityArguments& arguments, const std::string& file,
                                     std::uint64_t samples, std::uint64_t seed) {
    std::string line =
        fmt::format("standoff sensitivity {} --method {}", shell_quoted(file), method_word(arguments.method));
    for (const std::string& path : arguments.load.vary) line += " --vary " + shell_quoted(path);
    for (const std::string& name : arguments.measures) line += " --measure " + shell_quoted(name);
    if (!arguments.load.variant.empty()) line += " --variant " + shell_quoted(arguments.load.variant);
    for (const std::string& setting : arguments.load.set) line += " --set " + shell_quoted(setting);
    if (!arguments.load.until.empty()) line += " --until " + shell_quoted(arguments.load.until);
    return line + fmt::format(" --samples {} --runs {} --seed {}", samples, arguments.runs, seed);
}

}  // namespace standoff
