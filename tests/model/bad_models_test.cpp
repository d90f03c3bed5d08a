// tests/bad/model holds files that load but cannot be compiled: what shows only when sets are unrolled. As in
// tests/bad, the name begins with the code and a comment marks the line.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include <standoff/model.hpp>

#include "base/codes.hpp"

namespace standoff {
namespace {

const std::filesystem::path folder = std::filesystem::path(STANDOFF_SOURCE_DIR) / "tests" / "bad" / "model";

std::vector<std::filesystem::path> bad_models() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string code_of(const std::filesystem::path& file) { return file.stem().string().substr(0, 4); }

class BadModel : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(BadModel, LoadsAndGivesItsCodeOnItsLine) {
    const std::string code = code_of(GetParam());
    Scenario scenario = load_scenario(GetParam().string());
    ASSERT_TRUE(scenario.ok());
    const ModelPtr model = compile(scenario);
    EXPECT_EQ(model == nullptr, code.front() == 'E');
    std::ifstream file(GetParam());
    std::string line;
    for (std::uint32_t number = 1; std::getline(file, line); ++number) {
        if (line.find("# <- " + code) == std::string::npos) continue;
        const auto& all = scenario.findings.all();
        EXPECT_TRUE(std::any_of(all.begin(), all.end(),
                                [&](const Diagnostic& finding) {
                                    return finding.code == code &&
                                           scenario.sources().at(0).position(finding.place.offset).line == number;
                                }))
            << "line " << number;
        return;
    }
    FAIL() << "no line of the file is marked with its code";
}

INSTANTIATE_TEST_SUITE_P(Bad, BadModel, testing::ValuesIn(bad_models()),
                         [](const auto& file) { return file.param.stem().string(); });

TEST(BadModels, ThereIsOneForEveryCodeOfTheModel) {
    std::set<std::string> with_file;
    for (const auto& file : bad_models()) with_file.insert(code_of(file));
    for (const FindingCode& code : codes)
        // From W612 on they are of `check --deep`, which plays the model: their pages have the examples.
        if ((code.id >= "E510" && code.id < "F") || (code.id >= "W610" && code.id < "W612")) {
            EXPECT_TRUE(with_file.contains(std::string(code.id))) << code.id << " " << code.title;
        }
}

}  // namespace
}  // namespace standoff
