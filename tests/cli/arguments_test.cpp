#include "cli/arguments.hpp"

#include <gtest/gtest.h>

#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/progress.hpp"

namespace standoff {
namespace {

ParsedArguments parse(std::vector<const char*> words) {
    words.insert(words.begin(), "standoff");
    return parse_arguments(static_cast<int>(words.size()), words.data());
}

RunArguments run(const std::vector<const char*>& words) {
    const ParsedArguments parsed = parse(words);
    if (const auto* wrong = std::get_if<WrongUse>(&parsed)) ADD_FAILURE() << wrong->what;
    return std::holds_alternative<RunArguments>(parsed) ? std::get<RunArguments>(parsed) : RunArguments{};
}

std::string wrong(const std::vector<const char*>& words) {
    const ParsedArguments parsed = parse(words);
    return std::holds_alternative<WrongUse>(parsed) ? std::get<WrongUse>(parsed).what : "accepted";
}

TEST(Arguments, HaveTheDefaultsOfTheContract) {
    const RunArguments arguments = run({"run", "dprk/2022"});
    EXPECT_EQ(arguments.file, "dprk/2022");
    EXPECT_EQ(arguments.seed, 1U);
    EXPECT_EQ(arguments.runs, 500U);
    EXPECT_EQ(arguments.show, (ShownRange{1, 1}));
    EXPECT_TRUE(arguments.keep_files);
    EXPECT_FALSE(arguments.force || arguments.quiet || arguments.timing);
}

TEST(Arguments, ShowOneRunSeveralOrAll) {
    EXPECT_EQ(run({"run", "a", "--show", "7"}).show, (ShownRange{7, 7}));
    EXPECT_EQ(run({"run", "a", "--show=1-20"}).show, (ShownRange{1, 20}));
    EXPECT_EQ(run({"run", "a", "--show", "all"}).show, (ShownRange{1, ShownRange::no_end}));
    for (const char* bad : {"0", "5-", "-5", "5-3", "0-3", "1-2-3", "1,2", "x", "99999999999"})
        EXPECT_NE(wrong({"run", "a", (std::string("--show=") + bad).c_str()}).find("neither a run"), std::string::npos)
            << bad;
    EXPECT_NE(wrong({"run", "a", "--show"}).find("--show needs a K, K-L or all"), std::string::npos);
}

TEST(Arguments, TakeEveryFlagInAnyPlace) {
    const RunArguments arguments = run({"run",
                                        "--set",
                                        "a=1",
                                        "f.yaml",
                                        "--set",
                                        "USA.policy=x",
                                        "--variant",
                                        "v",
                                        "--seed",
                                        "18446744073709551615",
                                        "--runs=4294967295",
                                        "--until",
                                        "2022-05-01",
                                        "--jobs",
                                        "3",
                                        "--out",
                                        "o",
                                        "--files",
                                        "none",
                                        "--force",
                                        "--show",
                                        "7",
                                        "--color",
                                        "never",
                                        "--quiet",
                                        "--timing"});
    EXPECT_EQ(arguments.file, "f.yaml");
    EXPECT_EQ(arguments.load.set, (std::vector<std::string>{"a=1", "USA.policy=x"}));
    EXPECT_EQ(arguments.load.variant, "v");
    EXPECT_EQ(arguments.load.until, "2022-05-01");
    EXPECT_EQ(arguments.seed, UINT64_MAX);
    EXPECT_EQ(arguments.runs, UINT32_MAX);
    EXPECT_EQ(arguments.jobs, 3);
    EXPECT_EQ(arguments.show, (ShownRange{7, 7}));
    EXPECT_EQ(arguments.out, "o");
    EXPECT_FALSE(arguments.keep_files);
    EXPECT_TRUE(arguments.force && arguments.quiet && arguments.timing);
    EXPECT_EQ(arguments.color, Color::never);
    EXPECT_FALSE(run({"run", "f", "--seed", "random"}).seed);
    EXPECT_EQ(run({"run", "f", "--seed", "0"}).seed, 0U);
}

TEST(Arguments, OfCheckAndReplay) {
    const auto check = std::get<CheckArguments>(parse({"check", "a.yaml", "b.yaml", "--format", "json", "--strict"}));
    EXPECT_EQ(check.files, (std::vector<std::string>{"a.yaml", "b.yaml"}));
    EXPECT_EQ(check.format, DiagnosticFormat::json);
    EXPECT_TRUE(check.strict);
    EXPECT_EQ(std::get<ReplayArguments>(parse({"replay", "results/x/run"})).folder, "results/x/run");
}

TEST(Arguments, OfDiscoverAndFlip) {
    const auto discover = std::get<DiscoverArguments>(
        parse({"discover", "s.sqlite", "--measure", "m", "--above", "3", "--boxes", "2", "--peel", "0.1"}));
    EXPECT_EQ(discover.file, "s.sqlite");
    EXPECT_EQ(discover.measure, "m");
    EXPECT_EQ(discover.above, 3.0);
    EXPECT_FALSE(discover.below);
    EXPECT_EQ(discover.boxes, 2U);
    EXPECT_EQ(discover.peel, 0.1);
    EXPECT_NE(wrong({"discover", "s", "--outcome", "war", "--peel", "1"}), "accepted");
    EXPECT_NE(wrong({"discover"}), "accepted");
    const auto flip =
        std::get<FlipArguments>(parse({"flip", "f", "--vary", "a=0:1", "--vary", "b=prior", "--runs", "9"}));
    EXPECT_EQ(flip.load.vary, (std::vector<std::string>{"a=0:1", "b=prior"}));
    EXPECT_EQ(flip.runs, 9U);
}

TEST(Arguments, NameTheNearestButNeverGuess) {
    EXPECT_NE(wrong({"rnu", "x"}).find("did you mean \"run\"?"), std::string::npos);
    EXPECT_NE(wrong({"run", "x", "--rnus", "5"}).find("did you mean \"--runs\"?"), std::string::npos);
    EXPECT_NE(wrong({"run", "x", "--run=5"}).find("did you mean \"--runs\"?"), std::string::npos);
    EXPECT_NE(wrong({"check", "x", "--format", "shrot"}).find("did you mean \"short\"?"), std::string::npos);
    EXPECT_NE(
        wrong({"sing"}).find("run, compare, sweep, sensitivity, merge, discover, flip, play, why, check, explain, "
                             "describe, replay, list, new, schema"),
        std::string::npos);
    EXPECT_NE(wrong({"--quiet", "run", "x"}).find("comes after the command"), std::string::npos);
}

TEST(Arguments, AreRefusedOutsideTheirRange) {
    for (const char* runs : {"0", "4294967296", "-1", "1e3", "", "5x", "1.5"})
        EXPECT_NE(wrong({"run", "f", "--runs", runs}), "accepted") << runs;
    for (const char* seed : {"18446744073709551616", "clock", "1.5"})
        EXPECT_NE(wrong({"run", "f", "--seed", seed}), "accepted") << seed;
    EXPECT_NE(wrong({"run", "f", "--jobs", "0"}), "accepted");
    EXPECT_NE(wrong({"run", "f", "--files", "some"}), "accepted");
    EXPECT_NE(wrong({"run", "f", "--runs"}), "accepted");
    EXPECT_NE(wrong({"run"}).find("needs a scenario"), std::string::npos);
    EXPECT_NE(wrong({"run", "a", "b"}).find("one too many"), std::string::npos);
    EXPECT_NE(wrong({"check"}), "accepted");
    EXPECT_NE(wrong({"replay"}), "accepted");
    EXPECT_NE(wrong({}), "accepted");
}

TEST(Arguments, WithoutAValueOrGivenTwiceAreSaidInOurWords) {
    EXPECT_EQ(wrong({"run", "f", "--runs", "5", "--runs", "6"}), "--runs is given twice");
    EXPECT_EQ(wrong({"run", "f", "--out=a", "--out", "b"}), "--out is given twice");
    EXPECT_EQ(wrong({"check", "f", "--format", "short", "--format", "json"}), "--format is given twice");
    EXPECT_EQ(wrong({"run", "f", "--variant"}), "--variant needs a NAME; see standoff run --help");
    EXPECT_EQ(wrong({"run", "f", "--variant="}), "--variant needs a NAME; see standoff run --help");
    EXPECT_EQ(wrong({"run", "f", "--variant", "--runs", "5"}), "--variant needs a NAME; see standoff run --help");
    EXPECT_EQ(wrong({"run", "f", "--seed"}), "--seed needs an N or random; see standoff run --help");
    EXPECT_EQ(wrong({"run", "f", "--files", "--quiet"}), "--files needs all or none; see standoff run --help");
    EXPECT_EQ(wrong({"replay", "f", "--jobs"}), "--jobs needs an N; see standoff replay --help");
    EXPECT_EQ(run({"run", "f", "--quiet", "--quiet", "--set", "a=1", "--set", "a=-1"}).load.set.size(), 2U);
}

TEST(Arguments, AnEmptyFolderIsNotTheDefaultOne) {
    EXPECT_NE(wrong({"run", "f", "--out", ""}).find("the name of the folder is empty"), std::string::npos);
    EXPECT_NE(wrong({"run", "f", "--out="}).find("--out needs a DIR"), std::string::npos);
}

TEST(Arguments, HelpShowsTwoExamplesFirstThatWork) {
    for (const char* command : {"", "run", "check", "replay"}) {
        const std::vector<const char*> words =
            *command == '\0' ? std::vector<const char*>{"-h"} : std::vector<const char*>{command, "-h"};
        const ParsedArguments parsed = parse(words);
        ASSERT_TRUE(std::holds_alternative<PrintedText>(parsed)) << command;
        std::istringstream lines(std::get<PrintedText>(parsed).text);
        std::string line;
        std::getline(lines, line);
        EXPECT_EQ(line, "Examples:");
        for (int i = 0; i < 2; ++i) {
            std::getline(lines, line);
            std::istringstream split(line);
            std::vector<std::string> example{std::istream_iterator<std::string>(split), {}};
            std::vector<const char*> pointers;
            for (const std::string& word : example) pointers.push_back(word.c_str());
            const ParsedArguments tried = parse_arguments(static_cast<int>(pointers.size()), pointers.data());
            EXPECT_FALSE(std::holds_alternative<WrongUse>(tried) || std::holds_alternative<PrintedText>(tried)) << line;
        }
    }
}

TEST(Arguments, HelpFitsEightyColumns) {
    for (const char* command : {"run", "check", "replay", "why", "describe", "list", "new", "schema", "explain"}) {
        std::istringstream lines(std::get<PrintedText>(parse({command, "-h"})).text);
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
    }
}

TEST(Arguments, VersionIsOneLine) {
    EXPECT_EQ(std::get<PrintedText>(parse({"--version"})).text.substr(0, 9), "standoff ");
}

TEST(CommandLine, IsReadBackToTheSameRun) {
    RunArguments arguments;
    arguments.load = {"a b", {"x=it's", "USA.sanctions(DPRK)=0.5"}, "10"};
    EXPECT_EQ(run_command_line(arguments, "dprk/2022.yaml", 7, 20, {3, 3}),
              "standoff run dprk/2022.yaml --variant 'a b' --set 'x=it'\\''s' --set 'USA.sanctions(DPRK)=0.5' "
              "--until 10 --seed 7 --runs 20 --show 3");
    for (const char* shown : {"3-20", "all"}) {
        const RunArguments asked = run({"run", "a.yaml", "--show", shown});
        EXPECT_EQ(run_command_line(asked, "a.yaml", 1, 20, asked.show),
                  std::string("standoff run a.yaml --seed 1 --runs 20 --show ") + shown);
    }
    EXPECT_EQ(run_command_line({}, "a.yaml", 1, 20, {}), "standoff run a.yaml --seed 1 --runs 20");
}

TEST(ProgressLine, SaysDoneRateAndTimeLeft) {
    EXPECT_EQ(progress_text(1200, 10000, 2), "1200 of 10000 runs, 12%, 600 a second, 15 s left");
    EXPECT_EQ(progress_text(1, 10, 2), "1 of 10 runs, 10%, 0.5 a second, 18 s left");
    EXPECT_EQ(progress_text(0, 10, 2), "0 of 10 runs, 0%");
}

}  // namespace
}  // namespace standoff
