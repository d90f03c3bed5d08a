// Input data: what enters from outside while a run goes on, the calendar and scripts.
#include <algorithm>

#include <fmt/format.h>

#include "base/dates.hpp"
#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/numbers.hpp"
#include "report/odd/sections.hpp"
#include "report/text.hpp"

namespace standoff::odd {

namespace {

std::string changes_of(const CalendarEntry& entry) {
    std::vector<std::string> changes = each(entry.inputs, [](const Setting& input) {
        return code(fmt::format("{} = {}", formula_text(*input.reference), formula_text(*input.value.root)));
    });
    for (const Statement& effect : entry.effects) changes.push_back(code(statement_text(effect)));
    return fmt::format("{}", fmt::join(changes, "; "));
}

bool has_chosen(const CalendarEntry& entry) {
    Formulas values = formulas_of(entry.effects);
    for (const Setting& input : entry.inputs) values.push_back(input.value.root.get());
    return std::any_of(values.begin(), values.end(), [](const Node* value) { return is_chosen(*value); });
}

std::string calendar(const Spec& spec) {
    std::vector<Row> rows;
    for (const CalendarEntry& entry : spec.calendar) {
        const std::string source = !entry.source.empty() || has_chosen(entry) ? source_of(entry) : "";
        const std::string about = entry.about.empty() ? "" : ". " + sentence(entry.about);
        rows.push_back({dates_text(entry), escaped(entry.name) + about, changes_of(entry), source});
    }
    return table({{"When", 2}, {"What", 4}, {"Sets or changes", 3}, {"Source", 2}}, rows);
}

std::string date_of(const Spec& spec, const ScriptRow& row) {
    return spec.time.dated ? format_date(spec.time.first_day(row.step)) : fmt::format("step {}", row.step);
}

/// `The script of history in military: 33 acts from 2022-01-03 to 2022-12-26 (test 33)`.
std::string script(const Spec& spec, const Policy& policy, const ChannelRule& rule) {
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (const ScriptRow& row : rule.script) {
        auto found =
            std::find_if(counts.begin(), counts.end(), [&](const auto& one) { return one.first == row.item.text; });
        if (found == counts.end()) found = counts.insert(found, {row.item.text, 0});
        ++found->second;
    }
    const std::vector<std::string> acts =
        each(counts, [](const auto& one) { return fmt::format("{} {}", one.second, code(one.first)); });
    std::string text =
        fmt::format("{} replays in {} {} from {} to {}: {}.", code(policy.name),
                    code(at(spec.channels, rule.channel).name), counted(rule.script.size(), "act", "acts"),
                    date_of(spec, rule.script.front()), date_of(spec, rule.script.back()), joined(acts));
    if (!rule.about.empty()) text += " " + sentence(rule.about);
    return text + " Source: " + source_of(rule.source.empty() ? static_cast<const Prose&>(policy) : rule);
}

std::string scripts(const Spec& spec) {
    std::vector<std::string> items;
    for (const Policy& policy : spec.policies)
        for (const ChannelRule& rule : policy.channels)
            if (!rule.script.empty()) items.push_back(script(spec, policy, rule));
    return bullets(items);
}

std::string nothing(const Spec& spec) {
    if (spec.variables.empty()) return {};
    return paragraph("After the start nothing from outside changes " + codes(names_of(spec.variables)) + ".");
}

}  // namespace

std::string dates_text(const CalendarEntry& entry) {
    const CalendarEntry::Dates& dates = entry.dates;
    std::string text = dates.at.empty() ? dates.first : dates.at;
    if (!dates.last.empty()) text += " to " + dates.last;
    if (!dates.length.empty()) text += " for " + dates.length;
    const bool open = dates.at.empty() && dates.last.empty() && dates.length.empty() && dates.every.empty();
    if (open && dates.until.empty()) text = "from " + text;
    if (!dates.every.empty()) text += ", again every " + dates.every;
    if (!dates.until.empty()) text += (open ? " to " : " until ") + dates.until;
    return escaped(text);
}

std::string input_data(const Spec& spec) {
    std::string text = calendar(spec) + scripts(spec);
    return text.empty() ? nothing(spec) : text;
}

}  // namespace standoff::odd
