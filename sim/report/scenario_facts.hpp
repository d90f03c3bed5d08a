// What a run's record tells of the scenario that the compiled model no longer knows.
#pragma once

#include <standoff/results.hpp>

#include "results/main_variables.hpp"

namespace standoff {

struct CalendarEntry;
struct Spec;

/// An entry as readers see it: its days, the policies that it imposes and the inputs that it sets.
[[nodiscard]] CalendarItem calendar_item(const CalendarEntry& entry, const Spec& spec);

/// Observed series and calendar.
void describe_scenario(const Spec& spec, RunManifest& manifest);

[[nodiscard]] VariableUses variable_uses(const Spec& spec);

}  // namespace standoff
