// Why an item cannot be taken.
#pragma once

#include <string>
#include <vector>

#include "model/model.hpp"

namespace standoff {

/// In words of the file: what is missing for an item that cannot be taken, from what its seat noted. `numbers`: with
/// the numbers that were compared.
[[nodiscard]] std::string unavailable_because(const Model& model, const Seat& seat, int item,
                                              const std::vector<double>& notes, bool numbers);

/// The formula of its condition, as written; empty where it has none.
[[nodiscard]] std::string condition_of(const Model& model, const Seat& seat, int item);

/// A comparison of an item's condition that keeps it from being taken.
struct Shortfall {
    std::string sentence;         ///< `USA.warned(DPRK) is 0 and not at least 0.5`, without a full stop
    std::vector<int> quantities;  ///< that it names: indices into Model::quantities
};

/// Of an item that cannot be taken, from what its seat noted; none where nothing is compared. `numbers` as above.
[[nodiscard]] std::vector<Shortfall> shortfalls_of(const Model& model, const Seat& seat, int item,
                                                   const std::vector<double>& notes, bool numbers);

}  // namespace standoff
