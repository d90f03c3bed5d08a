#include "game/sight.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "base/lists.hpp"
#include "scenario/formulas.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

/// Whether a formula reads only what everybody sees, or what is the owner's own where `own` says that it asks itself.
bool in_the_open(const Spec& spec, const Node& formula, bool own) {
    bool open = true;
    for_each_node(formula, [&](const Node& node) {
        const auto index = static_cast<std::size_t>(node.symbol.index);
        const bool bare = own && node.children.empty();  // of whom it is not said: the owner's
        if (node.symbol.kind == SymbolKind::variable) {
            const Variable& variable = spec.variables[index];
            open = open && (bare || (!variable.is_private && !variable.perceived));
        } else if (node.symbol.kind == SymbolKind::derived) {
            open = open && in_the_open(spec, *spec.derived[index].is.root, bare);
        }
    });
    return open;
}

Sight sight_of(const Spec& spec, const Quantity& quantity, int actor) {
    const bool own = quantity.owner == actor;
    if (quantity.derived) {
        const auto index = static_cast<std::size_t>(index_named(spec.derived, quantity.variable));
        return in_the_open(spec, *spec.derived[index].is.root, own) ? Sight::exact : Sight::hidden;
    }
    const auto index = static_cast<std::size_t>(index_named(spec.variables, quantity.variable));
    const Variable& variable = spec.variables[index];
    if (own) return Sight::exact;
    if (variable.is_private) return Sight::hidden;
    return variable.perceived ? Sight::perceived : Sight::exact;
}

/// Names of what outcomes, measures, payoffs and comparisons with data read.
std::set<std::string> read_by_results(const Spec& spec) {
    std::set<std::string> names;
    for_each_formula(spec, [&](const Node& formula, const FormulaUse& use) {
        if (use.where != FormulaPlace::result) return;
        for_each_node(formula, [&](const Node& node) {
            const auto index = static_cast<std::size_t>(node.symbol.index);
            if (node.symbol.kind == SymbolKind::variable) names.insert(spec.variables[index].name);
            if (node.symbol.kind == SymbolKind::derived) names.insert(spec.derived[index].name);
        });
    });
    return names;
}

}  // namespace

std::vector<Sight> sights_of(const Spec& spec, const Model& model, int actor) {
    std::vector<Sight> sights;
    sights.reserve(model.quantities.size());
    for (const Quantity& quantity : model.quantities) sights.push_back(sight_of(spec, quantity, actor));
    return sights;
}

std::vector<int> secrets_of(const Spec& spec, const Model& model, int actor) {
    std::vector<int> secrets;
    for (std::size_t q = 0; q < model.quantities.size(); ++q) {
        const Quantity& quantity = model.quantities[q];
        if (quantity.owner != actor || quantity.derived) continue;
        const auto index = static_cast<std::size_t>(index_named(spec.variables, quantity.variable));
        if (spec.variables[index].is_private) secrets.push_back(static_cast<int>(q));
    }
    return secrets;
}

bool has_perceived(const Spec& spec) {
    return std::any_of(spec.variables.begin(), spec.variables.end(),
                       [](const Variable& variable) { return variable.perceived.has_value(); });
}

std::vector<int> telling_quantities(const Spec& spec, const Model& model, const std::vector<Sight>& seen, int actor,
                                    std::size_t most) {
    const std::set<std::string> results = read_by_results(spec);
    std::set<std::string> inputs;
    for (const Variable& variable : spec.variables)
        if (variable.input) inputs.insert(variable.name);
    const auto rank = [&](const Quantity& quantity) {
        const bool counts = results.contains(quantity.variable);
        if (quantity.owner < 0) return counts ? 0 : 3;
        if (quantity.owner == actor) return counts ? 1 : 4;
        return counts ? 2 : 5;
    };
    std::vector<int> all;
    for (std::size_t q = 0; q < model.quantities.size(); ++q) {
        const Quantity& quantity = model.quantities[q];
        const bool thing = (quantity.owner >= 0 && model.entities[static_cast<std::size_t>(quantity.owner)].thing) ||
                           (quantity.target >= 0 && model.entities[static_cast<std::size_t>(quantity.target)].thing);
        if (seen[q] != Sight::exact || quantity.fixed || thing || inputs.contains(quantity.variable)) continue;
        all.push_back(static_cast<int>(q));
    }
    std::stable_sort(all.begin(), all.end(), [&](int a, int b) {
        return rank(model.quantities[static_cast<std::size_t>(a)]) <
               rank(model.quantities[static_cast<std::size_t>(b)]);
    });
    all.resize(std::min(all.size(), most));
    return all;
}

}  // namespace standoff
