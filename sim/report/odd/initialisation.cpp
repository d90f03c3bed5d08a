// Initialisation: policies and values at the start, each value with its source.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/numbers.hpp"
#include "report/odd/sections.hpp"

namespace standoff::odd {

namespace {

std::string policies(const Spec& spec) {
    std::vector<Row> rows;
    for (const EntitySpec& entity : spec.entities) {
        const std::vector<std::string> names =
            each(entity.policies, [&](int policy) { return at(spec.policies, policy).name; });
        if (!names.empty()) rows.push_back({code(entity.name), codes(names)});
    }
    return table({{"Actor", 1}, {"Policy at the start", 2}}, rows);
}

/// Owner and target of one instance; negative where it has none.
using Instance = std::pair<int, int>;

/// What is said of one variable's instances apart from its own initial value; the last word counts.
struct Exceptions {
    std::map<Instance, const Setting*> settings;
    std::vector<const Statement*> statements;
};

class StartingValues {
public:
    explicit StartingValues(const Spec& spec) : spec_(spec), exceptions_(spec.variables.size()) {
        for (std::size_t i = 0; i < spec.entities.size(); ++i)
            for (const Setting& trait : spec.entities[i].traits) add(trait, static_cast<int>(i));
        for (const Statement& statement : spec.initial)
            if (statement.target->symbol.kind == SymbolKind::variable)
                exceptions_[static_cast<std::size_t>(statement.target->symbol.index)].statements.push_back(&statement);
        for (const Setting& one : spec.overrides) add(one, -1);
    }

    [[nodiscard]] std::string list() const {
        std::vector<Row> rows;
        for (std::size_t i = 0; i < spec_.variables.size(); ++i) {
            const Variable& variable = spec_.variables[i];
            if (variable.initial) rows.push_back({code(variable.name), values(i), sources(i)});
        }
        return table({{"Variable", 1}, {"Value at the start", 3}, {"Source", 2}}, rows);
    }

private:
    void add(const Setting& setting, int owner) {
        const Node& reference = *setting.reference;
        if (reference.symbol.kind != SymbolKind::variable) return;
        Instance instance{owner, -1};
        if (reference.node == NodeKind::member) instance.first = reference.children[0]->symbol.index;
        if (reference.node == NodeKind::indexed) {
            instance.second = reference.children[0]->symbol.index;
            if (reference.children.size() > 1) instance.first = reference.children[1]->symbol.index;
        }
        const auto variable = static_cast<std::size_t>(reference.symbol.index);
        if (!spec_.variables[variable].ownership.owned) instance = {-1, -1};
        exceptions_[variable].settings[instance] = &setting;
    }

    [[nodiscard]] std::size_t instances(const Variable& variable) const {
        if (!variable.ownership.owned) return 1;
        const std::vector<int> owners = members_of(spec_, variable.ownership.of);
        if (!variable.ownership.directed) return owners.size();
        const std::vector<int> targets = members_of(spec_, variable.ownership.toward);
        std::size_t pairs = owners.size() * targets.size();
        for (const int owner : owners)  // nobody points at itself
            if (std::binary_search(targets.begin(), targets.end(), owner)) --pairs;
        return pairs;
    }

    /// Whether the variable's own formula is the value of anyone.
    [[nodiscard]] bool default_used(std::size_t variable) const {
        const Exceptions& exceptions = exceptions_[variable];
        return spec_.theory_only || exceptions.settings.size() < instances(spec_.variables[variable]);
    }

    [[nodiscard]] std::string label(const Instance& instance) const {
        std::string text;
        if (instance.first >= 0) text = code(at(spec_.entities, instance.first).name);
        if (instance.second >= 0) text += " → " + code(at(spec_.entities, instance.second).name);
        return text;
    }

    /// `0`, but `1.5` for `srbm`; and what statements say of it.
    [[nodiscard]] std::string values(std::size_t variable) const {
        const Exceptions& exceptions = exceptions_[variable];
        std::vector<std::string> own;
        for (const auto& [instance, setting] : exceptions.settings) {
            const std::string whose = label(instance);
            own.push_back(code(formula_text(*setting->value.root)) + (whose.empty() ? "" : " for " + whose));
        }
        std::string text;
        if (default_used(variable)) {
            text = code(formula_text(*spec_.variables[variable].initial.root));
            if (!own.empty()) text += ", but ";
        }
        text += joined(own);
        for (const Statement* statement : exceptions.statements)
            text += (text.empty() ? "" : "; ") +
                    code(fmt::format("{} = {}{}", formula_text(*statement->target), formula_text(*statement->right),
                                     reach_text(statement->loops, statement->condition.get())));
        return text;
    }

    /// The sources of the actors and things that have values of their own, and the variable's for the other values.
    [[nodiscard]] std::string sources(std::size_t variable) const {
        const Variable& entry = spec_.variables[variable];
        const Exceptions& exceptions = exceptions_[variable];
        Formulas others;
        if (default_used(variable)) others.push_back(entry.initial.root.get());
        for (const Statement* statement : exceptions.statements) others.push_back(statement->right.get());
        std::vector<std::pair<std::string, std::vector<std::string>>> owners;  // by their source
        for (const auto& [instance, setting] : exceptions.settings) {
            const EntitySpec* owner = instance.first < 0 ? nullptr : &at(spec_.entities, instance.first);
            if (owner == nullptr || owner->source.empty()) {
                others.push_back(setting->value.root.get());
                continue;
            }
            auto same = std::find_if(owners.begin(), owners.end(),
                                     [&](const auto& one) { return one.first == source_of(*owner); });
            if (same == owners.end()) same = owners.insert(same, {source_of(*owner), {}});
            add_once(same->second, owner->name);
        }
        const bool chosen = std::any_of(others.begin(), others.end(), [](const Node* one) { return is_chosen(*one); });
        const bool silent = owners.empty() && !entry.source.empty();
        std::string text = chosen || silent ? source_of(entry) : "";
        for (const auto& [source, names] : owners) {
            if (!text.empty()) text += text.ends_with('.') ? " " : "; ";
            text += codes(names) + ": " + source;
        }
        return text;
    }

    const Spec& spec_;
    std::vector<Exceptions> exceptions_;
};

}  // namespace

std::string initialisation(const Spec& spec) { return policies(spec) + StartingValues(spec).list(); }

}  // namespace standoff::odd
