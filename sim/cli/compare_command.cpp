// `standoff compare FILE`: loads the file and what is compared with it, plays all sides with the same luck, and puts
// the differences in a folder and on the terminal.
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <standoff/comparison.hpp>

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
#include "experiment/comparison.hpp"
#include "experiment/divergence.hpp"
#include "experiment/failures.hpp"
#include "experiment/inputs.hpp"
#include "model/model.hpp"
#include "report/comparison_text.hpp"
#include "report/scenario_facts.hpp"
#include "results/comparison_files.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/run_files.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

struct Side {
    ComparedSide record;
    LoadedModel loaded;
};

std::string variant_about(const Spec& spec, const std::string& variant) {
    for (const NamedSettings& one : spec.variants)
        if (one.name == variant) return one.about;
    return {};
}

/// All sides of one comparison, from the compiled models to the folder in its place.
class Session {
public:
    Session(const CompareArguments& arguments, std::vector<Side> sides, FoundScenario file, Target target,
            Streams& streams)
        : arguments_(arguments),
          sides_(std::move(sides)),
          file_(std::move(file)),
          target_(std::move(target)),
          streams_(streams),
          seed_(arguments.seed ? *arguments.seed : drawn_seed()) {
        for (const Side& side : sides_) models_.push_back(side.loaded.model);
    }

    int run() {
        if (!arguments_.seed && !arguments_.quiet) complain(streams_, fmt::format("the seed drawn is {}", seed_));
        inputs_ = inputs_of(sides_.front().loaded.scenario);
        if (arguments_.keep_files) begin_folder();
        const ComparisonResult result = play();
        if (result.runs == 0) return nothing_finished();
        describe(result);
        if (folder_) finish_folder();
        if (!arguments_.quiet) print();
        if (result.stopped == Stopped::interrupted) return tell_how_to_start_again();
        return tell_of_failures();
    }

private:
    void begin_folder() {
        folder_ = std::make_unique<FolderInProgress>(target_.folder, target_.replace);
        write_inputs(*folder_, inputs_);
        record_.manifest.inputs = hashed(inputs_);
        std::vector<SidesTable::Side> sides;
        sides.reserve(sides_.size());
        for (const Side& side : sides_) sides.push_back({side.record.name, side.loaded.model.get()});
        runs_table_ = std::make_unique<SidesTable>(*folder_, std::move(sides));
    }

    ComparisonResult play() {
        Progress progress(streams_, arguments_.runs, arguments_.quiet ? ProgressForm::none : arguments_.progress);
        ComparisonOptions options;
        options.seed = seed_;
        options.runs = arguments_.runs;
        options.jobs = arguments_.jobs;
        options.wanted = record_.wanted = wanted();
        options.stop = streams_.stop;
        options.progress = [&progress](std::uint32_t done, std::uint32_t planned) {
            progress.expect(planned);
            progress.update(done);
        };
        return compare_models(models_, options,
                              [&](std::size_t side, const RunResult& run, std::span<const double> measures) {
                                  if (runs_table_) runs_table_->add(side, run, measures);
                              });
    }

    [[nodiscard]] std::optional<WantedPrecision> wanted() const {
        if (!arguments_.half_width) return std::nullopt;
        return WantedPrecision{*arguments_.half_width, arguments_.measure,
                               arguments_.most_runs.value_or(std::max(default_most_runs, arguments_.runs))};
    }

    int nothing_finished() {
        complain(streams_, "interrupted before the first runs were finished; nothing is kept");
        complain(streams_, "to start again: " + whole_command());
        return exit_interrupted;
    }

    void describe(const ComparisonResult& result) {
        RunManifest& manifest = record_.manifest;
        describe_model(*models_.front(), manifest);
        describe_scenario(*sides_.front().loaded.scenario.spec, manifest);
        manifest.standoff_version = version();
        manifest.scenario_file = inputs_.front().path;
        manifest.until = arguments_.until;
        manifest.seed = seed_;
        manifest.runs_asked = arguments_.runs;
        manifest.runs = result.runs;
        manifest.interrupted = result.stopped == Stopped::interrupted;
        manifest.command_line = compare_command_line(made(result), file_.name, seed_);
        manifest.failed = result.sides.front().failed;
        manifest.trace_hash = result.sides.front().trace_hash;
        record_.stopped = result.stopped;
        record_.base = side_record(0, result);
        for (std::size_t i = 0; i < result.alternatives.size(); ++i) {
            const PairedResult& pairs = result.alternatives[i];
            AlternativeRecord& record = record_.alternatives.emplace_back();
            static_cast<ComparedSide&>(record) = side_record(i + 1, result);
            record.pairs = pairs.pairs;
            record.same = pairs.same;
            record.only_base = pairs.only_base;
            record.only_alternative = pairs.only_alternative;
            record.quantities = pairs.quantities;
            record.divergence = find_divergence(*models_.front(), *models_[i + 1], seed_, made(result).show);
        }
    }

    /// What was done: after an interruption it is less than what was asked for.
    [[nodiscard]] CompareArguments made(const ComparisonResult& result) const {
        CompareArguments arguments = arguments_;
        if (result.stopped != Stopped::interrupted) return arguments;
        arguments.runs = result.runs;
        arguments.half_width.reset();
        if (arguments.show > result.runs) arguments.show = 1;
        return arguments;
    }

    [[nodiscard]] ComparedSide side_record(std::size_t side, const ComparisonResult& result) const {
        ComparedSide record = sides_[side].record;
        const SideTotals& totals = result.sides[side];
        record.failed = totals.failed;
        record.trace_hash = totals.trace_hash;
        if (totals.failed > 0)
            record.first_failure =
                explained_failure(*models_[side], seed_, totals.first_failed, sides_[side].loaded.scenario, inputs_);
        return record;
    }

    void finish_folder() {
        runs_table_->close();
        folder_->write("comparison.csv", comparison_csv(record_));
        folder_->write("comparison.json", comparison_json(record_));
        folder_->write("manifest.json", comparison_manifest_json(record_, folder_->files()));
        folder_->finish();
    }

    void print() {
        if (arguments_.form == TableForm::csv) return streams_.out.write(comparison_csv(record_));
        if (arguments_.form == TableForm::json) return streams_.out.write(comparison_json(record_));
        const std::string kept = folder_ ? target_.folder.string() : std::string();
        streams_.out.write(comparison_text(record_, terminal_options(arguments_.color, streams_, kept)));
    }

    [[nodiscard]] std::string whole_command() const {
        std::string line = compare_command_line(arguments_, arguments_.file, seed_);
        return line + place_of_results(arguments_);
    }

    int tell_how_to_start_again() {
        complain(streams_, fmt::format("interrupted: {} of {} runs were finished on each side{}", record_.manifest.runs,
                                       arguments_.runs, folder_ ? " and are kept in " + target_.folder.string() : ""));
        complain(streams_, "to start again: " + whole_command());
        return exit_interrupted;
    }

    int tell_of_failures() {
        bool failed = tell_of_failures(record_.base);
        for (const AlternativeRecord& alternative : record_.alternatives) failed |= tell_of_failures(alternative);
        return failed ? exit_run_failed : exit_done;
    }

    bool tell_of_failures(const ComparedSide& side) {
        if (!side.first_failure) return false;
        const FirstFailure& first = *side.first_failure;
        complain(streams_, fmt::format("{}: {} of {} runs failed; the first is run {}, in step {}: {}{}", side.name,
                                       side.failed, record_.manifest.runs, first.run, first.step, first.what,
                                       first.place.empty() ? "" : " (" + first.place + ")"));
        return true;
    }

    const CompareArguments& arguments_;
    std::vector<Side> sides_;  ///< the base first
    FoundScenario file_;
    Target target_;
    Streams& streams_;
    std::uint64_t seed_;
    std::vector<ModelPtr> models_;
    std::vector<Input> inputs_;
    std::unique_ptr<FolderInProgress> folder_;
    std::unique_ptr<SidesTable> runs_table_;
    PairedComparison record_;
};

/// What the command line asks for and cannot have, before any file is read.
std::optional<std::string> contradiction(const CompareArguments& arguments) {
    if (arguments.show > arguments.runs)
        return fmt::format("there is no run {} to show: they are numbered from 1 to {}", arguments.show,
                           arguments.runs);
    if (!arguments.half_width && !arguments.measure.empty())
        return "--measure says whose interval is to be narrow: it goes with --until-half-width";
    if (!arguments.half_width && arguments.most_runs)
        return "--max-runs goes with --until-half-width; without it --runs says how many runs there are";
    if (arguments.most_runs && *arguments.most_runs < arguments.runs)
        return fmt::format("--max-runs {} is less than --runs {}, with which it begins", *arguments.most_runs,
                           arguments.runs);
    for (auto one = arguments.variants.begin(); one != arguments.variants.end(); ++one)
        if (std::find(arguments.variants.begin(), one, *one) != one)
            return fmt::format("the variant {} is given twice", *one);
    return std::nullopt;
}

/// What is compared with the file: variants, each with the settings, or the settings alone.
std::vector<ComparedSide> alternatives_of(const CompareArguments& arguments, const Spec& spec) {
    std::vector<std::string> variants = arguments.variants;
    if (variants.empty() && arguments.set.empty())
        for (const NamedSettings& variant : spec.variants) variants.push_back(variant.name);
    std::vector<ComparedSide> sides;
    for (const std::string& variant : variants) {
        ComparedSide& side = sides.emplace_back();
        side.name = side.variant = variant;
        side.about = variant_about(spec, variant);
        side.set = arguments.set;
    }
    if (variants.empty() && !arguments.set.empty()) {
        sides.emplace_back().name = "settings";
        sides.back().set = arguments.set;
    }
    return sides;
}

/// Says so and returns false where a side has no measure or outcome of the name asked for.
bool can_be_narrow(const CompareArguments& arguments, const std::vector<Side>& sides, Streams& streams) {
    if (arguments.measure.empty()) return true;
    const Model& base = *sides.front().loaded.model;
    for (const Side& side : sides) {
        if (can_compare(base, *side.loaded.model, arguments.measure)) continue;
        const std::vector<std::string> known = measures_and_outcomes(base);
        const std::string near = did_you_mean(arguments.measure, known);
        complain(streams, fmt::format("\"{}\" is neither a measure nor an outcome of {}; {}", arguments.measure,
                                      side.record.name == "base" ? "this scenario" : side.record.name,
                                      near.empty() ? fmt::format("there are {}", fmt::join(known, ", ")) : near));
        return false;
    }
    return true;
}

}  // namespace

int compare_command(const CompareArguments& arguments, Streams& streams) {
    auto wrong = wrong_environment();
    if (!wrong) wrong = contradiction(arguments);
    if (wrong) {
        complain(streams, *wrong);
        return exit_wrong_use;
    }
    const auto file = find_or_complain(arguments.file, streams);
    if (!file) return exit_bad_input;
    LoadOutcome base = load_model(file->path, {"", {}, arguments.until}, arguments.quiet, streams);
    if (!base.loaded) return base.exit_code;
    std::vector<Side> sides(1);
    sides.front().record.name = "base";
    sides.front().loaded = std::move(*base.loaded);
    for (ComparedSide& side : alternatives_of(arguments, *sides.front().loaded.scenario.spec)) {
        // Its warnings are those of the file.
        LoadOutcome outcome = load_model(file->path, {side.variant, side.set, arguments.until}, true, streams);
        if (!outcome.loaded) return outcome.exit_code;
        sides.push_back({std::move(side), std::move(*outcome.loaded)});
    }
    if (sides.size() == 1) {
        complain(streams, fmt::format("{} has no variants; say with --set PATH=VALUE what is to be compared with it",
                                      file->path));
        return exit_wrong_use;
    }
    if (!can_be_narrow(arguments, sides, streams)) return exit_wrong_use;
    const Target target = target_of(arguments.out, arguments.force, default_folder(file->name, "compare"));
    if (arguments.keep_files && refused(target, streams)) return exit_wrong_use;
    try {
        return Session(arguments, std::move(sides), *file, target, streams).run();
    } catch (const PlaceTaken& taken) {
        complain(streams, taken.what());
        return exit_wrong_use;
    }
}

}  // namespace standoff
