#include "experiment/prim_points.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <utility>

namespace standoff {

namespace {

void check(const PrimData& data, const PrimOptions& options) {
    const std::size_t points = data.inputs.rows();
    if (points == 0 || points > std::numeric_limits<std::uint32_t>::max() || data.response.size() != points ||
        (!data.weights.empty() && data.weights.size() != points) || data.scales.size() != data.inputs.columns)
        throw std::invalid_argument("PRIM: no points, or not as many responses, weights or scales as there must be");
    const auto finite = [](double x) { return std::isfinite(x); };
    const auto positive = [](double x) { return x > 0 && std::isfinite(x); };
    const auto share = [](double x) { return x >= 0 && x <= 1; };
    if (!std::all_of(data.inputs.values.begin(), data.inputs.values.end(), finite) ||
        !std::all_of(data.response.begin(), data.response.end(), share) ||
        !std::all_of(data.weights.begin(), data.weights.end(), positive))
        throw std::invalid_argument("PRIM: an input is not finite, a response no share or a weight not positive");
    const auto part = [](double x) { return x > 0 && x < 1; };
    const bool shares = part(options.peel) && part(options.paste) && share(options.least_mass);
    if (!shares) throw std::invalid_argument("PRIM: peel, paste and least_mass are shares");
}

}  // namespace

bool Limit::restricted() const { return std::isfinite(low) || std::isfinite(high) || !without.empty(); }

bool Limit::admits(double value) const {
    return value >= low && value <= high && !std::binary_search(without.begin(), without.end(), value);
}

bool Box::contains(std::span<const double> point) const {
    for (std::size_t j = 0; j < limits.size(); ++j)
        if (!limits[j].admits(point[j])) return false;
    return true;
}

std::size_t Box::restricted() const {
    return static_cast<std::size_t>(
        std::count_if(limits.begin(), limits.end(), [](const Limit& limit) { return limit.restricted(); }));
}

PrimPoints::PrimPoints(const PrimData& data, const PrimOptions& options, std::span<const Box> earlier) : data_(data) {
    check(data, options);
    for (std::uint32_t row = 0; row < data.inputs.rows(); ++row) {
        whole_ = whole_ + at(row);
        const auto holds = [&](const Box& box) { return box.contains(data.inputs.row(row)); };
        if (std::none_of(earlier.begin(), earlier.end(), holds)) free_.push_back(row);
    }
}

PrimRows PrimPoints::inside(const Box& box) const {
    PrimRows rows;
    std::copy_if(free_.begin(), free_.end(), std::back_inserter(rows),
                 [&](std::uint32_t row) { return box.contains(data_.inputs.row(row)); });
    return rows;
}

PrimRows PrimPoints::inside_but_for(const Box& box, std::size_t factor) const {
    Box wider = box;
    wider.limits[factor] = {};
    return inside(wider);
}

PrimSum PrimPoints::at(std::uint32_t row) const {
    const double weight = data_.weights.empty() ? 1 : data_.weights[row];
    return {weight, weight * data_.response[row]};
}

PrimSum PrimPoints::sum(std::span<const std::uint32_t> rows) const {
    PrimSum total;
    for (const std::uint32_t row : rows) total = total + at(row);
    return total;
}

PrimStep PrimPoints::step(Box box) const {
    const PrimRows rows = inside(box);
    const PrimSum in = sum(rows);
    return {std::move(box), whole_.hits > 0 ? in.hits / whole_.hits : 0, in.density(), in.weight / whole_.weight,
            rows.size()};
}

std::vector<PrimValue> PrimPoints::values(std::span<const std::uint32_t> rows, std::size_t factor) const {
    PrimRows sorted(rows.begin(), rows.end());
    const auto value = [&](std::uint32_t row) { return data_.inputs.row(row)[factor]; };
    std::sort(sorted.begin(), sorted.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::pair(value(a), a) < std::pair(value(b), b); });
    std::vector<PrimValue> found;
    for (const std::uint32_t row : sorted) {
        if (found.empty() || found.back().value != value(row)) found.push_back({value(row), {}});
        found.back().sum = found.back().sum + at(row);
    }
    return found;
}

}  // namespace standoff
