// Scripts: what an actor does when, written down beforehand.
#pragma once

#include "scenario/menu.hpp"

namespace standoff {

/// Rows of a list or of the CSV file that a single value names.
std::vector<ScriptRow> read_script(Context& context, const PolicyMenu& menu, const YamlNode& script);

}  // namespace standoff
