// What a command draws from the system: the seed that it plays with, the key of a link.
#pragma once

#include <cstdint>
#include <string>

namespace standoff {

/// From 1 to 2^32: short enough to be typed again.
[[nodiscard]] std::uint64_t drawn_seed();

/// 128 bits as hexadecimal digits.
[[nodiscard]] std::string drawn_key();

}  // namespace standoff
