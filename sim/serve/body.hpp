// The body of a request as JSON.
#pragma once

#include <string>

#include "results/json_fields.hpp"

namespace standoff {

/// An object that is nested no deeper than any request is. Throws Refused (bad_request).
[[nodiscard]] Json parse_body(const std::string& body);

/// What is wrong with one of its fields is said of "the request".
[[nodiscard]] inline Fields fields_of(const Json& body) { return {body, "the request"}; }

}  // namespace standoff
