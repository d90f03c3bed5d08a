// Checks that need the whole model: who acts without a policy, who has no turn, what overlaps.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "scenario/context.hpp"

namespace standoff {

namespace {

bool can_act(const Context& context, int actor, int channel) {
    const std::vector<Action>& actions = context.spec.actions;
    return std::any_of(actions.begin(), actions.end(), [&](const Action& action) {
        return action.channel == channel && context.spec.symbols.belongs(actor, action.by);
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
    check_use(context);
}

}  // namespace standoff
