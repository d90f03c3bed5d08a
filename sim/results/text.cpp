#include "results/text.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/numbers.hpp"

namespace standoff {

void append_number(std::string& text, double value) {
    if (std::isnan(value)) return;
    char digits[32];
    // Counts are most of what is written, and many times faster as whole numbers; the text is the same.
    constexpr double never_with_exponent = 1e5;  // beyond it the shortest text may be 1e+06
    const auto whole = std::fabs(value) < never_with_exponent ? static_cast<std::int64_t>(value) : 0;
    const bool is_whole = whole != 0 && static_cast<double>(whole) == value;  // 0 may be -0
    const auto end = is_whole ? std::to_chars(std::begin(digits), std::end(digits), whole)
                              : std::to_chars(std::begin(digits), std::end(digits), value);
    text.append(digits, end.ptr);
}

std::string number_text(double value) {
    std::string text;
    append_number(text, value);
    return text;
}

std::optional<double> parse_number(std::string_view text) {
    if (text.empty()) return std::numeric_limits<double>::quiet_NaN();
    const std::optional<double> value = number_in<double>(text);
    return value && std::isnan(*value) ? std::nullopt : value;
}

double rounded_towards(double value, double side, int digits) {
    if (!std::isfinite(value) || value == 0) return value;
    const std::string nearest = fmt::format("{:.{}e}", value, digits - 1);
    const double rounded = *parse_number(nearest);
    const bool down = side < value;
    if (down ? rounded <= value : rounded >= value) return rounded;
    // The neighbour on the other side, one unit of the last digit away.
    std::string mantissa = nearest.substr(0, nearest.find('e'));
    std::erase(mantissa, '.');
    const std::int64_t neighbour = std::stoll(mantissa) + (down ? -1 : 1);
    const int exponent = std::stoi(nearest.substr(nearest.find('e') + 1)) - (digits - 1);
    return *parse_number(fmt::format("{}e{}", neighbour, exponent));
}

double shortest_short_of(double value, double side) {
    constexpr int enough = 3;
    constexpr int all = 17;
    for (int digits = enough; digits < all; ++digits) {
        const double rounded = rounded_towards(value, side, digits);
        if (side < value ? rounded > side : rounded < side) return rounded;
    }
    return value;
}

std::string hash_text(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

std::optional<std::uint64_t> parse_hash(std::string_view text) {
    std::uint64_t value = 0;
    if (text.size() != 16) return std::nullopt;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

void CsvRow::separate() {
    if (done_) {
        text_.clear();
        done_ = false;
        first_ = true;
    }
    if (!first_) text_ += ',';
    first_ = false;
}

CsvRow& CsvRow::field(std::string_view text) {
    separate();
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        text_ += text;
        return *this;
    }
    text_ += '"';
    for (const char c : text) {
        if (c == '"') text_ += '"';
        text_ += c;
    }
    text_ += '"';
    return *this;
}

CsvRow& CsvRow::field(double value) {
    separate();
    append_number(text_, value);
    return *this;
}

CsvRow& CsvRow::field(std::int64_t value) {
    separate();
    fmt::format_to(std::back_inserter(text_), "{}", value);
    return *this;
}

std::string_view CsvRow::finish() {
    text_ += '\n';
    done_ = true;
    return text_;
}

namespace {

/// Reads one field from `text` at `at` and leaves `at` behind it; false if its quoting is wrong.
bool read_field(std::string_view text, std::size_t& at, std::string& field) {
    if (at >= text.size() || text[at] != '"') {
        while (at < text.size() && text[at] != ',' && text[at] != '\n' && text[at] != '\r') {
            if (text[at] == '"') return false;
            field += text[at++];
        }
        return true;
    }
    for (++at; at < text.size(); ++at) {
        if (text[at] != '"') {
            field += text[at];
        } else if (at + 1 < text.size() && text[at + 1] == '"') {
            field += text[++at];
        } else {
            ++at;
            return at == text.size() || text[at] == ',' || text[at] == '\n' || text[at] == '\r';
        }
    }
    return false;
}

}  // namespace

std::optional<std::vector<std::vector<std::string>>> parse_csv(std::string_view text) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t at = 0; at < text.size();) {
        std::vector<std::string>& row = rows.emplace_back();
        for (;;) {
            if (!read_field(text, at, row.emplace_back())) return std::nullopt;
            if (at >= text.size() || text[at] != ',') break;
            ++at;
        }
        if (at < text.size() && text[at] == '\r') ++at;
        if (at < text.size() && text[at] == '\n') ++at;
    }
    return rows;
}

}  // namespace standoff
