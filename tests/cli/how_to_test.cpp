// Every recipe of docs/how-to.md works in an empty folder of its own: its files are written, its changes find their
// place, its commands end with exit code 0 and print what the page says. STANDOFF_UPDATE_PAGES=1 writes what they print
// into the page instead.
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "cli/reader.hpp"

namespace standoff::testing {
namespace {

const std::filesystem::path how_to = test::manual / "how-to.md";

/// Puts `text` where `old` stands, which must be one place.
void replace_in(const std::filesystem::path& file, const std::string& old, const std::string& text) {
    std::string all = testing::text_in(file);
    const std::size_t at = all.find(old);
    ASSERT_NE(at, std::string::npos) << file.filename() << " has no\n" << old;
    ASSERT_EQ(all.find(old, at + 1), std::string::npos) << file.filename() << " has more than one\n" << old;
    testing::put(file, all.replace(at, old.size(), text));
}

/// `# FILE` is a new file, `# FILE, below SECTION:` goes after that line; in a `diff` of FILE the lines with `-` give
/// way to those with `+`.
void save(const Reader& reader, const test::Block& block) {
    const std::size_t end_of_first = block.text.find('\n');
    const std::string first = block.text.substr(0, end_of_first);
    ASSERT_TRUE(first.starts_with("# ")) << "a block without the name of its file: " << first;
    const std::string rest = block.text.substr(end_of_first + 1);
    const std::size_t comma = first.find(", below ");
    const std::filesystem::path file = reader.folder() / first.substr(2, comma - 2);
    if (block.language == "diff") {
        std::string old;
        std::string text;
        for (const std::string& line : test::lines_of(rest))
            (line.starts_with("-") ? old : text) += line.substr(1) + "\n";
        replace_in(file, old, text);
    } else if (comma != std::string::npos) {
        const std::string section = "\n" + first.substr(comma + 8);
        const std::string all = testing::text_in(file);
        const std::size_t line_end = all.find('\n', all.find(section) + 1);
        ASSERT_NE(all.find(section), std::string::npos) << file << " has no " << section;
        testing::put(file, all.substr(0, line_end + 1) + rest + all.substr(line_end + 1));
    } else {
        testing::put(file, block.text);
    }
}

/// What a block calls beside standoff is on this machine. R need not be.
bool can_be_typed(const Reader& reader, const test::Block& block) {
    return !block.text.starts_with("$ Rscript ") || reader.type("command -v Rscript").exit_code == 0;
}

TEST(HowTo, EveryRecipeWorksInAFolderOfItsOwn) {
    auto reader = std::make_unique<Reader>();
    std::string page;
    std::string recipe;
    int recipes = 0;
    test::read_blocks(
        testing::text_in(how_to),
        [&](const std::string& line) {
            page += line + "\n";
            if (!line.starts_with("## ")) return;
            recipe = line;
            ++recipes;
            reader = std::make_unique<Reader>();
        },
        [&](const test::Block& block) {
            SCOPED_TRACE(recipe);
            std::string text = block.text;
            if (block.language != "console") {
                save(*reader, block);
            } else if (can_be_typed(*reader, block)) {
                const Transcript typed = reader->transcript(block);
                for (const std::string& command : typed.failed) ADD_FAILURE() << command;
                text = typed.text;
                if (!updating_pages()) EXPECT_EQ(block.text, text);
            }
            page += "```" + block.language + "\n" + text + "```\n";
        });
    EXPECT_EQ(recipes, 16);
    if (updating_pages()) std::ofstream(how_to) << page;
}

}  // namespace
}  // namespace standoff::testing
