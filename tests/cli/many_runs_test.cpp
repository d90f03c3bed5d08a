// Who types the commands of docs/many-runs.md one after the other finds what the page shows. STANDOFF_UPDATE_PAGES=1
// writes what they print into the page instead.
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "cli/reader.hpp"

namespace standoff::testing {
namespace {

TEST(ManyRuns, ThePageShowsWhatItsCommandsPrint) {
    const std::filesystem::path file = test::manual / "many-runs.md";
    const Reader reader;
    std::string page;
    int typed = 0;
    test::read_blocks(
        testing::text_in(file), [&](const std::string& line) { page += line + "\n"; },
        [&](const test::Block& block) {
            std::string text = block.text;
            if (block.language == "console") {
                ++typed;
                const Transcript transcript = reader.transcript(block);
                for (const std::string& command : transcript.failed) ADD_FAILURE() << command;
                text = transcript.text;
                if (!updating_pages()) EXPECT_EQ(block.text, text);
            }
            page += "```" + block.language + "\n" + text + "```\n";
        });
    EXPECT_EQ(typed, 4);
    if (updating_pages()) std::ofstream(file) << page;
}

}  // namespace
}  // namespace standoff::testing
