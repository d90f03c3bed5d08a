// The tables of a run's folder (runs.csv, events.csv, series.csv, bands.csv) and what its manifest says about the
// model.
//
// Nothing here grows with the number of runs: rows are written as they come.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/results.hpp>

#include "results/decision_files.hpp"
#include "results/folder.hpp"
#include "results/text.hpp"

namespace standoff {

struct Model;

/// One act or chance event as tables have it. `hold` has no action and no rung.
[[nodiscard]] ShownEvent shown_event(const Model& model, const Event& event, std::uint32_t run);

[[nodiscard]] std::string runs_header(const Model& model);
/// The row of one run, with its line end, built in `row`.
[[nodiscard]] std::string_view runs_row(CsvRow& row, const Model& model, const RunResult& result,
                                        std::span<const double> measures);

class RunsTable {
public:
    RunsTable(const FolderInProgress& folder, const Model& model);
    void add(const RunResult& result, std::span<const double> measures);
    void close() { file_.close(); }

private:
    const Model& model_;
    CsvRow row_;
    FileWriter file_;
};

/// Writes the shown runs, one after the other, to events.csv, series.csv and decisions.jsonl where there is a folder,
/// and keeps the first of them: of the others no more than how they ended, so that memory holds however many there are.
class ShownRunTables : public RunRecorder {
public:
    /// Whether the decisions of the first run stay in memory, too, as KeptDecisions.
    enum class Decisions : std::uint8_t { drop, keep };

    /// `folder` may be null; `places` says where a script's row stands.
    ShownRunTables(const FolderInProgress* folder, const Model& model, PlaceNames places,
                   Decisions decisions = Decisions::drop);

    /// What follows is of this run.
    void begin(std::uint32_t run) { run_ = run; }

    void event(const Event& event) override;
    void decided(const Deciding& deciding) override;
    void state(int step, std::span<const double> values) override;
    void finished(const RunResult& result, std::span<const double> measures) override;
    void close();

    /// Those that were finished.
    [[nodiscard]] const std::vector<ShownRun>& shown() const { return shown_; }
    /// Of the first.
    [[nodiscard]] std::vector<ShownEvent> take_events() { return std::move(events_); }
    [[nodiscard]] std::vector<DecisionRecord> take_decisions() { return decisions_.take(); }
    [[nodiscard]] bool kept_all_decisions() const { return decisions_.all(); }
    [[nodiscard]] const std::vector<std::string>& dates() const { return dates_; }
    /// Of the first: one value a state of a quantity of the model's.
    [[nodiscard]] std::vector<double> path_of(int quantity) const;

private:
    void write(const ShownEvent& event);
    const Model& model_;
    PlaceNames places_;
    bool keeps_decisions_;
    std::uint32_t run_ = 0;
    std::vector<ShownRun> shown_;
    std::vector<ShownEvent> events_;
    KeptDecisions decisions_;         ///< of the first
    std::vector<std::string> dates_;  ///< of the first, one a state
    std::vector<double> states_;      ///< of the first: one row a state, one column a quantity
    CsvRow row_;
    std::unique_ptr<FileWriter> event_file_;
    std::unique_ptr<FileWriter> series_file_;
    std::unique_ptr<FileWriter> decision_file_;
};

/// bands.csv: for each state that some run reached, five quantiles of every quantity.
void write_bands(const FolderInProgress& folder, const Model& model, const Bands& bands);

/// Title, time, actors, outcomes and measures of a model.
void describe_model(const Model& model, RunManifest& manifest);

/// First day of a step, or nothing in an abstract model.
[[nodiscard]] std::string date_of(const Model& model, int step);

}  // namespace standoff
