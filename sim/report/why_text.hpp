// A decision explained in words that can be read aloud: what was chosen and how, the options, what spoke for and
// against, what chance did, what would have changed it, what the actor saw. At most 80 columns.
#pragma once

#include <string>

#include <standoff/decisions.hpp>
#include <standoff/diagnostic.hpp>

#include "report/explanation.hpp"
#include "report/step_calendar.hpp"

namespace standoff {

/// What all decisions of a folder share.
struct WhyContext {
    const DecisionTexts& texts;
    const StepCalendar& calendar;
    bool color = false;  ///< headings in bold
    Characters characters = Characters::unicode;
};

[[nodiscard]] std::string why_text(const RuleText& rule, const DecisionRecord& record, const Explanation& explanation,
                                   const WhyContext& context);

/// How the policy of an actor in a channel decides; null if the files do not say.
[[nodiscard]] const RuleText* rule_of(const DecisionTexts& texts, const DecisionRecord& record);

/// The title of an actor or thing, or its name where it has none.
[[nodiscard]] std::string title_of(const DecisionTexts& texts, const std::string& name);

}  // namespace standoff
