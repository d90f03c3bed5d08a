// The ODD description of every shipped file: complete, without empty sections, and without a sentence that two
// unrelated models share, since that would be true of any.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "report/describe.hpp"
#include "report/odd/markdown.hpp"
#include "scenario/spec.hpp"

namespace standoff {
namespace {

namespace fs = std::filesystem;

const fs::path shipped_folder = fs::path(STANDOFF_SOURCE_DIR) / "scenarios";

std::vector<fs::path> shipped_files() {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(shipped_folder))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

class Document {
public:
    explicit Document(const fs::path& path) : path_(path), scenario_(load_scenario(path.string())) {
        text_ = describe(scenario_);
    }

    template <typename Entries>
    void expect_names(const Entries& entries) const {
        for (const auto& entry : entries) expect("`" + entry.name + "`");
    }
    template <typename Entries>
    void expect_prose(const Entries& entries) const {
        for (const Prose& entry : entries) {
            expect(odd::escaped(entry.source));
            expect(odd::escaped(entry.about));
        }
    }
    void expect(const std::string& part) const {
        EXPECT_NE(text_.find(part), std::string::npos) << path_ << " says nothing of " << part;
    }

    [[nodiscard]] const Spec& spec() const { return *scenario_.spec; }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    fs::path path_;
    Scenario scenario_;
    std::string text_;
};

TEST(DescribeShipped, NamesEverythingAndEverySource) {
    const std::vector<fs::path> files = shipped_files();
    ASSERT_GE(files.size(), 6U);
    for (const fs::path& path : files) {
        const Document document(path);
        const Spec& spec = document.spec();
        const auto all = [&](const auto& entries) {
            document.expect_names(entries);
            document.expect_prose(entries);
        };
        all(spec.roles);
        all(spec.entities);
        all(spec.parameters);
        all(spec.variables);
        all(spec.derived);
        all(spec.actions);
        all(spec.policies);
        all(spec.chance);
        all(spec.measures);
        all(spec.data);
        all(spec.variants);
        all(spec.experiments);
        document.expect_prose(spec.calendar);
        document.expect_prose(spec.outcomes);
        document.expect_prose(std::vector<Prose>{spec, spec.theory_prose});
        if (spec.outcomes.size() > 1) document.expect_names(spec.outcomes);
        for (const CalendarEntry& entry : spec.calendar) document.expect(odd::escaped(entry.name));
        for (const std::string& text : spec.lesson.leaves_out) document.expect(odd::escaped(text));
    }
}

TEST(DescribeShipped, SaysWhatItIsForAndWhereEveryNumberComesFrom) {
    for (const fs::path& path : shipped_files()) {
        const Document document(path);
        EXPECT_FALSE(document.spec().purpose.empty()) << path;
        for (const std::string& line : lines_of(document.text())) {
            EXPECT_EQ(line.find("no source given"), std::string::npos) << path << ": " << line;
            EXPECT_EQ(line.find("No source is given"), std::string::npos) << path << ": " << line;
        }
    }
}

// The eleven design concepts of the protocol, in its order (Grimm et al. 2020, supplement S1).
TEST(DescribeShipped, HasEveryDesignConcept) {
    for (const fs::path& path : shipped_files()) {
        std::vector<std::string> concepts;
        bool within = false;
        for (const std::string& line : lines_of(Document(path).text())) {
            if (line.starts_with("## ")) within = line == "## 4 Design concepts";
            if (within && line.starts_with("### ")) concepts.push_back(line.substr(4));
        }
        EXPECT_EQ(concepts, (std::vector<std::string>{"Basic principles", "Emergence", "Adaptation", "Objectives",
                                                      "Learning", "Prediction", "Sensing", "Interaction",
                                                      "Stochasticity", "Collectives", "Observation"}))
            << path;
    }
}

TEST(DescribeShipped, HasNoEmptySection) {
    for (const fs::path& path : shipped_files()) {
        int above = 0;  // the level of the heading that has no body yet
        for (const std::string& line : lines_of(Document(path).text())) {
            if (line.empty()) continue;
            const int level = line[0] == '#' ? static_cast<int>(line.find(' ')) : 0;
            EXPECT_TRUE(level == 0 || above == 0 || level > above) << path << ": nothing above " << line;
            above = level;
        }
        EXPECT_EQ(above, 0) << path;
    }
}

/// True of a line with a name or a number in it: it is about its model, and another may have the same name or number.
bool is_particular(const std::string& line) {
    const std::size_t item = line.find_first_not_of(" 0123456789.-");
    return item != std::string::npos && line.find_first_of("`0123456789", item) != std::string::npos;
}

/// Lines that say something in general: no headings, heads of tables, formulas with the functions in them, particulars,
/// nor literature, which two models may share.
std::set<std::string> statements_of(const std::string& text) {
    const std::vector<std::string> lines = lines_of(text);
    std::set<std::string> statements;
    bool formulas = false;
    for (std::size_t i = 0; i < lines.size() && lines[i] != "## References"; ++i) {
        const std::string& line = lines[i];
        const bool fence = line.starts_with("```");
        if (fence) formulas = !formulas;
        const bool rule = line.starts_with("|---");
        const bool head = i + 1 < lines.size() && lines[i + 1].starts_with("|---");
        if (!fence && !formulas && !rule && !head && !line.empty() && line[0] != '#' && !is_particular(line))
            statements.insert(line);
    }
    return statements;
}

TEST(DescribeShipped, SaysNothingThatWouldBeTrueOfAnyModel) {
    std::map<std::string, std::set<std::string>> by_theory;  // one document for each theory, or model without one
    for (const fs::path& path : shipped_files()) {
        const Document document(path);
        const bool inlined = document.spec().theory_title.empty();
        by_theory[inlined ? document.spec().title : document.spec().theory_title].merge(statements_of(document.text()));
    }
    ASSERT_GE(by_theory.size(), 3U);
    for (auto one = by_theory.begin(); one != by_theory.end(); ++one)
        for (auto other = std::next(one); other != by_theory.end(); ++other)
            for (const std::string& line : one->second)
                EXPECT_FALSE(other->second.contains(line)) << one->first << " and " << other->first << ": " << line;
}

TEST(DescribeShipped, GivesTheSameBytesFromAnyPath) {
    const fs::path file = shipped_folder / "dprk/2022.yaml";
    const fs::path detour = shipped_folder / "textbook/../dprk/./2022.yaml";
    EXPECT_EQ(Document(file).text(), Document(detour).text());
}

}  // namespace
}  // namespace standoff
