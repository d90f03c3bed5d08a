#include "scenario/yaml_errors.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>

#include "scenario/document.hpp"

namespace standoff {

namespace {

/// yaml-cpp's message in words for someone who has not read the YAML specification.
struct PlainWords {
    const char* what;
    const char* hint;
};

PlainWords plain_words(const std::string& message) {
    const auto says = [&](const char* part) { return message.find(part) != std::string::npos; };
    if (says("tab")) return {"a tab character indents this line", "indent with spaces"};
    if (says("map value")) return {"a second \": \" on one line", "put the text after the first one in quotes"};
    if (says("end of map flow")) return {"a \"{\" is never closed", "add the missing \"}\""};
    if (says("end of sequence flow")) return {"a \"[\" is never closed", "add the missing \"]\""};
    if (says("end of map")) return {"this line does not fit the lines above it", "check its indentation and quotes"};
    if (says("end of sequence")) return {"this line does not belong to the list above it", "check its indentation"};
    if (says("flow end")) return {"a closing bracket without an opening one", "remove it or put the text in quotes"};
    if (says("block entry")) return {"a list begins where none can stand", "put it on lines of its own, or in [ ]"};
    if (says("map key")) return {"a key stands where none can stand", "check the indentation"};
    if (says("escape"))
        return {"an unknown escape in double quotes", "write \\\\ for a backslash, or use single quotes"};
    if (says("hex") || says("unicode"))
        return {"a broken character escape in double quotes", "write the character itself"};
    if (says("document indicator")) return {"a line of --- or ... inside a quoted text", "close the quote before it"};
    if (says("anchor") || says("alias")) return {"a \"*\" or \"&\" begins this value", "put the text in quotes"};
    if (says("tag")) return {"a \"!\" begins this value", "put the text in quotes, or write `not`"};
    return {"this is not YAML", "check indentation, brackets and quotes"};
}

/// Brackets and quotes that are open at some point of a text, found by a simple walk: they count where a value may
/// begin, and brackets also within other brackets.
struct Open {
    std::optional<std::uint32_t> quote;
    std::optional<std::uint32_t> bracket;
};

Open open_in(std::string_view text) {
    std::vector<std::size_t> brackets;
    const auto innermost = [&] {
        return brackets.empty() ? std::nullopt : std::optional(static_cast<std::uint32_t>(brackets.back()));
    };
    bool value_may_begin = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '#' && (i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n')) {
            i = std::min(text.find('\n', i), text.size() - 1);
            value_may_begin = true;
        } else if ((c == '"' || c == '\'') && value_may_begin) {
            std::size_t end = i + 1;
            while (end < text.size() && text[end] != c) end += c == '"' && text[end] == '\\' ? 2 : 1;
            if (end >= text.size()) return {static_cast<std::uint32_t>(i), innermost()};
            i = end;
            value_may_begin = false;
        } else if ((c == '[' || c == '{') && (value_may_begin || !brackets.empty())) {
            brackets.push_back(i);
            value_may_begin = true;
        } else if ((c == ']' || c == '}') && !brackets.empty()) {
            if (text[brackets.back()] != (c == ']' ? '[' : '{')) return {std::nullopt, innermost()};
            brackets.pop_back();
            value_may_begin = false;
        } else if (c == '\n' || c == '[' || c == '{' || c == ',') {
            value_may_begin = true;
        } else if (c == ' ') {
            const char before = i > 0 ? text[i - 1] : '\n';
            value_may_begin = value_may_begin || before == ':' || before == '-';
        } else {
            value_may_begin = false;
        }
    }
    return {std::nullopt, innermost()};
}

/// The line of a text that begins at `start`, without its comment and the blanks around it.
struct Line {
    std::string_view words;
    std::size_t begin = 0;   ///< of the words, in the text
    std::size_t indent = 0;  ///< blanks before them
};

Line line_at(std::string_view text, std::size_t start) {
    std::string_view line = text.substr(start, text.find('\n', start) - start);
    if (const std::size_t comment = line.find(" #"); comment != std::string_view::npos) line = line.substr(0, comment);
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(indent);
    if (line.starts_with('#')) line = {};
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    return {line, start + indent, indent};
}

/// True for a line of plain words that is no `key: value`, no item and no part of a bracket.
bool without_colon(std::string_view words) {
    return !words.empty() && words.back() != ':' && words.find(": ") == std::string_view::npos &&
           std::string_view("-\"'[{]}|>").find(words.front()) == std::string_view::npos;
}

/// Above a `:` that yaml-cpp did not expect: a line that lacks its own, unless it goes on with the value above it.
std::optional<Line> line_without_colon(std::string_view text, std::size_t error) {
    std::optional<Line> found;
    std::size_t start = error == 0 ? 0 : text.rfind('\n', error - 1) + 1;  // npos + 1 is 0
    while (start > 0) {
        start = start == 1 ? 0 : text.rfind('\n', start - 2) + 1;
        const Line line = line_at(text, start);
        if (line.words.empty()) continue;
        if (without_colon(line.words)) {
            found = line;
            continue;
        }
        if (found && line.indent < found->indent && line.words.back() != ':') return std::nullopt;
        break;
    }
    return found;
}

bool report_missing_colon(const SourceText& source, std::uint32_t index, std::uint32_t error, Diagnostics& findings) {
    const std::optional<Line> line = line_without_colon(source.text(), error);
    if (!line) return false;
    const std::size_t colon = line->words.find(':');
    const std::size_t word = std::min(std::min(colon, line->words.find(' ')), line->words.size());
    const bool space_only = colon == word;
    std::string_view value = line->words.substr(word);
    while (value.starts_with(' ') || value.starts_with(':')) value.remove_prefix(1);
    findings.add("E104",
                 {index, static_cast<std::uint32_t>(line->begin), static_cast<std::uint32_t>(line->words.size())},
                 space_only ? "a space is missing here after the colon" : "a colon and a space are missing here", {},
                 fmt::format("write `{}: {}`", line->words.substr(0, word), value.empty() ? "…" : value));
    return true;
}

}  // namespace

std::optional<std::size_t> hostile_nesting(std::string_view text) {
    constexpr int hopeless = 1000;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '[' || text[i] == '{') ++depth;
        if (text[i] == ']' || text[i] == '}') --depth;
        if (depth > hopeless) return i;
    }
    return std::nullopt;
}

void report_yaml_error(const YAML::ParserException& error, const SourceText& source, std::uint32_t index,
                       Diagnostics& findings) {
    const auto size = static_cast<std::uint32_t>(source.text().size());
    const std::uint32_t offset = std::min(static_cast<std::uint32_t>(std::max(error.mark.pos, 0)), size);
    if (error.msg.find("EOF in scalar") != std::string::npos) {
        findings.add("E105", {index, open_in(source.text()).quote.value_or(offset), 1}, "this quote is never closed",
                     {}, "close it where the text ends");
        return;
    }
    if (dynamic_cast<const YAML::DeepRecursion*>(&error) != nullptr) {
        findings.add("E102", {index, offset, 1}, fmt::format("values are nested more than {} deep", deepest_nesting));
        return;
    }
    if (error.msg.find("ANCHOR") != std::string::npos || error.msg.find("anchor is not defined") != std::string::npos) {
        findings.add("E106", {index, offset, 1}, "an alias (*name) is not allowed", {},
                     "write the value, or quotes around a text that begins with \"*\"");
        return;
    }
    if (error.msg.find("map value") != std::string::npos && report_missing_colon(source, index, offset, findings))
        return;
    if (error.msg.find("flow") != std::string::npos) {
        // From the error on nothing is known; a closing bracket there may be of the wrong kind.
        const std::optional<std::uint32_t> open =
            open_in(std::string_view(source.text()).substr(0, offset + 1)).bracket;
        if (open) {
            const bool list = source.text()[*open] == '[';
            findings.add("E104", {index, *open, 1}, fmt::format("this \"{}\" is never closed", list ? '[' : '{'), "",
                         fmt::format("add the missing \"{}\"", list ? ']' : '}'));
            return;
        }
    }
    const PlainWords words = plain_words(error.msg);
    findings.add("E104", {index, offset, 1}, words.what, "", words.hint);
}

}  // namespace standoff
