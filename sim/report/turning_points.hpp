// Which acts of a run are worth a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <standoff/results.hpp>

namespace standoff {

/// At most `most` events of run `run`, in order of time: those of the highest rung, among equals the rarest in this
/// run, then the earliest. A chance event counts as the highest rung: it is seldom and moves what it touches.
[[nodiscard]] std::vector<ShownEvent> turning_points(const std::vector<ShownEvent>& events, std::uint32_t run,
                                                     std::size_t most);

/// `test(icbm) ×2, 1 worked`: what was done, as the scenario language writes it.
[[nodiscard]] std::string act_text(const ShownEvent& event);

}  // namespace standoff
