// Functions: what the words of the language mean that this model's formulas use, written as the formulas here are.
#include <algorithm>
#include <set>

#include "language/vocabulary.hpp"
#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/sections.hpp"
#include "scenario/formulas.hpp"
#include "scenario/walk.hpp"

namespace standoff::odd {

namespace {

/// Nothing where a term is written without a word.
const vocabulary::Definition* definition_of(const Node& node) {
    switch (node.node) {
        case NodeKind::call: return &vocabulary::entry_of(node.function);
        case NodeKind::aggregate: return &vocabulary::definition_of(node.aggregate);
        case NodeKind::memory: return &vocabulary::definition_of(node.memory);
        default: return nullptr;
    }
}

/// The term with the arguments' names in the place of the arguments, typeset: `relax(x → to, half_life)`.
std::string typeset_usage(const Node& used, std::string_view usage) {
    Node sample;
    sample.node = used.node;
    sample.function = used.function;
    sample.aggregate = used.aggregate;
    sample.memory = used.memory;
    const std::size_t open = usage.find('(') + 1;
    std::string_view inside = usage.substr(open, usage.size() - open - 1);
    if (used.node == NodeKind::memory) sample.text = inside;
    if (used.node == NodeKind::aggregate) {
        inside = inside.substr(0, inside.find(' '));
        sample.loops.emplace_back().name = "c";
        sample.loops.back().set_text = "set";
    }
    while (!inside.empty()) {
        const std::size_t end = std::min(inside.find(", "), inside.size());
        sample.children.push_back(std::make_unique<Node>());
        sample.children.back()->node = NodeKind::name;
        sample.children.back()->text = inside.substr(0, end);
        inside.remove_prefix(std::min(end + 2, inside.size()));
    }
    return formula_text(sample);
}

using Definitions = std::set<const vocabulary::Definition*>;

/// What a formula that is measured over a period measures there and not over the run. What stands inside of such a
/// function is of the run again; `final` and `since` are as at the end.
void add_of_period(const Node& node, Definitions& of_period) {
    const bool measures = node.node == NodeKind::call && vocabulary::is_measure(vocabulary::entry_of(node.function));
    const bool counts = node.node == NodeKind::memory && node.memory != Memory::since;
    if (counts || (measures && node.function != Function::final)) of_period.insert(definition_of(node));
    if (measures) return;
    for (const NodePtr& child : node.children) add_of_period(*child, of_period);
}

}  // namespace

std::string functions(const Spec& spec) {
    Definitions of_period;
    for (const DataSeries& series : spec.data)
        if (!series.compares_per.empty()) add_of_period(*series.compares.root, of_period);
    Sheet lines;
    const auto add = [&](const Node& node) {
        const vocabulary::Definition* definition = definition_of(node);
        if (definition == nullptr) return;
        std::string meaning(definition->meaning);
        if (of_period.contains(definition)) meaning += "; beside an observed series, of its period instead of the run";
        std::pair<std::string, std::string> line(typeset_usage(node, definition->usage), std::move(meaning));
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
    };
    const auto add_all = [&](const Node& formula) { for_each_node(formula, add); };
    for (const Parameter& parameter : spec.parameters)
        if (parameter.prior) add_all(*parameter.prior.root);
    for_each_formula(spec, [&](const Node& formula, const FormulaUse&) { add_all(formula); });
    std::sort(lines.begin(), lines.end());
    return sheet(lines);
}

}  // namespace standoff::odd
