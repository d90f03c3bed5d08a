#include <standoff/diagnostic.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

#include "base/codes.hpp"

namespace standoff {
namespace {

const char* const file = "actors:\n  DPRK:\n\ntraits:\r\n  zäh: 1\n";

TEST(SourceText, FindsLinesAndColumns) {
    const SourceText source("a.yaml", file);
    EXPECT_EQ(source.line_count(), 6U);
    EXPECT_EQ(source.line(1), "actors:");
    EXPECT_EQ(source.line(3), "");
    EXPECT_EQ(source.line(4), "traits:") << "without its carriage return";
    EXPECT_EQ(source.line(6), "") << "after the last line end";
    EXPECT_EQ(source.line_start(2), 8U);
    EXPECT_EQ(source.position(0).line, 1U);
    EXPECT_EQ(source.position(0).column, 1U);
    EXPECT_EQ(source.position(10).line, 2U);
    EXPECT_EQ(source.position(10).column, 3U);
    EXPECT_EQ(source.position(7).line, 1U) << "a line end belongs to its line";
    EXPECT_THROW((void)source.line(0), std::out_of_range);
    EXPECT_THROW((void)source.line(7), std::out_of_range);
}

TEST(SourceText, CountsColumnsInCharacters) {
    const SourceText source("a.yaml", "zäh: €1");
    const auto one = static_cast<std::uint32_t>(source.text().find('1'));
    EXPECT_EQ(one, 9U);
    EXPECT_EQ(source.position(one).column, 7U);
}

TEST(SourceText, AnswersForEmptyTextAndOffsetsBeyondTheEnd) {
    const SourceText empty("e.yaml", "");
    EXPECT_EQ(empty.line_count(), 1U);
    EXPECT_EQ(empty.line(1), "");
    EXPECT_EQ(empty.position(0).line, 1U);
    EXPECT_EQ(SourceText("a.yaml", "ab\ncd").position(1000).line, 2U);
    EXPECT_EQ(SourceText("a.yaml", "ab\ncd").position(1000).column, 3U);
}

TEST(Diagnostics, KeepTheSameFindingOnce) {
    Diagnostics findings;
    findings.add("E101", {0, 5, 2}, "twice", "why", "hint");
    findings.add("E101", {0, 5, 2}, "twice", "why", "hint");
    findings.add("E101", {0, 5, 2}, "another", "why", "hint");
    findings.add("E101", {0, 6, 2}, "twice", "why", "hint");
    EXPECT_EQ(findings.all().size(), 3U);
    EXPECT_EQ(findings.errors(), 3U);
    EXPECT_EQ(findings.warnings(), 0U);
    EXPECT_TRUE(findings.failed());
}

TEST(Diagnostics, AreNotFailedWhenEmpty) { EXPECT_FALSE(Diagnostics().failed()); }

TEST(Diagnostics, RefuseACodeThatIsNotInTheTable) {
    Diagnostics findings;
    EXPECT_THROW(findings.add("E999", {}, "no such code"), std::logic_error);
    EXPECT_TRUE(findings.all().empty());
}

TEST(Diagnostics, SortBySourceThenOffset) {
    Diagnostics findings;
    findings.add("E101", {}, "nowhere");
    findings.add("E101", {1, 0, 1}, "second file");
    findings.add("E101", {0, 9, 1}, "later");
    findings.add("E101", {0, 2, 1}, "sooner");
    findings.sort();
    std::string order;
    for (const Diagnostic& finding : findings.all()) order += finding.what + ", ";
    EXPECT_EQ(order, "sooner, later, second file, nowhere, ");
}

TEST(Diagnostics, EndWhereNobodyWouldReadOn) {
    Diagnostics findings;
    for (std::uint32_t i = 0; i < 1000; ++i) findings.add("W604", {0, i, 1}, "unread");
    EXPECT_FALSE(findings.failed());
    findings.add("W604", {0, 7, 1}, "unread");  // known: not one more
    EXPECT_THROW(findings.add("W604", {0, 1000, 1}, "unread"), TooManyFindings);
    EXPECT_THROW(findings.add("E101", {0, 1001, 1}, "unreadable"), TooManyFindings);
    EXPECT_EQ(findings.all().size(), 1001U);
    EXPECT_EQ(findings.all().back().code, "E102");
    EXPECT_EQ(findings.all().back().what, "there are more than 1000 findings");
    EXPECT_TRUE(findings.failed());
}

TEST(Codes, AreUniqueAndInOrderWithinTheirKind) {
    for (std::size_t i = 1; i < codes.size(); ++i) EXPECT_LT(codes[i - 1].id, codes[i].id);
    for (const FindingCode& code : codes) {
        EXPECT_EQ(find_code(code.id), &code);
        EXPECT_TRUE(code.id.size() == 4 && (code.id[0] == 'E' || code.id[0] == 'W')) << code.id;
        EXPECT_FALSE(code.title.empty()) << code.id;
    }
}

TEST(NearestName, FindsSlips) {
    const std::vector<std::string> known = {"relief", "relief_threshold", "resolve", "DPRK", "USA", "us"};
    EXPECT_EQ(nearest_name("releif_threshold", known), "relief_threshold");
    EXPECT_EQ(nearest_name("resolv", known), "resolve");
    EXPECT_EQ(nearest_name("resollve", known), "resolve");
    EXPECT_EQ(nearest_name("dprk", known), "DPRK") << "letter case costs nothing";
    EXPECT_EQ(nearest_name("RESOLEV", known), "resolve") << "neighbours swapped are one slip";
}

TEST(NearestName, DoesNotGuessAtOtherNames) {
    const std::vector<std::string> known = {"relief", "resolve", "USA", "us"};
    EXPECT_EQ(nearest_name("threshold", known), std::nullopt);
    EXPECT_EQ(nearest_name("releasing", known), std::nullopt) << "more than two slips";
    EXPECT_EQ(nearest_name("uk", known), std::nullopt) << "half of a short name";
    EXPECT_EQ(nearest_name("", known), std::nullopt);
    EXPECT_EQ(nearest_name("relief", {}), std::nullopt);
}

TEST(NearestName, PrefersTheNearestThenTheFirst) {
    EXPECT_EQ(nearest_name("threat", {"threads", "threats"}), "threats");
    EXPECT_EQ(nearest_name("costs", {"costa", "costt"}), "costa");
    EXPECT_EQ(did_you_mean("resolv", {"resolve"}), "did you mean \"resolve\"?");
    EXPECT_EQ(did_you_mean("resolv", {"relief"}), "");
}

}  // namespace
}  // namespace standoff
