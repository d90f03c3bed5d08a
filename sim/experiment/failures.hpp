// Why a run of an ensemble failed, found by playing it once more.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <standoff/results.hpp>
#include <standoff/scenario.hpp>

#include "experiment/inputs.hpp"

namespace standoff {

struct Model;

/// `run` failed in an ensemble with this seed, at this point.
[[nodiscard]] FirstFailure explained_failure(const Model& model, std::uint64_t seed, std::uint32_t run,
                                             const Scenario& scenario, const std::vector<Input>& inputs,
                                             std::span<const double> point = {});

}  // namespace standoff
