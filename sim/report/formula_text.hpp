// Formulas for readers: a checked tree as one line of Unicode mathematics.
//
// It reads as plain text in a terminal and on a page: `0.12 × noise`, `1 − target.loud²`, `∑(c.weight × c.attention
// over c in coercer)`, `a if x ≥ 2 weeks, else b`. Brackets stand where the tree needs them and where two signs would
// meet. Names stay as the file has them, so that a reader finds them there. No line holds a `|` or a backtick.
#pragma once

#include <string>
#include <vector>

#include "language/syntax.hpp"

namespace standoff {

[[nodiscard]] std::string formula_text(const Node& expression);

/// An effect as a clause, `c.attention increases by 0.3 × noise, for each c in coercer, if noise > 0`; dynamics as an
/// equation, `tension′ = relax(tension → 0.1, half-life 8 weeks)`.
[[nodiscard]] std::string statement_text(const Statement& statement);

/// For whom a statement holds: `, for each c in coercer, if c ≠ self`; empty if it has neither loops nor a condition.
[[nodiscard]] std::string reach_text(const std::vector<Loop>& loops, const Node* condition);

}  // namespace standoff
