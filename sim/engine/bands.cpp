// Histograms of quantities over runs. Integer counts, so that the order in which blocks are added cannot matter.

#include <sys/mman.h>

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

/// An array of zeros in large pages where the system has them: fetching a table of many megabytes in small ones takes
/// longer than counting a few hundred runs.
std::vector<std::uint32_t> zeros(std::size_t size) {
    constexpr std::size_t page = 4096;
    std::vector<std::uint32_t> all;
    all.reserve(size);
    // It is advice: where it is not taken, nothing else changes.
    const std::size_t before = (page - reinterpret_cast<std::uintptr_t>(all.data()) % page) % page / sizeof all[0];
    if (before < size) (void)madvise(all.data() + before, (size - before) * sizeof all[0], MADV_HUGEPAGE);
    all.assign(size, 0);
    return all;
}

}  // namespace

Bands::Bands(const Model& model) {
    std::size_t spread = 0;
    for (const Quantity& quantity : model.quantities) {
        const double width = quantity.high - quantity.low;
        scales_.push_back(std::isfinite(width) && width > 0 ? Scale{quantity.low, bins / width} : Scale{});
        places_.push_back(quantity.fixed ? nowhere : spread++);
    }
    spread_ = spread;
    const std::size_t states = static_cast<std::size_t>(model.steps) + 1;
    counts_ = zeros(spread * states * bins);
    totals_.assign(scales_.size() * states, 0);
    extents_.assign(scales_.size() * states, {});
}

std::uint64_t Bands::bytes(const Model& model) {
    const auto spread = static_cast<std::uint64_t>(std::count_if(model.quantities.begin(), model.quantities.end(),
                                                                 [](const Quantity& one) { return !one.fixed; }));
    const std::uint64_t states = static_cast<std::uint64_t>(model.steps) + 1;
    return states *
           (spread * bins * sizeof(std::uint32_t) + model.quantities.size() * (sizeof(std::uint32_t) + sizeof(Extent)));
}

std::size_t Bands::at(int quantity, int step) const {
    return static_cast<std::size_t>(step) * scales_.size() + static_cast<std::size_t>(quantity);
}

std::size_t Bands::row(int quantity, int step) const {
    return (static_cast<std::size_t>(step) * spread_ + places_[static_cast<std::size_t>(quantity)]) * bins;
}

void Bands::add(int quantity, int step, std::span<const std::uint8_t> binned) {
    if (binned.empty()) return;
    totals_[at(quantity, step)] += static_cast<std::uint32_t>(binned.size());
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

void Bands::add_fixed(int quantity, int step, std::size_t runs) {
    totals_[at(quantity, step)] += static_cast<std::uint32_t>(runs);
}

Bands::Extent& Bands::extent(int quantity, int step) { return extents_[at(quantity, step)]; }

std::uint64_t Bands::count(int quantity, int step) const { return totals_[at(quantity, step)]; }

/// The first bin up to which more than `rank` values lie; the last one if none is.
int Bands::bin_of(int quantity, int step, std::uint64_t rank) const {
    constexpr int together = 16;  // sums of so many are passed over at once
    const std::uint32_t* counts = counts_.data() + row(quantity, step);
    std::uint64_t below = 0;
    int bin = 0;
    for (; bin < bins - together; bin += together) {
        std::uint32_t sum = 0;
        for (int i = 0; i < together; ++i) sum += counts[bin + i];
        if (below + sum > rank) break;
        below += sum;
    }
    for (; bin < bins - 1; ++bin) {
        below += counts[bin];
        if (below > rank) break;
    }
    return bin;
}

double Bands::quantile(int quantity, int step, double q) const {
    const std::uint64_t total = count(quantity, step);
    if (total == 0) return std::numeric_limits<double>::quiet_NaN();
    const Extent& extent = extents_[at(quantity, step)];
    // + 0 makes -0 to 0: which of the two came first depends on the order of blocks.
    if (places_[static_cast<std::size_t>(quantity)] == nowhere) return extent.low + 0.0;
    const int bin = bin_of(quantity, step, static_cast<std::uint64_t>(q * static_cast<double>(total - 1)));
    const Scale& scale = scales_[static_cast<std::size_t>(quantity)];
    const double middle = scale.per_unit == 0 ? log_value(bin) : scale.low + (bin + 0.5) / scale.per_unit;
    return std::clamp(middle, extent.low, extent.high) + 0.0;
}

void Bands::merge(Bands&& other) {
    if (scales_.empty()) {
        *this = std::move(other);
        return;
    }
    if (counts_.size() != other.counts_.size() || totals_.size() != other.totals_.size())
        throw std::invalid_argument("bands of different models");
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
    for (std::size_t i = 0; i < totals_.size(); ++i) totals_[i] += other.totals_[i];
    for (std::size_t i = 0; i < extents_.size(); ++i) {
        extents_[i].low = std::min(extents_[i].low, other.extents_[i].low);
        extents_[i].high = std::max(extents_[i].high, other.extents_[i].high);
    }
}

}  // namespace standoff
