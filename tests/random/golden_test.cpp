// One committed hash over the bits of many results of each kernel: every compiler, build type and instruction set must
// give it. The kernels run in loops over lanes, as in the engine, so that a vectorising build tests its vector code.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>

#include "random/distributions.hpp"
#include "random/math_power.hpp"
#include "random/philox.hpp"

namespace standoff {
namespace {

constexpr std::size_t lanes = 128;
constexpr int blocks = 400;
using Lanes = std::array<double, lanes>;

struct Hash {
    std::uint64_t value = 0xcbf29ce484222325;
    void add(const Lanes& lane) {
        for (double x : lane) {
            // The sign and payload of a NaN are the compiler's choice and no part of the promise.
            const std::uint64_t bits = x == x ? maths::to_bits(x) : 0x7ff8000000000000;
            value = (value ^ bits) * 0x100000001b3;
            value ^= value >> 29;
        }
    }
};

struct Inputs {
    Lanes u;     // uniform
    Lanes x;     // moderate, both signs
    Lanes y;     // moderate, positive
    Lanes wide;  // all exponents, both signs, infinities and NaN among them: any bits
    Lanes wide_too;
};

Inputs inputs(int block) {
    std::array<std::uint32_t, lanes> runs{};
    for (std::size_t i = 0; i < lanes; ++i) runs[i] = static_cast<std::uint32_t>(i);
    const PhiloxKey key = make_key(99);
    const auto step = static_cast<std::uint32_t>(block);
    Inputs in{};
    uniforms(key, runs.data(), lanes, step, 1, in.u.data());
    uniforms(key, runs.data(), lanes, step, 2, in.x.data());
    uniforms(key, runs.data(), lanes, step, 3, in.y.data());
    for (std::size_t i = 0; i < lanes; ++i) {
        in.x[i] = 40.0 * in.x[i] - 20.0;
        in.y[i] = 5.0 * in.y[i];
        const PhiloxBlock bits = philox::block({{runs[i], step, 4, 0}}, key);
        in.wide[i] = maths::from_bits((std::uint64_t{bits.words[0]} << 32) | bits.words[1]);
        in.wide_too[i] = maths::from_bits((std::uint64_t{bits.words[2]} << 32) | bits.words[3]);
    }
    constexpr double edges[] = {0.0,      -0.0, 1.0, -1.0, maths::infinity, -maths::infinity, maths::not_a_number,
                                0x1p-1074};
    for (std::size_t i = 0; i < std::size(edges); ++i) in.wide[i] = edges[i];
    return in;
}

template <typename Kernel>
std::uint64_t hash_of(Kernel kernel) {
    Hash hash;
    for (int block = 0; block < blocks; ++block) {
        const Inputs in = inputs(block);
        Lanes out{};
        for (std::size_t i = 0; i < lanes; ++i) out[i] = kernel(in.u[i], in.x[i], in.y[i], in.wide[i], in.wide_too[i]);
        hash.add(out);
    }
    return hash.value;
}

std::string hex(std::uint64_t value) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return text.data();
}

// The lambda sees the lanes by these names. Hashes are compared as text, so that a failure shows what to copy.
#define EXPECT_GOLDEN(golden, expression)                                                                              \
    EXPECT_EQ(hex(hash_of([]([[maybe_unused]] double u, [[maybe_unused]] double x, [[maybe_unused]] double y,          \
                             [[maybe_unused]] double wide, [[maybe_unused]] double wide_too) { return expression; })), \
              golden)                                                                                                  \
        << #expression

TEST(Golden, MathsKernelsGiveTheSameBitsInEveryBuild) {
    EXPECT_GOLDEN("e267ca240769d3b1", maths::exp(wide));
    EXPECT_GOLDEN("febe1a1606cfa78a", maths::exp(x));
    EXPECT_GOLDEN("b5d305dbf8265bc2", maths::exp(40 * x));
    EXPECT_GOLDEN("e7a16d3fb315e40e", maths::log(wide));
    EXPECT_GOLDEN("08271380b76e4f3e", maths::log(y));
    EXPECT_GOLDEN("30c6d1c956d2d3a1", maths::pow(wide, wide_too));
    EXPECT_GOLDEN("7d60ab00e31ca959", maths::pow(y, x));
    EXPECT_GOLDEN("7e0c6bf9390c809d", maths::pow(x, maths::floor(y)));
    EXPECT_GOLDEN("c27223e1b3676291", maths::pow(wide, y));
    EXPECT_GOLDEN("8fd4ef5cbdaa2891", maths::tanh(wide));
    EXPECT_GOLDEN("f586b4924c8f59a6", maths::tanh(x));
    EXPECT_GOLDEN("71e88f5c757ffe3f", maths::logistic(wide));
    EXPECT_GOLDEN("323cc8122a4a2047", maths::logistic(40 * x));
    EXPECT_GOLDEN("658d73b504e9aecd", maths::inverse_normal(u));
    EXPECT_GOLDEN("83f3b9b148ceb76b", maths::inverse_normal(wide));
    EXPECT_GOLDEN("5b7d830b0405a024", maths::floor(wide));
    EXPECT_GOLDEN("f05cc248e852366b", maths::ceil(x));
    EXPECT_GOLDEN("09a7791c1bef43c4", maths::round(x));
    EXPECT_GOLDEN("9878ec829797b40b", maths::mod(x, y));
    EXPECT_GOLDEN("a93def35ff5194ed", maths::mod(wide, wide_too));
    EXPECT_GOLDEN("450c3bacf1c069dd", maths::sqrt(y));
}

TEST(Golden, UniformsAndDistributionsGiveTheSameBitsInEveryBuild) {
    namespace d = distributions;
    EXPECT_GOLDEN("a9e02474fddbd8ef", u);
    EXPECT_GOLDEN("ce2a92d9e2798062", d::uniform(x, x + y, u));
    EXPECT_GOLDEN("be0af0014b668872", d::uniform(x, y, u));
    EXPECT_GOLDEN("b0f0cfbfb9c76f9d", d::normal(x, y, u));
    EXPECT_GOLDEN("3678f1d988367da5", d::bernoulli(y, u));
    EXPECT_GOLDEN("f8e053946a65fc22", d::exponential(y, u));
    EXPECT_GOLDEN("6973573447a50525", d::triangular(x, x + y, x + 2 * y, u));
    EXPECT_GOLDEN("c06e4e00a78cd0b2", d::triangular(x, y, 6.0, u));
    EXPECT_GOLDEN("293eda6dade94c97", d::poisson(y, u));
    EXPECT_GOLDEN("e69ab06111e35ba9", d::poisson(150 * y, u));
    EXPECT_GOLDEN("fc38a6f0f81598ee", d::binomial(maths::floor(10 * y), 0.25 * y, u));
    EXPECT_GOLDEN("67e39dc06bd68076", d::binomial(2000.0, u, 0.2 * y));
}

}  // namespace
}  // namespace standoff
