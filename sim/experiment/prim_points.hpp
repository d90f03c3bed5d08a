// What peeling and pasting share: sums over points, and points in slices of equal value.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "experiment/prim.hpp"

namespace standoff {

/// Differences of density below this are rounding.
constexpr double prim_rounding = 1e-12;

/// Weight and outcomes of some points.
struct PrimSum {
    double weight = 0;
    double hits = 0;

    [[nodiscard]] double density() const { return weight > 0 ? hits / weight : 0; }
    friend PrimSum operator+(PrimSum a, PrimSum b) { return {a.weight + b.weight, a.hits + b.hits}; }
    friend PrimSum operator-(PrimSum a, PrimSum b) { return {a.weight - b.weight, a.hits - b.hits}; }
};

using PrimRows = std::vector<std::uint32_t>;

/// Points of one value of one factor.
struct PrimValue {
    double value = 0;
    PrimSum sum;
};

/// The data, checked once.
class PrimPoints {
public:
    PrimPoints(const PrimData& data, const PrimOptions& options, std::span<const Box> earlier);

    [[nodiscard]] const PrimRows& free() const { return free_; }   ///< points in no earlier box
    [[nodiscard]] const PrimSum& whole() const { return whole_; }  ///< of all data
    [[nodiscard]] std::size_t factors() const { return data_.inputs.columns; }
    [[nodiscard]] bool is_category(std::size_t factor) const { return data_.scales[factor] == FactorScale::category; }

    [[nodiscard]] PrimRows inside(const Box& box) const;
    [[nodiscard]] PrimSum sum(std::span<const std::uint32_t> rows) const;
    [[nodiscard]] PrimStep step(Box box) const;
    /// The values of one factor at `rows`, ascending.
    [[nodiscard]] std::vector<PrimValue> values(std::span<const std::uint32_t> rows, std::size_t factor) const;

    /// Free points that all limits but that of one factor admit.
    [[nodiscard]] PrimRows inside_but_for(const Box& box, std::size_t factor) const;

private:
    [[nodiscard]] PrimSum at(std::uint32_t row) const;

    const PrimData& data_;
    PrimRows free_;
    PrimSum whole_;
};

}  // namespace standoff
