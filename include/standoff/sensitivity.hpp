// What a sensitivity analysis leaves behind, in memory and in a results folder: which parameters move which measure.
//
// A SensitivityRecord is everything that the terminal tells; read_sensitivity gives it back from a folder. The files
// and their columns are described in docs/results.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <standoff/comparison.hpp>
#include <standoff/results.hpp>

namespace standoff {

/// Elementary effects, or shares of the variance.
enum class SensitivityMethod : std::uint8_t { morris, sobol };

/// An estimate with its 95% interval.
struct SensitivityIndex {
    double value = 0;
    double low = 0;
    double high = 0;
};

struct SensitivityFactor {
    std::string path;
    std::string values;  ///< that it takes, as written: `uniform(0, 2)`, `0 to 2`, `1, 2, 5`
};

/// Whether more samples would change what is reported. Widths and changes are of an index (Sobol') or of a mu*, as a
/// share of the largest mu* (Morris).
struct SensitivityConvergence {
    bool converged = false;  ///< neither is more than what is wanted
    double wanted = 0;
    double widest = 0;  ///< width of the widest 95% interval
    std::string widest_factor;
    std::optional<double> change;    ///< the largest from the first half of the samples to all; none if half is too few
    std::uint64_t more_samples = 0;  ///< about how many more should do; 0 if converged
};

/// What is known of one measure, or share of runs. An output is its mean over the runs of one design point.
struct SensitivityQuantity {
    enum class Status : std::uint8_t {
        estimated,
        not_finite,  ///< at some point it has no finite mean, or too many samples have a failed point
        constant,    ///< all outputs are equal
        rare,        ///< so few outputs differ from the rest that a resample without them turned up
    };
    Compared kind = Compared::measure;
    std::string name;
    bool duration = false;                  ///< in days
    std::uint64_t infinite_runs = 0;        ///< runs in which the measure is infinite
    std::uint64_t infinite_points = 0;      ///< design points with such a run
    std::optional<double> least, greatest;  ///< outputs; none where one is not finite
    Status status = Status::estimated;
    /// By factor, then as index_names has them; empty unless `estimated`.
    std::vector<std::vector<SensitivityIndex>> indices;
    std::optional<SensitivityConvergence> convergence;
};

struct SensitivityRecord {
    RunManifest manifest;  ///< `runs` are those at each point
    SensitivityMethod method = SensitivityMethod::morris;
    std::uint64_t samples_asked = 0;
    std::uint64_t samples = 0;  ///< that were finished: trajectories, or rows
    std::uint64_t points = 0;   ///< of these
    std::uint64_t failed = 0;   ///< runs
    std::uint64_t failed_points = 0;
    std::uint64_t first_failed_point = 0;  ///< of `first_failure`, from 1
    std::optional<FirstFailure> first_failure;
    std::uint64_t left_out = 0;  ///< samples with a failed point: indices are of the others
    std::vector<SensitivityFactor> factors;
    std::vector<SensitivityQuantity> quantities;
};

/// Gives back from a folder of `standoff sensitivity` what was written to it: manifest.json and indices.json. Throws
/// ResultsError, with the file's name, if one is missing or cannot be understood.
[[nodiscard]] SensitivityRecord read_sensitivity(const std::filesystem::path& folder);

/// Whether so many samples have a failed point that what is left would be a selection: then there are no indices. A
/// tenth is still a point here and there at which a formula has no value.
[[nodiscard]] inline bool too_many_left_out(std::uint64_t left_out, std::uint64_t samples) {
    return left_out * 10 > samples || samples < left_out + 2;
}

}  // namespace standoff
