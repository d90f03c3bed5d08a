// The decisions of a run for the pages: DecisionRule[] and Decision[] of web/src/data.ts.
//
// A run has a thousand of them and names the same items, terms and quantities in each: names stand once in the rule,
// decisions are numbers.
#pragma once

#include <string>
#include <vector>

#include <standoff/decisions.hpp>

namespace standoff {

struct DecisionsView {
    std::string rules;      ///< JSON of those that decided, in the order in which they first did
    std::string decisions;  ///< JSON
};

/// Throws ResultsError where a decision has no rule among the texts.
[[nodiscard]] DecisionsView decisions_view(const DecisionTexts& texts, const std::vector<DecisionRecord>& records);

}  // namespace standoff
