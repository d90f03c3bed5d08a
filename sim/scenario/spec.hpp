// The checked content of a scenario file and its theory: merged, every name resolved, every formula a checked tree.
//
// All indices are positions in the vectors of Spec (entities: actors first, then things). Durations in plain doubles
// are days in a dated model and the model's time unit in an abstract one; literals inside formulas keep their unit
// until they are lowered. Nothing here is unrolled: formulas still speak of roles and bound names.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <standoff/scenario.hpp>

#include "base/dates.hpp"
#include "language/symbols.hpp"
#include "language/syntax.hpp"

namespace standoff {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// A checked formula with its text as written.
struct Expression {
    NodePtr root;
    std::string text;
    Place place;
    [[nodiscard]] explicit operator bool() const { return root != nullptr; }
};

/// What the file says about an entry, in words for readers.
struct Prose {
    std::string about;   ///< what it means, with its unit
    std::string source;  ///< where the number or the claim comes from
};

/// What every named entry carries.
struct Entry : Prose {
    std::string name;
    Place place;  ///< of the name
};

struct Range {
    double low = -infinity;
    double high = infinity;
    std::string text = {};  ///< as written, for messages: "1 week to 2 years"
};

struct Role : Entry {
    bool thing = false;
};

struct Channel : Entry {
    bool hold = true;
    std::string every;    ///< as written; empty: every step
    int every_steps = 1;  ///< decides in the first step of each such span; the first span begins with step 0
};

struct Parameter : Entry {
    Kind kind = Kind::number;
    double value = 0;      ///< after the scenario, the variant and --set
    std::string written;   ///< the same as the file (or --set) writes it: `6 weeks`, `1/3`
    std::string declared;  ///< as first written, where a scenario, a variant or --set gave another value; `source` is
                           ///< that of the value in force
    std::string declared_source;
    Range range;
    Expression prior;  ///< a draw's call with constant arguments; may be empty
};

/// `reference = value`: a trait in `set`, an input of the calendar, or an override.
struct Setting {
    NodePtr reference;  ///< resolved to a variable, with an owner and argument where it has them
    Expression value;
    Place place;
};

struct EntitySpec : Entry {
    std::string title;  ///< `name:`; the identifier if none is given
    bool thing = false;
    std::vector<int> roles;
    std::vector<int> policies;  ///< in the order of the file; the first with a rule for a channel decides there
    std::vector<Setting> traits;
};

struct GroupSpec : Entry {
    std::vector<int> members;
};

struct Perceived {
    Expression noise;   ///< standard deviation; of parameters and constants; may be empty (no noise)
    std::string delay;  ///< as written; empty: none
    int delay_steps = 0;
    Place place;
};

struct Variable : Entry {
    Ownership ownership;
    Kind kind = Kind::number;
    Range range;
    Expression initial;
    bool input = false;
    bool is_private = false;
    bool changes = false;  ///< something assigns it during a run
    std::optional<Perceived> perceived;
};

struct Derived : Entry {
    Ownership ownership;
    Kind kind = Kind::number;
    Expression is;
};

/// One level dimension of an action.
struct Level {
    std::string name;  ///< `level` if it has none of its own
    Kind kind = Kind::number;
    struct Value {
        double value = 0;
        std::string label;    ///< name of a named level; else the number as written
        std::string written;  ///< the number as written, of a named level, too
    };
    std::vector<Value> values;
};

struct Let {
    std::string name;
    Kind kind = Kind::number;
    Expression value;
};

/// In an action's formulas Scope::locals are the level names, then the `let` names, then `count`, then `success` (the
/// last two always take their place in that order, whether the action has them or not).
struct Action : Entry {
    std::vector<Symbol> by;  ///< roles, groups, entities or everyone
    std::vector<Symbol> to;  ///< empty: not directed
    int channel = 0;
    std::vector<int> tags;
    std::vector<Level> levels;  ///< the product is the menu, last level fastest
    Expression rung;            ///< may be empty (0)
    Expression when;
    Expression count;
    Expression success;
    std::vector<Let> lets;
    std::vector<Statement> effects;
};

/// Levels match to 12 digits.
[[nodiscard]] bool same_level(double a, double b);

struct Term {
    std::string name;
    Expression value;
};

/// What an item pattern means, resolved: an action (or all with a tag, or hold), optionally only one target, only these
/// levels.
struct ItemSelector {
    Place place;
    std::string text;
    Symbol act;                                 ///< act, tag or hold
    std::optional<int> target;                  ///< entity
    std::vector<std::optional<double>> levels;  ///< by level dimension of the action; empty: any
};

struct ValueLine {
    ItemSelector item;
    std::vector<Term> terms;
};

struct WeightedItem {
    ItemSelector item;
    Expression weight;  ///< empty: 1
};

struct Rule : Prose {
    Place place;
    Expression when;  ///< empty: always
    std::vector<WeightedItem> items;
};

/// One act of a script. `count` and `success` replace the action's own where given.
struct ScriptRow {
    Place place;
    int step = 0;  ///< negative: before the start, feeds only the memory; time is then step × dt
    ItemSelector item;
    std::optional<double> count;
    std::optional<double> success;
};

/// How a policy decides in one channel. In its formulas Scope::locals are the level names of the item's action
/// (none for `hold`, and for a tag).
struct ChannelRule : Prose {
    Place place;
    int channel = 0;
    RuleKind choose = RuleKind::logit;
    Expression precision;  ///< logit; empty is an error found by the loader
    Expression tremble;    ///< may be empty
    std::vector<ValueLine> values;
    std::vector<Rule> rules;
    std::vector<WeightedItem> weights;
    std::vector<ScriptRow> script;
};

struct Policy : Entry {
    std::vector<Symbol> by;
    std::vector<ChannelRule> channels;
};

struct Chance : Entry {
    std::vector<Symbol> of;  ///< empty: one event for the world; else one a member, `self` in its formulas
    Expression rate;         ///< either a rate with its unit …
    double per = 1;          ///< … a length of time: P = 1 - exp(-rate × dt / per) …
    std::string per_unit;    ///< … as written: `week`; empty in an abstract model
    Expression probability;  ///< … or a probability a step
    std::vector<Statement> effects;
};

struct Payoff : Prose {
    Symbol role;
    Place place;
    std::vector<Term> terms;
};

struct OutcomeSpec : Entry {
    Expression when;  ///< empty for `otherwise`, which stands last
};

struct MeasureSpec : Entry {
    Expression value;
};

struct CalendarEntry : Entry {
    /// Steps in which it is in force, both ends inclusive, cut to the run. `begins` is false where the first day lies
    /// before the start: inputs hold, effects do not happen.
    struct Span {
        int first = 0;
        int last = 0;
        bool begins = true;
        double from = 0;  ///< first and last day (or time) as the file says; infinite without an end
        double to = 0;
    };
    /// The dates (or times) as written; empty where the entry does not have that key.
    struct Dates {
        std::string at;
        std::string first;   ///< of `during`, or `from`
        std::string last;    ///< of `during`
        std::string length;  ///< `for`
        std::string every;
        std::string until;
    };
    Dates dates;
    std::vector<Span> spans;
    std::vector<Setting> inputs;
    std::vector<Statement> effects;
};

struct DataSeries : Entry {
    std::string file;  ///< as resolved for reading
    /// One observation. What it is compared with is measured over the steps `first` to before `end`, which may lie
    /// outside of the run; none if they are equal. Without `compares_per` these are all steps up to that of the day.
    struct Point {
        Day day = 0;
        double value = 0;
        int first = 0;
        int end = 0;
    };
    std::vector<Point> points;
    Expression compares;       ///< what the series is compared with: a measure's formula …
    std::string compares_per;  ///< … per this: `month`, or as written, `2 weeks`; may be empty
};

struct TimeSpec {
    bool dated = true;
    Day start = 0;
    int months_per_step = 0;   ///< a calendar step of so many months; 0: a step of days
    int days_per_step = 0;     ///< a step of days; 0: a calendar step
    double dt = 1;             ///< one step in days (months count 30.4375), or in the model's unit
    std::string step_written;  ///< its length as the file has it; empty in a theory
    int steps = 0;
    Place place;  ///< of the section

    /// First day of step k of a dated model.
    [[nodiscard]] Day first_day(int step) const { return calendar_steps().first_day(step); }
    /// The step of a dated model that holds a day; negative before the start, and past the last step after the end.
    [[nodiscard]] int step_of(Day day) const { return calendar_steps().step_of(day); }

private:
    [[nodiscard]] CalendarSteps calendar_steps() const { return {start, days_per_step, months_per_step}; }
};

struct TurnMember {
    int actor = 0;
    int channel = -1;  ///< all channels if negative
};

struct NamedSettings : Entry {  ///< a variant
    std::vector<std::string> without;
    std::vector<std::string> set;  ///< `path=value` as written
};

/// A distribution with constant arguments, as Parameter::prior has it.
struct Prior {
    Function distribution = Function::uniform;
    std::vector<double> arguments;
};

/// What the values of `variant` may name beside the variants: the file as it stands.
inline constexpr std::string_view base_variant = "base";

/// What an experiment varies, and the values it takes. A number is a lane's own in a compiled model
/// (LoadOptions::open); the others are structure and need a model for each value, from their text: of `set`, `variant`
/// and `until`.
struct Factor {
    enum class What : std::uint8_t { number, policy, variant, calendar, until };
    enum class Form : std::uint8_t { list, span, prior };
    std::string path;  ///< without blanks, but for those in the name of a calendar entry
    Place place;
    What what = What::number;
    Kind kind = Kind::number;          ///< of a number
    Range range;                       ///< of the parameter or variable that it is
    Form form = Form::list;            ///< only numbers have spans and priors
    std::vector<std::string> written;  ///< the values of a list, the ends of a span, the formula of a prior
    std::vector<double> numbers;       ///< of a list of numbers
    double from = 0;                   ///< of a span, both ends included; from < to
    double to = 0;
    int steps = 0;     ///< how many values of a span on a grid; 0: it was not said, and off the grid it does not matter
    bool log = false;  ///< evenly spread on the logarithm; from > 0
    bool whole = false;  ///< whole numbers only
    Prior prior;         ///< cut to the range

    /// False for what only a design that samples can take: a prior, and a span without steps.
    [[nodiscard]] bool fits_grid() const { return form == Form::list || (form == Form::span && steps > 0); }
};

/// A sweep. That of LoadOptions::vary is named `--vary` and has no points, runs and measures.
struct Experiment : Entry {
    enum class Design : std::uint8_t { grid, random, lhs, sobol };
    Design design = Design::grid;
    std::vector<Factor> vary;
    int points = 0;                     ///< 0 on a grid, whose points follow from its values
    int runs = 0;                       ///< at each point; 0: it was not said
    std::vector<std::string> measures;  ///< measures and outcomes; none: it was not said
};

/// As files and flags write it.
[[nodiscard]] std::string_view design_word(Experiment::Design design);

/// A number that is given run by run: a parameter, or an initial value.
struct Opened {
    std::string path;
    int parameter = -1;
    NodePtr reference;  ///< of an initial value; as Setting::reference
    Kind kind = Kind::number;
    Range range;
};

/// What a class does with the file.
struct Lesson {
    std::vector<std::string> notice;
    std::vector<std::string> tries;
    std::vector<std::string> questions;
    std::vector<std::string> leaves_out;
    std::vector<std::string> reading;
};

struct Spec : Prose {
    std::string title;
    std::string purpose;                ///< what the model is for
    std::vector<std::string> subjects;  ///< the file's own `tags`
    bool theory_only = false;
    std::string theory_title;  ///< empty where the sections are inline
    Prose theory_prose;        ///< what the theory says of itself
    Sources sources;
    std::vector<std::string> files;  ///< every file read, by role in the model: scenario, theory, data and scripts
    TimeSpec time;
    Symbols symbols;
    std::vector<Role> roles;
    std::vector<std::string> tags;
    std::vector<Channel> channels;
    std::vector<Parameter> parameters;
    std::vector<EntitySpec> entities;
    std::vector<GroupSpec> groups;
    std::vector<Variable> variables;
    std::vector<Derived> derived;  ///< in order of dependence
    std::vector<Action> actions;
    std::vector<Policy> policies;
    std::vector<Chance> chance;
    std::vector<Statement> dynamics;
    std::vector<Payoff> payoffs;
    std::vector<OutcomeSpec> outcomes;  ///< in order of test; the last is `otherwise`
    std::vector<MeasureSpec> measures;
    std::vector<std::vector<TurnMember>> turns;  ///< empty: simultaneous
    std::vector<CalendarEntry> calendar;         ///< in file order, so that the last that sets an input counts
    std::vector<Statement> initial;
    std::vector<Setting> overrides;  ///< of variant and --set, in order; after traits and `initial`
    std::vector<DataSeries> data;
    std::vector<NamedSettings> variants;
    std::vector<Experiment>
        experiments;             ///< of the file none where a variant was chosen; last that of LoadOptions::vary
    std::vector<Opened> opened;  ///< as LoadOptions::open
    std::vector<int> seats;      ///< actors, in the order of LoadOptions::seats
    int seat_policy = -1;        ///< the policy of them all, over the one of the file; -1 without seats
    Lesson lesson;
    std::vector<std::string> replaced;  ///< "parameter forgetting", …: what the scenario replaced in its theory
    std::vector<std::string> removed;   ///< what `without` removed

    [[nodiscard]] int actor_count() const;  ///< entities that are not things
    /// True if the symbol is the action, or a tag that it has.
    [[nodiscard]] bool names_action(Symbol act, int action) const;
};

/// True if the sets of a policy's `by` and of an action's can have a member in common by what they say: the same set,
/// everyone, or a group or actor with one of the role. Two different roles never do, although one actor may hold both.
/// The menu of an actor under a policy is every action of the channel that the actor can take and whose `by` meets the
/// policy's.
[[nodiscard]] bool sets_meet(const Symbols& symbols, const std::vector<Symbol>& a, const std::vector<Symbol>& b);

}  // namespace standoff
