#include "model/menus.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "model/commit.hpp"
#include "model/limits.hpp"

namespace standoff {

namespace {

/// Calls `visit` with every combination of level values, the last level fastest, for as long as it says so.
template <class Visit>
void for_each_level(const std::vector<Level>& levels, const Visit& visit) {
    std::vector<std::size_t> at(levels.size(), 0);
    while (visit(at)) {
        std::size_t i = levels.size();
        while (i > 0 && ++at[i - 1] == levels[i - 1].values.size()) at[--i] = 0;
        if (i == 0) return;
    }
}

std::string level_label(const Action& action, const std::vector<std::size_t>& at) {
    std::string text;
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (i > 0) text += ", ";
        if (action.levels[i].name != "level") text += action.levels[i].name + "=";
        text += action.levels[i].values[at[i]].label;
    }
    return text;
}

class MenuBuilder {
public:
    MenuBuilder(const Spec& spec, Instances& instances, Model& model, Diagnostics& findings)
        : spec_(spec), instances_(instances), model_(model), findings_(findings) {
        collect_assignable();
    }

    std::vector<Menu> run() {
        std::vector<Menu> menus;
        for (int actor = 0; actor < spec_.actor_count(); ++actor)
            for (int channel = 0; channel < static_cast<int>(spec_.channels.size()); ++channel)
                if (auto menu = build(actor, channel)) menus.push_back(std::move(*menu));
        return menus;
    }

private:
    static constexpr std::size_t most_items = 4096;

    void collect_assignable() {
        assignable_.resize(spec_.entities.size());
        const auto note = [&](const std::vector<Statement>& list) {
            for (const Statement& statement : list) {
                if (statement.target->symbol.kind != SymbolKind::policy_of) continue;
                const int policy = statement.right->symbol.index;
                const Node* owner = statement.target->children.empty() ? nullptr : statement.target->children[0].get();
                for (int actor = 0; actor < spec_.actor_count(); ++actor) {
                    if (owner && owner->symbol.kind == SymbolKind::entity && owner->symbol.index != actor) continue;
                    if (policy_position(spec_, actor, policy) >= 0)
                        assignable_[static_cast<std::size_t>(actor)].insert(policy);
                }
            }
        };
        for (const auto& entry : spec_.calendar) note(entry.effects);
        for (const auto& action : spec_.actions) note(action.effects);
        for (const auto& event : spec_.chance) note(event.effects);
    }

    std::optional<Menu> build(int actor, int channel) {
        shown_.clear();
        Menu menu;
        menu.actor = actor;
        menu.channel = channel;
        menu.hold = spec_.channels[static_cast<std::size_t>(channel)].hold;
        if (menu.hold) add_item(menu, {});
        bool can_act = false;
        for (std::size_t a = 0; a < spec_.actions.size(); ++a) {
            const Action& action = spec_.actions[a];
            if (action.channel != channel || !spec_.symbols.belongs(actor, action.by)) continue;
            can_act = true;
            menu.counts = menu.counts || action.count;
            menu.succeeds = menu.succeeds || action.success;
            for (const int target : targets(action, actor))
                for_each_level(action.levels, [&](const std::vector<std::size_t>& at) {
                    Item item{static_cast<int>(a), target, {}};
                    for (std::size_t i = 0; i < at.size(); ++i)
                        item.levels.push_back(action.levels[i].values[at[i]].value);
                    if (menu.items.size() < most_items) add_item(menu, std::move(item), level_label(action, at));
                    return menu.items.size() < most_items;
                });
            if (menu.items.size() >= most_items) {
                findings_.add("E523", action.place,
                              fmt::format("the menu of {} has more than {} items", name(actor), most_items),
                              "targets and levels multiply", "give the action fewer levels");
                return std::nullopt;
            }
        }
        if (!can_act) return std::nullopt;
        add_candidates(menu);
        add_decisions(menu);
        add_seat(menu);
        return menu;
    }

    [[nodiscard]] const std::string& name(int entity) const {
        return spec_.entities[static_cast<std::size_t>(entity)].name;
    }

    [[nodiscard]] std::vector<int> targets(const Action& action, int actor) const {
        if (action.to.empty()) return {-1};
        std::vector<int> all;
        for (int entity = 0; entity < static_cast<int>(spec_.entities.size()); ++entity)
            if (entity != actor && spec_.symbols.belongs(entity, action.to)) all.push_back(entity);
        return all;
    }

    void add_item(Menu& menu, Item item, const std::string& level = {}) {
        MenuItem shown{item.action, item.target, level, "hold"};
        if (item.action >= 0) {
            shown.label = item_label(spec_.actions[static_cast<std::size_t>(item.action)].name,
                                     item.target >= 0 ? name(item.target) : "", level);
        }
        shown_.push_back(std::move(shown));
        menu.items.push_back(std::move(item));
    }

    void add_candidates(Menu& menu) {
        const auto& held = spec_.entities[static_cast<std::size_t>(menu.actor)].policies;
        const auto& assignable = assignable_[static_cast<std::size_t>(menu.actor)];
        for (std::size_t p = 0; p < held.size(); ++p) {
            std::vector<int> policies{held[p]};
            for (const int policy : assignable)
                if (policy != held[p] && policy_position(spec_, menu.actor, policy) == static_cast<int>(p))
                    policies.push_back(policy);
            auto& candidates = menu.positions.emplace_back();
            for (const int policy : policies) {
                Candidate candidate;
                candidate.slot = instances_.policy_slots(menu.actor)[p];
                candidate.policy = policy;
                candidate.only = policies.size() == 1;
                for (const auto& rule : spec_.policies[static_cast<std::size_t>(policy)].channels)
                    if (rule.channel == menu.channel) candidate.rule = &rule;
                if (candidate.rule == nullptr && !menu.hold && held.size() == 1)
                    findings_.add("E519", spec_.policies[static_cast<std::size_t>(policy)].place,
                                  fmt::format("policy \"{}\" has no rule for channel \"{}\"",
                                              spec_.policies[static_cast<std::size_t>(policy)].name,
                                              spec_.channels[static_cast<std::size_t>(menu.channel)].name),
                                  fmt::format("{} must act there: the channel has no `hold`", name(menu.actor)));
                if (candidate.rule && candidate.rule->choose == RuleKind::script) add_scripts(menu, candidate);
                candidates.push_back(std::move(candidate));
            }
        }
    }

    /// An empty table of a script; its index.
    int new_script(Place place) {
        const auto steps = static_cast<std::size_t>(spec_.time.steps);
        if (model_.scripts.size() >= static_cast<std::size_t>(most_recorded) / steps)
            throw TooLarge{place, "the scripts have too many rows in one step",
                           "let the step be shorter, or count units with `count`"};
        ScriptTable& table = model_.scripts.emplace_back();
        table.item.assign(steps, -1);
        table.count.assign(steps, std::nan(""));
        table.success.assign(steps, std::nan(""));
        table.rows.resize(steps);
        return static_cast<int>(model_.scripts.size()) - 1;
    }

    void add_scripts(const Menu& menu, Candidate& candidate) {
        std::vector<int> used(static_cast<std::size_t>(spec_.time.steps), 0);
        for (const ScriptRow& row : candidate.rule->script) {
            const int item = item_of(menu, row);
            if (item < 0 || row.step >= spec_.time.steps) continue;
            if (row.step < 0) {
                candidate.past.push_back({row.step, static_cast<std::size_t>(item), row.count.value_or(1)});
                continue;
            }
            const auto part = static_cast<std::size_t>(used[static_cast<std::size_t>(row.step)]++);
            while (candidate.scripts.size() <= part) candidate.scripts.push_back(new_script(row.place));
            ScriptTable& table = model_.scripts[static_cast<std::size_t>(candidate.scripts[part])];
            const auto step = static_cast<std::size_t>(row.step);
            table.item[step] = item;
            table.rows[step] = row.place;
            if (row.count) table.count[step] = *row.count;
            if (row.success) table.success[step] = *row.success;
        }
    }

    /// The one item that a row of a script means; -1, with a finding, if none or several do.
    int item_of(const Menu& menu, const ScriptRow& row) {
        int found = -1;
        for (std::size_t i = 0; i < menu.items.size(); ++i) {
            if (!selects(spec_, row.item, menu.items[i])) continue;
            if (found >= 0) {
                findings_.add("E525", row.place,
                              fmt::format("\"{}\" can mean {} or {}", row.item.text,
                                          shown_[static_cast<std::size_t>(found)].label, shown_[i].label),
                              "a script says exactly what was done", "name the target and the level too");
                return -1;
            }
            found = static_cast<int>(i);
        }
        if (found < 0)
            findings_.add("E525", row.place,
                          fmt::format("{} has no item \"{}\" to play here", name(menu.actor), row.item.text),
                          "the script names what is not on its menu");
        return found;
    }

    void add_decisions(Menu& menu) {
        std::size_t parts = 1;
        bool scripted = false;
        for (const auto& candidates : menu.positions)
            for (const Candidate& candidate : candidates) {
                parts = std::max(parts, candidate.scripts.size());
                scripted = scripted || !candidate.scripts.empty();
            }
        for (std::size_t part = 0; part < parts; ++part) {
            all_items_ += shown_.size();
            if (all_items_ > most_menu_items)
                throw TooLarge{
                    spec_.entities[static_cast<std::size_t>(menu.actor)].place,
                    fmt::format("with {} the menus have more than {} items in all", name(menu.actor), most_menu_items),
                    "take fewer actors, targets or levels"};
            Decision decision;
            decision.actor = menu.actor;
            decision.channel = menu.channel;
            decision.part = static_cast<int>(part);
            decision.every_steps = spec_.channels[static_cast<std::size_t>(menu.channel)].every_steps;
            decision.items = shown_;
            decision.choice_slot = instances_.new_slot();
            if (menu.counts || scripted) decision.count_slot = instances_.new_slot();
            if (menu.succeeds || scripted) decision.success_slot = instances_.new_slot();
            if (scripted) {
                decision.given_count_slot = instances_.new_slot();
                decision.given_success_slot = instances_.new_slot();
            }
            decision.probability_slot = instances_.new_slot();
            decision.rung_slot = instances_.new_slot();
            menu.decisions.push_back(static_cast<int>(model_.decisions.size()));
            model_.decisions.push_back(std::move(decision));
        }
        menu.counts = menu.counts || scripted;
        menu.succeeds = menu.succeeds || scripted;
    }

    /// The seat takes part of the decision that is there; it has no slots of its own, so that a run in which nobody
    /// uses it, or does what the policy does, has the hash that it has without a seat.
    void add_seat(Menu& menu) {
        if (std::find(spec_.seats.begin(), spec_.seats.end(), menu.actor) == spec_.seats.end()) return;
        Candidate seat;
        seat.policy = spec_.seat_policy;
        seat.rule =
            &spec_.policies[static_cast<std::size_t>(seat.policy)].channels.at(static_cast<std::size_t>(menu.channel));
        seat.scripts.push_back(new_script(spec_.entities[static_cast<std::size_t>(menu.actor)].place));
        menu.seat_index = static_cast<int>(model_.seats.size());
        model_.seats.push_back({menu.actor, menu.channel, menu.decisions.front(), seat.scripts.front()});
        menu.seat = std::move(seat);
    }

    const Spec& spec_;
    Instances& instances_;
    Model& model_;
    Diagnostics& findings_;
    std::vector<std::set<int>> assignable_;
    std::vector<MenuItem> shown_;
    std::size_t all_items_ = 0;
};

}  // namespace

std::string item_label(const std::string& action, const std::string& target, const std::string& level) {
    if (target.empty() && level.empty()) return action;
    const bool both = !target.empty() && !level.empty();
    return fmt::format("{}({}{}{})", action, target, both ? ", " : "", level);
}

bool selects(const Spec& spec, const ItemSelector& selector, const Item& item) {
    if (selector.act.kind == SymbolKind::hold) return item.action < 0;
    if (item.action < 0 || !spec.names_action(selector.act, item.action)) return false;
    if (selector.target && *selector.target != item.target) return false;
    for (std::size_t i = 0; i < selector.levels.size() && i < item.levels.size(); ++i)
        if (selector.levels[i] && !same_level(*selector.levels[i], item.levels[i])) return false;
    return true;
}

std::vector<Menu> build_menus(const Spec& spec, Instances& instances, Model& model, Diagnostics& findings) {
    return MenuBuilder(spec, instances, model, findings).run();
}

Env item_env(const Spec& spec, const Menu& menu, const Item& item, Lowering& lower) {
    Env env;
    env.self = menu.actor;
    env.target = item.target;
    for (const double level : item.levels) env.locals.push_back(lower.constant(level));
    if (item.action >= 0) {
        const auto lets = spec.actions[static_cast<std::size_t>(item.action)].lets.size();
        env.locals.resize(env.locals.size() + lets + 2, lower.constant(0));
    }
    return env;
}

}  // namespace standoff
