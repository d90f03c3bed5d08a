// Philox4x32-10, a counter-based random number generator: each number is a pure function of (seed, branch, run, step,
// place), so any draw can be repeated alone and none depends on threads, order or other draws.
//
// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011.
// Frozen: the counter's layout, the key and the way to a double decide every trace. Compiled like math.hpp, see
// bits.hpp.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "random/bits.hpp"

namespace standoff {

/// The key of a family of draws; see make_key.
struct PhiloxKey {
    std::uint32_t low;
    std::uint32_t high;
};

struct PhiloxBlock {
    std::uint32_t words[4];
};

namespace {
namespace philox {

constexpr std::uint64_t multiplier_0 = 0xD2511F53;
constexpr std::uint64_t multiplier_1 = 0xCD9E8D57;
constexpr std::uint32_t weyl_0 = 0x9E3779B9;  // the golden ratio
constexpr std::uint32_t weyl_1 = 0xBB67AE85;  // sqrt(3) - 1

/// The generator itself, in the words of the paper: counter and key to four words.
STANDOFF_KERNEL constexpr PhiloxBlock block(PhiloxBlock counter, PhiloxKey key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product_0 = multiplier_0 * counter.words[0];
        const std::uint64_t product_1 = multiplier_1 * counter.words[2];
        counter = {{static_cast<std::uint32_t>(product_1 >> 32) ^ counter.words[1] ^ key.low,
                    static_cast<std::uint32_t>(product_1),
                    static_cast<std::uint32_t>(product_0 >> 32) ^ counter.words[3] ^ key.high,
                    static_cast<std::uint32_t>(product_0)}};
        key.low += weyl_0;
        key.high += weyl_1;
    }
    return counter;
}

// 52 random bits k to (k + 1/2) 2^-52, exactly, and never 0 or 1: the bits become the mantissa of a number in [1, 2),
// from which 1 - 2^-53 is taken. 1 - u is exact too. (With 53 bits, (k + 1/2) 2^-53 needs 54 significant bits above
// 1/2; it would round to even, and the last of them to 1.)
constexpr std::uint64_t exponent_of_one = 0x3ff0000000000000;
constexpr double one_less_half_step = 1.0 - 0x1p-53;

}  // namespace philox

/// One key for each seed and branch. Branch 0, the runs themselves: the seed's 64 bits as they are, so all seeds
/// differ. Other branches: a bijection of the seed that depends on the branch (the finaliser of splitmix64), so within
/// a branch all seeds differ, and a key is shared with another branch only by chance (2^-64 a pair).
[[maybe_unused]] constexpr PhiloxKey make_key(std::uint64_t seed, std::uint32_t branch = 0) {
    std::uint64_t bits = seed;
    if (branch != 0) {
        bits += branch * std::uint64_t{0x9e3779b97f4a7c15};
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        bits = bits ^ (bits >> 31);
    }
    return {static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32)};
}

/// A uniform number in (0, 1): (k + 1/2) 2^-52 with k the first 52 bits of the block at (run, step, place).
STANDOFF_KERNEL double uniform(PhiloxKey key, std::uint32_t run, std::uint32_t step, std::uint64_t place) {
    const PhiloxBlock out =
        philox::block({{run, step, static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(place >> 32)}}, key);
    const std::uint64_t k = (std::uint64_t{out.words[0]} << 20) | (out.words[1] >> 12);
    return maths::from_bits(k | philox::exponent_of_one) - philox::one_less_half_step;
}

namespace philox {

// Vectors of 64-bit words, of which Philox uses the lower halves. Written out because gcc 12 does not see the
// instruction that multiplies lower halves (vpmuludq) in a plain loop over `uniform`, which takes 2.3 times as long.
#if defined(__AVX512F__)
using Words = __m512i;
// The masked forms with every lane on: gcc 12 warns of an uninitialised value inside its own header for the plain ones,
// and makes the same instructions of both.
constexpr __mmask8 every = 0xff;
constexpr std::size_t width = 8;
STANDOFF_KERNEL Words all(std::uint64_t x) { return _mm512_set1_epi64(static_cast<long long>(x)); }
STANDOFF_KERNEL Words load(const std::uint32_t* p) {
    return _mm512_maskz_cvtepu32_epi64(every, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
}
STANDOFF_KERNEL Words multiply(Words a, Words b) { return _mm512_maskz_mul_epu32(every, a, b); }
STANDOFF_KERNEL Words xor_of(Words a, Words b) { return _mm512_xor_si512(a, b); }
STANDOFF_KERNEL Words or_of(Words a, Words b) { return _mm512_or_si512(a, b); }
STANDOFF_KERNEL Words and_of(Words a, Words b) { return _mm512_and_si512(a, b); }
template <int bits>
STANDOFF_KERNEL Words right(Words a) {
    return _mm512_maskz_srli_epi64(every, a, bits);
}
template <int bits>
STANDOFF_KERNEL Words left(Words a) {
    return _mm512_maskz_slli_epi64(every, a, bits);
}
STANDOFF_KERNEL void store_less(double* p, Words x, double less) {
    _mm512_storeu_pd(p, _mm512_sub_pd(_mm512_castsi512_pd(x), _mm512_set1_pd(less)));
}
#elif defined(__AVX2__)
using Words = __m256i;
constexpr std::size_t width = 4;
STANDOFF_KERNEL Words all(std::uint64_t x) { return _mm256_set1_epi64x(static_cast<long long>(x)); }
STANDOFF_KERNEL Words load(const std::uint32_t* p) {
    return _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
STANDOFF_KERNEL Words multiply(Words a, Words b) { return _mm256_mul_epu32(a, b); }
STANDOFF_KERNEL Words xor_of(Words a, Words b) { return _mm256_xor_si256(a, b); }
STANDOFF_KERNEL Words or_of(Words a, Words b) { return _mm256_or_si256(a, b); }
STANDOFF_KERNEL Words and_of(Words a, Words b) { return _mm256_and_si256(a, b); }
template <int bits>
STANDOFF_KERNEL Words right(Words a) {
    return _mm256_srli_epi64(a, bits);
}
template <int bits>
STANDOFF_KERNEL Words left(Words a) {
    return _mm256_slli_epi64(a, bits);
}
STANDOFF_KERNEL void store_less(double* p, Words x, double less) {
    _mm256_storeu_pd(p, _mm256_sub_pd(_mm256_castsi256_pd(x), _mm256_set1_pd(less)));
}
#else
using Words = __m128i;
constexpr std::size_t width = 2;
STANDOFF_KERNEL Words all(std::uint64_t x) { return _mm_set1_epi64x(static_cast<long long>(x)); }
STANDOFF_KERNEL Words load(const std::uint32_t* p) {
    return _mm_unpacklo_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)), _mm_setzero_si128());
}
STANDOFF_KERNEL Words multiply(Words a, Words b) { return _mm_mul_epu32(a, b); }
STANDOFF_KERNEL Words xor_of(Words a, Words b) { return _mm_xor_si128(a, b); }
STANDOFF_KERNEL Words or_of(Words a, Words b) { return _mm_or_si128(a, b); }
STANDOFF_KERNEL Words and_of(Words a, Words b) { return _mm_and_si128(a, b); }
template <int bits>
STANDOFF_KERNEL Words right(Words a) {
    return _mm_srli_epi64(a, bits);
}
template <int bits>
STANDOFF_KERNEL Words left(Words a) {
    return _mm_slli_epi64(a, bits);
}
STANDOFF_KERNEL void store_less(double* p, Words x, double less) {
    _mm_storeu_pd(p, _mm_sub_pd(_mm_castsi128_pd(x), _mm_set1_pd(less)));
}
#endif

}  // namespace philox

/// out[i] = uniform(key, runs[i], step, place) for i < count. What depends on step and place alone is computed once. A
/// count that is a multiple of 8 needs no scalar remainder: it pays to draw for a few finished lanes too.
[[maybe_unused]] inline void uniforms(PhiloxKey key, const std::uint32_t* runs, std::size_t count, std::uint32_t step,
                                      std::uint64_t place, double* out) {
    using namespace philox;
    const Words times_0 = all(multiplier_0);
    const Words times_1 = all(multiplier_1);
    const std::uint64_t place_low = static_cast<std::uint32_t>(place);
    const std::uint64_t product_1 = multiplier_1 * place_low;
    const std::size_t in_vectors = count - count % width;
    for (std::size_t i = 0; i < in_vectors; i += width) {
        // Upper halves hold rubbish: multiplication and the right shift do not see it.
        std::uint32_t key_low = key.low;
        std::uint32_t key_high = key.high;
        // Round 1: the place's words are the same in every lane.
        const Words product_0 = multiply(load(runs + i), times_0);
        const std::uint64_t shared_0 = (product_1 >> 32) ^ step ^ key_low;
        Words b = all(product_1);
        Words c = xor_of(right<32>(product_0), all((place >> 32) ^ key_high));
        Words d = product_0;
        // Round 2: so is the first word.
        key_low += weyl_0;
        key_high += weyl_1;
        const std::uint64_t shared_product = multiplier_0 * static_cast<std::uint32_t>(shared_0);
        const Words second_1 = multiply(c, times_1);
        Words a = xor_of(right<32>(second_1), xor_of(b, all(key_low)));
        b = second_1;
        c = xor_of(all((shared_product >> 32) ^ key_high), d);
        d = all(shared_product);
#pragma GCC unroll 7
        for (int round = 2; round < 9; ++round) {
            key_low += weyl_0;
            key_high += weyl_1;
            const Words top_0 = multiply(a, times_0);
            const Words top_1 = multiply(c, times_1);
            a = xor_of(right<32>(top_1), xor_of(b, all(key_low)));
            b = top_1;
            c = xor_of(right<32>(top_0), xor_of(d, all(key_high)));
            d = top_0;
        }
        // Round 10: only the first two words are wanted.
        key_low += weyl_0;
        const Words last = multiply(c, times_1);
        a = and_of(xor_of(right<32>(last), xor_of(b, all(key_low))), all(0xffffffff));
        const Words low_bits = right<12>(and_of(last, all(0xffffffff)));
        store_less(out + i, or_of(or_of(left<20>(a), low_bits), all(exponent_of_one)), one_less_half_step);
    }
    for (std::size_t i = in_vectors; i < count; ++i) out[i] = uniform(key, runs[i], step, place);
}

}  // namespace
}  // namespace standoff
