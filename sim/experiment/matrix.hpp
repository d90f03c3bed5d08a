// A table of numbers, row by row: the points of a design (points × factors), or what was seen at them.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

namespace standoff {

struct Matrix {
    std::size_t columns = 0;
    std::vector<double> values;  ///< row-major; its size is a multiple of `columns`

    /// Throws std::length_error if the number of values does not fit in std::size_t.
    [[nodiscard]] static Matrix zeros(std::size_t rows, std::size_t columns) {
        if (columns > 0 && rows > std::numeric_limits<std::size_t>::max() / sizeof(double) / columns)
            throw std::length_error("a matrix of more values than there are addresses");
        return {columns, std::vector<double>(rows * columns)};
    }

    [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
    [[nodiscard]] std::span<const double> row(std::size_t i) const { return {values.data() + i * columns, columns}; }
    [[nodiscard]] std::span<double> row(std::size_t i) { return {values.data() + i * columns, columns}; }
};

}  // namespace standoff
