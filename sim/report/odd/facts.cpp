#include "report/odd/facts.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/formula_text.hpp"
#include "scenario/walk.hpp"

namespace standoff::odd {

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

std::string model_name(const Spec& spec) { return "*" + escaped(spec.title) + "*"; }

// --- Formulas --------------------------------------------------------------------------------------------------------

namespace {

void add(Formulas& all, const Expression& expression) {
    if (expression) all.push_back(expression.root.get());
}

void add(Formulas& all, const Formulas& more) { all.insert(all.end(), more.begin(), more.end()); }

void add(Formulas& all, const std::vector<WeightedItem>& items) {
    for (const WeightedItem& item : items) add(all, item.weight);
}

}  // namespace

Formulas formulas_of(const std::vector<Statement>& statements) {
    Formulas all;
    for (const Statement& statement : statements) {
        if (statement.right->kind != Kind::policy) all.push_back(statement.right.get());
        if (statement.condition) all.push_back(statement.condition.get());
    }
    return all;
}

Formulas formulas_of(const Action& action) {
    Formulas all;
    for (const Expression* part : {&action.rung, &action.when, &action.count, &action.success}) add(all, *part);
    for (const Let& let : action.lets) add(all, let.value);
    add(all, formulas_of(action.effects));
    return all;
}

Formulas formulas_of(const Chance& event) {
    Formulas all;
    add(all, event.rate);
    add(all, event.probability);
    add(all, formulas_of(event.effects));
    return all;
}

Formulas formulas_of(const std::vector<Term>& terms) {
    Formulas all;
    for (const Term& term : terms) add(all, term.value);
    return all;
}

Formulas formulas_of(const ChannelRule& rule) {
    Formulas all;
    add(all, rule.precision);
    for (const ValueLine& line : rule.values) add(all, formulas_of(line.terms));
    for (const Rule& one : rule.rules) {
        add(all, one.when);
        add(all, one.items);
    }
    add(all, rule.weights);
    add(all, rule.tremble);
    return all;
}

Formulas formulas_of(const Policy& policy) {
    Formulas all;
    for (const ChannelRule& rule : policy.channels) add(all, formulas_of(rule));
    return all;
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

// --- Where numbers come from -----------------------------------------------------------------------------------------

namespace {

bool says_guess(const std::string& about) {
    std::string lower;
    for (const char c : about) lower += unicode::ascii_lower(c);
    return lower.find("guess") != std::string::npos;
}

void collect_numbers(const Node& node, bool negated, std::vector<std::string>& numbers) {
    if (node.node == NodeKind::number) {
        const bool shape = node.text.empty() && (node.value == 0 || (node.value == 1 && !negated));
        if (!shape) add_once(numbers, (negated ? "−" : "") + formula_text(node));
        return;
    }
    const bool sign = node.node == NodeKind::unary && node.op == Operator::negate;
    for (const NodePtr& child : node.children)
        if (child) collect_numbers(*child, sign, numbers);
}

}  // namespace

std::string source_of(const Prose& prose) {
    if (!prose.source.empty()) return sentence(prose.source);
    return says_guess(prose.about) ? "guess" : "no source given";
}

std::string with_source(const Prose& prose) {
    std::string text = sentence(prose.about);
    if (!prose.source.empty()) text += (text.empty() ? "Source: " : " Source: ") + sentence(prose.source);
    return text;
}

std::vector<std::string> numbers_in(const Formulas& formulas) {
    std::vector<std::string> numbers;
    for (const Node* formula : formulas) collect_numbers(*formula, false, numbers);
    return numbers;
}

bool is_chosen(const Node& value) {
    if (value.node == NodeKind::number && value.text.empty()) return value.value != 0;
    return !numbers_in({&value}).empty();
}

void NumberSources::add(const std::string& entry, const Prose& prose, const std::vector<std::string>& numbers) {
    const std::string name = entry.empty() ? "" : " in " + code(entry);
    if (!prose.source.empty()) {
        sourced_.push_back(
            fmt::format("Source of {}: {}", entry.empty() ? "this" : code(entry), sentence(prose.source)));
    } else if (!numbers.empty()) {
        std::vector<std::string>& list = says_guess(prose.about) ? guessed_ : unsourced_;
        list.push_back(joined(numbers) + name);
    }
}

std::string NumberSources::said() const {
    const auto list = [](const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, "; ")); };
    std::vector<std::string> sentences = sourced_;
    if (!guessed_.empty()) sentences.push_back("Guesses: " + list(guessed_) + ".");
    if (!unsourced_.empty()) sentences.push_back("No source is given for " + list(unsourced_) + ".");
    return fmt::format("{}", fmt::join(sentences, " "));
}

}  // namespace standoff::odd
