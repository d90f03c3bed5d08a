#include <chrono>

#include "game/game_file.hpp"
#include "play.hpp"

namespace standoff::test {
namespace {

/// Two who move at once, a third who sees what they did; the doves' action needs a calm world.
constexpr std::string_view trio = R"(
time: {step: 1, steps: 4}
roles: {side: {about: x}, judge: {about: x}}
channels: {main: {about: x}, talk: {every: 2, about: x}}
variables:
  heat: {initial: 0, range: [0, 10], about: x}
actions:
  push: {by: side, channel: main, level: [1, 2], effects: [heat += level], about: x}
  calm: {by: side, channel: talk, when: heat >= 2 and heat < 9, effects: [heat = 0], about: x}
  scold: {by: judge, channel: main, when: heat > 0, effects: [heat -= 1], about: x}
policies:
  pushy: {by: side, main: {choose: random, weights: {hold: 1, push: 1}}, talk: {choose: rules, rules: [{do: calm}]}}
  stern: {by: judge, main: {choose: rules, rules: [{do: scold}]}}
actors:
  A: {role: side, policy: pushy}
  B: {role: side, policy: pushy}
  J: {role: judge, policy: stern}
turns: [[A, B], J]
outcomes: {otherwise: end}
measures: {warmth: {is: final(heat), about: x}}
)";

TEST(Seats, AreActorsOfTheScenario) {
    LoadOptions options;
    options.seats = {"C"};
    const Scenario wrong = load_small(trio, options);
    EXPECT_EQ(codes_of(wrong), "E214");
    EXPECT_NE(findings_of(wrong).find("\"C\" is not an actor"), std::string::npos) << findings_of(wrong);
}

TEST(Seats, ThatNobodyUsesChangeNothing) {
    const ModelPtr without = compile_small(trio);
    const Board with = small_board(trio, {"A", "J"});
    for (std::uint32_t run = 1; run <= 20; ++run)
        EXPECT_EQ(Told(*without, 1, run).result.hash, Told(*with.model, 1, run).result.hash) << run;
}

/// The acts of a run, laid down as moves, give the run: events, states and hash, in every shipped kind of game.
TEST(Seats, MovesLikeThePolicysGiveTheRunAgain) {
    for (const auto& [name, actor] :
         {std::pair{"dprk/2022", "ROK"}, {"dprk/2022", "DPRK"}, {"textbook/brinkmanship", "A"}}) {
        Board board = shipped_board(name, {actor});
        const ModelPtr plain = [&] {
            Scenario scenario = load_scenario(STANDOFF_SOURCE_DIR "/scenarios/" + std::string(name) + ".yaml");
            return compile(scenario);
        }();
        for (const std::uint32_t run : {1U, 7U}) {
            const Told told(*plain, 3, run);
            board.game.seed = 3;
            board.game.run = run;
            board.game.moves = moves_of(*plain, told, actor);
            const GamePosition played = board.play();
            EXPECT_TRUE(played.over) << name;
            EXPECT_EQ(played.result.hash, told.result.hash) << name << " " << actor << " run " << run;
            EXPECT_EQ(played.states, told.states) << name;
            ASSERT_EQ(played.events.size(), told.events.size()) << name;
            for (std::size_t i = 0; i < told.events.size(); ++i) {
                EXPECT_EQ(played.events[i].decision, told.events[i].decision);
                EXPECT_EQ(played.events[i].item, told.events[i].item);
                EXPECT_EQ(played.events[i].count, told.events[i].count);
            }
        }
    }
}

/// The calendar puts Seoul under another policy in May 2022; the person stays.
TEST(Seats, OutlastAChangeOfPolicy) {
    Board board = shipped_board("dprk/2022", {"ROK"});
    board.move(60, "ROK", "military", "hold");
    const GamePosition played = board.play();
    for (const Event& event : played.events) {
        if (event.decision < 0) continue;
        const Decision& decision = board.model->decisions[static_cast<std::size_t>(event.decision)];
        if (board.model->entities[static_cast<std::size_t>(decision.actor)].name == "ROK") EXPECT_EQ(event.item, 0);
    }
    EXPECT_EQ(played.step, 61);
    ASSERT_FALSE(played.advice.empty());
    EXPECT_EQ(played.advice.front().policy, "hardline");
}

TEST(Game, AsksSeatsOfOneTurnOneAfterTheOther) {
    Board board = small_board(trio, {"A", "B", "J"});
    const auto asked = [&] {
        const GamePosition played = board.play();
        return fmt::format("{} {}", played.over ? "over" : board.model->entities[played.actor].name, played.step);
    };
    EXPECT_EQ(asked(), "A 0");
    board.move(0, "A", "main", "push(2)");
    EXPECT_EQ(asked(), "B 0");
    EXPECT_TRUE(board.play().events.empty()) << "B would see what A does at the same time";
    board.move(0, "B", "main", "hold");
    EXPECT_EQ(asked(), "J 0");
    EXPECT_EQ(board.play().events.size(), 4U) << "J sees the acts of both in both channels";
    board.move(0, "J", "main", "scold");
    EXPECT_EQ(asked(), "A 1");
    EXPECT_EQ(board.play().states.back().front(), 1);  // 2 - 1
    board.move(3, "J", "main", "hold");
    EXPECT_EQ(asked(), "over 4");
}

/// What is not said is held, the policy of the file is not asked.
TEST(Game, HoldsWhereNoMoveIs) {
    Board board = small_board(trio, {"A", "B"});
    board.move(3, "B", "main", "hold");
    const GamePosition played = board.play();
    EXPECT_TRUE(played.over);
    for (const auto& state : played.states) EXPECT_EQ(state.front(), 0);
}

TEST(Game, SaysWhatIsWrongWithAMove) {
    const auto error = [](const std::vector<Move>& moves) {
        Board board = small_board(trio, {"A", "J"});
        board.game.moves = moves;
        return board.error();
    };
    EXPECT_EQ(error({{0, "B", "main", "hold", ""}}),
              "move 1 (B, main, in step 0): B has no seat in this game; the seats: A and J");
    EXPECT_EQ(error({{0, "A", "sea", "hold", ""}}),
              "move 1 (A, sea, in step 0): \"sea\" is no channel in which A acts; there are main and talk");
    EXPECT_EQ(error({{0, "A", "main", "shove", ""}}),
              "move 1 (A, main, in step 0): \"shove\" is no item of this menu; it has hold, push(1) and push(2)");
    EXPECT_EQ(error({{1, "A", "talk", "hold", ""}}),
              "move 1 (A, talk, in step 1): talk is decided every 2 steps, and not in this one");
    EXPECT_EQ(error({{9, "A", "main", "hold", ""}}),
              "move 1 (A, main, in step 9): there is no such step; the last is 3");
    EXPECT_EQ(error({{1, "A", "main", "hold", ""}, {0, "A", "main", "hold", ""}}),
              "move 2 (A, main, in step 0): it comes before the move above it");
    EXPECT_EQ(error({{1, "A", "main", "hold", ""}, {1, "A", "main", "push(1)", ""}}),
              "move 2 (A, main, in step 1): there is a move for this channel already");
    EXPECT_EQ(
        error({{0, "A", "talk", "calm", ""}}),
        "move 1 (A, talk, in step 0): calm is not available there: it needs heat >= 2 and heat < 9; \"heat >= 2\" "
        "does not hold; available: hold");
}

TEST(Game, EndsWithTheOutcome) {
    Board board = small_board(R"(
time: {step: 1, steps: 9}
roles: {side: {about: x}}
variables: {war: {initial: 0, about: x}}
actions: {attack: {by: side, effects: [war = 1], about: x}}
policies: {calm: {by: side, main: {choose: rules, rules: [{do: hold}]}}}
actors: {A: {role: side, policy: calm}}
outcomes: {war: {when: war > 0, about: x}, otherwise: peace}
measures: {wars: {is: final(war), about: x}}
)",
                              {"A"});
    board.move(2, "A", "main", "attack");
    const GamePosition played = board.play();
    EXPECT_TRUE(played.over);
    EXPECT_EQ(played.step, 3);
    EXPECT_EQ(board.model->outcomes[static_cast<std::size_t>(played.result.outcome)].name, "war");
    board.move(3, "A", "main", "hold");
    EXPECT_EQ(board.error(), "move 2 (A, main, in step 3): the game is over after step 2");
}

TEST(GameFile, ReadsBackWhatWasWritten) {
    Game game;
    game.scenario = "dprk/2022";
    game.variant = "no_drills";
    game.set = {"forgetting=2 weeks"};
    game.seed = 18446744073709551615U;
    game.run = 7;
    game.seats = {"USA", "ROK"};
    game.moves = {{3, "USA", "economy", "sanction(DPRK)", "They \"tested\"\nagain."}};
    game.inputs = {{"a.yaml", "00ff"}};
    game.hash = "0123456789abcdef";
    const Game same = game_from(parse_json(dump(game_json(game))));
    EXPECT_EQ(dump(game_json(same)), dump(game_json(game)));
    EXPECT_EQ(same.moves, game.moves);
    EXPECT_EQ(same.seed, game.seed);
}

TEST(GameFile, HasSeedsThatABrowserWouldRoundAsText) {
    Game game;
    game.seed = std::uint64_t{1} << 53;
    EXPECT_EQ(game_json(game)["seed"], std::uint64_t{1} << 53);
    ++game.seed;
    EXPECT_EQ(game_json(game)["seed"], "9007199254740993");
    Json json = game_json(game);
    EXPECT_EQ(game_from(json).seed, 9007199254740993U);
    json["seed"] = 9007199254740993U;
    EXPECT_EQ(game_from(json).seed, 9007199254740993U);
}

TEST(GameFile, SaysWhatIsWrong) {
    const auto error = [](const std::string& change, const Json& value) {
        Game game;
        game.scenario = "x";
        game.moves = {{0, "A", "main", "hold", ""}};
        Json json = game_json(game);
        json[Json::json_pointer(change)] = value;
        try {
            (void)game_from(json);
        } catch (const GameError& wrong) {
            return std::string(wrong.what());
        }
        return std::string();
    };
    EXPECT_EQ(error("/format", "chess"), "\"format\" of the game is not \"standoff game\"");
    EXPECT_EQ(error("/format_version", 2), "its format is version 2; this standoff reads 1");
    EXPECT_EQ(error("/run", 0), "\"run\" of the game is not a whole number from 1 to 4294966295");
    EXPECT_EQ(error("/seed", -1), "\"seed\" of the game is not a whole number from 0 to 18446744073709551615");
    for (const char* seed : {"", "1e3", "-1", "7 ", "18446744073709551616"})
        EXPECT_EQ(error("/seed", seed), "\"seed\" of the game is not a whole number from 0 to 18446744073709551615");
    EXPECT_EQ(error("/moves", "none"), "\"moves\" of the game is not a list");
    EXPECT_EQ(error("/moves/0/step", 1.5), "\"step\" of move 1 is not a whole number from 0 to 2147483647");
    EXPECT_EQ(error("/moves/0/item", Json()), "\"item\" of move 1 is not a text");
    EXPECT_EQ(error("/moves/0", 3), "move 1 is no object");
    EXPECT_EQ(error("/hash", "zz"), "\"hash\" of the game is not 16 hexadecimal digits");
}

}  // namespace
}  // namespace standoff::test
