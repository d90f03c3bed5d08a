#include <set>

#include "model/passes.hpp"

namespace standoff {

void drop_overwritten(Block& block) {
    std::set<std::int32_t> overwritten;  // by what follows, before anything reads it
    int depth = 0;
    for (std::size_t i = block.code.size(); i-- > 0;) {
        Instruction& instruction = block.code[i];
        if (instruction.code == Code::end_region) ++depth;
        if (opens_region(instruction.code)) --depth;
        if (instruction.code == Code::fill) {
            if (overwritten.contains(instruction.dst)) {
                instruction = {Code::copy, {instruction.in[0]}, -1, 0};
                continue;
            }
            if (depth == 0) overwritten.insert(instruction.dst);
        } else if (!opens_region(instruction.code)) {
            overwritten.erase(instruction.dst);  // what adds to a slot reads it
        }
        for_each_input(block, instruction, [&](Value value) {
            if (value.form == Value::Form::slot) overwritten.erase(value.index);
        });
    }
}

}  // namespace standoff
