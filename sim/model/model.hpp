// A compiled model: sets unrolled, every variable a slot, every block of statements a Program. Immutable; shared as
// const.
//
// The engine needs nothing else: no text, no syntax tree. Observers find names here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <standoff/model.hpp>

#include "base/dates.hpp"
#include "model/program.hpp"

namespace standoff {

struct Actor {
    std::string name;
    std::string title;  ///< for readers
    bool thing = false;
    std::string about = {};
};

/// One recorded quantity: a variable or derived quantity of one owner towards one target.
struct Quantity {
    std::string variable;
    std::string label;  ///< `tension`, `USA.attention`, `USA.sanctions(DPRK)`
    std::string about;
    int owner = -1;   ///< entity
    int target = -1;  ///< entity
    bool derived = false;
    bool duration = false;  ///< value in days (dated model)
    int slot = 0;           ///< persistent; of a derived quantity it is filled by Programs::derived
    bool fixed = false;     ///< the same number in all runs at all steps
    double low = 0;         ///< range; infinite where there is none
    double high = 0;
};

struct MenuItem {
    int action = -1;    ///< -1: hold
    int target = -1;    ///< entity
    std::string level;  ///< `0.15`, `relief=0.5, cut=1`, or empty
    std::string label;  ///< `tighten(DPRK, 0.15)`
};

/// The width, relative to the larger of 1 and the utility, within which `best` takes utilities for tied.
inline constexpr double tied_within = 1e-12;

/// `tighten(DPRK, 0.15)`: what an item is called; target and level may be empty.
[[nodiscard]] std::string item_label(const std::string& action, const std::string& target, const std::string& level);

/// One choice of one actor in one channel. A scripted channel may have several (`part` 1, 2, …) for further rows of a
/// step.
struct Decision {
    int actor = 0;
    int channel = 0;
    int part = 0;
    int turn = 0;  ///< group of those that move together, in order of play
    int every_steps = 1;
    std::vector<MenuItem> items;
    int choice_slot = 0;  ///< index into items, or -1
    int count_slot = -1;  ///< of the item taken (1 without `count`); -1 if no item counts
    int success_slot = -1;
    int given_count_slot = -1;  ///< what a script gave for the act it names; NaN: nothing. -1 without script
    int given_success_slot = -1;
    int probability_slot = -1;  ///< filled by plain programs only
    int rung_slot = -1;         ///< filled by plain programs only
    int rule_note = -1;         ///< note of the index into Model::rules of the rule that decided; -1: none did
};

/// A named term of a utility, or the weight of an item, as written.
struct NotedTerm {
    std::string id;       ///< its name; `cost of test(icbm)` where two lines have a term of one name
    std::string name;     ///< empty for a weight
    std::string items;    ///< the line that it stands in
    std::string formula;  ///< empty for a weight of 1
    Place place;
    bool moves = false;  ///< its value can change during a run
};

/// One item of the menu. Numbers are indices of notes; -1: there is nothing to note.
struct NotedItem {
    int available = -1;
    int value = -1;  ///< utility or weight
    int probability = -1;
    std::vector<std::pair<int, int>> terms;  ///< index into DecisionRule::terms, note
};

struct NotedComparison {
    std::string text;
    std::string op;
    std::string left_text;  ///< a quantity's label, or the formula; empty where nothing is compared
    std::string right_text;
    bool right_written = false;   ///< the right side is a number of the file
    std::vector<int> quantities;  ///< that the two sides name: indices into Model::quantities
    bool duration = false;
    bool wanted = true;  ///< false under an odd number of `not`s
    int left = -1;
    int right = -1;
    int holds = -1;
};

/// A rule's condition, tested for one item.
struct NotedTry {
    int line = 0;
    int item = 0;
    int available = -1;
    int holds = -1;  ///< available, too
    std::vector<NotedComparison> comparisons;
};

struct NotedLine {
    std::string when;
    std::string items;
    Place place;
    int applies = -1;
};

struct NotedRead {
    std::string name;
    std::string about;
    bool duration = false;
    int note = -1;
    int quantity = -1;    ///< of a seat: index into Model::quantities
    int noise_note = -1;  ///< of a seat: standard deviation with which it is perceived; -1: none
};

/// How one policy decides for one actor in one channel: what the file says, and where plain programs note what counted.
struct DecisionRule {
    int actor = 0;
    int channel = 0;
    std::string policy;
    std::string about;
    Place place;
    RuleKind kind = RuleKind::logit;
    std::string precision;  ///< formulas as written
    std::string tremble;
    std::vector<NotedTerm> terms;
    std::vector<NotedLine> lines;
    std::vector<NotedRead> reads;
    std::vector<NotedItem> items;  ///< as the decision's
    std::vector<NotedTry> tries;
    int precision_note = -1;
    int draw_note = -1;
    int tremble_note = -1;
    int intended_note = -1;    ///< the item before a slip
    std::vector<int> scripts;  ///< script tables by part
};

/// An actor's channel in which someone outside may act (LoadOptions::seats). Where the table of `script` names an item
/// for a step, that is the act; where it does not, the policies of the file decide as if there were no seat.
struct Seat {
    int actor = 0;
    int channel = 0;
    int decision = 0;  ///< index into Model::decisions
    int script = 0;    ///< index into Model::scripts
    /// Index into Model::rules: what plain programs note of this seat in every step in which the channel decides: which
    /// items are available, why the others are not (`tries`, with the conditions as `lines`), what it reads of others'
    /// perceived variables.
    int rule = -1;
    int advice_note = -1;  ///< note of the index of the rule that would decide without the seat; `rule` if none would
};

struct ChanceEvent {
    std::string name;
    int owner = -1;
    int slot = 0;  ///< 1 where it happened in this step
};

struct Measure {
    std::string name;
    std::string about;
    int slot = 0;  ///< filled by Programs::finish
    bool duration = false;
    bool may_be_infinite = false;  ///< `first(…)` that never came, or derived from one
};

/// One value of an observed series, and the steps with which a run is compared: from `first` to before `end`.
struct Observation {
    /// Whether these steps lie in the run.
    enum class Extent : std::uint8_t { inside, before, after, no_step };
    std::string date;
    double value = 0;
    int first = 0;
    int end = 0;
    Extent extent = Extent::inside;
};

/// An observed series. Without a formula to compare it with the slots are -1.
struct Series {
    std::string name;
    std::vector<Observation> observations;  ///< by date
    bool adds_up = false;                   ///< a sum over several periods means something
    int last = -1;                          ///< index of the last observation that is inside
    int slot = -1;                          ///< what the run gives for the period that ends, or NaN
    int total_slot = -1;                    ///< the sum of these so far
};

/// A state at which a period of a series begins or ends.
struct PeriodMark {
    int state = 0;
    int series = 0;
    int observation = -1;  ///< that the period which ends is compared with; -1: one begins
};

/// A parameter, as it is set for all runs.
struct FixedNumber {
    std::string name;
    std::string about;
    double value = 0;
    bool duration = false;  ///< in days (dated model)
};

/// A number that may differ from run to run: a parameter or initial value that LoadOptions::open names.
struct OpenNumber {
    std::string path;  ///< as asked for
    int slot = 0;      ///< persistent; one of Model::parameter_values
    double value = 0;  ///< in the file; NaN where that is a draw or a formula
    double low = 0;    ///< range; infinite where there is none
    double high = 0;
    bool duration = false;  ///< in days (dated model)
};

/// A channel, an action or an outcome.
struct Named {
    std::string name;
    std::string about;
};

/// A row of slots for the past of one value: `depth` slots from `slot`, used in turn.
struct Ring {
    int slot = 0;
    int depth = 1;
};

/// What one step of a script does; indexed by step.
struct ScriptTable {
    std::vector<std::int32_t> item;  ///< -1: nothing
    std::vector<double> count;       ///< NaN: the action's own
    std::vector<double> success;
    std::vector<Place> rows;  ///< for messages
};

/// What a failed check says, with its place in the file.
struct Check {
    std::string what;  ///< `the utility of test(icbm) for DPRK is not a finite number`
    Place place;
};

struct InputChange {
    int slot = 0;    ///< the input's
    int source = 0;  ///< persistent slot that holds the value of the calendar entry, or the input's own initial value
};

/// Everything that runs. `plain` and `fast` are two of these over the same persistent slots.
struct Programs {
    Program setup;                  ///< once a block: what depends on parameters only
    Program initial;                ///< once a block, at step 0: initial values
    Program settled;                ///< after it: what they settle for good
    std::vector<Program> calendar;  ///< effects of entries that begin together
    std::vector<Program> turns;     ///< choices and effects of each group
    Program chance;
    Program dynamics;
    Program rings;                       ///< after a state is complete: the past of lagged values
    Program record;                      ///< measures so far, payoffs, the outcome
    Program derived;                     ///< recorded derived quantities
    Program finish;                      ///< measures of finished runs
    std::vector<Program> period_begins;  ///< by series: what its formula counts from here on
    std::vector<Program> period_ends;    ///< by series: its slots
};

struct StepPlan {
    int calendar = -1;  ///< program of effects, or -1
    std::vector<InputChange> inputs;
    double now = 0;
    double year = 0;
    double month = 0;
};

struct Model {
    std::string title;
    std::string theory;
    bool dated = true;
    int steps = 0;
    std::vector<StepPlan> plan;      ///< steps + 1 entries: the last has only the clock of the final state
    std::vector<std::string> dates;  ///< first day of each step, steps + 1 entries; empty in an abstract model
    std::vector<Actor> entities;
    int actors = 0;  ///< entities before this are actors
    std::vector<FixedNumber> parameters;
    std::vector<OpenNumber> factors;  ///< in the order of LoadOptions::open
    std::vector<Named> channels;
    std::vector<Named> actions;
    std::vector<Quantity> quantities;
    std::vector<Decision> decisions;
    std::vector<int> order_of_play;  ///< decisions by turn, then actor and channel
    std::vector<Seat> seats;         ///< by actor, then channel
    std::vector<DecisionRule> rules;
    int notes = 0;  ///< how many numbers plain programs note down (Code::note)
    std::vector<ChanceEvent> chance;
    std::vector<Measure> measures;  ///< then one `payoff(A)` for each actor that has payoffs
    std::vector<Series> series;
    std::vector<PeriodMark> period_marks;  ///< by state; of a state ends before beginnings
    std::vector<Named> outcomes;           ///< the last is `otherwise`
    int outcome_slot = 0;                  ///< index into outcomes, or -1 while the run goes on

    std::vector<double> uniforms;  ///< clock, then constants
    std::vector<std::uint64_t> places;
    std::vector<Ring> rings;
    std::vector<ScriptTable> scripts;
    std::vector<std::vector<std::uint64_t>> item_sets;  ///< bit i of the words: item i is in the set
    std::vector<Check> checks;
    std::vector<int> state_slots;  ///< in the order in which the trace hash takes the final state
    std::vector<std::pair<int, double>> parameter_values;  ///< persistent slot and value at the start of a block
    int persistent_slots = 0;

    Programs plain;
    Programs fast;
};

}  // namespace standoff
