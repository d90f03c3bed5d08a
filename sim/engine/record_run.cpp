// One run in full: the plain programs with one lane, and an observer that tells what happened.

#include <cmath>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "engine/machine.hpp"

namespace standoff {

namespace {

class Teller final : public BlockObserver {
public:
    Teller(const Model& model, const Machine& machine, RunRecorder& recorder)
        : model_(model), machine_(machine), recorder_(recorder), values_(model.quantities.size()) {}

    void state(int step, std::size_t) override {
        for (std::size_t q = 0; q < values_.size(); ++q) values_[q] = value(model_.quantities[q].slot);
        recorder_.state(step, values_);
    }

    void acted(int step) override {
        for (const int d : model_.order_of_play) {
            const Decision& decision = model_.decisions[static_cast<std::size_t>(d)];
            const auto choice = static_cast<int>(value(decision.choice_slot));
            if (choice < 0) continue;
            Event event;
            event.step = step;
            event.decision = d;
            event.item = choice;
            event.count = decision.count_slot >= 0 ? value(decision.count_slot) : 1;
            event.success = decision.success_slot >= 0 ? value(decision.success_slot) : std::nan("");
            event.rung = value(decision.rung_slot);
            event.probability = value(decision.probability_slot);
            recorder_.event(event);
            const std::span<const double> notes = machine_.notes();
            const auto rule = static_cast<int>(notes[static_cast<std::size_t>(decision.rule_note)]);
            if (rule >= 0) recorder_.decided({step, d, choice, rule, event.probability, notes});
        }
        for (std::size_t c = 0; c < model_.chance.size(); ++c) {
            if (value(model_.chance[c].slot) == 0) continue;
            Event event;
            event.step = step;
            event.chance = static_cast<int>(c);
            event.probability = std::nan("");  // of a choice; what happens by chance was nobody's
            event.success = std::nan("");
            recorder_.event(event);
        }
    }

private:
    [[nodiscard]] double value(int slot) const { return machine_.slot(slot)[0]; }

    const Model& model_;
    const Machine& machine_;
    RunRecorder& recorder_;
    std::vector<double> values_;
};

class NoRecorder : public RunRecorder {
public:
    void event(const Event& /*event*/) override {}
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& /*result*/, std::span<const double> /*measures*/) override {}
};

}  // namespace

std::optional<Failure> record_run(const Model& model, std::uint64_t seed, std::uint32_t run, RunRecorder& recorder,
                                  std::span<const double> point) {
    if (!point.empty() && point.size() != model.factors.size())
        throw std::invalid_argument("a point has one value for each factor");
    Machine machine(model, model.plain, 1);
    Teller teller(model, machine, recorder);
    const Replicate replicate{.run = run, .values = point.empty() ? nullptr : point.data()};
    machine.play(seed, {&replicate, 1}, {.block = &teller});
    const RunResult& result = machine.results().front();
    recorder.finished(result, machine.measures(0));
    if (result.status == RunStatus::done) return std::nullopt;
    Failure failure;
    for (std::size_t f = 0; f < point.size(); ++f)
        if (!std::isfinite(point[f])) {
            failure.what = fmt::format("the value of {} is not a finite number", model.factors[f].path);
            return failure;
        }
    failure.step = result.steps > 0 ? result.steps - 1 : 0;  // the step that was played when it failed
    const int check = machine.failed_check();
    if (check >= 0) {
        failure.what = model.checks[static_cast<std::size_t>(check)].what;
        failure.place = model.checks[static_cast<std::size_t>(check)].place;
    }
    return failure;
}

std::optional<Failure> find_failure(const Model& model, std::uint64_t seed, std::uint32_t run,
                                    std::span<const double> point) {
    NoRecorder none;
    return record_run(model, seed, run, none, point);
}

}  // namespace standoff
