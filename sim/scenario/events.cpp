// What nobody chooses and what is kept: chance, dynamics, payoffs, outcomes, measures.
#include <fmt/format.h>

#include "scenario/context.hpp"

namespace standoff {

std::vector<Term> read_terms(Context& context, const YamlNode& mapping, const Scope& scope) {
    std::vector<Term> terms;
    for (const YamlEntry& entry : mapping.entries) {
        if (is_prose(entry.name())) continue;
        if (Expression value = context.expression(&entry.value, scope))
            terms.push_back({entry.name(), std::move(value)});
    }
    return terms;
}

namespace {

void read_rate(Context& context, const YamlNode& scalar, const Scope& scope, Chance& event) {
    std::optional<Rate> rate = parse_rate(Context::formula(scalar), context.findings);
    if (!rate || rate->expression == nullptr) return;
    const std::size_t before = context.findings.errors();
    check_expression(*rate->expression, scope, context.spec.symbols, Kind::number, context.findings);
    if (rate->per != nullptr) {
        event.per_unit = rate->unit;
        if (const std::optional<Constant> per = context.constant_of(*rate->per)) event.per = per->value;
    } else if (context.spec.time.dated) {
        context.findings.add("E322", scalar.place, "a rate needs a unit of time",
                             "so that it means the same whatever the step",
                             fmt::format("write `{} per week`", scalar.text));
    }
    if (context.findings.errors() == before) event.rate = {std::move(rate->expression), scalar.text, scalar.place};
}

void read_chance(Context& context, const YamlEntry& entry, Chance& event) {
    Scope scope;
    scope.self = event.of;
    const YamlNode* rate = entry.value.find("rate");
    if (rate != nullptr) read_rate(context, *rate, scope, event);
    check_in_range(context, {0, infinity}, event.rate, "rate");
    event.probability = context.expression(entry.value.find("probability"), scope);
    check_probability(context, event.probability);
    scope.draws = true;
    event.effects = context.statements(entry.value.find("effects"), scope, StatementPlace::effect);
}

void read_payoff(Context& context, const YamlEntry& entry) {
    const std::vector<Symbol> role = context.sets(&entry.key, Context::SetKinds::sets_and_entities);
    if (role.empty() || entry.value.broken) return;
    Scope scope;
    scope.self = role;
    Payoff& payoff = context.spec.payoffs.emplace_back();
    read_prose(payoff, entry.value);
    payoff.role = role.front();
    payoff.place = entry.key.place;
    payoff.terms = read_terms(context, entry.value, scope);
}

void read_outcomes(Context& context) {
    OutcomeSpec otherwise;
    otherwise.name = "otherwise";
    bool given = false;
    for (const YamlEntry& entry : context.entries("outcomes")) {
        if (entry.name() == "otherwise") {
            context.read_entry(otherwise, entry);
            if (const YamlNode* name = entry.value.find("name")) {
                otherwise.name = name->text;
                otherwise.place = name->place;
            }
            given = true;
            continue;
        }
        if (const std::string near = did_you_mean(entry.name(), {"otherwise"}); !near.empty()) {
            context.findings.add("E203", entry.key.place, fmt::format("\"{}\" is not a key of outcomes", entry.name()),
                                 near);
            continue;
        }
        OutcomeSpec& outcome = context.spec.outcomes.emplace_back();
        context.read_entry(outcome, entry);
        outcome.when = context.expression(entry.value.find("when"), context.scope());
    }
    for (const OutcomeSpec& outcome : context.spec.outcomes)
        if (outcome.name == otherwise.name)
            context.findings.add("E209", given ? otherwise.place : outcome.place,
                                 fmt::format("there are two outcomes \"{}\"", outcome.name));
    context.spec.outcomes.push_back(std::move(otherwise));
}

}  // namespace

void read_events(Context& context) {
    Spec& spec = context.spec;
    std::size_t index = 0;
    for (const YamlEntry& entry : context.entries("chance")) read_chance(context, entry, spec.chance[index++]);
    Scope dynamics;
    dynamics.draws = true;
    spec.dynamics = context.statements(context.root.find("dynamics"), dynamics, StatementPlace::dynamics);
    for (const YamlEntry& entry : context.entries("payoffs")) read_payoff(context, entry);
    read_outcomes(context);
    for (const YamlEntry& entry : context.entries("measures")) {
        MeasureSpec& measure = spec.measures.emplace_back();
        context.read_entry(measure, entry);
        Scope scope;
        scope.measure = true;
        measure.value = context.expression(entry.value.find("is"), scope);
    }
}

}  // namespace standoff
