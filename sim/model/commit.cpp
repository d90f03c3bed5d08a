#include "model/commit.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace standoff {

int policy_position(const Spec& spec, int actor, int policy) {
    const auto& held = spec.entities[static_cast<std::size_t>(actor)].policies;
    const auto& by = spec.policies[static_cast<std::size_t>(policy)].by;
    const auto find = [&](auto matches) {
        for (std::size_t p = 0; p < held.size(); ++p)
            if (matches(spec.policies[static_cast<std::size_t>(held[p])].by)) return static_cast<int>(p);
        return -1;
    };
    const int same = find([&](const std::vector<Symbol>& other) { return other == by; });
    if (same >= 0) return same;
    return find([&](const std::vector<Symbol>& other) {
        return std::any_of(other.begin(), other.end(),
                           [&](const Symbol& set) { return std::find(by.begin(), by.end(), set) != by.end(); });
    });
}

Commit::Commit(const Spec& spec, const Instances& instances, Lowering& lower, AccumulatorSlots& slots, bool recording)
    : spec_(spec), instances_(instances), lower_(lower), slots_(slots), recording_(recording) {}

Commit::Pending& Commit::pending(int slot, int variable) {
    for (Pending& known : pending_)
        if (known.slot == slot) return known;
    Pending added;
    added.slot = slot;
    added.variable = variable;
    pending_.push_back(added);
    return pending_.back();
}

int Commit::accumulator(double start) {
    const int slot = slots_.at(used_++);
    starts_.push_back({Code::fill, {lower_.constant(start)}, slot, 0});
    return slot;
}

void Commit::statements(const std::vector<Statement>& list, const Env& env) {
    std::set<int> assigned;
    for (const Statement& statement : list)
        lower_.for_each_binding(statement.loops, env, [&](const Env& inner) {
            if (statement.target->symbol.kind == SymbolKind::policy_of) assign_policy(statement, inner);
            else assign(statement, inner, assigned);
        });
}

void Commit::assign(const Statement& statement, const Env& env, std::set<int>& assigned) {
    Env inner = env;
    inner.site.assigned = lower_.label_of(*statement.target, env);
    if (statement.condition) {
        const Value condition = lower_.expression(*statement.condition, inner);
        if (lower_.is_zero(condition)) return;
        inner.lanes = lower_.both(env.lanes, condition);
    }
    const Node& target = *statement.target;
    const auto instance = lower_.instance_of(target, env);
    if (!instance) return;
    const Instance& written = instances_.at(*instance);
    const Value right = lower_.expression(*statement.right, inner);
    const Value lanes = inner.lanes ? inner.lanes : lower_.constant(1);
    Pending& sums = pending(written.slot, written.variable);
    const auto ensure = [&](int& accumulator_slot, double start) {
        if (accumulator_slot < 0) accumulator_slot = accumulator(start);
        return accumulator_slot;
    };
    switch (statement.assignment) {
        case Assignment::add: lower_.effect(Code::accumulate, ensure(sums.sum, 0), right, lanes); break;
        case Assignment::subtract: lower_.effect(Code::deduct, ensure(sums.sum, 0), right, lanes); break;
        case Assignment::multiply: lower_.effect(Code::scale, ensure(sums.product, 1), right, lanes); break;
        case Assignment::set:
            if (!assigned.insert(written.slot).second)
                lower_.findings().add("E520", statement.place,
                                      fmt::format("\"{}\" is assigned with `=` twice here", instances_.label(written)),
                                      "one of the two would be lost",
                                      "put the choice into one formula: `a if condition else b`");
            lower_.effect(Code::blend, ensure(sums.value, 0), right, lanes);
            lower_.effect(Code::blend, ensure(sums.assigned, 0), lower_.constant(1), lanes);
            break;
    }
}

void Commit::assign_policy(const Statement& statement, const Env& env) {
    const Node& target = *statement.target;
    const int actor = target.children.empty() ? env.self : lower_.entity(*target.children[0], env);
    const int policy = statement.right->symbol.index;
    const int position = policy_position(spec_, actor, policy);
    if (position < 0) {
        lower_.findings().add(
            "E524", statement.place,
            fmt::format("{} cannot take the policy \"{}\"", spec_.entities[static_cast<std::size_t>(actor)].name,
                        spec_.policies[static_cast<std::size_t>(policy)].name),
            "it holds no policy of that role");
        return;
    }
    Value lanes = env.lanes ? env.lanes : lower_.constant(1);
    if (statement.condition) lanes = lower_.both(env.lanes, lower_.expression(*statement.condition, env));
    Pending& change = pending(instances_.policy_slots(actor)[static_cast<std::size_t>(position)], -1);
    if (change.value < 0) change.value = accumulator(0);
    if (change.assigned < 0) change.assigned = accumulator(0);
    lower_.effect(Code::blend, change.value, lower_.constant(policy), lanes);
    lower_.effect(Code::blend, change.assigned, lower_.constant(1), lanes);
}

void Commit::finish() {
    for (const Pending& change : pending_) {
        Range range;
        if (change.variable >= 0) range = spec_.variables[static_cast<std::size_t>(change.variable)].range;
        const Value low = lower_.constant(range.low), high = lower_.constant(range.high);
        const Value old = slot_value(change.slot);
        const Value sum = change.sum >= 0 ? slot_value(change.sum) : lower_.constant(0);
        if (change.assigned >= 0) {
            Value moved = old;
            if (change.product >= 0) moved = lower_.emit(Code::multiply, moved, slot_value(change.product));
            if (change.sum >= 0) moved = lower_.emit(Code::add, moved, sum);
            const Value next = lower_.emit(Code::select, slot_value(change.assigned), slot_value(change.value), moved);
            lower_.effect(Code::commit_value, change.slot, next, {}, low, high);
        } else if (change.product >= 0) {
            lower_.effect(Code::commit, change.slot, slot_value(change.product), sum, low, high);
        } else {
            lower_.effect(Code::commit_sum, change.slot, {}, sum, low, high);
        }
        if (recording_ && change.variable >= 0) {
            const Variable& variable = spec_.variables[static_cast<std::size_t>(change.variable)];
            lower_.check(Code::check_finite, old, {}, "the new value of " + instances_.label_of_slot(change.slot),
                         variable.place);
        }
    }
    lower_.prepend(starts_);
}

}  // namespace standoff
