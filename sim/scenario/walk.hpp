// Questions about syntax trees that several readers ask.
#pragma once

#include "language/syntax.hpp"

namespace standoff {

/// Calls `visit` for a node and all below it.
template <typename Visit>
void for_each_node(const Node& node, Visit&& visit) {
    visit(node);
    for (const NodePtr& child : node.children)
        if (child != nullptr) for_each_node(*child, visit);
}

/// Numbers and durations joined by + - * / and whole powers: nothing that a name or a draw could change.
[[nodiscard]] inline bool is_constant(const Node& node) {
    if (node.node == NodeKind::number) return true;
    if (node.node == NodeKind::unary && node.op == Operator::negate) return is_constant(*node.children[0]);
    if (node.node != NodeKind::binary || node.op > Operator::divide) return false;
    return is_constant(*node.children[0]) && is_constant(*node.children[1]);
}

[[nodiscard]] constexpr bool is_draw(Function function) {
    return function >= Function::uniform && function <= Function::triangular;
}

}  // namespace standoff
