// What discovery found, as CSV and JSON.
#pragma once

#include <string>

#include <standoff/discovery.hpp>

namespace standoff {

/// One row a step of each trajectory, then one with the step `box` for the corner that was found.
[[nodiscard]] std::string corner_csv(const CornerRecord& record);
[[nodiscard]] std::string corner_json(const CornerRecord& record);

/// One row a flip, then one for each number that changes nothing, with an empty `value`.
[[nodiscard]] std::string flip_csv(const FlipRecord& record);
[[nodiscard]] std::string flip_json(const FlipRecord& record);

}  // namespace standoff
