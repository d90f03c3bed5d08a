#include <standoff/histogram.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <standoff/ensemble.hpp>

namespace standoff {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double Histogram::rounded(double value) const {
    const std::uint64_t half = std::uint64_t{1} << static_cast<unsigned>(dropped_bits_ - 1);
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(value) + half;
    return std::bit_cast<double>(bits & ~(2 * half - 1));
}

void Histogram::add(std::span<const double> values) {
    for (const double signed_value : values) {
        const double value = signed_value + 0.0;  // makes -0 to 0
        if (!std::isnan(value)) add({rounded(value), value, value, 1});
    }
}

void Histogram::add(const Bin& more) {
    count_ += more.count;
    const auto at = std::lower_bound(bins_.begin(), bins_.end(), more.rounded,
                                     [](const Bin& bin, double sought) { return bin.rounded < sought; });
    if (at == bins_.end() || at->rounded != more.rounded) {
        bins_.insert(at, more);
        return;
    }
    at->low = std::min(at->low, more.low);
    at->high = std::max(at->high, more.high);
    at->count += more.count;
}

void Histogram::merge(const Histogram& other) {
    for (const Bin& bin : other.bins_) add(bin);
}

double Histogram::quantile(int percent) const {
    std::uint64_t up_to = 0;
    for (const Bin& bin : bins_) {
        up_to += bin.count;
        if (100 * up_to >= static_cast<std::uint64_t>(percent) * count_) return bin.value();
    }
    return none;
}

double Histogram::mean() const {
    double sum = 0;
    for (const Bin& bin : bins_) sum += bin.count * bin.value();
    return count_ > 0 && std::isfinite(sum) ? sum / static_cast<double>(count_) : none;
}

double Histogram::score(double observed) const {
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
