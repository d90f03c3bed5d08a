// compile(): the order in which a model is put together.

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <stdexcept>

#include "model/limits.hpp"
#include "model/phases.hpp"

namespace standoff {

namespace {

class ModelCompiler {
public:
    ModelCompiler(const Spec& spec, Diagnostics& findings)
        : spec_(spec),
          findings_(findings),
          model_(std::make_shared<Model>()),
          instances_(spec),
          accumulators_(instances_),
          lower_(spec, instances_, *model_, uniforms_, findings),
          phases_{spec, *model_, instances_, lower_, accumulators_, menus_, {}, {}, {}, {}, {}, {}, false, {}} {}

    ModelPtr run() {
        const auto states = static_cast<std::size_t>(spec_.time.steps) + 1;
        if (instances_.all().size() > most_recorded / states)
            throw TooLarge{spec_.time.place,
                           fmt::format("{} quantities at {} states are more than {} values to record",
                                       instances_.all().size(), states, most_recorded),
                           "take fewer steps or fewer actors"};
        describe();
        plan();
        menus_ = build_menus(spec_, instances_, *model_, findings_);
        list_chance();
        model_->outcome_slot = instances_.new_slot();
        find_turns();
        for (std::size_t turn = 0; turn < phases_.turn_menus.size(); ++turn)
            for (const int menu : phases_.turn_menus[turn])
                for (const int decision : menus_[static_cast<std::size_t>(menu)].decisions) {
                    model_->order_of_play.push_back(decision);
                    model_->decisions[static_cast<std::size_t>(decision)].turn = static_cast<int>(turn);
                }
        prepare_inputs();
        prepare_measures(phases_);
        prepare_series(phases_);
        if (findings_.failed()) return nullptr;
        open_numbers();
        if (findings_.failed()) return nullptr;
        (void)lower_all(true);  // finds every memory term and lagged value, wherever it is read
        if (findings_.failed()) return nullptr;
        const Blocks plain = lower_all(true);
        const Blocks fast = lower_all(false);
        check_start(phases_, findings_);
        if (findings_.failed()) return nullptr;
        find_fixed(plain);
        finish(plain, fast);
        return model_;
    }

private:
    void describe() {
        Model& model = *model_;
        model.title = spec_.title;
        model.theory = spec_.theory_title;
        model.dated = spec_.time.dated;
        model.steps = spec_.time.steps;
        for (const auto& entity : spec_.entities)
            model.entities.push_back({entity.name, entity.title, entity.thing, entity.about});
        model.actors = spec_.actor_count();
        for (const auto& channel : spec_.channels) model.channels.push_back({channel.name, channel.about});
        for (const auto& outcome : spec_.outcomes) model.outcomes.push_back({outcome.name, outcome.about});
        for (const auto& action : spec_.actions) model.actions.push_back({action.name, action.about});
        for (std::size_t i = 0; i < spec_.parameters.size(); ++i) {
            const auto& parameter = spec_.parameters[i];
            const bool duration = spec_.time.dated && parameter.kind == Kind::duration;
            model.parameters.push_back({parameter.name, parameter.about, parameter.value, duration});
            model.parameter_values.emplace_back(instances_.parameter_slot(static_cast<int>(i)), parameter.value);
        }
        for (const Instance& instance : instances_.all()) {
            Quantity quantity;
            const auto at = static_cast<std::size_t>(instance.variable);
            quantity.label = instances_.label(instance);
            quantity.owner = instance.owner;
            quantity.target = instance.target;
            quantity.derived = instance.derived;
            quantity.slot = instance.slot;
            const Entry& entry = instance.derived ? static_cast<const Entry&>(spec_.derived[at]) : spec_.variables[at];
            const Kind kind = instance.derived ? spec_.derived[at].kind : spec_.variables[at].kind;
            quantity.variable = entry.name;
            quantity.about = entry.about;
            quantity.duration = spec_.time.dated && kind == Kind::duration;
            quantity.low = instance.derived ? -infinity : spec_.variables[at].range.low;
            quantity.high = instance.derived ? infinity : spec_.variables[at].range.high;
            if (!instance.derived) model.state_slots.push_back(instance.slot);
            model.quantities.push_back(std::move(quantity));
        }
        for (int actor = 0; actor < model.actors; ++actor)
            for (const int slot : instances_.policy_slots(actor)) model.state_slots.push_back(slot);
    }

    void plan() {
        const int steps = spec_.time.steps;
        model_->plan.resize(static_cast<std::size_t>(steps) + 1);
        for (int k = 0; k <= steps; ++k) {
            StepPlan& step = model_->plan[static_cast<std::size_t>(k)];
            step.now = k * spec_.time.dt;
            if (!spec_.time.dated) continue;
            const Day day = spec_.time.first_day(k);
            const CivilDate date = civil_from_day(day);
            step.year = date.year;
            step.month = date.month;
            model_->dates.push_back(format_date(day));
        }
        std::map<int, std::vector<int>> beginning;
        for (std::size_t e = 0; e < spec_.calendar.size(); ++e)
            for (const auto& span : spec_.calendar[e].spans)
                if (span.begins && span.first >= 0 && span.first < steps && !spec_.calendar[e].effects.empty())
                    beginning[span.first].push_back(static_cast<int>(e));
        std::map<std::vector<int>, int> group_of;
        for (const auto& [step, entries] : beginning) {
            auto& groups = phases_.calendar_groups;
            const auto [group, added] = group_of.try_emplace(entries, static_cast<int>(groups.size()));
            if (added) groups.push_back(entries);
            model_->plan[static_cast<std::size_t>(step)].calendar = group->second;
        }
    }

    /// Where the value of an input comes from, step by step: of several entries in force the last in the file counts.
    void prepare_inputs() {
        phases_.input_base.assign(instances_.all().size(), -1);
        std::map<int, std::vector<std::pair<std::size_t, int>>> entries_of;  // instance: entry, slot of its value
        for (std::size_t e = 0; e < spec_.calendar.size(); ++e) {
            auto& slots = phases_.input_values.emplace_back();
            for (const Setting& input : spec_.calendar[e].inputs) {
                slots.push_back(instances_.new_slot());
                const auto instance = lower_.instance_of(*input.reference, {});
                if (!instance) continue;
                auto& base = phases_.input_base[static_cast<std::size_t>(*instance)];
                if (base < 0) base = instances_.new_slot();
                entries_of[*instance].emplace_back(e, slots.back());
            }
        }
        for (const auto& [instance, entries] : entries_of) {
            const int base = phases_.input_base[static_cast<std::size_t>(instance)];
            std::vector<int> source(static_cast<std::size_t>(spec_.time.steps) + 1, base);
            for (const auto& [entry, slot] : entries)
                for (const auto& span : spec_.calendar[entry].spans) {
                    count_entry_steps(spec_.calendar[entry], span.last - span.first + 1);
                    for (int k = std::max(0, span.first); k <= std::min(span.last, spec_.time.steps - 1); ++k)
                        source[static_cast<std::size_t>(k)] = slot;
                }
            int current = base;
            for (int k = 0; k < spec_.time.steps; ++k) {
                if (source[static_cast<std::size_t>(k)] == current) continue;
                current = source[static_cast<std::size_t>(k)];
                model_->plan[static_cast<std::size_t>(k)].inputs.push_back({instances_.at(instance).slot, current});
            }
        }
    }

    /// A parameter that is given run by run has its slot; an initial value gets one in place of its formula.
    void open_numbers() {
        if (spec_.opened.empty()) return;
        const std::vector<double> initial = initial_numbers(phases_);
        for (const Opened& opened : spec_.opened) {
            OpenNumber& number = model_->factors.emplace_back();
            number.path = opened.path;
            number.low = opened.range.low;
            number.high = opened.range.high;
            number.duration = spec_.time.dated && opened.kind == Kind::duration;
            if (opened.parameter >= 0) {
                number.slot = instances_.parameter_slot(opened.parameter);
                number.value = spec_.parameters[static_cast<std::size_t>(opened.parameter)].value;
                continue;
            }
            const auto instance = lower_.instance_of(*opened.reference, {});
            if (!instance) continue;
            number.slot = instances_.new_slot();
            number.value = initial[static_cast<std::size_t>(*instance)];
            model_->parameter_values.emplace_back(number.slot, number.value);
            phases_.opened.emplace_back(*instance, number.slot);
        }
    }

    void count_entry_steps(const CalendarEntry& entry, int steps) {
        entry_steps_ += steps;
        if (entry_steps_ > most_entry_steps)
            throw TooLarge{
                entry.place,
                fmt::format("with \"{}\" the calendar sets inputs more than {} times", entry.name, most_entry_steps),
                "let fewer entries overlap, or take fewer steps"};
    }

    void list_chance() {
        for (std::size_t i = 0; i < spec_.chance.size(); ++i) {
            const Chance& event = spec_.chance[i];
            const auto add = [&](int owner) {
                phases_.chance_members.emplace_back(static_cast<int>(i), owner);
                model_->chance.push_back({event.name, owner, instances_.new_slot()});
            };
            if (event.of.empty()) add(-1);
            std::vector<int> members;
            for (const Symbol& set : event.of)
                for (const int member : spec_.symbols.members(set))
                    if (std::find(members.begin(), members.end(), member) == members.end()) members.push_back(member);
            std::sort(members.begin(), members.end());
            for (const int member : members) add(member);
        }
    }

    void find_turns() {
        if (spec_.turns.empty()) {
            auto& all = phases_.turn_menus.emplace_back();
            for (std::size_t i = 0; i < menus_.size(); ++i) all.push_back(static_cast<int>(i));
            return;
        }
        std::vector<bool> placed(menus_.size(), false);
        for (const auto& group : spec_.turns) {
            auto& menus = phases_.turn_menus.emplace_back();
            for (const TurnMember& member : group)
                for (std::size_t i = 0; i < menus_.size(); ++i) {
                    if (placed[i] || menus_[i].actor != member.actor) continue;
                    if (member.channel >= 0 && menus_[i].channel != member.channel) continue;
                    placed[i] = true;
                    menus.push_back(static_cast<int>(i));
                }
        }
    }

    /// The slots that a phase writes.
    [[nodiscard]] std::vector<bool> find_written(const Blocks& blocks) const {
        std::vector<bool> written(static_cast<std::size_t>(instances_.slot_count()), false);
        const auto note = [&](const Block& block) {
            for (const Instruction& instruction : block.code)
                if (instruction.dst >= 0 && !opens_region(instruction.code))
                    written[static_cast<std::size_t>(instruction.dst)] = true;
        };
        for (const Block& block : blocks.calendar) note(block);
        for (const Block& block : blocks.turns) note(block);
        note(blocks.chance);
        note(blocks.dynamics);
        for (const StepPlan& step : model_->plan)
            for (const InputChange& input : step.inputs) written[static_cast<std::size_t>(input.slot)] = true;
        return written;
    }

    /// A variable that starts from a constant in every run and that no phase writes.
    void find_fixed(const Blocks& blocks) {
        const std::vector<bool> written = find_written(blocks);
        std::vector<bool> constant(written.size(), false);
        for (const Instruction& instruction : blocks.initial.code)
            if (instruction.code == Code::commit_value)
                constant[static_cast<std::size_t>(instruction.dst)] = uniforms_.is_constant(instruction.in[0]);
        for (Quantity& quantity : model_->quantities) {
            const auto slot = static_cast<std::size_t>(quantity.slot);
            quantity.fixed = !quantity.derived && constant[slot] && !written[slot];
        }
    }

    Blocks lower_all(bool recording) {
        lower_.begin_pass();
        phases_.recording = recording;
        if (recording) {  // what an earlier pass noted is written anew
            model_->rules.clear();
            model_->notes = 0;
        }
        Blocks blocks;
        for (const auto& entries : phases_.calendar_groups)
            lower_calendar(phases_, entries, blocks.calendar.emplace_back());
        for (const auto& menus : phases_.turn_menus) lower_turn(phases_, menus, blocks.turns.emplace_back());
        lower_chance(phases_, blocks.chance);
        lower_dynamics(phases_, blocks.dynamics);
        lower_record(phases_, blocks.record);
        lower_derived(phases_, blocks.derived);
        lower_finish(phases_, blocks.finish);
        for (std::size_t i = 0; i < model_->series.size(); ++i)
            lower_series(phases_, i, blocks.period_begins.emplace_back(), blocks.period_ends.emplace_back());
        lower_rings(phases_, blocks.rings);
        lower_initial(phases_, blocks.initial);
        return blocks;
    }

    void finish(const Blocks& plain, const Blocks& fast) {
        Hoisted hoisted;
        hoisted.persistent = instances_.slot_count();
        hoisted.lane_constant.assign(static_cast<std::size_t>(hoisted.persistent), false);
        for (const auto& [slot, value] : model_->parameter_values)
            hoisted.lane_constant[static_cast<std::size_t>(slot)] = true;
        Blocks small;
        small.initial = optimise(fast.initial, uniforms_, hoisted);
        // What the initial state settles for good is as constant as a parameter.
        Hoisted settled = hoisted;
        settled.setup = {};
        const std::vector<bool> written = find_written(plain);
        for (const int slot : model_->state_slots)
            if (!written[static_cast<std::size_t>(slot)]) settled.lane_constant[static_cast<std::size_t>(slot)] = true;
        settled.accumulator.assign(settled.lane_constant.size(), false);
        for (const int slot : accumulators_.all()) settled.accumulator[static_cast<std::size_t>(slot)] = true;
        const auto shrink = [&](const Block& block) { return optimise(block, uniforms_, settled); };
        for (const Block& block : fast.calendar) small.calendar.push_back(shrink(block));
        for (const Block& block : fast.turns) small.turns.push_back(shrink(block));
        small.chance = shrink(fast.chance);
        small.dynamics = shrink(fast.dynamics);
        small.rings = shrink(fast.rings);
        small.record = shrink(fast.record);
        small.derived = shrink(fast.derived);
        small.finish = shrink(fast.finish);
        for (const Block& block : fast.period_begins) small.period_begins.push_back(shrink(block));
        for (const Block& block : fast.period_ends) small.period_ends.push_back(shrink(block));
        model_->persistent_slots = settled.persistent;
        model_->plain = emit(plain, {}, {});
        model_->fast = emit(small, hoisted.setup, settled.setup);
        model_->uniforms = uniforms_.numbers();
    }

    [[nodiscard]] Programs emit(const Blocks& blocks, const Block& setup, const Block& settled) const {
        const auto program = [&](const Block& block) { return emit_program(block, model_->persistent_slots); };
        Programs programs;
        programs.setup = program(setup);
        programs.initial = program(blocks.initial);
        programs.settled = program(settled);
        for (const Block& block : blocks.calendar) programs.calendar.push_back(program(block));
        for (const Block& block : blocks.turns) programs.turns.push_back(program(block));
        programs.chance = program(blocks.chance);
        programs.dynamics = program(blocks.dynamics);
        programs.rings = program(blocks.rings);
        programs.record = program(blocks.record);
        programs.derived = program(blocks.derived);
        programs.finish = program(blocks.finish);
        for (const Block& block : blocks.period_begins) programs.period_begins.push_back(program(block));
        for (const Block& block : blocks.period_ends) programs.period_ends.push_back(program(block));
        return programs;
    }

    const Spec& spec_;
    Diagnostics& findings_;
    std::shared_ptr<Model> model_;
    Uniforms uniforms_;
    Instances instances_;
    AccumulatorSlots accumulators_;
    Lowering lower_;
    std::vector<Menu> menus_;
    Phases phases_;
    std::int64_t entry_steps_ = 0;
};

}  // namespace

ModelPtr compile(Scenario& scenario) {
    if (!scenario.ok()) throw std::invalid_argument("the scenario has errors");
    if (scenario.is_theory()) throw std::invalid_argument("a theory alone has no actors to run");
    try {
        return ModelCompiler(*scenario.spec, scenario.findings).run();
    } catch (const TooLarge& limit) {
        scenario.findings.add("E528", limit.place, limit.what, {}, limit.hint);
    } catch (const TooManyFindings&) {  // NOLINT(bugprone-empty-catch): the last finding says so
    }
    return nullptr;
}

}  // namespace standoff
