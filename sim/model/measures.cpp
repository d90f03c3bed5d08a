// What is measured while a run goes on: accumulators of the measure functions, payoffs, outcomes; and the initial
// state.

#include <fmt/format.h>
#include <algorithm>

#include "model/phases.hpp"

namespace standoff {

namespace {

bool runs_along(Function function) {
    return function == Function::total || function == Function::average || function == Function::peak ||
           function == Function::low || function == Function::share || function == Function::first ||
           function == Function::payoff;
}

/// Every measure function below a node, outermost first.
void find_calls(const Node& node, std::vector<const Node*>& calls) {
    if (node.node == NodeKind::call && runs_along(node.function)) {
        calls.push_back(&node);
        return;
    }
    for (const auto& child : node.children) find_calls(*child, calls);
}

bool may_be_infinite(const Node& node) {
    if (node.node == NodeKind::call && node.function == Function::first) return true;
    if (node.node == NodeKind::memory && node.memory == Memory::since) return true;
    return std::any_of(node.children.begin(), node.children.end(),
                       [](const NodePtr& child) { return may_be_infinite(*child); });
}

/// Slot of an actor's payoff so far; -1 if it has none.
int payoff_slot(const Phases& p, int actor) {
    for (std::size_t i = p.spec.measures.size(); i < p.model.measures.size(); ++i)
        if (p.model.measures[i].name ==
            fmt::format("payoff({})", p.spec.entities[static_cast<std::size_t>(actor)].name))
            return p.model.measures[i].slot;
    return -1;
}

}  // namespace

double start_of(Function function) {
    switch (function) {
        case Function::peak: return -infinity;
        case Function::low:
        case Function::first: return infinity;
        default: return 0;
    }
}

void add_measure_cells(Phases& p, const Node& formula) {
    std::vector<const Node*> calls;
    find_calls(formula, calls);
    for (const Node* call : calls) {
        const bool pays = call->function == Function::payoff;
        const int slot = pays ? payoff_slot(p, p.lower.entity(*call->children[0], {})) : p.instances.new_slot();
        if (slot < 0)
            p.lower.findings().add("E527", call->place, "this actor has no payoffs",
                                   "no role of it is named under `payoffs`");
        p.lower.measure_cells.push_back({call, slot});
    }
}

void prepare_measures(Phases& p) {
    for (const MeasureSpec& measure : p.spec.measures)
        p.model.measures.push_back({measure.name, measure.about, p.instances.new_slot(),
                                    p.spec.time.dated && measure.value.root->kind == Kind::duration,
                                    may_be_infinite(*measure.value.root)});
    for (int actor = 0; actor < p.spec.actor_count(); ++actor) {
        const bool paid = std::any_of(p.spec.payoffs.begin(), p.spec.payoffs.end(), [&](const Payoff& payoff) {
            return p.spec.symbols.belongs(actor, {payoff.role});
        });
        const std::string& name = p.spec.entities[static_cast<std::size_t>(actor)].name;
        if (paid)
            p.model.measures.push_back(
                {fmt::format("payoff({})", name), "Sum of its payoffs.", p.instances.new_slot(), false, false});
    }
    for (const MeasureSpec& measure : p.spec.measures) add_measure_cells(p, *measure.value.root);
}

void lower_record(Phases& p, Block& block) {
    Lowering& lower = p.lower;
    lower.write_to(block);
    for (const MeasureCell& cell : lower.measure_cells) {
        const Function function = cell.call->function;
        if (function == Function::payoff) continue;
        const Value value = lower.expression(*cell.call->children[0], {});
        const Value always = lower.constant(1);
        const Value running = slot_value(cell.slot);
        switch (function) {
            case Function::peak: lower.effect(Code::fill, cell.slot, lower.emit(Code::maximum, running, value)); break;
            case Function::low: lower.effect(Code::fill, cell.slot, lower.emit(Code::minimum, running, value)); break;
            case Function::share: lower.effect(Code::accumulate, cell.slot, always, value); break;
            case Function::first: {
                const Value not_yet = lower.emit(Code::equal, running, lower.constant(infinity));
                lower.effect(Code::blend, cell.slot, Uniforms::clock(Clock::now), lower.both(value, not_yet));
                break;
            }
            default: lower.effect(Code::accumulate, cell.slot, value, always); break;
        }
    }
    for (int actor = 0; actor < p.spec.actor_count(); ++actor) {
        const int slot = payoff_slot(p, actor);
        if (slot < 0) continue;
        for (const Payoff& payoff : p.spec.payoffs) {
            if (!p.spec.symbols.belongs(actor, {payoff.role})) continue;
            Env env;
            env.self = actor;
            env.reader = actor;
            for (const Term& term : payoff.terms) {
                const Value value = lower.expression(term.value, env);
                if (p.recording)
                    lower.check(Code::check_finite, value, {},
                                fmt::format("the payoff \"{}\" of {}", term.name,
                                            p.spec.entities[static_cast<std::size_t>(actor)].name),
                                term.value.place);
                lower.effect(Code::accumulate, slot, value, lower.constant(1));
            }
        }
        lower.check(Code::check_finite, slot_value(slot), {},
                    fmt::format("the payoff of {}", p.spec.entities[static_cast<std::size_t>(actor)].name), {});
    }
    Value outcome = lower.constant(-1);
    for (std::size_t i = p.spec.outcomes.size(); i-- > 0;) {
        if (!p.spec.outcomes[i].when) continue;
        const Value holds = lower.expression(p.spec.outcomes[i].when, {});
        outcome = lower.emit(Code::select, holds, lower.constant(static_cast<double>(i)), outcome);
    }
    lower.effect(Code::fill, p.model.outcome_slot, outcome);
}

void lower_finish(Phases& p, Block& block) {
    p.lower.write_to(block);
    for (std::size_t i = 0; i < p.spec.measures.size(); ++i) {
        const Measure& measure = p.model.measures[i];
        const Value value = p.lower.expression(p.spec.measures[i].value, {});
        p.lower.effect(Code::fill, measure.slot, value);
        p.lower.check(measure.may_be_infinite ? Code::check_number : Code::check_finite, value, {},
                      fmt::format("the measure \"{}\"", measure.name), p.spec.measures[i].value.place);
    }
}

namespace {

/// The one expression that gives an instance its initial value, and what its names mean.
struct InitialSource {
    const Node* node = nullptr;
    Env env;
    int slot = -1;  ///< of a value that is given run by run; it stands for the expression
};

class InitialState {
public:
    explicit InitialState(Phases& phases)
        : p_(phases),
          sources_(phases.instances.all().size()),
          states_(sources_.size(), State::waiting),
          constants_(sources_.size()) {
        find_sources();
    }

    void lower() {
        p_.lower.before_read = [this](int instance, Place place) { return need(instance, place); };
        for (std::size_t i = 0; i < sources_.size(); ++i)
            if (!p_.instances.at(static_cast<int>(i)).derived) (void)need(static_cast<int>(i), {});
        p_.lower.before_read = nullptr;
    }

    /// The constant that an instance starts from; none if it is not known before the run.
    [[nodiscard]] Value known(int instance) const { return constants_[static_cast<std::size_t>(instance)]; }

private:
    enum class State : std::uint8_t { waiting, working, done };

    void find_sources() {
        for (std::size_t i = 0; i < sources_.size(); ++i) {
            const Instance& instance = p_.instances.at(static_cast<int>(i));
            if (instance.derived) continue;
            const Variable& variable = p_.spec.variables[static_cast<std::size_t>(instance.variable)];
            sources_[i].node = variable.initial.root.get();
            sources_[i].env.self = instance.owner;
            sources_[i].env.target = instance.target;
        }
        for (std::size_t e = 0; e < p_.spec.entities.size(); ++e)
            for (const Setting& trait : p_.spec.entities[e].traits) {
                Env env;
                env.self = static_cast<int>(e);
                replace(*trait.reference, *trait.value.root, env, false);
            }
        for (const Statement& statement : p_.spec.initial)
            p_.lower.for_each_binding(statement.loops, Env{}, [&](const Env& env) {
                if (statement.condition && p_.lower.is_zero(p_.lower.expression(*statement.condition, env))) return;
                replace(*statement.target, *statement.right, env, true);
            });
        for (const Setting& setting : p_.spec.overrides) replace(*setting.reference, *setting.value.root, {}, true);
        for (const auto& [instance, slot] : p_.opened) sources_[static_cast<std::size_t>(instance)].slot = slot;
    }

    void replace(const Node& target, const Node& value, const Env& env, bool keep_names) {
        const auto instance = p_.lower.instance_of(target, env);
        if (!instance) return;
        InitialSource& source = sources_[static_cast<std::size_t>(*instance)];
        const Instance& written = p_.instances.at(*instance);
        source.node = &value;
        source.env = keep_names ? env : Env{};
        source.env.self = written.owner;
        source.env.target = written.target;
    }

    Value need(int instance, Place place) {
        const auto at = static_cast<std::size_t>(instance);
        if (states_[at] == State::working) {
            p_.lower.findings().add(
                "E502", place,
                fmt::format("the initial value of {} depends on itself", p_.instances.label(p_.instances.at(instance))),
                "initial values may read each other, but not in a circle");
            return p_.lower.constant(0);
        }
        if (states_[at] == State::waiting) {
            states_[at] = State::working;
            set(instance);
            states_[at] = State::done;
        }
        return {};
    }

    void set(int index) {
        const Instance& instance = p_.instances.at(index);
        const Variable& variable = p_.spec.variables[static_cast<std::size_t>(instance.variable)];
        InitialSource& source = sources_[static_cast<std::size_t>(index)];
        source.env.site = {"initial", variable.name, p_.instances.label(instance)};
        const Value value = source.slot >= 0 ? slot_value(source.slot) : p_.lower.expression(*source.node, source.env);
        constants_[static_cast<std::size_t>(index)] = value;
        p_.lower.check(Code::check_finite, value, {}, "the initial value of " + p_.instances.label(instance),
                       source.node->place);
        p_.lower.effect(Code::commit_value, instance.slot, value, {}, p_.lower.constant(variable.range.low),
                        p_.lower.constant(variable.range.high));
    }

    Phases& p_;
    std::vector<InitialSource> sources_;
    std::vector<State> states_;
    std::vector<Value> constants_;
};

}  // namespace

void lower_initial(Phases& p, Block& block) {
    Lowering& lower = p.lower;
    lower.write_to(block);
    InitialState(p).lower();
    for (std::size_t i = 0; i < p.input_base.size(); ++i)
        if (p.input_base[i] >= 0)
            lower.effect(Code::fill, p.input_base[i], slot_value(p.instances.at(static_cast<int>(i)).slot));
    for (std::size_t e = 0; e < p.input_values.size(); ++e)
        for (std::size_t i = 0; i < p.input_values[e].size(); ++i) {
            const Setting& input = p.spec.calendar[e].inputs[i];
            const auto instance = lower.instance_of(*input.reference, {});
            if (!instance) continue;
            const Range& range = p.spec.variables[static_cast<std::size_t>(p.instances.at(*instance).variable)].range;
            const Value value = lower.expression(input.value, {});
            lower.check(Code::check_finite, value, {}, fmt::format("an input of \"{}\"", p.spec.calendar[e].name),
                        input.place);
            lower.effect(Code::commit_value, p.input_values[e][i], value, {}, lower.constant(range.low),
                         lower.constant(range.high));
        }
    for (int actor = 0; actor < p.spec.actor_count(); ++actor) {
        const auto& policies = p.spec.entities[static_cast<std::size_t>(actor)].policies;
        for (std::size_t i = 0; i < policies.size(); ++i)
            lower.effect(Code::fill, p.instances.policy_slots(actor)[i], lower.constant(policies[i]));
    }
    for (const MemoryCell& cell : lower.memories) {
        if (cell.last_slot >= 0) lower.effect(Code::fill, cell.last_slot, lower.constant(-infinity));
        if (cell.times_slot >= 0) lower.effect(Code::fill, cell.times_slot, lower.constant(0));
        if (cell.count_slot >= 0) lower.effect(Code::fill, cell.count_slot, lower.constant(0));
    }
    lower_past(p);
    for (const MeasureCell& cell : lower.measure_cells)
        if (cell.call->function != Function::payoff)
            lower.effect(Code::fill, cell.slot, lower.constant(start_of(cell.call->function)));
    for (const Measure& measure : p.model.measures) lower.effect(Code::fill, measure.slot, lower.constant(0));
    for (const Series& series : p.model.series)
        if (series.total_slot >= 0) lower.effect(Code::fill, series.total_slot, lower.constant(0));
    for (const ChanceEvent& event : p.model.chance) lower.effect(Code::fill, event.slot, lower.constant(0));
    lower.effect(Code::fill, p.model.outcome_slot, lower.constant(-1));
}

std::vector<double> initial_numbers(Phases& p) {
    Block scratch;
    p.lower.write_to(scratch);
    InitialState state(p);
    state.lower();
    std::vector<double> numbers;
    numbers.reserve(p.instances.all().size());
    for (std::size_t i = 0; i < p.instances.all().size(); ++i)
        numbers.push_back(p.lower.constant_value(state.known(static_cast<int>(i)))
                              .value_or(std::numeric_limits<double>::quiet_NaN()));
    return numbers;
}

void check_start(Phases& p, Diagnostics& findings) {
    Block scratch;
    p.lower.write_to(scratch);
    InitialState state(p);
    state.lower();
    p.lower.before_read = [&](int instance, Place) { return state.known(instance); };
    for (const OutcomeSpec& outcome : p.spec.outcomes) {
        if (!outcome.when) continue;
        const Value holds = p.lower.expression(outcome.when, {});
        if (p.lower.constant_value(holds).value_or(0) != 0)
            findings.add("W611", outcome.when.place,
                         fmt::format("the outcome \"{}\" already holds at the start", outcome.name),
                         "the run ends after its first step");
    }
    p.lower.before_read = nullptr;
}

}  // namespace standoff
