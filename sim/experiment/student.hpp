// Student's t distribution, for the intervals of means of few runs.
#pragma once

#include <cstdint>

namespace standoff {

/// The 97.5% quantile of Student's t with so many degrees of freedom, at least 1: 12.71 for 1, 1.96 in the limit. To
/// seven digits. Algebra alone, so that every machine gives the same bits.
[[nodiscard]] double student_quantile(std::uint64_t degrees);

}  // namespace standoff
