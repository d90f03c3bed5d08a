// The server on a real socket: each rule of docs/serve.md broken, and what comes of it.
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <future>
#include <mutex>
#include <sstream>

#include "report/web_files.hpp"
#include "serve/wire.hpp"

namespace standoff::testing {
namespace {

using namespace std::chrono_literals;

Response echo(const Request& request, const std::stop_token& /*stop*/) {
    return {Status::ok, "application/json", request.body};
}

ServerOptions usual() {
    ServerOptions options;
    options.key = test_key;
    return options;
}

class ServerTest : public ::testing::Test {
protected:
    RunningServer server{usual(), echo};
};

TEST_F(ServerTest, ServesThePageItsFilesAndTheApi) {
    const Reply page = server.ask("GET", "/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.fields.at("content-type"), "text/html; charset=utf-8");
    EXPECT_NE(page.body.find("src=\"/app.js\""), std::string::npos);
    EXPECT_EQ(server.ask("GET", "/?present").body, page.body);
    EXPECT_EQ(server.ask("GET", "/app.js").body, web_file("app.js").bytes);
    EXPECT_EQ(server.ask("GET", "/app.css").body, web_file("app.css").bytes);
    const Reply api = server.ask("POST", "/api/run", R"({"a":1})");
    EXPECT_EQ(api.status, 200);
    EXPECT_EQ(api.body, R"({"a":1})");
}

TEST_F(ServerTest, ThePageHasNothingThatItsOwnPolicyForbids) {
    const std::string page = server.ask("GET", "/").body;
    for (const char* inline_part : {"<style", "style=", "onload=", "javascript:", "<script>", "http:", "https:"})
        EXPECT_EQ(page.find(inline_part), std::string::npos) << inline_part;
}

TEST_F(ServerTest, EveryAnswerHasTheSafetyHeaders) {
    const Reply replies[] = {server.ask("GET", "/"), server.ask("GET", "/app.js"), server.ask("POST", "/api/run", "{}"),
                             server.ask("GET", "/nothing"), server.ask("POST", "/api/run", "{}", {{"Host", "evil"}})};
    for (const Reply& reply : replies) {
        EXPECT_EQ(reply.fields.at("content-security-policy"),
                  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src "
                  "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        EXPECT_EQ(reply.fields.at("x-content-type-options"), "nosniff");
        EXPECT_EQ(reply.fields.at("referrer-policy"), "no-referrer");
        EXPECT_EQ(reply.fields.at("cross-origin-resource-policy"), "same-origin");
        EXPECT_EQ(reply.fields.at("cross-origin-opener-policy"), "same-origin");
        EXPECT_EQ(reply.fields.at("cache-control"), "no-store");
        EXPECT_FALSE(reply.fields.contains("set-cookie"));
        for (const auto& [name, value] : reply.fields) EXPECT_FALSE(name.starts_with("access-control-")) << name;
    }
}

TEST_F(ServerTest, HasNoFilesButItsOwn) {
    for (const char* target : {"/..%2f", "/%00", "//", "/../app.js", "/app.js/", "/app.js?x", "/index.html",
                               "/app.js%00", "/./app.js", "/report.js", "/etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                               "/api", "/favicon.ico", "http://127.0.0.1/", "*", "/?present&x", "/\\..\\app.js"})
        EXPECT_EQ(server.ask("GET", target).status, 404) << target;
}

TEST_F(ServerTest, RefusesAHostThatIsNotOurs) {
    const std::string port = std::to_string(server.port());
    for (const std::string& host :
         {std::string("evil.example"), "evil.example:" + port, std::string("127.0.0.1"), std::string("127.0.0.1:1"),
          "127.0.0.1:" + port + ".evil.example", "0.0.0.0:" + port, "127.0.0.2:" + port})
        for (const char* target : {"/", "/app.js"})
            EXPECT_EQ(server.ask("GET", target, "", {{"Host", host}}).status, 403) << host;
    EXPECT_EQ(server.ask("GET", "/", "", {{"Host", ""}}).status, 403) << "none";
    EXPECT_EQ(server.ask("GET", "/", "", {{"Host", server.host() + "\r\nHost: evil"}}).status, 403) << "two";
    for (const std::string& host : {"localhost:" + port, "[::1]:" + port})
        EXPECT_EQ(server.ask("GET", "/", "", {{"Host", host}}).status, 200) << host;
}

TEST_F(ServerTest, RefusesAnOriginThatIsNotOurs) {
    const std::string port = std::to_string(server.port());
    for (const std::string& origin :
         {std::string("null"), std::string("http://evil.example"), "https://127.0.0.1:" + port,
          std::string("http://127.0.0.1"), "http://127.0.0.1:" + port + "/"})
        EXPECT_EQ(server.ask("POST", "/api/run", "{}", {{"Origin", origin}}).status, 403) << origin;
    EXPECT_EQ(server.ask("POST", "/api/run", "{}", {{"Origin", "http://127.0.0.1:" + port}}).status, 200);
}

TEST_F(ServerTest, RefusesTheApiWithoutTheKey) {
    std::string almost(test_key);
    almost.back() = '0';
    for (const std::string& key : {std::string(), std::string("x"), almost, std::string(test_key) + "0"})
        for (const char* target : {"/api/run", "/api/catalogue", "/api/nothing"})
            EXPECT_EQ(server.ask("POST", target, "{}", {{"X-Standoff-Key", key}}).status, 403) << key << target;
    EXPECT_EQ(server.ask("POST", "/api/nothing", "{}").status, 404);
}

TEST_F(ServerTest, RefusesOtherMethodsAndTypes) {
    for (const char* method : {"GET", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"}) {
        const Reply reply = server.ask(method, "/api/run", "{}");
        EXPECT_EQ(reply.status, 405) << method;
        EXPECT_EQ(reply.fields.at("allow"), "POST");
    }
    const Reply page = server.ask("POST", "/", "{}");
    EXPECT_EQ(page.status, 405);
    EXPECT_EQ(page.fields.at("allow"), "GET");
    // What a form of another site can send without asking first.
    for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                             "application/jsonx", "text/json"})
        EXPECT_EQ(server.ask("POST", "/api/run", "{}", {{"Content-Type", type}}).status, 415) << type;
    EXPECT_EQ(server.ask("POST", "/api/run", "{}", {{"Content-Type", "Application/JSON; charset=utf-8"}}).status, 200);
}

TEST_F(ServerTest, DropsALongHeader) {
    EXPECT_EQ(server.ask("GET", "/", "", {{"X-Long", std::string(15000, 'a')}}).status, 200);
    Wire wire(server.port());
    wire.send(server.request("GET", "/", "", {{"X-Long", std::string(20000, 'a')}}));
    const auto reply = wire.read();
    EXPECT_EQ(reply ? reply->status : 431, 431);
    EXPECT_TRUE(wire.closed_within(5s));
}

TEST_F(ServerTest, DropsALongBodyBeforeItIsSent) {
    Wire wire(server.port());
    wire.send(server.request("POST", "/api/run", "", {{"Content-Length", "2097152"}}));
    const auto reply = wire.read();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 413);
    EXPECT_TRUE(wire.closed_within(5s));
}

TEST_F(ServerTest, DropsALongBodyThatIsSent) {
    Wire wire(server.port());
    wire.send(server.request("POST", "/api/run", std::string(2 * 1024 * 1024, ' ')));
    EXPECT_TRUE(wire.closed_within(5s));
    EXPECT_EQ(server.ask("POST", "/api/run", std::string(1024 * 1024, ' ')).status, 200) << "what is allowed";
}

TEST_F(ServerTest, DropsALongBodyInPieces) {
    Wire wire(server.port());
    wire.send(server.request("POST", "/api/run", "", {{"Content-Length", ""}, {"Transfer-Encoding", "chunked"}}));
    const std::string chunk = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
    for (int i = 0; i < 32 && wire.send(chunk); ++i) continue;
    EXPECT_TRUE(wire.closed_within(5s));
}

TEST_F(ServerTest, DropsAPieceWhoseHeaderDoesNotEnd) {
    Wire wire(server.port());
    wire.send(server.request("POST", "/api/run", "", {{"Content-Length", ""}, {"Transfer-Encoding", "chunked"}}));
    wire.send("1;x=");
    const std::string more(0x10000, 'a');
    int sent = 0;
    while (sent < 1024 && wire.send(more)) ++sent;
    EXPECT_LT(sent, 1024) << "64 MiB were taken";
    EXPECT_TRUE(wire.closed_within(5s));
}

TEST_F(ServerTest, EndsTheConnectionOfAHead) {
    Wire wire(server.port());
    wire.send(server.request("HEAD", "/", ""));
    const auto reply = wire.read();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 405);
    EXPECT_TRUE(wire.closed_within(5s));
}

TEST_F(ServerTest, AnswersWhatIsNoRequest) {
    for (const char* bytes :
         {"hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
          "GET /\r\n\r\n", "POST /api/run HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
          "POST /api/run HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"}) {
        Wire wire(server.port());
        wire.send(bytes);
        const auto reply = wire.read();
        ASSERT_TRUE(reply) << bytes;
        EXPECT_GE(reply->status, 400);
        EXPECT_TRUE(wire.closed_within(5s)) << bytes;
    }
    EXPECT_EQ(server.ask("GET", "/").status, 200);
}

TEST_F(ServerTest, KeepsAConnectionForTheNextRequest) {
    Wire wire(server.port());
    for (const char* body : {"{}", R"({"b":2})", "{}"}) {
        wire.send(server.request("POST", "/api/run", body));
        const auto reply = wire.read();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->body, body);
    }
}

TEST_F(ServerTest, ListensOnTheLoopbackOnly) {
    std::ostringstream wanted;
    wanted << ':' << std::hex << std::uppercase << server.port() << ' ';
    int found = 0;
    for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        std::ifstream in(table);
        for (std::string line; std::getline(in, line);) {
            std::istringstream words(line);
            std::string number, local, remote, state;
            words >> number >> local >> remote >> state;
            if (state != "0A" || (local + " ").find(wanted.str()) == std::string::npos) continue;
            ++found;
            const std::string address = local.substr(0, local.find(':'));
            EXPECT_TRUE(address == "0100007F" || address == "00000000000000000000000001000000") << local;
        }
    }
    EXPECT_GE(found, 1);
}

TEST_F(ServerTest, AnswersOnTheLoopbackOfIpv6WhereThereIsOne) {
    try {
        Wire wire(server.port(), Wire::Family::v6);
        wire.send(server.request("GET", "/", "", {{"Host", "[::1]:" + std::to_string(server.port())}}));
        const auto reply = wire.read();
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, 200);
    } catch (const std::runtime_error&) {
        GTEST_SKIP() << "this computer has no ::1";
    }
}

TEST_F(ServerTest, APortThatIsTakenIsNotTakenAgain) {
    ServerOptions options = usual();
    options.port = server.port();
    EXPECT_THROW(Server(options, echo), PortTaken);
}

TEST(Server, DropsASlowClient) {
    ServerOptions options = usual();
    options.read_time = 400ms;
    RunningServer server(options, echo);
    Wire silent(server.port());
    Wire half(server.port());
    half.send("GET / HT");
    Wire without_body(server.port());
    without_body.send(server.request("POST", "/api/run", "", {{"Content-Length", "10"}}));
    Wire trickling(server.port());
    bool dropped = false;
    const std::string request = server.request("GET", "/", "", {{"X-Slow", std::string(100, 'a')}});
    for (std::size_t i = 0; i < 60 && !dropped; ++i) {  // far below the time limit between two bytes
        trickling.send(request.substr(i, 1));
        dropped = trickling.closed_within(50ms);
    }
    EXPECT_TRUE(dropped);
    for (Wire* wire : {&silent, &half, &without_body}) EXPECT_TRUE(wire->closed_within(5s));
    EXPECT_EQ(server.ask("GET", "/").status, 200);
}

TEST(Server, DropsAClientThatDoesNotTakeItsAnswer) {
    ServerOptions options = usual();
    options.write_time = 300ms;
    const std::string large(64 * 1024 * 1024, 'x');
    RunningServer server(options, [&](const Request&, const std::stop_token&) {
        return Response{Status::ok, "application/json", large};
    });
    Wire wire(server.port());
    wire.send(server.request("POST", "/api/run", "{}"));
    std::this_thread::sleep_for(1s);
    EXPECT_FALSE(wire.read()) << "it took the whole answer";
}

TEST(Server, TurnsAwayOneConnectionTooMany) {
    ServerOptions options = usual();
    options.connections = 3;
    RunningServer server(options, echo);
    {
        Wire first(server.port()), second(server.port()), third(server.port());
        first.send(server.request("GET", "/"));
        second.send(server.request("GET", "/"));
        third.send(server.request("GET", "/"));
        for (Wire* wire : {&first, &second, &third}) EXPECT_TRUE(wire->read());
        Wire fourth(server.port());
        const auto reply = fourth.read();
        EXPECT_EQ(reply ? reply->status : 503, 503);
        EXPECT_TRUE(fourth.closed_within(5s));
    }
    // Those who left make room.
    for (int i = 0; i < 100; ++i) {
        Wire wire(server.port());
        wire.send(server.request("GET", "/"));
        const auto reply = wire.read();
        if (reply && reply->status == 200) return;
        std::this_thread::sleep_for(20ms);
    }
    FAIL() << "nobody is let in any more";
}

/// Works until it is stopped, but for a body of `quick`.
class Patient {
public:
    Response operator()(const Request& request, const std::stop_token& stop) {
        if (request.body == "\"quick\"") return {Status::ok, "application/json", request.body};
        ++begun;
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (!stop.stop_requested() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(1ms);
        if (stop.stop_requested()) ++stopped;
        return {Status::ok, "application/json", "\"slow\""};
    }
    void wait(const std::atomic<int>& count, int wanted) const {
        for (int i = 0; i < 5000 && count < wanted; ++i) std::this_thread::sleep_for(1ms);
        EXPECT_EQ(count, wanted);
    }
    std::atomic<int> begun = 0;
    std::atomic<int> stopped = 0;
};

TEST(Server, StopsTheWorkOfAClientThatLeaves) {
    Patient patient;
    RunningServer server(usual(), std::ref(patient));
    {
        Wire wire(server.port());
        wire.send(server.request("POST", "/api/run", "{}"));
        patient.wait(patient.begun, 1);
        EXPECT_EQ(patient.stopped, 0);
    }
    patient.wait(patient.stopped, 1);
}

TEST(Server, ANewerRequestOfAClientStopsItsOlderOne) {
    Patient patient;
    RunningServer server(usual(), std::ref(patient));
    Wire older(server.port());
    older.send(server.request("POST", "/api/run", "{}", {{"X-Standoff-Client", "tab"}}));
    patient.wait(patient.begun, 1);
    // Another page's, and another question of the same page, stop nothing.
    EXPECT_EQ(server.ask("POST", "/api/run", "\"quick\"", {{"X-Standoff-Client", "other"}}).status, 200);
    EXPECT_EQ(server.ask("POST", "/api/catalogue", "\"quick\"", {{"X-Standoff-Client", "tab"}}).status, 200);
    EXPECT_EQ(patient.stopped, 0);
    const Reply newer = server.ask("POST", "/api/run", "\"quick\"", {{"X-Standoff-Client", "tab"}});
    EXPECT_EQ(newer.status, 200);
    const auto outdated = older.read();
    ASSERT_TRUE(outdated);
    EXPECT_EQ(outdated->status, 409);
    EXPECT_EQ(patient.stopped, 1);
}

TEST(Server, TheLogHasALineForEachRequestAndNoKey) {
    std::mutex mutex;
    std::string log;
    {
        ServerOptions options = usual();
        options.log = [&](const std::string& line) {
            const std::scoped_lock lock(mutex);
            log += line + "\n";
        };
        RunningServer server(options, echo);
        EXPECT_EQ(server.ask("POST", "/api/run", R"({"secret":1})").status, 200);
        EXPECT_EQ(server.ask("GET", "/nothing").status, 404);
    }
    EXPECT_EQ(log, "POST /api/run 200\nGET /nothing 404\n");
}

TEST(Server, EndsWhileItWorks) {
    Patient patient;
    Wire* wire = nullptr;
    {
        RunningServer server(usual(), std::ref(patient));
        wire = new Wire(server.port());
        wire->send(server.request("POST", "/api/run", "{}"));
        patient.wait(patient.begun, 1);
    }
    EXPECT_EQ(patient.stopped, 1);
    EXPECT_TRUE(wire->closed_within(5s));
    delete wire;
}

}  // namespace
}  // namespace standoff::testing
