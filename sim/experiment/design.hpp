// Designs: which points of the unit cube, or of a grid, an experiment visits.
//
// A unit design is a matrix points × columns of u in (0, 1), one column a factor; never 0 or 1, where the inverse
// distribution function of a prior may be infinite. The same arguments give the same bits on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "experiment/matrix.hpp"

namespace standoff {

/// Independent uniform points. The first points of a longer design are the same.
[[nodiscard]] Matrix random_design(std::size_t points, std::size_t columns, std::uint64_t seed);

/// Latin hypercube (McKay, Beckman and Conover 1979): of `points` equal strata, each column has one point in each, at a
/// uniform place within it; the columns are permuted independently. Fewer than 2^32 points, else std::length_error.
[[nodiscard]] Matrix latin_hypercube(std::size_t points, std::size_t columns, std::uint64_t seed);

/// Dimensions of Sobol's sequence that there are direction numbers for.
constexpr std::size_t sobol_dimensions = 3667;

/// Sobol's sequence as published: direction numbers of Joe and Kuo 2008 (new-joe-kuo-6), Gray-code order (Antonov and
/// Saleev 1979), the point 0 first, values in [0, 1). At most sobol_dimensions columns, else std::invalid_argument.
[[nodiscard]] Matrix sobol_sequence(std::size_t points, std::size_t columns);

/// The same points under a random digital shift (L'Ecuyer and Lemieux 2002): the binary digits of each column are
/// added, without carry, to those of one uniform number a column, drawn from the seed. That keeps the net (of 2^m
/// points, each column has one in each of 2^m equal strata), and moves the point 0, the corner of all factors at once,
/// to an ordinary place, so that no point need be left out (Owen 2022, "On dropping the first Sobol' point"). Values
/// are (k + 1/2) 2^-52. Balanced for a power of two of points; the first points of a longer design are the same.
[[nodiscard]] Matrix sobol_design(std::size_t points, std::size_t columns, std::uint64_t seed);

/// The points of a full factorial of these numbers of levels; nothing where that is more than std::size_t holds.
[[nodiscard]] std::optional<std::size_t> grid_points(std::span<const std::size_t> levels);

/// Full factorial: one row for each combination, level numbers from 0, the first factor slowest. Throws
/// std::length_error where there are too many.
[[nodiscard]] Matrix grid_levels(std::span<const std::size_t> levels);

}  // namespace standoff
