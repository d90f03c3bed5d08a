#include "cli/loading.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "base/unicode.hpp"
#include "cli/commands.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

/// Whether a finding lies in one of the files that were read, rather than on the command line.
bool in_a_file(const Diagnostic& finding, const Scenario& scenario) {
    if (!finding.place.known() || finding.place.source >= scenario.sources().size())
        return finding.code.starts_with("E1");
    const std::string& name = scenario.sources()[finding.place.source].name();
    return std::find(scenario.files().begin(), scenario.files().end(), name) != scenario.files().end();
}

/// A bad file is bad input; settings that do not fit a good file are wrong use.
int exit_code_of(const Scenario& scenario) {
    const bool file =
        std::any_of(scenario.findings.all().begin(), scenario.findings.all().end(), [&](const Diagnostic& finding) {
            return finding.severity() == Severity::error && in_a_file(finding, scenario);
        });
    return file ? exit_bad_input : exit_wrong_use;
}

}  // namespace

std::optional<FoundScenario> find_or_complain(const std::string& given, Streams& streams) {
    const std::vector<std::filesystem::path> folders = scenario_folders();
    std::optional<FoundScenario> found = find_scenario(given, folders);
    if (!found) complain(streams, not_found(given, folders));
    return found;
}

int refuse(Scenario& scenario, const std::string& path, Streams& streams) {
    streams.err.write(findings_text(scenario, streams.characters));
    const int code = exit_code_of(scenario);
    const std::string what = code == exit_wrong_use
                                 ? fmt::format("the settings of the command line cannot be used with {}", path)
                                 : fmt::format("{} cannot be used", path);
    complain(streams, fmt::format("{}: {}", what, counted(scenario.findings.errors(), "error", "errors")));
    return code;
}

std::string findings_text(Scenario& scenario, Characters characters) {
    scenario.findings.sort();
    std::string text;
    for (const Diagnostic& finding : scenario.findings.all())
        text += render(finding, scenario.sources(), DiagnosticFormat::human, characters) + '\n';
    return text;
}

LoadOutcome load_model(const std::string& path, const LoadOptions& options, bool quiet, Streams& streams) {
    LoadOutcome outcome;
    LoadedModel loaded;
    Stopwatch watch;
    loaded.scenario = load_scenario(path, options);
    loaded.load_seconds = watch.lap();
    if (!loaded.scenario.ok()) return {std::nullopt, refuse(loaded.scenario, path, streams)};
    if (loaded.scenario.is_theory()) {
        complain(streams,
                 fmt::format("{} is a theory: it has no actors and no calendar; run a scenario that uses it", path));
        return {std::nullopt, exit_bad_input};
    }
    loaded.model = compile(loaded.scenario);
    loaded.compile_seconds = watch.lap();
    if (!loaded.model) return {std::nullopt, refuse(loaded.scenario, path, streams)};
    if (!quiet) streams.err.write(findings_text(loaded.scenario, streams.characters));
    outcome.loaded = std::move(loaded);
    return outcome;
}

std::optional<std::string> wrong_environment() {
    try {
        (void)instruction_set();
        (void)lanes_per_block(1, 1);
        return std::nullopt;
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

void print_text(Streams& streams, const std::string& text) {
    streams.out.write(streams.characters == Characters::ascii ? unicode::in_ascii(text) : text);
}

void complain(Streams& streams, const std::string& what) {
    constexpr std::string_view name = "standoff: ";
    // What is read from a folder may hold anything, and a terminal obeys it.
    const std::string text = unicode::printable(what);
    if (text.find(": standoff ") != std::string::npos) return streams.err.write(fmt::format("{}{}\n", name, text));
    streams.err.write(
        wrapped(text, name, std::string(name.size(), ' '), page_width, streams.characters, LongWords::whole));
}

}  // namespace standoff
