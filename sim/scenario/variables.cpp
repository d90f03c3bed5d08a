// Parameters, variables with their initial values, derived quantities in order of dependence.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/context.hpp"
#include "scenario/dependence.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

/// One end of a range: a constant, or infinity.
std::optional<double> range_end(Context& context, const YamlNode& scalar, Kind wanted) {
    if (!scalar.quoted && (scalar.text == ".inf" || scalar.text == "+.inf")) return infinity;
    if (!scalar.quoted && scalar.text == "-.inf") return -infinity;
    return context.constant(scalar, wanted);
}

Range read_range(Context& context, const YamlNode* pair, Kind wanted) {
    Range range;
    if (pair == nullptr || pair->items.size() != 2) return range;
    const std::optional<double> low = range_end(context, pair->items[0], wanted);
    const std::optional<double> high = range_end(context, pair->items[1], wanted);
    if (!low || !high) return range;
    if (*low > *high) {
        context.findings.add("E210", pair->place, "the range is empty", "its first end lies above its second",
                             "swap them");
        return range;
    }
    return {*low, *high, fmt::format("{} to {}", pair->items[0].text, pair->items[1].text)};
}

bool range_of_durations(Context& context, const YamlNode* pair) {
    if (!context.spec.time.dated || pair == nullptr || pair->items.size() != 2) return false;
    return std::all_of(pair->items.begin(), pair->items.end(), [&](const YamlNode& end) {
        const std::size_t digits = end.text.find_first_not_of("0123456789.");
        return digits != 0 && digits != std::string::npos && end.text[digits] == ' ';
    });
}

/// The constant that a parameter was declared with, where a scenario, a variant or --set gave it another value.
std::optional<Constant> declared_constant(Context& context, const YamlNode& parameter) {
    const YamlNode* declared = parameter.find(declared_value);
    return declared == nullptr ? std::nullopt : context.constant(*declared);
}

}  // namespace

void check_inside(Context& context, const Range& range, double value, Place place, const std::string& name) {
    if (value >= range.low && value <= range.high) return;
    context.findings.add("E210", place, fmt::format("the value of \"{}\" lies outside its range", name),
                         range.text.empty()
                             ? fmt::format("the range is {} to {}", show_number(range.low), show_number(range.high))
                             : fmt::format("the range is {}", range.text));
}

void check_in_range(Context& context, const Range& range, const Expression& value, const std::string& name) {
    if (!value || !is_constant(*value.root)) return;
    if (const std::optional<Constant> constant = context.constant_of(*value.root))
        check_inside(context, range, constant->value, value.place, name);
}

void read_parameters(Context& context) {
    std::size_t index = 0;
    for (const YamlEntry& entry : context.entries("parameters")) {
        Parameter& parameter = context.spec.parameters[index];
        Kind& kind = context.spec.symbols.parameters[index++];
        const YamlNode* value = entry.value.find("value");
        // What replaces a value keeps its kind; where it does not, the model is checked with the declared one.
        std::optional<Constant> constant = declared_constant(context, entry.value);
        if (constant && value != nullptr) {
            const std::optional<double> replaced = context.parameter_value(*value, constant->kind, parameter.name);
            constant->value = replaced.value_or(constant->value);
            if (!replaced) value = nullptr;
        } else if (value != nullptr) {
            constant = context.constant(*value);
        }
        const YamlNode* range = entry.value.find("range");
        if (constant && value != nullptr && constant->kind == Kind::number && range_of_durations(context, range)) {
            context.findings.add("E212", value->place,
                                 fmt::format("\"{}\" is a number where a duration is needed", value->text),
                                 "its range is given in durations", fmt::format("write a unit: {} weeks", value->text));
            constant = std::nullopt;
        }
        if (!constant) {
            kind = parameter.kind = Kind::unknown;
            continue;
        }
        kind = parameter.kind = constant->kind;
        parameter.value = constant->value;
        parameter.declared = Context::text_of(entry.value, declared_value);
        parameter.declared_source = Context::text_of(entry.value, declared_source);
        parameter.written = value != nullptr ? value->text : parameter.declared;
        parameter.range = read_range(context, entry.value.find("range"), parameter.kind);
        if (value != nullptr) check_inside(context, parameter.range, parameter.value, value->place, parameter.name);
        if (const YamlNode* prior = entry.value.find("prior")) {
            Scope scope;
            scope.draws = true;
            scope.state = false;
            scope.memory = false;
            parameter.prior = context.expression(prior, scope, parameter.kind);
            const bool draw = parameter.prior && parameter.prior.root->node == NodeKind::call &&
                              is_draw(parameter.prior.root->function);
            if (parameter.prior &&
                (!draw || !std::all_of(parameter.prior.root->children.begin(), parameter.prior.root->children.end(),
                                       [](const NodePtr& child) { return is_constant(*child); })))
                context.findings.add("E211", prior->place, "a prior is one distribution with constants", {},
                                     "write `uniform(0, 1)`, `normal(0.4, 0.1)` or another draw");
        }
    }
}

namespace {

Scope owner_scope(const Ownership& ownership) {
    Scope scope;
    if (ownership.owned) scope.self = ownership.of;
    if (ownership.directed) scope.target = ownership.toward;
    return scope;
}

void read_initial_values(Context& context) {
    Spec& spec = context.spec;
    const std::vector<YamlEntry>& entries = context.entries("variables");
    const Dependencies needs = named_entries(entries, "initial");
    const std::vector<int> order = in_order_of_dependence(needs, [&](const std::vector<int>& cycle) {
        // With owners one instance may read another; the model finds cycles among instances.
        for (const int index : cycle)
            if (spec.variables[static_cast<std::size_t>(index)].ownership.owned) return;
        const Variable& first = spec.variables[static_cast<std::size_t>(cycle.front())];
        context.findings.add("E502", first.place,
                             fmt::format("the initial value of \"{}\" depends on itself", first.name),
                             describe_cycle(entries, cycle));
    });
    for (const int index : order) {
        const auto i = static_cast<std::size_t>(index);
        Variable& variable = spec.variables[i];
        Scope scope = owner_scope(variable.ownership);
        scope.initial = true;
        scope.draws = true;
        scope.memory = false;
        variable.initial = context.expression(entries[i].value.find("initial"), scope, Kind::unknown);
        variable.kind = variable.initial ? variable.initial.root->kind : Kind::unknown;
        if (variable.initial && variable.kind != Kind::duration) variable.kind = Kind::number;
        spec.symbols.variables[i].kind = variable.kind;
        variable.range = read_range(context, entries[i].value.find("range"),
                                    variable.kind == Kind::duration ? Kind::duration : Kind::number);
        check_in_range(context, variable.range, variable.initial, variable.name);
    }
}

void read_perceived(Context& context, const YamlNode& node, Variable& variable, const YamlNode& key) {
    Perceived perceived;
    perceived.place = key.place;
    Scope scope;
    scope.state = false;
    scope.memory = false;
    perceived.noise = context.expression(node.find("noise"), scope, variable.kind);
    check_in_range(context, {0, infinity}, perceived.noise, "noise");
    perceived.delay = Context::text_of(node, "delay");
    if (const YamlNode* delay = node.find("delay")) perceived.delay_steps = context.whole_steps(*delay, 0).value_or(0);
    if (variable.is_private)
        context.findings.add("E205", key.place,
                             fmt::format("\"{}\" is private: others perceive nothing of it", variable.name), {},
                             "remove `private` or `perceived`");
    variable.perceived = std::move(perceived);
}

void read_derived(Context& context) {
    Spec& spec = context.spec;
    std::size_t i = 0;
    for (const YamlEntry& entry : context.entries("derived")) {  // in order of dependence already
        Derived& derived = spec.derived[i];
        derived.is = context.expression(entry.value.find("is"), owner_scope(derived.ownership), Kind::unknown);
        derived.kind = derived.is ? derived.is.root->kind : Kind::unknown;
        spec.symbols.derived[i++].kind = derived.kind;
    }
}

}  // namespace

void read_variables(Context& context) {
    read_initial_values(context);
    std::size_t index = 0;
    for (const YamlEntry& entry : context.entries("variables")) {
        Variable& variable = context.spec.variables[index++];
        if (const YamlEntry* perceived = entry.value.entry("perceived");
            perceived != nullptr && !perceived->value.broken)
            read_perceived(context, perceived->value, variable, perceived->key);
        if (variable.input && variable.is_private)
            context.findings.add("E205", variable.place, fmt::format("\"{}\" is an input and private", variable.name),
                                 "the calendar would change what is set at the start for good");
    }
    read_derived(context);
}

}  // namespace standoff
