#include <array>
#include <unordered_map>
#include <utility>

#include "model/fold.hpp"
#include "model/keys.hpp"
#include "model/passes.hpp"

namespace standoff {

namespace {

class Sharing {
public:
    Sharing(const Block& block, Uniforms& uniforms) : in_(block), uniforms_(uniforms) {}

    /// Constant folding and common subexpressions; regions see what was computed before them, not after.
    Block run() {
        Scopes scopes(1);
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
            if (instruction.code == Code::blend && is_one(instruction.in[1]))
                instruction = {Code::fill, {instruction.in[0]}, instruction.dst, 0};
            if (has_effect(instruction.code)) {
                if (useless(instruction) || repeated(instruction, scopes)) continue;
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
            InstructionKey key{instruction.code, instruction.extra, {}};
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
        return std::move(out_);
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

    using Scopes = std::vector<std::unordered_map<InstructionKey, Value, KeyHash>>;

    /// A check that was made before: a lane that failed stays failed.
    [[nodiscard]] bool repeated(const Instruction& check, Scopes& scopes) const {
        if (check.code < Code::check_finite || check.code > Code::check_holds) return false;
        const InstructionKey key{check.code, 0, {identity(check.in[0]), identity(check.in[1])}};
        for (const auto& scope : scopes)
            if (scope.contains(key)) return true;
        scopes.back().emplace(key, Value{});
        return false;
    }

    /// A check of a constant that holds.
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

    const Block& in_;
    Uniforms& uniforms_;
    Block out_;
    std::vector<Value> map_;
    std::unordered_map<std::int32_t, std::int64_t> versions_;
};

}  // namespace

Block share(const Block& block, Uniforms& uniforms) { return Sharing(block, uniforms).run(); }

}  // namespace standoff
