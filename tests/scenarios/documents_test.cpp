// What the README and docs/ show: their scenarios run as they stand, since a newcomer copies them first; their links
// lead somewhere; and the reference lists every code.
#include <cctype>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <standoff/ensemble.hpp>
#include <standoff/model.hpp>

#include "base/codes.hpp"
#include "scenarios/pages.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

namespace fs = std::filesystem;

const fs::path source_folder = STANDOFF_SOURCE_DIR;

/// The whole scenarios of a page that need no other file.
std::vector<std::string> scenarios_in(const fs::path& page) {
    std::vector<std::string> scenarios;
    read_blocks(
        testing::text_in(page), [](const std::string&) {},
        [&](const Block& block) {
            if (block.language == "yaml" && block.file.empty() && block.text.starts_with("standoff:"))
                scenarios.push_back(block.text);
        });
    return scenarios;
}

void expect_to_run(const fs::path& page) {
    for (const std::string& text : scenarios_in(page)) {
        SCOPED_TRACE(page.filename().string() + ":\n" + text.substr(0, 80));
        const testing::TemporaryFolder folder;
        testing::put(folder / "scenario.yaml", text);
        Scenario scenario = load_scenario((folder / "scenario.yaml").string());
        ASSERT_TRUE(scenario.ok()) << findings_of(scenario);
        const ModelPtr model = compile(scenario);
        EXPECT_EQ(findings_of(scenario), "");
        ASSERT_NE(model, nullptr);
        EnsembleOptions options;
        options.runs = 50;
        EXPECT_EQ(run_ensemble(*model, options, nullptr).failed, 0U);
    }
}

std::vector<fs::path> pages_below(const fs::path& folder) {
    std::vector<fs::path> pages;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".md") pages.push_back(entry.path());
    return pages;
}

TEST(Documents, TheReadmesScenarioRunsWithoutAFinding) {
    EXPECT_EQ(scenarios_in(source_folder / "README.md").size(), 1U);
    expect_to_run(source_folder / "README.md");
}

TEST(Documents, TheManualsScenariosRunWithoutAFinding) {
    EXPECT_GE(scenarios_in(manual / "language.md").size(), 1U);
    for (const char* page : {"language.md", "engine.md", "results.md", "language/scenario.md"})
        expect_to_run(manual / page);
}

TEST(Documents, TheReferenceListsEveryCodeWithItsTitle) {
    const std::string reference = testing::text_in(manual / "language.md");
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

/// What a link names a heading by: lower case, hyphens for blanks, no punctuation.
std::string anchor_of(const std::string& heading) {
    std::string anchor;
    for (const char c : heading.substr(heading.find(' ') + 1)) {
        if (c == ' ') anchor += '-';
        else if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_')
            anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return anchor;
}

std::set<std::string> anchors_of(const fs::path& page) {
    std::set<std::string> anchors;
    read_blocks(
        testing::text_in(page),
        [&](const std::string& line) {
            if (line.starts_with("#")) anchors.insert(anchor_of(line));
        },
        [](const Block&) {});
    return anchors;
}

TEST(Documents, LinksLeadSomewhere) {
    std::vector<fs::path> pages = pages_below(manual);
    pages.push_back(source_folder / "README.md");
    pages.push_back(source_folder / "results" / "README.md");
    const std::regex link(R"(\]\(([^)#:]*)(#([^)]*))?\))");
    std::size_t links = 0;
    for (const fs::path& page : pages) {
        read_blocks(
            testing::text_in(page),
            [&](const std::string& line) {
                for (std::sregex_iterator found(line.begin(), line.end(), link), end; found != end; ++found) {
                    ++links;
                    const fs::path target = (*found)[1].str().empty() ? page : page.parent_path() / (*found)[1].str();
                    EXPECT_TRUE(fs::exists(target)) << page << ": " << found->str();
                    if ((*found)[3].matched)
                        EXPECT_EQ(anchors_of(target).count((*found)[3].str()), 1U) << page << ": " << found->str();
                }
            },
            [](const Block&) {});
    }
    EXPECT_GT(links, 100U);
}

}  // namespace
}  // namespace standoff::test
