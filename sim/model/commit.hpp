// What the effects of one phase add up to, and their commitment together.
//
// Every assignment goes to an accumulator of its variable; right sides therefore read the state before the phase.
// `finish` writes new value = clamp(old × products + sums), or the last `=` alone.
#pragma once

#include <set>
#include <vector>

#include "model/lower.hpp"

namespace standoff {

/// Persistent slots that accumulate within a phase; every phase uses the same ones.
class AccumulatorSlots {
public:
    explicit AccumulatorSlots(Instances& instances) : instances_(instances) {}
    int at(std::size_t index) {
        while (slots_.size() <= index) slots_.push_back(instances_.new_slot());
        return slots_[index];
    }
    [[nodiscard]] const std::vector<int>& all() const { return slots_; }

private:
    Instances& instances_;
    std::vector<int> slots_;
};

class Commit {
public:
    Commit(const Spec& spec, const Instances& instances, Lowering& lower, AccumulatorSlots& slots, bool recording);

    /// All assignments of a list of statements, unrolled, in the lanes of env.lanes. The entry's name goes into the
    /// places of draws; two `=` to one variable in the list are an error.
    void statements(const std::vector<Statement>& list, const Env& env);
    /// Writes everything to the state. Call once, last.
    void finish();

private:
    struct Pending {
        int slot = -1;
        int variable = -1;  ///< index into Spec::variables; -1: an actor's policy
        int sum = -1;
        int product = -1;
        int value = -1;
        int assigned = -1;
    };
    void assign(const Statement& statement, const Env& env, std::set<int>& assigned);
    void assign_policy(const Statement& statement, const Env& env);
    Pending& pending(int slot, int variable);
    int accumulator(double start);

    const Spec& spec_;
    const Instances& instances_;
    Lowering& lower_;
    AccumulatorSlots& slots_;
    bool recording_;
    std::size_t used_ = 0;
    std::vector<Pending> pending_;
    std::vector<Instruction> starts_;
};

/// The position among an actor's policies that policy `policy` replaces: that of the same `by`, else of a shared role;
/// -1 if none.
[[nodiscard]] int policy_position(const Spec& spec, int actor, int policy);

}  // namespace standoff
