// `--vary` on the command line: the short forms of what `vary` holds in a file.
#include <algorithm>

#include "scenario/factors.hpp"

namespace standoff {

namespace {

/// The parts between separators that stand in no brackets, as they lie in the source.
std::vector<YamlNode> parts_of(const std::string& text, std::size_t begin, char separator, std::uint32_t source) {
    std::vector<YamlNode> parts;
    int depth = 0;
    for (std::size_t i = begin; i <= text.size(); ++i) {
        if (i < text.size() && text[i] == '(') ++depth;
        if (i < text.size() && text[i] == ')') --depth;
        if (i < text.size() && (text[i] != separator || depth > 0)) continue;
        parts.push_back(scalar_within(text, begin, i, source));
        begin = i + 1;
    }
    return parts;
}

void add(YamlNode& span, const char* key, YamlNode value) {
    const Place place = value.place;
    span.entries.push_back({scalar_at(key, place), std::move(value)});
}

/// `low:high`, `low:high:steps`, each with `:log` or `:whole` at its end; nothing if it has another number of parts.
std::optional<YamlNode> span_of(std::vector<YamlNode> parts, Place place) {
    YamlNode span = mapping_at(place);
    const std::string kind = parts.back().text;
    if (kind == "log") add(span, "scale", std::move(parts.back()));
    if (kind == "whole") add(span, "whole", scalar_at("true", parts.back().place));
    if (kind == "log" || kind == "whole") parts.pop_back();
    if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
    add(span, "from", std::move(parts[0]));
    add(span, "to", std::move(parts[1]));
    if (parts.size() == 3) add(span, "steps", std::move(parts[2]));
    return span;
}

}  // namespace

std::optional<YamlEntry> parse_vary(const std::string& text, std::uint32_t source, Diagnostics& findings) {
    const auto length = static_cast<std::uint32_t>(std::max<std::size_t>(text.size(), 1));
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 >= text.size()) {
        findings.add("E230", {source, 0, length}, "what varies is a path and its values", {},
                     "write --vary path=0:1:5 or --vary path=a,b,c");
        return std::nullopt;
    }
    YamlNode path = scalar_within(text, 0, equals, source);
    YamlNode whole = scalar_within(text, equals + 1, text.size(), source);
    std::vector<YamlNode> list = parts_of(text, equals + 1, ',', source);
    for (std::size_t i = 0; list.size() > 1 && i < list.size(); ++i) {
        if (!list[i].text.empty()) continue;
        findings.add(
            "E230", list[i].place,
            i + 1 == list.size() ? "a value is missing after the last comma" : "a value is missing before this comma",
            {}, "write a,b,c");
        return std::nullopt;
    }
    if (list.size() > 1) {
        YamlNode values = whole;
        values.form = YamlNode::Form::sequence;
        values.items = std::move(list);
        return YamlEntry{std::move(path), std::move(values)};
    }
    if (whole.text == "prior") return YamlEntry{std::move(path), std::move(whole)};
    if (std::optional<YamlNode> span = span_of(parts_of(text, equals + 1, ':', source), whole.place))
        return YamlEntry{std::move(path), std::move(*span)};
    findings.add("E230", whole.place, "these are no values to vary between", {},
                 "write low:high:steps, low:high, a,b,c or `prior`; one value is for --set");
    return std::nullopt;
}

}  // namespace standoff
