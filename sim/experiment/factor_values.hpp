// From a level of a grid, or a number u in (0, 1), to a factor's value; and from that to what is loaded and shown.
#pragma once

#include <cstddef>
#include <string>

#include <standoff/scenario.hpp>

#include "scenario/spec.hpp"

namespace standoff {

/// What lies between two numbers: `from` at part 0, `to` at part 1, both exactly; evenly, or on the logarithm.
[[nodiscard]] double between(double from, double to, bool log, double part);

/// How many values a factor has on a grid: those of its list, or the steps of its span.
[[nodiscard]] std::size_t level_count(const Factor& factor);

/// The value of a level, from 0: a number, or of a structural factor the index into Factor::written.
[[nodiscard]] double value_of_level(const Factor& factor, std::size_t level);

/// The value at u in (0, 1): of a list the item that u falls on, all equally likely; of a span the point at u, on its
/// scale; of whole numbers all between the ends equally likely; of a prior its quantile.
[[nodiscard]] double value_at(const Factor& factor, double u);

/// Puts a structural factor's value among the settings, or a number factor's path among those given run by run.
void set_factor(LoadOptions& load, const Factor& factor, double value);

}  // namespace standoff
