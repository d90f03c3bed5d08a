#include "report/page.hpp"

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
