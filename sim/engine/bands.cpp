// Histograms of quantities over runs. Integer counts, so that the order in which blocks are added cannot matter.

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <standoff/ensemble.hpp>

#include "model/model.hpp"

namespace standoff {

namespace {

constexpr int bins = Bands::bins;

/// Log-linear bins for quantities without a range: 4 bins an octave over 2^-16 … 2^15 on either side of zero, one for zero.
/// Magnitudes outside go to the first and last bin of their side.
constexpr int per_octave = 4;
constexpr int lowest_octave = -16;
constexpr int side = 127;
constexpr int zero_bin = side;

int log_bin(double value) {
    if (std::isnan(value)) return zero_bin;
    const double size = std::fabs(value);
    if (size < std::ldexp(1.0, lowest_octave)) return zero_bin;
    int index = side - 1;
    if (std::isfinite(size)) {
        const auto bits = std::bit_cast<std::uint64_t>(size);
        const int octave = static_cast<int>(bits >> 52U) - 1023;
        const int quarter = static_cast<int>((bits >> 50U) & 3U);
        index = std::clamp((octave - lowest_octave) * per_octave + quarter, 0, side - 1);
    }
    return value > 0 ? zero_bin + 1 + index : zero_bin - 1 - index;
}

double log_value(int bin) {
    if (bin == zero_bin) return 0;
    const int index = bin > zero_bin ? bin - zero_bin - 1 : zero_bin - 1 - bin;
    const double low = std::ldexp(1.0 + 0.25 * (index % per_octave), lowest_octave + index / per_octave);
    const double middle = low + std::ldexp(0.125, lowest_octave + index / per_octave);
    return bin > zero_bin ? middle : -middle;
}

}  // namespace

Bands::Bands(const Model& model) : states_(model.steps + 1) {
    for (const Quantity& quantity : model.quantities) {
        low_.push_back(quantity.low);
        high_.push_back(quantity.high);
    }
    counts_.assign(low_.size() * static_cast<std::size_t>(states_) * bins, 0);
}

const std::uint32_t* Bands::row(int quantity, int step) const {
    return counts_.data() + (static_cast<std::size_t>(step) * low_.size() + static_cast<std::size_t>(quantity)) * bins;
}

void Bands::add(int quantity, int step, std::span<const double> values) {
    auto* counts = const_cast<std::uint32_t*>(row(quantity, step));
    const double low = low_[static_cast<std::size_t>(quantity)];
    const double high = high_[static_cast<std::size_t>(quantity)];
    if (!std::isfinite(low) || !std::isfinite(high) || !(high > low)) {
        for (const double value : values) ++counts[log_bin(value)];
        return;
    }
    const double scale = bins / (high - low);
    for (const double value : values) {
        const double bin = (value - low) * scale;
        ++counts[bin < bins ? (bin > 0 ? static_cast<int>(bin) : 0) : bins - 1];
    }
}

std::uint64_t Bands::count(int quantity, int step) const {
    std::uint64_t total = 0;
    for (int bin = 0; bin < bins; ++bin) total += row(quantity, step)[bin];
    return total;
}

double Bands::quantile(int quantity, int step, double q) const {
    const std::uint64_t total = count(quantity, step);
    if (total == 0) return std::numeric_limits<double>::quiet_NaN();
    const std::uint32_t* counts = row(quantity, step);
    const double rank = q * static_cast<double>(total - 1);
    std::uint64_t below = 0;
    int bin = 0;
    for (; bin < bins - 1; ++bin) {
        below += counts[bin];
        if (static_cast<double>(below) > rank) break;
    }
    const double low = low_[static_cast<std::size_t>(quantity)];
    const double high = high_[static_cast<std::size_t>(quantity)];
    if (!std::isfinite(low) || !std::isfinite(high) || !(high > low)) return log_value(bin);
    return low + (bin + 0.5) * (high - low) / bins;
}

void Bands::merge(const Bands& other) {
    if (counts_.empty()) {
        *this = other;
        return;
    }
    if (counts_.size() != other.counts_.size()) throw std::invalid_argument("bands of different models");
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

}  // namespace standoff
