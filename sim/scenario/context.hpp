// What the readers of the sections share: the merged tree they read, the Spec they fill, and how a scalar of the tree
// becomes a checked formula.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <standoff/scenario.hpp>

#include "base/lists.hpp"
#include "language/check.hpp"
#include "language/parser.hpp"
#include "scenario/document.hpp"
#include "scenario/spec.hpp"

namespace standoff {

/// A number, or a duration in days (dated) or in the model's unit (abstract).
struct Constant {
    double value = 0;
    Kind kind = Kind::number;
};

struct Context {
    YamlNode& root;  ///< scenario and theory, merged, short forms written out
    Spec& spec;
    Diagnostics& findings;
    const LoadOptions& options;
    bool time_known = true;   ///< false where the section `time` has an error: nothing is said about what lies when
    bool roles_known = true;  ///< false where a role is unknown: whatever belongs to it would seem wrong, too
    bool names_known = true;  ///< false where a name that is declared is none: its uses would seem unknown

    std::set<int> switched_off = {};  ///< entries of the calendar, by their place in it

    /// A section's entries in the order of the file; empty if it is missing.
    [[nodiscard]] const std::vector<YamlEntry>& entries(std::string_view section) const;
    [[nodiscard]] const std::vector<YamlNode>& items(std::string_view section) const;

    [[nodiscard]] static Formula formula(const YamlNode& scalar);
    /// Parsed and checked; empty if `scalar` is nullptr or has an error.
    Expression expression(const YamlNode* scalar, const Scope& scope, Kind wanted = Kind::number);
    std::optional<Statement> statement(const YamlNode& scalar, const Scope& scope, StatementPlace where);
    std::vector<Statement> statements(const YamlNode* list, const Scope& scope, StatementPlace where);

    /// The value of a constant expression of numbers and durations.
    std::optional<Constant> constant(const YamlNode& scalar);
    std::optional<Constant> constant_of(const Node& node);
    /// A constant of one kind; in an abstract model a number serves as a duration.
    std::optional<double> constant(const YamlNode& scalar, Kind wanted);
    /// A new value of a parameter, which keeps its kind.
    std::optional<double> parameter_value(const YamlNode& scalar, Kind kind, const std::string& name);
    /// A whole number of at least `least`.
    std::optional<int> whole_number(const YamlNode& scalar, int least);

    /// A name of some section, or nothing after an error that says what it should be.
    std::optional<int> lookup(const std::vector<std::string>& known, const YamlNode& scalar, std::string_view what);
    enum class SetKinds { roles, sets_and_entities };
    /// One name or a list of names as sets.
    std::vector<Symbol> sets(const YamlNode* names, SetKinds allowed);
    /// The scalars of a value that is one name or a list of names.
    [[nodiscard]] static std::vector<const YamlNode*> name_list(const YamlNode* names);

    void read_entry(Entry& entry, const YamlEntry& from) const;
    /// The text of a scalar among a mapping's values; empty if it is missing.
    [[nodiscard]] static std::string text_of(const YamlNode& mapping, std::string_view key);
    /// The texts of a value that is one text or a list of them.
    [[nodiscard]] static std::vector<std::string> texts_of(const YamlNode& mapping, std::string_view key);
    [[nodiscard]] Scope scope() const { return {}; }

    /// Length of steps in whole steps, for `every` and `delay`: an error unless it is a multiple of the step.
    std::optional<int> whole_steps(const YamlNode& scalar, int least);
    [[nodiscard]] std::string line_of(Place place) const;

    /// False, with a finding, where the formulas have become more than a machine should hold.
    bool count_terms(const Node& formula, Place place);
    std::size_t terms = 0;  ///< of all formulas so far
};

/// The shortest text that reads back as the same number.
[[nodiscard]] std::string show_number(double value);

/// Reports a value outside of a range, and a formula that is constant and outside; what is no constant is left to the
/// run.
void check_inside(Context& context, const Range& range, double value, Place place, const std::string& name);
void check_in_range(Context& context, const Range& range, const Expression& value, const std::string& name);

/// The same for a probability and [0, 1].
void check_probability(Context& context, const Expression& value);
/// What `about` and `source` say in a mapping.
void read_prose(Prose& prose, const YamlNode& mapping);
/// True for `about` and `source`, which stand beside names in some mappings.
[[nodiscard]] inline bool is_prose(std::string_view key) { return key == "about" || key == "source"; }
/// Named terms of a sum.
std::vector<Term> read_terms(Context& context, const YamlNode& mapping, const Scope& scope);

// The readers, in the order in which they run. Each leaves out of Spec what it has reported.
void read_time(Context& context);         // time.cpp
void declare_names(Context& context);     // names.cpp
void read_parameters(Context& context);   // variables.cpp
void read_variables(Context& context);    // variables.cpp
void read_actions(Context& context);      // actions.cpp
void read_policies(Context& context);     // policies.cpp
void read_events(Context& context);       // events.cpp: chance, dynamics, payoffs, outcomes, measures
void read_actors(Context& context);       // actors.cpp: traits, policies, initial, turns
void read_switches(Context& context);     // settings.cpp: calendar entries that are off
void read_calendar(Context& context);     // calendar.cpp
void read_data(Context& context);         // data.cpp
void read_settings(Context& context);     // settings.cpp: variants, --set
void read_experiments(Context& context);  // experiments.cpp: those of the file and --vary
void read_open(Context& context);         // factors.cpp: what is given run by run
void read_lesson(Context& context);       // experiments.cpp
void read_seats(Context& context);        // seats.cpp: whose acts come from outside
void check_model(Context& context);       // model_checks.cpp: what concerns the whole
void check_use(Context& context);         // use_checks.cpp: what is there and can do nothing

}  // namespace standoff
