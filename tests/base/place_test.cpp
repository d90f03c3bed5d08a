#include "base/place.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <set>
#include <string>
#include <vector>

namespace standoff {
namespace {

TEST(PlaceHash, TellsPartsApart) {
    const std::set<std::uint64_t> hashes{place_hash({"ab", "c"}), place_hash({"a", "bc"}),    place_hash({"abc"}),
                                         place_hash({"abc", ""}), place_hash({"", "abc"}),    place_hash({"c", "ab"}),
                                         place_hash({}),          place_hash({""}),           place_hash({"", ""}),
                                         place_hash({"ABC"}),     place_hash({"a", "b", "c"})};
    EXPECT_EQ(hashes.size(), 11u);
    // A name that holds the bytes of a separator does not pass for two parts.
    const std::string sly("a\x01\0\0\0\0\0\0\0b", 10);
    EXPECT_NE(place_hash({sly}), place_hash({"a", "b"}));
}

TEST(PlaceHash, IsFrozen) {
    // From a few lines of Python with the same definition. A change here moves the trace of every scenario.
    EXPECT_EQ(place_hash({}), 0xefd01f60ba992926u);
    EXPECT_EQ(place_hash({"decision", "military", "challenger"}), 0xa2528fcb5116cf83u);
    EXPECT_EQ(place_hash({"events", "crisis", "occurs"}), 0x2f7d46b10206e273u);
}

TEST(PlaceHash, TakesASpanAlike) {
    const std::vector<std::string_view> parts{"decision", "military", "challenger"};
    EXPECT_EQ(place_hash(parts), place_hash({"decision", "military", "challenger"}));
}

TEST(PlaceHash, ChangesHalfTheBitsForOneLetter) {
    double changed = 0;
    std::set<std::uint64_t> hashes;
    constexpr int count = 5000;
    for (int i = 0; i < count; ++i) {
        const std::string name = "actor_" + std::to_string(i);
        std::string other = name;
        other.back() = static_cast<char>(other.back() ^ 1);
        changed += std::popcount(place_hash({"decision", name}) ^ place_hash({"decision", other}));
        hashes.insert(place_hash({"decision", name}));
    }
    EXPECT_EQ(hashes.size(), static_cast<std::size_t>(count));
    EXPECT_NEAR(changed / count, 32.0, 4.5 * 4.0 / 70.0);  // 64 fair bits have sd 4; 5000 pairs, about 70 = sqrt(5000)
}

}  // namespace
}  // namespace standoff
