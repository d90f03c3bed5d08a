#include "model/ir.hpp"

#include <bit>
#include <cstddef>

namespace standoff {

bool has_effect(Code code) { return code >= Code::fill; }

bool reads_menu(Code code) { return code >= Code::choose_logit && code <= Code::logit_of; }

bool opens_region(Code code) { return code == Code::skip_unless_any || code == Code::skip_unless_due; }

Uniforms::Uniforms() : numbers_(static_cast<std::size_t>(Clock::count), 0.0) {}

Value Uniforms::constant(double number) {
    const auto bits = std::bit_cast<std::uint64_t>(number);
    const auto [at, added] = by_bits_.try_emplace(bits, static_cast<std::int32_t>(numbers_.size()));
    if (added) numbers_.push_back(number);
    return {Value::Form::uniform, at->second};
}

bool Uniforms::is_constant(Value value) const {
    return value.is_uniform() && value.index >= static_cast<std::int32_t>(Clock::count);
}

namespace {

/// Gives temps scratch slots by a linear scan: a slot is free again after the last use of its temp.
class Emitter {
public:
    Emitter(const Block& block, int persistent) : block_(block), next_(persistent), persistent_(persistent) {
        last_use_.assign(block.code.size(), -1);
        for (std::size_t i = 0; i < block.code.size(); ++i)
            for_each_input(block, block.code[i], [&](Value value) {
                if (value.is_temp()) last_use_[static_cast<std::size_t>(value.index)] = static_cast<int>(i);
            });
        slot_.assign(block.code.size(), -1);
    }

    Program run() {
        for (std::size_t i = 0; i < block_.code.size(); ++i) emit(static_cast<int>(i));
        program_.slots = next_;
        return std::move(program_);
    }

private:
    [[nodiscard]] Operand operand(Value value) const {
        switch (value.form) {
            case Value::Form::uniform: return uniform_operand(value.index);
            case Value::Form::slot: return value.index;
            case Value::Form::temp: return slot_[static_cast<std::size_t>(value.index)];
            case Value::Form::none: break;
        }
        return uniform_operand(static_cast<int>(Clock::count));  // not read by the operation
    }

    void release_inputs(const Instruction& instruction, int at) {
        for_each_input(block_, instruction, [&](Value value) {
            if (!value.is_temp()) return;
            const auto temp = static_cast<std::size_t>(value.index);
            if (last_use_[temp] != at || slot_[temp] < persistent_ || released_at(temp)) return;
            free_.push_back(slot_[temp]);
            last_use_[temp] = released;
        });
    }

    [[nodiscard]] bool released_at(std::size_t temp) const { return last_use_[temp] == released; }

    int take_slot() {
        if (free_.empty()) return next_++;
        const int slot = free_.back();
        free_.pop_back();
        return slot;
    }

    void emit(int at) {
        const Instruction& instruction = block_.code[static_cast<std::size_t>(at)];
        if (instruction.code == Code::end_region) {
            Op& opening = program_.ops[static_cast<std::size_t>(open_.back())];
            opening.extra = static_cast<std::int32_t>(program_.ops.size()) - open_.back() - 1;
            open_.pop_back();
            return;
        }
        Op op;
        op.code = instruction.code;
        op.extra = instruction.extra;
        op.a = operand(instruction.in[0]);
        op.b = operand(instruction.in[1]);
        op.c = operand(instruction.in[2]);
        op.d = operand(instruction.in[3]);
        if (reads_menu(instruction.code)) op.extra = add_menu(instruction.extra);
        if (has_effect(instruction.code)) {
            op.dst = instruction.dst;
            if (opens_region(instruction.code)) open_.push_back(static_cast<int>(program_.ops.size()));
            release_inputs(instruction, at);
        } else {
            // Elementwise results may overwrite an operand that is used for the last time; a choice reads its menu in
            // several passes, so its result needs a slot of its own.
            const bool in_place = !reads_menu(instruction.code);
            if (in_place) release_inputs(instruction, at);
            const int slot = take_slot();
            slot_[static_cast<std::size_t>(at)] = slot;
            op.dst = slot;
            if (!in_place) release_inputs(instruction, at);
            if (last_use_[static_cast<std::size_t>(at)] < 0) free_.push_back(slot);
        }
        program_.ops.push_back(op);
    }

    std::int32_t add_menu(std::int32_t menu) {
        MenuTable table;
        for (const auto& item : block_.menus[static_cast<std::size_t>(menu)].items)
            table.items.push_back({operand(item.value), operand(item.available)});
        program_.menus.push_back(std::move(table));
        return static_cast<std::int32_t>(program_.menus.size()) - 1;
    }

    static constexpr int released = -2;
    const Block& block_;
    Program program_;
    std::vector<int> last_use_;
    std::vector<int> slot_;
    std::vector<int> free_;
    std::vector<int> open_;
    int next_;
    int persistent_;
};

}  // namespace

Program emit_program(const Block& block, int persistent) { return Emitter(block, persistent).run(); }

}  // namespace standoff
