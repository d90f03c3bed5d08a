#include "experiment/sobol_indices.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace standoff {

namespace {

constexpr std::size_t of_a = 0;
constexpr std::size_t of_b = 1;
constexpr std::size_t of_ab = 2;  // and the factor's number

/// The indices of the rows given, first-order ones and then total ones; none where A and B do not vary.
std::vector<double> indices(const Matrix& outputs, std::span<const std::uint32_t> rows) {
    const std::size_t factors = outputs.columns - 2;
    const auto count = static_cast<double>(rows.size());
    const double one = outputs.row(rows[0])[of_a];
    bool same = true;
    double sum = 0;
    for (const std::uint32_t r : rows) {
        const std::span<const double> f = outputs.row(r);
        same = same && f[of_a] == one && f[of_b] == one;
        sum += f[of_a] + f[of_b];
    }
    if (same) return {};
    const double mean = sum / (2 * count);

    double squares = 0;
    std::vector<double> found(2 * factors);
    for (const std::uint32_t r : rows) {
        const std::span<const double> f = outputs.row(r);
        const double a = f[of_a] - mean;
        const double b = f[of_b] - mean;
        squares += a * a + b * b;
        for (std::size_t i = 0; i < factors; ++i) {
            const double change = f[of_ab + i] - f[of_a];
            found[i] += b * change;
            found[factors + i] += change * change / 2;
        }
    }
    const double variance = squares / 2;  // times the number of rows, like the sums above
    for (double& index : found) index /= variance;
    return found;
}

/// Into [-1, 1], which leaves the indices as they are and lets nothing overflow; nothing if all are equal.
std::optional<Matrix> scaled(std::span<const double> outputs, std::size_t blocks) {
    const auto [low, high] = std::minmax_element(outputs.begin(), outputs.end());
    const double middle = *low / 2 + *high / 2;
    const double reach = *high / 2 - *low / 2;
    if (!(reach > 0)) return std::nullopt;
    Matrix result = Matrix::zeros(outputs.size() / blocks, blocks);
    std::transform(outputs.begin(), outputs.end(), result.values.begin(),
                   [&](double f) { return (f - middle) / reach; });
    return result;
}

std::optional<double> change_since_half(const Matrix& outputs, const std::vector<FactorIndices>& factors) {
    std::vector<std::uint32_t> rows(outputs.rows() / 2);
    std::iota(rows.begin(), rows.end(), 0U);
    const std::vector<double> half = indices(outputs, rows);
    if (half.empty()) return std::nullopt;
    double change = 0;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        change = std::max(change, std::abs(half[i] - factors[i].first_order.value));
        change = std::max(change, std::abs(half[factors.size() + i] - factors[i].total.value));
    }
    return change;
}

/// Intervals narrow with the square root of the rows (of a Sobol' design rather faster).
std::size_t rows_wanted(std::size_t rows, double widest, double wanted) {
    constexpr double most = 0x1p40;
    const double ratio = widest / wanted;
    const double needed = std::min(most, static_cast<double>(rows) * ratio * ratio);
    return std::bit_ceil(std::max(static_cast<std::size_t>(std::ceil(needed)), rows + 1));
}

Convergence convergence(const Matrix& outputs, const std::vector<FactorIndices>& factors, double wanted) {
    Convergence result;
    result.wanted = wanted;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const double width = std::max(factors[i].first_order.width(), factors[i].total.width());
        if (width <= result.widest) continue;
        result.widest = width;
        result.widest_factor = i;
    }
    result.change = change_since_half(outputs, factors);
    result.converged = result.widest <= wanted && result.change && *result.change <= wanted;
    if (!result.converged) result.more_rows = rows_wanted(outputs.rows(), result.widest, wanted) - outputs.rows();
    return result;
}

}  // namespace

Matrix saltelli_design(const Matrix& unit) {
    if (unit.columns % 2 != 0) throw std::invalid_argument("a Saltelli design needs two columns a factor");
    const std::size_t factors = unit.columns / 2;
    Matrix points = Matrix::zeros(unit.rows() * (factors + 2), factors);
    for (std::size_t r = 0; r < unit.rows(); ++r) {
        const std::span<const double> a = unit.row(r).first(factors);
        const std::span<const double> b = unit.row(r).last(factors);
        const std::size_t first = r * (factors + 2);
        std::copy(a.begin(), a.end(), points.row(first + of_a).begin());
        std::copy(b.begin(), b.end(), points.row(first + of_b).begin());
        for (std::size_t i = 0; i < factors; ++i) {
            const std::span<double> mixed = points.row(first + of_ab + i);
            std::copy(a.begin(), a.end(), mixed.begin());
            mixed[i] = b[i];
        }
    }
    return points;
}

SobolIndices sobol_indices(std::span<const double> outputs, std::size_t factors, const SobolOptions& options) {
    const std::size_t blocks = factors + 2;
    if (factors == 0 || outputs.size() % blocks != 0 || outputs.size() < 2 * blocks)
        throw std::invalid_argument("outputs are not factors + 2 a row, for two rows or more");
    if (!(options.wanted_width > 0)) throw std::invalid_argument("a width that is not positive");
    SobolIndices result;
    result.rows = outputs.size() / blocks;
    result.missing.resize(blocks);
    for (std::size_t i = 0; i < outputs.size(); ++i)
        if (!std::isfinite(outputs[i])) ++result.missing[i % blocks];
    result.convergence.wanted = options.wanted_width;
    using enum SobolIndices::Status;
    if (std::accumulate(result.missing.begin(), result.missing.end(), std::size_t{0}) > 0) {
        result.status = missing_values;
        return result;
    }
    const std::optional<Matrix> relative = scaled(outputs, blocks);
    if (!relative) {
        result.status = constant;
        return result;
    }
    const std::vector<Estimate> estimates = bootstrap(
        result.rows, [&](std::span<const std::uint32_t> rows) { return indices(*relative, rows); },
        DrawBranch::sobol_bootstrap, options.bootstrap);
    if (estimates.empty()) {
        result.status = rare;
        return result;
    }
    for (std::size_t i = 0; i < factors; ++i) result.factors.push_back({estimates[i], estimates[factors + i]});
    result.convergence = convergence(*relative, result.factors, options.wanted_width);
    return result;
}

}  // namespace standoff
