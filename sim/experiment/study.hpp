// What a sweep's file says of a study: what identifies it, its factors and points, and the rows of its runs.
//
// A study is a table of design points, each played `runs` times with the same luck. Its work items are numbered from 0,
// point by point: item = (point - 1) × runs + (run - 1). The store knows columns and rows, not models.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/results.hpp>

namespace standoff {

/// A number, or a word such as the name of a policy.
using FactorValue = std::variant<double, std::string>;

struct FactorEntry : NamedEntry {  ///< named by its path
    std::string kind;              ///< number, duration, policy, variant, calendar, until
    bool words = false;            ///< its values are words
};

/// One design point.
struct StudyPoint {
    std::vector<FactorValue> values;  ///< one a factor
    std::string failure;              ///< why it has no model and its runs are not played; empty for most
    friend bool operator==(const StudyPoint&, const StudyPoint&) = default;
};

struct Study {
    /// Key and value, in the order of the table `meta`: versions, hashes of the inputs, seed, design. Never what may
    /// differ between two histories of one study: time, host, jobs, shard, command line.
    std::vector<std::pair<std::string, std::string>> identity;
    std::vector<FactorEntry> factors;
    std::vector<NamedEntry> outcomes;    ///< a run's outcome is an index into these
    std::vector<MeasureEntry> measures;  ///< as Model::measures
    std::uint64_t points = 0;
    std::uint32_t runs = 1;                                ///< at each point
    std::function<StudyPoint(std::uint64_t point)> point;  ///< the design point of a number, from 1

    [[nodiscard]] std::uint64_t items() const { return points * runs; }
};

/// How two studies differ first: `what` is `first` in one and `second` in the other; nothing where one lacks it.
struct StudyDifference {
    std::string what;
    std::optional<std::string> first;
    std::optional<std::string> second;
};

/// `the seed is "1" there and "2" here`, with these two words for the studies.
[[nodiscard]] std::string difference_text(const StudyDifference& difference, std::string_view in_first,
                                          std::string_view in_second);

/// Nothing if the two are one study. Looks at every design point.
[[nodiscard]] std::optional<StudyDifference> difference(const Study& first, const Study& second);

/// The items of shard `shard` (from 1) of `shards`: sizes differ by one at most.
[[nodiscard]] ItemRange shard_range(std::uint64_t items, std::uint64_t shard, std::uint64_t shards);

enum class RowStatus : std::uint8_t { done, failed, not_played };

/// A row of the table `runs`.
struct RunRow {
    std::uint64_t point = 1;
    std::uint32_t run = 1;
    RowStatus status = RowStatus::done;
    int outcome = -1;  ///< -1 if it has none
    int steps = 0;
    std::span<const double> measures;  ///< NaN where there is no value
};

/// Why a run failed.
struct RunFailure {
    int step = 0;
    std::string what;
    std::string place;  ///< `file:line:column`; may be empty
};

}  // namespace standoff
