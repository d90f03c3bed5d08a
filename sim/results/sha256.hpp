// SHA-256 (FIPS 180-4): names the content of an input file, so that `sha256sum` can check a results folder too.
#pragma once

#include <string>
#include <string_view>

namespace standoff {

/// 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace standoff
