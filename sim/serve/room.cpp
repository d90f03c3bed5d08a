#include "serve/room.hpp"

#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "serve/handlers.hpp"

namespace standoff {

namespace {

/// What is kept beside the ensemble: the measures of its runs, and one run told in full, but for its decisions, which
/// KeptDecisions bounds.
std::uint64_t bytes_kept(const Model& model, const EnsembleOptions& options) {
    constexpr std::uint64_t event = 600;  // in memory and as text
    const std::uint64_t steps = static_cast<std::uint64_t>(model.steps) + 1;
    return sizeof(double) * (options.runs * model.measures.size() + steps * model.quantities.size()) +
           event * steps * (model.decisions.size() + model.chance.size());
}

}  // namespace

int jobs_with_room(const Model& model, const EnsembleOptions& options, const std::string& what,
                   const std::string& instead) {
    if (model.steps > most_steps)
        throw Refused(Status::not_possible, fmt::format("{}: {} steps are too long for this page, {} are the most; "
                                                        "`{}` has no such limit",
                                                        what, model.steps, most_steps, instead));
    const std::uint64_t kept = bytes_kept(model, options);
    const std::uint64_t thread = bytes_of_a_thread(model, options);
    if (kept + thread > most_room)
        throw Refused(Status::not_possible,
                      fmt::format("{}: {} quantities and {} decisions in {} steps take about {} MB of memory, and this "
                                  "page may take {}; `{}` has no such limit",
                                  what, model.quantities.size(), model.decisions.size(), model.steps,
                                  (kept + thread) >> 20U, most_room >> 20U, instead));
    const std::uint64_t cores = std::max(1U, std::thread::hardware_concurrency());
    return static_cast<int>(std::min(cores, (most_room - kept) / thread));
}

}  // namespace standoff
