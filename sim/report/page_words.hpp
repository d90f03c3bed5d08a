// The texts that C++ writes into a page, from the catalogue web/strings/en/page.json: whole sentences as templates, by
// the same rules as in web/src/words.ts.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "report/html.hpp"

namespace standoff {

/// Values of a template's `{name}`s.
using Arguments = std::initializer_list<std::pair<std::string_view, std::string>>;

/// The text of a key; of one that depends on a number the form for `count`. Throws std::logic_error for a key that the
/// catalogue lacks, and for a template whose value is not given.
[[nodiscard]] std::string say(std::string_view key, Arguments values = {});
[[nodiscard]] std::string say(std::string_view key, std::uint64_t count, Arguments values = {});

/// The same into a page, with what stands between two `*` of the template in bold. Values are never bold markers.
void write(Html& html, std::string_view key, Arguments values = {});
void write(Html& html, std::string_view key, std::uint64_t count, Arguments values = {});

/// A whole number as people read it: `12,500`.
[[nodiscard]] std::string grouped(std::uint64_t number);

}  // namespace standoff
