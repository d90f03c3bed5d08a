// Decisions as JSON, and back.
#include "results/decision_files.hpp"

#include <array>
#include <cmath>
#include <fstream>
#include <stdexcept>

#include "results/folder.hpp"
#include "results/json_text.hpp"
#include "results/json_values.hpp"

namespace standoff {

namespace {

constexpr std::array<std::pair<std::string_view, RuleKind>, 5> kinds = {{{"logit", RuleKind::logit},
                                                                         {"best", RuleKind::best},
                                                                         {"rules", RuleKind::rules},
                                                                         {"random", RuleKind::random},
                                                                         {"script", RuleKind::script}}};

RuleKind kind_from(const Json& json) {
    const auto& text = json.get_ref<const std::string&>();
    for (const auto& [known, value] : kinds)
        if (known == text) return value;
    throw ResultsError(fmt::format("\"{}\" is no kind of decision rule", text));
}

Json name_json(const NameText& one) {
    Json json{{"name", one.name}};
    if (!one.title.empty()) json["title"] = one.title;
    json["about"] = one.about;
    return json;
}

NameText name_from(const Json& json) { return {json.at("name"), json.value("title", std::string()), json.at("about")}; }

Json rule_json(const RuleText& rule) {
    Json json{{"actor", rule.actor}, {"channel", rule.channel}, {"policy", rule.policy},
              {"about", rule.about}, {"place", rule.place},     {"choose", kind_text(rule.kind)}};
    if (!rule.precision.empty()) json["precision"] = rule.precision;
    if (!rule.tremble.empty()) json["tremble"] = rule.tremble;
    json["terms"] = list(rule.terms, [](const TermText& term) {
        return Json{{"id", term.id},           {"name", term.name},   {"items", term.items},
                    {"formula", term.formula}, {"place", term.place}, {"moves", term.moves}};
    });
    json["lines"] = list(rule.lines, [](const RuleLineText& line) {
        return Json{{"when", line.when}, {"items", line.items}, {"place", line.place}};
    });
    json["reads"] = list(rule.reads, [](const ReadText& read) {
        return Json{{"name", read.name}, {"about", read.about}, {"duration", read.duration}};
    });
    return json;
}

RuleText rule_from(const Json& json) {
    RuleText rule;
    rule.actor = json.at("actor");
    rule.channel = json.at("channel");
    rule.policy = json.at("policy");
    rule.about = json.at("about");
    rule.place = json.at("place");
    rule.kind = kind_from(json.at("choose"));
    rule.precision = json.value("precision", std::string());
    rule.tremble = json.value("tremble", std::string());
    rule.terms = list_from(json.at("terms"), [](const Json& term) {
        return TermText{term.at("id"),      term.at("name"),  term.at("items"),
                        term.at("formula"), term.at("place"), term.at("moves")};
    });
    rule.lines = list_from(json.at("lines"), [](const Json& line) {
        return RuleLineText{line.at("when"), line.at("items"), line.at("place")};
    });
    rule.reads = list_from(json.at("reads"), [](const Json& read) {
        return ReadText{read.at("name"), read.at("about"), read.at("duration")};
    });
    return rule;
}

void write(JsonText& json, const ItemRecord& item, bool has_terms) {
    json.open('{').key("item").text(item.item);
    if (!std::isnan(item.value)) json.key("value").number(item.value);
    json.key("probability").number(item.probability);
    if (has_terms) {
        json.key("terms").open('{');
        for (const TermValue& term : item.terms) json.key(term.id).number(term.value);
        json.close('}');
    }
    json.close('}');
}

/// A number that a run always leaves; a term or a utility may be none, where the run failed.
double given(const Json& json, const std::string& key) {
    if (const std::optional<double> value = number_from(json.at(key))) return *value;
    throw ResultsError(fmt::format("it lacks what this standoff writes there: \"{}\" has no value", key));
}

ItemRecord item_from(const Json& json) {
    ItemRecord item;
    item.item = json.at("item");
    if (json.contains("value")) item.value = number_or_nan(json.at("value"));
    item.probability = given(json, "probability");
    if (json.contains("terms"))
        for (const auto& [id, value] : json.at("terms").items()) item.terms.push_back({id, number_or_nan(value)});
    return item;
}

void write(JsonText& json, const TriedRule& tried) {
    json.open('{').key("line").whole(tried.line).key("item").text(tried.item);
    json.key("available").flag(tried.available).key("holds").flag(tried.holds).key("comparisons").open('[');
    for (const ComparisonRecord& one : tried.comparisons) {
        json.open('{').key("text").text(one.text).key("op").text(one.op);
        json.key("left").number(one.left).key("right").number(one.right);
        json.key("duration").flag(one.duration).key("wanted").flag(one.wanted).key("holds").flag(one.holds).close('}');
    }
    json.close(']').close('}');
}

TriedRule tried_from(const Json& json) {
    return {json.at("line"), json.at("item"), json.at("available"), json.at("holds"),
            list_from(json.at("comparisons"), [](const Json& one) {
                return ComparisonRecord{one.at("text"),
                                        one.at("op"),
                                        number_or_nan(one.at("left")),
                                        number_or_nan(one.at("right")),
                                        one.at("duration"),
                                        one.at("wanted"),
                                        one.at("holds")};
            })};
}

DecisionRecord record_from(const Json& json) {
    DecisionRecord record;
    record.run = json.at("run");
    record.step = json.at("step");
    record.date = json.at("date");
    record.actor = json.at("actor");
    record.channel = json.at("channel");
    record.policy = json.at("policy");
    record.kind = kind_from(json.at("choose"));
    record.chosen = json.at("chosen");
    record.probability = given(json, "probability");
    if (json.contains("draw")) record.draw = number_or_nan(json.at("draw"));
    if (json.contains("precision")) record.precision = number_or_nan(json.at("precision"));
    if (json.contains("tremble")) record.tremble = number_or_nan(json.at("tremble"));
    record.intended = json.value("intended", record.chosen);
    record.items = list_from(json.at("items"), item_from);
    record.unavailable = json.at("unavailable").get<std::vector<std::string>>();
    record.fired = json.value("fired", -1);
    if (json.contains("tried")) record.tried = list_from(json.at("tried"), tried_from);
    record.script_place = json.value("script_place", std::string());
    for (const auto& [name, value] : json.at("saw").items()) record.saw.push_back({name, number_or_nan(value)});
    return record;
}

}  // namespace

std::string_view kind_text(RuleKind kind) {
    for (const auto& [text, value] : kinds)
        if (value == kind) return text;
    throw std::logic_error("a kind of rule without a name");
}

std::string rules_json(const DecisionTexts& texts) {
    const Json json{{"entities", list(texts.entities, name_json)},
                    {"actions", list(texts.actions, name_json)},
                    {"channels", list(texts.channels, name_json)},
                    {"parameters", list(texts.parameters,
                                        [](const ParameterText& one) {
                                            return Json{{"name", one.name},
                                                        {"about", one.about},
                                                        {"value", number(one.value)},
                                                        {"duration", one.duration}};
                                        })},
                    {"rules", list(texts.rules, rule_json)}};
    return dump(json);
}

std::string decision_json(const DecisionRecord& record) {
    JsonText json;
    json.open('{').key("run").whole(record.run).key("step").whole(record.step).key("date").text(record.date);
    json.key("actor").text(record.actor).key("channel").text(record.channel).key("policy").text(record.policy);
    json.key("choose").text(kind_text(record.kind)).key("chosen").text(record.chosen);
    json.key("probability").number(record.probability);
    if (!std::isnan(record.draw)) json.key("draw").number(record.draw);
    if (!std::isnan(record.precision)) json.key("precision").number(record.precision);
    if (record.tremble != 0) json.key("tremble").number(record.tremble);
    if (record.intended != record.chosen) json.key("intended").text(record.intended);
    const bool has_terms = record.kind == RuleKind::logit || record.kind == RuleKind::best;
    json.key("items").open('[');
    for (const ItemRecord& item : record.items) write(json, item, has_terms);
    json.close(']').key("unavailable").open('[');
    for (const std::string& item : record.unavailable) json.text(item);
    json.close(']');
    if (record.kind == RuleKind::rules) {
        json.key("fired").whole(record.fired).key("tried").open('[');
        for (const TriedRule& tried : record.tried) write(json, tried);
        json.close(']');
    }
    if (!record.script_place.empty()) json.key("script_place").text(record.script_place);
    json.key("saw").open('{');
    for (const SeenValue& seen : record.saw) json.key(seen.name).number(seen.value);
    return json.close('}').close('}').take();
}

DecisionTexts read_decision_texts(const std::filesystem::path& folder) {
    return read_parsed(folder / "rules.json", [](const std::string& text) {
        return guarded([json = parse_json(text)] {
            DecisionTexts texts;
            texts.entities = list_from(json.at("entities"), name_from);
            texts.actions = list_from(json.at("actions"), name_from);
            texts.channels = list_from(json.at("channels"), name_from);
            texts.parameters = list_from(json.at("parameters"), [](const Json& one) {
                return ParameterText{one.at("name"), one.at("about"), number_or_nan(one.at("value")),
                                     one.at("duration")};
            });
            texts.rules = list_from(json.at("rules"), rule_from);
            return texts;
        });
    });
}

void read_decisions(const std::filesystem::path& folder, const std::function<bool(const DecisionRecord&)>& visit) {
    const std::filesystem::path path = folder / "decisions.jsonl";
    std::ifstream file(path);
    if (!file) throw ResultsError(fmt::format("{} cannot be read", path.string()));
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        try {
            if (!visit(guarded([&] { return record_from(parse_json(line)); }))) return;
        } catch (const ResultsError& error) {
            throw ResultsError(fmt::format("{}:{} cannot be used: {}", path.string(), number, error.what()));
        }
    }
    if (file.bad()) throw ResultsError(fmt::format("{} cannot be read to its end", path.string()));
}

}  // namespace standoff
