// Lowering of the larger terms: aggregates, memory, the past, functions, draws, checks and measures.

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/place.hpp"
#include "language/vocabulary.hpp"
#include "model/lower.hpp"

namespace standoff {

namespace {

constexpr double ln2 = 0.693147180559945309417;

}  // namespace

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
        const Node& body = *node.children[0];
        all.push_back({condition ? branch(body, inner, condition) : expression(body, inner), condition});
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
    const auto value = [&] {
        switch (node.memory) {
            case Memory::since: return emit(Code::subtract, Uniforms::clock(Clock::now), slot(cell.last_slot));
            case Memory::count: return so_far(slot(cell.count_slot));
            case Memory::times: return so_far(slot(cell.times_slot));
        }
        throw std::logic_error("unknown memory term");
    }();
    if (tells(env)) tell(memory_text(node, env), {}, node.kind, value);
    return value;
}

/// `since(test by DPRK to icbm)`: who is meant where the formula says `self`.
std::string Lowering::memory_text(const Node& node, const Env& env) const {
    std::string text = fmt::format("{}({}", vocabulary::word_of(node.memory), node.text);
    const auto party = [&](std::string_view word, const std::optional<Party>& who) {
        if (!who) return;
        const bool set = who->symbol.kind == SymbolKind::role || who->symbol.kind == SymbolKind::group ||
                         who->symbol.kind == SymbolKind::everyone;
        text += fmt::format(" {} {}", word, set ? who->text : name_of(members(who->symbol, env).front()));
    };
    party("by", node.by);
    party("to", node.to);
    return text + ")";
}

void Lowering::tell(const std::string& name, const std::string& about, Kind kind, Value value) const {
    on_read(name, about, spec_.time.dated && kind == Kind::duration, value);
}

std::string Lowering::text_of(const Node& node) const {
    if (!node.place.known()) return node.text;
    const std::string_view written =
        std::string_view(spec_.sources[node.place.source].text()).substr(node.place.offset, node.place.length);
    std::string text;
    for (const char c : written) {
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!space) text += c;
        else if (!text.empty() && text.back() != ' ') text += ' ';
    }
    return text;
}

int Lowering::literal_steps(const Node& node) const {
    const double steps = node.in_steps ? node.value : node.value / spec_.time.dt;
    return static_cast<int>(std::min(std::floor(steps + 0.5), static_cast<double>(spec_.time.steps) + 1));
}

int Lowering::ring_for(RingSource source, int depth, Place place) {
    const auto same = [&](const RingSource& known) {
        return known.expression == source.expression && known.variable_slot == source.variable_slot &&
               known.env.self == source.env.self && known.env.target == source.env.target &&
               known.env.bound == source.env.bound && known.env.locals == source.env.locals &&
               known.env.reader == source.env.reader && known.env.perceives == source.env.perceives;
    };
    for (RingSource& known : rings) {
        Ring& ring = model_.rings[static_cast<std::size_t>(known.ring)];
        if (same(known) && ring.depth == depth) return known.ring;
    }
    source.ring = static_cast<int>(model_.rings.size());
    model_.rings.push_back({instances_.new_slots(depth, place), depth});
    rings.push_back(std::move(source));
    return rings.back().ring;
}

Value Lowering::lag(const Node& node, const Env& env) {
    const int delay = literal_steps(*node.children[1]);
    if (delay == 0) return expression(*node.children[0], env);
    RingSource source;
    source.expression = node.children[0].get();
    source.env = env;
    const int ring = ring_for(std::move(source), delay + 1, node.place);
    const Value value = emit(Code::ring_read, {}, constant(delay), {}, {}, ring);
    if (!tells(env)) return value;
    std::string name = text_of(node);
    for (const auto& [bound, member] : env.bound) name += fmt::format(" for {} = {}", bound, name_of(member));
    tell(name, {}, node.kind, value);
    return value;
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
            const Value x = argument(0);
            const Value to = argument(1);
            const Value half_life = argument(2);
            if (const auto known = constant_value(half_life); known && *known < 0)
                findings_.add("E210", node.children[2]->place, "a half-life cannot be negative",
                              fmt::format("it is always {}", *known));
            const Value rate = emit(Code::divide, constant(-ln2 * spec_.time.dt), half_life);
            // A negative half-life gives no number, and so fails the run: part of what is computed once a block.
            const Value backwards = emit(Code::less, half_life, constant(0));
            const Value kept = emit(Code::select, backwards, constant(std::numeric_limits<double>::quiet_NaN()),
                                    emit(Code::exp, rate));
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

Value Lowering::draw_at(const DrawSite& site, const Env& env, std::string_view function, const void* owner,
                        Place place) {
    std::vector<std::string> parts{site.section, std::string(site.entry), site.assigned};
    parts.push_back(env.self >= 0 ? name_of(env.self) : "");
    parts.push_back(env.target >= 0 ? name_of(env.target) : "");
    for (const auto& [name, member] : env.bound) parts.push_back(fmt::format("{}={}", name, name_of(member)));
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
    arguments.reserve(node.children.size());
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
                                    : code == Code::check_number   ? "is not a number"
                                                                   : "is not a finite number";
    if (const auto number = constant_value(value); number && code == Code::check_unit) {
        const bool possible = *number >= 0 && *number <= 1;
        if (!possible)
            findings_.add("E434", place, fmt::format("{} {}", what, wanted), fmt::format("it is always {}", *number));
    }
    check_as(code, value, lanes, fmt::format("{} {}", what, wanted), place);
}

void Lowering::check_as(Code code, Value value, Value lanes, const std::string& text, Place place) {
    const auto [known, added] = check_numbers_.try_emplace(fmt::format("{}:{}:{}", place.source, place.offset, text),
                                                           static_cast<int>(model_.checks.size()));
    if (added) model_.checks.push_back({text, place});
    effect(code, -1, value, lanes ? lanes : constant(1), {}, {}, known->second);
}

Value Lowering::opening_of(Value running) {
    for (const Opening& known : *openings_)
        if (known.running == running) return slot_value(known.slot);
    openings_->push_back({running, instances_.new_slot()});
    return slot_value(openings_->back().slot);
}

/// What has been counted since the period began, or since the run did.
Value Lowering::so_far(Value running) {
    return openings_ == nullptr ? running : emit(Code::subtract, running, opening_of(running));
}

Value Lowering::measure_call(const Node& node, const Env& env) {
    if (node.function == Function::final) {
        const MeasuredOver run(*this, nullptr);  // a state counts nothing
        return expression(*node.children[0], env);
    }
    for (const MeasureCell& cell : measure_cells) {
        if (cell.call != &node) continue;
        const Value running = slot_value(cell.slot);
        if (node.function == Function::average || node.function == Function::share)
            return emit(Code::divide, running, so_far(Uniforms::clock(Clock::steps)));
        if (node.function == Function::payoff) return so_far(running);
        if (node.function == Function::first && openings_ != nullptr)
            return emit(Code::subtract, running, opening_of(Uniforms::clock(Clock::now)));
        return running;
    }
    throw std::logic_error("a measure function outside of a measure");
}

}  // namespace standoff
