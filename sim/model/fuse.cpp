#include <optional>

#include "model/passes.hpp"

namespace standoff {

namespace {

/// The operation that does `sum` and a product at place `side` of its operands.
std::optional<Code> fused(Code sum, std::size_t side) {
    if (sum == Code::add) return Code::multiply_add;
    if (sum == Code::subtract) return side == 0 ? Code::multiply_subtract : Code::subtract_product;
    return std::nullopt;
}

std::vector<int> count_uses(const Block& block) {
    std::vector<int> uses(block.code.size(), 0);
    for (const Instruction& instruction : block.code)
        for_each_input(block, instruction, [&](Value value) {
            if (value.is_temp()) ++uses[static_cast<std::size_t>(value.index)];
        });
    return uses;
}

bool reads_state(const Instruction& instruction, const Hoisted& hoisted) {
    for (const Value& value : instruction.in)
        if (value.form == Value::Form::slot && !hoisted.is_lane_constant(value)) return true;
    return false;
}

}  // namespace

void fuse(Block& block, const Hoisted& hoisted) {
    const std::vector<int> uses = count_uses(block);
    std::vector<int> effects_before(block.code.size() + 1, 0);
    for (std::size_t i = 0; i < block.code.size(); ++i)
        effects_before[i + 1] = effects_before[i] + (has_effect(block.code[i].code) ? 1 : 0);
    for (std::size_t i = 0; i < block.code.size(); ++i) {
        Instruction& sum = block.code[i];
        for (std::size_t side = 0; side < 2; ++side) {
            const auto code = fused(sum.code, side);
            const Value product = sum.in[side];
            if (!code || !product.is_temp() || uses[static_cast<std::size_t>(product.index)] != 1) continue;
            const Instruction& factors = block.code[static_cast<std::size_t>(product.index)];
            if (factors.code != Code::multiply) continue;
            // The product is made later than before: nothing may have written its operands.
            if (effects_before[i] != effects_before[static_cast<std::size_t>(product.index)] &&
                reads_state(factors, hoisted))
                continue;
            sum = {*code, {factors.in[0], factors.in[1], sum.in[1 - side]}, -1, 0};
            break;
        }
    }
}

}  // namespace standoff
