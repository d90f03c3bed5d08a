// What a run leaves behind, in memory and in a results folder: the manifest, the summary, the shown run's events, the
// main variables.
//
// A RunRecord is everything that a report needs; read_run gives back from a folder what was written to it. The files of
// a folder and their columns are described in docs/results.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace standoff {

/// A file or folder of results that cannot be read, written or replaced; what() says so in words for the user.
class ResultsError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One file that the run read, as it lies in `inputs/`.
struct InputFile {
    std::string path;    ///< below `inputs/`, with `/`
    std::string sha256;  ///< 64 hexadecimal digits
};

/// A name that the theory or scenario explains.
struct NamedEntry {
    std::string name;
    std::string about;
};

struct MeasureEntry : NamedEntry {
    bool duration = false;  ///< in days (dated model)
};

struct ActorEntry {
    std::string name;
    std::string title;
    bool thing = false;
};

/// A variable or derived quantity that the summary draws, for one owner towards one target.
struct VariableEntry : NamedEntry {
    std::string actor;   ///< owner; empty for one of the world
    std::string toward;  ///< empty for most
    std::string label;   ///< `USA.sanctions(DPRK)`
    bool duration = false;
    double low = 0;  ///< range; infinite where there is none
    double high = 0;
};

/// A calendar entry of the scenario, with the times that touch the run.
struct CalendarItem : NamedEntry {
    struct Span {
        std::string from;  ///< first and last day, as the scenario says; empty in an abstract model or without an end
        std::string to;
        int first_step = 0;  ///< steps in which it is in force, both inclusive and within the run
        int last_step = 0;
        bool begins = true;  ///< false if it was in force before the run
    };
    struct Change {
        std::string actor;
        std::string policy;
    };
    std::vector<Span> spans;
    std::vector<Change> policies;     ///< what it makes actors follow, whatever happened before
    std::vector<std::string> inputs;  ///< variables that it sets
};

struct FirstFailure {
    std::uint32_t run = 0;
    int step = 0;
    std::string date;  ///< empty in an abstract model
    std::string what;
    std::string place;  ///< `file:line:column`, the file as it lies in `inputs/`; may be empty
};

/// How a run that is told in full went.
struct ShownRun {
    std::uint32_t run = 1;
    std::string outcome;  ///< empty if it failed
    int steps = 0;
    std::string end;  ///< last day played; empty in an abstract model
    std::uint64_t hash = 0;
};

/// A series of observations that the scenario names; its points are in observed.csv.
struct ObservedSeries {
    std::string name;
    std::string about;
    std::string compares;  ///< the formula that it is compared with, as written; may be empty
    std::string per;       ///< and its unit of time; may be empty
    std::size_t points = 0;
    double total = 0;
    std::string first;  ///< dates of the first and last point
    std::string last;
};

struct RunManifest {
    std::string standoff_version;
    std::string command_line;  ///< one that gives this result again
    std::string title;
    std::string theory;         ///< its title; empty where the scenario has its own sections
    std::string scenario_file;  ///< below `inputs/`
    std::string variant;
    std::vector<std::string> set;
    std::string until;
    std::uint64_t seed = 1;
    std::uint32_t runs_asked = 0;
    std::uint32_t runs = 0;  ///< finished, failed ones included
    std::uint32_t failed = 0;
    bool interrupted = false;
    std::uint64_t trace_hash = 0;
    bool dated = true;
    std::string start;  ///< first day; empty in an abstract model
    std::string end;    ///< last day
    int steps = 0;      ///< of a run that no outcome ends
    int step_days = 0;  ///< length of a step of a dated model; 0 where it is whole months
    int step_months = 0;
    std::vector<ShownRun> shown;  ///< in order; the first is the one that the summary tells
    std::optional<FirstFailure> first_failure;
    std::vector<ActorEntry> actors;
    std::vector<NamedEntry> outcomes;
    std::vector<MeasureEntry> measures;
    std::vector<VariableEntry> main_variables;  ///< those that say most, in that order
    std::size_t variables = 0;                  ///< how many there are in bands.csv
    std::uint64_t lasted = 0;                   ///< runs in the last state of bands.csv; the others ended before
    std::vector<CalendarItem> calendar;
    std::vector<ObservedSeries> observed;
    std::vector<InputFile> inputs;
};

struct OutcomeSummary {
    std::string name;
    std::uint64_t count = 0;
    double share = 0;  ///< of the runs that did not fail
    double low = 0;    ///< Wilson's 95% interval of the share
    double high = 0;
};

/// Values of one measure over the runs that did not fail. Quantiles are of type 7 and rank infinity last; mean,
/// standard deviation and standard error are given only if all values are finite.
struct MeasureSummary {
    std::string name;
    std::uint64_t finite = 0;
    std::uint64_t infinite = 0;
    std::optional<double> mean, sd, se;
    std::optional<double> min, q05, q25, q50, q75, q95, max;  ///< none if no run was measured
};

/// How an observed series lies among the runs. A band holds its ends, which are quantiles of type 1.
struct SeriesSummary {
    std::string name;
    std::uint64_t compared = 0;                    ///< observations for which some run gives a value
    std::uint64_t before = 0;                      ///< and those that were not compared: begun before the run,
    std::uint64_t after = 0;                       ///< not over at its end,
    std::uint64_t no_step = 0;                     ///< without the first day of a step,
    std::uint64_t no_run = 0;                      ///< or for which no run gives a value
    std::string first, last;                       ///< dates of those that were compared
    std::optional<double> coverage50, coverage90;  ///< share of these inside of the band; none if there are none
    std::optional<double> crps;                    ///< mean score; none where a run gives infinity
    std::vector<std::string> above, below;         ///< dates of those outside of the 90% band
    bool adds_up = false;                          ///< the totals mean something: the formula counts
    double total = 0;                              ///< of the observations that were compared
    std::uint64_t runs = 0;                        ///< those that give a value for all of these; of their totals:
    std::optional<double> mean, q05, q50, q95;
};

/// summary.json.
struct RunSummary {
    std::string scenario;  ///< its title
    std::uint64_t seed = 1;
    std::uint32_t runs = 0;
    std::uint32_t failed = 0;
    std::uint64_t trace_hash = 0;
    std::vector<OutcomeSummary> outcomes;  ///< in order of test
    std::vector<MeasureSummary> measures;
    std::vector<SeriesSummary> observed;  ///< of the series that are compared with something
};

/// One act or chance event of a shown run: a row of events.csv. `hold` is not an act.
struct ShownEvent {
    std::uint32_t run = 1;
    int step = 0;
    std::string date;
    std::string actor;    ///< of a chance event its owner, or empty
    std::string channel;  ///< empty for a chance event
    std::string action;   ///< or the chance event's name
    std::string target;
    std::string level;
    double count = 1;
    double success = 0;  ///< NaN if the action has none
    double rung = 0;     ///< NaN for a chance event
    double probability = 1;
};

/// How a variable went; one value a state, from the initial one.
struct VariableHistory {
    std::vector<double> q05, q25, q50, q75, q95;  ///< over the runs that reached the state, as long as some did
    std::vector<double> shown;                    ///< in the first shown run
};

struct RunRecord {
    RunManifest manifest;
    RunSummary summary;
    std::vector<ShownEvent> events;          ///< of the first shown run
    std::vector<std::string> dates;          ///< of its states: first day of the next step; empty in an abstract model
    std::vector<VariableHistory> histories;  ///< one for each of the manifest's main variables
};

/// Reads manifest.json, summary.json and what a RunRecord holds of events.csv, bands.csv and series.csv. Throws
/// ResultsError if one is missing or cannot be understood.
[[nodiscard]] RunRecord read_run(const std::filesystem::path& folder);

/// The rows of events.csv of one shown run. Throws ResultsError like read_run.
[[nodiscard]] std::vector<ShownEvent> read_events(const std::filesystem::path& folder, std::uint32_t run);

}  // namespace standoff
