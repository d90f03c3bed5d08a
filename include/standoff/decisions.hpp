// A decision as it is told: what was on the menu, what spoke for and against each item, what chance did.
//
// A RuleText is what the files say about a decision and is the same in all runs (rules.json); a DecisionRecord is one
// decision of a shown run (a line of decisions.jsonl). `standoff why` explains from these two alone. Durations of a
// dated model are in days, `place` is `file:line` with the file as it lies in a folder's `inputs/`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <standoff/model.hpp>

namespace standoff {

/// A named term of a utility, as written.
struct TermText {
    std::string id;       ///< its name; with the line, `cost of test(icbm)`, where two lines have a term of that name
    std::string name;     ///< as written
    std::string items;    ///< the line that it stands in: `test`, `test(icbm)`, `hold`
    std::string formula;  ///< as written
    std::string place;
    bool moves = false;  ///< its value can change during a run
};

/// One of the rules of a `rules:` policy, as written.
struct RuleLineText {
    std::string when;   ///< empty: always
    std::string items;  ///< what it does: `hold`, `tighten(0.15): 0.7, tighten(0.05): 0.3`
    std::string place;
};

/// Something that a rule reads, for the actor that decides.
struct ReadText {
    std::string name;       ///< `USA.attention`, `neglect`, `since(test by self)`
    std::string about;      ///< what the file says of the variable or derived quantity; may be empty
    bool duration = false;  ///< in days, in a dated model
};

/// How a policy decides for one actor in one channel.
struct RuleText {
    std::string actor;
    std::string channel;
    std::string policy;
    std::string about;  ///< of the policy
    std::string place;  ///< of the rule
    RuleKind kind = RuleKind::logit;
    std::string precision;            ///< formula; logit only
    std::string tremble;              ///< formula; empty: never
    std::vector<TermText> terms;      ///< of logit and best; of random the weights, `items` and `formula` alone
    std::vector<RuleLineText> lines;  ///< of rules
    std::vector<ReadText> reads;
};

/// What readers call an actor or thing, an action or an outcome.
struct NameText {
    std::string name;
    std::string title;  ///< of an actor
    std::string about;
};

/// A parameter as it was set for all runs; formulas name it.
struct ParameterText {
    std::string name;
    std::string about;
    double value = 0;
    bool duration = false;  ///< in days, in a dated model
};

/// rules.json: what the names in decisions.jsonl mean.
struct DecisionTexts {
    std::vector<NameText> entities;
    std::vector<NameText> actions;
    std::vector<NameText> channels;
    std::vector<ParameterText> parameters;
    std::vector<RuleText> rules;
};

struct TermValue {
    std::string id;  ///< TermText::id
    double value = 0;
};

/// An item that was available.
struct ItemRecord {
    std::string item;  ///< `test(icbm)`, `hold`
    /// Utility (logit, best) or weight (rules, random); NaN for a script.
    double value = std::numeric_limits<double>::quiet_NaN();
    double probability = 0;        ///< of being chosen in the end, tremble included
    std::vector<TermValue> terms;  ///< of logit and best
};

/// A comparison in a rule's condition (or a condition without one, compared with 0), as it came out.
struct ComparisonRecord {
    std::string text;  ///< as written: `since(test) <= 2 weeks`
    std::string op;    ///< `<=`; `!=` where a number stands for a truth value
    double left = 0;
    double right = 0;
    bool duration = false;
    bool wanted = true;  ///< false under an odd number of `not`s
    bool holds = false;

    [[nodiscard]] bool as_wanted() const { return holds == wanted; }
};

/// What became of one rule: up to the one that fired, or all if none did.
struct TriedRule {
    int line = 0;      ///< index into RuleText::lines
    std::string item;  ///< the item for which it was tested
    bool available = true;
    bool holds = false;
    std::vector<ComparisonRecord> comparisons;  ///< empty where it always holds
};

struct SeenValue {
    std::string name;  ///< ReadText::name
    double value = 0;
};

struct DecisionRecord {
    std::uint32_t run = 1;
    int step = 0;
    std::string date;  ///< first day of the step; empty in an abstract model
    std::string actor;
    std::string channel;
    std::string policy;
    RuleKind kind = RuleKind::logit;
    std::string chosen;
    double probability = 1;                                       ///< of the item chosen
    double draw = std::numeric_limits<double>::quiet_NaN();       ///< the uniform laid over the menu; NaN: none
    double precision = std::numeric_limits<double>::quiet_NaN();  ///< of logit
    double tremble = 0;                                           ///< probability of a slip
    std::string intended;           ///< what was chosen before a slip; the same as `chosen` without one
    std::vector<ItemRecord> items;  ///< those that were available, in the order of the menu
    std::vector<std::string> unavailable;
    int fired = -1;  ///< index into RuleText::lines of the rule that fired; -1: none, or no rules
    std::vector<TriedRule> tried;
    std::string script_place;  ///< of the script's row; empty: it has none for this step
    std::vector<SeenValue> saw;
};

/// Reads rules.json. Throws ResultsError if it is missing or cannot be understood.
[[nodiscard]] DecisionTexts read_decision_texts(const std::filesystem::path& folder);

/// Reads decisions.jsonl line by line, in the order of runs and steps, so that any number of them can be told,
/// until `visit` wants no more. Throws
/// ResultsError with file and line if one cannot be understood.
void read_decisions(const std::filesystem::path& folder, const std::function<bool(const DecisionRecord&)>& visit);

}  // namespace standoff
