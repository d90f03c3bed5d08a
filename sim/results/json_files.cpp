#include "results/json_files.hpp"

#include <fmt/format.h>

#include "results/json_values.hpp"
#include "results/sensitivity_files.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

constexpr const char* manifest_format = "standoff results";
constexpr int format_version = 1;

Json shown_json(const ShownRun& shown) {
    return {{"run", shown.run},
            {"outcome", shown.outcome},
            {"steps", shown.steps},
            {"end", shown.end},
            {"hash", hash_text(shown.hash)}};
}

Json variable_json(const VariableEntry& variable) {
    return {{"variable", variable.name},   {"actor", variable.actor},      {"toward", variable.toward},
            {"label", variable.label},     {"about", variable.about},      {"duration", variable.duration},
            {"low", number(variable.low)}, {"high", number(variable.high)}};
}

VariableEntry variable_from(const Json& json) {
    VariableEntry entry;
    entry.name = json.at("variable");
    entry.about = json.at("about");
    entry.actor = json.at("actor");
    entry.toward = json.at("toward");
    entry.label = json.at("label");
    entry.duration = json.at("duration");
    entry.low = number_or_nan(json.at("low"));
    entry.high = number_or_nan(json.at("high"));
    return entry;
}

Json calendar_json(const CalendarItem& item) {
    return {{"name", item.name},
            {"about", item.about},
            {"spans", list(item.spans,
                           [](const CalendarItem::Span& span) {
                               return Json{{"from", span.from},
                                           {"to", span.to},
                                           {"first_step", span.first_step},
                                           {"last_step", span.last_step},
                                           {"begins", span.begins}};
                           })},
            {"policies", list(item.policies,
                              [](const CalendarItem::Change& change) {
                                  return Json{{"actor", change.actor}, {"policy", change.policy}};
                              })},
            {"inputs", item.inputs}};
}

CalendarItem calendar_from(const Json& json) {
    CalendarItem item;
    item.name = json.at("name");
    item.about = json.at("about");
    item.spans = list_from(json.at("spans"), [](const Json& span) {
        return CalendarItem::Span{span.at("from"), span.at("to"), span.at("first_step"), span.at("last_step"),
                                  span.at("begins")};
    });
    item.policies = list_from(json.at("policies"), [](const Json& change) {
        return CalendarItem::Change{change.at("actor"), change.at("policy")};
    });
    item.inputs = json.value("inputs", std::vector<std::string>());  // not in older folders
    return item;
}

Json observed_json(const ObservedSeries& series) {
    return {{"name", series.name},   {"about", series.about},   {"compares", series.compares},
            {"per", series.per},     {"points", series.points}, {"total", number(series.total)},
            {"first", series.first}, {"last", series.last}};
}

ObservedSeries observed_from(const Json& json) {
    return {json.at("name"),  json.at("about"),  json.at("compares"),
            json.at("per"),   json.at("points"), number_or_nan(json.at("total")),
            json.at("first"), json.at("last")};
}

Json file_json(const InputFile& file) { return {{"path", file.path}, {"sha256", file.sha256}}; }

InputFile file_from(const Json& json) { return {json.at("path"), json.at("sha256")}; }

MeasureEntry measure_from(const Json& json) {
    MeasureEntry entry;
    entry.name = json.at("name");
    entry.about = json.at("about");
    entry.duration = json.at("duration");
    return entry;
}

/// What was played, and how to play it again.
Json manifest_start(const RunManifest& m, const char* command) {
    Json json;
    json["format"] = manifest_format;
    json["format_version"] = format_version;
    json["standoff_version"] = m.standoff_version;
    json["command"] = command;
    json["command_line"] = m.command_line;
    json["scenario"] = {{"title", m.title}, {"theory", m.theory}, {"file", m.scenario_file}};
    json["variant"] = m.variant;
    json["set"] = m.set;
    json["until"] = m.until;
    json["seed"] = m.seed;
    json["runs_asked"] = m.runs_asked;
    json["runs"] = m.runs;
    json["failed"] = m.failed;
    json["interrupted"] = m.interrupted;
    json["trace_hash"] = hash_text(m.trace_hash);
    json["time"] = {{"dated", m.dated}, {"start", m.start},         {"end", m.end},
                    {"steps", m.steps}, {"step_days", m.step_days}, {"step_months", m.step_months}};
    return json;
}

/// Actors, outcomes and measures with what explains them.
void add_names(Json& json, const RunManifest& m) {
    json["actors"] = list(m.actors, [](const ActorEntry& actor) {
        return Json{{"name", actor.name}, {"title", actor.title}, {"thing", actor.thing}};
    });
    json["outcomes"] =
        list(m.outcomes, [](const NamedEntry& entry) { return Json{{"name", entry.name}, {"about", entry.about}}; });
    json["measures"] = list(m.measures, [](const MeasureEntry& entry) {
        return Json{{"name", entry.name}, {"about", entry.about}, {"duration", entry.duration}};
    });
}

/// What manifest_start, add_names and the list of inputs hold.
RunManifest manifest_from(const Json& json) {
    RunManifest m;
    m.standoff_version = json.at("standoff_version");
    m.command_line = json.at("command_line");
    m.title = json.at("scenario").at("title");
    m.theory = json.at("scenario").at("theory");
    m.scenario_file = json.at("scenario").at("file");
    m.variant = json.at("variant");
    m.set = json.at("set").get<std::vector<std::string>>();
    m.until = json.at("until");
    m.seed = json.at("seed");
    m.runs_asked = json.at("runs_asked");
    m.runs = json.at("runs");
    m.failed = json.at("failed");
    m.interrupted = json.at("interrupted");
    m.trace_hash = hash_from(json.at("trace_hash"));
    const Json& time = json.at("time");
    m.dated = time.at("dated");
    m.start = time.at("start");
    m.end = time.at("end");
    m.steps = time.at("steps");
    m.step_days = time.value("step_days", 0);  // not in folders of before decisions.jsonl
    m.step_months = time.value("step_months", 0);
    m.actors = list_from(json.at("actors"), [](const Json& actor) {
        return ActorEntry{actor.at("name"), actor.at("title"), actor.at("thing")};
    });
    m.outcomes = list_from(json.at("outcomes"),
                           [](const Json& entry) { return NamedEntry{entry.at("name"), entry.at("about")}; });
    m.measures = list_from(json.at("measures"), measure_from);
    m.inputs = list_from(json.at("inputs"), file_from);
    return m;
}

Json measure_json(const MeasureSummary& m) {
    return {{"finite", m.finite},   {"infinite", m.infinite}, {"mean", number(m.mean)}, {"sd", number(m.sd)},
            {"se", number(m.se)},   {"min", number(m.min)},   {"q05", number(m.q05)},   {"q25", number(m.q25)},
            {"q50", number(m.q50)}, {"q75", number(m.q75)},   {"q95", number(m.q95)},   {"max", number(m.max)}};
}

MeasureSummary measure_summary_from(const std::string& name, const Json& json) {
    const auto at = [&](const char* key) { return number_from(json.at(key)); };
    MeasureSummary m;
    m.name = name;
    m.finite = json.at("finite");
    m.infinite = json.at("infinite");
    m.mean = at("mean");
    m.sd = at("sd");
    m.se = at("se");
    m.min = at("min");
    m.q05 = at("q05");
    m.q25 = at("q25");
    m.q50 = at("q50");
    m.q75 = at("q75");
    m.q95 = at("q95");
    m.max = at("max");
    return m;
}

Json series_json(const SeriesSummary& s) {
    return {{"compared", s.compared},
            {"not_compared", {{"before", s.before}, {"after", s.after}, {"no_step", s.no_step}, {"no_run", s.no_run}}},
            {"first", s.first},
            {"last", s.last},
            {"coverage50", number(s.coverage50)},
            {"coverage90", number(s.coverage90)},
            {"crps", number(s.crps)},
            {"missed", {{"above", s.above}, {"below", s.below}}},
            {"adds_up", s.adds_up},
            {"total",
             {{"observed", number(s.total)},
              {"runs", s.runs},
              {"mean", number(s.mean)},
              {"q05", number(s.q05)},
              {"q50", number(s.q50)},
              {"q95", number(s.q95)}}}};
}

SeriesSummary series_from(const std::string& name, const Json& json) {
    SeriesSummary s;
    s.name = name;
    s.compared = json.at("compared");
    const Json& missing = json.at("not_compared");
    s.before = missing.at("before");
    s.after = missing.at("after");
    s.no_step = missing.at("no_step");
    s.no_run = missing.at("no_run");
    s.first = json.at("first");
    s.last = json.at("last");
    s.coverage50 = number_from(json.at("coverage50"));
    s.coverage90 = number_from(json.at("coverage90"));
    s.crps = number_from(json.at("crps"));
    s.above = json.at("missed").at("above").get<std::vector<std::string>>();
    s.below = json.at("missed").at("below").get<std::vector<std::string>>();
    s.adds_up = json.at("adds_up");
    const Json& total = json.at("total");
    s.total = number_or_nan(total.at("observed"));
    s.runs = total.at("runs");
    s.mean = number_from(total.at("mean"));
    s.q05 = number_from(total.at("q05"));
    s.q50 = number_from(total.at("q50"));
    s.q95 = number_from(total.at("q95"));
    return s;
}

}  // namespace

std::string manifest_json(const RunManifest& m, const std::vector<InputFile>& files) {
    Json json = manifest_start(m, "run");
    json["shown"] = list(m.shown, shown_json);
    json["first_failure"] = failure_json(m.first_failure);
    add_names(json, m);
    json["main_variables"] = list(m.main_variables, variable_json);
    json["variables"] = m.variables;
    json["lasted"] = m.lasted;
    json["calendar"] = list(m.calendar, calendar_json);
    json["observed"] = list(m.observed, observed_json);
    json["inputs"] = list(m.inputs, file_json);
    json["files"] = list(files, file_json);
    return dump(json);
}

std::string comparison_manifest_json(const PairedComparison& record, const std::vector<InputFile>& files) {
    const RunManifest& m = record.manifest;
    Json json = manifest_start(m, "compare");
    json["alternatives"] = list(record.alternatives, [](const AlternativeRecord& one) {
        return Json{{"name", one.name},
                    {"variant", one.variant},
                    {"set", one.set},
                    {"failed", one.failed},
                    {"trace_hash", hash_text(one.trace_hash)}};
    });
    add_names(json, m);
    json["inputs"] = list(m.inputs, file_json);
    json["files"] = list(files, file_json);
    return dump(json);
}

std::string sensitivity_manifest_json(const SensitivityRecord& record, const std::vector<InputFile>& files) {
    const RunManifest& m = record.manifest;
    Json json = manifest_start(m, "sensitivity");
    json["failed"] = record.failed;  // of the runs of all points
    json["method"] = method_word(record.method);
    json["samples_asked"] = record.samples_asked;
    json["samples"] = record.samples;
    json["points"] = record.points;
    json["parameters"] = list(record.factors, [](const SensitivityFactor& factor) {
        return Json{{"parameter", factor.path}, {"values", factor.values}};
    });
    add_names(json, m);
    json["inputs"] = list(m.inputs, file_json);
    json["files"] = list(files, file_json);
    return dump(json);
}

std::string summary_json(const RunSummary& s) {
    Json json;
    json["schema_version"] = 1;
    json["scenario"] = s.scenario;
    json["seed"] = s.seed;
    json["runs"] = s.runs;
    json["failed"] = s.failed;
    json["trace_hash"] = hash_text(s.trace_hash);
    json["outcomes"] = Json::object();
    for (const OutcomeSummary& outcome : s.outcomes)
        json["outcomes"][outcome.name] = {
            {"count", outcome.count}, {"share", outcome.share}, {"low", outcome.low}, {"high", outcome.high}};
    json["measures"] = Json::object();
    for (const MeasureSummary& measure : s.measures) json["measures"][measure.name] = measure_json(measure);
    json["observed"] = Json::object();
    for (const SeriesSummary& series : s.observed) json["observed"][series.name] = series_json(series);
    return dump(json);
}

bool is_manifest(const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    return json.is_object() && json.contains("format") && json["format"] == manifest_format;
}

std::string manifest_command(const std::string& text) {
    const Json json = parse_json(text);
    if (!json.is_object() || !json.contains("format") || json["format"] != manifest_format)
        throw ResultsError("it is not a manifest of standoff");
    return guarded([&] {
        if (json.at("format_version") != format_version)
            throw ResultsError(fmt::format("its format version is {}, this standoff knows {}",
                                           json.at("format_version").dump(), format_version));
        return json.value("command", std::string("run"));
    });
}

RunManifest parse_common_manifest(const std::string& text, const std::string& command) {
    if (const std::string its = manifest_command(text); its != command)
        throw ResultsError(fmt::format("it is of `standoff {}`, and not of `standoff {}`", its, command));
    return guarded([&] { return manifest_from(parse_json(text)); });
}

RunManifest parse_manifest(const std::string& text) {
    const std::string command = manifest_command(text);
    const Json json = parse_json(text);
    return guarded([&] {
        if (command != "run")
            throw ResultsError(
                fmt::format("it is of `standoff {0}`, whose results are no runs that can be told or "
                            "played again; to make them anew: {1}",
                            command, json.at("command_line").get<std::string>()));
        RunManifest m = manifest_from(json);
        m.shown = list_from(json.at("shown"), [](const Json& shown) {
            return ShownRun{shown.at("run"), shown.at("outcome"), shown.at("steps"), shown.at("end"),
                            hash_from(shown.at("hash"))};
        });
        m.first_failure = failure_from(json.at("first_failure"));
        m.main_variables = list_from(json.at("main_variables"), variable_from);
        m.variables = json.at("variables");
        m.lasted = json.at("lasted");
        m.calendar = list_from(json.at("calendar"), calendar_from);
        m.observed = list_from(json.at("observed"), observed_from);
        return m;
    });
}

std::vector<InputFile> parse_manifest_files(const std::string& text) {
    const Json json = parse_json(text);
    return guarded([&] { return list_from(json.at("files"), file_from); });
}

RunSummary parse_summary(const std::string& text) {
    const Json json = parse_json(text);
    return guarded([&] {
        RunSummary s;
        s.scenario = json.at("scenario");
        s.seed = json.at("seed");
        s.runs = json.at("runs");
        s.failed = json.at("failed");
        s.trace_hash = hash_from(json.at("trace_hash"));
        for (const auto& [name, outcome] : json.at("outcomes").items())
            s.outcomes.push_back(
                {name, outcome.at("count"), outcome.at("share"), outcome.at("low"), outcome.at("high")});
        for (const auto& [name, measure] : json.at("measures").items())
            s.measures.push_back(measure_summary_from(name, measure));
        const Json observed = json.value("observed", Json::object());  // not in older folders
        for (const auto& [name, series] : observed.items()) s.observed.push_back(series_from(name, series));
        return s;
    });
}

}  // namespace standoff
