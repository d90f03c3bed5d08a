#include "results/json_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "results/json_values.hpp"

namespace standoff {

namespace {

bool stands_for_itself(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

}  // namespace

void JsonText::separate() {
    constexpr std::string_view beginnings = "{[:";  // a text ends with its quote
    if (!text_.empty() && beginnings.find(text_.back()) == std::string_view::npos) text_ += ',';
}

JsonText& JsonText::open(char bracket) {
    separate();
    text_ += bracket;
    return *this;
}

JsonText& JsonText::close(char bracket) {
    text_ += bracket;
    return *this;
}

JsonText& JsonText::key(std::string_view name) {
    text(name);
    text_ += ':';
    return *this;
}

JsonText& JsonText::text(std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), stands_for_itself))
        return json(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
    separate();
    text_ += '"';
    text_ += text;
    text_ += '"';
    return *this;
}

JsonText& JsonText::flag(bool value) { return json(value ? "true" : "false"); }

JsonText& JsonText::whole(std::int64_t value) {
    separate();
    fmt::format_to(std::back_inserter(text_), "{}", value);
    return *this;
}

JsonText& JsonText::number(double value) {
    if (!std::isfinite(value)) return json(standoff::number(value).dump());
    separate();
    std::array<char, 32> digits;
    text_.append(digits.data(), nlohmann::detail::to_chars(digits.data(), digits.data() + digits.size(), value));
    return *this;
}

JsonText& JsonText::number(double value, int digits) {
    if (!std::isfinite(value)) return number(value);
    separate();
    fmt::format_to(std::back_inserter(text_), "{:.{}g}", value == 0 ? 0 : value, digits);  // no -0
    return *this;
}

JsonText& JsonText::json(std::string_view json) {
    separate();
    text_ += json;
    return *this;
}

}  // namespace standoff
