#include "model/keys.hpp"
#include "model/passes.hpp"

namespace standoff {

namespace {

/// Does the result depend on the step or the run beyond its operands?
bool depends_on_time(Code code) {
    return code == Code::draw || code == Code::ring_read || code == Code::script_item || code == Code::script_count ||
           code == Code::script_success;
}

class Hoisting {
public:
    Hoisting(Block& block, const Uniforms& uniforms, Hoisted& hoisted)
        : out_(block), uniforms_(uniforms), hoisted_(hoisted) {}

    /// What reads only parameters and constants is computed once a block, in `setup`.
    void run() {
        std::vector<bool> constant(out_.code.size(), false);
        const auto is_constant = [&](Value value) {
            switch (value.form) {
                case Value::Form::none: return true;
                case Value::Form::uniform: return uniforms_.is_constant(value);
                case Value::Form::slot: return hoisted_.is_lane_constant(value);
                case Value::Form::temp: return static_cast<bool>(constant[static_cast<std::size_t>(value.index)]);
            }
            return false;
        };
        for (std::size_t i = 0; i < out_.code.size(); ++i) {
            const Instruction& instruction = out_.code[i];
            constant[i] =
                !has_effect(instruction.code) && !reads_menu(instruction.code) && !depends_on_time(instruction.code);
            for (const Value& value : instruction.in) constant[i] = constant[i] && is_constant(value);
        }
        std::vector<std::int32_t> slot(out_.code.size(), -1);
        for (std::size_t i = 0; i < out_.code.size(); ++i) {
            for (Value& value : out_.code[i].in) replace_hoisted(value, constant, constant[i], slot);
            if (!reads_menu(out_.code[i].code)) continue;
            for (auto& item : out_.menus[static_cast<std::size_t>(out_.code[i].extra)].items) {
                replace_hoisted(item.value, constant, false, slot);
                replace_hoisted(item.available, constant, false, slot);
            }
        }
    }

private:
    void replace_hoisted(Value& value, const std::vector<bool>& constant, bool user_is_constant,
                         std::vector<std::int32_t>& slot) {
        if (!value.is_temp() || !constant[static_cast<std::size_t>(value.index)] || user_is_constant) return;
        value = slot_value(hoisted_slot(value.index, slot));
    }

    /// Copies an instruction and what it needs into `setup`, each once for all programs.
    std::int32_t hoisted_slot(std::int32_t index, std::vector<std::int32_t>& slot) {
        auto& known = slot[static_cast<std::size_t>(index)];
        if (known >= 0) return known;
        Instruction instruction = out_.code[static_cast<std::size_t>(index)];
        for (Value& value : instruction.in)
            if (value.is_temp()) value = slot_value(hoisted_slot(value.index, slot));
        const std::uint64_t key = KeyHash{}({instruction.code,
                                             instruction.extra,
                                             {identity_of(instruction.in[0]), identity_of(instruction.in[1]),
                                              identity_of(instruction.in[2]), identity_of(instruction.in[3])}});
        auto& same = hoisted_.known[key];
        for (const auto& [other, at] : same)
            if (other.code == instruction.code && other.extra == instruction.extra && other.in == instruction.in)
                return known = at;
        known = hoisted_.persistent++;
        hoisted_.lane_constant.resize(static_cast<std::size_t>(hoisted_.persistent), false);
        hoisted_.lane_constant[static_cast<std::size_t>(known)] = true;
        same.emplace_back(instruction, known);
        hoisted_.setup.code.push_back(instruction);
        const Value made{Value::Form::temp, static_cast<std::int32_t>(hoisted_.setup.code.size()) - 1};
        hoisted_.setup.code.push_back({Code::fill, {made}, known, 0});
        return known;
    }

    [[nodiscard]] static std::int64_t identity_of(Value value) {
        return (static_cast<std::int64_t>(value.form) << 60) | static_cast<std::uint32_t>(value.index);
    }

    Block& out_;
    const Uniforms& uniforms_;
    Hoisted& hoisted_;
};

}  // namespace

void hoist(Block& block, const Uniforms& uniforms, Hoisted& hoisted) { Hoisting(block, uniforms, hoisted).run(); }

}  // namespace standoff
