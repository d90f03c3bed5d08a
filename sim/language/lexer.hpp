// Text to tokens. Characters and operators that the language does not have are reported here, with what to write
// instead.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "language/parser.hpp"

namespace standoff {

enum class TokenKind : std::uint8_t {
    number,
    date,
    name,
    plus,
    minus,
    star,
    slash,
    caret,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    assign,
    plus_assign,
    minus_assign,
    times_assign,
    open,
    close,
    comma,
    dot,
    prime,
    end
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::size_t begin = 0;  ///< byte offsets in the formula's text
    std::size_t end = 0;
    std::string_view text;
    double value = 0;      ///< of a number
    std::int32_t day = 0;  ///< of a date, days since 1970-01-01
};

/// The place in the file of the bytes [begin, end) of a formula.
[[nodiscard]] Place place_in(const Formula& formula, std::size_t begin, std::size_t end);

/// The tokens of a formula, the last one of kind `end`; nothing after an error.
[[nodiscard]] std::optional<std::vector<Token>> tokenize(const Formula& formula, Diagnostics& findings);

}  // namespace standoff
