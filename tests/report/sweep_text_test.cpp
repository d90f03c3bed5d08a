// The tables of a sweep as a terminal shows them.
#include "report/sweep_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace standoff {
namespace {

MarginalMean mean(double value, double low, double high) { return {value, low, high, 0}; }

/// One factor with two levels; the share of war, a measure and a duration.
SweepRecord record() {
    SweepRecord made;
    made.title = "Brink";
    made.about = "Does heat matter?";
    made.points = 4;
    made.runs = 10;
    made.columns = {{"war", true, false}, {"tests", false, false}, {"delay", false, true}};
    made.overall = {mean(0.25, 0.1, 0.5), mean(12, -500, 524), {}};
    made.overall[2].infinite = 3;
    FactorLevel cold;
    cold.low = cold.high = 0.5;
    cold.points = 2;
    cold.means = {mean(0, 0, 0.278), {}, mean(14, 13, 15)};
    cold.means[1].mean = 3;
    FactorLevel hot = cold;
    hot.low = 0.75;
    hot.high = 2;
    hot.means = {mean(1, 0.722, 1), {}, {}};
    hot.means[2].infinite = 3;
    made.factors = {{"heat", "number", {cold, hot}}};
    return made;
}

std::string text(const SweepRecord& shown, Characters characters = Characters::unicode) {
    TerminalOptions options;
    options.characters = characters;
    options.folder = "study.sqlite";
    return sweep_text(shown, options);
}

TEST(SweepText, HasATableForAFactorWithAllBelow) {
    EXPECT_EQ(text(record()),
              "Brink\n"
              "4 design points of 10 runs each, with the same luck at all of them\n"
              "\n"
              "Does heat matter?\n"
              "\n"
              "  heat       points                 war    tests           delay\n"
              "  0.5             2        0% (0–27.8%)        3  2 weeks ±1 day\n"
              "  0.75 to 2       2    100% (72.2–100%)        -      never in 3\n"
              "  all             4  25.0% (10.0–50.0%)  12 ±512      never in 3\n"
              "\n"
              "Over the design points of the level: of an outcome the share of runs, in\n"
              "brackets its 95% interval; of a measure the mean ± half of its 95% interval,\n"
              "none where chance changed nothing. Intervals tell the chance of the runs, not\n"
              "the choice of the points.\n"
              "\"never in N\": the measure is infinite in N runs, and has no mean.\n"
              "\n"
              "results study.sqlite\n");
}

TEST(SweepText, SpellsRangesAndSpreadsInAscii) {
    const std::string shown = text(record(), Characters::ascii);
    EXPECT_NE(shown.find("0% (0-27.8%)"), std::string::npos) << shown;
    EXPECT_NE(shown.find("12 +/-512"), std::string::npos) << shown;
    EXPECT_TRUE(std::all_of(shown.begin(), shown.end(), [](char c) { return c > 0; }));
}

TEST(SweepText, PutsColumnsThatDoNotFitIntoAnotherTable) {
    SweepRecord wide = record();
    for (SweepColumn& column : wide.columns) column.name += std::string(16, 'x');
    const std::string shown = text(wide);
    std::size_t tables = 0;
    for (std::size_t at = 0; (at = shown.find("\n  heat ", at)) != std::string::npos; ++at) ++tables;
    EXPECT_EQ(tables, 2U) << shown;
    std::istringstream lines(shown);
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }), 80) << line;
}

TEST(SweepText, CountsWhatFailedAndWasNotPlayed) {
    SweepRecord lost = record();
    EXPECT_EQ(text(lost).find("failed"), std::string::npos);
    lost.failed = 1;
    lost.not_played = 20;
    const std::string shown = text(lost);
    EXPECT_NE(shown.find("1 run failed; the table failures"), std::string::npos) << shown;
    EXPECT_NE(shown.find("20 runs were not played"), std::string::npos) << shown;
}

}  // namespace
}  // namespace standoff
