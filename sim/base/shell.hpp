// Command lines as text.
#pragma once

#include <string>
#include <string_view>

namespace standoff {

/// As a POSIX shell takes it.
[[nodiscard]] std::string shell_quoted(std::string_view word);

}  // namespace standoff
