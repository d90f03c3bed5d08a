#include "engine/machine.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "engine/instruction_set.hpp"
#include "random/philox.hpp"

namespace standoff {

namespace {

constexpr std::size_t doubles_per_line = 8;  // 64 bytes

std::size_t round_up(std::size_t lanes) { return (lanes + doubles_per_line - 1) / doubles_per_line * doubles_per_line; }

/// From a slot to the next: an odd number of cache lines, so that the slots of one lane do not fall on the same few
/// places of the cache.
std::size_t odd_lines(std::size_t lanes) { return (round_up(lanes) / doubles_per_line | 1U) * doubles_per_line; }

double* aligned(std::vector<double>& memory) {
    auto address = reinterpret_cast<std::uintptr_t>(memory.data());
    return memory.data() + ((64 - address % 64) % 64) / sizeof(double);
}

/// The finaliser of splitmix64: every bit of the argument moves every bit of the result.
std::uint64_t finalise(std::uint64_t x) {
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31U);
}

std::uint64_t fold_in(std::uint64_t hash, std::uint64_t word) { return finalise(hash * 0x9e3779b97f4a7c15U + word); }

}  // namespace

Machine::Ready::Ready(const Program& program) : ops(&program.ops) {
    for (const MenuTable& menu : program.menus) {
        for (const auto& item : menu.items) operands.push_back(item.value);
        for (const auto& item : menu.items) operands.push_back(item.available);
    }
    const std::int32_t* next = operands.data();
    for (const MenuTable& menu : program.menus) {
        const auto items = static_cast<std::int32_t>(menu.items.size());
        menus.push_back({next, next + items, items});
        next += 2 * items;
    }
}

Machine::Rows::Rows(const Model& model, const Programs& programs)
    : slots(static_cast<std::size_t>(model.persistent_slots)) {
    std::size_t items = 0;
    const auto measure = [&](const Program& program) {
        slots = std::max(slots, static_cast<std::size_t>(program.slots));
        for (const MenuTable& menu : program.menus) items = std::max(items, menu.items.size());
    };
    for (const Program* program :
         {&programs.setup, &programs.initial, &programs.settled, &programs.chance, &programs.dynamics, &programs.rings,
          &programs.record, &programs.derived, &programs.finish})
        measure(*program);
    for (const std::vector<Program>* all :
         {&programs.calendar, &programs.turns, &programs.period_begins, &programs.period_ends})
        std::for_each(all->begin(), all->end(), measure);
    scratch += items;
}

Machine::Machine(const Model& model, const Programs& programs, int lanes)
    : model_(model),
      kernels_(chosen_kernels()),
      capacity_(static_cast<std::size_t>(lanes)),
      stride_(odd_lines(capacity_)),
      uniforms_(model.uniforms),
      notes_(static_cast<std::size_t>(model.notes)),
      runs_(stride_),
      order_(stride_),
      hashes_(stride_),
      setup_(programs.setup),
      initial_(programs.initial),
      settled_(programs.settled),
      chance_(programs.chance),
      dynamics_(programs.dynamics),
      ring_program_(programs.rings),
      record_(programs.record),
      derived_(programs.derived),
      finish_(programs.finish),
      calendar_(programs.calendar.begin(), programs.calendar.end()),
      turns_(programs.turns.begin(), programs.turns.end()),
      period_begins_(programs.period_begins.begin(), programs.period_begins.end()),
      period_ends_(programs.period_ends.begin(), programs.period_ends.end()) {
    const Rows rows(model, programs);
    memory_.assign((rows.slots + rows.scratch) * stride_ + doubles_per_line, 0.0);
    storage_ = aligned(memory_);
    failed_memory_.assign(stride_ + doubles_per_line, 0.0);
    for (const Ring& ring : model.rings) rings_.push_back({ring.slot, ring.depth});
    for (const ScriptTable& script : model.scripts)
        scripts_.push_back({script.item.data(), script.count.data(), script.success.data()});
    for (const auto& set : model.item_sets) item_sets_.push_back({set.data(), static_cast<std::int32_t>(set.size())});
    lanes_.slots = storage_;
    lanes_.stride = stride_;
    lanes_.uniforms = uniforms_.data();
    lanes_.runs = runs_.data();
    lanes_.places = model.places.data();
    lanes_.rings = rings_.data();
    lanes_.scripts = scripts_.data();
    lanes_.item_sets = item_sets_.data();
    lanes_.failed = aligned(failed_memory_);
    lanes_.failed_check = &failed_check_;
    lanes_.hash = hashes_.data();
    lanes_.notes = notes_.data();
    lanes_.scratch = storage_ + rows.slots * stride_;
}

std::uint64_t Machine::bytes(const Model& model, const Programs& programs, int lanes) {
    const Rows rows(model, programs);
    return std::uint64_t{rows.slots + rows.scratch} * odd_lines(static_cast<std::size_t>(lanes)) * sizeof(double);
}

std::span<const double> Machine::slot(int index) const {
    return {storage_ + static_cast<std::size_t>(index) * stride_, active_};
}

std::span<const double> Machine::measures(std::size_t i) const {
    const std::size_t size = model_.measures.size();
    return {measures_.data() + i * size, size};
}

void Machine::execute(const Ready& program) {
    kernels_.execute(program.ops->data(), program.ops->size(), program.menus.data(), lanes_);
}

void Machine::set_clock(int step) {
    const StepPlan& plan = model_.plan[static_cast<std::size_t>(step)];
    const auto set = [&](Clock which, double value) { uniforms_[static_cast<std::size_t>(which)] = value; };
    set(Clock::now, plan.now);
    set(Clock::year, plan.year);
    set(Clock::month, plan.month);
    set(Clock::steps, step);
    lanes_.step = static_cast<std::uint32_t>(step);
}

void Machine::begin(std::uint64_t seed, std::span<const Replicate> replicates) {
    const std::size_t count = replicates.size();
    if (count == 0 || count > capacity_) throw std::invalid_argument("a block of no runs, or of more than its lanes");
    const PhiloxKey key = make_key(seed);
    lanes_.key_low = key.low;
    lanes_.key_high = key.high;
    active_ = count;
    lanes_.lanes = round_up(count);
    failed_check_ = -1;
    next_mark_ = 0;
    results_.assign(count, {});
    measures_.assign(count * model_.measures.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < stride_; ++i) {
        runs_[i] = replicates[std::min(i, count - 1)].run;
        order_[i] = static_cast<std::uint32_t>(i);
        hashes_[i] = finalise(runs_[i]);
        lanes_.failed[i] = 0;
    }
    for (std::size_t i = 0; i < count; ++i) {
        results_[i].point = replicates[i].point;
        results_[i].run = replicates[i].run;
    }
    set_parameters(replicates);
    set_clock(0);
    execute(setup_);
    execute(initial_);
    execute(settled_);
    lanes_.fill_rings = true;
    execute(ring_program_);
    lanes_.fill_rings = false;
}

/// What is the same in all runs, then what a point gives; a value that is no number fails its run.
void Machine::set_parameters(std::span<const Replicate> replicates) {
    for (const auto& [slot, value] : model_.parameter_values)
        for (std::size_t i = 0; i < stride_; ++i) at(slot, i) = value;
    for (std::size_t i = 0; i < stride_; ++i) {
        const double* values = replicates[std::min(i, replicates.size() - 1)].values;
        if (values == nullptr) continue;
        for (std::size_t f = 0; f < model_.factors.size(); ++f) {
            at(model_.factors[f].slot, i) = values[f];
            if (!std::isfinite(values[f])) lanes_.failed[i] = 1;
        }
    }
}

void Machine::play(std::uint64_t seed, std::span<const Replicate> replicates, const Observers& observers) {
    begin(seed, replicates);
    retire(0);  // runs whose initial state already failed
    if (observers.block != nullptr && active_ > 0) {
        execute(derived_);
        observers.block->state(0, active_);
    }
    if (observers.periods != nullptr) mark_periods(0, observers.periods);
    for (int k = 0; k < model_.steps && active_ > 0; ++k) step(k, observers);
}

std::optional<Standing> Machine::stand(std::uint64_t seed, const Replicate& replicate, int step) {
    begin(seed, {&replicate, 1});
    retire(0);
    for (int k = 0; k < step && active_ > 0; ++k) this->step(k, {});
    if (active_ == 0) return std::nullopt;
    Standing standing{step, replicate.run, {}, hashes_[0]};
    for (int slot = 0; slot < model_.persistent_slots; ++slot) standing.slots.push_back(at(slot, 0));
    return standing;
}

void Machine::go_on(std::uint64_t seed, const Standing& from, std::span<const Branch> branches, int until,
                    BlockObserver& observer) {
    std::vector<Replicate> replicates;
    for (const Branch& branch : branches) replicates.push_back({.run = branch.run});
    begin(seed, replicates);
    for (int slot = 0; slot < model_.persistent_slots; ++slot)
        std::fill_n(&at(slot, 0), stride_, from.slots[static_cast<std::size_t>(slot)]);
    std::fill(hashes_.begin(), hashes_.end(), from.hash);
    std::fill_n(lanes_.failed, stride_, 0.0);
    for (std::size_t lane = 0; lane < branches.size(); ++lane)
        for (const auto& [slot, value] : branches[lane].slots) at(slot, lane) = value;
    for (int k = from.step; k < until && active_ > 0; ++k) step(k, {.block = &observer});
}

/// The phases of a step, as the language document lists them.
void Machine::step(int k, const Observers& observers) {
    const StepPlan& plan = model_.plan[static_cast<std::size_t>(k)];
    set_clock(k);
    if (plan.calendar >= 0) execute(calendar_[static_cast<std::size_t>(plan.calendar)]);
    for (const InputChange& input : plan.inputs) std::copy_n(&at(input.source, 0), lanes_.lanes, &at(input.slot, 0));
    // What this step's decisions see is what later steps remember of it: the calendar's doing belongs to the past, too.
    if (plan.calendar >= 0 || !plan.inputs.empty()) execute(ring_program_);
    for (const Ready& turn : turns_) execute(turn);
    execute(chance_);
    if (observers.block != nullptr) observers.block->acted(k);
    execute(dynamics_);
    set_clock(k + 1);
    execute(ring_program_);
    execute(record_);
    drop_failed(k + 1);
    if (observers.block != nullptr && active_ > 0) {
        execute(derived_);
        observers.block->state(k + 1, active_);
    }
    if (observers.periods != nullptr) mark_periods(k + 1, observers.periods);
    retire(k + 1);
}

/// What ends with this state is told before what begins with it forgets.
void Machine::mark_periods(int state, PeriodObserver* observer) {
    const std::vector<PeriodMark>& marks = model_.period_marks;
    for (; next_mark_ < marks.size() && marks[next_mark_].state == state; ++next_mark_) {
        const PeriodMark& mark = marks[next_mark_];
        const auto series = static_cast<std::size_t>(mark.series);
        const bool ends = mark.observation >= 0;
        execute(ends ? period_ends_[series] : period_begins_[series]);
        if (ends && active_ > 0) observer->period(mark.series, mark.observation, active_);
    }
}

/// Takes failed lanes out: their state means nothing and enters no statistics.
void Machine::drop_failed(int steps) {
    for (std::size_t lane = 0; lane < active_;) {
        if (lanes_.failed[lane] == 0) {
            ++lane;
            continue;
        }
        keep(lane, steps);
        swap_lanes(lane, --active_);
    }
    lanes_.lanes = round_up(active_);
}

/// Takes finished lanes out: their results are kept, and the last active lane moves into their place.
void Machine::retire(int steps) {
    const int otherwise = static_cast<int>(model_.outcomes.size()) - 1;
    const bool last = steps == model_.steps;
    bool measured = false;
    for (std::size_t lane = 0; lane < active_;) {
        const bool failed = lanes_.failed[lane] != 0;
        if (!failed && !last && at(model_.outcome_slot, lane) < 0) {
            ++lane;
            continue;
        }
        if (!measured) {
            measure();
            measured = true;
        }
        if (at(model_.outcome_slot, lane) < 0) at(model_.outcome_slot, lane) = otherwise;
        keep(lane, steps);
        swap_lanes(lane, --active_);
    }
    lanes_.lanes = round_up(active_);
}

/// Fills the measures. What they are in lanes that go on is not yet to be judged: a measure that is no number there
/// fails nobody.
void Machine::measure() {
    const bool last = lanes_.step == static_cast<std::uint32_t>(model_.steps);
    const std::vector<double> before(lanes_.failed, lanes_.failed + active_);
    execute(finish_);
    for (std::size_t lane = 0; lane < active_; ++lane)
        if (!last && at(model_.outcome_slot, lane) < 0) lanes_.failed[lane] = before[lane];
}

void Machine::keep(std::size_t lane, int steps) {
    const std::size_t index = order_[lane];
    RunResult& result = results_[index];
    result.steps = steps;
    result.status = lanes_.failed[lane] != 0 ? RunStatus::failed : RunStatus::done;
    if (result.status == RunStatus::done) {
        result.outcome = static_cast<int>(at(model_.outcome_slot, lane));
        double* measures = measures_.data() + index * model_.measures.size();
        for (std::size_t m = 0; m < model_.measures.size(); ++m) measures[m] = at(model_.measures[m].slot, lane);
    }
    result.hash = final_hash(lane, result);
}

/// A failed run has no final state that means anything: its hash ends with the step and the failure.
std::uint64_t Machine::final_hash(std::size_t lane, const RunResult& result) const {
    std::uint64_t hash = finalise(hashes_[lane]);
    hash = fold_in(hash, static_cast<std::uint64_t>(result.steps));
    hash = fold_in(hash, static_cast<std::uint64_t>(result.status));
    if (result.status == RunStatus::failed) return hash;
    hash = fold_in(hash, static_cast<std::uint64_t>(result.outcome));
    for (const int slot : model_.state_slots) hash = fold_in(hash, std::bit_cast<std::uint64_t>(at(slot, lane) + 0.0));
    return hash;
}

void Machine::swap_lanes(std::size_t a, std::size_t b) {
    if (a == b) return;
    for (int slot = 0; slot < model_.persistent_slots; ++slot) std::swap(at(slot, a), at(slot, b));
    std::swap(runs_[a], runs_[b]);
    std::swap(order_[a], order_[b]);
    std::swap(hashes_[a], hashes_[b]);
    std::swap(lanes_.failed[a], lanes_.failed[b]);
}

}  // namespace standoff
