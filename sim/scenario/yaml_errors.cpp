#include "scenario/yaml_errors.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>

#include "scenario/document.hpp"
#include "scenario/layout.hpp"

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
    if (says("map value")) return {"a second \": \" in one text", "put the text after the first one in quotes"};
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
    if (dynamic_cast<const YAML::DeepRecursion*>(&error) != nullptr) {
        findings.add("E102", {index, offset, 1}, fmt::format("values are nested more than {} deep", deepest_nesting));
        return;
    }
    // What looks wrong only below the place where YAML gave up is not why it gave up.
    if (std::optional<Slip> slip = find_slip(source.text());
        slip && source.position(static_cast<std::uint32_t>(slip->offset)).line <= source.position(offset).line) {
        findings.add(slip->code,
                     {index, static_cast<std::uint32_t>(slip->offset), static_cast<std::uint32_t>(slip->length)},
                     std::move(slip->what), std::move(slip->why), std::move(slip->hint));
        return;
    }
    if (error.msg.find("ANCHOR") != std::string::npos || error.msg.find("anchor is not defined") != std::string::npos) {
        findings.add("E106", {index, offset, 1}, "an alias (*name) is not allowed", {},
                     "write the value, or quotes around a text that begins with \"*\"");
        return;
    }
    const PlainWords words = plain_words(error.msg);
    findings.add("E104", {index, offset, 1}, words.what, "", words.hint);
}

}  // namespace standoff
