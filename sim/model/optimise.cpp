// The optimiser: the same numbers with less work. Four passes over a block, each linear.

#include <array>
#include <bit>
#include <optional>
#include <unordered_map>

#include "model/arithmetic.hpp"
#include "model/fold.hpp"
#include "model/ir.hpp"

namespace standoff {

std::optional<double> fold(Code code, const std::array<double, 4>& in) {
    switch (code) {
        case Code::copy: return in[0];
        case Code::add: return in[0] + in[1];
        case Code::subtract: return in[0] - in[1];
        case Code::multiply: return in[0] * in[1];
        case Code::divide: return in[0] / in[1];
        case Code::negate: return -in[0];
        case Code::absolute:
            return in[0] < 0 || std::bit_cast<std::uint64_t>(in[0]) == std::uint64_t{1} << 63 ? -in[0] : in[0];
        case Code::minimum: return smaller(in[0], in[1]);
        case Code::maximum: return larger(in[0], in[1]);
        case Code::clamp: return clamped(in[0], in[1], in[2]);
        case Code::equal: return truth(in[0] == in[1]);
        case Code::not_equal: return truth(in[0] != in[1]);
        case Code::less: return truth(in[0] < in[1]);
        case Code::less_equal: return truth(in[0] <= in[1]);
        case Code::logical_and: return and_then(in[0], in[1]);
        case Code::logical_or: return or_else(in[0], in[1]);
        case Code::logical_not: return truth(in[0] == 0);
        case Code::select: return selected(in[0], in[1], in[2]);
        default: return std::nullopt;
    }
}

namespace {

/// Does the result depend on the step or the run beyond its operands?
bool depends_on_time(Code code) {
    return code == Code::draw || code == Code::ring_read || code == Code::script_item || code == Code::script_count ||
           code == Code::script_success;
}

struct Key {
    Code code;
    std::int32_t extra;
    std::array<std::int64_t, 4> in;
    friend bool operator==(const Key&, const Key&) = default;
};

struct KeyHash {
    std::size_t operator()(const Key& key) const {
        std::uint64_t hash =
            static_cast<std::uint64_t>(key.code) * 0x9e3779b97f4a7c15U + static_cast<std::uint64_t>(key.extra);
        for (const std::int64_t part : key.in) {
            hash ^= static_cast<std::uint64_t>(part) + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
            hash *= 0xff51afd7ed558ccdU;
        }
        return static_cast<std::size_t>(hash ^ (hash >> 32U));
    }
};

class Optimiser {
public:
    Optimiser(const Block& block, Uniforms& uniforms, Hoisted& hoisted)
        : in_(block), uniforms_(uniforms), hoisted_(hoisted) {}

    Block run() {
        share();
        hoist();
        fuse();
        return drop_dead();
    }

private:
    [[nodiscard]] Value moved(Value value) const {
        return value.is_temp() ? map_[static_cast<std::size_t>(value.index)] : value;
    }

    /// A number for a value in a key: temps, uniforms and slots apart, slots with the version that was read.
    [[nodiscard]] std::int64_t identity(Value value) const {
        std::int64_t version = 0;
        if (value.form == Value::Form::slot)
            if (const auto found = versions_.find(value.index); found != versions_.end()) version = found->second;
        return (static_cast<std::int64_t>(value.form) << 60) | (version << 32) |
               static_cast<std::uint32_t>(value.index);
    }

    /// Constant folding and common subexpressions; regions see what was computed before them, not after.
    void share() {
        std::vector<std::unordered_map<Key, Value, KeyHash>> scopes(1);
        map_.assign(in_.code.size(), {});
        for (std::size_t i = 0; i < in_.code.size(); ++i) {
            Instruction instruction = in_.code[i];
            for (Value& value : instruction.in) value = moved(value);
            if (reads_menu(instruction.code)) {
                MenuValues menu = in_.menus[static_cast<std::size_t>(instruction.extra)];
                for (auto& item : menu.items) {
                    item.value = moved(item.value);
                    item.available = moved(item.available);
                }
                instruction.extra = static_cast<std::int32_t>(out_.menus.size());
                out_.menus.push_back(std::move(menu));
            }
            if (has_effect(instruction.code)) {
                if (useless(instruction)) continue;
                if (opens_region(instruction.code)) scopes.emplace_back();
                if (instruction.code == Code::end_region) scopes.pop_back();
                if (instruction.dst >= 0 && !opens_region(instruction.code)) ++versions_[instruction.dst];
                out_.code.push_back(instruction);
                continue;
            }
            // A slot is no result: the value is the one of this moment, and the slot may be written before it is used.
            if (const Value known = folded(instruction); known && known.form != Value::Form::slot) {
                map_[i] = known;
                continue;
            }
            const bool sharable = !reads_menu(instruction.code);
            Key key{instruction.code, instruction.extra, {}};
            for (std::size_t k = 0; k < 4; ++k) key.in[k] = identity(instruction.in[k]);
            if (sharable) {
                bool found = false;
                for (const auto& scope : scopes)
                    if (const auto known = scope.find(key); known != scope.end()) {
                        map_[i] = known->second;
                        found = true;
                        break;
                    }
                if (found) continue;
            }
            const Value made{Value::Form::temp, static_cast<std::int32_t>(out_.code.size())};
            out_.code.push_back(instruction);
            map_[i] = made;
            if (sharable) scopes.back().emplace(key, made);
        }
    }

    /// A check of a constant that holds; a memory or accumulator that no lane can reach.
    [[nodiscard]] bool useless(const Instruction& instruction) const {
        if (instruction.code < Code::check_finite || instruction.code > Code::check_positive) return false;
        if (!uniforms_.is_constant(instruction.in[0])) return false;
        const double number = uniforms_.number(instruction.in[0]);
        const bool finite = number - number == 0;
        if (instruction.code == Code::check_finite) return finite;
        if (instruction.code == Code::check_positive) return finite && number >= 0;
        if (instruction.code == Code::check_unit) return number >= 0 && number <= 1;
        return false;
    }

    Value folded(const Instruction& instruction) {
        if (instruction.code == Code::select && uniforms_.is_constant(instruction.in[0]))
            return uniforms_.number(instruction.in[0]) != 0 ? instruction.in[1] : instruction.in[2];
        if (instruction.code == Code::multiply || instruction.code == Code::divide) {
            // x × 1 and x / 1 are exact
            if (is_one(instruction.in[1])) return instruction.in[0];
            if (instruction.code == Code::multiply && is_one(instruction.in[0])) return instruction.in[1];
        }
        std::array<double, 4> numbers{};
        for (std::size_t i = 0; i < 4; ++i) {
            if (!instruction.in[i]) continue;
            if (!uniforms_.is_constant(instruction.in[i])) return {};
            numbers[i] = uniforms_.number(instruction.in[i]);
        }
        const auto number = fold(instruction.code, numbers);
        return number ? uniforms_.constant(*number) : Value{};
    }

    [[nodiscard]] bool is_one(Value value) const {
        return uniforms_.is_constant(value) && uniforms_.number(value) == 1;
    }

    /// What reads only parameters and constants is computed once a block, in `setup`.
    void hoist() {
        std::vector<bool> constant(out_.code.size(), false);
        const auto is_constant = [&](Value value) {
            switch (value.form) {
                case Value::Form::none: return true;
                case Value::Form::uniform: return uniforms_.is_constant(value);
                case Value::Form::slot: return is_lane_constant(value);
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

    /// a × b + c in one operation with two roundings, where the product is used nowhere else and nothing between writes
    /// its operands (they are temps, uniforms or lane constants, or the sum follows before any effect).
    void fuse() {
        std::vector<int> uses(out_.code.size(), 0);
        const auto count = [&](Value value) {
            if (value.is_temp()) ++uses[static_cast<std::size_t>(value.index)];
        };
        for (const Instruction& instruction : out_.code) {
            for (const Value& value : instruction.in) count(value);
            if (reads_menu(instruction.code))
                for (const auto& item : out_.menus[static_cast<std::size_t>(instruction.extra)].items) {
                    count(item.value);
                    count(item.available);
                }
        }
        std::vector<int> effects_before(out_.code.size() + 1, 0);
        for (std::size_t i = 0; i < out_.code.size(); ++i)
            effects_before[i + 1] = effects_before[i] + (has_effect(out_.code[i].code) ? 1 : 0);
        for (std::size_t i = 0; i < out_.code.size(); ++i) {
            Instruction& sum = out_.code[i];
            if (sum.code != Code::add) continue;
            for (std::size_t side = 0; side < 2; ++side) {
                const Value product = sum.in[side];
                if (!product.is_temp() || uses[static_cast<std::size_t>(product.index)] != 1) continue;
                const Instruction& factor = out_.code[static_cast<std::size_t>(product.index)];
                if (factor.code != Code::multiply) continue;
                if (effects_before[i] != effects_before[static_cast<std::size_t>(product.index)] && reads_state(factor))
                    continue;
                const Value rest = sum.in[1 - side];
                sum = {Code::multiply_add, {factor.in[0], factor.in[1], rest}, -1, 0};
                break;
            }
        }
    }

    [[nodiscard]] bool is_lane_constant(Value slot) const {
        const auto index = static_cast<std::size_t>(slot.index);
        return index < hoisted_.lane_constant.size() && hoisted_.lane_constant[index];
    }

    [[nodiscard]] bool reads_state(const Instruction& instruction) const {
        for (const Value& value : instruction.in)
            if (value.form == Value::Form::slot && !is_lane_constant(value)) return true;
        return false;
    }

    /// Keeps effects and what they need; regions without content go.
    Block drop_dead() {
        std::vector<bool> live(out_.code.size(), false);
        const auto use = [&](Value value) {
            if (value.is_temp()) live[static_cast<std::size_t>(value.index)] = true;
        };
        std::vector<std::size_t> open;
        std::vector<std::size_t> closing(out_.code.size(), 0);
        std::vector<bool> filled;
        for (std::size_t i = 0; i < out_.code.size(); ++i) {
            if (opens_region(out_.code[i].code)) open.push_back(i);
            if (out_.code[i].code == Code::end_region) {
                closing[open.back()] = i;
                open.pop_back();
            }
        }
        for (std::size_t i = out_.code.size(); i-- > 0;) {
            const Instruction& instruction = out_.code[i];
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
            for (const Value& value : instruction.in) use(value);
            if (reads_menu(instruction.code))
                for (const auto& item : out_.menus[static_cast<std::size_t>(instruction.extra)].items) {
                    use(item.value);
                    use(item.available);
                }
        }
        return keep(live);
    }

    Block keep(const std::vector<bool>& live) {
        Block block;
        std::vector<Value> place(out_.code.size());
        const auto at_new_place = [&](Value& value) {
            if (value.is_temp()) value = place[static_cast<std::size_t>(value.index)];
        };
        for (std::size_t i = 0; i < out_.code.size(); ++i) {
            if (!live[i]) continue;
            Instruction instruction = out_.code[i];
            for (Value& value : instruction.in) at_new_place(value);
            if (reads_menu(instruction.code)) {
                MenuValues menu = out_.menus[static_cast<std::size_t>(instruction.extra)];
                for (auto& item : menu.items) {
                    at_new_place(item.value);
                    at_new_place(item.available);
                }
                instruction.extra = static_cast<std::int32_t>(block.menus.size());
                block.menus.push_back(std::move(menu));
            }
            place[i] = {Value::Form::temp, static_cast<std::int32_t>(block.code.size())};
            block.code.push_back(instruction);
        }
        return block;
    }

    const Block& in_;
    Uniforms& uniforms_;
    Hoisted& hoisted_;
    Block out_;
    std::vector<Value> map_;
    std::unordered_map<std::int32_t, std::int64_t> versions_;
};

}  // namespace

Block optimise(const Block& block, Uniforms& uniforms, Hoisted& hoisted) {
    return Optimiser(block, uniforms, hoisted).run();
}

}  // namespace standoff
