// Entities, state variables and scales.
#include <algorithm>

#include <fmt/format.h>

#include "base/dates.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/numbers.hpp"
#include "report/odd/sections.hpp"
#include "report/text.hpp"

namespace standoff::odd {

namespace {

std::string roles(const Spec& spec) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < spec.roles.size(); ++i) {
        const Role& role = spec.roles[i];
        const std::vector<int>& members = spec.symbols.role_members[i];
        rows.push_back(
            {code(role.name), role.thing ? "things" : "actors", codes(entity_names(spec, members)), with_source(role)});
    }
    return table({{"Role", 1}, {"Kind", 1}, {"Members", 2}, {"Meaning", 4}}, rows);
}

std::string members(const Spec& spec, bool things) {
    std::vector<Row> rows;
    bool more = false;  // than the table of roles says
    for (const EntitySpec& entity : spec.entities) {
        if (entity.thing != things) continue;
        const std::vector<std::string> names = each(entity.roles, [&](int role) { return at(spec.roles, role).name; });
        const std::string title = entity.title == entity.name ? "" : escaped(entity.title);
        more = more || !title.empty() || !entity.about.empty() || !entity.source.empty();
        rows.push_back({code(entity.name), title, codes(names), with_source(entity)});
    }
    if (!more) return {};
    return table({{things ? "Thing" : "Actor", 1}, {"Name", 2}, {"Role", 1}, {"Meaning", 4}}, rows);
}

std::string range_text(const Range& range) {
    if (range.text.empty()) return {};
    std::string text = range.text;
    for (const auto& [written, sign] : {std::pair{"-.inf", "−∞"}, std::pair{"+.inf", "∞"}, std::pair{".inf", "∞"}})
        if (const std::size_t found = text.find(written); found != std::string::npos)
            text.replace(found, std::string_view(written).size(), sign);
    return code(text);
}

/// The acts, chance events and parts of the file that change a variable during a run.
class Changes {
public:
    explicit Changes(const Spec& spec) : spec_(spec), by_(spec.variables.size()) {
        for (const Action& action : spec.actions) add(action.effects, code(action.name));
        for (const Chance& event : spec.chance) add(event.effects, code(event.name));
        add(spec.dynamics, "dynamics");
        for (const CalendarEntry& entry : spec.calendar) {
            add(entry.effects, "calendar");
            for (const Setting& input : entry.inputs) add(input.reference->symbol, "calendar");
        }
    }

    [[nodiscard]] std::string of(std::size_t variable) const {
        if (!by_[variable].empty()) return joined(by_[variable]);
        return spec_.variables[variable].input ? "an input that nothing sets" : "fixed during a run";
    }

private:
    void add(const std::vector<Statement>& statements, const std::string& what) {
        for (const Statement& statement : statements) add(statement.target->symbol, what);
    }
    void add(Symbol target, const std::string& what) {
        if (target.kind == SymbolKind::variable) add_once(by_[static_cast<std::size_t>(target.index)], what);
    }

    const Spec& spec_;
    std::vector<std::vector<std::string>> by_;
};

std::string variables(const Spec& spec) {
    const Changes changes(spec);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < spec.variables.size(); ++i) {
        const Variable& variable = spec.variables[i];
        std::string owner = owner_of(spec, variable.ownership);
        if (variable.is_private) owner += ", private";
        rows.push_back({code(variable.name), owner.empty() ? "the world" : owner, range_text(variable.range),
                        sentence(variable.about), changes.of(i)});
    }
    return table({{"Variable", 1}, {"Owner", 1}, {"Range", 1}, {"Meaning", 3}, {"Changed by", 2}}, rows);
}

std::string scales(const Spec& spec) {
    const TimeSpec& time = spec.time;
    if (spec.theory_only || time.steps == 0) return {};
    const std::string steps = counted(static_cast<std::uint64_t>(time.steps), "step", "steps");
    std::string text = fmt::format("A run has {} of {}", steps, step_length(spec));
    if (time.dated)
        text += fmt::format(" and lasts from {} to {}", format_date(time.start),
                            format_date(time.first_day(time.steps) - 1));
    else text += fmt::format(" and lasts from 0 to {:.12g}", time.dt * time.steps);
    return paragraph(text + ".");
}

}  // namespace

std::string step_length(const Spec& spec) {
    return spec.time.dated ? escaped(spec.time.step_written)
                           : escaped(spec.time.step_written) + " in the model's unit of time";
}

std::string entities_and_scales(const Spec& spec) {
    std::string text = titled(3, "Entities", roles(spec) + members(spec, false) + members(spec, true));
    text += titled(3, "State variables", variables(spec));
    text += titled(3, "Scales", scales(spec));
    return text;
}

}  // namespace standoff::odd
