#include "language/lexer.hpp"

#include <array>
#include <charconv>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/dates.hpp"
#include "base/unicode.hpp"
#include "language/symbols.hpp"

namespace standoff {
namespace {

constexpr std::size_t longest_text = 64 * 1024;
constexpr int most_errors = 8;  // of one text; the rest would only repeat them

using unicode::is_digit;

bool is_letter(char c) { return unicode::is_letter(c) || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct Spelling {
    std::string_view text;
    TokenKind kind;
};

// Longest first.
constexpr std::array spellings = {Spelling{"==", TokenKind::equal},        Spelling{"!=", TokenKind::not_equal},
                                  Spelling{"<=", TokenKind::less_equal},   Spelling{">=", TokenKind::greater_equal},
                                  Spelling{"+=", TokenKind::plus_assign},  Spelling{"-=", TokenKind::minus_assign},
                                  Spelling{"*=", TokenKind::times_assign}, Spelling{"+", TokenKind::plus},
                                  Spelling{"-", TokenKind::minus},         Spelling{"*", TokenKind::star},
                                  Spelling{"/", TokenKind::slash},         Spelling{"^", TokenKind::caret},
                                  Spelling{"<", TokenKind::less},          Spelling{">", TokenKind::greater},
                                  Spelling{"=", TokenKind::assign},        Spelling{"(", TokenKind::open},
                                  Spelling{")", TokenKind::close},         Spelling{",", TokenKind::comma},
                                  Spelling{".", TokenKind::dot},           Spelling{"'", TokenKind::prime}};

struct Foreign {
    std::string_view text;
    std::string_view hint;
};

// Operators of other languages. Longest first, before the spellings above.
constexpr std::array foreign_operators = {Foreign{"===", "write `==`"},
                                          Foreign{"!==", "write `!=`"},
                                          Foreign{"&&", "write `and`"},
                                          Foreign{"||", "write `or`"},
                                          Foreign{"**", "write `^`"},
                                          Foreign{"//", "write `floor(x / y)`"},
                                          Foreign{"<>", "write `!=`"},
                                          Foreign{"=<", "write `<=`"},
                                          Foreign{"=>", "write `>=`"},
                                          Foreign{":=", "write `=`"},
                                          Foreign{"/=", "write `x *= 1 / y`"},
                                          Foreign{"^=", "write `x = x ^ y`"},
                                          Foreign{"&", "write `and`"},
                                          Foreign{"|", "write `or`"},
                                          Foreign{"!", "write `not`"},
                                          Foreign{"%", "write `mod(x, y)`; a percentage is a fraction, such as 0.05"},
                                          Foreign{"?", "write `a if condition else b`"}};

struct Lookalike {
    std::string_view text;  // UTF-8
    std::string_view name;
    std::string_view hint;
};

constexpr std::array lookalikes = {Lookalike{"\u2212", "a typographic minus", "write `-`"},
                                   Lookalike{"\u2013", "a dash", "write `-`"},
                                   Lookalike{"\u2014", "a dash", "write `-`"},
                                   Lookalike{"\u2010", "a typographic hyphen", "write `-`"},
                                   Lookalike{"\u2011", "a typographic hyphen", "write `-`"},
                                   Lookalike{"\u00d7", "a multiplication sign", "write `*`"},
                                   Lookalike{"\u00b7", "a multiplication dot", "write `*`"},
                                   Lookalike{"\u22c5", "a multiplication dot", "write `*`"},
                                   Lookalike{"\u00f7", "a division sign", "write `/`"},
                                   Lookalike{"\u2264", "the sign \u2264", "write `<=`"},
                                   Lookalike{"\u2265", "the sign \u2265", "write `>=`"},
                                   Lookalike{"\u2260", "the sign \u2260", "write `!=`"},
                                   Lookalike{"\u2018", "a typographic quote", "a prime is the straight quote `'`"},
                                   Lookalike{"\u2019", "a typographic quote", "a prime is the straight quote `'`"},
                                   Lookalike{"\u2032", "a typographic prime", "a prime is the straight quote `'`"},
                                   Lookalike{"\u201c", "a typographic quote", "names need no quotes"},
                                   Lookalike{"\u201d", "a typographic quote", "names need no quotes"},
                                   Lookalike{"\u00b2", "a superscript", "write `^2`"},
                                   Lookalike{"\u00b3", "a superscript", "write `^3`"},
                                   Lookalike{"\u00a0", "a no-break space", "write an ordinary space"},
                                   Lookalike{"\u202f", "a no-break space", "write an ordinary space"},
                                   Lookalike{"\u200b", "an invisible space", "delete it"},
                                   Lookalike{"\ufeff", "an invisible byte order mark", "delete it"}};

constexpr std::array stray_characters = {Foreign{"\"", "names need no quotes"},
                                         Foreign{"`", "names need no quotes"},
                                         Foreign{"[", "a formula has round brackets only: write `(`"},
                                         Foreign{"]", "a formula has round brackets only: write `)`"},
                                         Foreign{"{", "a formula has round brackets only: write `(`"},
                                         Foreign{"}", "a formula has round brackets only: write `)`"},
                                         Foreign{":", ""},
                                         Foreign{";", "write one statement an entry, as a list"}};

class Lexer {
public:
    Lexer(const Formula& formula, Diagnostics& findings)
        : formula_(formula), text_(formula.text), findings_(findings) {}

    std::optional<std::vector<Token>> run() {
        if (text_.size() > longest_text) {
            fail("E302", 0, 1, "this formula is too long", fmt::format("a formula has at most {} bytes", longest_text),
                 "name its parts as derived quantities");
            return std::nullopt;
        }
        while (errors_ < most_errors) {
            while (at_ < text_.size() && is_space(text_[at_])) ++at_;
            if (at_ == text_.size()) break;
            next();
        }
        if (errors_ > 0) return std::nullopt;
        tokens_.push_back({TokenKind::end, text_.size(), text_.size(), {}});
        return std::move(tokens_);
    }

private:
    void fail(std::string_view code, std::size_t begin, std::size_t end, std::string what, std::string why = {},
              std::string hint = {}) {
        ++errors_;
        findings_.add(code, place_in(formula_, begin, end), std::move(what), std::move(why), std::move(hint));
    }

    void push(TokenKind kind, std::size_t begin) {
        tokens_.push_back({kind, begin, at_, text_.substr(begin, at_ - begin)});
    }

    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    void next() {
        const char c = text_[at_];
        if (is_digit(c)) return number();
        if (is_letter(c)) return name();
        if (c == '.' && is_digit(peek(1))) return number();
        const std::string_view rest = text_.substr(at_);
        // `x'=>` and the like never stand in a correct text, but `!=` and `'=` do.
        for (const Foreign& foreign : foreign_operators) {
            if (!rest.starts_with(foreign.text) || (foreign.text == "!" && rest.starts_with("!="))) continue;
            fail("E304", at_, at_ + foreign.text.size(), fmt::format("the language has no operator `{}`", foreign.text),
                 {}, std::string(foreign.hint));
            at_ += foreign.text.size();
            return;
        }
        for (const Spelling& spelling : spellings) {
            if (!rest.starts_with(spelling.text)) continue;
            const std::size_t begin = at_;
            at_ += spelling.text.size();
            return push(spelling.kind, begin);
        }
        stray();
    }

    void stray() {
        const std::string_view rest = text_.substr(at_);
        for (const Lookalike& lookalike : lookalikes) {
            if (!rest.starts_with(lookalike.text)) continue;
            fail("E303", at_, at_ + lookalike.text.size(), fmt::format("{} cannot stand in a formula", lookalike.name),
                 "formulas are written in plain ASCII", std::string(lookalike.hint));
            at_ += lookalike.text.size();
            return;
        }
        std::size_t size = 1;
        while (at_ + size < text_.size() && (static_cast<unsigned char>(text_[at_ + size]) & 0xC0U) == 0x80U) ++size;
        const bool ascii = static_cast<unsigned char>(text_[at_]) < 0x80U;
        const bool printable = !ascii || (text_[at_] > ' ' && text_[at_] < '\x7f');
        std::string hint;
        for (const Foreign& known : stray_characters)
            if (rest.starts_with(known.text)) hint = known.hint;
        fail("E303", at_, at_ + size,
             printable ? fmt::format("the character {} cannot stand in a formula", rest.substr(0, size))
                       : std::string("a control character cannot stand in a formula"),
             ascii ? "" : "names are ASCII letters, digits and underscores", std::move(hint));
        at_ += size;
        // One finding for a word in another script.
        while (!ascii && at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80U) ++at_;
    }

    void name() {
        const std::size_t begin = at_;
        while (is_letter(peek()) || is_digit(peek())) ++at_;
        if (text_.substr(begin, at_ - begin) == "date") {
            std::size_t open = at_;
            while (open < text_.size() && is_space(text_[open])) ++open;
            if (open < text_.size() && text_[open] == '(') return date(begin, open);
        }
        push(TokenKind::name, begin);
    }

    // `date(2022-11-08)` is one token, so that its inside is never read as a subtraction.
    void date(std::size_t begin, std::size_t open) {
        std::size_t close = text_.find(')', open);
        if (close == std::string_view::npos) {
            at_ = text_.size();
            return fail("E307", begin, open + 1, "`date(` is not closed", {}, "write `date(2022-11-08)`");
        }
        std::size_t first = open + 1;
        std::size_t last = close;
        while (first < last && is_space(text_[first])) ++first;
        while (last > first && is_space(text_[last - 1])) --last;
        at_ = close + 1;
        const std::string_view written = text_.substr(first, last - first);
        const std::optional<Day> day = parse_date(written);
        if (!day) {
            const bool shaped = looks_like_date(first) && last == first + 10;
            return fail("E307", first, last > first ? last : close,
                        shaped ? fmt::format("{} is not a day of the calendar", written)
                               : std::string("`date(…)` takes a date written year-month-day"),
                        {}, shaped ? "" : "write `date(2022-11-08)`");
        }
        push(TokenKind::date, begin);
        tokens_.back().day = *day;
    }

    [[nodiscard]] bool looks_like_date(std::size_t begin) const {
        constexpr std::string_view shape = "dddd-dd-dd";
        if (begin + shape.size() > text_.size()) return false;
        for (std::size_t i = 0; i < shape.size(); ++i) {
            const char c = text_[begin + i];
            if (shape[i] == 'd' ? !is_digit(c) : c != shape[i]) return false;
        }
        const std::size_t end = begin + shape.size();
        return end == text_.size() || !is_digit(text_[end]);
    }

    void number() {
        const std::size_t begin = at_;
        if (looks_like_date(begin)) {
            at_ += 10;
            const std::string_view written = text_.substr(begin, 10);
            return fail("E307", begin, at_, "a date stands only in `date(…)`", {},
                        fmt::format("write `date({})`, or put spaces around `-` to subtract", written));
        }
        if (peek() == '.') {
            ++at_;
            while (is_digit(peek())) ++at_;
            return fail("E305", begin, at_, "a number begins with a digit", {},
                        fmt::format("write `0{}`", text_.substr(begin, at_ - begin)));
        }
        while (is_digit(peek())) ++at_;
        const std::string_view whole = text_.substr(begin, at_ - begin);
        if (whole.size() > 1 && whole.front() == '0') {
            return fail("E306", begin, at_, fmt::format("the number {} begins with 0", whole),
                        "some programs read such numbers as octal", "leave the leading zeros out");
        }
        if (peek() == '.') {
            if (!is_digit(peek(1))) {
                ++at_;
                return fail("E305", begin, at_, "a decimal point needs digits after it", {},
                            fmt::format("write `{}` or `{}.0`", whole, whole));
            }
            ++at_;
            while (is_digit(peek())) ++at_;
        }
        if ((peek() == 'e' || peek() == 'E') &&
            (is_digit(peek(1)) || ((peek(1) == '+' || peek(1) == '-') && is_digit(peek(2))))) {
            at_ += 2;
            while (is_digit(peek())) ++at_;
        }
        const bool second_point = peek() == '.' && is_digit(peek(1));
        if (second_point || peek() == '_' || (whole == "0" && (peek() == 'x' || peek() == 'b' || peek() == 'o'))) {
            while (is_digit(peek()) || is_letter(peek()) || peek() == '.') ++at_;
            return fail("E305", begin, at_, fmt::format("{} is not a number", text_.substr(begin, at_ - begin)), {},
                        "write digits with at most one decimal point, such as `0.25` or `1e-3`");
        }
        double value = 0;
        const std::from_chars_result result = std::from_chars(text_.data() + begin, text_.data() + at_, value);
        if (result.ec != std::errc() || result.ptr != text_.data() + at_)
            return fail("E305", begin, at_, "this number is too large or too small",
                        "numbers are 64-bit floating point");
        push(TokenKind::number, begin);
        tokens_.back().value = value;
    }

    const Formula& formula_;
    std::string_view text_;
    Diagnostics& findings_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int errors_ = 0;
};

}  // namespace

Place place_in(const Formula& formula, std::size_t begin, std::size_t end) {
    const auto offset = [&](std::size_t at) {
        if (formula.offsets == nullptr) return static_cast<std::uint32_t>(at);
        if (formula.offsets->empty()) return 0U;
        return at < formula.offsets->size() ? (*formula.offsets)[at] : formula.offsets->back();
    };
    const std::uint32_t first = offset(begin);
    const std::uint32_t last = offset(end);
    return {formula.source, first, last > first ? last - first : 0};
}

std::optional<std::vector<Token>> tokenize(const Formula& formula, Diagnostics& findings) {
    return Lexer(formula, findings).run();
}

}  // namespace standoff
