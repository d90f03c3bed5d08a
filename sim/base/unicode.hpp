// The little of UTF-8 that messages need: where characters begin, how many there are, how wide a terminal shows them.
// A broken byte counts as one character, so that any file can be shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace standoff::unicode {

inline constexpr char32_t replacement = U'\uFFFD';

struct Character {
    char32_t code = replacement;  ///< `replacement` where the bytes are no character
    std::size_t length = 1;       ///< in bytes, 1 … 4
};

/// The character that `text`, which is not empty, begins with.
[[nodiscard]] Character first_character(std::string_view text);

/// Its bytes alone.
[[nodiscard]] inline std::size_t character_length(std::string_view text) { return first_character(text).length; }

/// The number of characters (code points).
[[nodiscard]] std::size_t code_points(std::string_view text);

/// Columns that a terminal takes for a character: 2 for Korean, Chinese, Japanese and most pictures, 0 for marks that
/// sit on the one before, otherwise 1.
[[nodiscard]] std::size_t display_width(char32_t code);

/// Whether a terminal would obey it instead of showing it: control characters and those that turn the direction of
/// writing.
[[nodiscard]] bool is_control(char32_t code);

void append_utf8(std::string& text, char32_t code);

[[nodiscard]] constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
[[nodiscard]] constexpr char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Of ASCII alone, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// What a terminal shows and never obeys: a file can hold escape sequences. Control characters are replaced, line ends
/// and tabs become spaces.
[[nodiscard]] std::string printable(std::string_view text);

/// For terminals that are not told to be of UTF-8: marks and blocks as their nearest ASCII (`±` as `+/-`, `…` as
/// `...`), any other character as one `?` for each of its columns. ASCII stays as it is.
[[nodiscard]] std::string in_ascii(std::string_view text);

}  // namespace standoff::unicode
