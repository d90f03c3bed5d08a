#include "experiment/probe.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "base/lists.hpp"
#include "experiment/flip.hpp"
#include "model/model.hpp"
#include "results/text.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

/// A parameter or a trait.
struct Input {
    std::string path;
    bool trait = false;
    bool changes = false;  ///< a trait's variable that something assigns during the run
    Range range;
    Place place;
};

/// `hope`, `grudge(BOR)`: a variable as `set` names it, below its owner.
std::string trait_path(const std::string& owner, const Node& reference) {
    std::string path = owner + "." + reference.text;
    if (reference.node == NodeKind::indexed) path += "(" + reference.children.front()->text + ")";
    return path;
}

bool named_already(const Scenario& scenario, Place place) {
    const auto& all = scenario.findings.all();
    return std::any_of(all.begin(), all.end(), [&](const Diagnostic& finding) {
        return finding.place == place && (finding.code == "W604" || finding.code == "W606");
    });
}

/// What a run left, to the bit.
using Trace = std::vector<std::uint64_t>;

class TakenActions : public RunRecorder {
public:
    explicit TakenActions(const Model& model) : model_(model), taken_(model.actions.size(), 0) {}

    void event(const Event& event) override {
        if (event.decision < 0) return;
        const Decision& decision = model_.decisions[static_cast<std::size_t>(event.decision)];
        const int action = decision.items[static_cast<std::size_t>(event.item)].action;
        if (action >= 0) taken_[static_cast<std::size_t>(action)] = 1;
    }
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& /*result*/, std::span<const double> /*measures*/) override {}

    [[nodiscard]] bool all() const { return std::find(taken_.begin(), taken_.end(), 0) == taken_.end(); }
    [[nodiscard]] bool taken(std::size_t action) const { return taken_[action] != 0; }

private:
    const Model& model_;
    std::vector<std::uint8_t> taken_;  // by action
};

class Probing {
public:
    Probing(Scenario& scenario, const std::string& path, const LoadOptions& load, const ProbeOptions& options)
        : scenario_(scenario), path_(path), load_(load), options_(options) {
        load_.vary.clear();
        find_inputs();
        find_ends();
    }

    Probed probe() {
        probe_together();
        for (const Input& input : apart_) probe_apart(input);
        probe_actions();
        probed_.interrupted = options_.stop.stop_requested();
        if (!probed_.interrupted)
            for (Diagnostic& one : found_)
                scenario_.findings.add(one.code, one.place, std::move(one.what), std::move(one.why),
                                       std::move(one.hint));
        return probed_;
    }

private:
    void find_inputs() {
        const Spec& spec = *scenario_.spec;
        for (const Parameter& parameter : spec.parameters)
            inputs_.push_back({parameter.name, false, false, parameter.range, parameter.place});
        probed_.parameters = inputs_.size();
        for (const EntitySpec& entity : spec.entities)
            for (const Setting& trait : entity.traits) {
                if (trait.reference->symbol.kind != SymbolKind::variable) continue;
                const Variable& variable = spec.variables[static_cast<std::size_t>(trait.reference->symbol.index)];
                inputs_.push_back(
                    {trait_path(entity.name, *trait.reference), true, variable.changes, variable.range, trait.place});
            }
        probed_.traits = inputs_.size() - probed_.parameters;
        probed_.actions = spec.actions.size();
        std::erase_if(inputs_, [&](const Input& input) { return named_already(scenario_, input.place); });
    }

    /// A prior says more about where a parameter may lie than its range.
    void find_ends() {
        LoadOptions load = load_;
        load.vary = prior_settings(*scenario_.spec);
        if (load.vary.empty()) return;
        const Scenario with_priors = load_scenario(path_, load);
        if (!with_priors.ok()) return;
        for (const Searched& searched : search_list(*with_priors.spec, true).searched)
            for (Input& input : inputs_)
                if (!input.trait && input.path == searched.path) {
                    input.range.low = searched.from;
                    input.range.high = searched.to;
                }
    }

    [[nodiscard]] ModelPtr compiled(const std::vector<std::string>& open) {
        LoadOptions load = load_;
        load.open = open;
        Scenario opened = load_scenario(path_, load);
        ModelPtr model = opened.ok() ? compile(opened) : nullptr;
        if (!model)
            for (const Diagnostic& finding : opened.findings.all())
                if (finding.severity() == Severity::error) probed_.refusal = finding.code + ": " + finding.what;
        return model;
    }

    /// The model without the final values of `own`, and of variables that nothing assigns.
    [[nodiscard]] Model without_inputs(const Model& model, const std::string& own) const {
        std::set<int> left_out;
        for (const Quantity& quantity : model.quantities) {
            if (quantity.derived) continue;
            const auto& variables = scenario_.spec->variables;
            const auto variable = std::find_if(variables.begin(), variables.end(),
                                               [&](const Variable& one) { return one.name == quantity.variable; });
            if (quantity.label == own || (variable != variables.end() && !variable->changes))
                left_out.insert(quantity.slot);
        }
        Model bare = model;
        std::erase_if(bare.state_slots, [&](int slot) { return left_out.contains(slot); });
        return bare;
    }

    /// Its own value first, if it has one.
    static std::vector<double> values_of(const Input& input, double own) {
        std::vector<double> values;
        const auto add = [&](double value) {
            value = std::clamp(value, input.range.low, input.range.high);
            if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
        };
        if (!std::isnan(own)) values.push_back(own);
        if (std::isfinite(input.range.low)) add(input.range.low);
        if (std::isfinite(input.range.high)) add(input.range.high);
        if (std::isnan(own) || own == 0) {
            add(0);
            add(1);
        } else {
            add(own / 2);
            add(own * 2);
        }
        return values;
    }

    [[nodiscard]] std::vector<Trace> traces_of(const Model& model, std::span<const double> points,
                                               std::uint64_t count) {
        std::vector<Trace> traces(count);
        if (options_.stop.stop_requested()) return traces;
        EnsembleOptions ensemble;
        ensemble.seed = options_.seed;
        ensemble.runs = options_.runs;
        ensemble.points = points;
        ensemble.jobs = options_.jobs;
        ensemble.stop = options_.stop;
        const EnsembleResult result =
            run_ensemble(model, ensemble, [&](const RunResult& run, std::span<const double> measures) {
                Trace& trace = traces[run.point - 1];
                trace.push_back(run.hash);
                trace.push_back(static_cast<std::uint64_t>(run.status));
                trace.push_back(static_cast<std::uint64_t>(run.steps));
                for (const double value : measures) trace.push_back(std::bit_cast<std::uint64_t>(value));
            });
        probed_.runs += result.finished;
        return traces;
    }

    void add_dead(const Input& input, const std::vector<double>& values) {
        std::vector<std::string> texts;
        texts.reserve(values.size());
        for (const double value : values) texts.push_back(number_text(value));
        found_.push_back({"W612", input.place, fmt::format("{} moved nothing when probed", input.path),
                          fmt::format("with the same luck {} runs each with {} are all the same", options_.runs,
                                      joined(texts, "and")),
                          "let something that counts depend on it, or remove it"});
    }

    /// Parameters, and traits with numbers that stay, share one model: what each does to the others' final values
    /// counts.
    void probe_together() {
        std::vector<Input> shared;
        for (const Input& input : inputs_) (input.changes ? apart_ : shared).push_back(input);
        ModelPtr model = open_shared(shared);
        if (!model) return;
        std::vector<double> base;
        for (const OpenNumber& factor : model->factors) base.push_back(factor.value);
        points_ = base;
        std::vector<std::vector<double>> values;
        for (std::size_t f = 0; f < shared.size(); ++f) {
            values.push_back(values_of(shared[f], base[f]));
            for (std::size_t i = 1; i < values[f].size(); ++i) {
                points_.insert(points_.end(), base.begin(), base.end());
                points_[points_.size() - base.size() + f] = values[f][i];
            }
        }
        model_ = model;
        const std::uint64_t count = base.empty() ? 1 : points_.size() / base.size();
        const std::vector<Trace> traces = traces_of(without_inputs(*model, {}), points_, count);
        std::size_t at = 1;
        for (std::size_t f = 0; f < shared.size(); ++f) {
            bool moved = values[f].size() < 2;  // it can only be what it is
            for (std::size_t i = 1; i < values[f].size(); ++i) moved = traces[at++] != traces.front() || moved;
            if (!moved) add_dead(shared[f], values[f]);
        }
    }

    /// What has no number in the file, but a draw or a formula, is probed apart: opened, it would be another model.
    ModelPtr open_shared(std::vector<Input>& shared) {
        const auto paths = [&] {
            std::vector<std::string> open;
            open.reserve(shared.size());
            for (const Input& input : shared) open.push_back(input.path);
            return open;
        };
        ModelPtr model = compiled(paths());
        if (!model) return nullptr;
        std::vector<Input> numbers;
        for (std::size_t f = 0; f < shared.size(); ++f)
            (std::isnan(model->factors[f].value) ? apart_ : numbers).push_back(shared[f]);
        if (numbers.size() == shared.size()) return model;
        shared = numbers;
        return compiled(paths());
    }

    void probe_apart(const Input& input) {
        const ModelPtr model = compiled({input.path});
        if (!model) return;
        const std::vector<double> values = values_of(input, model->factors.front().value);
        if (values.size() < 2) return;
        const std::vector<Trace> traces = traces_of(without_inputs(*model, input.path), values, values.size());
        const bool moved =
            std::any_of(traces.begin(), traces.end(), [&](const Trace& one) { return one != traces.front(); });
        if (!moved) add_dead(input, values);
    }

    /// All runs with the file's own values, then one at each other point, until every action was seen.
    void probe_actions() {
        if (!model_) return;
        TakenActions actions(*model_);
        std::uint64_t played = 0;
        const std::size_t width = model_->factors.size();
        const auto play = [&](std::size_t point, std::uint32_t run) {
            if (actions.all() || options_.stop.stop_requested()) return;
            (void)record_run(*model_, options_.seed, run, actions, std::span(points_).subspan(point * width, width));
            ++played;
        };
        for (std::uint32_t run = 1; run <= options_.runs; ++run) play(0, run);
        const std::size_t count = width == 0 ? 1 : points_.size() / width;
        for (std::size_t point = 1; point < count; ++point)
            play(point, static_cast<std::uint32_t>(point % options_.runs) + 1);
        probed_.runs += played;
        for (std::size_t a = 0; a < scenario_.spec->actions.size(); ++a) {
            const Action& action = scenario_.spec->actions[a];
            if (actions.taken(a) || named_already(scenario_, action.place)) continue;
            found_.push_back({"W613", action.place, fmt::format("nobody took {} when probed", action.name),
                              fmt::format("it came in none of {} runs", played),
                              "check its conditions and what it is worth to those who can take it, or remove it"});
        }
    }

    Scenario& scenario_;
    std::string path_;
    LoadOptions load_;
    const ProbeOptions& options_;
    std::vector<Input> inputs_;
    std::vector<Input> apart_;    ///< each with a model of its own
    ModelPtr model_;              ///< that of the others
    std::vector<double> points_;  ///< of that model: the file's values first
    std::vector<Diagnostic> found_;
    Probed probed_;
};

}  // namespace

Probed probe_inputs(Scenario& scenario, const std::string& path, const LoadOptions& load, const ProbeOptions& options) {
    return Probing(scenario, path, load, options).probe();
}

}  // namespace standoff
