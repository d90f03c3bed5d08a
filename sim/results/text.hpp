// Numbers and rows as text: the shortest digits that read back to the same bits, RFC 4180 with "\n" line ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace standoff {

/// Shortest text that parse_number reads back to the same bits; `inf`, `-inf`; NaN is nothing at all.
[[nodiscard]] std::string number_text(double value);
void append_number(std::string& text, double value);
/// The inverse; an empty text is NaN. Nothing for what is no number.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// `value` with so many significant digits (1 to 17), rounded towards `side`: above it, below it, or infinite.
[[nodiscard]] double rounded_towards(double value, double side, int digits);

/// The shortest number from `value` on towards `side` that does not reach it; three digits are never too many.
[[nodiscard]] double shortest_short_of(double value, double side);

/// A hash as 16 hexadecimal digits, and back.
[[nodiscard]] std::string hash_text(std::uint64_t hash);
[[nodiscard]] std::optional<std::uint64_t> parse_hash(std::string_view text);

/// One row of a CSV table. Fields are quoted where they hold a comma, a quote or a line end.
class CsvRow {
public:
    CsvRow& field(std::string_view text);
    CsvRow& field(double value);
    CsvRow& field(std::int64_t value);
    /// The row with its line end; the object is empty again, its memory kept.
    [[nodiscard]] std::string_view finish();

private:
    void separate();
    std::string text_;
    bool first_ = true;
    bool done_ = false;
};

/// All rows of a CSV text. Nothing where a quote is never closed or stands inside a bare field.
[[nodiscard]] std::optional<std::vector<std::vector<std::string>>> parse_csv(std::string_view text);

}  // namespace standoff
