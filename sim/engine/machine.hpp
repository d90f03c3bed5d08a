// The lane machine: a block of runs goes through the model together, one clock for all.
//
// A Machine is used again for one block after another by one thread. It has no I/O and no global; observers are asked
// at the points of a step where something can be seen.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <standoff/ensemble.hpp>

#include "engine/kernels.hpp"
#include "model/model.hpp"

namespace standoff {

/// What a block offers to whoever watches it. Slots are read through the machine.
class BlockObserver {
public:
    virtual ~BlockObserver() = default;
    /// State `step` is complete in the first `lanes` lanes, derived quantities included.
    virtual void state(int step, std::size_t lanes) = 0;
    /// Choices and chance of step `step` were made; choice, count and chance slots hold them.
    virtual void acted(int step) = 0;
};

/// Told of the periods of Model::series as they end.
class PeriodObserver {
public:
    virtual ~PeriodObserver() = default;
    /// The slots of a series hold what the period of an observation gave, in the first `lanes` lanes: the runs that
    /// lived through it and have not failed.
    virtual void period(int series, int observation, std::size_t lanes) = 0;
};

/// Who watches a block; what nobody watches is not computed.
struct Observers {
    BlockObserver* block = nullptr;
    PeriodObserver* periods = nullptr;
};

/// What a lane plays: a run at a design point.
struct Replicate {
    std::uint32_t point = 1;
    std::uint32_t run = 1;
    const double* values = nullptr;  ///< of Model::factors; null: those of the file
};

/// A run where it stands before a step is played.
struct Standing {
    int step = 0;
    std::uint32_t run = 1;
    std::vector<double> slots;  ///< the persistent ones
    std::uint64_t hash = 0;     ///< of what was chosen so far
};

/// What is other in one lane that goes on from there.
struct Branch {
    std::uint32_t run = 1;                      ///< whose luck it has from now on
    std::vector<std::pair<int, double>> slots;  ///< values in the place of those of the Standing
};

class Machine {
public:
    /// `programs` is one of the model's; both must outlive the machine.
    Machine(const Model& model, const Programs& programs, int lanes);

    /// Bytes that a machine of so many lanes holds for its runs.
    [[nodiscard]] static std::uint64_t bytes(const Model& model, const Programs& programs, int lanes);

    /// Plays replicates (at most lanes()) to their ends. Results in their order.
    void play(std::uint64_t seed, std::span<const Replicate> replicates, const Observers& observers);

    /// Where a run stands before step `step`; nothing if it ends before. With the plain programs alone what follows
    /// depends on nothing but the slots.
    [[nodiscard]] std::optional<Standing> stand(std::uint64_t seed, const Replicate& replicate, int step);
    /// Goes on from there, one lane a branch, to state `until`. Periods are not observed.
    void go_on(std::uint64_t seed, const Standing& from, std::span<const Branch> branches, int until,
               BlockObserver& observer);

    [[nodiscard]] std::size_t lanes() const { return capacity_; }
    [[nodiscard]] const Kernels& kernels() const { return kernels_; }
    [[nodiscard]] std::span<const double> slot(int index) const;
    /// What plain programs noted in the first lane; indices as in Model::rules.
    [[nodiscard]] std::span<const double> notes() const { return notes_; }
    [[nodiscard]] const std::vector<RunResult>& results() const { return results_; }
    /// Measures of results()[i].
    [[nodiscard]] std::span<const double> measures(std::size_t i) const;
    /// The check that failed first in the only lane of a block of one; -1 if none did.
    [[nodiscard]] int failed_check() const { return failed_check_; }

private:
    /// Rows of its memory: one number a lane each.
    struct Rows {
        Rows(const Model& model, const Programs& programs);
        std::size_t slots;
        std::size_t scratch = 2;  ///< of a choice: total and mark, then one for each item
    };
    /// A program with its menus as the kernels want them.
    struct Ready {
        explicit Ready(const Program& program);
        const std::vector<Op>* ops;
        std::vector<std::int32_t> operands;
        std::vector<MenuView> menus;
    };

    void execute(const Ready& program);
    void set_clock(int step);
    void begin(std::uint64_t seed, std::span<const Replicate> replicates);
    void set_parameters(std::span<const Replicate> replicates);
    void step(int k, const Observers& observers);
    void mark_periods(int state, PeriodObserver* observer);
    void drop_failed(int steps);
    void retire(int steps);
    void measure();
    void keep(std::size_t lane, int steps);
    void swap_lanes(std::size_t a, std::size_t b);
    [[nodiscard]] std::uint64_t final_hash(std::size_t lane, const RunResult& result) const;
    [[nodiscard]] double& at(int slot, std::size_t lane) {
        return storage_[static_cast<std::size_t>(slot) * stride_ + lane];
    }
    [[nodiscard]] double at(int slot, std::size_t lane) const {
        return storage_[static_cast<std::size_t>(slot) * stride_ + lane];
    }

    const Model& model_;
    const Kernels& kernels_;
    std::size_t capacity_;
    std::size_t stride_;
    std::size_t active_ = 0;

    std::vector<double> memory_;  ///< slots, then scratch; storage_ is its first 64-byte boundary
    double* storage_ = nullptr;
    std::vector<double> uniforms_;
    std::vector<double> notes_;
    std::vector<double> failed_memory_;
    std::vector<std::uint32_t> runs_;   ///< by lane, as the generator takes them
    std::vector<std::uint32_t> order_;  ///< by lane: index into results_
    std::vector<std::uint64_t> hashes_;
    std::int32_t failed_check_ = -1;
    std::vector<RingView> rings_;
    std::vector<ScriptView> scripts_;
    std::vector<ItemSet> item_sets_;
    Lanes lanes_;

    Ready setup_, initial_, settled_, chance_, dynamics_, ring_program_, record_, derived_, finish_;
    std::vector<Ready> calendar_, turns_, period_begins_, period_ends_;
    std::size_t next_mark_ = 0;  ///< of Model::period_marks

    std::vector<RunResult> results_;
    std::vector<double> measures_;
};

}  // namespace standoff
