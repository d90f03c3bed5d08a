// Formulas of roles and bound names become operations on slots, for the actors of one scenario.
//
// A Lowering writes into one Block at a time. It knows which instance every name means once `self`, `target` and the
// bound names are entities (Env), reads variables as the reader perceives them, and reports what shows only then: a
// pair with itself, another's private variable, two draws in one place.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/instances.hpp"
#include "model/ir.hpp"
#include "model/model.hpp"
#include "scenario/spec.hpp"

namespace standoff {

/// Where a draw stands, apart from owner, target and bound names.
struct DrawSite {
    std::string section;
    std::string_view entry;
    std::string assigned;
};

/// Who is meant, and what may be read.
struct Env {
    int self = -1;
    int target = -1;
    std::vector<std::pair<std::string_view, int>> bound;
    std::vector<Value> locals;
    int reader = -1;         ///< the actor that decides: others' private variables are closed to it; -1: nature reads
    bool perceives = false;  ///< a policy: others' variables are read as the reader perceives them
    DrawSite site;
    Value lanes;  ///< lanes in which the result counts; none: all
};

/// A past value that is kept: an expression where it is read with `lag`, or a variable that is perceived late.
struct RingSource {
    const Node* expression = nullptr;
    Env env;
    int variable_slot = -1;
    int ring = 0;
};

/// A term of memory: what happened in a set of acts by and to sets of entities.
struct MemoryCell {
    Symbol act;
    std::vector<int> by;  ///< sorted; empty: anyone
    std::vector<int> to;
    int last_slot = -1;  ///< time of the last one; -infinity before
    int count_slot = -1;
    int times_slot = -1;
    friend bool operator==(const MemoryCell&, const MemoryCell&) = default;
};

/// Running values of one measure function, updated at every state.
struct MeasureCell {
    const Node* call = nullptr;
    int slot = -1;
};

/// A running value, and the slot that keeps what it was when a period began.
struct Opening {
    Value running;
    int slot = -1;
};

class Lowering {
public:
    Lowering(const Spec& spec, Instances& instances, Model& model, Uniforms& uniforms, Diagnostics& findings);

    /// Begins a further pass over the whole model: terms are counted anew.
    void begin_pass() { operations_ = 0; }
    /// A number that plain programs note down for whoever tells the run.
    [[nodiscard]] int new_note() { return model_.notes++; }
    void note(int index, Value value) { effect(Code::note, -1, value, {}, {}, {}, index); }
    /// Told of what a policy reads, as it perceives it: its name with owner and target, its `about`, is it a duration?
    std::function<void(const std::string& name, const std::string& about, bool duration, Value value)> on_read;

    /// The block that receives operations. The caller keeps it alive.
    void write_to(Block& block) { block_ = &block; }
    [[nodiscard]] Block& block() { return *block_; }

    Value emit(Code code, Value a = {}, Value b = {}, Value c = {}, Value d = {}, int extra = 0);
    void effect(Code code, int dst, Value a = {}, Value b = {}, Value c = {}, Value d = {}, int extra = 0);
    void open_region(Value lanes) { effect(Code::skip_unless_any, -1, lanes); }
    void close_region() { effect(Code::end_region, -1); }
    /// Puts instructions that use no temps before the block.
    void prepend(const std::vector<Instruction>& instructions);
    [[nodiscard]] Diagnostics& findings() { return findings_; }
    [[nodiscard]] Value constant(double number) { return uniforms_.constant(number); }
    [[nodiscard]] bool is_one(Value value) const;
    [[nodiscard]] bool is_zero(Value value) const;
    /// The number that a value is in every run, if the operations that make it can be folded.
    [[nodiscard]] std::optional<double> constant_value(Value value) const;
    [[nodiscard]] Value both(Value a, Value b);  ///< logical and; a missing or constant 1 operand is left out

    /// What an actor perceives of a variable of another: what it reads, and the standard deviation of its error.
    struct Reading {
        Value value;
        Value noise;  ///< missing: none
    };
    /// Nothing for what it sees as it is, and for what is derived. `instance` as of Instances::all.
    [[nodiscard]] std::optional<Reading> reading(int instance, int reader);

    Value expression(const Node& node, const Env& env);
    Value expression(const Expression& formula, const Env& env) { return expression(*formula.root, env); }
    /// The entity that an actor-valued node means; -1 after an error.
    int entity(const Node& node, const Env& env);
    /// Index of the instance that a variable's node means; nothing after an error, which is reported.
    std::optional<int> instance_of(const Node& node, const Env& env);
    /// Index of the variable or derived quantity that a node means; nothing for any other node.
    std::optional<int> quantity_of(const Node& node, const Env& env);
    /// `USA.sanctions(DPRK)`: whose variable a statement's target is, also where no such instance exists.
    std::string label_of(const Node& target, const Env& env);
    [[nodiscard]] std::vector<int> members(Symbol set, const Env& env) const;
    /// A formula as it stands in its file, on one line.
    [[nodiscard]] std::string text_of(const Node& node) const;
    /// Calls `visit` for every binding of the loops.
    template <class Visit>
    void for_each_binding(const std::vector<Loop>& loops, const Env& env, const Visit& visit);

    /// Fails lanes where `value` is not as `code` wants; `what` completes "… is not a finite number" and its like.
    void check(Code code, Value value, Value lanes, const std::string& what, Place place);
    /// The same with the whole sentence.
    void check_as(Code code, Value value, Value lanes, const std::string& text, Place place);
    Value draw(const Node& node, const Env& env, std::string_view function);
    Value draw_at(const DrawSite& site, const Env& env, std::string_view function, const void* owner, Place place);

    MemoryCell& memory(const Node& node, const Env& env);

    std::vector<RingSource> rings;
    std::vector<MemoryCell> memories;
    std::vector<MeasureCell> measure_cells;

    /// While it lives, formulas are measured over a period: what counts from its beginning on is added to `openings`.
    /// With null they are measured over the run, as they are without it.
    class MeasuredOver {
    public:
        MeasuredOver(Lowering& lowering, std::vector<Opening>* openings)
            : lowering_(lowering), before_(std::exchange(lowering.openings_, openings)) {}
        ~MeasuredOver() { lowering_.openings_ = before_; }
        MeasuredOver(const MeasuredOver&) = delete;
        MeasuredOver& operator=(const MeasuredOver&) = delete;

    private:
        Lowering& lowering_;
        std::vector<Opening>* before_;
    };

    /// In initial values a variable is set before it is read: called with the instance's index. It may give the value
    /// to use.
    std::function<Value(int instance, Place place)> before_read;

private:
    [[nodiscard]] const std::string& name_of(int entity) const {
        return spec_.entities[static_cast<std::size_t>(entity)].name;
    }
    struct Owned {
        int owner = -1;
        int target = -1;
    };
    Value term(const Node& node, const Env& env);
    Owned parties(const Node& node, bool is_owned, const Env& env);
    std::optional<int> find_instance(const Node& node, Owned who);
    Value variable(const Node& node, const Env& env);
    Value named(const Node& node, const Env& env);
    Value derived(const Node& node, const Env& env);
    Value call(const Node& node, const Env& env);
    Value random_call(const Node& node, const Env& env);
    Value measure_call(const Node& node, const Env& env);
    Value binary(const Node& node, const Env& env);
    Value compare_policies(const Node& node, const Env& env);
    Value aggregate(const Node& node, const Env& env);
    Value memory_term(const Node& node, const Env& env);
    Value lag(const Node& node, const Env& env);
    Value so_far(Value running);
    Value opening_of(Value running);
    [[nodiscard]] std::optional<double> constant_value(Value value, int& budget) const;
    /// Every term that is written out counts. Throws TooLarge where there are too many.
    void count_operation(Place place);
    Value perceived(const Variable& variable, int index, int slot, int owner, int target, const Env& env);
    int ring_for(RingSource source, int depth, Place place);
    /// Whether what is read here is to be told: names are put together for that alone.
    [[nodiscard]] bool tells(const Env& env) const { return on_read && env.perceives; }
    void tell(const std::string& name, const std::string& about, Kind kind, Value value) const;
    [[nodiscard]] std::string memory_text(const Node& node, const Env& env) const;
    Value branch(const Node& node, const Env& env, Value taken);
    [[nodiscard]] int literal_steps(const Node& node) const;

    const Spec& spec_;
    Instances& instances_;
    Model& model_;
    Uniforms& uniforms_;
    Diagnostics& findings_;
    Block* block_ = nullptr;
    std::vector<Opening>* openings_ = nullptr;
    std::map<std::string, std::pair<const void*, int>> draw_places_;
    std::map<std::uint64_t, std::string> place_keys_;
    std::map<std::string, int> check_numbers_;
    int operations_ = 0;
    int depth_ = 0;
};

template <class Visit>
void Lowering::for_each_binding(const std::vector<Loop>& loops, const Env& env, const Visit& visit) {
    const auto go = [&](const auto& self, std::size_t depth, Env& inner) -> void {
        if (depth == loops.size()) {
            visit(static_cast<const Env&>(inner));
            return;
        }
        for (const int member : members(loops[depth].set, inner)) {
            count_operation(loops[depth].name_place);
            inner.bound.emplace_back(loops[depth].name, member);
            self(self, depth + 1, inner);
            inner.bound.pop_back();
        }
    };
    Env inner = env;
    go(go, 0, inner);
}

}  // namespace standoff
