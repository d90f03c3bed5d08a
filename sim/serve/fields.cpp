#include "serve/fields.hpp"

#include <string_view>

#include <fmt/format.h>

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

Fields::Fields(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object_.is_object()) refuse_body(fmt::format("\"{}\" is an object", where_));
}

void Fields::refuse(const char* name, const std::string& what) const {
    refuse_body(fmt::format("\"{}{}\" {}", where_.empty() ? "" : where_ + ".", name, what));
}

const Json& Fields::field(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end()) refuse(name, "is missing");
    return *found;
}

std::string Fields::text(const char* name, std::size_t longest) const {
    const Json& value = field(name);
    if (!value.is_string()) refuse(name, "is a text");
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() > longest) refuse(name, fmt::format("has at most {} bytes", longest));
    return text;
}

std::uint64_t Fields::whole(const char* name, std::uint64_t low, std::uint64_t high) const {
    const Json& value = field(name);
    const bool fits =
        value.is_number_unsigned() && value.get<std::uint64_t>() >= low && value.get<std::uint64_t>() <= high;
    if (!fits) refuse(name, fmt::format("is a whole number from {} to {}", low, high));
    return value.get<std::uint64_t>();
}

bool Fields::flag(const char* name) const {
    const Json& value = field(name);
    if (!value.is_boolean()) refuse(name, "is true or false");
    return value.get<bool>();
}

std::vector<std::string> Fields::texts(const char* name, std::size_t most) const {
    const Json& value = field(name);
    if (!value.is_array() || value.size() > most) refuse(name, fmt::format("is a list of at most {} texts", most));
    std::vector<std::string> texts;
    texts.reserve(value.size());
    constexpr std::size_t longest = 1000;
    for (const Json& item : value) {
        if (!item.is_string() || item.get_ref<const std::string&>().size() > longest)
            refuse(name, fmt::format("is a list of texts of at most {} bytes", longest));
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

}  // namespace standoff
