#include "results/run_files.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

#include "results/json_files.hpp"
#include "results/main_variables.hpp"
#include "results/sample_model.hpp"
#include "results/tally.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

using testing::sample_model;
using testing::TemporaryFolder;
using testing::text_in;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

RunResult done(std::uint32_t run, int outcome, std::uint64_t hash) { return {run, RunStatus::done, outcome, 2, hash}; }

TEST(RunsTable, HasOneRowARun) {
    const TemporaryFolder here;
    const Model model = sample_model();
    FolderInProgress folder(here / "run");
    RunsTable table(folder, model);
    table.add(done(1, 1, 0xAB), std::array{3.0, inf});
    table.add({2, RunStatus::failed, -1, 1, 0}, std::array{nan, nan});
    table.close();
    folder.finish();
    EXPECT_EQ(text_in(here / "run/runs.csv"),
              "run,outcome,status,steps,hash,tests,first_test\n"
              "1,stalemate,done,2,00000000000000ab,3,inf\n"
              "2,,failed,1,0000000000000000,,\n");
}

TEST(ShownRunTables, TellActsAndChanceButNotHolding) {
    const TemporaryFolder here;
    const Model model = sample_model();
    FolderInProgress folder(here / "run");
    ShownRunTables tables(&folder, model, {});
    tables.begin(7);
    tables.state(0, std::array{0.25, inf});
    tables.event({0, 0, 0, -1, 1, nan, 0, 0.5});
    tables.event({1, 0, 1, -1, 2, 1, 7.8, 0.125});
    tables.event({1, -1, -1, 0, 1, 0, 0, 0.01});
    tables.state(1, std::array{0.5, nan});
    tables.finished(done(7, 0, 0xCD), std::array{1.0, 2.0});
    tables.close();
    folder.finish();
    EXPECT_EQ(text_in(here / "run/events.csv"),
              "run,step,date,actor,channel,action,target,level,count,success,rung,probability\n"
              "7,1,2022-01-10,DPRK,military,test,icbm,\"size=1, of=2\",2,1,7.8,0.125\n"
              "7,1,2022-01-10,,,incident,,,1,,,0.01\n");
    EXPECT_EQ(text_in(here / "run/series.csv"),
              "run,step,date,variable,actor,toward,value\n"
              "7,0,2022-01-03,tension,,,0.25\n"
              "7,0,2022-01-03,sanctions,USA,DPRK,inf\n"
              "7,1,2022-01-10,tension,,,0.5\n"
              "7,1,2022-01-10,sanctions,USA,DPRK,\n");
    ASSERT_EQ(tables.shown().size(), 1U);
    EXPECT_EQ(tables.shown()[0].run, 7U);
    EXPECT_EQ(tables.shown()[0].outcome, "war");
    EXPECT_EQ(tables.shown()[0].end, "2022-01-16");
    EXPECT_EQ(tables.shown()[0].hash, 0xCDU);
    EXPECT_EQ(tables.dates(), (std::vector<std::string>{"2022-01-03", "2022-01-10"}));
    EXPECT_EQ(tables.path_of(0), (std::vector<double>{0.25, 0.5}));
    EXPECT_EQ(tables.take_events().size(), 2U);
}

TEST(ShownRunTables, WriteEveryRunAndKeepTheFirst) {
    const TemporaryFolder here;
    const Model model = sample_model();
    FolderInProgress folder(here / "run");
    ShownRunTables tables(&folder, model, {});
    for (const std::uint32_t run : {3U, 4U, 5U}) {
        tables.begin(run);
        tables.state(0, std::array{run / 10.0, 0.0});
        tables.event({1, 0, 1, -1, static_cast<double>(run), 1, 7.8, 0.5});
        tables.finished(done(run, 0, run), std::array{1.0, 2.0});
    }
    tables.close();
    folder.finish();
    EXPECT_EQ(text_in(here / "run/events.csv"),
              "run,step,date,actor,channel,action,target,level,count,success,rung,probability\n"
              "3,1,2022-01-10,DPRK,military,test,icbm,\"size=1, of=2\",3,1,7.8,0.5\n"
              "4,1,2022-01-10,DPRK,military,test,icbm,\"size=1, of=2\",4,1,7.8,0.5\n"
              "5,1,2022-01-10,DPRK,military,test,icbm,\"size=1, of=2\",5,1,7.8,0.5\n");
    ASSERT_EQ(tables.shown().size(), 3U);
    EXPECT_EQ(tables.shown()[2].run, 5U);
    EXPECT_EQ(tables.shown()[2].hash, 5U);
    EXPECT_EQ(tables.path_of(0), std::vector<double>{0.3});
    const std::vector<ShownEvent> events = tables.take_events();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].run, 3U);
}

TEST(ShownRunTables, NeedNoFolder) {
    const Model model = sample_model();
    ShownRunTables tables(nullptr, model, {});
    tables.begin(1);
    tables.state(0, std::array{0.25, 0.5});
    tables.event({1, 0, 1, -1, 1, 1, 7.8, 0.125});
    tables.close();
    EXPECT_EQ(tables.take_events().size(), 1U);
}

TEST(RunTally, CountsFailedRunsApart) {
    RunTally tally(sample_model(), 4);
    tally.add(done(1, 0, 10), std::array{1.0, inf});
    tally.add({2, RunStatus::failed, -1, 1, 5}, std::array{nan, nan});
    tally.add(done(3, 1, 20), std::array{3.0, 7.0});
    tally.add({4, RunStatus::failed, -1, 1, UINT64_MAX}, std::array{nan, nan});
    EXPECT_EQ(tally.first_failed(), 2U);
    const RunSummary summary = tally.summarize("title", 9, 2);
    EXPECT_EQ(summary.runs, 4U);
    EXPECT_EQ(summary.failed, 2U);
    EXPECT_EQ(summary.trace_hash, 34U) << "a sum modulo 2^64";
    EXPECT_EQ(summary.outcomes[0].count, 1U);
    EXPECT_EQ(summary.outcomes[0].share, 0.5) << "of the runs that did not fail";
    EXPECT_EQ(summary.measures[0].mean, 2);
    EXPECT_EQ(summary.measures[1].infinite, 1U);
}

TEST(SummaryJson, HasTheFormOfTheContract) {
    RunTally tally(sample_model(), 2);
    tally.add(done(1, 0, 0xA0), std::array{1.0, inf});
    tally.add(done(2, 0, 0x0B), std::array{2.0, 7.0});
    EXPECT_EQ(summary_json(tally.summarize("T", 1, 1)), R"({
  "schema_version": 1,
  "scenario": "T",
  "seed": 1,
  "runs": 2,
  "failed": 0,
  "trace_hash": "00000000000000ab",
  "outcomes": {
    "war": {
      "count": 2,
      "share": 1.0,
      "low": 0.34238022750665303,
      "high": 1.0
    },
    "stalemate": {
      "count": 0,
      "share": 0.0,
      "low": 0.0,
      "high": 0.6576197724933469
    }
  },
  "measures": {
    "tests": {
      "finite": 2,
      "infinite": 0,
      "mean": 1.5,
      "sd": 0.7071067811865476,
      "se": 0.5,
      "min": 1.0,
      "q05": 1.05,
      "q25": 1.25,
      "q50": 1.5,
      "q75": 1.75,
      "q95": 1.95,
      "max": 2.0
    },
    "first_test": {
      "finite": 1,
      "infinite": 1,
      "mean": null,
      "sd": null,
      "se": null,
      "min": 7.0,
      "q05": "inf",
      "q25": "inf",
      "q50": "inf",
      "q75": "inf",
      "q95": "inf",
      "max": "inf"
    }
  },
  "observed": {}
}
)");
}

TEST(ReadRun, GivesBackWhatWasWritten) {
    const TemporaryFolder here;
    const Model model = sample_model();
    RunTally tally(model, 2);
    tally.add(done(1, 0, 0xA0), std::array{1.0, inf});
    tally.add({2, RunStatus::failed, -1, 1, 5}, std::array{nan, nan});
    RunRecord record;
    describe_model(model, record.manifest);
    record.manifest.seed = UINT64_MAX;
    record.manifest.set = {"a=1", "USA.policy=\"x\""};
    record.manifest.first_failure = FirstFailure{2, 1, "2022-01-10", "the utility is not finite", "a.yaml:3:4"};
    record.manifest.shown = {{1, "war", 2, "2022-01-16", 0xA0}};
    record.manifest.inputs = {{"a.yaml", "00"}};
    ObservedSeries observed;
    observed.name = "launches";
    observed.points = 52;
    observed.total = 24;
    record.manifest.observed = {observed};
    record.manifest.main_variables = {variable_entry(model, 1)};
    CalendarItem drill;
    drill.name = "Drill";
    drill.spans = {{"2022-01-11", "2022-01-12", 1, 1, true}};
    drill.policies = {{"USA", "hardline"}};
    record.manifest.calendar = {drill};
    record.summary = tally.summarize("title", 9, 2);
    FolderInProgress folder(here / "run");
    ShownRunTables tables(&folder, model, {});
    for (const std::uint32_t run : {1U, 2U}) {
        tables.begin(run);
        tables.state(0, std::array{0.25, inf});
        tables.event({1, 0, 1, -1, 1, nan, 7.8, 0.1});
        tables.state(1, std::array{0.5, 0.75 * run});
        tables.finished(done(run, 0, 0xA0), std::array{1.0, 2.0});
    }
    tables.close();
    folder.write("bands.csv",
                 "step,date,variable,actor,toward,q05,q25,q50,q75,q95\n"
                 "0,2022-01-03,tension,,,0,0,0,0,0\n"
                 "0,2022-01-03,sanctions,USA,DPRK,1,2,3,4,5\n"
                 "1,2022-01-10,sanctions,USA,DPRK,1.5,2.5,3.5,4.5,inf\n");
    folder.write("manifest.json", manifest_json(record.manifest));
    folder.write("summary.json", summary_json(record.summary));
    folder.finish();

    const RunRecord back = read_run(here / "run");
    EXPECT_EQ(manifest_json(back.manifest), manifest_json(record.manifest));
    EXPECT_EQ(summary_json(back.summary), summary_json(record.summary));
    ASSERT_EQ(back.events.size(), 1U);
    EXPECT_EQ(back.events[0].level, "size=1, of=2");
    EXPECT_EQ(back.events[0].probability, 0.1);
    EXPECT_EQ(back.dates, (std::vector<std::string>{"2022-01-03", "2022-01-10"}));
    ASSERT_EQ(back.histories.size(), 1U) << "of the main variables alone, and of the first shown run";
    EXPECT_EQ(back.histories[0].q05, (std::vector<double>{1, 1.5}));
    EXPECT_EQ(back.histories[0].q50, (std::vector<double>{3, 3.5}));
    EXPECT_EQ(back.histories[0].q95, (std::vector<double>{5, inf}));
    EXPECT_EQ(back.histories[0].shown, (std::vector<double>{inf, 0.75}));
    EXPECT_EQ(back.manifest.start, "2022-01-03");
    EXPECT_EQ(back.manifest.end, "2022-01-16");
}

TEST(ReadRun, SaysWhichFileIsBad) {
    const TemporaryFolder here;
    const auto message = [&] {
        try {
            (void)read_run(here / "run");
        } catch (const ResultsError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_NE(message().find("manifest.json cannot be read"), std::string::npos) << message();
    testing::put(here / "run/manifest.json", manifest_json({}).substr(0, 100));
    EXPECT_NE(message().find("manifest.json cannot be used: it is not whole"), std::string::npos) << message();
    testing::put(here / "run/manifest.json", R"({"format": "standoff results", "format_version": 99})");
    EXPECT_NE(message().find("format version is 99"), std::string::npos) << message();
    testing::put(here / "run/manifest.json", R"({"format": "standoff results", "format_version": 1})");
    EXPECT_NE(message().find("standoff_version"), std::string::npos) << message();
}

}  // namespace
}  // namespace standoff
