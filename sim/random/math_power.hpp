// x to the power y, in the manner of math.hpp: the same bits everywhere, branch-free, C's special cases, 0.76 ulp.
//
// y * log(x) can reach 745, where an error of half a unit in log(x) would be hundreds of units in the result. So the
// logarithm is carried as a pair of doubles, to about 2^-68.
#pragma once

#include "random/math.hpp"

namespace standoff {
namespace {
namespace maths {

/// log(x) as a pair, for finite x > 0. log(m) = 2 atanh(s), s = (m - 1) / (m + 1), |s| < 0.172; of the series
/// 2s + (2/3) s^3 + (2/5) s^5 + s^7 Q(s^2) the first three coefficients are pairs, Q is minimax (relative error of
/// the whole 2^-65.5 at the ends of the range, where it is divided by at least log(sqrt 2)).
STANDOFF_KERNEL Pair log_pair(double x) {
    constexpr Pair two_thirds{0x1.5555555555555p-1, 0x1.5555555555555p-55};
    constexpr Pair two_fifths{0x1.999999999999ap-2, -0x1.999999999999ap-56};
    const auto [exponent, f] = log_parts(x);

    // s = f / (2 + f), with the remainder of the division.
    const Pair below = fast_two_sum(2.0, f);
    const double s_high = f / below.high;
    const Pair back = two_product(s_high, below.high);
    const double s_low = (((f - back.high) - back.low) - s_high * below.low) / below.high;

    Pair z = two_product(s_high, s_high);
    z.low += 2.0 * s_high * s_low;
    const double z2 = z.high * z.high;
    const double q01 = 0x1.2492492481583p-2 + z.high * 0x1.c71c71f99cc4bp-3;
    const double q23 = 0x1.745cf9fd40950p-3 + z.high * 0x1.3b1c412e1ac51p-3;
    const double q45 = 0x1.0fb9a0bbf99c9p-3 + z.high * 0x1.0c4d4c017ca96p-3;
    const double q = q01 + z2 * (q23 + z2 * q45);

    Pair inner = fast_two_sum(two_fifths.high, z.high * q);
    inner.low += two_fifths.low + z.low * q;
    Pair term = two_product(z.high, inner.high);
    term.low += z.high * inner.low + z.low * inner.high;
    Pair outer = fast_two_sum(two_thirds.high, term.high);
    outer.low += two_thirds.low + term.low;
    term = two_product(z.high, outer.high);
    term.low += z.high * outer.low + z.low * outer.high;
    Pair factor = fast_two_sum(2.0, term.high);
    factor.low += term.low;
    Pair result = two_product(s_high, factor.high);
    result.low += s_high * factor.low + s_low * factor.high;

    const Pair sum = fast_two_sum(exponent * ln2_high, result.high);
    return fast_two_sum(sum.high, sum.low + (result.low + exponent * ln2_low));
}

STANDOFF_KERNEL double pow(double x, double y) {
    const double size = abs(x);
    // |log x| >= 2^-53 unless x = 1, so beyond 2^66 the result is 0, 1 or infinity whatever y is.
    const double y_high = y > 0x1p66 ? 0x1p66 : y;
    const double exponent = y_high < -0x1p66 ? -0x1p66 : y_high;
    const Pair logarithm = log_pair(size);
    Pair product = two_product(logarithm.high, exponent);
    product.low += logarithm.low * exponent;
    const ExpParts e = exp_parts(product.high, product.low);
    double result = select_exp(product.high, e.high * e.scale_a * e.scale_b);

    const bool rising = y > 0.0;
    result = size == 0.0 ? (rising ? 0.0 : infinity) : result;
    result = size == infinity ? (rising ? infinity : 0.0) : result;
    const bool whole = floor(y) == y;
    const double half_y = 0.5 * y;
    const bool odd = both(whole, floor(half_y) != half_y);
    result = odd ? with_sign_of(result, x) : result;
    result = both(both(x<0.0, x> - infinity), !whole) ? not_a_number : result;
    result = either(x != x, y != y) ? not_a_number : result;
    return either(y == 0.0, x == 1.0) ? 1.0 : result;
}

}  // namespace maths
}  // namespace
}  // namespace standoff
