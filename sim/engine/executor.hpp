// Executes operations over lanes: the loops that every kernel is made of. Included by kernels.cpp alone, once for each
// instruction set; everything is in an anonymous namespace for the reason given there.
#pragma once

#include "engine/kernels.hpp"
#include "model/arithmetic.hpp"
#include "model/program.hpp"
#include "random/math.hpp"

// Operands may be the result's own slot, never a shifted one: lanes do not depend on each other.
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpass-failed"  // sanitized builds do not vectorise; nothing else depends on it
#define STANDOFF_LANES _Pragma("clang loop vectorize(enable) interleave(enable)")
#else
#define STANDOFF_LANES _Pragma("GCC ivdep")
#endif

/// Lambdas of the larger functions would otherwise stay calls, one a lane.
#define STANDOFF_INLINE __attribute__((always_inline))

namespace standoff {
namespace {

/// An operand that differs by lane, and one that does not.
struct Each {
    const double* values;
    [[gnu::always_inline]] double operator[](std::size_t lane) const { return values[lane]; }
};
struct Same {
    double value;
    [[gnu::always_inline]] double operator[](std::size_t) const { return value; }
};

class Executor {
public:
    Executor(const MenuView* menus, Lanes& lanes) : menus_(menus), l_(lanes) {}

    /// Returns how many operations to jump over after this one.
    std::size_t run(const Op& op);

private:
    [[gnu::always_inline]] double* slot(std::int32_t index) const {
        return static_cast<double*>(
            __builtin_assume_aligned(l_.slots + static_cast<std::size_t>(index) * l_.stride, 64));
    }
    [[gnu::always_inline]] double uniform(Operand operand) const { return l_.uniforms[~operand]; }
    [[gnu::always_inline]] double at(Operand operand, std::size_t lane) const {
        return operand >= 0 ? slot(operand)[lane] : uniform(operand);
    }

    [[nodiscard]] bool uniform_truth(Operand operand) const { return operand < 0 && uniform(operand) != 0; }

    /// Calls `use` with the operand as Each or Same, so that each form gets a loop of its own.
    template <class Use>
    [[gnu::always_inline]] void with(Operand operand, Use use) const {
        if (operand >= 0) use(Each{slot(operand)});
        else use(Same{uniform(operand)});
    }

    template <class F>
    [[gnu::always_inline]] void unary(const Op& op, F f) const {
        double* out = slot(op.dst);
        const std::size_t n = l_.lanes;
        with(op.a, [&](auto a) {
            STANDOFF_LANES
            for (std::size_t i = 0; i < n; ++i) out[i] = f(a[i]);
        });
    }

    template <class F>
    [[gnu::always_inline]] void binary(const Op& op, F f) const {
        double* out = slot(op.dst);
        const std::size_t n = l_.lanes;
        with(op.a, [&](auto a) {
            with(op.b, [&](auto b) {
                STANDOFF_LANES
                for (std::size_t i = 0; i < n; ++i) out[i] = f(a[i], b[i]);
            });
        });
    }

    template <class F>
    [[gnu::always_inline]] void ternary(const Op& op, F f) const {
        double* out = slot(op.dst);
        const std::size_t n = l_.lanes;
        with(op.a, [&](auto a) {
            with(op.b, [&](auto b) {
                with(op.c, [&](auto c) {
                    STANDOFF_LANES
                    for (std::size_t i = 0; i < n; ++i) out[i] = f(a[i], b[i], c[i]);
                });
            });
        });
    }

    /// For what is rare or slow: one loop, operands looked up by lane.
    template <class F>
    [[gnu::always_inline]] void by_lane(const Op& op, F f) const {
        double* out = slot(op.dst);
        for (std::size_t i = 0; i < l_.lanes; ++i) out[i] = f(i);
    }

    /// dst = lanes ? f(dst, a) : dst
    template <class F>
    [[gnu::always_inline]] void masked(const Op& op, F f) const {
        double* out = slot(op.dst);
        const std::size_t n = l_.lanes;
        with(op.a, [&](auto a) {
            with(op.b, [&](auto lanes) {
                STANDOFF_LANES
                for (std::size_t i = 0; i < n; ++i) {
                    const double old = out[i];
                    const double taken = f(old, a[i]);
                    out[i] = lanes[i] != 0 ? taken : old;
                }
            });
        });
    }

    /// Writes clamped new values and marks the lanes in which one was not finite: a range hides no infinity.
    template <class F>
    [[gnu::always_inline]] void commit(const Op& op, F f) const {
        double* out = slot(op.dst);
        double* failed = l_.failed;
        const std::size_t n = l_.lanes;
        const double low = uniform(op.c), high = uniform(op.d);
        with(op.a, [&](auto a) {
            with(op.b, [&](auto b) {
                STANDOFF_LANES
                for (std::size_t i = 0; i < n; ++i) {
                    const double value = f(out[i], a[i], b[i]);
                    out[i] = clamped(value, low, high);
                    failed[i] = value - value == 0 ? failed[i] : 1.0;
                }
            });
        });
    }

    template <class F>
    [[gnu::always_inline]] void check(const Op& op, F holds) const {
        double* failed = l_.failed;
        const std::size_t n = l_.lanes;
        with(op.a, [&](auto a) {
            with(op.b, [&](auto lanes) {
                STANDOFF_LANES
                for (std::size_t i = 0; i < n; ++i) failed[i] = either(holds(a[i]), lanes[i] == 0) ? failed[i] : 1.0;
            });
        });
        if (*l_.failed_check < 0 && failed[0] != 0) *l_.failed_check = op.extra;
    }

    /// The values of an operand; those of a uniform are spread over `space`.
    const double* row(Operand operand, double* space) const {
        if (operand >= 0) return slot(operand);
        const double value = uniform(operand);
        for (std::size_t i = 0; i < l_.lanes; ++i) space[i] = value;
        return space;
    }

    void choose_logit(const Op& op) const;
    [[nodiscard]] bool choose_usual(const Op& op) const;
    template <std::int32_t items, bool all_available>
    [[nodiscard]] bool choose_usual(const Op& op) const;
    void choose_weights(const Op& op) const;
    void settle(const Op& op, const double* sums, const double* total, double* mark, double otherwise) const;
    void logit_of(const Op& op) const;
    void weight_of(const Op& op) const;
    void pick_available(const Op& op) const;
    void find_largest(const MenuView& menu, double* top, double* sum) const;
    void fail_unless_zero(const double* sum, Operand counted) const;
    [[nodiscard]] bool any(Operand lanes) const;
    void choice_in(const Op& op) const;
    void pick(const Op& op) const;
    template <class Value>
    void pick_item(const double* choice, double item, Value value, double* out) const;
    void ring_read(const Op& op) const;
    void ring_write(const Op& op) const;

    const MenuView* menus_;
    Lanes& l_;
};

}  // namespace
}  // namespace standoff
