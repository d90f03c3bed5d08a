#include <standoff/histogram.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include <standoff/ensemble.hpp>

namespace standoff {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double Histogram::rounded(double value) const {
    const std::uint64_t half = std::uint64_t{1} << (dropped_bits_ - 1);
    return std::bit_cast<double>((std::bit_cast<std::uint64_t>(value) + half) & ~(2 * half - 1));
}

/// The place of a bin: its own, or the free one that it would take.
Histogram::Bin& Histogram::place_of(double rounded) {
    // Knuth's multiplicative hashing of the bits that were kept; then the next place, and the next.
    const std::uint64_t hash = (std::bit_cast<std::uint64_t>(rounded) >> dropped_bits_) * 0x9e3779b97f4a7c15U;
    std::size_t at = hash >> 32U;
    for (;; ++at) {
        Bin& bin = table_[at & (table_.size() - 1)];
        if (bin.count == 0 || bin.rounded == rounded) return bin;
    }
}

void Histogram::grow() {
    std::vector<Bin> all(std::max<std::size_t>(8, 2 * table_.size()));
    all.swap(table_);
    for (const Bin& bin : all)
        if (bin.count > 0) place_of(bin.rounded) = bin;
}

void Histogram::add(const Bin& more) {
    if (2 * used_ >= table_.size()) grow();
    Bin& bin = place_of(more.rounded);
    count_ += more.count;
    if (bin.count == 0) {
        bin = more;
        ++used_;
        return;
    }
    bin.low = std::min(bin.low, more.low);
    bin.high = std::max(bin.high, more.high);
    bin.count += more.count;
}

void Histogram::add(std::span<const double> values) {
    for (const double signed_value : values) {
        const double value = signed_value + 0.0;  // makes -0 to 0
        if (!std::isnan(value)) add({rounded(value), value, value, 1});
    }
}

void Histogram::merge(const Histogram& other) {
    for (const Bin& bin : other.table_)
        if (bin.count > 0) add(bin);
}

std::vector<Histogram::Bin> Histogram::bins() const {
    std::vector<Bin> all;
    for (const Bin& bin : table_)
        if (bin.count > 0) all.push_back(bin);
    std::sort(all.begin(), all.end(), [](const Bin& a, const Bin& b) { return a.rounded < b.rounded; });
    return all;
}

double Histogram::quantile(int percent) const {
    std::uint64_t up_to = 0;
    for (const Bin& bin : bins()) {
        up_to += bin.count;
        if (100 * up_to >= static_cast<std::uint64_t>(percent) * count_) return bin.value();
    }
    return none;
}

double Histogram::mean() const {
    double sum = 0;
    for (const Bin& bin : bins()) sum += bin.count * bin.value();
    return count_ > 0 && std::isfinite(sum) ? sum / static_cast<double>(count_) : none;
}

double Histogram::score(double observed) const {
    if (!std::isfinite(mean())) return none;
    const std::vector<Bin> all = bins();
    // F is a step function; below its first value and above its last one it is 0 and 1.
    const double first = all.front().value();
    const double last = all.back().value();
    double score = std::max(first - observed, 0.0) + std::max(observed - last, 0.0);
    std::uint64_t up_to = 0;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        up_to += all[i].count;
        const double below = static_cast<double>(up_to) / static_cast<double>(count_);
        const double from = all[i].value();
        const double to = all[i + 1].value();
        const double middle = std::clamp(observed, from, to);
        score += below * below * (middle - from) + (1 - below) * (1 - below) * (to - middle);
    }
    return score;
}

void SeriesCounts::merge(const SeriesCounts& other) {
    periods.resize(other.periods.size());
    for (std::size_t i = 0; i < periods.size(); ++i) periods[i].merge(other.periods[i]);
    total.merge(other.total);
}

}  // namespace standoff
