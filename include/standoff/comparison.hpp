// What a comparison leaves behind, in memory and in a results folder: alternatives against the base, run by run with
// the same luck.
//
// A PairedComparison is everything that the terminal tells; read_comparison gives it back from a folder. The files and
// their columns are described in docs/results.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <standoff/results.hpp>

namespace standoff {

/// Alternative minus base, over pairs of runs of one number. Intervals are of 95%; nothing stands for what these pairs
/// do not give.
struct Difference {
    std::uint64_t runs = 0;                   ///< pairs
    std::uint64_t infinite = 0;               ///< those in which a value is infinite; then there is no difference
    std::optional<double> base, alternative;  ///< means or shares
    std::optional<double> difference, low, high, se;
    /// The variance with independent seeds over that with common ones: how many times as many runs the same interval
    /// would take without the same luck. Infinite where the difference is the same in all pairs.
    std::optional<double> variance_ratio;
};

/// What is compared: the share of an outcome, a measure, or the share of runs in which a measure is infinite.
enum class Compared : std::uint8_t { outcome, measure, infinite };

struct ComparedQuantity : Difference {
    Compared kind = Compared::measure;
    std::string name;
    bool duration = false;  ///< in days
};

/// The first state in which a quantity differs between the two sides.
struct MovedQuantity {
    int step = 0;
    std::string date;  ///< empty in an abstract model
    std::string name;
    std::string actor;   ///< owner; empty for one of the world
    std::string toward;  ///< empty for most
    bool duration = false;
    double base = 0;
    double alternative = 0;
    std::size_t others = 0;  ///< further quantities that differ in this state
};

/// By how much one term of a utility spoke for the base's choice and against the alternative's, on both sides.
struct MovedTerm {
    std::string term;
    double base = 0;
    double alternative = 0;
};

/// The first choice or chance event that differs between the two sides.
struct DifferentAct {
    int step = 0;
    std::string date;
    std::string actor;        ///< of a chance event its owner, or empty
    std::string channel;      ///< empty for a chance event
    std::string base;         ///< item or chance event; empty: nothing
    std::string alternative;  ///< the same where only the number or the success differs
    double base_count = 1, alternative_count = 1;
    double base_success = 0, alternative_success = 0;                 ///< NaN if it has none
    std::string base_policy, alternative_policy;                      ///< that decided; empty: none did
    std::optional<double> base_probability, alternative_probability;  ///< of the base's choice
    std::optional<MovedTerm> term;                                    ///< that made most of the difference
};

/// How one run parts from the same run of the base. Without a quantity and an act it never does.
struct Divergence {
    std::uint32_t run = 1;
    std::optional<MovedQuantity> quantity;
    std::optional<DifferentAct> act;
    std::string base_outcome, alternative_outcome;  ///< empty: it failed
    int base_steps = 0, alternative_steps = 0;

    [[nodiscard]] bool same() const { return !quantity && !act; }
};

/// The base, or an alternative to it.
struct ComparedSide {
    std::string name;     ///< `base`, a variant, or `settings`
    std::string variant;  ///< empty: none
    std::string about;    ///< of the variant
    std::vector<std::string> set;
    std::uint32_t failed = 0;
    std::uint64_t trace_hash = 0;
    std::optional<FirstFailure> first_failure;
};

struct AlternativeRecord : ComparedSide {
    std::uint64_t pairs = 0;             ///< runs that ended on both sides
    std::uint64_t same = 0;              ///< pairs with one hash
    std::vector<std::string> only_base;  ///< outcomes and measures that the other side lacks
    std::vector<std::string> only_alternative;
    std::vector<ComparedQuantity> quantities;
    Divergence divergence;
};

/// Why no more runs were played.
enum class Stopped : std::uint8_t { as_asked, narrow_enough, at_most_runs, no_interval, interrupted };

/// What `--until-half-width` asked for.
struct WantedPrecision {
    double half_width = 0;
    std::string of;  ///< a measure or an outcome; empty: every outcome
    std::uint32_t most_runs = 0;
};

struct PairedComparison {
    RunManifest manifest;  ///< of the base
    ComparedSide base;
    std::vector<AlternativeRecord> alternatives;
    std::optional<WantedPrecision> wanted;
    Stopped stopped = Stopped::as_asked;
};

/// Gives back from a folder of `standoff compare` what was written to it: manifest.json and comparison.json. Throws
/// ResultsError, with the file's name, if one is missing or cannot be understood.
[[nodiscard]] PairedComparison read_comparison(const std::filesystem::path& folder);

}  // namespace standoff
