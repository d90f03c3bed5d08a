#include "scenario/csv.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace standoff {

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
    const auto found =
        std::find_if(header.begin(), header.end(), [&](const YamlNode& cell) { return cell.text == name; });
    if (found == header.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header.begin());
}

namespace {

class CsvReader {
public:
    CsvReader(std::string_view text, std::uint32_t source) : text_(text), source_(source) {}

    /// The next line's cells; empty at the end of the file. `unclosed` is set for a quote without an end.
    std::vector<YamlNode> line(bool& unclosed) {
        skip_comments();
        std::vector<YamlNode> cells;
        if (at_ >= text_.size()) return cells;
        while (true) {
            cells.push_back(cell(unclosed));
            if (at_ < text_.size() && text_[at_] == ',') {
                ++at_;
                continue;
            }
            skip_line();
            return cells;
        }
    }

private:
    void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1; }

    void skip_comments() {
        while (at_ < text_.size() && (text_[at_] == '#' || text_[at_] == '\n' || text_[at_] == '\r')) skip_line();
    }

    YamlNode cell(bool& unclosed) {
        const std::size_t begin = at_;
        std::string value;
        if (at_ < text_.size() && text_[at_] == '"') {
            ++at_;
            while (at_ < text_.size() && (text_[at_] != '"' || text_.substr(at_).starts_with("\"\""))) {
                if (text_[at_] == '"') ++at_;
                value += text_[at_++];
            }
            unclosed = unclosed || at_ >= text_.size();
            while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') ++at_;
        } else {
            while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') value += text_[at_++];
            while (!value.empty() && (value.back() == '\r' || value.back() == ' ')) value.pop_back();
        }
        const auto length = static_cast<std::uint32_t>(std::max<std::size_t>(at_ - begin, 1));
        YamlNode node = scalar_at(std::move(value), {source_, static_cast<std::uint32_t>(begin), length});
        for (std::size_t i = 0; i < node.offsets.size(); ++i)
            node.offsets[i] = static_cast<std::uint32_t>(std::min(begin + i, at_));
        return node;
    }

    std::string_view text_;
    std::uint32_t source_;
    std::size_t at_ = 0;
};

}  // namespace

std::optional<CsvTable> read_csv(Context& context, const YamlNode& file, std::string& path) {
    const std::filesystem::path folder =
        std::filesystem::path(context.spec.sources.at(file.place.source).name()).parent_path();
    path = (folder / file.text).lexically_normal().string();
    // Also of one that cannot be read: it is a file of the scenario, which is another once the file is there.
    if (std::find(context.spec.files.begin(), context.spec.files.end(), path) == context.spec.files.end())
        context.spec.files.push_back(path);
    const std::optional<std::uint32_t> source = read_source(path, file.place, context.spec.sources, context.findings);
    if (!source) return std::nullopt;
    const std::string text = context.spec.sources[*source].text();  // a copy: sources may grow
    CsvReader reader(text, *source);
    bool unclosed = false;
    CsvTable table;
    table.header = reader.line(unclosed);
    if (table.header.empty()) {
        context.findings.add("E227", file.place, fmt::format("\"{}\" is empty", path), {},
                             "its first line names the columns");
        return std::nullopt;
    }
    while (true) {
        std::vector<YamlNode> row = reader.line(unclosed);
        if (row.empty()) break;
        if (row.size() != table.header.size()) {
            context.findings.add(
                "E227", row.front().place,
                fmt::format("this line has {} values and the first line {}", row.size(), table.header.size()));
            return std::nullopt;
        }
        table.rows.push_back(std::move(row));
        if (table.rows.size() * table.header.size() <= static_cast<std::size_t>(most_events)) continue;
        context.findings.add("E102", file.place, fmt::format("\"{}\" holds more than {} values", path, most_events));
        return std::nullopt;
    }
    if (unclosed) {
        context.findings.add("E227", table.header.front().place, "a quote in this table is never closed");
        return std::nullopt;
    }
    return table;
}

}  // namespace standoff
