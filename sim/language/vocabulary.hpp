// The fixed words of the expression language: functions, aggregates, memory terms, units and keywords, declared once
// for the parser, the checker, the list of reserved words and all texts that say what a word means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/syntax.hpp"

namespace standoff::vocabulary {

/// What a function takes and gives.
enum class Signature : std::uint8_t {
    numeric,     ///< numbers, gives a number
    same,        ///< arguments of one kind, gives that kind
    relaxation,  ///< relax(x, to, half_life)
    lagged,      ///< lag(x, literal duration)
    statistic,   ///< of a run: one expression, gives its kind
    share,       ///< of a run: one condition, gives a number
    first,       ///< of a run: one condition, gives a time
    payoff       ///< of a run: one actor, gives a number
};

/// What a word means that is written before brackets.
struct Definition {
    std::string_view name;
    std::string_view usage;    ///< as it is written: `relax(x, to, half_life)`
    std::string_view meaning;  ///< what it gives: one sentence, without a full stop
};

struct FunctionEntry : Definition {
    Function function;
    Signature signature;
    std::size_t least;  ///< arguments
    std::size_t most;   ///< arguments; 0 for any number
    bool draws = false;
};

struct Unit {
    std::string_view singular;
    std::string_view plural;
    double days;  ///< 0 for `step`
};

[[nodiscard]] const FunctionEntry* find_function(std::string_view word);
[[nodiscard]] const FunctionEntry& entry_of(Function function);
[[nodiscard]] const Definition& definition_of(Aggregate aggregate);
[[nodiscard]] const Definition& definition_of(Memory memory);
/// All that a word can mean: `min` and `count` have two meanings; none where it is not called.
[[nodiscard]] std::vector<Definition> definitions_of(std::string_view word);
/// How it is written, for messages: "`min(a, b)` or `min(x for c in set)`".
[[nodiscard]] std::string usage_of(std::string_view word);
/// Functions, aggregates and memory terms; a word with two meanings stands there twice.
[[nodiscard]] const std::vector<std::string>& function_names();
[[nodiscard]] const Unit* find_unit(std::string_view word);
/// Singular and plural of every unit.
[[nodiscard]] std::vector<std::string> unit_names();
[[nodiscard]] std::optional<Aggregate> find_aggregate(std::string_view word);
[[nodiscard]] std::optional<Memory> find_memory(std::string_view word);
[[nodiscard]] std::string_view word_of(Aggregate aggregate);
[[nodiscard]] std::string_view word_of(Memory memory);
[[nodiscard]] std::string_view word_of(Operator op);
/// `and or not if else for in by to per true false`: words that are never a name in a formula.
[[nodiscard]] bool is_keyword(std::string_view word);
/// True for a function of a whole run (`total … payoff`).
[[nodiscard]] bool is_measure(const FunctionEntry& entry);

}  // namespace standoff::vocabulary
