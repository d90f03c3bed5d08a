// Findings as text: for people (the line shown, the span marked), for a log (one line), for programs (JSON).
#include <standoff/diagnostic.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/columns.hpp"
#include "base/unicode.hpp"

namespace standoff {

namespace {

/// Lines wider than this are shown as a window around the span.
constexpr std::size_t window_width = 100;
constexpr std::string_view cut_mark = "…";

std::string_view severity_name(const Diagnostic& finding) {
    return finding.severity() == Severity::error ? "error" : "warning";
}

/// A place with its source at hand: where the span begins, and where it ends on the line where it begins.
struct Location {
    const SourceText* source;
    SourceText::Position start;
    std::string_view line;
    std::size_t span_begin;  ///< bytes from the start of the line
    std::size_t span_end;
};

std::optional<Location> locate(const Place& place, const Sources& sources) {
    if (!place.known() || place.source >= sources.size()) return std::nullopt;
    const SourceText& source = sources[place.source];
    const SourceText::Position start = source.position(place.offset);
    const std::string_view line = source.line(start.line);
    const std::size_t offset = std::min<std::size_t>(place.offset, source.text().size());
    const std::size_t begin = std::min(offset - source.line_start(start.line), line.size());
    const std::size_t end = std::min(begin + place.length, line.size());
    return Location{&source, start, line, begin, end};
}

std::string spot(const Location& at) {
    return unicode::printable(at.source->name()) + ':' + std::to_string(at.start.line) + ':' +
           std::to_string(at.start.column);
}

/// A line as a terminal shows it, with the span that is to be marked, in columns.
struct ShownLine {
    std::string text;
    std::size_t span_begin = 0;
    std::size_t span_width = 0;
};

struct Cell {
    std::string text;
    std::size_t width;
    std::size_t column;  ///< where it begins
};

constexpr std::size_t tab_width = 4;

std::vector<Cell> cells_of(std::string_view line, Characters characters) {
    std::size_t column = 0;
    std::vector<Cell> cells;
    while (!line.empty()) {
        const unicode::Character character = unicode::first_character(line);
        const bool tab = character.code == U'\t';
        Cell cell{tab ? std::string(tab_width, ' ') : unicode::printable(line.substr(0, character.length)), 1, column};
        if (tab) cell.width = tab_width;
        else if (!unicode::is_control(character.code)) cell.width = unicode::display_width(character.code);
        if (characters == Characters::ascii) {
            cell.text = unicode::in_ascii(cell.text);
            cell.width = cell.text.size();
        }
        column += cell.width;
        cells.push_back(std::move(cell));
        line.remove_prefix(character.length);
    }
    return cells;
}

std::size_t width_of(const std::vector<Cell>& cells) {
    return cells.empty() ? 0 : cells.back().column + cells.back().width;
}

/// The first column of a window of `window_width` that has the span in its middle, or the span's start if it is wider.
std::size_t window_start(std::size_t span_begin, std::size_t span_width, std::size_t line_width) {
    const std::size_t room = window_width - std::min(span_width, window_width);
    const std::size_t start = span_begin - std::min(span_begin, room / 2);
    return std::min(start, line_width - window_width);
}

/// A line of megabytes without the bytes that no window around the span shows.
Location without_far_ends(Location at) {
    constexpr std::size_t enough = 1024;
    std::size_t skipped = at.span_begin - std::min(at.span_begin, enough);
    while (skipped < at.span_begin && (static_cast<unsigned char>(at.line[skipped]) & 0xC0U) == 0x80U) ++skipped;
    at.line = at.line.substr(skipped, 2 * enough);
    at.span_begin -= skipped;
    at.span_end = std::min(at.span_end - skipped, at.line.size());
    return at;
}

ShownLine show(const Location& whole, Characters characters) {
    const Location at = without_far_ends(whole);
    const std::vector<Cell> cells = cells_of(at.line, characters);
    const std::size_t line_width = width_of(cells);
    const std::size_t span_begin = width_of(cells_of(at.line.substr(0, at.span_begin), characters));
    const std::size_t span_end = width_of(cells_of(at.line.substr(0, at.span_end), characters));

    const std::string mark = characters == Characters::ascii ? unicode::in_ascii(cut_mark) : std::string(cut_mark);
    ShownLine shown;
    std::size_t first = 0;
    std::size_t last = line_width;
    if (line_width > window_width) {
        first = window_start(span_begin, span_end - span_begin, line_width);
        last = first + window_width;
    }
    if (first > 0) shown.text += mark;
    std::size_t skipped = line_width;  // columns left of the first cell shown
    for (const Cell& cell : cells) {
        if (cell.column < first || cell.column + cell.width > last) continue;
        skipped = std::min(skipped, cell.column);
        shown.text += cell.text;
    }
    skipped = std::min(skipped, span_begin);
    shown.span_begin = span_begin - skipped + (first > 0 ? unicode::code_points(mark) : 0);
    shown.span_width = std::max<std::size_t>(std::min(span_end, last) - std::min(span_begin, last), 1);
    if (last < line_width) shown.text += mark;
    while (!shown.text.empty() && shown.text.back() == ' ') shown.text.pop_back();
    return shown;
}

/// `text` behind `first`, in lines of a page.
std::string paragraph(const std::string& first, const std::string& text, Characters characters) {
    return wrapped(unicode::printable(text), first, std::string(first.size(), ' '), page_width, characters,
                   LongWords::whole);
}

std::string human(const Diagnostic& finding, const Sources& sources, Characters characters) {
    std::string text =
        paragraph(std::string(severity_name(finding)) + '[' + finding.code + "]: ", finding.what, characters);
    const auto add = [&](const std::string& label, const std::string& what) {
        if (!what.empty()) text += paragraph(label, what, characters);
    };
    const std::optional<Location> at = locate(finding.place, sources);
    if (!at) {
        add("  = note: ", finding.why);
        add("  = help: ", finding.hint);
        return text;
    }
    const std::string number = std::to_string(at->start.line);
    const std::string margin(number.size(), ' ');
    const ShownLine shown = show(*at, characters);
    text += margin + "--> " + spot(*at) + '\n';
    text += margin + " |\n";
    text += number + " |" + (shown.text.empty() ? "" : " ") + shown.text + '\n';
    const std::string mark = margin + " | " + std::string(shown.span_begin, ' ') + std::string(shown.span_width, '^');
    const std::string why = unicode::printable(finding.why);
    const bool beside = mark.size() + 1 + columns_of(why, characters) <= page_width;
    text += mark + (beside && !why.empty() ? " " + why : "") + '\n';
    if (!beside) add(margin + " = note: ", finding.why);
    add(margin + " = help: ", finding.hint);
    return text;
}

std::string brief(const Diagnostic& finding, const Sources& sources) {
    std::string text;
    if (const std::optional<Location> at = locate(finding.place, sources)) text += spot(*at) + ": ";
    text += std::string(severity_name(finding)) + '[' + finding.code + "]: " + unicode::printable(finding.what);
    if (!finding.why.empty()) text += "; " + unicode::printable(finding.why);
    if (!finding.hint.empty()) text += "; " + unicode::printable(finding.hint);
    return text + '\n';
}

std::string json_string(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string result = "\"";
    while (!text.empty()) {
        const unicode::Character character = unicode::first_character(text);
        text.remove_prefix(character.length);
        switch (character.code) {
            case U'"': result += "\\\""; break;
            case U'\\': result += "\\\\"; break;
            case U'\n': result += "\\n"; break;
            case U'\t': result += "\\t"; break;
            case U'\r': result += "\\r"; break;
            default:
                if (character.code < 0x20U) {
                    result += "\\u00";
                    result += hex[character.code >> 4U];
                    result += hex[character.code & 0xFU];
                } else {
                    unicode::append_utf8(result, character.code);
                }
        }
    }
    return result + '"';
}

std::string json(const Diagnostic& finding, const Sources& sources) {
    std::string text = R"({"severity":")" + std::string(severity_name(finding)) + R"(","code":)" +
                       json_string(finding.code) + R"(,"file":)";
    if (const std::optional<Location> at = locate(finding.place, sources)) {
        const std::uint32_t rest = UINT32_MAX - finding.place.offset;
        const SourceText::Position end =
            at->source->position(finding.place.offset + std::min(finding.place.length, rest));
        text += json_string(at->source->name());
        text += R"(,"line":)" + std::to_string(at->start.line) + R"(,"column":)" + std::to_string(at->start.column);
        text += R"(,"end_line":)" + std::to_string(end.line) + R"(,"end_column":)" + std::to_string(end.column);
    } else {
        text += R"(null,"line":null,"column":null,"end_line":null,"end_column":null)";
    }
    text += R"(,"what":)" + json_string(finding.what) + R"(,"why":)" + json_string(finding.why) + R"(,"hint":)" +
            json_string(finding.hint);
    return text + "}\n";
}

}  // namespace

std::string render(const Diagnostic& finding, const Sources& sources, DiagnosticFormat format, Characters characters) {
    if (format == DiagnosticFormat::json) return json(finding, sources);
    const std::string text =
        format == DiagnosticFormat::brief ? brief(finding, sources) : human(finding, sources, characters);
    return characters == Characters::ascii ? unicode::in_ascii(text) : text;
}

}  // namespace standoff
