// Why YAML could not read a file: the slip itself, found by a walk over the lines.
//
// yaml-cpp says where it gave up, which is often far below the mistake: a quote that is not closed swallows lines, a
// line that is indented wrongly makes the next one impossible. This walk knows only what scenarios are written with
// (entries, lists, brackets, quotes, folded texts) and reports the first line that cannot be meant as it stands. It is
// asked only about files that YAML has refused, and finds nothing in one that YAML reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace standoff {

/// A finding without its source.
struct Slip {
    std::string_view code;
    std::size_t offset = 0;
    std::size_t length = 1;
    std::string what;
    std::string why;
    std::string hint;
};

/// Whether the value of a key is a text for people, in which a colon or a comma means nothing.
[[nodiscard]] bool is_text_key(std::string_view key);

[[nodiscard]] std::optional<Slip> find_slip(std::string_view text);

}  // namespace standoff
