#include "cli/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <sstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/version.hpp"
#include "report/text.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

constexpr int most_jobs = 1024;

/// Help that begins with examples and fits a terminal: CLI11 does not break lines.
class ExamplesFirst : public CLI::Formatter {
public:
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        const std::string_view shown = examples_of(app->get_parent() == nullptr ? "" : app->get_name());
        const std::string first = fmt::format("Examples:\n{}\n", shown);
        std::istringstream lines(CLI::Formatter::make_help(app, std::move(name), mode));
        std::string help = first;
        for (std::string line; std::getline(lines, line);)
            help += line.size() <= page_width
                        ? line + '\n'
                        : wrapped(line.substr(get_column_width()), line.substr(0, get_column_width()),
                                  std::string(get_column_width(), ' '));
        return help;
    }
};

template <class Whole>
Whole whole_number(const std::string& option, const std::string& text, Whole low, Whole high) {
    Whole value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || value < low || value > high)
        throw CLI::ValidationError(option, fmt::format("\"{}\" is not a whole number from {} to {}", text, low, high));
    return value;
}

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

template <class Value>
Value one_of(const std::string& option, const std::string& text, const std::map<std::string, Value>& values) {
    const auto found = values.find(text);
    if (found != values.end()) return found->second;
    std::vector<std::string> names;
    names.reserve(values.size());
    for (const auto& [name, value] : values) names.push_back(name);
    const std::string near = did_you_mean(text, names);
    throw CLI::ValidationError(
        option, fmt::format("\"{}\" is none of {}{}", text, fmt::join(names, ", "), near.empty() ? "" : "; " + near));
}

void on_text(CLI::App& app, const std::string& name, const std::string& value, const std::string& about,
             const std::function<void(const std::string&)>& take) {
    app.add_option_function<std::string>(name, take, about)->type_name(value);
}

/// `target` is a whole number, or an optional one.
template <class Target, class Whole>
void add_whole(CLI::App& app, const std::string& name, const std::string& value, const std::string& about,
               Target& target, Whole low, Whole high) {
    on_text(app, name, value, about,
            [name, &target, low, high](const std::string& text) { target = whole_number(name, text, low, high); });
}

/// An option that may be given several times.
void add_repeated(CLI::App& app, const std::string& name, const std::string& value, const std::string& about,
                  std::vector<std::string>& texts) {
    app.add_option(name, texts, about)->type_name(value)->allow_extra_args(false);
}

void add_load_options(CLI::App& app, LoadOptions& load) {
    add_repeated(app, "--set", "PATH=VALUE",
                 "Set a parameter, trait, initial value, ACTOR.policy or calendar.NAME (on, off); may be repeated",
                 load.set);
    app.add_option("--variant", load.variant, "Apply one of the file's variants")->type_name("NAME");
    app.add_option("--until", load.until, "End the run earlier")->type_name("DATE|STEP");
}

void add_jobs(CLI::App& app, int& jobs) {
    on_text(app, "--jobs", "N", "Threads (default: all cores); the results do not depend on it",
            [&jobs](const std::string& text) { jobs = whole_number("--jobs", text, 1, most_jobs); });
}

void add_color(CLI::App& app, Color& color) {
    on_text(app, "--color", "WHEN", "auto, always or never (default auto: on a terminal)",
            [&color](const std::string& text) {
                color = one_of<Color>("--color", text,
                                      {{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}});
            });
}

constexpr std::uint32_t most_runs = std::numeric_limits<std::uint32_t>::max();

void add_scenario(CLI::App& app, std::string& file) {
    app.add_option("file", file, "A scenario: a path, or the name of a shipped one")->type_name("FILE");
}

void add_seed(CLI::App& app, std::optional<std::uint64_t>& seed) {
    on_text(app, "--seed", "N|random", "The luck of the draw (default 1); `random` draws one and says which",
            [&seed](const std::string& text) {
                if (text == "random") seed.reset();
                else seed = whole_number("--seed", text, std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max());
            });
}

void add_runs(CLI::App& app, std::uint32_t& runs, const std::string& about) {
    on_text(app, "--runs", "N", about,
            [&runs](const std::string& text) { runs = whole_number("--runs", text, std::uint32_t{1}, most_runs); });
}

/// `--out`, `--files` and `--force`: where results go.
template <class Arguments>
void add_results(CLI::App& app, Arguments& arguments) {
    on_text(app, "--out", "DIR", fmt::format("Where the results go (default: results/<scenario>/{})", app.get_name()),
            [&arguments](const std::string& text) {
                if (text.empty()) throw CLI::ValidationError("--out", "the name of the folder is empty");
                arguments.out = text;
            });
    on_text(app, "--files", "all|none", "Which files are kept (default all)", [&arguments](const std::string& text) {
        arguments.keep_files = one_of<bool>("--files", text, {{"all", true}, {"none", false}});
    });
    app.add_flag("--force", arguments.force, "Replace the results in --out; those before are kept as DIR.old");
}

void add_progress(CLI::App& app, ProgressForm& form) {
    on_text(app, "--progress", "FORM",
            "auto (a line on a terminal), plain (a line every ten seconds) or none (default auto)",
            [&form](const std::string& text) {
                form = one_of<ProgressForm>(
                    "--progress", text,
                    {{"auto", ProgressForm::automatic}, {"plain", ProgressForm::plain}, {"none", ProgressForm::none}});
            });
}

void add_quiet(CLI::App& app, bool& quiet) { app.add_flag("--quiet", quiet, "Say nothing but errors"); }

void add_form(CLI::App& app, TableForm& form) {
    on_text(app, "--format", "FORM", "table, csv or json (default table)", [&form](const std::string& text) {
        form = one_of<TableForm>("--format", text,
                                 {{"table", TableForm::table}, {"csv", TableForm::csv}, {"json", TableForm::json}});
    });
}

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

/// Above 0: an interval has a width.
double half_width(const std::string& text) {
    const auto value = parse_number(text);
    if (!value || !std::isfinite(*value) || *value <= 0)
        throw CLI::ValidationError("--until-half-width", fmt::format("\"{}\" is not a number above 0", text));
    return *value;
}

void define_compare(CLI::App& app, CompareArguments& compare) {
    add_scenario(app, compare.file);
    add_repeated(app, "--variant", "NAME",
                 "A variant to compare with the file; may be repeated (default: all of the file)", compare.variants);
    add_repeated(app, "--set", "PATH=VALUE",
                 "Set a parameter, trait, initial value or ACTOR.policy, in what is compared with the file and not "
                 "in the file; may be repeated",
                 compare.set);
    app.add_option("--until", compare.until, "End the runs of both sides earlier")->type_name("DATE|STEP");
    add_seed(app, compare.seed);
    add_runs(app, compare.runs, "How many runs on each side (default 500)");
    on_text(app, "--until-half-width", "X", "Play more until half of the 95% interval is at most X",
            [&compare](const std::string& text) { compare.half_width = half_width(text); });
    on_text(app, "--measure", "NAME", "Whose interval: a measure, or the share of an outcome (default: every outcome)",
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
    add_load_options(app, sweep.load);
    add_seed(app, sweep.seed);
    on_text(app, "--shard", "I/N|auto", "Only part I of N, or the part that Slurm or MPI says; see merge",
            [&sweep](const std::string& text) {
                sweep.launched = text == "auto";
                sweep.shard = parse_shard(text);
                if (!sweep.launched && !sweep.shard)
                    throw CLI::ValidationError("--shard", fmt::format("\"{}\" is neither a part (3/8) nor auto", text));
            });
    app.add_flag("--plan", sweep.plan_only, "Only say what would be done, and what it would cost");
    on_text(app, "--out", "FILE", "The file (default: results/<scenario>/sweep/<experiment>.sqlite)",
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
    add_load_options(app, sensitivity.load);
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

double bound(const std::string& option, const std::string& text) {
    const auto value = parse_number(text);
    if (!value || !std::isfinite(*value))
        throw CLI::ValidationError(option, fmt::format("\"{}\" is not a number", text));
    return *value;
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
    add_load_options(app, flip.load);
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

void add_text_or_json(CLI::App& app, bool& json) {
    on_text(app, "--format", "FORM", "text or json (default text)", [&json](const std::string& text) {
        json = one_of<bool>("--format", text, {{"text", false}, {"json", true}});
    });
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

bool is_flag(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

std::vector<std::string> flags_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

std::string help_hint(const CLI::App& app) {
    return app.get_parent() == nullptr ? "see standoff --help" : fmt::format("see standoff {} --help", app.get_name());
}

WrongUse unknown_flag(const CLI::App& app, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    const std::string near = did_you_mean(name, flags_of(app));
    const std::string where = app.get_parent() == nullptr ? "standoff" : "standoff " + app.get_name();
    return {fmt::format("{} has no option \"{}\"; {}", where, name, near.empty() ? help_hint(app) : near)};
}

/// `a NAME`, `an N or random`, `all or none`, `a K, K-L or all`.
std::string value_of(const CLI::Option& option) {
    std::string value = option.get_type_name();
    for (auto bar = value.rfind('|'); bar != std::string::npos; bar = value.rfind('|'))
        value.replace(bar, 1, value.find(" or ") == std::string::npos ? " or " : ", ");
    if (value.starts_with("all")) return value;
    return (value == "N" || value.starts_with("N ") ? "an " : "a ") + value;
}

/// An option without its value, or given twice: CLI11 would take the next option for the value.
std::optional<WrongUse> wrong_values(const CLI::App& command, const std::vector<std::string>& words) {
    std::vector<std::string> seen;
    const auto option_of = [&](const std::string& word) {
        return is_flag(word) ? command.get_option_no_throw(word) : nullptr;
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--" || word == "-h" || word == "--help") return std::nullopt;
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const CLI::Option* option = option_of(name);
        if (option == nullptr || option->get_expected_max() == 0) continue;
        const bool apart = equals == std::string::npos;
        if (apart ? i + 1 == words.size() || option_of(words[i + 1]) != nullptr : equals + 1 == word.size())
            return WrongUse{fmt::format("{} needs {}; {}", name, value_of(*option), help_hint(command))};
        if (option->get_expected_max() == 1 && std::find(seen.begin(), seen.end(), name) != seen.end())
            return WrongUse{fmt::format("{} is given twice", name)};
        seen.push_back(name);
        if (apart) ++i;
    }
    return std::nullopt;
}

/// The whole command line, with everything that parsing fills.
class Parser {
public:
    Parser() {
        app_.name("standoff");
        app_.formatter(std::make_shared<ExamplesFirst>());
        app_.set_help_flag("-h,--help", "Show this help");
        app_.set_version_flag("--version", fmt::format("standoff {}", version()), "Show the version");
        app_.allow_extras();
        add("run", "Play a scenario many times and tell one run in full", define_run, &RunArguments::file,
            "a scenario");
        add("compare", "Compare variants or settings with a scenario, run by run with the same luck", define_compare,
            &CompareArguments::file, "a scenario");
        add("sweep", "Play a scenario at many design points, into one file that survives interruptions", define_sweep,
            &SweepArguments::file, "a scenario");
        add("sensitivity", "Find which parameters move the measures of a scenario", define_sensitivity,
            &SensitivityArguments::file, "a scenario");
        add("merge", "Join the shards of a sweep", define_merge, &MergeArguments::files,
            "the file to write, and shards");
        add("discover", "Find the corner of a sweep's factors in which something happens", define_discover,
            &DiscoverArguments::file, "the file of a sweep");
        add("flip", "Find the smallest change of one number that changes the most frequent outcome", define_flip,
            &FlipArguments::file, "a scenario");
        add("why", "Say why the actors of a shown run did what they did", define_why, &WhyArguments::folder,
            "a results folder");
        add("report", "Write results as one HTML page that needs nothing else", define_report,
            &ReportArguments::results, "a results folder or the file of a sweep");
        add("check", "Check scenarios and theories, and say what is wrong with them", define_check,
            &CheckArguments::files, "a file");
        add("explain", "Explain the code of a finding", define_explain);
        add("describe", "Write a model's documentation (ODD protocol, Markdown)", define_describe,
            &DescribeArguments::file, "a file");
        add("replay", "Play the runs of a results folder again and compare", define_replay, &ReplayArguments::folder,
            "a results folder");
        add("serve", "Show scenarios in the browser: move settings, see why, for this computer only", define_serve);
        add("list", "List the shipped scenarios", define_list);
        add("new", "Write a small scenario to begin with", define_new, &NewArguments::name, "a name");
        add("schema", "Print the JSON Schema of a kind of file", define_schema, &SchemaArguments::kind,
            "a kind of file: scenario or theory");
    }

    ParsedArguments parse(int argc, const char* const* argv) {
        if (argc < 2) return WrongUse{"a command is needed\n\n" + app_.help()};
        if (const auto wrong = wrong_command(argc, argv)) return *wrong;
        try {
            app_.parse(argc, argv);
        } catch (const CLI::CallForVersion& asked) {
            return PrintedText{std::string(asked.what()) + "\n"};
        } catch (const CLI::CallForHelp&) {
            return PrintedText{app_.help()};
        } catch (const CLI::ParseError& error) {
            return WrongUse{error.what()};
        }
        return result();
    }

private:
    struct Command {
        CLI::App* app = nullptr;
        std::function<std::string()> missing;  ///< what the command cannot do without, if it was not given
        std::function<ParsedArguments()> arguments;
    };

    /// `needed` is the argument that the command cannot do without, called `noun`.
    template <class Arguments, class Field = std::string>
    void add(const std::string& name, const std::string& about, void (*define)(CLI::App&, Arguments&),
             Field Arguments::* needed = nullptr, const std::string& noun = {}) {
        CLI::App* app = app_.add_subcommand(name, about);
        app->allow_extras();
        const auto arguments = std::make_shared<Arguments>();
        define(*app, *arguments);
        commands_.push_back({app,
                             [arguments, needed, noun] {
                                 return needed != nullptr && ((*arguments).*needed).empty() ? noun : std::string();
                             },
                             [arguments]() -> ParsedArguments { return *arguments; }});
    }

    /// CLI11 takes an unknown command for a stray argument; here the first word decides.
    [[nodiscard]] std::optional<WrongUse> wrong_command(int argc, const char* const* argv) const {
        std::vector<std::string> known;
        known.reserve(commands_.size());
        for (const Command& command : commands_) known.push_back(command.app->get_name());
        for (int i = 1; i < argc; ++i) {
            const std::string word = argv[i];
            if (word == "-h" || word == "--help" || word == "--version") return std::nullopt;
            if (is_flag(word)) return unknown_flag_first(word);
            if (std::find(known.begin(), known.end(), word) != known.end())
                return wrong_values(*app_.get_subcommand(word), {argv + i + 1, argv + argc});
            const std::string near = did_you_mean(word, known);
            return WrongUse{
                fmt::format("\"{}\" is no command; {}", word,
                            near.empty() ? "there are " + fmt::format("{}", fmt::join(known, ", ")) : near)};
        }
        return std::nullopt;
    }

    [[nodiscard]] WrongUse unknown_flag_first(const std::string& word) const {
        const std::string name = word.substr(0, word.find('='));
        for (const Command& command : commands_) {
            const std::vector<std::string> flags = flags_of(*command.app);
            if (std::find(flags.begin(), flags.end(), name) != flags.end())
                return {fmt::format("\"{}\" comes after the command: standoff {} {} …", name, command.app->get_name(),
                                    name)};
        }
        return unknown_flag(app_, word);
    }

    ParsedArguments result() {
        const std::vector<CLI::App*> chosen = app_.get_subcommands();
        if (chosen.size() != 1) return WrongUse{"one command at a time; " + help_hint(app_)};
        const CLI::App& app = *chosen.front();
        const std::vector<std::string> rest = app.remaining();
        for (const std::string& word : rest)
            if (is_flag(word)) return unknown_flag(app, word);
        const auto command =
            std::find_if(commands_.begin(), commands_.end(), [&](const Command& one) { return one.app == &app; });
        if (const std::string missing = command->missing(); !missing.empty())
            return WrongUse{fmt::format("standoff {} needs {}; {}", app.get_name(), missing, help_hint(app))};
        if (!rest.empty()) return WrongUse{fmt::format("\"{}\" is one too many; {}", rest.front(), help_hint(app))};
        return command->arguments();
    }

    CLI::App app_{"Simulates escalation between states, from a scenario in a text file."};
    std::vector<Command> commands_;
};

}  // namespace

ParsedArguments parse_arguments(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace standoff
