// The order in which entries that name each other can be worked out.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "scenario/document.hpp"

namespace standoff {

using Dependencies = std::vector<std::vector<int>>;

/// For each entry of a section, which other entries of it the formula under `key` names. By the text alone: nothing is
/// checked yet, and a text that does not parse names nothing.
[[nodiscard]] Dependencies named_entries(const std::vector<YamlEntry>& entries, std::string_view key);

/// Each index after those that it depends on, otherwise in order. `report` gets each cycle that is met, in order of
/// need.
[[nodiscard]] std::vector<int> in_order_of_dependence(const Dependencies& dependencies,
                                                      const std::function<void(const std::vector<int>&)>& report);

/// `a needs b needs a`.
[[nodiscard]] std::string describe_cycle(const std::vector<YamlEntry>& entries, const std::vector<int>& cycle);

}  // namespace standoff
