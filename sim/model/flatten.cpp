#include <algorithm>

#include "model/passes.hpp"

namespace standoff {

namespace {

/// As long to compute as to ask whether any lane needs it.
constexpr std::size_t short_region = 4;

bool is_cheap(Code code) { return code <= Code::subtract_product && code != Code::divide && code != Code::square_root; }

/// Does the instruction change nothing in lanes that are not among `lanes`?
bool keeps_to(const Instruction& instruction, Value lanes) {
    const bool adds = instruction.code == Code::accumulate || instruction.code == Code::deduct;
    return is_cheap(instruction.code) || (adds && instruction.in[1] == lanes);
}

}  // namespace

void flatten(Block& block) {
    for (std::size_t i = 0; i < block.code.size(); ++i) {
        Instruction& opening = block.code[i];
        if (opening.code != Code::skip_unless_any) continue;
        std::size_t end = i + 1;
        while (end < block.code.size() && keeps_to(block.code[end], opening.in[0])) ++end;
        if (end == block.code.size() || block.code[end].code != Code::end_region || end - i - 1 > short_region)
            continue;
        // A copy that nobody uses stands for each until dead code is dropped.
        opening = {Code::copy, {opening.in[0]}, -1, 0};
        block.code[end] = opening;
    }
}

}  // namespace standoff
