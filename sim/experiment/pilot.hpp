// A small part of a study, played to know what the whole will cost.
#pragma once

#include <cstdint>
#include <stop_token>

#include "experiment/compiled_plan.hpp"

namespace standoff {

struct Pilot {
    std::uint64_t items = 0;      ///< that were played; 0: there is none to play
    double seconds_per_item = 0;  ///< by the clock, with so many threads
    double bytes_per_item = 0;    ///< of a finished file
};

/// Plays items at places spread over the range, more and more of them, for about a third of a second.
[[nodiscard]] Pilot play_pilot(const CompiledPlan& plan, ItemRange items, int jobs, const std::stop_token& stop);

}  // namespace standoff
