// The server on the loopback: HTTP/1.1 for the browsers of this computer, and for nobody else.
//
// One thread reads and writes; answers are worked out beside it. Limits of every connection: 16 KiB of header, 1 MiB of
// body, ten seconds to send a request and ten to take an answer. A client that leaves stops its work.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string>

#include "serve/message.hpp"

namespace standoff {

struct ServerOptions {
    std::uint16_t port = 0;  ///< 0: any that is free
    std::string key;         ///< that API requests must have
    std::size_t connections = 64;
    std::chrono::milliseconds read_time = std::chrono::seconds(10);
    std::chrono::milliseconds write_time = std::chrono::seconds(10);
    std::function<void(const std::string& line)> log;  ///< of each request; without its key. May be empty
};

/// The port cannot be had.
class PortTaken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Server {
public:
    /// Works out the answer of an API request that was let in; on several threads at once.
    using Handler = std::function<Response(const Request&, const std::stop_token&)>;

    /// Listens on 127.0.0.1 and, where this computer has it, ::1. Throws PortTaken.
    Server(ServerOptions options, Handler handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;

    /// Serves until it is stopped.
    void run(const std::stop_token& stop);

private:
    class Listening;
    std::unique_ptr<Listening> listening_;
};

}  // namespace standoff
