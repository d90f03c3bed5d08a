#include "report/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.hpp"

namespace standoff {

namespace {

constexpr std::string_view cut_mark = "…";

/// As many characters as fit into `columns`.
std::string_view fitting(std::string_view text, std::size_t columns, Characters characters) {
    std::size_t bytes = 0;
    std::size_t taken = 0;
    while (bytes < text.size()) {
        const std::size_t length = unicode::character_length(text.substr(bytes));
        taken += columns_of(text.substr(bytes, length), characters);
        if (taken > columns) break;
        bytes += length;
    }
    return text.substr(0, bytes);
}

/// Mean of the finite ones; NaN if there are none.
double finite_mean(std::span<const double> values) {
    double mean = 0;
    double count = 0;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        ++count;
        mean += value / count - mean / count;  // a sum could overflow
    }
    return count > 0 ? mean : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::size_t columns_of(std::string_view text, Characters characters) {
    if (characters == Characters::ascii) return unicode::in_ascii(text).size();
    std::size_t columns = 0;
    while (!text.empty()) {
        const unicode::Character character = unicode::first_character(text);
        text.remove_prefix(character.length);
        columns += unicode::display_width(character.code);
    }
    return columns;
}

std::string cut_to(std::string_view text, std::size_t columns, Characters characters) {
    if (columns_of(text, characters) <= columns) return std::string(text);
    const std::size_t mark = columns_of(cut_mark, characters);
    if (columns < mark) return std::string(columns, '.');
    return std::string(fitting(text, columns - mark, characters)) + std::string(cut_mark);
}

std::string left_in(std::string_view text, std::size_t columns, Characters characters) {
    std::string result = cut_to(text, columns, characters);
    return result.append(columns - columns_of(result, characters), ' ');
}

std::string right_in(std::string_view text, std::size_t columns, Characters characters) {
    const std::string cut = cut_to(text, columns, characters);
    return std::string(columns - columns_of(cut, characters), ' ') + cut;
}

std::string wrapped(std::string_view text, std::string_view first, std::string_view rest, std::size_t columns,
                    Characters characters) {
    std::string result;
    std::string line(first);
    std::size_t width = columns_of(line, characters);
    bool empty = true;
    while (!text.empty()) {
        std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        if (word.empty()) continue;
        std::size_t more = columns_of(word, characters);
        if (!empty && width + 1 + more > columns) {
            result += line + '\n';
            line = rest;
            width = columns_of(line, characters);
            empty = true;
        }
        if (!empty) line += ' ';
        // A word that no line holds, or a sentence in a script without spaces, is broken where the line ends.
        for (; empty && width + more > columns; more = columns_of(word, characters)) {
            const std::string_view part = fitting(word, columns - std::min(columns, width), characters);
            if (part.empty()) break;
            result += line.append(part) + '\n';
            word.remove_prefix(part.size());
            line = rest;
            width = columns_of(line, characters);
        }
        line += word;
        width += more + (empty ? 0 : 1);
        empty = false;
    }
    return result + line + '\n';
}

std::string strong(std::string_view text, bool color) {
    return color ? "\033[1m" + std::string(text) + "\033[0m" : std::string(text);
}

std::string with_stop(std::string text) {
    constexpr std::string_view ends = ".!?";
    if (!text.empty() && ends.find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

std::string short_number(double value) {
    if (std::isinf(value)) return value > 0 ? "never" : "-inf";
    if (value == 0) return "0";
    const double size = std::abs(value);
    if (size < 1e6 && (size >= 1000 || value == std::floor(value))) return fmt::format("{:.0f}", value);
    return fmt::format("{:.3g}", value);
}

std::string percent(double share) {
    if (share == 0 || share == 1) return fmt::format("{}%", share * 100);
    if (share < 0.0001) return "<0.01%";
    if (share > 0.9999) return ">99.99%";
    if (share < 0.01 || share > 0.999) return fmt::format("{:.2f}%", 100 * share);
    return fmt::format("{:.1f}%", 100 * share);
}

std::string duration_text(double days) {
    struct Unit {
        double days;
        std::string_view name;
    };
    constexpr std::array<Unit, 4> whole = {{{365.25, "year"}, {30.4375, "month"}, {7, "week"}, {1, "day"}}};
    if (std::isinf(days) || days == 0) return days == 0 ? "0 days" : short_number(days);
    const auto in = [&](const Unit& unit, std::string_view number) {
        return fmt::format("{} {}{}", number, unit.name, std::abs(days) == unit.days ? "" : "s");
    };
    const double size = std::abs(days);
    for (const Unit& unit : whole) {
        const bool common = unit.name != "day" || size < 14;
        if (common && std::floor(size / unit.days) * unit.days == size) return in(unit, short_number(days / unit.days));
    }
    const Unit& unit = size >= 2 * 365.25 ? whole[0] : size >= 14 ? whole[2] : whole[3];
    return in(unit, fmt::format("{:.3g}", days / unit.days));
}

std::string capitalised(std::string text) {
    if (!text.empty()) text.front() = unicode::ascii_upper(text.front());
    return text;
}

std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view several) {
    return fmt::format("{} {}", count, count == 1 ? one : several);
}

std::string bar(double share, std::size_t width) {
    constexpr std::array<std::string_view, 8> parts = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const auto eighths = static_cast<std::size_t>(std::ceil(share * static_cast<double>(width) * 8));
    std::string result;
    for (std::size_t i = 0; i < eighths / 8; ++i) result += "█";
    result += parts.at(eighths % 8);
    return result;
}

std::string sparkline(std::span<const double> values, std::size_t width) {
    constexpr std::array<std::string_view, 8> levels = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    std::vector<double> means;
    for (std::size_t column = 0; column < width && !values.empty(); ++column) {
        const std::size_t first = column * values.size() / width;
        const std::size_t last = std::max(first + 1, (column + 1) * values.size() / width);
        means.push_back(finite_mean(values.subspan(first, last - first)));
    }
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double mean : means) {
        low = std::fmin(low, mean);
        high = std::fmax(high, mean);
    }
    const double half = high / 2 - low / 2;  // of the height, which itself could overflow
    std::string line;
    for (const double mean : means) {
        const double height = half > 0 ? (mean / 2 - low / 2) / half : 0;
        line += std::isnan(mean) ? " " : levels.at(std::min<std::size_t>(7, static_cast<std::size_t>(height * 8)));
    }
    return line;
}

}  // namespace standoff
