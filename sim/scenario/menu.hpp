// Menu items as policies name them: what `tighten(DPRK, 0.15)` means in a channel, and what it leaves unreached.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/context.hpp"

namespace standoff {

/// The items that one policy can choose from in one channel.
class PolicyMenu {
public:
    PolicyMenu(Context& context, const Policy& policy, int channel);

    /// Resolves an item's text; reports unknown names, levels and targets, and items of another role or channel.
    std::optional<ItemSelector> resolve(const YamlNode& scalar) const;

    /// What formulas about an item may use: self, its target, its levels.
    [[nodiscard]] Scope scope_of(const ItemSelector& item) const;
    /// The same for a formula about several items: levels only if all are of one action, a target only if all have one.
    [[nodiscard]] Scope scope_of(const std::vector<WeightedItem>& items) const;
    [[nodiscard]] Scope scope_of_self() const;

    [[nodiscard]] const std::vector<int>& actions() const { return actions_; }
    /// True if the item is on the menu whatever the state is.
    [[nodiscard]] bool always_available(const ItemSelector& item) const;
    /// An item of an action that none of `lines` reaches, as text; nothing if all are reached.
    [[nodiscard]] std::optional<std::string> unreached(int index, const std::vector<ValueLine>& lines) const;

private:
    std::optional<ItemSelector> resolve_act(const ItemPattern& pattern, const YamlNode& scalar) const;
    bool resolve_arguments(const ItemPattern& pattern, ItemSelector& item) const;
    bool resolve_target(const ItemPattern::Argument& argument, ItemSelector& item) const;
    bool resolve_level(const ItemPattern::Argument& argument, const Action& action, std::size_t& next,
                       ItemSelector& item) const;
    [[nodiscard]] std::vector<Symbol> targets_of(const ItemSelector& item) const;
    [[nodiscard]] std::vector<int> selected(const ItemSelector& item) const;
    [[nodiscard]] const Action& action(int index) const {
        return context_.spec.actions[static_cast<std::size_t>(index)];
    }

    Context& context_;
    const Policy& policy_;
    int channel_;
    std::vector<int> actions_;
};

}  // namespace standoff
