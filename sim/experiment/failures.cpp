#include "experiment/failures.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "results/run_files.hpp"

namespace standoff {

FirstFailure explained_failure(const Model& model, std::uint64_t seed, std::uint32_t run, const Scenario& scenario,
                               const std::vector<Input>& inputs, std::span<const double> point) {
    const auto failure = find_failure(model, seed, run, point);
    if (!failure) throw std::logic_error(fmt::format("run {} failed and, played again, did not", run));
    return {run, failure->step, date_of(model, failure->step), failure->what,
            place_text(failure->place, scenario, inputs)};
}

}  // namespace standoff
