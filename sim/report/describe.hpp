// A model's documentation in the ODD protocol (Grimm et al. 2020), made from its files: Markdown for GitHub and pandoc.
//
// Every sentence says what this file says: nothing that would be true of any model is added, and a part of the protocol
// on which the file is silent is left out. The same file gives the same bytes.
#pragma once

#include <string>

#include <standoff/scenario.hpp>

namespace standoff {

/// Describes a scenario or a theory that was loaded without errors. `options` are those that it was loaded with: a
/// variant and settings are named, since the numbers are then theirs.
[[nodiscard]] std::string describe(const Scenario& scenario, const LoadOptions& options = {});

}  // namespace standoff
