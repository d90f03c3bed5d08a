#include <standoff/diagnostic.hpp>

#include <gtest/gtest.h>

namespace standoff {
namespace {

/// A finding at the first `marked` of a file of one text.
struct Sample {
    Sources sources;
    Diagnostic finding;

    Sample(std::string text, std::string_view marked, std::string why = "why", std::string hint = "")
        : sources{SourceText("dir/a.yaml", std::move(text))} {
        const auto offset = static_cast<std::uint32_t>(sources[0].text().find(marked));
        finding = {
            "E207", {0, offset, static_cast<std::uint32_t>(marked.size())}, "what", std::move(why), std::move(hint)};
    }
    [[nodiscard]] std::string shown(DiagnosticFormat format = DiagnosticFormat::human) const {
        return render(finding, sources, format);
    }
};

TEST(Render, ShowsTheLineAndMarksTheSpan) {
    std::string text;
    for (int line = 1; line <= 40; ++line) text += "# a comment\n";
    Sample sample(text + "  releif_threshold: 0.72\n", "releif_threshold", "did you mean \"relief_threshold\"?");
    sample.finding.what = "\"releif_threshold\" is not a parameter of this theory";
    EXPECT_EQ(sample.shown(),
              "error[E207]: \"releif_threshold\" is not a parameter of this theory\n"
              "  --> dir/a.yaml:41:3\n"
              "   |\n"
              "41 |   releif_threshold: 0.72\n"
              "   |   ^^^^^^^^^^^^^^^^ did you mean \"relief_threshold\"?\n");
}

TEST(Render, PutsTheHintOnALineOfItsOwn) {
    EXPECT_EQ(Sample("a: bad\n", "bad", "", "write `good`").shown(),
              "error[E207]: what\n"
              " --> dir/a.yaml:1:4\n"
              "  |\n"
              "1 | a: bad\n"
              "  |    ^^^\n"
              "  = help: write `good`\n");
}

TEST(Render, ShowsNoLineForAFindingWithoutAPlace) {
    const Diagnostic error{"E101", {}, "\"x.yaml\" cannot be read", "", ""};
    EXPECT_EQ(render(error, {}, DiagnosticFormat::human), "error[E101]: \"x.yaml\" cannot be read\n");
    EXPECT_EQ(render(error, {}, DiagnosticFormat::brief), "error[E101]: \"x.yaml\" cannot be read\n");
    const Diagnostic warning{"W101", {7, 0, 1}, "what", "why", "hint"};
    EXPECT_EQ(render(warning, {}, DiagnosticFormat::human), "warning[W101]: what\n  = note: why\n  = help: hint\n")
        << "a place in a file that was not read shows no line either";
}

TEST(Render, AlignsUnderCharactersOfSeveralBytes) {
    EXPECT_EQ(Sample("zäh €: bad", "bad").shown(),
              "error[E207]: what\n --> dir/a.yaml:1:8\n  |\n1 | zäh €: bad\n  |        ^^^ why\n");
    EXPECT_EQ(Sample("a: zäh", "zäh").shown(),
              "error[E207]: what\n --> dir/a.yaml:1:4\n  |\n1 | a: zäh\n  |    ^^^ why\n");
}

TEST(Render, AlignsUnderWideCharactersAndCombiningMarks) {
    EXPECT_EQ(Sample("북한: bad", "bad").shown(),
              "error[E207]: what\n --> dir/a.yaml:1:5\n  |\n1 | 북한: bad\n  |       ^^^ why\n")
        << "Hangul takes two columns a character";
    EXPECT_EQ(Sample("e\u0301: bad", "bad").shown(),
              "error[E207]: what\n --> dir/a.yaml:1:5\n  |\n1 | e\u0301: bad\n  |    ^^^ why\n");
}

TEST(Render, ShowsTabsAsSpaces) {
    EXPECT_EQ(Sample("a:\tbad\tb", "bad").shown(),
              "error[E207]: what\n --> dir/a.yaml:1:4\n  |\n1 | a:    bad    b\n  |       ^^^ why\n");
}

TEST(Render, CutsASpanToItsLine) {
    EXPECT_EQ(Sample("a: [1,\r\n    2]\n", "[1,\r\n    2]").shown(),
              "error[E207]: what\n --> dir/a.yaml:1:4\n  |\n1 | a: [1,\n  |    ^^^ why\n");
    Sample beyond("ab", "ab");
    beyond.finding.place = {0, 1, UINT32_MAX};
    EXPECT_EQ(beyond.shown(), "error[E207]: what\n --> dir/a.yaml:1:2\n  |\n1 | ab\n  |  ^ why\n");
}

TEST(Render, MarksOneColumnForASpanOfNothing) {
    Sample sample("a:\n\nb", "a", "");
    sample.finding.place = {0, 2, 0};
    EXPECT_EQ(sample.shown(), "error[E207]: what\n --> dir/a.yaml:1:3\n  |\n1 | a:\n  |   ^\n");
    sample.finding.place = {0, 3, 0};
    EXPECT_EQ(sample.shown(), "error[E207]: what\n --> dir/a.yaml:2:1\n  |\n2 |\n  | ^\n");
    sample.finding.place = {0, 99, 0};
    EXPECT_EQ(sample.shown(), "error[E207]: what\n --> dir/a.yaml:3:2\n  |\n3 | b\n  |  ^\n");
}

/// The line shown and the line of marks, without their margins.
std::pair<std::string, std::string> shown_and_marks(const Sample& sample) {
    const std::string text = sample.shown();
    const std::size_t line = text.find("\n1 | ") + 5;
    const std::size_t line_end = text.find('\n', line);
    const std::size_t marks = line_end + 5;
    return {text.substr(line, line_end - line), text.substr(marks, text.find('\n', marks) - marks)};
}

TEST(Render, ShowsAWindowOfALongLine) {
    const std::string left(200, 'l');
    const std::string right(200, 'r');
    const std::string ellipsis = "…";
    const auto [middle, middle_marks] = shown_and_marks(Sample(left + "bad!" + right, "bad!", ""));
    EXPECT_EQ(middle, ellipsis + std::string(48, 'l') + "bad!" + std::string(48, 'r') + ellipsis);
    EXPECT_EQ(middle_marks, std::string(49, ' ') + "^^^^");

    const auto [start, start_marks] = shown_and_marks(Sample("bad!" + right, "bad!", ""));
    EXPECT_EQ(start, "bad!" + std::string(96, 'r') + ellipsis);
    EXPECT_EQ(start_marks, "^^^^");

    const auto [end, end_marks] = shown_and_marks(Sample(left + "bad!", "bad!", ""));
    EXPECT_EQ(end, ellipsis + std::string(96, 'l') + "bad!");
    EXPECT_EQ(end_marks, std::string(97, ' ') + "^^^^");

    const std::string wide(300, 'w');
    const auto [cut, cut_marks] = shown_and_marks(Sample(left + wide + right, wide, ""));
    EXPECT_EQ(cut, ellipsis + std::string(100, 'w') + ellipsis);
    EXPECT_EQ(cut_marks, " " + std::string(100, '^'));

    const auto [edge, edge_marks] = shown_and_marks(Sample(left + wide, wide, ""));
    EXPECT_EQ(edge, ellipsis + std::string(100, 'w') + ellipsis);
    EXPECT_EQ(edge_marks, " " + std::string(100, '^'));

    const std::string far(2'000'000, 'f');
    const auto [huge, huge_marks] = shown_and_marks(Sample(far + "bad!" + far, "bad!", ""));
    EXPECT_EQ(huge, ellipsis + std::string(48, 'f') + "bad!" + std::string(48, 'f') + ellipsis);
    EXPECT_EQ(huge_marks, std::string(49, ' ') + "^^^^");
}

TEST(Render, KeepsWideCharactersWholeAtTheEdgeOfAWindow) {
    std::string left;
    for (int i = 0; i < 100; ++i) left += "한";
    const auto [line, marks] = shown_and_marks(Sample("a" + left + "bad" + left, "bad", ""));
    const std::size_t before = line.find("bad");
    ASSERT_NE(before, std::string::npos);
    // Columns before the span: one for the cut mark, two for each Hangul character of three bytes.
    EXPECT_EQ(marks.find('^'), 1 + (before - 3) / 3 * 2);
    EXPECT_EQ(marks.size() - marks.find('^'), 3U);
}

TEST(Render, PutsTheMarkUnderTheSpanInAsciiToo) {
    // Two columns for each Hangul character, three for the dots.
    EXPECT_EQ(render(Sample("a: 한… bad\n", "bad").finding, Sample("a: 한… bad\n", "bad").sources,
                     DiagnosticFormat::human, Characters::ascii),
              "error[E207]: what\n --> dir/a.yaml:1:7\n  |\n1 | a: ??... bad\n  |          ^^^ why\n");
    const Sample cut(std::string(200, 'x') + "bad" + std::string(200, 'y'), "bad");
    const std::string text = render(cut.finding, cut.sources, DiagnosticFormat::human, Characters::ascii);
    const std::string line = text.substr(text.find("1 | "), 110);
    const std::string marks = text.substr(text.find("  | "));
    EXPECT_EQ(line.find("bad"), marks.find("^^^"));
    EXPECT_EQ(line.substr(4, 4), "...x");
}

TEST(Render, NeverSendsWhatATerminalWouldObey) {
    Sample sample("a: \x1b[31mred\x07 \xff bad\n", "bad");
    sample.finding.what = "unknown \"\x1b[2J\nname\"";
    for (const DiagnosticFormat format : {DiagnosticFormat::human, DiagnosticFormat::brief, DiagnosticFormat::json}) {
        const std::string text = sample.shown(format);
        for (const char c : text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n') << text;
        EXPECT_EQ(text.find('\xff'), std::string::npos);
    }
    EXPECT_NE(sample.shown().find("1 | a: \uFFFD[31mred\uFFFD \uFFFD bad\n  |                ^^^ why\n"),
              std::string::npos)
        << sample.shown();
}

TEST(Render, BriefIsOneLine) {
    EXPECT_EQ(Sample("a: 1\nb: bad", "bad").shown(DiagnosticFormat::brief), "dir/a.yaml:2:4: error[E207]: what; why\n");
    EXPECT_EQ(Sample("a: 1\nb: bad", "bad", "", "hint").shown(DiagnosticFormat::brief),
              "dir/a.yaml:2:4: error[E207]: what; hint\n");
}

TEST(Render, JsonIsOneObjectOnALine) {
    Sample sample("b: zäh\n", "zäh", "say \"why\"", "back\\slash\ttab\x01");
    EXPECT_EQ(
        sample.shown(DiagnosticFormat::json),
        R"({"severity":"error","code":"E207","file":"dir/a.yaml","line":1,"column":4,"end_line":1,"end_column":7,)"
        R"("what":"what","why":"say \"why\"","hint":"back\\slash\ttab\u0001"})"
        "\n");
    EXPECT_EQ(render({"E101", {}, "w", "", ""}, {}, DiagnosticFormat::json),
              R"({"severity":"error","code":"E101","file":null,"line":null,"column":null,"end_line":null,)"
              R"("end_column":null,"what":"w","why":"","hint":""})"
              "\n");
}

}  // namespace
}  // namespace standoff
