#include "language/parse.hpp"

namespace standoff::parsing {

/// A token that cannot follow what was read so far.
void Parser::unexpected() {
    const Token& token = now();
    const std::string text(token.text);
    switch (token.kind) {
        case TokenKind::assign:
            return fail("E308", token, "`=` stands where two values are compared", "`=` assigns a value", "write `==`");
        case TokenKind::plus_assign:
        case TokenKind::minus_assign:
        case TokenKind::times_assign:
            return fail("E318", token, fmt::format("`{}` cannot stand in an expression", text),
                        "only a statement changes a variable, and only one");
        case TokenKind::prime:
            return fail("E313", token, "a prime stands only on the left of a statement",
                        "right sides read the state before the phase", "leave the prime out");
        case TokenKind::close: return fail("E312", token, "this bracket was never opened", {}, "delete `)`");
        case TokenKind::comma:
            if (at_ > 0 && tokens_[at_ - 1].kind == TokenKind::number && ahead(1).kind == TokenKind::number)
                return fail("E311", token, "a comma cannot stand here", {}, "a decimal number is written with a point");
            if (at_ > 1 && tokens_[at_ - 2].text == "in")
                return fail("E311", token, "a comma cannot stand here", {}, "write `for c in set for d in set`");
            return fail("E311", token, "a comma cannot stand here", "commas separate the arguments of a function");
        case TokenKind::dot:
            return fail("E324", token, "`.` cannot stand here", "only an actor's or a thing's name has members",
                        "write `USA.attention`");
        case TokenKind::name:
            if (text == "else") return fail("E314", token, "`else` without `if`", {}, "write `a if condition else b`");
            if (text == "if")
                return fail("E314", token, "`if` cannot stand here", {}, "put brackets around `a if condition else b`");
            if (text == "for") return loop_without_aggregate();
            if (text == "per")
                return fail("E322", token, "`per` cannot stand here", "only a rate is per unit of time",
                            "to count durations divide by one: `… / 1 week`");
            if (text == "not")
                return fail("E311", token, "`not` cannot stand here", {}, "write `a != b`, or `and not`");
            if (at_ > 0 && tokens_[at_ - 1].kind == TokenKind::number && is_free_name(token)) {
                std::vector<std::string> words = vocabulary::unit_names();
                words.insert(words.end(), {"for", "and"});
                const std::string near = did_you_mean(text, words);
                return fail(
                    "E311", token, fmt::format("`{}` is no unit of time", text), near,
                    near.empty()
                        ? fmt::format("units: day, week, month, quarter, year, step; to multiply write `{} * {}`",
                                      tokens_[at_ - 1].text, text)
                        : "");
            }
            return two_names();
        default: break;
    }
    fail("E311", token, fmt::format("an operator is missing before `{}`", text), {},
         token.kind == TokenKind::open ? "write `*` to multiply" : "");
}

/// A loop where none can stand; often the word before its bracket is an aggregate with a slip in it.
void Parser::loop_without_aggregate() {
    constexpr std::string_view help = "write `sum(… for c in set)` or another of sum, mean, min, max, any, all, count";
    std::size_t depth = 0;
    std::size_t open = at_;
    while (open > 0 && (tokens_[open].kind != TokenKind::open || depth > 0)) {
        if (tokens_[open].kind == TokenKind::close) ++depth;
        if (tokens_[open].kind == TokenKind::open) --depth;
        --open;
    }
    const Token& word = tokens_[open > 0 ? open - 1 : at_];
    if (open > 0 && is_free_name(word) && !vocabulary::find_aggregate(word.text))
        return fail("E316", word, fmt::format("`{}` takes no loop", word.text), {}, std::string(help));
    fail("E316", now(), "`for` cannot stand here", "a loop belongs to a statement or an aggregate", std::string(help));
}

/// A name that follows a value: a misspelt word of the language, a function or a memory term that was not recognised.
void Parser::two_names() {
    const Token& token = now();
    const std::string text(token.text);
    const std::string before(at_ > 0 ? tokens_[at_ - 1].text : "");
    const bool in_brackets = at_ > 2 && tokens_[at_ - 2].kind == TokenKind::open;
    if (in_brackets && (text == "to" || text == "by") && tokens_[at_ - 3].kind == TokenKind::name)
        return fail("E319", tokens_[at_ - 3], fmt::format("`{}` remembers no acts", tokens_[at_ - 3].text),
                    did_you_mean(tokens_[at_ - 3].text, {"since", "count", "times"}),
                    "only `since(…)`, `count(…)` and `times(…)` take `by` and `to`");
    if (vocabulary::find_function(before) != nullptr)
        return fail("E311", token, fmt::format("an operator is missing before `{}`", text),
                    fmt::format("`{}` is a function", before), fmt::format("write `{}({})`", before, text));
    const std::string near = did_you_mean(text, {"and", "or", "if", "else", "for"});
    fail("E311", token, fmt::format("an operator is missing before `{}`", text), near,
         near.empty() && at_ > 0 && tokens_[at_ - 1].kind == TokenKind::name
             ? fmt::format("of an actor it is written `{}.{}`, of a pair `{}({})`", before, text, before, text)
             : "");
}

/// A token that cannot begin a value, or the end where one is needed.
void Parser::missing_value() {
    const Token& token = now();
    const std::string text(token.text);
    switch (token.kind) {
        case TokenKind::end:
            return fail("E310", token.begin > 0 ? tokens_[at_ > 0 ? at_ - 1 : 0].begin : 0, token.end,
                        "a value is missing at the end");
        case TokenKind::plus:
        case TokenKind::star:
            if (at_ > 0 && tokens_[at_ - 1].kind == TokenKind::assign)
                return fail("E310", token, fmt::format("`={}` is no sign of the language", text), {},
                            fmt::format("write `{}=`", text));
            if (token.kind != TokenKind::plus) break;
            return fail("E310", token, "`+` stands between two values", {}, "leave the sign out");
        case TokenKind::assign:
            if (at_ > 0 && (tokens_[at_ - 1].kind == TokenKind::less || tokens_[at_ - 1].kind == TokenKind::greater))
                return fail("E308", token, "`=` stands where two values are compared", {}, "write `<=` or `>=` as one");
            break;
        case TokenKind::prime: return unexpected();
        case TokenKind::name:
            if (text == "not")
                return fail("E310", token, "`not` needs brackets here", "it binds looser than comparisons",
                            "write `(not …)`");
            return fail("E310", token, fmt::format("a value is missing before `{}`", text),
                        fmt::format("`{}` is a word of the language", text));
        default: break;
    }
    fail("E310", token, fmt::format("a value is missing before `{}`", text));
}

}  // namespace standoff::parsing
