#include "language/symbols.hpp"

#include <algorithm>

#include "base/unicode.hpp"

namespace standoff {
namespace {

std::optional<Symbol> find(const std::map<std::string, Symbol, std::less<>>& table, std::string_view text) {
    const auto found = table.find(text);
    if (found == table.end()) return std::nullopt;
    return found->second;
}

}  // namespace

std::optional<Symbol> Symbols::name(std::string_view text) const { return find(names, text); }
std::optional<Symbol> Symbols::act(std::string_view text) const { return find(acts, text); }

std::vector<int> Symbols::members(Symbol set) const {
    const auto at = [&](const std::vector<std::vector<int>>& lists) {
        const auto index = static_cast<std::size_t>(set.index);
        return set.index >= 0 && index < lists.size() ? lists[index] : std::vector<int>{};
    };
    switch (set.kind) {
        case SymbolKind::role: return at(role_members);
        case SymbolKind::group: return at(group_members);
        case SymbolKind::entity: return {set.index};
        case SymbolKind::everyone: {
            std::vector<int> actors;
            for (std::size_t i = 0; i < entities.size(); ++i)
                if (!entities[i].thing) actors.push_back(static_cast<int>(i));
            return actors;
        }
        default: return {};
    }
}

bool Symbols::belongs(int entity, const std::vector<Symbol>& sets) const {
    const EntitySymbol& who = entities.at(static_cast<std::size_t>(entity));
    const auto has = [](const std::vector<int>& list, int one) {
        return std::find(list.begin(), list.end(), one) != list.end();
    };
    return std::any_of(sets.begin(), sets.end(), [&](Symbol set) {
        switch (set.kind) {
            case SymbolKind::role: return has(who.roles, set.index);
            case SymbolKind::group: return has(group_members.at(static_cast<std::size_t>(set.index)), entity);
            case SymbolKind::entity: return set.index == entity;
            case SymbolKind::everyone: return !who.thing;
            default: return false;
        }
    });
}

bool is_identifier(std::string_view text) {
    const auto fits = [](char c) { return unicode::is_letter(c) || unicode::is_digit(c) || c == '_'; };
    return !text.empty() && !unicode::is_digit(text.front()) && std::all_of(text.begin(), text.end(), fits);
}

}  // namespace standoff
