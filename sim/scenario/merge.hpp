// A scenario's tree over its theory's, before anything is interpreted; every node keeps pointing at its own file.
#pragma once

#include <string>
#include <vector>

#include "scenario/document.hpp"

namespace standoff {

/// What was replaced or removed, as "parameter forgetting", for `check` to list.
struct MergeNotes {
    std::vector<std::string> replaced;
    std::vector<std::string> removed;
};

/// Takes the theory's sections into the scenario: entries by name and, one level down, key by key; dynamics by what
/// they prime; `initial` and `calendar` appended; new outcomes before the theory's, `otherwise` last.
void merge_theory(YamlNode& scenario, YamlNode theory, MergeNotes& notes, Diagnostics& findings);

/// Removes the entries that `names` lists from every section: `name`, or `section.name` where several have it, or `x'`
/// for the dynamics of x. Reports names that nothing has.
void remove_entries(YamlNode& root, const YamlNode& names, std::vector<std::string>& removed, Diagnostics& findings);

/// Reports dynamics statements of one file that prime the same.
void check_dynamics_once(const YamlNode& root, const Sources& sources, Diagnostics& findings);

}  // namespace standoff
