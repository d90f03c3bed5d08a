#include "cli/game_folder.hpp"

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "base/version.hpp"
#include "experiment/failures.hpp"
#include "game/game_file.hpp"
#include "report/scenario_facts.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/main_variables.hpp"
#include "results/observed.hpp"
#include "results/run_files.hpp"
#include "results/tally.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_variables = 8;

RunManifest manifest_of(const LoadedModel& loaded, const std::vector<Input>& inputs, const Game& game,
                        const RunTally& tally, const std::string& command) {
    RunManifest manifest;
    describe_model(*loaded.model, manifest);
    manifest.standoff_version = version();
    manifest.command_line = command;
    manifest.scenario_file = inputs.front().path;
    manifest.variant = game.variant;
    manifest.set = game.set;
    manifest.seed = game.seed;
    manifest.runs_asked = manifest.runs = 1;
    manifest.failed = tally.failed();
    manifest.trace_hash = tally.trace_hash();
    manifest.inputs = hashed(inputs);
    describe_scenario(*loaded.scenario.spec, manifest);
    return manifest;
}

}  // namespace

void write_game_folder(const Target& target, const LoadedModel& loaded, const std::vector<Input>& inputs,
                       const Game& game, const GamePosition& played, const std::string& command) {
    const Model& model = played.model;  // with the moves in it
    FolderInProgress folder(target.folder, target.replace);
    write_inputs(folder, inputs);
    const PlaceNames places = [&](const Place& place) { return line_text(place, loaded.scenario, inputs); };
    RunsTable runs(folder, model);
    RunTally tally(model, 1);
    EnsembleOptions options;
    options.seed = game.seed;
    options.first_run = game.run;
    options.runs = options.jobs = 1;
    options.bands = options.series = true;
    const EnsembleResult result =
        run_ensemble(model, options, [&](const RunResult& run, std::span<const double> measures) {
            tally.add(run, measures);
            runs.add(run, measures);
        });
    runs.close();
    ShownRunTables shown(&folder, model, places);
    shown.begin(game.run);
    (void)record_run(model, game.seed, game.run, shown);
    shown.close();
    RunManifest manifest = manifest_of(loaded, inputs, game, tally, command);
    manifest.shown = shown.shown();
    if (tally.first_failed() != 0)
        manifest.first_failure = explained_failure(model, game.seed, game.run, loaded.scenario, inputs);
    const VariableUses uses = variable_uses(*loaded.scenario.spec);
    for (const int quantity : main_variables(model, result.bands, shown, uses, most_variables))
        manifest.main_variables.push_back(variable_entry(model, quantity));
    manifest.lasted = 1;
    write_bands(folder, model, result.bands);
    if (!model.series.empty()) folder.write("observed.csv", observed_csv(model, result.series));
    folder.write("rules.json", rules_json(decision_texts(model, places)));
    RunSummary summary = tally.summarize(model.title, game.seed);
    summary.observed = summarize_series(model, result.series);
    folder.write("summary.json", summary_json(summary));
    folder.write("game.json", dump(game_json(game)));
    folder.write("manifest.json", manifest_json(manifest, folder.files()));
    folder.finish();
}

}  // namespace standoff
