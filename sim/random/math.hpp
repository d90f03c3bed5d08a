// Elementary functions that give the same bits on every x86-64 processor and compiler, unlike libm's.
//
// Written for loops over lanes: branch-free, without tables, so that they vectorise from SSE2 to AVX-512 (see bits.hpp
// for the rules that make that safe). All follow C's special cases for infinities, zeros and NaN; subnormal arguments
// and results are right, not flushed. Errors in units in the last place (ulp) are the largest seen by tests/random.
#pragma once

#include "random/bits.hpp"

namespace standoff {
namespace {
namespace maths {

constexpr double ln2_high = 0x1.62e42fefa4000p-1;  // 39 bits, so that its product with an exponent is exact
constexpr double ln2_low = -0x1.8432a1b0e2634p-43;

// ---- Rounding. Exact.

STANDOFF_KERNEL double floor(double x) {
#ifdef __SSE4_1__
    return __builtin_floor(x);  // one instruction; below SSE4.1 it would be a call, which does not vectorise
#else
    const double whole = with_sign_of((abs(x) + two_to_52) - two_to_52, x);
    const double down = whole > x ? whole - 1.0 : whole;
    return abs(x) < two_to_52 ? with_sign_of(down, x) : x;
#endif
}

STANDOFF_KERNEL double ceil(double x) { return -floor(-x); }

/// Halves away from zero, as in C.
STANDOFF_KERNEL double round(double x) {
    const double size = abs(x);
    const double below = floor(size);
    return with_sign_of(size - below >= 0.5 ? below + 1.0 : below, x);
}

/// x - y * floor(x / y), in [0, y) for y > 0 and (y, 0] for y < 0: it has the sign of y or is 0. Where rounding would
/// put it outside, at a multiple of y but for the last bit, it is 0. NaN for y = 0, for infinities, and where |x / y|
/// >= 2^53, where no digit of a remainder is known.
STANDOFF_KERNEL double mod(double x, double y) {
    const double quotient = x / y;
    const double rest = x - y * floor(quotient);
    const bool inside = both(abs(rest) < abs(y), rest * y >= 0.0);
    const double kept = inside ? rest : rest - rest;
    return abs(quotient) < 0x1p53 ? kept : not_a_number;
}

// ---- Exponential.
// x = k log 2 + r with |r| <= log(2) / 2, and exp(r) = 1 + r + r^2 P(r).

struct ExpReduced {
    double r;
    double r_low;  ///< what r lost to rounding
    std::uint64_t biased_k;
};

/// x_low is added to x; below about 2^-40, 0 for none.
STANDOFF_KERNEL ExpReduced exp_reduce(double x, double x_low) {
    constexpr double log2_e = 0x1.71547652b82fep+0;
    // Adding 1.5 * 2^52 rounds to a whole number k and leaves it in the low bits (AVX2 has no conversion to 64-bit
    // integers). The further 2046 makes those bits positive, so that halving them needs no arithmetic shift.
    constexpr double rounder = 0x1.8p52 + 2046.0;
    const double shifted = x * log2_e + rounder;
    const double k = shifted - rounder;
    const double coarse = x - k * ln2_high;
    const double fine = k * ln2_low - x_low;
    const double r = coarse - fine;
    return {r, (coarse - r) - fine, to_bits(shifted)};
}

/// P: minimax, degree 9, relative error of exp(r) 2^-57.9 (Remez exchange, 50 digits).
STANDOFF_KERNEL double exp_polynomial(double r, double r2) {
    const double r4 = r2 * r2;
    const double p01 = 0x1.000000000000ap-1 + r * 0x1.55555555554fap-3;
    const double p23 = 0x1.5555555550889p-5 + r * 0x1.1111111127ba9p-7;
    const double p45 = 0x1.6c16c18427181p-10 + r * 0x1.a01a012a66765p-13;
    const double p67 = 0x1.a0199a14f5a7ap-16 + r * 0x1.71df253e81427p-19;
    const double p89 = 0x1.28ad6a806d1dcp-22 + r * 0x1.ad7f78d6ccb7fp-26;
    return (p01 + r2 * p23) + r4 * ((p45 + r2 * p67) + r4 * p89);
}

/// 2^k is the product of these two; one double could not hold 2^1024 or 2^-1075.
STANDOFF_KERNEL double lower_scale(std::uint64_t biased_k) { return from_bits((biased_k >> 1) << 52); }
STANDOFF_KERNEL double upper_scale(std::uint64_t biased_k) { return from_bits((biased_k - (biased_k >> 1)) << 52); }

/// `value` for x where exp(x) is within or just beyond the doubles; NaN stays. Selecting the result is cheaper than
/// clamping the argument: gcc turns a clamp into a select of both.
STANDOFF_KERNEL double select_exp(double x, double value) {
    const double bounded = x > 710.0 ? infinity : value;
    return x < -746.0 ? 0.0 : bounded;
}

/// e^x. 0.82 ulp.
STANDOFF_KERNEL double exp(double x) {
    const ExpReduced reduced = exp_reduce(x, 0.0);
    const double r = reduced.r;
    const double r2 = r * r;
    const double high = 1.0 + r;
    const double value = high + (((1.0 - high) + r) + r2 * exp_polynomial(r, r2));
    return select_exp(x, value * lower_scale(reduced.biased_k) * upper_scale(reduced.biased_k));
}

/// exp(x) to the bit for falling_exp_least <= x <= 0, where 2^k is one double; NaN for NaN.
constexpr double falling_exp_least = -708.0;
STANDOFF_KERNEL double falling_exp(double x) {
    const ExpReduced reduced = exp_reduce(x, 0.0);
    const double r = reduced.r;
    const double r2 = r * r;
    const double high = 1.0 + r;
    const double value = high + (((1.0 - high) + r) + r2 * exp_polynomial(r, r2));
    constexpr std::uint64_t bias = std::uint64_t{1023} << 52U;
    return value * from_bits((reduced.biased_k << 52U) - bias);
}

/// exp(x + x_low) = (high + low) * scale_a * scale_b to about 2^-56, for what is made from exp. `low` is at most half a
/// unit in the last place of `high`. -746 <= x <= 710 or NaN; |x_low| below about 2^-40, 0 for none.
struct ExpParts {
    double high;
    double low;
    double scale_a;
    double scale_b;
};

STANDOFF_KERNEL ExpParts exp_parts(double x, double x_low) {
    const ExpReduced reduced = exp_reduce(x, x_low);
    const double r = reduced.r;
    const double r2 = r * r;
    const double high = 1.0 + r;
    const double low = ((1.0 - high) + r) + (r2 * exp_polynomial(r, r2) + reduced.r_low * high);
    const Pair value = fast_two_sum(high, low);
    return {value.high, value.low, lower_scale(reduced.biased_k), upper_scale(reduced.biased_k)};
}

// ---- Logarithm.

/// x = 2^exponent * (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2), for finite x > 0; anything at all for other x.
struct LogParts {
    double exponent;
    double f;
};

STANDOFF_KERNEL LogParts log_parts(double x) {
    constexpr std::uint64_t one = 0x3ff0000000000000;
    constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd;
    const bool small = x < 0x1p-1022;  // a subnormal number's exponent bits say nothing
    const std::uint64_t bits = to_bits(small ? x * 0x1p54 : x) + (one - sqrt_half);
    // The exponent bits become a double by way of the low bits of 2^52.
    const double biased = from_bits((bits >> 52) | to_bits(two_to_52));
    const double exponent = biased - (small ? two_to_52 + 1023.0 + 54.0 : two_to_52 + 1023.0);
    return {exponent, from_bits((bits & mantissa_bits) + sqrt_half) - 1.0};
}

/// The natural logarithm; -infinity for 0, NaN below. 0.83 ulp.
/// log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)) with s = f / (2 + f), as in FreeBSD's msun e_log.c (its idea, not its
/// coefficients). R / s^2 is a minimax polynomial of degree 6, relative error 2^-59.5.
STANDOFF_KERNEL double log(double x) {
    const auto [exponent, f] = log_parts(x);
    const double s = f / (2.0 + f);
    const double z = s * s;
    const double z2 = z * z;
    const double q01 = 0x1.5555555555592p-1 + z * 0x1.999999997fdb1p-2;
    const double q23 = 0x1.24924941f1875p-2 + z * 0x1.c71c520907b4cp-3;
    const double q45 = 0x1.74663efb04427p-3 + z * 0x1.39a1b8bd5334ap-3;
    const double q = q01 + z2 * (q23 + z2 * (q45 + z2 * 0x1.2f05786fb3778p-3));
    const double half_square = 0.5 * f * f;
    const double small = s * (half_square + z * q) + exponent * ln2_low;
    const double result = exponent * ln2_high - ((half_square - small) - f);
    const double edge = x == 0.0 ? -infinity : (x > 0.0 ? x : not_a_number);
    return both(x > 0.0, x < infinity) ? result : edge;
}

// ---- Sigmoids.

/// (e^2x - 1) / (e^2x + 1), the numerator and denominator as pairs. 1.01 ulp; odd, tanh(-0) = -0.
STANDOFF_KERNEL double tanh(double x) {
    const double size = abs(x);
    const ExpParts e = exp_parts(2.0 * (size > 22.0 ? 22.0 : size), 0.0);  // 1 - tanh(22) < 2^-62
    const double scale = e.scale_a * e.scale_b;
    const double high = e.high * scale;
    const double low = e.low * scale;
    const Pair below = fast_two_sum(high, 1.0);
    Pair top = fast_two_sum(high, -1.0);
    top = two_sum(top.high, top.low + low);
    return with_sign_of(divide(top, {below.high, below.low + low}), x);
}

/// 1 / (1 + e^-x). 0.75 ulp, also where the result is tiny.
STANDOFF_KERNEL double logistic(double x) {
    const bool negative = x < 0.0;
    const double size = abs(x);
    const ExpParts e = exp_parts(size > 746.0 ? -746.0 : -size, 0.0);
    const double scaled = e.high * e.scale_a * e.scale_b;
    const double scaled_low = e.low * e.scale_a * e.scale_b;
    Pair below = fast_two_sum(1.0, scaled);
    below.low = below.low + scaled_low;
    // e^x / (1 + e^x) below 0: the scales come last, so that a subnormal result is rounded once.
    const Pair top{negative ? e.high : 1.0, negative ? e.low : 0.0};
    return divide(top, below) * (negative ? e.scale_a : 1.0) * (negative ? e.scale_b : 1.0);
}

}  // namespace maths
}  // namespace
}  // namespace standoff
