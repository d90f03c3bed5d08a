#include "model/lower.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/place.hpp"
#include "model/fold.hpp"

namespace standoff {

namespace {

constexpr double ln2 = 0.693147180559945309417;

bool draws(const Node& node) {
    if (node.node == NodeKind::call && node.function >= Function::uniform && node.function <= Function::triangular) return true;
    return std::any_of(node.children.begin(), node.children.end(), [](const NodePtr& child) { return draws(*child); });
}

std::string owned(const Spec& spec, int entity) { return spec.entities[static_cast<std::size_t>(entity)].name; }

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
    if (uniforms_.is_constant(value)) return uniforms_.number(value);
    if (!value.is_temp()) return std::nullopt;
    const Instruction& made = block_->code[static_cast<std::size_t>(value.index)];
    std::array<double, 4> numbers{};
    for (std::size_t i = 0; i < 4; ++i) {
        if (!made.in[i]) continue;
        const auto number = constant_value(made.in[i]);
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

Value Lowering::expression(const Node& node, const Env& env) {
    switch (node.node) {
        case NodeKind::number: return constant(node.in_steps ? node.value * spec_.time.dt : node.value);
        case NodeKind::date: {
            int step = 0;  // the step that holds the day; days outside of the run count on at the same pace
            const auto& time = spec_.time;
            if (time.days_per_step > 0) {
                const int days = node.day - time.start;
                step = days >= 0 ? days / time.days_per_step : -((-days + time.days_per_step - 1) / time.days_per_step);
            } else {
                while (time.first_day(step + 1) <= node.day) ++step;
                while (time.first_day(step) > node.day) --step;
            }
            return constant(step * time.dt);
        }
        case NodeKind::name: return named(node, env);
        case NodeKind::member:
        case NodeKind::indexed: return node.symbol.kind == SymbolKind::derived ? derived(node, env) : variable(node, env);
        case NodeKind::call: return call(node, env);
        case NodeKind::unary:
            return emit(node.op == Operator::negate ? Code::negate : Code::logical_not, expression(*node.children[0], env));
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
            return {node.children.size() > 1 ? entity(*node.children[1], env) : env.self, entity(*node.children[0], env)};
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

std::optional<int> Lowering::instance_of(const Node& node, const Env& env) {
    const Variable& variable = spec_.variables[static_cast<std::size_t>(node.symbol.index)];
    return find_instance(node, parties(node, variable.ownership.owned, env));
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
        case SymbolKind::steps: return Uniforms::clock(Clock::steps);
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
        findings_.add("E513", node.place,
                      fmt::format("\"{}\" is private: {} cannot know it", variable.name, owned(spec_, env.reader)),
                      fmt::format("only {} may read it in its policy, `when`, `count` and payoffs", owned(spec_, who.owner)));
        return constant(0);
    }
    if (before_read) {
        const Value known = before_read(*instance, node.place);
        if (known) return known;
    }
    const int slot = instances_.at(*instance).slot;
    if (env.perceives && variable.perceived && who.owner != env.reader)
        return perceived(variable, node.symbol.index, slot, who.owner, who.target, env);
    return slot_value(slot);
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
    return expression(derived.is, inner);
}

Value Lowering::perceived(const Variable& variable, int index, int slot, int owner, int target, const Env& env) {
    Value value = slot_value(slot);
    const Perceived& how = *variable.perceived;
    if (how.delay_steps > 0) {
        RingSource source;
        source.variable_slot = slot;
        const int ring = ring_for(std::move(source), how.delay_steps + 1);
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

Value Lowering::aggregate(const Node& node, const Env& env) {
    struct Member {
        Value body;
        Value condition;  // none: always
    };
    std::vector<Member> all;
    bool unconditional = true;
    for_each_binding(node.loops, env, [&](const Env& inner) {
        Value condition;
        if (node.children.size() > 1) {
            condition = expression(*node.children[1], inner);
            if (is_zero(condition)) return;
            if (is_one(condition)) condition = {};
        }
        if (condition) unconditional = false;
        all.push_back({expression(*node.children[0], inner), condition});
    });
    const auto fold = [&](Value start, auto combine) {
        Value result = start;
        for (const Member& member : all) result = result ? combine(result, member) : combine({}, member);
        return result;
    };
    const auto weighed = [&](const Member& member, double otherwise) {
        return member.condition ? emit(Code::select, member.condition, member.body, constant(otherwise)) : member.body;
    };
    const auto number_of = [&] {
        if (unconditional) return constant(static_cast<double>(all.size()));
        return fold({}, [&](Value sum, const Member& member) {
            const Value one = member.condition ? emit(Code::not_equal, member.condition, constant(0)) : constant(1);
            return sum ? emit(Code::add, sum, one) : one;
        });
    };
    const auto sum = [&] {
        if (all.empty()) return constant(0);
        return fold({}, [&](Value total, const Member& member) {
            const Value term = weighed(member, 0);
            return total ? emit(Code::add, total, term) : term;
        });
    };
    const auto extreme = [&](Code code, double nothing) {
        if (all.empty()) return constant(std::numeric_limits<double>::quiet_NaN());
        const Value best = fold({}, [&](Value so_far, const Member& member) {
            const Value term = weighed(member, nothing);
            return so_far ? emit(code, so_far, term) : term;
        });
        if (unconditional) return best;
        const Value none = emit(Code::equal, number_of(), constant(0));
        return emit(Code::select, none, constant(std::numeric_limits<double>::quiet_NaN()), best);
    };
    switch (node.aggregate) {
        case Aggregate::sum: return sum();
        case Aggregate::mean:
            if (all.empty()) return constant(std::numeric_limits<double>::quiet_NaN());
            return emit(Code::divide, sum(), number_of());
        case Aggregate::min: return extreme(Code::minimum, infinity);
        case Aggregate::max: return extreme(Code::maximum, -infinity);
        case Aggregate::any: {
            if (all.empty()) return constant(0);
            const Value either = fold({}, [&](Value so_far, const Member& member) {
                const Value term = both(member.condition, member.body);
                return so_far ? emit(Code::logical_or, so_far, term) : term;
            });
            return emit(Code::not_equal, either, constant(0));
        }
        case Aggregate::all: {
            if (all.empty()) return constant(1);
            const Value every = fold({}, [&](Value so_far, const Member& member) {
                const Value term = weighed(member, 1);
                return so_far ? emit(Code::logical_and, so_far, term) : term;
            });
            return emit(Code::not_equal, every, constant(0));
        }
        case Aggregate::count: {
            if (all.empty()) return constant(0);
            return fold({}, [&](Value total, const Member& member) {
                const Value one = emit(Code::not_equal, both(member.condition, member.body), constant(0));
                return total ? emit(Code::add, total, one) : one;
            });
        }
    }
    throw std::logic_error("unknown aggregate");
}

MemoryCell& Lowering::memory(const Node& node, const Env& env) {
    MemoryCell cell;
    cell.act = node.symbol;
    const auto party = [&](const std::optional<Party>& who) {
        std::vector<int> set;
        if (!who || who->symbol.kind == SymbolKind::everyone) return set;
        set = members(who->symbol, env);
        std::sort(set.begin(), set.end());
        if (set.empty()) set.push_back(-2);  // nobody: an empty role matches no act, and is not `anyone`
        return set;
    };
    cell.by = party(node.by);
    cell.to = party(node.to);
    for (MemoryCell& known : memories)
        if (known.act == cell.act && known.by == cell.by && known.to == cell.to) return known;
    memories.push_back(std::move(cell));
    return memories.back();
}

Value Lowering::memory_term(const Node& node, const Env& env) {
    MemoryCell& cell = memory(node, env);
    const auto slot = [&](int& index) {
        if (index < 0) index = instances_.new_slot();
        return slot_value(index);
    };
    switch (node.memory) {
        case Memory::since: return emit(Code::subtract, Uniforms::clock(Clock::now), slot(cell.last_slot));
        case Memory::count: return slot(cell.count_slot);
        case Memory::times: return slot(cell.times_slot);
    }
    throw std::logic_error("unknown memory term");
}

int Lowering::literal_steps(const Node& node) const {
    const double steps = node.in_steps ? node.value : node.value / spec_.time.dt;
    return static_cast<int>(std::min(std::floor(steps + 0.5), static_cast<double>(spec_.time.steps) + 1));
}

int Lowering::ring_for(RingSource source, int depth) {
    const auto same = [&](const RingSource& known) {
        return known.expression == source.expression && known.variable_slot == source.variable_slot &&
               known.env.self == source.env.self && known.env.target == source.env.target &&
               known.env.bound == source.env.bound && known.env.reader == source.env.reader &&
               known.env.perceives == source.env.perceives;
    };
    for (RingSource& known : rings) {
        Ring& ring = model_.rings[static_cast<std::size_t>(known.ring)];
        if (same(known) && ring.depth == depth) return known.ring;
    }
    source.ring = static_cast<int>(model_.rings.size());
    model_.rings.push_back({instances_.new_slots(depth), depth});
    rings.push_back(std::move(source));
    return rings.back().ring;
}

Value Lowering::lag(const Node& node, const Env& env) {
    const int delay = literal_steps(*node.children[1]);
    if (delay == 0) return expression(*node.children[0], env);
    RingSource source;
    source.expression = node.children[0].get();
    source.env = env;
    const int ring = ring_for(std::move(source), delay + 1);
    return emit(Code::ring_read, {}, constant(delay), {}, {}, ring);
}

Value Lowering::call(const Node& node, const Env& env) {
    const auto argument = [&](std::size_t i) { return expression(*node.children[i], env); };
    const auto unary = [&](Code code) { return emit(code, argument(0)); };
    const auto chain = [&](Code code) {
        Value result = argument(0);
        for (std::size_t i = 1; i < node.children.size(); ++i) result = emit(code, result, argument(i));
        return result;
    };
    switch (node.function) {
        case Function::abs: return unary(Code::absolute);
        case Function::sqrt: return unary(Code::square_root);
        case Function::exp: return unary(Code::exp);
        case Function::log: return unary(Code::log);
        case Function::round: return unary(Code::round);
        case Function::floor: return unary(Code::floor);
        case Function::ceil: return unary(Code::ceil);
        case Function::tanh: return unary(Code::tanh);
        case Function::logistic: return unary(Code::logistic);
        case Function::pow: return chain(Code::power);
        case Function::mod: return chain(Code::modulo);
        case Function::min: return chain(Code::minimum);
        case Function::max: return chain(Code::maximum);
        case Function::clamp: {
            const Value x = argument(0), low = argument(1), high = argument(2);
            return emit(Code::minimum, emit(Code::maximum, x, low), high);
        }
        case Function::relax: {
            // x nears `to` by half in each half-life: to + (x - to) 2^(-dt / half_life)
            const Value x = argument(0), to = argument(1), half_life = argument(2);
            const Value rate = emit(Code::divide, constant(-ln2 * spec_.time.dt), half_life);
            const Value kept = emit(Code::exp, rate);
            return emit(Code::add, to, emit(Code::multiply, emit(Code::subtract, x, to), kept));
        }
        case Function::lag: return lag(node, env);
        case Function::uniform:
        case Function::normal:
        case Function::bernoulli:
        case Function::poisson:
        case Function::exponential:
        case Function::triangular: return random_call(node, env);
        case Function::total:
        case Function::average:
        case Function::peak:
        case Function::low:
        case Function::final:
        case Function::share:
        case Function::first:
        case Function::payoff: return measure_call(node, env);
    }
    throw std::logic_error("unknown function");
}

Value Lowering::draw_at(const DrawSite& site, const Env& env, std::string_view function, const void* owner, Place place) {
    std::vector<std::string> parts{std::string(site.section), std::string(site.entry), site.assigned};
    parts.push_back(env.self >= 0 ? owned(spec_, env.self) : "");
    parts.push_back(env.target >= 0 ? owned(spec_, env.target) : "");
    for (const auto& [name, member] : env.bound) parts.push_back(fmt::format("{}={}", name, owned(spec_, member)));
    parts.emplace_back(function);
    std::string key;
    std::vector<std::string_view> views;
    for (const std::string& part : parts) {
        views.push_back(part);
        key += part;
        key += '\x1f';
    }
    const std::uint64_t hash = place_hash(views);
    const auto [known, added] = draw_places_.try_emplace(key, owner, 0);
    if (!added) {
        if (known->second.first != owner)
            findings_.add("E515", place, fmt::format("two draws of \"{}\" have the same place here", function),
                          "draws are told apart by what they are assigned to, not by their order",
                          "give each draw a `let` of its own");
        return emit(Code::draw, {}, {}, {}, {}, known->second.second);
    }
    const auto [other, unique] = place_keys_.try_emplace(hash, key);
    if (!unique)
        findings_.add("E515", place, "two draws have the same place", "their names have the same hash",
                      "rename one of the entries");
    known->second.second = static_cast<int>(model_.places.size());
    model_.places.push_back(hash);
    return emit(Code::draw, {}, {}, {}, {}, known->second.second);
}

Value Lowering::draw(const Node& node, const Env& env, std::string_view function) {
    return draw_at(env.site, env, function, &node, node.place);
}

Value Lowering::random_call(const Node& node, const Env& env) {
    std::vector<Value> arguments;
    for (const auto& child : node.children) arguments.push_back(expression(*child, env));
    const Value lanes = env.lanes ? env.lanes : constant(1);
    const Value u = draw(node, env, node.text);
    if (node.function == Function::bernoulli) {
        check(Code::check_unit, arguments[0], env.lanes, "the probability of `bernoulli`", node.place);
        return emit(Code::less, u, arguments[0]);
    }
    const auto value = [&] {
        switch (node.function) {
            case Function::uniform: return emit(Code::uniform, arguments[0], arguments[1], u);
            case Function::normal: return emit(Code::normal, arguments[0], arguments[1], u);
            case Function::exponential: return emit(Code::exponential, arguments[0], u);
            case Function::triangular: return emit(Code::triangular, arguments[0], arguments[1], arguments[2], u);
            case Function::poisson: return emit(Code::poisson, arguments[0], u, lanes);
            default: throw std::logic_error("not a distribution: " + node.text);
        }
    }();
    // Arguments that the distribution does not have give NaN.
    check(Code::check_finite, value, env.lanes, "the draw from `" + node.text + "`", node.place);
    return value;
}

void Lowering::check(Code code, Value value, Value lanes, const std::string& what, Place place) {
    const std::string_view wanted = code == Code::check_unit       ? "is not in [0, 1]"
                                    : code == Code::check_count    ? "is not a whole number of at least 0"
                                    : code == Code::check_positive ? "is negative or not finite"
                                                                   : "is not a finite number";
    if (code == Code::check_unit)
        if (const auto number = constant_value(value); number && !(*number >= 0 && *number <= 1))
            findings_.add("E434", place, fmt::format("{} {}", what, wanted), fmt::format("it is always {}", *number));
    const std::string text = fmt::format("{} {}", what, wanted);
    const auto [known, added] = check_numbers_.try_emplace(fmt::format("{}:{}:{}", place.source, place.offset, text),
                                                           static_cast<int>(model_.checks.size()));
    if (added) model_.checks.push_back({text, place});
    effect(code, -1, value, lanes ? lanes : constant(1), {}, {}, known->second);
}

Value Lowering::measure_call(const Node& node, const Env& env) {
    if (node.function == Function::final) return expression(*node.children[0], env);
    for (const MeasureCell& cell : measure_cells) {
        if (cell.call != &node) continue;
        const Value running = slot_value(cell.slot);
        if (node.function == Function::average || node.function == Function::share)
            return emit(Code::divide, running, Uniforms::clock(Clock::steps));
        return running;
    }
    throw std::logic_error("a measure function outside of a measure");
}

}  // namespace standoff
