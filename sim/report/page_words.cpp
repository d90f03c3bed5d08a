#include "report/page_words.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "report/web_files.hpp"
#include "results/json_values.hpp"

namespace standoff {

namespace {

const std::map<std::string, std::string, std::less<>>& catalogue() {
    static const auto texts =
        parse_json(std::string(page_catalogue())).get<std::map<std::string, std::string, std::less<>>>();
    return texts;
}

const std::string& text_of(std::string_view key) {
    const auto found = catalogue().find(key);
    if (found == catalogue().end()) throw std::logic_error(fmt::format("the catalogue of pages has no {}", key));
    return found->second;
}

/// English has two forms.
std::string form_of(std::string_view key, std::uint64_t count) {
    return fmt::format("{}.{}", key, count == 1 ? "one" : "other");
}

std::string filled(std::string_view key, std::string_view text, Arguments values) {
    std::string result;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        result += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = text.find('}', open);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto* const value =
            std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.first == name; });
        if (value == values.end()) throw std::logic_error(fmt::format("{} needs {}", key, name));
        result += value->second;
        text.remove_prefix(close + 1);
    }
    return result;
}

}  // namespace

std::string say(std::string_view key, Arguments values) { return filled(key, text_of(key), values); }

std::string say(std::string_view key, std::uint64_t count, Arguments values) {
    const std::string form = form_of(key, count);
    return filled(form, text_of(form), values);
}

void write(Html& html, std::string_view key, Arguments values) {
    std::string_view text = text_of(key);
    for (bool bold = false;; bold = !bold) {
        const std::string part = filled(key, text.substr(0, text.find('*')), values);
        if (bold) html.element("strong", part);
        else html.text(part);
        if (text.find('*') == std::string_view::npos) return;
        text.remove_prefix(text.find('*') + 1);
    }
}

void write(Html& html, std::string_view key, std::uint64_t count, Arguments values) {
    write(html, form_of(key, count), values);
}

std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
    return digits;
}

}  // namespace standoff
