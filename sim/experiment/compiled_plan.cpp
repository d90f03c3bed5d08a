#include "experiment/compiled_plan.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <limits>
#include <thread>
#include <utility>

#include <standoff/results.hpp>

#include "base/lists.hpp"
#include "model/model.hpp"

namespace standoff {

namespace {

/// A batch takes about so long: the sink works beside it, and few items are lost when a process is killed.
constexpr double batch_seconds = 0.5;
constexpr std::uint64_t largest_batch = 65536;

/// Enough lanes for every thread: with fewer a slow model is slower still.
std::uint64_t smallest_batch(int jobs) {
    constexpr std::uint64_t lanes = 128;
    const std::uint64_t threads = jobs > 0 ? static_cast<std::uint64_t>(jobs) : std::thread::hardware_concurrency();
    return std::clamp(lanes * threads, lanes, largest_batch);
}

std::string first_error(const Scenario& scenario) {
    for (const Diagnostic& finding : scenario.findings.all())
        if (finding.severity() == Severity::error) return finding.code + ": " + finding.what;
    return "it is a theory, without actors";
}

}  // namespace

/// Items that are played together, and what came of them.
struct CompiledPlan::Batch {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
    std::size_t measure_count = 0;
    std::uint64_t played = 0;            ///< items of all structures so far
    std::vector<std::uint8_t> finished;  ///< by item; an item without a model never is
    std::vector<RunResult> results;
    std::vector<double> measures;

    void begin(std::uint64_t from, std::uint64_t to, std::size_t measures_of_a_run) {
        first = from;
        end = to;
        measure_count = measures_of_a_run;
        played = 0;
        finished.assign(to - from, 0);
        results.assign(to - from, {});
        measures.assign((to - from) * measures_of_a_run, std::numeric_limits<double>::quiet_NaN());
    }
};

CompiledPlan::CompiledPlan(Plan plan, const std::vector<std::string>& measures)
    : plan_(std::move(plan)), number_columns_(plan_.number_columns()) {
    for (const LoadOptions& load : plan_.structures) {
        Part& part = parts_.emplace_back();
        part.scenario = load_scenario(plan_.file, load);
        if (part.scenario.ok() && !part.scenario.is_theory()) part.model = compile(part.scenario);
        if (!part.model) part.refusal = first_error(part.scenario);
    }
    find_names(measures);
}

void CompiledPlan::find_names(const std::vector<std::string>& wanted) {
    const auto is_wanted = [&](const std::string& name) {
        return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    for (const Part& part : parts_) {
        if (!part.model) continue;
        for (const Measure& measure : part.model->measures)
            if (is_wanted(measure.name) && index_named(measures_, measure.name) < 0)
                measures_.push_back({{measure.name, measure.about}, measure.duration});
        for (const Named& outcome : part.model->outcomes)
            if (index_named(outcomes_, outcome.name) < 0) outcomes_.push_back({outcome.name, outcome.about});
    }
    for (Part& part : parts_) {
        if (!part.model) continue;
        for (const MeasureEntry& measure : measures_)
            part.measures.push_back(index_named(part.model->measures, measure.name));
        for (const Named& outcome : part.model->outcomes) part.outcomes.push_back(index_named(outcomes_, outcome.name));
    }
}

std::vector<double> CompiledPlan::numbers_of(std::uint64_t point) const {
    std::vector<double> numbers;
    numbers.reserve(number_columns_.size());
    const auto row = plan_.points.row(point - 1);
    for (const std::size_t column : number_columns_) numbers.push_back(row[column]);
    return numbers;
}

std::optional<Failure> CompiledPlan::failure(std::uint64_t point, std::uint32_t run) const {
    const Part& part = parts_[plan_.structure_of[point - 1]];
    return find_failure(*part.model, plan_.seed, run, numbers_of(point));
}

/// The points (from 1) of one structure in a batch: their runs are one ensemble.
void CompiledPlan::play_part(Batch& batch, std::uint32_t structure, std::span<const std::uint64_t> points,
                             const PlayOptions& options, std::uint64_t done, Played& played) const {
    const Part& part = parts_[structure];
    const std::uint64_t runs = plan_.runs;
    std::vector<double> values;
    for (const std::uint64_t point : points) {
        const std::vector<double> numbers = numbers_of(point);
        values.insert(values.end(), numbers.begin(), numbers.end());
    }
    // Of the batch's first and last point perhaps only some runs are in it.
    const auto item_of = [&](std::uint64_t point, std::uint64_t run) { return (point - 1) * runs + run; };
    EnsembleOptions ensemble;
    ensemble.seed = plan_.seed;
    ensemble.runs = plan_.runs;
    ensemble.points = values;
    ensemble.jobs = options.jobs;
    ensemble.stop = options.stop;
    ensemble.items.first = std::max(batch.first, item_of(points.front(), 0)) - item_of(points.front(), 0);
    ensemble.items.end = (points.size() - 1) * runs + std::min(runs, batch.end - item_of(points.back(), 0));
    if (options.progress) ensemble.progress = [&](std::uint64_t) { options.progress(done + batch.played); };
    const EnsembleResult result =
        run_ensemble(*part.model, ensemble, [&](const RunResult& run, std::span<const double> measures) {
            const std::uint64_t point = points[run.point - 1];
            const std::uint64_t at = item_of(point, run.run - 1) - batch.first;
            RunResult& kept = batch.results[at];
            kept = run;
            kept.point = static_cast<std::uint32_t>(point);
            if (run.status == RunStatus::done) kept.outcome = part.outcomes[static_cast<std::size_t>(run.outcome)];
            double* row = batch.measures.data() + at * batch.measure_count;
            for (std::size_t m = 0; m < batch.measure_count; ++m)
                if (part.measures[m] >= 0) row[m] = measures[static_cast<std::size_t>(part.measures[m])];
            batch.finished[at] = 1;
            ++batch.played;
        });
    played.engine_seconds += result.engine_seconds;
}

void CompiledPlan::play_batch(Batch& batch, const PlayOptions& options, std::uint64_t done, Played& played) const {
    std::vector<std::vector<std::uint64_t>> points(parts_.size());
    for (std::uint64_t p = batch.first / plan_.runs; p * plan_.runs < batch.end; ++p)
        points[plan_.structure_of[p]].push_back(p + 1);
    const bool only_structures = number_columns_.empty();
    for (std::uint32_t s = 0; s < parts_.size(); ++s) {
        if (!parts_[s].model || points[s].empty()) continue;
        // Without number factors every point is an ensemble with the values of the file.
        const std::size_t together = only_structures ? 1 : points[s].size();
        for (std::size_t p = 0; p < points[s].size(); p += together)
            play_part(batch, s, {points[s].data() + p, together}, options, done, played);
    }
}

Played CompiledPlan::play(const PlayOptions& options, const std::function<void(const PlayedItem&)>& sink) const {
    Played played;
    const std::uint64_t end = std::min(options.items.end, plan_.items());
    const std::uint64_t smallest = smallest_batch(options.jobs);
    std::uint64_t size = smallest;
    const auto hand_over = [&](const Batch& batch) {
        for (std::uint64_t item = batch.first; item < batch.end; ++item) {
            const std::uint64_t at = item - batch.first;
            if (!parts_[plan_.structure_of[item / plan_.runs]].model) continue;
            if (batch.finished[at] == 0) return;  // stopped: what comes after a gap is not kept
            const RunResult& run = batch.results[at];
            sink({run, {batch.measures.data() + at * batch.measure_count, batch.measure_count}});
            ++played.finished;
            played.failed += run.status == RunStatus::failed ? 1 : 0;
            played.trace_hash += run.hash;
        }
        if (options.batch_ended) options.batch_ended();
    };
    Batch batches[2];
    std::future<void> handed;
    std::size_t turn = 0;
    for (std::uint64_t first = options.items.first; first < end && !options.stop.stop_requested();) {
        Batch& batch = batches[turn];
        turn = 1 - turn;
        batch.begin(first, std::min(end, first + size), measures_.size());
        const auto start = std::chrono::steady_clock::now();
        play_batch(batch, options, first - options.items.first, played);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const double wanted = static_cast<double>(size) * batch_seconds / std::max(seconds, 1e-3);
        size = static_cast<std::uint64_t>(std::clamp(wanted, static_cast<double>(smallest), double{largest_batch}));
        first = batch.end;
        if (handed.valid()) handed.get();
        handed = std::async(std::launch::async, [&hand_over, &batch] { hand_over(batch); });
    }
    if (handed.valid()) handed.get();
    return played;
}

}  // namespace standoff
