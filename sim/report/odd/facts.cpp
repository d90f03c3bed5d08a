#include "report/odd/facts.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/formula_text.hpp"
#include "scenario/walk.hpp"

namespace standoff::odd {

bool mentions(const std::string& text, std::string_view word) {
    std::string lower;
    for (const char c : text) lower += unicode::ascii_lower(c);
    return lower.find(word) != std::string::npos;
}

void add_once(std::vector<std::string>& texts, std::string text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
}

// --- Who -------------------------------------------------------------------------------------------------------------

std::string name_of(const Spec& spec, Symbol set) {
    switch (set.kind) {
        case SymbolKind::role: return at(spec.roles, set.index).name;
        case SymbolKind::group: return at(spec.groups, set.index).name;
        case SymbolKind::entity: return at(spec.entities, set.index).name;
        default: return "actor";
    }
}

std::string names_of(const Spec& spec, const std::vector<Symbol>& sets) {
    return codes(each(sets, [&](Symbol set) { return name_of(spec, set); }));
}

std::vector<int> members_of(const Spec& spec, const std::vector<Symbol>& sets) {
    std::set<int> all;
    for (const Symbol set : sets) {
        const std::vector<int> members = spec.symbols.members(set);
        all.insert(members.begin(), members.end());
    }
    return {all.begin(), all.end()};
}

std::vector<std::string> entity_names(const Spec& spec, const std::vector<int>& entities) {
    return each(entities, [&](int entity) { return at(spec.entities, entity).name; });
}

std::string members_in_brackets(const Spec& spec, const std::vector<Symbol>& sets) {
    const bool plain = std::all_of(sets.begin(), sets.end(), [](Symbol s) { return s.kind == SymbolKind::entity; });
    const std::vector<int> members = members_of(spec, sets);
    if (plain || members.empty()) return {};
    return " (" + codes(entity_names(spec, members)) + ")";
}

std::string owner_of(const Spec& spec, const Ownership& ownership) {
    if (!ownership.owned) return {};
    const std::string owner = names_of(spec, ownership.of);
    return ownership.directed ? owner + " → " + names_of(spec, ownership.toward) : owner;
}

std::string who_acts(const Spec& spec) {
    std::vector<std::string> names;
    for (const EntitySpec& entity : spec.entities)
        if (!entity.thing) names.push_back(entity.name);
    if (names.empty())
        for (const Role& role : spec.roles)
            if (!role.thing) names.push_back(role.name);
    return names.empty() ? "those in " + model_name(spec) : codes(names);
}

std::string policies_of(const Spec& spec) {
    constexpr std::size_t few = 4;
    if (spec.policies.size() <= few) return codes(names_of(spec.policies));
    return fmt::format("the {} policies", spec.policies.size());
}

std::string model_name(const Spec& spec) { return "*" + escaped(spec.title) + "*"; }

// --- Formulas --------------------------------------------------------------------------------------------------------

namespace {

void add(Formulas& all, const Expression& expression) {
    if (expression) all.push_back(expression.root.get());
}

void add(Formulas& all, const std::vector<WeightedItem>& items) {
    for (const WeightedItem& item : items) add(all, item.weight);
}

void add(Parts& parts, std::string name, const Expression& expression) {
    if (expression) parts.push_back({std::move(name), {expression.root.get()}});
}

void add(Parts& parts, Parts more) { std::move(more.begin(), more.end(), std::back_inserter(parts)); }

Formulas formulas_of(const Parts& parts) {
    Formulas all;
    for (const Part& part : parts) all.insert(all.end(), part.formulas.begin(), part.formulas.end());
    return all;
}

Part part_of(const Rule& rule, std::size_t number) {
    Part part{fmt::format("rule {}", number), {}};
    add(part.formulas, rule.when);
    add(part.formulas, rule.items);
    return part;
}

enum class Rules : std::uint8_t { all, without_source };

Parts parts_of(const ChannelRule& rule, Rules which) {
    Parts parts;
    add(parts, code("precision"), rule.precision);
    for (const ValueLine& line : rule.values)
        for (const Term& term : line.terms)
            add(parts, fmt::format("{} for {}", code(term.name), code(line.item.text)), term.value);
    for (std::size_t i = 0; i < rule.rules.size(); ++i)
        if (which == Rules::all || rule.rules[i].source.empty()) parts.push_back(part_of(rule.rules[i], i + 1));
    for (const WeightedItem& item : rule.weights) add(parts, "the weight of " + code(item.item.text), item.weight);
    add(parts, code("tremble"), rule.tremble);
    return parts;
}

}  // namespace

Parts parts_of(const std::vector<Statement>& statements) {
    Parts parts;
    for (const Statement& statement : statements) {
        Part part{code(formula_text(*statement.target)), {}};
        if (statement.right->kind != Kind::policy) part.formulas.push_back(statement.right.get());
        if (statement.condition) part.formulas.push_back(statement.condition.get());
        parts.push_back(std::move(part));
    }
    return parts;
}

Parts parts_of(const Action& action) {
    Parts parts;
    add(parts, code("when"), action.when);
    add(parts, code("count"), action.count);
    add(parts, code("success"), action.success);
    for (const Let& let : action.lets) add(parts, code(let.name), let.value);
    add(parts, parts_of(action.effects));
    return parts;
}

Parts parts_of(const Chance& event) {
    Parts parts;
    add(parts, code("rate"), event.rate);
    add(parts, code("probability"), event.probability);
    add(parts, parts_of(event.effects));
    return parts;
}

Parts parts_of(const std::vector<Term>& terms) {
    Parts parts;
    for (const Term& term : terms) add(parts, code(term.name), term.value);
    return parts;
}

Parts parts_of(const Spec& spec, const Policy& policy) {
    Parts parts;
    for (const ChannelRule& rule : policy.channels) {
        if (!rule.source.empty()) continue;
        for (Part& part : parts_of(rule, Rules::without_source)) {
            if (policy.channels.size() > 1) part.name += " in " + code(at(spec.channels, rule.channel).name);
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

Formulas formulas_of(const std::vector<Statement>& statements) { return formulas_of(parts_of(statements)); }

Formulas formulas_of(const Action& action) {
    Formulas all = formulas_of(parts_of(action));
    add(all, action.rung);
    return all;
}

Formulas formulas_of(const Chance& event) { return formulas_of(parts_of(event)); }

Formulas formulas_of(const Policy& policy) {
    Parts parts;
    for (const ChannelRule& rule : policy.channels) add(parts, parts_of(rule, Rules::all));
    return formulas_of(parts);
}

std::string rate_text(const Chance& event) {
    return formula_text(*event.rate.root) + (event.per_unit.empty() ? "" : " per " + event.per_unit);
}

std::string chance_of_rate(const Spec& spec) {
    const std::string step = spec.time.step_written.empty() ? "step" : spec.time.step_written;
    return fmt::format("1 − exp(−rate × {})", spec.time.dated ? step : "dt");
}

bool has_draw(const Node& formula) {
    bool found = false;
    for_each_node(formula,
                  [&](const Node& node) { found = found || (node.node == NodeKind::call && is_draw(node.function)); });
    return found;
}

bool has_draw(const Statement& statement) {
    return has_draw(*statement.right) || (statement.condition && has_draw(*statement.condition));
}

namespace {

/// Bound names in force, with the sets that they run over.
using Bound = std::map<std::string, std::string>;

Bound bound_with(Bound bound, const std::vector<Loop>& loops) {
    for (const Loop& loop : loops) bound[loop.name] = loop.set_text;
    return bound;
}

std::string who(const std::string& name, const Bound& bound) {
    const auto found = bound.find(name);
    return found == bound.end() ? code(name) : "every " + code(found->second);
}

/// A variable or derived quantity as a text that needs no bound names.
std::string quantity_text(const Node& node, const Bound& bound) {
    const Node* owner = nullptr;
    const Node* toward = nullptr;
    if (node.node == NodeKind::member) owner = node.children[0].get();
    if (node.node == NodeKind::indexed) {
        toward = node.children[0].get();
        if (node.children.size() > 1) owner = node.children[1].get();
    }
    const bool loop =
        (owner != nullptr && bound.contains(owner->text)) || (toward != nullptr && bound.contains(toward->text));
    if (!loop) return code(formula_text(node));
    std::string text = code(node.text);
    if (owner != nullptr) text += " of " + who(owner->text, bound);
    if (toward != nullptr) text += " toward " + who(toward->text, bound);
    return text;
}

bool is_quantity(const Node& node) {
    return node.symbol.kind == SymbolKind::variable || node.symbol.kind == SymbolKind::derived;
}

void collect(const Node& node, const Bound& outer, const std::string& own, Reads& reads) {
    const Bound bound = node.loops.empty() ? outer : bound_with(outer, node.loops);
    if (node.node == NodeKind::memory) {
        const std::string text = code(formula_text(node));
        add_once(reads.all, text);
        add_once(reads.memory, text);
        return;
    }
    if (node.node == NodeKind::call && node.function == Function::lag) add_once(reads.memory, code(formula_text(node)));
    if (is_quantity(node)) {
        const std::string text = quantity_text(node, bound);
        add_once(reads.all, text);
        const bool owned = node.node == NodeKind::member || node.children.size() > 1;
        if (owned && node.children.back()->text != own) add_once(reads.foreign, text);
        return;
    }
    if (node.symbol.kind == SymbolKind::policy_of) add_once(reads.all, code(formula_text(node)));
    for (const NodePtr& child : node.children)
        if (child) collect(*child, bound, own, reads);
}

}  // namespace

Reads reads_of(const Formulas& formulas, const std::vector<Loop>& loops, const std::string& own) {
    Reads reads;
    for (const Node* formula : formulas) collect(*formula, bound_with({}, loops), own, reads);
    return reads;
}

namespace {

void collect(const Spec& spec, const Node& formula, Quantities& found) {
    for_each_node(formula, [&](const Node& node) {
        if (node.symbol.kind == SymbolKind::variable) found.variables.insert(node.symbol.index);
        if (node.symbol.kind == SymbolKind::parameter) found.parameters.insert(node.symbol.index);
        if (node.symbol.kind != SymbolKind::derived || !found.derived.insert(node.symbol.index).second) return;
        if (const Expression& is = at(spec.derived, node.symbol.index).is) collect(spec, *is.root, found);
    });
}

}  // namespace

Quantities quantities_in(const Spec& spec, const Formulas& formulas) {
    Quantities found;
    for (const Node* formula : formulas) collect(spec, *formula, found);
    return found;
}

std::string changed_by(const Statement& statement) {
    return quantity_text(*statement.target, bound_with({}, statement.loops));
}

std::vector<std::string> changed_by(const std::vector<Statement>& statements) {
    std::vector<std::string> all;
    for (const Statement& statement : statements) add_once(all, changed_by(statement));
    return all;
}

std::string grouped(const std::vector<std::string>& quantities) {
    std::vector<std::pair<std::string, std::vector<std::string>>> owners;
    for (const std::string& quantity : quantities) {
        const std::size_t end = quantity.find('`', 1) + 1;  // of the code span that it begins with
        const std::string owner = quantity.substr(end);
        auto found = std::find_if(owners.begin(), owners.end(), [&](const auto& one) { return one.first == owner; });
        if (found == owners.end()) found = owners.insert(found, {owner, {}});
        found->second.push_back(quantity.substr(0, end));
    }
    std::vector<std::string> groups;
    bool several = false;
    for (const auto& [owner, names] : owners) {
        groups.push_back(joined(names) + owner);
        several = several || names.size() > 1;
    }
    return several ? fmt::format("{}", fmt::join(groups, "; ")) : joined(groups);
}

}  // namespace standoff::odd
