// Lists as a sentence has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace standoff {

/// `a`, `a and b`, `a, b and c`; empty for none.
[[nodiscard]] std::string joined(const std::vector<std::string>& texts, std::string_view last = "and");

}  // namespace standoff
