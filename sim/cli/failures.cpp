#include "cli/failures.hpp"

#include <span>
#include <stdexcept>

#include <fmt/format.h>

#include <standoff/ensemble.hpp>

#include "results/run_files.hpp"

namespace standoff {

namespace {

/// A recorder for runs that are played only to learn why they failed.
class NoRecorder : public RunRecorder {
public:
    void event(const Event& /*event*/) override {}
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& /*result*/, std::span<const double> /*measures*/) override {}
};

}  // namespace

FirstFailure explained_failure(const Model& model, std::uint64_t seed, std::uint32_t run, const Scenario& scenario,
                               const std::vector<Input>& inputs) {
    NoRecorder none;
    const auto failure = record_run(model, seed, run, none);
    if (!failure) throw std::logic_error(fmt::format("run {} failed and, played again, did not", run));
    return {run, failure->step, date_of(model, failure->step), failure->what,
            place_text(failure->place, scenario, inputs)};
}

}  // namespace standoff
