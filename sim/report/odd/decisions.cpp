// Design concepts that concern decisions: adaptation, objectives, learning, prediction, sensing.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/sections.hpp"
#include "report/text.hpp"

namespace standoff::odd {

namespace {

std::string term_names(const std::vector<Term>& terms) {
    return fmt::format("{}", fmt::join(spans(names_of(terms)), ", "));
}

std::string valued_items(const ChannelRule& rule) {
    return joined(each(rule.values, [](const ValueLine& line) {
        return fmt::format("{} ({})", code(line.item.text), term_names(line.terms));
    }));
}

std::string items_of(const ChannelRule& rule) {
    std::vector<std::string> items;
    for (const Rule& one : rule.rules)
        for (const WeightedItem& item : one.items) add_once(items, item.item.text);
    for (const WeightedItem& item : rule.weights) add_once(items, item.item.text);
    for (const ScriptRow& row : rule.script) add_once(items, row.item.text);
    return codes(items);
}

/// How a policy decides in one channel, in a clause.
std::string how(const ChannelRule& rule) {
    std::string text;
    switch (rule.choose) {
        case RuleKind::logit: text = "by logit on " + valued_items(rule); break;
        case RuleKind::best: text = "for the best of " + valued_items(rule); break;
        case RuleKind::rules:
            text = fmt::format("by {} for {}", counted(rule.rules.size(), "rule", "ordered rules"), items_of(rule));
            break;
        case RuleKind::random: text = "at random, by weights, among " + items_of(rule); break;
        case RuleKind::script:
            text = fmt::format("by a script of {}, {}", counted(rule.script.size(), "act", "acts"), items_of(rule));
            break;
    }
    if (rule.tremble) text += fmt::format(", trembling with probability {}", code(formula_text(*rule.tremble.root)));
    return text;
}

std::vector<std::string> holders(const Spec& spec, int policy) {
    std::vector<std::string> names;
    for (const EntitySpec& entity : spec.entities)
        if (std::find(entity.policies.begin(), entity.policies.end(), policy) != entity.policies.end())
            names.push_back(entity.name);
    return names;
}

/// Policies that effects assign: `Yoon inaugurated: ROK.policy becomes hardline`.
void add_switches(const std::string& cause, const std::vector<Statement>& effects, std::vector<std::string>& items) {
    for (const Statement& effect : effects)
        if (effect.target->symbol.kind == SymbolKind::policy_of)
            items.push_back(fmt::format("{}: {}.", cause, code(statement_text(effect))));
}

std::string adaptation(const Spec& spec) {
    std::vector<std::string> items;
    for (std::size_t i = 0; i < spec.policies.size(); ++i) {
        const Policy& policy = spec.policies[i];
        const std::vector<std::string> by = holders(spec, static_cast<int>(i));
        std::string text = fmt::format("**{}** ({}", code(policy.name), names_of(spec, policy.by));
        text += by.empty() ? ")." : "; at the start " + codes(by) + ").";
        if (!policy.about.empty()) text += " " + sentence(policy.about);
        const std::vector<std::string> channels = each(policy.channels, [&](const ChannelRule& rule) {
            return fmt::format("in {} {}", code(at(spec.channels, rule.channel).name), how(rule));
        });
        if (!channels.empty()) text += fmt::format(" It decides {}.", fmt::join(channels, "; "));
        items.push_back(std::move(text));
    }
    for (const Action& action : spec.actions) add_switches("With " + code(action.name), action.effects, items);
    for (const Chance& event : spec.chance) add_switches("With " + code(event.name), event.effects, items);
    for (const CalendarEntry& entry : spec.calendar)
        add_switches(fmt::format("{} ({})", escaped(entry.name), dates_text(entry)), entry.effects, items);
    if (items.empty()) return paragraph(fmt::format("Absent: no choice is made by {}.", who_acts(spec)));
    return bullets(items);
}

bool weighs(const ChannelRule& rule) { return rule.choose == RuleKind::logit || rule.choose == RuleKind::best; }

std::string objectives(const Spec& spec) {
    std::vector<std::string> weighing;
    std::vector<std::string> following;
    for (const Policy& policy : spec.policies)
        (std::any_of(policy.channels.begin(), policy.channels.end(), weighs) ? weighing : following)
            .push_back(policy.name);
    std::vector<std::string> items;
    if (!weighing.empty())
        items.push_back(fmt::format(
            "What is pursued by {} is the utility of an act, the sum of its terms in section 7.", codes(weighing)));
    if (!following.empty())
        items.push_back(
            fmt::format("Absent from {}: rules, weights or scripts decide, and nothing is rated.", codes(following)));
    if (items.empty())
        items.push_back(fmt::format("Absent: nothing is chosen by {}, and so nothing pursued.", who_acts(spec)));
    for (const Payoff& payoff : spec.payoffs)
        items.push_back(fmt::format("{} gains in each step the sum of {} (section 7), a total that no policy reads.",
                                    code(name_of(spec, payoff.role)), term_names(payoff.terms)));
    return bullets(items);
}

void add_memory(const std::string& entry, const Formulas& formulas, std::vector<std::string>& items) {
    const Reads reads = reads_of(formulas);
    if (!reads.memory.empty()) items.push_back(fmt::format("{} remembers {}.", code(entry), joined(reads.memory)));
}

std::string memory(const Spec& spec) {
    std::vector<std::string> items;
    for (const Policy& policy : spec.policies) add_memory(policy.name, formulas_of(policy), items);
    for (const Action& action : spec.actions) add_memory(action.name, formulas_of(action), items);
    for (const Chance& event : spec.chance) add_memory(event.name, formulas_of(event), items);
    for (const Derived& derived : spec.derived)
        if (derived.is) add_memory(derived.name, {derived.is.root.get()}, items);
    for (const Statement& statement : spec.dynamics)
        add_memory(formula_text(*statement.target), {statement.right.get()}, items);
    return bullets(items);
}

/// Experience: the state that policies read and that a run changes, and what is remembered.
std::string learning(const Spec& spec) {
    Formulas formulas;
    for (const Policy& policy : spec.policies)
        for (const Node* formula : formulas_of(policy)) formulas.push_back(formula);
    std::vector<std::string> changing;
    for (const int variable : quantities_in(spec, formulas).variables)
        if (const Variable& one = at(spec.variables, variable); one.changes && !one.input) changing.push_back(one.name);
    const std::string policies = policies_of(spec);
    std::string text;
    if (spec.policies.empty())
        text = fmt::format("Absent: no policy is held by {} that experience could change.", who_acts(spec));
    else if (changing.empty()) text = fmt::format("Absent: no state that changes in a run is read by {}.", policies);
    else
        text = fmt::format(
            "The terms, weights and rules of {} stay as they are. What experience changes is the state that they read: "
            "{}.",
            policies, codes(changing));
    return paragraph(text) + memory(spec);
}

/// Whether an entry says of itself that it is a belief or an expectation.
bool is_expectation(const Prose& prose) {
    constexpr std::array words = {"belie", "expect", "foresee", "predict", "forecast"};
    return std::any_of(words.begin(), words.end(), [&](const char* word) { return mentions(prose.about, word); });
}

/// Expectations that policies read, as state or as derived quantities, since none plays later steps through.
std::string prediction(const Spec& spec) {
    if (spec.policies.empty())
        return paragraph(fmt::format("Absent: no choice that could look ahead is made by {}.", who_acts(spec)));
    std::vector<std::pair<const Entry*, std::vector<std::string>>> expectations;  // with the policies that read them
    const auto add = [&](const Entry& entry, const std::string& policy) {
        if (!is_expectation(entry)) return;
        auto found = std::find_if(expectations.begin(), expectations.end(),
                                  [&](const auto& one) { return one.first == &entry; });
        if (found == expectations.end()) found = expectations.insert(found, {&entry, {}});
        found->second.push_back(policy);
    };
    for (const Policy& policy : spec.policies) {
        const Quantities read = quantities_in(spec, formulas_of(policy));
        for (const int variable : read.variables) add(at(spec.variables, variable), policy.name);
        for (const int derived : read.derived) add(at(spec.derived, derived), policy.name);
        for (const int parameter : read.parameters) add(at(spec.parameters, parameter), policy.name);
    }
    const std::string policies = policies_of(spec);
    if (expectations.empty())
        return paragraph(
            fmt::format("Absent: no later step is played through by {}, and nothing read there is called a belief or "
                        "an expectation.",
                        policies));
    const std::vector<std::string> items = each(expectations, [](const auto& one) {
        return fmt::format("{}, read by {}: {}", code(one.first->name), codes(one.second), sentence(one.first->about));
    });
    return paragraph(fmt::format("Implicit: no later step is played through by {}, but some of what is read there is a "
                                 "belief or an expectation:",
                                 policies)) +
           bullets(items);
}

std::string blur(const Spec& spec, const Variable& variable) {
    const Perceived& seen = *variable.perceived;
    std::vector<std::string> ways;
    if (seen.noise)
        ways.push_back(
            fmt::format("with noise {}", code(fmt::format("Normal(mean 0, sd {})", formula_text(*seen.noise.root)))));
    if (!seen.delay.empty() && seen.delay_steps > 0) ways.push_back(escaped(seen.delay) + " late");
    return fmt::format("{} of {} is seen by others {}.", code(variable.name), names_of(spec, variable.ownership.of),
                       ways.empty() ? "as it is" : joined(ways));
}

std::string sensing(const Spec& spec) {
    std::vector<std::string> items;
    for (const Policy& policy : spec.policies) {
        const Reads reads = reads_of(formulas_of(policy));
        if (!reads.all.empty()) items.push_back(fmt::format("{} sees {}.", code(policy.name), grouped(reads.all)));
    }
    for (const Variable& variable : spec.variables) {
        if (variable.is_private)
            items.push_back(fmt::format("{} is private: known only to the {} that has it.", code(variable.name),
                                        names_of(spec, variable.ownership.of)));
        if (variable.perceived) items.push_back(blur(spec, variable));
    }
    const std::string policies = policies_of(spec);
    if (spec.policies.empty())
        items.push_back(fmt::format("Absent: no choice is made by {} that state could inform.", who_acts(spec)));
    else if (items.empty()) items.push_back(fmt::format("Absent: no state is read by {}.", policies));
    else if (std::none_of(spec.variables.begin(), spec.variables.end(),
                          [](const Variable& v) { return v.perceived.has_value(); }))
        items.push_back(fmt::format("All this is seen by {} as it is, without noise or delay.", policies));
    return bullets(items);
}

}  // namespace

std::string decisions(const Spec& spec) {
    std::string text = titled(3, "Adaptation", adaptation(spec));
    text += titled(3, "Objectives", objectives(spec));
    text += titled(3, "Learning", learning(spec));
    text += titled(3, "Prediction", prediction(spec));
    text += titled(3, "Sensing", sensing(spec));
    return text;
}

}  // namespace standoff::odd
