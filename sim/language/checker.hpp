// The walk behind check.hpp. Names and variables are resolved in check_names.cpp, actors and sets in check_actors.cpp,
// kinds of operators and functions in check_values.cpp, statements in check.cpp.
//
// An operand that already has a finding is of Kind::unknown and never causes a second one. The parser bounds the depth
// of a tree, and so the recursion here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/check.hpp"
#include "language/vocabulary.hpp"

namespace standoff::checking {

/// What is done with a variable: reading obeys the scope's limits, naming it does not.
enum class Access : std::uint8_t { read, name };

/// Who an actor-valued name may be: a member of any of the sets.
struct Holder {
    std::vector<Symbol> sets;
    bool anyone = false;  ///< nothing is known, everything is accepted
};

class Checker {
public:
    Checker(const Scope& scope, const Symbols& symbols, Diagnostics& findings);

    // --- Values (check_values.cpp) ---

    /// Any value: a number, a duration, an actor or a policy.
    Kind expression(Node& node);
    /// A number or a duration.
    Kind plain(Node& node);
    /// A number; `what` says what takes it, as in "a condition".
    void number(Node& node, std::string_view what);
    void require(const Node& node, Kind found, Kind wanted, std::string_view what);

    // --- Names (check_names.cpp, check_actors.cpp) ---

    /// A name node that stands for an actor or a thing; false after an error.
    bool actor(Node& node);
    bool policy_name(Node& node);
    /// A name, member or indexed node for a variable, parameter, derived quantity or `X.policy`.
    Kind quantity(Node& node, Access access);
    void enter(std::vector<Loop>& loops);
    void leave(std::size_t count);
    /// What a bare name stands for.
    [[nodiscard]] std::optional<Symbol> lookup(std::string_view text) const;

    [[nodiscard]] Kind time_kind() const { return symbols_.dated ? Kind::duration : Kind::number; }
    [[nodiscard]] Kind normal(Kind kind) const { return kind == Kind::duration ? time_kind() : kind; }
    [[nodiscard]] const Symbols& symbols() const { return symbols_; }
    [[nodiscard]] Holder holder(Symbol symbol) const;
    [[nodiscard]] bool only_things(const Holder& holder) const;
    void fail(std::string_view code, Place place, std::string what, std::string why = {}, std::string hint = {});

private:
    struct BoundName {
        std::string name;
        Place place;
        Symbol set;
        bool used;
    };

    Kind literal(Node& node);
    Kind name(Node& node);
    Kind given_name(Node& node);
    Kind unary(Node& node);
    Kind binary(Node& node);
    Kind comparison(Node& node);
    Kind policy_comparison(Node& node);
    Kind arithmetic(Node& node);
    Kind conditional(Node& node);
    Kind aggregate(Node& node);
    Kind memory(Node& node);
    Kind call(Node& node);
    void draw(const Node& node);
    Kind measure_call(Node& node, const vocabulary::FunctionEntry& entry);
    Kind lag(Node& node);
    Kind common(const std::vector<Node*>& nodes, std::string_view what);
    bool arity(const Node& node, const vocabulary::FunctionEntry& entry);
    Kind mixed(const Node& node, std::string_view what);

    bool actor_symbol(Node& node, Symbol symbol);
    bool stands_for_someone(Symbol symbol, std::string_view text, Place place);
    void use(Symbol symbol);
    void unknown_value(const Node& node);
    bool word_instead_of_value(const Node& node);
    void not_an_actor(const Node& node, std::optional<Symbol> symbol);
    Kind policy_member(Node& node, Access access);
    bool check_owner(const Node& node, const Ownership& ownership, const Node* owner);
    void missing_owner(const Node& node, const Ownership& ownership);
    void check_argument(const Node& node, const Ownership& ownership, const Node* owner, const Node* argument);
    bool may_read_state(const Node& node, std::string_view what);
    void resolve_set(Loop& loop);
    bool shadows(const Loop& loop);
    void resolve_party(Party& party, bool acts);
    [[nodiscard]] Holder other_holder() const;
    [[nodiscard]] bool fits(const Holder& holder, const std::vector<Symbol>& sets) const;
    [[nodiscard]] bool set_fits(Symbol set, const std::vector<Symbol>& sets) const;
    [[nodiscard]] bool entity_fits(int entity, const std::vector<Symbol>& sets) const;
    [[nodiscard]] std::string describe(const std::vector<Symbol>& sets) const;
    [[nodiscard]] std::string set_name(Symbol set) const;
    [[nodiscard]] std::string example_of(const std::vector<Symbol>& sets) const;
    [[nodiscard]] std::vector<std::string> value_names() const;
    [[nodiscard]] std::vector<std::string> actor_names() const;
    [[nodiscard]] std::vector<std::string> names_of(std::initializer_list<SymbolKind> kinds) const;

    const Scope& scope_;
    const Symbols& symbols_;
    Diagnostics& findings_;
    std::vector<BoundName> bound_;
    bool unknown_actor_ = false;  ///< one was reported: a bound name that nothing uses may be what was meant
    bool in_measure_ = false;     ///< inside the argument of a measure function
};

/// An actor or a thing: an entity, a bound name, `self`, `target` or `other`.
[[nodiscard]] bool stands_for_actor(SymbolKind kind);
/// A role, a group or all actors.
[[nodiscard]] bool is_set(SymbolKind kind);
/// "a number", "a duration", "an actor", "a policy".
[[nodiscard]] std::string_view kind_words(Kind kind);
/// "a variable", "a role", ….
[[nodiscard]] std::string_view symbol_words(SymbolKind kind);

}  // namespace standoff::checking
