// The sentences of an explanation; why_text puts them in their places.
#pragma once

#include <string>
#include <vector>

#include <standoff/decisions.hpp>

#include "report/explanation.hpp"

namespace standoff {

/// `12`, of `coercive-diplomacy.yaml:12`.
[[nodiscard]] std::string line_of(const std::string& place);

/// `a, b and c`; of more than eight the first ones and how many more.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

/// A number, or a duration in days as people say it.
[[nodiscard]] std::string value_text(double value, bool duration);

/// How a policy of this kind decides.
[[nodiscard]] std::string manner_sentence(const DecisionRecord& record);

/// `since(test) <= 2 weeks: it was 5 weeks, 3 weeks too long`, of one that did not come out as wanted.
[[nodiscard]] std::string comparison_text(const ComparisonRecord& comparison);

/// What chance had to do with what was intended.
[[nodiscard]] std::string chance_sentence(const DecisionRecord& record, const Explanation& why);

/// What would have changed it; empty where nothing was weighed and no rule failed by a single comparison.
[[nodiscard]] std::string otherwise_sentence(const RuleText& rule, const DecisionRecord& record,
                                             const Explanation& why);

}  // namespace standoff
