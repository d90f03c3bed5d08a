// Experiments of the file and of `--vary`. A later layer carries them out; here they are checked, so that what loads
// can be swept.
#include <algorithm>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "scenario/factors.hpp"
#include "scenario/schema.hpp"

namespace standoff {

namespace {

class ExperimentReader {
public:
    ExperimentReader(Context& context, const YamlNode& node, Experiment& experiment)
        : context_(context), findings_(context.findings), node_(node), experiment_(experiment) {}

    void read() {
        if (const YamlNode* design = node_.find("design")) read_design(*design);
        if (const YamlNode* vary = node_.find("vary")) read_vary(*vary);
        if (const YamlNode* runs = node_.find("runs")) experiment_.runs = context_.whole_number(*runs, 1).value_or(1);
        if (const YamlNode* points = node_.find("points"))
            experiment_.points = context_.whole_number(*points, 1).value_or(1);
        read_measures();
    }

    void read_vary(const YamlNode& vary) {
        if (vary.entries.empty()) {
            findings_.add("E229", vary.place, "`vary` must be paths with the values they take", {},
                          "write `vary: {forgetting: [2 weeks, 6 weeks]}`");
            return;
        }
        for (const YamlEntry& entry : vary.entries) {
            if (entry.value.broken) continue;
            std::optional<Factor> factor = read_factor(context_, entry, experiment_.design);
            if (!factor) continue;
            const bool twice = std::any_of(experiment_.vary.begin(), experiment_.vary.end(),
                                           [&](const Factor& other) { return other.path == factor->path; });
            if (twice)
                findings_.add("E229", factor->place, fmt::format("\"{}\" varies twice", factor->path), {},
                              "join its values in one list");
            else experiment_.vary.push_back(std::move(*factor));
        }
    }

private:
    void read_design(const YamlNode& design) {
        const Key& designs = *experiment_table().find("design");
        std::vector<std::string> known;
        for (const Choice& choice : designs.choices) {
            if (choice.word == design.text) {
                experiment_.design = static_cast<Experiment::Design>(known.size());
                return check_choice(node_, experiment_table(), designs, choice, "E229", findings_);
            }
            known.emplace_back(choice.word);
        }
        const bool sensitivity = design.text == "morris" || design.text == "saltelli";
        findings_.add("E229", design.place, fmt::format("\"{}\" is not a design", design.text),
                      sensitivity ? "it belongs to the command `sensitivity`" : did_you_mean(design.text, known),
                      "known: " + joined(known, "or"));
        experiment_.design = Experiment::Design::random;  // so that nothing is asked that only a grid needs
    }

    void read_measures() {
        experiment_.measures = Context::texts_of(node_, "measures");
        std::vector<std::string> known = names_of(context_.spec.measures);
        for (const OutcomeSpec& outcome : context_.spec.outcomes) known.push_back(outcome.name);
        for (const YamlNode* name : Context::name_list(node_.find("measures")))
            (void)context_.lookup(known, *name, "a measure or an outcome");
    }

    Context& context_;
    Diagnostics& findings_;
    const YamlNode& node_;
    Experiment& experiment_;
};

/// Of the command line. A list, and a span with steps, make a grid; with anything else the points are sampled.
void read_varied(Context& context) {
    YamlNode vary = mapping_at({});
    bool grid = true;
    for (const std::string& text : context.options.vary) {
        const auto source = static_cast<std::uint32_t>(context.spec.sources.size());
        context.spec.sources.emplace_back("--vary", text);
        std::optional<YamlEntry> entry = parse_vary(text, source, context.findings);
        if (!entry) continue;
        const bool span = entry->value.entry("steps") != nullptr || entry->value.entry("whole") != nullptr;
        grid = grid && (entry->value.is_sequence() || span);
        vary.entries.push_back(std::move(*entry));
    }
    if (vary.entries.empty()) return;
    Experiment& experiment = context.spec.experiments.emplace_back();
    experiment.name = "--vary";
    experiment.design = grid ? Experiment::Design::grid : Experiment::Design::sobol;
    ExperimentReader(context, vary, experiment).read_vary(vary);
}

}  // namespace

void read_experiments(Context& context) {
    // Those of the file are checked without a variant: it may have removed what they name.
    if (context.options.variant.empty())
        for (const YamlEntry& entry : context.entries("experiments")) {
            if (entry.value.broken) continue;
            Experiment& experiment = context.spec.experiments.emplace_back();
            context.read_entry(experiment, entry);
            ExperimentReader(context, entry.value, experiment).read();
        }
    read_varied(context);
}

void read_lesson(Context& context) {
    const YamlNode* lesson = context.root.find("lesson");
    if (lesson == nullptr) return;
    context.spec.lesson = {Context::texts_of(*lesson, "notice"), Context::texts_of(*lesson, "try"),
                           Context::texts_of(*lesson, "questions"), Context::texts_of(*lesson, "leaves_out"),
                           Context::texts_of(*lesson, "reading")};
}

}  // namespace standoff
