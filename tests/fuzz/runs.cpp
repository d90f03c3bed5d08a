#include "fuzz/runs.hpp"

#include <bit>
#include <cmath>

#include "model/model.hpp"

namespace standoff::fuzz {

namespace {

constexpr const char* most_steps = "50";
constexpr std::size_t longest_run = 4'000'000;  // instructions

std::size_t instructions(const Programs& programs) {
    std::size_t all = programs.chance.ops.size() + programs.dynamics.ops.size() + programs.rings.ops.size() +
                      programs.record.ops.size() + programs.derived.ops.size();
    for (const Program& program : programs.turns) all += program.ops.size();
    for (const Program& program : programs.calendar) all += program.ops.size();
    return all;
}

class Teller final : public RunRecorder {
public:
    explicit Teller(const Model& model) : model_(model) {}
    void event(const Event& event) override {
        if ((event.decision < 0) == (event.chance < 0)) wrong("an event is a choice or chance");
        if (event.decision >= 0 && !(event.probability >= 0 && event.probability <= 1 + 1e-9))
            wrong("a probability outside [0, 1]");
    }
    void state(int, std::span<const double> values) override {
        if (values.size() != model_.quantities.size()) wrong("a state without all quantities");
    }
    void finished(const RunResult& result, std::span<const double> measures) override {
        told.results.push_back(result);
        told.measures.assign(measures.begin(), measures.end());
    }
    Played told;

private:
    const Model& model_;
};

}  // namespace

ModelPtr compiled(const CaseFolder& folder) {
    LoadOptions options;
    options.until = most_steps;
    Scenario scenario = load_scenario(folder.scenario(), options);
    check_findings(scenario.findings, scenario.sources());
    if (!scenario.ok() || scenario.is_theory()) return nullptr;
    ModelPtr model = compile(scenario);
    check_findings(scenario.findings, scenario.sources());
    if (scenario.ok() != (model != nullptr)) wrong("a model and an error, or neither");
    if (model == nullptr) return nullptr;
    const auto steps = static_cast<std::size_t>(model->steps);
    return instructions(model->plain) * steps > longest_run ? nullptr : model;
}

Played play(const Model& model, EnsembleOptions options) {
    Played played;
    options.jobs = 1;
    const EnsembleResult ended =
        run_ensemble(model, options, [&](const RunResult& run, std::span<const double> measures) {
            if (run.run != options.first_run + played.results.size()) wrong("runs out of order");
            const bool failed = run.status == RunStatus::failed;
            if (failed != (run.outcome < 0)) wrong("an outcome of a failed run, or none of another");
            if (run.steps < 0 || run.steps > model.steps) wrong("more steps than there are");
            for (std::size_t m = 0; m < measures.size(); ++m)
                if (!failed &&
                    (std::isnan(measures[m]) || (std::isinf(measures[m]) && !model.measures[m].may_be_infinite)))
                    wrong("a run is done, and its measure " + model.measures[m].name + " is no number");
            played.results.push_back(run);
            played.measures.insert(played.measures.end(), measures.begin(), measures.end());
        });
    if (ended.finished != options.runs) wrong("runs are missing");
    return played;
}

void expect_same(const Played& a, const Played& b, const std::string& what) {
    for (std::size_t i = 0; i < a.results.size(); ++i) {
        const RunResult& one = a.results[i];
        const RunResult& other = b.results.at(i);
        if (one.status != other.status || one.outcome != other.outcome || one.steps != other.steps ||
            one.hash != other.hash)
            wrong(what + ": run " + std::to_string(one.run) + " differs");
    }
    for (std::size_t m = 0; m < a.measures.size(); ++m)
        if (std::bit_cast<std::uint64_t>(a.measures[m]) != std::bit_cast<std::uint64_t>(b.measures.at(m)))
            wrong(what + ": a measure differs");
}

void expect_told(const Model& model, const Played& counted, std::uint64_t seed) {
    Played first;
    first.results = {counted.results.front()};
    first.measures.assign(counted.measures.begin(),
                          counted.measures.begin() + static_cast<std::ptrdiff_t>(model.measures.size()));
    Teller teller(model);
    const std::optional<Failure> failure = record_run(model, seed, counted.results.front().run, teller);
    if (failure.has_value() != (counted.results.front().status == RunStatus::failed))
        wrong("a failure and a run that is done, or neither");
    if (failure && failure->what.empty()) wrong("a failure without a reason");
    expect_same(first, teller.told, "told and counted");
}

}  // namespace standoff::fuzz
