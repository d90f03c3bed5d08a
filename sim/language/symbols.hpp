// What the expressions of a model may name. The scenario layer fills it, the checker and the model read it; it knows
// nothing of files.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/syntax.hpp"

namespace standoff {

/// Which instances a variable or derived quantity has. A set is a list of roles or everyone.
struct Ownership {
    bool owned = false;      ///< `of` is present
    bool directed = false;   ///< `toward` is present
    std::vector<Symbol> of;  ///< role or everyone symbols
    std::vector<Symbol> toward;
};

struct VariableSymbol {
    Ownership ownership;
    Kind kind = Kind::number;
    bool input = false;
    bool is_private = false;
};

struct DerivedSymbol {
    Ownership ownership;
    Kind kind = Kind::unknown;  ///< unknown until its formula was checked
};

struct EntitySymbol {
    std::string name;
    bool thing = false;
    std::vector<int> roles;
};

struct Symbols {
    bool dated = true;                                 ///< durations exist and are not numbers
    bool actors_known = false;                         ///< a scenario; false when a theory is checked alone
    std::map<std::string, Symbol, std::less<>> names;  ///< the one namespace of expressions, reserved words left out
    std::map<std::string, Symbol, std::less<>> acts;   ///< actions, tags, chance events, `hold`
    std::map<std::string, int, std::less<>> policies;
    std::vector<VariableSymbol> variables;
    std::vector<DerivedSymbol> derived;
    std::vector<Kind> parameters;
    std::vector<EntitySymbol> entities;          ///< actors first, in file order, then things
    std::vector<std::vector<int>> role_members;  ///< entities by role
    std::vector<bool> role_is_thing;
    std::vector<std::string> role_names;
    std::vector<std::vector<int>> group_members;  ///< entities by group

    [[nodiscard]] std::optional<Symbol> name(std::string_view text) const;
    [[nodiscard]] std::optional<Symbol> act(std::string_view text) const;
    /// The entities of a set symbol (role, group, everyone) or of a single entity.
    [[nodiscard]] std::vector<int> members(Symbol set) const;
    /// True if the entity belongs to one of the sets.
    [[nodiscard]] bool belongs(int entity, const std::vector<Symbol>& sets) const;
};

/// True for a word that no file may use as a name: functions, keywords, units, `self`, `target`, `hold`, ….
[[nodiscard]] bool is_reserved(std::string_view word);
[[nodiscard]] const std::vector<std::string>& reserved_words();
/// An ASCII identifier: a letter or underscore, then letters, digits and underscores.
[[nodiscard]] bool is_identifier(std::string_view text);

}  // namespace standoff
