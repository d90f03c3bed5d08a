#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "language/checker.hpp"

namespace standoff::checking {
namespace {

/// `0,5` among arguments: the first ends in a number, and the second begins with one right after the comma.
bool cut_decimal(const NodePtr& first, const NodePtr& second) {
    const Node* left = first.get();
    while (!left->children.empty()) left = left->children.back().get();
    const Node* right = second.get();
    while (!right->children.empty()) right = right->children.front().get();
    return left->node == NodeKind::number && right->node == NodeKind::number &&
           left->place.offset + left->place.length + 1 == right->place.offset;
}

constexpr double most_poisson = 500;

bool is_policy_member(const Node& node) { return node.node == NodeKind::member && node.text == "policy"; }

/// The value of literals with signs, joined by + - * /.
std::optional<double> constant(const Node& node) {
    if (node.node == NodeKind::number) return node.value;
    if (node.node == NodeKind::unary && node.op == Operator::negate) {
        const std::optional<double> value = constant(*node.children[0]);
        return value ? std::optional(-*value) : std::nullopt;
    }
    if (node.node != NodeKind::binary) return std::nullopt;
    const std::optional<double> left = constant(*node.children[0]);
    const std::optional<double> right = constant(*node.children[1]);
    if (!left || !right) return std::nullopt;
    switch (node.op) {
        case Operator::add: return *left + *right;
        case Operator::subtract: return *left - *right;
        case Operator::multiply: return *left * *right;
        case Operator::divide: return *left / *right;
        default: return std::nullopt;
    }
}

std::string_view verb_of(Operator op) {
    switch (op) {
        case Operator::add: return "added";
        case Operator::subtract: return "subtracted";
        default: return "compared";
    }
}

}  // namespace

std::string_view kind_words(Kind kind) {
    switch (kind) {
        case Kind::number: return "a number";
        case Kind::duration: return "a duration";
        case Kind::actor: return "an actor or a thing";
        case Kind::policy: return "a policy";
        case Kind::unknown: break;
    }
    return "unknown";
}

Kind Checker::expression(Node& node) {
    switch (node.node) {
        case NodeKind::number:
        case NodeKind::date: node.kind = literal(node); break;
        case NodeKind::name: node.kind = name(node); break;
        case NodeKind::member:
        case NodeKind::indexed: node.kind = quantity(node, Access::read); break;
        case NodeKind::call: node.kind = call(node); break;
        case NodeKind::unary: node.kind = unary(node); break;
        case NodeKind::binary: node.kind = binary(node); break;
        case NodeKind::conditional: node.kind = conditional(node); break;
        case NodeKind::aggregate: node.kind = aggregate(node); break;
        case NodeKind::memory: node.kind = memory(node); break;
    }
    return node.kind;
}

Kind Checker::plain(Node& node) {
    const Kind kind = expression(node);
    if (kind != Kind::actor && kind != Kind::policy) return kind;
    fail("E408", node.place, fmt::format("{} is not a value", kind_words(kind)), {},
         kind == Kind::actor ? "compare it, as in `c != self`, or name what it has, as in `USA.attention`"
                             : "compare it, as in `USA.policy == engage`");
    return node.kind = Kind::unknown;
}

void Checker::require(const Node& node, Kind found, Kind wanted, std::string_view what) {
    if (found == Kind::unknown || wanted == Kind::unknown || found == wanted) return;
    fail("E407", node.place, fmt::format("{} is {}, and this is {}", what, kind_words(wanted), kind_words(found)), {},
         wanted == Kind::duration ? "give it a unit, such as `6 weeks`"
                                  : "divide the duration by one, such as `… / 1 week`, or compare it with one");
}

void Checker::number(Node& node, std::string_view what) { require(node, plain(node), Kind::number, what); }

// --- Leaves and operators --------------------------------------------------------------------------------------------

Kind Checker::literal(Node& node) {
    if (node.node == NodeKind::date) {
        if (symbols_.dated) return Kind::duration;
        fail("E420", node.place, "a date cannot stand in an abstract model", "its time has no calendar",
             "write the time as a number in the model's unit");
        return Kind::unknown;
    }
    if (node.text.empty()) return Kind::number;
    if (symbols_.dated || node.in_steps) return time_kind();
    fail("E420", node.place, fmt::format("a {} has no length in an abstract model", node.text),
         "its time has no calendar", "write a number in the model's unit of time, or steps, such as `2 steps`");
    return Kind::unknown;
}

Kind Checker::unary(Node& node) {
    if (node.op == Operator::negate) return plain(*node.children[0]);
    number(*node.children[0], "what `not` takes");
    return Kind::number;
}

Kind Checker::binary(Node& node) {
    if (is_comparison(node.op)) return comparison(node);
    switch (node.op) {
        case Operator::logical_and:
        case Operator::logical_or:
            for (NodePtr& side : node.children)
                number(*side, fmt::format("each side of `{}`", vocabulary::word_of(node.op)));
            return Kind::number;
        default: return arithmetic(node);
    }
}

Kind Checker::mixed(const Node& node, std::string_view what) {
    fail("E406", node.place, fmt::format("a number and a duration cannot be {}", what),
         fmt::format("the left side is {}, the right side {}", kind_words(node.children[0]->kind),
                     kind_words(node.children[1]->kind)),
         "give the number a unit, such as `6 weeks`, or divide the duration by one, such as `… / 1 week`");
    return Kind::unknown;
}

Kind Checker::comparison(Node& node) {
    Node& left = *node.children[0];
    Node& right = *node.children[1];
    if (is_policy_member(left) || is_policy_member(right)) return policy_comparison(node);
    const Kind first = expression(left);
    const Kind second = expression(right);
    if (first == Kind::unknown || second == Kind::unknown) return Kind::number;
    if (first == Kind::actor || second == Kind::actor) {
        if (first != second) {
            fail("E408", node.place, "an actor can be compared only with an actor",
                 fmt::format("the left side is {}, the right side {}", kind_words(first), kind_words(second)),
                 "name what it has, as in `USA.attention > 0.5`");
        } else if (node.op != Operator::equal && node.op != Operator::not_equal) {
            fail("E408", node.place, "actors have no order", {}, "compare them with `==` or `!=`");
        }
    } else if (first != second) {
        mixed(node, "compared");
    }
    return Kind::number;
}

Kind Checker::policy_comparison(Node& node) {
    for (NodePtr& side : node.children) {
        if (is_policy_member(*side)) expression(*side);
        else policy_name(*side);
    }
    if (node.op != Operator::equal && node.op != Operator::not_equal)
        fail("E408", node.place, "policies have no order", {}, "compare them with `==` or `!=`");
    return Kind::number;
}

Kind Checker::arithmetic(Node& node) {
    const Kind left = plain(*node.children[0]);
    const Kind right = plain(*node.children[1]);
    if (node.op == Operator::power) {
        for (const NodePtr& side : node.children) require(*side, side->kind, Kind::number, "each side of `^`");
        return Kind::number;
    }
    if (left == Kind::unknown || right == Kind::unknown) return Kind::unknown;
    switch (node.op) {
        case Operator::multiply:
            if (left == Kind::number) return right;
            if (right == Kind::number) return left;
            fail("E406", node.place, "two durations cannot be multiplied", {},
                 "divide one of them by a unit, such as `… / 1 week`");
            return Kind::unknown;
        case Operator::divide:
            if (left == right) return Kind::number;
            if (right == Kind::number) return left;
            fail("E406", node.place, "a number cannot be divided by a duration", {},
                 "divide the duration by a unit first, as in `2 / (forgetting / 1 week)`");
            return Kind::unknown;
        default: return left == right ? left : mixed(node, verb_of(node.op));
    }
}

Kind Checker::common(const std::vector<Node*>& nodes, std::string_view what) {
    Kind kind = Kind::unknown;
    bool broken = false;
    for (Node* node : nodes) {
        const Kind next = plain(*node);
        if (next == Kind::unknown) broken = true;
        if (kind == Kind::unknown) kind = next;
        if (next == kind || next == Kind::unknown || broken) continue;
        fail("E406", node->place, fmt::format("{} mixes numbers and durations", what),
             fmt::format("this is {}, and what stands before it is {}", kind_words(next), kind_words(kind)),
             "give the number a unit, such as `6 weeks`, or divide the duration by one, such as `… / 1 week`");
        broken = true;
    }
    return broken ? Kind::unknown : kind;
}

Kind Checker::conditional(Node& node) {
    number(*node.children[1], "a condition");
    return common({node.children[0].get(), node.children[2].get()}, "this choice");
}

// --- Aggregates and memory -------------------------------------------------------------------------------------------

Kind Checker::aggregate(Node& node) {
    enter(node.loops);
    if (node.children.size() > 1) number(*node.children[1], "a condition");
    Kind kind = Kind::number;
    switch (node.aggregate) {
        case Aggregate::any:
        case Aggregate::all:
        case Aggregate::count:
            number(*node.children[0], fmt::format("what `{}` tests", vocabulary::word_of(node.aggregate)));
            break;
        default: kind = plain(*node.children[0]); break;
    }
    leave(node.loops.size());
    return kind;
}

Kind Checker::memory(Node& node) {
    const std::string_view word = vocabulary::word_of(node.memory);
    if (!scope_.memory || scope_.initial)
        fail("E416", node.place, fmt::format("`{}` cannot stand here", word), "nothing has been done yet");
    if (const std::optional<Symbol> act = symbols_.act(node.text); act && act->kind != SymbolKind::hold) {
        node.symbol = *act;
        if (act->kind == SymbolKind::chance && (node.by || node.to)) {
            fail("E438", node.by ? node.by->place : node.to->place,
                 fmt::format("\"{}\" is a chance event, which nobody takes", node.text), {},
                 fmt::format("write `{}({})`", word, node.text));
        }
    } else {
        std::vector<std::string> known;
        for (const auto& [text, symbol] : symbols_.acts)
            if (symbol.kind != SymbolKind::hold) known.push_back(text);
        const std::optional<Symbol> value = lookup(node.text);
        fail("E402", node.name_place, fmt::format("\"{}\" is not an action, tag or chance event", node.text),
             value ? fmt::format("it is {}", symbol_words(value->kind)) : did_you_mean(node.text, known));
    }
    if (node.by) resolve_party(*node.by, true);
    if (node.to) resolve_party(*node.to, false);
    return node.memory == Memory::since ? time_kind() : Kind::number;
}

// --- Functions -------------------------------------------------------------------------------------------------------

bool Checker::arity(const Node& node, const vocabulary::FunctionEntry& entry) {
    const std::size_t count = node.children.size();
    if (count >= entry.least && (entry.most == 0 || count <= entry.most)) return true;
    const std::string wanted = entry.most == entry.least
                                   ? fmt::format("{} argument{}", entry.least, entry.least == 1 ? "" : "s")
                                   : fmt::format("at least {} arguments", entry.least);
    const bool decimal_comma =
        std::adjacent_find(node.children.begin(), node.children.end(), cut_decimal) != node.children.end();
    fail("E405", node.place,
         fmt::format("`{}` takes {}, and {} {} written", entry.name, wanted, count, count == 1 ? "is" : "are"),
         decimal_comma ? "a decimal number is written with a point, not with a comma" : "",
         "write " + vocabulary::usage_of(entry.name));
    return false;
}

Kind Checker::call(Node& node) {
    using enum vocabulary::Signature;
    const vocabulary::FunctionEntry& entry = vocabulary::entry_of(node.function);
    node.symbol = {SymbolKind::function, static_cast<int>(node.function)};
    if (entry.draws && !scope_.draws) {
        fail("E415", node.name_place, fmt::format("`{}` draws at random, which is not allowed here", entry.name),
             "draws stand in initial values, counts, `let`, effects and dynamics");
    }
    if (vocabulary::is_measure(entry)) return measure_call(node, entry);
    const bool complete = arity(node, entry);
    if (entry.signature == lagged && complete) return lag(node);
    std::vector<Node*> arguments;
    arguments.reserve(node.children.size());
    for (NodePtr& child : node.children) arguments.push_back(child.get());
    if (!complete) {
        for (Node* argument : arguments) expression(*argument);
        return entry.signature == numeric ? Kind::number : Kind::unknown;
    }
    if (entry.signature == numeric) {
        for (Node* argument : arguments) number(*argument, fmt::format("what `{}` takes", entry.name));
        draw(node);
        return Kind::number;
    }
    if (entry.signature == relaxation) {
        const Kind kind = common({arguments[0], arguments[1]}, "`relax`");
        require(*arguments[2], plain(*arguments[2]), time_kind(), "the half-life of `relax`");
        return kind;
    }
    const Kind kind = common(arguments, fmt::format("`{}`", entry.name));
    if (kind != Kind::unknown) draw(node);
    return kind;
}

/// Constants that no distribution has would fail every run that draws from it. The limits are those of
/// random/distributions.hpp.
void Checker::draw(const Node& node) {
    const auto is = [&](std::size_t argument, const auto& wrong) {
        const std::optional<double> value = constant(*node.children[argument]);
        return value && wrong(*value);
    };
    const auto above = [&](std::size_t argument, std::size_t other) {
        const std::optional<double> limit = constant(*node.children[other]);
        return limit && is(argument, [&](double value) { return value > *limit; });
    };
    const auto negative = [](double value) { return value < 0; };
    const auto no_distribution = [&](std::size_t argument, std::string what, std::string hint = {}) {
        fail("E439", node.children[argument]->place, std::move(what), {}, std::move(hint));
    };
    switch (node.function) {
        case Function::uniform:
            if (above(0, 1)) no_distribution(1, "`uniform` ends below its beginning", "swap the two ends");
            return;
        case Function::normal:
            if (is(1, negative)) no_distribution(1, "the standard deviation of `normal` is negative");
            return;
        case Function::bernoulli:
            if (is(0, [](double value) { return value < 0 || value > 1; }))
                fail("E434", node.children[0]->place,
                     fmt::format("the probability {} lies outside [0, 1]", *constant(*node.children[0])));
            return;
        case Function::poisson:
            if (is(0, [](double value) { return value < 0 || value > most_poisson; }))
                no_distribution(0, fmt::format("the mean of `poisson` does not lie between 0 and {}", most_poisson));
            return;
        case Function::exponential:
            if (is(0, negative)) no_distribution(0, "the mean of `exponential` is negative");
            return;
        case Function::triangular:
            if (above(0, 1) || above(1, 2) || above(0, 2))
                no_distribution(1, "the three values of `triangular` are out of order",
                                "write the least, the most frequent and the greatest value");
            return;
        default: return;
    }
}

namespace {

/// The first draw, `let`, `count` or `success` in a term: what only the act at hand knows, and no past state has.
const Node* of_one_act(const Node& node, const std::vector<Scope::Local>& locals) {
    const bool draws = node.function >= Function::uniform && node.function <= Function::triangular;
    if (node.node == NodeKind::call && draws) return &node;
    const bool local = node.symbol.kind == SymbolKind::local;
    if (local && !locals[static_cast<std::size_t>(node.symbol.index)].level) return &node;
    for (const NodePtr& child : node.children)
        if (const Node* found = of_one_act(*child, locals)) return found;
    return nullptr;
}

}  // namespace

Kind Checker::lag(Node& node) {
    may_read_state(node, "`lag`");
    const Kind kind = plain(*node.children[0]);
    if (const Node* now_only = of_one_act(*node.children[0], scope_.locals))
        fail("E436", now_only->place, fmt::format("`{}` has no past", now_only->text),
             "only this act and moment know it", "lag what is a variable, and take the rest outside of `lag`");
    Node& delay = *node.children[1];
    const Kind found = expression(delay);
    const bool literal = delay.node == NodeKind::number;
    if (!literal || (found != Kind::unknown && found != time_kind())) {
        fail("E436", delay.place,
             symbols_.dated ? "the delay of `lag` is a plain duration" : "the delay of `lag` is a plain number",
             "how far to look back is fixed before the run",
             symbols_.dated ? "write `lag(x, 2 weeks)`" : "write `lag(x, 2)` or `lag(x, 2 steps)`");
    }
    return kind;
}

Kind Checker::measure_call(Node& node, const vocabulary::FunctionEntry& entry) {
    using enum vocabulary::Signature;
    const bool nested = in_measure_;
    if (!scope_.measure || nested) {
        fail("E417", node.name_place, fmt::format("`{}` cannot stand here", entry.name),
             nested ? "it looks at a whole run, and stands inside another that does"
                    : "it looks at a whole run, and stands only in measures");
    }
    if (!arity(node, entry)) return Kind::unknown;
    Node& argument = *node.children[0];
    Kind kind = Kind::number;
    if (entry.signature == payoff) {
        if (actor(argument) && only_things(holder(argument.symbol)))
            fail("E437", argument.place, "a thing has no payoff", "only actors do");
        return kind;
    }
    in_measure_ = true;
    switch (entry.signature) {
        case statistic: kind = plain(argument); break;
        case first: kind = time_kind(); [[fallthrough]];
        default: number(argument, "a condition"); break;
    }
    in_measure_ = nested;
    return kind;
}

}  // namespace standoff::checking
