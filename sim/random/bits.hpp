// What the maths kernels share: bit casts, selects and exact products that compile to the same vector code everywhere.
//
// The kernel headers of this layer (bits, math, math_power, philox, distributions) may be compiled several times in one
// program, each time for another instruction set. So everything in them sits in an anonymous namespace, is forced
// inline, and calls no function template or inline function of the standard library: the linker would keep one copy
// of such a function for all, perhaps the AVX-512 one. Only + - * / sqrt, comparisons and integer operations are
// used, each exact in IEEE arithmetic, so the results are the same bits on every x86-64 processor and compiler.
// Needs -ffp-contract=off and no -ffast-math; vectorises with -O3 -fno-trapping-math -fno-math-errno.
#pragma once

#include <cstdint>

#ifdef __FAST_MATH__
#error "standoff promises the same bits everywhere; -ffast-math breaks that promise"
#endif

#define STANDOFF_KERNEL [[maybe_unused, gnu::always_inline]] inline

namespace standoff {
namespace {
namespace maths {

constexpr double infinity = __builtin_inf();
constexpr double not_a_number = __builtin_nan("");
constexpr double two_to_52 = 0x1p52;

// Not std::bit_cast: that is a function template, see above.
STANDOFF_KERNEL constexpr std::uint64_t to_bits(double x) { return __builtin_bit_cast(std::uint64_t, x); }
STANDOFF_KERNEL constexpr double from_bits(std::uint64_t bits) { return __builtin_bit_cast(double, bits); }

constexpr std::uint64_t sign_bit = 0x8000000000000000;
constexpr std::uint64_t mantissa_bits = 0x000fffffffffffff;

STANDOFF_KERNEL double abs(double x) { return from_bits(to_bits(x) & ~sign_bit); }
STANDOFF_KERNEL double with_sign_of(double x, double sign) {
    return from_bits((to_bits(x) & ~sign_bit) | (to_bits(sign) & sign_bit));
}
STANDOFF_KERNEL double flip_sign_if(double x, bool flip) {
    return from_bits(to_bits(x) ^ (flip ? sign_bit : std::uint64_t{0}));
}
STANDOFF_KERNEL double sqrt(double x) { return __builtin_sqrt(x); }

/// Without the branch of &&, which keeps gcc from vectorising; as functions, since compilers warn of & between
/// conditions.
STANDOFF_KERNEL bool both(bool a, bool b) { return a & b; }
STANDOFF_KERNEL bool either(bool a, bool b) { return a | b; }

/// A number as an unevaluated sum; `low` is at most about half a unit in the last place of `high`.
struct Pair {
    double high;
    double low;
};

/// a + b exactly; |a| >= |b| or a = 0 (Dekker 1971).
STANDOFF_KERNEL Pair fast_two_sum(double a, double b) {
    const double sum = a + b;
    return {sum, (a - sum) + b};
}

/// a + b exactly (Knuth).
STANDOFF_KERNEL Pair two_sum(double a, double b) {
    const double sum = a + b;
    const double b_part = sum - a;
    return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// a * b to 2^-106 relative, barring underflow and overflow. Dekker's product, the halves cut by masking rather than by
/// Veltkamp's multiplication: fewer operations, and no overflow for large arguments. No FMA: its absence on
/// baseline x86-64 would change the bits.
STANDOFF_KERNEL Pair two_product(double a, double b) {
    constexpr std::uint64_t upper_half = 0xfffffffff8000000;  // 26 of the 53 significant bits
    const double a_high = from_bits(to_bits(a) & upper_half);
    const double b_high = from_bits(to_bits(b) & upper_half);
    const double a_low = a - a_high;
    const double b_low = b - b_high;
    const double product = a * b;
    return {product, ((a_high * b_high - product) + (a_high * b_low + a_low * b_high)) + a_low * b_low};
}

/// (a.high + a.low) / (b.high + b.low), rounded nearly correctly (about 0.51 units in the last place): one division,
/// then one correction by the exact remainder.
STANDOFF_KERNEL double divide(Pair a, Pair b) {
    const double reciprocal = 1.0 / b.high;
    const double quotient = a.high * reciprocal;
    const Pair back = two_product(quotient, b.high);
    return quotient + (((a.high - back.high) - back.low) + (a.low - quotient * b.low)) * reciprocal;
}

}  // namespace maths
}  // namespace
}  // namespace standoff
