// Two or more models played side by side: run r of one meets the luck of run r of every other, and what differs
// between them is counted pair by pair.
//
// Runs are played in batches, the base first, and only whole batches are kept. What comes out depends on neither the
// batches nor the number of threads, and memory does not grow with the runs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <standoff/comparison.hpp>
#include <standoff/ensemble.hpp>
#include <standoff/model.hpp>

namespace standoff {

/// Goes on until the interval of a difference is narrow: it is looked at after the runs asked for, then whenever there
/// are a quarter more of them (at least as many more as were asked for). A fixed-width interval in the manner of Chow
/// and Robbins (1965), On the asymptotic theory of fixed-width sequential confidence intervals for the mean, Annals of
/// Mathematical Statistics 36, 457-462.
struct ComparisonOptions {
    std::uint64_t seed = 1;
    std::uint32_t runs = 500;
    int jobs = 0;  ///< threads; 0: all cores
    std::optional<WantedPrecision> wanted;
    std::stop_token stop;
    std::function<void(std::uint32_t done, std::uint32_t planned)> progress;  ///< runs of all sides
};

/// Called for every run that is kept: run 1 of the base (side 0) and of each alternative, then run 2, and so on.
using SideObserver = std::function<void(std::size_t side, const RunResult& result, std::span<const double> measures)>;

struct SideTotals {
    std::uint32_t failed = 0;
    std::uint32_t first_failed = 0;  ///< 0: none
    std::uint64_t trace_hash = 0;
};

/// What one alternative differs in.
struct PairedResult {
    std::uint64_t pairs = 0;  ///< runs that ended on both sides
    std::uint64_t same = 0;   ///< pairs with one hash
    std::vector<std::string> only_base;
    std::vector<std::string> only_alternative;
    std::vector<ComparedQuantity> quantities;
};

struct ComparisonResult {
    std::uint32_t runs = 0;
    Stopped stopped = Stopped::as_asked;
    std::vector<SideTotals> sides;  ///< the base first
    std::vector<PairedResult> alternatives;
    double engine_seconds = 0;
};

/// Whether both models have a measure or an outcome of that name.
[[nodiscard]] bool can_compare(const Model& base, const Model& alternative, const std::string& name);

/// Plays `models`, the base first and at least one more. WantedPrecision::of is empty or can be compared in all.
[[nodiscard]] ComparisonResult compare_models(std::span<const ModelPtr> models, const ComparisonOptions& options,
                                              const SideObserver& observer);

}  // namespace standoff
