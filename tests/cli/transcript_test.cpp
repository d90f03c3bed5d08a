// The README shows what the demo prints. It must be what the program prints today.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "cli/program.hpp"

namespace standoff {
namespace {

TEST(Readme, ShowsWhatTheDemoPrints) {
    const std::filesystem::path source = STANDOFF_SOURCE_DIR;
    std::ifstream file(source / "README.md");
    std::stringstream readme;
    readme << file.rdbuf();
    const std::string text = readme.str();
    const std::string fence = "```\nNorth Korea's missile campaign";
    const std::size_t start = text.find(fence);
    ASSERT_NE(start, std::string::npos);
    const std::string shown = text.substr(start + 4, text.find("```", start + 4) - start - 4);

    testing::Start demo;
    demo.folder = std::filesystem::temp_directory_path() / ("standoff-transcript-" + std::to_string(getpid()));
    std::filesystem::remove_all(demo.folder);
    std::filesystem::create_directory(demo.folder);
    demo.arguments = {"run", (source / "scenarios/dprk/2022.yaml").string(), "--out", "out"};
    const testing::Finished finished = testing::run_program(demo);
    std::filesystem::remove_all(demo.folder);
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    // The last two lines name the folder of the results.
    const auto without_folder = [](const std::string& all) { return all.substr(0, all.find("\nresults ")); };
    EXPECT_EQ(without_folder(shown), without_folder(finished.out));
}

}  // namespace
}  // namespace standoff
