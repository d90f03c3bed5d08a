// C++ text with the parts blanked that only look like code.
#pragma once

#include <string>
#include <string_view>

namespace standoff::layers {

enum class Literals { keep, blank };

/// `text` without comments and, if asked, without what is inside string and character literals. Line ends stay where
/// they are.
[[nodiscard]] std::string without_comments(std::string_view text, Literals literals);

}  // namespace standoff::layers
