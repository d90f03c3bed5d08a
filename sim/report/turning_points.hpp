// Which moments of the shown run are worth telling: where much moved, where someone went high on the ladder or did
// something for the first time, where chance or the calendar struck. Everything comes from the record.
#pragma once

#include <cstddef>
#include <vector>

#include <standoff/results.hpp>

namespace standoff {

/// A main variable from the state before a step to the one after it.
struct VariableMove {
    std::size_t variable = 0;  ///< index into the manifest's main variables
    double before = 0;
    double after = 0;
    double share = 0;  ///< of the way between its lowest and highest value in this run
};

/// One step of the run; what stood beside each other in it, the weightiest first.
struct TurningPoint {
    int step = 0;
    std::vector<std::size_t> acts;     ///< indices into the record's events, two at most
    std::vector<std::size_t> chances;  ///< likewise, all
    std::vector<std::size_t> begun;    ///< indices into the manifest's calendar
    std::vector<std::size_t> ended;    ///< likewise; of entries of several steps
    std::vector<VariableMove> moves;   ///< two at most
};

/// At most `most` steps, in order of time. One reason counts half when it was taken before, so that the second drill or
/// the fifth test of a kind gives way to something else; a step without a reason of weight is left out.
[[nodiscard]] std::vector<TurningPoint> turning_points(const RunRecord& record, std::size_t most);

}  // namespace standoff
