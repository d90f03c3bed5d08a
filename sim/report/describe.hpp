// A model's documentation in the ODD protocol (Grimm et al. 2020), made from its files: Markdown for GitHub and pandoc.
//
// Every sentence says what this file says: nothing that would be true of any model is added, and a part of the protocol
// on which the file is silent is left out. The same file gives the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <standoff/results.hpp>
#include <standoff/scenario.hpp>

namespace standoff {

/// What the program does with a scenario of which no more is said.
struct UsualRuns {
    std::string version;  ///< of the program
    std::uint32_t runs = 0;
    std::uint64_t seed = 0;
    std::string reference_file;           ///< of the committed results of a shipped scenario, as readers find it
    std::optional<RunSummary> reference;  ///< what it holds, if there is one
};

/// Describes a scenario or a theory that was loaded without errors. `options` are those that it was loaded with: a
/// variant and settings are named, since the numbers are then theirs.
[[nodiscard]] std::string describe(const Scenario& scenario, const LoadOptions& options = {},
                                   const std::optional<UsualRuns>& usual = {});

}  // namespace standoff
