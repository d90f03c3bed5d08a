// Why a run of an ensemble failed, found by playing it once more.
#pragma once

#include <cstdint>
#include <vector>

#include <standoff/results.hpp>
#include <standoff/scenario.hpp>

#include "cli/inputs.hpp"

namespace standoff {

struct Model;

/// `run` failed in an ensemble with this seed.
[[nodiscard]] FirstFailure explained_failure(const Model& model, std::uint64_t seed, std::uint32_t run,
                                             const Scenario& scenario, const std::vector<Input>& inputs);

}  // namespace standoff
