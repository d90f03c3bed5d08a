#include <algorithm>

#include <fmt/format.h>

#include "language/checker.hpp"

namespace standoff::checking {
namespace {

std::string with_article(const std::string& name) {
    const bool vowel = !name.empty() && std::string_view("aeiouAEIOU").find(name.front()) != std::string_view::npos;
    return fmt::format("{} {}", vowel ? "an" : "a", name);
}

}  // namespace

std::string_view symbol_words(SymbolKind kind) {
    using enum SymbolKind;
    switch (kind) {
        case variable: return "a variable";
        case parameter: return "a parameter";
        case derived: return "a derived quantity";
        case entity: return "an actor or a thing";
        case role: return "a role";
        case group: return "a group";
        case everyone: return "the set of all actors";
        case bound: return "a bound name";
        case local: return "a name of this action";
        case function: return "a function";
        case policy: return "a policy";
        case act: return "an action";
        case tag: return "a tag";
        case chance: return "a chance event";
        default: return "a word of the language";
    }
}

bool stands_for_actor(SymbolKind kind) {
    using enum SymbolKind;
    return kind == entity || kind == bound || kind == self || kind == target || kind == other;
}

bool is_set(SymbolKind kind) {
    return kind == SymbolKind::role || kind == SymbolKind::group || kind == SymbolKind::everyone;
}

// --- Actors ----------------------------------------------------------------------------------------------------------

bool Checker::actor(Node& node) {
    if (node.node != NodeKind::name) {
        if (expression(node) != Kind::unknown) {
            fail("E407", node.place, "an actor or a thing is wanted here", {},
                 "write its name, `self`, `target`, `other` or a bound name");
        }
        return false;
    }
    const std::optional<Symbol> symbol = lookup(node.text);
    if (symbol && stands_for_actor(symbol->kind)) return actor_symbol(node, *symbol);
    not_an_actor(node, symbol);
    return false;
}

bool Checker::actor_symbol(Node& node, Symbol symbol) {
    if (!stands_for_someone(symbol, node.text, node.place)) return false;
    node.symbol = symbol;
    node.kind = Kind::actor;
    use(symbol);
    return true;
}

bool Checker::stands_for_someone(Symbol symbol, std::string_view text, Place place) {
    const bool self_missing = symbol.kind == SymbolKind::self && scope_.self.empty();
    const bool target_missing = symbol.kind == SymbolKind::target && scope_.target.empty();
    if (self_missing || target_missing) {
        fail("E414", place, fmt::format("`{}` stands for nobody here", text),
             self_missing ? "no actor decides or owns this formula" : "what happens here is directed at nobody",
             "loop over a role, as in `for c in coercer`, or name the actor");
        return false;
    }
    if (symbol.kind != SymbolKind::other) return true;
    const std::size_t actors = symbols_.members({SymbolKind::everyone, -1}).size();
    if (scope_.self.empty()) {
        fail("E414", place, "`other` stands for nobody here", "no actor decides or owns this formula");
        return false;
    }
    if (!symbols_.actors_known || actors == 2) return true;
    fail("E414", place, "`other` needs exactly two actors", fmt::format("this scenario has {}", actors),
         "loop over the others, as in `mean(c.… for c in coercer if c != self)`");
    return false;
}

void Checker::not_an_actor(const Node& node, std::optional<Symbol> symbol) {
    if (symbol && is_set(symbol->kind)) {
        fail("E407", node.place,
             fmt::format("\"{}\" is {}, not one actor or thing", node.text, symbol_words(symbol->kind)), {},
             fmt::format("go over it, as in `mean(c.… for c in {})`", node.text));
        return;
    }
    if (symbol) {
        fail("E407", node.place,
             fmt::format("\"{}\" is {}, not an actor or a thing", node.text, symbol_words(symbol->kind)));
        return;
    }
    std::string why = did_you_mean(node.text, actor_names());
    if (why.empty() && !symbols_.actors_known) why = "a theory names roles, never actors";
    unknown_actor_ = true;
    std::string hint;
    if (why.empty() && !node.text.empty() && node.text.front() >= 'a' && node.text.front() <= 'z')
        hint = bound_.empty() ? fmt::format("to go over several, end with `for {} in …` and a set", node.text)
                              : fmt::format("the loop calls its member `{}`", bound_.back().name);
    fail("E401", node.place, fmt::format("\"{}\" is not an actor, a thing or a bound name", node.text), std::move(why),
         std::move(hint));
}

Holder Checker::holder(Symbol symbol) const {
    switch (symbol.kind) {
        case SymbolKind::entity: return {{symbol}};
        case SymbolKind::bound: {
            const Symbol set = bound_[static_cast<std::size_t>(symbol.index)].set;
            if (set.kind == SymbolKind::none) return {{}, true};
            return {{set}};
        }
        case SymbolKind::self: return {scope_.self};
        case SymbolKind::target: return {scope_.target};
        case SymbolKind::other: return other_holder();
        default: return {{}, true};
    }
}

// The actors that `other` can be: for each that `self` can be, the other one of the two.
Holder Checker::other_holder() const {
    const std::vector<int> actors = symbols_.members({SymbolKind::everyone, -1});
    if (!symbols_.actors_known || actors.size() != 2) return {{}, true};
    Holder others;
    for (const Symbol set : scope_.self)
        for (const int self : symbols_.members(set))
            for (const int other : actors)
                if (other != self) others.sets.push_back({SymbolKind::entity, other});
    return others;
}

bool Checker::only_things(const Holder& holder) const {
    if (holder.anyone || holder.sets.empty()) return false;
    return std::all_of(holder.sets.begin(), holder.sets.end(), [&](Symbol set) {
        const auto index = static_cast<std::size_t>(set.index);
        if (set.kind == SymbolKind::role) return static_cast<bool>(symbols_.role_is_thing[index]);
        return set.kind == SymbolKind::entity && symbols_.entities[index].thing;
    });
}

bool Checker::fits(const Holder& holder, const std::vector<Symbol>& sets) const {
    return holder.anyone ||
           std::all_of(holder.sets.begin(), holder.sets.end(), [&](Symbol set) { return set_fits(set, sets); });
}

bool Checker::set_fits(Symbol set, const std::vector<Symbol>& sets) const {
    if (std::find(sets.begin(), sets.end(), set) != sets.end()) return true;
    const bool everyone =
        std::any_of(sets.begin(), sets.end(), [](Symbol symbol) { return symbol.kind == SymbolKind::everyone; });
    if (set.kind == SymbolKind::everyone && everyone) return true;
    if (set.kind == SymbolKind::role && everyone && !symbols_.role_is_thing[static_cast<std::size_t>(set.index)])
        return true;
    if (set.kind != SymbolKind::entity && !symbols_.actors_known) return set.kind == SymbolKind::group;
    const std::vector<int> members = symbols_.members(set);
    return std::all_of(members.begin(), members.end(), [&](int entity) { return entity_fits(entity, sets); });
}

bool Checker::entity_fits(int entity, const std::vector<Symbol>& sets) const {
    const EntitySymbol& symbol = symbols_.entities[static_cast<std::size_t>(entity)];
    return std::any_of(sets.begin(), sets.end(), [&](Symbol set) {
        if (set.kind == SymbolKind::everyone) return !symbol.thing;
        if (set.kind == SymbolKind::entity) return set.index == entity;
        return set.kind == SymbolKind::role &&
               std::find(symbol.roles.begin(), symbol.roles.end(), set.index) != symbol.roles.end();
    });
}

// --- Policies, sets and parties --------------------------------------------------------------------------------------

bool Checker::policy_name(Node& node) {
    const auto found = node.node == NodeKind::name ? symbols_.policies.find(node.text) : symbols_.policies.end();
    if (found != symbols_.policies.end()) {
        node.symbol = {SymbolKind::policy, found->second};
        node.kind = Kind::policy;
        return true;
    }
    node.kind = Kind::unknown;
    if (node.node != NodeKind::name) {
        fail("E404", node.place, "the name of a policy is wanted here", {}, "write `USA.policy == engage`");
        return false;
    }
    std::vector<std::string> known;
    known.reserve(symbols_.policies.size());
    for (const auto& [text, index] : symbols_.policies) known.push_back(text);
    fail("E404", node.place, fmt::format("\"{}\" is not a policy", node.text), did_you_mean(node.text, known));
    return false;
}

void Checker::enter(std::vector<Loop>& loops) {
    for (Loop& loop : loops) {
        resolve_set(loop);
        const bool broken = shadows(loop);
        bound_.push_back({loop.name, loop.name_place, loop.set, broken});
    }
}

void Checker::leave(std::size_t count) {
    for (; count > 0; --count) {
        const BoundName& last = bound_.back();
        if (!last.used && !unknown_actor_) {
            fail("E422", last.place, fmt::format("the bound name \"{}\" is never used", last.name),
                 "every round of the loop would do the same");
        }
        bound_.pop_back();
    }
}

void Checker::resolve_set(Loop& loop) {
    const std::optional<Symbol> symbol =
        loop.set_text == "actors" ? Symbol{SymbolKind::everyone, -1} : symbols_.name(loop.set_text);
    if (symbol && is_set(symbol->kind)) {
        loop.set = *symbol;
        // A role that no actor of this case holds is no mistake of the theory's loops; that it is empty is a warning
        // (W601).
        const bool fixed = symbol->kind == SymbolKind::group || only_things({{*symbol}});
        if (fixed && symbols_.members(*symbol).empty()) {
            fail("E423", loop.set_place, fmt::format("the set \"{}\" is always empty", loop.set_text),
                 fmt::format("nobody holds this {}", symbol->kind == SymbolKind::group ? "group" : "role"));
        }
        return;
    }
    std::vector<std::string> known = names_of({SymbolKind::role, SymbolKind::group});
    known.emplace_back("actors");
    std::string why = symbol ? fmt::format("it is {}", symbol_words(symbol->kind)) : did_you_mean(loop.set_text, known);
    fail("E403", loop.set_place, fmt::format("\"{}\" is not a set", loop.set_text), std::move(why),
         "a loop goes over a role, a group or `actors`");
}

/// Reports a bound name that means something else already.
bool Checker::shadows(const Loop& loop) {
    std::string why;
    if (is_reserved(loop.name)) {
        why = "it is a word of the language";
    } else if (const std::optional<Symbol> taken = lookup(loop.name)) {
        why = taken->kind == SymbolKind::bound ? "it is the bound name of a loop around this one"
                                               : fmt::format("it is {}", symbol_words(taken->kind));
    } else {
        return false;
    }
    fail("E421", loop.name_place, fmt::format("\"{}\" cannot be a bound name here", loop.name), std::move(why),
         "choose another name");
    return true;
}

void Checker::resolve_party(Party& party, bool acts) {
    const std::optional<Symbol> symbol = lookup(party.text);
    if (!symbol || (!stands_for_actor(symbol->kind) && !is_set(symbol->kind))) {
        std::vector<std::string> known = actor_names();
        for (std::string& set : names_of({SymbolKind::role, SymbolKind::group})) known.push_back(std::move(set));
        known.emplace_back("actors");
        const std::string what = fmt::format("\"{}\" is not an actor, a thing, a role or a group", party.text);
        if (symbol) fail("E407", party.place, what, fmt::format("it is {}", symbol_words(symbol->kind)));
        else fail("E401", party.place, what, did_you_mean(party.text, known));
        return;
    }
    if (stands_for_actor(symbol->kind) && !stands_for_someone(*symbol, party.text, party.place)) return;
    party.symbol = *symbol;
    use(*symbol);
    const Holder who = is_set(symbol->kind) ? Holder{{*symbol}} : holder(*symbol);
    if (acts && only_things(who))
        fail("E437", party.place, fmt::format("\"{}\" is a thing, and things never act", party.text), {}, "write `to`");
}

// --- Words for messages ----------------------------------------------------------------------------------------------

std::string Checker::set_name(Symbol set) const {
    const auto index = static_cast<std::size_t>(set.index);
    switch (set.kind) {
        case SymbolKind::role: return with_article(symbols_.role_names[index]);
        case SymbolKind::entity: return symbols_.entities[index].name;
        case SymbolKind::everyone: return "an actor";
        default:
            for (const auto& [text, symbol] : symbols_.names)
                if (symbol == set) return fmt::format("one of {}", text);
            return "an actor";
    }
}

std::string Checker::describe(const std::vector<Symbol>& sets) const {
    std::string text;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        if (i > 0) text += i + 1 == sets.size() ? " or " : ", ";
        text += set_name(sets[i]);
    }
    return text;
}

std::string Checker::example_of(const std::vector<Symbol>& sets) const {
    for (const EntitySymbol& entity : symbols_.entities)
        if (entity_fits(static_cast<int>(&entity - symbols_.entities.data()), sets)) return entity.name;
    return {};
}

}  // namespace standoff::checking
