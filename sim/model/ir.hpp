// A block of statements while it is being compiled: operations over values that are written once.
//
// A Value is a uniform, a persistent slot, or the result of an instruction (`temp`). Regions (skip … end_region) nest;
// a temp made inside one is not used outside of it. `emit_program` turns a block into a Program by giving every temp a
// scratch slot for as long as it is used.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "model/program.hpp"

namespace standoff {

struct Value {
    enum class Form : std::uint8_t { none, uniform, slot, temp };
    Form form = Form::none;
    std::int32_t index = 0;

    [[nodiscard]] bool is_uniform() const { return form == Form::uniform; }
    [[nodiscard]] bool is_temp() const { return form == Form::temp; }
    [[nodiscard]] explicit operator bool() const { return form != Form::none; }
    friend bool operator==(const Value&, const Value&) = default;
};

[[nodiscard]] constexpr Value slot_value(int slot) { return {Value::Form::slot, slot}; }

struct Instruction {
    Code code = Code::copy;
    std::array<Value, 4> in{};
    std::int32_t dst = -1;   ///< persistent slot that it writes; -1 for a pure instruction
    std::int32_t extra = 0;  ///< place, ring, script, item set, check or menu, by code
};

/// Does it change anything beside its own result?
[[nodiscard]] bool has_effect(Code code);
/// Does it read `Block::menus[extra]`?
[[nodiscard]] bool reads_menu(Code code);
[[nodiscard]] bool opens_region(Code code);

struct MenuValues {
    struct Item {
        Value value;
        Value available;
    };
    std::vector<Item> items;
};

struct Block {
    std::vector<Instruction> code;
    std::vector<MenuValues> menus;
};

/// Calls `visit` for every value that an instruction reads, a menu's included.
template <class AnyBlock, class AnyInstruction, class Visit>
void for_each_input(AnyBlock& block, AnyInstruction& instruction, Visit visit) {
    for (auto& value : instruction.in) visit(value);
    if (!reads_menu(instruction.code)) return;
    for (auto& item : block.menus[static_cast<std::size_t>(instruction.extra)].items) {
        visit(item.value);
        visit(item.available);
    }
}

/// The numbers that are the same in all lanes: the clock, then constants, each once.
class Uniforms {
public:
    Uniforms();
    [[nodiscard]] Value constant(double number);
    [[nodiscard]] static Value clock(Clock which) { return {Value::Form::uniform, static_cast<std::int32_t>(which)}; }
    [[nodiscard]] bool is_constant(Value value) const;
    [[nodiscard]] double number(Value value) const { return numbers_[static_cast<std::size_t>(value.index)]; }
    [[nodiscard]] const std::vector<double>& numbers() const { return numbers_; }

private:
    std::vector<double> numbers_;
    std::unordered_map<std::uint64_t, std::int32_t> by_bits_;
};

/// Scratch slots start at `persistent`.
[[nodiscard]] Program emit_program(const Block& block, int persistent);

/// What the optimiser moves out of the steps: instructions of `setup` and the persistent slots that hold their results.
struct Hoisted {
    Block setup;
    std::vector<bool> lane_constant;  ///< by persistent slot: parameters, and results of `setup`
    std::vector<bool> accumulator;    ///< by persistent slot: means nothing between programs
    int persistent = 0;               ///< number of persistent slots, grows
    std::unordered_map<std::uint64_t, std::vector<std::pair<Instruction, std::int32_t>>> known;

    [[nodiscard]] bool is_lane_constant(Value slot) const {
        const auto index = static_cast<std::size_t>(slot.index);
        return index < lane_constant.size() && lane_constant[index];
    }
    [[nodiscard]] bool is_accumulator(std::int32_t slot) const {
        const auto index = static_cast<std::size_t>(slot);
        return index < accumulator.size() && accumulator[index];
    }
};

/// The same numbers with less work: constants folded, common subexpressions shared, dead code dropped, what depends on
/// parameters only moved to `hoisted`, products fused with sums (two roundings). Never reassociates.
[[nodiscard]] Block optimise(const Block& block, Uniforms& uniforms, Hoisted& hoisted);

}  // namespace standoff
