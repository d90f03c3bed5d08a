#include "serve/played_run.hpp"

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "experiment/run_account.hpp"
#include "model/model.hpp"
#include "report/scenario_facts.hpp"
#include "results/run_files.hpp"
#include "results/tally.hpp"
#include "serve/body.hpp"
#include "serve/handlers.hpp"
#include "serve/room.hpp"

namespace standoff {

RunQuestion read_run_question(const Json& body, const Gallery& gallery) {
    const Fields fields = fields_of(body);
    return {read_setup(fields, gallery), static_cast<std::uint32_t>(fields.whole("runs", 1, most_runs_asked)),
            static_cast<std::uint32_t>(fields.whole("show", 1, most_runs_asked)), fields.flag("decisions")};
}

RunMaterial play_run(const RunQuestion& question, const Gallery& gallery, const std::stop_token& stop) {
    const Setup& setup = question.setup;
    const PreparedRun run = gallery.prepare_run(setup.entry, setup.variant, setup.set);
    const PreparedModel& prepared = *run.prepared;
    const Model& model = *prepared.model;
    const LoadOptions load{setup.variant, setup.set, {}};
    const std::string command = run_line(setup.entry.name, load, setup.seed, question.runs);
    EnsembleOptions options;
    options.seed = setup.seed;
    options.runs = question.runs;
    options.points = run.point;
    options.bands = options.series = true;
    options.stop = stop;
    options.jobs = jobs_with_room(model, options, setup.entry.name, command);
    RunTally tally(model, question.runs);
    const EnsembleResult ensemble =
        run_ensemble(model, options,
                     [&](const RunResult& result, std::span<const double> measures) { tally.add(result, measures); });
    if (ensemble.finished < question.runs) throw Refused(Status::outdated, "this was asked for no longer");

    const PlaceNames places = [&](const Place& place) { return line_text(place, prepared.scenario, prepared.inputs); };
    using Decisions = ShownRunTables::Decisions;
    ShownRunTables shown(nullptr, model, places, question.decisions ? Decisions::keep : Decisions::drop);
    shown.begin(question.show);
    (void)record_run(model, setup.seed, question.show, shown, run.point);

    RunMaterial material;
    const RunAccount account{prepared.scenario, model, prepared.inputs, load, setup.seed, question.runs, run.point};
    material.run = record_of(account, ensemble, tally, shown);
    describe_scenario(*prepared.scenario.spec, material.run.manifest);
    add_main_variables(material.run, model, ensemble.bands, shown, variable_uses(*prepared.scenario.spec));
    std::string& line = material.run.manifest.command_line;
    line = command;
    if (question.show != 1) line += fmt::format(" --show {}", question.show);
    material.dots = tally.dots();
    material.observed = observed_points(model, ensemble.series);
    material.texts = decision_texts(model, places);
    material.all_decisions = shown.kept_all_decisions();
    material.decisions = shown.take_decisions();
    material.scenario = scenario_texts(*prepared.scenario.spec);
    return material;
}

}  // namespace standoff
