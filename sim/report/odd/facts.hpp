// What several sections of the document ask of a Spec: who, and what is read, drawn and changed where.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/lists.hpp"
#include "report/odd/markdown.hpp"
#include "scenario/spec.hpp"

namespace standoff::odd {

template <typename Entries>
const auto& at(const Entries& entries, int index) {
    return entries[static_cast<std::size_t>(index)];
}

/// What `text` says of each entry, in order.
template <typename Entries, typename Text>
std::vector<std::string> each(const Entries& entries, Text text) {
    std::vector<std::string> texts;
    texts.reserve(entries.size());
    for (const auto& entry : entries) texts.push_back(text(entry));
    return texts;
}

/// Whether a text has a word, in whatever case; `word` in small letters.
[[nodiscard]] bool mentions(const std::string& text, std::string_view word);
/// Adds a text that is not there yet.
void add_once(std::vector<std::string>& texts, std::string text);

// --- Who -------------------------------------------------------------------------------------------------------------

/// A role, group or entity by its name; everyone as `actor`.
[[nodiscard]] std::string name_of(const Spec& spec, Symbol set);
/// `challenger`, `coercer and patron`, as code.
[[nodiscard]] std::string names_of(const Spec& spec, const std::vector<Symbol>& sets);
/// The members of all sets, in the order of the file; empty in a theory, which has no actors.
[[nodiscard]] std::vector<int> members_of(const Spec& spec, const std::vector<Symbol>& sets);
[[nodiscard]] std::vector<std::string> entity_names(const Spec& spec, const std::vector<int>& entities);
/// ` (DPRK and USA)`: members in brackets after the sets' names, where they say more than these.
[[nodiscard]] std::string members_in_brackets(const Spec& spec, const std::vector<Symbol>& sets);
/// `coercer → challenger`, as code; empty for a quantity of the world.
[[nodiscard]] std::string owner_of(const Spec& spec, const Ownership& ownership);
/// The actors, those of the roles in a theory, or the model where it has neither: `those in Title`.
[[nodiscard]] std::string who_acts(const Spec& spec);
/// The policies by their names, if these are few: `the 11 policies`.
[[nodiscard]] std::string policies_of(const Spec& spec);
/// `the scenario "Title"` or the theory: a name for the model in a sentence.
[[nodiscard]] std::string model_name(const Spec& spec);

// --- Formulas --------------------------------------------------------------------------------------------------------

using Formulas = std::vector<const Node*>;

/// The formulas of one term, rule, effect or key of an entry, and what that is called: `habit` for `warn`, rule 2.
struct Part {
    std::string name;
    Formulas formulas;
};
using Parts = std::vector<Part>;

[[nodiscard]] Parts parts_of(const std::vector<Statement>& statements);
/// Without the rung, which moves nothing.
[[nodiscard]] Parts parts_of(const Action& action);
[[nodiscard]] Parts parts_of(const Chance& event);
/// Without the channels and rules that have a source of their own.
[[nodiscard]] Parts parts_of(const Spec& spec, const Policy& policy);
[[nodiscard]] Parts parts_of(const std::vector<Term>& terms);

[[nodiscard]] Formulas formulas_of(const std::vector<Statement>& statements);
[[nodiscard]] Formulas formulas_of(const Action& action);
[[nodiscard]] Formulas formulas_of(const Chance& event);
[[nodiscard]] Formulas formulas_of(const Policy& policy);

/// `0.005 × tension per week`: of an event that has a rate.
[[nodiscard]] std::string rate_text(const Chance& event);
/// `1 − exp(−rate × 1 week)`: how likely such an event is in one step.
[[nodiscard]] std::string chance_of_rate(const Spec& spec);

[[nodiscard]] bool has_draw(const Node& formula);
[[nodiscard]] bool has_draw(const Statement& statement);

/// State that the formulas read, as texts in order, each once: `tension`, `attention of every coercer`,
/// `target.loud`, `since(test)`.
struct Reads {
    std::vector<std::string> all;
    std::vector<std::string> foreign;  ///< those of another owner than `own`
    std::vector<std::string> memory;   ///< memory terms and lags
};
/// `loops` bind names in all formulas; `own` is the name of who reads.
[[nodiscard]] Reads reads_of(const Formulas& formulas, const std::vector<Loop>& loops = {},
                             const std::string& own = "self");

/// What formulas read by its position in the Spec, what their derived quantities read included.
struct Quantities {
    std::set<int> variables;
    std::set<int> derived;
    std::set<int> parameters;
};
[[nodiscard]] Quantities quantities_in(const Spec& spec, const Formulas& formulas);

/// What a statement changes: `tension`, `attention of every coercer`.
[[nodiscard]] std::string changed_by(const Statement& statement);
[[nodiscard]] std::vector<std::string> changed_by(const std::vector<Statement>& statements);

/// `tension; attention and fatigue of every coercer`: texts as above, those of the same owner together.
[[nodiscard]] std::string grouped(const std::vector<std::string>& quantities);

}  // namespace standoff::odd
