// The static check of a parsed formula: resolves names, checks arity and kinds, and says what may not stand where.
//
// It needs no scenario: a theory alone is checked by roles. What depends on who acts (an actor without the variable it
// is asked for, a pair with itself, someone else's private variable) is found when the model unrolls its sets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "language/symbols.hpp"
#include "language/syntax.hpp"

namespace standoff {

/// What a formula may use, apart from the names of the model.
struct Scope {
    struct Local {
        std::string name;
        Kind kind = Kind::number;
        bool level = false;  ///< a level: fixed with the menu; the others are known when the act happens
    };
    struct Bound {
        std::string name;
        Symbol set;  ///< role, group or everyone
    };
    std::vector<Symbol> self;    ///< the sets that `self` may belong to (roles, everyone, one entity); empty: no self
    std::vector<Symbol> target;  ///< the same for `target`
    std::vector<Bound> bound;    ///< names bound outside of the formula, outermost first
    std::vector<Local> locals;   ///< level names, `let` names, `count`, `success`
    bool draws = false;          ///< uniform(…) and its like
    bool memory = true;          ///< since/count/times
    bool state = true;           ///< variables, derived quantities, `now`, lag
    bool measure = false;        ///< total, average, …, first, payoff, steps
    bool initial = false;        ///< variables stand for initial values; no memory, no derived, no lag
};

/// Checks one expression and annotates it. `wanted` is the kind it must have, or unknown for any of number and
/// duration. Returns its kind (unknown after an error).
Kind check_expression(Node& expression, const Scope& scope, const Symbols& symbols, Kind wanted, Diagnostics& findings);

enum class StatementPlace : std::uint8_t { effect, dynamics, initial };
/// Checks one statement and annotates it: target, prime, writing to what may not be written, loops, condition.
void check_statement(Statement& statement, const Scope& scope, const Symbols& symbols, StatementPlace where,
                     Diagnostics& findings);

/// Checks what `set`, `inputs` and `--set` name. `owner` gives the entity whose variables a bare name means, if any.
void check_reference(Node& reference, const Scope& scope, const Symbols& symbols, Diagnostics& findings);

}  // namespace standoff
