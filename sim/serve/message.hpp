// A request and its answer, as the handlers see them: no sockets, no library of HTTP.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>

namespace standoff {

/// What of a request decides about its answer. Header fields are empty where they are missing.
struct Request {
    std::string method;
    std::string target;  ///< as it was sent, never decoded: it is only ever compared
    std::string host;
    std::optional<std::string> origin;
    std::string key;     ///< `X-Standoff-Key`
    std::string client;  ///< `X-Standoff-Client`
    std::string content_type;
    std::string body;
};

/// Statuses of HTTP that are used.
enum class Status : int {
    ok = 200,
    bad_request = 400,
    forbidden = 403,
    not_found = 404,
    wrong_method = 405,
    outdated = 409,
    too_large = 413,
    wrong_type = 415,
    not_possible = 422,
    header_too_large = 431,
    broken = 500,
    busy = 503
};

struct Response {
    Status status = Status::ok;
    std::string type = "application/json";
    std::string body;
    std::string allow = {};  ///< of wrong_method: the right one
};

/// `{"error": what}`. Nothing of this machine may stand in `what`.
[[nodiscard]] Response error_response(Status status, const std::string& what);

/// Thrown by handlers for what cannot be answered; becomes an error_response.
class Refused : public std::runtime_error {
public:
    Refused(Status status, const std::string& what) : std::runtime_error(what), status_(status) {}
    [[nodiscard]] Status status() const { return status_; }

private:
    Status status_;
};

}  // namespace standoff
