// What a browser may GET: the app's page and its two files, compiled into the program.
#pragma once

#include <string_view>

#include "serve/message.hpp"

namespace standoff {

[[nodiscard]] bool is_page(std::string_view target);

/// Of a target that is one.
[[nodiscard]] Response page(std::string_view target);

}  // namespace standoff
