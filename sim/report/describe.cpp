#include "report/describe.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/sections.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

/// The files by their paths from the first one's folder, so that the bytes do not depend on where they lie.
std::string files_text(const Spec& spec) {
    const std::filesystem::path folder = std::filesystem::path(spec.files.front()).parent_path();
    std::vector<std::string> names;
    for (const std::string& file : spec.files)
        odd::add_once(names, std::filesystem::path(file).lexically_relative(folder).generic_string());
    return odd::codes(names);
}

/// Which model this is, where it is not the file's own.
std::string change_text(const Spec& spec, const LoadOptions& options) {
    std::string text;
    for (const NamedSettings& variant : spec.variants) {
        if (variant.name != options.variant) continue;
        text += fmt::format("This is the variant {}.", odd::code(variant.name));
        if (!variant.about.empty()) text += " " + odd::sentence(variant.about);
        if (!variant.without.empty()) text += " It removes " + joined(odd::each(variant.without, odd::escaped)) + ".";
        if (!variant.set.empty()) text += " It sets " + odd::codes(variant.set) + ".";
    }
    if (!options.set.empty())
        text += (text.empty() ? "" : " ") + fmt::format("Set on the command line: {}.", odd::codes(options.set));
    if (!options.until.empty())
        text += (text.empty() ? "" : " ") + fmt::format("Ended early: {}.", odd::code(options.until));
    return odd::paragraph(text);
}

/// How many runs the program plays, of which luck, and which results are there to compare with.
std::string runs_text(const Spec& spec, const std::optional<UsualRuns>& usual) {
    if (!usual || spec.theory_only) return {};
    std::string text = fmt::format("Unless told otherwise standoff {} plays {} of {} with seed {}.", usual->version,
                                   counted(usual->runs, "run", "runs"), odd::model_name(spec), usual->seed);
    if (usual->reference)
        text += fmt::format(" Reference results: {} with seed {} in {}, trace hash {}.",
                            counted(usual->reference->runs, "run", "runs"), usual->reference->seed,
                            odd::code(usual->reference_file),
                            odd::code(fmt::format("{:016x}", usual->reference->trace_hash)));
    return odd::titled(4, "Runs", odd::paragraph(text));
}

std::string reading(const Spec& spec) { return odd::bullets(odd::each(spec.lesson.reading, odd::sentence)); }

}  // namespace

std::string describe(const Scenario& scenario, const LoadOptions& options, const std::optional<UsualRuns>& usual) {
    const Spec& spec = *scenario.spec;
    std::string text = "# " + odd::escaped(spec.title) + "\n\n";
    text +=
        odd::paragraph(fmt::format("ODD description of {} (protocol: Grimm et al., The ODD Protocol for Describing "
                                   "Agent-Based and Other Simulation "
                                   "Models: A Second Update, JASSS 23(2) 7, 2020).",
                                   files_text(spec)));
    text += change_text(spec, options);
    text += odd::titled(2, "1 Purpose and patterns", odd::purpose_and_patterns(spec));
    text += odd::titled(2, "2 Entities, state variables and scales", odd::entities_and_scales(spec));
    text += odd::titled(2, "3 Process overview and scheduling", odd::process_overview(spec));
    text += odd::titled(2, "4 Design concepts", odd::design_concepts(spec) + runs_text(spec, usual));
    text += odd::titled(2, "5 Initialisation", odd::initialisation(spec));
    text += odd::titled(2, "6 Input data", odd::input_data(spec));
    text += odd::titled(2, "7 Submodels", odd::submodels(spec));
    text += odd::titled(2, "References", reading(spec));
    text.pop_back();  // the last block's empty line
    return text;
}

}  // namespace standoff
