#include "report/terminal.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "report/sample_record.hpp"
#include "report/text.hpp"

namespace standoff {
namespace {

using testing::sample_record;

std::string plain(const RunRecord& record) { return terminal_summary(record, {.folder = "results/dprk-2022/run"}); }

TEST(TerminalSummary, TellsANewReaderEverything) {
    EXPECT_EQ(plain(sample_record()), R"(North Korea's 2022 missile campaign
500 runs of 104 steps, 2022-01-03 to 2023-12-31, seed 1
theory: Coercive diplomacy

How the 498 runs ended
               runs    share  95% interval
  stalemate     495    99.4%  98.2 to 99.8%   ████████████████████
  war             3     0.6%  0.2 to 1.8%     ▏

Measures over 498 runs
                         mean ± 95%    median          5% to 95%   never
  tests                  23.2 ± 0.4      23.2       18.8 to 27.8
  first_deal (days)               -       200       188 to never     398

Main variables over time
  median of the runs     start                              end  90% of the runs
  tension                 0.25  ▁▁▁▂▂▂▃▃▃▄▄▄▅▅▅▆▆▆▇▇▇███    0.5     0.35 to 0.75
  USA.on_table(DPRK)  1.23e+06  ████████████▁▁▁▁▁▁▁▁▁▁▁▁  0.001     0 to 2.5e+09
  at the end: of the 495 runs that lasted so long
  99 more in bands.csv

One possible history: run 1
  the turning points of 21 acts and chance events
  day 1000  United States chooses tighten (North Korea), the first of 20.
  day 1030  North Korea chooses test (icbm) ×2, the only one, and 1 of 2 works;
            tension rises from 0.41 to 0.56.
  day 1051  United States' on table toward North Korea falls from 0.4 to 0.
  It ends in stalemate after 104 steps, on 2023-12-31.

Observed
  launches: 24 in 12 months, 2022-01 to 2022-12; in the runs 23 (19 to 28), of
    the 495 that give a value for all. Inside the 50% band 58.3%, inside the 90%
    band 83.3%; more than in the runs: 2022-01; less than in the runs: 2022-07.
    Not compared: 40 after the end.

2 runs failed
  They are left out above, but for the variables until they failed.
  The first is run 7, in step 3 (2022-01-24): the utility of test(icbm) for DPRK
  is not a finite number (scenarios/dprk/2022.yaml:41:7)

trace hash  0000000000000abc
results     results/dprk-2022/run
report      results/dprk-2022/run/report.html
to repeat   standoff replay results/dprk-2022/run
)");
}

/// Everything in it is as wide as it can be.
RunRecord wide_record() {
    RunRecord record = sample_record();
    record.manifest.title = std::string(50, 'x') + " " + std::string(50, 'y');
    record.manifest.actors[0].title = "조선민주주의인민공화국 국방위원회 최고사령부";
    record.manifest.actors[1].title =
        "중화인민공화국중앙인민정부외교부중화인민공화국중앙인민정부외교부중화인민공화국중앙인민정부외교부";
    record.summary.outcomes[0].name = std::string(60, 'o');
    record.summary.outcomes[1].count = 4294967295;
    MeasureSummary& measure = record.summary.measures[0];
    measure.name = std::string(60, 'm');
    measure.mean = -1.23456e-300;
    measure.se = 1.23456e-300;
    measure.q05 = measure.q50 = -1.23456e-300;
    measure.q95 = -1.23456e+300;
    measure.infinite = 4294967295;
    record.events.back().action = std::string(90, 'a');
    record.manifest.main_variables[1].label = std::string(70, 'v');
    record.histories[1].q05.back() = record.histories[1].q95.back() = -1.23456e-300;
    CalendarItem item;
    item.name = std::string(100, 'c');
    item.spans = {{"2022-08-22", "2022-09-01", 30, 31, true}};
    record.manifest.calendar = {item};
    record.manifest.observed[0].name = record.summary.observed[0].name = std::string(90, 's');
    record.summary.observed[0].above = std::vector<std::string>(500, "2022-01-10");
    return record;
}

std::string in_ascii(const RunRecord& record) {
    return terminal_summary(record, {.characters = Characters::ascii, .folder = "results/dprk-2022/run"});
}

TEST(TerminalSummary, FitsEightyColumnsWhateverTheNames) {
    for (const std::string& text : {plain(wide_record()), in_ascii(wide_record()), in_ascii(sample_record())}) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(columns_of(line), 80U) << line;
            EXPECT_FALSE(line.ends_with(' ')) << line;
        }
    }
}

TEST(TerminalSummary, CutsNamesButNeverNumbers) {
    const std::string text = plain(wide_record());
    EXPECT_NE(text.find("-1.23e-300 ± 2.4e-300  -1.23e-300  -1.23e-300 to -1.23e+300  4294967295\n"), std::string::npos)
        << text;
    EXPECT_NE(text.find("-1.2e-300 to -1.2e-300\n"), std::string::npos) << text;
    EXPECT_NE(text.find("  m"), std::string::npos) << "what is left of the name";
    EXPECT_NE(text.find("ooo…"), std::string::npos);
    EXPECT_NE(text.find("vvv…"), std::string::npos);
}

TEST(TerminalSummary, IsAsciiWhereThatIsAllATerminalShows) {
    const std::string text = in_ascii(wide_record());
    for (const char c : text) ASSERT_LT(static_cast<unsigned char>(c), 0x80U) << text;
    const std::string sample = in_ascii(sample_record());
    EXPECT_NE(sample.find("  stalemate     495    99.4%  98.2 to 99.8%   ####################\n"), std::string::npos)
        << sample;
    EXPECT_NE(sample.find("                       mean +/- 95%    median"), std::string::npos) << sample;
    EXPECT_NE(sample.find("  tests                23.2 +/- 0.4      23.2"), std::string::npos) << sample;
    EXPECT_NE(sample.find("0.25  ___...:::---===+++***###    0.5"), std::string::npos) << sample;
    EXPECT_NE(sample.find("test (icbm) x2"), std::string::npos) << sample;
}

TEST(TerminalSummary, OfOneRunHasNoBands) {
    RunRecord record = sample_record();
    record.manifest.runs = record.summary.runs = 1;
    record.manifest.failed = record.summary.failed = 0;
    const std::string text = plain(record);
    EXPECT_EQ(text.find("90% of the runs"), std::string::npos) << text;
    EXPECT_EQ(text.find("median of the runs"), std::string::npos) << text;
    EXPECT_NE(text.find("  tension                 0.25  ▁▁▁▁▂▂▂▂▃▃▃▃▄▄▄▄▅▅▅▅▆▆▆▆▇▇▇▇████    0.5\n"), std::string::npos)
        << text;
}

TEST(TerminalSummary, TellsTheFirstOfSeveralShownRuns) {
    RunRecord record = sample_record();
    record.manifest.shown.push_back({2, "war", 9, "2022-03-06", 8});
    const std::string text = plain(record);
    EXPECT_NE(text.find("  the first of 2 runs that are told in full in events.csv and series.csv\n"),
              std::string::npos)
        << text;
    EXPECT_EQ(text.find("It ends in war"), std::string::npos);
}

TEST(TerminalSummary, IsColouredOnlyIfAsked) {
    EXPECT_EQ(plain(sample_record()).find('\033'), std::string::npos);
    const std::string colored = terminal_summary(sample_record(), {.color = true, .folder = "x"});
    EXPECT_NE(colored.find("\033[1m"), std::string::npos);
}

TEST(TerminalSummary, NeverObeysWhatAFileSays) {
    RunRecord record = sample_record();
    record.manifest.title = "\033[31mred";
    record.manifest.actors[0].title = "\033]0;title\007";
    record.manifest.first_failure->what = "\033[2J";
    EXPECT_EQ(plain(record).find('\033'), std::string::npos);
}

TEST(TerminalSummary, CountsStepsWhereThereAreNoDates) {
    RunRecord record = sample_record();
    record.manifest.dated = false;
    record.manifest.start = record.manifest.end = record.manifest.shown[0].end = "";
    for (ShownEvent& event : record.events) event.date.clear();
    record.dates.clear();
    const std::string text = plain(record);
    EXPECT_NE(text.find("step 30"), std::string::npos) << text;
    EXPECT_EQ(text.find("2022-01-1"), std::string::npos) << text;
}

TEST(TerminalSummary, SaysWhatAnInterruptionLeft) {
    RunRecord record = sample_record();
    record.manifest.interrupted = true;
    record.manifest.runs_asked = 10000;
    EXPECT_NE(plain(record).find("interrupted: 500 of 10000 runs were finished"), std::string::npos);
}

TEST(TerminalSummary, OfRunsThatAllFailedHasNoShares) {
    RunRecord record = sample_record();
    record.manifest.failed = record.summary.failed = 500;
    record.summary.measures[0] = {};
    record.manifest.shown[0].outcome.clear();
    const std::string text = plain(record);
    EXPECT_EQ(text.find("95%"), std::string::npos) << text;
    EXPECT_NE(text.find("500 runs failed"), std::string::npos) << text;
}

TEST(TerminalSummary, SaysWhereNothingWasKept) {
    const std::string text = terminal_summary(sample_record(), {});
    EXPECT_NE(text.find("--files none"), std::string::npos);
    EXPECT_EQ(text.find(".csv"), std::string::npos) << text;
}

}  // namespace
}  // namespace standoff
