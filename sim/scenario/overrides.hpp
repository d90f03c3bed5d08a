// Variants and `--set`: what changes a file's values after it was merged.
#pragma once

#include <standoff/scenario.hpp>

#include "scenario/document.hpp"
#include "scenario/spec.hpp"

namespace standoff {

/// A path and its value, from a variant of the file or from the command line.
struct Override {
    YamlNode path;
    YamlNode value;
};

/// The overrides that apply: the chosen variant's, then those of `--set`. Reports an unknown variant and settings
/// without `=`.
[[nodiscard]] std::vector<Override> overrides_of(const YamlNode& root, Spec& spec, const LoadOptions& options,
                                                 Diagnostics& findings);

/// Before interpretation: removes what the variant removes and gives parameters their values; what is left concerns
/// actors and variables and is kept in `root` under `--set` for read_settings.
void apply_variant_and_settings(YamlNode& root, Spec& spec, const LoadOptions& options, Diagnostics& findings);

}  // namespace standoff
