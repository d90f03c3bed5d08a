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

    Block run() {
        map_.assign(in_.code.size(), {});
        for (std::size_t i = 0; i < in_.code.size(); ++i) {
            const Instruction instruction = moved(in_.code[i]);
            if (has_effect(instruction.code)) keep_effect(instruction);
            else map_[i] = result(instruction);
        }
        return std::move(out_);
    }

private:
    Instruction moved(Instruction instruction) {
        if (reads_menu(instruction.code)) {
            out_.menus.push_back(in_.menus[static_cast<std::size_t>(instruction.extra)]);
            instruction.extra = static_cast<std::int32_t>(out_.menus.size()) - 1;
        }
        for_each_input(out_, instruction, [&](Value& value) {
            if (value.is_temp()) value = map_[static_cast<std::size_t>(value.index)];
        });
        if (instruction.code == Code::blend && is_one(instruction.in[1]))
            return {Code::fill, {instruction.in[0]}, instruction.dst, 0};
        return instruction;
    }

    void keep_effect(const Instruction& instruction) {
        if (useless(instruction) || repeated(instruction)) return;
        if (opens_region(instruction.code)) known_.emplace_back();
        if (instruction.code == Code::end_region) known_.pop_back();
        if (instruction.dst >= 0 && !opens_region(instruction.code)) ++versions_[instruction.dst];
        out_.code.push_back(instruction);
    }

    /// What a pure instruction gives, made anew only where it is not known.
    Value result(const Instruction& instruction) {
        // A slot is no result: the value is the one of this moment, and the slot may be written before it is used.
        if (const Value same = folded(instruction); same && same.form != Value::Form::slot) return same;
        const bool sharable = !reads_menu(instruction.code);
        InstructionKey key{instruction.code, instruction.extra, {}};
        for (std::size_t k = 0; k < 4; ++k) key.in[k] = identity(instruction.in[k]);
        if (const Value* known = sharable ? find(key) : nullptr) return *known;
        const Value made{Value::Form::temp, static_cast<std::int32_t>(out_.code.size())};
        out_.code.push_back(instruction);
        if (sharable) known_.back().emplace(key, made);
        return made;
    }

    [[nodiscard]] const Value* find(const InstructionKey& key) const {
        for (const auto& region : known_)
            if (const auto found = region.find(key); found != region.end()) return &found->second;
        return nullptr;
    }

    /// A number for a value in a key: temps, uniforms and slots apart, slots with the version that was read.
    [[nodiscard]] std::int64_t identity(Value value) const {
        std::int64_t version = 0;
        if (value.form == Value::Form::slot)
            if (const auto found = versions_.find(value.index); found != versions_.end()) version = found->second;
        return (static_cast<std::int64_t>(value.form) << 60) | (version << 32) |
               static_cast<std::uint32_t>(value.index);
    }

    /// A check that was made before: a lane that failed stays failed.
    [[nodiscard]] bool repeated(const Instruction& check) {
        if (check.code < Code::check_finite || check.code > Code::check_holds) return false;
        const InstructionKey key{check.code, 0, {identity(check.in[0]), identity(check.in[1])}};
        if (find(key) != nullptr) return true;
        known_.back().emplace(key, Value{});
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
    std::vector<Value> map_;  ///< by instruction of the old block: its result in the new one
    /// What was computed before and in the regions around: a region that is skipped leaves nothing behind.
    std::vector<std::unordered_map<InstructionKey, Value, KeyHash>> known_{1};
    std::unordered_map<std::int32_t, std::int64_t> versions_;
};

}  // namespace

Block share(const Block& block, Uniforms& uniforms) { return Sharing(block, uniforms).run(); }

}  // namespace standoff
