// Every shipped file, with each of its variants, is checked and compiled without a word.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "scenario/spec.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> shipped_files() {
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(shipped("")))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
    return files;
}

TEST(ShippedFiles, HaveNoFindingsInAnyVariant) {
    const std::vector<std::string> files = shipped_files();
    ASSERT_GE(files.size(), 13U);
    for (const std::string& file : files) {
        std::vector<std::string> variants = {""};
        const Scenario plain = load_scenario(file);
        for (const NamedSettings& named : plain.spec->variants) variants.push_back(named.name);
        for (const std::string& name : variants) {
            Scenario scenario = load_scenario(file, variant(name));
            EXPECT_TRUE(!scenario.ok() || scenario.is_theory() || compile(scenario) != nullptr) << file << ' ' << name;
            EXPECT_EQ(findings_of(scenario), "") << file << ' ' << name;
        }
    }
}

// A case or a textbook model is a lesson: it says where it comes from, what to look at, what to change, what to ask and
// what it leaves out. A theory is none before a case uses it, and the tutorial's template is made up.
TEST(ShippedFiles, CasesAndTextbookModelsAreLessons) {
    for (const std::string& file : shipped_files()) {
        if (file.find("/theories/") != std::string::npos || file.find("/tutorial/") != std::string::npos) continue;
        const Scenario scenario = load_scenario(file);
        const Lesson& lesson = scenario.spec->lesson;
        EXPECT_FALSE(scenario.spec->about.empty()) << file;
        EXPECT_FALSE(scenario.spec->source.empty() && scenario.spec->theory_prose.source.empty()) << file;
        EXPECT_FALSE(lesson.notice.empty()) << file;
        EXPECT_FALSE(lesson.tries.empty()) << file;
        EXPECT_FALSE(lesson.questions.empty()) << file;
        EXPECT_FALSE(lesson.leaves_out.empty()) << file;
        EXPECT_FALSE(lesson.reading.empty()) << file;
    }
}

}  // namespace
}  // namespace standoff::test
