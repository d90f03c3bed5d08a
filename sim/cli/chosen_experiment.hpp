// What a sweep is asked for: an experiment of the file, or `--vary`, and what the command line says beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "scenario/spec.hpp"

namespace standoff {

struct ChosenExperiment {
    Experiment experiment;              ///< of another design than a grid it has points
    std::uint32_t runs = default_runs;  ///< at each point
    std::vector<std::string> replaced;  ///< what the file says and the command line changes, as `64 points`
};

/// Says why there is none.
[[nodiscard]] std::optional<ChosenExperiment> choose_experiment(const Spec& spec, const SweepArguments& arguments,
                                                                Streams& streams);

/// Which factor of `--vary` has steps, where nothing is a grid; nothing if none has.
[[nodiscard]] std::optional<std::string> steps_in_vain(const std::vector<Factor>& factors);

/// The name of a sweep's file without its ending: the experiment's, or of `--vary` one that names its paths.
[[nodiscard]] std::string study_name(const Experiment& experiment);

}  // namespace standoff
