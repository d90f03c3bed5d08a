#include "report/odd/markdown.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/text.hpp"

namespace standoff::odd {

namespace {

constexpr std::size_t sheet_columns = 100;

bool alphanumeric(char c) { return unicode::is_letter(c) || unicode::is_digit(c); }

std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : unicode::printable(text))
        if (c != ' ' || (!line.empty() && line.back() != ' ')) line += c;
    while (line.ends_with(' ')) line.pop_back();
    return line;
}

/// Whether a character is markup where it stands, for GitHub or for pandoc (which adds `$ ^ ~ @ {`).
bool is_markup(const std::string& line, std::size_t at) {
    constexpr std::string_view always = "\\`*|~^${}";
    const char c = line[at];
    const char before = at > 0 ? line[at - 1] : ' ';
    const char after = at + 1 < line.size() ? line[at + 1] : ' ';
    if (always.find(c) != std::string_view::npos) return true;
    if (c == ']') return after == '(' || after == '[' || after == ':';
    if (c == '_') return !alphanumeric(before) || !alphanumeric(after);
    if (c == '<') return after != ' ';
    if (c == '&') return after == '#' || alphanumeric(after);
    if (c == '@') return alphanumeric(after) && !alphanumeric(before);
    return false;
}

/// The text of a block, with an escape where it would begin a list, a heading, a quotation or a definition.
std::string block_text(std::string line) {
    constexpr std::string_view marks = "#>-+=:(%[";
    if (!line.empty() && marks.find(line[0]) != std::string_view::npos) return "\\" + line;
    std::size_t digits = 0;
    while (digits < line.size() && alphanumeric(line[digits])) ++digits;
    const bool enumerator = digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
    const bool number =
        std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(digits), unicode::is_digit);
    if (enumerator && (number || digits == 1)) line.insert(digits, 1, '\\');
    return line;
}

std::string row_of(const Row& cells, const std::vector<bool>& kept) {
    std::string text = "|";
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (kept[i]) text += " " + cells[i] + (cells[i].empty() ? "|" : " |");
    return text + "\n";
}

}  // namespace

std::string escaped(std::string_view text) {
    const std::string line = one_line(text);
    std::string result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (is_markup(line, i)) result += '\\';
        result += line[i];
    }
    return result;
}

std::string sentence(std::string_view text) { return with_stop(escaped(text)); }

std::string code(std::string_view text) {
    // A pipe would end a table's cell and a backtick the span: such text is set as prose.
    if (text.find_first_of("|`") != std::string_view::npos) return escaped(text);
    const std::string line = one_line(text);
    return line.empty() ? "" : "`" + line + "`";
}

std::vector<std::string> spans(const std::vector<std::string>& names) {
    std::vector<std::string> all;
    all.reserve(names.size());
    for (const std::string& name : names) all.push_back(code(name));
    return all;
}

std::string codes(const std::vector<std::string>& names) { return joined(spans(names)); }

std::string titled(int level, std::string_view title, const std::string& body) {
    if (body.empty()) return {};
    return fmt::format("{} {}\n\n{}", std::string(static_cast<std::size_t>(level), '#'), title, body);
}

std::string paragraph(const std::string& text) { return text.empty() ? "" : block_text(text) + "\n\n"; }

std::string bullets(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text += "- " + block_text(item) + "\n";
    return text.empty() ? "" : text + "\n";
}

std::string numbered(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        text += fmt::format("{}. ", i + 1);
        for (const char c : items[i]) text += c == '\n' ? "\n    " : std::string(1, c);
        text += "\n";
    }
    return text.empty() ? "" : text + "\n";
}

std::string table(const std::vector<Column>& columns, const std::vector<Row>& rows) {
    if (rows.empty()) return {};
    std::vector<bool> kept(columns.size(), false);
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) kept[i] = kept[i] || !row[i].empty();
    Row titles;
    std::string rule = "|";
    for (std::size_t i = 0; i < columns.size(); ++i) {
        titles.emplace_back(columns[i].title);
        if (kept[i]) rule += std::string(static_cast<std::size_t>(3 * columns[i].weight), '-') + "|";
    }
    std::string text = row_of(titles, kept) + rule + "\n";
    for (const Row& row : rows) text += row_of(row, kept);
    return text + "\n";
}

std::string sheet(const Sheet& lines) {
    if (lines.empty()) return {};
    std::size_t width = 0;
    for (const auto& [label, text] : lines) width = std::max(width, columns_of(label));
    const std::size_t gap = width > 0 ? width + 2 : 0;
    std::string block;
    std::string last;
    for (const auto& [label, text] : lines) {
        const std::string first = left_in(label == last ? "" : label, gap);
        block += wrapped(text, first, std::string(gap + 4, ' '), sheet_columns);
        last = label;
    }
    return "```text\n" + block + "```\n\n";
}

}  // namespace standoff::odd
