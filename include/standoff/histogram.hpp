// How often each value came in many runs.
//
// Values are counted exactly while there are few different ones, then by their first binary digits: by as many as leave
// few bins. So memory does not grow with the number of runs, and the order in which they are added cannot matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace standoff {

class Histogram {
public:
    /// Up to so many different values are exact. More than these share bins; a bin is then at most a 128th of its
    /// values wide.
    static constexpr std::size_t exact_values = 1000;

    /// NaN is not counted; infinity is.
    void add(std::span<const double> values);
    void merge(const Histogram& other);

    struct Bin {
        double low = 0;  ///< the smallest and the largest of its values
        double high = 0;
        std::uint32_t count = 0;
        /// That stands for all of them.
        [[nodiscard]] double value() const { return low == high ? low : low + (high - low) / 2; }
        friend bool operator==(const Bin&, const Bin&) = default;
    };
    /// In rising order; none is empty.
    [[nodiscard]] std::vector<Bin> bins() const;
    [[nodiscard]] std::uint64_t count() const { return count_; }

    friend bool operator==(const Histogram& a, const Histogram& b) { return a.bins() == b.bins(); }

private:
    [[nodiscard]] std::uint64_t kept_digits(double value) const;
    [[nodiscard]] Bin& place_of(double value);
    void put(const Bin& more);
    void add(const Bin& more);
    void rebuild(std::size_t places);
    unsigned dropped_bits_ = 0;
    std::uint64_t count_ = 0;
    std::size_t used_ = 0;
    std::vector<Bin> table_;  ///< by hash of the digits that are kept, at most half full; a count of 0 is a free place
};

/// The values of a histogram in order: what is asked of them.
class Distribution {
public:
    explicit Distribution(const Histogram& values) : bins_(values.bins()), count_(values.count()) {}

    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// The smallest value that at least so many percent of all do not exceed (Hyndman and Fan 1996, type 1), one that
    /// came; where values share its bin, the middle of these. NaN if there is none.
    [[nodiscard]] double quantile(int percent) const;

    struct Band {
        double low;
        double high;
        [[nodiscard]] bool holds(double value) const { return low <= value && value <= high; }
    };
    /// From the quantile that leaves half of the rest below to the one that leaves half of it above: at least so many
    /// percent of all values. Where values share a bin the band holds all of them. NaN if there is none.
    [[nodiscard]] Band band(int percent) const;

    /// NaN if there is no value, or an infinite one, or if the sum of all is too large for a number.
    [[nodiscard]] double mean() const;
    /// The continuous ranked probability score of this distribution where `observed` came true: the integral of (F(x) -
    /// [x >= observed])^2, in the unit of the values; 0 is perfect (Matheson and Winkler 1976, Gneiting and Raftery
    /// 2007). NaN where there is no mean.
    [[nodiscard]] double score(double observed) const;

private:
    [[nodiscard]] const Histogram::Bin* bin_of(int percent) const;
    std::vector<Histogram::Bin> bins_;
    std::uint64_t count_;
};

}  // namespace standoff
