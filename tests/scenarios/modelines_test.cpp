// An editor finds the schema of a shipped file by its first line.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <standoff/scenario.hpp>

namespace standoff {
namespace {

namespace fs = std::filesystem;

const fs::path source_folder = STANDOFF_SOURCE_DIR;

TEST(ShippedFiles, BeginWithTheSchemaOfTheirKind) {
    const std::string modeline = "# yaml-language-server: $schema=";
    int files = 0;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(source_folder / "scenarios")) {
        if (entry.path().extension() != ".yaml") continue;
        ++files;
        std::ifstream file(entry.path());
        std::string first;
        std::getline(file, first);
        ASSERT_TRUE(first.starts_with(modeline)) << entry.path();
        const fs::path schema = first.substr(modeline.size());
        EXPECT_TRUE(schema.is_relative()) << entry.path();
        const std::string kind = load_scenario(entry.path().string()).is_theory() ? "theory" : "scenario";
        EXPECT_EQ(fs::canonical(entry.path().parent_path() / schema),
                  fs::canonical(source_folder / "schema" / (kind + ".schema.json")))
            << entry.path();
    }
    EXPECT_GE(files, 8);
}

TEST(ShippedFiles, SayWhatTheyAreAbout) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(source_folder / "scenarios")) {
        if (entry.path().extension() != ".yaml") continue;
        std::ifstream file(entry.path());
        bool tags = false;
        for (std::string line; std::getline(file, line);) tags = tags || line.starts_with("tags: [");
        EXPECT_TRUE(tags) << entry.path() << ": `standoff list` has nothing to find it by";
    }
}

}  // namespace
}  // namespace standoff
