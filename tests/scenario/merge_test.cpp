// A scenario over its theory, and what variants and settings change.
#include <fmt/format.h>

#include "scenario/files.hpp"

namespace standoff {
namespace {

const std::string theory = R"(standoff: 1
theory: Base
roles: {rival: {about: From the theory.}}
parameters:
  forgetting: {value: 6 weeks, range: [1 week, 1 year], about: Half-life.}
variables:
  tension: {range: [0, 1], initial: 0.2, about: Danger.}
  fear: {of: rival, range: [0, 1], initial: 0.5}
  trust: {of: rival, toward: rival, initial: 0}
actions:
  arm: {by: rival, rung: 4, effects: [tension += 0.1]}
policies:
  calm: {by: rival, main: {choose: rules, rules: [{do: hold}]}}
  bold: {by: rival, main: {choose: rules, rules: [{do: arm}]}}
dynamics:
  - tension' = relax(tension, 0, forgetting)
  - c.fear' = relax(c.fear, tension, forgetting) for c in rival
initial: [A.fear = 0.1]
calendar: [{name: First, at: 2022-02-01, effects: [tension = 1]}]
outcomes:
  war: {when: tension > 0.99}
  otherwise: peace
measures: {peak_tension: peak(tension), end_trust: final(A.trust(B))}
)";

const std::string scenario_text = R"(standoff: 1
scenario: Case
uses: base.yaml
time: {start: 2022-01-03, step: 1 week, end: 2022-12-31}
actors:
  A: {role: rival, policy: calm, set: {trust(B): 0.5}}
  B: {role: rival, policy: calm}
parameters: {forgetting: 8 weeks}
variables: {tension: 0.4}
actions:
  arm: {rung: 5}
dynamics:
  - d.fear' = 0 for d in rival
initial: [B.fear = 0.3]
calendar: [{name: Second, at: 2022-03-01, effects: [tension = 1]}]
outcomes:
  deal: {when: tension < 0.01}
  otherwise: {name: quiet, about: Nothing happened.}
variants:
  no_second: {without: [Second], set: {forgetting: 10 weeks, A.policy: bold, B.fear: 0.9}}
)";

Scenario load(const Files& files, const LoadOptions& options = {}, const std::string& text = scenario_text) {
    files.write("base.yaml", theory);
    return files.load(text, options);
}

TEST(Merge, EntriesMergeByNameAndKeyByKey) {
    const Files files;
    const Scenario scenario = load(files);
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    const Spec& spec = *scenario.spec;
    EXPECT_EQ(spec.theory_title, "Base");
    EXPECT_EQ(spec.title, "Case");
    EXPECT_EQ(spec.files.size(), 2U);
    const Parameter& forgetting = named(spec.parameters, "forgetting");
    EXPECT_EQ(forgetting.value, 56);
    EXPECT_EQ(forgetting.about, "Half-life.");
    EXPECT_EQ(forgetting.range.high, 365.25);
    EXPECT_EQ(named(spec.variables, "tension").initial.text, "0.4");
    EXPECT_EQ(named(spec.variables, "tension").range.high, 1);
    EXPECT_EQ(named(spec.actions, "arm").rung.text, "5");
    EXPECT_EQ(named(spec.actions, "arm").effects.size(), 1U);
}

TEST(Merge, ListsAppendAndDynamicsAreKnownByWhatTheyPrime) {
    const Files files;
    const Scenario scenario = load(files);
    const Spec& spec = *scenario.spec;
    ASSERT_EQ(spec.dynamics.size(), 2U);
    EXPECT_EQ(spec.dynamics[1].text, "d.fear' = 0 for d in rival");
    ASSERT_EQ(spec.initial.size(), 2U);
    EXPECT_EQ(spec.initial[1].text, "B.fear = 0.3");
    ASSERT_EQ(spec.calendar.size(), 2U);
    EXPECT_EQ(spec.calendar[0].name, "First");
    const std::vector<std::string> replaced = {"parameter forgetting", "variable tension", "action arm",
                                               "dynamics c.fear'", "outcome otherwise"};
    EXPECT_EQ(spec.replaced, replaced);
}

TEST(Merge, NewOutcomesStandFirstAndOtherwiseLast) {
    const Files files;
    const Scenario scenario = load(files);
    std::vector<std::string> names;
    for (const OutcomeSpec& outcome : scenario.spec->outcomes) names.push_back(outcome.name);
    EXPECT_EQ(names, (std::vector<std::string>{"deal", "war", "quiet"}));
}

TEST(Merge, WithoutRemovesTheTheorysEntries) {
    const Files files;
    const Scenario scenario = load(files, {}, scenario_text + "without: [First, war, \"tension'\", policies.bold]\n");
    EXPECT_EQ(scenario.spec->removed,
              (std::vector<std::string>{"calendar entry First", "outcome war", "dynamics tension'", "policy bold"}));
    EXPECT_EQ(scenario.spec->calendar.size(), 1U);
    EXPECT_EQ(scenario.spec->dynamics.size(), 1U);
    // The variant assigns the policy that is gone: that is found although it was not chosen.
    EXPECT_EQ(codes(scenario).substr(0, 4), "E207") << brief(scenario);
}

TEST(Merge, ASlipInAParametersNameIsAnError) {
    const Files files;
    std::string text = scenario_text;
    text.replace(text.find("forgetting: 8"), 10, "forgeting");
    const Scenario scenario = load(files, {}, text);
    EXPECT_EQ(codes(scenario), "E207");
    EXPECT_EQ(scenario.findings.all()[0].why, "did you mean \"forgetting\"?");
    EXPECT_EQ(marked(scenario), "forgeting");
}

TEST(Merge, ATheoryAloneIsChecked) {
    const Files files;
    const Scenario scenario = load_scenario(files.write("base.yaml", theory));
    EXPECT_TRUE(scenario.spec->theory_only);
    EXPECT_TRUE(scenario.is_theory());
    EXPECT_TRUE(scenario.spec->time.dated);
    EXPECT_EQ(codes(scenario), "E401 E401") << brief(scenario);  // it names A and B, and a theory names roles
}

TEST(Variant, RemovesAndSets) {
    const Files files;
    const Scenario scenario = load(files, {.variant = "no_second", .set = {}, .until = {}});
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    const Spec& spec = *scenario.spec;
    EXPECT_EQ(spec.calendar.size(), 1U);
    EXPECT_EQ(named(spec.parameters, "forgetting").value, 70);
    EXPECT_EQ(spec.policies.at(static_cast<std::size_t>(spec.entities[0].policies.at(0))).name, "bold");
    ASSERT_EQ(spec.overrides.size(), 1U);
    EXPECT_EQ(spec.overrides[0].value.text, "0.9");
    EXPECT_EQ(codes(load(files, {.variant = "no_secnd", .set = {}, .until = {}})), "E207");
}

TEST(Settings, ReachParametersTraitsInitialValuesAndPolicies) {
    const Files files;
    const Scenario scenario = load(
        files, {.variant = {},
                .set = {"forgetting=3 weeks", "A.trust(B)=0.7", "tension = 0.1", "B.policy=bold", "forgetting=4 weeks"},
                .until = {}});
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    EXPECT_EQ(named(scenario.spec->parameters, "forgetting").value, 28);
    EXPECT_EQ(scenario.spec->overrides.size(), 2U);
    EXPECT_EQ(scenario.spec->policies.at(static_cast<std::size_t>(scenario.spec->entities[1].policies.at(0))).name,
              "bold");
}

TEST(Settings, AreErrorsWithAPlaceOfTheirOwn) {
    const Files files;
    const auto set = [&](const std::string& setting) {
        const Scenario scenario = load(files, {.variant = {}, .set = {setting}, .until = {}});
        if (scenario.ok()) return std::string();
        return codes(scenario) + " " + scenario.sources().at(scenario.findings.all()[0].place.source).name() + " " +
               marked(scenario);
    };
    EXPECT_EQ(set("forgetting"), "E230 --set forgetting");
    EXPECT_EQ(set("forgeting=1"), "E214 --set forgeting");
    EXPECT_EQ(set("forgetting=5 years"), "E210 --set 5 years");
    EXPECT_EQ(set("A.fear=2"), "E210 --set 2");
    EXPECT_EQ(set("A.fear=1 week"), "E407 --set 1 week");
    EXPECT_EQ(set("C.policy=calm"), "E214 --set C.policy");
    EXPECT_EQ(set("A.policy=clam"), "E207 --set clam");
    EXPECT_EQ(set("A.trust=1").substr(0, 4), "E411");
}

TEST(Settings, UntilEndsTheRunEarlier) {
    const Files files;
    const auto steps = [&](const std::string& until) {
        return load(files, {.variant = {}, .set = {}, .until = until}).spec->time.steps;
    };
    EXPECT_EQ(steps(""), 52);
    EXPECT_EQ(steps("10"), 10);
    EXPECT_EQ(steps("2022-01-16"), 2);
    EXPECT_EQ(steps("2022-01-17"), 3);
    EXPECT_EQ(codes(load(files, {.variant = {}, .set = {}, .until = "2022-02-30"})), "E222");
}

std::string only(const Scenario& scenario) {
    if (scenario.findings.all().size() != 1) return brief(scenario);
    const Diagnostic& finding = scenario.findings.all()[0];
    return fmt::format("{}|{}|{}|{}", finding.code, marked(scenario), finding.what,
                       finding.why.empty() ? finding.hint : finding.why);
}

TEST(Settings, KeepAParametersKind) {
    const Files files;
    const auto set = [&](const std::string& setting) {
        return only(load(files, {.variant = {}, .set = {setting}, .until = {}}));
    };
    EXPECT_EQ(set("forgetting=3"), "E212|3|\"forgetting\" is a duration: write 3 weeks or 3 days|");
    EXPECT_EQ(set("forgetting=3 weaks"), "E311|weaks|`weaks` is no unit of time|did you mean \"weeks\"?");
    EXPECT_EQ(set("forgetting=5 years"),
              "E210|5 years|the value of \"forgetting\" lies outside its range|the range is 1 week to 1 year");
}

TEST(Variant, KeepsAParametersKindAndRange) {
    const Files files;
    const auto with = [&](const std::string& value, const std::string& variant) {
        std::string text = scenario_text;
        text.replace(text.find("10 weeks"), 8, value);
        return only(load(files, {.variant = variant, .set = {}, .until = {}}, text));
    };
    for (const char* variant : {"", "no_second"}) {
        EXPECT_EQ(with("3", variant), "E212|3|\"forgetting\" is a duration: write 3 weeks or 3 days|") << variant;
        EXPECT_EQ(with("9 years", variant),
                  "E210|9 years|the value of \"forgetting\" lies outside its range|the range is 1 week to 1 year")
            << variant;
    }
}

TEST(Merge, AScenarioKeepsTheKindOfItsTheorysParameter) {
    const Files files;
    for (const char* value : {"3", "{value: 3}"}) {
        std::string text = scenario_text;
        text.replace(text.find("8 weeks"), 7, value);
        EXPECT_EQ(only(load(files, {}, text)), "E212|3|\"forgetting\" is a duration: write 3 weeks or 3 days|");
    }
}

TEST(Merge, AMisspeltSectionOfATheoryIsOneError) {
    const Files files;
    for (const char* section :
         {"roles", "parameters", "variables", "actions", "policies", "dynamics", "outcomes", "measures"}) {
        std::string wrong = theory;
        const std::string key = std::string("\n") + section + ":";
        wrong.replace(wrong.find(key), key.size(), key.substr(0, key.size() - 2) + ":");
        files.write("base.yaml", wrong);
        const Scenario scenario = files.load(scenario_text);
        EXPECT_EQ(codes(scenario), "E203") << brief(scenario);
    }
    files.write("base.yaml", theory);
    std::string text = scenario_text;
    text.replace(text.find("uses"), 4, "use");
    EXPECT_EQ(codes(files.load(text)), "E203");
    text.replace(text.find("actors:"), 7, "players:");  // near to nothing: what follows from it is not told
    EXPECT_EQ(codes(files.load(text)), "E203 E203");
}

TEST(Settings, UntilThatChangesNothingOrSaysNothing) {
    const Files files;
    const auto until = [&](const std::string& text) {
        const Scenario scenario = load(files, {.variant = {}, .set = {}, .until = text});
        std::string text_of_codes = codes(scenario);
        if (text_of_codes.starts_with("W604")) text_of_codes.erase(0, 4);  // the model of these tests has one
        return text_of_codes + " " + std::to_string(scenario.spec->time.steps);
    };
    EXPECT_EQ(until("x"), "E230 52");
    EXPECT_EQ(until("3 weeks"), "E230 52");
    EXPECT_EQ(until("52"), " 52");
    EXPECT_EQ(until("53"), " W605 52");
    EXPECT_EQ(until("2022-12-31"), " 52");
    EXPECT_EQ(until("2023-06-30"), " W605 52");
    EXPECT_EQ(until("2022-02-20"), " 7");  // the entry of March is cut off as asked
}

}  // namespace
}  // namespace standoff
