// Files as text: places through quoting and folding, what YAML 1.1 would turn into something else, hostile input.
#include <chrono>

#include "scenario/files.hpp"
#include "scenario/offsets.hpp"

namespace standoff {
namespace {

/// The characters of the file that the bytes of a scalar point at.
std::string followed(const std::string& file, std::uint32_t start, const std::string& value) {
    const ScalarOffsets found = scalar_offsets(file, start, value);
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) text += file.at(found.offsets.at(i));
    return text;
}

TEST(Offsets, FollowPlainQuotedAndFoldedScalars) {
    EXPECT_EQ(followed("x: a + b", 3, "a + b"), "a + b");
    EXPECT_EQ(followed("x: 'it''s b'", 3, "it's b"), "it's b");
    EXPECT_EQ(followed("x: \"a\\tb \\u00e9c\"", 3,
                       "a\tb \xC3\xA9"
                       "c"),
              "a\\b \\\\c");
    EXPECT_EQ(followed("x: a\n   + b", 3, "a + b"), "a\n+ b");
    EXPECT_EQ(followed("x: >\n  a\n  + b\n", 3, "a + b\n"), "a\n+ b\n");
    EXPECT_EQ(followed("x: |\n    a\n    + b\n", 3, "a\n+ b\n"), "a\n+ b\n");
}

TEST(Offsets, EndAfterTheClosingQuote) {
    EXPECT_EQ(scalar_offsets("x: 'ab' # c", 3, "ab").end, 7U);
    EXPECT_TRUE(scalar_offsets("x: 'ab' # c", 3, "ab").closed);
    EXPECT_FALSE(scalar_offsets("x: 'ab", 3, "ab").closed);
}

TEST(Document, AFormulasErrorMarksItsOwnCharacters) {
    const Files files;
    for (const std::string formula :
         {"1 + wrong", "'1 + wrong'", "\"1 +\\x20wrong\"", ">\n      1\n      + wrong", "1\n      + wrong"}) {
        const Scenario scenario = files.load(
            abstract_head + "variables:\n  x: {initial: 0}\nmeasures:\n  m: " + formula + "\n  n: final(x)\n");
        EXPECT_EQ(codes(scenario), "E401") << formula << "\n" << brief(scenario);
        EXPECT_EQ(marked(scenario), "wrong") << formula;
    }
}

TEST(Document, NoAndYStayText) {
    const Files files;
    const Scenario scenario =
        files.load(abstract_head +
                   "roles: {state: {}}\nactors:\n  NO: {name: Norway, role: state}\n  Y: {name: No, role: state}\n");
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    EXPECT_EQ(scenario.spec->entities[0].name, "NO");
    EXPECT_EQ(scenario.spec->entities[1].title, "No");
}

TEST(Document, ByteOrderMarkAndWindowsLineEndsAreFine) {
    const Files files;
    const Scenario scenario =
        files.load("\xEF\xBB\xBFstandoff: 1\r\nscenario: T\r\ntime: {step: 1, steps: 3}\r\nabout: One\r\n  two\r\n");
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    EXPECT_EQ(scenario.spec->about, "One two");
}

TEST(Document, AllErrorsAreToldAtOnce) {
    const Files files;
    const Scenario scenario = files.load(
        "standoff: 1\nscenario: Many\ntime: {start: 2022-13-01, step: 1 week, end: 2022-12-31}\nvarables: {}\n"
        "roles: {rival: {abuot: x}}\nparameters:\n  p: {value: 2, range: [0, 1]}\n  p: 3\nvariables:\n  x: {initial: 1 "
        "+ yy, input: maybe}\n"
        "derived: {a: b, b: a}\nactors:\n  A: {role: rivel}\ndynamics:\n  - x = 1\n  - x' = 1 +\n");
    EXPECT_EQ(codes(scenario), "E222 E203 E203 E210 E111 E401 E205 E501 E207 E425 E310") << brief(scenario);
}

TEST(Document, ReportsFilesThatAreNoText) {
    EXPECT_EQ(codes(load_scenario("/nowhere/at/all.yaml")), "E101");
    EXPECT_EQ(codes(load_scenario("/tmp")), "E101");
    EXPECT_EQ(codes(load_scenario("/dev/zero")), "E101");
    EXPECT_EQ(codes(load_scenario("")), "E101");
}

TEST(Document, AFileBeyondFourMebibytesIsRefused) {
    const Files files;
    EXPECT_EQ(codes(files.load(std::string((4U << 20U) + 1, '#'))), "E102");
}

TEST(Document, HostileTextEndsSoon) {
    const Files files;
    const auto repeat = [](const std::string& piece, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) text += piece;
        return text;
    };
    for (const std::string& text :
         {repeat("[", 2'000'000), repeat("{a: ", 500'000), repeat("- ", 500'000), repeat("? ", 500'000),
          repeat(": ", 500'000), abstract_head + "about: [" + repeat("1,", 500'000) + "]\n",
          abstract_head + "about: >\n  a\n" + repeat("\n", 500'000) + "  b\n",
          abstract_head + "about: \"" + repeat(" ", 500'000) + "b\"\n", repeat("*", 500'000),
          repeat("---\n", 100'000)}) {
        const auto start = std::chrono::steady_clock::now();
        (void)files.load(text);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << text.substr(0, 40);
    }
}

std::string first(const Scenario& scenario) {
    const Diagnostic& finding = scenario.findings.all().at(0);
    return codes(scenario) + " " + marked(scenario) + ": " + finding.what;
}

TEST(Document, AMissingColonIsToldWhereItIsMissing) {
    const Files files;
    const std::string head = "standoff: 1\nscenario: T\n";
    EXPECT_EQ(first(files.load(head + "actors:\n  A:\n    role challenger\n    policy: calm\n")),
              "E104 role challenger: a colon and a space are missing here");
    EXPECT_EQ(first(files.load(head + "actors:\n  A:\n    role:challenger\n    policy: calm\n")),
              "E104 role:challenger: a space is missing here after the colon");
    EXPECT_EQ(first(files.load("standoff: 1\nscenario T\n\nabout: x\n")),
              "E104 scenario T: a colon and a space are missing here");
    EXPECT_EQ(first(files.load(head + "about: one line\n  and a second\n  and: a third\n")),
              "E104 :: a second \": \" in one text");
}

TEST(Document, AnOpenBracketIsToldWhereItOpens) {
    const Files files;
    const auto open = [&](const std::string& text) {
        const Scenario scenario = files.load(text);
        const Place& place = scenario.findings.all().at(0).place;
        return codes(scenario) + " " + scenario.sources().at(0).text().substr(place.offset, 5);
    };
    EXPECT_EQ(open("standoff: 1\nactors:\n  A: {a: 1, b: 2\n  B: {a: 1}\n"), "E104 {a: 1");
    EXPECT_EQ(open("standoff: 1\nabout: see [x\nroles: [a, b\nactors:\n  A: {a: 1}\n"), "E104 [a, b");
    EXPECT_EQ(open("standoff: 1\nactors:\n  A: {role: [x, y, b: 2}\n"), "E104 [x, y");
}

TEST(Document, AProposalNestsNoQuotes) {
    const Files files;
    const Scenario scenario = files.load(abstract_head + "dynamics: [x' = \"relax(x, 0, 3)\"]\n");
    for (const Diagnostic& finding : scenario.findings.all()) {
        EXPECT_EQ(finding.hint, "put it in quotes: \"x' = relax(x, 0, 3)\"");
    }
    EXPECT_EQ(codes(scenario), "E115") << brief(scenario);
}

TEST(Document, NamesHaveTheirArticle) {
    const Files files;
    const std::string text = abstract_head + "roles: {r: {}}\nactors: {A: {role: r, colour: red}}\n";
    EXPECT_EQ(first(files.load(text)), "E203 colour: \"colour\" is not a key of an actor");
}

TEST(Document, AnUnknownOwnerIsToldOnce) {
    const Files files;
    const std::string rest = "variables:\n  x: {of: rivl, initial: 0}\n  y: {initial: 0}\ndynamics: [\"y' = x\"]\n";
    EXPECT_EQ(codes(files.load(abstract_head + "roles: {rival: {}}\nactors: {A: {role: rival}}\n" + rest)), "E207");
    const std::string empty = "variables:\n  x: {of: [], initial: 0}\n";
    EXPECT_EQ(first(files.load(abstract_head + empty)), "E205 [: `of` names nobody");
}

TEST(Document, MoreSuccessesThanAttemptsAreAnError) {
    const Files files;
    const std::string text = dated_head +
                             "roles: {rival: {}}\nactors: {A: {role: rival, policy: p}}\nactions: {test: {by: rival}}\n"
                             "policies:\n  p:\n    by: rival\n    main:\n      choose: script\n      script:\n"
                             "        - {date: 2022-02-01, action: test, count: 2, success: 2}\n"
                             "        - {date: 2022-03-01, action: test, count: 2, success: 3}\n";
    EXPECT_EQ(first(files.load(text)), "E210 3: 3 of 2 cannot succeed");
}

}  // namespace
}  // namespace standoff
