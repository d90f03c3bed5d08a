// The peeling of PRIM, and boxes one after another.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include "experiment/prim_points.hpp"

namespace standoff {

namespace {

/// A slice that may come off, and what would be left.
struct Peel {
    std::size_t factor = 0;
    Limit limit;  ///< the factor's, afterwards
    PrimSum left;
};

class Peeler {
public:
    Peeler(const PrimPoints& points, const PrimOptions& options, const Box& box)
        : points_(points), options_(options), box_(box), rows_(points.inside(box)), now_(points.sum(rows_)) {}

    /// The box without its best slice; nothing if no slice raises the density.
    std::optional<Box> peeled() {
        for (std::size_t factor = 0; factor < points_.factors(); ++factor) {
            const std::vector<PrimValue> values = points_.values(rows_, factor);
            if (values.size() < 2) continue;
            if (points_.is_category(factor)) try_categories(factor, values);
            else try_ends(factor, values);
        }
        if (!best_) return std::nullopt;
        Box smaller = box_;
        smaller.limits[best_->factor] = best_->limit;
        return smaller;
    }

private:
    void try_categories(std::size_t factor, const std::vector<PrimValue>& values) {
        for (const PrimValue& category : values) {
            Limit limit = box_.limits[factor];
            limit.without.insert(std::lower_bound(limit.without.begin(), limit.without.end(), category.value),
                                 category.value);
            consider({factor, std::move(limit), now_ - category.sum});
        }
    }

    void try_ends(std::size_t factor, const std::vector<PrimValue>& values) {
        Limit limit = box_.limits[factor];
        const auto [below, low] = slice(values.begin(), values.end());
        limit.low = low;
        consider({factor, limit, now_ - below});
        limit = box_.limits[factor];
        const auto [above, high] = slice(values.rbegin(), values.rend());
        limit.high = high;
        consider({factor, limit, now_ - above});
    }

    /// Sum of the slice at the beginning of the values, and the first value after it.
    template <class Iterator>
    [[nodiscard]] std::pair<PrimSum, double> slice(Iterator value, const Iterator& end) const {
        PrimSum cut = value->sum;
        for (++value; std::next(value) != end; ++value) {
            const PrimSum wider = cut + value->sum;
            if (wider.weight > options_.peel * now_.weight) break;
            cut = wider;
        }
        return {cut, value->value};
    }

    void consider(Peel peel) {
        if (peel.left.weight < options_.least_mass * points_.whole().weight) return;
        if (peel.left.density() <= now_.density() + prim_rounding) return;
        if (!best_ || better(peel, *best_)) best_ = std::move(peel);
    }

    [[nodiscard]] bool better(const Peel& a, const Peel& b) const {
        const double difference = worth(a) - worth(b);
        if (std::abs(difference) > prim_rounding) return difference > 0;
        return a.left.weight > b.left.weight;
    }

    [[nodiscard]] double worth(const Peel& peel) const {
        const double gain = peel.left.density() - now_.density();
        if (options_.by == PeelBy::density) return gain;
        return gain * points_.whole().weight / (now_.weight - peel.left.weight);
    }

    const PrimPoints& points_;
    const PrimOptions& options_;
    const Box& box_;
    PrimRows rows_;
    PrimSum now_;
    std::optional<Peel> best_;
};

/// 2 / (1 / density + 1 / coverage); the F measure of information retrieval.
double harmonic_mean(double density, double coverage) {
    return density + coverage > 0 ? 2 * density * coverage / (density + coverage) : 0;
}

std::size_t best_step(const std::vector<PrimStep>& trajectory) {
    const double remaining = trajectory.front().coverage;
    if (remaining <= 0) return 0;
    std::size_t best = 0;
    double highest = 0;
    for (std::size_t i = 0; i < trajectory.size(); ++i) {
        const double score = harmonic_mean(trajectory[i].density, trajectory[i].coverage / remaining);
        if (score <= highest + prim_rounding) continue;
        highest = score;
        best = i;
    }
    return best;
}

}  // namespace

std::vector<PrimStep> peel(const PrimData& data, const PrimOptions& options, std::span<const Box> earlier) {
    const PrimPoints points(data, options, earlier);
    std::vector<PrimStep> trajectory = {points.step({std::vector<Limit>(points.factors())})};
    while (std::optional<Box> smaller = Peeler(points, options, trajectory.back().box).peeled())
        trajectory.push_back(points.step(std::move(*smaller)));
    return trajectory;
}

std::vector<FoundBox> find_boxes(const PrimData& data, std::size_t most, const PrimOptions& options) {
    std::vector<FoundBox> found;
    std::vector<Box> earlier;
    const double density = PrimPoints(data, options, {}).whole().density();
    while (found.size() < most) {
        FoundBox next;
        next.trajectory = peel(data, options, earlier);
        next.chosen = best_step(next.trajectory);
        next.box = paste(data, next.trajectory[next.chosen].box, options, earlier);
        if (next.box.box.restricted() == 0 || next.box.density <= density + prim_rounding) break;
        earlier.push_back(next.box.box);
        found.push_back(std::move(next));
    }
    return found;
}

}  // namespace standoff
