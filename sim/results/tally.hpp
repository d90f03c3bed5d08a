// What is kept of an ensemble while it runs: counts of outcomes and, for exact quantiles, 8 bytes a measure and run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/results.hpp>

namespace standoff {

struct Model;

class RunTally {
public:
    /// Makes room for `runs` runs at once; throws ResultsError if there is not enough memory.
    RunTally(const Model& model, std::uint32_t runs);

    void add(const RunResult& result, std::span<const double> measures);

    [[nodiscard]] std::uint32_t runs() const { return runs_; }
    [[nodiscard]] std::uint32_t failed() const { return failed_; }
    [[nodiscard]] std::uint32_t first_failed() const { return first_failed_; }  ///< 0 if none
    [[nodiscard]] std::uint64_t trace_hash() const { return hash_; }

    /// To be called once, at the end: sorts the values in place, the measures shared by `jobs` threads (0: all cores).
    [[nodiscard]] RunSummary summarize(const std::string& title, std::uint64_t seed, int jobs);
    /// By measure: hundred_dots. After summarize.
    [[nodiscard]] std::vector<std::vector<double>> dots() const;

private:
    std::vector<std::string> outcome_names_;
    std::vector<std::string> measure_names_;
    std::vector<std::uint64_t> outcomes_;
    std::vector<std::vector<double>> values_;  // by measure
    std::uint32_t runs_ = 0;
    std::uint32_t failed_ = 0;
    std::uint32_t first_failed_ = 0;
    std::uint64_t hash_ = 0;
};

/// RunTally::dots of the runs in runs.csv. Throws ResultsError.
[[nodiscard]] std::vector<std::vector<double>> read_dots(const std::filesystem::path& folder,
                                                         const RunManifest& manifest);

}  // namespace standoff
