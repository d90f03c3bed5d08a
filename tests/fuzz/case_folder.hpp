// A fuzzer's input as files: a scenario, and after lines `#> theory.yaml` and `#> table.csv` what it may name.
#pragma once

#include <string>
#include <string_view>

#include <standoff/scenario.hpp>

#include "temporary_folder.hpp"

namespace standoff::fuzz {

/// Inputs beyond this take long and teach nothing that a shorter one would not.
inline constexpr std::size_t longest_input = 1U << 16U;

/// A folder of its own that goes with the process.
class CaseFolder {
public:
    /// Writes the files of an input; those of the one before are gone.
    void write(std::string_view input);
    [[nodiscard]] std::string scenario() const { return (folder_ / "case.yaml").string(); }

private:
    testing::TemporaryFolder folder_;
};

/// Every finding can be printed in every way, and points into the file that it is about.
void check_findings(const Diagnostics& findings, const Sources& sources);

/// Says what is wrong and aborts, which is what libFuzzer takes for a finding.
[[noreturn]] void wrong(const std::string& what);

}  // namespace standoff::fuzz
