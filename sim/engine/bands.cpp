// Histograms of quantities over runs. Integer counts, so that the order in which blocks are added cannot matter.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <standoff/ensemble.hpp>

#include "engine/kernels.hpp"
#include "model/model.hpp"

namespace standoff {

namespace {

/// The middle of a log-linear bin; see BinScale.
double log_value(int bin) {
    if (bin == log_bins_side) return 0;
    const int quarter = bin > log_bins_side ? bin - log_bins_side - 1 : log_bins_side - 1 - bin;
    const int octave = log_bins_lowest + quarter / log_bins_octave;
    const double low = 1.0 + static_cast<double>(quarter % log_bins_octave) / log_bins_octave;
    const double middle = std::ldexp(low + 0.5 / log_bins_octave, octave);
    return bin > log_bins_side ? middle : -middle;
}

}  // namespace

Bands::Bands(const Model& model) : states_(model.steps + 1) {
    for (const Quantity& quantity : model.quantities) {
        const double width = quantity.high - quantity.low;
        scales_.push_back(std::isfinite(width) && width > 0 ? Scale{quantity.low, bins / width} : Scale{});
    }
    const std::size_t rows = scales_.size() * static_cast<std::size_t>(states_);
    counts_.assign(rows * bins, 0);
    extents_.assign(rows, {});
}

std::size_t Bands::row(int quantity, int step) const {
    return (static_cast<std::size_t>(step) * scales_.size() + static_cast<std::size_t>(quantity)) * bins;
}

void Bands::add(int quantity, int step, std::span<const std::uint8_t> binned) {
    if (binned.empty()) return;
    std::uint32_t* counts = counts_.data() + row(quantity, step);
    std::uint8_t different = 0;
    for (const std::uint8_t bin : binned) different = static_cast<std::uint8_t>(different | (bin ^ binned.front()));
    if (different == 0) {
        counts[binned.front()] += static_cast<std::uint32_t>(binned.size());
        return;
    }
    // Four tables: neighbours often fall into one bin, and an increment has to wait for the one before it in the same
    // table.
    constexpr std::size_t tables = 4;
    if (binned.size() > std::numeric_limits<std::uint16_t>::max())
        throw std::length_error("more values than a table counts");
    std::array<std::array<std::uint16_t, bins>, tables> part{};
    std::size_t i = 0;
    for (; i + tables <= binned.size(); i += tables)
        for (std::size_t t = 0; t < tables; ++t) ++part[t][binned[i + t]];
    for (; i < binned.size(); ++i) ++part[0][binned[i]];
    for (std::size_t bin = 0; bin < bins; ++bin)
        counts[bin] += std::uint32_t{part[0][bin]} + part[1][bin] + part[2][bin] + part[3][bin];
}

void Bands::add(int quantity, int step, std::uint8_t bin, std::size_t times) {
    counts_[row(quantity, step) + bin] += static_cast<std::uint32_t>(times);
}

Bands::Extent& Bands::extent(int quantity, int step) { return extents_[row(quantity, step) / bins]; }

std::uint64_t Bands::count(int quantity, int step) const {
    std::uint64_t total = 0;
    const std::size_t first = row(quantity, step);
    for (std::size_t bin = 0; bin < bins; ++bin) total += counts_[first + bin];
    return total;
}

double Bands::quantile(int quantity, int step, double q) const {
    const std::uint64_t total = count(quantity, step);
    if (total == 0) return std::numeric_limits<double>::quiet_NaN();
    const std::uint32_t* counts = counts_.data() + row(quantity, step);
    const double rank = q * static_cast<double>(total - 1);
    std::uint64_t below = 0;
    int bin = 0;
    for (; bin < bins - 1; ++bin) {
        below += counts[bin];
        if (static_cast<double>(below) > rank) break;
    }
    const Scale& scale = scales_[static_cast<std::size_t>(quantity)];
    const double middle = scale.per_unit == 0 ? log_value(bin) : scale.low + (bin + 0.5) / scale.per_unit;
    const Extent& extent = extents_[row(quantity, step) / bins];
    // + 0 makes -0 to 0: which of the two came first depends on the order of blocks.
    return std::clamp(middle, extent.low, extent.high) + 0.0;
}

void Bands::merge(const Bands& other) {
    if (counts_.empty()) {
        *this = other;
        return;
    }
    if (counts_.size() != other.counts_.size()) throw std::invalid_argument("bands of different models");
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
    for (std::size_t i = 0; i < extents_.size(); ++i) {
        extents_[i].low = std::min(extents_[i].low, other.extents_[i].low);
        extents_[i].high = std::max(extents_[i].high, other.extents_[i].high);
    }
}

}  // namespace standoff
