// The pasting of PRIM, and whether each limit of a box is more than chance.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

#include "experiment/prim_points.hpp"

namespace standoff {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A limit that lets more points in, and what the box would hold.
struct Paste {
    std::size_t factor = 0;
    Limit limit;
    PrimSum wider;
};

class Paster {
public:
    Paster(const PrimPoints& points, const PrimOptions& options, const Box& box)
        : points_(points), options_(options), box_(box), now_(points.sum(points.inside(box))) {}

    /// The box with its best slice; nothing if every slice lowers the density.
    std::optional<Box> pasted() {
        for (std::size_t factor = 0; factor < points_.factors(); ++factor) {
            if (!box_.limits[factor].restricted()) continue;
            const std::vector<PrimValue> values = points_.values(points_.inside_but_for(box_, factor), factor);
            if (points_.is_category(factor)) try_categories(factor, values);
            else try_ends(factor, values);
        }
        if (!best_) return std::nullopt;
        Box wider = box_;
        wider.limits[best_->factor] = best_->limit;
        return wider;
    }

private:
    void try_categories(std::size_t factor, const std::vector<PrimValue>& values) {
        for (const PrimValue& category : values) {
            if (box_.limits[factor].admits(category.value)) continue;
            Limit limit = box_.limits[factor];
            std::erase(limit.without, category.value);
            consider({factor, std::move(limit), now_ + category.sum});
        }
    }

    void try_ends(std::size_t factor, const std::vector<PrimValue>& values) {
        const Limit& now = box_.limits[factor];
        const auto first = std::partition_point(values.begin(), values.end(),
                                                [&](const PrimValue& value) { return value.value < now.low; });
        const auto last =
            std::partition_point(first, values.end(), [&](const PrimValue& value) { return value.value <= now.high; });
        if (const auto added = slice(std::make_reverse_iterator(first), values.rend())) {
            Limit limit = now;
            limit.low = added->second.value_or(-infinity);
            consider({factor, std::move(limit), now_ + added->first});
        }
        if (const auto added = slice(last, values.end())) {
            Limit limit = now;
            limit.high = added->second.value_or(infinity);
            consider({factor, std::move(limit), now_ + added->first});
        }
    }

    /// Sum of the slice at the beginning of the values, and its last value, or none if no value comes after it; nothing
    /// if there are no values.
    template <class Iterator>
    [[nodiscard]] std::optional<std::pair<PrimSum, std::optional<double>>> slice(Iterator value,
                                                                                 const Iterator& end) const {
        if (value == end) return std::nullopt;
        PrimSum added;
        double reached = 0;
        for (; value != end && (added.weight <= 0 || added.weight < options_.paste * now_.weight); ++value) {
            added = added + value->sum;
            reached = value->value;
        }
        return std::pair(added, value == end ? std::nullopt : std::optional(reached));
    }

    void consider(Paste paste) {
        if (paste.wider.density() < now_.density() - prim_rounding) return;
        if (!best_ || better(paste.wider, best_->wider)) best_ = std::move(paste);
    }

    static bool better(const PrimSum& a, const PrimSum& b) {
        const double difference = a.density() - b.density();
        if (std::abs(difference) > prim_rounding) return difference > 0;
        return a.weight > b.weight;
    }

    const PrimPoints& points_;
    const PrimOptions& options_;
    const Box& box_;
    PrimSum now_;
    std::optional<Paste> best_;
};

/// Lifts the ends, and the lists of categories left out, that keep no point out; the first factor's first.
void lift_idle_limits(const PrimPoints& points, Box& box) {
    const std::size_t inside = points.inside(box).size();
    const auto lift_if_idle = [&](auto lift) {
        Box wider = box;
        lift(wider);
        if (points.inside(wider).size() == inside) box = std::move(wider);
    };
    for (std::size_t factor = 0; factor < points.factors(); ++factor) {
        lift_if_idle([=](Box& wider) { wider.limits[factor].low = -infinity; });
        lift_if_idle([=](Box& wider) { wider.limits[factor].high = infinity; });
        lift_if_idle([=](Box& wider) { wider.limits[factor].without.clear(); });
    }
}

/// P(X >= successes) for X binomial. Probabilities relative to the most likely count, by their ratios.
double binomial_tail(std::size_t trials, std::size_t successes, double p) {
    if (successes == 0 || p >= 1) return 1;
    if (p <= 0) return 0;
    const double odds = p / (1 - p);
    const auto mode = std::min(trials, static_cast<std::size_t>((static_cast<double>(trials) + 1) * p));
    double total = 0;
    double tail = 0;
    const auto add = [&](std::size_t count, double term) {
        total += term;
        if (count >= successes) tail += term;
    };
    double term = 1;
    for (std::size_t k = mode; k <= trials; ++k) {
        add(k, term);
        term *= static_cast<double>(trials - k) / static_cast<double>(k + 1) * odds;
    }
    term = 1;
    for (std::size_t k = mode; k-- > 0;) {
        term *= static_cast<double>(k + 1) / (static_cast<double>(trials - k) * odds);
        add(k, term);
    }
    return std::min(1.0, tail / total);
}

}  // namespace

PrimStep paste(const PrimData& data, const Box& box, const PrimOptions& options, std::span<const Box> earlier) {
    const PrimPoints points(data, options, earlier);
    Box now = box;
    // A limit lifted may open the way for another slice.
    for (Box before; before != now;) {
        before = now;
        while (std::optional<Box> wider = Paster(points, options, now).pasted()) now = std::move(*wider);
        lift_idle_limits(points, now);
    }
    return points.step(std::move(now));
}

std::vector<std::optional<double>> quasi_p_values(const PrimData& data, const Box& box, std::span<const Box> earlier) {
    const PrimPoints points(data, {}, earlier);
    const PrimRows inside = points.inside(box);
    const double outcomes = static_cast<double>(inside.size()) * points.sum(inside).density();
    const auto successes = static_cast<std::size_t>(outcomes + 1e-9);  // 4.9999… is 5
    std::vector<std::optional<double>> chances(points.factors());
    for (std::size_t factor = 0; factor < points.factors(); ++factor) {
        if (!box.limits[factor].restricted()) continue;
        const double otherwise = points.sum(points.inside_but_for(box, factor)).density();
        chances[factor] = binomial_tail(inside.size(), successes, otherwise);
    }
    return chances;
}

}  // namespace standoff
