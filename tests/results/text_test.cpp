#include "results/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "results/sha256.hpp"

namespace standoff {
namespace {

TEST(NumberText, ReadsBackToTheSameBits) {
    std::uint64_t bits = 0x9E3779B97F4A7C15U;
    for (int i = 0; i < 20000; ++i) {
        bits ^= bits << 13U;
        bits ^= bits >> 7U;
        bits ^= bits << 17U;
        const auto value = std::bit_cast<double>(bits);
        if (std::isnan(value)) continue;
        const auto back = parse_number(number_text(value));
        ASSERT_TRUE(back);
        ASSERT_EQ(std::bit_cast<std::uint64_t>(*back), bits) << number_text(value);
    }
}

TEST(NumberText, IsShort) {
    EXPECT_EQ(number_text(0.1), "0.1");
    EXPECT_EQ(number_text(3), "3");
    EXPECT_EQ(number_text(-0.0), "-0");
    EXPECT_EQ(number_text(1e22), "1e+22");
    EXPECT_EQ(number_text(std::numeric_limits<double>::infinity()), "inf");
    EXPECT_EQ(number_text(-std::numeric_limits<double>::infinity()), "-inf");
    EXPECT_EQ(number_text(std::numeric_limits<double>::quiet_NaN()), "");
}

TEST(NumberText, RefusesWhatIsNoNumber) {
    for (const char* text : {"x", "1x", " 1", "1,5", "nan"}) EXPECT_FALSE(parse_number(text)) << text;
    EXPECT_TRUE(std::isnan(parse_number("").value()));
}

TEST(HashText, HasSixteenDigits) {
    EXPECT_EQ(hash_text(0xABC), "0000000000000abc");
    EXPECT_EQ(parse_hash("0000000000000abc"), 0xABCU);
    EXPECT_EQ(parse_hash(hash_text(UINT64_MAX)), UINT64_MAX);
    EXPECT_FALSE(parse_hash("abc"));
    EXPECT_FALSE(parse_hash("000000000000000g"));
}

TEST(CsvRow, QuotesWhatNeedsIt) {
    CsvRow row;
    row.field(std::string_view("plain")).field(std::string_view("a,b")).field(std::string_view("say \"so\""));
    row.field(std::string_view("two\nlines")).field(std::string_view("")).field(1.5).field(std::int64_t{-3});
    EXPECT_EQ(row.finish(), "plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",,1.5,-3\n");
    EXPECT_EQ(row.field(std::string_view("next")).finish(), "next\n") << "a finished row leaves nothing behind";
}

TEST(CsvRow, IsReadBack) {
    const std::vector<std::string> fields = {"", "a,b", "\"", "\r\n", "ü", " x "};
    CsvRow row;
    for (const std::string& field : fields) row.field(std::string_view(field));
    const std::string line(row.finish());
    const auto rows = parse_csv(line + line);
    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 2U);
    EXPECT_EQ(rows->at(1), fields);
}

TEST(ParseCsv, TakesBothLineEndsAndAMissingOne) {
    const std::vector<std::vector<std::string>> expected = {{"a", "b"}, {"1", ""}};
    EXPECT_EQ(parse_csv("a,b\r\n1,\r\n"), expected);
    EXPECT_EQ(parse_csv("a,b\n1,"), expected);
    EXPECT_EQ(parse_csv("")->size(), 0U);
}

TEST(ParseCsv, RefusesBrokenQuotes) {
    for (const char* text : {"\"open", "a\"b", "\"a\"b,c"}) EXPECT_FALSE(parse_csv(text)) << text;
}

TEST(Sha256, AgreesWithTheStandard) {
    // FIPS 180-4 examples (NIST).
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    Sha256 pieces;
    for (std::size_t size = 0, all = 0; all < 1000000;
         all += size, size = std::min<std::size_t>(size + 1, 1000000 - all))
        pieces.add(std::string(size, 'a'));
    EXPECT_EQ(pieces.digits(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    EXPECT_EQ(sha256(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Rounding, GoesTowardsTheSideThatIsAsked) {
    EXPECT_EQ(rounded_towards(0.30006, 0, 3), 0.3);
    EXPECT_EQ(rounded_towards(0.30006, 1, 3), 0.301);
    EXPECT_EQ(rounded_towards(0.2996, 0, 3), 0.299);
    EXPECT_EQ(rounded_towards(-1.26, -2, 2), -1.3);
    EXPECT_EQ(rounded_towards(-1.26, 0, 2), -1.2);
    EXPECT_EQ(rounded_towards(9.99e20, 1e22, 1), 1e21);
    EXPECT_EQ(rounded_towards(1.0004e-7, 0, 4), 1e-7);
    EXPECT_EQ(rounded_towards(25, 30, 2), 25);
}

TEST(Rounding, TakesAsManyDigitsAsItNeedsToStayShortOfTheSide) {
    EXPECT_EQ(shortest_short_of(0.3014567, 0.25), 0.301);
    EXPECT_EQ(shortest_short_of(0.3014567, 0.30141), 0.30145);
    EXPECT_EQ(shortest_short_of(0.3014567, 0.301999), 0.3015);
    EXPECT_EQ(shortest_short_of(12345.5, 12345), 12345.5);
    const double value = 1.0 / 3;
    const double next = std::nextafter(value, 0.0);
    EXPECT_EQ(shortest_short_of(value, next), value);
}

}  // namespace
}  // namespace standoff
