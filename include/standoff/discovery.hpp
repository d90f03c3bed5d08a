// What discovery finds: in which corner of the inputs something happens, and which change of one number changes what
// happens most.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <standoff/results.hpp>

namespace standoff {

/// What a box says of one factor: a stretch of numbers, or the words that it keeps.
struct BoxLimit {
    std::string path;
    std::string kind;                    ///< number, duration, policy, variant, calendar, until
    std::optional<double> low, high;     ///< included; nothing where the box has no such end
    std::optional<double> below, above;  ///< the nearest values of points that these ends keep out
    std::vector<std::string> words;      ///< kept; empty for a number
    std::optional<double> quasi_p;       ///< of the box that was found, not of a trajectory's
};

/// A box and how it does. Shares are of all runs that count.
struct BoxStep {
    double coverage = 0;  ///< of all that happened, so much is inside
    double density = 0;   ///< of the runs inside, in so many it happened
    double mass = 0;      ///< of all runs, so many are inside
    std::uint64_t points = 0;
    std::vector<BoxLimit> limits;  ///< of the factors that it limits
};

/// From all points down to the smallest box, and the step that was taken.
struct FoundCorner {
    std::vector<BoxStep> trajectory;
    std::size_t chosen = 0;
    BoxStep box;  ///< after pasting, or just that step where it was asked for by number
};

/// A factor whose values are so few that a limit on it is coarse.
struct CoarseFactor {
    std::string path;
    std::uint64_t values = 0;
};

struct CornerRecord {
    std::string title;
    std::string design;            ///< grid, random, lhs, sobol; empty if the file does not say
    std::string happens;           ///< `war`, or a measure's condition: `launches > 3`
    bool outcome = true;           ///< `happens` is an outcome's name
    std::uint64_t points = 0;      ///< with a run that counts
    std::uint64_t left_out = 0;    ///< points without one
    std::uint64_t runs = 0;        ///< that count
    std::uint64_t happened = 0;    ///< runs
    std::uint64_t failed = 0;      ///< runs
    std::uint64_t not_played = 0;  ///< runs of points without a model
    std::uint64_t unmeasured = 0;  ///< runs in which the measure has no value
    bool whole = true;             ///< false for a shard
    double peel = 0;
    std::uint64_t factors = 0;
    std::vector<CoarseFactor> coarse;
    std::vector<FoundCorner> corners;

    [[nodiscard]] double share() const {
        return runs == 0 ? 0 : static_cast<double>(happened) / static_cast<double>(runs);
    }
};

/// A share of runs with an outcome.
struct LeadingOutcome {
    std::string name;
    double share = 0;
};

/// Where the most frequent outcome changes first, on one side of the scenario's value.
struct Flip {
    std::string path;
    bool duration = false;  ///< in days (dated model)
    double base = 0;        ///< the scenario's value
    double from = 0;        ///< the stretch that was searched
    double to = 0;
    double value = 0;   ///< a short number with another outcome in front, the nearest found or right beside it
    double change = 0;  ///< value - base over the stretch's width; on the logarithm where it was searched so
    double low = 0;     ///< 95%: sampling noise leaves open where in here it changes
    double high = 0;
    bool open_at_base = false;  ///< already at the scenario's value the runs do not tell which outcome leads
    bool open_at_end = false;   ///< even at the end of the stretch they do not
    LeadingOutcome before;      ///< at `value` the outcome that leads in the scenario
    LeadingOutcome after;       ///< and the one that leads there
};

/// A number that changes nothing within its stretch.
struct NoFlip {
    std::string path;
    bool duration = false;
    double base = 0;
    double from = 0;
    double to = 0;
    double closest = 0;  ///< the value of the scan with the smallest lead,
    double lead = 0;     ///< in shares,
    bool open = false;   ///< which the runs do not tell from none
};

struct NotSearched {
    std::string path;
    std::string why;
};

struct FlipRecord {
    std::string title;
    std::uint64_t seed = 1;
    std::uint32_t runs = 0;            ///< at each value
    std::uint64_t values = 0;          ///< that were played
    std::uint64_t failed = 0;          ///< runs; they have no outcome
    int scan = 0;                      ///< values from the scenario's to each end
    bool interrupted = false;          ///< then nothing was found
    std::vector<LeadingOutcome> base;  ///< all outcomes in the scenario, the most frequent first
    bool open = false;                 ///< the runs do not tell which outcome leads there
    std::vector<Flip> flips;           ///< the smallest change first
    std::vector<NoFlip> never;
    std::vector<NotSearched> left_out;
};

}  // namespace standoff
