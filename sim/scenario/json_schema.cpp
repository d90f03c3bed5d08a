#include "scenario/json_schema.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "language/symbols.hpp"

namespace standoff {

namespace {

using Json = nlohmann::ordered_json;

/// Whether a mapping must be complete, or a theory may hold the rest of it.
enum class Extent : std::uint8_t { whole, part };

Json reference(const std::string& definition) { return {{"$ref", "#/definitions/" + definition}}; }

/// The language reads every scalar as text: where YAML sees a number or a flag, it stands for its own characters.
Json scalar() { return {{"type", {"string", "number", "boolean"}}}; }

Json with_type(Json schema, const char* type) {
    Json& types = schema["type"];
    if (!types.is_array()) types = Json::array({types});
    types.push_back(type);
    return schema;
}

Json list_of(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }

Json one_or_list(const Json& one, Json item) {
    Json schema = with_type(one, "array");
    schema["items"] = std::move(item);
    return schema;
}

/// With the message that editors show; the words stand in the pattern since that is what it is shown for.
Json name(Naming naming) {
    if (naming == Naming::free) return scalar();
    std::string message = "A name is made of letters, digits and underscores and does not begin with a digit";
    std::string pattern = "[A-Za-z_][A-Za-z0-9_]*$";
    if (naming == Naming::unreserved) {
        pattern = fmt::format("(?!(?:{})$){}", fmt::join(reserved_words(), "|"), pattern);
        message += "; nor is it a word of the language";
    }
    Json schema = {{"type", "string"}, {"pattern", "^" + pattern}, {"patternErrorMessage", message + "."}};
    return naming == Naming::plain ? with_type(schema, "boolean") : schema;
}

Json name_reference(Naming naming) {
    if (naming == Naming::free) return scalar();
    return reference(naming == Naming::plain ? "plain_name" : "name");
}

std::string definition_name(const Table& table) {
    std::string name;
    for (const char c : table.name)
        if (c != '`') name += c == ' ' ? '_' : c;
    return name;
}

/// A mapping that has a key of `span` is one, like is_span().
Json span_or(const Json& span, Json otherwise) {
    Json some = Json::array();
    for (const char* key : {"from", "to", "steps"}) some.push_back({{"required", {key}}});
    return {{"if", {{"type", "object"}, {"anyOf", std::move(some)}}}, {"then", span}, {"else", std::move(otherwise)}};
}

Json levels(const Json& span) {
    Json dimension = list_of(scalar());
    dimension["type"] = {"array", "object"};
    dimension.update(span_or(span, {{"additionalProperties", scalar()}}));
    const Json named = {{"additionalProperties", scalar()}};
    const Json dimensions = {{"propertyNames", name_reference(Naming::unreserved)},
                             {"additionalProperties", std::move(dimension)}};
    Json schema = list_of(scalar());
    schema["type"] = {"array", "object"};
    schema.update(span_or(span, {{"anyOf", {named, dimensions}}}));
    return schema;
}

/// For each word that a key may be: what it needs, and that what only the others need is not there.
void add_choices(Json& rules, const Table& table, const Key& key, Extent extent) {
    for (const Choice& choice : key.choices) {
        Json then = Json::object();
        for (const Key& other : table.keys) {
            const auto needs = [&](const Choice& one) {
                return std::find(one.needs.begin(), one.needs.end(), other.name) != one.needs.end();
            };
            if (needs(choice)) {
                if (extent == Extent::whole) then["required"].push_back(other.name);
            } else if (std::any_of(key.choices.begin(), key.choices.end(), needs)) {
                then["properties"][std::string(other.name)] = false;
            }
        }
        if (then.empty()) continue;
        Json chosen = {{"properties", {{std::string(key.name), {{"const", choice.word}}}}}, {"required", {key.name}}};
        rules.push_back({{"if", std::move(chosen)}, {"then", std::move(then)}});
    }
}

/// What the keys of one mapping ask of each other.
void add_rules(Json& schema, const Table& table, Extent extent) {
    Json rules = Json::array();
    for (const Key& key : table.keys) {
        add_choices(rules, table, key, extent);
        if (extent == Extent::part) continue;
        if (key.required) schema["required"].push_back(key.name);
        if (!key.beside.empty()) schema["dependencies"][std::string(key.name)] = {key.beside};
    }
    for (std::size_t i = 0; i < table.one_of.size(); ++i) {
        if (extent == Extent::whole) schema["anyOf"].push_back({{"required", {table.one_of[i]}}});
        for (std::size_t j = i + 1; j < table.one_of.size(); ++j)
            schema["dependencies"][std::string(table.one_of[i])]["properties"][std::string(table.one_of[j])] = false;
    }
    if (!rules.empty()) schema["allOf"] = std::move(rules);
}

class SchemaWriter {
public:
    explicit SchemaWriter(FileKind kind)
        : kind_(kind), table_(kind == FileKind::theory ? theory_table() : scenario_table()) {}

    Json write() {
        Json root = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                     {"title", "A standoff " + std::string(table_.name)}};
        root.update(mapping(table_, Extent::whole));
        if (kind_ == FileKind::scenario) {
            Json sections = Json::object();
            for (const Key& key : table_.keys)
                if (extent_of(key) == Extent::part) add_completeness(sections, key);
            root["if"] = {{"required", {"uses"}}};
            root["then"] = true;
            root["else"] = {{"patternProperties", std::move(sections)}};
        }
        definitions_["name"] = name(Naming::unreserved);
        definitions_["plain_name"] = name(Naming::plain);
        root["definitions"] = std::move(definitions_);
        return root;
    }

private:
    /// A theory may hold the rest of what stands in a section that both kinds of file have.
    [[nodiscard]] Extent extent_of(const Key& key) const {
        const bool shared = table_.find(key.name) == &key && theory_table().find(key.name) != nullptr;
        return kind_ == FileKind::scenario && shared && key.form == Form::entries ? Extent::part : Extent::whole;
    }

    /// For a scenario without theory: what extent_of() left out. By patterns, since editors offer every property that a
    /// schema names, once for each time.
    static void add_completeness(Json& sections, const Key& key) {
        Json rules = Json::object();
        add_rules(rules, *key.table, Extent::whole);
        if (rules.empty()) return;
        Json& section = sections["^" + std::string(key.name) + "$"];
        if (key.table->special != nullptr) section["properties"] = {{std::string(key.table->special->name), true}};
        section["additionalProperties"] = std::move(rules);
    }

    Json mapping(const Table& table, Extent extent) {
        Json schema = {{"type", "object"}};
        if (!table.short_key.empty()) {
            const Key* key = table.find(table.short_key);
            schema = with_type(value(key != nullptr ? *key : *table.others), "object");
        }
        schema["properties"] = Json::object();
        for (const Key& key : table.keys) {
            if (key.form == Form::later) continue;
            Json property = {{"description", key.about}};
            property.update(value(key));
            schema["properties"][std::string(key.name)] = std::move(property);
        }
        schema["additionalProperties"] = table.others != nullptr ? value(*table.others) : Json(false);
        add_rules(schema, table, extent);
        return schema;
    }

    Json defined(const Table& table, Extent extent) {
        const std::string name = definition_name(table);
        if (!definitions_.contains(name)) {
            definitions_[name] = nullptr;  // takes its place before those that it uses
            definitions_[name] = mapping(table, extent);
        }
        return reference(name);
    }

    Json entries(const Key& key) {
        const Table& table = *key.table;
        Json schema = {{"type", "object"}};
        if (table.list_of_names) schema = one_or_list(schema, name_reference(key.naming));
        if (table.special != nullptr) {
            Json special = {{"description", table.special->about}};
            special.update(defined(*table.special->table, Extent::whole));
            schema["properties"] = {{std::string(table.special->name), std::move(special)}};
        }
        if (key.naming != Naming::free) schema["propertyNames"] = name_reference(key.naming);
        schema["additionalProperties"] = defined(table, extent_of(key));
        return schema;
    }

    Json value(const Key& key) {
        switch (key.form) {
            case Form::version: return {{"enum", {1, "1"}}};
            case Form::text:
            case Form::formula: return scalar();
            case Form::word: return word(key);
            case Form::flag: return {{"type", "boolean"}};
            case Form::names: return one_or_list(name(key.naming), name_reference(key.naming));
            case Form::texts: return one_or_list(scalar(), scalar());
            case Form::list: return list_of(scalar());
            case Form::pair: {
                Json pair = list_of(scalar());
                pair.update({{"minItems", 2}, {"maxItems", 2}});
                return pair;
            }
            case Form::turns:
                return {{"anyOf", {{{"const", "simultaneous"}}, list_of(one_or_list(scalar(), scalar()))}}};
            case Form::items: {
                Json items = with_type(one_or_list(scalar(), scalar()), "object");
                items["additionalProperties"] = scalar();
                return items;
            }
            case Form::levels: return levels(defined(*key.table, Extent::whole));
            case Form::sweep: {
                Json values = {
                    {"anyOf", {list_of(scalar()), {{"const", "prior"}}, defined(*key.table, Extent::whole)}}};
                return {{"type", "object"}, {"additionalProperties", std::move(values)}};
            }
            case Form::formulas: {
                Json formulas = {{"type", "object"}, {"additionalProperties", scalar()}};
                if (key.naming != Naming::free) formulas["propertyNames"] = name_reference(key.naming);
                return formulas;
            }
            case Form::entry: return defined(*key.table, Extent::whole);
            case Form::entries: return entries(key);
            case Form::entry_list: return list_of(defined(*key.table, Extent::whole));
            case Form::rows: return one_or_list(scalar(), defined(*key.table, Extent::whole));
            case Form::later: return false;
        }
        return false;
    }

    static Json word(const Key& key) {
        if (key.choices.empty()) return name(key.naming);
        Json words = Json::array();
        for (const Choice& choice : key.choices) words.push_back(choice.word);
        return {{"enum", std::move(words)}};
    }

    FileKind kind_;
    const Table& table_;
    Json definitions_ = Json::object();
};

}  // namespace

std::string json_schema(FileKind kind) {
    constexpr int indent = 2;
    return SchemaWriter(kind).write().dump(indent) + "\n";
}

}  // namespace standoff
