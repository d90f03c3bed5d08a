// The only source that knows Boost's Asio and Beast.
#include "serve/server.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "serve/door.hpp"
#include "serve/pages.hpp"
#include "serve/work_queue.hpp"

// NOLINTBEGIN(bugprone-unused-return-value): Asio returns the error that it also puts into its argument.

namespace standoff {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Tcp = net::ip::tcp;
using Error = boost::system::error_code;

constexpr std::uint32_t longest_header = 16 * 1024;
constexpr std::uint64_t longest_body = 1024 * 1024;
/// What is read ahead of the parser: a chunk whose own header never ends is dropped, too.
constexpr std::size_t longest_unparsed = 128 * 1024;

/// More at once would not be quicker: a request's runs have all cores already, but not its loading and writing.
unsigned worker_count() { return std::clamp(std::thread::hardware_concurrency(), 2U, 4U); }

std::string field(const http::fields& fields, const char* name) { return std::string(fields[name]); }

Request head_of(const http::request_header<>& header) {
    Request request;
    request.method = std::string(header.method_string());
    request.target = std::string(header.target());
    // Two of them would leave open which one counts.
    if (header.count(http::field::host) == 1) request.host = field(header, "Host");
    if (header.count(http::field::origin) > 0)
        request.origin = header.count(http::field::origin) == 1 ? field(header, "Origin") : std::string();
    request.key = field(header, "X-Standoff-Key");
    request.client = field(header, "X-Standoff-Client");
    request.content_type = field(header, "Content-Type");
    return request;
}

Response response_to(const Error& error) {
    if (error == http::error::header_limit) return error_response(Status::header_too_large, "the header is too large");
    if (error == http::error::body_limit) return error_response(Status::too_large, "the body is larger than 1 MiB");
    return error_response(Status::bad_request, "this is not a request of HTTP/1.1");
}

/// What all connections share.
struct House {
    ServerOptions options;
    Server::Handler handler;
    Door door;
    WorkQueue& queue;
    std::atomic<std::size_t> connections = 0;  ///< the last to hold one may be a worker
};

/// One connection: reads a request, answers it, reads the next one. Lives as long as one of its operations does.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Tcp::socket socket, House& house) : house_(house), stream_(std::move(socket)) { ++house_.connections; }
    ~Connection() {
        stop_.request_stop();
        --house_.connections;
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void read() {
        parser_.emplace();
        request_ = {};
        parser_->header_limit(longest_header);
        parser_->body_limit(longest_body);
        stream_.expires_after(house_.options.read_time);
        http::async_read_header(stream_, buffer_, *parser_,
                                [self = shared_from_this()](const Error& error, std::size_t) {
                                    if (error) return self->refuse(error);
                                    self->let_in();
                                });
    }

private:
    void let_in() {
        request_ = head_of(parser_->get().base());
        if (const auto refusal = house_.door.refusal(request_)) {
            // Its body is not read: whoever sends it has nothing more to say here. Nor has who asked for a header
            // alone: the answer has a body, which would be taken for the next answer.
            keep_alive_ = parser_->is_done() && parser_->keep_alive() && request_.method != "HEAD";
            return write(*refusal);
        }
        http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](const Error& error, std::size_t) {
            if (error) return self->refuse(error);
            self->answer();
        });
    }

    /// A client that went away or was too slow is told nothing.
    void refuse(const Error& error) {
        const bool told = error.category() == http::make_error_code(http::error::bad_method).category() &&
                          error != http::error::end_of_stream && error != http::error::partial_message;
        if (!told) return close();
        keep_alive_ = false;
        write(response_to(error));
    }

    void answer() {
        keep_alive_ = parser_->keep_alive();
        request_.body = std::move(parser_->get().body());
        if (is_page(request_.target)) return write(page(request_.target));
        stream_.expires_never();
        working_ = true;
        watch();
        const auto tell = [self = shared_from_this()](Response response) {
            net::post(self->stream_.get_executor(),
                      [self, response = std::move(response)]() mutable { self->finish(std::move(response)); });
        };
        stop_ =
            house_.queue.submit({request_.client, request_.target,
                                 [tell, &handler = house_.handler, request = request_](const std::stop_token& stop) {
                                     tell(stop.stop_requested() ? outdated() : handler(request, stop));
                                 },
                                 [tell] { tell(outdated()); }});
    }

    static Response outdated() { return error_response(Status::outdated, "a newer request took its place"); }

    void finish(Response response) {
        working_ = false;
        if (left_) return close();
        // A newer request was sent before this answer was: the page must not be shown it.
        write(stop_.stop_requested() ? outdated() : std::move(response));
    }

    /// Nothing is to be read while the answer is worked out, unless the client leaves (or sends its next request
    /// already, after which this can no longer be seen).
    void watch() {
        stream_.socket().async_wait(Tcp::socket::wait_read, [self = shared_from_this()](const Error& error) {
            if (error || !self->working_) return;
            char byte = 0;
            Error failed;
            self->stream_.socket().non_blocking(true, failed);
            const std::size_t got =
                self->stream_.socket().receive(net::buffer(&byte, 1), Tcp::socket::message_peek, failed);
            if (got > 0 || failed == net::error::would_block) return;
            self->left_ = true;
            self->stop_.request_stop();
        });
    }

    void write(Response response) {
        if (house_.options.log)
            house_.options.log(
                fmt::format("{} {} {}", request_.method, request_.target, static_cast<int>(response.status)));
        reply_ = {};
        reply_.version(11);
        reply_.result(static_cast<unsigned>(response.status));
        for (const auto& [name, value] : safety_headers())
            reply_.set(beast::string_view(name.data(), name.size()), beast::string_view(value.data(), value.size()));
        reply_.set(http::field::content_type, response.type);
        if (!response.allow.empty()) reply_.set(http::field::allow, response.allow);
        reply_.body() = std::move(response.body);
        reply_.keep_alive(keep_alive_);
        reply_.prepare_payload();
        stream_.expires_after(house_.options.write_time);
        http::async_write(stream_, reply_, [self = shared_from_this()](const Error& error, std::size_t) {
            if (error || !self->keep_alive_) return self->close();
            self->reply_ = {};
            self->read();
        });
    }

    void close() {
        Error ignored;
        stream_.socket().shutdown(Tcp::socket::shutdown_both, ignored);
        stream_.socket().close(ignored);
    }

    House& house_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_{longest_unparsed};
    std::optional<http::request_parser<http::string_body>> parser_;
    Request request_;
    http::response<http::string_body> reply_;
    std::stop_source stop_;
    bool keep_alive_ = false;
    bool working_ = false;  ///< the answer is being worked out
    bool left_ = false;     ///< and the client is gone
};

/// A socket that listens; nothing where this computer has no such address.
std::optional<Tcp::acceptor> listen_on(net::io_context& io, const net::ip::address& address, std::uint16_t port) {
    Tcp::acceptor acceptor(io);
    Error error;
    const Tcp::endpoint endpoint(address, port);
    acceptor.open(endpoint.protocol(), error);
    if (error) return std::nullopt;
    acceptor.set_option(net::socket_base::reuse_address(true), error);
    if (address.is_v6()) acceptor.set_option(net::ip::v6_only(true), error);
    acceptor.bind(endpoint, error);
    if (error == net::error::address_in_use || error == net::error::access_denied) throw PortTaken(error.message());
    if (error) return std::nullopt;
    acceptor.listen(net::socket_base::max_listen_connections, error);
    if (error) throw PortTaken(error.message());
    return acceptor;
}

}  // namespace

class Server::Listening {
public:
    Listening(ServerOptions options, Handler handler) {
        find_port(options.port);
        const std::uint16_t port = v4_->local_endpoint().port();
        std::string key = options.key;
        house_.emplace(std::move(options), std::move(handler), Door(port, std::move(key)), queue_);
    }

    [[nodiscard]] std::uint16_t port() const { return v4_->local_endpoint().port(); }

    void run(const std::stop_token& stop) {
        accept(*v4_);
        if (v6_) accept(*v6_);
        const std::stop_callback end(stop, [this] { io_.stop(); });
        io_.run();
    }

private:
    /// A free port must be free on both addresses.
    void find_port(std::uint16_t wanted) {
        constexpr int tries = 20;
        for (int i = 0; i < tries; ++i) {
            v4_ = listen_on(io_, net::ip::address_v4::loopback(), wanted);
            if (!v4_) throw PortTaken("this computer has no address 127.0.0.1");
            try {
                v6_ = listen_on(io_, net::ip::address_v6::loopback(), v4_->local_endpoint().port());
                return;
            } catch (const PortTaken&) {
                if (wanted != 0 || i + 1 == tries) throw;
            }
        }
    }

    void accept(Tcp::acceptor& acceptor) {
        acceptor.async_accept([this, &acceptor](const Error& error, Tcp::socket socket) {
            if (error) return wait_to_accept(acceptor);
            if (house_->connections < house_->options.connections) {
                std::make_shared<Connection>(std::move(socket), *house_)->read();
            } else {
                turn_away(socket);
            }
            accept(acceptor);
        });
    }

    /// There are no descriptors left, perhaps: some will be.
    void wait_to_accept(Tcp::acceptor& acceptor) {
        const auto timer = std::make_shared<net::steady_timer>(io_, std::chrono::milliseconds(100));
        timer->async_wait([this, &acceptor, timer](const Error& error) {
            if (!error) accept(acceptor);
        });
    }

    /// One that does not fit gets what fits into its socket at once.
    static void turn_away(Tcp::socket& socket) {
        static const std::string text =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        Error ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(net::buffer(text), ignored);
        socket.shutdown(Tcp::socket::shutdown_both, ignored);
    }

    // In this order: workers end first, then nothing is posted to the loop any more, and what it holds can go.
    std::optional<House> house_;
    net::io_context io_{1};
    std::optional<Tcp::acceptor> v4_;
    std::optional<Tcp::acceptor> v6_;
    WorkQueue queue_{worker_count()};
};

Server::Server(ServerOptions options, Handler handler)
    : listening_(std::make_unique<Listening>(std::move(options), std::move(handler))) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return listening_->port(); }

void Server::run(const std::stop_token& stop) { listening_->run(stop); }

}  // namespace standoff

// NOLINTEND(bugprone-unused-return-value)
