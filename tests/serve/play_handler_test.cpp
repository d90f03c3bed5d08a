// Games over the API: what a seat is shown, the moves it sends back, and the debrief.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "data_types.hpp"
#include "serve/gallery.hpp"
#include "serve/routes.hpp"

namespace standoff {
namespace {

using nlohmann::json;

class PlayHandlers : public ::testing::Test {
protected:
    [[nodiscard]] json ask(const std::string& target, const json& body, Status status = Status::ok) const {
        Request asked;
        asked.method = "POST";
        asked.target = target;
        asked.body = body.dump();
        const Response response = handle(asked, gallery_, {});
        EXPECT_EQ(response.status, status) << response.body.substr(0, 300);
        return json::parse(response.body);
    }
    static json game(std::vector<std::string> seats) {
        return {{"format", "standoff game"}, {"format_version", 1}, {"id", "chicken"}, {"variant", ""},
                {"set", json::array()},      {"seed", 1},           {"run", 1},        {"seats", std::move(seats)},
                {"moves", json::array()}};
    }

    Gallery gallery_{{{"chicken", "textbook/chicken", STANDOFF_SOURCE_DIR "/scenarios/textbook/chicken.yaml", false}}};
    testing::DataTypes types_;
};

TEST_F(PlayHandlers, AskASeatUntilTheGameIsOverAndThenDebriefIt) {
    // A run of the same settings without seats is kept by the gallery; it must not be taken for the game's model.
    (void)ask("/api/run", {{"id", "chicken"},
                           {"variant", ""},
                           {"set", json::array()},
                           {"seed", 1},
                           {"runs", 5},
                           {"show", 1},
                           {"decisions", false}});
    const std::string seat = ask("/api/scenario", {{"id", "chicken"}, {"variant", ""}})["seats"][0]["actor"];
    json played = game({seat});
    json view = ask("/api/play", played);
    EXPECT_EQ(types_.mismatch(view, "GameView"), "");
    int turns = 0;
    for (; !view["over"].get<bool>() && turns < 1000; ++turns) {
        EXPECT_EQ(view["turn"]["actor"], seat);
        for (const json& channel : view["turn"]["channels"])
            for (const json& option : channel["options"])
                if (option["available"].get<bool>()) {
                    played["moves"].push_back({{"step", view["step"]},
                                               {"actor", seat},
                                               {"channel", channel["name"]},
                                               {"item", option["item"]},
                                               {"reason", "<b>because</b>"}});
                    break;
                }
        view = ask("/api/play", played);
    }
    EXPECT_GT(turns, 0);
    ASSERT_TRUE(view["over"].get<bool>());
    EXPECT_TRUE(view["turn"].is_null());
    const json debrief = ask("/api/debrief", played);
    EXPECT_EQ(types_.mismatch(debrief, "DebriefView"), "");
    EXPECT_EQ(debrief["outcome"], view["outcome"]);
    EXPECT_EQ(debrief["hash"], view["hash"]);
    EXPECT_EQ(debrief["moves"].size(), played["moves"].size());
    EXPECT_EQ(debrief["moves"][0]["reason"], "<b>because</b>");
    EXPECT_EQ(debrief["twins"]["runs"], 200);
}

TEST_F(PlayHandlers, RefuseGamesThatCannotBe) {
    const auto refused = [&](const json& body, const std::string& what) {
        const std::string said = ask("/api/play", body, Status::not_possible)["error"];
        EXPECT_NE(said.find(what), std::string::npos) << said;
    };
    refused(game({}), "seat");
    refused(game({"nobody"}), "nobody");
    const std::string seat = ask("/api/scenario", {{"id", "chicken"}, {"variant", ""}})["seats"][0]["actor"];
    json wrong = game({seat});
    wrong["moves"].push_back({{"step", 0}, {"actor", seat}, {"channel", "none"}, {"item", "hold"}, {"reason", ""}});
    refused(wrong, "move 1");
    wrong = game({seat});
    wrong["format"] = "a novel";
    refused(wrong, "format");
    (void)ask("/api/debrief", game({seat}), Status::not_possible);
}

TEST_F(PlayHandlers, AreLeftOnceNobodyAsks) {
    const std::string seat = ask("/api/scenario", {{"id", "chicken"}, {"variant", ""}})["seats"][0]["actor"];
    std::stop_source stop;
    stop.request_stop();
    for (const char* target : {"/api/play", "/api/debrief"}) {
        Request asked;
        asked.target = target;
        asked.body = game({seat}).dump();
        EXPECT_EQ(handle(asked, gallery_, stop.get_token()).status, Status::outdated) << target;
    }
}

TEST_F(PlayHandlers, RefuseListsThatNoGameHas) {
    json many = game({"x"});
    many["set"] = std::vector<std::string>(100'000, "a=1");
    EXPECT_NE(ask("/api/play", many, Status::not_possible)["error"].get<std::string>().find("\"set\""),
              std::string::npos);
    json shouting = game({"x"});
    shouting["seats"] = {std::string(500'000, 'x')};
    EXPECT_NE(ask("/api/play", shouting, Status::not_possible)["error"].get<std::string>().find("\"seats\""),
              std::string::npos);
}

}  // namespace
}  // namespace standoff
