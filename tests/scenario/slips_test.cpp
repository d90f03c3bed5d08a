// Slips of the pen in a case and its theory, one at a time, as they come when a file is edited by hand. Each must be
// one finding, on the line of the slip, that says what to write. The two files in slips/ are a shipped case as it once
// was, so that the slips stay where they are when the case changes.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "scenario/files.hpp"
#include "scenario/layout.hpp"

namespace standoff {
namespace {

enum class In : std::uint8_t { scenario, theory };

struct Slipped {
    In file;
    const char* right;
    const char* wrong;
    const char* code;
    const char* says;  ///< a part of the finding's text that tells what to write
};

const std::string project = std::string(STANDOFF_SOURCE_DIR) + "/";
const std::string folder = project + "tests/scenario/slips/";

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// The file without slips; what it names is found from anywhere.
std::string right(In file) {
    if (file == In::theory) return text_of(folder + "theory.yaml");
    const std::string text = replaced(text_of(folder + "case.yaml"), "../../data/", project + "data/");
    return replaced(text, "../theories/coercive-diplomacy.yaml", folder + "theory.yaml");
}

std::size_t line_of(const std::string& text, std::size_t offset) {
    return static_cast<std::size_t>(
               std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n')) +
           1;
}

void PrintTo(const Slipped& slip, std::ostream* out) { *out << slip.right << " -> " << slip.wrong; }

class Slips : public ::testing::TestWithParam<Slipped> {};

TEST_P(Slips, AreToldOnceWhereTheyAreWithWhatToWrite) {
    const Slipped& slip = GetParam();
    std::string text = right(slip.file);
    const std::size_t at = text.find(slip.right);
    ASSERT_NE(at, std::string::npos);
    const std::string meant = slip.right;
    const std::string wrong = slip.wrong;
    text.replace(at, meant.size(), wrong);
    const std::size_t same =
        std::mismatch(meant.begin(), meant.end(), wrong.begin(), wrong.end()).first - meant.begin();
    const Files files;
    const Scenario scenario = files.load(text);
    ASSERT_EQ(codes(scenario), slip.code) << brief(scenario);
    const Diagnostic& finding = scenario.findings.all().front();
    EXPECT_EQ(line_of(text, finding.place.offset), line_of(text, at + same)) << brief(scenario);
    EXPECT_NE(brief(scenario).find(slip.says), std::string::npos) << brief(scenario);
}

// Layout: what belongs together, colons, indentation.
INSTANTIATE_TEST_SUITE_P(
    Layout, Slips,
    ::testing::Values(
        Slipped{In::scenario, "standoff: 1", "standoff = 1", "E104", "write `standoff: 1`"},
        Slipped{In::scenario, "  DPRK:\n", "  DPRK\n", "E104", "write `DPRK:`"},
        Slipped{In::scenario, "variables:\n", "variables;\n", "E104", "write `variables:`"},
        Slipped{In::theory, "dynamics:    ", "dynamics     ", "E104", "write `dynamics:`"},
        Slipped{In::scenario, "    role: challenger\n", "    role = challenger\n", "E104", "write `role: challenger`"},
        Slipped{In::scenario, "- name: Double veto", "- name Double veto", "E104", "write `name: Double veto`"},
        Slipped{In::scenario, "    name: North Korea\n", "   name: North Korea\n", "E104", "indent it by 4 spaces"},
        Slipped{In::scenario, "    name: North Korea\n", "     name: North Korea\n", "E104", "indent it by 4 spaces"},
        Slipped{In::scenario, "    role: challenger\n", "     role: challenger\n", "E104", "indent it by 4 spaces"},
        Slipped{In::scenario, "    role: challenger\n", "   role: challenger\n", "E104", "indent it by 4 spaces"},
        Slipped{In::scenario, "    role: challenger\n", "\trole: challenger\n", "E104", "indent with spaces"},
        Slipped{In::scenario, "  - name: Double veto", "   - name: Double veto", "E104", "indent it by 2 spaces"},
        Slipped{In::scenario, "    at: 2022-05-26", "   at: 2022-05-26", "E104", "indent it by 4 spaces"},
        Slipped{In::scenario, "      economy: 0.7", "     economy: 0.7", "E104", "indent it by 6 spaces"},
        Slipped{In::theory, "      - tension += 0.12", "     - tension += 0.12", "E104", "indent it by 6 spaces"},
        Slipped{In::theory, "      - tension += 0.12", "       - tension += 0.12", "E104", "indent it by 6 spaces"},
        Slipped{In::theory, "      - tension += 0.12", "      tension += 0.12", "E104", "write `- tension += 0.12"},
        Slipped{In::scenario, "    - Tests come", "    -Tests come", "E104", "write `- Tests come"},
        Slipped{In::scenario, "Tests come in bursts without", "Tests come: in bursts without", "E205",
                "in quotes: \"Tests come: in bursts"},
        Slipped{In::scenario, "Its ear counts", "Its ear: counts", "E104", "in quotes: \"Its ear: counts most"},
        Slipped{In::scenario, "scenario: North", "scenaro: North", "E202", "did you mean \"scenario\"?"},
        Slipped{In::theory, "otherwise: standoff", "otherwse: standoff", "E203", "did you mean \"otherwise\"?"}));

// Brackets, commas and quotes.
INSTANTIATE_TEST_SUITE_P(
    Marks, Slips,
    ::testing::Values(
        Slipped{In::scenario, "time: {start", "time {start", "E104", "write `time: {`"},
        Slipped{In::scenario, "time: {start", "time:{start", "E104", "write `time: {`"},
        Slipped{In::scenario, "time: {start", "time: start", "E104", "write `time: {start: 2022-01-03"},
        Slipped{In::scenario, "end: 2023-12-31}", "end: 2023-12-31", "E104", "add the missing \"}\""},
        Slipped{In::scenario, "2022-01-03, step", "2022-01-03 step", "E104", "write `, step`"},
        Slipped{In::scenario, "0.1, attention", "0.1; attention", "E104", "write `,`"},
        Slipped{In::scenario, "sanctions(DPRK): 0.95}", "sanctions(DPRK): 0.95]", "E104", "write \"}\""},
        Slipped{In::scenario, "step: 1 week", "step = 1 week", "E109", "write `step: 1 week`"},
        Slipped{In::scenario, "step: 1 week", "step:1 week", "E109", "write `step: 1 week`"},
        Slipped{In::theory, "relief: 0.4", "relief 0.4", "E109", "write `relief: 0.4`"},
        Slipped{In::theory, "3 * fear}}}\n    diplomacy", "3 * fear}}\n    diplomacy", "E104", "add the missing \"}\""},
        Slipped{In::theory, "3 * fear}}}\n    diplomacy", "3 * fear}}}}\n    diplomacy", "E104", "remove it"},
        Slipped{In::theory, "anger: 6 * anger},\n", "anger: 6 * anger}\n", "E104", "write `,` at its end"},
        Slipped{In::theory, "26 weeks)\",\n", "26 weeks),\n", "E105", "close it where the text ends"},
        Slipped{In::scenario, "about: President Moon", "about: 'President Moon", "E105", "the quote on line 59"},
        Slipped{In::theory, "months at .33.\"}", "months at .33.}", "E105", "close it where the text ends"},
        Slipped{In::theory, "clash; 0 calm", "clash: 0 calm", "E104",
                "in quotes: \"Danger of a clash: 0 calm and 1 the"},
        Slipped{In::scenario, "weight: 0.6", "weight: 0,6", "E305", "write `0.6`"},
        Slipped{In::theory, "posture += 0.5", "posture += 0,5", "E305", "write `0.5`"},
        Slipped{In::scenario, "{USA.interest: 0.6", "{USA,interest: 0.6", "E109",
                "or `USA.interest` if a point is meant"},
        Slipped{In::theory, "range: [1 week, 2 years]", "range: 1 week, 2 years", "E109", "[1 week, 2 years]"},
        Slipped{In::theory, "range: [1 week, 2 years]", "range: [1 week 2 years]", "E205", "a comma stands between"},
        Slipped{In::scenario, "[2022-02-14, 2022-03-09]", "(2022-02-14, 2022-03-09)", "E205",
                "write [2022-02-14, 2022-03-09]"},
        Slipped{In::scenario, "[DPRK.pledge = 0]", "[DPRK.pledge: 0]", "E205", "write `DPRK.pledge = 0`"},
        Slipped{In::theory, "- tension += 0.12", "- tension: += 0.12", "E205", "write `tension += 0.12 * noise`"}));

// The wreck of a formula that YAML has taken apart.
INSTANTIATE_TEST_SUITE_P(
    Wrecks, Slips,
    ::testing::Values(
        Slipped{In::theory, "initial: \"uniform(0.65, 1)\"", "initial: uniform(0.65, 1)", "E115",
                "\"uniform(0.65, 1)\""},
        Slipped{In::theory, "(1 - posture), tension", "(1 - posture) # half, tension", "E115", "is a comment"},
        Slipped{In::theory, "poisson(target.salvo)", "poisson(target.salvo # )", "E115", "is a comment"},
        Slipped{In::theory, "- tension += 0.12", "- *tension += 0.12", "E115", "\"*tension += 0.12 * noise\""},
        Slipped{In::theory, "when: target.motion > 0\n", "when: > 0\n", "E115", "in quotes: \"> 0\""},
        Slipped{In::theory, "when: target.motion > 0\n", "when: |target.motion| > 0\n", "E115", "leave it out"},
        Slipped{In::theory, "when: target.motion > 0\n", "when: [target.motion] > 0\n", "E115",
                "\"[target.motion] > 0\""},
        Slipped{In::theory, "when: target.motion > 0\n", "when: {target.motion} > 0\n", "E115",
                "\"{target.motion} > 0\""},
        Slipped{In::theory, "when: target.motion > 0\n", "when: !target.motion > 0\n", "E115", "leave it out"},
        Slipped{In::theory, "when: target.motion > 0\n", "when: @target.motion > 0\n", "E115", "leave it out"},
        Slipped{In::theory, "when: target.motion > 0\n", "when: `target.motion > 0\n", "E115", "leave it out"},
        Slipped{In::theory, "when: target.motion > 0\n", "when: %target.motion > 0\n", "E115", "leave it out"},
        Slipped{In::theory, "when: target.motion > 0\n", "when: &target.motion > 0\n", "E115", "leave it out"},
        Slipped{In::theory, "when: target.motion > 0\n", "when: \"target.motion\" > 0\n", "E115", "in quotes"},
        Slipped{In::theory, "when: target.motion > 0\n", "when: not: target.motion > 0\n", "E115", "in quotes"},
        Slipped{In::theory, "danger: -w_danger *", "danger: - w_danger *", "E115", "`-w_danger * tension"}));

// What one slip in a declaration would bring about elsewhere is not told.
INSTANTIATE_TEST_SUITE_P(
    Causes, Slips,
    ::testing::Values(
        Slipped{In::scenario, "start: 2022-01-03", "start: 2022-1-3", "E222", "2022-01-03"},
        Slipped{In::scenario, "role: challenger", "role: chalenger", "E207", "did you mean \"challenger\"?"},
        Slipped{In::theory, "role: [weapon, missile], set: {readiness: -3,",
                "role: [weapn, missile], set: {readiness: -3,", "E207", "did you mean \"weapon\"?"},
        Slipped{In::theory, "    to: weapon\n", "    to: weapons\n", "E207", "did you mean \"weapon\"?"},
        Slipped{In::theory, "weapon: {thing: true", "weapon: {thing: yes", "E205", "must be true or false"},
        Slipped{In::theory, "weapon: {thing: true", "weapon: {thing: treu", "E205", "must be true or false"},
        Slipped{In::theory, "level: {talks: 0.1, relief: 0.4, bargain: 0.7}", "level: 0.1, 0.4", "E205",
                "must be a list of levels"},
        Slipped{In::theory, "  challenger: {about", "  chal-lenger: {about", "E208", "cannot be a name"},
        Slipped{In::scenario, "  USA:\n", "  U-SA:\n", "E208", "cannot be a name"},
        Slipped{In::scenario, "role: challenger", "role: weapon", "E215", "is a role of things"},
        Slipped{In::scenario, "set: {enforcement: 0.4}", "set: {a,b,c: 1}", "E109", "write `a: `"},
        Slipped{In::scenario, "{ROK.distraction", "{a,b,c: 1, ROK.distraction", "E109", "write `a: `"},
        Slipped{In::theory, "{value: 6 weeks", "{value: 6", "E212", "write a unit: 6 weeks"},
        Slipped{In::scenario, "design: grid", "design: gird", "E229", "did you mean \"grid\"?"}));

// Formulas.
INSTANTIATE_TEST_SUITE_P(
    Formulas, Slips,
    ::testing::Values(
        Slipped{In::scenario, "times(test to missile) if", "time(test to missile) if", "E319",
                "did you mean \"times\"?"},
        Slipped{In::scenario, "else weeks_2022", "els weeks_2022", "E311", "did you mean \"else\"?"},
        Slipped{In::scenario, "skill(srbm): 0.9", "skill srbm: 0.9", "E311", "`skill(srbm)`"},
        Slipped{In::scenario, "{ROK.distraction", "{ROK distraction", "E311", "`ROK.distraction`"},
        Slipped{In::scenario, "0.1 for c in allies", "0.1 for d in allies", "E401", "the loop calls its member `d`"},
        Slipped{In::scenario, "0.1 for c in allies", "0.1", "E401", "end with `for c in …`"},
        Slipped{In::theory, "4 * target.loud", "4 * loud", "E409", "write `target.loud`"},
        Slipped{In::theory, "poisson(target.salvo)", "poisson target.salvo", "E311", "is a function"},
        Slipped{In::theory, "- tension += 0.12", "- tension =+ 0.12", "E310", "write `+=`"},
        Slipped{In::theory, "0.2 * drills, calming", "0,2 * drills, calming", "E405", "with a point"},
        Slipped{In::theory, "for c in coercer for d in challenger", "for c in coercer, d in challenger", "E311",
                "for c in set for d in set"},
        Slipped{In::theory, "max(c.exercise", "mx(c.exercise", "E316", "`mx` takes no loop"},
        Slipped{In::theory, "0.5 for d in", "0.5 fro d in", "E311", "did you mean \"for\"?"},
        Slipped{In::theory, "{is: peak(tension)", "{is: peek(tension)", "E401", "did you mean \"peak\"?"}));

// One name that is wrong for two reasons is two findings, each with its own advice; the same one twice is one.
TEST(Causes, AreToldOnceForEachReason) {
    const Files files;
    const Scenario scenario = files.load(R"yaml(standoff: 1
scenario: Loops
time: {step: 1, steps: 6}
roles: {side: {}}
actors: {A: {role: side}, B: {role: side}}
variables: {h: {of: side, initial: 0}, y: 0, z: 0}
dynamics: ["y' = y + sum(c.h for d in side)", "z' = z + c.h + c.h"]
measures: {all: final(z)}
)yaml");
    EXPECT_EQ(codes(scenario), "E401 E401") << brief(scenario);
    EXPECT_NE(brief(scenario).find("the loop calls its member `d`"), std::string::npos) << brief(scenario);
    EXPECT_NE(brief(scenario).find("end with `for c in …` and a set; it stands in 2 places"), std::string::npos)
        << brief(scenario);
}

TEST(Layout, OfAFileThatYamlReadsHasNoSlip) {
    for (const In file : {In::scenario, In::theory}) EXPECT_FALSE(find_slip(right(file)));
    EXPECT_FALSE(find_slip("a:\n- b: >-\n    c: {d\n  e: [1,\n    {f: 'g: h'}] # }\n\n- 'i''j'\nk: l\n  m\n"));
}

TEST(Layout, OfHostileTextIsReadInOneWalk) {
    const auto repeat = [](const std::string& piece, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) text += piece;
        return text;
    };
    EXPECT_FALSE(find_slip(repeat("*", 1'000'000)));
    EXPECT_TRUE(find_slip("a: [" + repeat("# x\n", 500'000) + "}"));
    EXPECT_TRUE(find_slip("a: 'x" + repeat("\n  b: 'c", 300'000)));
    EXPECT_TRUE(find_slip("a: b\n" + repeat("  c\n", 500'000) + "  d: e"));
}

}  // namespace
}  // namespace standoff
