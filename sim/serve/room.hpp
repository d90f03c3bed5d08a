// How much memory the answer to one request may take. A few are worked on at a time (WorkQueue), so the server's memory
// is bounded, whatever the file asks for.
#pragma once

#include <cstdint>
#include <string>

#include <standoff/ensemble.hpp>

#include "model/model.hpp"

namespace standoff {

/// Bytes of what grows with quantities, states, decisions and runs; the decisions of the shown run come on top
/// (KeptDecisions::most_bytes). The largest shipped scenario takes a quarter of it
/// with one thread.
inline constexpr std::uint64_t most_room = std::uint64_t{256} << 20U;

/// Threads for an ensemble that has room for them (EnsembleOptions::jobs). Throws Refused (not_possible) where there is
/// none for a single one, or for a run of more than most_steps, with the scenario's name (`what`) and the command that
/// plays it without a page (`instead`).
[[nodiscard]] int jobs_with_room(const Model& model, const EnsembleOptions& options, const std::string& what,
                                 const std::string& instead);

}  // namespace standoff
