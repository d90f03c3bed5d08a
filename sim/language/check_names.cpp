#include <algorithm>

#include <fmt/format.h>

#include "language/checker.hpp"

namespace standoff::checking {
namespace {

struct Alias {
    std::string_view wrong;
    std::string_view right;
};

// What other languages call it.
constexpr Alias aliases[] = {{"ln", "log"},       {"avg", "mean"},       {"average", "mean"}, {"sigmoid", "logistic"},
                             {"rand", "uniform"}, {"random", "uniform"}, {"time", "now"},     {"maximum", "max"},
                             {"minimum", "min"},  {"gauss", "normal"},   {"True", "true"},    {"False", "false"}};

std::string alias_of(std::string_view wrong) {
    for (const Alias& alias : aliases)
        if (alias.wrong == wrong) return fmt::format("did you mean \"{}\"?", alias.right);
    return {};
}

Node* owner_of(Node& node) {
    if (node.node == NodeKind::member) return node.children[0].get();
    if (node.node == NodeKind::indexed && node.children.size() > 1) return node.children[1].get();
    return nullptr;
}

}  // namespace

Checker::Checker(const Scope& scope, const Symbols& symbols, Diagnostics& findings)
    : scope_(scope), symbols_(symbols), findings_(findings) {
    for (const Scope::Bound& outer : scope.bound) bound_.push_back({outer.name, {}, outer.set, true});
}

void Checker::fail(std::string_view code, Place place, std::string what, std::string why, std::string hint) {
    findings_.add(code, place, std::move(what), std::move(why), std::move(hint));
}

std::optional<Symbol> Checker::lookup(std::string_view text) const {
    for (std::size_t i = bound_.size(); i-- > 0;)
        if (bound_[i].name == text) return Symbol{SymbolKind::bound, static_cast<int>(i)};
    for (std::size_t i = 0; i < scope_.locals.size(); ++i)
        if (scope_.locals[i].name == text) return Symbol{SymbolKind::local, static_cast<int>(i)};
    constexpr std::pair<std::string_view, SymbolKind> given[] = {
        {"self", SymbolKind::self},   {"target", SymbolKind::target},  {"other", SymbolKind::other},
        {"now", SymbolKind::now},     {"dt", SymbolKind::step_length}, {"year", SymbolKind::year},
        {"month", SymbolKind::month}, {"actors", SymbolKind::everyone}};
    for (const auto& [word, kind] : given)
        if (word == text) return Symbol{kind, -1};
    if (text == "steps" && scope_.measure) return Symbol{SymbolKind::steps, -1};
    return symbols_.name(text);
}

void Checker::use(Symbol symbol) {
    if (symbol.kind == SymbolKind::bound) bound_[static_cast<std::size_t>(symbol.index)].used = true;
}

// --- A bare name -----------------------------------------------------------------------------------------------------

Kind Checker::name(Node& node) {
    const std::optional<Symbol> symbol = lookup(node.text);
    if (!symbol) {
        unknown_value(node);
        return Kind::unknown;
    }
    node.symbol = *symbol;
    switch (symbol->kind) {
        case SymbolKind::variable:
        case SymbolKind::derived:
        case SymbolKind::parameter: return quantity(node, Access::read);
        case SymbolKind::local: return normal(scope_.locals[static_cast<std::size_t>(symbol->index)].kind);
        case SymbolKind::now:
        case SymbolKind::step_length:
        case SymbolKind::year:
        case SymbolKind::month:
        case SymbolKind::steps: return given_name(node);
        case SymbolKind::role:
        case SymbolKind::group:
        case SymbolKind::everyone:
            fail("E424", node.place, fmt::format("\"{}\" is {}, not a value", node.text, symbol_words(symbol->kind)),
                 {}, fmt::format("go over it, as in `mean(c.… for c in {})`", node.text));
            return Kind::unknown;
        default: break;
    }
    if (stands_for_actor(symbol->kind)) return actor_symbol(node, *symbol) ? Kind::actor : Kind::unknown;
    fail("E424", node.place, fmt::format("\"{}\" is {}, not a value", node.text, symbol_words(symbol->kind)));
    return Kind::unknown;
}

Kind Checker::given_name(Node& node) {
    switch (node.symbol.kind) {
        case SymbolKind::step_length: return time_kind();
        case SymbolKind::steps:
            if (in_measure_) {
                fail("E417", node.place, "`steps` cannot stand here",
                     "it looks at a whole run, and stands inside another that does");
            }
            return Kind::number;
        case SymbolKind::now: may_read_state(node, "`now`"); return time_kind();
        default:
            if (!symbols_.dated) {
                fail("E420", node.place, fmt::format("`{}` has no meaning in an abstract model", node.text),
                     "its time has no calendar");
                return Kind::unknown;
            }
            may_read_state(node, fmt::format("`{}`", node.text));
            return Kind::number;
    }
}

/// A name that exists, but not as a value; false if it is none of these.
bool Checker::word_instead_of_value(const Node& node) {
    if (const std::optional<Symbol> act = symbols_.act(node.text)) {
        const bool hold = act->kind == SymbolKind::hold;
        fail("E424", node.name_place, fmt::format("\"{}\" is {}, not a value", node.text, symbol_words(act->kind)), {},
             hold ? "" : fmt::format("write `since({0})`, `count({0})` or `times({0})`", node.text));
    } else if (symbols_.policies.contains(node.text)) {
        fail("E424", node.name_place, fmt::format("\"{}\" is a policy, not a value", node.text), {},
             fmt::format("compare it with an actor's, as in `USA.policy == {}`", node.text));
    } else if (const vocabulary::FunctionEntry* entry = vocabulary::find_function(node.text)) {
        fail("E424", node.name_place, fmt::format("\"{}\" is a function, not a value", node.text), {},
             "write " + vocabulary::usage_of(entry->name));
    } else if (const vocabulary::Unit* unit = vocabulary::find_unit(node.text)) {
        fail("E424", node.name_place, fmt::format("\"{}\" is a unit of time, not a value", node.text), {},
             fmt::format("write `1 {}`", unit->singular));
    } else if (node.text == "level" || node.text == "count" || node.text == "success") {
        fail("E401", node.name_place, fmt::format("there is no `{}` here", node.text),
             node.text == "level" ? "the action at hand has no single unnamed level"
                                  : "only an action that has one can use it, in its `let` and effects");
    } else if (is_reserved(node.text)) {
        fail("E424", node.name_place, fmt::format("\"{}\" is a word of the language, not a value", node.text));
    } else {
        return false;
    }
    return true;
}

void Checker::unknown_value(const Node& node) {
    if (word_instead_of_value(node)) return;
    std::string why = did_you_mean(node.text, value_names());
    if (why.empty()) why = alias_of(node.text);
    fail("E401", node.name_place,
         fmt::format("\"{}\" is not a variable, parameter or other name of this model", node.text), std::move(why));
}

// --- Variables, parameters and derived quantities --------------------------------------------------------------------

Kind Checker::quantity(Node& node, Access access) {
    if (node.node == NodeKind::member && node.text == "policy") return policy_member(node, access);
    Node* owner = owner_of(node);
    Node* argument = node.node == NodeKind::indexed ? node.children[0].get() : nullptr;
    const std::optional<Symbol> symbol = symbols_.name(node.text);
    const bool is_variable = symbol && symbol->kind == SymbolKind::variable;
    const bool is_derived = symbol && symbol->kind == SymbolKind::derived;
    const bool owner_known = owner == nullptr || actor(*owner);
    // What a misspelt function takes is its own affair.
    const bool function = !symbol && nearest_name(node.text, vocabulary::function_names());
    if (!is_variable && !is_derived && argument != nullptr && !function) expression(*argument);
    if (!symbol) {
        if (const std::optional<Symbol> word = lookup(node.text)) {
            fail("E424", node.name_place,
                 fmt::format("\"{}\" is {}, not a variable", node.text, symbol_words(word->kind)));
        } else {
            unknown_value(node);
        }
        return Kind::unknown;
    }
    node.symbol = *symbol;
    const auto index = static_cast<std::size_t>(symbol->index);
    if (symbol->kind == SymbolKind::parameter) {
        if (owner != nullptr || argument != nullptr) {
            fail("E413", node.place, fmt::format("\"{}\" is a parameter and belongs to nobody", node.text), {},
                 fmt::format("write `{}`", node.text));
        }
        return node.kind = normal(symbols_.parameters[index]);
    }
    if (!is_variable && !is_derived) {
        fail("E424", node.name_place,
             fmt::format("\"{}\" is {}, not a variable", node.text, symbol_words(symbol->kind)));
        return Kind::unknown;
    }
    const Ownership& ownership = is_variable ? symbols_.variables[index].ownership : symbols_.derived[index].ownership;
    const bool argument_known = argument == nullptr || actor(*argument);
    const bool superfluous = argument != nullptr && !ownership.directed;  // says more than a missing owner would
    if (superfluous || !owner_known || check_owner(node, ownership, owner)) {
        if (argument_known) check_argument(node, ownership, owner_known ? owner : nullptr, argument);
    }
    if (access == Access::read) {
        if (is_derived && scope_.initial) {
            fail("E418", node.place, fmt::format("the derived quantity \"{}\" cannot be read here", node.text),
                 "an initial value reads parameters, other initial values and draws");
        } else if (is_derived || !scope_.initial) {
            may_read_state(node, fmt::format("\"{}\"", node.text));
        }
    }
    return node.kind = normal(is_variable ? symbols_.variables[index].kind : symbols_.derived[index].kind);
}

/// Reports reading what changes during a run where nothing of the kind can be read.
bool Checker::may_read_state(const Node& node, std::string_view what) {
    if (scope_.initial) {
        fail("E418", node.place, fmt::format("{} cannot be read here", what),
             "an initial value reads parameters, other initial values and draws");
    } else if (!scope_.state) {
        fail("E418", node.place, fmt::format("{} cannot be read here", what),
             "this value is fixed before the run, from parameters and constants");
    } else if (scope_.measure && !in_measure_) {
        fail("E419", node.place, fmt::format("{} changes during a run, and a measure is one number", what), {},
             "say which value is meant: `final(…)`, `average(…)`, `peak(…)`, `low(…)`, `total(…)` or `share(…)`");
    } else {
        return true;
    }
    return false;
}

Kind Checker::policy_member(Node& node, Access access) {
    Node& owner = *node.children[0];
    if (!actor(owner)) return Kind::unknown;
    node.symbol = {SymbolKind::policy_of, -1};
    if (only_things(holder(owner.symbol))) {
        fail("E437", owner.place, fmt::format("\"{}\" is a thing and has no policy", owner.text), "only actors act");
        return Kind::unknown;
    }
    if (access == Access::read) may_read_state(node, "a policy");
    return node.kind = Kind::policy;
}

bool Checker::check_owner(const Node& node, const Ownership& ownership, const Node* owner) {
    if (!ownership.owned) {
        if (owner == nullptr) return true;
        fail("E413", node.place, fmt::format("\"{}\" belongs to nobody: it is one quantity of the world", node.text),
             {}, fmt::format("write `{}`", node.text));
        return false;
    }
    if (ownership.of.empty()) return true;  // its names are unknown, which was said where they stand
    if (owner == nullptr) {
        if (!scope_.self.empty() && fits(holder({SymbolKind::self, -1}), ownership.of)) return true;
        missing_owner(node, ownership);
        return false;
    }
    const Holder who = holder(owner->symbol);
    if (fits(who, ownership.of)) return true;
    const bool named = owner->symbol.kind == SymbolKind::entity;
    fail("E410", node.place, fmt::format("`{}` does not have \"{}\"", owner->text, node.text),
         fmt::format("it belongs to {}{}", describe(ownership.of),
                     named ? "" : fmt::format(", and `{}` is {}", owner->text, describe(who.sets))));
    return false;
}

void Checker::missing_owner(const Node& node, const Ownership& ownership) {
    const bool targets = !scope_.target.empty() && fits(holder({SymbolKind::target, -1}), ownership.of);
    const std::string example = targets ? "target" : example_of(ownership.of);
    const std::string arrow = node.node == NodeKind::indexed ? "(…)" : "";
    const std::string in_loop = fmt::format("in a loop, `c.{}{}`", node.text, arrow);
    fail("E409", node.place,
         fmt::format("\"{}\" belongs to {}, and it does not say which", node.text, describe(ownership.of)),
         scope_.self.empty() ? "no actor decides or owns this formula"
                             : fmt::format("`self` is {} here", describe(scope_.self)),
         example.empty() ? fmt::format("write, {}", in_loop)
                         : fmt::format("write `{}.{}{}` or, {}", example, node.text, arrow, in_loop));
}

void Checker::check_argument(const Node& node, const Ownership& ownership, const Node* owner, const Node* argument) {
    if (!ownership.directed) {
        if (argument == nullptr) return;
        fail("E411", node.place, fmt::format("\"{}\" points at nobody, and takes nothing in brackets", node.text), {},
             ownership.owned && owner == nullptr
                 ? fmt::format("write `{}`, or `{}.{}` for someone's", node.text, argument->text, node.text)
                 : fmt::format("write `{}`", node.text));
        return;
    }
    if (ownership.toward.empty()) return;  // as in check_owner
    if (argument == nullptr) {
        std::string example = example_of(ownership.toward);
        if (example.empty()) example = "target";
        fail("E411", node.place,
             fmt::format("\"{}\" points at {}, and it does not say which", node.text, describe(ownership.toward)), {},
             fmt::format("write `{}({})`", node.text, example));
        return;
    }
    if (!fits(holder(argument->symbol), ownership.toward)) {
        fail("E412", argument->place, fmt::format("\"{}\" does not point at `{}`", node.text, argument->text),
             fmt::format("it points at {}", describe(ownership.toward)));
        return;
    }
    const Symbol from = owner != nullptr ? owner->symbol : Symbol{SymbolKind::self, -1};
    if (ownership.owned && from == argument->symbol) {
        fail("E435", node.place, fmt::format("\"{}\" of `{}` toward itself does not exist", node.text, argument->text),
             "nobody points at itself", "in a loop leave it out with `if c != self`");
    }
}

// --- Names to suggest
// -------------------------------------------------------------------------------------------------

std::vector<std::string> Checker::names_of(std::initializer_list<SymbolKind> kinds) const {
    std::vector<std::string> names;
    for (const auto& [text, symbol] : symbols_.names)
        if (std::find(kinds.begin(), kinds.end(), symbol.kind) != kinds.end()) names.push_back(text);
    return names;
}

std::vector<std::string> Checker::actor_names() const {
    std::vector<std::string> names = names_of({SymbolKind::entity});
    for (const BoundName& bound : bound_) names.push_back(bound.name);
    if (!scope_.self.empty()) names.emplace_back("self");
    if (!scope_.target.empty()) names.emplace_back("target");
    return names;
}

std::vector<std::string> Checker::value_names() const {
    std::vector<std::string> names = actor_names();
    for (std::string& text : names_of({SymbolKind::parameter})) names.push_back(std::move(text));
    if (scope_.state)
        for (std::string& text : names_of({SymbolKind::variable, SymbolKind::derived}))
            names.push_back(std::move(text));
    for (const Scope::Local& local : scope_.locals) names.push_back(local.name);
    for (const std::string& function : vocabulary::function_names()) {
        const vocabulary::FunctionEntry* entry = vocabulary::find_function(function);
        if (entry != nullptr &&
            ((entry->draws && !scope_.draws) || (vocabulary::is_measure(*entry) && !scope_.measure)))
            continue;
        names.push_back(function);
    }
    if (symbols_.dated) names.insert(names.end(), {"year", "month"});
    names.insert(names.end(), {"now", "dt", "true", "false"});
    if (scope_.measure) names.emplace_back("steps");
    return names;
}

}  // namespace standoff::checking
