// The instances of a scenario's variables and derived quantities, and the persistent slots of a model.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "scenario/spec.hpp"

namespace standoff {

struct Instance {
    int variable = 0;  ///< index into Spec::variables or Spec::derived
    bool derived = false;
    int owner = -1;  ///< entity
    int target = -1;
    int slot = -1;  ///< persistent; for a derived quantity only where it is recorded
};

class Instances {
public:
    explicit Instances(const Spec& spec);

    [[nodiscard]] const std::vector<Instance>& all() const { return all_; }
    [[nodiscard]] const Instance& at(int index) const { return all_[static_cast<std::size_t>(index)]; }
    /// Index into all() of a variable's instance, if that owner and target have it.
    [[nodiscard]] std::optional<int> find(bool derived, int variable, int owner, int target) const;
    [[nodiscard]] std::string label(const Instance& instance) const;
    /// `owner.variable(target)`; owner and target may be empty.
    [[nodiscard]] static std::string label(const std::string& owner, const std::string& variable,
                                           const std::string& target);
    [[nodiscard]] std::string label_of_slot(int slot) const;

    [[nodiscard]] int parameter_slot(int parameter) const {
        return parameter_slots_[static_cast<std::size_t>(parameter)];
    }
    /// Slots of the policies that an actor holds, in its order; empty for one without policy.
    [[nodiscard]] const std::vector<int>& policy_slots(int actor) const {
        return policy_slots_[static_cast<std::size_t>(actor)];
    }
    int new_slot() { return next_slot_++; }
    /// Slots side by side. Throws TooLarge where there are too many; `place` is what asks for them.
    int new_slots(int count, Place place);
    [[nodiscard]] int slot_count() const { return next_slot_; }

private:
    /// All instances of a Variable or Derived.
    template <class Declared>
    void add(const Spec& spec, bool derived, int variable, const Declared& declared);

    std::vector<Instance> all_;
    std::map<std::tuple<bool, int, int, int>, int> index_;
    std::vector<std::string> entity_names_;
    std::vector<std::string> variable_names_;
    std::vector<std::string> derived_names_;
    std::vector<int> parameter_slots_;
    std::vector<std::vector<int>> policy_slots_;
    int next_slot_ = 0;
};

}  // namespace standoff
