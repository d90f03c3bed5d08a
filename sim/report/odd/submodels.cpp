// Submodels: parameters, derived quantities, actions, policies, chance, dynamics and payoffs with their formulas, and
// what these formulas take for granted: ranges and functions.
#include <fmt/format.h>

#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/numbers.hpp"
#include "report/odd/sections.hpp"

namespace standoff::odd {

namespace {

std::string parameters(const Spec& spec) {
    std::vector<Row> rows;
    for (const Parameter& parameter : spec.parameters) {
        std::string value = code(parameter.written);
        std::string source = source_of(parameter);
        if (!parameter.declared.empty()) {
            value += ", in place of " + code(parameter.declared);
            // What `about` says of a guess was said of the declared value.
            source = parameter.source.empty() ? "no source given" : sentence(parameter.source);
            if (!parameter.declared_source.empty())
                source += fmt::format("; of {}: {}", code(parameter.declared), sentence(parameter.declared_source));
        }
        rows.push_back({code(parameter.name), value, code(parameter.range.text),
                        parameter.prior ? code(formula_text(*parameter.prior.root)) : "", sentence(parameter.about),
                        source});
    }
    return table({{"Parameter", 1}, {"Value", 1}, {"Range", 1}, {"Prior", 2}, {"Meaning", 3}, {"Source", 3}}, rows);
}

std::string derived(const Spec& spec) {
    std::vector<Row> rows;
    NumberSources numbers;
    for (const Derived& one : spec.derived) {
        if (!one.is) continue;
        rows.push_back(
            {code(one.name), owner_of(spec, one.ownership), code(formula_text(*one.is.root)), sentence(one.about)});
        numbers.add(one.name, one, one.is);
    }
    return table({{"Quantity", 1}, {"Owner", 1}, {"Formula", 4}, {"Meaning", 3}}, rows) + paragraph(numbers.said());
}

std::string level_text(const Level& level) {
    const std::vector<std::string> values = each(level.values, [](const Level::Value& value) {
        return value.label == value.written ? value.written : value.label + " = " + value.written;
    });
    return fmt::format("{}", fmt::join(values, ", "));
}

/// Where an action has numbers: `0.3 and 0.8 in cut`, the names as code.
std::vector<std::string> number_places(const Action& action) {
    std::vector<std::string> places;
    for (const Level& level : action.levels) {
        std::vector<std::string> numbers;
        for (const Level::Value& value : level.values)
            if (value.value != 0 && value.value != 1) numbers.push_back(value.written);
        if (!numbers.empty()) places.push_back(joined(numbers) + " in " + code(level.name));
    }
    for (std::string& place : numbered(parts_of(action))) places.push_back(std::move(place));
    return places;
}

std::string act(const Spec& spec, const Action& action) {
    std::string head = fmt::format("By {}", names_of(spec, action.by));
    if (!action.to.empty()) head += " toward " + names_of(spec, action.to);
    head += fmt::format(", in {}", code(at(spec.channels, action.channel).name));
    const std::vector<std::string> tags = each(action.tags, [&](int tag) { return at(spec.tags, tag); });
    if (!tags.empty()) head += ", tagged " + codes(tags);
    head += ".";
    if (!action.about.empty()) head += " " + sentence(action.about);
    Sheet lines;
    const auto line = [&](const std::string& label, const Expression& formula) {
        if (formula) lines.emplace_back(label, formula_text(*formula.root));
    };
    line("rung", action.rung);
    line("available when", action.when);
    for (const Level& level : action.levels) lines.emplace_back(level.name, level_text(level));
    line("count", action.count);
    if (action.success)
        lines.emplace_back("success", fmt::format("Binomial({}, {})", action.count ? "count" : "1",
                                                  formula_text(*action.success.root)));
    for (const Let& let : action.lets) line(let.name, let.value);
    for (const Statement& effect : action.effects) lines.emplace_back("effects", statement_text(effect));
    return titled(4, code(action.name), paragraph(head) + sheet(lines));
}

std::string actions(const Spec& spec) {
    std::string text;
    NumberSources numbers;
    for (const Action& action : spec.actions) {
        text += act(spec, action);
        numbers.add(action.name, action, number_places(action));
    }
    return text + paragraph(numbers.said());
}

std::string chance(const Spec& spec) {
    std::string text;
    NumberSources numbers;
    for (const Chance& event : spec.chance) {
        std::string head = sentence(event.about);
        if (!event.of.empty())
            head += (head.empty() ? "" : " ") + fmt::format("One for each {}.", names_of(spec, event.of));
        Sheet lines;
        if (event.rate) {
            lines.emplace_back("rate", rate_text(event));
            lines.emplace_back("chance", chance_of_rate(spec));
        }
        if (event.probability) lines.emplace_back("chance", formula_text(*event.probability.root));
        for (const Statement& effect : event.effects) lines.emplace_back("effects", statement_text(effect));
        text += titled(4, code(event.name), paragraph(head) + sheet(lines));
        numbers.add(event.name, event, parts_of(event));
    }
    return text + paragraph(numbers.said());
}

std::string dynamics(const Spec& spec) {
    Sheet lines;
    NumberSources numbers;
    const Parts parts = parts_of(spec.dynamics);
    for (std::size_t i = 0; i < spec.dynamics.size(); ++i) {
        lines.emplace_back("", statement_text(spec.dynamics[i]));
        if (numbers_in(parts[i].formulas).empty()) continue;
        const Variable& moved = at(spec.variables, spec.dynamics[i].target->symbol.index);
        numbers.add(moved.name, moved, Parts{{"the dynamics", parts[i].formulas}});
    }
    return sheet(lines) + paragraph(numbers.said());
}

std::string payoffs(const Spec& spec) {
    std::string text;
    NumberSources numbers;
    for (const Payoff& payoff : spec.payoffs) {
        const std::string role = name_of(spec, payoff.role);
        Sheet lines;
        for (const Term& term : payoff.terms) lines.emplace_back(term.name, formula_text(*term.value.root));
        text += titled(4, code(role), paragraph(sentence(payoff.about)) + sheet(lines));
        numbers.add(role, payoff, parts_of(payoff.terms));
    }
    return text + paragraph(numbers.said());
}

/// What becomes of values beyond the ends of a range.
std::string ranges(const Spec& spec) {
    std::vector<std::string> cut;
    std::vector<std::string> seen;
    for (const Variable& variable : spec.variables) {
        if (variable.range.text.empty()) continue;
        if (variable.changes) cut.push_back(fmt::format("{} ({})", code(variable.name), escaped(variable.range.text)));
        if (variable.perceived && variable.perceived->noise) seen.push_back(variable.name);
    }
    std::string text;
    if (!cut.empty())
        text = fmt::format(
            "All that one phase of a step does to {} is put together (the old value × products + sums, or the last "
            "value that it becomes); only then is the new value cut to the range.",
            joined(cut));
    if (!seen.empty())
        text += fmt::format("{}What others see of {} is cut to the range, too.", text.empty() ? "" : " ", codes(seen));
    return paragraph(text);
}

}  // namespace

std::string submodels(const Spec& spec) {
    std::string text = titled(3, "Parameters", parameters(spec));
    text += titled(3, "Derived quantities", derived(spec));
    text += titled(3, "Actions", actions(spec));
    text += titled(3, "Policies", policy_submodels(spec));
    text += titled(3, "Chance events", chance(spec));
    text += titled(3, "Dynamics", dynamics(spec));
    text += titled(3, "Payoffs", payoffs(spec));
    text += titled(3, "Ranges", ranges(spec));
    text += titled(3, "Functions", functions(spec));
    return text;
}

}  // namespace standoff::odd
