// One source, compiled once for each instruction set (STANDOFF_KERNELS names it). Every result is the same to the bit:
// no FMA, no reassociation, own kernels for transcendentals. All but the entry point has internal linkage, and nothing
// from the standard library is called, so that no code for one instruction set can end up in another's program.
#include "engine/kernels.hpp"
#include "engine/choosing.hpp"
#include "engine/executor.hpp"
#include "engine/picks.hpp"
#include "model/arithmetic.hpp"
#include "model/program.hpp"
#include "random/distributions.hpp"
#include "random/math.hpp"
#include "random/math_power.hpp"
#include "random/philox.hpp"

#ifndef STANDOFF_KERNELS
#error "STANDOFF_KERNELS must name the instruction set"
#endif
#define STANDOFF_JOIN_(a, b) a##b
#define STANDOFF_JOIN(a, b) STANDOFF_JOIN_(a, b)
#define STANDOFF_KERNEL_NAMESPACE STANDOFF_JOIN(kernels_, STANDOFF_KERNELS)

namespace standoff {
namespace {

/// A number that no choice or count is, for the hash of a missing one.
[[gnu::always_inline]] inline std::uint64_t word(double x) {
    // Adding zero makes -0 to 0; every NaN is the same NaN.
    return x != x ? 0x7ff8000000000000U : maths::to_bits(x + 0.0);
}

[[gnu::always_inline]] inline std::uint64_t mixed(std::uint64_t hash, double x) {
    // Shifts and sums only, which every instruction set has for 64-bit words; the run's end mixes thoroughly.
    return hash ^ (word(x) + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U) + (word(x) >> 29U));
}

bool Executor::any(Operand lanes) const {
    if (is_uniform(lanes)) return uniform(lanes) != 0;
    const double* values = slot(lanes);
    for (std::size_t i = 0; i < l_.lanes; i += 8) {  // lanes come in eights; truth is 0 or 1, so bits tell
        std::uint64_t bits = 0;
        for (std::size_t k = 0; k < 8; ++k) bits |= maths::to_bits(values[i + k]);
        if (bits != 0) return true;
    }
    return false;
}

void Executor::choice_in(const Op& op) const {
    const ItemSet& set = l_.item_sets[op.extra];
    if (set.words > 1) {
        by_lane(op, [&](std::size_t i) {
            const double choice = at(op.a, i);
            if (!(choice >= 0)) return 0.0;
            const auto item = static_cast<std::uint32_t>(choice);
            return truth(((set.bits[item / 64] >> (item % 64)) & 1U) != 0);
        });
        return;
    }
    // The last digits of 2^52 + item are the item: a conversion that every instruction set has for 64 bits. Truth is
    // made of bits, since gcc 12 does not vectorise a bit that becomes a condition.
    constexpr double two_to_52 = 4503599627370496.0;
    const std::uint64_t one = maths::to_bits(1.0);
    const std::uint64_t bits = set.bits[0];
    unary(op, [=](double choice) STANDOFF_INLINE {
        const std::uint64_t item = maths::to_bits(choice + two_to_52) & 63U;
        const double within = maths::from_bits((0 - ((bits >> item) & 1U)) & one);
        return choice >= 0 ? within : 0.0;
    });
}

/// out = choice is the item ? value : out
template <class Value>
void Executor::pick_item(const double* choice, double item, Value value, double* out) const {
    const std::size_t n = l_.lanes;
    STANDOFF_LANES
    for (std::size_t i = 0; i < n; ++i) out[i] = choice[i] == item ? value[i] : out[i];
}

void Executor::pick(const Op& op) const {
    const MenuView& menu = menus_[op.extra];
    const double* choice = slot(op.a);
    double* out = slot(op.dst);
    const std::size_t n = l_.lanes;
    bool numbers = is_uniform(op.c) && menu.items <= picks::most_items;
    for (std::int32_t k = 0; k < menu.items; ++k) numbers = numbers && is_uniform(menu.values[k]);
    if (numbers) {
        double table[picks::entries];
        for (std::int32_t k = 0; k < picks::entries; ++k) table[k] = uniform(k < menu.items ? menu.values[k] : op.c);
        picks::pick(choice, n, table, out);
        return;
    }
    with(op.c, [&](auto otherwise) {
        for (std::size_t i = 0; i < n; ++i) out[i] = otherwise[i];
    });
    for (std::int32_t k = 0; k < menu.items; ++k) {
        if (menu.values[k] == op.c) continue;
        with(menu.values[k], [&](auto value) { pick_item(choice, k, value, out); });
    }
}

void Executor::ring_read(const Op& op) const {
    const RingView& ring = l_.rings[op.extra];
    const auto delay = static_cast<std::uint32_t>(uniform(op.b));
    const auto depth = static_cast<std::uint32_t>(ring.depth);
    // Before the start the row has not been overwritten since the initial state filled them all.
    const std::uint32_t row = (l_.step % depth + depth - delay % depth) % depth;
    const double* from = slot(ring.slot + static_cast<std::int32_t>(row));
    double* out = slot(op.dst);
    for (std::size_t i = 0; i < l_.lanes; ++i) out[i] = from[i];
}

void Executor::ring_write(const Op& op) const {
    const RingView& ring = l_.rings[op.extra];
    const auto depth = static_cast<std::uint32_t>(ring.depth);
    const auto write = [&](std::uint32_t row) {
        double* to = slot(ring.slot + static_cast<std::int32_t>(row));
        with(op.a, [&](auto a) {
            for (std::size_t i = 0; i < l_.lanes; ++i) to[i] = a[i];
        });
    };
    if (!l_.fill_rings) return write(l_.step % depth);
    for (std::uint32_t row = 0; row < depth; ++row) write(row);
}

std::size_t Executor::run(const Op& op) {
    switch (op.code) {
        case Code::copy:
        case Code::fill: unary(op, [](double a) { return a; }); break;
        case Code::add: binary(op, [](double a, double b) { return a + b; }); break;
        case Code::subtract: binary(op, [](double a, double b) { return a - b; }); break;
        case Code::multiply: binary(op, [](double a, double b) { return a * b; }); break;
        case Code::divide: binary(op, [](double a, double b) { return a / b; }); break;
        case Code::negate: unary(op, [](double a) { return -a; }); break;
        case Code::absolute: unary(op, [](double a) { return maths::abs(a); }); break;
        case Code::square_root: unary(op, [](double a) { return maths::sqrt(a); }); break;
        case Code::minimum: binary(op, [](double a, double b) { return smaller(a, b); }); break;
        case Code::maximum: binary(op, [](double a, double b) { return larger(a, b); }); break;
        case Code::clamp: ternary(op, [](double a, double b, double c) { return clamped(a, b, c); }); break;
        case Code::multiply_add: ternary(op, [](double a, double b, double c) { return a * b + c; }); break;
        case Code::multiply_subtract: ternary(op, [](double a, double b, double c) { return a * b - c; }); break;
        case Code::subtract_product: ternary(op, [](double a, double b, double c) { return c - a * b; }); break;
        case Code::floor: unary(op, [](double a) { return maths::floor(a); }); break;
        case Code::ceil: unary(op, [](double a) { return maths::ceil(a); }); break;
        case Code::round: unary(op, [](double a) { return maths::round(a); }); break;
        case Code::modulo: by_lane(op, [&](std::size_t i) { return maths::mod(at(op.a, i), at(op.b, i)); }); break;
        case Code::exp: unary(op, [](double a) STANDOFF_INLINE { return maths::exp(a); }); break;
        case Code::log: unary(op, [](double a) STANDOFF_INLINE { return maths::log(a); }); break;
        case Code::power: by_lane(op, [&](std::size_t i) { return maths::pow(at(op.a, i), at(op.b, i)); }); break;
        case Code::tanh: unary(op, [](double a) STANDOFF_INLINE { return maths::tanh(a); }); break;
        case Code::logistic: unary(op, [](double a) STANDOFF_INLINE { return maths::logistic(a); }); break;
        case Code::equal: binary(op, [](double a, double b) { return truth(a == b); }); break;
        case Code::not_equal: binary(op, [](double a, double b) { return truth(a != b); }); break;
        case Code::less: binary(op, [](double a, double b) { return truth(a < b); }); break;
        case Code::less_equal: binary(op, [](double a, double b) { return truth(a <= b); }); break;
        case Code::logical_and: binary(op, [](double a, double b) { return and_then(a, b); }); break;
        case Code::logical_or: binary(op, [](double a, double b) { return or_else(a, b); }); break;
        case Code::logical_not: unary(op, [](double a) { return truth(a == 0); }); break;
        case Code::select: ternary(op, [](double a, double b, double c) { return selected(a, b, c); }); break;
        case Code::add_where: ternary(op, [](double a, double b, double c) { return b != 0 ? c + a : c; }); break;
        case Code::subtract_where: ternary(op, [](double a, double b, double c) { return b != 0 ? c - a : c; }); break;
        case Code::draw:
            uniforms({l_.key_low, l_.key_high}, l_.runs, l_.lanes, l_.step, l_.places[op.extra], slot(op.dst));
            break;
        case Code::uniform:
            ternary(op, [](double a, double b, double c) STANDOFF_INLINE { return distributions::uniform(a, b, c); });
            break;
        case Code::normal:
            ternary(op, [](double a, double b, double c) STANDOFF_INLINE { return distributions::normal(a, b, c); });
            break;
        case Code::exponential:
            binary(op, [](double a, double b) STANDOFF_INLINE { return distributions::exponential(a, b); });
            break;
        case Code::triangular:
            by_lane(op, [&](std::size_t i) {
                return distributions::triangular(at(op.a, i), at(op.b, i), at(op.c, i), at(op.d, i));
            });
            break;
        case Code::poisson:
            by_lane(op, [&](std::size_t i) {
                return at(op.c, i) != 0 ? distributions::poisson(at(op.a, i), at(op.b, i)) : 0.0;
            });
            break;
        case Code::binomial:
            by_lane(op, [&](std::size_t i) {
                return at(op.d, i) != 0 ? distributions::binomial(at(op.a, i), at(op.b, i), at(op.c, i)) : 0.0;
            });
            break;
        case Code::choice_in: choice_in(op); break;
        case Code::ring_read: ring_read(op); break;
        case Code::choose_logit: choose_logit(op); break;
        case Code::choose_weights: choose_weights(op); break;
        case Code::pick: pick(op); break;
        case Code::weight_of: weight_of(op); break;
        case Code::pick_available: pick_available(op); break;
        case Code::largest:
            find_largest(menus_[op.extra], slot(op.dst), l_.scratch);
            fail_unless_zero(l_.scratch, op.c);
            break;
        case Code::logit_of: logit_of(op); break;
        case Code::script_item: {
            const auto item = static_cast<double>(l_.scripts[op.extra].item[l_.step]);
            by_lane(op, [=](std::size_t) { return item; });
            break;
        }
        case Code::script_count:
        case Code::script_success: {
            const ScriptView& script = l_.scripts[op.extra];
            const double given = (op.code == Code::script_count ? script.count : script.success)[l_.step];
            unary(op, [=](double own) { return given == given ? given : own; });
            break;
        }
        case Code::accumulate: masked(op, [](double old, double a) { return old + a; }); break;
        case Code::deduct: masked(op, [](double old, double a) { return old - a; }); break;
        case Code::scale: masked(op, [](double old, double a) { return old * a; }); break;
        case Code::blend: masked(op, [](double, double a) { return a; }); break;
        case Code::commit: commit(op, [](double old, double a, double b) { return old * a + b; }); break;
        case Code::commit_sum: commit(op, [](double old, double, double b) { return old + b; }); break;
        case Code::commit_value: commit(op, [](double, double a, double) { return a; }); break;
        case Code::ring_write: ring_write(op); break;
        case Code::mix: {
            const std::size_t n = l_.lanes;
            std::uint64_t* hash = l_.hash;
            with(op.a, [&](auto a) {
                STANDOFF_LANES
                for (std::size_t i = 0; i < n; ++i) hash[i] = mixed(hash[i], a[i]);
            });
            break;
        }
        case Code::check_finite: check(op, [](double a) { return a - a == 0; }); break;
        case Code::check_number: check(op, [](double a) { return a == a; }); break;
        case Code::check_unit: check(op, [](double a) { return both(a >= 0, a <= 1); }); break;
        case Code::check_count:
            check(op, [](double a) { return both(both(a >= 0, a - a == 0), maths::floor(a) == a); });
            break;
        case Code::check_positive: check(op, [](double a) { return both(a >= 0, a - a == 0); }); break;
        case Code::check_holds: check(op, [](double a) { return a != 0; }); break;
        case Code::note:
            if (l_.notes != nullptr) l_.notes[op.extra] = at(op.a, 0);
            break;
        case Code::skip_unless_any: return any(op.a) ? 0 : static_cast<std::size_t>(op.extra);
        case Code::skip_unless_due:
            return l_.step % static_cast<std::uint32_t>(op.dst) == 0 ? 0 : static_cast<std::size_t>(op.extra);
        case Code::end_region: break;
    }
    return 0;
}

void execute(const Op* ops, std::size_t count, const MenuView* menus, Lanes& lanes) {
    Executor executor(menus, lanes);
    for (std::size_t i = 0; i < count; ++i) i += executor.run(ops[i]);
}

void to_bins(const double* values, std::size_t count, BinScale scale, std::uint8_t* bins) {
    constexpr double last = 255;
    if (scale.per_unit != 0) {
        STANDOFF_LANES
        for (std::size_t i = 0; i < count; ++i) {
            const double raw = (values[i] - scale.low) * scale.per_unit;
            const double positive = raw > 0 ? raw : 0;  // NaN too
            bins[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(positive < last ? positive : last));
        }
        return;
    }
    // The exponent and the first two digits of the mantissa number the quarters of octaves.
    constexpr std::int64_t lowest = std::int64_t{log_bins_octave} * (1023 + log_bins_lowest);
    constexpr std::uint64_t magnitude = ~(std::uint64_t{1} << 63U);
    STANDOFF_LANES
    for (std::size_t i = 0; i < count; ++i) {
        const double x = values[i];
        std::int64_t quarter = static_cast<std::int64_t>((maths::to_bits(x) & magnitude) >> 50U) - lowest;
        quarter = quarter > log_bins_side - 1 ? log_bins_side - 1 : quarter;
        const std::int64_t away = either(quarter < 0, x != x) ? 0 : quarter + 1;
        bins[i] = static_cast<std::uint8_t>(log_bins_side + (x > 0 ? away : -away));
    }
}

/// As many numbers as a line of the cache holds; gcc makes no vector instructions of a loop over eight minima.
using Eight [[gnu::vector_size(64)]] = double;

void widen(const double* values, std::size_t count, double* low, double* high) {
    Eight lows = Eight{} + *low;
    Eight highs = Eight{} + *high;
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        Eight x;
        __builtin_memcpy(&x, values + i, sizeof x);
        lows = x < lows ? x : lows;
        highs = x > highs ? x : highs;
    }
    for (std::size_t k = 0; k < 8; ++k) {
        *low = lows[k] < *low ? lows[k] : *low;
        *high = highs[k] > *high ? highs[k] : *high;
    }
    for (; i < count; ++i) {
        *low = values[i] < *low ? values[i] : *low;
        *high = values[i] > *high ? values[i] : *high;
    }
}

}  // namespace

namespace STANDOFF_KERNEL_NAMESPACE {

const Kernels kernels = {execute, to_bins, widen};

}  // namespace STANDOFF_KERNEL_NAMESPACE
}  // namespace standoff
