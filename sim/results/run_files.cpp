#include "results/run_files.hpp"

#include <array>
#include <limits>

#include "model/model.hpp"

namespace standoff {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::string entity_name(const Model& model, int entity) {
    return entity < 0 ? std::string() : model.entities.at(static_cast<std::size_t>(entity)).name;
}

/// The last day of a run of `steps` steps: the one before the next step begins.
std::string last_day(const Model& model, int steps) {
    const auto next = parse_date(date_of(model, steps));
    return next ? format_date(*next - 1) : std::string();
}

}  // namespace

std::string date_of(const Model& model, int step) {
    const auto index = static_cast<std::size_t>(step);
    return step >= 0 && index < model.dates.size() ? model.dates[index] : std::string();
}

ShownEvent shown_event(const Model& model, const Event& event, std::uint32_t run) {
    ShownEvent shown;
    shown.run = run;
    shown.step = event.step;
    shown.date = date_of(model, event.step);
    shown.count = event.count;
    shown.probability = event.probability;
    if (event.chance >= 0) {
        const ChanceEvent& chance = model.chance.at(static_cast<std::size_t>(event.chance));
        shown.actor = entity_name(model, chance.owner);
        shown.action = chance.name;
        shown.success = shown.rung = missing;
        return shown;
    }
    const Decision& decision = model.decisions.at(static_cast<std::size_t>(event.decision));
    const MenuItem& item = decision.items.at(static_cast<std::size_t>(event.item));
    shown.actor = entity_name(model, decision.actor);
    shown.channel = model.channels.at(static_cast<std::size_t>(decision.channel)).name;
    if (item.action >= 0) shown.action = model.actions.at(static_cast<std::size_t>(item.action)).name;
    shown.target = entity_name(model, item.target);
    shown.level = item.level;
    shown.success = event.success;
    shown.rung = item.action >= 0 ? event.rung : missing;
    return shown;
}

std::string runs_header(const Model& model) {
    CsvRow row;
    for (const char* name : {"run", "outcome", "status", "steps", "hash"}) row.field(std::string_view(name));
    for (const Measure& measure : model.measures) row.field(std::string_view(measure.name));
    return std::string(row.finish());
}

std::string_view runs_row(CsvRow& row, const Model& model, const RunResult& result, std::span<const double> measures) {
    const bool done = result.status == RunStatus::done;
    row.field(std::int64_t{result.run});
    row.field(done ? std::string_view(model.outcomes.at(static_cast<std::size_t>(result.outcome)).name) : "");
    row.field(std::string_view(done ? "done" : "failed"));
    row.field(std::int64_t{result.steps});
    row.field(std::string_view(hash_text(result.hash)));
    for (std::size_t i = 0; i < model.measures.size(); ++i) row.field(done ? measures[i] : missing);
    return row.finish();
}

RunsTable::RunsTable(const FolderInProgress& folder, const Model& model)
    : model_(model), file_(folder.place("runs.csv"), folder.shown_as("runs.csv")) {
    file_.write(runs_header(model));
}

void RunsTable::add(const RunResult& result, std::span<const double> measures) {
    file_.write(runs_row(row_, model_, result, measures));
}

ShownRunTables::ShownRunTables(const FolderInProgress* folder, const Model& model, PlaceNames places,
                               Decisions decisions)
    : model_(model), places_(std::move(places)), keeps_decisions_(decisions == Decisions::keep) {
    if (folder == nullptr) return;
    const auto open = [&](const char* name) {
        return std::make_unique<FileWriter>(folder->place(name), folder->shown_as(name));
    };
    event_file_ = open("events.csv");
    event_file_->write("run,step,date,actor,channel,action,target,level,count,success,rung,probability\n");
    series_file_ = open("series.csv");
    series_file_->write("run,step,date,variable,actor,toward,value\n");
    decision_file_ = open("decisions.jsonl");
}

void ShownRunTables::event(const Event& event) {
    const bool chance = event.chance >= 0;
    if (!chance) {
        const Decision& decision = model_.decisions.at(static_cast<std::size_t>(event.decision));
        if (event.item < 0 || decision.items.at(static_cast<std::size_t>(event.item)).action < 0) return;  // hold
    }
    ShownEvent shown = shown_event(model_, event, run_);
    if (event_file_) write(shown);
    if (shown_.empty()) events_.push_back(std::move(shown));
}

void ShownRunTables::write(const ShownEvent& event) {
    row_.field(std::int64_t{event.run}).field(std::int64_t{event.step});
    for (const std::string* text :
         {&event.date, &event.actor, &event.channel, &event.action, &event.target, &event.level})
        row_.field(std::string_view(*text));
    row_.field(event.count).field(event.success).field(event.rung).field(event.probability);
    event_file_->write(row_.finish());
}

void ShownRunTables::decided(const Deciding& deciding) {
    const bool keep = keeps_decisions_ && shown_.empty();
    if (!decision_file_ && !keep) return;
    DecisionRecord record = decision_record(model_, deciding, run_, places_);
    if (decision_file_) decision_file_->write(decision_json(record) + "\n");
    if (keep) decisions_.add(std::move(record));
}

void ShownRunTables::state(int step, std::span<const double> values) {
    const std::string date = date_of(model_, step);
    if (shown_.empty()) {
        states_.insert(states_.end(), values.begin(), values.end());
        if (!values.empty() && !date.empty()) dates_.push_back(date);
    }
    if (!series_file_) return;
    for (std::size_t i = 0; i < model_.quantities.size(); ++i) {
        const Quantity& quantity = model_.quantities[i];
        row_.field(std::int64_t{run_}).field(std::int64_t{step}).field(std::string_view(date));
        row_.field(std::string_view(quantity.variable));
        row_.field(std::string_view(entity_name(model_, quantity.owner)));
        row_.field(std::string_view(entity_name(model_, quantity.target)));
        row_.field(values[i]);
        series_file_->write(row_.finish());
    }
}

void ShownRunTables::finished(const RunResult& result, std::span<const double> /*measures*/) {
    ShownRun shown{run_, {}, result.steps, last_day(model_, result.steps), result.hash};
    if (result.status == RunStatus::done && result.outcome >= 0)
        shown.outcome = model_.outcomes.at(static_cast<std::size_t>(result.outcome)).name;
    shown_.push_back(std::move(shown));
}

void ShownRunTables::close() {
    if (event_file_) event_file_->close();
    if (series_file_) series_file_->close();
    if (decision_file_) decision_file_->close();
}

std::vector<double> ShownRunTables::path_of(int quantity) const {
    std::vector<double> path;
    for (std::size_t i = static_cast<std::size_t>(quantity); i < states_.size(); i += model_.quantities.size())
        path.push_back(states_[i]);
    return path;
}

void write_bands(const FolderInProgress& folder, const Model& model, const Bands& bands) {
    constexpr std::array quantiles = {0.05, 0.25, 0.5, 0.75, 0.95};
    FileWriter file(folder.place("bands.csv"), folder.shown_as("bands.csv"));
    file.write("step,date,variable,actor,toward,q05,q25,q50,q75,q95\n");
    CsvRow row;
    for (int step = 0; step <= model.steps; ++step) {
        const std::string date = date_of(model, step);
        for (std::size_t i = 0; i < model.quantities.size(); ++i) {
            const int index = static_cast<int>(i);
            if (bands.count(index, step) == 0) continue;
            const Quantity& quantity = model.quantities[i];
            row.field(std::int64_t{step}).field(std::string_view(date)).field(std::string_view(quantity.variable));
            row.field(std::string_view(entity_name(model, quantity.owner)));
            row.field(std::string_view(entity_name(model, quantity.target)));
            for (const double q : quantiles) row.field(bands.quantile(index, step, q));
            file.write(row.finish());
        }
    }
    file.close();
}

void describe_model(const Model& model, RunManifest& manifest) {
    manifest.title = model.title;
    manifest.theory = model.theory;
    manifest.dated = model.dated;
    manifest.steps = model.steps;
    manifest.variables = model.quantities.size();
    if (model.dated) {
        manifest.start = date_of(model, 0);
        manifest.end = last_day(model, model.steps);
    }
    for (const Actor& actor : model.entities) manifest.actors.push_back({actor.name, actor.title, actor.thing});
    for (const Named& outcome : model.outcomes) manifest.outcomes.push_back({outcome.name, outcome.about});
    for (const Measure& measure : model.measures) {
        MeasureEntry entry;
        entry.name = measure.name;
        entry.about = measure.about;
        entry.duration = measure.duration && model.dated;
        manifest.measures.push_back(std::move(entry));
    }
}

}  // namespace standoff
