#include "report/why_json.hpp"

#include <array>
#include <vector>

#include "results/decision_files.hpp"
#include "results/json_values.hpp"

namespace standoff {

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json difference_json(const TermDifference& one) {
    return {{"term", one.id}, {"size", number(one.size)}, {"here", number(one.here)}, {"there", number(one.there)}};
}

Json lead_json(const Lead& lead) {
    if (lead.over.empty()) return nullptr;
    return {{"over", lead.over},
            {"size", number(lead.size)},
            {"for", list(lead.pro, difference_json)},
            {"against", list(lead.contra, difference_json)}};
}

Json shift_json(const TermShift& one) {
    return {{"term", one.id},
            {"at", one.at},
            {"value", number(one.value)},
            {"shift", number(one.shift)},
            {"most_likely", one.item}};
}

Json fixed_json(Fixed fixed) {
    constexpr std::array<const char*, 6> names = {nullptr, "no utility", "single", "no precision", "tied", "shared"};
    const char* name = names.at(static_cast<std::size_t>(fixed));
    return name == nullptr ? Json(nullptr) : Json(name);
}

Json comparison_json(const ComparisonRecord& one) {
    return {{"text", one.text},
            {"wanted", wanted_operator(one)},
            {"left", number(one.left)},
            {"right", number(one.right)},
            {"margin", number(one.left - one.right)}};
}

Json failed_json(const FailedRule& rule) {
    return {{"line", rule.line},
            {"item", rule.item},
            {"available", rule.available},
            {"failed", list(rule.failed, comparison_json)}};
}

}  // namespace

std::string why_json(const DecisionRecord& record, const Explanation& why) {
    Json json;
    json["intended"] = text_or_null(why.intended);
    json["slip"] = why.slip;
    json["most_likely"] = text_or_null(why.most_likely);
    json["runner_up"] = text_or_null(why.runner_up);
    json["gap"] = number(why.gap);
    json["tied"] = why.tied;
    json["chance"] = {{"probability", number(why.chance.probability)},
                      {"odds_against", number(why.chance.odds)},
                      {"from", number(why.chance.from)},
                      {"to", number(why.chance.to)}};
    json["lead"] = lead_json(why.lead);
    json["shifts"] = list(why.shifts, shift_json);
    json["fixed"] = fixed_json(why.fixed);
    if (record.kind == RuleKind::rules) json["failed_rules"] = list(why.failed, failed_json);
    return "{\"decision\":" + decision_json(record) +
           ",\"analysis\":" + json.dump(-1, ' ', false, Json::error_handler_t::replace) + "}";
}

}  // namespace standoff
