// Looking up a number by the item of a choice, a vector at a time. Compiled like executor.hpp.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "engine/executor.hpp"
#include "random/bits.hpp"

namespace standoff {
namespace {
namespace picks {

/// Entries of a table: one for each item, and at least two more for a choice that is no item, -1.
constexpr std::int32_t entries = 16;
constexpr std::int32_t most_items = entries - 2;

/// out[i] = table[choice[i]], or the last entry where the choice is -1 or beyond most_items.
STANDOFF_KERNEL void pick(const double* choice, std::size_t count, const double* table, double* out) {
#if defined(__AVX512F__)
    // The last four digits of 2^52 + item are the item; those of 2^52 - 1, where a unit is the second last digit, 14.
    const __m512i low = _mm512_castpd_si512(_mm512_loadu_pd(table));
    const __m512i high = _mm512_castpd_si512(_mm512_loadu_pd(table + 8));
    const __m512d shift = _mm512_set1_pd(maths::two_to_52);
    const __m512d beyond = _mm512_set1_pd(most_items);
    // The masked form, every lane on: gcc 12 warns of its own header for the plain one.
    constexpr __mmask8 every = 0xff;
    for (std::size_t i = 0; i < count; i += 8) {
        const __m512d within = _mm512_maskz_min_pd(every, _mm512_loadu_pd(choice + i), beyond);
        const __m512i item = _mm512_castpd_si512(_mm512_add_pd(within, shift));
        _mm512_storeu_pd(out + i, _mm512_castsi512_pd(_mm512_permutex2var_epi64(low, item, high)));
    }
#else
    // Four entries at a time, as far as there are some of their own.
    const double none = table[entries - 1];
    const auto own = [&](std::int32_t k) { return maths::to_bits(table[k]) != maths::to_bits(none); };
    std::int32_t begin = 0, end = most_items;
    while (end > 1 && !own(end - 1)) --end;
    while (begin + 1 < end && !own(begin)) ++begin;
    for (std::int32_t k = begin; k < end; k += 4) {
        const auto entry = [&](std::int32_t item) { return table[item < entries ? item : entries - 1]; };
        const double a = entry(k), b = entry(k + 1), c = entry(k + 2), d = entry(k + 3);
        const double first = k;
        STANDOFF_LANES
        for (std::size_t i = 0; i < count; ++i) {
            const double item = choice[i] - first;
            double value = k == begin ? none : out[i];
            value = item == 0.0 ? a : value;
            value = item == 1.0 ? b : value;
            value = item == 2.0 ? c : value;
            out[i] = item == 3.0 ? d : value;
        }
    }
#endif
}

}  // namespace picks
}  // namespace
}  // namespace standoff
