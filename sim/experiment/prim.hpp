// PRIM, the patient rule induction method: in which box of the inputs does something happen? (Friedman and Fisher 1999;
// for scenario discovery Bryant and Lempert 2010)
//
// From the whole, thin slices are peeled off, each the one that leaves the outcome the most frequent. The trajectory of
// boxes trades coverage (how much of the outcome is inside) for density (how much of the inside has the outcome).
// Nothing here draws chance, and ties are decided, so that the same data give the same boxes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "experiment/matrix.hpp"

namespace standoff {

enum class FactorScale : std::uint8_t {
    number,    ///< ordered; peeled from either end
    category,  ///< codes without order; peeled one at a time
};

/// What was seen. The functions below throw std::invalid_argument where sizes differ, an input is not finite, a
/// response is not in [0, 1] or a weight not positive.
struct PrimData {
    const Matrix& inputs;                  ///< points × factors
    std::span<const FactorScale> scales;   ///< one a factor
    std::span<const double> response;      ///< one a point: the share of its runs that had the outcome
    std::span<const double> weights = {};  ///< one a point: the number of its runs; empty if all weigh the same
};

/// What a box says of one factor.
struct Limit {
    double low = -std::numeric_limits<double>::infinity();  ///< included; the value of a point in the box
    double high = std::numeric_limits<double>::infinity();  ///< included; the value of a point in the box
    std::vector<double> without;                            ///< categories left out, ascending

    [[nodiscard]] bool restricted() const;
    [[nodiscard]] bool admits(double value) const;
    friend bool operator==(const Limit&, const Limit&) = default;
};

struct Box {
    std::vector<Limit> limits;  ///< one a factor

    [[nodiscard]] bool contains(std::span<const double> point) const;
    [[nodiscard]] std::size_t restricted() const;  ///< factors that it limits
    friend bool operator==(const Box&, const Box&) = default;
};

/// A box and how it does. Points in earlier boxes are not in it; coverage and mass are still shares of all data, so
/// that those of several boxes add up.
struct PrimStep {
    Box box;
    double coverage = 0;  ///< outcomes inside / all outcomes, by weight; 0 if there are none
    double density = 0;   ///< outcomes inside / inside, by weight
    double mass = 0;      ///< inside / all, by weight
    std::size_t points = 0;
};

enum class PeelBy : std::uint8_t {
    density_per_mass,  ///< the highest gain of density for the mass it costs (Kwakkel and Jaxa-Rozen 2016): a category,
                       ///< which may be half of the box, does not go before the slices of numbers that tell more
    density,           ///< the highest density left: Friedman and Fisher's; much the same if all factors are numbers
};

struct PrimOptions {
    double peel = 0.05;        ///< share of the box that a slice of numbers may weigh, in (0, 1); one value at least
    double paste = 0.01;       ///< share of the box that a pasted slice weighs at least, in (0, 1)
    double least_mass = 0.05;  ///< no box weighs less than this share of all data, in [0, 1]
    PeelBy by = PeelBy::density_per_mass;
};

/// The peeling trajectory of the points in none of `earlier`, the unrestricted box first. It ends where no slice that
/// may be peeled leaves a higher density: so density rises at every step, and coverage and mass fall or stay. Slices
/// are of whole values: as many from the end as weigh at most `peel` of the box, or else one. Of equal peels the
/// lightest is taken, then the one of the first factor, the low end, the lowest category.
[[nodiscard]] std::vector<PrimStep> peel(const PrimData& data, const PrimOptions& options = {},
                                         std::span<const Box> earlier = {});

/// The box with slices pasted back on while that does not lower its density: always the slice that leaves the highest
/// density, of those the heaviest. A limit that keeps no point out any more is lifted.
[[nodiscard]] PrimStep paste(const PrimData& data, const Box& box, const PrimOptions& options = {},
                             std::span<const Box> earlier = {});

/// For each factor that the box limits: the chance of at least so many outcomes among so many points if this limit did
/// nothing, that is, if outcomes inside were as frequent as in the box without the limit (Bryant and Lempert 2010).
/// Binomial; a point counts as one trial whatever its runs, as runs of a point share its inputs, and outcomes are
/// rounded down to whole points. "Quasi", since the limit was sought in the same data: small is necessary, not enough.
[[nodiscard]] std::vector<std::optional<double>> quasi_p_values(const PrimData& data, const Box& box,
                                                                std::span<const Box> earlier = {});

struct FoundBox {
    std::vector<PrimStep> trajectory;
    std::size_t chosen = 0;  ///< the step with the highest harmonic mean of density and coverage of what was left
    PrimStep box;            ///< that step's box after pasting
};

/// Up to `most` boxes, each found in the points that no earlier one contains; fewer where the step chosen is the
/// unrestricted box, or its density after pasting no higher than that of all data.
[[nodiscard]] std::vector<FoundBox> find_boxes(const PrimData& data, std::size_t most, const PrimOptions& options = {});

}  // namespace standoff
