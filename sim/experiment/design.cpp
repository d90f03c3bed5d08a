#include "experiment/design.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include "experiment/draws.hpp"

namespace standoff {

namespace {

constexpr std::uint32_t permuting = 1;  // apart from the places within the strata
constexpr double greatest = 1.0 - 0x1p-53;

/// Fisher and Yates's shuffle of 0 … count - 1, one for each column.
std::vector<std::uint32_t> permutation(const Draws& draws, std::uint32_t count, std::uint32_t column) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    for (std::uint32_t i = count; i > 1; --i) std::swap(order[i - 1], order[draws.below(i, i - 1, column, permuting)]);
    return order;
}

}  // namespace

Matrix random_design(std::size_t points, std::size_t columns, std::uint64_t seed) {
    const Draws draws(seed, DrawBranch::random_design);
    Matrix design = Matrix::zeros(points, columns);
    for (std::size_t i = 0; i < points; ++i)
        for (std::size_t j = 0; j < columns; ++j) design.row(i)[j] = draws.uniform(i, static_cast<std::uint32_t>(j));
    return design;
}

Matrix latin_hypercube(std::size_t points, std::size_t columns, std::uint64_t seed) {
    if (points > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("a Latin hypercube of 2^32 points");
    const Draws draws(seed, DrawBranch::latin_hypercube);
    const auto count = static_cast<std::uint32_t>(points);
    Matrix design = Matrix::zeros(points, columns);
    for (std::uint32_t j = 0; j < columns; ++j) {
        const std::vector<std::uint32_t> strata = permutation(draws, count, j);
        for (std::uint32_t i = 0; i < count; ++i)
            design.row(i)[j] = std::min(greatest, (strata[i] + draws.uniform(i, j)) / count);
    }
    return design;
}

std::optional<std::size_t> grid_points(std::span<const std::size_t> levels) {
    if (std::find(levels.begin(), levels.end(), 0U) != levels.end()) return 0;
    std::size_t points = 1;
    for (const std::size_t count : levels) {
        if (points > std::numeric_limits<std::size_t>::max() / count) return std::nullopt;
        points *= count;
    }
    return points;
}

Matrix grid_levels(std::span<const std::size_t> levels) {
    const std::optional<std::size_t> points = grid_points(levels);
    if (!points) throw std::length_error("a grid of more points than can be counted");
    Matrix design = Matrix::zeros(*points, levels.size());
    for (std::size_t i = 0; i < *points; ++i) {
        std::size_t rest = i;
        for (std::size_t j = levels.size(); j-- > 0; rest /= levels[j])
            design.row(i)[j] = static_cast<double>(rest % levels[j]);
    }
    return design;
}

}  // namespace standoff
