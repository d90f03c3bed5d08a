// Small blocks for the tests of the optimiser's passes, and what they do in one lane, worked out apart from the engine.
#pragma once

#include <map>
#include <stdexcept>
#include <vector>

#include "model/passes.hpp"

namespace standoff::test {

inline Value temp(int index) { return {Value::Form::temp, index}; }

class BlockBuilder {
public:
    explicit BlockBuilder(Uniforms& uniforms) : uniforms_(uniforms) {}

    Value number(double x) { return uniforms_.constant(x); }
    Value make(Code code, Value a, Value b = {}, Value c = {}) {
        block.code.push_back({code, {a, b, c}, -1, 0});
        return temp(static_cast<int>(block.code.size()) - 1);
    }
    void write(Code code, int slot, Value a, Value b = {}) { block.code.push_back({code, {a, b}, slot, 0}); }
    void open(Value lanes) { block.code.push_back({Code::skip_unless_any, {lanes}, -1, 0}); }
    void close() { block.code.push_back({Code::end_region, {}, -1, 0}); }

    Block block;

private:
    Uniforms& uniforms_;
};

using Slots = std::map<int, double>;

/// What a block leaves in the slots of a lane.
inline Slots after(const Block& block, const Uniforms& uniforms, Slots slots) {
    std::vector<double> temps(block.code.size(), 0);
    const auto value = [&](Value of) {
        if (of.is_uniform()) return uniforms.number(of);
        if (of.is_temp()) return temps[static_cast<std::size_t>(of.index)];
        return of.form == Value::Form::slot ? slots[of.index] : 0.0;
    };
    for (std::size_t i = 0; i < block.code.size(); ++i) {
        const Instruction& one = block.code[i];
        const double a = value(one.in[0]), b = value(one.in[1]), c = value(one.in[2]);
        double& slot = slots[one.dst];
        double& result = temps[i];
        switch (one.code) {
            case Code::copy: result = a; break;
            case Code::add: result = a + b; break;
            case Code::subtract: result = a - b; break;
            case Code::multiply: result = a * b; break;
            case Code::multiply_add: result = a * b + c; break;
            case Code::multiply_subtract: result = a * b - c; break;
            case Code::subtract_product: result = c - a * b; break;
            case Code::equal: result = a == b ? 1 : 0; break;
            case Code::add_where: result = b != 0 ? c + a : c; break;
            case Code::subtract_where: result = b != 0 ? c - a : c; break;
            case Code::pick: {
                const auto& items = block.menus[static_cast<std::size_t>(one.extra)].items;
                result = a >= 0 && a < static_cast<double>(items.size())
                             ? value(items[static_cast<std::size_t>(a)].value)
                             : c;
                break;
            }
            case Code::fill: slot = a; break;
            case Code::accumulate: slot = b != 0 ? slot + a : slot; break;
            case Code::deduct: slot = b != 0 ? slot - a : slot; break;
            case Code::check_finite:
            case Code::end_region: break;
            case Code::skip_unless_any:
                while (a == 0 && block.code[i].code != Code::end_region) ++i;
                break;
            default: throw std::logic_error("an operation that these tests do not know");
        }
    }
    slots.erase(-1);
    return slots;
}

inline int count(const Block& block, Code code) {
    int found = 0;
    for (const Instruction& instruction : block.code) found += instruction.code == code ? 1 : 0;
    return found;
}

}  // namespace standoff::test
