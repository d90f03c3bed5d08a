// Constant folding: what an exact operation gives for numbers that are known before the run.
#pragma once

#include <array>
#include <optional>

#include "model/program.hpp"

namespace standoff {

/// The result, to the bit what the kernels compute; nothing for operations that are not folded.
[[nodiscard]] std::optional<double> fold(Code code, const std::array<double, 4>& in);

}  // namespace standoff
