// `standoff play` through the real program: what is typed comes from a file or a pipe.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "cli/command_test.hpp"

namespace standoff::testing {
namespace {

/// Two who move at once and one who sees what they did. A may end it by peace, which needs heat.
constexpr const char* trio = R"yaml(standoff: 1
scenario: Trio
time: {step: 1, steps: 4}
roles: {side: {about: A party.}, judge: {about: Looks on.}}
channels: {main: {about: Deeds.}, talk: {every: 2, about: Words.}}
variables:
  heat: {initial: 0, range: [0, 10], about: How hot it is., source: Guess.}
  nerve: {of: side, initial: "uniform(0, 1)", private: true, about: What it would bear., source: Guess.}
actions:
  push: {by: side, channel: main, level: [1, 2], effects: [heat += level], about: Push on., source: Guess.}
  calm: {by: side, channel: talk, when: heat >= 2, effects: [heat = 0], about: Calm down., source: Guess.}
  scold: {by: judge, channel: main, when: heat > 0, effects: [heat -= 0.5], about: Complain., source: Guess.}
policies:
  pushy: {by: side, about: Pushes., main: {choose: random, weights: {hold: 1, push: nerve}}, talk: {choose: rules, rules: [{do: calm}]}}
  stern: {by: judge, about: Scolds., main: {choose: rules, rules: [{do: scold}]}}
actors:
  A: {name: Alpha, role: side, policy: pushy}
  B: {name: Beta, role: side, policy: pushy}
  J: {name: Judge, role: judge, policy: stern}
turns: [[A, B], J]
outcomes: {hot: {when: heat >= 6, about: Too hot.}, otherwise: quiet}
measures: {warmth: {is: final(heat), about: Heat at the end.}}
)yaml";

class PlayCommand : public CommandTest {
protected:
    PlayCommand() : CommandTest("play", "results/trio/play") { write("trio.yaml", trio); }

    void write(const std::string& name, const std::string& text) const { std::ofstream(here_ / name) << text; }

    /// Typed on standard input.
    [[nodiscard]] Finished play(Words words, const std::string& lines) const {
        write("typed", lines);
        Start begin = start(std::move(words));
        begin.wrapper = {"/bin/sh", "-c", "exec \"$0\" \"$@\" <typed"};
        return run_program(begin);
    }

    [[nodiscard]] std::string saved(const std::string& name) const { return text_in(here_ / name); }
    [[nodiscard]] bool there(const std::string& name) const { return std::filesystem::exists(here_ / name); }

    /// Replaces `from` in a saved game.
    void edit(const std::string& name, const std::string& from, const std::string& to) const {
        std::string text = saved(name);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << text;
        write(name, text.replace(at, from.size(), to));
    }
};

#define EXPECT_SAYS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)
#define EXPECT_SILENT_ON(text, part) EXPECT_EQ((text).find(part), std::string::npos) << (text)

TEST_F(PlayCommand, PlaysToTheEndAndKeepsTheGame) {
    const Finished played = play({"trio.yaml", "--as", "A"}, "3\nThey deserve it.\n\n\n\n2\n\n\n");
    EXPECT_EQ(played.exit_code, 0) << played.err << played.out;
    EXPECT_SAYS(played.out, "You are Alpha (A).");
    EXPECT_SAYS(played.out, "not  calm: heat is 0 and not at least 2.");
    EXPECT_SAYS(played.out, "It needs heat >= 2.");
    EXPECT_SAYS(played.out, "\"They deserve it.\" Your ministry: hold");
    EXPECT_SAYS(played.out, "The same crisis with your ministries in the seats, 200 times:");
    for (const char* name : {"game.json", "runs.csv", "events.csv", "series.csv", "bands.csv", "decisions.jsonl",
                             "rules.json", "summary.json", "manifest.json", "inputs/trio.yaml"})
        EXPECT_TRUE(std::filesystem::exists(results_ / name)) << name;
    const auto game = nlohmann::json::parse(saved("trio-A.json"));
    EXPECT_EQ(game.at("moves").at(0).at("item"), "push(2)");
    EXPECT_EQ(game.at("moves").at(0).at("reason"), "They deserve it.");
    EXPECT_EQ(json("manifest.json").at("trace_hash"), game.at("hash"));
    const Finished replayed = typed({"replay", "results/trio/play"});
    EXPECT_EQ(replayed.exit_code, 0) << replayed.out << replayed.err;
    EXPECT_SAYS(replayed.out, game.at("hash").get<std::string>());
    EXPECT_EQ(typed({"replay", "trio-A.json"}).exit_code, 0);
    EXPECT_SAYS(typed({"why", "results/trio/play", "--all"}).out, "Beta");
    std::size_t column = 0;
    for (const char c : played.out) {
        column = c == '\n' ? 0 : column + 1;
        EXPECT_LE(column, 80U);
    }
    EXPECT_SILENT_ON(played.out, "\x1b");
}

/// Wherever the input ends, what was finished is kept, and going on gives the game that one sitting gives.
TEST_F(PlayCommand, KeepsTheGameWhereverTheInputEnds) {
    const std::vector<std::string> lines = {"3", "First.", "", "wait 1", "why B", "2", "back", "2", "Again.", "y", ""};
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    ASSERT_EQ(play({"trio.yaml", "--as", "A", "--save", "whole.json"}, all).exit_code, 0);
    const std::string whole = saved("whole.json");
    std::string some;
    for (std::size_t cut = 0; cut < lines.size(); ++cut) {
        const std::string name = "cut-" + std::to_string(cut) + ".json";
        const Finished left = play({"trio.yaml", "--as", "A", "--save", name}, some);
        EXPECT_EQ(left.exit_code, 0) << left.err;
        some += lines[cut] + "\n";
        if (!there(name)) {
            EXPECT_SAYS(left.out, "nothing is kept");
            continue;
        }
        EXPECT_SAYS(left.out, "standoff play --load " + name);
        // What was typed for the turn that was not finished is typed again.
        const auto moves = nlohmann::json::parse(saved(name)).at("moves");
        const int step = moves.back().at("step");
        std::string rest;
        for (std::size_t i = step == 0 ? 3 : step == 1 ? 4 : 10; i < lines.size(); ++i) rest += lines[i] + "\n";
        EXPECT_EQ(play({"--load", name}, rest).exit_code, 0);
        EXPECT_EQ(saved(name), whole) << cut;
    }
}

TEST_F(PlayCommand, PassesFromSeatToSeat) {
    const Finished played = play({"trio.yaml", "--as", "A", "--as", "B", "--as", "J"}, "3\n\n\n\nquit\n");
    EXPECT_SAYS(played.out, "Pass to Beta.");
    EXPECT_SAYS(played.out, "Pass to Judge.");
    const auto beta = played.out.find("Pass to Beta.");
    const auto judge = played.out.find("Pass to Judge.");
    EXPECT_SILENT_ON(played.out.substr(beta, judge - beta), "push(2)\n  - ") << "Beta moves at the same time";
    EXPECT_SAYS(played.out.substr(judge), "Alpha: push(2)");
}

TEST_F(PlayCommand, LeavesSecretsToTheEnd) {
    const Finished played = play({"trio.yaml", "--as", "A"}, "\nwhy B\nwhy J\nwhy A\nwhy C\nquit\n");
    EXPECT_SAYS(played.out, "B.nerve. The end of the game opens that.");
    EXPECT_SAYS(played.out, "It follows the policy stern");
    EXPECT_SAYS(played.out, "That was your own.");
    EXPECT_SAYS(played.out, "\"C\" is not an actor");
}

TEST_F(PlayCommand, AsksAgainForWhatCannotBe) {
    const Finished played =
        play({"trio.yaml", "--as", "A"}, "0\n99\n1 2\n-1\nattack\nwait 0\n99999999999999999999\nhelp\nquit\n");
    EXPECT_EQ(played.exit_code, 0);
    EXPECT_SAYS(played.out, "There is no option 0; they are numbered from 1 to 4.");
    EXPECT_SAYS(played.out, "Only one act in main.");
    EXPECT_SAYS(played.out, "\"attack\" is no number of an option and no command");
    EXPECT_SAYS(played.out, "hold for this turn and the next three");
    EXPECT_SAYS(played.out, "No move was made; nothing is kept.");
    EXPECT_FALSE(there("trio-A.json"));
}

TEST_F(PlayCommand, RefusesWrongUse) {
    expect_refused({"trio.yaml", "--as", "C"}, "\"C\" is not an actor");
    expect_refused({"trio.yaml"}, "Add --as with one of A, B or J");
    expect_refused({}, "play needs a scenario");
    expect_refused({"--load", "x.json", "--as", "A"}, "--load says who plays");
    expect_refused({"--load", "x.json"}, "x.json", 3);
    write("x.json", "{\"format\": ");
    expect_refused({"--load", "x.json"}, "x.json is no saved game", 3);
}

TEST_F(PlayCommand, RefusesAGameThatWasMadeImpossible) {
    ASSERT_EQ(play({"trio.yaml", "--as", "A"}, "3\nSo.\n\nquit\n").exit_code, 0);
    const std::string good = saved("trio-A.json");
    edit("trio-A.json", "push(2)", "push(7)");
    Finished loaded = play({"--load", "trio-A.json"}, "");
    EXPECT_EQ(loaded.exit_code, 3);
    EXPECT_SAYS(loaded.err,
                "move 1 (A, main, in step 0): \"push(7)\" is no item of this menu; it has hold, push(1) and");
    write("trio-A.json", good);
    edit("trio-A.json", "\"item\": \"hold\"", "\"item\": \"calm\"");
    loaded = play({"--load", "trio-A.json"}, "");
    EXPECT_EQ(loaded.exit_code, 3);
    EXPECT_SAYS(loaded.err, "calm is not available there: it needs heat >= 2");
    write("trio-A.json", good);
    edit("trio-A.json", "push(2)", "push(1)");
    loaded = play({"--load", "trio-A.json"}, "");
    EXPECT_EQ(loaded.exit_code, 0);
    EXPECT_SAYS(loaded.err, "warning: the moves of this game lead elsewhere than when it was saved");
    write("trio-A.json", good);
    edit("trio-A.json", "push(2)", "push(1)");
    EXPECT_EQ(typed({"replay", "trio-A.json"}).exit_code, 1);
    write("trio-A.json", good);
    write("trio.yaml", std::string(trio) + "# changed\n");
    loaded = play({"--load", "trio-A.json"}, "");
    EXPECT_EQ(loaded.exit_code, 0);
    EXPECT_SAYS(loaded.err, "was played with another trio.yaml");
}

TEST_F(PlayCommand, KeepsTheGameWhenInterrupted) {
    ASSERT_EQ(mkfifo((here_ / "pipe").c_str(), 0600), 0);
    const int pipe = open((here_ / "pipe").c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_GE(pipe, 0);
    Start begin = start({"trio.yaml", "--as", "A"});
    begin.wrapper = {"/bin/sh", "-c", "exec \"$0\" \"$@\" <>pipe"};
    Program program(begin);
    ASSERT_EQ(::write(pipe, "\n", 1), 1);
    for (int i = 0; i < 200 && !there("trio-A.json"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    program.signal(SIGINT);
    const Finished finished = program.wait();
    close(pipe);
    EXPECT_EQ(finished.exit_code, 130);
    EXPECT_SAYS(finished.out, "standoff play --load trio-A.json");
    EXPECT_EQ(nlohmann::json::parse(saved("trio-A.json")).at("moves").size(), 2U);
}

}  // namespace
}  // namespace standoff::testing
