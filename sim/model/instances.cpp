#include "model/instances.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "model/limits.hpp"

namespace standoff {

namespace {

/// Entities of any of the sets, each once, actors in file order before things.
std::vector<int> union_of(const Symbols& symbols, const std::vector<Symbol>& sets) {
    std::vector<int> all;
    for (const Symbol& set : sets)
        for (const int member : symbols.members(set)) all.push_back(member);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

}  // namespace

Instances::Instances(const Spec& spec) {
    for (const auto& entity : spec.entities) entity_names_.push_back(entity.name);
    for (const auto& variable : spec.variables) variable_names_.push_back(variable.name);
    for (const auto& derived : spec.derived) derived_names_.push_back(derived.name);
    for (std::size_t i = 0; i < spec.parameters.size(); ++i) parameter_slots_.push_back(new_slot());
    for (std::size_t i = 0; i < spec.variables.size(); ++i) add(spec, false, static_cast<int>(i), spec.variables[i]);
    for (const auto& entity : spec.entities) {
        auto& slots = policy_slots_.emplace_back();
        for (std::size_t p = 0; p < entity.policies.size(); ++p) slots.push_back(new_slot());
    }
    for (std::size_t i = 0; i < spec.derived.size(); ++i) add(spec, true, static_cast<int>(i), spec.derived[i]);
}

int Instances::new_slots(int count, Place place) {
    if (count > most_slots - next_slot_)
        throw TooLarge{place, fmt::format("this makes the model hold more than {} numbers at a time", most_slots),
                       "lag fewer values, or by fewer steps"};
    const int first = next_slot_;
    next_slot_ += count;
    return first;
}

template <class Declared>
void Instances::add(const Spec& spec, bool derived, int variable, const Declared& declared) {
    const Ownership& ownership = declared.ownership;
    const auto insert = [&](int owner, int target) {
        if (all_.size() >= most_quantities)
            throw TooLarge{
                declared.place,
                fmt::format("with \"{}\" the model has more than {} quantities", declared.name, most_quantities),
                "a variable has one for each owner, and with `toward` one for each pair: take fewer actors"};
        index_[{derived, variable, owner, target}] = static_cast<int>(all_.size());
        all_.push_back({variable, derived, owner, target, new_slot()});
    };
    if (!ownership.owned) return insert(-1, -1);
    for (const int owner : union_of(spec.symbols, ownership.of)) {
        if (!ownership.directed) {
            insert(owner, -1);
            continue;
        }
        for (const int target : union_of(spec.symbols, ownership.toward))
            if (target != owner) insert(owner, target);
    }
}

std::optional<int> Instances::find(bool derived, int variable, int owner, int target) const {
    const auto found = index_.find({derived, variable, owner, target});
    if (found == index_.end()) return std::nullopt;
    return found->second;
}

std::string Instances::label(const Instance& instance) const {
    const auto& names = instance.derived ? derived_names_ : variable_names_;
    const auto entity = [&](int index) { return index < 0 ? "" : entity_names_[static_cast<std::size_t>(index)]; };
    return label(entity(instance.owner), names[static_cast<std::size_t>(instance.variable)], entity(instance.target));
}

std::string Instances::label(const std::string& owner, const std::string& variable, const std::string& target) {
    return (owner.empty() ? "" : owner + ".") + variable + (target.empty() ? "" : "(" + target + ")");
}

std::string Instances::label_of_slot(int slot) const {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const Instance& one) { return one.slot == slot; });
    return found == all_.end() ? std::string() : label(*found);
}

}  // namespace standoff
