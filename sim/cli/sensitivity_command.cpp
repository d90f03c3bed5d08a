// `standoff sensitivity FILE`: varies all parameters with a prior together, and says which of them move the measures.
#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <standoff/sensitivity.hpp>

#include "base/lists.hpp"
#include "base/version.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "cli/measures.hpp"
#include "cli/progress.hpp"
#include "cli/scenarios.hpp"
#include "cli/seeds.hpp"
#include "cli/targets.hpp"
#include "cli/terminal_options.hpp"
#include "experiment/design.hpp"
#include "experiment/inputs.hpp"
#include "experiment/pilot.hpp"
#include "experiment/sensitivity.hpp"
#include "model/model.hpp"
#include "report/scenario_facts.hpp"
#include "report/sensitivity_text.hpp"
#include "report/text.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/run_files.hpp"
#include "results/sensitivity_files.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

/// An analysis from its compiled plan to the folder in its place.
class Session {
public:
    Session(const SensitivityArguments& arguments, const CompiledPlan& compiled, FoundScenario file, Target target,
            Streams& streams)
        : arguments_(arguments),
          compiled_(compiled),
          file_(std::move(file)),
          target_(std::move(target)),
          streams_(streams) {}

    int run() {
        if (arguments_.plan_only) {
            print_text(streams_, plan_text());
            return exit_done;
        }
        inputs_ = inputs_of(compiled_.scenario(0));
        if (arguments_.keep_files) begin_folder();
        const SensitivityResult result = play();
        if (result.samples < 2) return too_few();
        describe(result);
        if (folder_) finish_folder(result);
        if (!arguments_.quiet) print();
        if (record_.manifest.interrupted) return tell_how_to_start_again();
        return tell_of_failures();
    }

private:
    [[nodiscard]] const Plan& plan() const { return compiled_.plan(); }

    [[nodiscard]] std::string samples_text(std::uint64_t count) const {
        return arguments_.method == SensitivityMethod::morris ? counted(count, "trajectory", "trajectories")
                                                              : counted(count, "row", "rows");
    }

    [[nodiscard]] std::string plan_text() const {
        std::vector<std::string> paths;
        for (const Factor& factor : plan().experiment.vary) paths.push_back(factor.path);
        std::string text = fmt::format("plan    {} of {} = {} × {} = {}\n", samples_text(arguments_.sample_count()),
                                       counted(points_a_sample(arguments_.method, paths.size()), "point", "points"),
                                       counted(plan().points.rows(), "point", "points"),
                                       counted(plan().runs, "run", "runs"), counted(plan().items(), "run", "runs"));
        text += wrapped(joined(paths, "and"), fmt::format("varies  {}: ", paths.size()), "        ");
        const Pilot pilot = play_pilot(compiled_, {0, plan().items()}, arguments_.jobs, streams_.stop);
        if (pilot.items > 0)
            text += fmt::format("cost    about {}, from a pilot of {}\n",
                                time_text(static_cast<double>(plan().items()) * pilot.seconds_per_item),
                                counted(pilot.items, "run", "runs"));
        if (arguments_.keep_files) text += fmt::format("folder  {}\n", target_.folder.string());
        return text;
    }

    void begin_folder() {
        folder_ = std::make_unique<FolderInProgress>(target_.folder, target_.replace);
        write_inputs(*folder_, inputs_);
        record_.manifest.inputs = hashed(inputs_);
    }

    SensitivityResult play() {
        Progress progress(streams_, plan().items(), arguments_.quiet ? ProgressForm::none : arguments_.progress);
        PlayOptions options;
        options.items = {0, plan().items()};
        options.jobs = arguments_.jobs;
        options.stop = streams_.stop;
        options.progress = [&progress](std::uint64_t done) { progress.update(done); };
        return analyse_sensitivity(compiled_, arguments_.method, arguments_.measures, options);
    }

    void describe(const SensitivityResult& result) {
        RunManifest& manifest = record_.manifest;
        describe_model(*compiled_.model(0), manifest);
        describe_scenario(*compiled_.scenario(0).spec, manifest);
        manifest.standoff_version = version();
        manifest.command_line = sensitivity_command_line(arguments_, file_.name, result.samples, plan().seed);
        manifest.scenario_file = inputs_.front().path;
        manifest.variant = arguments_.load.variant;
        manifest.set = arguments_.load.set;
        manifest.until = arguments_.load.until;
        manifest.seed = plan().seed;
        manifest.runs_asked = manifest.runs = plan().runs;
        manifest.interrupted = result.samples < arguments_.sample_count();
        manifest.trace_hash = result.trace_hash;
        record_.method = arguments_.method;
        record_.samples_asked = arguments_.sample_count();
        record_.samples = result.samples;
        record_.points = result.points;
        record_.failed = result.failed;
        record_.failed_points = result.failures.size();
        record_.left_out = result.left_out.size();
        if (!result.failures.empty()) {
            const FailedPoint& first = result.failures.front();
            record_.first_failed_point = first.point;
            record_.first_failure = explained(first.point, first.first_run);
        }
        record_.factors = result.factors;
        record_.quantities = result.quantities;
    }

    [[nodiscard]] FirstFailure explained(std::uint64_t point, std::uint32_t run) const {
        const auto failure = compiled_.failure(point, run);
        if (!failure)
            throw std::logic_error(fmt::format("run {} at point {} failed and, played again, did not", run, point));
        return {run, failure->step, date_of(*compiled_.model(0), failure->step), failure->what,
                place_text(failure->place, compiled_.scenario(0), inputs_)};
    }

    [[nodiscard]] std::string reason_of(const FailedPoint& failure) const {
        const FirstFailure first = explained(failure.point, failure.first_run);
        return fmt::format("run {} in step {}: {}{}", first.run, first.step, first.what,
                           first.place.empty() ? "" : " (" + first.place + ")");
    }

    void finish_folder(const SensitivityResult& result) {
        OutputsTable table(*folder_, record_);
        auto failure = result.failures.begin();
        for (std::size_t p = 0; p < result.points; ++p) {
            const bool failed = failure != result.failures.end() && failure->point == p + 1;
            table.add(plan().points.row(p), result.outputs.row(p), failed ? failure->runs : 0,
                      failed ? reason_of(*failure) : std::string());
            if (failed) ++failure;
        }
        table.close();
        folder_->write("indices.csv", indices_csv(record_));
        folder_->write("indices.json", indices_json(record_));
        folder_->write("manifest.json", sensitivity_manifest_json(record_, folder_->files()));
        folder_->finish();
    }

    void print() {
        if (arguments_.form == TableForm::csv) return streams_.out.write(indices_csv(record_));
        if (arguments_.form == TableForm::json) return streams_.out.write(indices_json(record_));
        const std::string kept = folder_ ? target_.folder.string() : std::string();
        streams_.out.write(sensitivity_text(record_, terminal_options(arguments_.color, streams_, kept)));
    }

    [[nodiscard]] std::string whole_command() const {
        std::string line =
            sensitivity_command_line(arguments_, arguments_.file, arguments_.sample_count(), plan().seed);
        return line + place_of_results(arguments_);
    }

    int too_few() {
        complain(streams_, "interrupted before two samples were finished; nothing is kept");
        complain(streams_, "to start again: " + whole_command());
        return exit_interrupted;
    }

    int tell_how_to_start_again() {
        complain(streams_, fmt::format("interrupted: {} of {} were finished{}", record_.samples,
                                       samples_text(record_.samples_asked),
                                       folder_ ? " and are kept in " + target_.folder.string() : ""));
        complain(streams_, "to start again: " + whole_command());
        return exit_interrupted;
    }

    int tell_of_failures() {
        if (!record_.first_failure) return exit_done;
        const FirstFailure& first = *record_.first_failure;
        complain(streams_,
                 fmt::format("{} of {} failed; the first is run {} at point {}, in step {}: {}{}", record_.failed,
                             counted(plan().items(), "run", "runs"), first.run, record_.first_failed_point, first.step,
                             first.what, first.place.empty() ? "" : " (" + first.place + ")"));
        return exit_run_failed;
    }

    const SensitivityArguments& arguments_;
    const CompiledPlan& compiled_;
    FoundScenario file_;
    Target target_;
    Streams& streams_;
    std::vector<Input> inputs_;
    std::unique_ptr<FolderInProgress> folder_;
    SensitivityRecord record_;
};

std::string path_of(const std::string& setting) {
    const std::string path = setting.substr(0, setting.find('='));
    const std::size_t end = path.find_last_not_of(' ');
    return end == std::string::npos ? std::string() : path.substr(0, end + 1);
}

/// What a setting or the variant decides about is no longer in doubt.
std::vector<std::string> decided_paths(const Spec& spec, const LoadOptions& load) {
    std::vector<std::string> paths;
    paths.reserve(load.set.size());
    for (const std::string& setting : load.set) paths.push_back(path_of(setting));
    for (const NamedSettings& variant : spec.variants)
        if (variant.name == load.variant)
            for (const std::string& setting : variant.set) paths.push_back(path_of(setting));
    return paths;
}

/// `--vary` for every parameter with a prior.
std::vector<std::string> vary_priors(const Spec& spec, const LoadOptions& load) {
    const std::vector<std::string> decided = decided_paths(spec, load);
    std::vector<std::string> vary;
    for (const Parameter& parameter : spec.parameters)
        if (parameter.prior && std::find(decided.begin(), decided.end(), parameter.name) == decided.end())
            vary.push_back(parameter.name + "=prior");
    return vary;
}

/// What cannot be, by what the command line says and what the file has.
std::optional<std::string> contradiction(const SensitivityArguments& arguments, const std::vector<Factor>& factors) {
    for (const Factor& factor : factors)
        if (factor.what != Factor::What::number)
            return fmt::format("{} is not a number: each of its values makes another model; sweep and compare vary it",
                               factor.path);
    if (arguments.method == SensitivityMethod::sobol && 2 * factors.size() > sobol_dimensions)
        return fmt::format("Sobol's sequence has {} dimensions, and {} parameters take two each", sobol_dimensions,
                           factors.size());
    const std::uint64_t a_sample = points_a_sample(arguments.method, factors.size());
    if (arguments.sample_count() * a_sample > most_points)
        return fmt::format("--samples {} of {} points each is more than the {} points that one study may have",
                           arguments.sample_count(), a_sample, most_points);
    const std::vector<std::string>& names = arguments.measures;
    for (auto one = names.begin(); one != names.end(); ++one)
        if (std::find(names.begin(), one, *one) != one) return fmt::format("the measure {} is given twice", *one);
    return std::nullopt;
}

Plan plan_of(const SensitivityArguments& arguments, const std::string& path, const Experiment& experiment,
             std::uint64_t seed) {
    Plan plan;
    plan.file = path;
    plan.load = arguments.load;
    plan.load.vary.clear();
    plan.seed = seed;
    plan.runs = arguments.runs;
    plan.experiment = experiment;
    return lay_points(std::move(plan),
                      sensitivity_design(arguments.method, arguments.sample_count(), experiment.vary.size(), seed));
}

}  // namespace

int sensitivity_command(const SensitivityArguments& arguments, Streams& streams) {
    const auto wrong = [&](const std::string& what) {
        complain(streams, what);
        return exit_wrong_use;
    };
    if (const auto problem = wrong_environment()) return wrong(*problem);
    const auto file = find_or_complain(arguments.file, streams);
    if (!file) return exit_bad_input;
    LoadOutcome outcome = load_model(file->path, arguments.load, arguments.quiet, streams);
    if (!outcome.loaded) return outcome.exit_code;
    if (arguments.load.vary.empty()) {
        LoadOptions load = arguments.load;
        load.vary = vary_priors(*outcome.loaded->scenario.spec, load);
        if (load.vary.empty())
            return wrong(
                fmt::format("{} has no parameter with a prior that is not set; say what is to vary with --vary "
                            "'path=low:high'",
                            file->path));
        outcome = load_model(file->path, load, true, streams);  // its warnings were told
        if (!outcome.loaded) return outcome.exit_code;
    }
    const Experiment& experiment = outcome.loaded->scenario.spec->experiments.back();
    if (const auto problem = contradiction(arguments, experiment.vary)) return wrong(*problem);
    if (const auto problem = unknown_measure(*outcome.loaded->model, arguments.measures)) return wrong(*problem);
    const Target target = target_of(arguments.out, arguments.force, default_folder(file->name, "sensitivity"));
    if (arguments.keep_files && refused(target, streams)) return exit_wrong_use;

    const std::uint64_t seed = arguments.seed ? *arguments.seed : drawn_seed();
    if (!arguments.seed && !arguments.quiet) complain(streams, fmt::format("the seed drawn is {}", seed));
    const CompiledPlan compiled(plan_of(arguments, file->path, experiment, seed), arguments.measures);
    if (!compiled.refusal(0).empty()) return wrong(compiled.refusal(0));
    try {
        return Session(arguments, compiled, *file, target, streams).run();
    } catch (const PlaceTaken& taken) {
        return wrong(taken.what());
    }
}

}  // namespace standoff
