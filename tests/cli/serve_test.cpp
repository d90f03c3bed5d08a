// `standoff serve` as it is typed: the link, the port, the gallery's files, the end.
#include <gtest/gtest.h>

#include <sys/socket.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <csignal>
#include <regex>
#include <thread>

#include "cli/command_test.hpp"

namespace standoff::testing {
namespace {

class ServeTest : public CommandTest {
protected:
    ServeTest() : CommandTest("serve") {}

    /// Starts it with its output in a file, and waits for the link.
    std::unique_ptr<Program> serving(Words words) {
        words.insert(words.end(), {"--no-open"});
        Start begun = start(std::move(words));
        begun.out_file = (here_ / "out").string();
        std::ofstream(begun.out_file).close();
        auto program = std::make_unique<Program>(begun);
        for (int i = 0; i < 2000 && !link().ends_with('\n'); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return program;
    }
    [[nodiscard]] std::string link() const { return text_in(here_ / "out"); }
};

TEST_F(ServeTest, PrintsALinkWithAKeyAndEndsWithCtrlC) {
    const auto program = serving({});
    const std::regex form(R"(http://127\.0\.0\.1:(\d+)/#k=[0-9a-f]{32}\n)");
    EXPECT_TRUE(std::regex_match(link(), form)) << link();
    program->signal(SIGINT);
    const Finished finished = program->wait();
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_NE(finished.err.find("Ctrl-C"), std::string::npos);
}

TEST_F(ServeTest, EveryStartHasAKeyOfItsOwn) {
    const auto key = [&] { return link().substr(link().find("#k=")); };
    (void)serving({"--quiet"});
    const std::string first = key();
    (void)serving({"--quiet"});
    EXPECT_NE(key(), first);
}

TEST_F(ServeTest, NamesATakenPortAndOffersAnother) {
    const int taken = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(bind(taken, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(listen(taken, 1), 0);
    ASSERT_EQ(getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size), 0);
    const std::string port = std::to_string(ntohs(address.sin_port));
    const Finished refused = run({"--port", port, "--no-open"});
    close(taken);
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_TRUE(
        std::regex_search(refused.err, std::regex("port " + port + R"( cannot be used \(.*\); --port \d+ is free)")))
        << refused.err;
    const auto program = serving({"--port", port, "--present"});
    EXPECT_TRUE(link().starts_with("http://127.0.0.1:" + port + "/?present#k=")) << link();
}

TEST_F(ServeTest, RefusesAFileThatThereIsNot) {
    const Finished refused = run({"nothing.yaml", "--no-open"});
    EXPECT_EQ(refused.exit_code, 3);
    EXPECT_NE(refused.err.find("nothing.yaml"), std::string::npos);
    EXPECT_EQ(run({"--port", "0"}).exit_code, 2);
    EXPECT_EQ(run({"--port", "70000"}).exit_code, 2);
}

}  // namespace
}  // namespace standoff::testing
