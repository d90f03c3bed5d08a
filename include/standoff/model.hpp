// From a checked scenario to a compiled model.
#pragma once

#include <memory>

#include <standoff/scenario.hpp>

namespace standoff {

struct Model;
using ModelPtr = std::shared_ptr<const Model>;

/// Compiles a scenario that has no errors. Findings that show only when sets are unrolled (a pair of one actor with
/// itself, another's private variable, a cycle among initial values, …) are added to the scenario's; null if any is an
/// error. Throws std::invalid_argument for a scenario that already has errors, and for a theory alone.
[[nodiscard]] ModelPtr compile(Scenario& scenario);

}  // namespace standoff
