#include "scenario/influence.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

bool is_quantity(SymbolKind kind) {
    return kind == SymbolKind::variable || kind == SymbolKind::parameter || kind == SymbolKind::derived;
}

}  // namespace

Influence::Influence(const Spec& spec) : spec_(spec) {
    for_each_formula(spec, [&](const Node& tree, const FormulaUse& use) { read(tree, use); });
    for (std::size_t i = 0; i < spec.actions.size(); ++i)
        effects(spec.actions[i].effects, {SymbolKind::act, static_cast<int>(i)}, spec.actions[i]);
    for (std::size_t i = 0; i < spec.chance.size(); ++i)
        effects(spec.chance[i].effects, {SymbolKind::chance, static_cast<int>(i)}, spec.chance[i]);
    spread();
}

void Influence::read(const Node& tree, const FormulaUse& use) {
    const Link to{use.feeds, use.where, use.via};
    std::set<int> tags;
    for_each_node(tree, [&](const Node& node) {
        const Symbol symbol = node.symbol;
        const bool remembered = node.node == NodeKind::memory;
        const bool event = symbol.kind == SymbolKind::act || symbol.kind == SymbolKind::chance;
        if (is_quantity(symbol.kind) || (remembered && event)) link(symbol, to);
        if (remembered && symbol.kind == SymbolKind::tag) tags.insert(symbol.index);
    });
    if (tags.empty()) return;
    for (std::size_t i = 0; i < spec_.actions.size(); ++i) {
        const std::vector<int>& own = spec_.actions[i].tags;
        if (std::any_of(own.begin(), own.end(), [&](int tag) { return tags.contains(tag); }))
            link({SymbolKind::act, static_cast<int>(i)}, to);
    }
}

void Influence::effects(const std::vector<Statement>& effects, Symbol event, const Entry& entry) {
    for (const Statement& statement : effects) {
        const Symbol changed = statement.target->symbol;
        // A policy that is assigned decides.
        if (changed.kind == SymbolKind::variable) link(event, {changed, FormulaPlace::effect, &entry});
        else link(event, {{}, FormulaPlace::decision, nullptr});
    }
}

void Influence::link(Symbol from, const Link& to) {
    std::vector<Link>& all = links_[key(from)];
    if (all.empty() || all.back() != to) all.push_back(to);
}

/// Back from what counts by itself to all that reaches it.
void Influence::spread() {
    std::map<Key, std::vector<Key>> causes;
    std::vector<Key> fresh;
    for (const auto& [from, links] : links_)
        for (const Link& link : links) causes[key(link.to)].push_back(from);
    for (fresh.push_back(key({})); !fresh.empty();) {
        const Key reached = fresh.back();
        fresh.pop_back();
        for (const Key& cause : causes[reached])
            if (counting_.insert(cause).second) fresh.push_back(cause);
    }
}

const std::vector<Influence::Link>& Influence::links(Symbol symbol) const {
    static const std::vector<Link> none;
    const auto found = links_.find(key(symbol));
    return found == links_.end() ? none : found->second;
}

bool Influence::has_heirs(Symbol symbol) const {
    const std::vector<Link>& all = links(symbol);
    return std::any_of(all.begin(), all.end(), [&](const Link& link) { return link.to != symbol; });
}

bool Influence::feeds_itself(Symbol symbol) const {
    const std::vector<Link>& all = links(symbol);
    return std::any_of(all.begin(), all.end(), [&](const Link& link) { return link.to == symbol; });
}

/// True if what depends on it directly feeds only itself and one another.
bool Influence::ends_there(Symbol symbol) const {
    constexpr std::size_t most = 32;  // of more nobody keeps count, and to follow them all takes its time
    const std::vector<Link>& heirs = links(symbol);
    if (heirs.size() > most) return false;
    std::set<Key> circle = {key(symbol)};
    for (const Link& heir : heirs) circle.insert(key(heir.to));
    return std::all_of(heirs.begin(), heirs.end(), [&](const Link& heir) {
        const std::vector<Link>& further = links(heir.to);
        return std::all_of(further.begin(), further.end(), [&](const Link& l) { return circle.contains(key(l.to)); });
    });
}

std::string Influence::dead_end(Symbol symbol) const {
    const std::vector<Link>& all = links(symbol);
    const bool quantities =
        std::all_of(all.begin(), all.end(), [](const Link& link) { return is_quantity(link.to.kind); });
    const char* from_there = !ends_there(symbol) ? ", and that leads to nothing that counts"
                             : quantities        ? ", which nothing else reads"
                                                 : ", and nothing follows from that";
    return fmt::format("it {} {}{}", is_quantity(symbol.kind) ? "is read only by" : "reaches only", heirs(symbol),
                       from_there);
}

std::string Influence::heirs(Symbol symbol) const {
    constexpr std::size_t most = 3;
    std::vector<std::string> all;
    for (const Link& link : links(symbol)) {
        if (link.to == symbol) continue;
        std::string text = words(symbol, link);
        if (std::find(all.begin(), all.end(), text) != all.end()) continue;
        if (all.size() == most) {
            all.back() = "others";
            break;
        }
        all.push_back(std::move(text));
    }
    return joined(all);
}

std::string Influence::words(Symbol from, const Link& link) const {
    const std::string& name = name_of(link.to);
    switch (link.where) {
        case FormulaPlace::dynamics: return fmt::format("the dynamics of \"{}\"", name);
        case FormulaPlace::initial: return fmt::format("the initial value of \"{}\"", name);
        case FormulaPlace::effect:
            if (!is_quantity(from.kind) && link.via->name == name_of(from)) break;
            return fmt::format("the effect of \"{}\" on \"{}\"", link.via->name, name);
        case FormulaPlace::calendar: return fmt::format("what \"{}\" does to \"{}\"", link.via->name, name);
        default: break;
    }
    return fmt::format("\"{}\"", name);
}

const std::string& Influence::name_of(Symbol symbol) const {
    const auto index = static_cast<std::size_t>(symbol.index);
    switch (symbol.kind) {
        case SymbolKind::variable: return spec_.variables[index].name;
        case SymbolKind::parameter: return spec_.parameters[index].name;
        case SymbolKind::derived: return spec_.derived[index].name;
        case SymbolKind::act: return spec_.actions[index].name;
        default: return spec_.chance[index].name;
    }
}

}  // namespace standoff
