// Process overview and scheduling: who chooses in which channel, how often and in which turns, and what follows.
#include <algorithm>

#include <fmt/format.h>

#include "report/odd/facts.hpp"
#include "report/odd/sections.hpp"
#include "report/text.hpp"

namespace standoff::odd {

namespace {

/// `In military, every 2 weeks, challenger (DPRK) chooses test or nothing`: one line for each set that acts there.
std::vector<std::string> choices_in(const Spec& spec, int channel) {
    const Channel& where = at(spec.channels, channel);
    std::vector<std::pair<std::vector<Symbol>, std::vector<std::string>>> menus;
    for (const Action& action : spec.actions) {
        if (action.channel != channel) continue;
        auto menu = std::find_if(menus.begin(), menus.end(), [&](const auto& one) { return one.first == action.by; });
        if (menu == menus.end()) menu = menus.insert(menu, {action.by, {}});
        menu->second.push_back(code(action.name));
    }
    std::vector<std::string> lines;
    for (const auto& [by, names] : menus) {
        const std::string every = where.every.empty() ? "" : ", every " + escaped(where.every);
        const std::string in_brackets = members_in_brackets(spec, by);
        std::vector<std::string> items = names;
        if (where.hold) items.emplace_back("nothing");
        lines.push_back(fmt::format("In {}{}: {}{}{} chooses {}.", code(where.name), every,
                                    in_brackets.empty() ? "" : "each ", names_of(spec, by), in_brackets,
                                    joined(items, "or")));
    }
    return lines;
}

std::string turn_text(const Spec& spec, const std::vector<TurnMember>& turn) {
    std::vector<std::string> members;
    for (const TurnMember& member : turn) {
        std::string text = code(at(spec.entities, member.actor).name);
        if (member.channel >= 0) text += " in " + code(at(spec.channels, member.channel).name);
        members.push_back(text);
    }
    return joined(members);
}

std::string order_of_choices(const Spec& spec) {
    if (!spec.turns.empty()) {
        const std::vector<std::string> turns =
            each(spec.turns, [&](const std::vector<TurnMember>& turn) { return turn_text(spec, turn); });
        return "Choices, and after each turn its effects: first " + fmt::format("{}", fmt::join(turns, ", then ")) +
               ".";
    }
    std::vector<Symbol> by;
    for (const Action& action : spec.actions)
        for (const Symbol set : action.by)
            if (std::find(by.begin(), by.end(), set) == by.end()) by.push_back(set);
    const std::vector<int> actors = members_of(spec, by);
    const std::string who = actors.empty() ? names_of(spec, by) : codes(entity_names(spec, actors));
    if (actors.size() == 1) return "The choices of " + who + ", then their effects.";
    return fmt::format("The choices of {}, all from the same state; then their effects, together.", who);
}

std::string choices(const Spec& spec) {
    if (spec.actions.empty()) return {};
    std::string text = order_of_choices(spec);
    for (int channel = 0; channel < static_cast<int>(spec.channels.size()); ++channel)
        for (const std::string& line : choices_in(spec, channel)) text += "\n- " + line;
    return text;
}

std::string calendar(const Spec& spec) {
    if (spec.calendar.empty()) return {};
    std::vector<std::string> inputs;
    for (const Variable& variable : spec.variables)
        if (variable.input) inputs.push_back(variable.name);
    std::string text = fmt::format("What the calendar holds for this step ({} in section 6) takes effect",
                                   counted(spec.calendar.size(), "entry", "entries"));
    if (!inputs.empty()) text += "; it sets " + codes(inputs);
    return text + ".";
}

std::string endings(const Spec& spec) {
    const std::string last = code(spec.outcomes.back().name);
    std::vector<std::string> names = names_of(spec.outcomes);
    names.pop_back();
    const std::string steps = spec.theory_only ? "its last step" : fmt::format("step {}", spec.time.steps);
    if (names.empty()) return spec.theory_only ? "" : fmt::format("A run ends with {} as {}.", steps, last);
    if (names.size() == 1)
        return fmt::format("{} ends the run if it holds; where it never does, the run ends with {} as {}.",
                           codes(names), steps, last);
    return fmt::format(
        "{} are tested in this order, and the first that holds ends the run; where none ever does, it "
        "ends with {} as {}.",
        codes(names), steps, last);
}

}  // namespace

std::string process_overview(const Spec& spec) {
    std::vector<std::string> items;
    const auto add = [&](const std::string& item) {
        if (!item.empty()) items.push_back(item);
    };
    add(calendar(spec));
    add(choices(spec));
    if (!spec.chance.empty())
        add("Chance draws " + codes(names_of(spec.chance)) + "; the effects of what happens follow.");
    if (!spec.dynamics.empty())
        add("The dynamics give their next values, together, to " + grouped(changed_by(spec.dynamics)) + ".");
    std::vector<std::string> paid;
    for (const Payoff& payoff : spec.payoffs) add_once(paid, code(name_of(spec, payoff.role)));
    if (!paid.empty()) add("The payoffs of " + joined(paid) + " are added to their totals.");
    add(endings(spec));
    std::string each = fmt::format("Each of the {} steps of {}:", spec.time.steps, step_length(spec));
    if (spec.time.steps == 1) each = fmt::format("The only step, of {}:", step_length(spec));
    if (spec.theory_only) each = "Each step of " + model_name(spec) + ":";
    return paragraph(each) + numbered(items);
}

}  // namespace standoff::odd
