// A fuzzer's scenario, compiled and run for at most fifty steps.
#pragma once

#include <string>
#include <vector>

#include <standoff/ensemble.hpp>

#include "fuzz/case_folder.hpp"

namespace standoff::fuzz {

/// The model of `folder`'s scenario; null where it has errors, and where it would take long to run.
[[nodiscard]] ModelPtr compiled(const CaseFolder& folder);

struct Played {
    std::vector<RunResult> results;
    std::vector<double> measures;  ///< of the runs in order
};

/// Aborts where an ensemble does not give what it promises.
[[nodiscard]] Played play(const Model& model, EnsembleOptions options);

/// Aborts where the two differ in a bit.
void expect_same(const Played& a, const Played& b, const std::string& what);

/// Tells a run in full and aborts where it is not the run that was counted.
void expect_told(const Model& model, const Played& counted, std::uint64_t seed);

}  // namespace standoff::fuzz
