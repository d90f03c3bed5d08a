#include <gtest/gtest.h>

#include "cli/folder_test.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::put;
using testing::run_program;
using testing::small_scenario;
using testing::text_in;
namespace fs = std::filesystem;

class CheckProgram : public testing::FolderTest {
protected:
    CheckProgram() { put(here_ / "small.yaml", small_scenario()); }
    void edit(const std::string& name, const std::string& from, const std::string& to) const {
        std::string text = text_in(here_ / name);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << name;
        text.replace(at, from.size(), to);
        put(here_ / name, text);
    }
};

using ReplayProgram = CheckProgram;

TEST_F(CheckProgram, CountsWhatItFound) {
    const Finished good = run({"check", "small.yaml"});
    EXPECT_EQ(good.exit_code, 0) << good.out;
    EXPECT_NE(good.out.find("small.yaml: no errors, "), std::string::npos) << good.out;
    EXPECT_EQ(good.err, "");
    put(here_ / "bad.yaml", small_scenario("nonsense: 1\n"));
    const Finished both = run({"check", "small.yaml", "bad.yaml"});
    EXPECT_EQ(both.exit_code, 1);
    EXPECT_NE(both.out.find("bad.yaml: 1 error, "), std::string::npos) << both.out;
    EXPECT_NE(both.out.find("2 files: 1 error, "), std::string::npos) << both.out;
}

TEST_F(CheckProgram, TellsProgramsAsJsonOrInShort) {
    put(here_ / "bad.yaml", small_scenario("nonsense: 1\n"));
    const Finished json = run({"check", "bad.yaml", "--format", "json"});
    EXPECT_EQ(json.exit_code, 1);
    EXPECT_EQ(json.out.front(), '{');
    EXPECT_EQ(json.out.find("no warnings"), std::string::npos) << "the count goes to the other stream";
    EXPECT_NE(json.err.find("1 error"), std::string::npos);
    const Finished brief = run({"check", "bad.yaml", "--format", "short"});
    EXPECT_EQ(brief.out.substr(0, 9), "bad.yaml:") << brief.out;
}

TEST_F(CheckProgram, LooksAtEveryVariant) {
    edit("small.yaml", "{heat: 0.01}", "{heta: 0.01}");
    const Finished finished = run({"check", "small.yaml"});
    EXPECT_EQ(finished.exit_code, 1) << finished.out;
    EXPECT_NE(finished.out.find("heta"), std::string::npos);
}

TEST_F(CheckProgram, WarningsFailIfStrict) {
    edit("small.yaml", "  side: {about: A state.}\n", "  side: {about: A state.}\n  nobody: {}\n");
    EXPECT_EQ(run({"check", "small.yaml"}).exit_code, 0);
    EXPECT_EQ(run({"check", "small.yaml", "--strict"}).exit_code, 1);
}

TEST_F(CheckProgram, AFileThatCannotBeReadHasItsOwnCode) {
    EXPECT_EQ(run({"check", "missing.yaml"}).exit_code, 3);
    EXPECT_EQ(run({"check", "small.yaml", "missing.yaml"}).exit_code, 3);
    EXPECT_EQ(run({"check", "."}).exit_code, 3);
}

TEST_F(CheckProgram, TakesATheoryAloneButRunDoesNot) {
    put(here_ / "theory.yaml",
        "standoff: 1\ntheory: T\nroles:\n  side: {}\nvariables:\n  x: {initial: 1}\n"
        "outcomes:\n  otherwise: end\n");
    EXPECT_EQ(run({"check", "theory.yaml"}).exit_code, 0) << run({"check", "theory.yaml"}).out;
    const Finished finished = run({"run", "theory.yaml"});
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_NE(finished.err.find("is a theory"), std::string::npos);
}

TEST_F(CheckProgram, ListsWhatAScenarioChangesInItsTheory) {
    put(here_ / "theory.yaml",
        "standoff: 1\ntheory: T\nroles:\n  side: {}\nparameters:\n  p: 1\n"
        "variables:\n  x: {initial: p}\noutcomes:\n  otherwise: end\n");
    put(here_ / "case.yaml",
        "standoff: 1\nscenario: C\nuses: theory.yaml\ntime: {step: 1, steps: 3}\n"
        "parameters: {p: 2}\nactors:\n  A: {role: side}\n");
    const Finished finished = run({"check", "case.yaml"});
    EXPECT_EQ(finished.exit_code, 0) << finished.out;
    EXPECT_NE(finished.out.find("replaces of the theory:\n  parameter p\n"), std::string::npos) << finished.out;
}

TEST_F(CheckProgram, SpeaksOfNoTheoryWhereThereIsNone) {
    put(here_ / "one.yaml", small_scenario("  bare: {without: [pushes]}\n"));
    const Finished finished = run({"check", "one.yaml", "--variant", "bare"});
    EXPECT_EQ(finished.exit_code, 0) << finished.out;
    EXPECT_NE(finished.out.find("removes:\n  "), std::string::npos) << finished.out;
    EXPECT_EQ(finished.out.find("theory"), std::string::npos) << finished.out;
}

TEST_F(ReplayProgram, GivesTheSameHash) {
    ASSERT_EQ(
        run({"run", "small.yaml", "--runs", "50", "--variant", "cool", "--set", "heat=0.3", "--seed", "9"}).exit_code,
        0);
    fs::remove(here_ / "small.yaml");
    const Finished finished = run({"replay", "results/small/run"});
    EXPECT_EQ(finished.exit_code, 0) << finished.out << finished.err;
    EXPECT_NE(finished.out.find("every run is the same"), std::string::npos);
    EXPECT_EQ(run({"replay", "results/small/run", "--quiet"}).out, "");
}

TEST_F(ReplayProgram, NamesTheFirstRunThatDiffers) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "50"}).exit_code, 0);
    edit("results/small/run/runs.csv", "\n7,", "\n7,x");
    edit("results/small/run/runs.csv", "\n9,", "\n9,x");
    const Finished finished = run({"replay", "results/small/run"});
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_NE(finished.out.find("run 7 is the first that differs"), std::string::npos) << finished.out;
    EXPECT_NE(finished.out.find("2 of 50 runs differ"), std::string::npos) << finished.out;
}

TEST_F(ReplayProgram, NoticesEveryFileThatWasChanged) {
    struct Change {
        const char* file;
        const char* from;
        const char* to;
        const char* said;
    };
    for (const Change& change :
         {Change{"inputs/small.yaml", "0.05", "0.06", "is not the file that was run"},
          Change{"manifest.json", "\"seed\": 1", "\"seed\": 2", "run 1 is the first that differs"},
          Change{"manifest.json", "\"trace_hash\": \"", "\"trace_hash\": \"0000000000000000\", \"old\": \"",
                 "the manifest says"},
          Change{"summary.json", "\"failed\": 0", "\"failed\": 1", "summary.json is not the summary"}}) {
        ASSERT_EQ(run({"run", "small.yaml", "--runs", "20"}).exit_code, 0);
        edit(std::string("results/small/run/") + change.file, change.from, change.to);
        const Finished finished = run({"replay", "results/small/run"});
        EXPECT_EQ(finished.exit_code, 1) << change.file << finished.err;
        EXPECT_NE(finished.out.find(change.said), std::string::npos) << finished.out;
    }
}

TEST_F(ReplayProgram, NamesEveryResultFileThatIsChangedOrMissing) {
    put(here_ / "seen.csv", "date,value\n2022-01-03,1\n");
    std::string dated =
        small_scenario("data:\n  seen: {file: seen.csv, date: date, value: value, compares: count(push)}\n");
    const std::string time = "time: {step: 1, steps: 20}";
    dated.replace(dated.find(time), time.size(), "time: {start: 2022-01-03, step: 1 week, steps: 20}");
    const std::string first = "first(tension > 0.5)";
    dated.replace(dated.find(first), first.size(), first + " / 1 week");
    put(here_ / "small.yaml", dated);
    const std::vector<std::string> names = {"bands.csv",   "decisions.jsonl", "events.csv", "observed.csv",
                                            "report.html", "runs.csv",        "series.csv", "summary.json"};
    const fs::path folder = here_ / "results/small/run";
    for (const std::string& name : names) {
        const Finished made = run({"run", "small.yaml", "--runs", "20"});
        ASSERT_EQ(made.exit_code, 0) << made.err;
        ASSERT_EQ(run({"replay", "results/small/run"}).exit_code, 0);
        put(folder / name, text_in(folder / name) + "\n");
        const Finished changed = run({"replay", "results/small/run"});
        EXPECT_EQ(changed.exit_code, 1) << name << changed.err;
        EXPECT_NE(changed.out.find(name + " is not the file that was written"), std::string::npos) << changed.out;
        if (name == "observed.csv")
            EXPECT_NE(changed.out.find("observed.csv is not what these runs give"), std::string::npos) << changed.out;
        fs::remove(folder / name);
        const Finished missing = run({"replay", "results/small/run"});
        EXPECT_EQ(missing.exit_code, 1) << name << missing.err;
        EXPECT_NE(missing.out.find(name + " is missing"), std::string::npos) << missing.out;
        EXPECT_EQ(missing.out.find("every run is the same"), std::string::npos) << missing.out;
        fs::create_directory(folder / name);
        EXPECT_EQ(run({"replay", "results/small/run"}).exit_code, 1) << name;
        fs::remove_all(folder);
    }
}

TEST_F(ReplayProgram, AFolderThatIsNotWholeIsSaid) {
    EXPECT_EQ(run({"replay", "nowhere"}).exit_code, 3);
    EXPECT_NE(run({"replay", "."}).err.find("holds no manifest.json"), std::string::npos);
    for (const char* name : {"manifest.json", "inputs/small.yaml"}) {
        ASSERT_EQ(run({"run", "small.yaml", "--runs", "20"}).exit_code, 0);
        fs::remove(here_ / "results/small/run" / name);
        const Finished finished = run({"replay", "results/small/run"});
        EXPECT_EQ(finished.exit_code, 3) << name;
        EXPECT_NE(finished.err.find(name), std::string::npos) << finished.err;
        fs::remove_all(here_ / "results/small/run");
    }
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "20"}).exit_code, 0);
    const std::string rows = text_in(here_ / "results/small/run/runs.csv");
    put(here_ / "results/small/run/runs.csv", rows.substr(0, rows.find("\n10,") + 1));
    const Finished finished = run({"replay", "results/small/run"});
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_NE(finished.out.find("ends before run 10 of 20"), std::string::npos) << finished.out;
}

TEST_F(ReplayProgram, ReadsNothingOutsideOfItsFolder) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "20"}).exit_code, 0);
    edit("results/small/run/manifest.json", "\"file\": \"small.yaml\"", "\"file\": \"../../../../small.yaml\"");
    const Finished finished = run({"replay", "results/small/run"});
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_NE(finished.err.find("names no scenario below inputs/"), std::string::npos) << finished.err;
}

TEST_F(ReplayProgram, ComparesTheRunsThatAreToldInFull) {
    ASSERT_EQ(run({"run", "small.yaml", "--runs", "5", "--show", "2-4"}).exit_code, 0);
    const std::string manifest = text_in(here_ / "results/small/run/manifest.json");
    const std::size_t third = manifest.find("\"run\": 4");
    ASSERT_NE(third, std::string::npos);
    std::string changed = manifest;
    const std::size_t hash = changed.find("\"hash\": \"", third) + 9;
    changed[hash] = changed[hash] == '0' ? '1' : '0';
    put(here_ / "results/small/run/manifest.json", changed);
    const Finished finished = run({"replay", "results/small/run"});
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_NE(finished.out.find("run 4, which is told in full, is not that of the manifest"), std::string::npos)
        << finished.out;
}

}  // namespace
}  // namespace standoff
