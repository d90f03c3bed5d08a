// Sobol's sequence, from Boost's table of Joe and Kuo's direction numbers: the one file that sees it (230 kB of
// header).
#include <boost/random/sobol.hpp>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "experiment/draws.hpp"

namespace standoff {

namespace {

static_assert(sobol_dimensions == boost::random::default_sobol_table::max_dimension);

/// Calls visit(row, column, k) for the first points, row by row; the coordinate is k 2^-52.
template <class Visit>
void each_coordinate(std::size_t points, std::size_t columns, Visit visit) {
    if (columns > sobol_dimensions)
        throw std::invalid_argument("Sobol's sequence has " + std::to_string(sobol_dimensions) + " dimensions, not " +
                                    std::to_string(columns));
    if (points == 0 || columns == 0) return;
    // Boost begins after the point 0.
    for (std::size_t j = 0; j < columns; ++j) visit(std::size_t{0}, j, std::uint64_t{0});
    boost::random::sobol engine(columns);
    for (std::size_t i = 1; i < points; ++i)
        for (std::size_t j = 0; j < columns; ++j) visit(i, j, std::uint64_t{engine()} >> 12);
}

}  // namespace

Matrix sobol_sequence(std::size_t points, std::size_t columns) {
    Matrix sequence = Matrix::zeros(points, columns);
    each_coordinate(points, columns, [&](std::size_t i, std::size_t j, std::uint64_t k) {
        sequence.row(i)[j] = static_cast<double>(k) * 0x1p-52;
    });
    return sequence;
}

Matrix sobol_design(std::size_t points, std::size_t columns, std::uint64_t seed) {
    const Draws draws(seed, DrawBranch::sobol_shift);
    std::vector<std::uint64_t> shift(columns);
    for (std::size_t j = 0; j < columns; ++j)
        shift[j] = static_cast<std::uint64_t>(draws.uniform(0, static_cast<std::uint32_t>(j)) * 0x1p52);
    Matrix design = Matrix::zeros(points, columns);
    each_coordinate(points, columns, [&](std::size_t i, std::size_t j, std::uint64_t k) {
        design.row(i)[j] = (static_cast<double>(k ^ shift[j]) + 0.5) * 0x1p-52;
    });
    return design;
}

}  // namespace standoff
