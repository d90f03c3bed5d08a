// Text from files stays text: the expected lines follow the CommonMark and pandoc manuals.
#include <gtest/gtest.h>

#include "report/odd/markdown.hpp"

namespace standoff::odd {
namespace {

TEST(Markdown, EscapesWhatWouldBeMarkup) {
    EXPECT_EQ(escaped("2*3*4 and `code` | pipe"), "2\\*3\\*4 and \\`code\\` \\| pipe");
    EXPECT_EQ(escaped("a \\ b"), "a \\\\ b");
    EXPECT_EQ(escaped("<script>alert(1)</script>"), "\\<script>alert(1)\\</script>");
    EXPECT_EQ(escaped("$x$ ~y~ z^2^ {.c}"), "\\$x\\$ \\~y\\~ z\\^2\\^ \\{.c\\}");
    EXPECT_EQ(escaped("[text](http://x) [a][b]"), "[text\\](http://x) [a\\][b]");
    EXPECT_EQ(escaped("&lt; & @key"), "\\&lt; & \\@key");
}

TEST(Markdown, LeavesTextThatIsNoMarkup) {
    EXPECT_EQ(escaped("set w_squeeze to 0"), "set w_squeeze to 0");
    EXPECT_EQ(escaped("_emphasis_"), "\\_emphasis\\_");
    EXPECT_EQ(escaped("2.1 [1.3, 3.4] times"), "2.1 [1.3, 3.4] times");
    EXPECT_EQ(escaped("a < b > c"), "a < b > c");
    EXPECT_EQ(escaped("Straße, 조선"), "Straße, 조선");
}

TEST(Markdown, JoinsTheLinesOfAText) {
    EXPECT_EQ(escaped("one\ntwo\r\n\n  three\t"), "one two three");
    EXPECT_EQ(escaped("\x1b[31mred"), "\xEF\xBF\xBD[31mred");
}

TEST(Markdown, EscapesWhatWouldBeginABlock) {
    EXPECT_EQ(paragraph("# no heading"), "\\# no heading\n\n");
    EXPECT_EQ(paragraph("2022. A year."), "2022\\. A year.\n\n");
    EXPECT_EQ(paragraph("a) first"), "a\\) first\n\n");
    EXPECT_EQ(paragraph("Moon. A dove."), "Moon. A dove.\n\n");
    EXPECT_EQ(bullets({"- dash", "+ plus", "> quote", "[ ] task"}),
              "- \\- dash\n- \\+ plus\n- \\> quote\n- \\[ ] task\n\n");
}

TEST(Markdown, EndsASentenceOnce) {
    EXPECT_EQ(sentence("A guess"), "A guess.");
    EXPECT_EQ(sentence("Really?"), "Really?");
    EXPECT_EQ(sentence(""), "");
}

TEST(Markdown, CodeNeverHoldsItsOwnDelimiterNorACellsEnd) {
    EXPECT_EQ(code("a × b"), "`a × b`");
    EXPECT_EQ(code("a`b"), "a\\`b");
    EXPECT_EQ(code("a|b"), "a\\|b");
    EXPECT_EQ(code(""), "");
}

TEST(Markdown, JoinsCodeAsInASentence) { EXPECT_EQ(codes({"a", "b", "c"}), "`a`, `b` and `c`"); }

TEST(Markdown, LeavesOutEmptyColumnsTablesAndSections) {
    EXPECT_EQ(table({{"A", 1}, {"B", 1}, {"C", 2}}, {{"1", "", "x"}, {"", "", "y"}}),
              "| A | C |\n|---|------|\n| 1 | x |\n| | y |\n\n");
    EXPECT_EQ(table({{"A", 1}}, {}), "");
    EXPECT_EQ(titled(2, "Title", ""), "");
    EXPECT_EQ(titled(3, "Title", "text\n\n"), "### Title\n\ntext\n\n");
    EXPECT_EQ(bullets({}) + numbered({}) + sheet({}) + paragraph(""), "");
}

TEST(Markdown, IndentsAListInAnItem) {
    EXPECT_EQ(numbered({"first\n- inner", "second"}), "1. first\n    - inner\n2. second\n\n");
}

TEST(Markdown, AlignsFormulasUnderTheirLabels) {
    EXPECT_EQ(sheet({{"rung", "4"}, {"effects", "x becomes 1"}, {"effects", "y becomes 2"}}),
              "```text\nrung     4\neffects  x becomes 1\n         y becomes 2\n```\n\n");
}

}  // namespace
}  // namespace standoff::odd
