#include "experiment/plan.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "experiment/design.hpp"
#include "experiment/factor_values.hpp"

namespace standoff {

namespace {

using Design = Experiment::Design;

std::vector<std::size_t> level_counts(const Experiment& experiment) {
    std::vector<std::size_t> counts;
    counts.reserve(experiment.vary.size());
    for (const Factor& factor : experiment.vary) counts.push_back(level_count(factor));
    return counts;
}

Matrix grid(const Experiment& experiment) {
    Matrix levels = grid_levels(level_counts(experiment));
    for (std::size_t p = 0; p < levels.rows(); ++p)
        for (std::size_t f = 0; f < levels.columns; ++f)
            levels.row(p)[f] = value_of_level(experiment.vary[f], static_cast<std::size_t>(levels.row(p)[f]));
    return levels;
}

Matrix unit_points(const Plan& plan) {
    const std::size_t factors = plan.experiment.vary.size();
    const auto points = static_cast<std::size_t>(plan.experiment.points);
    switch (plan.experiment.design) {
        case Design::random: return random_design(points, factors, plan.seed);
        case Design::lhs: return latin_hypercube(points, factors, plan.seed);
        case Design::sobol: return sobol_design(points, factors, plan.seed);
        case Design::grid: break;
    }
    throw std::logic_error("a grid has no points in the unit cube");
}

/// The values of a point's structural factors decide about its structure.
void find_structures(Plan& plan) {
    std::map<std::vector<double>, std::uint32_t> known;
    for (std::size_t p = 0; p < plan.points.rows(); ++p) {
        std::vector<double> key;
        for (std::size_t f = 0; f < plan.experiment.vary.size(); ++f)
            if (plan.experiment.vary[f].what != Factor::What::number) key.push_back(plan.points.row(p)[f]);
        const auto [found, fresh] = known.emplace(std::move(key), static_cast<std::uint32_t>(plan.structures.size()));
        if (fresh) {
            LoadOptions load = plan.load;
            for (std::size_t f = 0; f < plan.experiment.vary.size(); ++f)
                set_factor(load, plan.experiment.vary[f], plan.points.row(p)[f]);
            plan.structures.push_back(std::move(load));
        }
        plan.structure_of.push_back(found->second);
    }
}

}  // namespace

std::vector<std::size_t> Plan::number_columns() const {
    std::vector<std::size_t> columns;
    for (std::size_t f = 0; f < experiment.vary.size(); ++f)
        if (experiment.vary[f].what == Factor::What::number) columns.push_back(f);
    return columns;
}

std::optional<std::string> too_large(const Experiment& experiment) {
    const bool is_grid = experiment.design == Design::grid;
    const std::optional<std::size_t> points =
        is_grid ? grid_points(level_counts(experiment)) : std::optional(static_cast<std::size_t>(experiment.points));
    if (!points) return fmt::format("the grid has more points than can be counted; one study may have {}", most_points);
    if (*points > most_points)
        return fmt::format("a design of {} points is more than the {} that one study may have", *points, most_points);
    if (experiment.design == Design::sobol && experiment.vary.size() > sobol_dimensions)
        return fmt::format("Sobol's sequence has {} dimensions, and {} factors are varied", sobol_dimensions,
                           experiment.vary.size());
    return std::nullopt;
}

Plan lay_points(Plan plan) {
    if (const auto why = too_large(plan.experiment)) throw std::length_error(*why);
    if (plan.experiment.design != Design::grid) {
        const Matrix unit = unit_points(plan);
        return lay_points(std::move(plan), unit);
    }
    plan.points = grid(plan.experiment);
    find_structures(plan);
    return plan;
}

Plan lay_points(Plan plan, const Matrix& unit) {
    plan.points = unit;
    for (std::size_t p = 0; p < unit.rows(); ++p)
        for (std::size_t f = 0; f < unit.columns; ++f)
            plan.points.row(p)[f] = value_at(plan.experiment.vary[f], unit.row(p)[f]);
    find_structures(plan);
    return plan;
}

}  // namespace standoff
