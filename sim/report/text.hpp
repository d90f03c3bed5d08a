// Text for people: columns that line up whatever the script, numbers with as many digits as they are worth.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
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

/// Lines of at most `columns`, broken at spaces (within a word only if no line holds it), the first after `first`, the
/// others after `rest`; each ends in a line end.
[[nodiscard]] std::string wrapped(std::string_view text, std::string_view first, std::string_view rest,
                                  std::size_t columns = page_width, Characters characters = Characters::unicode);

/// In bold, where there is colour.
[[nodiscard]] std::string strong(std::string_view text, bool color);

/// With a full stop, unless it ends a sentence already; nothing stays nothing.
[[nodiscard]] std::string with_stop(std::string text);

/// Three significant digits, whole numbers in full up to a million; `never` for infinity.
[[nodiscard]] std::string short_number(double value);

/// `54.1%`, `0.34%`; only 0 and 1 are `0%` and `100%`.
[[nodiscard]] std::string percent(double share);

/// Days as people say them: `5 weeks`, `10 days`, `3 months`, `1.5 years`; `never` for infinity.
[[nodiscard]] std::string duration_text(double days);

/// With a capital at its beginning (ASCII).
[[nodiscard]] std::string capitalised(std::string text);

/// `first_test` as people read it: `first test`.
[[nodiscard]] std::string spaced(std::string name);

/// `1 run`, `500 runs`.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view several);

/// A bar of `share` of `width` columns, in eighths.
[[nodiscard]] std::string bar(double share, std::size_t width);

/// A line of `width` blocks from `▁`, the lowest value, to `█`, the highest: each column is the mean of its part of the
/// values, which are those of equal steps; a space where it has none that is finite.
[[nodiscard]] std::string sparkline(std::span<const double> values, std::size_t width);

}  // namespace standoff
