#include <map>
#include <set>
#include <utility>

#include "model/passes.hpp"

namespace standoff {

namespace {

class Keeping {
public:
    Keeping(const Block& block, Uniforms& uniforms, const Hoisted& hoisted)
        : in_(block), uniforms_(uniforms), hoisted_(hoisted) {
        out_.menus = block.menus;
    }

    Block run() {
        find_slots();
        place_.resize(in_.code.size());
        for (std::size_t i = 0; i < in_.code.size(); ++i) place_[i] = move(in_.code[i]);
        return std::move(out_);
    }

private:
    [[nodiscard]] bool is_kept(std::int32_t slot) const { return kept_.contains(slot); }

    /// Accumulators that are written outside of regions alone, and only filled and added to.
    void find_slots() {
        std::set<std::int32_t> other;
        int depth = 0;
        for (const Instruction& instruction : in_.code) {
            if (instruction.code == Code::end_region) --depth;
            if (opens_region(instruction.code)) {
                ++depth;
                continue;
            }
            const std::int32_t slot = instruction.dst;
            if (slot < 0 || !hoisted_.is_accumulator(slot)) continue;
            const bool known = instruction.code == Code::fill || instruction.code == Code::accumulate ||
                               instruction.code == Code::deduct;
            (known && depth == 0 ? kept_ : other).insert(slot);
        }
        for (const std::int32_t slot : other) kept_.erase(slot);
    }

    Value move(Instruction instruction) {
        for_each_input(out_, instruction, [&](Value& value) {
            if (value.is_temp()) value = place_[static_cast<std::size_t>(value.index)];
            else if (value.form == Value::Form::slot && is_kept(value.index)) value = sums_.at(value.index);
        });
        if (instruction.dst < 0 || opens_region(instruction.code) || !is_kept(instruction.dst))
            return emit(instruction);
        Value& sum = sums_[instruction.dst];
        sum = instruction.code == Code::fill ? at_this_moment(instruction.in[0]) : added(instruction, sum);
        return {};
    }

    /// What a slot holds now: it may be written before the sum is read.
    Value at_this_moment(Value value) {
        if (value.form != Value::Form::slot || hoisted_.is_lane_constant(value)) return value;
        return emit({Code::copy, {value}, -1, 0});
    }

    /// The sum after accumulate or deduct.
    Value added(const Instruction& instruction, Value sum) {
        const Value term = instruction.in[0];
        const Value lanes = instruction.in[1];
        const bool adds = instruction.code == Code::accumulate;
        if (!always(lanes)) return emit({adds ? Code::add_where : Code::subtract_where, {term, lanes, sum}, -1, 0});
        if (adds && is_zero(sum))
            if (const Value looked_up = added_to_zero(term)) return looked_up;
        return emit({adds ? Code::add : Code::subtract, {sum, term}, -1, 0});
    }

    [[nodiscard]] bool always(Value lanes) const {
        return uniforms_.is_constant(lanes) && uniforms_.number(lanes) == 1;
    }
    [[nodiscard]] bool is_zero(Value value) { return value == uniforms_.constant(0); }

    /// What is looked up, with 0 in the place of -0: that is what 0 + x gives. Nothing for other terms.
    Value added_to_zero(Value term) {
        if (!term.is_temp()) return {};
        Instruction made = out_.code[static_cast<std::size_t>(term.index)];
        if (made.code != Code::pick || !uniforms_.is_constant(made.in[2])) return {};
        MenuValues menu = out_.menus[static_cast<std::size_t>(made.extra)];
        const auto without_sign = [&](Value value) {
            return uniforms_.number(value) == 0 ? uniforms_.constant(0) : value;
        };
        for (auto& item : menu.items) {
            if (!uniforms_.is_constant(item.value)) return {};
            item.value = without_sign(item.value);
        }
        made.in[2] = without_sign(made.in[2]);
        made.extra = static_cast<std::int32_t>(out_.menus.size());
        out_.menus.push_back(std::move(menu));
        return emit(made);
    }

    Value emit(const Instruction& instruction) {
        out_.code.push_back(instruction);
        return {Value::Form::temp, static_cast<std::int32_t>(out_.code.size()) - 1};
    }

    const Block& in_;
    Uniforms& uniforms_;
    const Hoisted& hoisted_;
    Block out_;
    std::vector<Value> place_;
    std::set<std::int32_t> kept_;
    std::map<std::int32_t, Value> sums_;
};

}  // namespace

Block keep_sums(const Block& block, Uniforms& uniforms, const Hoisted& hoisted) {
    return Keeping(block, uniforms, hoisted).run();
}

}  // namespace standoff
