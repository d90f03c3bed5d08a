#include "cli/sweep_plan.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "cli/progress.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

std::string bytes_text(double bytes) {
    if (bytes < 1e6) return fmt::format("{:.0f} kB", std::max(1.0, bytes / 1e3));
    if (bytes < 1e9) return fmt::format("{:.{}f} MB", bytes / 1e6, bytes < 1e7 ? 1 : 0);
    if (bytes < 1e12) return fmt::format("{:.1f} GB", bytes / 1e9);
    return fmt::format("{:.1f} TB", bytes / 1e12);
}

std::string lines(const std::string& name, const std::string& text) {
    return wrapped(text, fmt::format("{:<8}", name), "        ");
}

std::string sizes(const SweepPlan& plan) {
    const Plan& laid = plan.compiled.plan();
    std::string text = fmt::format("{} × {} = {}", counted(laid.structure_of.size(), "point", "points"),
                                   counted(laid.runs, "run", "runs"), counted(laid.items(), "run", "runs"));
    if (plan.shard)
        text += fmt::format(", of which shard {} of {} plays {}", plan.shard->index, plan.shard->count,
                            plan.range.end - plan.range.first);
    return text;
}

std::string factors(const Experiment& experiment) {
    std::vector<std::string> names;
    names.reserve(experiment.vary.size());
    for (const Factor& factor : experiment.vary) names.push_back(factor.path);
    return joined(names, "and");
}

/// Why points have no model, with how many for each reason.
std::string refusals(const CompiledPlan& compiled) {
    std::map<std::string, std::uint64_t> without_model;
    for (const std::uint32_t structure : compiled.plan().structure_of)
        if (!compiled.refusal(structure).empty()) ++without_model[compiled.refusal(structure)];
    std::string text;
    for (const auto& [reason, count] : without_model)
        text += lines("", fmt::format("{} no model: {}", counted(count, "point has", "points have"), reason));
    return text;
}

}  // namespace

std::string sweep_plan_text(const SweepPlan& plan, const Pilot& pilot) {
    const Experiment& experiment = plan.compiled.plan().experiment;
    std::string text = lines("plan", sizes(plan)) + lines("design", std::string(design_word(experiment.design)));
    if (!plan.replaced.empty()) text += lines("changed", "the experiment itself has " + joined(plan.replaced, "and"));
    text += lines("factors", factors(experiment));
    if (plan.compiled.structures() > 1) text += lines("models", std::to_string(plan.compiled.structures()));
    text += refusals(plan.compiled);
    const auto items = static_cast<double>(plan.range.end - plan.range.first);
    if (pilot.items > 0)
        text += lines("cost",
                      fmt::format("{} on an idle machine, {} (pilot of {})", about_time(items * pilot.seconds_per_item),
                                  bytes_text(items * pilot.bytes_per_item), counted(pilot.items, "run", "runs")));
    return text + fmt::format("file    {}\n", plan.file.string());
}

}  // namespace standoff
