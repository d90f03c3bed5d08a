// Text for people: numbers with as many digits as they are worth, durations and shares in words, bars.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/columns.hpp"

namespace standoff {

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

/// The same, but in days with all their digits where it would have to round: it reads back to the same value.
[[nodiscard]] std::string duration_in_full(double days);

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
