#include "serve/body.hpp"

#include <string_view>

#include <fmt/format.h>

#include "serve/message.hpp"

namespace standoff {

namespace {

constexpr int deepest = 8;

[[noreturn]] void refuse_body(const std::string& what) { throw Refused(Status::bad_request, what); }

}  // namespace

Json parse_body(const std::string& body) {
    const auto guard = [](int depth, Json::parse_event_t, const Json&) {
        if (depth > deepest) refuse_body("the request's JSON is nested too deep");
        return true;
    };
    try {
        Json json = Json::parse(body, guard);
        if (!json.is_object()) refuse_body("the request's body is a JSON object");
        return json;
    } catch (const Json::parse_error& error) {
        const std::string_view text = error.what();
        const std::size_t id = text.find("] ");
        refuse_body(
            fmt::format("the request is not JSON: {}", id == std::string_view::npos ? text : text.substr(id + 2)));
    } catch (const Json::exception&) {
        refuse_body("the request holds a number that is too large");
    }
}

}  // namespace standoff
