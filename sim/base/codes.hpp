// The table of codes: every finding that standoff can report has one entry here, and a bad file in tests/bad that
// provokes it. E1 files and YAML, E2 structure and names, E3 the text of an expression, E4 its meaning, E5 the model as
// a whole, W warnings.
#pragma once

#include <array>
#include <string_view>

namespace standoff {

struct FindingCode {
    std::string_view id;
    std::string_view title;
};

inline constexpr std::array codes = {
#define STANDOFF_CODE(id, title) FindingCode{id, title},
#include "base/codes.def"
#undef STANDOFF_CODE
};

/// The entry of a code, or nullptr.
[[nodiscard]] constexpr const FindingCode* find_code(std::string_view id) {
    for (const FindingCode& code : codes)
        if (code.id == id) return &code;
    return nullptr;
}

}  // namespace standoff
