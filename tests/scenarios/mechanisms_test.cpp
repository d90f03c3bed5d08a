// No mechanism is decoration: docs/theory.md has a table of what each moves, with a measure and the way that it must
// go when the mechanism is switched off. Here both are played, with the same luck.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <ostream>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "scenario/spec.hpp"
#include "scenarios/pages.hpp"
#include "scenarios/runs.hpp"

namespace standoff::test {
namespace {

constexpr std::uint32_t runs_each = 1000;
constexpr double standard_errors = 4;
constexpr std::uint32_t runs_to_see_a_change = 200;
constexpr const char* theory = "theories/coercive-diplomacy.yaml";
constexpr std::string_view variant_word = "variant ";
constexpr std::string_view share_words = "share of ";

/// A row of the table.
struct Mechanism {
    int line = 0;       ///< of the page
    std::string fault;  ///< why the row cannot be read, or empty
    std::string name;
    std::vector<std::string> switches;  ///< `w_neglect=0`, `variant no_drills`
    std::string scenario;               ///< `dprk/2022`
    std::string measure;                ///< or `share of OUTCOME`
    bool rises = false;                 ///< when switched off
};

void PrintTo(const Mechanism& mechanism, std::ostream* out) {
    *out << "docs/theory.md:" << mechanism.line << ": " << mechanism.name;
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::size_t at = 1;
    do {
        const std::size_t end = std::min(line.find('|', at), line.size());
        cells.push_back(trimmed(line.substr(at, end - at)));
        at = end + 1;
    } while (at < line.size());
    return cells;
}

/// What stands in code; empty where a cell has anything beside it.
std::vector<std::string> code_in(const std::string& cell) {
    static const std::regex code("`([^`]+)`");
    if (!trimmed(std::regex_replace(cell, code, "")).empty()) return {};
    std::vector<std::string> all;
    for (std::sregex_iterator found(cell.begin(), cell.end(), code), end; found != end; ++found)
        all.push_back((*found)[1].str());
    return all;
}

bool is_variant(const std::string& one) { return one.starts_with(variant_word); }

Mechanism mechanism_in(const std::vector<std::string>& cells, int line) {
    Mechanism row;
    row.line = line;
    row.name = cells.front();
    if (cells.size() != 5) {
        row.fault = "has " + std::to_string(cells.size()) + " cells, not 5";
        return row;
    }
    row.switches = code_in(cells[1]);
    const std::vector<std::string> scenario = code_in(cells[2]);
    const std::vector<std::string> measure = code_in(cells[3]);
    row.rises = cells[4] == "rises";
    if (row.name.empty()) row.fault = "has no mechanism";
    else if (row.switches.empty()) row.fault = "`switch it off` is not settings in code and nothing else";
    else if (std::count_if(row.switches.begin(), row.switches.end(), is_variant) > 1) row.fault = "has two variants";
    else if (scenario.size() != 1) row.fault = "`case` is not one scenario in code";
    else if (measure.size() != 1) row.fault = "`measure` is not one name in code";
    else if (!row.rises && cells[4] != "falls") row.fault = "`then it` is neither falls nor rises";
    if (!row.fault.empty()) return row;
    row.scenario = scenario.front();
    row.measure = measure.front();
    return row;
}

/// The rows of all tables whose first head is `mechanism`.
std::vector<Mechanism> mechanisms_of(const std::string& page) {
    std::vector<Mechanism> rows;
    bool inside = false;
    int line = 0;
    for (const std::string& text : lines_of(page)) {
        ++line;
        if (!text.starts_with("|")) inside = false;
        else if (cells_of(text).front() == "mechanism") inside = true;
        else if (inside && !text.starts_with("|---")) rows.push_back(mechanism_in(cells_of(text), line));
    }
    return rows;
}

std::vector<Mechanism> mechanisms() {
    const std::filesystem::path page = manual / "theory.md";
    return std::filesystem::exists(page) ? mechanisms_of(testing::text_in(page)) : std::vector<Mechanism>();
}

Runs play(const std::string& scenario, std::uint32_t runs, const std::vector<std::string>& switches) {
    LoadOptions options;
    for (const std::string& one : switches) {
        if (is_variant(one)) options.variant = one.substr(variant_word.size());
        else options.set.push_back(one);
    }
    return run_shipped(scenario + ".yaml", runs, options);
}

/// The case as it stands.
const Runs& base_of(const std::string& scenario) {
    static std::map<std::string, Runs> all;
    const auto known = all.find(scenario);
    return known != all.end() ? known->second : all.emplace(scenario, play(scenario, runs_each, {})).first->second;
}

/// One value a run; throws std::invalid_argument for what the scenario has not.
const std::vector<double>& values_of(const Runs& runs, const std::string& measure) {
    const bool share = measure.starts_with(share_words);
    const auto& all = share ? runs.endings : runs.values;
    const auto found = all.find(share ? measure.substr(share_words.size()) : measure);
    if (found == all.end())
        throw std::invalid_argument(measure + " is neither a measure of the case nor the share of one of its outcomes");
    return found->second;
}

std::ptrdiff_t infinite_in(const std::vector<double>& values) {
    return std::count_if(values.begin(), values.end(), [](double value) { return !std::isfinite(value); });
}

/// `Mechanisms/SwitchedOff.MovesItsMeasure/LoudNeglect_line24`
class SwitchedOff : public ::testing::TestWithParam<Mechanism> {
protected:
    void SetUp() override { ASSERT_EQ(GetParam().fault, ""); }
};

TEST_P(SwitchedOff, MovesItsMeasure) {
    const Mechanism& row = GetParam();
    const Runs& base = base_of(row.scenario);
    const Runs off = play(row.scenario, runs_each, row.switches);
    const std::vector<double>& before = values_of(base, row.measure);
    const std::vector<double>& after = values_of(off, row.measure);
    ASSERT_EQ(infinite_in(before) + infinite_in(after), 0)
        << "infinite values of " << row.measure << " have no mean difference; name a measure that is always finite";
    const Difference change = difference_of(after, before);
    EXPECT_GT(row.rises ? change.mean : -change.mean, standard_errors * change.standard_error)
        << row.measure << " should " << (row.rises ? "rise" : "fall") << "; run by run it changes by " << change.mean
        << " with a standard error of " << change.standard_error << ", from a mean of " << mean_of(before);
}

TEST_P(SwitchedOff, EverySettingIsAChange) {
    const Mechanism& row = GetParam();
    const Runs base = play(row.scenario, runs_to_see_a_change, {});
    for (const std::string& one : row.switches) {
        const Runs alone = play(row.scenario, runs_to_see_a_change, {one});
        EXPECT_TRUE(alone.values != base.values || alone.endings != base.endings)
            << one << " alone leaves every measure of " << base.runs << " runs as it is";
    }
}

INSTANTIATE_TEST_SUITE_P(Mechanisms, SwitchedOff, ::testing::ValuesIn(mechanisms()), [](const auto& row) {
    std::string name;
    bool begins = true;
    for (const char c : row.param.name) {
        const auto letter = static_cast<unsigned char>(c);
        if (std::isalnum(letter) != 0) name += static_cast<char>(begins ? std::toupper(letter) : letter);
        begins = c == ' ';
    }
    return name + "_line" + std::to_string(row.param.line);
});

TEST(Mechanisms, AreInTheTable) {
    ASSERT_FALSE(mechanisms().empty()) << "docs/theory.md has no table of mechanisms";
    std::set<std::string> switched;
    for (const Mechanism& row : mechanisms())
        for (const std::string& one : row.switches) switched.insert(one.substr(0, one.find('=')));
    const Scenario alone = load_scenario(shipped(theory));
    ASSERT_TRUE(alone.ok()) << findings_of(alone);
    std::size_t weights = 0;
    for (const Parameter& parameter : alone.spec->parameters) {
        if (!parameter.name.starts_with("w_")) continue;
        ++weights;
        EXPECT_TRUE(switched.contains(parameter.name)) << "no row of docs/theory.md switches off " << parameter.name;
    }
    EXPECT_GT(weights, 0U);
}

TEST(Mechanisms, RowsAreReadOrTheirFaultIsNamed) {
    const std::vector<Mechanism> rows = mechanisms_of(
        "| key | what |\n|---|---|\n| `a` | other table |\n\n"
        "| mechanism | switch it off | case | measure | then it |\n|---|---|---|---|---|\n"
        "| both | `a=2 weeks` `variant b` | `c/d` | `share of war` | rises |\n"
        "| bare | w_a=0 | `c/d` | `e` | falls |\n"
        "| many | `variant a` `variant b` | `c/d` | `e` | falls |\n"
        "| odd | `a=0` | `c/d` | `e` | grows |\n"
        "| short | `a=0` | `e` | falls |\n"
        "\n| next | table |\n");
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_EQ(rows[0].fault, "");
    EXPECT_EQ(rows[0].line, 7);
    EXPECT_EQ(rows[0].switches, (std::vector<std::string>{"a=2 weeks", "variant b"}));
    EXPECT_EQ(rows[0].scenario, "c/d");
    EXPECT_EQ(rows[0].measure, "share of war");
    EXPECT_TRUE(rows[0].rises);
    EXPECT_EQ(rows[1].fault, "`switch it off` is not settings in code and nothing else");
    EXPECT_EQ(rows[2].fault, "has two variants");
    EXPECT_EQ(rows[3].fault, "`then it` is neither falls nor rises");
    EXPECT_EQ(rows[4].fault, "has 4 cells, not 5");
}

}  // namespace
}  // namespace standoff::test
