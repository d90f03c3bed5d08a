#include "cli/options.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "cli/shared_options.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

/// `7`, `1-20` or `all`.
ShownRange shown_range(const std::string& text) {
    if (text == "all") return {1, ShownRange::no_end};
    ShownRange range;
    const char* const end = text.data() + text.size();
    auto read = std::from_chars(text.data(), end, range.first);
    range.last = range.first;
    if (read.ec == std::errc() && read.ptr != end && *read.ptr == '-')
        read = std::from_chars(read.ptr + 1, end, range.last);
    if (read.ec != std::errc() || read.ptr != end || range.first < 1 || range.last < range.first)
        throw CLI::ValidationError("--show", fmt::format("\"{}\" is neither a run (7) nor runs (1-20) nor all", text));
    return range;
}

/// Above 0: an interval has a width.
double half_width(const std::string& text) {
    const auto value = parse_number(text);
    if (!value || !std::isfinite(*value) || *value <= 0)
        throw CLI::ValidationError("--until-half-width", fmt::format("\"{}\" is not a number above 0", text));
    return *value;
}

double bound(const std::string& option, const std::string& text) {
    const auto value = parse_number(text);
    if (!value || !std::isfinite(*value))
        throw CLI::ValidationError(option, fmt::format("\"{}\" is not a number", text));
    return *value;
}

}  // namespace

void define_run(CLI::App& app, RunArguments& run) {
    add_scenario(app, run.file);
    add_load_options(app, run.load);
    add_seed(app, run.seed);
    add_runs(app, run.runs, "How many runs (default 500)");
    on_text(app, "--show", "K|K-L|all", "The runs that are told in full (default 1); the summary tells the first",
            [&run](const std::string& text) { run.show = shown_range(text); });
    add_jobs(app, run.jobs);
    add_results(app, run);
    add_progress(app, run.progress);
    add_color(app, run.color);
    add_quiet(app, run.quiet);
    app.add_flag("--timing", run.timing, "Say where the time went")->group("");  // hidden: for the benchmarks
}

void define_compare(CLI::App& app, CompareArguments& compare) {
    add_scenario(app, compare.file);
    add_repeated(app, "--variant", "NAME",
                 "A variant to compare with the file; may be repeated (default: all of the file)", compare.variants);
    add_repeated(app, "--set", "PATH=VALUE",
                 "Set a parameter, trait, initial value, ACTOR.policy or calendar.NAME (on, off), in what is compared "
                 "with the file and not in the file; may be repeated",
                 compare.set);
    app.add_option("--until", compare.until, "End the runs of both sides earlier")->type_name("DATE|STEP");
    add_seed(app, compare.seed);
    add_runs(app, compare.runs, "How many runs on each side (default 500)");
    on_text(app, "--until-half-width", "X", "Play more until half of the 95% interval is at most X",
            [&compare](const std::string& text) { compare.half_width = half_width(text); });
    on_text(app, "--measure", "NAME",
            "With --until-half-width: whose interval, of a measure or of the share of an outcome (default: every "
            "outcome); all are compared in any case",
            [&compare](const std::string& text) { compare.measure = text; });
    add_whole(app, "--max-runs", "N", "Stop at so many runs on each side all the same (default 100000)",
              compare.most_runs, std::uint32_t{1}, most_runs);
    add_whole(app, "--show", "K", "The run of which is told where it parts from the file's (default 1)", compare.show,
              std::uint32_t{1}, most_runs);
    add_jobs(app, compare.jobs);
    add_results(app, compare);
    add_form(app, compare.form);
    add_progress(app, compare.progress);
    add_color(app, compare.color);
    add_quiet(app, compare.quiet);
}

void define_sweep(CLI::App& app, SweepArguments& sweep) {
    using Design = Experiment::Design;
    add_scenario(app, sweep.file);
    app.add_option("--experiment", sweep.experiment, "One of the file's experiments (default: its only one)")
        ->type_name("NAME");
    add_repeated(app, "--vary", "PATH=VALUES",
                 "Vary this: path=low:high:steps on a grid, path=low:high or path=prior in another design, "
                 "path=a,b,c in any; paths as of --set, and variant, until, calendar.NAME; may be repeated",
                 sweep.load.vary);
    on_text(
        app, "--design", "DESIGN", "grid, random, lhs (Latin hypercube) or sobol", [&sweep](const std::string& text) {
            sweep.design = one_of<Design>(
                "--design", text,
                {{"grid", Design::grid}, {"random", Design::random}, {"lhs", Design::lhs}, {"sobol", Design::sobol}});
        });
    add_whole(app, "--points", "N", "How many design points, but on a grid", sweep.points, 1,
              std::numeric_limits<int>::max());
    add_whole(app, "--runs", "N", "How many runs at each point (default: the experiment's, or 500)", sweep.runs,
              std::uint32_t{1}, most_runs);
    add_repeated(app, "--measure", "NAME",
                 "A measure to keep, or an outcome to show; may be repeated (default: the experiment's, or all)",
                 sweep.measures);
    add_load_options(app, sweep.load, " at all points");
    add_seed(app, sweep.seed);
    on_text(app, "--shard", "I/N|auto", "Only part I of N, or the part that Slurm or MPI says; see merge",
            [&sweep](const std::string& text) {
                sweep.launched = text == "auto";
                sweep.shard = parse_shard(text);
                if (!sweep.launched && !sweep.shard)
                    throw CLI::ValidationError("--shard", fmt::format("\"{}\" is neither a part (3/8) nor auto", text));
            });
    app.add_flag("--plan", sweep.plan_only, "Only say what would be done, and what it would cost");
    on_text(app, "--out", "FILE", "The file (default: results/<scenario>/sweep/<experiment, or vary-PATH>.sqlite)",
            [&sweep](const std::string& text) {
                if (text.empty()) throw CLI::ValidationError("--out", "the name of the file is empty");
                sweep.out = text;
            });
    app.add_flag("--csv", sweep.csv, "Write a table of all runs beside the file, too");
    app.add_flag("--force", sweep.force, "Begin again; a file that is there is kept as FILE.old");
    add_jobs(app, sweep.jobs);
    add_progress(app, sweep.progress);
    add_color(app, sweep.color);
    add_quiet(app, sweep.quiet);
    app.add_flag("--timing", sweep.timing, "Say where the time went")->group("");  // hidden: for the benchmarks
}

void define_sensitivity(CLI::App& app, SensitivityArguments& sensitivity) {
    add_scenario(app, sensitivity.file);
    on_text(app, "--method", "METHOD",
            "morris (elementary effects: which matter at all) or sobol (shares of the variance) (default morris)",
            [&sensitivity](const std::string& text) {
                sensitivity.method = one_of<SensitivityMethod>(
                    "--method", text, {{"morris", SensitivityMethod::morris}, {"sobol", SensitivityMethod::sobol}});
            });
    add_repeated(app, "--measure", "NAME",
                 "A measure, or an outcome for its share; may be repeated (default: all measures)",
                 sensitivity.measures);
    add_whole(app, "--samples", "N", "How many trajectories (default 20), or rows (default 1024, best a power of two)",
              sensitivity.samples, std::uint32_t{2}, most_runs);
    add_runs(app, sensitivity.runs, "How many runs at each point (default 100)");
    add_repeated(app, "--vary", "PATH=VALUES",
                 "Vary this and nothing else: path=prior, path=low:high or path=1,2,5; may be repeated (default: "
                 "every parameter that has a prior and is not set)",
                 sensitivity.load.vary);
    add_load_options(app, sensitivity.load, " at all points");
    add_seed(app, sensitivity.seed);
    app.add_flag("--plan", sensitivity.plan_only, "Only say what would be done, and how long it would take");
    add_jobs(app, sensitivity.jobs);
    add_results(app, sensitivity);
    add_form(app, sensitivity.form);
    add_progress(app, sensitivity.progress);
    add_color(app, sensitivity.color);
    add_quiet(app, sensitivity.quiet);
}

void define_merge(CLI::App& app, MergeArguments& merge) {
    app.add_option("files", merge.files, "The file to write, then the shards in any order")->type_name("OUT SHARD...");
    add_quiet(app, merge.quiet);
}

void define_discover(CLI::App& app, DiscoverArguments& discover) {
    app.add_option("file", discover.file, "The file of a sweep")->type_name("STUDY");
    on_text(app, "--outcome", "NAME", "The outcome that is looked for",
            [&discover](const std::string& text) { discover.outcome = text; });
    on_text(app, "--measure", "NAME",
            "Or a measure, with one of:", [&discover](const std::string& text) { discover.measure = text; });
    on_text(app, "--above", "X", "The measure is above this (durations in days)",
            [&discover](const std::string& text) { discover.above = bound("--above", text); });
    on_text(app, "--below", "X", "The measure is below this",
            [&discover](const std::string& text) { discover.below = bound("--below", text); });
    add_whole(app, "--boxes", "N", "At most so many corners, each in what the others leave (default 1)", discover.boxes,
              std::size_t{1}, std::size_t{1000});
    on_text(app, "--peel", "A", "How much of the corner a slice takes at most (default 0.05)",
            [&discover](const std::string& text) {
                discover.peel = bound("--peel", text);
                if (discover.peel <= 0 || discover.peel >= 1)
                    throw CLI::ValidationError("--peel", fmt::format("\"{}\" is not between 0 and 1", text));
            });
    add_whole(app, "--step", "K", "This step of the trajectory, instead of the best one", discover.step, std::size_t{0},
              std::size_t{1'000'000});
    add_form(app, discover.form);
    add_color(app, discover.color);
}

void define_flip(CLI::App& app, FlipArguments& flip) {
    add_scenario(app, flip.file);
    app.add_option(
           "--vary", flip.load.vary,
           "Change this within path=low:high or path=prior: a parameter, trait or initial value; may be repeated "
           "(default: every parameter with a prior or a bounded range)")
        ->type_name("PATH=VALUES")
        ->allow_extra_args(false);
    add_runs(app, flip.runs, "How many runs at each value (default 500)");
    add_load_options(app, flip.load, "; of what is searched it is the value to start from");
    add_seed(app, flip.seed);
    add_jobs(app, flip.jobs);
    add_form(app, flip.form);
    add_progress(app, flip.progress);
    add_color(app, flip.color);
    add_quiet(app, flip.quiet);
}

void define_check(CLI::App& app, CheckArguments& check) {
    app.add_option("files", check.files, "Scenarios or theories")->type_name("FILE...");
    add_load_options(app, check.load);
    on_text(app, "--format", "FORM", "human, short (one line a finding) or json (one object a line)",
            [&check](const std::string& text) {
                check.format = one_of<DiagnosticFormat>("--format", text,
                                                        {{"human", DiagnosticFormat::human},
                                                         {"short", DiagnosticFormat::brief},
                                                         {"json", DiagnosticFormat::json}});
            });
    app.add_flag("--deep", check.deep,
                 "Also play a few runs, and name parameters, traits and actions that moved nothing");
    app.add_flag("--strict", check.strict, "Warnings fail too");
    app.add_flag("--quiet", check.quiet, "Say nothing; the exit code tells");
}

void define_replay(CLI::App& app, ReplayArguments& replay) {
    app.add_option("folder", replay.folder, "A results folder")->type_name("FOLDER");
    add_jobs(app, replay.jobs);
    app.add_flag("--quiet", replay.quiet, "Say nothing but errors; the exit code tells");
}

void define_serve(CLI::App& app, ServeArguments& serve) {
    app.add_option("paths", serve.paths, "Scenarios of your own, or folders of them, beside the shipped ones")
        ->type_name("FILE|DIR...");
    add_whole(app, "--port", "N", "Where to listen (default: a port that is free)", serve.port, std::uint16_t{1},
              std::numeric_limits<std::uint16_t>::max());
    app.add_flag("!--no-open", serve.open, "Do not open the browser");
    app.add_flag("--present", serve.present, "Large type, moved by arrow keys and space, for a projector");
    app.add_flag("--verbose", serve.verbose, "Say a line about each request");
    app.add_flag("--quiet", serve.quiet, "Say nothing but the link and errors");
}

void define_report(CLI::App& app, ReportArguments& report) {
    app.add_option("results", report.results, "Folders of run, compare and sensitivity, and files of sweeps")
        ->type_name("FOLDER|FILE...");
    on_text(app, "--out", "FILE",
            "The page (default: report.html in the folder; of several results, or a file, beside the first)",
            [&report](const std::string& text) {
                if (text.empty()) throw CLI::ValidationError("--out", "the name of the file is empty");
                report.out = text;
            });
    app.add_flag("--open", report.open, "Show it in a browser");
    app.add_flag("--force", report.force, "Replace a file that is there");
}

void define_play(CLI::App& app, PlayArguments& play) {
    add_scenario(app, play.file);
    add_repeated(app, "--as", "ACTOR", "Take this actor's seat; may be repeated for several people at one terminal",
                 play.load.seats);
    add_repeated(app, "--set", "PATH=VALUE",
                 "Set a parameter, trait, initial value, ACTOR.policy or calendar.NAME (on, off); may be repeated",
                 play.load.set);
    app.add_option("--variant", play.load.variant, "Apply one of the file's variants")->type_name("NAME");
    on_text(app, "--seed", "N|random", "The luck of the draw (default 1); `random` draws one and the game keeps it",
            [&play](const std::string& text) {
                play.seed_given = true;
                if (text == "random") play.seed.reset();
                else
                    play.seed =
                        whole_number("--seed", text, std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max());
            });
    add_whole(app, "--run", "K", "With the luck of this run (default 1)", play.run, std::uint32_t{1},
              std::uint32_t{1'000'000'000});
    on_text(app, "--load", "FILE", "Go on with a saved game",
            [&play](const std::string& text) { play.load_game = text; });
    on_text(app, "--save", "FILE", "Keep the game there (default: a name made of scenario and seats, or where it was)",
            [&play](const std::string& text) { play.save = text; });
    on_text(app, "--moves", "FILE", "Read what would be typed from this file",
            [&play](const std::string& text) { play.moves = text; });
    add_results(app, play);
    add_color(app, play.color);
}

void define_why(CLI::App& app, WhyArguments& why) {
    app.add_option("folder", why.folder, "A results folder")->type_name("FOLDER");
    app.add_option("--actor", why.actor, "Only this actor's decisions")->type_name("ACTOR");
    app.add_option("--at", why.at, "Only decisions of this day's step, or of this step")->type_name("DATE|STEP");
    add_whole(app, "--run", "K", "One of the shown runs (default: the first)", why.run, std::uint32_t{1},
              std::numeric_limits<std::uint32_t>::max());
    app.add_flag("--all", why.all, "Every decision, and not only the most telling ones");
    add_text_or_json(app, why.json);
    add_color(app, why.color);
}

void define_describe(CLI::App& app, DescribeArguments& describe) {
    app.add_option("file", describe.file, "A scenario or theory: a path, or the name of a shipped one")
        ->type_name("FILE");
    add_load_options(app, describe.load);
}

void define_list(CLI::App& app, ListArguments& list) {
    app.add_option("text", list.text, "Only what has this in its name, title or tags")->type_name("TEXT");
    add_text_or_json(app, list.json);
}

void define_new(CLI::App& app, NewArguments& made) {
    app.add_option("name", made.name, "The file to write, without .yaml")->type_name("NAME");
}

void define_schema(CLI::App& app, SchemaArguments& schema) {
    app.add_option("kind", schema.kind, "scenario or theory")->type_name("KIND");
}

void define_explain(CLI::App& app, ExplainArguments& explain) {
    app.add_option("code", explain.code, "The code of a finding, as E207; all are listed without one")
        ->type_name("CODE");
    add_color(app, explain.color);
}

}  // namespace standoff
