// The optimiser's passes, each in a file of its own. Each keeps every number to the bit: nothing is reassociated.
#pragma once

#include "model/ir.hpp"

namespace standoff {

/// Constants folded, common subexpressions and repeated checks made once.
[[nodiscard]] Block share(const Block& block, Uniforms& uniforms);

/// What reads only parameters and constants is computed once a block of runs, in `hoisted`.
void hoist(Block& block, const Uniforms& uniforms, Hoisted& hoisted);

/// What the items of one choice add to a variable becomes one look-up by item where it is a number, or a number times
/// the same factor: a lane has one choice, so each sum gains the same number as before, and at the same place among
/// the others.
[[nodiscard]] Block merge_effects(const Block& block, Uniforms& uniforms, const Hoisted& hoisted);

/// Regions that are short and cheap are always computed: it takes as long to ask.
void flatten(Block& block);

/// What is filled again before anything reads it goes.
void drop_overwritten(Block& block);

/// Accumulators become temps: no slot of their own, nothing to fill.
[[nodiscard]] Block keep_sums(const Block& block, Uniforms& uniforms, const Hoisted& hoisted);

/// Products fused with the sum or difference that alone uses them: one operation, two roundings.
void fuse(Block& block, const Hoisted& hoisted);

/// Keeps effects and what they need; regions without content go.
[[nodiscard]] Block drop_dead(const Block& block);

}  // namespace standoff
