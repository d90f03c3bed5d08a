// What a study will do, before it does it: its design points, the models that they need, its runs.
//
// A number factor is a lane constant of the compiled model, so all its values share one compile. A structural factor (a
// policy, a variant, a calendar switch, the end) needs models of its own: points with the same structural values share
// a *structure*.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <standoff/scenario.hpp>

#include "experiment/matrix.hpp"
#include "scenario/spec.hpp"

namespace standoff {

struct Plan {
    std::string file;        ///< the scenario
    LoadOptions load;        ///< of all points: variant, settings, end
    std::uint64_t seed = 1;  ///< of the runs, and of a design that draws
    std::uint32_t runs = 1;  ///< at each point, with the same luck at all
    Experiment experiment;
    /// Points × factors. The column of a number factor holds values, durations in days (dated model); of a structural
    /// factor indices into Factor::written.
    Matrix points;
    std::vector<LoadOptions> structures;      ///< in the order in which the points need them first
    std::vector<std::uint32_t> structure_of;  ///< by point, from 0

    [[nodiscard]] std::uint64_t items() const { return std::uint64_t{structure_of.size()} * runs; }
    /// Columns of the number factors, in the order of every model's factors.
    [[nodiscard]] std::vector<std::size_t> number_columns() const;
};

/// As many points as a plan holds: each costs memory for its values, and a shard of a study knows all of them.
inline constexpr std::uint64_t most_points = 10'000'000;

/// Why a design cannot be laid: it has more points than most_points, or more factors than Sobol's sequence has
/// dimensions. Nothing if it can.
[[nodiscard]] std::optional<std::string> too_large(const Experiment& experiment);

/// Lays the points of an experiment that was checked with its scenario. Throws std::length_error where it is too large.
[[nodiscard]] Plan lay_points(Plan plan);

/// The same for points of the unit cube that were laid elsewhere: u in (0, 1), one column a factor.
[[nodiscard]] Plan lay_points(Plan plan, const Matrix& unit);

}  // namespace standoff
