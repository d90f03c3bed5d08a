// A run as the pages read it: RunView of web/src/data.ts.
#pragma once

#include <string>

#include "report/run_material.hpp"

namespace standoff {

/// One line of JSON that may stand inside of a script element.
[[nodiscard]] std::string run_view(const RunMaterial& material);

}  // namespace standoff
