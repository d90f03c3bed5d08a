// What an actor could have done in a run and never did: why something did not happen.
#pragma once

#include <string>
#include <vector>

#include <standoff/decisions.hpp>

namespace standoff {

/// An item on an actor's menu that it chose in none of its decisions.
struct NeverChosen {
    std::string actor;
    std::string channel;
    std::string item;      ///< `test(nuclear, near)`
    int decisions = 0;     ///< that had it on their menu
    int open = 0;          ///< of these, in which it was available
    double likeliest = 0;  ///< its highest probability; 0 where it never was open
    int step = -1;         ///< of the first decision with that probability; -1 where it never was open
    std::string date;      ///< likewise; empty in an abstract model
};

/// Of the decisions of one run: by actor in the order in which they first decide, then the likeliest first, then as the
/// menu has them. `hold` is left out.
[[nodiscard]] std::vector<NeverChosen> never_chosen(const std::vector<DecisionRecord>& decisions);

}  // namespace standoff
