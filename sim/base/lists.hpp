// Lists as a sentence has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace standoff {

/// `a`, `a and b`, `a, b and c`; empty for none.
[[nodiscard]] std::string joined(const std::vector<std::string>& texts, std::string_view last = "and");

/// Names of a list of entries.
template <typename Entries>
[[nodiscard]] std::vector<std::string> names_of(const Entries& entries) {
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (const auto& entry : entries) names.push_back(entry.name);
    return names;
}

/// Index of the first entry of a name; -1 if there is none.
template <typename Entries>
[[nodiscard]] int index_named(const Entries& entries, std::string_view name) {
    int index = 0;
    for (const auto& entry : entries) {
        if (entry.name == name) return index;
        ++index;
    }
    return -1;
}

}  // namespace standoff
