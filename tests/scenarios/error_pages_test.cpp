// The pages of docs/errors, which `standoff explain` prints: every code has one, and its examples are what they are
// called. docs/errors/README.md says what an example may be.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <standoff/model.hpp>

#include "base/codes.hpp"
#include "report/error_page.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(STANDOFF_SOURCE_DIR) / "docs" / "errors";
const std::string scenario_file = "scenario.yaml";

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// What stands between "```yaml" and "```". `file` is what its first line names (`# theory.yaml`), or empty.
struct Block {
    std::string language;
    std::string file;
    std::string text;
};

/// The blocks before `Wrong:` belong to both examples.
struct Page {
    std::string heading;
    std::string prose;
    std::vector<Block> wrong;
    std::vector<Block> right;
};

std::string file_named_by(const std::string& line) {
    const bool name = line.starts_with("# ") && line.find(' ', 2) == std::string::npos &&
                      (line.ends_with(".yaml") || line.ends_with(".csv"));
    return name ? line.substr(2) : "";
}

Page read_page(const fs::path& path) {
    Page page;
    std::vector<Block> shared;
    std::vector<Block>* part = &shared;
    std::optional<Block> open;
    for (const std::string& line : lines_of(text_of(path))) {
        if (open && line == "```") {
            part->push_back(*open);
            open.reset();
        } else if (open) {
            if (open->text.empty()) open->file = file_named_by(line);
            open->text += line + "\n";
        } else if (line.starts_with("```")) {
            open = Block{line.substr(3), "", ""};
        } else if (line == "Wrong:") {
            part = &page.wrong;
        } else if (line == "Right:") {
            part = &page.right;
        } else if (line.starts_with("# ") && page.heading.empty()) {
            page.heading = line;
        } else if (part == &shared) {
            page.prose += line + "\n";
        }
    }
    page.wrong.insert(page.wrong.begin(), shared.begin(), shared.end());
    page.right.insert(page.right.begin(), shared.begin(), shared.end());
    return page;
}

struct Section {
    std::string key;
    std::string text;
};

/// The top-level sections of a file, told by the lines that begin at the margin; what the example makes of their
/// insides is its own affair.
std::vector<Section> sections_of(const std::string& text) {
    std::vector<Section> sections;
    for (const std::string& line : lines_of(text)) {
        const bool begins = !line.empty() && std::string_view(" #-]}").find(line.front()) == std::string_view::npos;
        const std::string key = line.substr(0, line.find(':'));
        // The same key twice is one section: E111 is about it.
        if (begins && (sections.empty() || sections.back().key != key)) sections.push_back({key, ""});
        if (!sections.empty()) sections.back().text += line + "\n";
    }
    return sections;
}

/// base.yaml with the example's sections in the place of its own; new ones at the end.
std::string with_sections(const std::string& example) {
    std::vector<Section> all = sections_of(text_of(folder / "base.yaml"));
    for (const Section& section : sections_of(example)) {
        const auto same = std::find_if(all.begin(), all.end(), [&](const Section& s) { return s.key == section.key; });
        if (same == all.end()) all.push_back(section);
        else same->text = section.text;
    }
    std::string text;
    for (const Section& section : all) text += section.text;
    return text;
}

/// `\xE9` stands for one byte, which a page that is UTF-8 cannot hold.
std::string with_bytes(std::string text) {
    for (std::size_t at = text.find("\\x"); at != std::string::npos; at = text.find("\\x", at + 1))
        text.replace(at, 4, 1, static_cast<char>(std::stoi(text.substr(at + 2, 2), nullptr, 16)));
    return text;
}

/// The words of a command line; quotes keep words together.
std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words(1);
    char quote = 0;
    for (const char c : line) {
        if (quote == 0 && (c == '"' || c == '\'')) quote = c;
        else if (c == quote) quote = 0;
        else if (quote == 0 && (c == ' ' || c == '\n')) words.emplace_back();
        else words.back() += c;
    }
    std::erase(words, "");
    return words;
}

LoadOptions options_of(const std::string& command) {
    LoadOptions options;
    const std::vector<std::string> words = words_of(command);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == "--set") options.set.push_back(words[i + 1]);
        if (words[i] == "--variant") options.variant = words[i + 1];
        if (words[i] == "--until") options.until = words[i + 1];
    }
    return options;
}

/// A folder of its own for the files of one example, gone when the example is.
class ExampleFolder {
public:
    ExampleFolder() {
        const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
        std::string name = std::string("standoff-page-") + test.name();
        std::replace(name.begin(), name.end(), '/', '-');
        path_ = fs::temp_directory_path() / name;
        fs::remove_all(path_);
        fs::create_directory(path_);
    }
    ~ExampleFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ExampleFolder(const ExampleFolder&) = delete;
    ExampleFolder& operator=(const ExampleFolder&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }

private:
    fs::path path_;
};

struct Verdict {
    std::set<std::string> codes;
    std::string findings;
};

/// What loading and compiling an example finds.
Verdict verdict_on(const std::vector<Block>& example) {
    const ExampleFolder files;
    LoadOptions options;
    files.write(scenario_file, text_of(folder / "base.yaml"));
    for (const Block& block : example) {
        if (block.language == "sh") options = options_of(block.text);
        else if (!block.file.empty()) files.write(block.file, block.text);
        else if (block.text.starts_with("standoff:")) files.write(scenario_file, block.text);
        else files.write(scenario_file, with_bytes(with_sections(block.text)));
    }
    Scenario scenario = load_scenario((files.path() / scenario_file).string(), options);
    if (scenario.ok() && !scenario.is_theory()) (void)compile(scenario);
    Verdict verdict;
    for (const Diagnostic& finding : scenario.findings.all()) verdict.codes.insert(finding.code);
    verdict.findings = findings_of(scenario);
    return verdict;
}

/// `PageOf.WrongExampleHasThisFaultAlone/E207`
class PageOf : public testing::TestWithParam<FindingCode> {
protected:
    [[nodiscard]] static std::string code() { return std::string(GetParam().id); }
    [[nodiscard]] static fs::path path() { return folder / (code() + ".md"); }
};

TEST_P(PageOf, IsHeadedByCodeAndTitle) {
    ASSERT_TRUE(fs::exists(path())) << "docs/errors/" << code() << ".md is missing";
    EXPECT_EQ(read_page(path()).heading, "# " + code() + ": " + std::string(GetParam().title));
}

TEST_P(PageOf, IsCompiledIntoTheProgram) { EXPECT_EQ(error_page(code()), text_of(path())); }

TEST_P(PageOf, ExplainsBeforeItShows) {
    const Page page = read_page(path());
    EXPECT_GE(page.prose.size(), 120U) << page.prose;
    EXPECT_FALSE(page.wrong.empty());
    EXPECT_FALSE(page.right.empty());
}

TEST_P(PageOf, WrongExampleHasThisFaultAlone) {
    const Verdict verdict = verdict_on(read_page(path()).wrong);
    EXPECT_EQ(verdict.codes, std::set<std::string>{code()}) << verdict.findings;
}

TEST_P(PageOf, RightExampleHasNoFinding) { EXPECT_EQ(verdict_on(read_page(path()).right).findings, ""); }

INSTANTIATE_TEST_SUITE_P(ErrorPages, PageOf, testing::ValuesIn(codes),
                         [](const auto& code) { return std::string(code.param.id); });

TEST(ErrorPages, AreAboutCodesThatExist) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().stem().string();
        if (name == "README" || name == "base") continue;
        EXPECT_NE(find_code(name), nullptr) << entry.path().filename();
    }
}

TEST(ErrorPages, AreAllInTheIndex) {
    const std::string index = text_of(folder / "README.md");
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
