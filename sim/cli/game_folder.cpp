#include "cli/game_folder.hpp"

#include <standoff/ensemble.hpp>

#include "experiment/run_account.hpp"
#include "game/game_file.hpp"
#include "report/scenario_facts.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/observed.hpp"
#include "results/run_files.hpp"
#include "results/tally.hpp"
#include "scenario/spec.hpp"

namespace standoff {

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
    LoadOptions load;
    load.variant = game.variant;
    load.set = game.set;
    RunRecord record = record_of({.scenario = loaded.scenario,
                                  .model = model,
                                  .inputs = inputs,
                                  .load = load,
                                  .seed = game.seed,
                                  .runs_asked = 1,
                                  .point = {},
                                  .jobs = 1},
                                 result, tally, shown);
    record.manifest.command_line = command;
    describe_scenario(*loaded.scenario.spec, record.manifest);
    add_main_variables(record, model, result.bands, shown, variable_uses(*loaded.scenario.spec));
    write_bands(folder, model, result.bands);
    if (!model.series.empty()) folder.write("observed.csv", observed_csv(model, result.series));
    folder.write("rules.json", rules_json(decision_texts(model, places)));
    folder.write("summary.json", summary_json(record.summary));
    folder.write("game.json", dump(game_json(game)));
    folder.write("manifest.json", manifest_json(record.manifest, folder.files()));
    folder.finish();
}

}  // namespace standoff
