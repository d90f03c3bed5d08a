// Numbers in texts that somebody wrote.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace standoff {

/// The number that the whole text is, as std::from_chars reads it: no space, no `+`, nothing behind it, and nothing
/// that its type cannot hold.
template <class Number>
[[nodiscard]] std::optional<Number> number_in(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace standoff
