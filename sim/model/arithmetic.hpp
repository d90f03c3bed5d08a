// The exact operations of the lane machine on one lane: the kernels loop over these, the optimiser folds with them.
//
// Everything is in an anonymous namespace and forced inline because the kernels are compiled once per instruction set:
// a shared definition could be replaced by the linker with one that this machine cannot run. NaN passes through.
#pragma once

namespace standoff {
namespace {

#define STANDOFF_EXACT [[maybe_unused, gnu::always_inline]] inline

STANDOFF_EXACT double truth(bool holds) { return holds ? 1.0 : 0.0; }
// Without the branch of && and ||, which keeps gcc from vectorising.
STANDOFF_EXACT bool both(bool a, bool b) { return a & b; }
STANDOFF_EXACT bool either(bool a, bool b) { return a | b; }
STANDOFF_EXACT double smaller(double a, double b) { return either(a < b, a != a) ? a : b; }
STANDOFF_EXACT double larger(double a, double b) { return either(a > b, a != a) ? a : b; }
/// low and high are numbers; x may be NaN.
STANDOFF_EXACT double clamped(double x, double low, double high) {
    const double raised = x < low ? low : x;
    return raised > high ? high : raised;
}
STANDOFF_EXACT double selected(double condition, double yes, double no) { return condition != 0 ? yes : no; }
STANDOFF_EXACT double and_then(double a, double b) { return truth(both(a != 0, b != 0)); }
STANDOFF_EXACT double or_else(double a, double b) { return truth(either(a != 0, b != 0)); }

#undef STANDOFF_EXACT

}  // namespace
}  // namespace standoff
