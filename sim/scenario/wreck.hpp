// What YAML made of a text that it cut in pieces: commas within brackets, a forgotten colon, ` #`, a list that begins
// in the wrong column. YAML reads such a file without complaint; here the pieces are recognised, reported as one
// mistake, and marked broken, so that nothing else is said about them.
#pragma once

#include <string_view>

#include "scenario/document.hpp"

namespace standoff {

/// Looks through a mapping or sequence that is complete; `flow` if it stands in `{ }` or `[ ]`. Removes broken pieces.
void report_wrecks(YamlNode& node, bool flow, std::string_view text, Diagnostics& findings);

/// Looks at a scalar without quotes: a comment that cut it, items of a list that it swallowed.
void report_cut_scalar(YamlNode& node, std::string_view text, Diagnostics& findings);

}  // namespace standoff
