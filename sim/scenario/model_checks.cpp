// Checks that need the whole model: who acts without a policy, who has no turn, what overlaps, what nothing reads.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "scenario/context.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

bool can_act(const Context& context, int actor, int channel) {
    const std::vector<Action>& actions = context.spec.actions;
    return std::any_of(actions.begin(), actions.end(), [&](const Action& action) {
        return action.channel == channel && context.contains(action.by, actor);
    });
}

void check_actor(Context& context, int index) {
    const Spec& spec = context.spec;
    const EntitySpec& actor = spec.entities[static_cast<std::size_t>(index)];
    for (std::size_t c = 0; c < spec.channels.size(); ++c) {
        const auto channel = static_cast<int>(c);
        if (!can_act(context, index, channel)) continue;
        if (actor.policies.empty()) {
            if (context.entries("actors")[static_cast<std::size_t>(index)].value.entry("policy") != nullptr)
                return;  // reported
            context.findings.add("E504", actor.place, fmt::format("{} has actions and no policy", actor.name),
                                 fmt::format("it can act in channel \"{}\"", spec.channels[c].name),
                                 "add `policy: name`");
            return;
        }
        const bool decided = std::any_of(actor.policies.begin(), actor.policies.end(), [&](int policy) {
            const std::vector<ChannelRule>& rules = spec.policies[static_cast<std::size_t>(policy)].channels;
            return std::any_of(rules.begin(), rules.end(),
                               [&](const ChannelRule& rule) { return rule.channel == channel; });
        });
        if (!decided && !spec.channels[c].hold && !context.findings.failed())
            context.findings.add("E504", actor.place,
                                 fmt::format("{} must choose in channel \"{}\" and has no rule for it", actor.name,
                                             spec.channels[c].name),
                                 "the channel has no `hold`",
                                 fmt::format("give its policy a rule for \"{}\"", spec.channels[c].name));
        if (spec.turns.empty()) continue;
        const bool placed =
            std::any_of(spec.turns.begin(), spec.turns.end(), [&](const std::vector<TurnMember>& group) {
                return std::any_of(group.begin(), group.end(), [&](const TurnMember& member) {
                    return member.actor == index && (member.channel < 0 || member.channel == channel);
                });
            });
        if (!placed)
            context.findings.add("E505", context.root.entry("turns")->key.place,
                                 fmt::format("{} has no turn in channel \"{}\"", actor.name, spec.channels[c].name),
                                 "it can act there", fmt::format("add {} to a group of turns", actor.name));
    }
}

/// An action that only one actor can take and only at itself is on no menu.
void check_targets(Context& context) {
    for (const Action& action : context.spec.actions) {
        std::set<int> takers;
        std::set<int> targets;
        for (const Symbol& set : action.by)
            for (const int member : context.spec.symbols.members(set)) takers.insert(member);
        for (const Symbol& set : action.to)
            for (const int member : context.spec.symbols.members(set)) targets.insert(member);
        if (targets.size() == 1 && targets == takers)
            context.findings.add("E423", action.place, fmt::format("\"{}\" has nobody to be directed at", action.name),
                                 "nobody points at itself");
    }
}

void warn_of_empty_roles(Context& context) {
    const Spec& spec = context.spec;
    for (std::size_t i = 0; i < spec.roles.size(); ++i)
        if (spec.symbols.role_members[i].empty())
            context.findings.add("W601", spec.roles[i].place,
                                 fmt::format("nobody has the role \"{}\"", spec.roles[i].name));
}

/// Each entry's spans begin, and end, in the order of time.
bool spans_meet(const CalendarEntry& a, const CalendarEntry& b) {
    auto one = a.spans.begin();
    auto other = b.spans.begin();
    while (one != a.spans.end() && other != b.spans.end()) {
        if (one->first <= other->last && other->first <= one->last) return true;
        if (one->last < other->last) ++one;
        else ++other;
    }
    return false;
}

bool same_reference(const Node& a, const Node& b) {
    if (a.symbol != b.symbol || a.children.size() != b.children.size()) return false;
    for (std::size_t i = 0; i < a.children.size(); ++i)
        if (!same_reference(*a.children[i], *b.children[i])) return false;
    return true;
}

void warn_of_overlaps(Context& context) {
    const std::vector<CalendarEntry>& calendar = context.spec.calendar;
    for (std::size_t later = 0; later < calendar.size(); ++later)
        for (std::size_t earlier = 0; earlier < later && !calendar[later].inputs.empty(); ++earlier) {
            if (calendar[earlier].inputs.empty() || !spans_meet(calendar[earlier], calendar[later])) continue;
            for (const Setting& input : calendar[later].inputs)
                for (const Setting& other : calendar[earlier].inputs)
                    if (same_reference(*input.reference, *other.reference))
                        context.findings.add("W602", input.place,
                                             fmt::format("\"{}\" sets this input in a step in which \"{}\" does",
                                                         calendar[later].name, calendar[earlier].name),
                                             "the later one in the file counts");
        }
}

/// Which variables, parameters and derived quantities some formula reads, beyond those that only feed themselves.
class Readers {
public:
    explicit Readers(const Spec& spec) {
        for (std::size_t i = 0; i < spec.variables.size(); ++i) {
            formula(spec.variables[i].initial, {SymbolKind::variable, static_cast<int>(i)});
            if (spec.variables[i].perceived) formula(spec.variables[i].perceived->noise);
        }
        for (const Derived& derived : spec.derived) formula(derived.is);
        for (const Action& action : spec.actions) read_action(action);
        for (const Policy& policy : spec.policies)
            for (const ChannelRule& rule : policy.channels) read_rule(rule);
        for (const Chance& event : spec.chance) {
            formula(event.rate);
            formula(event.probability);
            statements(event.effects);
        }
        statements(spec.dynamics);
        statements(spec.initial);
        for (const Payoff& payoff : spec.payoffs) terms(payoff.terms);
        for (const OutcomeSpec& outcome : spec.outcomes) formula(outcome.when);
        for (const MeasureSpec& measure : spec.measures) formula(measure.value);
        for (const DataSeries& series : spec.data) formula(series.compares);
        for (const CalendarEntry& entry : spec.calendar) {
            settings(entry.inputs);
            statements(entry.effects);
        }
        for (const EntitySpec& entity : spec.entities) settings(entity.traits);
        settings(spec.overrides);
    }

    [[nodiscard]] bool reads(SymbolKind kind, std::size_t index) const {
        return read_.contains({kind, static_cast<int>(index)});
    }

private:
    void tree(const Node& node, Symbol except) {
        for_each_node(node, [&](const Node& part) {
            const SymbolKind kind = part.symbol.kind;
            const bool quantity =
                kind == SymbolKind::variable || kind == SymbolKind::parameter || kind == SymbolKind::derived;
            if (quantity && part.symbol != except) read_.insert({kind, part.symbol.index});
        });
    }
    void formula(const Expression& expression, Symbol except = {}) {
        if (expression) tree(*expression.root, except);
    }
    void statements(const std::vector<Statement>& all) {
        for (const Statement& statement : all) {
            tree(*statement.right, statement.target->symbol);
            if (statement.condition != nullptr) tree(*statement.condition, statement.target->symbol);
        }
    }
    void settings(const std::vector<Setting>& all) {
        for (const Setting& setting : all) formula(setting.value, setting.reference->symbol);
    }
    void terms(const std::vector<Term>& all) {
        for (const Term& term : all) formula(term.value);
    }
    void read_action(const Action& action) {
        formula(action.rung);
        formula(action.when);
        formula(action.count);
        formula(action.success);
        for (const Let& let : action.lets) formula(let.value);
        statements(action.effects);
    }
    void read_rule(const ChannelRule& rule) {
        formula(rule.precision);
        formula(rule.tremble);
        for (const ValueLine& line : rule.values) terms(line.terms);
        for (const Rule& one : rule.rules) {
            formula(one.when);
            for (const WeightedItem& item : one.items) formula(item.weight);
        }
        for (const WeightedItem& item : rule.weights) formula(item.weight);
    }

    std::set<std::pair<SymbolKind, int>> read_;
};

template <typename Entries>
void warn_of_unread(Context& context, const Readers& readers, SymbolKind kind, const Entries& entries,
                    const char* what) {
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (!readers.reads(kind, i))
            context.findings.add("W604", entries[i].place,
                                 fmt::format("nothing reads the {} \"{}\"", what, entries[i].name),
                                 "it can influence nothing", "use it in a formula or a measure, or remove it");
}

}  // namespace

void check_model(Context& context) {
    const Spec& spec = context.spec;
    if (!spec.theory_only) {
        for (int actor = 0; actor < spec.actor_count(); ++actor) check_actor(context, actor);
        check_targets(context);
        warn_of_overlaps(context);
    }
    if (context.findings.failed()) return;  // what has errors is missing here, and would seem to be unused
    if (!spec.theory_only) warn_of_empty_roles(context);
    const Readers readers(spec);
    warn_of_unread(context, readers, SymbolKind::parameter, spec.parameters, "parameter");
    warn_of_unread(context, readers, SymbolKind::variable, spec.variables, "variable");
    warn_of_unread(context, readers, SymbolKind::derived, spec.derived, "derived quantity");
}

}  // namespace standoff
