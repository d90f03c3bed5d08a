#include "scenario/layout.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "scenario/layout_text.hpp"

namespace standoff {

using namespace layout;

namespace {

/// The walk over the lines: `at_` is where it stands, `levels_` are the columns in which entries began and are open.
class Walk : LayoutText {
public:
    explicit Walk(std::string_view text) : LayoutText(text, slip_) {}

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

    void quoted_value(std::size_t open) {
        const std::size_t close = closing_quote(open);
        if (close == npos) return report_open_quote(open, close);
        if (!line_is_over(close + 1)) return report_after_quote(open, close);
        last_ = Last::closed;
        at_ = after_line(close);
    }

    void bracketed_value(std::size_t from, std::size_t column) {
        const std::size_t end = read_brackets(text_, from, column, slip_);
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
    constexpr std::array keys = {"about",  "source",  "purpose", "name",     "scenario",
                                 "theory", "reading", "notice",  "questions"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::optional<Slip> find_slip(std::string_view text) { return Walk(text).run(); }

}  // namespace standoff
