// Why a decision came out as it did: what spoke for and against it, what chance did, what would have changed it.
//
// Worked out from the text of the rule and the record of the decision alone; nothing is played again. A slip (tremble)
// comes after the choice: all but `slip` is about what was intended before it.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <standoff/decisions.hpp>

namespace standoff {

/// What one term adds to the lead of an item over another.
struct TermDifference {
    std::string id;    ///< TermText::id
    double size = 0;   ///< here - there; above 0 it speaks for the item
    double here = 0;   ///< its value for the item; NaN: it does not reach it
    double there = 0;  ///< and for the other one
};

/// How far an item is ahead of the alternative that matters most, and by which terms, the largest first.
struct Lead {
    /// Of the most likely item the next that is less likely; of any other item the most likely; empty: no other.
    std::string over;
    double size = 0;  ///< difference of the utilities
    std::vector<TermDifference> pro;
    std::vector<TermDifference> contra;
};

/// The smallest shift of one term, in every item that it reaches, that makes another item the most likely.
struct TermShift {
    std::string id;    ///< TermText::id
    std::string item;  ///< that would become the most likely
    std::string at;    ///< where the term has the value: the most likely item, else the one that would become so
    double value = 0;
    double shift = 0;  ///< to just beyond value + shift
};

/// Why no shift of one term makes another item the most likely.
enum class Fixed : std::uint8_t {
    not_fixed,
    no_utility,    ///< the rule weighs no terms
    single,        ///< nothing else was on the menu
    no_precision,  ///< precision 0 heeds no term
    tied,          ///< the least shift of some term decides between several that are the most likely
    shared         ///< every term reaches all items alike
};

struct Odds {
    double probability = 1;                                  ///< of what was intended, among all items
    double odds = 1;                                         ///< how many times as likely the most likely item was
    double from = std::numeric_limits<double>::quiet_NaN();  ///< the stretch of draws that lead to it;
    double to = std::numeric_limits<double>::quiet_NaN();    ///< NaN where nothing was drawn
};

/// A rule that was tested before the one that fired.
struct FailedRule {
    int line = 0;      ///< index into RuleText::lines
    std::string item;  ///< the item for which it is told: the first that was available, else the first
    bool available = true;
    std::vector<ComparisonRecord> failed;  ///< none though available: its weight was 0
};

struct Explanation {
    std::string intended;           ///< empty: nothing could be chosen
    bool slip = false;              ///< something else was done
    std::string most_likely;        ///< among equals what was intended, else the first of the menu
    std::string runner_up;          ///< empty: it was the only one
    double gap = 0;                 ///< of the most likely to the runner-up: utility, or weight
    std::vector<std::string> tied;  ///< the items at the top, if several are
    Odds chance;
    Lead lead;                      ///< of what was intended; logit and best
    std::vector<TermShift> shifts;  ///< one a term; smallest first, then terms that move, then smallest against the
                                    ///< value, then by the file
    Fixed fixed = Fixed::not_fixed;
    std::vector<FailedRule> failed;  ///< of `rules`, in order
};

[[nodiscard]] Explanation explain(const RuleText& rule, const DecisionRecord& record);

/// The comparison that was wanted: the operator turned round under an odd number of `not`s.
[[nodiscard]] std::string wanted_operator(const ComparisonRecord& comparison);

}  // namespace standoff
