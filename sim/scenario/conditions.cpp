#include "scenario/conditions.hpp"

#include <algorithm>
#include <cmath>

#include "scenario/walk.hpp"

namespace standoff {

namespace {

bool is_operation(const Node& node, Operator op) {
    return (node.node == NodeKind::binary || node.node == NodeKind::unary) && node.op == op;
}

/// The same comparison with its sides changed over.
Operator mirrored(Operator op) {
    switch (op) {
        case Operator::less: return Operator::greater;
        case Operator::less_equal: return Operator::greater_equal;
        case Operator::greater: return Operator::less;
        case Operator::greater_equal: return Operator::less_equal;
        default: return op;
    }
}

Operator negated(Operator op) {
    switch (op) {
        case Operator::less: return Operator::greater_equal;
        case Operator::less_equal: return Operator::greater;
        case Operator::greater: return Operator::less_equal;
        case Operator::greater_equal: return Operator::less;
        case Operator::equal: return Operator::not_equal;
        default: return Operator::equal;
    }
}

bool same_party(const std::optional<Party>& a, const std::optional<Party>& b) {
    return a.has_value() == b.has_value() && (!a || a->symbol == b->symbol);
}

bool same_loops(const Node& a, const Node& b) {
    return std::equal(a.loops.begin(), a.loops.end(), b.loops.begin(), b.loops.end(),
                      [](const Loop& one, const Loop& other) { return one.set == other.set; });
}

bool same_node(const Node& a, const Node& b) {
    if (a.node != b.node || a.symbol != b.symbol || a.children.size() != b.children.size()) return false;
    if (a.symbol.kind == SymbolKind::local && a.text != b.text) return false;  // numbered in its own scope
    switch (a.node) {
        case NodeKind::number: return a.value == b.value && a.in_steps == b.in_steps;
        case NodeKind::date: return a.day == b.day;
        case NodeKind::unary:
        case NodeKind::binary: return a.op == b.op;
        case NodeKind::call: return a.function == b.function && !is_draw(a.function);
        case NodeKind::aggregate: return a.aggregate == b.aggregate && same_loops(a, b);
        case NodeKind::memory: return a.memory == b.memory && same_party(a.by, b.by) && same_party(a.to, b.to);
        default: return true;
    }
}

}  // namespace

bool same_formula(const Node& a, const Node& b) {
    return same_node(a, b) &&
           std::equal(a.children.begin(), a.children.end(), b.children.begin(),
                      [](const NodePtr& one, const NodePtr& other) { return same_formula(*one, *other); });
}

// --- Spans and comparisons -------------------------------------------------------------------------------------------

bool Conditions::Span::contains(double value) const {
    return (open_low ? value > low : value >= low) && (open_high ? value < high : value <= high);
}

bool Conditions::Span::within(const Span& other) const {
    const bool above = low > other.low || (low == other.low && (open_low || !other.open_low));
    const bool below = high < other.high || (high == other.high && (open_high || !other.open_high));
    return empty() || (above && below);
}

Conditions::Span Conditions::Span::meet(const Span& other) const {
    Span both = *this;
    if (other.low > low || (other.low == low && other.open_low)) {
        both.low = other.low;
        both.open_low = other.open_low;
    }
    if (other.high < high || (other.high == high && other.open_high)) {
        both.high = other.high;
        both.open_high = other.open_high;
    }
    return both;
}

Conditions::Span Conditions::Comparison::span() const {
    switch (op) {
        case Operator::less: return range.meet({-infinity, bound, false, true});
        case Operator::less_equal: return range.meet({-infinity, bound});
        case Operator::greater: return range.meet({bound, infinity, true, false});
        case Operator::greater_equal: return range.meet({bound, infinity});
        case Operator::equal: return range.meet({bound, bound});
        default: return range;
    }
}

std::optional<bool> Conditions::Comparison::truth() const {
    if (op == Operator::not_equal) {
        if (!range.contains(bound)) return true;
        return is_number && range.within({bound, bound}) ? std::optional(false) : std::nullopt;
    }
    if (span().empty()) return false;
    Comparison opposite = *this;
    opposite.op = negated(op);
    const bool always = op == Operator::equal ? range.within({bound, bound}) : opposite.span().empty();
    return is_number && always ? std::optional(true) : std::nullopt;
}

std::optional<double> Conditions::value_of(const Node& node) const {
    if (node.node == NodeKind::name &&
        (node.symbol.kind == SymbolKind::entity || node.symbol.kind == SymbolKind::policy))
        return node.symbol.index;
    const bool steps = node.node == NodeKind::date || node.in_steps;
    if (steps && spec_.theory_only) return std::nullopt;  // a theory alone has no steps
    if (node.node == NodeKind::date) return spec_.time.step_of(node.day) * spec_.time.dt;
    if (!is_constant(node)) return std::nullopt;
    if (node.node == NodeKind::number) return node.in_steps ? node.value * spec_.time.dt : node.value;
    const std::optional<double> left = value_of(*node.children[0]);
    if (!left || node.node == NodeKind::unary) return left ? std::optional(-*left) : std::nullopt;
    const std::optional<double> right = value_of(*node.children[1]);
    if (!right) return std::nullopt;
    switch (node.op) {
        case Operator::add: return *left + *right;
        case Operator::subtract: return *left - *right;
        case Operator::multiply: return *left * *right;
        default: return *left / *right;
    }
}

/// Where a value lies in every state; nothing if it might be not-a-number.
std::optional<Conditions::Span> Conditions::range_of(const Node& node) const {
    if (const std::optional<double> value = value_of(node))
        return std::isnan(*value) ? std::nullopt : std::optional(Span{*value, *value});
    if (node.kind == Kind::actor || node.kind == Kind::policy) return Span{};
    const auto index = static_cast<std::size_t>(node.symbol.index);
    switch (node.symbol.kind) {
        case SymbolKind::variable: return Span{spec_.variables[index].range.low, spec_.variables[index].range.high};
        case SymbolKind::parameter: return Span{spec_.parameters[index].range.low, spec_.parameters[index].range.high};
        case SymbolKind::now:
        case SymbolKind::step_length:
        case SymbolKind::year:
        case SymbolKind::month: return Span{};
        default: break;
    }
    if (node.node == NodeKind::memory && node.memory != Memory::count) return Span{0, infinity};
    if (node.node == NodeKind::aggregate) {
        if (node.aggregate == Aggregate::any || node.aggregate == Aggregate::all) return Span{0, 1};
        if (node.aggregate == Aggregate::count) return Span{0, infinity};
    }
    return std::nullopt;
}

std::optional<Conditions::Comparison> Conditions::comparison(const Node& node) const {
    if (is_operation(node, Operator::logical_not)) {
        std::optional<Comparison> inner = comparison(*node.children[0]);
        if (!inner || !inner->is_number) return std::nullopt;
        inner->op = negated(inner->op);
        return inner;
    }
    if (node.node != NodeKind::binary || !is_comparison(node.op)) return std::nullopt;
    const Node* left = node.children[0].get();
    const Node* right = node.children[1].get();
    Comparison result{left, right, node.op};
    if (value_of(*left) && !value_of(*right)) {
        std::swap(result.left, result.right);
        result.op = mirrored(result.op);
    }
    const std::optional<Span> range = range_of(*result.left);
    if (const std::optional<double> bound = value_of(*result.right)) {
        if (std::isnan(*bound)) return std::nullopt;
        result.right = nullptr;
        result.bound = *bound;
        result.range = range.value_or(Span{});
        result.is_number = range.has_value();
    } else {
        result.is_number = range && range_of(*result.right);
    }
    return result;
}

// --- Logic -----------------------------------------------------------------------------------------------------------

std::optional<bool> Conditions::truth(const Node& node) {
    if (!may_go_on()) return std::nullopt;
    if (node.node == NodeKind::unary || node.node == NodeKind::binary) return truth_of_operation(node);
    if (node.node == NodeKind::aggregate) return truth_of_aggregate(node);
    const std::optional<Span> range = range_of(node);
    if (!range) return std::nullopt;
    if (!range->contains(0)) return true;
    return range->within({0, 0}) ? std::optional(false) : std::nullopt;
}

std::optional<bool> Conditions::truth_of_operation(const Node& node) {
    const Node& first = *node.children[0];
    if (node.op == Operator::logical_not) {
        const std::optional<bool> inner = truth(first);
        return inner ? std::optional(!*inner) : std::nullopt;
    }
    if (node.op == Operator::logical_and || node.op == Operator::logical_or) {
        const bool decides = node.op == Operator::logical_or;  // what one side alone makes of the whole
        const std::optional<bool> left = truth(first);
        const std::optional<bool> right = truth(*node.children[1]);
        if (left == decides || right == decides) return decides;
        if (left && right) return !decides;
        if (!decides && excludes(first, *node.children[1])) return false;
        return std::nullopt;
    }
    const std::optional<Comparison> compared = comparison(node);
    if (!compared) {
        const std::optional<double> value = value_of(node);
        return value && !std::isnan(*value) ? std::optional(*value != 0) : std::nullopt;
    }
    if (compared->right != nullptr && same_formula(*compared->left, *compared->right)) {
        Comparison with_itself = *compared;
        with_itself.range = {0, 0};
        return with_itself.truth();
    }
    return compared->truth();
}

std::optional<bool> Conditions::truth_of_aggregate(const Node& node) {
    const bool empty = node.children.size() > 1 && never_holds(*node.children[1]);
    switch (node.aggregate) {
        case Aggregate::any: return empty || never_holds(*node.children[0]) ? std::optional(false) : std::nullopt;
        case Aggregate::all: return empty || always_holds(*node.children[0]) ? std::optional(true) : std::nullopt;
        case Aggregate::count: return empty || never_holds(*node.children[0]) ? std::optional(false) : std::nullopt;
        default: return std::nullopt;
    }
}

/// Brings `b` into the form in which it compares the same as `a`; false if it compares something else.
bool Conditions::same_subject(const Comparison& a, Comparison& b) const {
    if ((a.right == nullptr) != (b.right == nullptr)) return false;
    if (a.right == nullptr) return same_formula(*a.left, *b.left);
    if (same_formula(*a.left, *b.left) && same_formula(*a.right, *b.right)) return true;
    if (!same_formula(*a.left, *b.right) || !same_formula(*a.right, *b.left)) return false;
    std::swap(b.left, b.right);
    b.op = mirrored(b.op);
    return true;
}

bool Conditions::implies(const Comparison& a, const Comparison& b) const {
    if (a.op == Operator::not_equal && (!a.is_number || b.op == Operator::not_equal))
        return b.op == Operator::not_equal && a.bound == b.bound;
    if (b.op == Operator::not_equal) return !a.span().contains(b.bound);
    return a.span().within(b.span());
}

bool Conditions::implies(const Node& a, const Node& b) {
    if (!may_go_on()) return false;
    if (same_formula(a, b) || never_holds(a) || always_holds(b)) return true;
    const auto part = [](const Node& node, std::size_t index) -> const Node& { return *node.children[index]; };
    if (is_operation(a, Operator::logical_or)) return implies(part(a, 0), b) && implies(part(a, 1), b);
    if (is_operation(b, Operator::logical_and)) return implies(a, part(b, 0)) && implies(a, part(b, 1));
    if (is_operation(b, Operator::logical_or) && (implies(a, part(b, 0)) || implies(a, part(b, 1)))) return true;
    if (is_operation(a, Operator::logical_and)) return implies(part(a, 0), b) || implies(part(a, 1), b);
    const std::optional<Comparison> first = comparison(a);
    std::optional<Comparison> second = comparison(b);
    if (first && second && same_subject(*first, *second)) return implies(*first, *second);
    if (is_operation(a, Operator::logical_not) && is_operation(b, Operator::logical_not))
        return implies(part(b, 0), part(a, 0));
    const auto quantified = [](const Node& node) {
        return node.node == NodeKind::aggregate &&
               (node.aggregate == Aggregate::any || node.aggregate == Aggregate::all);
    };
    // Over the same members: what each of them or one of them does implies the weaker of each or of one.
    return quantified(a) && quantified(b) && a.aggregate == b.aggregate && same_loops(a, b) &&
           a.children.size() == b.children.size() && (a.children.size() < 2 || same_formula(part(a, 1), part(b, 1))) &&
           implies(part(a, 0), part(b, 0));
}

/// True if the two never hold together.
bool Conditions::excludes(const Node& a, const Node& b) {
    if (!may_go_on()) return false;
    for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
        if (is_operation(*one, Operator::logical_not) && implies(*other, *one->children[0])) return true;
        if (is_operation(*one, Operator::logical_and))
            return excludes(*one->children[0], *other) || excludes(*one->children[1], *other);
        if (is_operation(*one, Operator::logical_or))
            return excludes(*one->children[0], *other) && excludes(*one->children[1], *other);
    }
    const std::optional<Comparison> first = comparison(a);
    std::optional<Comparison> second = comparison(b);
    if (!first || !second || !same_subject(*first, *second)) return false;
    Comparison not_second = *second;
    not_second.op = negated(second->op);
    // Not-a-number satisfies != alone, so two comparisons that are neither never meet in it.
    if (first->op != Operator::not_equal && second->op != Operator::not_equal)
        return first->span().meet(second->span()).empty();
    return first->op != second->op && implies(*first, not_second);
}

}  // namespace standoff
