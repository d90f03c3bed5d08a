#include <algorithm>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "cli/progress.hpp"
#include "cli/scenarios.hpp"
#include "cli/seeds.hpp"
#include "cli/targets.hpp"
#include "cli/terminal_options.hpp"
#include "experiment/run_account.hpp"
#include "model/model.hpp"
#include "report/report_page.hpp"
#include "report/scenario_facts.hpp"
#include "report/terminal.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/observed.hpp"
#include "results/run_files.hpp"
#include "results/tally.hpp"

namespace standoff {

namespace {

/// One ensemble and its shown run, from the compiled model to the folder in its place.
class Session {
public:
    Session(const RunArguments& arguments, LoadedModel& loaded, FoundScenario file, Target target, Streams& streams)
        : arguments_(arguments),
          loaded_(loaded),
          model_(*loaded.model),
          file_(std::move(file)),
          target_(std::move(target)),
          streams_(streams),
          seed_(arguments.seed ? *arguments.seed : drawn_seed()),
          tally_(model_, arguments.runs) {}

    int run() {
        if (!arguments_.seed && !arguments_.quiet) complain(streams_, fmt::format("the seed drawn is {}", seed_));
        inputs_ = inputs_of(loaded_.scenario);
        if (arguments_.keep_files) begin_folder();
        shown_ = std::make_unique<ShownRunTables>(
            folder_.get(), model_, place_names(),
            folder_ ? ShownRunTables::Decisions::keep : ShownRunTables::Decisions::drop);
        const EnsembleResult ensemble = play();
        const bool interrupted = ensemble.finished < arguments_.runs;
        if (ensemble.finished == 0) return nothing_finished();
        Stopwatch watch;
        if (shown_->shown().empty()) tell(1);  // an interruption came before the run that was asked for
        shown_->close();
        describe(ensemble, interrupted);
        if (folder_) finish_folder(ensemble);
        if (!arguments_.quiet) print();
        writing_seconds_ += watch.lap();
        if (arguments_.timing) print_timing(ensemble.engine_seconds);
        if (interrupted) return tell_how_to_start_again();
        return tell_of_failures();
    }

private:
    void begin_folder() {
        folder_ = std::make_unique<FolderInProgress>(target_.folder, target_.replace);
        write_inputs(*folder_, inputs_);
        runs_table_ = std::make_unique<RunsTable>(*folder_, model_);
    }

    EnsembleResult play() {
        // An error while writing must not travel through the engine's threads: it stops the ensemble and is thrown
        // after.
        std::stop_source stop;
        const std::stop_callback on_interrupt(streams_.stop, [&stop] { stop.request_stop(); });
        std::exception_ptr broken;
        Progress progress(streams_, arguments_.runs, arguments_.quiet ? ProgressForm::none : arguments_.progress);
        EnsembleOptions options;
        options.seed = seed_;
        options.runs = arguments_.runs;
        options.jobs = arguments_.jobs;
        options.bands = options.series = arguments_.keep_files || !arguments_.quiet;
        options.stop = stop.get_token();
        options.progress = [&progress](std::uint64_t done) { progress.update(done); };
        const EnsembleResult result =
            run_ensemble(model_, options, [&](const RunResult& run, std::span<const double> measures) {
                if (broken) return;
                try {
                    take(run, measures);
                } catch (...) {
                    broken = std::current_exception();
                    stop.request_stop();
                }
            });
        if (broken) std::rethrow_exception(broken);
        return result;
    }

    void take(const RunResult& run, std::span<const double> measures) {
        Stopwatch watch;
        tally_.add(run, measures);
        if (runs_table_) runs_table_->add(run, measures);
        // After an interruption the user waits: runs are still counted, but no more of them told.
        if (arguments_.show.contains(run.run) && (shown_->shown().empty() || !streams_.stop.stop_requested())) {
            tell(run.run);
            if (shown_->shown().back().hash != run.hash)
                throw std::logic_error(
                    fmt::format("run {} told in full differs from the same run of the ensemble", run.run));
        }
        if (arguments_.timing) writing_seconds_ += watch.lap();
    }

    void tell(std::uint32_t run) {
        shown_->begin(run);
        (void)record_run(model_, seed_, run, *shown_);
    }

    int nothing_finished() {
        complain(streams_, "interrupted before the first run was finished; nothing is kept");
        complain(streams_, "to start again: " + whole_command());
        return exit_interrupted;
    }

    void describe(const EnsembleResult& ensemble, bool interrupted) {
        const RunAccount account{loaded_.scenario, model_, inputs_,     arguments_.load, seed_,
                                 arguments_.runs,  {},     interrupted, arguments_.jobs};
        record_ = record_of(account, ensemble, tally_, *shown_);
        record_.manifest.command_line = run_command_line(arguments_, file_.name, seed_, tally_.runs(), told_range());
        const Spec& spec = *loaded_.scenario.spec;
        describe_scenario(spec, record_.manifest);
        // With `--quiet --files none` nobody counted them.
        if (!arguments_.quiet || arguments_.keep_files)
            add_main_variables(record_, model_, ensemble.bands, *shown_, variable_uses(spec));
    }

    /// What was asked for, or as much of it as was told before an interruption.
    [[nodiscard]] ShownRange told_range() const {
        const ShownRange told{shown_->shown().front().run, shown_->shown().back().run};
        const bool all = arguments_.show.last == ShownRange::no_end && told.last == tally_.runs();
        return all ? arguments_.show : told;
    }

    [[nodiscard]] PlaceNames place_names() const {
        return [this](const Place& place) { return line_text(place, loaded_.scenario, inputs_); };
    }

    void finish_folder(const EnsembleResult& ensemble) {
        runs_table_->close();
        write_bands(*folder_, model_, ensemble.bands);
        if (!model_.series.empty()) folder_->write("observed.csv", observed_csv(model_, ensemble.series));
        material_.texts = decision_texts(model_, place_names());
        folder_->write("rules.json", rules_json(material_.texts));
        folder_->write("summary.json", summary_json(record_.summary));
        write_report(ensemble);
        folder_->write("manifest.json", manifest_json(record_.manifest, folder_->files()));
        folder_->finish();
    }

    void write_report(const EnsembleResult& ensemble) {
        material_.dots = tally_.dots();
        material_.observed = observed_points(model_, ensemble.series);
        material_.all_decisions = shown_->kept_all_decisions();
        material_.decisions = shown_->take_decisions();
        material_.scenario = scenario_texts(*loaded_.scenario.spec);
        folder_->write("report.html", report_page({&report_, 1}));
    }

    void print() {
        const std::string kept = folder_ ? target_.folder.string() : std::string();
        streams_.out.write(terminal_summary(record_, terminal_options(arguments_.color, streams_, kept)));
    }

    /// Elapsed time and its part outside the engine, whose own time is summed over threads. Exact with one job.
    void print_timing(double engine) {
        const double all = loaded_.load_seconds + loaded_.compile_seconds + whole_.lap();
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        const double threads = arguments_.jobs > 0 ? arguments_.jobs : static_cast<double>(cores);
        streams_.err.write(fmt::format(
            "timing: load {:.4f} s, compile {:.4f} s, engine {:.4f} s (all threads), writing {:.4f} s, in all "
            "{:.4f} s; outside the engine {:.1f}%\n",
            loaded_.load_seconds, loaded_.compile_seconds, engine, writing_seconds_, all,
            100 * (all - engine / threads) / all));
    }

    /// What was asked for, once more, allowed to replace what this one left.
    [[nodiscard]] std::string whole_command() const {
        std::string line = run_command_line(arguments_, arguments_.file, seed_, arguments_.runs, arguments_.show);
        return line + place_of_results(arguments_);
    }

    int tell_how_to_start_again() {
        complain(streams_, fmt::format("interrupted: {} of {} runs were finished{}", tally_.runs(), arguments_.runs,
                                       folder_ ? " and are kept in " + target_.folder.string() : ""));
        complain(streams_, "to start again: " + whole_command());
        return exit_interrupted;
    }

    int tell_of_failures() {
        const auto& first = record_.manifest.first_failure;
        if (!first) return exit_done;
        complain(streams_, fmt::format("{} of {} runs failed; the first is run {}, in step {}: {}{}", tally_.failed(),
                                       tally_.runs(), first->run, first->step, first->what,
                                       first->place.empty() ? "" : " (" + first->place + ")"));
        return exit_run_failed;
    }

    const RunArguments& arguments_;
    LoadedModel& loaded_;
    const Model& model_;
    FoundScenario file_;
    Target target_;
    Streams& streams_;
    std::uint64_t seed_;
    RunTally tally_;
    std::vector<Input> inputs_;
    std::unique_ptr<FolderInProgress> folder_;
    std::unique_ptr<RunsTable> runs_table_;
    std::unique_ptr<ShownRunTables> shown_;
    ReportPart report_ = RunMaterial();
    RunMaterial& material_ = std::get<RunMaterial>(report_);
    RunRecord& record_ = material_.run;
    double writing_seconds_ = 0;
    Stopwatch whole_;
};

}  // namespace

int run_command(const RunArguments& arguments, Streams& streams) {
    if (const auto wrong = wrong_environment()) {
        complain(streams, *wrong);
        return exit_wrong_use;
    }
    const std::uint32_t last_shown = arguments.show.last == ShownRange::no_end ? arguments.runs : arguments.show.last;
    if (last_shown > arguments.runs) {
        complain(streams,
                 fmt::format("there is no run {} to show: they are numbered from 1 to {}", last_shown, arguments.runs));
        return exit_wrong_use;
    }
    const auto file = find_or_complain(arguments.file, streams);
    if (!file) return exit_bad_input;
    LoadOutcome outcome = load_model(file->path, arguments.load, arguments.quiet, streams);
    if (!outcome.loaded) return outcome.exit_code;
    const Target target = target_of(arguments.out, arguments.force, default_folder(file->name, "run"));
    if (arguments.keep_files && refused(target, streams)) return exit_wrong_use;
    try {
        return Session(arguments, *outcome.loaded, *file, target, streams).run();
    } catch (const PlaceTaken& taken) {
        complain(streams, taken.what());
        return exit_wrong_use;
    }
}

}  // namespace standoff
