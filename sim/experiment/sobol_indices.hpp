// Sobol' indices: which share of the output's variance each factor makes, alone and with the others.
//
// The first-order index is the share that would go if the factor alone were known; the total index the share that would
// stay if all others were. Their difference is what the factor does only together with others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "experiment/bootstrap.hpp"
#include "experiment/matrix.hpp"

namespace standoff {

/// The points to run (Saltelli et al. 2010), from a unit design of rows × 2k: the left half A, the right half B. For
/// each row k + 2 points of k factors, one after another, so that a first part of the points is a smaller design: A's,
/// B's, and AB_i for each factor i: A's with the coordinate i of B. Best from sobol_design with 2^m rows. Throws
/// std::invalid_argument for an odd number of columns.
[[nodiscard]] Matrix saltelli_design(const Matrix& unit);

struct FactorIndices {
    Estimate first_order;
    Estimate total;
};

/// Whether more rows would change what is reported.
struct Convergence {
    bool converged = false;  ///< widest <= wanted and change <= wanted
    double wanted = 0;       ///< the width asked for
    double widest = 0;       ///< width of the widest interval of all indices
    std::size_t widest_factor = 0;
    std::optional<double>
        change;                 ///< largest |index of the first half of rows - of all|; none if a half has no variance
    std::size_t more_rows = 0;  ///< about how many rows more should do, to a power of two in all; 0 if converged
};

struct SobolIndices {
    enum class Status : std::uint8_t {
        estimated,
        missing_values,  ///< an output is not finite, so that it has no variance to share out: see `missing`
        constant,        ///< all outputs are equal: there is no variance
        rare,            ///< so few outputs differ from the rest that a bootstrap resample without them turned up
    };
    Status status = Status::estimated;
    std::size_t rows = 0;
    std::vector<std::size_t> missing;    ///< outputs that are not finite, by block: A, B, AB_1 … AB_k
    std::vector<FactorIndices> factors;  ///< empty unless `estimated`
    Convergence convergence;
};

struct SobolOptions {
    BootstrapOptions bootstrap;
    double wanted_width = 0.05;  ///< convergence asks that all 95% intervals are this narrow (Sarrazin et al. 2016)
};

/// Outputs at the points of saltelli_design for `factors` factors, in their order; NaN or infinite where there is none.
///
/// First order: mean of f(B) (f(AB_i) - f(A)) over the variance, f less its mean (Saltelli et al. 2010, table 2 b);
/// total: mean of (f(A) - f(AB_i))^2 / 2 over the variance (Jansen 1999); the variance is of A and B together.
/// Estimates may leave [0, 1] a little. Intervals are 95%, percentile bootstrap over rows (Archer, Saltelli and Sobol'
/// 1997); they take rows for independent, so for a Sobol' design they are wider than need be.
///
/// Any output that is not finite means no index at all: the variance does not exist, and leaving rows out would select
/// the inputs whose outputs are finite. Ask for the share of runs instead, which is always finite.
///
/// Where the model has chance in it, an output is a mean over runs. With the same luck at every point that mean is a
/// function of the factors, and it is that function's indices that are estimated; other luck gives a slightly different
/// function. The roughness that a finite number of runs leaves in it behaves like an interaction of all factors: it
/// adds to every total index, also that of a factor that does nothing, and to the variance that first-order indices are
/// shares of. More runs a point make it less, more rows do not.
///
/// Throws std::invalid_argument if there are fewer than two rows, no factor, another number of outputs than
/// rows (factors + 2), or wanted_width is not positive.
[[nodiscard]] SobolIndices sobol_indices(std::span<const double> outputs, std::size_t factors,
                                         const SobolOptions& options = {});

}  // namespace standoff
