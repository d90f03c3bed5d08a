// An observed series beside the runs, in words.
#pragma once

#include <cstdint>
#include <string>

#include <standoff/results.hpp>

namespace standoff {

/// `launches: 24 in 52 weeks, …; in the runs 23 (17 to 30). Inside the 50% band …`. `summary` is null where nothing was
/// compared; `runs` are those that did not fail.
[[nodiscard]] std::string told_series(const ObservedSeries& series, const SeriesSummary* summary, std::uint64_t runs);

}  // namespace standoff
