#include "report/view_json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/dates.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

template <class Entry>
std::string about_of(const std::vector<Entry>& entries, const std::string& name) {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == name; });
    return found == entries.end() ? std::string() : found->about;
}

}  // namespace

Json rounded(double value, int digits) {
    if (!std::isfinite(value)) return number(value);
    const std::string text = fmt::format("{:.{}g}", value, digits);
    double result = 0;
    std::from_chars(text.data(), text.data() + text.size(), result);
    if (result == std::floor(result) && std::abs(result) < 1e15) return static_cast<std::int64_t>(result);
    return result;
}

Json rounded(const std::optional<double>& value) { return value ? rounded(*value) : Json(nullptr); }

Json rounded_series(std::span<const double> values, int digits) {
    Json json = Json::array();
    for (const double value : values) json.push_back(rounded(value, digits));
    return json;
}

Json bound(double value) { return std::isfinite(value) ? rounded(value) : Json(nullptr); }

std::string view_text(const Json& json) {
    std::string text;
    for (const char c : json.dump(-1, ' ', false, Json::error_handler_t::replace)) {
        if (c == '<') text += "\\u003c";
        else text += c;
    }
    return text;
}

Json about_json(const ScenarioTexts& texts) {
    return {{"title", texts.title},
            {"about", texts.about},
            {"source", texts.source},
            {"purpose", texts.purpose},
            {"theory", texts.theory},
            {"theory_about", texts.theory_about},
            {"lesson",
             {{"notice", texts.lesson.notice},
              {"try", texts.lesson.tries},
              {"questions", texts.lesson.questions},
              {"leaves_out", texts.lesson.leaves_out},
              {"reading", texts.lesson.reading}}}};
}

Json origin_json(const RunManifest& manifest) {
    return {{"command", manifest.command_line},
            {"version", manifest.standoff_version},
            {"seed", exact(manifest.seed)},
            {"runs", manifest.runs},
            {"failed", manifest.failed},
            {"interrupted", manifest.interrupted},
            {"hash", hash_text(manifest.trace_hash)},
            {"variant", manifest.variant},
            {"set", manifest.set},
            {"until", manifest.until},
            {"inputs", list(manifest.inputs,
                            [](const InputFile& file) { return Json{{"path", file.path}, {"sha256", file.sha256}}; })}};
}

Json time_json(const RunManifest& manifest) {
    Json dates = Json::array();
    const std::optional<Day> start = parse_date(manifest.start);
    if (start && manifest.step_days + manifest.step_months > 0) {
        const CalendarSteps steps{*start, manifest.step_days, manifest.step_months};
        for (int step = 0; step <= manifest.steps; ++step) dates.push_back(format_date(steps.first_day(step)));
    }
    return {{"dated", manifest.dated},  {"start", manifest.start},         {"end", manifest.end},
            {"steps", manifest.steps},  {"step_days", manifest.step_days}, {"step_months", manifest.step_months},
            {"dates", std::move(dates)}};
}

Json actors_json(const RunManifest& manifest, const DecisionTexts& texts) {
    return list(manifest.actors, [&](const ActorEntry& actor) {
        return Json{{"name", actor.name},
                    {"about", about_of(texts.entities, actor.name)},
                    {"title", actor.title},
                    {"thing", actor.thing}};
    });
}

Json named_json(const std::vector<NameText>& names) {
    return list(names, [](const NameText& one) { return Json{{"name", one.name}, {"about", one.about}}; });
}

Json outcomes_json(const RunManifest& manifest, const RunSummary& summary) {
    return list(summary.outcomes, [&](const OutcomeSummary& outcome) {
        return Json{{"name", outcome.name},        {"about", about_of(manifest.outcomes, outcome.name)},
                    {"count", outcome.count},      {"share", rounded(outcome.share)},
                    {"low", rounded(outcome.low)}, {"high", rounded(outcome.high)}};
    });
}

Json measure_json(const MeasureEntry& entry, bool when, const MeasureSummary& measure, std::span<const double> dots) {
    Json json{{"name", entry.name}, {"about", entry.about},     {"duration", entry.duration},
              {"when", when},       {"finite", measure.finite}, {"infinite", measure.infinite}};
    for (const auto& [key, value] :
         {std::pair("mean", measure.mean), std::pair("sd", measure.sd), std::pair("se", measure.se),
          std::pair("min", measure.min), std::pair("q05", measure.q05), std::pair("q25", measure.q25),
          std::pair("q50", measure.q50), std::pair("q75", measure.q75), std::pair("q95", measure.q95),
          std::pair("max", measure.max)})
        json[key] = rounded(value);
    json["dots"] = rounded_series(dots, digits_of_numbers);
    return json;
}

Json measures_json(const RunManifest& manifest, const RunSummary& summary, const std::vector<std::vector<double>>& dots,
                   const std::set<std::string>& times) {
    Json all = Json::array();
    for (std::size_t i = 0; i < summary.measures.size(); ++i) {
        const MeasureSummary& measure = summary.measures[i];
        const auto entry = std::find_if(manifest.measures.begin(), manifest.measures.end(),
                                        [&](const MeasureEntry& one) { return one.name == measure.name; });
        all.push_back(measure_json(entry == manifest.measures.end() ? MeasureEntry{{measure.name, {}}, false} : *entry,
                                   times.contains(measure.name), measure,
                                   i < dots.size() ? dots[i] : std::vector<double>()));
    }
    return all;
}

Json variable_json(const VariableEntry& variable, const VariableHistory& history) {
    return {{"name", variable.name},
            {"about", variable.about},
            {"label", variable.label},
            {"actor", variable.actor},
            {"toward", variable.toward},
            {"duration", variable.duration},
            {"low", bound(variable.low)},
            {"high", bound(variable.high)},
            {"bands",
             {{"q05", rounded_series(history.q05)},
              {"q25", rounded_series(history.q25)},
              {"q50", rounded_series(history.q50)},
              {"q75", rounded_series(history.q75)},
              {"q95", rounded_series(history.q95)}}},
            {"shown", rounded_series(history.shown)}};
}

Json act_json(const ShownEvent& event) {
    return {{"step", event.step},
            {"actor", event.actor},
            {"channel", event.channel},
            {"action", event.action},
            {"target", event.target},
            {"level", event.level},
            {"count", rounded(event.count)},
            {"success", rounded(event.success)},
            {"rung", rounded(event.rung)},
            {"probability", rounded(event.probability, digits_of_series)}};
}

Json calendar_json(const std::vector<CalendarItem>& items) {
    Json all = Json::array();
    for (const CalendarItem& item : items)
        for (const CalendarItem::Span& span : item.spans)
            all.push_back({{"name", item.name},
                           {"about", item.about},
                           {"first", span.first_step},
                           {"last", span.last_step},
                           {"from", span.from},
                           {"to", span.to}});
    return all;
}

}  // namespace standoff
