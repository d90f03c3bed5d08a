// Design concepts, in the protocol's order; those about decisions, chance and observation have files of their own.
#include <fmt/format.h>

#include "report/odd/facts.hpp"
#include "report/odd/numbers.hpp"
#include "report/odd/sections.hpp"

namespace standoff::odd {

namespace {

std::string basic_principles(const Spec& spec) {
    const bool theory = !spec.theory_title.empty();
    const Prose& prose = theory ? spec.theory_prose : static_cast<const Prose&>(spec);
    std::string text = theory ? fmt::format("*{}*: {}", escaped(spec.theory_title), sentence(prose.about)) : "";
    if (!prose.source.empty()) text += (text.empty() ? "" : " ") + sentence(prose.source);
    return paragraph(text);
}

/// What the results come from, and what is put in.
std::string emergence(const Spec& spec) {
    std::vector<std::string> causes;
    if (!spec.actions.empty()) causes.push_back("choices among " + codes(names_of(spec.actions)));
    if (!spec.chance.empty()) causes.push_back("chance (" + codes(names_of(spec.chance)) + ")");
    std::vector<std::string> moved;
    for (const Statement& statement : spec.dynamics) add_once(moved, statement.target->text);
    if (!moved.empty()) causes.push_back("the dynamics of " + codes(moved));
    if (causes.empty())
        return spec.variables.empty()
                   ? ""
                   : paragraph("Absent: nothing changes " + codes(names_of(spec.variables)) + " in a run.");
    const bool endings = spec.outcomes.size() > 1;
    std::vector<std::string> results = endings ? names_of(spec.outcomes) : names_of(spec.measures);
    if (results.empty()) results = spec.derived.empty() ? names_of(spec.variables) : names_of(spec.derived);
    std::string text;
    if (endings)
        text = fmt::format("Whether a run ends as {} emerges from {}.", joined(spans(results), "or"),
                           fmt::join(causes, "; "));
    else if (!results.empty())
        text = fmt::format("What emerges from {} is told by {}.", fmt::join(causes, "; "), codes(results));
    std::vector<std::string> imposed;
    for (const CalendarEntry& entry : spec.calendar) {
        for (const Setting& input : entry.inputs) add_once(imposed, code(input.reference->text));
        for (const Statement& effect : entry.effects) add_once(imposed, code(effect.target->text));
    }
    if (!imposed.empty())
        text +=
            fmt::format("{}The calendar imposes values or changes of {}.", text.empty() ? "" : " ", joined(imposed));
    return paragraph(text);
}

std::string interaction(const Spec& spec) {
    std::vector<std::string> items;
    for (const Action& action : spec.actions) {
        const std::vector<std::string> changes = changed_by(action.effects);
        if (changes.empty()) continue;
        const std::string toward = action.to.empty() ? "" : " toward " + names_of(spec, action.to);
        items.push_back(fmt::format("{} by {}{} changes {}.", code(action.name), names_of(spec, action.by), toward,
                                    grouped(changes)));
    }
    const auto depends = [&](const std::string& what, const std::vector<std::string>& on) {
        if (!on.empty()) items.push_back(fmt::format("{} depends on {}.", what, grouped(on)));
    };
    for (const Derived& derived : spec.derived)
        if (derived.is) depends(code(derived.name), reads_of({derived.is.root.get()}).foreign);
    for (const Statement& statement : spec.dynamics) {
        const Node& target = *statement.target;
        const std::string own = target.children.empty() ? "" : target.children.back()->text;
        depends(changed_by(statement), reads_of({statement.right.get()}, statement.loops, own).foreign);
    }
    if (items.empty())
        return paragraph(fmt::format("Absent: nothing reaches from one of {} to another.", who_acts(spec)));
    return bullets(items);
}

std::string collectives(const Spec& spec) {
    std::vector<std::string> items;
    for (const GroupSpec& group : spec.groups) {
        std::string text = code(group.name) + ": " + codes(entity_names(spec, group.members)) + ".";
        if (const std::string prose = with_source(group); !prose.empty()) text += " " + prose;
        items.push_back(std::move(text));
    }
    if (items.empty())
        return paragraph(fmt::format("Absent: no group is named, and each of {} acts alone.", who_acts(spec)));
    return bullets(items);
}

}  // namespace

std::string design_concepts(const Spec& spec) {
    std::string text = titled(3, "Basic principles", basic_principles(spec));
    text += titled(3, "Emergence", emergence(spec));
    text += decisions(spec);
    text += titled(3, "Interaction", interaction(spec));
    text += titled(3, "Stochasticity", stochasticity(spec));
    text += titled(3, "Collectives", collectives(spec));
    text += titled(3, "Observation", observation(spec));
    return text;
}

}  // namespace standoff::odd
