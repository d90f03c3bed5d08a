#include "serve/door.hpp"

#include <array>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "serve/pages.hpp"
#include "serve/routes.hpp"

namespace standoff {

namespace {

constexpr auto fields = std::to_array<HeaderField>({
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
     "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
});

constexpr std::string_view json_type = "application/json";

/// With or without parameters.
bool is_json(std::string_view type) {
    const std::string_view name = type.substr(0, type.find(';'));
    const std::size_t end = name.find_last_not_of(" \t");
    if (end == std::string_view::npos || end + 1 != json_type.size()) return false;
    for (std::size_t i = 0; i < json_type.size(); ++i)
        if (unicode::ascii_lower(name[i]) != json_type[i]) return false;
    return true;
}

Response wrong_method(const char* right) {
    Response response = error_response(Status::wrong_method, fmt::format("this is asked for with {}", right));
    response.allow = right;
    return response;
}

}  // namespace

std::span<const HeaderField> safety_headers() { return fields; }

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return difference == 0;
}

bool Door::is_ours(std::string_view host) const {
    for (const char* name : {"127.0.0.1", "localhost", "[::1]"}) {
        if (host == fmt::format("{}:{}", name, port_)) return true;
        if (constexpr std::uint16_t unsaid = 80; port_ == unsaid && host == name) return true;
    }
    return false;
}

std::optional<Response> Door::refusal(const Request& head) const {
    constexpr std::string_view scheme = "http://";
    if (!is_ours(head.host)) return error_response(Status::forbidden, "this server answers to its own address only");
    if (head.origin &&
        !(head.origin->starts_with(scheme) && is_ours(std::string_view(*head.origin).substr(scheme.size()))))
        return error_response(Status::forbidden, "this server answers to its own pages only");
    if (!head.target.starts_with("/api/")) {
        if (!is_page(head.target)) return error_response(Status::not_found, "there is no such page");
        if (head.method != "GET") return wrong_method("GET");
        return std::nullopt;
    }
    if (!equal_in_constant_time(head.key, key_))
        return error_response(Status::forbidden, "the key is missing or wrong: open the link that standoff printed");
    if (!is_route(head.target)) return error_response(Status::not_found, "there is no such request");
    if (head.method != "POST") return wrong_method("POST");
    if (!is_json(head.content_type)) return error_response(Status::wrong_type, "a request's body is application/json");
    return std::nullopt;
}

}  // namespace standoff
