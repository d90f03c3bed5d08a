// How the lane machine chooses an item of a menu: by logit, by weights, by a slip. Compiled like executor.hpp.
#pragma once

#include "engine/executor.hpp"
#include "model/arithmetic.hpp"
#include "model/program.hpp"
#include "random/math.hpp"

namespace standoff {
namespace {

/// The largest utility among the available items of each lane, -infinity where there is none; and the sum of 0 × u over
/// these items, which is 0 where all are finite and NaN where one is not.
void Executor::find_largest(const MenuView& menu, double* top, double* sum) const {
    const std::size_t n = l_.lanes;
    for (std::size_t i = 0; i < n; ++i) {
        top[i] = -maths::infinity;
        sum[i] = 0;
    }
    for (std::int32_t k = 0; k < menu.items; ++k)
        with(menu.values[k], [&](auto u) {
            with(menu.available[k], [&](auto available) {
                STANDOFF_LANES
                for (std::size_t i = 0; i < n; ++i) {
                    const double value = available[i] != 0 ? u[i] : -maths::infinity;
                    sum[i] += available[i] != 0 ? u[i] * 0.0 : 0.0;
                    top[i] = top[i] < value ? value : top[i];
                }
            });
        });
}

/// Lanes with `counted` fail where the sum of find_largest is not 0.
void Executor::fail_unless_zero(const double* sum, Operand counted) const {
    const std::size_t n = l_.lanes;
    double* failed = l_.failed;
    with(counted, [&](auto lanes) {
        STANDOFF_LANES
        for (std::size_t i = 0; i < n; ++i) failed[i] = either(sum[i] == 0, lanes[i] == 0) ? failed[i] : 1.0;
    });
}

/// Lays the uniform b over the weights: the item is the number of running sums (item k's at sums + k × stride) that it
/// has reached. `otherwise` is the item where no weight is positive.
void Executor::settle(const Op& op, const double* sums, const double* total, double* mark, double otherwise) const {
    const std::int32_t items = menus_[op.extra].items;
    double* out = slot(op.dst);
    const std::size_t n = l_.lanes;
    with(op.b, [&](auto u) {
        STANDOFF_LANES
        for (std::size_t i = 0; i < n; ++i) {
            mark[i] = u[i] * total[i];
            out[i] = 0;
        }
    });
    for (std::int32_t k = 0; k < items; ++k) {
        const double* sum = sums + static_cast<std::size_t>(k) * l_.stride;
        STANDOFF_LANES
        for (std::size_t i = 0; i < n; ++i) out[i] += mark[i] >= sum[i] ? 1.0 : 0.0;
    }
    // u < 1, but u × total may round up to total, and an empty menu has no weight at all: rare, and looked at lane by
    // lane.
    std::uint64_t beyond = 0;
    for (std::size_t i = 0; i < n; ++i) beyond |= mark[i] < total[i] ? 0U : 1U;
    for (std::size_t i = 0; i < n && beyond != 0; ++i) {
        if (mark[i] < total[i]) continue;
        double last = otherwise;
        double before = 0;
        for (std::int32_t k = 0; k < items; ++k) {
            const double sum = sums[static_cast<std::size_t>(k) * l_.stride + i];
            if (sum > before) last = k;
            before = sum;
        }
        out[i] = last;
    }
}

/// choose_logit for the usual case, in one loop with everything about a lane in registers. False, and no choice made,
/// where something is not usual: a utility that is not finite, a weight too small for falling_exp, a negative
/// precision, an empty menu, a mark that rounding put beyond the total.
template <std::int32_t items, bool all_available>
bool Executor::choose_usual(const Op& op) const {
    const MenuView& menu = menus_[op.extra];
    const std::size_t n = l_.lanes;
    const double* utility[items];
    const double* available[items];
    const auto spread = [&](std::int32_t k) { return l_.scratch + static_cast<std::size_t>(k) * l_.stride; };
    for (std::int32_t k = 0; k < items; ++k) {
        utility[k] = row(menu.values[k], spread(k));
        // A uniform truth is 0 or 1: one row for each.
        if (!all_available)
            available[k] = row(menu.available[k], spread(items + (uniform_truth(menu.available[k]) ? 1 : 0)));
    }
    const double* uniforms = slot(op.b);
    double* out = slot(op.dst);
    std::uint64_t unusual = 0;
    with(op.a, [&](auto precision) {
        STANDOFF_LANES
        for (std::size_t i = 0; i < n; ++i) {
            double top = -maths::infinity;
#pragma GCC unroll 16
            for (std::int32_t k = 0; k < items; ++k) {
                const double u = all_available || available[k][i] != 0 ? utility[k][i] : -maths::infinity;
                top = top < u ? u : top;
            }
            double least = 0, total = 0;
            double sums[items];
#pragma GCC unroll 16
            for (std::int32_t k = 0; k < items; ++k) {
                const bool counts = all_available || available[k][i] != 0;
                const double exponent = counts ? precision[i] * (utility[k][i] - top) : 0.0;
                const double weight = maths::falling_exp(exponent);
                least = exponent < least ? exponent : least;
                total += counts ? weight : 0.0;
                sums[k] = total;
            }
            const double mark = uniforms[i] * total;
            double item = 0;
#pragma GCC unroll 16
            for (std::int32_t k = 0; k < items; ++k) item += mark >= sums[k] ? 1.0 : 0.0;
            out[i] = item;
            // A utility that is no number makes total one, too.
            const bool usual = both(both(least >= maths::falling_exp_least, mark < total), precision[i] >= 0);
            unusual |= usual ? 0U : 1U;
        }
    });
    return unusual == 0;
}

bool Executor::choose_usual(const Op& op) const {
    const MenuView& menu = menus_[op.extra];
    bool all_available = true;
    for (std::int32_t k = 0; k < menu.items; ++k) all_available = all_available && uniform_truth(menu.available[k]);
    switch (menu.items) {
#define STANDOFF_MENU_OF(n) \
    case n: return all_available ? choose_usual<n, true>(op) : choose_usual<n, false>(op);
        STANDOFF_MENU_OF(2)
        STANDOFF_MENU_OF(3)
        STANDOFF_MENU_OF(4)
        STANDOFF_MENU_OF(5)
        STANDOFF_MENU_OF(6)
        STANDOFF_MENU_OF(7)
        STANDOFF_MENU_OF(8)
#undef STANDOFF_MENU_OF
        default: return false;
    }
}

/// P(item) ∝ exp(precision × (utility - the largest one)): the largest is taken off so that nothing overflows.
void Executor::choose_logit(const Op& op) const {
    const MenuView& menu = menus_[op.extra];
#ifdef __AVX2__
    constexpr bool vectorises = true;
#else
    constexpr bool vectorises = false;  // gcc 12 makes no vectors of that loop with SSE2
#endif
    if (vectorises && choose_usual(op)) return;
    const std::size_t n = l_.lanes;
    double* sums = l_.scratch;
    double* total = sums + static_cast<std::size_t>(menu.items) * l_.stride;
    double* mark = total + l_.stride;
    double* top = slot(op.dst);
    find_largest(menu, top, mark);
    fail_unless_zero(mark, op.c);
    for (std::size_t i = 0; i < n; ++i) total[i] = 0;
    with(op.a, [&](auto precision) {
        for (std::int32_t k = 0; k < menu.items; ++k) {
            double* sum = sums + static_cast<std::size_t>(k) * l_.stride;
            with(menu.values[k], [&](auto u) {
                with(menu.available[k], [&](auto available) {
                    STANDOFF_LANES
                    for (std::size_t i = 0; i < n; ++i) {
                        const double weight = maths::exp(precision[i] * (u[i] - top[i]));
                        total[i] += available[i] != 0 ? weight : 0.0;
                        sum[i] = total[i];
                    }
                });
            });
        }
    });
    settle(op, sums, total, mark, -1);
}

void Executor::choose_weights(const Op& op) const {
    const MenuView& menu = menus_[op.extra];
    const std::size_t n = l_.lanes;
    double* sums = l_.scratch;
    double* total = sums + static_cast<std::size_t>(menu.items) * l_.stride;
    for (std::size_t i = 0; i < n; ++i) total[i] = 0;
    for (std::int32_t k = 0; k < menu.items; ++k) {
        double* sum = sums + static_cast<std::size_t>(k) * l_.stride;
        with(menu.values[k], [&](auto weight) {
            with(menu.available[k], [&](auto available) {
                STANDOFF_LANES
                for (std::size_t i = 0; i < n; ++i) {
                    total[i] += available[i] != 0 ? weight[i] : 0.0;
                    sum[i] = total[i];
                }
            });
        });
    }
    settle(op, sums, total, total + l_.stride, uniform(op.c));
}

void Executor::logit_of(const Op& op) const {
    const MenuView& menu = menus_[op.extra];
    double* top = l_.scratch;
    find_largest(menu, top, top + l_.stride);
    double* out = slot(op.dst);
    for (std::size_t i = 0; i < l_.lanes; ++i) {
        const double chosen = at(op.a, i), precision = at(op.b, i);
        double total = 0, own = 0;
        for (std::int32_t k = 0; k < menu.items; ++k) {
            if (at(menu.available[k], i) == 0) continue;
            const double weight = maths::exp(precision * (at(menu.values[k], i) - top[i]));
            total += weight;
            if (chosen == k) own = weight;
        }
        out[i] = total > 0 ? own / total : 1;
    }
}

void Executor::weight_of(const Op& op) const {
    const MenuView& menu = menus_[op.extra];
    double* out = slot(op.dst);
    for (std::size_t i = 0; i < l_.lanes; ++i) {
        double total = 0, own = 0;
        for (std::int32_t k = 0; k < menu.items; ++k) {
            if (at(menu.available[k], i) == 0) continue;
            total += at(menu.values[k], i);
            if (at(op.a, i) == k) own = at(menu.values[k], i);
        }
        out[i] = total > 0 ? own / total : static_cast<double>(at(op.a, i) == at(op.c, i));
    }
}

void Executor::pick_available(const Op& op) const {
    const MenuView& menu = menus_[op.extra];
    double* out = slot(op.dst);
    for (std::size_t i = 0; i < l_.lanes; ++i) {
        const double chosen = at(op.a, i);
        std::int32_t others = 0;
        for (std::int32_t k = 0; k < menu.items; ++k) others += at(menu.available[k], i) != 0 && chosen != k;
        double picked = chosen;
        auto skip = static_cast<std::int32_t>(at(op.b, i) * others);
        if (skip >= others) skip = others - 1;
        for (std::int32_t k = 0; k < menu.items && chosen >= 0; ++k) {
            if (at(menu.available[k], i) == 0 || chosen == k) continue;
            if (skip-- == 0) picked = k;
        }
        out[i] = picked;
    }
}

}  // namespace
}  // namespace standoff
