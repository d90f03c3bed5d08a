// The sentences of an explanation; why_text puts them in their places.
#pragma once

#include <cstddef>
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

/// What a term stands for in the words of the file: of the parameter in its formula, or of the quantity that it is.
[[nodiscard]] std::string term_about(const TermText& term, const RuleText& rule,
                                     const std::vector<ParameterText>& parameters);

/// What was seen, but for what belongs to targets that the explanation does not speak of; values of the record.
[[nodiscard]] std::vector<const SeenValue*> seen_of(const DecisionRecord& record, const Explanation& why);

/// Values that were seen of one quantity.
struct SeenGroup {
    std::string name;    ///< `attention`; with its owner if there is but one
    std::string values;  ///< `USA 0.32, ROK 0.34`
    std::string about;
    std::size_t members = 0;
    std::string owner;  ///< of the first
    std::string quantity;
};

/// seen_of, with what is of one quantity together.
[[nodiscard]] std::vector<SeenGroup> seen_groups(const RuleText& rule, const DecisionRecord& record,
                                                 const Explanation& why);

/// What chance had to do with what was intended.
[[nodiscard]] std::string chance_sentence(const DecisionRecord& record, const Explanation& why);

/// What would have changed it; empty where nothing was weighed and no rule failed by a single comparison.
[[nodiscard]] std::string otherwise_sentence(const RuleText& rule, const DecisionRecord& record,
                                             const Explanation& why);

}  // namespace standoff
