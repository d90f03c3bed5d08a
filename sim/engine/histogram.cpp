#include <standoff/histogram.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <standoff/ensemble.hpp>

namespace standoff {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
// Of 53. Once some are dropped 20 are kept at most, which spares many attempts, and 8 at least.
constexpr unsigned fewest_dropped_bits = 33;
constexpr unsigned most_dropped_bits = 45;

}  // namespace

// Digits are cut off and not rounded: cutting more of them later gives what cutting them at once would have given.
std::uint64_t Histogram::kept_digits(double value) const {
    return std::bit_cast<std::uint64_t>(value) >> dropped_bits_;
}

/// The place of a value's bin: its own, or the free one that it would take.
Histogram::Bin& Histogram::place_of(double value) {
    const std::uint64_t digits = kept_digits(value);
    // Knuth's multiplicative hashing: the product's first bits, as the last ones of a whole number are all 0. Then the
    // next place, and the next.
    const std::uint64_t hash = digits * 0x9e3779b97f4a7c15U;
    for (std::size_t at = hash >> (64 - std::bit_width(table_.size() - 1));; ++at) {
        Bin& bin = table_[at & (table_.size() - 1)];
        if (bin.count == 0 || kept_digits(bin.low) == digits) return bin;
    }
}

void Histogram::put(const Bin& more) {
    Bin& bin = place_of(more.low);
    if (bin.count == 0) {
        bin = more;
        ++used_;
        return;
    }
    bin.low = std::min(bin.low, more.low);
    bin.high = std::max(bin.high, more.high);
    bin.count += more.count;
}

void Histogram::rebuild(std::size_t places) {
    std::vector<Bin> all(places);
    all.swap(table_);
    used_ = 0;
    for (const Bin& bin : all)
        if (bin.count > 0) put(bin);
}

void Histogram::add(const Bin& more) {
    if (2 * used_ >= table_.size()) rebuild(std::max<std::size_t>(8, 2 * table_.size()));
    put(more);
    count_ += more.count;
    while (used_ > exact_values && dropped_bits_ < most_dropped_bits) {
        dropped_bits_ = std::max(dropped_bits_ + 1, fewest_dropped_bits);
        rebuild(table_.size());
    }
}

void Histogram::add(std::span<const double> values) {
    for (const double signed_value : values) {
        const double value = signed_value + 0.0;  // makes -0 to 0
        if (!std::isnan(value)) add({value, value, 1});
    }
}

void Histogram::merge(const Histogram& other) {
    if (other.dropped_bits_ > dropped_bits_) {
        dropped_bits_ = other.dropped_bits_;
        rebuild(table_.size());
    }
    for (const Bin& bin : other.table_)
        if (bin.count > 0) add(bin);
}

std::vector<Histogram::Bin> Histogram::bins() const {
    std::vector<Bin> all;
    all.reserve(used_);
    for (const Bin& bin : table_)
        if (bin.count > 0) all.push_back(bin);
    std::sort(all.begin(), all.end(), [](const Bin& a, const Bin& b) { return a.low < b.low; });
    return all;
}

/// Of the smallest value that at least so many percent of all do not exceed; null if there is none.
const Histogram::Bin* Distribution::bin_of(int percent) const {
    std::uint64_t up_to = 0;
    for (const Histogram::Bin& bin : bins_) {
        up_to += bin.count;
        if (100 * up_to >= static_cast<std::uint64_t>(percent) * count_) return &bin;
    }
    return nullptr;
}

double Distribution::quantile(int percent) const {
    const Histogram::Bin* bin = bin_of(percent);
    return bin != nullptr ? bin->value() : none;
}

Distribution::Band Distribution::band(int percent) const {
    const int tail = (100 - percent) / 2;
    if (bins_.empty()) return {none, none};
    return {bin_of(tail)->low, bin_of(100 - tail)->high};
}

double Distribution::mean() const {
    double sum = 0;
    for (const Histogram::Bin& bin : bins_) sum += bin.count * bin.value();
    return count_ > 0 && std::isfinite(sum) ? sum / static_cast<double>(count_) : none;
}

double Distribution::score(double observed) const {
    if (!std::isfinite(mean())) return none;
    // F is a step function; below its first value and above its last one it is 0 and 1.
    const double first = bins_.front().value();
    const double last = bins_.back().value();
    double score = std::max(first - observed, 0.0) + std::max(observed - last, 0.0);
    std::uint64_t up_to = 0;
    for (std::size_t i = 0; i + 1 < bins_.size(); ++i) {
        up_to += bins_[i].count;
        const double below = static_cast<double>(up_to) / static_cast<double>(count_);
        const double from = bins_[i].value();
        const double to = bins_[i + 1].value();
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
