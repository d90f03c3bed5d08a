// The fixed words of the expression language: functions, aggregates, memory terms, units and keywords, declared once
// for the parser, the checker and the list of reserved words.
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

struct FunctionEntry {
    std::string_view name;
    Function function;
    Signature signature;
    std::size_t least;       ///< arguments
    std::size_t most;        ///< arguments; 0 for any number
    std::string_view usage;  ///< as it is written
    bool draws = false;
};

struct Unit {
    std::string_view singular;
    std::string_view plural;
    double days;  ///< 0 for `step`
};

[[nodiscard]] const FunctionEntry* find_function(std::string_view word);
[[nodiscard]] const FunctionEntry& entry_of(Function function);
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
