#include "scenario/layout_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace standoff::layout {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && any_of(text.front(), " \t\r\n")) text.remove_prefix(1);
    while (!text.empty() && any_of(text.back(), " \t\r\n")) text.remove_suffix(1);
    return text;
}

/// In quotes that the text itself does not use. What would fill half a screen is left out.
std::string in_quotes(std::string_view text) {
    constexpr std::size_t longest = 200;
    if (text.size() > longest) return "\"…\"";
    const bool single = text.find('"') != npos && text.find('\'') == npos;
    return single ? fmt::format("'{}'", text) : fmt::format("\"{}\"", text);
}

void LayoutText::report(std::string_view code, std::size_t offset, std::size_t length, std::string what,
                        std::string why, std::string hint) {
    constexpr std::size_t longest = 200;  // more is no help to the eye
    slip_ = Slip{code,           offset,         std::clamp<std::size_t>(length, 1, longest), std::move(what),
                 std::move(why), std::move(hint)};
}

std::size_t LayoutText::line_number(std::size_t offset) const {
    return static_cast<std::size_t>(
               std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n')) +
           1;
}

std::size_t LayoutText::skip_blanks(std::size_t offset) const {
    while (offset < text_.size() && any_of(text_[offset], " \t\r")) ++offset;
    return offset;
}

bool LayoutText::line_is_over(std::size_t offset) const {
    const std::size_t next = skip_blanks(offset);
    return char_at(next) == '\n' || comment_at(next);
}

std::string_view LayoutText::rest_of_line(std::size_t offset) const {
    std::string_view rest = text_.substr(offset, end_of_line(offset) - offset);
    return trimmed(rest.substr(0, rest.find(" #")));
}

std::size_t LayoutText::next_indent(std::size_t offset) const {
    while (offset < text_.size() && line_is_over(offset)) offset = after_line(offset);
    return skip_blanks(offset) - offset;
}

std::size_t LayoutText::key_end(std::size_t word) const {
    if (any_of(char_at(word), "[{")) return npos;
    std::size_t at = word;
    if (any_of(char_at(word), "\"'")) {
        at = closing_quote(word);
        if (at == npos) return npos;
    }
    for (const std::size_t end = end_of_line(word); at < end; ++at) {
        if (comment_at(at)) return npos;
        if (text_[at] == ':' && blank_at(at + 1)) return at;
    }
    return npos;
}

bool LayoutText::begins_badly(std::size_t from) const {
    if (any_of(char_at(from), "|>@`%")) return true;
    if (!any_of(char_at(from), "*&!")) return false;
    std::size_t at = from;
    while (!blank_at(at) && !any_of(char_at(at), ",]}")) ++at;
    at = skip_blanks(at);
    return !line_is_over(at) && !any_of(char_at(at), "{[\"',]}");
}

std::size_t LayoutText::closing_quote(std::size_t open) const {
    const char quote = text_[open];
    for (std::size_t at = open + 1; at < text_.size(); ++at) {
        const bool escaped = quote == '"' && text_[at] == '\\';
        const bool doubled = quote == '\'' && text_[at] == '\'' && char_at(at + 1) == '\'';
        if (escaped || doubled) ++at;
        else if (text_[at] == quote) return at;
    }
    return npos;
}

void LayoutText::report_colon_before(std::size_t word, std::size_t bracket) {
    std::string_view key = text_.substr(word, bracket - word);
    while (!key.empty() && any_of(key.back(), " :=")) key.remove_suffix(1);
    report("E104", word, bracket + 1 - word, fmt::format("\": \" is missing before this \"{}\"", text_[bracket]), "",
           fmt::format("write `{}: {}`", key, text_[bracket]));
}

void LayoutText::report_mark(std::size_t from, std::string_view whole) {
    report("E115", from, whole.size(), fmt::format("a value cannot begin with \"{}\"", text_[from]),
           "for YAML that is a mark of its own",
           fmt::format("leave it out, or put all of it in quotes: {}", in_quotes(whole)));
}

void LayoutText::report_unquoted(std::size_t from, std::string what, std::string why) {
    const std::string_view whole = rest_of_line(from);
    report("E115", from, whole.size(), std::move(what), std::move(why),
           fmt::format("put all of it in quotes: {}", in_quotes(whole)));
}

void LayoutText::report_open_quote(std::size_t open, std::size_t close) {
    std::string why;
    if (close != npos) why = fmt::format("it swallows the text up to the quote on line {}", line_number(close));
    report("E105", open, 1, "this quote is never closed", std::move(why), "close it where the text ends");
}

void LayoutText::report_after_quote(std::size_t open, std::size_t close) {
    if (text_.substr(open, close - open).find('\n') != npos) return report_open_quote(open, close);
    report_unquoted(open, "the text goes on after its closing quote", "");
}

}  // namespace standoff::layout
