// Running a model: ensembles over threads, at one design point or many, and one run in full.
//
// Results do not depend on the number of threads or lanes, nor on the machine: the same model, seed, run number and
// values of the factors give the same bits. Observers are called on the calling thread and in the order of the items.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <standoff/histogram.hpp>
#include <standoff/model.hpp>

namespace standoff {

enum class RunStatus : std::uint8_t { done, failed };

/// What is kept of one run.
struct RunResult {
    std::uint32_t run = 0;  ///< from 1
    RunStatus status = RunStatus::done;
    int outcome = -1;         ///< index into Model::outcomes; -1 if it failed
    int steps = 0;            ///< steps played
    std::uint64_t hash = 0;   ///< of choices, counts, successes, outcome and final state
    std::uint32_t point = 1;  ///< of EnsembleOptions::points, from 1
};

/// Counts of a quantity's values at each state, in 256 bins over its range, or log-linear bins where it has none.
/// Counts of several blocks or shards add up in any order. Of a quantity that is fixed (the same number in all runs)
/// the runs are counted and no bins.
class Bands {
public:
    static constexpr int bins = 256;
    Bands() = default;
    explicit Bands(const Model& model);
    /// What the bands of a model take.
    [[nodiscard]] static std::uint64_t bytes(const Model& model);

    /// The value below which a share `q` of the runs that reached state `step` lie: the middle of the bin, but never
    /// outside of the smallest and largest value there were. NaN if none did.
    [[nodiscard]] double quantile(int quantity, int step, double q) const;
    [[nodiscard]] std::uint64_t count(int quantity, int step) const;
    /// Adds values that were sorted into bins (0 … 255) on this quantity's scale, which is not fixed.
    void add(int quantity, int step, std::span<const std::uint8_t> binned);
    /// Adds runs of a quantity that is fixed.
    void add_fixed(int quantity, int step, std::size_t runs);
    /// Smallest and largest value of a state; widened by whoever adds.
    struct Extent {
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();
    };
    [[nodiscard]] Extent& extent(int quantity, int step);
    void merge(Bands&& other);

    /// Bin of x is (x - low) × per_unit, cut to 0 … 255; per_unit 0 means log-linear bins.
    struct Scale {
        double low = 0;
        double per_unit = 0;
    };
    [[nodiscard]] const Scale& scale(int quantity) const { return scales_[static_cast<std::size_t>(quantity)]; }

private:
    static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
    [[nodiscard]] std::size_t at(int quantity, int step) const;
    [[nodiscard]] std::size_t row(int quantity, int step) const;
    [[nodiscard]] int bin_of(int quantity, int step, std::uint64_t rank) const;
    std::vector<Scale> scales_;
    std::vector<std::size_t> places_;    ///< by quantity: among those that have bins
    std::size_t spread_ = 0;             ///< how many have
    std::vector<std::uint32_t> counts_;  ///< a row of bins for each state and quantity that has them
    std::vector<std::uint32_t> totals_;  ///< of values, by state and quantity, like the extents
    std::vector<Extent> extents_;
};

/// What the runs give for an observed series: one histogram for each of its observations, over the runs that lived
/// through its period and for which the measure is a number there, and one of the sum over all periods, over the runs
/// for which that is so in all.
struct SeriesCounts {
    std::vector<Histogram> periods;
    Histogram total;
    void merge(const SeriesCounts& other);
};

/// A stretch of an ensemble's items, the end not among them. Items are numbered from 0, point by point: of run
/// `first_run + r` at point p (from 1) the number is (p - 1) × runs + r.
struct ItemRange {
    std::uint64_t first = 0;
    std::uint64_t end = std::numeric_limits<std::uint64_t>::max();  ///< cut to the number of items
    friend bool operator==(const ItemRange&, const ItemRange&) = default;
};

struct EnsembleOptions {
    std::uint64_t seed = 1;
    std::uint32_t first_run = 1;
    std::uint32_t runs = 500;  ///< at each point; a run has the same luck at all of them
    /// Design points, one row after the other: a value for each of Model::factors, durations in days (dated model) or
    /// in the model's unit. Without any there is one point, with the values of the file. Must outlive the call.
    std::span<const double> points;
    ItemRange items;      ///< what is played; stretches that join give what the whole gives
    int jobs = 0;         ///< threads; 0: all cores
    bool bands = false;   ///< keep Bands of every quantity
    bool series = false;  ///< keep SeriesCounts of every observed series
    bool plain = false;   ///< run the plain programs (for tests and for finding failures)
    std::stop_token stop;
    std::function<void(std::uint64_t done)> progress;  ///< called on the calling thread, at most a few times a second
};

/// Called once an item, in order: the result and its measures (Model::measures, NaN if it failed).
using RunObserver = std::function<void(const RunResult&, std::span<const double> measures)>;

struct EnsembleResult {
    std::uint64_t finished = 0;  ///< items given to the observer; fewer than asked for after a stop
    std::uint64_t failed = 0;
    std::uint64_t trace_hash = 0;  ///< sum of the runs' hashes modulo 2^64
    Bands bands;
    std::vector<SeriesCounts> series;  ///< as Model::series
    double engine_seconds = 0;         ///< time spent playing blocks and counting bands, summed over threads
};

/// Bands and series count the runs of all points together. Throws std::invalid_argument for points that are no rows of
/// the model's factors, and for bands or series of more than 2^32 - 1 items.
[[nodiscard]] EnsembleResult run_ensemble(const Model& model, const EnsembleOptions& options,
                                          const RunObserver& observer);

/// What each thread of run_ensemble holds at most for the runs that it plays and for their bands. What an observer
/// keeps comes on top.
[[nodiscard]] std::uint64_t bytes_of_a_thread(const Model& model, const EnsembleOptions& options);

/// One choice or chance event of a run that is told in full.
struct Event {
    int step = 0;
    int decision = -1;  ///< index into Model::decisions, or -1 for a chance event
    int item = -1;      ///< index into its items
    int chance = -1;    ///< index into Model::chance, or -1
    double count = 1;
    double success = 0;  ///< NaN if the action has none
    double rung = 0;
    double probability = 1;
};

/// How a choice came about; a policy that has no rule for a channel makes none.
struct Deciding {
    int step = 0;
    int decision = -1;  ///< index into Model::decisions
    int item = -1;
    int rule = -1;  ///< index into Model::rules
    double probability = 1;
    std::span<const double> notes;  ///< what the rule's indices point at
};

/// Follows one run. `hold` is reported like any other choice.
class RunRecorder {
public:
    virtual ~RunRecorder() = default;
    virtual void event(const Event& event) = 0;
    /// After the event that it led to.
    virtual void decided(const Deciding& /*deciding*/) {}
    /// State `step` (0 is initial), one value for each of Model::quantities.
    virtual void state(int step, std::span<const double> values) = 0;
    virtual void finished(const RunResult& result, std::span<const double> measures) = 0;
};

/// Why a run failed, found by running it with plain programs.
struct Failure {
    int step = 0;
    std::string what;
    Place place;
};

/// Plays run `run` of the ensemble with seed `seed` in full, at a point: a value for each of Model::factors, or those
/// of the file if it is empty. Returns the failure's reason if the run failed.
std::optional<Failure> record_run(const Model& model, std::uint64_t seed, std::uint32_t run, RunRecorder& recorder,
                                  std::span<const double> point = {});

/// Why that run failed, if it did: record_run for those who want nothing else of it.
[[nodiscard]] std::optional<Failure> find_failure(const Model& model, std::uint64_t seed, std::uint32_t run,
                                                  std::span<const double> point = {});

/// The instruction set in use: "baseline", "avx2" or "avx512" (STANDOFF_ISA forces one; std::runtime_error if this
/// machine lacks it or the name is unknown).
[[nodiscard]] std::string instruction_set();

/// Lanes a block when so many items are shared by so many threads: fewer in a small ensemble, so that every thread has
/// a block. STANDOFF_LANES forces a number from 1 to 1024 (std::runtime_error for anything else).
[[nodiscard]] int lanes_per_block(std::uint64_t items, unsigned jobs);

}  // namespace standoff
