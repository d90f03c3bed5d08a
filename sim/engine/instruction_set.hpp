// Which kernels run on this machine, and how many lanes a block has.
#pragma once

#include "engine/kernels.hpp"

namespace standoff {

/// The kernels of instruction_set(). Throws std::runtime_error as that does.
[[nodiscard]] const Kernels& chosen_kernels();

}  // namespace standoff
