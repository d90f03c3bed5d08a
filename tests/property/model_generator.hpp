// A generator of models: valid scenarios, each a pure function of a seed, that between them use the whole language.
//
// What they mean does not matter; that every way to compute them gives the same numbers does. A generated model that
// the loader refuses is a fault of the generator or of the loader.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace standoff::test {

/// The text of a scenario file. The first choices are taken from `choices`, a byte each, so that a fuzzer can steer.
[[nodiscard]] std::string generate_model(std::uint64_t seed, std::span<const std::uint8_t> choices = {});

}  // namespace standoff::test
