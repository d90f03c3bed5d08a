// Experiments are carried out by a later layer; here they are checked, so that a file that loads can be swept.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "scenario/settings.hpp"

namespace standoff {

namespace {

class ExperimentReader {
public:
    ExperimentReader(Context& context, const YamlEntry& entry)
        : context_(context), findings_(context.findings), node_(entry.value) {}

    void read() {
        const YamlNode* design = node_.find("design");
        const bool grid = design == nullptr || design->text == "grid";
        const bool known = design != nullptr && check_design(*design);
        if (const YamlNode* vary = node_.find("vary")) check_vary(*vary, grid);
        if (const YamlNode* runs = node_.find("runs")) (void)context_.whole_number(*runs, 1);
        const YamlNode* points = node_.find("points");
        if (points != nullptr) (void)context_.whole_number(*points, 1);
        if (points != nullptr && grid)
            findings_.add("E229", node_.entry("points")->key.place, "the points of a grid follow from its values", {},
                          "remove `points`");
        if (!grid && points == nullptr && node_.entry("points") == nullptr && known)
            findings_.add("E229", design->place,
                          fmt::format("`design: {}` does not say how many points there are", design->text), {},
                          "add `points: 200`");
        check_measures();
    }

private:
    bool check_design(const YamlNode& design) {
        const std::vector<std::string> known = {"grid", "random", "lhs", "sobol"};
        if (std::find(known.begin(), known.end(), design.text) != known.end()) return true;
        const bool sensitivity = design.text == "morris" || design.text == "saltelli";
        findings_.add("E229", design.place, fmt::format("\"{}\" is not a design", design.text),
                      sensitivity ? "it belongs to the command `sensitivity`" : did_you_mean(design.text, known),
                      "known: grid, random, lhs or sobol");
        return false;
    }

    void check_vary(const YamlNode& vary, bool grid) {
        if (!vary.is_mapping() || vary.entries.empty()) {
            findings_.add("E229", vary.place, "`vary` must be paths with the values they take", {},
                          "write `vary: {forgetting: [2 weeks, 6 weeks]}`");
            return;
        }
        for (const YamlEntry& entry : vary.entries) {
            const YamlNode& values = entry.value;
            if (values.broken) continue;
            if (values.is_mapping()) {
                check_span(entry, grid);
            } else if (values.is_scalar()) {
                check_prior(entry, grid);
            } else {
                for (const YamlNode& value : values.items) {
                    if (value.is_scalar()) check_path(context_, entry.key, value);
                    else findings_.add("E229", value.place, "a value must be a number, a duration or a policy");
                }
                if (values.items.empty())
                    findings_.add("E229", values.place, fmt::format("\"{}\" takes no values", entry.name()));
            }
        }
    }

    void check_span(const YamlEntry& entry, bool grid) {
        for (const YamlEntry& part : entry.value.entries)
            if (part.name() != "from" && part.name() != "to" && part.name() != "steps")
                findings_.add("E203", part.key.place,
                              fmt::format("\"{}\" is not a key of a span of values", part.name()), {},
                              "known keys: from, to or steps");
        const YamlNode* from = entry.value.find("from");
        const YamlNode* to = entry.value.find("to");
        const YamlNode* steps = entry.value.find("steps");
        if (from == nullptr || to == nullptr || (grid && steps == nullptr)) {
            findings_.add("E229", entry.key.place, "a span of values needs from, to and (on a grid) steps", {},
                          "write {from: 0, to: 1, steps: 5}");
            return;
        }
        check_path(context_, entry.key, *from);
        check_path(context_, entry.key, *to);
        if (steps != nullptr) (void)context_.whole_number(*steps, 2);
    }

    /// `forgetting: prior` samples a parameter from its own prior.
    void check_prior(const YamlEntry& entry, bool grid) {
        const PathTarget target = resolve_path(context_, entry.key);
        const bool parameter = target.what == PathTarget::What::parameter;
        if (entry.value.text == "prior" && parameter && !grid &&
            context_.spec.parameters[static_cast<std::size_t>(target.index)].prior)
            return;
        findings_.add("E229", entry.value.place, fmt::format("\"{}\" is no list of values", entry.value.text),
                      entry.value.text == "prior"
                          ? "only a parameter that has a prior can be drawn from it, and not on a grid"
                          : "",
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
};

}  // namespace

void read_experiments(Context& context) {
    if (!context.options.variant.empty()) return;  // checked without it; it may have removed what they name
    for (const YamlEntry& entry : context.entries("experiments")) {
        if (entry.value.broken) continue;
        ExperimentReader(context, entry).read();
        context.spec.experiments.push_back(entry.name());
    }
}

}  // namespace standoff
