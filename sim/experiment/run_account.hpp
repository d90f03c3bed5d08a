// The record of an ensemble, straight from memory: what `run` writes to a folder and a server shows without one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/results.hpp>
#include <standoff/scenario.hpp>

#include "experiment/inputs.hpp"

namespace standoff {

struct Model;
class RunTally;
class ShownRunTables;
struct VariableUses;

/// `standoff run FILE …`: the settings, seed and number of runs, in a fixed order; run 1 is shown.
[[nodiscard]] std::string run_line(const std::string& file, const LoadOptions& load, std::uint64_t seed,
                                   std::uint32_t runs);

/// What was asked for, and what was played.
struct RunAccount {
    const Scenario& scenario;
    const Model& model;
    const std::vector<Input>& inputs;
    LoadOptions load;  ///< as asked for; the record names variant, settings and end
    std::uint64_t seed = 1;
    std::uint32_t runs_asked = 0;
    std::span<const double> point;  ///< of the numbers that were given run by run
    bool interrupted = false;
    int jobs = 0;  ///< threads; 0: all cores
};

/// Manifest, summary, and the first shown run; without command line, main variables and what only the scenario knows
/// (describe_scenario). The tally is summarized, the events of `shown` are taken: to be called once.
[[nodiscard]] RunRecord record_of(const RunAccount& account, const EnsembleResult& ensemble, RunTally& tally,
                                  ShownRunTables& shown);

/// Adds the main variables and their histories, of an ensemble that kept bands.
void add_main_variables(RunRecord& record, const Model& model, const Bands& bands, const ShownRunTables& shown,
                        const VariableUses& uses);

}  // namespace standoff
