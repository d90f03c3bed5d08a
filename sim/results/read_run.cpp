#include <standoff/results.hpp>

#include <fmt/format.h>

#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/table_reader.hpp"

namespace standoff {

namespace {

constexpr std::size_t event_columns = 12;
constexpr std::size_t band_columns = 10;
constexpr std::size_t series_columns = 7;

/// The history of the variable whose three names begin at `names`, or null if it is none of the main ones.
VariableHistory* history_of(RunRecord& record, const std::string* names) {
    const std::vector<VariableEntry>& main = record.manifest.main_variables;
    for (std::size_t i = 0; i < main.size(); ++i)
        if (main[i].name == names[0] && main[i].actor == names[1] && main[i].toward == names[2])
            return &record.histories[i];
    return nullptr;
}

void read_histories(const std::filesystem::path& folder, RunRecord& record) {
    record.histories.resize(record.manifest.main_variables.size());
    read_rows(folder / "bands.csv", band_columns, [&](const std::vector<std::string>& row) {
        VariableHistory* const history = history_of(record, &row[2]);
        if (history == nullptr) return true;
        history->q05.push_back(decimal(row[5]));
        history->q25.push_back(decimal(row[6]));
        history->q50.push_back(decimal(row[7]));
        history->q75.push_back(decimal(row[8]));
        history->q95.push_back(decimal(row[9]));
        return true;
    });
    for (std::size_t i = 0; i < record.histories.size(); ++i)
        if (record.histories[i].q50.empty())
            throw ResultsError(fmt::format("{} cannot be used: it lacks {}", (folder / "bands.csv").string(),
                                           record.manifest.main_variables[i].label));
    read_rows(folder / "series.csv", series_columns, [&](const std::vector<std::string>& row) {
        if (whole_number<std::uint32_t>(row[0]) != record.manifest.shown.front().run) return false;
        if (!row[2].empty() && whole_number<std::size_t>(row[1]) == record.dates.size()) record.dates.push_back(row[2]);
        if (VariableHistory* const history = history_of(record, &row[3])) history->shown.push_back(decimal(row[6]));
        return true;
    });
}

}  // namespace

std::vector<ShownEvent> read_events(const std::filesystem::path& folder, std::uint32_t run) {
    std::vector<ShownEvent> events;
    read_rows(folder / "events.csv", event_columns, [&](const std::vector<std::string>& row) {
        // The rows of a run stand together.
        if (whole_number<std::uint32_t>(row[0]) != run) return events.empty();
        events.push_back({run, whole_number<int>(row[1]), row[2], row[3], row[4], row[5], row[6], row[7],
                          decimal(row[8]), decimal(row[9]), decimal(row[10]), decimal(row[11])});
        return true;
    });
    return events;
}

RunRecord read_run(const std::filesystem::path& folder) {
    RunRecord record;
    record.manifest = read_parsed(folder / "manifest.json", parse_manifest);
    record.summary = read_parsed(folder / "summary.json", parse_summary);
    if (record.manifest.shown.empty())
        throw ResultsError(fmt::format("{} cannot be used: it shows no run", (folder / "manifest.json").string()));
    record.events = read_events(folder, record.manifest.shown.front().run);
    read_histories(folder, record);
    return record;
}

}  // namespace standoff
