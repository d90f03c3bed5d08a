#include "model/phases.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace standoff {

namespace {

constexpr std::size_t words_of(std::size_t items) { return (items + 63) / 64; }

/// A truth value: the choice is one of the items.
Value chosen_among(Phases& p, const Decision& decision, const std::vector<bool>& items) {
    std::vector<std::uint64_t> words(words_of(items.size()), 0);
    int only = -1;
    int number = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!items[i]) continue;
        words[i / 64] |= std::uint64_t{1} << (i % 64);
        only = static_cast<int>(i);
        ++number;
    }
    if (number == 1) return p.lower.emit(Code::equal, slot_value(decision.choice_slot), p.lower.constant(only));
    auto& sets = p.model.item_sets;
    const auto known = std::find(sets.begin(), sets.end(), words);
    const auto index = static_cast<int>(known - sets.begin());
    if (known == sets.end()) sets.push_back(std::move(words));
    return p.lower.emit(Code::choice_in, slot_value(decision.choice_slot), {}, {}, {}, index);
}

bool contains(const std::vector<int>& set, int member) {
    return set.empty() || std::find(set.begin(), set.end(), member) != set.end();
}

/// Updates every memory cell that the act of `by` toward `to` concerns.
void remember(Phases& p, const MemoryCell& cell, Value lanes, Value units) {
    if (cell.last_slot >= 0) p.lower.effect(Code::blend, cell.last_slot, Uniforms::clock(Clock::now), lanes);
    if (cell.times_slot >= 0) p.lower.effect(Code::accumulate, cell.times_slot, p.lower.constant(1), lanes);
    if (cell.count_slot >= 0) p.lower.effect(Code::accumulate, cell.count_slot, units, lanes);
}

bool concerns(const Spec& spec, const MemoryCell& cell, const Menu& menu, const Item& item) {
    return item.action >= 0 && spec.names_action(cell.act, item.action) && contains(cell.by, menu.actor) &&
           contains(cell.to, item.target);
}

void remember_choices(Phases& p, const Menu& menu, const Decision& decision) {
    for (const MemoryCell& cell : p.lower.memories) {
        std::vector<bool> items;
        items.reserve(menu.items.size());
        for (const Item& item : menu.items) items.push_back(concerns(p.spec, cell, menu, item));
        if (std::find(items.begin(), items.end(), true) == items.end()) continue;
        const Value units = decision.count_slot >= 0 ? slot_value(decision.count_slot) : p.lower.constant(1);
        remember(p, cell, chosen_among(p, decision, items), units);
    }
}

/// A script may say how many and how many succeeded (not NaN); otherwise the action's own draw counts.
Value scripted(Phases& p, int given_slot, Value own) {
    if (given_slot < 0) return own;
    const Value given = slot_value(given_slot);
    return p.lower.emit(Code::select, p.lower.emit(Code::equal, given, given), given, own);
}

void lower_item(Phases& p, const Menu& menu, const Decision& decision, std::size_t index, Commit& commit) {
    const Item& item = menu.items[index];
    const Action& action = p.spec.actions[static_cast<std::size_t>(item.action)];
    if (!p.recording && action.effects.empty() && action.lets.empty() && !menu.counts && !menu.succeeds) return;
    Lowering& lower = p.lower;
    const std::string& label = decision.items[index].label;
    const Value taken =
        lower.emit(Code::equal, slot_value(decision.choice_slot), lower.constant(static_cast<double>(index)));
    lower.open_region(taken);
    Env env = item_env(p.spec, menu, item, lower);
    env.lanes = taken;
    env.site = {"action", action.name, ""};
    // The further acts of a script in one step must not share the luck of the first.
    if (decision.part > 0) env.site.section += fmt::format(" {}", decision.part + 1);
    const std::size_t count_at = env.locals.size() - 2;
    if (menu.counts) {
        Value count = lower.constant(1);
        if (action.count) {
            Env own = env;
            own.reader = menu.actor;
            own.site.assigned = "count";
            count = lower.expression(action.count, own);
        }
        count = scripted(p, decision.given_count_slot, count);
        if (action.count) lower.check(Code::check_count, count, taken, "the count of " + label, action.count.place);
        env.locals[count_at] = count;
        lower.effect(Code::blend, decision.count_slot, count, taken);
    } else {
        env.locals[count_at] = lower.constant(1);
    }
    if (menu.succeeds) {
        Value success = env.locals[count_at];
        if (action.success) {
            Env own = env;
            own.site.assigned = "success";
            const Value chance = lower.expression(action.success, own);
            lower.check(Code::check_unit, chance, taken, "the success of " + label, action.success.place);
            const Value u = lower.draw_at(own.site, own, "binomial", &action, action.success.place);
            success = lower.emit(Code::binomial, env.locals[count_at], chance, u, taken);
        }
        success = scripted(p, decision.given_success_slot, success);
        env.locals[count_at + 1] = success;
        if (action.success) {
            lower.check(Code::check_finite, success, taken, "the number of successes of " + label,
                        action.success.place);
            lower.effect(Code::blend, decision.success_slot, success, taken);
        }
    }
    for (std::size_t i = 0; i < action.lets.size(); ++i) {
        Env own = env;
        own.site.assigned = action.lets[i].name;
        env.locals[item.levels.size() + i] = lower.expression(action.lets[i].value, own);
    }
    if (p.recording && action.rung)
        lower.effect(Code::blend, decision.rung_slot, lower.expression(action.rung, env), taken);
    commit.statements(action.effects, env);
    lower.close_region();
}

}  // namespace

void lower_past(Phases& p) {
    Lowering& lower = p.lower;
    const Value always = lower.constant(1);
    for (const Menu& menu : p.menus)
        for (const auto& candidates : menu.positions) {
            if (candidates.empty()) continue;
            for (const Candidate::PastAct& act : candidates.front().past)
                for (const MemoryCell& cell : lower.memories) {
                    if (!concerns(p.spec, cell, menu, menu.items[act.item])) continue;
                    const Value time = lower.constant(act.step * p.spec.time.dt);
                    if (cell.last_slot >= 0)
                        lower.effect(Code::fill, cell.last_slot,
                                     lower.emit(Code::maximum, slot_value(cell.last_slot), time));
                    if (cell.times_slot >= 0) lower.effect(Code::accumulate, cell.times_slot, always, always);
                    if (cell.count_slot >= 0)
                        lower.effect(Code::accumulate, cell.count_slot, lower.constant(act.count), always);
                }
        }
}

void lower_turn(Phases& p, const std::vector<int>& menus, Block& block) {
    Lowering& lower = p.lower;
    lower.write_to(block);
    Commit commit(p.spec, p.instances, lower, p.accumulators, p.recording);
    const auto each = [&](const auto& visit) {
        for (const int index : menus) {
            const Menu& menu = p.menus[static_cast<std::size_t>(index)];
            for (const int number : menu.decisions) visit(menu, p.model.decisions[static_cast<std::size_t>(number)]);
        }
    };
    for (const int index : menus)
        lower_choice(p.spec, p.model, p.menus[static_cast<std::size_t>(index)], lower, p.recording);
    each([&](const Menu& menu, const Decision& decision) {
        if (decision.count_slot >= 0) lower.effect(Code::fill, decision.count_slot, lower.constant(1));
        if (decision.success_slot >= 0)
            lower.effect(Code::fill, decision.success_slot, lower.constant(std::numeric_limits<double>::quiet_NaN()));
        if (p.recording) lower.effect(Code::fill, decision.rung_slot, lower.constant(0));
        for (std::size_t i = 0; i < menu.items.size(); ++i)
            if (menu.items[i].action >= 0) lower_item(p, menu, decision, i, commit);
        lower.effect(Code::mix, -1, slot_value(decision.choice_slot));
        if (decision.count_slot >= 0) lower.effect(Code::mix, -1, slot_value(decision.count_slot));
        if (decision.success_slot >= 0) lower.effect(Code::mix, -1, slot_value(decision.success_slot));
    });
    each([&](const Menu& menu, const Decision& decision) { remember_choices(p, menu, decision); });
    commit.finish();
}

void lower_calendar(Phases& p, const std::vector<int>& entries, Block& block) {
    p.lower.write_to(block);
    Commit commit(p.spec, p.instances, p.lower, p.accumulators, p.recording);
    for (const int index : entries) {
        const CalendarEntry& entry = p.spec.calendar[static_cast<std::size_t>(index)];
        Env env;
        env.site = {"calendar", entry.name, ""};
        commit.statements(entry.effects, env);
    }
    commit.finish();
}

void lower_chance(Phases& p, Block& block) {
    Lowering& lower = p.lower;
    lower.write_to(block);
    Commit commit(p.spec, p.instances, lower, p.accumulators, p.recording);
    for (std::size_t i = 0; i < p.chance_members.size(); ++i) {
        const auto [index, owner] = p.chance_members[i];
        const Chance& event = p.spec.chance[static_cast<std::size_t>(index)];
        Env env;
        env.self = owner;
        env.site = {"chance", event.name, ""};
        Value probability;
        const std::string& label = p.model.chance[i].name;
        if (event.rate) {
            // P = 1 - exp(-rate × step)
            const Value rate = lower.expression(event.rate, env);
            lower.check(Code::check_positive, rate, {}, "the rate of " + label, event.rate.place);
            const Value hazard = lower.emit(Code::multiply, rate, lower.constant(-p.spec.time.dt / event.per));
            probability = lower.emit(Code::subtract, lower.constant(1), lower.emit(Code::exp, hazard));
        } else {
            probability = lower.expression(event.probability, env);
            lower.check(Code::check_unit, probability, {}, "the probability of " + label, event.probability.place);
        }
        const Value u = lower.draw_at(env.site, env, "happens", &event, event.place);
        const Value happens = lower.emit(Code::less, u, probability);
        lower.effect(Code::fill, p.model.chance[i].slot, happens);
        lower.open_region(happens);
        env.lanes = happens;
        commit.statements(event.effects, env);
        lower.close_region();
    }
    for (std::size_t i = 0; i < p.chance_members.size(); ++i) {
        const auto [index, owner] = p.chance_members[i];
        for (const MemoryCell& cell : lower.memories) {
            if (cell.act != Symbol{SymbolKind::chance, index}) continue;
            if (!contains(cell.by, owner) || !cell.to.empty()) continue;
            remember(p, cell, slot_value(p.model.chance[i].slot), lower.constant(1));
        }
    }
    commit.finish();
}

/// A pair of one with itself that the condition leaves out.
static bool left_out(Lowering& lower, const Statement& statement, const Env& env) {
    const Node& target = *statement.target;
    if (!statement.condition || target.node != NodeKind::indexed || target.children.size() < 2) return false;
    if (lower.entity(*target.children[0], env) != lower.entity(*target.children[1], env)) return false;
    return lower.is_zero(lower.expression(*statement.condition, env));
}

void lower_dynamics(Phases& p, Block& block) {
    Lowering& lower = p.lower;
    lower.write_to(block);
    struct Prime {
        int slot;
        Range range;
        Value value;
        Place place;
    };
    std::vector<Prime> primes;
    std::map<int, std::size_t> by_slot;
    for (const Statement& statement : p.spec.dynamics)
        lower.for_each_binding(statement.loops, Env{}, [&](const Env& outer) {
            Env env = outer;
            if (left_out(lower, statement, env)) return;
            const auto instance = lower.instance_of(*statement.target, env);
            if (!instance) return;
            const Instance& written = p.instances.at(*instance);
            const Variable& variable = p.spec.variables[static_cast<std::size_t>(written.variable)];
            env.site = {"dynamics", variable.name, p.instances.label(written)};
            Value condition;
            if (statement.condition) {
                condition = lower.expression(*statement.condition, env);
                if (lower.is_zero(condition)) return;
                env.lanes = condition;
            }
            Value value = lower.expression(*statement.right, env);
            if (condition && !lower.is_one(condition))
                value = lower.emit(Code::select, condition, value, slot_value(written.slot));
            // All primes commit together: a value that is a bare slot is copied before any slot is written.
            if (value.form == Value::Form::slot) value = lower.emit(Code::copy, value);
            const auto [known, added] = by_slot.try_emplace(written.slot, primes.size());
            const Prime prime{written.slot, variable.range, value, statement.place};
            if (added) primes.push_back(prime);
            else if (primes[known->second].place.source != statement.place.source)
                primes[known->second] = prime;  // the scenario's, which stands after the theory's
            else
                lower.findings().add("E506", statement.place,
                                     fmt::format("\"{}\" has two dynamics", p.instances.label(written)),
                                     "one of them would be lost");
        });
    for (const Prime& prime : primes) {
        lower.effect(Code::commit_value, prime.slot, prime.value, {}, lower.constant(prime.range.low),
                     lower.constant(prime.range.high));
        if (p.recording)
            lower.check(Code::check_finite, slot_value(prime.slot), {},
                        "the new value of " + p.instances.label_of_slot(prime.slot), prime.place);
    }
}

void lower_rings(Phases& p, Block& block) {
    Lowering& lower = p.lower;
    lower.write_to(block);
    std::vector<bool> written;
    const auto write = [&](const auto& self, std::size_t i) -> void {
        written.resize(lower.rings.size(), false);
        if (written[i]) return;
        written[i] = true;
        const RingSource source = lower.rings[i];  // lowering may add rings
        const auto value = [&] {
            return source.expression ? lower.expression(*source.expression, source.env)
                                     : slot_value(source.variable_slot);
        };
        // At the start a ring is filled with one value: what is made of other lagged values is filled after them.
        Block trial;
        lower.write_to(trial);
        (void)value();
        for (const Instruction& instruction : trial.code)
            if (instruction.code == Code::ring_read) self(self, static_cast<std::size_t>(instruction.extra));
        lower.write_to(block);
        const Value now = value();
        lower.effect(Code::ring_write, -1, now, {}, {}, {}, source.ring);
    };
    for (std::size_t i = 0; i < lower.rings.size(); ++i) write(write, i);
}

void lower_derived(Phases& p, Block& block) {
    Lowering& lower = p.lower;
    lower.write_to(block);
    for (const Instance& instance : p.instances.all()) {
        if (!instance.derived) continue;
        Env env;
        env.self = instance.owner;
        env.target = instance.target;
        const Value value = lower.expression(p.spec.derived[static_cast<std::size_t>(instance.variable)].is, env);
        lower.effect(Code::fill, instance.slot, value);
    }
}

}  // namespace standoff
