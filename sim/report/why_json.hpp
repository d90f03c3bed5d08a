// An explained decision for programs: one JSON object on a line.
#pragma once

#include <string>

#include <standoff/decisions.hpp>

#include "report/explanation.hpp"

namespace standoff {

/// `{"decision": …, "analysis": …}` without a line end; `decision` is the record's line in decisions.jsonl. Numbers
/// that are not finite are texts (`"inf"`), those that do not exist null.
[[nodiscard]] std::string why_json(const DecisionRecord& record, const Explanation& why);

}  // namespace standoff
