// A server of the tests' own, and a client that can say anything to it, byte by byte.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "serve/server.hpp"

namespace standoff::testing {

inline constexpr std::string_view test_key = "0123456789abcdef0123456789abcdef";

struct Reply {
    int status = 0;
    std::map<std::string, std::string> fields;  ///< names in lower case
    std::string body;
};

class Wire {
public:
    enum class Family { v4, v6 };
    explicit Wire(std::uint16_t port, Family family = Family::v4);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    /// False once the other side has closed.
    bool send(std::string_view bytes);
    /// One answer with its body; nothing if the connection ended before.
    [[nodiscard]] std::optional<Reply> read();
    /// Waits until the other side closes; false if it does not in time. What comes before is thrown away.
    [[nodiscard]] bool closed_within(std::chrono::milliseconds time);
    void close();

private:
    bool receive(std::chrono::milliseconds time);
    int socket_ = -1;
    std::string buffer_;
    bool ended_ = false;
};

/// Serves while it lives.
class RunningServer {
public:
    RunningServer(ServerOptions options, Server::Handler handler);
    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    /// `127.0.0.1:PORT`
    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
    /// A request that is let in, but for the fields that are given: they take the place of its own; one with an empty
    /// value is left out.
    [[nodiscard]] std::string request(const std::string& method, const std::string& target,
                                      const std::string& body = {},
                                      const std::map<std::string, std::string>& fields = {}) const;
    /// Sends it on a connection of its own.
    [[nodiscard]] Reply ask(const std::string& method, const std::string& target, const std::string& body = {},
                            const std::map<std::string, std::string>& fields = {}) const;

private:
    Server server_;
    std::jthread thread_;
};

}  // namespace standoff::testing
