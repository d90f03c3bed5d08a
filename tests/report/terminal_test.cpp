#include "report/terminal.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "report/sample_record.hpp"
#include "report/text.hpp"

namespace standoff {
namespace {

using testing::sample_record;

std::string plain(const RunRecord& record) { return terminal_summary(record, {false, "results/dprk-2022/run"}); }

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

One possible history: run 1
  12 of 21 acts, those highest on the escalation ladder (rung)
  2022-01-10  United States   3.0  tighten(DPRK)
  2022-01-11  United States   3.0  tighten(DPRK)
  2022-01-12  United States   3.0  tighten(DPRK)
  2022-01-13  United States   3.0  tighten(DPRK)
  2022-01-14  United States   3.0  tighten(DPRK)
  2022-01-15  United States   3.0  tighten(DPRK)
  2022-01-16  United States   3.0  tighten(DPRK)
  2022-01-17  United States   3.0  tighten(DPRK)
  2022-01-18  United States   3.0  tighten(DPRK)
  2022-01-19  United States   3.0  tighten(DPRK)
  2022-01-20  United States   3.0  tighten(DPRK)
  2022-03-21  North Korea     7.8  test(icbm) ×2, 1 worked
  It ended in stalemate after 104 steps, on 2023-12-31.

Observed
  launches: 24 in 52 observations, 2022-01-03 to 2022-12-26; to compare with
    times(missile) per month, in the runs 23.2 (18.8 to 27.8) over all 104 steps

2 runs failed
  They are left out of the numbers above.
  The first is run 7, in step 3 (2022-01-24): the utility of test(icbm) for DPRK
  is not a finite number (scenarios/dprk/2022.yaml:41:7)

trace hash  0000000000000abc
results     results/dprk-2022/run
to repeat   standoff replay results/dprk-2022/run
)");
}

TEST(TerminalSummary, FitsEightyColumnsWhateverTheNames) {
    RunRecord record = sample_record();
    record.manifest.title = std::string(50, 'x') + " " + std::string(50, 'y');
    record.manifest.actors[0].title = "조선민주주의인민공화국 국방위원회 최고사령부";
    record.summary.outcomes[0].name = std::string(60, 'o');
    record.summary.measures[0].name = std::string(60, 'm');
    record.summary.measures[0].mean = -1.23456e-300;
    record.summary.measures[0].q05 = -1.23456e-300;
    record.summary.measures[0].q95 = 1.23456e+300;
    record.events.back().action = std::string(90, 'a');
    std::istringstream lines(plain(record));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(columns_of(line), 80U) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
    }
}

TEST(TerminalSummary, IsColouredOnlyIfAsked) {
    EXPECT_EQ(plain(sample_record()).find('\033'), std::string::npos);
    const std::string colored = terminal_summary(sample_record(), {true, "x"});
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
    EXPECT_NE(terminal_summary(sample_record(), {}).find("--files none"), std::string::npos);
}

}  // namespace
}  // namespace standoff
