// The version of this program, as results and messages name it.
#pragma once

#include <string_view>

namespace standoff {

/// `major.minor.patch`, from the build file.
[[nodiscard]] std::string_view version();

}  // namespace standoff
