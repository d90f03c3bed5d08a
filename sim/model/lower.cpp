#include "model/lower.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "base/place.hpp"
#include "model/fold.hpp"
#include "model/limits.hpp"

namespace standoff {

namespace {

bool draws(const Node& node) {
    if (node.node == NodeKind::call && node.function >= Function::uniform && node.function <= Function::triangular)
        return true;
    return std::any_of(node.children.begin(), node.children.end(), [](const NodePtr& child) { return draws(*child); });
}

}  // namespace

Lowering::Lowering(const Spec& spec, Instances& instances, Model& model, Uniforms& uniforms, Diagnostics& findings)
    : spec_(spec), instances_(instances), model_(model), uniforms_(uniforms), findings_(findings) {}

Value Lowering::emit(Code code, Value a, Value b, Value c, Value d, int extra) {
    block_->code.push_back({code, {a, b, c, d}, -1, extra});
    return {Value::Form::temp, static_cast<std::int32_t>(block_->code.size()) - 1};
}

void Lowering::effect(Code code, int dst, Value a, Value b, Value c, Value d, int extra) {
    block_->code.push_back({code, {a, b, c, d}, dst, extra});
}

void Lowering::prepend(const std::vector<Instruction>& instructions) {
    const auto shift = static_cast<std::int32_t>(instructions.size());
    const auto moved = [&](Value& value) {
        if (value.is_temp()) value.index += shift;
    };
    for (Instruction& instruction : block_->code)
        for (Value& value : instruction.in) moved(value);
    for (MenuValues& menu : block_->menus)
        for (auto& item : menu.items) {
            moved(item.value);
            moved(item.available);
        }
    block_->code.insert(block_->code.begin(), instructions.begin(), instructions.end());
}

bool Lowering::is_one(Value value) const { return uniforms_.is_constant(value) && uniforms_.number(value) == 1; }
bool Lowering::is_zero(Value value) const { return uniforms_.is_constant(value) && uniforms_.number(value) == 0; }

std::optional<double> Lowering::constant_value(Value value) const {
    int budget = 256;  // what is made of itself many times over (x^2^2^2…) is not worth knowing
    return constant_value(value, budget);
}

std::optional<double> Lowering::constant_value(Value value, int& budget) const {
    if (uniforms_.is_constant(value)) return uniforms_.number(value);
    if (!value.is_temp() || --budget < 0) return std::nullopt;
    const Instruction& made = block_->code[static_cast<std::size_t>(value.index)];
    std::array<double, 4> numbers{};
    for (std::size_t i = 0; i < 4; ++i) {
        if (!made.in[i]) continue;
        const auto number = constant_value(made.in[i], budget);
        if (!number) return std::nullopt;
        numbers[i] = *number;
    }
    return fold(made.code, numbers);
}

Value Lowering::both(Value a, Value b) {
    if (!a || is_one(a)) return b ? b : constant(1);
    if (!b || is_one(b)) return a;
    if (is_zero(a) || is_zero(b)) return constant(0);
    return emit(Code::logical_and, a, b);
}

void Lowering::count_operation(Place place) {
    if (++operations_ <= most_operations) return;
    throw TooLarge{place, fmt::format("written out for all actors, the model has more than {} terms", most_operations),
                   "loop over smaller sets, or nest fewer loops and derived quantities within each other"};
}

Value Lowering::expression(const Node& node, const Env& env) {
    count_operation(node.place);
    if (depth_ >= deepest_lowering)
        throw TooLarge{node.place,
                       fmt::format("here terms stand more than {} deep within each other", deepest_lowering),
                       "let fewer derived quantities or initial values depend on each other"};
    ++depth_;
    const Value value = term(node, env);
    --depth_;
    return value;
}

Value Lowering::term(const Node& node, const Env& env) {
    switch (node.node) {
        case NodeKind::number: return constant(node.in_steps ? node.value * spec_.time.dt : node.value);
        case NodeKind::date: return constant(spec_.time.step_of(node.day) * spec_.time.dt);
        case NodeKind::name: return named(node, env);
        case NodeKind::member:
        case NodeKind::indexed:
            return node.symbol.kind == SymbolKind::derived ? derived(node, env) : variable(node, env);
        case NodeKind::call: return call(node, env);
        case NodeKind::unary:
            return emit(node.op == Operator::negate ? Code::negate : Code::logical_not,
                        expression(*node.children[0], env));
        case NodeKind::binary: return binary(node, env);
        case NodeKind::conditional: {
            const Value condition = expression(*node.children[1], env);
            if (is_one(condition)) return expression(*node.children[0], env);
            if (is_zero(condition)) return expression(*node.children[2], env);
            const Value yes = branch(*node.children[0], env, condition);
            const Value no = branch(*node.children[2], env, emit(Code::logical_not, condition));
            return emit(Code::select, condition, yes, no);
        }
        case NodeKind::aggregate: return aggregate(node, env);
        case NodeKind::memory: return memory_term(node, env);
    }
    return constant(0);
}

/// What an untaken branch draws is neither drawn nor checked.
Value Lowering::branch(const Node& node, const Env& env, Value taken) {
    if (!draws(node)) return expression(node, env);
    Env inner = env;
    inner.lanes = both(env.lanes, taken);
    return expression(node, inner);
}

int Lowering::entity(const Node& node, const Env& env) {
    switch (node.symbol.kind) {
        case SymbolKind::entity: return node.symbol.index;
        case SymbolKind::self: return env.self;
        case SymbolKind::target: return env.target;
        case SymbolKind::bound: return env.bound[static_cast<std::size_t>(node.symbol.index)].second;
        case SymbolKind::other:
            if (env.self >= 0 && model_.actors == 2) return 1 - env.self;
            break;
        default: break;
    }
    return -1;
}

std::vector<int> Lowering::members(Symbol set, const Env& env) const {
    switch (set.kind) {
        case SymbolKind::self: return {env.self};
        case SymbolKind::target: return {env.target};
        case SymbolKind::other: return {1 - env.self};
        case SymbolKind::bound: return {env.bound[static_cast<std::size_t>(set.index)].second};
        default: return spec_.symbols.members(set);
    }
}

Lowering::Owned Lowering::parties(const Node& node, bool is_owned, const Env& env) {
    switch (node.node) {
        case NodeKind::member: return {entity(*node.children[0], env), -1};
        case NodeKind::indexed:
            return {node.children.size() > 1 ? entity(*node.children[1], env) : env.self,
                    entity(*node.children[0], env)};
        default: return {is_owned ? env.self : -1, -1};
    }
}

/// False, with a finding, where an actor would point at itself.
static bool points_away(const Node& node, int owner, int target, Diagnostics& findings) {
    if (target < 0 || owner != target) return true;
    findings.add("E511", node.place, fmt::format("\"{}\" would point from an actor at itself", node.text),
                 "nobody points at itself", "leave the actor itself out of the loop, for example with `if c != self`");
    return false;
}

std::optional<int> Lowering::find_instance(const Node& node, Owned who) {
    const Variable& variable = spec_.variables[static_cast<std::size_t>(node.symbol.index)];
    if (!points_away(node, who.owner, who.target, findings_)) return std::nullopt;
    const auto instance = instances_.find(false, node.symbol.index, who.owner, who.target);
    if (!instance) throw std::logic_error("an owner without its variable passed the check: " + variable.name);
    return instance;
}

std::string Lowering::label_of(const Node& target, const Env& env) {
    const Variable& variable = spec_.variables[static_cast<std::size_t>(target.symbol.index)];
    const Owned who = parties(target, variable.ownership.owned, env);
    return Instances::label(who.owner < 0 ? "" : name_of(who.owner), variable.name,
                            who.target < 0 ? "" : name_of(who.target));
}

std::optional<int> Lowering::instance_of(const Node& node, const Env& env) {
    const Variable& variable = spec_.variables[static_cast<std::size_t>(node.symbol.index)];
    return find_instance(node, parties(node, variable.ownership.owned, env));
}

std::optional<int> Lowering::quantity_of(const Node& node, const Env& env) {
    const bool is_derived = node.symbol.kind == SymbolKind::derived;
    if (!is_derived && node.symbol.kind != SymbolKind::variable) return std::nullopt;
    const auto index = static_cast<std::size_t>(node.symbol.index);
    const Ownership& ownership = is_derived ? spec_.derived[index].ownership : spec_.variables[index].ownership;
    const Owned who = parties(node, ownership.owned, env);
    if (who.target >= 0 && who.owner == who.target) return std::nullopt;  // an error, which is reported elsewhere
    return instances_.find(is_derived, node.symbol.index, who.owner, who.target);
}

Value Lowering::named(const Node& node, const Env& env) {
    const auto index = static_cast<std::size_t>(node.symbol.index);
    switch (node.symbol.kind) {
        case SymbolKind::variable: return variable(node, env);
        case SymbolKind::derived: return derived(node, env);
        case SymbolKind::parameter: return slot_value(instances_.parameter_slot(node.symbol.index));
        case SymbolKind::local: return env.locals[index];
        case SymbolKind::now: return Uniforms::clock(Clock::now);
        case SymbolKind::year: return Uniforms::clock(Clock::year);
        case SymbolKind::month: return Uniforms::clock(Clock::month);
        case SymbolKind::steps: return so_far(Uniforms::clock(Clock::steps));
        case SymbolKind::step_length: return constant(spec_.time.dt);
        default: throw std::logic_error("a name that has no value passed the check: " + node.text);
    }
}

Value Lowering::variable(const Node& node, const Env& env) {
    const Variable& variable = spec_.variables[static_cast<std::size_t>(node.symbol.index)];
    const Owned who = parties(node, variable.ownership.owned, env);
    const auto instance = find_instance(node, who);
    if (!instance) return constant(0);
    if (variable.is_private && env.reader >= 0 && who.owner != env.reader) {
        findings_.add(
            "E513", node.place, fmt::format("\"{}\" is private: {} cannot know it", variable.name, name_of(env.reader)),
            fmt::format("only {} may read it in its policy, `when`, `count` and payoffs", name_of(who.owner)));
        return constant(0);
    }
    if (before_read) {
        const Value known = before_read(*instance, node.place);
        if (known) return known;
    }
    const int slot = instances_.at(*instance).slot;
    const bool from_afar = env.perceives && variable.perceived && who.owner != env.reader;
    const Value value =
        from_afar ? perceived(variable, node.symbol.index, slot, who.owner, who.target, env) : slot_value(slot);
    if (tells(env)) tell(instances_.label(instances_.at(*instance)), variable.about, variable.kind, value);
    return value;
}

Value Lowering::derived(const Node& node, const Env& env) {
    const Derived& derived = spec_.derived[static_cast<std::size_t>(node.symbol.index)];
    const Owned who = parties(node, derived.ownership.owned, env);
    if (!points_away(node, who.owner, who.target, findings_)) return constant(0);
    Env inner;
    inner.self = who.owner;
    inner.target = who.target;
    inner.reader = env.reader;
    inner.perceives = env.perceives;
    inner.site = env.site;
    inner.lanes = env.lanes;
    const Value value = expression(derived.is, inner);
    if (tells(env))
        tell(Instances::label(who.owner < 0 ? "" : name_of(who.owner), derived.name,
                              who.target < 0 ? "" : name_of(who.target)),
             derived.about, derived.kind, value);
    return value;
}

Value Lowering::perceived(const Variable& variable, int index, int slot, int owner, int target, const Env& env) {
    Value value = slot_value(slot);
    const Perceived& how = *variable.perceived;
    if (how.delay_steps > 0) {
        RingSource source;
        source.variable_slot = slot;
        const int ring = ring_for(std::move(source), how.delay_steps + 1, how.place);
        value = emit(Code::ring_read, {}, constant(how.delay_steps), {}, {}, ring);
    }
    if (how.noise) {
        Env observer;
        observer.self = owner;
        observer.target = target;
        const Value sd = expression(how.noise, observer);
        const std::string& name = spec_.entities[static_cast<std::size_t>(env.reader)].name;
        observer.bound.emplace_back("observer", env.reader);
        const Value u = draw_at({"perceived", name, variable.name}, observer, "normal",
                                &spec_.variables[static_cast<std::size_t>(index)], how.place);
        value = emit(Code::normal, value, sd, u);
    }
    return emit(Code::clamp, value, constant(variable.range.low), constant(variable.range.high));
}

std::optional<Lowering::Reading> Lowering::reading(int instance, int reader) {
    const Instance& one = instances_.at(instance);
    if (one.derived || one.owner == reader) return std::nullopt;
    const Variable& variable = spec_.variables[static_cast<std::size_t>(one.variable)];
    if (!variable.perceived) return std::nullopt;
    Env env;
    env.reader = reader;
    Reading reading;
    reading.value = perceived(variable, one.variable, one.slot, one.owner, one.target, env);
    Env observer;
    observer.self = one.owner;
    observer.target = one.target;
    if (variable.perceived->noise) reading.noise = expression(variable.perceived->noise, observer);
    return reading;
}

Value Lowering::binary(const Node& node, const Env& env) {
    const Node& left = *node.children[0];
    const Node& right = *node.children[1];
    if (left.kind == Kind::policy || right.kind == Kind::policy) return compare_policies(node, env);
    if (left.kind == Kind::actor) {
        const bool same = entity(left, env) == entity(right, env);
        return constant(same == (node.op == Operator::equal) ? 1 : 0);
    }
    const Value a = expression(left, env);
    if (node.op == Operator::logical_and && is_zero(a)) return constant(0);
    if (node.op == Operator::logical_or && is_one(a)) return constant(1);
    if (node.op == Operator::power && right.node == NodeKind::number && right.value == 2 && !right.in_steps)
        return emit(Code::multiply, a, a);
    const Value b = expression(right, env);
    switch (node.op) {
        case Operator::add: return emit(Code::add, a, b);
        case Operator::subtract: return emit(Code::subtract, a, b);
        case Operator::multiply: return emit(Code::multiply, a, b);
        case Operator::divide: return emit(Code::divide, a, b);
        case Operator::power: return emit(Code::power, a, b);
        case Operator::equal: return emit(Code::equal, a, b);
        case Operator::not_equal: return emit(Code::not_equal, a, b);
        case Operator::less: return emit(Code::less, a, b);
        case Operator::less_equal: return emit(Code::less_equal, a, b);
        case Operator::greater: return emit(Code::less, b, a);
        case Operator::greater_equal: return emit(Code::less_equal, b, a);
        case Operator::logical_and: return both(a, b);
        case Operator::logical_or:
            if (is_zero(a)) return emit(Code::not_equal, b, constant(0));
            if (is_one(b)) return constant(1);
            return emit(Code::logical_or, a, b);
        case Operator::logical_not:
        case Operator::negate: break;
    }
    throw std::logic_error("a unary operator in a binary term");
}

Value Lowering::compare_policies(const Node& node, const Env& env) {
    const auto holder_slots = [&](const Node& side) -> const std::vector<int>& {
        return instances_.policy_slots(side.children.empty() ? env.self : entity(*side.children[0], env));
    };
    const Node* left = node.children[0].get();
    const Node* right = node.children[1].get();
    if (left->symbol.kind != SymbolKind::policy_of) std::swap(left, right);
    const auto& slots = holder_slots(*left);
    Value same = constant(0);
    if (right->symbol.kind == SymbolKind::policy_of) {
        const auto& others = holder_slots(*right);
        if (!slots.empty() && !others.empty())
            same = emit(Code::equal, slot_value(slots.front()), slot_value(others.front()));
    } else {
        for (const int slot : slots) {
            const Value held = emit(Code::equal, slot_value(slot), constant(right->symbol.index));
            same = is_zero(same) ? held : emit(Code::logical_or, same, held);
        }
    }
    return node.op == Operator::equal ? same : emit(Code::logical_not, same);
}

}  // namespace standoff
