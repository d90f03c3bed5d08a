#include "report/run_material.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/odd/facts.hpp"
#include "results/decision_files.hpp"
#include "results/folder.hpp"
#include "results/tally.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

/// `first(…)`, the earlier or later of such, or such a time in another unit: `first(…) / 1 week`.
bool is_time(const Node& node) {
    if (node.node == NodeKind::binary && (node.op == Operator::divide || node.op == Operator::multiply))
        return is_time(*node.children[0]) && is_constant(*node.children[1]);
    if (node.node != NodeKind::call) return false;
    if (node.function == Function::first) return true;
    if (node.function != Function::min && node.function != Function::max) return false;
    return std::all_of(node.children.begin(), node.children.end(), [](const NodePtr& one) { return is_time(*one); });
}

/// Where the periods end, which only the scenario says.
void place_points(const Spec& spec, const RunManifest& manifest, std::vector<std::vector<ObservedPoint>>& observed) {
    for (std::size_t s = 0; s < observed.size(); ++s) {
        const auto series = std::find_if(spec.data.begin(), spec.data.end(),
                                         [&](const DataSeries& one) { return one.name == manifest.observed[s].name; });
        if (series == spec.data.end() || series->points.size() != observed[s].size())
            throw ResultsError(fmt::format("observed.csv and the data of {} in inputs/ are not the same series",
                                           manifest.observed[s].name));
        for (std::size_t i = 0; i < observed[s].size(); ++i) observed[s][i].at = series->points[i].end;
    }
}

}  // namespace

ScenarioTexts scenario_texts(const Spec& spec) {
    ScenarioTexts texts{
        spec.title,  spec.about, spec.source,           spec.purpose, spec.theory_title, spec.theory_prose.about,
        spec.lesson, {},         spec.parameters.size()};
    for (const MeasureSpec& measure : spec.measures)
        if (is_time(*measure.value.root)) texts.times.insert(measure.name);
    texts.guesses = static_cast<std::uint64_t>(
        std::count_if(spec.parameters.begin(), spec.parameters.end(), [](const Parameter& parameter) {
            return odd::mentions(parameter.source, "guess") || odd::mentions(parameter.about, "guess");
        }));
    return texts;
}

Scenario read_scenario_copy(const fs::path& folder, const RunManifest& manifest) {
    const fs::path inputs = folder / "inputs";
    const auto is_below = [&](const fs::path& path) {
        const fs::path below =
            fs::absolute(path).lexically_normal().lexically_relative(fs::absolute(inputs).lexically_normal());
        return !below.empty() && *below.begin() != "..";
    };
    const fs::path file = inputs / manifest.scenario_file;
    if (manifest.scenario_file.empty() || !is_below(file))
        throw ResultsError(fmt::format("{} names no scenario below inputs/", (folder / "manifest.json").string()));
    Scenario scenario = load_scenario(file.string(), {manifest.variant, manifest.set, manifest.until});
    if (!scenario.ok()) {
        scenario.findings.sort();
        const auto& all = scenario.findings.all();
        const auto first = std::find_if(
            all.begin(), all.end(), [](const Diagnostic& finding) { return finding.severity() == Severity::error; });
        throw ResultsError(fmt::format("{} cannot be used: {}", file.string(), first->what));
    }
    for (const std::string& read : scenario.files())
        if (!is_below(read))
            throw ResultsError(fmt::format("{} reads {}, which is not among its inputs/", file.string(), read));
    return scenario;
}

RunMaterial read_run_material(const fs::path& folder) {
    RunMaterial material;
    material.run = read_run(folder);
    const RunManifest& manifest = material.run.manifest;
    material.dots = read_dots(folder, manifest);
    material.observed = read_observed_points(folder, manifest);
    material.texts = read_decision_texts(folder);
    KeptDecisions decisions;
    read_decisions(folder, [&](const DecisionRecord& record) {  // the first run's stand first
        if (record.run == manifest.shown.front().run) decisions.add(record);
        return record.run == manifest.shown.front().run;
    });
    material.all_decisions = decisions.all();
    material.decisions = decisions.take();
    const Scenario scenario = read_scenario_copy(folder, manifest);
    material.scenario = scenario_texts(*scenario.spec);
    place_points(*scenario.spec, manifest, material.observed);
    return material;
}

}  // namespace standoff
