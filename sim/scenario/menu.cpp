#include "scenario/menu.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace standoff {

PolicyMenu::PolicyMenu(Context& context, const Policy& policy, int channel)
    : context_(context), policy_(policy), channel_(channel) {
    for (std::size_t i = 0; i < context.spec.actions.size(); ++i) {
        const Action& candidate = context.spec.actions[i];
        if (candidate.channel == channel && sets_meet(context.spec.symbols, policy.by, candidate.by))
            actions_.push_back(static_cast<int>(i));
    }
}

std::optional<ItemSelector> PolicyMenu::resolve(const YamlNode& scalar) const {
    const std::optional<ItemPattern> pattern = parse_item(Context::formula(scalar), context_.findings);
    if (!pattern) return std::nullopt;
    std::optional<ItemSelector> item = resolve_act(*pattern, scalar);
    if (!item || !resolve_arguments(*pattern, *item)) return std::nullopt;
    return item;
}

std::optional<ItemSelector> PolicyMenu::resolve_act(const ItemPattern& pattern, const YamlNode& scalar) const {
    Diagnostics& findings = context_.findings;
    const Channel& channel = context_.spec.channels[static_cast<std::size_t>(channel_)];
    ItemSelector item;
    item.place = scalar.place;
    item.text = scalar.text;
    const std::optional<Symbol> act = context_.spec.symbols.act(pattern.name);
    if (!act || act->kind == SymbolKind::chance) {
        std::vector<std::string> known;
        known.reserve(actions_.size() + context_.spec.tags.size() + 1);
        for (const int index : actions_) known.push_back(action(index).name);
        for (const std::string& tag : context_.spec.tags) known.push_back(tag);
        known.emplace_back("hold");
        findings.add("E207", pattern.name_place, fmt::format("\"{}\" is not an action or tag", pattern.name),
                     did_you_mean(pattern.name, known),
                     known.size() <= 12 ? fmt::format("on this menu: {}", fmt::join(known, ", ")) : "");
        return std::nullopt;
    }
    item.act = *act;
    if (act->kind == SymbolKind::hold) {
        if (channel.hold) return item;
        findings.add("E216", pattern.name_place, fmt::format("channel \"{}\" has no `hold`", channel.name),
                     "it says `hold: false`");
        return std::nullopt;
    }
    if (!selected(item).empty()) return item;
    if (act->kind == SymbolKind::tag) {
        findings.add("E216", pattern.name_place,
                     fmt::format("no action with the tag \"{}\" is on this menu", pattern.name),
                     fmt::format("the menu of \"{}\" in channel \"{}\" has none", policy_.name, channel.name));
        return std::nullopt;
    }
    const Action& other = action(act->index);
    if (other.channel != channel_)
        findings.add("E216", pattern.name_place, fmt::format("\"{}\" belongs to another channel", pattern.name),
                     fmt::format("it is chosen in \"{}\"",
                                 context_.spec.channels[static_cast<std::size_t>(other.channel)].name));
    else if (!other.by.empty() && !policy_.by.empty())
        findings.add("E216", pattern.name_place, fmt::format("\"{}\" belongs to another role", pattern.name),
                     fmt::format("nobody who can hold \"{}\" can take it", policy_.name));
    return std::nullopt;
}

bool PolicyMenu::resolve_arguments(const ItemPattern& pattern, ItemSelector& item) const {
    std::size_t next = 0;
    for (const ItemPattern::Argument& argument : pattern.arguments) {
        if (item.act.kind == SymbolKind::hold) {
            context_.findings.add("E217", argument.place, "`hold` has no target and no level");
            return false;
        }
        const std::optional<Symbol> name =
            argument.text.empty() ? std::nullopt : context_.spec.symbols.name(argument.text);
        if (argument.level_name.empty() && name && name->kind == SymbolKind::entity && !item.target) {
            if (!resolve_target(argument, item)) return false;
        } else if (item.act.kind == SymbolKind::tag) {
            context_.findings.add("E217", argument.place, "a tag's items can be narrowed by a target only",
                                  "its actions may have different levels", "name the action");
            return false;
        } else if (!resolve_level(argument, action(item.act.index), next, item)) {
            return false;
        }
    }
    return true;
}

bool PolicyMenu::resolve_target(const ItemPattern::Argument& argument, ItemSelector& item) const {
    const int entity = context_.spec.symbols.name(argument.text)->index;
    for (const int index : selected(item))
        if (context_.spec.symbols.belongs(entity, action(index).to)) {
            item.target = entity;
            return true;
        }
    context_.findings.add(
        "E217", argument.place,
        fmt::format("\"{}\" is never directed at {}", item.text.substr(0, item.text.find('(')), argument.text),
        "its `to` does not name it");
    return false;
}

bool PolicyMenu::resolve_level(const ItemPattern::Argument& argument, const Action& act, std::size_t& next,
                               ItemSelector& item) const {
    Diagnostics& findings = context_.findings;
    std::size_t dimension = next;
    if (!argument.level_name.empty()) {
        const auto found = std::find_if(act.levels.begin(), act.levels.end(),
                                        [&](const Level& l) { return l.name == argument.level_name; });
        if (found == act.levels.end()) {
            std::vector<std::string> known = names_of(act.levels);
            findings.add("E217", argument.place,
                         fmt::format("\"{}\" has no level named \"{}\"", act.name, argument.level_name),
                         did_you_mean(argument.level_name, known));
            return false;
        }
        dimension = static_cast<std::size_t>(found - act.levels.begin());
    }
    if (dimension >= act.levels.size()) {
        const std::string what = argument.text.empty() ? "this level" : fmt::format("\"{}\"", argument.text);
        std::vector<std::string> known = names_of(context_.spec.entities);
        findings.add("E217", argument.place, fmt::format("{} is no target or level of \"{}\"", what, act.name),
                     argument.text.empty() ? "" : did_you_mean(argument.text, known),
                     act.levels.empty() ? "the action has no levels" : "");
        return false;
    }
    const Level& level = act.levels[dimension];
    if (level.kind == Kind::unknown) return true;  // its own error says enough
    double value = argument.number.value_or(0);
    if (argument.in_steps) value *= context_.spec.time.dt;
    for (const Level::Value& candidate : level.values) {
        const bool same = argument.number ? same_level(candidate.value, value) : candidate.label == argument.text;
        if (!same) continue;
        item.levels.resize(act.levels.size());
        if (item.levels[dimension]) {
            findings.add("E217", argument.place, fmt::format("the level \"{}\" is given twice", level.name));
            return false;
        }
        item.levels[dimension] = candidate.value;
        next = dimension + 1;
        return true;
    }
    std::vector<std::string> labels;
    labels.reserve(level.values.size());
    for (const Level::Value& candidate : level.values) labels.push_back(candidate.label);
    if (labels.size() > 8) labels = {labels.front(), labels[1], "…", labels.back()};
    findings.add("E217", argument.place, fmt::format("\"{}\" has no such level or target", act.name), {},
                 fmt::format("levels: {}", fmt::join(labels, ", ")));
    return false;
}

std::vector<int> PolicyMenu::selected(const ItemSelector& item) const {
    std::vector<int> all;
    for (const int index : actions_)
        if (context_.spec.names_action(item.act, index)) all.push_back(index);
    return all;
}

std::vector<Symbol> PolicyMenu::targets_of(const ItemSelector& item) const {
    if (item.target) return {{SymbolKind::entity, *item.target}};
    std::vector<Symbol> targets;
    for (const int index : selected(item)) {
        if (action(index).to.empty()) return {};
        for (const Symbol& set : action(index).to)
            if (std::find(targets.begin(), targets.end(), set) == targets.end()) targets.push_back(set);
    }
    return targets;
}

Scope PolicyMenu::scope_of_self() const {
    Scope scope;
    scope.self = policy_.by;
    if (scope.self.empty()) scope.self.push_back({SymbolKind::everyone, -1});  // reported
    return scope;
}

Scope PolicyMenu::scope_of(const ItemSelector& item) const {
    Scope scope = scope_of_self();
    scope.target = targets_of(item);
    if (item.act.kind == SymbolKind::act)
        for (const Level& level : action(item.act.index).levels) scope.locals.push_back({level.name, level.kind, true});
    return scope;
}

Scope PolicyMenu::scope_of(const std::vector<WeightedItem>& items) const {
    Scope scope = scope_of_self();
    if (items.empty()) return scope;
    const Symbol first = items.front().item.act;
    const bool one =
        first.kind == SymbolKind::act &&
        std::all_of(items.begin(), items.end(), [&](const WeightedItem& w) { return w.item.act == first; });
    if (one) scope = scope_of(items.front().item);
    scope.target.clear();
    for (const WeightedItem& item : items) {
        const std::vector<Symbol> targets = targets_of(item.item);
        if (targets.empty()) {
            scope.target.clear();
            break;
        }
        for (const Symbol& set : targets)
            if (std::find(scope.target.begin(), scope.target.end(), set) == scope.target.end())
                scope.target.push_back(set);
    }
    return scope;
}

bool PolicyMenu::always_available(const ItemSelector& item) const {
    if (item.act.kind == SymbolKind::hold) return true;
    const std::vector<int> all = selected(item);
    return std::any_of(all.begin(), all.end(), [&](int index) { return !action(index).when; });
}

std::optional<std::string> PolicyMenu::unreached(int index, const std::vector<ValueLine>& lines) const {
    const Action& act = action(index);
    std::vector<const ItemSelector*> narrow;
    for (const ValueLine& line : lines) {
        if (!context_.spec.names_action(line.item.act, index)) continue;
        if (!line.item.target && line.item.levels.empty()) return std::nullopt;
        narrow.push_back(&line.item);
    }
    if (narrow.empty()) return act.name;
    std::vector<std::optional<int>> targets;
    for (const Symbol& set : act.to)
        for (const int entity : context_.spec.symbols.members(set)) targets.emplace_back(entity);
    if (targets.empty()) targets.emplace_back(std::nullopt);
    std::vector<std::size_t> at(act.levels.size(), 0);
    while (true) {
        for (const std::optional<int>& target : targets) {
            const bool reached = std::any_of(narrow.begin(), narrow.end(), [&](const ItemSelector* item) {
                if (item->target && item->target != target) return false;
                for (std::size_t i = 0; i < item->levels.size(); ++i)
                    if (item->levels[i] && !same_level(*item->levels[i], act.levels[i].values[at[i]].value))
                        return false;
                return true;
            });
            if (reached) continue;
            std::vector<std::string> arguments;
            if (target) arguments.push_back(context_.spec.entities[static_cast<std::size_t>(*target)].name);
            for (std::size_t i = 0; i < at.size(); ++i) arguments.push_back(act.levels[i].values[at[i]].label);
            return arguments.empty() ? act.name : fmt::format("{}({})", act.name, fmt::join(arguments, ", "));
        }
        std::size_t i = at.size();
        while (i > 0 && ++at[i - 1] >= act.levels[i - 1].values.size()) at[--i] = 0;
        if (i == 0) return std::nullopt;
    }
}

}  // namespace standoff
