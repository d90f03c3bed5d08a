// A small part of a study, played to know what the whole will cost.
#pragma once

#include <cstdint>
#include <stop_token>

#include "experiment/compiled_plan.hpp"

namespace standoff {

struct Pilot {
    std::uint64_t items = 0;      ///< that were played; 0: there is none to play
    double seconds_per_item = 0;  ///< on an idle machine with so many threads
    double bytes_per_item = 0;    ///< of a finished file
};

/// Plays items at places spread over the range, more and more of them, for about a third of a second; on a busy machine
/// for a second or two. What they take is told by the time of the processor, spread over the threads that have a core:
/// what else the machine has to do makes the pilot wait, and a study may be played when it has not.
[[nodiscard]] Pilot play_pilot(const CompiledPlan& plan, ItemRange items, int jobs, const std::stop_token& stop);

}  // namespace standoff
