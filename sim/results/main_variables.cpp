#include "results/main_variables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "model/model.hpp"
#include "results/run_files.hpp"

namespace standoff {

namespace {

/// How far the median goes, as a share of the range or, without one, of its largest size; 0 if it stands still.
double movement(const Model& model, const Bands& bands, int index) {
    const Quantity& quantity = model.quantities[static_cast<std::size_t>(index)];
    if (quantity.fixed) return 0;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (int step = 0; step <= model.steps && bands.count(index, step) > 0; ++step) {
        const double median = bands.quantile(index, step, 0.5);
        if (!std::isfinite(median)) continue;
        low = std::min(low, median);
        high = std::max(high, median);
    }
    if (!(high > low)) return 0;
    const double bins = bands.scale(index).per_unit;
    if (bins == 0) return std::min(1.0, (high - low) / std::max(std::abs(low), std::abs(high)));
    const double in_bins = (high - low) * bins;
    return in_bins > 1 ? in_bins / Bands::bins : 0;
}

/// Whether two paths go the same ways, or opposite ones, all the time.
bool mirrored(const std::vector<double>& a, const std::vector<double>& b) {
    const auto same = [&](double sign) {
        for (std::size_t i = 1; i < a.size(); ++i) {
            const double one = a[i] - a[i - 1];
            const double other = sign * (b[i] - b[i - 1]);
            if (!(std::abs(one - other) <= 1e-9 * (std::abs(a[i]) + std::abs(b[i]) + 1))) return false;
        }
        return true;
    };
    return a.size() > 1 && (same(1) || same(-1));
}

/// Adds nothing to what is chosen: another variable of the same owner shows the same.
bool redundant(const Model& model, const ShownRunTables& shown, const std::vector<int>& chosen, int index) {
    const Quantity& quantity = model.quantities[static_cast<std::size_t>(index)];
    const std::vector<double> path = shown.path_of(index);
    return std::any_of(chosen.begin(), chosen.end(), [&](int before) {
        const Quantity& other = model.quantities[static_cast<std::size_t>(before)];
        return other.owner == quantity.owner && other.target == quantity.target &&
               mirrored(path, shown.path_of(before));
    });
}

}  // namespace

std::vector<int> main_variables(const Model& model, const Bands& bands, const ShownRunTables& shown,
                                const VariableUses& uses, std::size_t most) {
    using Rank = std::tuple<bool, bool, bool, double, int>;
    std::vector<Rank> ranks;
    for (std::size_t i = 0; i < model.quantities.size(); ++i) {
        const Quantity& quantity = model.quantities[i];
        const double moved = movement(model, bands, static_cast<int>(i));
        if (moved == 0) continue;
        const bool measured = uses.measured.contains(quantity.variable);
        // Among those that are measured the order of the files says as much.
        ranks.emplace_back(uses.inputs.contains(quantity.variable), !measured, quantity.owner >= 0,
                           measured ? 0 : -moved, static_cast<int>(i));
    }
    std::sort(ranks.begin(), ranks.end());
    std::vector<int> chosen;
    for (const Rank& rank : ranks) {
        const int index = std::get<int>(rank);
        if (chosen.size() < most && !redundant(model, shown, chosen, index)) chosen.push_back(index);
    }
    return chosen;
}

VariableEntry variable_entry(const Model& model, int quantity) {
    const Quantity& from = model.quantities[static_cast<std::size_t>(quantity)];
    const auto name_of = [&](int entity) {
        return entity < 0 ? std::string() : model.entities.at(static_cast<std::size_t>(entity)).name;
    };
    VariableEntry entry;
    entry.name = from.variable;
    entry.about = from.about;
    entry.actor = name_of(from.owner);
    entry.toward = name_of(from.target);
    entry.label = from.label;
    entry.duration = from.duration;
    entry.low = from.low;
    entry.high = from.high;
    return entry;
}

VariableHistory band_history(const Model& model, const Bands& bands, int quantity) {
    VariableHistory history;
    for (int step = 0; step <= model.steps && bands.count(quantity, step) > 0; ++step) {
        history.q05.push_back(bands.quantile(quantity, step, 0.05));
        history.q25.push_back(bands.quantile(quantity, step, 0.25));
        history.q50.push_back(bands.quantile(quantity, step, 0.5));
        history.q75.push_back(bands.quantile(quantity, step, 0.75));
        history.q95.push_back(bands.quantile(quantity, step, 0.95));
    }
    return history;
}

}  // namespace standoff
