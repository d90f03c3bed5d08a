// The ODD description of a small model that has one of everything: each sentence against the file it was made from.
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "report/describe.hpp"
#include "scenario/files.hpp"

namespace standoff {
namespace {

const std::string model = R"yaml(standoff: 1
scenario: A siege of *nerves*
about: Who gives way first | and why?
purpose: To illustrate a siege
source: Made up.
time: {start: 2024-01-01, step: 1 week, end: 2024-06-30}
turns: [[KAR], [NOR.watch, SUD], [NOR.main]]
roles: {challenger: {about: One that presses.}, guard: {}, craft: {thing: true}}
things: {boat: {role: craft, set: {loud: 0.05}}, bomber: {role: craft, set: {loud: 0.2}, source: A catalogue.}}
channels: {main: {}, watch: {every: 2 weeks}}
parameters:
  calming: {value: 6 weeks, about: Half-life; a guess.}
  bar: {value: 0.6, range: [0, 1], prior: "uniform(0.4, 0.8)", source: A survey.}
variables:
  tension: {range: [0, 1], initial: 0.1, about: Danger.}
  loud: {of: craft, initial: 0.1}
  nerve: {of: guard, private: true, initial: "uniform(0, 0.3)", about: What it can bear.}
  trust: {of: guard, toward: challenger, initial: 0.5, perceived: {noise: 0.1, delay: 2 weeks}}
  drill: {of: guard, input: true, initial: 0}
derived:
  alarm: {of: guard, is: tension * (1 - mean(g.trust(KAR) for g in guard)) + drill}
actions:
  probe:
    by: challenger
    to: craft
    channel: main
    count: 1 + poisson(0.5)
    success: 0.8
    effects: [tension += target.loud * success]
  warn:
    by: guard
    channel: watch
    level: {soft: 0.1, hard: 0.3}
    tags: [speech]
    effects: ["tension += level * uniform(0, 1)"]
  yield: {by: guard, channel: main, when: since(probe) <= 1 week, effects: [tension *= 0.5]}
policies:
  restless:
    by: challenger
    main: {choose: best, values: {probe: {chance: 0.5 - tension, noise: -target.loud}}}
  steady:
    by: guard
    about: Wait, then yield.
    main:
      choose: rules
      tremble: 0.02
      rules:
        - {when: alarm > bar + nerve, do: yield}
        - {do: {yield: 0.7, hold: 0.3}}
    watch: {choose: random, weights: {warn(soft): 2, warn(hard): 1, hold: 5}}
  recorded:
    by: guard
    source: The archive.
    watch:
      choose: script
      script:
        - {date: 2024-02-05, action: warn, level: soft}
        - {date: 2024-03-04, action: warn, level: hard}
chance:
  storm: {of: guard, probability: 0.01, effects: [tension += 0.1]}
  collision: {rate: 0.005 * exp(3 * tension) per week}
dynamics:
  - tension' = relax(tension, 0.1, calming)
  - c.trust(d)' = 0.9 * c.trust(d) for c in guard for d in challenger if tension > 0.5
actors:
  KAR: {name: Karelia, role: challenger, policy: restless}
  NOR: {name: Norland, role: guard, policy: steady}
  SUD: {role: guard, policy: recorded, set: {trust(KAR): 0.2}, source: An interview.}
groups: {friends: {members: [NOR, SUD], about: They talk.}}
initial:
  - g.trust(KAR) = 0.4 for g in friends if g != SUD
calendar:
  - {name: Spring drill, every: 1 year, from: 2024-03-04, for: 2 weeks, inputs: {NOR.drill: 1}}
  - {name: New staff, at: 2024-04-01, effects: [SUD.policy = steady], source: Press.}
payoffs: {challenger: {ease: -tension}}
outcomes: {clash: {when: count(collision) > 0, about: Shots fall.}, otherwise: quiet}
measures:
  probes: count(probe)
  weeks_to_bomber: first(times(probe to bomber) > 0) / 1 week
variants: {no_drill: {without: [Spring drill], about: Nobody drills.}, soft: {set: {bar: 0.4}}}
experiments:
  bars: {about: Does the bar matter, design: grid, vary: {bar: {from: 0, to: 1, steps: 3}}, runs: 10, measures: [probes]}
lesson: {questions: "Who wins?", leaves_out: [Weather.], notice: Bursts, reading: "Anyone, 2020."}
)yaml";

class Description : public ::testing::Test {
protected:
    std::string of(const LoadOptions& options = {}) {
        const Scenario scenario = files_.load(model, options);
        EXPECT_EQ(brief(scenario), "");
        return describe(scenario, options);
    }
    void expect(const std::string& line) const {
        EXPECT_NE(text_.find("\n" + line + "\n"), std::string::npos) << line << "\n\nin\n" << text_;
    }
    void SetUp() override { text_ = of(); }

    Files files_;
    std::string text_;
};

TEST_F(Description, TakesPurposeQuestionsAndLimitsFromTheFile) {
    EXPECT_TRUE(text_.starts_with("# A siege of \\*nerves\\*\n\nODD description of `case.yaml`")) << text_;
    expect("To illustrate a siege.");
    expect("Who gives way first \\| and why?");
    expect("- Who wins?");
    expect("- Does the bar matter.");
    EXPECT_EQ(text_.find("Bursts"), std::string::npos) << "what a class looks for is no pattern of the model";
    expect("- Weather.");
    expect("- Anyone, 2020.");
    expect("Made up.");
}

TEST_F(Description, ListsEntitiesAndVariablesWithWhatChangesThem) {
    expect("| `challenger` | actors | `KAR` | One that presses. |");
    expect("| `KAR` | Karelia | `challenger` | |");
    expect("| `SUD` | | `guard` | Source: An interview. |");
    expect("| `tension` | the world | `0 to 1` | Danger. | `probe`, `warn`, `yield`, `storm` and dynamics |");
    expect("| `nerve` | `guard`, private | | What it can bear. | fixed during a run |");
    expect("| `trust` | `guard` → `challenger` | | | dynamics |");
    expect("| `drill` | `guard` | | | calendar |");
    expect("A run has 26 steps of 1 week and lasts from 2024-01-01 to 2024-06-30.");
}

TEST_F(Description, SchedulesTurnsChannelsAndTheRest) {
    expect(
        "2. Choices, and after each turn its effects: first `KAR`, then `NOR` in `watch` and `SUD`, then `NOR` in "
        "`main`.");
    expect("    - In `main`: each `challenger` (`KAR`) chooses `probe` or nothing.");
    expect("    - In `watch`, every 2 weeks: each `guard` (`NOR` and `SUD`) chooses `warn` or nothing.");
    expect("3. Chance draws `storm` and `collision`; the effects of what happens follow.");
    expect("5. The payoffs of `challenger` are added to their totals.");
    expect("6. `clash` ends the run if it holds; where it never does, the run ends with step 26 as `quiet`.");
}

TEST_F(Description, SaysHowEachPolicyDecidesAndWhatItSees) {
    expect(
        "- **`restless`** (`challenger`; at the start `KAR`). It decides in `main` for the best of `probe` (`chance`, "
        "`noise`).");
    expect(
        "- **`steady`** (`guard`; at the start `NOR`). Wait, then yield. It decides in `main` by 2 ordered rules for "
        "`yield` and `hold`, trembling with probability `0.02`; in `watch` at random, by weights, among `warn(soft)`, "
        "`warn(hard)` and `hold`.");
    expect("- New staff (2024-04-01): `SUD.policy becomes steady`.");
    expect("- `steady` sees `alarm` and `nerve`.");
    expect("- `yield` remembers `since(probe)`.");
    expect("- `nerve` is private: known only to the `guard` that has it.");
    expect("- `trust` of `guard` is seen by others with noise `Normal(mean 0, sd 0.1)` and 2 weeks late.");
    expect("- `alarm` depends on `trust` of every `guard` toward `KAR`.");
    expect("- `friends`: `NOR` and `SUD`. They talk.");
}

TEST_F(Description, ListsEveryDraw) {
    expect("| `nerve` | `Uniform(0, 0.3)` | at the start, for each `guard` |");
    expect("| choice in `main` by `restless` | even among the best items | each step, where several are best |");
    expect("| choice in `main` by `steady` | `yield` with weight `0.7` and `hold` with weight `0.3` | each step |");
    expect("| choice in `main` by `steady` | tremble with probability `0.02` | each step |");
    expect("| choice in `watch` by `steady` | by the weights in section 7 | every 2 weeks |");
    expect("| count of `probe` | `1 + Poisson(mean 0.5)` | with each `probe` |");
    expect("| successes of `probe` | `Binomial(count, 0.8)` | with each `probe` |");
    expect("| `tension` | `tension increases by level × Uniform(0, 1)` | with each `warn` |");
    expect("| `storm` | probability `0.01` | each step, for each `guard` |");
    expect(
        "| `collision` | probability `1 − exp(−rate × 1 week)`, rate `0.005 × exp(3 × tension) per week` | each step "
        "|");
    expect("| `trust` as others see it | `Normal(mean trust, sd 0.1)` | each step, for each observer |");
}

TEST_F(Description, GivesStartingValuesWithTheirSources) {
    expect("| `loud` | `0.05` for `boat` and `0.2` for `bomber` | no source given; `bomber`: A catalogue. |");
    expect(
        "| `trust` | `0.5`, but `0.2` for `SUD` → `KAR`; `g.trust(KAR) = 0.4, for each g in friends, if g ≠ SUD` | no "
        "source given; `SUD`: An interview. |");
    expect("| `drill` | `0` | |");
    expect("| `SUD` | `recorded` |");
}

TEST_F(Description, TellsTheCalendarAndScripts) {
    expect("| 2024-03-04 for 2 weeks, again every 1 year | Spring drill | `NOR.drill = 1` | no source given |");
    expect("| 2024-04-01 | New staff | `SUD.policy becomes steady` | Press. |");
    expect(
        "- `recorded` replays in `watch` 2 acts from 2024-02-05 to 2024-03-04: 1 `warn(soft)` and 1 `warn(hard)`. "
        "Source: The archive.");
}

TEST_F(Description, GivesEachNumberASourceAGuessOrNone) {
    expect("| `calming` | `6 weeks` | | | Half-life; a guess. | guess |");
    expect("| `bar` | `0.6` | `0 to 1` | `Uniform(0.4, 0.8)` | | A survey. |");
    expect(
        "No source is given for 0.5 in `count` and 0.8 in `success` of `probe`; 0.1 and 0.3 in `level` of `warn`; 1 "
        "week "
        "in `when` and 0.5 in `tension` of `yield`.");
    expect(
        "Source of `recorded`: The archive. No source is given for 0.5 in `chance` for `probe` of `restless`; 0.7 and "
        "0.3 in rule 2 in `main`, 0.02 in "
        "`tremble` in `main`, 2 in the weight of `warn(soft)` in `watch` and 5 in the weight of `hold` in `watch` of "
        "`steady`.");
    expect("No source is given for 0.1 in the dynamics of `tension`; 0.9 and 0.5 in the dynamics of `trust`.");
}

TEST_F(Description, SaysWhatExperienceAndExpectationAreHere) {
    expect(
        "The terms, weights and rules of `restless`, `steady` and `recorded` stay as they are. What experience changes "
        "is "
        "the state that they read: `tension` and `trust`.");
    expect(
        "Absent: no later step is played through by `restless`, `steady` and `recorded`, and nothing read there is "
        "called "
        "a belief or an expectation.");
    expect("- What is pursued by `restless` is the utility of an act, the sum of its terms in section 7.");
    expect("- Absent from `steady` and `recorded`: rules, weights or scripts decide, and nothing is rated.");
}

TEST_F(Description, NamesTheUsualRunsAndTheReference) {
    EXPECT_EQ(text_.find("#### Runs"), std::string::npos) << "nothing is known of them";
    const Scenario scenario = files_.load(model);
    RunSummary summary;
    summary.seed = 7;
    summary.runs = 2000;
    summary.trace_hash = 0xab;
    text_ = describe(scenario, {}, UsualRuns{"3.2.1", 500, 1, "kept/case.json", summary});
    expect(
        "Unless told otherwise standoff 3.2.1 plays 500 runs of *A siege of \\*nerves\\** with seed 1. Reference "
        "results: "
        "2000 runs with seed 7 in `kept/case.json`, trace hash `00000000000000ab`.");
}

TEST_F(Description, SetsFormulasInBlocks) {
    expect("level    soft = 0.1, hard = 0.3\neffects  tension increases by level × Uniform(0, 1)");
    expect("rule 1  alarm > bar + nerve: yield\nrule 2  otherwise: yield with weight 0.7 and hold with weight 0.3");
    expect("rate    0.005 × exp(3 × tension) per week\nchance  1 − exp(−rate × 1 week)");
    expect("tension′ = relax(tension → 0.1, half-life calming)");
}

TEST_F(Description, SaysWhereValuesAreCutAndWhoReadsPayoffs) {
    expect(
        "All that one phase of a step does to `tension` (0 to 1) is put together (the old value × products + sums, or "
        "the last value that it becomes); only then is the new value cut to the range.");
    expect("- `challenger` gains in each step the sum of `ease` (section 7), a total that no policy reads.");
}

TEST_F(Description, DefinesExactlyTheFunctionsThatItsFormulasUse) {
    const std::string heading = "### Functions\n\n```text\n";
    const std::size_t begin = text_.find(heading);
    ASSERT_NE(begin, std::string::npos) << text_;
    std::istringstream lines(text_.substr(begin + heading.size()));
    std::vector<std::string> defined;
    for (std::string line; std::getline(lines, line) && line != "```";)
        if (line[0] != ' ') defined.push_back(line.substr(0, line.find("  ")));
    EXPECT_EQ(defined, (std::vector<std::string>{"Poisson(mean)", "Uniform(a, b)", "count(act)", "exp(x)",
                                                 "first(condition)", "mean(x over c in set)",
                                                 "relax(x → to, half_life)", "since(act)", "times(act)"}));
}

TEST_F(Description, OfAVariantAndOfSettingsSaysSo) {
    LoadOptions options;
    options.variant = "no_drill";
    options.set = {"bar=0.7"};
    text_ = of(options);
    expect(
        "This is the variant `no_drill`. Nobody drills. It removes Spring drill. Set on the command line: `bar=0.7`.");
    expect(
        "| `bar` | `0.7`, in place of `0.6` | `0 to 1` | `Uniform(0.4, 0.8)` | | no source given; of `0.6`: A survey. "
        "|");
    EXPECT_EQ(text_.find("| Spring drill | `NOR"), std::string::npos);
}

TEST(Describe, SaysWhichFunctionsAreOfAPeriod) {
    const Files files;
    files.write("seen.csv", "month,n\n2022-01,1\n");
    const auto text = [&](const std::string& compares) {
        return describe(files.load(dated_head +
                                   "roles: {side: {}}\nactors: {A: {role: side, policy: p}}\nvariables: {x: 1}\n"
                                   "actions: {hit: {by: side, effects: []}}\n"
                                   "policies: {p: {by: side, main: {choose: rules, rules: [do: hit]}}}\n"
                                   "measures: {mean: average(x), hits: times(hit), last: final(x)}\n"
                                   "data: {seen: {file: seen.csv, date: month, value: n, compares: " +
                                   compares + "}}\n"));
    };
    const auto count = [](const std::string& in, const std::string& what) {
        std::size_t found = 0;
        for (std::size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++found;
        return found;
    };
    const std::string note = "; beside an observed series, of its period instead of the run";
    EXPECT_EQ(count(text("times(hit)"), "of its period"), 0U);
    EXPECT_EQ(count(text("final(times(hit)) per month"), "of its period"), 0U) << "as at the end";
    const std::string total = text("2 * average(x) per month");
    EXPECT_EQ(count(total, "average(x)  the mean of x over the steps of a run; beside an observed"), 1U) << total;
    EXPECT_EQ(count(total, "of its period"), 1U);
}

TEST(Describe, FindsExpectationsInWhatPoliciesRead) {
    const Files files;
    const Scenario scenario =
        files.load(abstract_head +
                   "roles: {side: {}}\nactors: {A: {role: side, policy: p}}\n"
                   "variables: {faith: {initial: 0.5, about: Belief in the other.}, idle: {initial: 1, about: Expected "
                   "by nobody.}}\n"
                   "derived: {odds: {is: faith / 2, about: What it expects.}}\n"
                   "actions: {hit: {by: side, effects: [faith = idle]}}\n"
                   "policies: {p: {by: side, main: {choose: best, values: {hit: {odds: odds}}}}}\n");
    ASSERT_EQ(brief(scenario), "");
    const std::string text = describe(scenario);
    EXPECT_NE(text.find("### Prediction\n\nImplicit: no later step is played through by `p`, but some of what is read "
                        "there is a belief or an expectation:\n\n"
                        "- `faith`, read by `p`: Belief in the other.\n- `odds`, read by `p`: What it expects.\n\n"),
              std::string::npos)
        << text;
}

TEST(Describe, TakesASourceFromTheRuleTheActorOrTheVariableThatMoves) {
    const Files files;
    const Scenario scenario = files.load(abstract_head +
                                         "roles: {side: {}}\nactors: {A: {role: side, policy: p}}\n"
                                         "variables: {x: {initial: 3, source: A survey.}}\n"
                                         "dynamics: [\"x' = x / 7\"]\n"
                                         "actions: {hit: {by: side, rung: 6, effects: [x += 1]}}\n"
                                         "policies: {p: {by: side, main: {choose: rules, rules: [{when: x > 4, do: "
                                         "hit, source: A guess.}, {do: hold}]}}}\n");
    ASSERT_EQ(brief(scenario), "");
    const std::string text = describe(scenario);
    EXPECT_EQ(text.find("No source is given"), std::string::npos) << text;
    EXPECT_NE(text.find("Source of `x`: A survey."), std::string::npos) << text;
}

TEST(Describe, KeepsToWhatASmallFileSays) {
    const Files files;
    const Scenario scenario = files.load(abstract_head + "variables: {x: 1}\ndynamics: [\"x' = x / 2\"]\n");
    ASSERT_TRUE(scenario.ok());
    const std::string text = describe(scenario);
    for (const char* absent :
         {"Questions", "Actions", "Parameters", "References", "Functions", "Ranges", "Entities\n\n|"})
        EXPECT_EQ(text.find(absent), std::string::npos) << absent;
    EXPECT_NE(text.find("Nothing is drawn: all runs are the same in `x`."), std::string::npos);
    EXPECT_NE(text.find("No source is given for 2 in the dynamics of `x`."), std::string::npos);
    for (const char* concept_of_choice :
         {"Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction", "Collectives"}) {
        const std::size_t heading = text.find(std::string("### ") + concept_of_choice + "\n\n");
        ASSERT_NE(heading, std::string::npos) << concept_of_choice;
        EXPECT_LT(text.find("Absent: ", heading), text.find("###", heading + 4)) << concept_of_choice;
    }
}

}  // namespace
}  // namespace standoff
