#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>

#include "model/passes.hpp"

namespace standoff {

namespace {

constexpr int most_items = 64;

/// Lanes in which the choice in a slot is one item. `version` counts the writes to the slot.
struct Taken {
    std::int32_t slot = -1;
    int version = 0;
    int item = -1;
    [[nodiscard]] bool same_choice(const Taken& other) const { return slot == other.slot && version == other.version; }
};

/// coefficient × factor, added to a slot in the lanes that took an item.
struct Effect {
    std::size_t at = 0;
    std::size_t position = 0;  ///< before its region, where it may stand as well
    Taken taken;
    Value coefficient;
    Value factor;               ///< none: 1
    std::int64_t identity = 0;  ///< of the factor: equal values, equal numbers; 0 for none
};

using Inputs = std::array<std::int64_t, 4>;

class Merging {
public:
    Merging(const Block& block, Uniforms& uniforms, const Hoisted& hoisted)
        : in_(block), uniforms_(uniforms), hoisted_(hoisted), removed_(block.code.size(), false) {}

    Block run() {
        number_values();
        std::map<std::int32_t, std::vector<std::size_t>> writes;
        for (std::size_t i = 0; i < in_.code.size(); ++i)
            if (adds(in_.code[i].code)) writes[in_.code[i].dst].push_back(i);
        for (const auto& [slot, all] : writes) merge_slot(all);
        return rebuild();
    }

private:
    static constexpr std::size_t none = ~std::size_t{0};
    struct Insertion {
        std::vector<Instruction> code;
        std::vector<std::size_t> temps;  ///< numbers of the new temps, in the order of `code`
    };
    struct LookUp {
        Taken choice;
        std::size_t position;
        std::vector<Value> values;
        Value otherwise;
        Value result;
    };

    static bool adds(Code code) { return code == Code::accumulate || code == Code::deduct; }

    [[nodiscard]] const Instruction& made_by(Value temp) const {
        return in_.code[static_cast<std::size_t>(temp.index)];
    }

    [[nodiscard]] int version(std::int32_t slot) const {
        const auto found = versions_.find(slot);
        return found == versions_.end() ? 0 : found->second;
    }

    /// Numbers the values, equal ones alike wherever they are computed; notes regions and what is taken where.
    void number_values() {
        std::map<std::tuple<Code, std::int32_t, Inputs>, int> known;
        number_.assign(in_.code.size(), -1);
        region_.assign(in_.code.size(), none);
        depth_.assign(in_.code.size(), 0);
        taken_.assign(in_.code.size(), {});
        inputs_.assign(in_.code.size(), {});
        std::vector<std::size_t> open;
        int next = 0;
        for (std::size_t i = 0; i < in_.code.size(); ++i) {
            const Instruction& one = in_.code[i];
            if (one.code == Code::end_region) open.pop_back();
            if (!open.empty()) region_[i] = open.front();
            depth_[i] = static_cast<int>(open.size());
            if (opens_region(one.code)) open.push_back(i);
            if (has_effect(one.code)) {
                if (one.dst >= 0 && !opens_region(one.code)) ++versions_[one.dst];
                continue;
            }
            number_[i] = next++;
            if (one.code == Code::equal && one.in[0].form == Value::Form::slot && uniforms_.is_constant(one.in[1])) {
                const double item = uniforms_.number(one.in[1]);
                if (item >= 0 && item < most_items)
                    taken_[i] = {one.in[0].index, version(one.in[0].index), static_cast<int>(item)};
            }
            if (reads_menu(one.code)) continue;
            for (std::size_t k = 0; k < one.in.size(); ++k) inputs_[i][k] = identity(one.in[k]);
            number_[i] = known.try_emplace({one.code, one.extra, inputs_[i]}, number_[i]).first->second;
        }
    }

    [[nodiscard]] std::int64_t identity(Value value) const {
        const auto form = static_cast<std::int64_t>(value.form) << 60;
        if (value.is_temp()) return form | number_[static_cast<std::size_t>(value.index)];
        const std::int64_t written = value.form == Value::Form::slot ? version(value.index) : 0;
        return form | (written << 32) | static_cast<std::uint32_t>(value.index);
    }

    /// The same number in a lane from one step to the next.
    [[nodiscard]] bool is_constant(Value value) const {
        return uniforms_.is_constant(value) || (value.form == Value::Form::slot && hoisted_.is_lane_constant(value));
    }

    /// What is taken in the lanes of an effect, if its region is that of the same lanes.
    [[nodiscard]] std::optional<Taken> taken_in(std::size_t at) const {
        const Value lanes = in_.code[at].in[1];
        if (!lanes.is_temp() || depth_[at] > 1) return std::nullopt;
        const Taken& taken = taken_[static_cast<std::size_t>(lanes.index)];
        if (taken.item < 0) return std::nullopt;
        if (!movable(slot_value(taken.slot), static_cast<std::size_t>(lanes.index), at)) return std::nullopt;
        if (region_[at] != none) {
            const Instruction& opening = in_.code[region_[at]];
            if (opening.code != Code::skip_unless_any || !(opening.in[0] == lanes)) return std::nullopt;
        }
        return taken;
    }

    /// May the value be computed at `position` as well? It is cheap, and nothing that it reads is written before `at`.
    [[nodiscard]] bool movable(Value value, std::size_t position, std::size_t at) const {
        if (value.form == Value::Form::slot)
            return std::none_of(in_.code.begin() + static_cast<std::ptrdiff_t>(position),
                                in_.code.begin() + static_cast<std::ptrdiff_t>(at), [&](const Instruction& between) {
                                    return between.dst == value.index && has_effect(between.code) &&
                                           !opens_region(between.code);
                                });
        if (!value.is_temp() || static_cast<std::size_t>(value.index) < position) return true;
        const Instruction& made = made_by(value);
        if (made.code > Code::multiply_add || made.code == Code::divide) return false;
        return std::all_of(made.in.begin(), made.in.end(), [&](Value in) { return movable(in, position, at); });
    }

    [[nodiscard]] std::optional<Effect> effect_at(std::size_t at, const Taken& taken) const {
        Effect effect;
        effect.at = at;
        effect.position = region_[at] == none ? at : region_[at];
        effect.taken = taken;
        const Value added = in_.code[at].in[0];
        if (is_constant(added)) effect.coefficient = added;
        if (added.is_temp() && made_by(added).code == Code::multiply) {
            const auto& factors = made_by(added).in;
            const std::size_t side = is_constant(factors[0]) ? 0 : 1;
            if (is_constant(factors[side]) && movable(factors[1 - side], effect.position, at)) {
                effect.coefficient = factors[side];
                effect.factor = factors[1 - side];
                effect.identity = inputs_[static_cast<std::size_t>(added.index)][1 - side];
            }
        }
        if (!effect.coefficient) return std::nullopt;
        if (in_.code[at].code == Code::deduct && !uniforms_.is_constant(effect.coefficient)) return std::nullopt;
        return effect;
    }

    /// Runs of writes to one slot that belong to one choice, each item once.
    void merge_slot(const std::vector<std::size_t>& writes) {
        for (std::size_t i = 0; i < writes.size();) {
            const auto first = taken_in(writes[i]);
            if (!first) {
                ++i;
                continue;
            }
            std::vector<Taken> items;
            std::vector<Effect> effects;
            bool once = true;
            for (; i < writes.size(); ++i) {
                const auto taken = taken_in(writes[i]);
                if (!taken || !taken->same_choice(*first)) break;
                for (const Taken& other : items) once = once && other.item != taken->item;
                items.push_back(*taken);
                if (const auto effect = effect_at(writes[i], *taken)) effects.push_back(*effect);
            }
            if (once && !effects.empty() && alone(effects)) merge_choice(effects);
        }
    }

    /// Nothing but additions touches the slot from the first to the last effect.
    [[nodiscard]] bool alone(const std::vector<Effect>& effects) const {
        const std::int32_t slot = in_.code[effects.front().at].dst;
        for (std::size_t i = effects.front().position; i <= effects.back().at; ++i) {
            const Instruction& one = in_.code[i];
            if (has_effect(one.code) && one.dst == slot && !adds(one.code) && !opens_region(one.code)) return false;
            bool reads = false;
            for_each_input(in_, one, [&](const Value& value) { reads = reads || value == slot_value(slot); });
            if (reads) return false;
        }
        return true;
    }

    void merge_choice(const std::vector<Effect>& effects) {
        std::map<std::int64_t, std::vector<Effect>> by_factor;
        for (const Effect& effect : effects) by_factor[effect.identity].push_back(effect);
        for (const auto& [factor, same] : by_factor)
            if (same.size() > 1) merge(same);
    }

    void merge(const std::vector<Effect>& effects) {
        const Effect& first = effects.front();
        const std::int32_t dst = in_.code[first.at].dst;
        Insertion& to = insertions_[first.position];
        const Value always = uniforms_.constant(1);
        for (const Effect& effect : effects) removed_[effect.at] = true;
        if (!first.factor) {
            // x + -0 is x, -0 and NaN included: what adds nothing.
            const Value added = look_up(to, effects, uniforms_.constant(-0.0), false);
            to.code.push_back({Code::accumulate, {added, always}, dst, 0});
            return;
        }
        const Value coefficient = look_up(to, effects, uniforms_.constant(0), false);
        const Value taken = look_up(to, effects, uniforms_.constant(0), true);
        const Value factor = copy(to, first.factor, first.position);
        const Value added = add(to, {Code::multiply, {coefficient, factor}, -1, 0});
        to.code.push_back({Code::accumulate, {added, taken}, dst, 0});
    }

    /// The coefficient of the item that was taken, or 1 (`truth`); `otherwise` for other items.
    Value look_up(Insertion& to, const std::vector<Effect>& effects, Value otherwise, bool truth) {
        int items = 0;
        for (const Effect& effect : effects) items = std::max(items, effect.taken.item + 1);
        std::vector<Value> values(static_cast<std::size_t>(items), otherwise);
        for (const Effect& effect : effects) {
            Value& value = values[static_cast<std::size_t>(effect.taken.item)];
            value = truth ? uniforms_.constant(1) : effect.coefficient;
            if (!truth && in_.code[effect.at].code == Code::deduct)
                value = uniforms_.constant(-uniforms_.number(effect.coefficient));
        }
        const Taken& choice = effects.front().taken;
        for (const LookUp& known : look_ups_)
            if (known.choice.same_choice(choice) && known.position == effects.front().position &&
                known.values == values && known.otherwise == otherwise)
                return known.result;
        MenuValues menu;
        for (const Value& value : values) menu.items.push_back({value, uniforms_.constant(1)});
        menus_.push_back(std::move(menu));
        const auto number = static_cast<std::int32_t>(in_.menus.size() + menus_.size()) - 1;
        const Value result = add(to, {Code::pick, {slot_value(choice.slot), {}, otherwise}, -1, number});
        look_ups_.push_back({choice, effects.front().position, values, otherwise, result});
        return result;
    }

    /// The value, computed at `position`.
    Value copy(Insertion& to, Value value, std::size_t position) {
        if (!value.is_temp() || static_cast<std::size_t>(value.index) < position) return value;
        Instruction made = made_by(value);
        for (Value& in : made.in) in = copy(to, in, position);
        return add(to, made);
    }

    /// New temps are numbered after the old ones until `rebuild`.
    Value add(Insertion& to, const Instruction& instruction) {
        to.temps.push_back(static_cast<std::size_t>(new_temps_));
        to.code.push_back(instruction);
        return {Value::Form::temp, static_cast<std::int32_t>(in_.code.size()) + new_temps_++};
    }

    Block rebuild() {
        Block block;
        block.menus = in_.menus;
        block.menus.insert(block.menus.end(), menus_.begin(), menus_.end());
        std::vector<Value> place(in_.code.size() + static_cast<std::size_t>(new_temps_));
        const auto append = [&](Instruction instruction, std::size_t number) {
            for_each_input(block, instruction, [&](Value& value) {
                if (value.is_temp()) value = place[static_cast<std::size_t>(value.index)];
            });
            place[number] = {Value::Form::temp, static_cast<std::int32_t>(block.code.size())};
            block.code.push_back(instruction);
        };
        for (std::size_t i = 0; i < in_.code.size(); ++i) {
            if (const auto found = insertions_.find(i); found != insertions_.end()) {
                std::size_t temp = 0;
                for (const Instruction& added : found->second.code)
                    append(added, has_effect(added.code) ? i : in_.code.size() + found->second.temps[temp++]);
            }
            if (!removed_[i]) append(in_.code[i], i);
        }
        return block;
    }

    const Block& in_;
    Uniforms& uniforms_;
    const Hoisted& hoisted_;
    std::vector<bool> removed_;
    std::vector<int> number_;
    std::vector<Inputs> inputs_;       ///< identities of what an instruction reads
    std::vector<std::size_t> region_;  ///< the outermost region around an instruction
    std::vector<int> depth_;
    std::vector<Taken> taken_;
    std::map<std::int32_t, int> versions_;
    std::map<std::size_t, Insertion> insertions_;
    std::vector<MenuValues> menus_;
    std::vector<LookUp> look_ups_;
    std::int32_t new_temps_ = 0;
};

}  // namespace

Block merge_effects(const Block& block, Uniforms& uniforms, const Hoisted& hoisted) {
    return Merging(block, uniforms, hoisted).run();
}

}  // namespace standoff
