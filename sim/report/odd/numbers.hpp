// Where a number comes from: the source that an entry gives, or its word that it is a guess, or nothing.
//
// A number is one that a formula could do without: 0 and 1 shape a formula and are none (-1 is one). A number in the
// dynamics is covered by the variable that moves, one in a formula or an effect by its entry, a trait by its actor or
// thing or else by its variable. Rungs move nothing, measures are definitions, and a variant asks what if: their
// numbers need no source.
#pragma once

#include <string>
#include <vector>

#include "report/odd/facts.hpp"

namespace standoff::odd {

/// The source that is given; else `guess` where `about` says that it is one; else `no source given`.
[[nodiscard]] std::string source_of(const Prose& prose);
/// What an entry says of itself, and then its source.
[[nodiscard]] std::string with_source(const Prose& prose);
/// The numbers of formulas, as typeset, each once.
[[nodiscard]] std::vector<std::string> numbers_in(const Formulas& formulas);

/// Whether a value that was chosen for a case needs a source: any but a bare 0.
[[nodiscard]] bool is_chosen(const Node& value);

/// Numbers of entries by what is said of where they come from; said() is a sentence for each source.
class NumberSources {
public:
    /// An entry whose numbers stand in several parts.
    void add(const std::string& entry, const Prose& prose, const Parts& parts);
    /// An entry of one formula, or of none.
    void add(const std::string& entry, const Prose& prose, const Expression& formula);
    /// `places` say `0.3 in rule 2`.
    void add(const std::string& entry, const Prose& prose, const std::vector<std::string>& places);
    [[nodiscard]] std::string said() const;

private:
    struct Sourced {
        std::string source;
        std::vector<std::string> entries;
    };
    std::vector<Sourced> sourced_;
    std::vector<std::string> guessed_;
    std::vector<std::string> unsourced_;
};

/// `4 and 0.5 in rule 2` for each part that has numbers.
[[nodiscard]] std::vector<std::string> numbered(const Parts& parts);

}  // namespace standoff::odd
