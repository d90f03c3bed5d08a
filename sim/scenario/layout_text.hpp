// A text and the few things that a walk over its layout asks of it: lines, comments, keys, quotes; and the reports that
// both walks (over the lines, layout.cpp, and within brackets, layout_brackets.cpp) make.
#pragma once

#include "scenario/layout.hpp"

namespace standoff::layout {

inline constexpr auto npos = std::string_view::npos;

[[nodiscard]] constexpr bool any_of(char c, std::string_view set) { return set.find(c) != npos; }

[[nodiscard]] std::string_view trimmed(std::string_view text);

/// In quotes that the text itself does not use. What would fill half a screen is left out.
[[nodiscard]] std::string in_quotes(std::string_view text);

class LayoutText {
protected:
    LayoutText(std::string_view text, std::optional<Slip>& slip) : text_(text), slip_(slip) {}

    [[nodiscard]] char char_at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\n'; }
    [[nodiscard]] bool blank_at(std::size_t offset) const { return any_of(char_at(offset), " \t\r\n"); }
    void report(std::string_view code, std::size_t offset, std::size_t length, std::string what, std::string why,
                std::string hint);
    [[nodiscard]] std::size_t line_number(std::size_t offset) const;
    [[nodiscard]] std::size_t end_of_line(std::size_t offset) const {
        return std::min(text_.find('\n', offset), text_.size());
    }
    [[nodiscard]] std::size_t after_line(std::size_t offset) const {
        return std::min(end_of_line(offset) + 1, text_.size());
    }
    [[nodiscard]] bool comment_at(std::size_t offset) const {
        return char_at(offset) == '#' && (offset == 0 || blank_at(offset - 1));
    }
    [[nodiscard]] std::size_t skip_blanks(std::size_t offset) const;
    /// True where nothing but a comment follows on the line.
    [[nodiscard]] bool line_is_over(std::size_t offset) const;
    /// What stands from `offset` to the end of the line, without a comment.
    [[nodiscard]] std::string_view rest_of_line(std::size_t offset) const;
    /// The indentation of the next line that says something.
    [[nodiscard]] std::size_t next_indent(std::size_t offset) const;
    /// Where the colon of a key is that begins at `word`, or npos.
    [[nodiscard]] std::size_t key_end(std::size_t word) const;
    /// A mark of YAML before a formula; an anchor, alias or tag alone is refused elsewhere.
    [[nodiscard]] bool begins_badly(std::size_t from) const;
    [[nodiscard]] std::size_t closing_quote(std::size_t open) const;
    void report_colon_before(std::size_t word, std::size_t bracket);
    /// A value that begins with a mark of YAML's own.
    void report_mark(std::size_t from, std::string_view whole);
    void report_unquoted(std::size_t from, std::string what, std::string why);
    void report_open_quote(std::size_t open, std::size_t close);
    /// What follows a closing quote and should not.
    void report_after_quote(std::size_t open, std::size_t close);

    std::string_view text_;

private:
    std::optional<Slip>& slip_;  ///< what was found; nothing is looked for after it
};

/// Reads brackets within brackets from the opening one at `from`, which belongs to an entry in `column`. Returns where
/// they end, or reports a slip.
std::size_t read_brackets(std::string_view text, std::size_t from, std::size_t column, std::optional<Slip>& slip);

}  // namespace standoff::layout
