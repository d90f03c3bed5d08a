// Experiments are carried out by a later layer; here they are checked, so that a file that loads can be swept.
#include <fmt/format.h>

#include "base/lists.hpp"
#include "scenario/schema.hpp"
#include "scenario/settings.hpp"

namespace standoff {

namespace {

class ExperimentReader {
public:
    ExperimentReader(Context& context, const YamlEntry& entry, Experiment& experiment)
        : context_(context), findings_(context.findings), node_(entry.value), experiment_(experiment) {}

    void read() {
        experiment_.design = Context::text_of(node_, "design");
        experiment_.points = Context::text_of(node_, "points");
        experiment_.runs = Context::text_of(node_, "runs");
        experiment_.measures = Context::texts_of(node_, "measures");
        const YamlNode* design = node_.find("design");
        const bool grid = design == nullptr || design->text == "grid";
        if (design != nullptr) check_design(*design);
        if (const YamlNode* vary = node_.find("vary")) check_vary(*vary, grid);
        if (const YamlNode* runs = node_.find("runs")) (void)context_.whole_number(*runs, 1);
        if (const YamlNode* points = node_.find("points")) (void)context_.whole_number(*points, 1);
        check_measures();
    }

private:
    void check_design(const YamlNode& design) {
        const Key& designs = *experiment_table().find("design");
        std::vector<std::string> known;
        for (const Choice& choice : designs.choices) {
            if (choice.word == design.text)
                return check_choice(node_, experiment_table(), designs, choice, "E229", findings_);
            known.emplace_back(choice.word);
        }
        const bool sensitivity = design.text == "morris" || design.text == "saltelli";
        findings_.add("E229", design.place, fmt::format("\"{}\" is not a design", design.text),
                      sensitivity ? "it belongs to the command `sensitivity`" : did_you_mean(design.text, known),
                      "known: " + joined(known, "or"));
    }

    void check_vary(const YamlNode& vary, bool grid) {
        if (vary.entries.empty()) {
            findings_.add("E229", vary.place, "`vary` must be paths with the values they take", {},
                          "write `vary: {forgetting: [2 weeks, 6 weeks]}`");
            return;
        }
        for (const YamlEntry& entry : vary.entries) {
            const YamlNode& values = entry.value;
            if (values.broken) continue;
            experiment_.vary.push_back({entry.name(), values_as_written(entry.value)});
            if (values.is_mapping()) {
                check_span(entry, grid);
            } else if (values.is_scalar()) {
                check_prior(entry, grid);
            } else {
                for (const YamlNode& value : values.items) check_path(context_, entry.key, value);
                if (values.items.empty())
                    findings_.add("E229", values.place, fmt::format("\"{}\" takes no values", entry.name()));
            }
        }
    }

    static std::vector<std::string> values_as_written(const YamlNode& values) {
        if (values.is_scalar()) return {values.text};
        std::vector<std::string> texts;
        texts.reserve(values.items.size());
        for (const YamlNode& value : values.items) texts.push_back(value.text);
        if (!values.is_mapping()) return texts;
        std::string span = fmt::format("{} to {}", Context::text_of(values, "from"), Context::text_of(values, "to"));
        if (const YamlNode* steps = values.find("steps")) span += fmt::format(" in {} steps", steps->text);
        return {span};
    }

    void check_span(const YamlEntry& entry, bool grid) {
        const YamlNode* from = entry.value.find("from");
        const YamlNode* to = entry.value.find("to");
        const YamlNode* steps = entry.value.find("steps");
        if (from == nullptr || to == nullptr) return;  // reported
        if (grid && entry.value.entry("steps") == nullptr)
            findings_.add("E229", entry.key.place, "on a grid a span needs the number of its steps", {},
                          "write {from: 0, to: 1, steps: 5}");
        check_path(context_, entry.key, *from);
        check_path(context_, entry.key, *to);
        if (steps != nullptr) (void)context_.whole_number(*steps, 2);
    }

    /// `forgetting: prior` samples a parameter from its own prior.
    void check_prior(const YamlEntry& entry, bool grid) {
        const PathTarget target = resolve_path(context_, entry.key);
        const bool parameter = target.what == PathTarget::What::parameter;
        if (parameter && !grid && context_.spec.parameters[static_cast<std::size_t>(target.index)].prior) return;
        findings_.add("E229", entry.value.place, fmt::format("\"{}\" cannot be drawn here", entry.name()),
                      "only a parameter that has a prior can be drawn from it, and not on a grid",
                      "write [low, middle, high], or {from: 0, to: 1, steps: 5}");
    }

    void check_measures() {
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

}  // namespace

void read_experiments(Context& context) {
    if (!context.options.variant.empty()) return;  // checked without it; it may have removed what they name
    for (const YamlEntry& entry : context.entries("experiments")) {
        if (entry.value.broken) continue;
        Experiment& experiment = context.spec.experiments.emplace_back();
        context.read_entry(experiment, entry);
        ExperimentReader(context, entry, experiment).read();
    }
}

void read_lesson(Context& context) {
    const YamlNode* lesson = context.root.find("lesson");
    if (lesson == nullptr) return;
    context.spec.lesson = {Context::texts_of(*lesson, "notice"), Context::texts_of(*lesson, "try"),
                           Context::texts_of(*lesson, "questions"), Context::texts_of(*lesson, "leaves_out"),
                           Context::texts_of(*lesson, "reading")};
}

}  // namespace standoff
