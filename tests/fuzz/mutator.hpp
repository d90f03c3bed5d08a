// Changes scenarios and formulas by lines, words and values: changed bytes hardly ever make another valid file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace standoff::fuzz {

/// A few changes, a pure function of text and seed.
[[nodiscard]] std::string mutate(std::string_view text, std::uint64_t seed);

/// `text` with a block of lines, or the value of a line, out of `other`.
[[nodiscard]] std::string cross(std::string_view text, std::string_view other, std::uint64_t seed);

}  // namespace standoff::fuzz
