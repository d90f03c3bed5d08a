// The seed that a command plays with.
#pragma once

#include <cstdint>

namespace standoff {

/// From 1 to 2^32: short enough to be typed again.
[[nodiscard]] std::uint64_t drawn_seed();

}  // namespace standoff
