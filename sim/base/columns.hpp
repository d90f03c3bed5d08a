// Text in columns that line up whatever the script: filled, cut or broken into lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <standoff/diagnostic.hpp>

namespace standoff {

/// What is laid out for people fits into so many columns.
inline constexpr std::size_t page_width = 80;

/// Columns that a terminal takes for it. What is laid out for ASCII is measured as unicode::in_ascii will spell it.
[[nodiscard]] std::size_t columns_of(std::string_view text, Characters characters = Characters::unicode);

/// Exactly `columns` wide: filled with spaces, or cut with `…`.
[[nodiscard]] std::string left_in(std::string_view text, std::size_t columns,
                                  Characters characters = Characters::unicode);
[[nodiscard]] std::string right_in(std::string_view text, std::size_t columns,
                                   Characters characters = Characters::unicode);

/// At most `columns` wide, cut with `…`.
[[nodiscard]] std::string cut_to(std::string_view text, std::size_t columns,
                                 Characters characters = Characters::unicode);

/// What becomes of a word that no line holds: a path that is to be copied stays whole.
enum class LongWords : std::uint8_t { broken, whole };

/// Lines of at most `columns`, broken at spaces, the first after `first`, the others after `rest`; each ends in a line
/// end.
[[nodiscard]] std::string wrapped(std::string_view text, std::string_view first, std::string_view rest,
                                  std::size_t columns = page_width, Characters characters = Characters::unicode,
                                  LongWords long_words = LongWords::broken);

}  // namespace standoff
