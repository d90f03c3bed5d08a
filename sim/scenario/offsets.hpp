// Where each byte of a YAML scalar stands in its file.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace standoff {

struct ScalarOffsets {
    std::vector<std::uint32_t> offsets;  ///< one for each byte of the value and one for its end
    std::uint32_t end = 0;               ///< after the last byte that belongs to the scalar, a closing quote included
    bool closed = true;                  ///< false for a quote that the file never closes (yaml-cpp lets it pass)
};

/// Follows `value` through the text of the file from `start`, where the scalar's token begins (its quote or block mark
/// if it has one). What cannot be followed points at the last place that could.
[[nodiscard]] ScalarOffsets scalar_offsets(std::string_view file, std::uint32_t start, std::string_view value);

}  // namespace standoff
