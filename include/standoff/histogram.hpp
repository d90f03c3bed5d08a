// How often each value came in many runs.
//
// Counts of values by their first binary digits: the order in which runs are added cannot matter, and memory does not
// grow with their number. A bin that holds one value only is exact, and so are whole numbers up to 2 to the number of
// digits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace standoff {

class Histogram {
public:
    static constexpr int digits_of_values = 8;   ///< whole numbers to 256; others within a 256th
    static constexpr int digits_of_totals = 14;  ///< whole numbers to 16384

    explicit Histogram(int binary_digits = digits_of_values)
        : dropped_bits_(static_cast<unsigned>(53 - binary_digits)) {}

    /// NaN is not counted; infinity is.
    void add(std::span<const double> values);
    /// One of the same number of digits.
    void merge(const Histogram& other);

    struct Bin {
        double rounded = 0;  ///< what its values have in common
        double low = 0;      ///< the smallest and the largest of them
        double high = 0;
        std::uint32_t count = 0;
        /// That stands for all of them.
        [[nodiscard]] double value() const { return low == high ? low : low + (high - low) / 2; }
        friend bool operator==(const Bin&, const Bin&) = default;
    };
    /// In rising order; none is empty.
    [[nodiscard]] std::vector<Bin> bins() const;
    [[nodiscard]] std::uint64_t count() const { return count_; }

    /// The smallest value that at least so many percent of all do not exceed (Hyndman and Fan 1996, type 1): one that
    /// came. NaN if none did.
    [[nodiscard]] double quantile(int percent) const;
    /// NaN if there is no value, or an infinite one.
    [[nodiscard]] double mean() const;
    /// The continuous ranked probability score of this distribution where `observed` came true: the integral of (F(x) -
    /// [x >= observed])^2, in the unit of the values; 0 is perfect (Matheson and Winkler 1976, Gneiting and Raftery
    /// 2007). NaN if there is no value, or an infinite one.
    [[nodiscard]] double score(double observed) const;

    friend bool operator==(const Histogram& a, const Histogram& b) { return a.bins() == b.bins(); }

private:
    [[nodiscard]] double rounded(double value) const;
    [[nodiscard]] Bin& place_of(double rounded);
    void add(const Bin& more);
    void grow();
    unsigned dropped_bits_;
    std::uint64_t count_ = 0;
    std::size_t used_ = 0;
    std::vector<Bin> table_;  ///< by hash of the rounded value, at most half full; a count of 0 is a free place
};

}  // namespace standoff
