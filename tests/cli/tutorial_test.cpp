// The tutorial is a transcript: each step writes the file that it shows and runs the commands that it shows, and the
// program must print what the page says. STANDOFF_UPDATE_PAGES=1 writes what it prints into the page instead.
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "cli/reader.hpp"
#include "scenarios/pages.hpp"

namespace standoff::testing {
namespace {

const std::filesystem::path tutorial = test::manual / "tutorial.md";

/// Puts the sections that a step shows into the file that it names.
void save(const Reader& reader, const test::Block& block) {
    const std::filesystem::path file = reader.folder() / block.file;
    testing::put(file, block.is_whole_file() ? block.text : test::with_sections(testing::text_in(file), block.text));
}

std::map<std::string, std::string> outcomes(const std::filesystem::path& results) {
    std::map<std::string, std::string> by_run;
    for (const std::string& line : test::lines_of(testing::text_in(results / "runs.csv"))) {
        const std::size_t comma = line.find(',');
        by_run[line.substr(0, comma)] = line.substr(comma + 1, line.find(',', comma + 1) - comma - 1);
    }
    return by_run;
}

TEST(Tutorial, EachStepPrintsWhatThePageShows) {
    const Reader reader;
    std::string page;
    std::string step;
    int steps = 0;
    int commands = 0;
    test::read_blocks(
        testing::text_in(tutorial),
        [&](const std::string& line) {
            page += line + "\n";
            if (line.starts_with("## Step ")) step = line, ++steps;
        },
        [&](const test::Block& block) {
            std::string text = block.text;
            if (block.language == "console") {
                ++commands;
                text = reader.transcript(block).text;
                if (!updating_pages()) EXPECT_EQ(block.text, text) << step;
            } else {
                ASSERT_FALSE(block.file.empty()) << step << ": a block without the name of its file";
                save(reader, block);
            }
            page += "```" + block.language + "\n" + text + "```\n";
        });
    EXPECT_EQ(steps, 10);
    EXPECT_GE(commands, 10);
    if (updating_pages()) std::ofstream(tutorial) << page;
}

// The page says so in words: "ten of the 500 years … and none the other way".
TEST(Tutorial, TheExerciseBringsWarToTenYearsAndPeaceToNone) {
    const Reader reader;
    test::read_blocks(
        testing::text_in(tutorial), [](const std::string&) {},
        [&](const test::Block& block) {
            if (block.language == "yaml") save(reader, block);
        });
    for (const char* options : {"--out with", "--variant no_exercise --out without"})
        ASSERT_EQ(reader.type(std::string("standoff run dispute.yaml --quiet ") + options).exit_code, 0);
    int war_with = 0;
    int war_without = 0;
    const auto without = outcomes(reader.folder() / "without");
    for (const auto& [run, outcome] : outcomes(reader.folder() / "with")) {
        if (outcome == "war" && without.at(run) != "war") ++war_with;
        if (outcome != "war" && without.at(run) == "war") ++war_without;
    }
    EXPECT_EQ(war_with, 10);
    EXPECT_EQ(war_without, 0);
}

}  // namespace
}  // namespace standoff::testing
