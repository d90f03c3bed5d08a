// Dates and the steps that hold them.
#pragma once

#include <optional>

#include "scenario/context.hpp"

namespace standoff {

/// A date, or nothing after an error.
std::optional<Day> read_day(Context& context, const YamlNode& scalar);

/// The whole calendar months of `1 month`, `2 quarters`, `1 year`; 0 for any other duration.
int calendar_months(const Node& duration);

/// The steps of a run that is to end on a date, or after a number of steps: warns where that is later than it ends
/// anyhow. Nothing after an error.
std::optional<int> read_until(Context& context, const YamlNode& until);

/// The step of a date, or of a time of an abstract model.
std::optional<int> step_at(Context& context, const YamlNode& scalar);

}  // namespace standoff
