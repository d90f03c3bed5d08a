// `standoff sweep FILE`: lays a plan, says what it will cost, plays what is missing of it into one file.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
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
#include "cli/chosen_experiment.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "cli/measures.hpp"
#include "cli/progress.hpp"
#include "cli/scenarios.hpp"
#include "cli/seeds.hpp"
#include "cli/sweep_plan.hpp"
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

/// The file's name without `.sqlite`; any other dot belongs to the name.
fs::path stem_of(fs::path file) {
    if (file.extension() == ".sqlite") file.replace_extension();
    return file;
}

fs::path with_ending(const fs::path& path, std::string_view ending) { return path.string() + std::string(ending); }

/// A sweep from its compiled plan to the file in its place.
class Session {
public:
    Session(const SweepArguments& arguments, CompiledPlan compiled, std::vector<std::string> replaced,
            FoundScenario file, std::optional<Shard> shard, Streams& streams)
        : arguments_(arguments),
          compiled_(std::move(compiled)),
          replaced_(std::move(replaced)),
          file_(std::move(file)),
          shard_(shard),
          range_{0, plan().items()},
          streams_(streams) {
        if (shard_) range_ = shard_range(plan().items(), shard_->index, shard_->count);
        target_ = target();
        inputs_ = inputs_of(compiled_.scenario(0));
    }

    int run() {
        try {
            return arguments_.plan_only ? tell_plan() : write();
        } catch (const PlaceOfAnotherStudy& other) {
            complain(streams_, fmt::format("{}; name another file with --out, or begin anew with --force, which keeps "
                                           "what is there as {}.old",
                                           other.found(), target_.filename().string()));
            return exit_bad_input;
        }
    }

private:
    [[nodiscard]] const Plan& plan() const { return compiled_.plan(); }

    [[nodiscard]] Study study() const {
        return study_of(compiled_, {std::string(version()), file_.name, hashed(inputs_)});
    }

    int tell_plan() {
        print_text(streams_, plan_text());
        if (!arguments_.force) check_place(target_, study(), range_);
        return streams_.stop.stop_requested() ? exit_interrupted : exit_done;
    }

    int write() {
        if (!arguments_.force) check_place(target_, study(), range_);
        std::error_code ignored;  // the writer says what is wrong there
        const bool whole = !arguments_.force && fs::exists(target_, ignored);
        if (!whole && !arguments_.quiet) streams_.err.write(plan_text());
        Stopwatch watch;
        if (arguments_.force) set_aside();
        // The rows of a new file may begin with points that have no model: that is no going on.
        const bool begun = whole || fs::exists(part_of(target_), ignored);
        StudyWriter writer(target_, study(), range_,
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

    [[nodiscard]] fs::path target() const {
        fs::path path = arguments_.out;
        if (path.empty()) path = default_folder(file_.name, "sweep") / (study_name(plan().experiment) + ".sqlite");
        if (!shard_) return path;
        return with_ending(stem_of(path), fmt::format(".shard-{}-of-{}.sqlite", shard_->index, shard_->count));
    }

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
        return sweep_plan_text({compiled_, replaced_, shard_, range_, target_},
                               play_pilot(compiled_, range_, arguments_.jobs, streams_.stop));
    }

    int interrupted(std::uint64_t done) const {
        complain(streams_, fmt::format("interrupted: {} of {} runs are kept in {}", done, range_.end - range_.first,
                                       part_of(target_).string()));
        complain(streams_, "to go on: " + sweep_command_line(arguments_, plan().seed));
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
        std::vector<std::string> lost;
        if (record.failed > 0) lost.push_back(counted(record.failed, "run failed", "runs failed"));
        if (record.not_played > 0)
            lost.push_back(counted(record.not_played, "run was not played", "runs were not played"));
        complain(streams_, fmt::format("{}; the file says why", joined(lost, "and")));
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
    std::vector<std::string> replaced_;
    FoundScenario file_;
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
    if (shard && !arguments.seed)
        return wrong("every shard would draw a seed of its own with --seed random; give all of them one number");
    const auto file = find_or_complain(arguments.file, streams);
    if (!file) return exit_bad_input;
    LoadOutcome outcome = load_model(file->path, arguments.load, arguments.quiet, streams);
    if (!outcome.loaded) return outcome.exit_code;
    auto chosen = choose_experiment(*outcome.loaded->scenario.spec, arguments, streams);
    if (!chosen) return exit_wrong_use;
    Experiment& experiment = chosen->experiment;
    if (const auto code = refuse_set_factors(outcome.loaded->scenario, experiment.vary, file->path, streams))
        return *code;
    if (const auto why = too_large(experiment)) return wrong(*why);
    const std::vector<std::string> wanted = arguments.measures.empty() ? experiment.measures : arguments.measures;
    if (const auto problem = unknown_measure(*outcome.loaded->model, wanted)) return wrong(*problem);

    Plan plan;
    plan.file = file->path;
    plan.load = arguments.load;
    plan.load.vary.clear();
    plan.seed = arguments.seed ? *arguments.seed : drawn_seed();
    plan.runs = chosen->runs;
    plan.experiment = std::move(experiment);
    if (!arguments.seed && !arguments.quiet) complain(streams, fmt::format("the seed drawn is {}", plan.seed));
    // The outcome of every run is kept anyway; so only measures are chosen.
    return Session(arguments, CompiledPlan(lay_points(std::move(plan)), wanted), std::move(chosen->replaced), *file,
                   shard, streams)
        .run();
}

}  // namespace standoff
