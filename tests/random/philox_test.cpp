// Philox against Random123's known answers, and the streams that the engine makes of it.
#include "random/philox.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace standoff {
namespace {

using Four = std::array<std::uint32_t, 4>;

Four generate(const Four& counter, PhiloxKey key) {
    const PhiloxBlock out = philox::block({{counter[0], counter[1], counter[2], counter[3]}}, key);
    return {out.words[0], out.words[1], out.words[2], out.words[3]};
}

// Random123, tests/kat_vectors, lines "philox4x32 10".
TEST(Philox, MatchesTheKnownAnswersOfRandom123) {
    EXPECT_EQ(generate({0, 0, 0, 0}, {0, 0}), (Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    constexpr std::uint32_t ones = 0xffffffff;
    EXPECT_EQ(generate({ones, ones, ones, ones}, {ones, ones}), (Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(generate({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, CounterIsRunStepPlaceAndKeyIsTheSeed) {
    // The third known answer again, by the names the engine uses.
    const PhiloxKey key = make_key(0x299f31d0a4093822, 0);
    const double u = uniform(key, 0x243f6a88, 0x85a308d3, 0x0370734413198a2e);
    const std::uint64_t first_52_bits = 0xd16cfe0994fdcceb >> 12;
    EXPECT_EQ(u, (static_cast<double>(first_52_bits) + 0.5) * 0x1p-52);
}

TEST(Uniform, IsExactlyHalfwayBetweenStepsAndNeverAtAnEnd) {
    for (std::uint32_t run = 0; run < 100'000; ++run) {
        const double u = uniform(make_key(1), run, 2, 3);
        ASSERT_GT(u, 0.0);
        ASSERT_LT(u, 1.0);
        const double odd = u * 0x1p53;
        ASSERT_EQ(odd, std::floor(odd));
        ASSERT_EQ(std::fmod(odd, 2.0), 1.0);
        ASSERT_EQ(1.0 - (1.0 - u), u);
    }
}

TEST(Uniforms, AreTheUniformOfEachRunWhateverTheCount) {
    std::vector<std::uint32_t> runs;
    for (std::uint32_t i = 0; i < 133; ++i) runs.push_back(i * 0x9e3779b9 + (i == 7 ? 0xffffffff : 0));
    for (std::size_t count = 0; count <= runs.size(); ++count)
        for (const auto& [seed, step, place] : {std::tuple{0ull, 0u, 0ull}, std::tuple{~0ull, ~0u, ~0ull},
                                                std::tuple{42ull, 17u, 0x0123456789abcdefull}}) {
            std::vector<double> out(count + 1, -1.0);
            uniforms(make_key(seed), runs.data(), count, step, place, out.data());
            for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(out[i], uniform(make_key(seed), runs[i], step, place));
            ASSERT_EQ(out[count], -1.0) << "written past the end";
        }
}

TEST(Key, DiffersForAllSeedsAndBranches) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> keys;
    std::size_t made = 0;
    for (std::uint32_t branch = 0; branch < 20; ++branch)
        for (std::uint64_t seed = 0; seed < 1000; ++seed)
            for (std::uint64_t high : {0ull, 1ull << 32, 1ull << 63}) {
                const PhiloxKey key = make_key(seed + high, branch);
                keys.insert({key.low, key.high});
                ++made;
            }
    EXPECT_EQ(keys.size(), made);
    EXPECT_EQ(make_key(0x123456789abcdef0).low, 0x9abcdef0u);
    EXPECT_EQ(make_key(0x123456789abcdef0).high, 0x12345678u);
}

/// Correlation of two series of uniforms, in its standard errors.
template <typename First, typename Second>
double correlation_z(First first, Second second) {
    constexpr int count = 20'000;
    double sum = 0;
    for (std::uint32_t i = 0; i < count; ++i) sum += (first(i) - 0.5) * (second(i) - 0.5);
    return sum * 12 / std::sqrt(count);
}

TEST(Uniform, IsUncorrelatedBetweenNeighboursInEveryDirection) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const PhiloxKey key = make_key(seed);
        const auto at = [&](std::uint32_t run) { return uniform(key, run, 5, 7); };
        EXPECT_LT(std::fabs(correlation_z(at, [&](std::uint32_t i) { return uniform(key, i + 1, 5, 7); })), 4.5);
        EXPECT_LT(std::fabs(correlation_z(at, [&](std::uint32_t i) { return uniform(key, i, 6, 7); })), 4.5);
        EXPECT_LT(std::fabs(correlation_z(at, [&](std::uint32_t i) { return uniform(key, i, 5, 8); })), 4.5);
        EXPECT_LT(std::fabs(correlation_z(at, [&](std::uint32_t i) { return uniform(key, i, 5, 7 + (1ull << 32)); })),
                  4.5);
        EXPECT_LT(std::fabs(correlation_z(at, [&](std::uint32_t i) { return uniform(make_key(seed + 1), i, 5, 7); })),
                  4.5);
        EXPECT_LT(std::fabs(correlation_z(at, [&](std::uint32_t i) { return uniform(make_key(seed, 1), i, 5, 7); })),
                  4.5);
        // Along the steps and the places of one run.
        const auto by_step = [&](std::uint32_t i) { return uniform(key, 3, i, 7); };
        EXPECT_LT(std::fabs(correlation_z(by_step, [&](std::uint32_t i) { return uniform(key, 3, i + 1, 7); })), 4.5);
        const auto by_place = [&](std::uint32_t i) { return uniform(key, 3, 5, i); };
        EXPECT_LT(std::fabs(correlation_z(by_place, [&](std::uint32_t i) { return uniform(key, 3, 5, i + 1); })), 4.5);
    }
}

TEST(Uniform, HasBalancedBits) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        constexpr int count = 10'000;
        std::array<int, 52> ones{};
        for (std::uint32_t run = 0; run < count; ++run) {
            const auto k = static_cast<std::uint64_t>(uniform(make_key(seed), run, 0, 0) * 0x1p52);
            for (std::size_t bit = 0; bit < 52; ++bit) ones[bit] += static_cast<int>((k >> bit) & 1);
        }
        for (int n : ones) EXPECT_LT(std::fabs(n - count / 2.0) / std::sqrt(count / 4.0), 4.5);
    }
}

}  // namespace
}  // namespace standoff
