#include "experiment/morris.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace standoff {

namespace {

constexpr double step = 0.5;

// Purposes of a trajectory's draws.
constexpr std::uint32_t starting = 0;
constexpr std::uint32_t turning = 1;
constexpr std::uint32_t ordering = 2;

void draw_trajectory(MorrisDesign& design, std::size_t t, std::size_t levels, const Draws& draws) {
    const std::size_t factors = design.points.columns;
    const std::span<std::size_t> change(design.change.data() + t * factors, factors);
    std::iota(change.begin(), change.end(), std::size_t{0});
    for (std::size_t i = factors; i > 1; --i)
        std::swap(change[i - 1],
                  change[draws.below(static_cast<std::uint32_t>(i), t, static_cast<std::uint32_t>(i - 1), ordering)]);

    const auto half = static_cast<std::uint32_t>(levels / 2);
    std::vector<double> low(factors);
    std::vector<bool> rising(factors);
    for (std::uint32_t j = 0; j < factors; ++j) {
        low[j] = (draws.below(half, t, j, starting) + 0.5) / static_cast<double>(levels);
        rising[j] = draws.uniform(t, j, turning) < 0.5;
    }
    const std::size_t first = t * (factors + 1);
    for (std::size_t j = 0; j < factors; ++j) design.points.row(first)[j] = rising[j] ? low[j] : low[j] + step;
    for (std::size_t s = 0; s < factors; ++s) {
        const std::span<const double> before = std::as_const(design.points).row(first + s);
        const std::span<double> after = design.points.row(first + s + 1);
        std::copy(before.begin(), before.end(), after.begin());
        const std::size_t j = change[s];
        after[j] = rising[j] ? low[j] + step : low[j];
    }
}

/// Trajectories × factors.
Matrix elementary_effects(const MorrisDesign& design, std::span<const double> outputs) {
    const std::size_t factors = design.points.columns;
    Matrix effects = Matrix::zeros(design.trajectories, factors);
    for (std::size_t t = 0; t < design.trajectories; ++t)
        for (std::size_t s = 0; s < factors; ++s) {
            const std::size_t before = t * (factors + 1) + s;
            const std::size_t j = design.change[t * factors + s];
            const bool rose = design.points.row(before + 1)[j] > design.points.row(before)[j];
            effects.row(t)[j] = (outputs[before + 1] - outputs[before]) / (rose ? step : -step);
        }
    return effects;
}

/// The columns whose effects are all numbers.
Matrix whole_columns(const Matrix& effects, const std::vector<MorrisEffects>& factors) {
    Matrix whole;
    whole.columns = static_cast<std::size_t>(
        std::count_if(factors.begin(), factors.end(), [](const MorrisEffects& factor) { return factor.missing == 0; }));
    for (std::size_t t = 0; t < effects.rows(); ++t)
        for (std::size_t j = 0; j < effects.columns; ++j)
            if (factors[j].missing == 0) whole.values.push_back(effects.row(t)[j]);
    return whole;
}

/// The mu of all factors in the trajectories given, then their mu*, then their sigma.
std::vector<double> moments(const Matrix& effects, std::span<const std::uint32_t> trajectories) {
    const auto count = static_cast<double>(trajectories.size());
    const std::size_t factors = effects.columns;
    std::vector<double> found(3 * factors);
    double* const means = found.data();
    double* const sizes = means + factors;
    double* const squares = sizes + factors;
    for (const std::uint32_t t : trajectories) {
        const std::span<const double> effect = effects.row(t);
        for (std::size_t j = 0; j < factors; ++j) {
            means[j] += effect[j];
            sizes[j] += std::abs(effect[j]);
        }
    }
    for (std::size_t j = 0; j < factors; ++j) {
        means[j] /= count;
        sizes[j] /= count;
    }
    for (const std::uint32_t t : trajectories) {
        const std::span<const double> effect = effects.row(t);
        for (std::size_t j = 0; j < factors; ++j) {
            const double deviation = effect[j] - means[j];
            squares[j] += deviation * deviation;
        }
    }
    for (std::size_t j = 0; j < factors; ++j) squares[j] = std::sqrt(squares[j] / (count - 1));
    return found;
}

}  // namespace

MorrisDesign morris_design(std::size_t trajectories, std::size_t factors, std::size_t levels, std::uint64_t seed) {
    if (levels < 2 || levels % 2 != 0 || levels > 1'000'000)
        throw std::invalid_argument("the levels of Morris's design are an even number from 2 to a million");
    MorrisDesign design;
    design.trajectories = trajectories;
    design.points = Matrix::zeros(trajectories * (factors + 1), factors);
    design.change.resize(trajectories * factors);
    const Draws draws(seed, DrawBranch::morris_design);
    for (std::size_t t = 0; t < trajectories; ++t) draw_trajectory(design, t, levels, draws);
    return design;
}

std::vector<MorrisEffects> morris_effects(const MorrisDesign& design, std::span<const double> outputs,
                                          const BootstrapOptions& options) {
    if (design.trajectories < 2) throw std::invalid_argument("elementary effects need two trajectories");
    if (outputs.size() != design.points.rows()) throw std::invalid_argument("outputs are not one a point");
    const Matrix effects = elementary_effects(design, outputs);
    std::vector<MorrisEffects> factors(effects.columns);
    for (std::size_t j = 0; j < effects.columns; ++j)
        for (std::size_t t = 0; t < design.trajectories; ++t)
            if (!std::isfinite(effects.row(t)[j])) ++factors[j].missing;
    const Matrix whole = whole_columns(effects, factors);
    if (whole.columns == 0) return factors;
    const std::vector<Estimate> estimates = bootstrap(
        design.trajectories, [&](std::span<const std::uint32_t> units) { return moments(whole, units); },
        DrawBranch::morris_bootstrap, options);
    auto estimate = estimates.begin();
    for (MorrisEffects& factor : factors) {
        if (factor.missing > 0) continue;
        const auto of = [&](std::size_t moment) {
            return estimate[static_cast<std::ptrdiff_t>(moment * whole.columns)];
        };
        factor.mu = of(0);
        factor.mu_star = of(1);
        factor.sigma = of(2);
        ++estimate;
    }
    return factors;
}

}  // namespace standoff
