// What can influence what, from the numbers and events of a model to what counts in the end: a decision, an outcome, a
// measure, a payoff, a comparison with data.
//
// A quantity influences what the formulas that read it go into; an action or a chance event influences what its effects
// change and what remembers it. All policies decide, held or not: a library may offer more than one file needs.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "scenario/formulas.hpp"

namespace standoff {

class Influence {
public:
    explicit Influence(const Spec& spec);

    /// Variables, parameters, derived quantities, actions and chance events.
    [[nodiscard]] bool counts(Symbol symbol) const { return counting_.contains(key(symbol)); }
    /// True if something else depends on it directly.
    [[nodiscard]] bool has_heirs(Symbol symbol) const;
    /// True if it feeds its own next value.
    [[nodiscard]] bool feeds_itself(Symbol symbol) const;
    /// Where its influence ends, for what does not count: `it is read only by the dynamics of "y", which nothing else
    /// reads`.
    [[nodiscard]] std::string dead_end(Symbol symbol) const;

private:
    using Key = std::pair<SymbolKind, int>;
    struct Link {
        Symbol to;
        FormulaPlace where = FormulaPlace::result;
        const Entry* via = nullptr;
        friend bool operator==(const Link&, const Link&) = default;
    };

    static Key key(Symbol symbol) { return {symbol.kind, symbol.index}; }
    void read(const Node& tree, const FormulaUse& use);
    void effects(const std::vector<Statement>& effects, Symbol event, const Entry& entry);
    void link(Symbol from, const Link& to);
    void spread();
    [[nodiscard]] const std::vector<Link>& links(Symbol symbol) const;
    [[nodiscard]] std::string heirs(Symbol symbol) const;
    [[nodiscard]] std::string words(Symbol from, const Link& link) const;
    [[nodiscard]] bool ends_there(Symbol symbol) const;
    [[nodiscard]] const std::string& name_of(Symbol symbol) const;

    const Spec& spec_;
    std::map<Key, std::vector<Link>> links_;
    std::set<Key> counting_;
};

}  // namespace standoff
