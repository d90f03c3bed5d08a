// What a simulation is held to where the exact number is known: four standard errors, with a bound on that error, so
// that noise cannot hide a wrong number.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "scenarios/runs.hpp"

namespace standoff::test {

/// For numbers without chance, and for what only rounding separates from the exact number.
constexpr double exactly = 1e-9;

/// The mean of a measure lies within four standard errors of `expected`, and that error is at most `largest_error`.
inline void expect_mean(const Runs& runs, const std::string& measure, double expected, double largest_error) {
    const double error = runs.standard_error(measure);
    EXPECT_GT(error, 0) << measure;
    EXPECT_LT(error, largest_error) << measure;
    EXPECT_NEAR(runs.mean(measure), expected, 4 * error) << measure;
}

/// The share of an outcome lies within four standard errors of its probability; one of 0 or 1 is met exactly.
inline void expect_share(const Runs& runs, const std::string& outcome, double probability) {
    const double variance = std::max(probability * (1 - probability), 0.0) / static_cast<double>(runs.runs);
    EXPECT_NEAR(runs.share_of(outcome), probability, 4 * std::sqrt(variance) + exactly) << outcome;
}

}  // namespace standoff::test
