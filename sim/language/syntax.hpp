// The syntax tree of the expression language: what a formula says, before it is known who acts.
//
// The parser builds it with names as text; the checker (check.hpp) resolves every name to a Symbol and gives every node
// a Kind, in place. After an error-free check a tree can be lowered by the model without looking at text again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <standoff/diagnostic.hpp>

namespace standoff {

/// What a value is. Truth values are numbers (1 and 0). In an abstract model durations are numbers.
enum class Kind : std::uint8_t { number, duration, actor, policy, unknown };

enum class SymbolKind : std::uint8_t {
    none,
    variable,   ///< index into the variables
    parameter,  ///< index into the parameters
    derived,    ///< index into the derived quantities
    entity,     ///< an actor or a thing: index into the entities
    role,       ///< index into the roles; a set
    group,      ///< index into the groups; a set
    everyone,   ///< `actors` (and `actor` in of/by/to/toward): the set of all actors
    self,       ///< the one that decides or owns
    target,     ///< what the act is directed at
    other,      ///< the other one of exactly two actors
    bound,      ///< a bound name of a loop: index = depth of the loop in the enclosing scope, outermost 0
    local,      ///< a level name, a `let` name, `count` or `success` of the action at hand: index into Scope::locals
    policy_of,  ///< `X.policy`: the member of an actor
    policy,     ///< a policy's name: index into the policies
    function,   ///< index is a Function
    now,
    step_length,  ///< `dt`
    year,
    month,
    steps,   ///< measures only: steps played
    act,     ///< an action, in memory terms and `do`: index into the actions
    tag,     ///< index into the tags
    chance,  ///< a chance event: index into the chance events
    hold
};

struct Symbol {
    SymbolKind kind = SymbolKind::none;
    int index = -1;
    friend bool operator==(const Symbol&, const Symbol&) = default;
};

/// Functions of values. `first … payoff` are for measures only, `uniform … triangular` draw.
enum class Function : std::uint8_t {
    abs,
    sqrt,
    exp,
    log,
    pow,
    min,
    max,
    clamp,
    round,
    floor,
    ceil,
    mod,
    tanh,
    logistic,
    relax,
    lag,
    uniform,
    normal,
    bernoulli,
    poisson,
    exponential,
    triangular,
    total,
    average,
    peak,
    low,
    final,
    share,
    first,
    payoff
};

enum class Operator : std::uint8_t {
    add,
    subtract,
    multiply,
    divide,
    power,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    logical_and,
    logical_or,
    logical_not,
    negate
};

/// How tightly a term holds together, loosest first: the levels of the grammar.
enum GrammarLevel : int {
    level_conditional,
    level_or,
    level_and,
    level_not,
    level_comparison,
    level_sum,
    level_product,
    level_sign,
    level_power,
    level_primary
};

[[nodiscard]] constexpr bool is_comparison(Operator op) {
    return op >= Operator::equal && op <= Operator::greater_equal;
}

enum class Aggregate : std::uint8_t { sum, mean, min, max, any, all, count };
enum class Memory : std::uint8_t { since, count, times };

enum class NodeKind : std::uint8_t {
    number,   ///< `value`; a literal with a unit has kind duration and `value` in days (dated), or counts `step`s (see
              ///< unit)
    date,     ///< `date(2022-11-08)`: `day` is days since 1970-01-01
    name,     ///< `text`; a variable here is the world's or self's own
    member,   ///< `owner.text`: children[0] is the owner (an actor-valued name)
    indexed,  ///< `text(argument)` or `owner.text(argument)` for a variable/derived toward another:
              ///< children[0] the argument; children[1] the owner if it is written
    call,     ///< a Function: children are the arguments
    unary,    ///< negate, logical_not: children[0]
    binary,   ///< children[0] op children[1]
    conditional,  ///< children: value if true, condition, value if false
    aggregate,    ///< children[0] the body; children[1] the condition if there is one; loops outermost first
    memory        ///< since/count/times: text is the act; by and to
};

struct Node;
using NodePtr = std::unique_ptr<Node>;

/// `for name in set`. The set is a role, a group or `actors`.
struct Loop {
    std::string name;
    Place name_place;
    std::string set_text;
    Place set_place;
    Symbol set;  ///< resolved by the checker
};

/// `by X` or `to Y` of a memory term.
struct Party {
    std::string text;
    Place place;
    Symbol symbol;  ///< entity, role, group, everyone, self, target, other or bound; resolved by the checker
};

struct Node {
    NodeKind node = NodeKind::number;
    Place place;       ///< the whole term
    Place name_place;  ///< the name within it, where `text` is set
    Kind kind = Kind::unknown;
    Symbol symbol;  ///< of `text`, resolved by the checker
    std::string text;
    double value = 0;
    bool in_steps = false;  ///< a literal in the unit `step`: `value` counts steps
    std::int32_t day = 0;
    Operator op = Operator::add;
    Function function = Function::abs;
    Aggregate aggregate = Aggregate::sum;
    Memory memory = Memory::since;
    std::vector<NodePtr> children;
    std::vector<Loop> loops;
    std::optional<Party> by;
    std::optional<Party> to;
};

enum class Assignment : std::uint8_t { set, add, subtract, multiply };

/// `target op expression [for i in set]… [if condition]`. `primed` in dynamics. The target is a name, member or indexed
/// node that resolves to a variable or to `X.policy` (then `right` is a policy's name node).
struct Statement {
    Place place;
    std::string text;  ///< as written, for descriptions
    NodePtr target;
    bool primed = false;
    Assignment assignment = Assignment::set;
    NodePtr right;
    std::vector<Loop> loops;
    NodePtr condition;  ///< may be null
};

/// A menu item as written in `values`, `do` and `weights`: `hold`, `tighten`, `tighten(DPRK, 0.15)`, `offer(relief=0.5,
/// cut=1)`.
struct ItemPattern {
    struct Argument {
        std::string level_name;        ///< of `name=value`; empty if positional
        std::string text;              ///< an entity's name or a named level's name, if it is a name
        std::optional<double> number;  ///< a level's value (a duration in days, or steps if `in_steps`)
        bool duration = false;
        bool in_steps = false;
        Place place;
    };
    Place place;
    std::string name;  ///< action, tag or `hold`
    Place name_place;
    std::vector<Argument> arguments;
};

}  // namespace standoff
