#include "language/symbols.hpp"

namespace standoff {
namespace {

std::optional<Symbol> find(const std::map<std::string, Symbol, std::less<>>& table, std::string_view text) {
    const auto found = table.find(text);
    if (found == table.end()) return std::nullopt;
    return found->second;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

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

bool is_identifier(std::string_view text) {
    if (text.empty() || !is_letter(text.front())) return false;
    for (const char c : text)
        if (!is_letter(c) && (c < '0' || c > '9')) return false;
    return true;
}

}  // namespace standoff
