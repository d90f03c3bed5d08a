// Runs of small models, as tests look at them: one run in full, or many by measure.
#pragma once

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <standoff/ensemble.hpp>

#include "model/small_scenario.hpp"

namespace standoff::test {

constexpr double endless = std::numeric_limits<double>::infinity();

/// Sets an environment variable until the end of the scope.
class Environment {
public:
    Environment(const char* name, const std::string& value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        ::setenv(name, value.c_str(), 1);
    }
    ~Environment() {
        if (old_) ::setenv(name_, old_->c_str(), 1);
        else ::unsetenv(name_);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
    std::optional<std::string> old_;
};

/// The instruction sets that this machine has. The test's report says which ones it could not try.
inline std::vector<std::string> available_instruction_sets() {
    std::vector<std::string> all;
    for (const char* set : {"baseline", "avx2", "avx512"}) {
        const Environment forced("STANDOFF_ISA", set);
        try {
            all.push_back(instruction_set());
        } catch (const std::runtime_error&) {
            testing::Test::RecordProperty(std::string("untried_") + set, "not on this machine");
            std::cout << "not tried, since this machine does not have it: " << set << "\n";
        }
    }
    return all;
}

/// Measures and results of an ensemble, in run order.
struct Many {
    std::vector<RunResult> results;
    std::vector<std::vector<double>> measures;  ///< by run
    std::vector<std::string> names;
    EnsembleResult ended;

    [[nodiscard]] std::vector<double> of(std::string_view measure) const {
        for (std::size_t m = 0; m < names.size(); ++m) {
            if (names[m] != measure) continue;
            std::vector<double> values;
            for (const auto& run : measures) values.push_back(run[m]);
            return values;
        }
        throw std::out_of_range("no measure " + std::string(measure));
    }
    /// Over all runs.
    [[nodiscard]] double mean(std::string_view measure) const {
        double sum = 0;
        for (const double value : of(measure)) sum += value;
        return sum / static_cast<double>(results.size());
    }
    [[nodiscard]] double only(std::string_view measure) const { return of(measure).at(0); }
    /// All measures as bits: equal only if they are the same numbers, NaN included.
    [[nodiscard]] std::vector<std::uint64_t> bits() const {
        std::vector<std::uint64_t> all;
        for (const auto& run : measures)
            for (const double value : run) all.push_back(std::bit_cast<std::uint64_t>(value));
        return all;
    }
};

inline Many run_many(const Model& model, const EnsembleOptions& options) {
    Many many;
    for (const Measure& measure : model.measures) many.names.push_back(measure.name);
    many.ended = run_ensemble(model, options, [&](const RunResult& run, std::span<const double> measures) {
        many.results.push_back(run);
        many.measures.emplace_back(measures.begin(), measures.end());
    });
    return many;
}

inline Many run_many(const Model& model, std::uint32_t runs) {
    EnsembleOptions options;
    options.runs = runs;
    options.jobs = 1;
    return run_many(model, options);
}

inline Many run_small(std::string_view body, std::uint32_t runs, const LoadOptions& options = {}) {
    return run_many(*compile_small(body, options), runs);
}

/// One run in full.
class History final : public RunRecorder {
public:
    explicit History(const Model& model) : model_(model) {}
    void event(const Event& event) override { events.push_back(event); }
    void state(int step, std::span<const double> values) override {
        EXPECT_EQ(static_cast<std::size_t>(step), states_.size());
        states_.emplace_back(values.begin(), values.end());
    }
    void finished(const RunResult& ended, std::span<const double> values) override {
        result = ended;
        for (std::size_t m = 0; m < values.size(); ++m) measures[model_.measures[m].name] = values[m];
    }

    /// The value of `USA.attention` and its like in a state.
    [[nodiscard]] double at(std::string_view label, std::size_t step) const {
        for (std::size_t q = 0; q < model_.quantities.size(); ++q)
            if (model_.quantities[q].label == label) return states_.at(step).at(q);
        throw std::out_of_range("no quantity " + std::string(label));
    }
    /// Its values in all states.
    [[nodiscard]] std::vector<double> path(std::string_view label) const {
        std::vector<double> values;
        for (std::size_t step = 0; step < states_.size(); ++step) values.push_back(at(label, step));
        return values;
    }
    /// What an actor chose, step by step, in its only channel or the one named: `hold, test(icbm)`.
    [[nodiscard]] std::string choices(std::string_view actor, std::string_view channel = {}) const {
        std::string text;
        for (const Event& event : events) {
            if (event.decision < 0) continue;
            const Decision& decision = model_.decisions[static_cast<std::size_t>(event.decision)];
            if (model_.entities[static_cast<std::size_t>(decision.actor)].name != actor) continue;
            if (!channel.empty() && model_.channels[static_cast<std::size_t>(decision.channel)].name != channel)
                continue;
            text += (text.empty() ? "" : ", ") + decision.items[static_cast<std::size_t>(event.item)].label;
        }
        return text;
    }
    [[nodiscard]] std::string outcome() const {
        return model_.outcomes.at(static_cast<std::size_t>(result.outcome)).name;
    }
    [[nodiscard]] std::size_t states() const { return states_.size(); }

    std::vector<Event> events;
    RunResult result;
    std::map<std::string, double> measures;
    std::optional<Failure> failure;

private:
    const Model& model_;
    std::vector<std::vector<double>> states_;
};

/// A model and one of its runs, told in full by the plain programs; the fast ones must give the same.
struct Play {
    ModelPtr model;
    History history;

    explicit Play(std::string_view body, const LoadOptions& options = {}, std::uint32_t run = 1)
        : model(compile_small(body, options)), history(*model) {
        history.failure = record_run(*model, 1, run, history);
        EnsembleOptions fast;
        fast.first_run = run;
        fast.runs = 1;
        const Many same = run_many(*model, fast);
        EXPECT_EQ(same.results.at(0).hash, history.result.hash) << "fast and plain differ\n" << body;
        for (std::size_t m = 0; m < same.names.size(); ++m)
            EXPECT_EQ(std::bit_cast<std::uint64_t>(same.measures[0][m]),
                      std::bit_cast<std::uint64_t>(history.measures.at(same.names[m])))
                << same.names[m];
    }
    const History* operator->() const { return &history; }
};

/// The share that `hits` of `n` independent trials give, within 4.5 standard deviations.
inline void expect_share(double hits, double n, double probability, std::string_view what = {}) {
    const double deviation = std::sqrt(n * probability * (1 - probability));
    EXPECT_NEAR(hits, n * probability, 4.5 * deviation + 1e-9) << what;
}

}  // namespace standoff::test
