// The tutorial is a transcript: each step writes the file that it shows and runs the commands that it shows, and the
// program must print what the page says. STANDOFF_UPDATE_TUTORIAL=1 writes what it prints into the page instead.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/program.hpp"
#include "scenarios/pages.hpp"

namespace standoff::testing {
namespace {

using Lines = std::vector<std::string>;

const std::string left_out = "…";
const std::filesystem::path tutorial = test::manual / "tutorial.md";

/// What the page shows of an output is told in pieces, with `…` between them: the first stands at the beginning, the
/// last at the end, one in the middle where its first line is found.
std::vector<Lines> pieces_of(const Lines& shown) {
    std::vector<Lines> pieces(1);
    for (const std::string& line : shown) {
        if (line == left_out) pieces.emplace_back();
        else pieces.back().push_back(line);
    }
    return pieces;
}

/// The same lines of `printed` that the page shows of it now; all of them if it leaves nothing out.
Lines as_shown(const Lines& shown, const Lines& printed) {
    const std::vector<Lines> pieces = pieces_of(shown);
    if (pieces.size() == 1) return printed;
    Lines result;
    std::size_t at = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Lines& piece = pieces[i];
        if (i > 0) result.push_back(left_out);
        if (piece.empty()) continue;
        if (i + 1 == pieces.size()) at = printed.size() - std::min(printed.size(), piece.size());
        else if (i > 0)
            while (at < printed.size() && printed[at] != piece.front()) ++at;
        for (std::size_t line = 0; line < piece.size() && at < printed.size(); ++line) result.push_back(printed[at++]);
    }
    return result;
}

/// The folder in which the tutorial's reader works.
class Reader {
public:
    void save(const test::Block& block) const {
        if (block.is_whole_file()) return testing::put(folder_ / block.file, block.text);
        testing::put(folder_ / block.file, test::with_sections(testing::text_in(folder_ / block.file), block.text));
    }

    [[nodiscard]] Finished type(const std::string& command) const {
        Start start;
        start.arguments = test::words_of(command);
        EXPECT_EQ(start.arguments.at(0), "standoff") << command;
        start.arguments.erase(start.arguments.begin());
        start.folder = folder_.path();
        start.environment = {{"LC_ALL", "C.UTF-8"}, {"COLUMNS", "80"}};
        return run_program(start);
    }

    [[nodiscard]] std::map<std::string, std::string> outcomes(const std::string& results) const {
        std::map<std::string, std::string> by_run;
        for (const std::string& line : test::lines_of(testing::text_in(folder_.path() / results / "runs.csv"))) {
            const std::size_t comma = line.find(',');
            by_run[line.substr(0, comma)] = line.substr(comma + 1, line.find(',', comma + 1) - comma - 1);
        }
        return by_run;
    }

private:
    testing::TemporaryFolder folder_;
};

/// Types the commands of a block and gives the block as it ought to be. A line `$ …` is a command, what follows is
/// what it prints.
std::string transcript(const Reader& reader, const test::Block& block) {
    std::string text;
    const Lines lines = test::lines_of(block.text);
    for (std::size_t at = 0; at < lines.size();) {
        const std::string& command = lines[at++];
        EXPECT_TRUE(command.starts_with("$ ")) << command;
        Lines shown;
        for (; at < lines.size() && !lines[at].starts_with("$ "); ++at) shown.push_back(lines[at]);
        const Finished finished = reader.type(command.substr(2));
        text += command + "\n";
        for (const std::string& line : as_shown(shown, test::lines_of(finished.out + finished.err)))
            text += line + "\n";
    }
    return text;
}

TEST(Tutorial, EachStepPrintsWhatThePageShows) {
    const bool update = std::getenv("STANDOFF_UPDATE_TUTORIAL") != nullptr;
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
                text = transcript(reader, block);
                if (!update) EXPECT_EQ(block.text, text) << step;
            } else {
                ASSERT_FALSE(block.file.empty()) << step << ": a block without the name of its file";
                reader.save(block);
            }
            page += "```" + block.language + "\n" + text + "```\n";
        });
    EXPECT_EQ(steps, 10);
    EXPECT_GE(commands, 10);
    if (update) std::ofstream(tutorial) << page;
}

// The page says so in words: "ten of the 500 years … and none the other way".
TEST(Tutorial, TheExerciseBringsWarToTenYearsAndPeaceToNone) {
    const Reader reader;
    test::read_blocks(
        testing::text_in(tutorial), [](const std::string&) {},
        [&](const test::Block& block) {
            if (block.language == "yaml") reader.save(block);
        });
    for (const char* options : {"--out with", "--variant no_exercise --out without"})
        ASSERT_EQ(reader.type(std::string("standoff run dispute.yaml --quiet ") + options).exit_code, 0);
    int war_with = 0;
    int war_without = 0;
    const auto without = reader.outcomes("without");
    for (const auto& [run, outcome] : reader.outcomes("with")) {
        if (outcome == "war" && without.at(run) != "war") ++war_with;
        if (outcome != "war" && without.at(run) == "war") ++war_without;
    }
    EXPECT_EQ(war_with, 10);
    EXPECT_EQ(war_without, 0);
}

}  // namespace
}  // namespace standoff::testing
