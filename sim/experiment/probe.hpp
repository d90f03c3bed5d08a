// Dead inputs by experiment: each parameter and trait is played at other values with the same luck, and what moved
// nothing in any run is named; so is each action that nobody took.
//
// What the checker derives from the text (W604, W606) is certain; this is what a few dozen runs say, and finds more.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>

#include <standoff/scenario.hpp>

namespace standoff {

struct ProbeOptions {
    std::uint64_t seed = 1;
    std::uint32_t runs = 32;  ///< at each value
    int jobs = 0;
    std::stop_token stop;
};

struct Probed {
    std::uint64_t parameters = 0;
    std::uint64_t traits = 0;  ///< that the file gives an actor or thing with `set`
    std::uint64_t actions = 0;
    std::uint64_t runs = 0;
    bool interrupted = false;  ///< then nothing was added
    std::string refusal;       ///< why some inputs could not be given run by run; empty for most
};

/// Adds W612 and W613 to the findings of a scenario without errors, which was loaded from `path` with `load`.
///
/// A parameter is played at the ends of its prior, or of its range, and at half and twice its value; a trait at the
/// ends of its variable's range, half and twice. It moved nothing if every run ends alike in all of them: choices,
/// counts, outcome, measures and final state. Of that state its own variable is left out, and variables that nothing
/// assigns: they say what was put in. What the checker has named already (W604, W606) is not named again.
Probed probe_inputs(Scenario& scenario, const std::string& path, const LoadOptions& load,
                    const ProbeOptions& options = {});

}  // namespace standoff
