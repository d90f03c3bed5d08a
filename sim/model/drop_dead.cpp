#include <utility>

#include "model/passes.hpp"

namespace standoff {

namespace {

std::vector<bool> find_live(const Block& block) {
    const std::size_t size = block.code.size();
    std::vector<bool> live(size, false);
    std::vector<std::size_t> open;
    std::vector<std::size_t> closing(size, 0);
    for (std::size_t i = 0; i < size; ++i) {
        if (opens_region(block.code[i].code)) open.push_back(i);
        if (block.code[i].code == Code::end_region) {
            closing[open.back()] = i;
            open.pop_back();
        }
    }
    std::vector<bool> filled;  // of the regions around
    for (std::size_t i = size; i-- > 0;) {
        const Instruction& instruction = block.code[i];
        if (instruction.code == Code::end_region) {
            filled.push_back(false);
            continue;
        }
        if (opens_region(instruction.code)) {
            const bool content = filled.back();
            filled.pop_back();
            if (!content) continue;
            live[i] = true;
            live[closing[i]] = true;
            if (!filled.empty()) filled.back() = true;
        } else if (has_effect(instruction.code)) {
            live[i] = true;
            if (!filled.empty()) filled.back() = true;
        }
        if (!live[i]) continue;
        for_each_input(block, instruction, [&](Value value) {
            if (value.is_temp()) live[static_cast<std::size_t>(value.index)] = true;
        });
    }
    return live;
}

}  // namespace

Block drop_dead(const Block& block) {
    const std::vector<bool> live = find_live(block);
    Block kept;
    std::vector<Value> place(block.code.size());
    for (std::size_t i = 0; i < block.code.size(); ++i) {
        if (!live[i]) continue;
        Instruction instruction = block.code[i];
        if (reads_menu(instruction.code)) {
            kept.menus.push_back(block.menus[static_cast<std::size_t>(instruction.extra)]);
            instruction.extra = static_cast<std::int32_t>(kept.menus.size()) - 1;
        }
        for_each_input(kept, instruction, [&](Value& value) {
            if (value.is_temp()) value = place[static_cast<std::size_t>(value.index)];
        });
        place[i] = {Value::Form::temp, static_cast<std::int32_t>(kept.code.size())};
        kept.code.push_back(instruction);
    }
    return kept;
}

}  // namespace standoff
