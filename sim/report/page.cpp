#include "report/page.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/unicode.hpp"
#include "report/text.hpp"

namespace standoff {

void Page::line(std::string_view text) {
    text_ += text;
    while (text_.ends_with(' ')) text_.pop_back();
    text_ += '\n';
}

void Page::heading(std::string_view title) {
    std::string lines = wrapped(title, "", "", page_width, characters_);
    lines.pop_back();
    line(strong(lines));
}

void Page::section(const std::string& title) {
    text_ += '\n';
    line(strong(title));
}

void Page::paragraph(std::string_view text, std::string_view first, std::string_view rest) {
    text_ += wrapped(text, first, rest, page_width, characters_);
}

void Page::table(const Rows& rows, std::vector<std::size_t> least) {
    std::vector<std::size_t>& widths = least;
    widths.resize(rows.front().size());
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
    const std::size_t numbers = std::accumulate(widths.begin() + 1, widths.end(), std::size_t{0});
    const std::size_t spaces = 2 * widths.size();
    widths[0] = std::min({widths[0], widest_name, page_width - std::min(page_width, numbers + spaces)});
    for (const auto& row : rows) {
        std::string text = "  " + left(row[0], widths[0]);
        for (std::size_t i = 1; i < row.size(); ++i) text += "  " + right(row[i], widths[i]);
        line(&row == &rows.front() ? faint(text) : text);
    }
}

std::string Page::strong(std::string_view text) const { return standoff::strong(text, color_); }

std::string Page::faint(std::string_view text) const {
    return color_ ? "\033[2m" + std::string(text) + "\033[0m" : std::string(text);
}

std::size_t Page::width_of(std::string_view text) const { return columns_of(text, characters_); }

std::string Page::left(std::string_view text, std::size_t columns) const { return left_in(text, columns, characters_); }

std::string Page::right(std::string_view text, std::size_t columns) const {
    return right_in(text, columns, characters_);
}

std::string Page::take() {
    std::string text = std::exchange(text_, {});
    return characters_ == Characters::ascii ? unicode::in_ascii(text) : text;
}

}  // namespace standoff
