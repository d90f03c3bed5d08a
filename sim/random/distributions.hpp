// Random variables by their quantile functions: one uniform number u in (0, 1) gives one value, the larger the larger
// u.
//
// One draw, one uniform: so a changed parameter moves a draw's value but no other draw (common random numbers).
// Arguments that no distribution has (sd < 0, p > 1, NaN, infinite) give NaN, which the engine turns into a failed run.
// Compiled like math.hpp (see bits.hpp); all vectorise but poisson and binomial, which search. u is from philox.hpp's
// grid, on which 1 - u is exact.
#pragma once

#include "random/inverse_normal.hpp"
#include "random/math.hpp"

namespace standoff {
namespace {
namespace distributions {

using maths::both;

STANDOFF_KERNEL bool finite(double x) { return maths::abs(x) < maths::infinity; }

/// On [from, to]; NaN if to < from or to - from is not finite. From the uniform to its range is one product and one
/// sum.
STANDOFF_KERNEL double uniform(double from, double to, double u) {
    const double range = to - from;
    const double value = from + range * u;
    const double kept = value > to ? to : value;  // the sum may round up past the end
    return both(range >= 0.0, finite(range)) ? kept : maths::not_a_number;
}

/// sd >= 0; sd = 0 gives the mean.
STANDOFF_KERNEL double normal(double mean, double sd, double u) {
    const double value = mean + sd * maths::inverse_normal(u);
    return both(sd >= 0.0, both(finite(sd), finite(mean))) ? value : maths::not_a_number;
}

/// 1 with probability p in [0, 1], else 0. 1 for small u: so a larger p only adds successes.
STANDOFF_KERNEL double bernoulli(double p, double u) {
    const double value = u < p ? 1.0 : 0.0;
    return both(p >= 0.0, p <= 1.0) ? value : maths::not_a_number;
}

/// mean >= 0; mean = 0 gives 0. -mean log(1 - u), accurate also for small u because 1 - u is exact; at most 36.8 means.
STANDOFF_KERNEL double exponential(double mean, double u) {
    const double value = -mean * maths::log(1.0 - u);
    return both(mean >= 0.0, finite(mean)) ? value : maths::not_a_number;
}

/// low <= mode <= high, high - low below 1e154 (its square must be finite).
STANDOFF_KERNEL double triangular(double low, double mode, double high, double u) {
    const double range = high - low;
    const double rise = mode - low;
    const double fall = high - mode;
    const bool rising = u * range < rise;  // u is below the mode's cumulative probability, rise / range
    const double distance = maths::sqrt(rising ? u * range * rise : (1.0 - u) * range * fall);
    const double value = rising ? low + distance : high - distance;
    const double above = value < low ? low : value;  // sums may round past the ends
    const double kept = above > high ? high : above;
    return both(both(rise >= 0.0, fall >= 0.0), finite(range * range)) ? kept : maths::not_a_number;
}

/// The smallest k with P(X <= k) >= u. 0 <= mean <= 500, else NaN. Adds up probabilities from 0: about `mean` steps of
/// 2 ns; exp(-500) = 7e-218 is far from underflow. Cumulative probabilities are within about 1e-13, so the last few
/// values below the end are exchanged where 1 - u < 1e-13.
[[maybe_unused]] inline double poisson(double mean, double u) {
    const bool valid = mean >= 0.0 && mean <= 500.0 && u > 0.0 && u < 1.0;
    if (!valid) return maths::not_a_number;
    // P(X >= mean + t) <= exp(-t^2 / (2 mean + 2t/3)) (Bernstein), below 2^-54 from here on: no u asks for more.
    const double last = mean + 26.0 + 8.7 * maths::sqrt(mean);
    double probability = maths::exp(-mean);
    double cumulative = probability;
    double k = 0.0;
    while (cumulative < u && k < last) {
        k += 1.0;
        probability *= mean / k;
        cumulative += probability;
    }
    return k;
}

/// log(1 - p) for 0 <= p <= 1/2: the logarithm of the rounded difference, corrected for the rounding.
STANDOFF_KERNEL double log_complement(double p) {
    const double complement = 1.0 - p;
    return maths::log(complement) + ((1.0 - complement) - p) / complement;
}

/// binomial for p <= 1/2 and a large mean: probabilities relative to the one of the mode, so nothing can underflow;
/// summed outwards from it until they vanish, then upwards again to the wanted share of their sum.
[[maybe_unused]] inline double binomial_from_mode(double n, double p, double u) {
    constexpr double negligible = 0x1p-70;
    const double odds = p / (1.0 - p);
    const double mode = maths::floor((n + 1.0) * p);
    double total = 1.0;
    double term = 1.0;
    for (double k = mode; k < n && term > negligible; total += term) {
        term *= (n - k) / (k + 1.0) * odds;
        k += 1.0;
    }
    term = 1.0;
    double k = mode;
    while (k > 0.0 && term > negligible) {
        term *= k / ((n - k + 1.0) * odds);
        k -= 1.0;
        total += term;
    }
    const double wanted = u * total;
    double cumulative = term;
    while (cumulative < wanted && k < n) {
        term *= (n - k) / (k + 1.0) * odds;
        k += 1.0;
        cumulative += term;
    }
    return k;
}

/// The number of successes in n trials, the smallest k with P(X <= k) >= u. n whole, 0 to 1e6; p in [0, 1]; else NaN.
/// Counts failures when p > 1/2 (then 1 - p is exact). Adds up probabilities from 0 while the mean is below 500, else
/// from the mode: at most 500 steps, or about 26 standard deviations (16 us for a million trials).
[[maybe_unused]] inline double binomial(double n, double p, double u) {
    const bool trials = n >= 0.0 && n <= 1e6 && maths::floor(n) == n;
    const bool valid = trials && p >= 0.0 && p <= 1.0 && u > 0.0 && u < 1.0;
    if (!valid) return maths::not_a_number;
    const bool failures = p > 0.5;
    const double rare = failures ? 1.0 - p : p;
    const double share = failures ? 1.0 - u : u;
    double k = 0.0;
    if (n * rare > 500.0) {
        k = binomial_from_mode(n, rare, share);
    } else {
        const double odds = rare / (1.0 - rare);
        double probability = maths::exp(n * log_complement(rare));
        double cumulative = probability;
        while (cumulative < share && k < n) {
            probability *= (n - k) / (k + 1.0) * odds;
            k += 1.0;
            cumulative += probability;
        }
    }
    return failures ? n - k : k;
}

}  // namespace distributions
}  // namespace
}  // namespace standoff
