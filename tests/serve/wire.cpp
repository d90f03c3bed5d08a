#include "serve/wire.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>
#include <vector>

namespace standoff::testing {

namespace {

constexpr std::chrono::seconds longest{20};
using Clock = std::chrono::steady_clock;

int connected(std::uint16_t port, Wire::Family family) {
    const bool v6 = family == Wire::Family::v6;
    const int made = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_addr = in6addr_loopback;
    six.sin6_port = htons(port);
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    four.sin_port = htons(port);
    const auto* const address = v6 ? reinterpret_cast<const sockaddr*>(&six) : reinterpret_cast<const sockaddr*>(&four);
    if (made < 0 || ::connect(made, address, v6 ? sizeof six : sizeof four) != 0) {
        ::close(made);
        throw std::runtime_error("no connection");
    }
    return made;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

Reply head_of(const std::string& text) {
    Reply reply;
    reply.status = std::stoi(text.substr(text.find(' ') + 1));
    for (std::size_t at = text.find("\r\n") + 2; at < text.size();) {
        const std::size_t end = text.find("\r\n", at);
        const std::string line = text.substr(at, end - at);
        const std::size_t colon = line.find(": ");
        reply.fields[lower(line.substr(0, colon))] = line.substr(colon + 2);
        at = end + 2;
    }
    return reply;
}

}  // namespace

Wire::Wire(std::uint16_t port, Family family) : socket_(connected(port, family)) {}

Wire::~Wire() { close(); }

void Wire::close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

bool Wire::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool Wire::receive(std::chrono::milliseconds time) {
    pollfd waits{socket_, POLLIN, 0};
    if (ended_ || poll(&waits, 1, static_cast<int>(time.count())) <= 0) return false;
    std::vector<char> bytes(65536);
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got <= 0) ended_ = true;
    else buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    return got > 0;
}

std::optional<Reply> Wire::read() {
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!receive(longest)) return std::nullopt;
    Reply reply = head_of(buffer_.substr(0, end + 2));
    buffer_.erase(0, end + 4);
    const std::size_t size = std::stoul(reply.fields["content-length"]);
    while (buffer_.size() < size)
        if (!receive(longest)) return std::nullopt;
    reply.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return reply;
}

bool Wire::closed_within(std::chrono::milliseconds time) {
    const auto end = Clock::now() + time;
    while (!ended_ && Clock::now() < end)
        receive(std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()) +
                std::chrono::milliseconds(1));
    return ended_;
}

RunningServer::RunningServer(ServerOptions options, Server::Handler handler)
    : server_(std::move(options), std::move(handler)),
      thread_([this](const std::stop_token& stop) { server_.run(stop); }) {}

std::string RunningServer::request(const std::string& method, const std::string& target, const std::string& body,
                                   const std::map<std::string, std::string>& fields) const {
    std::map<std::string, std::string> all = {{"Host", host()},
                                              {"Content-Length", std::to_string(body.size())},
                                              {"Content-Type", "application/json"},
                                              {"X-Standoff-Key", std::string(test_key)}};
    for (const auto& [name, value] : fields) all[name] = value;
    std::string text = method + " " + target + " HTTP/1.1\r\n";
    for (const auto& [name, value] : all)
        if (!value.empty()) text += name + ": " + value + "\r\n";
    return text + "\r\n" + body;
}

Reply RunningServer::ask(const std::string& method, const std::string& target, const std::string& body,
                         const std::map<std::string, std::string>& fields) const {
    Wire wire(port());
    if (!wire.send(request(method, target, body, fields))) throw std::runtime_error("nothing was taken");
    auto reply = wire.read();
    if (!reply) throw std::runtime_error("there was no answer");
    return *std::move(reply);
}

}  // namespace standoff::testing
