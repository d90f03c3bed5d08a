#include "experiment/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "base/parallel.hpp"
#include "experiment/design.hpp"
#include "experiment/morris.hpp"
#include "experiment/sobol_indices.hpp"
#include "model/model.hpp"

namespace standoff {

namespace {

using Status = SensitivityQuantity::Status;

constexpr std::size_t levels = 4;
/// As of Sobol's indices (Sarrazin, Pianosi and Wagener 2016); of Morris's as a share of the largest mu*.
constexpr double wanted_width = 0.05;

SensitivityIndex index_of(const Estimate& estimate) {
    return {estimate.value, estimate.interval.low, estimate.interval.high};
}

/// Whole samples of values, of which each has so many, without some of them.
template <class Value>
std::vector<Value> without(std::span<const Value> values, std::size_t a_sample,
                           std::span<const std::uint64_t> left_out) {
    std::vector<Value> kept;
    kept.reserve(values.size());
    for (std::size_t s = 0; s < values.size() / a_sample; ++s) {
        if (std::binary_search(left_out.begin(), left_out.end(), s)) continue;
        const auto sample = values.subspan(s * a_sample, a_sample);
        kept.insert(kept.end(), sample.begin(), sample.end());
    }
    return kept;
}

MorrisDesign without(const MorrisDesign& design, std::span<const std::uint64_t> left_out) {
    const std::size_t factors = design.points.columns;
    MorrisDesign kept;
    kept.trajectories = design.trajectories - left_out.size();
    kept.points.columns = factors;
    kept.points.values = without<double>(design.points.values, (factors + 1) * factors, left_out);
    kept.change = without<std::size_t>(design.change, factors, left_out);
    return kept;
}

/// The mu* of the first half of the trajectories; empty where these are too few.
std::vector<MorrisEffects> effects_of_half(const MorrisDesign& design, std::span<const double> outputs) {
    MorrisDesign half;
    half.trajectories = design.trajectories / 2;
    if (half.trajectories < 2) return {};
    const std::size_t factors = design.points.columns;
    const std::size_t points = half.trajectories * (factors + 1);
    half.points = design.points;
    half.points.values.resize(points * factors);
    half.change = design.change;
    half.change.resize(half.trajectories * factors);
    return morris_effects(half, outputs.first(points), {.resamples = 1});
}

SensitivityConvergence convergence_of(const MorrisDesign& design, std::span<const double> outputs,
                                      const std::vector<MorrisEffects>& effects,
                                      const std::vector<SensitivityFactor>& factors) {
    SensitivityConvergence result;
    result.wanted = wanted_width;
    double largest = 0;
    for (const MorrisEffects& of_factor : effects) largest = std::max(largest, of_factor.mu_star->value);
    if (largest == 0) largest = 1;
    const std::vector<MorrisEffects> half = effects_of_half(design, outputs);
    for (std::size_t j = 0; j < effects.size(); ++j) {
        const double width = effects[j].mu_star->width() / largest;
        if (width > result.widest) {
            result.widest = width;
            result.widest_factor = factors[j].path;
        }
        if (half.empty()) continue;
        const double change = std::abs(half[j].mu_star->value - effects[j].mu_star->value) / largest;
        result.change = std::max(result.change.value_or(0), change);
    }
    result.converged = result.widest <= wanted_width && result.change && *result.change <= wanted_width;
    if (result.converged) return result;
    const double ratio = std::max(1.0, result.widest / wanted_width);
    const auto trajectories = static_cast<double>(design.trajectories);
    result.more_samples = ratio > 1 ? static_cast<std::uint64_t>(std::ceil(trajectories * (ratio * ratio - 1)))
                                    : std::uint64_t{design.trajectories};
    return result;
}

void estimate_morris(SensitivityQuantity& quantity, std::span<const double> outputs,
                     const std::vector<SensitivityFactor>& factors, std::uint64_t seed,
                     std::span<const std::uint64_t> left_out) {
    const std::size_t kept = outputs.size() / points_a_sample(SensitivityMethod::morris, factors.size());
    const MorrisDesign design = without(morris_design(kept + left_out.size(), factors.size(), levels, seed), left_out);
    const std::vector<MorrisEffects> effects = morris_effects(design, outputs, {.seed = seed});
    // Outputs that lie as far apart as numbers can have differences that are none.
    if (std::any_of(effects.begin(), effects.end(), [](const MorrisEffects& of_factor) {
            return !of_factor.mu_star || !of_factor.mu || !of_factor.sigma || !std::isfinite(of_factor.sigma->value);
        })) {
        quantity.status = Status::not_finite;
        return;
    }
    for (const MorrisEffects& of_factor : effects)
        quantity.indices.push_back({index_of(*of_factor.mu_star), index_of(*of_factor.mu), index_of(*of_factor.sigma)});
    quantity.convergence = convergence_of(design, outputs, effects, factors);
}

void estimate_sobol(SensitivityQuantity& quantity, std::span<const double> outputs,
                    const std::vector<SensitivityFactor>& factors, std::uint64_t seed) {
    SobolOptions options;
    options.bootstrap.seed = seed;
    options.wanted_width = wanted_width;
    const SobolIndices indices = sobol_indices(outputs, factors.size(), options);
    if (indices.status != SobolIndices::Status::estimated) {
        quantity.status = Status::rare;  // the other reasons were ruled out
        return;
    }
    for (const FactorIndices& of_factor : indices.factors)
        quantity.indices.push_back({index_of(of_factor.total), index_of(of_factor.first_order)});
    const Convergence& seen = indices.convergence;
    quantity.convergence = SensitivityConvergence{
        seen.converged, seen.wanted, seen.widest, factors[seen.widest_factor].path, seen.change, seen.more_rows};
}

std::string values_text(const Factor& factor) {
    if (factor.form == Factor::Form::list) return fmt::format("{}", fmt::join(factor.written, ", "));
    std::string text = fmt::format("{}", fmt::join(factor.written, " to "));
    if (factor.log) text += ", on the logarithm";
    if (factor.whole) text += ", whole numbers";
    return text;
}

/// What the runs of each point sum up to, while they are played.
class Sums {
public:
    Sums(const CompiledPlan& plan, const std::vector<std::string>& names) : plan_(plan), runs_(plan.plan().runs) {
        std::vector<std::string> chosen = names;
        if (chosen.empty()) chosen = names_of(plan.measures());
        if (chosen.empty()) chosen = names_of(plan.outcomes());
        for (const std::string& name : chosen) choose(name);
        const std::size_t points = plan.plan().points.rows();
        sums_ = Matrix::zeros(points, columns_.size());
        failed_.resize(points);
        hashes_.resize(points);
    }

    void add(const PlayedItem& item) {
        const std::size_t point = item.result.point - 1;
        ++items_;
        hashes_[point] += item.result.hash;
        if (item.result.status == RunStatus::failed) {
            if (failed_[point]++ == 0) failures_.push_back({item.result.point, 0, item.result.run});
            return;
        }
        const std::span<double> sums = sums_.row(point);
        for (std::size_t c = 0; c < columns_.size(); ++c) sums[c] += value(columns_[c], item);
    }

    [[nodiscard]] SensitivityResult result(SensitivityMethod method) const {
        SensitivityResult result;
        for (const Factor& factor : plan_.plan().experiment.vary)
            result.factors.push_back({factor.path, values_text(factor)});
        const std::size_t a_sample = points_a_sample(method, result.factors.size());
        result.samples = items_ / runs_ / a_sample;
        result.points = result.samples * a_sample;
        for (std::size_t p = 0; p < result.points; ++p) {
            result.failed += failed_[p];
            result.trace_hash += hashes_[p];
        }
        for (FailedPoint failure : failures_) {
            if (failure.point > result.points) break;
            failure.runs = failed_[failure.point - 1];
            result.failures.push_back(failure);
            const std::uint64_t sample = (failure.point - 1) / a_sample;
            if (result.left_out.empty() || result.left_out.back() != sample) result.left_out.push_back(sample);
        }
        std::vector<std::size_t> kept;
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            SensitivityQuantity quantity = columns_[c].quantity;
            count_infinite(quantity, c, result.points);
            if (quantity.kind == Compared::infinite && quantity.infinite_runs == 0) continue;
            result.quantities.push_back(std::move(quantity));
            kept.push_back(c);
        }
        result.outputs = Matrix::zeros(result.points, kept.size());
        for (std::size_t p = 0; p < result.points; ++p)
            for (std::size_t q = 0; q < kept.size(); ++q) result.outputs.row(p)[q] = output(p, kept[q]);
        return result;
    }

private:
    struct Column {
        SensitivityQuantity quantity;
        std::size_t index = 0;  ///< of the measure or the outcome
    };

    void choose(const std::string& name) {
        const int measure = index_named(plan_.measures(), name);
        SensitivityQuantity quantity;
        quantity.name = name;
        if (measure < 0) {
            const int outcome = index_named(plan_.outcomes(), name);
            if (outcome < 0) throw std::invalid_argument("neither a measure nor an outcome: " + name);
            quantity.kind = Compared::outcome;
            columns_.push_back({quantity, static_cast<std::size_t>(outcome)});
            return;
        }
        const auto index = static_cast<std::size_t>(measure);
        quantity.duration = plan_.measures()[index].duration && plan_.model(0)->dated;
        columns_.push_back({quantity, index});
        quantity.kind = Compared::infinite;
        quantity.duration = false;
        columns_.push_back({quantity, index});
    }

    static double value(const Column& column, const PlayedItem& item) {
        switch (column.quantity.kind) {
            case Compared::outcome: return item.result.outcome == static_cast<int>(column.index) ? 1 : 0;
            case Compared::infinite: return std::isinf(item.measures[column.index]) ? 1 : 0;
            case Compared::measure: break;
        }
        return item.measures[column.index];
    }

    /// Of a measure, whose column is followed by that of its infinite runs, and of these.
    void count_infinite(SensitivityQuantity& quantity, std::size_t column, std::size_t points) const {
        if (quantity.kind == Compared::outcome) return;
        const std::size_t counts = quantity.kind == Compared::measure ? column + 1 : column;
        for (std::size_t p = 0; p < points; ++p) {
            const double runs = sums_.row(p)[counts];
            quantity.infinite_runs += static_cast<std::uint64_t>(runs);
            quantity.infinite_points += runs > 0 ? 1 : 0;
        }
    }

    [[nodiscard]] double output(std::size_t point, std::size_t column) const {
        return failed_[point] > 0 ? std::numeric_limits<double>::quiet_NaN() : sums_.row(point)[column] / runs_;
    }

    const CompiledPlan& plan_;
    const std::uint32_t runs_;
    std::vector<Column> columns_;
    std::uint64_t items_ = 0;
    Matrix sums_;
    std::vector<std::uint32_t> failed_;  ///< by point, like the hashes
    std::vector<std::uint64_t> hashes_;
    std::vector<FailedPoint> failures_;  ///< in the order of points
};

}  // namespace

std::size_t points_a_sample(SensitivityMethod method, std::size_t factors) {
    return factors + (method == SensitivityMethod::morris ? 1 : 2);
}

Matrix sensitivity_design(SensitivityMethod method, std::size_t samples, std::size_t factors, std::uint64_t seed) {
    if (method == SensitivityMethod::morris) return morris_design(samples, factors, levels, seed).points;
    return saltelli_design(sobol_design(samples, 2 * factors, seed));
}

void estimate_indices(SensitivityQuantity& quantity, SensitivityMethod method, std::span<const double> outputs,
                      const std::vector<SensitivityFactor>& factors, std::uint64_t seed,
                      std::span<const std::uint64_t> left_out) {
    const std::size_t a_sample = points_a_sample(method, factors.size());
    const std::vector<double> kept = without(outputs, a_sample, left_out);
    const bool too_many = !left_out.empty() && too_many_left_out(left_out.size(), outputs.size() / a_sample);
    if (too_many || !std::all_of(kept.begin(), kept.end(), [](double output) { return std::isfinite(output); })) {
        quantity.status = Status::not_finite;
        return;
    }
    const auto [least, greatest] = std::minmax_element(kept.begin(), kept.end());
    quantity.least = *least;
    quantity.greatest = *greatest;
    if (*least == *greatest) quantity.status = Status::constant;
    else if (method == SensitivityMethod::morris) estimate_morris(quantity, kept, factors, seed, left_out);
    else estimate_sobol(quantity, kept, factors, seed);
}

SensitivityResult analyse_sensitivity(const CompiledPlan& plan, SensitivityMethod method,
                                      const std::vector<std::string>& names, const PlayOptions& options) {
    Sums sums(plan, names);
    plan.play(options, [&](const PlayedItem& item) { sums.add(item); });
    SensitivityResult result = sums.result(method);
    if (result.samples < 2) return result;
    for_each_task(result.quantities.size(), options.jobs, [&](std::size_t q) {
        std::vector<double> outputs(result.points);
        for (std::size_t p = 0; p < result.points; ++p) outputs[p] = std::as_const(result.outputs).row(p)[q];
        estimate_indices(result.quantities[q], method, outputs, result.factors, plan.plan().seed, result.left_out);
    });
    return result;
}

}  // namespace standoff
