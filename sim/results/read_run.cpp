#include <standoff/results.hpp>

#include <charconv>

#include <fmt/format.h>

#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

constexpr std::size_t event_columns = 12;

template <class Whole>
Whole whole_number(const std::string& text) {
    Whole value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size())
        throw ResultsError(fmt::format("\"{}\" is not a whole number", text));
    return value;
}

double decimal(const std::string& text) {
    const auto value = parse_number(text);
    if (!value) throw ResultsError(fmt::format("\"{}\" is not a number", text));
    return *value;
}

std::vector<ShownEvent> parse_events(const std::string& text) {
    const auto rows = parse_csv(text);
    if (!rows || rows->empty()) throw ResultsError("it is not a table of events");
    std::vector<ShownEvent> events;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const std::vector<std::string>& row = (*rows)[i];
        if (row.size() != event_columns)
            throw ResultsError(fmt::format("row {} has {} fields, not {}", i + 1, row.size(), event_columns));
        events.push_back({whole_number<std::uint32_t>(row[0]), whole_number<int>(row[1]), row[2], row[3], row[4],
                          row[5], row[6], row[7], decimal(row[8]), decimal(row[9]), decimal(row[10]),
                          decimal(row[11])});
    }
    return events;
}

}  // namespace

RunRecord read_run(const std::filesystem::path& folder) {
    RunRecord record;
    record.manifest = read_parsed(folder / "manifest.json", parse_manifest);
    record.summary = read_parsed(folder / "summary.json", parse_summary);
    record.events = read_parsed(folder / "events.csv", parse_events);
    return record;
}

}  // namespace standoff
