#include "experiment/run_account.hpp"

#include <fmt/format.h>

#include "base/shell.hpp"
#include "base/version.hpp"
#include "experiment/failures.hpp"
#include "model/model.hpp"
#include "results/main_variables.hpp"
#include "results/observed.hpp"
#include "results/run_files.hpp"
#include "results/tally.hpp"

namespace standoff {

namespace {

RunManifest manifest_of(const RunAccount& account, const RunTally& tally, const ShownRunTables& shown) {
    RunManifest manifest;
    describe_model(account.model, manifest);
    manifest.standoff_version = version();
    manifest.shown = shown.shown();
    manifest.inputs = hashed(account.inputs);
    manifest.scenario_file = account.inputs.empty() ? std::string() : account.inputs.front().path;
    manifest.variant = account.load.variant;
    manifest.set = account.load.set;
    manifest.until = account.load.until;
    manifest.seed = account.seed;
    manifest.runs_asked = account.runs_asked;
    manifest.runs = tally.runs();
    manifest.failed = tally.failed();
    manifest.interrupted = account.interrupted;
    manifest.trace_hash = tally.trace_hash();
    if (tally.first_failed() > 0)
        manifest.first_failure = explained_failure(account.model, account.seed, tally.first_failed(), account.scenario,
                                                   account.inputs, account.point);
    return manifest;
}

}  // namespace

std::string run_line(const std::string& file, const LoadOptions& load, std::uint64_t seed, std::uint32_t runs) {
    std::string line = "standoff run " + shell_quoted(file);
    if (!load.variant.empty()) line += " --variant " + shell_quoted(load.variant);
    for (const std::string& setting : load.set) line += " --set " + shell_quoted(setting);
    if (!load.until.empty()) line += " --until " + shell_quoted(load.until);
    return line + fmt::format(" --seed {} --runs {}", seed, runs);
}

RunRecord record_of(const RunAccount& account, const EnsembleResult& ensemble, RunTally& tally, ShownRunTables& shown) {
    RunRecord record;
    record.manifest = manifest_of(account, tally, shown);
    record.summary = tally.summarize(account.model.title, account.seed, account.jobs);
    record.summary.observed = summarize_series(account.model, ensemble.series);
    record.events = shown.take_events();
    record.dates = shown.dates();
    return record;
}

void add_main_variables(RunRecord& record, const Model& model, const Bands& bands, const ShownRunTables& shown,
                        const VariableUses& uses) {
    for (const int quantity : main_variables(model, bands, shown, uses, most_variables)) {
        record.manifest.main_variables.push_back(variable_entry(model, quantity));
        record.histories.push_back(band_history(model, bands, quantity));
        const auto last = static_cast<int>(record.histories.back().q50.size()) - 1;
        record.manifest.lasted = bands.count(quantity, last);  // the same for all
        record.histories.back().shown = shown.path_of(quantity);
    }
}

}  // namespace standoff
