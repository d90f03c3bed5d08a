#include "results/json_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "results/json_values.hpp"

namespace standoff {

namespace {

bool stands_for_itself(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

}  // namespace

void JsonText::separate() {
    constexpr std::string_view beginnings = "{[:";  // a text ends with its quote
    if (!text_.empty() && beginnings.find(text_.back()) == std::string_view::npos) text_ += ',';
}

template <class Write>
JsonText& JsonText::digits(const Write& write) {
    separate();
    std::array<char, 32> buffer;
    text_.append(buffer.data(), write(buffer.data(), buffer.data() + buffer.size()));
    return *this;
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
    return digits([&](char* from, char* to) { return std::to_chars(from, to, value).ptr; });
}

JsonText& JsonText::number(double value) {
    if (!std::isfinite(value)) return json(standoff::number(value).dump());
    return digits([&](char* from, char* to) { return nlohmann::detail::to_chars(from, to, value); });
}

JsonText& JsonText::number(double value, int significant) {
    if (!std::isfinite(value)) return number(value);
    if (std::abs(value) < 1000 && value == std::trunc(value)) return whole(static_cast<std::int64_t>(value));
    return digits([&](char* from, char* to) {
        return std::to_chars(from, to, value, std::chars_format::general, significant).ptr;
    });
}

JsonText& JsonText::json(std::string_view json) {
    separate();
    text_ += json;
    return *this;
}

}  // namespace standoff
