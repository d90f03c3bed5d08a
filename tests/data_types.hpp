// The interfaces of web/src/data.ts and web/src/app/data.ts, to hold the program's JSON against: every field that an
// interface has must be there, of its type, unless it may be missing (`name?`), and none besides. Knows as much of
// TypeScript as those files use.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace standoff::testing {

class DataTypes {
public:
    DataTypes() {
        std::string text;
        for (const char* file : {"/web/src/data.ts", "/web/src/app/data.ts"}) {
            std::ifstream in(std::string(STANDOFF_SOURCE_DIR) + file);
            text.append(std::istreambuf_iterator<char>(in), {});
        }
        text = std::regex_replace(text, std::regex(R"(/\*[\s\S]*?\*/|//[^\n]*)"), "");
        const std::regex head(R"(export interface (\w+)(?: extends ([\w, ]+))? \{|export type (\w+) = ([^;]+);)");
        for (std::sregex_iterator at(text.begin(), text.end(), head), end; at != end; ++at) {
            if ((*at)[3].matched) {
                types_[(*at)[3]] = (*at)[4];
                continue;
            }
            const auto open = static_cast<std::size_t>(at->position() + at->length() - 1);
            std::string type = text.substr(open, end_of(text, open) - open);
            for (const std::string& base : split((*at)[2], ','))
                if (!base.empty()) type += " & " + base;
            types_[(*at)[1]] = type;
        }
    }

    /// Where a value is not of a type; empty if it is.
    [[nodiscard]] std::string mismatch(const nlohmann::json& value, const std::string& type,
                                       const std::string& where = "") const {
        const std::string text = trimmed(type);
        const std::vector<std::string> choices = split(text, '|');
        if (choices.size() > 1) {
            std::string first;
            for (const std::string& choice : choices) {
                const std::string wrong = mismatch(value, choice, where);
                if (wrong.empty()) return "";
                if (first.empty() || choice.find('{') != std::string::npos) first = wrong;
            }
            return first;
        }
        if (text.ends_with("[]")) {
            if (!value.is_array()) return where + " is no list";
            for (std::size_t i = 0; i < value.size(); ++i)
                if (const std::string wrong =
                        mismatch(value[i], text.substr(0, text.size() - 2), where + "[" + std::to_string(i) + "]");
                    !wrong.empty())
                    return wrong;
            return "";
        }
        if (text.starts_with('[')) return tuple_mismatch(value, split(text.substr(1, text.size() - 2), ','), where);
        if (text.starts_with("(") && text.ends_with(")"))
            return mismatch(value, text.substr(1, text.size() - 2), where);
        const bool object = text.find('{') != std::string::npos || text.find('&') != std::string::npos;
        if (object) return object_mismatch(value, fields_of(text), where);
        if (text == "number") return value.is_number() ? "" : where + " is no number";
        if (text == "string") return value.is_string() ? "" : where + " is no text";
        if (text == "boolean") return value.is_boolean() ? "" : where + " is neither true nor false";
        if (text == "null") return value.is_null() ? "" : where + " is not null";
        if (text.starts_with('"')) return value == text.substr(1, text.size() - 2) ? "" : where + " is not " + text;
        if (text.find_first_not_of("0123456789") == std::string::npos)
            return value == std::stoi(text) ? "" : where + " is not " + text;
        return mismatch(value, types_.at(text), where);
    }

private:
    static std::string trimmed(const std::string& text) {
        const std::size_t first = text.find_first_not_of(" \n\t");
        if (first == std::string::npos) return "";
        return text.substr(first, text.find_last_not_of(" \n\t") - first + 1);
    }

    /// Just after the bracket that closes the one at `open`.
    static std::size_t end_of(const std::string& text, std::size_t open) {
        int depth = 0;
        for (std::size_t at = open; at < text.size(); ++at) {
            if (text[at] == '{') ++depth;
            if (text[at] == '}' && --depth == 0) return at + 1;
        }
        throw std::runtime_error("a bracket of data.ts is never closed");
    }

    /// At a character outside of brackets.
    static std::vector<std::string> split(const std::string& text, char mark) {
        std::vector<std::string> parts = {""};
        int depth = 0;
        for (const char c : text) {
            if (c == '{' || c == '(' || c == '[') ++depth;
            if (c == '}' || c == ')' || c == ']') --depth;
            if (c == mark && depth == 0) parts.emplace_back();
            else parts.back() += c;
        }
        for (std::string& part : parts) part = trimmed(part);
        return parts;
    }

    [[nodiscard]] std::map<std::string, std::string> fields_of(const std::string& type) const {
        std::map<std::string, std::string> fields;
        for (const std::string& part : split(type, '&')) {
            if (!part.starts_with('{')) {
                fields.merge(fields_of(types_.at(part)));
                continue;
            }
            for (const std::string& field : split(part.substr(1, part.size() - 2), ';')) {
                const std::size_t colon = field.find(':');
                if (colon != std::string::npos) fields[trimmed(field.substr(0, colon))] = field.substr(colon + 1);
            }
        }
        return fields;
    }

    [[nodiscard]] std::string tuple_mismatch(const nlohmann::json& value, const std::vector<std::string>& types,
                                             const std::string& where) const {
        if (!value.is_array() || value.size() != types.size())
            return where + " is no list of " + std::to_string(types.size());
        for (std::size_t i = 0; i < types.size(); ++i)
            if (const std::string wrong = mismatch(value[i], types[i], where + "[" + std::to_string(i) + "]");
                !wrong.empty())
                return wrong;
        return "";
    }

    [[nodiscard]] std::string object_mismatch(const nlohmann::json& value,
                                              const std::map<std::string, std::string>& fields,
                                              const std::string& where) const {
        if (!value.is_object()) return where + " is no object";
        for (const auto& [field, type] : fields) {
            const bool may_lack = field.ends_with('?');
            const std::string name = may_lack ? field.substr(0, field.size() - 1) : field;
            if (may_lack && !value.contains(name)) continue;
            if (!value.contains(name)) return where + " lacks " + name;
            const std::string place = where + "." + name;
            if (const std::string wrong = mismatch(value[name], type, place); !wrong.empty()) return wrong;
        }
        for (const auto& [name, content] : value.items())
            if (!fields.contains(name) && !fields.contains(name + "?"))
                return where + "." + name + " is not in data.ts";
        return "";
    }

    std::map<std::string, std::string> types_;
};

}  // namespace standoff::testing
