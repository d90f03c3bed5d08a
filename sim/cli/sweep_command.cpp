// `standoff sweep FILE`: lays a plan, says what it will cost, plays what is missing of it into one file.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "base/version.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "cli/measures.hpp"
#include "cli/progress.hpp"
#include "cli/scenarios.hpp"
#include "cli/seeds.hpp"
#include "cli/terminal_options.hpp"
#include "experiment/inputs.hpp"
#include "experiment/margins.hpp"
#include "experiment/pilot.hpp"
#include "experiment/sweep.hpp"
#include "model/model.hpp"
#include "report/sweep_text.hpp"
#include "report/text.hpp"
#include "results/run_files.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

/// The experiment that the command line names, or says why there is none.
std::optional<Experiment> chosen_experiment(const Spec& spec, const SweepArguments& arguments, Streams& streams) {
    const std::vector<std::string> names = names_of(spec.experiments);
    if (!arguments.load.vary.empty()) return spec.experiments.back();
    if (!arguments.load.variant.empty()) {
        complain(streams,
                 "the experiments of a file go with the file as it is; with --variant say what to vary with "
                 "--vary 'path=low:high:steps'");
        return std::nullopt;
    }
    if (arguments.experiment.empty() && names.size() == 1) return spec.experiments.front();
    const std::string known = names.empty()
                                  ? "the file has no experiments; say what to vary with --vary 'path=low:high:steps'"
                                  : fmt::format("the file has {}", joined(names, "and"));
    if (arguments.experiment.empty()) {
        complain(streams, names.empty() ? known : known + "; choose one with --experiment");
        return std::nullopt;
    }
    const auto found = std::find(names.begin(), names.end(), arguments.experiment);
    if (found != names.end()) return spec.experiments[static_cast<std::size_t>(found - names.begin())];
    const std::string near = did_you_mean(arguments.experiment, names);
    complain(streams,
             fmt::format("there is no experiment \"{}\"; {}", arguments.experiment, near.empty() ? known : near));
    return std::nullopt;
}

/// What the command line says beside the experiment; otherwise what is wrong with both together.
std::optional<std::string> complete(Experiment& experiment, const SweepArguments& arguments) {
    using Design = Experiment::Design;
    if (arguments.design) experiment.design = *arguments.design;
    if (arguments.points) experiment.points = *arguments.points;
    const bool fits_grid = std::all_of(experiment.vary.begin(), experiment.vary.end(),
                                       [](const Factor& factor) { return factor.fits_grid(); });
    const bool ad_hoc = !arguments.load.vary.empty();
    if (ad_hoc && !arguments.design) experiment.design = arguments.points || !fits_grid ? Design::sobol : Design::grid;
    if (experiment.design == Design::grid) {
        if (arguments.points) return "a grid's points follow from its values; --points goes with lhs, sobol or random";
        for (const Factor& factor : experiment.vary)
            if (!factor.fits_grid())
                return fmt::format(
                    "on a grid {} needs a number of steps, low:high:steps; or say --design sobol --points N",
                    factor.path);
        experiment.points = 0;
        return std::nullopt;
    }
    if (experiment.points < 1) return "this design needs a number of points: --points N";
    return std::nullopt;
}

std::string bytes_text(double bytes) {
    if (bytes < 1e6) return fmt::format("{:.0f} kB", std::max(1.0, bytes / 1e3));
    if (bytes < 1e9) return fmt::format("{:.{}f} MB", bytes / 1e6, bytes < 1e7 ? 1 : 0);
    return fmt::format("{:.1f} GB", bytes / 1e9);
}

/// The file's name without `.sqlite`; any other dot belongs to the name.
fs::path stem_of(fs::path file) {
    if (file.extension() == ".sqlite") file.replace_extension();
    return file;
}

fs::path with_ending(const fs::path& path, std::string_view ending) { return path.string() + std::string(ending); }

/// A sweep from its compiled plan to the file in its place.
class Session {
public:
    Session(const SweepArguments& arguments, CompiledPlan compiled, FoundScenario file, std::uint64_t seed,
            std::optional<Shard> shard, Streams& streams)
        : arguments_(arguments),
          compiled_(std::move(compiled)),
          file_(std::move(file)),
          seed_(seed),
          shard_(shard),
          range_{0, plan().items()},
          streams_(streams) {
        if (shard_) range_ = shard_range(plan().items(), shard_->index, shard_->count);
        target_ = target();
        inputs_ = inputs_of(compiled_.scenario(0));
    }

    int run() {
        if (arguments_.plan_only) {
            print_text(streams_, plan_text());
            return streams_.stop.stop_requested() ? exit_interrupted : exit_done;
        }
        if (!arguments_.quiet) streams_.err.write(plan_text());
        Stopwatch watch;
        if (arguments_.force) set_aside();
        // The rows of a new file may begin with points that have no model: that is no going on.
        std::error_code ignored;  // the writer says what is wrong there
        const bool begun = fs::exists(target_, ignored) || fs::exists(part_of(target_), ignored);
        StudyWriter writer(target_, study_of(compiled_, origin()), range_,
                           [this](std::uint64_t point, std::uint32_t run) { return explain(point, run); });
        const std::uint64_t before = writer.next() - range_.first;
        if (begun && before > 0 && !arguments_.quiet)
            complain(streams_, writer.finished()
                                   ? fmt::format("{} is already whole", target_.string())
                                   : fmt::format("going on after {} of {} runs", before, range_.end - range_.first));
        if (!writer.finished()) {
            const Played played = play(writer, before);
            if (!writer.finished()) return interrupted(writer.next() - range_.first);
            if (arguments_.timing) print_timing(played, watch.lap());
        }
        return finish();
    }

private:
    [[nodiscard]] const Plan& plan() const { return compiled_.plan(); }

    [[nodiscard]] fs::path target() const {
        fs::path path = arguments_.out;
        if (path.empty()) path = default_folder(file_.name, "sweep") / (base_name() + ".sqlite");
        if (!shard_) return path;
        return with_ending(stem_of(path), fmt::format(".shard-{}-of-{}.sqlite", shard_->index, shard_->count));
    }

    [[nodiscard]] std::string base_name() const {
        return arguments_.load.vary.empty() ? plan().experiment.name : std::string("vary");
    }

    [[nodiscard]] StudyOrigin origin() const { return {std::string(version()), file_.name, hashed(inputs_)}; }

    /// A file that is in the way is kept under another name: what was not finished as FILE.old.part, with its journal,
    /// so that it can still be opened.
    void set_aside() const {
        const fs::path old = with_ending(target_, ".old");
        move_over(target_, old);
        for (const std::string_view ending : {".part", ".part-journal"})
            move_over(with_ending(target_, ending), with_ending(old, ending));
    }

    static void move_over(const fs::path& from, const fs::path& to) {
        std::error_code error;
        if (!fs::exists(from, error)) return;
        fs::rename(from, to, error);
        if (error) throw ResultsError(fmt::format("{} cannot be set aside: {}", from.string(), error.message()));
    }

    Played play(StudyWriter& writer, std::uint64_t before) {
        const std::uint64_t all = range_.end - range_.first;
        Progress progress(streams_, all, arguments_.quiet ? ProgressForm::none : arguments_.progress, before);
        PlayOptions options;
        options.items = range_;
        options.jobs = arguments_.jobs;
        options.stop = streams_.stop;
        options.progress = [&](std::uint64_t done) { progress.update(before + done); };
        return play_into(writer, compiled_, options);
    }

    RunFailure explain(std::uint64_t point, std::uint32_t run) const {
        const auto failure = compiled_.failure(point, run);
        if (!failure)
            throw std::logic_error(fmt::format("run {} at point {} failed and, played again, did not", run, point));
        const Scenario& scenario = compiled_.scenario(plan().structure_of[point - 1]);
        return {failure->step, failure->what, place_text(failure->place, scenario, inputs_)};
    }

    [[nodiscard]] std::string plan_text() const {
        const std::uint64_t points = plan().structure_of.size();
        std::string text = fmt::format("plan    {} × {} = {}", counted(points, "point", "points"),
                                       counted(plan().runs, "run", "runs"), counted(plan().items(), "run", "runs"));
        if (shard_)
            text += fmt::format(", of which shard {} of {} plays {}", shard_->index, shard_->count,
                                range_.end - range_.first);
        text += "\nfactors ";
        std::vector<std::string> names;
        names.reserve(plan().experiment.vary.size());
        for (const Factor& factor : plan().experiment.vary) names.push_back(factor.path);
        text += joined(names, "and") + "\n";
        if (compiled_.structures() > 1) text += fmt::format("models  {}\n", compiled_.structures());
        std::map<std::string, std::uint64_t> without_model;  // by reason
        for (const std::uint32_t structure : plan().structure_of)
            if (!compiled_.refusal(structure).empty()) ++without_model[compiled_.refusal(structure)];
        for (const auto& [reason, count] : without_model)
            text += fmt::format("        {} no model: {}\n", counted(count, "point has", "points have"), reason);
        const Pilot pilot = play_pilot(compiled_, range_, arguments_.jobs, streams_.stop);
        const double items = static_cast<double>(range_.end - range_.first);
        if (pilot.items > 0)
            text +=
                fmt::format("cost    about {} and {}, from a pilot of {}\n", time_text(items * pilot.seconds_per_item),
                            bytes_text(items * pilot.bytes_per_item), counted(pilot.items, "run", "runs"));
        text += fmt::format("file    {}\n", target_.string());
        return text;
    }

    int interrupted(std::uint64_t done) const {
        complain(streams_, fmt::format("interrupted: {} of {} runs are kept in {}", done, range_.end - range_.first,
                                       part_of(target_).string()));
        complain(streams_, "to go on: " + sweep_command_line(arguments_, seed_));
        return exit_interrupted;
    }

    int finish() {
        const StudyReader reader(target_);
        if (arguments_.csv) write_csv(reader);
        if (shard_) {
            if (!arguments_.quiet) print_text(streams_, fmt::format("results {}\n", target_.string()));
            return exit_done;
        }
        const SweepRecord record = margins_of(reader, shown_columns());
        if (!arguments_.quiet) {
            streams_.out.write(sweep_text(record, terminal_options(arguments_.color, streams_, target_.string())));
        }
        if (record.failed == 0 && record.not_played == 0) return exit_done;
        complain(streams_, fmt::format("{} failed and {} were not played; the file says why",
                                       counted(record.failed, "run", "runs"), record.not_played));
        return exit_run_failed;
    }

    /// What was asked for, by the command line or the experiment; else the outcomes.
    [[nodiscard]] std::vector<std::string> shown_columns() const {
        if (!arguments_.measures.empty()) return arguments_.measures;
        if (!plan().experiment.measures.empty()) return plan().experiment.measures;
        return names_of(compiled_.outcomes());
    }

    void write_csv(const StudyReader& reader) const {
        const fs::path path = with_ending(stem_of(target_), ".csv");
        std::ofstream out(path, std::ios::binary);
        if (out) reader.write_csv(out);
        out.close();
        if (!out) throw ResultsError(path.string() + " cannot be written");
    }

    void print_timing(const Played& played, double seconds) const {
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        const double threads = arguments_.jobs > 0 ? arguments_.jobs : static_cast<double>(cores);
        streams_.err.write(
            fmt::format("timing: engine {:.4f} s (all threads), in all {:.4f} s; outside the engine {:.1f}%\n",
                        played.engine_seconds, seconds, 100 * (seconds - played.engine_seconds / threads) / seconds));
    }

    const SweepArguments& arguments_;
    CompiledPlan compiled_;
    FoundScenario file_;
    std::uint64_t seed_;
    std::optional<Shard> shard_;
    ItemRange range_;
    Streams& streams_;
    fs::path target_;
    std::vector<Input> inputs_;
};

}  // namespace

int sweep_command(const SweepArguments& arguments, Streams& streams) {
    if (const auto wrong = wrong_environment()) {
        complain(streams, *wrong);
        return exit_wrong_use;
    }
    const auto wrong = [&](const std::string& what) {
        complain(streams, what);
        return exit_wrong_use;
    };
    if (!arguments.load.vary.empty() && !arguments.experiment.empty())
        return wrong("--experiment and --vary say two different things; give one of them");
    std::optional<Shard> shard = arguments.shard;
    if (arguments.launched) {
        const LaunchedShard launched = launched_shard([](const char* name) { return std::getenv(name); });
        if (!launched.shard) return wrong(launched.problem);
        shard = launched.shard;
    }
    const auto file = find_or_complain(arguments.file, streams);
    if (!file) return exit_bad_input;
    LoadOutcome outcome = load_model(file->path, arguments.load, arguments.quiet, streams);
    if (!outcome.loaded) return outcome.exit_code;
    auto experiment = chosen_experiment(*outcome.loaded->scenario.spec, arguments, streams);
    if (!experiment) return exit_wrong_use;
    if (const auto problem = complete(*experiment, arguments)) return wrong(*problem);
    const std::vector<std::string> wanted = arguments.measures.empty() ? experiment->measures : arguments.measures;
    if (const auto problem = unknown_measure(*outcome.loaded->model, wanted)) return wrong(*problem);

    Plan plan;
    plan.file = file->path;
    plan.load = arguments.load;
    plan.load.vary.clear();
    plan.seed = arguments.seed ? *arguments.seed : drawn_seed();
    plan.runs = arguments.runs ? *arguments.runs
                               : (experiment->runs > 0 ? static_cast<std::uint32_t>(experiment->runs) : default_runs);
    plan.experiment = std::move(*experiment);
    if (!arguments.seed && !arguments.quiet) complain(streams, fmt::format("the seed drawn is {}", plan.seed));
    const std::uint64_t seed = plan.seed;
    // The outcome of every run is kept anyway; so only measures are chosen.
    CompiledPlan compiled(lay_points(std::move(plan)), wanted);
    return Session(arguments, std::move(compiled), *file, seed, shard, streams).run();
}

}  // namespace standoff
