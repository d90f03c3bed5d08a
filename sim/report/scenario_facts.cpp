#include "report/scenario_facts.hpp"

#include <algorithm>

#include "base/dates.hpp"
#include "scenario/spec.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

ObservedSeries observed_series(const DataSeries& series) {
    ObservedSeries observed;
    observed.name = series.name;
    observed.about = series.about;
    observed.compares = series.compares.text;
    observed.per = series.compares_per;
    if (!observed.per.empty()) {
        // The text is as written, unit included. `per` is a keyword, and no unit of time holds its letters.
        observed.compares.resize(observed.compares.rfind("per"));
        observed.compares.resize(observed.compares.find_last_not_of(" \t\n") + 1);
    }
    observed.points = series.points.size();
    for (const DataSeries::Point& point : series.points) observed.total += point.value;
    if (series.points.empty()) return observed;
    observed.first = format_date(series.points.front().day);
    observed.last = format_date(series.points.back().day);
    return observed;
}

std::string day_text(const TimeSpec& time, double moment) {
    return time.dated && moment < infinity ? format_date(static_cast<Day>(moment)) : std::string();
}

/// Only what holds in every run: a change under a condition, or of an actor that a loop names, is told by no calendar.
void add_change(const Spec& spec, const Statement& statement, CalendarItem& item) {
    const Node& target = *statement.target;
    if (target.symbol.kind == SymbolKind::variable) {
        const Variable& variable = spec.variables[static_cast<std::size_t>(target.symbol.index)];
        if (variable.input) item.inputs.push_back(variable.name);
        return;
    }
    if (target.symbol.kind != SymbolKind::policy_of || statement.condition != nullptr || !statement.loops.empty())
        return;
    const Symbol owner = target.children.empty() ? Symbol() : target.children.front()->symbol;
    if (owner.kind != SymbolKind::entity || statement.right->symbol.kind != SymbolKind::policy) return;
    item.policies.push_back({spec.entities[static_cast<std::size_t>(owner.index)].name, statement.right->text});
}

void note_names(const Node& tree, const Spec& spec, std::set<std::string>& names) {
    for_each_node(tree, [&](const Node& node) {
        const auto index = static_cast<std::size_t>(node.symbol.index);
        if (node.symbol.kind == SymbolKind::variable) names.insert(spec.variables[index].name);
        if (node.symbol.kind == SymbolKind::derived) names.insert(spec.derived[index].name);
    });
}

}  // namespace

CalendarItem calendar_item(const CalendarEntry& entry, const Spec& spec) {
    CalendarItem item;
    item.name = entry.name;
    item.about = entry.about;
    for (const CalendarEntry::Span& span : entry.spans)
        item.spans.push_back(
            {day_text(spec.time, span.from), day_text(spec.time, span.to), span.first, span.last, span.begins});
    for (const Statement& statement : entry.effects) add_change(spec, statement, item);
    return item;
}

void describe_scenario(const Spec& spec, RunManifest& manifest) {
    if (spec.time.dated) {
        manifest.step_days = spec.time.days_per_step;
        manifest.step_months = spec.time.months_per_step;
    }
    for (const CalendarEntry& entry : spec.calendar) manifest.calendar.push_back(calendar_item(entry, spec));
    for (const DataSeries& series : spec.data) manifest.observed.push_back(observed_series(series));
}

VariableUses variable_uses(const Spec& spec) {
    VariableUses uses;
    for (const MeasureSpec& measure : spec.measures) note_names(*measure.value.root, spec, uses.measured);
    for (const OutcomeSpec& outcome : spec.outcomes)
        if (outcome.when) note_names(*outcome.when.root, spec, uses.measured);
    for (const Variable& variable : spec.variables)
        if (variable.input) uses.inputs.insert(variable.name);
    return uses;
}

}  // namespace standoff
