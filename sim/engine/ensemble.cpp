#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include <standoff/ensemble.hpp>

#include "engine/machine.hpp"

namespace standoff {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Counts every quantity at every state.
class BandObserver final : public BlockObserver {
public:
    BandObserver(const Model& model, const Machine& machine)
        : model_(model), machine_(machine), bands_(model), bins_(machine.lanes()) {}

    void state(int step, std::size_t lanes) override {
        for (std::size_t q = 0; q < model_.quantities.size(); ++q) {
            const auto quantity = static_cast<int>(q);
            const double* values = machine_.slot(model_.quantities[q].slot).data();
            const bool fixed = model_.quantities[q].fixed;
            Bands::Extent& extent = bands_.extent(quantity, step);
            machine_.kernels().widen(values, fixed ? 1 : lanes, &extent.low, &extent.high);
            if (fixed) {
                bands_.add_fixed(quantity, step, lanes);
                continue;
            }
            const auto [low, per_unit] = bands_.scale(quantity);
            machine_.kernels().to_bins(values, lanes, {low, per_unit}, bins_.data());
            bands_.add(quantity, step, {bins_.data(), lanes});
        }
    }
    void acted(int) override {}

    /// Everything seen so far.
    [[nodiscard]] Bands take() { return std::move(bands_); }

private:
    const Model& model_;
    const Machine& machine_;
    Bands bands_;
    std::vector<std::uint8_t> bins_;  ///< of the lanes
};

/// Counts what the runs give for each period of the observed series.
class PeriodCounter final : public PeriodObserver {
public:
    PeriodCounter(const Model& model, const Machine& machine) : model_(model), machine_(machine) {
        for (const Series& series : model.series) counts_.emplace_back().periods.resize(series.observations.size());
    }

    void period(int index, int observation, std::size_t lanes) override {
        const Series& series = model_.series[static_cast<std::size_t>(index)];
        SeriesCounts& counts = counts_[static_cast<std::size_t>(index)];
        counts.periods[static_cast<std::size_t>(observation)].add(machine_.slot(series.slot).first(lanes));
        if (observation == series.last) counts.total.add(machine_.slot(series.total_slot).first(lanes));
    }

    [[nodiscard]] const std::vector<SeriesCounts>& counts() const { return counts_; }

private:
    const Model& model_;
    const Machine& machine_;
    std::vector<SeriesCounts> counts_;
};

struct FinishedBlock {
    std::vector<RunResult> results;
    std::vector<double> measures;
};

/// The items of an ensemble: which run at which point each of them is.
class Items {
public:
    Items(const Model& model, const EnsembleOptions& options)
        : options_(options), factors_(model.factors.size()), points_(count_points()) {
        const std::uint64_t all = std::uint64_t{points_} * options.runs;
        first_ = std::min(options.items.first, all);
        count_ = std::max(first_, std::min(options.items.end, all)) - first_;
        if ((options.bands || options.series) && count_ > std::numeric_limits<std::uint32_t>::max())
            throw std::invalid_argument("bands or series of more runs than they can count");
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }

    /// Items `begin` … `begin + size - 1` of the stretch that is played, or as many as there are.
    void take(std::uint64_t begin, std::size_t size, std::vector<Replicate>& taken) const {
        taken.clear();
        const std::uint64_t wanted = std::min<std::uint64_t>(size, count_ - begin);
        std::uint64_t point = (first_ + begin) / options_.runs;
        auto run = static_cast<std::uint32_t>((first_ + begin) % options_.runs);
        while (taken.size() < wanted) {
            const double* values = options_.points.empty() ? nullptr : options_.points.data() + point * factors_;
            taken.push_back({static_cast<std::uint32_t>(point + 1), options_.first_run + run, values});
            if (++run < options_.runs) continue;
            run = 0;
            ++point;
        }
    }

private:
    [[nodiscard]] std::uint32_t count_points() const {
        const std::size_t values = options_.points.size();
        if (values == 0) return 1;
        if (factors_ == 0 || values % factors_ != 0 || values / factors_ > std::numeric_limits<std::uint32_t>::max())
            throw std::invalid_argument("points are rows with one value for each factor");
        return static_cast<std::uint32_t>(values / factors_);
    }

    const EnsembleOptions& options_;
    std::size_t factors_;
    std::uint32_t points_;
    std::uint64_t first_ = 0;
    std::uint64_t count_ = 0;
};

/// Blocks are computed in any order by workers and handed over in order; at most `window` wait at a time.
class Ensemble {
public:
    Ensemble(const Model& model, const EnsembleOptions& options)
        : model_(model),
          options_(options),
          programs_(options.plain ? model.plain : model.fast),
          items_(model, options),
          lanes_(0) {
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        jobs_ = std::max(1U, options.jobs > 0 ? static_cast<unsigned>(options.jobs) : cores);
        lanes_ = lanes_per_block(items_.count(), jobs_);
        const auto lanes = static_cast<std::uint64_t>(lanes_);
        blocks_ = items_.count() / lanes + (items_.count() % lanes > 0 ? 1 : 0);
        jobs_ = static_cast<unsigned>(std::max<std::uint64_t>(1, std::min<std::uint64_t>(jobs_, blocks_)));
        window_ = 4 * jobs_;
    }

    EnsembleResult run(const RunObserver& observer) {
        if (items_.count() == 0) return {};
        const std::stop_callback wake(options_.stop, [this] { changed_.notify_all(); });
        std::vector<std::jthread> workers;
        workers.reserve(jobs_);
        try {
            start(workers);
            deliver(observer);
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            abandoned_ = true;
            changed_.notify_all();
            throw;
        }
        workers.clear();
        if (error_) std::rethrow_exception(error_);
        return std::move(result_);
    }

private:
    /// As many threads as the system gives; none at all is an error.
    void start(std::vector<std::jthread>& workers) {
        try {
            for (unsigned i = 0; i < jobs_; ++i) workers.emplace_back([this] { work(); });
        } catch (const std::system_error&) {
            if (workers.empty()) throw;
            const std::scoped_lock lock(mutex_);
            jobs_ = static_cast<unsigned>(workers.size());
        }
    }

    [[nodiscard]] bool stopped() const { return abandoned_ || options_.stop.stop_requested(); }

    void work() {
        try {
            Machine machine(model_, programs_, lanes_);
            std::optional<BandObserver> counter;
            if (options_.bands) counter.emplace(model_, machine);
            std::optional<PeriodCounter> periods;
            if (options_.series && !model_.series.empty()) periods.emplace(model_, machine);
            const Observers observers{counter ? &*counter : nullptr, periods ? &*periods : nullptr};
            double seconds = 0;
            std::vector<Replicate> replicates;
            while (const auto block = next_block()) {
                const auto start = Clock::now();
                items_.take(*block * machine.lanes(), machine.lanes(), replicates);
                machine.play(options_.seed, replicates, observers);
                seconds += seconds_since(start);
                hand_over(*block, machine);
            }
            const std::scoped_lock lock(mutex_);
            if (counter) result_.bands.merge(counter->take());
            if (periods) merge(periods->counts());
            result_.engine_seconds += seconds;
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            if (!error_) error_ = std::current_exception();
        }
        const std::scoped_lock lock(mutex_);
        ++finished_workers_;
        changed_.notify_all();
    }

    void merge(const std::vector<SeriesCounts>& counts) {
        result_.series.resize(counts.size());
        for (std::size_t i = 0; i < counts.size(); ++i) result_.series[i].merge(counts[i]);
    }

    std::optional<std::uint64_t> next_block() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return error_ || stopped() || next_ >= blocks_ || next_ < delivered_ + window_; });
        if (error_ || stopped() || next_ >= blocks_) return std::nullopt;
        return next_++;
    }

    void hand_over(std::uint64_t block, const Machine& machine) {
        FinishedBlock finished;
        finished.results = machine.results();
        for (std::size_t i = 0; i < finished.results.size(); ++i) {
            const auto measures = machine.measures(i);
            finished.measures.insert(finished.measures.end(), measures.begin(), measures.end());
        }
        const std::scoped_lock lock(mutex_);
        waiting_.emplace(block, std::move(finished));
        changed_.notify_all();
    }

    void deliver(const RunObserver& observer) {
        auto last_progress = Clock::now();
        for (std::uint64_t block = 0; block < blocks_; ++block) {
            FinishedBlock finished;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [&] { return waiting_.contains(block) || finished_workers_ == jobs_; });
                if (!waiting_.contains(block)) return;  // stopped or failed: what comes later is not kept
                finished = std::move(waiting_.extract(block).mapped());
                delivered_ = block + 1;
                changed_.notify_all();
            }
            const std::size_t size = model_.measures.size();
            for (std::size_t i = 0; i < finished.results.size(); ++i) {
                const RunResult& run = finished.results[i];
                ++result_.finished;
                result_.failed += run.status == RunStatus::failed ? 1 : 0;
                result_.trace_hash += run.hash;
                if (observer) observer(run, {finished.measures.data() + i * size, size});
            }
            if (options_.progress && seconds_since(last_progress) > 0.25) {
                options_.progress(result_.finished);
                last_progress = Clock::now();
            }
        }
    }

    const Model& model_;
    const EnsembleOptions& options_;
    const Programs& programs_;
    const Items items_;
    int lanes_;
    std::uint64_t blocks_ = 0;
    unsigned jobs_ = 1;
    std::uint64_t window_ = 4;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t next_ = 0;
    std::uint64_t delivered_ = 0;
    unsigned finished_workers_ = 0;
    bool abandoned_ = false;
    std::map<std::uint64_t, FinishedBlock> waiting_;
    std::exception_ptr error_;
    EnsembleResult result_;
};

}  // namespace

std::uint64_t bytes_of_a_thread(const Model& model, const EnsembleOptions& options) {
    const std::uint64_t items = Items(model, options).count();
    // One thread alone has the widest blocks.
    const std::uint64_t machine =
        Machine::bytes(model, options.plain ? model.plain : model.fast, lanes_per_block(items, 1));
    return machine + (options.bands ? Bands::bytes(model) : 0);
}

EnsembleResult run_ensemble(const Model& model, const EnsembleOptions& options, const RunObserver& observer) {
    return Ensemble(model, options).run(observer);
}

}  // namespace standoff
