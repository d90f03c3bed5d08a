// Seats: actors whose acts come from outside, as a policy laid over the one of the file.
#include <algorithm>

#include <fmt/format.h>

#include "scenario/context.hpp"

namespace standoff {

namespace {

/// The position of an actor among the entities, or nothing after an error.
std::optional<int> seated(Context& context, const std::string& name) {
    const Spec& spec = context.spec;
    std::vector<std::string> actors;
    for (const EntitySpec& entity : spec.entities)
        if (!entity.thing) actors.push_back(entity.name);
    const auto found = std::find(actors.begin(), actors.end(), name);
    if (found != actors.end()) return static_cast<int>(found - actors.begin());
    const auto source = static_cast<std::uint32_t>(context.spec.sources.size());
    context.spec.sources.emplace_back("--as", name);
    context.findings.add("E214", {source, 0, static_cast<std::uint32_t>(name.size())},
                         fmt::format("\"{}\" is not an actor", name), did_you_mean(name, actors),
                         fmt::format("the actors: {}", fmt::join(actors, ", ")));
    return std::nullopt;
}

}  // namespace

/// After all checks: nobody wrote this policy, and nothing is to be said of it. Its name is none that a file can use.
void read_seats(Context& context) {
    Spec& spec = context.spec;
    if (spec.theory_only || context.options.seats.empty()) return;
    for (const std::string& name : context.options.seats)
        if (const std::optional<int> actor = seated(context, name);
            actor && std::find(spec.seats.begin(), spec.seats.end(), *actor) == spec.seats.end())
            spec.seats.push_back(*actor);
    if (spec.seats.empty()) return;
    Policy policy;
    policy.name = "a person";
    policy.about = "The acts of whoever sits in this seat.";
    policy.by.push_back({SymbolKind::everyone, -1});
    for (std::size_t channel = 0; channel < spec.channels.size(); ++channel) {
        ChannelRule& rule = policy.channels.emplace_back();
        rule.channel = static_cast<int>(channel);
        rule.choose = RuleKind::script;
    }
    spec.seat_policy = static_cast<int>(spec.policies.size());
    spec.policies.push_back(std::move(policy));
}

}  // namespace standoff
