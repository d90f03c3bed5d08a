// Within `{ }` and `[ ]`: entries, their colons and commas, quotes, comments.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "scenario/layout_text.hpp"

namespace standoff::layout {

namespace {

class BracketWalk : LayoutText {
public:
    BracketWalk(std::string_view text, std::optional<Slip>& slip) : LayoutText(text, slip), slip_(slip) {}

    std::size_t read(std::size_t from, std::size_t column) {
        std::vector<Bracket> open;
        std::size_t at = from;
        std::size_t comment = npos;
        std::size_t done = npos;  // where a quoted or bracketed part of the entry began that is complete
        while (at < text_.size() && !slip_) {
            const char c = text_[at];
            if (c == '\n') {
                ++at;
                while (at < text_.size() && line_is_over(at)) at = after_comment(at, comment);
                if (next_indent(at) <= column && !next_closes(at)) break;
            } else if (blank_at(at)) {
                ++at;
            } else if (comment_at(at)) {
                comment = at;
                at = end_of_line(at);
            } else if (any_of(c, "}]")) {
                if (!closes(open, at, comment)) return at;
                done = open.back().at;
                open.pop_back();
                ++at;
                if (open.empty()) return at;
            } else if (c == ',') {
                open.back() = {open.back().at, at + 1, npos, open.back().pair};
                done = npos;
                ++at;
            } else if (c == ':' && (blank_at(at + 1) || done != npos)) {
                at = colon(open.back(), at);
                done = npos;
            } else if (done != npos) {
                report_after_part(done, at);
            } else if (any_of(c, "{[")) {
                open.push_back({at, at + 1, npos, false});
                ++at;
            } else if (any_of(c, "\"'")) {
                done = at;
                at = closing_quote(at);
                if (at == npos) report_open_quote(done, npos);
                else ++at;
            } else {
                at = plain_part(open.back(), at);
            }
        }
        if (!slip_) report_unclosed(open.back(), at, comment);
        return at;
    }

private:
    struct Bracket {
        std::size_t at;
        std::size_t entry;         ///< where the present entry begins
        std::size_t colon = npos;  ///< of the present entry
        bool pair = false;         ///< a list that holds a `key: value`: it was meant to end before
    };

    /// Past a line without a word; notes where its comment is.
    [[nodiscard]] std::size_t after_comment(std::size_t at, std::size_t& comment) const {
        if (const std::size_t mark = skip_blanks(at); char_at(mark) == '#') comment = mark;
        return after_line(at);
    }

    [[nodiscard]] bool next_closes(std::size_t offset) const {
        while (offset < text_.size() && line_is_over(offset)) offset = after_line(offset);
        return any_of(char_at(skip_blanks(offset)), "}]");
    }

    bool closes(const std::vector<Bracket>& open, std::size_t at, std::size_t comment) {
        const char opener = text_[at] == '}' ? '{' : '[';
        if (text_[open.back().at] == opener) return true;
        const bool below =
            std::any_of(open.begin(), open.end(), [&](const Bracket& b) { return text_[b.at] == opener; });
        if (below) report_unclosed(open.back(), at, comment);
        else
            report("E104", at, 1,
                   fmt::format("\"{}\" cannot close what \"{}\" opened", text_[at], text_[open.back().at]), "",
                   fmt::format("write \"{}\"", opener == '{' ? ']' : '}'));
        return false;
    }

    void report_unclosed(const Bracket& bracket, std::size_t at, std::size_t comment) {
        const std::size_t open = bracket.at;
        const char closer = text_[open] == '{' ? '}' : ']';
        if (comment != npos && comment > open && rest_has(comment, closer))
            return report("E115", comment, 1, "from this \"#\" on the line is a comment",
                          fmt::format("so the \"{}\" before it is never closed", text_[open]),
                          "put the text that holds it in quotes, or move the comment");
        std::size_t last = at;
        while (last > open + 1 && blank_at(last - 1)) --last;
        const std::string hint = fmt::format("add the missing \"{}\"", closer);
        if (bracket.pair || line_number(open) == line_number(last - 1))
            return report("E104", open, 1, fmt::format("this \"{}\" is never closed", text_[open]), "", hint);
        report("E104", last - 1, 1, fmt::format("a \"{}\" is missing after this", closer),
               fmt::format("the \"{}\" on line {} is never closed", text_[open], line_number(open)), hint);
    }

    [[nodiscard]] bool rest_has(std::size_t from, char c) const {
        return text_.substr(from, end_of_line(from) - from).find(c) != npos;
    }

    /// A part of an entry is complete, and another word follows.
    void report_after_part(std::size_t part, std::size_t word) {
        const bool quote = any_of(text_[part], "\"'");
        const std::string_view before = text_.substr(part, word - part);
        if (key_end(word) == npos ||
            (quote && before.find('\n') != trimmed(before).size() && before.find('\n') != npos)) {
            if (quote) return report_after_quote(part, part + trimmed(before).size() - 1);
        }
        report_no_comma(word);
    }

    void report_no_comma(std::size_t word) {
        const std::string_view rest = text_.substr(word, end_of_line(word) - word);
        const std::string_view name = rest.substr(0, rest.find_first_of(" :,"));
        std::size_t before = word;
        while (before > 0 && blank_at(before - 1)) --before;
        constexpr auto why = "inside { } and [ ] commas stand between the entries";
        if (line_number(before - 1) != line_number(word))
            return report("E104", before - 1, 1, "a comma is missing after this", why, "write `,` at its end");
        report("E104", word, name.size(), fmt::format("a comma is missing before \"{}\"", name), why,
               fmt::format("write `, {}`", name));
    }

    /// The colon after a key within braces; a second one in the same entry is a slip.
    std::size_t colon(Bracket& bracket, std::size_t at) {
        if (bracket.colon == npos) {
            bracket.colon = at;
            bracket.pair = text_[bracket.at] == '[';
            return at + 1;
        }
        const std::string_view key = trimmed(text_.substr(bracket.entry, bracket.colon - bracket.entry));
        const std::string_view between = text_.substr(bracket.colon + 1, at - bracket.colon - 1);
        if (is_text_key(key)) {
            const std::size_t from = skip_blanks(bracket.colon + 1);
            const std::string_view whole = trimmed(text_.substr(from, text_.find_first_of(",}]\n", at) - from));
            report("E104", at, 1, "a second \": \" in one text", "a colon and a space begin a value",
                   fmt::format("put the text in quotes: {}", in_quotes(whole)));
            return at;
        }
        const std::size_t word = bracket.colon + 2 + std::min(between.find_last_of(" \n"), between.size() - 1);
        const std::string_view before = trimmed(text_.substr(bracket.colon + 1, word - bracket.colon - 1));
        if (before.ends_with(';'))
            report("E104", static_cast<std::size_t>(&before.back() - text_.data()), 1,
                   "\";\" stands where a comma is meant", "inside { } and [ ] commas stand between the entries",
                   "write `,`");
        else report_no_comma(word);
        return at;
    }

    /// Words within brackets, up to the next mark.
    std::size_t plain_part(const Bracket& bracket, std::size_t from) {
        const bool first = trimmed(text_.substr(bracket.entry, from - bracket.entry)).empty() || bracket.colon != npos;
        if (first && begins_badly(from)) {
            report_mark(from, part_of_line(from));
            return from;
        }
        std::size_t at = from;
        while (at < text_.size() && !any_of(text_[at], ",}]{[\n") && !comment_at(at) &&
               (text_[at] != ':' || !(blank_at(at + 1) || any_of(char_at(at + 1), "{["))))
            ++at;
        if (any_of(char_at(at), "{[") || (char_at(at) == ':' && any_of(char_at(at + 1), "{["))) {
            const std::string_view words = trimmed(text_.substr(from, at - from));
            const bool name = words.find_first_of(" (") == npos && bracket.colon == npos;
            if (name) report_colon_before(from, text_.find_first_of("{[", at));
            else report_part_unquoted(from, fmt::format("\"{}\" stands inside of a text", text_[at]));
        }
        return at;
    }

    /// The text at `from` up to the comma or bracket that ends it.
    [[nodiscard]] std::string_view part_of_line(std::size_t from) const {
        const std::string_view rest = text_.substr(from, end_of_line(from) - from);
        int depth = 0;
        std::size_t length = 0;
        for (; length < rest.size(); ++length) {
            if (any_of(rest[length], "{[(")) ++depth;
            if (any_of(rest[length], "}])") && --depth < 0) break;
            if (rest[length] == ',' && depth == 0) break;
        }
        return trimmed(rest.substr(0, length));
    }

    void report_part_unquoted(std::size_t from, std::string what) {
        const std::string_view part = part_of_line(from);
        report("E115", from, part.size(), std::move(what), "inside { } and [ ] that is a mark of YAML",
               fmt::format("put the text in quotes: {}", in_quotes(part)));
    }

    const std::optional<Slip>& slip_;
};

}  // namespace

std::size_t read_brackets(std::string_view text, std::size_t from, std::size_t column, std::optional<Slip>& slip) {
    return BracketWalk(text, slip).read(from, column);
}

}  // namespace standoff::layout
