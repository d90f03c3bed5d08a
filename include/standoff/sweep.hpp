// What a sweep's file says in short: how outcomes and measures go with each factor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <standoff/results.hpp>

namespace standoff {

/// Mean of what was seen at some design points: a share of runs for an outcome, a measure's mean. No interval where
/// there is one run a point, or chance changed nothing; nothing at all where no run was played, or a value is infinite.
struct MarginalMean {
    std::optional<double> mean;
    std::optional<double> low, high;  ///< 95%: chance of the runs, for just these points
    std::uint64_t infinite = 0;       ///< runs in which it is infinite
};

/// The points with one value of a factor, or with values in one stretch of it.
struct FactorLevel {
    std::string value;  ///< as written; empty where it is a stretch
    double low = 0;     ///< smallest and largest value of a number
    double high = 0;
    std::uint64_t points = 0;
    std::uint64_t runs = 0;           ///< that ended
    std::vector<MarginalMean> means;  ///< one a column of SweepRecord
};

struct FactorMargin {
    std::string path;
    std::string kind;  ///< number, duration, policy, variant, calendar, until
    std::vector<FactorLevel> levels;
};

/// A column of the tables: an outcome's share or a measure's mean.
struct SweepColumn {
    std::string name;
    bool outcome = false;
    bool duration = false;  ///< in days (dated model)
};

/// One design point.
struct SweepRow {
    std::vector<std::variant<double, std::string>> values;  ///< one a factor
    std::vector<std::optional<double>> means;               ///< one a column; as MarginalMean::mean
};

struct SweepRecord {
    static constexpr std::uint64_t most_rows = 1000;
    std::string title;
    std::string design;  ///< grid, random, lhs, sobol
    std::string about;   ///< what the experiment asks, as the file says
    std::uint64_t points = 0;
    std::uint32_t runs = 0;  ///< at each point
    std::uint64_t failed = 0;
    std::uint64_t not_played = 0;  ///< runs of points without a model
    std::uint64_t trace_hash = 0;
    std::vector<SweepColumn> columns;
    std::vector<MarginalMean> overall;  ///< one a column
    std::vector<FactorMargin> factors;
    std::vector<SweepRow> rows;  ///< all points, or an even choice of `most_rows`
};

}  // namespace standoff
