// tests/bad holds one small file for each way to go wrong: `E207_unknown_role.yaml` must give E207 on the line that
// says
// `# <- E207` (the first line where none says it, because the file cannot).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <standoff/scenario.hpp>

#include "base/codes.hpp"
#include "scenario/spec.hpp"

namespace standoff {
namespace {

const std::filesystem::path folder = std::filesystem::path(STANDOFF_SOURCE_DIR) / "tests" / "bad";

std::vector<std::filesystem::path> bad_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string code_of(const std::filesystem::path& file) { return file.stem().string().substr(0, 4); }

std::uint32_t marked_line(const std::filesystem::path& file, const std::string& code) {
    std::ifstream stream(file);
    std::string line;
    for (std::uint32_t number = 1; std::getline(stream, line); ++number)
        if (line.find("# <- " + code) != std::string::npos) return number;
    return 1;
}

std::string all_findings(const Scenario& scenario) {
    std::string text;
    for (const Diagnostic& finding : scenario.findings.all())
        text += render(finding, scenario.sources(), DiagnosticFormat::brief);
    return text;
}

class BadFile : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(BadFile, GivesItsCodeOnItsLine) {
    const std::string code = code_of(GetParam());
    const std::uint32_t line = marked_line(GetParam(), code);
    const Scenario scenario = load_scenario(GetParam().string());
    const bool found =
        std::any_of(scenario.findings.all().begin(), scenario.findings.all().end(), [&](const Diagnostic& finding) {
            return finding.code == code && finding.place.source == 0 &&
                   scenario.sources().at(0).position(finding.place.offset).line == line;
        });
    EXPECT_TRUE(found) << code << " is expected on line " << line << "; found:\n" << all_findings(scenario);
}

TEST_P(BadFile, HasNoOtherError) {
    const std::string code = code_of(GetParam());
    const Scenario scenario = load_scenario(GetParam().string());
    for (const Diagnostic& finding : scenario.findings.all())
        if (finding.severity() == Severity::error) {
            EXPECT_EQ(finding.code, code) << all_findings(scenario);
        }
}

TEST_P(BadFile, SaysWhatIsWrongInPlainWords) {
    const Scenario scenario = load_scenario(GetParam().string());
    for (const Diagnostic& finding : scenario.findings.all()) {
        EXPECT_FALSE(finding.what.empty());
        EXPECT_NE(finding.what.back(), '.') << finding.what;
        EXPECT_FALSE(render(finding, scenario.sources(), DiagnosticFormat::human).empty());
    }
}

INSTANTIATE_TEST_SUITE_P(Bad, BadFile, ::testing::ValuesIn(bad_files()),
                         [](const auto& file) { return file.param.stem().string(); });

TEST(BadFiles, ExistForEveryCodeThatLoadingCanGive) {
    std::set<std::string> have;
    for (const std::filesystem::path& file : bad_files()) have.insert(code_of(file));
    for (const FindingCode& code : codes) {
        const bool loading = code.id < "E510" || (code.id >= "W601" && code.id < "W610");
        if (loading) {
            EXPECT_TRUE(have.contains(std::string(code.id))) << code.id << ": " << code.title;
        }
    }
}

TEST(BadFiles, AreNamedAfterCodesThatExist) {
    for (const std::filesystem::path& file : bad_files()) EXPECT_NE(find_code(code_of(file)), nullptr) << file;
}

}  // namespace
}  // namespace standoff
