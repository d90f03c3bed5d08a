// The few variables that a summary draws: those that the author measures, then those of the world, then those that move
// most. What stands still over the runs is left out, however much it differs between them.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/results.hpp>

namespace standoff {

struct Model;
class ShownRunTables;

/// Names of variables and derived quantities that the files use in a way that a compiled model no longer tells.
struct VariableUses {
    std::set<std::string> measured;  ///< read by a measure or an outcome
    std::set<std::string> inputs;    ///< given by the calendar: nothing that the model makes
};

/// How many a record tells of at most.
inline constexpr std::size_t most_variables = 8;

/// At most `most` indices into Model::quantities. A variable moves if the median of the runs does, by more than the
/// bins of the bands are wide. Of two that mirror each other in the shown run (`heard` and `neglect` as 1 - heard) the
/// second is left out.
[[nodiscard]] std::vector<int> main_variables(const Model& model, const Bands& bands, const ShownRunTables& shown,
                                              const VariableUses& uses, std::size_t most);

[[nodiscard]] VariableEntry variable_entry(const Model& model, int quantity);

/// All but the shown run's path.
[[nodiscard]] VariableHistory band_history(const Model& model, const Bands& bands, int quantity);

}  // namespace standoff
