// The pages of docs/errors, which `standoff explain` prints: every code has one, and its examples are what they are
// called. docs/errors/README.md says what an example may be.
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/codes.hpp"
#include "experiment/probe.hpp"
#include "report/error_page.hpp"
#include "scenarios/pages.hpp"

namespace standoff::test {
namespace {

const std::filesystem::path folder = manual / "errors";

/// The blocks before `Wrong:` belong to both examples.
struct Page {
    std::string heading;
    std::string prose;
    std::vector<Block> wrong;
    std::vector<Block> right;
};

Page read_page(const std::filesystem::path& path) {
    Page page;
    std::vector<Block> shared;
    std::vector<Block>* part = &shared;
    read_blocks(
        testing::text_in(path),
        [&](const std::string& line) {
            if (line == "Wrong:") part = &page.wrong;
            else if (line == "Right:") part = &page.right;
            else if (line.starts_with("# ") && page.heading.empty()) page.heading = line;
            else if (part == &shared) page.prose += line + "\n";
        },
        [&](const Block& block) { part->push_back(block); });
    page.wrong.insert(page.wrong.begin(), shared.begin(), shared.end());
    page.right.insert(page.right.begin(), shared.begin(), shared.end());
    return page;
}

/// `PageOf.WrongExampleHasThisFaultAlone/E207`
class PageOf : public ::testing::TestWithParam<FindingCode> {
protected:
    [[nodiscard]] static std::string code() { return std::string(GetParam().id); }
    [[nodiscard]] static std::filesystem::path path() { return folder / (code() + ".md"); }
};

TEST_P(PageOf, IsHeadedByCodeAndTitle) {
    ASSERT_TRUE(std::filesystem::exists(path())) << "docs/errors/" << code() << ".md is missing";
    EXPECT_EQ(read_page(path()).heading, "# " + code() + ": " + std::string(GetParam().title));
}

TEST_P(PageOf, IsCompiledIntoTheProgram) { EXPECT_EQ(error_page(code()), testing::text_in(path())); }

TEST_P(PageOf, ExplainsBeforeItShows) {
    const Page page = read_page(path());
    EXPECT_GE(page.prose.size(), 120U) << page.prose;
    EXPECT_FALSE(page.wrong.empty());
    EXPECT_FALSE(page.right.empty());
}

void deep_check(Scenario& scenario, const std::string& path, const LoadOptions& load) {
    (void)probe_inputs(scenario, path, load);
}

TEST_P(PageOf, WrongExampleHasThisFaultAlone) {
    const Verdict verdict = verdict_on(read_page(path()).wrong, deep_check);
    EXPECT_EQ(verdict.codes, std::set<std::string>{code()}) << verdict.findings;
}

TEST_P(PageOf, RightExampleHasNoFinding) { EXPECT_EQ(verdict_on(read_page(path()).right, deep_check).findings, ""); }

INSTANTIATE_TEST_SUITE_P(ErrorPages, PageOf, ::testing::ValuesIn(codes),
                         [](const auto& code) { return std::string(code.param.id); });

TEST(ErrorPages, AreAboutCodesThatExist) {
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().stem().string();
        if (name == "README" || name == "base") continue;
        EXPECT_NE(find_code(name), nullptr) << entry.path().filename();
    }
}

TEST(ErrorPages, AreAllInTheIndex) {
    const std::string index = testing::text_in(folder / "README.md");
    for (const FindingCode& code : codes) {
        const std::string id(code.id);
        const std::string row = "\n| [" + id + "](" + id + ".md) | " + std::string(code.title) + " |\n";
        EXPECT_NE(index.find(row), std::string::npos) << row;
    }
    std::size_t rows = 0;
    for (const std::string& line : lines_of(index)) rows += line.starts_with("| [") ? 1 : 0;
    EXPECT_EQ(rows, codes.size());
}

TEST(ErrorPages, BaseOfTheExamplesHasNoFinding) { EXPECT_EQ(verdict_on({}).findings, ""); }

}  // namespace
}  // namespace standoff::test
