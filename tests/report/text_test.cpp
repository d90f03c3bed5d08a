#include "report/text.hpp"
#include "base/unicode.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace standoff {
namespace {

TEST(TextColumns, CountWhatATerminalShows) {
    EXPECT_EQ(columns_of("abc"), 3U);
    EXPECT_EQ(columns_of("±…"), 2U);
    EXPECT_EQ(columns_of("조선"), 4U);
    EXPECT_EQ(left_in("조선", 6), "조선  ");
    EXPECT_EQ(right_in("±1", 4), "  ±1");
}

TEST(TextColumns, AreCutWithAMark) {
    EXPECT_EQ(cut_to("abcdef", 4), "abc…");
    EXPECT_EQ(cut_to("abcd", 4), "abcd");
    EXPECT_EQ(left_in("조선민주", 4), "조… ") << "half a character does not fit";
    EXPECT_EQ(cut_to("abc", 0), "");
}

TEST(Harmless, TakesTheTeethOutOfEscapeSequences) {
    const std::string text = unicode::printable("a\033[31mred\nb\x07");
    EXPECT_EQ(text.find('\033'), std::string::npos);
    EXPECT_EQ(text.find('\n'), std::string::npos);
    EXPECT_EQ(text.find('\x07'), std::string::npos);
    EXPECT_EQ(unicode::printable("Nordkorea – 조선"), "Nordkorea – 조선");
}

TEST(Wrapped, BreaksAtSpaces) {
    EXPECT_EQ(wrapped("one two three", "- ", "  ", 9), "- one two\n  three\n");
    EXPECT_EQ(wrapped("", "", ""), "\n");
    EXPECT_EQ(wrapped("averylongword x", "", "", 5), "avery\nlongw\nord x\n");
    EXPECT_EQ(wrapped("조선민주주의", "- ", "  ", 7), "- 조선\n  민주\n  주의\n") << "half a character does not fit";
    EXPECT_EQ(wrapped("ab", "", "", 0), "ab\n") << "there is no such line";
}

TEST(ShortNumber, ShowsThreeDigitsThatMatter) {
    EXPECT_EQ(short_number(0), "0");
    EXPECT_EQ(short_number(12), "12");
    EXPECT_EQ(short_number(123456), "123456");
    EXPECT_EQ(short_number(1234.56), "1235");
    EXPECT_EQ(short_number(0.123456), "0.123");
    EXPECT_EQ(short_number(12.345), "12.3");
    EXPECT_EQ(short_number(2.5e9), "2.5e+09");
    EXPECT_EQ(short_number(std::numeric_limits<double>::infinity()), "never");
}

TEST(TextColumns, AreThoseOfTheCharactersShown) {
    EXPECT_EQ(columns_of("±1 조…", Characters::ascii), 10U) << "+/-1 ??...";
    EXPECT_EQ(cut_to("abcdefgh", 6, Characters::ascii), "abc…");
    EXPECT_EQ(unicode::in_ascii(left_in("조선민주", 7, Characters::ascii)), "????...");
    EXPECT_EQ(unicode::in_ascii(right_in("±1", 6, Characters::ascii)), "  +/-1");
    EXPECT_EQ(wrapped("±± ±", "", "", 8, Characters::ascii), "±±\n±\n");
}

TEST(InAscii, SpellsWhatTheSummaryUses) {
    EXPECT_EQ(unicode::in_ascii("3 ± 1 ×2 – “so…”\n"), "3 +/- 1 x2 - \"so...\"\n");
    EXPECT_EQ(unicode::in_ascii("▁▂▃▄▅▆▇█"), "_.:-=+*#");
    EXPECT_EQ(unicode::in_ascii(bar(0.0001, 20)), "#");
    EXPECT_EQ(unicode::in_ascii("조선 Müller e\u0301"), "???? M?ller e");
}

TEST(Sparkline, GoesFromTheLowestToTheHighest) {
    const std::vector<double> up = {0, 1, 2, 3, 4, 5, 6, 7};
    EXPECT_EQ(sparkline(up, 8), "▁▂▃▄▅▆▇█");
    EXPECT_EQ(sparkline(up, 4), "▁▃▆█") << "means of 0.5, 2.5, 4.5 and 6.5: a third of the way is level 2.67";
    EXPECT_EQ(sparkline(std::vector<double>{0, 1}, 4), "▁▁██");
    EXPECT_EQ(sparkline(std::vector<double>{5, 5, 5}, 3), "▁▁▁");
    EXPECT_EQ(sparkline(std::vector<double>{}, 3), "");
}

TEST(Sparkline, LeavesOutWhatIsNotFinite) {
    const double inf = std::numeric_limits<double>::infinity();
    EXPECT_EQ(sparkline(std::vector<double>{inf, 0, 1, inf}, 4), " ▁█ ");
    EXPECT_EQ(sparkline(std::vector<double>{inf, 0, 1, 1}, 2), "▁█");
}
TEST(Sparkline, HoldsTheLargestAndTheSmallestNumbers) {
    const double most = std::numeric_limits<double>::max();
    const double least = std::numeric_limits<double>::denorm_min();
    EXPECT_EQ(sparkline(std::vector<double>{-most, 0, most}, 3), "▁▅█");
    EXPECT_EQ(sparkline(std::vector<double>{most, most, 0, 0}, 2), "█▁") << "whose sum is infinite";
    EXPECT_EQ(sparkline(std::vector<double>{0, least}, 2), "▁▁");
}

TEST(Bar, IsNeverEmptyForWhatHappened) {
    EXPECT_EQ(bar(0, 20), "");
    EXPECT_EQ(bar(0.0001, 20), "▏");
    EXPECT_EQ(bar(0.5, 4), "██");
    EXPECT_EQ(columns_of(bar(1, 20)), 20U);
}

TEST(Text, TellsSharesApartFromCertainty) {
    EXPECT_EQ(percent(0), "0%");
    EXPECT_EQ(percent(1), "100%");
    EXPECT_EQ(percent(0.5412), "54.1%");
    EXPECT_EQ(percent(0.0341), "3.4%");
    EXPECT_EQ(percent(0.00341), "0.34%");
    EXPECT_EQ(percent(0.99953), "99.95%");
    EXPECT_EQ(percent(0.000003), "<0.01%");
    EXPECT_EQ(percent(0.999997), ">99.99%");
}

TEST(Text, SaysDurationsAsPeopleDo) {
    EXPECT_EQ(duration_text(35), "5 weeks");
    EXPECT_EQ(duration_text(7), "1 week");
    EXPECT_EQ(duration_text(10), "10 days");
    EXPECT_EQ(duration_text(1), "1 day");
    EXPECT_EQ(duration_text(0), "0 days");
    EXPECT_EQ(duration_text(30.4375), "1 month");
    EXPECT_EQ(duration_text(730.5), "2 years");
    EXPECT_EQ(duration_text(40), "5.71 weeks");
    EXPECT_EQ(duration_text(1000), "2.74 years");
    EXPECT_EQ(duration_text(0.5), "0.5 days");
    EXPECT_EQ(duration_text(std::numeric_limits<double>::infinity()), "never");
}

}  // namespace
}  // namespace standoff
