// docs/results.md names every file of a results folder, every column of its tables and every top-level key of its JSON,
// and none that the program does not write.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/program.hpp"
#include "scenarios/pages.hpp"

namespace standoff::testing {
namespace {

using Words = std::set<std::string>;

/// By file: the names in code in the first column of the tables below its heading.
std::map<std::string, Words> documented() {
    static const std::regex heading("## `(.*)`");
    static const std::regex code("`([^`]+)`");
    std::map<std::string, Words> names;
    std::string file;
    std::smatch match;
    const auto prose = [&](const std::string& line) {
        if (line.starts_with("#")) file = std::regex_match(line, match, heading) ? match[1].str() : "";
        if (file.empty() || !line.starts_with("| ")) return;
        const std::string cell = line.substr(0, line.find(" |", 2));
        for (std::sregex_iterator found(cell.begin(), cell.end(), code), end; found != end; ++found)
            names[file].insert((*found)[1].str());
    };
    test::read_blocks(testing::text_in(test::manual / "results.md"), prose, [](const test::Block&) {});
    return names;
}

/// The keys of the outermost object of a JSON text.
Words top_level_keys(const std::string& json) {
    Words keys;
    int depth = 0;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (c != '"') continue;
        const std::size_t begin = ++at;
        while (json[at] != '"') at += json[at] == '\\' ? 2 : 1;
        if (depth == 1 && json.compare(at + 1, 1, ":") == 0) keys.insert(json.substr(begin, at - begin));
    }
    return keys;
}

Words columns(const std::string& header) {
    Words names;
    for (std::size_t begin = 0; begin <= header.size();) {
        const std::size_t end = std::min(header.find(',', begin), header.size());
        names.insert(header.substr(begin, end - begin));
        begin = end + 1;
    }
    return names;
}

/// By file: what the program wrote into a folder. JSON Lines may have other keys on each line.
std::map<std::string, Words> written(const std::filesystem::path& folder) {
    std::map<std::string, Words> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string file = entry.path().filename().string();
        const std::string extension = entry.path().extension().string();
        const std::vector<std::string> lines = test::lines_of(testing::text_in(entry.path()));
        if (extension == ".csv") names[file] = columns(lines.at(0));
        if (extension == ".json") names[file] = top_level_keys(testing::text_in(entry.path()));
        if (extension == ".jsonl")
            for (const std::string& line : lines) names[file].merge(top_level_keys(line));
    }
    return names;
}

/// The base of the manual's examples with one policy of each kind and an observed series.
std::string one_of_each() {
    return test::with_sections(testing::text_in(test::manual / "errors" / "base.yaml"), R"(
channels: [posture, tone]
actions:
  mobilise: {by: rival, channel: posture, rung: 5, effects: [tension += 0.08]}
  threaten: {by: rival, to: rival, channel: posture, rung: 3, effects: [target.grudge(self) += 0.1]}
  scold: {by: rival, channel: tone, rung: 2, effects: [tension += 0.01]}
policies:
  proud:
    by: rival
    posture: {choose: logit, precision: 4, values: {mobilise: resolve - alarm, threaten: grudge(target)}}
    tone: {choose: script, tremble: 0.3, script: [{date: 2024-01-08, action: scold}]}
  strict:
    by: rival
    posture: {choose: rules, tremble: 0.3, rules: [{when: tension > 0.5, do: hold}, {do: mobilise}]}
    tone: {choose: random, weights: {hold: 1, scold: 1}}
actors:
  ARA: {name: Arania, role: rival, policy: proud}
  BOR: {name: Borland, role: rival, policy: strict}
data:
  clashes: {file: clashes.csv, date: month, value: clashes, compares: times(mobilise) per month}
)");
}

TEST(ResultsPage, NamesEveryFileColumnAndKeyAndNoOther) {
    const testing::TemporaryFolder here;
    testing::put(here / "rivals.yaml", one_of_each());
    testing::put(here / "clashes.csv", "month,clashes\n2024-01,0\n2024-02,2\n");
    Start start;
    start.arguments = {"run", "rivals.yaml", "--runs", "20", "--show", "1-5", "--out", "out"};
    start.folder = here.path();
    const Finished finished = run_program(start);
    ASSERT_EQ(finished.exit_code, 0) << finished.err;

    std::map<std::string, Words> in_folder = written(here.path() / "out");
    for (const char* measure : {"mobilisations", "peak_tension"}) EXPECT_EQ(in_folder["runs.csv"].erase(measure), 1U);
    std::map<std::string, Words> on_page = documented();
    for (const auto& [file, names] : in_folder) EXPECT_EQ(on_page[file], names) << file;
    for (const auto& [file, names] : on_page) EXPECT_EQ(in_folder.count(file), 1U) << file;
}

}  // namespace
}  // namespace standoff::testing
