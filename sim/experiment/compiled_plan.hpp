// A plan with its models: plays items in order, in batches, which a sink takes while the next one is played.
//
// What the sink is given depends neither on jobs and lanes nor on where batches end: items come in order and whole,
// whoever stops and goes on.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/model.hpp>
#include <standoff/results.hpp>
#include <standoff/scenario.hpp>

#include "experiment/plan.hpp"

namespace standoff {

/// One finished item. `result.point` is the plan's, `result.outcome` an index into CompiledPlan::outcomes.
struct PlayedItem {
    RunResult result;
    std::span<const double> measures;  ///< as CompiledPlan::measures; NaN where there is none
};

struct PlayOptions {
    ItemRange items;
    int jobs = 0;  ///< threads; 0: all cores
    std::stop_token stop;
    std::function<void(std::uint64_t done)> progress;  ///< items of this call; at most a few times a second
    /// Called after the last item of a batch, where the sink is. A batch takes half a second, or longer if 128 runs for
    /// each thread do.
    std::function<void()> batch_ended;
};

struct Played {
    std::uint64_t finished = 0;  ///< items given to the sink
    std::uint64_t failed = 0;
    std::uint64_t trace_hash = 0;  ///< of these: sum of the runs' hashes modulo 2^64
    double engine_seconds = 0;     ///< summed over threads
};

class CompiledPlan {
public:
    /// Loads and compiles every structure. One that cannot be is noted with its first finding: its points have no
    /// model, and are not played. `measures` are names of measures; empty: all.
    CompiledPlan(Plan plan, const std::vector<std::string>& measures);

    [[nodiscard]] const Plan& plan() const { return plan_; }
    [[nodiscard]] const std::vector<MeasureEntry>& measures() const { return measures_; }
    /// Of all structures, in the order of the first that has them.
    [[nodiscard]] const std::vector<NamedEntry>& outcomes() const { return outcomes_; }

    /// Why a structure has no model; empty if it has one.
    [[nodiscard]] const std::string& refusal(std::uint32_t structure) const { return parts_[structure].refusal; }
    /// Null where it was refused.
    [[nodiscard]] const Model* model(std::uint32_t structure) const { return parts_[structure].model.get(); }
    [[nodiscard]] const Scenario& scenario(std::uint32_t structure) const { return parts_[structure].scenario; }
    [[nodiscard]] std::uint32_t structures() const { return static_cast<std::uint32_t>(parts_.size()); }

    /// `sink` is called for each item of a point that has a model, in order, on one other thread; what it throws ends
    /// the play and is thrown from here.
    Played play(const PlayOptions& options, const std::function<void(const PlayedItem&)>& sink) const;

    /// Why a run at a point (from 1) failed, if it did.
    [[nodiscard]] std::optional<Failure> failure(std::uint64_t point, std::uint32_t run) const;

private:
    struct Part {
        Scenario scenario;
        ModelPtr model;
        std::string refusal;
        std::vector<int> measures;  ///< of measures_: index into Model::measures; -1: it has none of that name
        std::vector<int> outcomes;  ///< of Model::outcomes: index into outcomes_
    };
    struct Batch;

    void find_names(const std::vector<std::string>& wanted);
    [[nodiscard]] std::vector<double> numbers_of(std::uint64_t point) const;
    void play_batch(Batch& batch, const PlayOptions& options, std::uint64_t done, Played& played) const;
    void play_part(Batch& batch, std::uint32_t structure, std::span<const std::uint64_t> points,
                   const PlayOptions& options, std::uint64_t done, Played& played) const;

    Plan plan_;
    std::vector<std::size_t> number_columns_;  ///< of plan_.points
    std::vector<Part> parts_;                  ///< by structure
    std::vector<MeasureEntry> measures_;
    std::vector<NamedEntry> outcomes_;
};

}  // namespace standoff
