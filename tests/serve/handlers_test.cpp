// The API without sockets: what it answers, and that garbage is refused in words.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include <nlohmann/json.hpp>

#include <standoff/ensemble.hpp>

#include "model/model.hpp"
#include "results/main_variables.hpp"
#include "results/run_files.hpp"
#include "results/tally.hpp"
#include "results/text.hpp"
#include "scenario/spec.hpp"
#include "serve/gallery.hpp"
#include "serve/handlers.hpp"
#include "serve/routes.hpp"
#include "temporary_folder.hpp"

namespace standoff {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::string shipped(const std::string& name) { return STANDOFF_SOURCE_DIR "/scenarios/" + name + ".yaml"; }

std::vector<GalleryEntry> shipped_entries() {
    std::vector<GalleryEntry> entries;
    for (const char* name : {"dprk/2022", "textbook/chicken", "textbook/reciprocity-noise", "theories/reciprocity"})
        entries.push_back({name, name, shipped(name), false});
    return entries;
}

json request(const std::string& id, std::vector<std::string> set = {}) {
    return {{"id", id},   {"variant", ""}, {"set", std::move(set)}, {"seed", 1},
            {"runs", 60}, {"show", 1},     {"decisions", false}};
}

class HandlersTest : public ::testing::Test {
protected:
    [[nodiscard]] Response ask_text(const std::string& target, const std::string& body) const {
        Request asked;
        asked.method = "POST";
        asked.target = target;
        asked.body = body;
        return handle(asked, gallery, {});
    }
    [[nodiscard]] json ask(const std::string& target, const json& body, Status status = Status::ok) const {
        const Response response = ask_text(target, body.dump());
        EXPECT_EQ(response.status, status) << response.body.substr(0, 300);
        return json::parse(response.body);
    }
    [[nodiscard]] std::string error(const json& body, const std::string& target = "/api/run") const {
        return ask(target, body, Status::bad_request).at("error");
    }

    Gallery gallery{shipped_entries()};
};

/// What `standoff run --set` plays, by the way that has nothing to do with the server.
struct Played {
    std::string hash;
    RunSummary summary;
};
Played played(const std::string& id, const LoadOptions& load, std::uint32_t runs, std::uint64_t seed) {
    Scenario scenario = load_scenario(shipped(id), load);
    const ModelPtr model = compile(scenario);
    if (!model) throw std::runtime_error("the settings do not fit");
    EnsembleOptions options;
    options.runs = runs;
    options.seed = seed;
    RunTally tally(*model, runs);
    (void)run_ensemble(*model, options,
                       [&](const RunResult& run, std::span<const double> values) { tally.add(run, values); });
    return {hash_text(tally.trace_hash()), tally.summarize("", seed, 1)};
}

TEST_F(HandlersTest, ARunIsWhatTheCommandLinePlaysWithTheSameSettings) {
    const std::vector<std::vector<std::string>> settings = {
        {},
        {"forgetting=30 days"},
        {"w_drills=0.9", "USA.attention=0.3", "DPRK.skill(icbm)=0.7"},
        {"ROK.policy=hardline", "calendar.US midterms=off", "leak=0.25"},
        {"leak=1/4", "forgetting=2 weeks", "forgetting=3 weeks", "w_squeeze=-0.5"},
    };
    for (const auto& set : settings) {
        json body = request("dprk/2022", set);
        body["seed"] = 7;
        const json view = ask("/api/run", body);
        const Played expected = played("dprk/2022", {"", set, ""}, 60, 7);
        EXPECT_EQ(view["origin"]["hash"], expected.hash) << json(set);
        ASSERT_EQ(view["measures"].size(), expected.summary.measures.size());
        for (std::size_t i = 0; i < expected.summary.measures.size(); ++i) {
            const MeasureSummary& measure = expected.summary.measures[i];
            EXPECT_EQ(view["measures"][i]["name"], measure.name);
            EXPECT_EQ(view["measures"][i]["finite"], measure.finite);
            if (measure.q75 && std::isfinite(*measure.q75))  // six digits are written
                EXPECT_NEAR(view["measures"][i]["q75"].get<double>(), *measure.q75,
                            1e-5 * std::abs(*measure.q75) + 1e-12);
        }
        for (std::size_t i = 0; i < expected.summary.outcomes.size(); ++i)
            EXPECT_EQ(view["outcomes"][i]["count"], expected.summary.outcomes[i].count);
    }
}

TEST_F(HandlersTest, TheReportIsAPageOfTheSameRun) {
    const Response report = ask_text("/api/report", request("dprk/2022", {"forgetting=30 days"}).dump());
    EXPECT_EQ(report.status, Status::ok);
    EXPECT_EQ(report.type, "text/html; charset=utf-8");
    EXPECT_NE(report.body.find(
                  ask("/api/run", request("dprk/2022", {"forgetting=30 days"}))["origin"]["hash"].get<std::string>()),
              std::string::npos);
}

TEST_F(HandlersTest, AVariantIsPlayedToo) {
    json body = request("dprk/2022", {"w_drills=0.5"});
    body["variant"] = "no_drills";
    EXPECT_EQ(ask("/api/run", body)["origin"]["hash"],
              played("dprk/2022", {"no_drills", {"w_drills=0.5"}, ""}, 60, 1).hash);
}

TEST_F(HandlersTest, TheShownRunIsToldWithItsDecisions) {
    json body = request("dprk/2022");
    body["show"] = 7;
    body["decisions"] = true;
    const json view = ask("/api/run", body);
    EXPECT_EQ(view["shown"]["run"], 7);
    EXPECT_FALSE(view["shown"]["decisions"].empty());
    EXPECT_EQ(view["origin"]["command"], "standoff run dprk/2022 --seed 1 --runs 60 --show 7");
    // The run of that number has this hash wherever it is played.
    Scenario scenario = load_scenario(shipped("dprk/2022"));
    const ModelPtr model = compile(scenario);
    ShownRunTables shown(nullptr, *model, {});
    shown.begin(7);
    (void)record_run(*model, 1, 7, shown);
    EXPECT_EQ(view["shown"]["hash"], hash_text(shown.shown().front().hash));
}

TEST_F(HandlersTest, ARequestLeavesNothingBehind) {
    const std::string first = ask_text("/api/run", request("dprk/2022").dump()).body;
    (void)ask("/api/run", request("dprk/2022", {"forgetting=100 days"}));
    (void)ask("/api/scenario", {{"id", "dprk/2022"}, {"variant", ""}});
    EXPECT_EQ(ask_text("/api/run", request("dprk/2022").dump()).body, first);
}

TEST_F(HandlersTest, TheCatalogueHasScenariosAndNoTheories) {
    const json catalogue = ask("/api/catalogue", json::object());
    ASSERT_EQ(catalogue["scenarios"].size(), 3U);
    const json& first = catalogue["scenarios"][0];
    EXPECT_EQ(first["id"], "dprk/2022");
    EXPECT_EQ(first["title"], "North Korea's missile campaign of 2022");
    EXPECT_EQ(first["steps"], 104);
    EXPECT_EQ(first["actors"], 5);
    EXPECT_EQ(first["error"], "");
    EXPECT_EQ(catalogue["limits"]["runs"], most_runs_asked);
}

const json& named(const json& list, const std::string& path) {
    for (const json& one : list)
        if (one["path"] == path) return one;
    static const json none;
    ADD_FAILURE() << "no " << path;
    return none;
}

TEST_F(HandlersTest, AScenarioSaysWhatCanBeMoved) {
    const json view = ask("/api/scenario", {{"id", "dprk/2022"}, {"variant", ""}});
    const json& settings = view["settings"];
    const json& forgetting = named(settings, "forgetting");
    EXPECT_EQ(forgetting["kind"], "duration");
    EXPECT_EQ(forgetting["value"], 42);  // 6 weeks
    EXPECT_EQ(forgetting["low"], 14);    // uniform(2 weeks, 26 weeks)
    EXPECT_EQ(forgetting["high"], 182);
    EXPECT_EQ(forgetting["prior"], "uniform(2 weeks, 26 weeks)");
    const json& growth = named(settings, "growth");  // 12 years in [1 year, 50 years], no prior
    EXPECT_NEAR(growth["high"].get<double>() / growth["low"].get<double>(), 50, 1e-9);
    EXPECT_EQ(growth["log"], true);
    const json& policy = named(settings, "ROK.policy");
    EXPECT_EQ(policy["value"], "engage");
    std::set<std::string> choices;
    for (const json& choice : policy["choices"]) choices.insert(choice["name"]);
    EXPECT_TRUE(choices.contains("hardline") && choices.contains("engage") && choices.contains("strategic_patience"));
    EXPECT_FALSE(choices.contains("bludgeon")) << "a policy of the challenger";
    EXPECT_EQ(named(settings, "USA.attention")["value"], 0.12);
    EXPECT_EQ(named(settings, "USA.attention")["group"], "USA");
    EXPECT_EQ(named(settings, "DPRK.skill(icbm)")["value"], 0.4);
    EXPECT_EQ(named(settings, "calendar.US midterms")["value"], "on");
    EXPECT_EQ(view["variants"].size(), load_scenario(shipped("dprk/2022")).spec->variants.size());
    EXPECT_NE(view["description"].get<std::string>().find("# North Korea's missile campaign of 2022"),
              std::string::npos);
    EXPECT_FALSE(view["seats"].empty());
}

TEST_F(HandlersTest, EverythingThatCanBeMovedCanBeSet) {
    for (const char* id : {"dprk/2022", "textbook/chicken"}) {
        const json view = ask("/api/scenario", {{"id", id}, {"variant", ""}});
        std::vector<std::string> set;
        for (const json& setting : view["settings"]) {
            const std::string path = setting["path"];
            if (setting["kind"] == "number") set.push_back(path + "=" + setting["high"].dump());
            if (setting["kind"] == "duration") set.push_back(path + "=" + setting["low"].dump() + " days");
            if (setting["kind"] == "switch") set.push_back(path + "=off");
            for (const json& choice : setting["choices"])
                (void)ask("/api/run", request(id, {path + "=" + choice["name"].get<std::string>()}));
        }
        (void)ask("/api/run", request(id, set));
    }
}

TEST_F(HandlersTest, SettingsThatDoNotFitAreRefusedAsTheCommandLineDoes) {
    const auto refused = [&](const std::string& setting) -> std::string {
        return ask("/api/run", request("dprk/2022", {setting}), Status::not_possible).at("error");
    };
    EXPECT_NE(refused("forgeting=30 days").find("forgetting"), std::string::npos) << "the nearest name";
    EXPECT_NE(refused("forgetting=3").find("E212"), std::string::npos) << "a duration";
    EXPECT_NE(refused("USA.attention=1.5").find("USA.attention"), std::string::npos) << "out of its range";
    EXPECT_FALSE(refused("ROK.policy=bludgeon").empty());
    EXPECT_FALSE(refused("ROK.policy=").empty());
    EXPECT_FALSE(refused("nonsense").empty());
    EXPECT_FALSE(refused("calendar.nothing=off").empty());
    EXPECT_FALSE(refused("variant=no_drills").empty());
    json body = request("dprk/2022");
    body["variant"] = "nothing";
    (void)ask("/api/run", body, Status::not_possible);
    (void)ask("/api/run", request("theories/reciprocity"), Status::not_possible);
}

TEST_F(HandlersTest, PathsAreNotIds) {
    for (const std::string& id :
         {std::string("dprk/2022.yaml"), std::string("../scenarios/dprk/2022"), shipped("dprk/2022"),
          std::string("/etc/passwd"), std::string("dprk/2022\0x", 11), std::string()}) {
        (void)ask("/api/run", request(id), Status::not_found);
        (void)ask("/api/scenario", {{"id", id}, {"variant", ""}}, Status::not_found);
    }
}

TEST_F(HandlersTest, GarbageIsRefusedInWords) {
    for (const std::string body : {"", "{", "[]", "1", "null", "\"x\"", "{}}", "{\"id\":}", "\xff\xfe",
                                   "{\"id\":\"\xc3\x28\"}", "NaN", "{\"id\":1e999}", "// x", "{'id':1}"}) {
        const Response response = ask_text("/api/run", body);
        EXPECT_EQ(response.status, Status::bad_request) << body;
        EXPECT_TRUE(json::parse(response.body).at("error").is_string()) << body;
    }
    const Response deep = ask_text("/api/run", std::string(500'000, '['));
    EXPECT_EQ(deep.status, Status::bad_request);
    EXPECT_NE(deep.body.find("nested too deep"), std::string::npos);
    std::string wrapped = "1";
    for (int i = 0; i < 100; ++i) wrapped = "{\"a\":" + wrapped + "}";
    EXPECT_EQ(ask_text("/api/scenario", wrapped).status, Status::bad_request);
    EXPECT_NE(ask_text("/api/run", "{\n\"id\": oops}").body.find("line 2"), std::string::npos);
}

TEST_F(HandlersTest, AFieldThatIsWrongIsNamed) {
    const auto with = [](const char* field, const json& value) {
        json body = request("dprk/2022");
        body[field] = value;
        return body;
    };
    for (const char* field : {"id", "variant", "set", "seed", "runs", "show", "decisions"}) {
        json body = request("dprk/2022");
        body.erase(field);
        EXPECT_EQ(error(body), "the request has no \"" + std::string(field) + "\"");
        for (const json& value : {json(nullptr), json::object(), json(-1), json(1.5), json::array({1})})
            EXPECT_NE(error(with(field, value)).find("\"" + std::string(field) + "\""), std::string::npos)
                << field << value;
    }
    for (const char* count : {"runs", "show"})
        for (const json& value :
             {json(0), json(10001), json(1e300), json(18446744073709551615U), json("5"), json(true)})
            EXPECT_EQ(error(with(count, value)),
                      "\"" + std::string(count) + "\" of the request is not a whole number from 1 to 10000");
    EXPECT_EQ(error(with("id", std::string(1000, 'x'))), "\"id\" of the request is not a text of at most 200 bytes");
    EXPECT_EQ(error(with("set", json::array({std::string(5000, 'x')}))),
              "\"set\" of the request is not a list of texts of at most 1000 bytes");
    EXPECT_EQ(error(with("set", std::vector<std::string>(5000, "leak=0.5"))),
              "\"set\" of the request is not a list of at most 1000");
    EXPECT_EQ(error(with("decisions", 1)), "\"decisions\" of the request is not true or false");
    EXPECT_EQ(error({{"id", 5}, {"variant", ""}}, "/api/scenario"), "\"id\" of the request is not a text");
}

TEST_F(HandlersTest, StoppedWorkEndsEarly) {
    json body = request("textbook/reciprocity-noise");
    body["runs"] = most_runs_asked;  // of 10,000 steps
    std::stop_source stop;
    Request asked;
    asked.target = "/api/run";
    asked.body = body.dump();
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        stop.request_stop();
    });
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(handle(asked, gallery, stop.get_token()).status, Status::outdated);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

class OwnFileTest : public ::testing::Test {
protected:
    void write(const std::string& text) {
        std::ofstream(file_) << text;
        // Two saves within the clock's grain would look like one.
        fs::last_write_time(file_, fs::last_write_time(file_) + std::chrono::seconds(++saves_));
    }
    [[nodiscard]] json ask(const std::string& target, const json& body) const {
        Request asked;
        asked.target = target;
        asked.body = body.dump();
        const Response response = handle(asked, gallery, {});
        json answer = json::parse(response.body);
        answer["status"] = static_cast<int>(response.status);
        return answer;
    }

    static std::string good(const std::string& heat) {
        return "standoff: 1\nscenario: Heat " + heat +
               "\ntime: {step: 1, steps: 3}\nvariables:\n  tension: {range: [0, 1], initial: " + heat +
               "}\nmeasures:\n  last: final(tension)\noutcomes: {otherwise: peace}\nroles: {side: {about: A "
               "state.}}\nactors: {A: {role: side}}\n";
    }

    testing::TemporaryFolder folder_;
    fs::path file_ = folder_.path() / "mine.yaml";
    int saves_ = 0;
    Gallery gallery{{{"own-1", "mine.yaml", (folder_.path() / "mine.yaml").string(), true}}};
};

TEST_F(OwnFileTest, WhatIsSavedAgainIsReadAgain) {
    for (const double heat : {0.25, 0.75}) {
        write(good(std::to_string(heat)));
        EXPECT_EQ(ask("/api/run", request("own-1")).at("measures")[0]["q50"], heat);
        EXPECT_EQ(ask("/api/catalogue", json::object())["scenarios"][0]["title"], "Heat " + std::to_string(heat));
    }
}

TEST_F(OwnFileTest, WhatIsSavedWhileItIsReadIsReadAgain) {
    write(good("0.25"));
    int readings = 0;
    const Gallery busy(gallery.entries(), [&](const std::string& path, const LoadOptions& load) {
        Scenario scenario = load_scenario(path, load);
        if (++readings == 1) write(good("0.75"));
        return scenario;
    });
    for (int request = 0; request < 2; ++request)
        EXPECT_EQ(busy.prepare(busy.entry("own-1"), {})->scenario.title(), "Heat 0.75") << request;
    readings = 0;
    write(good("0.25"));
    for (int request = 0; request < 2; ++request)
        EXPECT_EQ(busy.facts(busy.entry("own-1")).title, "Heat 0.75") << request;
}

TEST_F(OwnFileTest, WhatIsSavedAllTheTimeIsAnsweredAndNotKept) {
    write(good("0.25"));
    const Gallery busy(gallery.entries(), [&](const std::string& path, const LoadOptions& load) {
        Scenario scenario = load_scenario(path, load);
        write(good("0." + std::to_string(25 + saves_)));
        return scenario;
    });
    const std::string first = busy.prepare(busy.entry("own-1"), {})->scenario.title();
    EXPECT_NE(busy.prepare(busy.entry("own-1"), {})->scenario.title(), first);
}

TEST_F(OwnFileTest, TwoRequestsAtOnceCompileOnce) {
    write(good("0.25"));
    std::mutex mutex;
    std::condition_variable entered;
    int readers = 0;
    // Whoever reads waits a while for another one, which would be one too many.
    const Gallery slow(gallery.entries(), [&](const std::string& path, const LoadOptions& load) {
        std::unique_lock lock(mutex);
        ++readers;
        entered.notify_all();
        entered.wait_for(lock, std::chrono::milliseconds(200), [&] { return readers > 1; });
        --readers;
        lock.unlock();
        return load_scenario(path, load);
    });
    std::array<PreparedPtr, 2> prepared;
    {
        std::vector<std::jthread> requests;
        for (PreparedPtr& one : prepared) requests.emplace_back([&] { one = slow.prepare(slow.entry("own-1"), {}); });
    }
    ASSERT_NE(prepared[0], nullptr);
    EXPECT_EQ(prepared[0], prepared[1]);
}

/// A file that cannot be compiled is no model for those who waited for it either.
TEST_F(OwnFileTest, TwoRequestsForABadFileAreBothRefused) {
    write("standoff: 1\nscenario: Bad\ntime: {step: 1, steps: 3}\nactors: {A: {polcy: x}}\n");
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> requests;
        for (int i = 0; i < 4; ++i)
            requests.emplace_back([&] {
                try {
                    (void)gallery.prepare(gallery.entry("own-1"), {});
                } catch (const Refused&) {
                    ++refused;
                }
            });
    }
    EXPECT_EQ(refused, 4);
}

TEST_F(OwnFileTest, ErrorsSayWhereInTheFileAndNotWhereOnThisComputer) {
    const auto check = [&](const std::string& wanted) {
        const std::string told = ask("/api/catalogue", json::object())["scenarios"][0]["error"];
        const json answer = ask("/api/run", request("own-1"));
        EXPECT_EQ(answer["status"], 422);
        for (const std::string& text : {told, answer["error"].get<std::string>()}) {
            EXPECT_NE(text.find(wanted), std::string::npos) << text;
            EXPECT_EQ(text.find(folder_.path().string()), std::string::npos) << text;
        }
    };
    write("standoff: 1\nscenario: Bad\ntime: {step: 1, steps: 3}\nactors: {A: {polcy: x}}\n");
    check("mine.yaml:4:");
    write("standoff: 1\nscenario: Bad\nuses: ../nowhere/theory.yaml\ntime: {step: 1, steps: 3}\nactors: {A: {}}\n");
    check("theory.yaml");
    std::string table = good("0.5");
    table += "data: {seen: {file: ../nowhere/table.csv, date: date, value: n, about: x}}\n";
    write(table);
    check("\"table.csv\"");
    fs::remove(file_);
    check("mine.yaml");
}

TEST_F(OwnFileTest, ARunThatIsTooLongIsRefused) {
    std::string text = good("0.5");
    text.replace(text.find("steps: 3"), 8, "steps: 100000");
    write(text);
    const json answer = ask("/api/run", request("own-1"));
    EXPECT_EQ(answer["status"], 422);
    EXPECT_EQ(
        answer["error"],
        "mine.yaml: 100000 steps are too long for this page, 10000 are the most; `standoff run mine.yaml --seed 1 "
        "--runs 60` has no such limit");
}

/// Of each actor bands of 10,001 states, 256 counts of 4 bytes each, and as many acts of the shown run: 20 of them take
/// more than 10,001 x 20 x (1,024 + 100) bytes, 214 MiB.
TEST_F(OwnFileTest, ARunThatTakesTooMuchMemoryIsRefused) {
    const auto crowd = [&](int actors) {
        std::string text =
            "standoff: 1\nscenario: Crowd\ntime: {step: 1, steps: 10000}\nroles: {side: {about: x}}\n"
            "variables: {heat: {of: side, initial: \"uniform(0, 1)\", range: [0, 1], about: x}}\n"
            "actions: {push: {by: side, effects: [heat = 0.5], about: x}}\n"
            "policies: {calm: {by: side, main: {choose: random, weights: {hold: 1, push: 1}}}}\n"
            "outcomes: {otherwise: end}\nmeasures: {n: {is: count(push), about: x}}\nactors:\n";
        for (int i = 1; i <= actors; ++i) text += "  A" + std::to_string(i) + ": {role: side, policy: calm}\n";
        write(text);
    };
    crowd(4);
    EXPECT_EQ(ask("/api/run", request("own-1"))["status"], 200);
    crowd(20);
    for (const char* target : {"/api/run", "/api/report"}) {
        const json answer = ask(target, request("own-1"));
        EXPECT_EQ(answer["status"], 422) << target;
        const std::string error = answer["error"];
        EXPECT_TRUE(error.starts_with("mine.yaml: 20 quantities and 20 decisions in 10000 steps take about ")) << error;
        EXPECT_NE(error.find("`standoff run mine.yaml --seed 1 --runs 60`"), std::string::npos) << error;
    }
    const json game = {{"format", "standoff game"}, {"format_version", 1}, {"id", "own-1"}, {"variant", ""},
                       {"set", json::array()},      {"seed", 1},           {"run", 1},      {"seats", {"A1"}},
                       {"moves", json::array()}};
    const json answer = ask("/api/play", game);
    EXPECT_EQ(answer["status"], 422);
    EXPECT_NE(answer["error"].get<std::string>().find("`standoff play mine.yaml`"), std::string::npos) << answer;
}

}  // namespace
}  // namespace standoff
