#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "base/version.hpp"
#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "cli/progress.hpp"
#include "model/model.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/observed.hpp"
#include "results/run_files.hpp"
#include "results/sha256.hpp"
#include "results/tally.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

struct Manifest {
    RunManifest run;
    std::vector<InputFile> files;  ///< of the folder itself
};

/// The manifest of a folder; what is wrong with it is said with its name.
Manifest manifest_of(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) throw ResultsError(fmt::format("{} is not a folder", folder.string()));
    const fs::path path = folder / "manifest.json";
    if (!fs::exists(path, error))
        throw ResultsError(
            fmt::format("{} holds no manifest.json: it is not a results folder, or not a whole one", folder.string()));
    return read_parsed(
        path, [](const std::string& text) { return Manifest{parse_manifest(text), parse_manifest_files(text)}; });
}

/// Whether a path of the manifest stays below `inputs/`.
bool stays_below(const std::string& path) {
    const fs::path normal = fs::path(path).lexically_normal();
    return !path.empty() && normal.is_relative() && *normal.begin() != "..";
}

class Replay {
public:
    Replay(const ReplayArguments& arguments, Streams& streams)
        : Replay(arguments, streams, manifest_of(arguments.folder)) {}

    int run() {
        if (!inputs_are_whole()) return exit_problems;
        compare_files();
        const LoadOptions options{manifest_.variant, manifest_.set, manifest_.until};
        const fs::path file = folder_ / "inputs" / manifest_.scenario_file;
        LoadOutcome outcome = load_model(file.string(), options, true, streams_);
        if (!outcome.loaded) return exit_bad_input;
        const Model& model = *outcome.loaded->model;
        only_from_inputs(outcome.loaded->scenario);
        tally_ = std::make_unique<RunTally>(model, manifest_.runs);
        if (!compare_runs(model)) return exit_interrupted;
        compare_summary(model);
        return verdict();
    }

private:
    Replay(const ReplayArguments& arguments, Streams& streams, Manifest manifest)
        : arguments_(arguments),
          streams_(streams),
          folder_(arguments.folder),
          manifest_(std::move(manifest.run)),
          files_(std::move(manifest.files)) {}

    /// Every result file must be what was written, also those that are not computed again.
    void compare_files() {
        for (const InputFile& file : files_) {
            if (!stays_below(file.path))
                throw ResultsError(fmt::format("the manifest names a file outside of its folder: {}", file.path));
            const fs::path path = folder_ / file.path;
            std::error_code error;
            if (!fs::exists(path, error)) differs(fmt::format("{} is missing", path.string()));
            else if (!fs::is_regular_file(path, error) || sha256_of_file(path) != file.sha256)
                differs(fmt::format("{} is not the file that was written: its SHA-256 differs from the manifest's",
                                    path.string()));
        }
    }

    bool inputs_are_whole() {
        if (!stays_below(manifest_.scenario_file))
            throw ResultsError(fmt::format("{} names no scenario below inputs/", (folder_ / "manifest.json").string()));
        bool whole = true;
        for (const InputFile& input : manifest_.inputs) {
            if (!stays_below(input.path))
                throw ResultsError(fmt::format("the manifest names an input outside of inputs/: {}", input.path));
            const fs::path path = folder_ / "inputs" / input.path;
            if (sha256(read_text(path)) == input.sha256) continue;
            say(fmt::format("{} is not the file that was run: its SHA-256 differs from the manifest's\n",
                            path.string()));
            whole = false;
        }
        return whole;
    }

    /// A file that lies elsewhere may have changed, and is not on the next reader's machine.
    void only_from_inputs(const Scenario& scenario) const {
        for (const std::string& file : scenario.files()) {
            const fs::path below = fs::absolute(file).lexically_normal().lexically_relative(
                fs::absolute(folder_ / "inputs").lexically_normal());
            const std::string path = below.generic_string();
            const auto listed = [&](const InputFile& input) { return input.path == path; };
            if (std::none_of(manifest_.inputs.begin(), manifest_.inputs.end(), listed))
                throw ResultsError(fmt::format("the run reads {}, which is not among its inputs/", file));
        }
    }

    /// False if it was interrupted.
    bool compare_runs(const Model& model) {
        const fs::path path = folder_ / "runs.csv";
        std::ifstream rows(path, std::ios::binary);
        const bool there = rows.is_open();  // said already if not
        std::string line;
        std::getline(rows, line);
        if (there && line + "\n" != runs_header(model)) differs("runs.csv has other columns than this model");
        CsvRow row;
        Progress progress(streams_, manifest_.runs, arguments_.quiet ? ProgressForm::none : ProgressForm::automatic);
        EnsembleOptions options;
        options.seed = manifest_.seed;
        options.runs = manifest_.runs;
        options.jobs = arguments_.jobs;
        options.series = true;
        options.stop = streams_.stop;
        options.progress = [&progress](std::uint64_t done) { progress.update(done); };
        const EnsembleResult result =
            run_ensemble(model, options, [&](const RunResult& run, std::span<const double> measures) {
                tally_->add(run, measures);
                compare_shown(run);
                if (!std::getline(rows, line)) {
                    if (missing_++ == 0) first_missing_ = run.run;
                    return;
                }
                const std::string_view mine = runs_row(row, model, run, measures);
                if (mine.substr(0, mine.size() - 1) != line) run_differs(run.run, line, mine);
            });
        progress.clear();
        series_ = result.series;
        if (result.finished < manifest_.runs) {
            complain(streams_, fmt::format("interrupted after {} of {} runs; {} differed", result.finished,
                                           manifest_.runs, different_));
            return false;
        }
        if (there && missing_ > 0)
            differs(fmt::format("{} is not whole: it ends before run {} of {}", path.string(), first_missing_,
                                manifest_.runs));
        if (std::getline(rows, line)) differs("runs.csv has more rows than the manifest has runs");
        if (next_shown_ < manifest_.shown.size())
            differs(fmt::format("the manifest shows run {}, which was not played", manifest_.shown[next_shown_].run));
        return true;
    }

    /// The shown runs are in order, too.
    void compare_shown(const RunResult& run) {
        if (next_shown_ == manifest_.shown.size() || manifest_.shown[next_shown_].run != run.run) return;
        const ShownRun& shown = manifest_.shown[next_shown_++];
        if (shown.hash != run.hash || shown.steps != run.steps)
            differs(fmt::format("run {}, which is told in full, is not that of the manifest", run.run));
    }

    void run_differs(std::uint32_t run, std::string_view theirs, std::string_view mine) {
        if (different_++ > 0) return;
        differs(fmt::format("run {} is the first that differs\n  in the folder  {}\n  played again   {}", run, theirs,
                            mine.substr(0, mine.size() - 1)));
    }

    void compare_summary(const Model& model) {
        if (tally_->trace_hash() != manifest_.trace_hash)
            differs(fmt::format("the trace hash is {:016x}, the manifest says {:016x}", tally_->trace_hash(),
                                manifest_.trace_hash));
        RunSummary summary = tally_->summarize(manifest_.title, manifest_.seed, arguments_.jobs);
        summary.observed = summarize_series(model, series_);
        compare_text("summary.json", summary_json(summary), "is not the summary of these runs");
        compare_text("observed.csv", observed_csv(model, series_), "is not what these runs give");
    }

    /// A file that is missing was named before.
    void compare_text(const char* name, const std::string& mine, const char* what) {
        const fs::path path = folder_ / name;
        std::error_code error;
        if (fs::is_regular_file(path, error) && read_text(path) != mine) differs(fmt::format("{} {}", name, what));
    }

    int verdict() {
        if (!problems_) {
            say(fmt::format("{} played again from {}: every run is the same\ntrace hash  {:016x}\n",
                            manifest_.runs == 1 ? "1 run" : fmt::format("{} runs", manifest_.runs), folder_.string(),
                            manifest_.trace_hash));
            return exit_done;
        }
        if (different_ > 0) say(fmt::format("{} of {} runs differ\n", different_, manifest_.runs));
        if (manifest_.standoff_version != version())
            say(fmt::format("the folder was written by standoff {}, this is {}\n", manifest_.standoff_version,
                            version()));
        return exit_problems;
    }

    void differs(const std::string& what) {
        problems_ = true;
        say(what + "\n");
    }

    void say(const std::string& text) {
        if (!arguments_.quiet) streams_.out.write(text);
    }

    const ReplayArguments& arguments_;
    Streams& streams_;
    fs::path folder_;
    RunManifest manifest_;
    std::vector<InputFile> files_;
    std::unique_ptr<RunTally> tally_;
    std::vector<SeriesCounts> series_;
    std::size_t next_shown_ = 0;
    std::uint32_t different_ = 0;
    std::uint32_t missing_ = 0;
    std::uint32_t first_missing_ = 0;
    bool problems_ = false;
};

}  // namespace

int replay_command(const ReplayArguments& arguments, Streams& streams) {
    if (const auto wrong = wrong_environment()) {
        complain(streams, *wrong);
        return exit_wrong_use;
    }
    std::error_code error;
    if (fs::is_regular_file(arguments.folder, error) || fs::exists(fs::path(arguments.folder) / "game.json", error))
        return replay_game(arguments, streams);
    return Replay(arguments, streams).run();
}

}  // namespace standoff
