#include "scenario/layout.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace standoff {

namespace {

constexpr auto npos = std::string_view::npos;

constexpr bool any_of(char c, std::string_view set) { return set.find(c) != npos; }

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

/// The walk over the lines: `at_` is where it stands, `levels_` are the columns in which entries began and are open.
class Walk {
public:
    explicit Walk(std::string_view text) : text_(text) {}

    std::optional<Slip> run() {
        while (at_ < text_.size() && !slip_) line();
        return std::move(slip_);
    }

private:
    struct Level {
        std::size_t column;
        bool list;
        bool keyless;  ///< a text that stands alone on its line
        std::size_t start;
    };
    /// What the line before ended with.
    enum class Last : std::uint8_t { nothing, section, text, closed, folded };

    struct Bracket {
        std::size_t at;
        std::size_t entry;         ///< where the present entry begins
        std::size_t colon = npos;  ///< of the present entry
        bool pair = false;         ///< a list that holds a `key: value`: it was meant to end before
    };

    void report(std::string_view code, std::size_t offset, std::size_t length, std::string what, std::string why,
                std::string hint) {
        constexpr std::size_t longest = 200;  // more is no help to the eye
        slip_ = Slip{code,           offset,         std::clamp<std::size_t>(length, 1, longest), std::move(what),
                     std::move(why), std::move(hint)};
    }

    [[nodiscard]] std::size_t line_number(std::size_t offset) const {
        return static_cast<std::size_t>(
                   std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n')) +
               1;
    }
    [[nodiscard]] std::size_t end_of_line(std::size_t offset) const {
        return std::min(text_.find('\n', offset), text_.size());
    }
    [[nodiscard]] std::size_t after_line(std::size_t offset) const {
        return std::min(end_of_line(offset) + 1, text_.size());
    }
    [[nodiscard]] char char_at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\n'; }
    [[nodiscard]] bool blank_at(std::size_t offset) const { return any_of(char_at(offset), " \t\r\n"); }
    [[nodiscard]] bool comment_at(std::size_t offset) const {
        return char_at(offset) == '#' && (offset == 0 || blank_at(offset - 1));
    }
    [[nodiscard]] std::size_t skip_blanks(std::size_t offset) const {
        while (offset < text_.size() && any_of(text_[offset], " \t\r")) ++offset;
        return offset;
    }
    /// True where nothing but a comment follows on the line.
    [[nodiscard]] bool line_is_over(std::size_t offset) const {
        const std::size_t next = skip_blanks(offset);
        return char_at(next) == '\n' || comment_at(next);
    }
    /// What stands from `offset` to the end of the line, without a comment.
    [[nodiscard]] std::string_view rest_of_line(std::size_t offset) const {
        std::string_view rest = text_.substr(offset, end_of_line(offset) - offset);
        return trimmed(rest.substr(0, rest.find(" #")));
    }
    /// The indentation of the next line that says something.
    [[nodiscard]] std::size_t next_indent(std::size_t offset) const {
        while (offset < text_.size() && line_is_over(offset)) offset = after_line(offset);
        return skip_blanks(offset) - offset;
    }

    void line() {
        const std::size_t start = at_;
        std::size_t word = start;
        while (char_at(word) == ' ') ++word;
        if (line_is_over(start)) {
            at_ = after_line(start);
            return;
        }
        const std::string_view words = rest_of_line(start);
        if (words == "---" || words == "...") {
            levels_.clear();
            last_ = Last::nothing;
            at_ = after_line(start);
            return;
        }
        std::size_t column = word - start;
        if (last_ == Last::folded && column > last_column_) {
            at_ = after_line(start);
            return;
        }
        if (char_at(word) == '\t')
            return report("E104", start, skip_blanks(word) - start, "a tab character indents this line", "",
                          "indent with spaces");
        if (last_ == Last::text && column > last_column_ && char_at(word) != '-') {
            const std::size_t colon = key_end(word);
            if (colon == npos) {
                folded_text_ = true;
                at_ = after_line(start);
                return;
            }
            if (folded_text_)
                return report("E104", colon, 1, "a second \": \" in one text", "a colon and a space begin a value",
                              "put the whole text in quotes");
            if (!levels_.empty() && levels_.back().keyless) return report_no_colon(levels_.back().start);
            return report_indent(start, column);
        }
        while (!slip_ && char_at(word) == '-' && blank_at(word + 1)) {
            enter(start, word - start, true);
            word = skip_blanks(word + 1);
            column = word - start;
            last_ = Last::section;
            last_column_ = levels_.empty() ? 0 : levels_.back().column;
            if (line_is_over(word)) at_ = after_line(word);
            if (line_is_over(word)) return;
        }
        if (!slip_) entry(start, word, column);
    }

    /// Opens or goes on with the level of an entry that begins in `column`.
    void enter(std::size_t start, std::size_t column, bool list) {
        bool closed = false;
        while (!levels_.empty() && levels_.back().column > column) {
            levels_.pop_back();
            closed = true;
        }
        const std::size_t word = start + column;
        if (!levels_.empty() && levels_.back().column == column) {
            if (levels_.back().list && !list) levels_.pop_back();  // a list may stand in the column of its key
            const bool same = !levels_.empty() && levels_.back().column == column && levels_.back().list == list;
            if (same) {
                levels_.back().keyless = levels_.back().keyless && list;
                return;
            }
            if (!list)
                return report("E104", word, rest_of_line(word).size(), "this line stands among items of a list", "",
                              fmt::format("begin it with a dash: `- {}`", rest_of_line(word)));
            if (last_ != Last::section) return report_indent(start, column);
        } else if (!levels_.empty() && (closed || last_ != Last::section)) {
            return report_indent(start, column);
        }
        levels_.push_back({column, list, false, word});
    }

    /// `start` is a line that is indented as nothing above it is. If the next one is indented alike, the one before it
    /// is the odd one.
    void report_indent(std::size_t start, std::size_t column) {
        const bool alike = next_indent(after_line(start)) == next_indent(start);
        const std::size_t before = entry_start_;
        const std::size_t other = entry_column_;
        const bool blame_before = alike && before < start && column > 0 && next_indent(start) != other;
        const std::size_t odd = blame_before ? before : start;
        const std::size_t is = blame_before ? other : next_indent(start);
        const std::size_t should = blame_before ? next_indent(start) : sibling_column(start, is);
        report("E104", odd, std::max<std::size_t>(is, 1),
               fmt::format("this line is indented by {} and the one {} it by {}", is, blame_before ? "below" : "above",
                           blame_before ? next_indent(start) : other),
               "entries that belong together begin in one column", fmt::format("indent it by {} spaces", should));
    }

    /// The column that a line was most likely meant for: of the open levels of its kind, the nearest.
    [[nodiscard]] std::size_t sibling_column(std::size_t start, std::size_t is) const {
        const bool list = char_at(start + is) == '-';
        std::size_t best = entry_column_;
        std::size_t distance = npos;
        for (const Level& level : known_) {
            const std::size_t apart = level.column > is ? level.column - is : is - level.column;
            if (level.list != list || apart > distance) continue;  // of two, the inner one
            best = level.column;
            distance = apart;
        }
        return best;
    }

    /// Where the colon of a key is that begins at `word`, or npos.
    [[nodiscard]] std::size_t key_end(std::size_t word) const {
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

    void entry(std::size_t start, std::size_t word, std::size_t column) {
        const std::size_t colon = key_end(word);
        if (colon == npos) return text_alone(start, word, column);
        if (!levels_.empty() && levels_.back().keyless && levels_.back().column == column)
            return report_no_colon(levels_.back().start);
        enter(start, column, false);
        if (slip_) return;
        remember(start, column);
        const std::string_view key = text_.substr(word, colon - word);
        if (const std::size_t bracket = key.find_first_of("{["); bracket != npos && key.find_first_of("}]") == npos)
            return report_colon_before(word, word + bracket);
        last_column_ = column;
        if (line_is_over(colon + 1)) {
            last_ = Last::section;
            at_ = after_line(colon);
            return;
        }
        value(skip_blanks(colon + 1), key, column);
    }

    void remember(std::size_t start, std::size_t column) {
        entry_start_ = start;
        // Of `- name: x` the line is indented by the dash.
        entry_column_ = column;
        if (const std::size_t indent = next_indent(start); char_at(start + indent) == '-') entry_column_ = indent;
        known_ = levels_;
    }

    /// A line without a key: an item's text, a value below its key, or a key that lacks its colon.
    void text_alone(std::size_t start, std::size_t word, std::size_t column) {
        while (!levels_.empty() && levels_.back().keyless && levels_.back().column > column) levels_.pop_back();
        const bool item =
            !levels_.empty() && levels_.back().list && column > levels_.back().column && last_ == Last::section;
        const bool sibling = !levels_.empty() && levels_.back().column >= column && !levels_.back().keyless;
        if (sibling && !item && !any_of(char_at(word), "}]")) {
            enter(start, column, false);
            if (!slip_) report_no_colon(word);
            return;
        }
        const std::size_t parent = item ? levels_.back().column : column;
        if (levels_.empty() || levels_.back().column < column) levels_.push_back({column, false, true, word});
        remember(start, column);
        last_column_ = item ? parent : (levels_.size() > 1 ? levels_[levels_.size() - 2].column : 0);
        value(word, "", parent);
        if (last_ == Last::text && !item) last_column_ = column;
    }

    void report_no_colon(std::size_t word) {
        const std::string_view words = rest_of_line(word);
        if (const std::size_t bracket = words.find_first_of("{["); bracket != npos && bracket > 0)
            return report_colon_before(word, word + bracket);
        const std::size_t length = std::min(words.find_first_of(" :=;"), words.size());
        const bool space_only = length < words.size() && words[length] == ':';
        std::string_view value = words.substr(length);
        while (!value.empty() && any_of(value.front(), " :=;")) value.remove_prefix(1);
        report("E104", word, words.size(),
               space_only ? "a space is missing here after the colon" : "a colon and a space are missing here", "",
               fmt::format("write `{}:{}{}`", words.substr(0, length), value.empty() ? "" : " ", value));
    }

    void report_colon_before(std::size_t word, std::size_t bracket) {
        std::string_view key = text_.substr(word, bracket - word);
        while (!key.empty() && any_of(key.back(), " :=")) key.remove_suffix(1);
        report("E104", word, bracket + 1 - word, fmt::format("\": \" is missing before this \"{}\"", text_[bracket]),
               "", fmt::format("write `{}: {}`", key, text_[bracket]));
    }

    /// A value that begins with a mark of YAML's own.
    void report_mark(std::size_t from, std::string_view whole) {
        report("E115", from, whole.size(), fmt::format("a value cannot begin with \"{}\"", text_[from]),
               "for YAML that is a mark of its own",
               fmt::format("leave it out, or put all of it in quotes: {}", in_quotes(whole)));
    }

    void report_unquoted(std::size_t from, std::string what, std::string why) {
        const std::string_view whole = rest_of_line(from);
        report("E115", from, whole.size(), std::move(what), std::move(why),
               fmt::format("put all of it in quotes: {}", in_quotes(whole)));
    }

    /// A value that begins at `from`; it may go on over the next lines.
    void value(std::size_t from, std::string_view key, std::size_t column) {
        const char first = char_at(from);
        if (any_of(first, "\"'")) return quoted_value(from);
        if (any_of(first, "{[")) return bracketed_value(from, column);
        if (any_of(first, "|>") && is_folding(from)) {
            last_ = Last::folded;
            at_ = after_line(from);
            return;
        }
        if (any_of(first, "&!") && !begins_badly(from)) {  // an anchor or a tag, which is refused elsewhere
            std::size_t next = from;
            while (!blank_at(next)) ++next;
            next = skip_blanks(next);
            if (!line_is_over(next)) return value(next, key, column);
        }
        if (begins_badly(from)) return report_mark(from, rest_of_line(from));
        if (first == '-' && char_at(from + 1) == ' ' && !key.empty())
            return report(
                "E115", from, 2, "a value cannot begin with \"- \"", "that begins an item of a list",
                fmt::format("write the sign without a blank after it: `-{}`", trimmed(rest_of_line(from + 1))));
        const std::string_view rest = rest_of_line(from);
        const std::size_t second = rest.find(": ");
        if (!key.empty() && (second != npos || rest.ends_with(':'))) {
            if (any_of(rest.back(), "}]") && rest.find_first_of("{[") == npos)
                return report("E104", from, 1, fmt::format("\"{}\" is missing here", rest.back() == '}' ? '{' : '['),
                              fmt::format("the line ends with \"{}\"", rest.back()),
                              fmt::format("write `{}: {}{}`", key, rest.back() == '}' ? '{' : '[', rest));
            const std::size_t at = from + std::min(second, rest.size() - 1);
            return report(is_text_key(key) ? "E104" : "E115", at, 1, "a second \": \" in one text",
                          "a colon and a space begin a value",
                          fmt::format("put the text after the first one in quotes: {}", in_quotes(rest)));
        }
        last_ = Last::text;
        folded_text_ = false;
        at_ = after_line(from);
    }

    /// `|` or `>`, perhaps with its signs, and nothing after it.
    [[nodiscard]] bool is_folding(std::size_t from) const {
        std::size_t at = from + 1;
        while (any_of(char_at(at), "+-0123456789")) ++at;
        return line_is_over(at);
    }

    /// A mark of YAML before a formula; an anchor, alias or tag alone is refused elsewhere.
    [[nodiscard]] bool begins_badly(std::size_t from) const {
        if (any_of(char_at(from), "|>@`%")) return true;
        if (!any_of(char_at(from), "*&!")) return false;
        std::size_t at = from;
        while (!blank_at(at) && !any_of(char_at(at), ",]}")) ++at;
        at = skip_blanks(at);
        return !line_is_over(at) && !any_of(char_at(at), "{[\"',]}");
    }

    [[nodiscard]] std::size_t closing_quote(std::size_t open) const {
        const char quote = text_[open];
        for (std::size_t at = open + 1; at < text_.size(); ++at) {
            if (quote == '"' && text_[at] == '\\') ++at;
            else if (text_[at] != quote) continue;
            else if (quote == '\'' && char_at(at + 1) == '\'') ++at;
            else return at;
        }
        return npos;
    }

    void report_open_quote(std::size_t open, std::size_t close) {
        std::string why;
        if (close != npos) why = fmt::format("it swallows the text up to the quote on line {}", line_number(close));
        report("E105", open, 1, "this quote is never closed", std::move(why), "close it where the text ends");
    }

    /// What follows a closing quote and should not.
    void report_after_quote(std::size_t open, std::size_t close) {
        if (text_.substr(open, close - open).find('\n') != npos) return report_open_quote(open, close);
        report_unquoted(open, "the text goes on after its closing quote", "");
    }

    void quoted_value(std::size_t open) {
        const std::size_t close = closing_quote(open);
        if (close == npos) return report_open_quote(open, close);
        if (!line_is_over(close + 1)) return report_after_quote(open, close);
        last_ = Last::closed;
        at_ = after_line(close);
    }

    void bracketed_value(std::size_t from, std::size_t column) {
        const std::size_t end = brackets(from, column);
        if (slip_) return;
        if (line_is_over(end)) {
            last_ = Last::closed;
            at_ = after_line(end);
            return;
        }
        const std::size_t stray = skip_blanks(end);
        if (text_[stray] == ':') {  // a list as a key, which is refused elsewhere
            at_ = after_line(end);
            last_ = Last::section;
            return;
        }
        if (any_of(text_[stray], "}]"))
            return report("E104", stray, 1, fmt::format("this \"{}\" closes nothing", text_[stray]),
                          "every bracket that was opened is closed already", "remove it");
        report_unquoted(from, fmt::format("a value cannot begin with \"{}\" and go on after its end", text_[from]),
                        "for YAML square brackets are a list and braces are entries");
    }

    /// Reads brackets within brackets from the opening one at `from`; returns where they end.
    std::size_t brackets(std::size_t from, std::size_t column) {
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
               !(text_[at] == ':' && (blank_at(at + 1) || any_of(char_at(at + 1), "{["))))
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

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Level> levels_;
    std::vector<Level> known_;  ///< the levels that were open at the last entry
    Last last_ = Last::nothing;
    bool folded_text_ = false;     ///< a text that has gone on over several lines
    std::size_t last_column_ = 0;  ///< lines indented by more go on with what the last line began
    std::size_t entry_start_ = 0;  ///< of the last entry, its line and the column it begins in
    std::size_t entry_column_ = 0;
    std::optional<Slip> slip_;
};

}  // namespace

bool is_text_key(std::string_view key) {
    constexpr std::array keys = {"about", "source", "name", "scenario", "theory", "reading", "notice", "questions"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::optional<Slip> find_slip(std::string_view text) { return Walk(text).run(); }

}  // namespace standoff
