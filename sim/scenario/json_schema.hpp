// The tables of the file format as JSON Schemas (draft-07), for editors and for programs that write scenarios.
//
// A schema judges one file's structure: keys, forms, fixed words and names. It cannot know the theory that a scenario
// `uses`, so in such a file an entry that the theory may have as well need not be complete; the loader judges that
// after the merge.
#pragma once

#include <string>

#include "scenario/schema.hpp"

namespace standoff {

/// Indented text that ends with a newline.
[[nodiscard]] std::string json_schema(FileKind kind);

}  // namespace standoff
