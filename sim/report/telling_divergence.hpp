// Where a run parts from that of the base, in words that can be read aloud.
#pragma once

#include <string>

#include <standoff/comparison.hpp>
#include <standoff/diagnostic.hpp>

namespace standoff {

/// `Run 1 is the same on both sides until 2022-08-15. The first choice that differs is North Korea's …`. Harmless to a
/// terminal.
[[nodiscard]] std::string told_divergence(const PairedComparison& record, const AlternativeRecord& alternative,
                                          Characters characters);

}  // namespace standoff
