// Dead inputs of a scenario that has one of each kind.
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <standoff/model.hpp>

#include "experiment/probe.hpp"
#include "temporary_folder.hpp"

namespace standoff::testing {
namespace {

/// `asleep` and `limit` are above all that they limit; `echo` changes and adds nothing; `faint` is worth -90.
constexpr const char* model = R"yaml(standoff: 1
scenario: Dead and alive
time: {step: 1, steps: 5}
roles: {side: {about: A state.}}
parameters:
  awake: {value: 0.5, range: [0, 1]}
  asleep: {value: 1.2, range: [1, 2]}
variables:
  tension: {range: [0, 1], initial: 0.1}
  nerve: {of: side, range: [0, 1], initial: 0.5}
  limit: {of: side, range: [2, 9], initial: 3}
  anger: {of: side, range: [0, 1], initial: 0.2}
  echo: {of: side, range: [0, 1], initial: 0.2}
actions:
  push: {by: side, rung: 4, effects: [tension += 0.1 * awake]}
  faint: {by: side, rung: 1, effects: [tension += 0.01]}
policies:
  restless:
    by: side
    main:
      choose: logit
      precision: 2
      values:
        hold: {rest: 0.5}
        push: {gain: nerve + anger, cap: "min(tension, asleep) + min(tension, limit)"}
        faint: {worth: "min(echo, 0) - 90"}
dynamics:
  - a.anger' = 0.5 * a.anger for a in side
  - a.echo' = 0.5 * a.echo for a in side
measures: {pushes: count(push)}
actors:
  A: {name: Aland, role: side, policy: restless, set: {nerve: 0.6, limit: 3, anger: 0.3, echo: 0.4}}
  B: {name: Beland, role: side, policy: restless, set: {nerve: "uniform(0.2, 0.8)", limit: "uniform(3, 4)"}}
outcomes: {otherwise: quiet}
)yaml";

class ProbedModel : public ::testing::Test {
protected:
    using Found = std::set<std::pair<std::string, std::string>>;

    Found probe(const LoadOptions& load = {}) {
        put(folder_ / "dead.yaml", model);
        const std::string path = (folder_ / "dead.yaml").string();
        Scenario scenario = load_scenario(path, load);
        EXPECT_TRUE(compile(scenario));
        EXPECT_EQ(scenario.findings.all().size(), 0U);
        ProbeOptions options;
        options.jobs = 1;
        probed_ = probe_inputs(scenario, path, load, options);
        Found found;
        for (const Diagnostic& finding : scenario.findings.all()) {
            EXPECT_EQ(finding.severity(), Severity::warning);
            EXPECT_TRUE(finding.place.known());
            found.emplace(finding.code, finding.what);
        }
        return found;
    }

    TemporaryFolder folder_;
    Probed probed_;
};

TEST_F(ProbedModel, NamesWhatIsDeadAndNothingElse) {
    const Found expected = {{"W612", "asleep moved nothing when probed"},
                            {"W612", "A.limit moved nothing when probed"},
                            {"W612", "A.echo moved nothing when probed"},
                            {"W612", "B.limit moved nothing when probed"},
                            {"W613", "nobody took faint when probed"}};
    EXPECT_EQ(probe(), expected);
    EXPECT_EQ(probed_.parameters, 2U);
    EXPECT_EQ(probed_.traits, 6U);
    EXPECT_EQ(probed_.actions, 2U);
    EXPECT_FALSE(probed_.interrupted);
}

TEST_F(ProbedModel, IsTheOneThatTheSettingsMake) {
    LoadOptions load;
    load.set = {"asleep=1", "tension=0"};
    EXPECT_TRUE(probe(load).contains({"W612", "asleep moved nothing when probed"}));
}

}  // namespace
}  // namespace standoff::testing
