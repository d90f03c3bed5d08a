// Whether a value looks as its key's form asks: lists, mappings and single values, before anyone asks what they mean.
#pragma once

#include "scenario/schema.hpp"

namespace standoff {

/// What a value of this form should look like, as words of a message, if `node` does not; else null.
[[nodiscard]] const char* wrong_form(const YamlNode& node, Form form);

/// What a value is: `a list`, `a mapping`, `a single value`.
[[nodiscard]] const char* form_of(const YamlNode& node);

/// Broken values count as what they should have been.
[[nodiscard]] bool is_map_of_scalars(const YamlNode& node);

/// The values that a path takes in an experiment.
[[nodiscard]] bool is_values(const YamlNode& node);

}  // namespace standoff
