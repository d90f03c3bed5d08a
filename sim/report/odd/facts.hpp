// What several sections of the document ask of a Spec: who, what is read, drawn and changed where, and where a number
// comes from.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

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

/// Names of named entries, in order.
template <typename Entries>
std::vector<std::string> names_of(const Entries& entries) {
    return each(entries, [](const auto& entry) { return entry.name; });
}

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
/// `the scenario "Title"` or the theory: a name for the model in a sentence.
[[nodiscard]] std::string model_name(const Spec& spec);

// --- Formulas --------------------------------------------------------------------------------------------------------

using Formulas = std::vector<const Node*>;

[[nodiscard]] Formulas formulas_of(const std::vector<Statement>& statements);
[[nodiscard]] Formulas formulas_of(const Action& action);
[[nodiscard]] Formulas formulas_of(const Chance& event);
[[nodiscard]] Formulas formulas_of(const ChannelRule& rule);
[[nodiscard]] Formulas formulas_of(const Policy& policy);
[[nodiscard]] Formulas formulas_of(const std::vector<Term>& terms);

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

/// What a statement changes: `tension`, `attention of every coercer`.
[[nodiscard]] std::string changed_by(const Statement& statement);
[[nodiscard]] std::vector<std::string> changed_by(const std::vector<Statement>& statements);

/// `tension; attention and fatigue of every coercer`: texts as above, those of the same owner together.
[[nodiscard]] std::string grouped(const std::vector<std::string>& quantities);

// --- Where numbers come from -----------------------------------------------------------------------------------------

/// The source that is given; else `guess` where `about` says that it is one; else `no source given`.
[[nodiscard]] std::string source_of(const Prose& prose);
/// What an entry says of itself, and then its source.
[[nodiscard]] std::string with_source(const Prose& prose);
/// Literals that choose a size, as typeset, each once. 0 and 1 (not -1) shape a formula and are left out.
[[nodiscard]] std::vector<std::string> numbers_in(const Formulas& formulas);

/// Whether a value that was chosen for a case needs a source: any but a bare 0.
[[nodiscard]] bool is_chosen(const Node& value);

/// Numbers of entries by what is said of where they come from; said() is a sentence for each.
class NumberSources {
public:
    void add(const std::string& entry, const Prose& prose, const std::vector<std::string>& numbers);
    [[nodiscard]] std::string said() const;

private:
    std::vector<std::string> sourced_;
    std::vector<std::string> guessed_;
    std::vector<std::string> unsourced_;
};

}  // namespace standoff::odd
