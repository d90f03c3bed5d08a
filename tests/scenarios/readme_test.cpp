// The README's scenario is the first file that a newcomer copies: it must load, compile and run as it stands.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include <standoff/ensemble.hpp>
#include <standoff/model.hpp>

namespace standoff {
namespace {

std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(Readme, ItsScenarioRunsWithoutAFinding) {
    const std::string readme = text_of(std::filesystem::path(STANDOFF_SOURCE_DIR) / "README.md");
    const std::string fence = "```yaml\n";
    const std::size_t start = readme.find(fence);
    ASSERT_NE(start, std::string::npos);
    const std::size_t end = readme.find("```", start + fence.size());
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "standoff-readme-scenario.yaml";
    std::ofstream(path) << readme.substr(start + fence.size(), end - start - fence.size());
    Scenario scenario = load_scenario(path.string());
    ASSERT_TRUE(scenario.ok());
    const ModelPtr model = compile(scenario);
    ASSERT_NE(model, nullptr);
    EXPECT_TRUE(scenario.findings.all().empty());
    EnsembleOptions options;
    options.runs = 50;
    EXPECT_EQ(run_ensemble(*model, options, nullptr).failed, 0U);
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace standoff
