// The tables themselves. Order is the order of the reference.
#include <array>

#include "scenario/schema.hpp"

namespace standoff {

namespace {

constexpr Key about{"about", Form::text, "What it means, with its unit."};
constexpr Key source{"source", Form::text, "Where the number or the claim comes from."};

constexpr std::array role_keys = {
    Key{"thing", Form::flag, "Its members are things: they own and receive variables and never act."}, about, source};
constexpr Table role{"role", role_keys};

constexpr std::array channel_keys = {
    Key{"every", Form::formula, "Decides only in the first step of each such span."},
    Key{"hold", Form::flag, "Whether doing nothing is on the menu (true unless said otherwise)."}, about, source};
constexpr Table channel{"channel", channel_keys, {}, true};

constexpr std::array parameter_keys = {
    Key{"value", Form::formula, "A constant: a number or a duration.", nullptr, true},
    Key{"range", Form::pair, "Least and greatest value; a prior is cut to it."},
    Key{"prior", Form::formula, "The distribution it is drawn from in sensitivity and calibration."}, about, source};
constexpr Table parameter{"parameter", parameter_keys, "value"};

constexpr std::array thing_keys = {Key{"role", Form::names, "The sets it is in.", nullptr, true},
                                   Key{"name", Form::text, "What readers see."},
                                   Key{"set", Form::formulas, "Initial values of its variables."}, about, source};
constexpr Table thing{"thing", thing_keys};

constexpr std::array perceived_keys = {Key{"noise", Form::formula, "Standard deviation of what others see."},
                                       Key{"delay", Form::formula, "How old the value is that others see."}};
constexpr Table perceived{"perceived", perceived_keys};

constexpr std::array variable_keys = {
    Key{"of", Form::names, "The roles (or actor) that own one each; without it the variable is the world's."},
    Key{.name = "toward", .form = Form::names, .about = "The roles (or actor) that it points at.", .beside = "of"},
    Key{"range", Form::pair, "Least and greatest value; new values are cut to it."},
    Key{"initial", Form::formula, "Its value at the start.", nullptr, true},
    Key{"input", Form::flag, "Set by the calendar and by nothing else."},
    Key{.name = "private",
        .form = Form::flag,
        .about = "Known to its owner only; set at the start and never assigned.",
        .beside = "of"},
    Key{.name = "perceived", .form = Form::entry, .about = "How others see it.", .table = &perceived, .beside = "of"},
    about,
    source};
constexpr Table variable{"variable", variable_keys, "initial"};

constexpr std::array derived_keys = {
    Key{"of", Form::names, "The roles (or actor) that have one each."},
    Key{.name = "toward", .form = Form::names, .about = "The roles (or actor) that it points at.", .beside = "of"},
    Key{"is", Form::formula, "Its formula.", nullptr, true}, about, source};
constexpr Table derived{"derived quantity", derived_keys, "is"};

constexpr Key span_from{"from", Form::formula, "The first value.", nullptr, true};
constexpr Key span_to{"to", Form::formula, "The last value.", nullptr, true};
constexpr std::array level_span_keys = {
    span_from, span_to, Key{"steps", Form::formula, "How many levels, both ends among them.", nullptr, true}};
constexpr Table level_span{"span of levels", level_span_keys};
constexpr std::array scales = {Choice{"linear"}, Choice{"log"}};
constexpr std::array sweep_span_keys = {
    span_from, span_to, Key{"steps", Form::formula, "How many values, both ends among them; on a grid."},
    Key{.name = "scale",
        .form = Form::word,
        .about = "How the values spread: linear (unless said otherwise), or log, evenly on the logarithm.",
        .choices = scales},
    Key{"whole", Form::flag, "Whole numbers only, both ends among them."}};
constexpr Table sweep_span{"span of values", sweep_span_keys};

constexpr std::array action_keys = {
    Key{"by", Form::names, "Who can take it: roles, groups or actors.", nullptr, true},
    Key{"to", Form::names, "At whom it is directed: one menu item for each."},
    Key{"channel", Form::word, "The channel it is chosen in; may be left out where there is only one."},
    Key{"rung", Form::formula, "Place on the escalation ladder, 0 calm to 10 war; may read target and level."},
    Key{.name = "tags",
        .form = Form::names,
        .about = "Names that stand for several actions in memory and policies.",
        .naming = Naming::unreserved},
    Key{"level", Form::levels, "One menu item for each level: a list, {from, to, steps}, or named levels.",
        &level_span},
    Key{"when", Form::formula, "When it is available."},
    Key{"count", Form::formula, "How many units; a whole number, 1 unless said otherwise."},
    Key{"success", Form::formula, "Chance of each unit to succeed."},
    Key{.name = "let",
        .form = Form::formulas,
        .about = "Values worked out once, in order, before the effects.",
        .naming = Naming::unreserved},
    Key{"effects", Form::list, "Statements that commit together."},
    about,
    source};
constexpr Table action{"action", action_keys};

constexpr Key term{"a term", Form::formula, "One named part of a sum."};
constexpr Table terms{"value line", {}, "value", false, &term};

constexpr std::array rule_keys = {
    Key{"when", Form::formula, "When the rule applies; tested for each item that `do` names. Always, if left out."},
    Key{"do", Form::items, "An item, a list of items, or items with weights.", nullptr, true}, about, source};
constexpr Table rule{"rule", rule_keys};

constexpr std::array script_row_keys = {
    Key{"date", Form::text, "The day, or the time in an abstract model.", nullptr, true},
    Key{"action", Form::text, "The action, or `hold`.", nullptr, true},
    Key{"target", Form::text, "At whom it is directed."},
    Key{"level", Form::text, "At which level."},
    Key{"count", Form::formula, "How many units; the action's own count if left out."},
    Key{"success", Form::formula, "How many of them succeeded; drawn if left out."}};
constexpr Table script_row{"row of a script", script_row_keys};

constexpr std::array<std::string_view, 2> logit_needs = {"values", "precision"};
constexpr std::array<std::string_view, 1> best_needs = {"values"};
constexpr std::array<std::string_view, 1> rules_needs = {"rules"};
constexpr std::array<std::string_view, 1> random_needs = {"weights"};
constexpr std::array<std::string_view, 1> script_needs = {"script"};
constexpr std::array ways_to_choose = {Choice{"logit", logit_needs}, Choice{"best", best_needs},
                                       Choice{"rules", rules_needs}, Choice{"random", random_needs},
                                       Choice{"script", script_needs}};

constexpr std::array decision_keys = {
    Key{.name = "choose",
        .form = Form::word,
        .about = "How it chooses: logit, best, rules, random or script.",
        .required = true,
        .choices = ways_to_choose},
    Key{"precision", Form::formula, "Of logit: 0 random, large the best reply."},
    Key{"values", Form::entries, "Utility of each menu item, a sum of named terms.", &terms},
    Key{"rules", Form::entry_list, "Of rules: the first that holds and has an available item decides.", &rule},
    Key{"weights", Form::formulas, "Of random: the weight of each item."},
    Key{"script", Form::rows, "Of script: dated rows, or the path of a CSV file.", &script_row},
    Key{"tremble", Form::formula, "Chance that another available item is chosen instead."},
    Key{"horizon", Form::later, "Of lookahead."},
    Key{"samples", Form::later, "Of lookahead."},
    Key{"base", Form::later, "Of lookahead."},
    Key{"reply", Form::later, "Of lookahead."},
    Key{"discount", Form::later, "Of lookahead."},
    Key{"depth", Form::later, "Of lookahead."},
    about,
    source};
constexpr Table decision{"decision", decision_keys};

constexpr std::array policy_keys = {Key{"by", Form::names, "Whose policy it can be.", nullptr, true}, about, source};
constexpr Key policy_channel{"a channel", Form::entry, "How it decides in that channel.", &decision};
constexpr Table policy{"policy", policy_keys, {}, false, &policy_channel};

constexpr std::array chance_keys = {Key{"of", Form::names, "One event for each member; one for the world without it."},
                                    Key{"rate", Form::formula, "Events per unit of time: `expression per week`."},
                                    Key{"probability", Form::formula, "Chance in each step."},
                                    Key{"effects", Form::list, "Statements that commit together."},
                                    about,
                                    source};
constexpr std::array<std::string_view, 2> how_likely = {"rate", "probability"};
constexpr Table chance{.name = "chance event",
                       .keys = chance_keys,
                       .one_of = how_likely,
                       .one_of_hint = "add `rate: 0.01 per week` or `probability: 0.01`"};

constexpr std::array payoff_keys = {about, source};
constexpr Table payoff{"payoff", payoff_keys, "value", false, &term};

constexpr std::array otherwise_keys = {Key{.name = "name",
                                           .form = Form::word,
                                           .about = "What a run that no other outcome ended is called.",
                                           .naming = Naming::plain},
                                       about, source};
constexpr Table otherwise_table{"outcome `otherwise`", otherwise_keys, "name"};
constexpr Key otherwise{"otherwise", Form::entry, "What a run comes to if no other outcome holds; it has no condition.",
                        &otherwise_table};
constexpr std::array outcome_keys = {Key{"when", Form::formula, "The run ends when this holds.", nullptr, true}, about,
                                     source};
constexpr Table outcome{.name = "outcome", .keys = outcome_keys, .short_key = "when", .special = &otherwise};

constexpr std::array measure_keys = {Key{"is", Form::formula, "Its formula.", nullptr, true}, about, source};
constexpr Table measure{"measure", measure_keys, "is"};

constexpr std::array time_keys = {Key{"start", Form::text, "First day; without it the model is abstract."},
                                  Key{"step", Form::formula, "Length of a step.", nullptr, true},
                                  Key{"end", Form::text, "Last day."}, Key{"steps", Form::formula, "Number of steps."}};
constexpr Table time_table{"time", time_keys};

constexpr std::array actor_keys = {Key{"name", Form::text, "What readers see."},
                                   Key{"role", Form::names, "One role or several.", nullptr, true},
                                   Key{"policy", Form::names, "One policy, or several in order of precedence."},
                                   Key{"set", Form::formulas, "Initial values of its variables."},
                                   about,
                                   source};
constexpr Table actor{"actor", actor_keys};

constexpr std::array group_keys = {Key{"members", Form::names, "The actors in it.", nullptr, true}, about, source};
constexpr Table group{"group", group_keys, "members"};

constexpr std::array calendar_keys = {
    Key{"name", Form::text, "What happens.", nullptr, true},
    Key{"at", Form::text, "On one day."},
    Key{"during", Form::pair, "From the first day to the last."},
    Key{"every", Form::formula, "Repeats after this long."},
    Key{"from", Form::text, "First day."},
    Key{"for", Form::formula, "How long it lasts."},
    Key{"until", Form::text, "Last day, or the last on which a repetition may begin."},
    Key{"inputs", Form::formulas, "Values of input variables while it is in force."},
    Key{"effects", Form::list, "Statements that happen once, in its first step."},
    about,
    source};
constexpr std::array<std::string_view, 3> when_it_happens = {"at", "during", "from"};
constexpr Table calendar{.name = "calendar entry",
                         .keys = calendar_keys,
                         .one_of = when_it_happens,
                         .one_of_hint =
                             "give one of `at: 2022-05-10`, `during: [2022-08-22, 2022-09-01]`, or "
                             "`from: 2022-03-13` with `for: 2 weeks`"};

constexpr std::array data_keys = {
    Key{"file", Form::text, "A CSV file, relative to this file.", nullptr, true},
    Key{"date", Form::text, "The column of dates (2022-01-03) or months (2022-01).", nullptr, true},
    Key{"value", Form::text, "The column of values.", nullptr, true},
    Key{"compares", Form::formula,
        "The measure it is compared with: `times(missile) per month` over a period, `final(x)` as of the date."},
    about,
    source};
constexpr Table data{"data series", data_keys};

constexpr std::array variant_keys = {Key{"without", Form::names, "Names of entries that are removed."},
                                     Key{"set", Form::formulas, "Paths and their values."}, about, source};
constexpr Table variant{"variant", variant_keys};

constexpr std::array<std::string_view, 1> drawn_points = {"points"};
// In the order of Experiment::Design.
constexpr std::array designs = {Choice{"grid"}, Choice{"random", drawn_points}, Choice{"lhs", drawn_points},
                                Choice{"sobol", drawn_points}};

constexpr std::array experiment_keys = {
    Key{.name = "design",
        .form = Form::word,
        .about = "How the points lie: grid, random, lhs or sobol.",
        .required = true,
        .choices = designs},
    Key{"vary", Form::sweep, "Paths, each with the values it takes: a list, {from, to, steps}, or `prior`.",
        &sweep_span, true},
    Key{"points", Form::formula, "How many points; those of a grid follow from its values."},
    Key{"runs", Form::formula, "Runs at each point."},
    Key{"measures", Form::names, "What is recorded."},
    about,
    source};
constexpr Table experiment{"experiment", experiment_keys};

constexpr std::array lesson_keys = {Key{"notice", Form::texts, "What to look at."},
                                    Key{"try", Form::texts, "What to change."},
                                    Key{"questions", Form::texts, "What to discuss."},
                                    Key{"leaves_out", Form::texts, "What the model ignores."},
                                    Key{"reading", Form::texts, "Where to read on."},
                                    about,
                                    source};
constexpr Table lesson{"lesson", lesson_keys};

constexpr std::array shared_keys = {
    about,
    source,
    Key{"purpose", Form::text,
        "What the model is for: to explain, to illustrate, to forecast, and what it is not for."},
    Key{"tags", Form::names, "Words that `standoff list` shows and finds it by."},
    Key{"roles", Form::entries, "Kinds of actors and things.", &role, false, Naming::unreserved},
    Key{"channels", Form::entries, "An actor chooses once per channel and step.", &channel, false, Naming::unreserved},
    Key{"parameters", Form::entries, "Constants of a run.", &parameter, false, Naming::unreserved},
    Key{"things", Form::entries, "Members of sets that never act.", &thing, false, Naming::unreserved},
    Key{"variables", Form::entries, "The state.", &variable, false, Naming::unreserved},
    Key{"derived", Form::entries, "Named quantities that follow from the state.", &derived, false, Naming::unreserved},
    Key{"actions", Form::entries, "What actors can do.", &action, false, Naming::unreserved},
    Key{"policies", Form::entries, "How actors decide.", &policy, false, Naming::unreserved},
    Key{"chance", Form::entries, "Events that nobody chooses.", &chance, false, Naming::unreserved},
    Key{"dynamics", Form::list, "What happens by itself in each step."},
    Key{"payoffs", Form::entries, "What each role gains in a step.", &payoff},
    Key{"outcomes", Form::entries, "The first that holds ends the run.", &outcome, false, Naming::plain},
    Key{"measures", Form::entries, "One number a run.", &measure, false, Naming::plain},
    Key{"beliefs", Form::later, "Bayesian beliefs about types."},
    Key{"initial", Form::list, "Statements that set initial values."},
    Key{"calendar", Form::entry_list, "What happens when.", &calendar},
    Key{"turns", Form::turns, "`simultaneous`, or a list of groups that move one after the other."},
    Key{"experiments", Form::entries, "Sweeps over parameters, policies and traits.", &experiment},
    Key{"lesson", Form::entry, "What a class does with it.", &lesson}};

/// The keys of one kind of file and those that both kinds share.
template <std::size_t own_size>
constexpr auto with_shared(const std::array<Key, own_size>& own) {
    std::array<Key, own_size + shared_keys.size()> all{};
    for (std::size_t i = 0; i < own_size; ++i) all[i] = own[i];
    for (std::size_t i = 0; i < shared_keys.size(); ++i) all[own_size + i] = shared_keys[i];
    return all;
}

constexpr std::array theory_keys =
    with_shared(std::array{Key{"standoff", Form::version, "The format version: 1.", nullptr, true},
                           Key{"theory", Form::text, "Title of the theory.", nullptr, true}});
constexpr Table theory{"theory", theory_keys};

constexpr std::array scenario_keys =
    with_shared(std::array{Key{"standoff", Form::version, "The format version: 1.", nullptr, true},
                           Key{"scenario", Form::text, "Title of the scenario.", nullptr, true},
                           Key{"uses", Form::text, "Path of the theory, relative to this file."},
                           Key{"without", Form::names, "Names of the theory's entries that are removed."},
                           Key{"time", Form::entry, "When the run begins and ends, and its step.", &time_table, true},
                           Key{"actors", Form::entries, "Who acts.", &actor, false, Naming::unreserved},
                           Key{"groups", Form::entries, "Named sets of actors.", &group, false, Naming::unreserved},
                           Key{"data", Form::entries, "Observed series.", &data},
                           Key{"variants", Form::entries, "Named counterfactuals.", &variant}});
constexpr Table scenario{"scenario", scenario_keys};

}  // namespace

const Table& scenario_table() { return scenario; }
const Table& theory_table() { return theory; }
const Table& decision_table() { return decision; }
const Table& experiment_table() { return experiment; }
const Table& sweep_span_table() { return sweep_span; }
const Table& script_row_table() { return script_row; }

}  // namespace standoff
