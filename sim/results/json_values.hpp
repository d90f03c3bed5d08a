// Values of our JSON files, both ways: numbers with infinity, lists, and words for what cannot be read.
//
// Includes nlohmann-json: for the few sources that write or read JSON.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <standoff/results.hpp>

namespace standoff {

using Json = nlohmann::ordered_json;

/// JSON has no infinity: it is the text "inf", as in the tables; NaN and no value are null.
[[nodiscard]] Json number(double value);
[[nodiscard]] Json number(const std::optional<double>& value);
[[nodiscard]] std::optional<double> number_from(const Json& json);
[[nodiscard]] inline double number_or_nan(const Json& json) {
    return number_from(json).value_or(std::numeric_limits<double>::quiet_NaN());
}

/// A whole number for readers whose numbers are doubles: one that they would round, above 2^53, is its digits as text.
[[nodiscard]] Json exact(std::uint64_t value);
/// Either of the two; nothing for what is no whole number from 0 on.
[[nodiscard]] std::optional<std::uint64_t> exact_from(const Json& json);

/// Null where there is none.
[[nodiscard]] Json failure_json(const std::optional<FirstFailure>& failure);
[[nodiscard]] std::optional<FirstFailure> failure_from(const Json& json);

/// The hash that hash_text wrote; throws ResultsError for what is none.
[[nodiscard]] std::uint64_t hash_from(const Json& json);

/// A file's text: indented, with a line end.
[[nodiscard]] std::string dump(const Json& json);

/// Throws ResultsError for what is not JSON.
[[nodiscard]] Json parse_json(const std::string& text);

/// Runs `read` and turns a missing or mistyped field into words (ResultsError).
template <class Read>
auto guarded(const Read& read) {
    try {
        return read();
    } catch (const Json::exception& error) {
        const std::string text = error.what();
        const auto id = text.find("] ");
        throw ResultsError("it lacks what this standoff writes there: " +
                           (id == std::string::npos ? text : text.substr(id + 2)));
    }
}

template <class Item, class Write>
Json list(const std::vector<Item>& items, Write write) {
    Json json = Json::array();
    for (const Item& item : items) json.push_back(write(item));
    return json;
}

template <class Read>
auto list_from(const Json& json, Read read) {
    std::vector<std::invoke_result_t<Read, const Json&>> items;
    for (const Json& item : json) items.push_back(read(item));
    return items;
}

}  // namespace standoff
