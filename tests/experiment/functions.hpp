// Functions whose sensitivity is known, on the unit cube.
#pragma once

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "experiment/matrix.hpp"

namespace standoff {

/// Ishigami and Homma 1990, with a = 7 and b = 0.1.
inline double ishigami(std::span<const double> u) {
    const auto x = [&](std::size_t i) { return std::numbers::pi * (2 * u[i] - 1); };
    const double s = std::sin(x(1));
    return std::sin(x(0)) + 7 * s * s + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

inline double product(std::span<const double> u) {
    double value = 1;
    for (const double x : u) value *= x;
    return value;
}

template <class Function>
std::vector<double> outputs_at(const Matrix& points, Function f) {
    std::vector<double> outputs;
    for (std::size_t i = 0; i < points.rows(); ++i) outputs.push_back(f(points.row(i)));
    return outputs;
}

}  // namespace standoff
