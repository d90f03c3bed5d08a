// The commands and what each is asked for, as plain structs: a command can be called without a command line.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <standoff/diagnostic.hpp>
#include <standoff/scenario.hpp>
#include <standoff/sensitivity.hpp>

#include "cli/progress.hpp"
#include "cli/shard.hpp"
#include "cli/streams.hpp"
#include "scenario/spec.hpp"

namespace standoff {

inline constexpr std::uint32_t default_runs = 500;
inline constexpr std::uint32_t default_most_runs = 100000;
inline constexpr std::uint64_t default_seed = 1;

/// The runs that are told in full: `first` to `last` of them, both included.
struct ShownRange {
    static constexpr std::uint32_t no_end = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t first = 1;
    std::uint32_t last = 1;  ///< `no_end`: of all that there are

    [[nodiscard]] bool contains(std::uint32_t run) const { return run >= first && run <= last; }
    friend bool operator==(const ShownRange&, const ShownRange&) = default;
};

struct RunArguments {
    std::string file;
    LoadOptions load;
    std::optional<std::uint64_t> seed = default_seed;  ///< nothing: drawn
    std::uint32_t runs = default_runs;
    ShownRange show;
    int jobs = 0;
    std::string out;  ///< empty: the default folder
    bool keep_files = true;
    bool force = false;
    bool quiet = false;
    bool timing = false;  ///< say where the time went
    ProgressForm progress = ProgressForm::automatic;
    Color color = Color::automatic;
};

/// How a command writes its tables: for people, or as one of its files.
enum class TableForm : std::uint8_t { table, csv, json };

/// Without variants and settings all variants of the file are compared with it.
struct CompareArguments {
    std::string file;
    std::vector<std::string> variants;  ///< each an alternative
    std::vector<std::string> set;       ///< in every alternative; without variants they are the alternative
    std::string until;                  ///< on both sides
    std::optional<std::uint64_t> seed = default_seed;
    std::uint32_t runs = default_runs;
    std::optional<double> half_width;        ///< of the interval, to go on until it is so narrow
    std::string measure;                     ///< whose interval, or of which outcome; empty: all outcomes
    std::optional<std::uint32_t> most_runs;  ///< where to stop all the same
    std::uint32_t show = 1;
    int jobs = 0;
    std::string out;  ///< empty: the default folder
    bool keep_files = true;
    bool force = false;
    bool quiet = false;
    TableForm form = TableForm::table;
    ProgressForm progress = ProgressForm::automatic;
    Color color = Color::automatic;
};

struct SweepArguments {
    std::string file;
    LoadOptions load;        ///< `vary` among it
    std::string experiment;  ///< of the file; empty: its only one, or `vary`
    std::optional<Experiment::Design> design;
    std::optional<int> points;
    std::optional<std::uint32_t> runs;                 ///< at each point
    std::vector<std::string> measures;                 ///< that are kept; none: those of the experiment, else all
    std::optional<std::uint64_t> seed = default_seed;  ///< nothing: drawn
    std::optional<Shard> shard;
    bool launched = false;  ///< the launcher says which shard
    bool plan_only = false;
    int jobs = 0;
    std::string out;  ///< the file; empty: the default one
    bool csv = false;
    bool force = false;
    bool quiet = false;
    bool timing = false;
    ProgressForm progress = ProgressForm::automatic;
    Color color = Color::automatic;
};

/// Without `load.vary` every parameter with a prior varies.
struct SensitivityArguments {
    static constexpr std::uint32_t default_runs = 100;
    std::string file;
    LoadOptions load;  ///< `vary` among it
    SensitivityMethod method = SensitivityMethod::morris;
    std::optional<std::uint32_t> samples;  ///< trajectories or rows; nothing: 20 or 1024
    std::uint32_t runs = default_runs;     ///< at each point
    std::vector<std::string> measures;     ///< or outcomes; none: all measures
    std::optional<std::uint64_t> seed = default_seed;
    bool plan_only = false;
    int jobs = 0;
    std::string out;  ///< empty: the default folder
    bool keep_files = true;
    bool force = false;
    bool quiet = false;
    TableForm form = TableForm::table;
    ProgressForm progress = ProgressForm::automatic;
    Color color = Color::automatic;

    [[nodiscard]] std::uint32_t sample_count() const {
        return samples.value_or(method == SensitivityMethod::morris ? 20 : 1024);
    }
};

struct MergeArguments {
    std::vector<std::string> files;  ///< what is written, then the shards
    bool quiet = false;
};

/// A corner of a sweep's factors: either an outcome, or a measure with one bound.
struct DiscoverArguments {
    std::string file;  ///< of the sweep
    std::string outcome;
    std::string measure;
    std::optional<double> above, below;
    std::size_t boxes = 1;
    double peel = 0.05;
    std::optional<std::size_t> step;  ///< of the trajectory, instead of the best one
    TableForm form = TableForm::table;
    Color color = Color::automatic;
};

/// Without `vary` every parameter with a prior or a bounded range is changed.
struct FlipArguments {
    std::string file;
    LoadOptions load;  ///< `vary` among it
    std::uint32_t runs = default_runs;
    std::optional<std::uint64_t> seed = default_seed;  ///< nothing: drawn
    int jobs = 0;
    bool quiet = false;
    TableForm form = TableForm::table;
    ProgressForm progress = ProgressForm::automatic;
    Color color = Color::automatic;
};

struct CheckArguments {
    std::vector<std::string> files;
    LoadOptions load;
    DiagnosticFormat format = DiagnosticFormat::human;
    bool strict = false;
    bool deep = false;  ///< play, too, and name what moves nothing
    bool quiet = false;
};

struct ReplayArguments {
    std::string folder;
    int jobs = 0;
    bool quiet = false;
};

struct WhyArguments {
    std::string folder;
    std::uint32_t run = 0;  ///< one of the shown runs; 0: the first
    std::string actor;      ///< empty: any
    std::string at;         ///< a date or a step; empty: any
    bool all = false;       ///< every decision that `actor` and `at` leave, and not only the most telling
    bool json = false;
    Color color = Color::automatic;
};

struct ReportArguments {
    std::vector<std::string> results;  ///< folders, and files of sweeps
    std::string out;                   ///< empty: report.html in the folder, or beside what there are several of
    bool open = false;                 ///< show it in a browser
    bool force = false;
};

struct DescribeArguments {
    std::string file;
    LoadOptions load;
};

struct ListArguments {
    std::string text;  ///< only what has it in its name, title or tags; empty: all
    bool json = false;
};

struct NewArguments {
    std::string name;
};

struct SchemaArguments {
    std::string kind;  ///< `scenario` or `theory`
};

struct ExplainArguments {
    std::string code;  ///< empty: list all
    Color color = Color::automatic;
};

struct ServeArguments {
    std::vector<std::string> paths;  ///< the user's own scenarios and folders of such
    std::uint16_t port = 0;          ///< 0: one that is free
    bool open = true;                ///< in the browser, where there is a screen
    bool present = false;            ///< for a projector
    bool quiet = false;              ///< nothing but the link
    bool verbose = false;            ///< a line for each request
};

/// Each returns an ExitCode. What goes wrong with results or output is a ResultsError.
[[nodiscard]] int run_command(const RunArguments& arguments, Streams& streams);
[[nodiscard]] int compare_command(const CompareArguments& arguments, Streams& streams);
[[nodiscard]] int sweep_command(const SweepArguments& arguments, Streams& streams);
[[nodiscard]] int sensitivity_command(const SensitivityArguments& arguments, Streams& streams);
[[nodiscard]] int merge_command(const MergeArguments& arguments, Streams& streams);
[[nodiscard]] int discover_command(const DiscoverArguments& arguments, Streams& streams);
[[nodiscard]] int flip_command(const FlipArguments& arguments, Streams& streams);
[[nodiscard]] int check_command(const CheckArguments& arguments, Streams& streams);
[[nodiscard]] int replay_command(const ReplayArguments& arguments, Streams& streams);
[[nodiscard]] int why_command(const WhyArguments& arguments, Streams& streams);
[[nodiscard]] int report_command(const ReportArguments& arguments, Streams& streams);
[[nodiscard]] int describe_command(const DescribeArguments& arguments, Streams& streams);
[[nodiscard]] int list_command(const ListArguments& arguments, Streams& streams);
[[nodiscard]] int new_command(const NewArguments& arguments, Streams& streams);
[[nodiscard]] int schema_command(const SchemaArguments& arguments, Streams& streams);
[[nodiscard]] int explain_command(const ExplainArguments& arguments, Streams& streams);
[[nodiscard]] int serve_command(const ServeArguments& arguments, Streams& streams);

/// Text for people on standard output, in the characters that the terminal shows.
void print_text(Streams& streams, const std::string& text);

/// Talk that begins with `standoff: `, in lines of a page; with a command to type again (`…: standoff …`) it is one
/// line.
void complain(Streams& streams, const std::string& what);

}  // namespace standoff
