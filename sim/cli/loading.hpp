// From a name on the command line to a compiled model, with every finding told: what run and replay share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <standoff/model.hpp>
#include <standoff/scenario.hpp>

#include "cli/progress.hpp"
#include "cli/scenarios.hpp"
#include "cli/streams.hpp"
#include "scenario/spec.hpp"

namespace standoff {

/// A path or the name of a shipped scenario; says what is near where there is nothing.
[[nodiscard]] std::optional<FoundScenario> find_or_complain(const std::string& given, Streams& streams);

struct LoadedModel {
    Scenario scenario;
    ModelPtr model;
    double load_seconds = 0;
    double compile_seconds = 0;
};

/// Loads and compiles; findings go to `err` (warnings unless `quiet`). Otherwise an exit code.
struct LoadOutcome {
    std::optional<LoadedModel> loaded;
    int exit_code = exit_done;
};
[[nodiscard]] LoadOutcome load_model(const std::string& path, const LoadOptions& options, bool quiet, Streams& streams);

/// Tells the findings of a file that cannot be used and returns the exit code: bad input, or wrong use where only the
/// settings are to blame.
[[nodiscard]] int refuse(Scenario& scenario, const std::string& path, Streams& streams);

/// Tells which settings of the command line name what varies, if any do, and returns the exit code.
[[nodiscard]] std::optional<int> refuse_set_factors(Scenario& scenario, const std::vector<Factor>& factors,
                                                    const std::string& path, Streams& streams);

/// What is wrong with the environment variables that the engine obeys, or nothing.
[[nodiscard]] std::optional<std::string> wrong_environment();

/// All findings, in order of place.
[[nodiscard]] std::string findings_text(Scenario& scenario, Characters characters);

}  // namespace standoff
