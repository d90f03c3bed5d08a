// The commands that a newcomer begins with: list, new, schema, explain.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "base/codes.hpp"
#include "base/unicode.hpp"
#include "cli/program.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

namespace fs = std::filesystem;
using testing::Finished;
using testing::run_program;
using testing::TemporaryFolder;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

TEST(List, NamesEveryShippedFileByFolderWithinEightyColumns) {
    const Finished listed = run_program({.arguments = {"list"}});
    EXPECT_EQ(listed.exit_code, 0);
    EXPECT_EQ(listed.err, "");
    const fs::path folder = fs::path(STANDOFF_SOURCE_DIR) / "scenarios";
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".yaml") continue;
        const std::string name = entry.path().lexically_relative(folder).replace_extension().generic_string();
        EXPECT_NE(listed.out.find("\n  " + name + " "), std::string::npos) << name;
    }
    EXPECT_NE(listed.out.find("North Korea's missile campaign of 2022\n"), std::string::npos) << listed.out;
    EXPECT_GT(listed.out.find("\ntheories\n"), listed.out.find("\ntextbook\n")) << "theories stand apart, last";
    for (const std::string& line : lines_of(listed.out)) EXPECT_LE(unicode::code_points(line), 80U) << line;
}

TEST(List, ATextPicksByNameTitleOrTag) {
    const Finished by_tag = run_program({.arguments = {"list", "NORTH korea"}});
    EXPECT_NE(by_tag.out.find("dprk/2022"), std::string::npos);
    EXPECT_EQ(by_tag.out.find("richardson"), std::string::npos);
    const Finished nothing = run_program({.arguments = {"list", "atlantis"}});
    EXPECT_EQ(nothing.exit_code, 2);
    EXPECT_EQ(nothing.out, "");
    EXPECT_NE(nothing.err.find("no shipped scenario has \"atlantis\""), std::string::npos) << nothing.err;
}

TEST(List, IsReadByPrograms) {
    const Finished listed = run_program({.arguments = {"list", "richardson", "--format", "json"}});
    const auto list = nlohmann::json::parse(listed.out);
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["name"], "textbook/richardson");
    EXPECT_EQ(list[0]["kind"], "scenario");
    EXPECT_EQ(list[0]["title"], "Richardson's arms race");
    EXPECT_EQ(list[0]["tags"], (std::vector<std::string>{"textbook", "arms race"}));
}

TEST(New, WritesAScenarioThatChecksWithoutWarningsAndRuns) {
    const TemporaryFolder here;
    const Finished made = run_program({.arguments = {"new", "cases/black-sea"}, .folder = here.path()});
    EXPECT_EQ(made.exit_code, 0) << made.err;
    EXPECT_EQ(made.out,
              "cases/black-sea.yaml is written. Next:\n"
              "  standoff check cases/black-sea.yaml\n"
              "  standoff run cases/black-sea.yaml\n");
    const Finished checked =
        run_program({.arguments = {"check", "--strict", "cases/black-sea.yaml"}, .folder = here.path()});
    EXPECT_EQ(checked.exit_code, 0) << checked.out;
    const Finished run =
        run_program({.arguments = {"run", "cases/black-sea.yaml", "--runs", "50"}, .folder = here.path()});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_TRUE(run.out.starts_with("Black sea\n")) << run.out;
}

TEST(New, TheFirstLineLeadsToTheSchema) {
    const TemporaryFolder here;
    ASSERT_EQ(run_program({.arguments = {"new", "mine"}, .folder = here.path()}).exit_code, 0);
    const std::string first = lines_of(text_of(here / "mine.yaml")).front();
    const std::string modeline = "# yaml-language-server: $schema=";
    ASSERT_TRUE(first.starts_with(modeline)) << first;
    EXPECT_EQ(text_of(first.substr(modeline.size())), run_program({.arguments = {"schema", "scenario"}}).out);
}

TEST(New, NeverWritesOverAFile) {
    const TemporaryFolder here;
    testing::put(here / "mine.yaml", "precious\n");
    const Finished again = run_program({.arguments = {"new", "mine.yaml"}, .folder = here.path()});
    EXPECT_EQ(again.exit_code, 3);
    EXPECT_EQ(again.err, "standoff: \"mine.yaml\" exists already\n");
    EXPECT_EQ(text_of(here / "mine.yaml"), "precious\n");
}

TEST(New, AnyNameOfAFileIsATitle) {
    const TemporaryFolder here;
    for (const char* name : {"null", "007", "say \"no\": # it", "back\\slash", "Ärger_in-Übersee"}) {
        ASSERT_EQ(run_program({.arguments = {"new", name}, .folder = here.path()}).exit_code, 0) << name;
        const Finished checked =
            run_program({.arguments = {"check", "--strict", std::string(name) + ".yaml"}, .folder = here.path()});
        EXPECT_EQ(checked.exit_code, 0) << checked.out;
    }
    EXPECT_NE(text_of(here / "Ärger_in-Übersee.yaml").find("\nscenario: \"Ärger in Übersee\"\n"), std::string::npos);
    EXPECT_EQ(run_program({.arguments = {"new", "folder/"}, .folder = here.path()}).exit_code, 2);
    EXPECT_EQ(run_program({.arguments = {"new", ".."}, .folder = here.path()}).exit_code, 2);
    EXPECT_EQ(run_program({.arguments = {"new", "a\nb"}, .folder = here.path()}).exit_code, 2);
}

TEST(Schema, IsPrintedAsCommitted) {
    const fs::path folder = fs::path(STANDOFF_SOURCE_DIR) / "schema";
    EXPECT_EQ(run_program({.arguments = {"schema", "scenario"}}).out, text_of(folder / "scenario.schema.json"));
    EXPECT_EQ(run_program({.arguments = {"schema", "theory"}}).out, text_of(folder / "theory.schema.json"));
    const Finished wrong = run_program({.arguments = {"schema", "theroy"}});
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_EQ(wrong.err, "standoff: \"theroy\" is no kind of file; did you mean \"theory\"?\n");
}

TEST(Explain, PrintsThePageOfACodeHoweverItIsWritten) {
    const Finished page = run_program({.arguments = {"explain", "E207"}});
    EXPECT_EQ(page.exit_code, 0);
    EXPECT_TRUE(page.out.starts_with("E207: name is unknown\n")) << page.out;
    for (const char* as : {"e207", "error[E207]"}) EXPECT_EQ(run_program({.arguments = {"explain", as}}).out, page.out);
}

TEST(Explain, AloneListsEveryCodeWithItsTitle) {
    const Finished all = run_program({.arguments = {"explain"}});
    EXPECT_EQ(all.exit_code, 0);
    for (const FindingCode& code : codes)
        EXPECT_NE(all.out.find("  " + std::string(code.id) + "  " + std::string(code.title) + "\n"), std::string::npos)
            << code.id;
}

TEST(Explain, SaysWhatAKeyMeansWhereverItStands) {
    const Finished key = run_program({.arguments = {"explain", "when"}});
    EXPECT_EQ(key.exit_code, 0);
    for (const char* owner : {"`when` of an action: ", "`when` of a rule: ", "`when` of an outcome: "})
        EXPECT_NE(key.out.find(owner), std::string::npos) << key.out;
}

TEST(Explain, SaysWhatAFunctionGives) {
    const std::string out = run_program({.arguments = {"explain", "relax"}}).out;
    EXPECT_TRUE(out.starts_with("`relax(x, to, half_life)` in a formula: x after one step")) << out;
}

TEST(Explain, KnowsTheWordsOfLoopsAndOfMemory) {
    EXPECT_EQ(run_program({.arguments = {"explain", "since"}}).out,
              "`since(act)` in a formula: time since the act was last taken, or last happened;\n  infinite if never\n");
}

TEST(Explain, GivesEveryMeaningOfAWord) {
    const std::string out = run_program({.arguments = {"explain", "count"}}).out;
    for (const char* meaning :
         {"`count` of an action: ", "`count(condition for c in set)` in a formula: ", "`count(act)` in a formula: "})
        EXPECT_NE(out.find(meaning), std::string::npos) << out;
}

TEST(Explain, ANearWordIsNamedAndNotTaken) {
    const Finished slip = run_program({.arguments = {"explain", "precison"}});
    EXPECT_EQ(slip.exit_code, 2);
    EXPECT_EQ(slip.err, "standoff: \"precison\" is no code and no word of a file; did you mean \"precision\"?\n");
    const Finished number = run_program({.arguments = {"explain", "207"}});
    EXPECT_NE(number.err.find("did you mean \"E207\"?"), std::string::npos) << number.err;
    const Finished far = run_program({.arguments = {"explain", "everything"}});
    EXPECT_NE(far.err.find("`standoff explain` lists the codes"), std::string::npos) << far.err;
}

}  // namespace
}  // namespace standoff
