// The scenarios in the README and in docs/ are the first that a newcomer copies: each must load, compile and run as it
// stands. And the language's reference lists every code.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <standoff/ensemble.hpp>
#include <standoff/model.hpp>

#include "base/codes.hpp"

namespace standoff {
namespace {

namespace fs = std::filesystem;

const fs::path source_folder = STANDOFF_SOURCE_DIR;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// All findings, one a line; empty if there are none.
std::string findings_of(const Scenario& scenario) {
    std::string text;
    for (const Diagnostic& finding : scenario.findings.all())
        text += render(finding, scenario.sources(), DiagnosticFormat::brief);
    return text;
}

/// What stands between "```yaml" and "```", block by block.
std::vector<std::string> scenarios_in(const std::string& document) {
    const std::string fence = "\n```yaml\n";
    std::vector<std::string> blocks;
    for (std::size_t at = document.find(fence); at != std::string::npos; at = document.find(fence, at)) {
        at += fence.size();
        blocks.push_back(document.substr(at, document.find("\n```", at) + 1 - at));
    }
    return blocks;
}

void expect_to_run(const std::string& text, const fs::path& path) {
    std::ofstream(path) << text;
    Scenario scenario = load_scenario(path.string());
    ASSERT_TRUE(scenario.ok()) << findings_of(scenario);
    const ModelPtr model = compile(scenario);
    EXPECT_EQ(findings_of(scenario), "");
    ASSERT_NE(model, nullptr);
    EnsembleOptions options;
    options.runs = 50;
    EXPECT_EQ(run_ensemble(*model, options, nullptr).failed, 0U);
}

void expect_scenarios_to_run(const fs::path& document) {
    const std::vector<std::string> blocks = scenarios_in(text_of(document));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::string name = document.stem().string() + "-" + std::to_string(i + 1);
        SCOPED_TRACE("scenario " + std::to_string(i + 1) + " of " + document.filename().string());
        const fs::path path = fs::temp_directory_path() / ("standoff-document-" + name + ".yaml");
        expect_to_run(blocks[i], path);
        fs::remove(path);
    }
}

TEST(Documents, TheReadmesScenarioRunsWithoutAFinding) {
    const fs::path readme = source_folder / "README.md";
    EXPECT_EQ(scenarios_in(text_of(readme)).size(), 1U);
    expect_scenarios_to_run(readme);
}

TEST(Documents, TheirScenariosRunWithoutAFinding) {
    std::size_t documents = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(source_folder / "docs")) {
        if (entry.path().extension() != ".md") continue;
        ++documents;
        expect_scenarios_to_run(entry.path());
    }
    EXPECT_GE(documents, 1U);
    EXPECT_GE(scenarios_in(text_of(source_folder / "docs/language.md")).size(), 2U);
}

TEST(Documents, TheReferenceListsEveryCodeWithItsTitle) {
    const std::string reference = text_of(source_folder / "docs/language.md");
    for (const FindingCode& code : codes) {
        const std::string cells = "| " + std::string(code.id) + " | " + std::string(code.title) + " |";
        EXPECT_NE(reference.find(cells), std::string::npos) << cells;
    }
    // And no other: a code in the table that the program does not have.
    std::size_t listed = 0;
    for (std::size_t at = reference.find("\n| code |"); at < reference.size(); ++at)
        if (reference.compare(at, 3, "| E") == 0 || reference.compare(at, 3, "| W") == 0) ++listed;
    EXPECT_EQ(listed, codes.size());
}

}  // namespace
}  // namespace standoff
