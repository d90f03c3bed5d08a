#include "report/error_page.hpp"

#include <algorithm>

#include "report/text.hpp"

namespace standoff {

namespace {

constexpr std::string_view fence = "```";

std::string_view take_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    return line;
}

/// `[E401](E401.md)` as `E401`; other brackets stay.
std::string without_addresses(std::string_view text) {
    std::string result;
    for (std::size_t link = text.find("]("); link != std::string_view::npos; link = text.find("](")) {
        const std::size_t open = text.rfind('[', link);
        const std::size_t close = text.find(')', link);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        result.append(text.substr(0, open)).append(text.substr(open + 1, link - open - 1));
        text.remove_prefix(close + 1);
    }
    return result.append(text);
}

}  // namespace

std::optional<std::string_view> error_page(std::string_view code) {
    const std::span<const ErrorPage> pages = error_pages();
    const auto found =
        std::find_if(pages.begin(), pages.end(), [&](const ErrorPage& page) { return page.code == code; });
    if (found == pages.end()) return std::nullopt;
    return found->markdown;
}

std::string page_text(std::string_view markdown, bool color) {
    std::string result;
    std::string paragraph;
    const auto end_paragraph = [&] {
        if (!paragraph.empty()) result += wrapped(without_addresses(paragraph), "", "");
        paragraph.clear();
    };
    bool in_example = false;
    while (!markdown.empty()) {
        const std::string_view line = take_line(markdown);
        if (line.starts_with(fence)) {
            end_paragraph();
            in_example = !in_example;
        } else if (in_example) {
            result += line.empty() ? "\n" : "    " + std::string(line) + "\n";
        } else if (line.empty()) {
            end_paragraph();
            result += '\n';
        } else if (line.starts_with("# ")) {
            result += strong(line.substr(2), color) + "\n";
        } else if (line.ends_with(':') && paragraph.empty() && line.find(' ') == std::string_view::npos) {
            result += strong(line, color) + "\n";
        } else {
            paragraph += std::string(line) + ' ';
        }
    }
    end_paragraph();
    return result;
}

}  // namespace standoff
