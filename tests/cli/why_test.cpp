#include <gtest/gtest.h>
#include <fstream>

#include <nlohmann/json.hpp>

#include "cli/folder_test.hpp"

namespace standoff {
namespace {

using testing::Finished;
using testing::put;
using testing::run_program;
using testing::small_scenario;
using testing::text_in;
namespace fs = std::filesystem;

/// An actor for each way to decide, and a tension that stays at 0.4.
constexpr const char* one_of_each = R"(standoff: 1
scenario: One of each
time: {start: 2024-01-01, step: 1 week, steps: 6}
roles: {state: {about: A state.}}
variables:
  tension: {range: [0, 1], initial: 0.4, about: Danger of a clash.}
  strain: {of: state, initial: 0}
actions:
  push: {by: state, rung: 4, about: Take a step forward., effects: [strain += 1]}
  pull: {by: state, rung: 2, effects: [strain -= 1]}
policies:
  weighs:
    by: state
    about: Weigh what a push gains.
    main:
      choose: logit
      precision: 2
      values:
        hold: {rest: 0.5}
        push: {gain: 1 - tension, cost: -0.3}
        pull: {fear: -0.1}
  maximises:
    by: state
    main: {choose: best, values: {hold: {rest: 0.5}, push: {gain: 1 - tension}, pull: {fear: -0.1}}}
  obeys:
    by: state
    main:
      choose: rules
      rules:
        - {when: tension > 0.7, do: push}
        - {when: now >= 4 weeks, do: pull}
        - {do: {hold: 0.75, push: 0.25}}
  rolls: {by: state, main: {choose: random, weights: {hold: 1, push: 2, pull: 1}}}
  recites: {by: state, main: {choose: script, script: [{date: 2024-01-15, action: push}]}}
outcomes: {otherwise: end}
actors:
  WEI: {name: Weiland, role: state, policy: weighs}
  MAX: {name: Maxland, role: state, policy: maximises}
  OBE: {name: Oberland, role: state, policy: obeys}
  ROL: {name: Rolland, role: state, policy: rolls}
  REC: {name: Recland, role: state, policy: recites}
)";

class WhyProgram : public testing::FolderTest {
protected:
    /// The folder of a run of `text`.
    [[nodiscard]] std::string played(const std::string& text) const {
        put(here_ / "case.yaml", text);
        const Finished finished = run({"run", "case.yaml", "--runs", "3", "--quiet"});
        EXPECT_EQ(finished.exit_code, 0) << finished.err;
        return "results/case/run";
    }
    /// What `why` says, on one line and without the mark of what was chosen.
    [[nodiscard]] std::string told(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "why");
        const Finished finished = run(std::move(arguments));
        EXPECT_EQ(finished.exit_code, 0) << finished.err;
        EXPECT_EQ(finished.err, "");
        const std::string mark = "\n  > ";
        std::string text;
        for (std::size_t i = 0; i < finished.out.size(); ++i) {
            if (finished.out.compare(i, mark.size(), mark) == 0) i += mark.size() - 1;
            const char c = finished.out[i] == '\n' ? ' ' : finished.out[i];
            if (c != ' ' || !text.ends_with(' ')) text += c;
        }
        return text;
    }
    /// What it complains of, with exit code 2.
    [[nodiscard]] std::string refused(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "why");
        const Finished finished = run(std::move(arguments));
        EXPECT_EQ(finished.exit_code, 2) << finished.out;
        EXPECT_EQ(finished.out, "");
        return finished.err;
    }
};

void expect_in(const std::string& text, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) EXPECT_NE(text.find(part), std::string::npos) << part << "\nin\n" << text;
}

TEST_F(WhyProgram, ExplainsEveryKindOfRule) {
    const std::string folder = played(one_of_each);
    // P ∝ e^(2 * 0.5), e^(2 * 0.3), e^(2 * -0.1) = 2.7183, 1.8221, 0.8187
    expect_in(
        told({folder, "--actor", "Weiland", "--at", "2024-01-17"}),
        {"In the week of 2024-01-15 Weiland chose ", "(case.yaml:15): Weigh what a push gains.", "with precision 2",
         "0.347 more doubles the odds", "hold 0.5 50.7% ", "push 0.3 34.0% ", "pull -0.1 15.3% ", "rest line 19: 0.5",
         "With the term gain above 0.8 instead of 0.6, push would have been the most likely.",
         "tension 0.4. Danger of a clash."});
    expect_in(told({folder, "--actor", "MAX", "--at", "2"}),
              {"Maxland chose push. The file says of push: Take a step forward.", "push 0.6 chosen, worth most",
               "hold 0.5 ", "In all push is worth 0.1 more than hold.", "It had no part",
               "With the term gain below 0.5 instead of 0.6, hold would have been worth most."});
    expect_in(
        told({folder, "--actor", "OBE", "--at", "2"}),
        {"hold 0.75 75.0%", "push 0.25 25.0%", "when tension > 0.7: push",
         "did not apply: tension > 0.7: it was 0.4, 0.3 too little",
         "did not apply: now >= 4 weeks: it was 2 weeks, 2 weeks too short", "always: hold: 0.75, push: 0.25 applied"});
    expect_in(told({folder, "--actor", "OBE", "--at", "4"}),
              {"when now >= 4 weeks: pull applied", "It had no part in the choice: only pull could come of it."});
    expect_in(told({folder, "--actor", "ROL", "--at", "2"}),
              {"It draws by the weights of the file.", "push 2 50.0%", "hold 1 25.0%", "pull 1 25.0%"});
    expect_in(told({folder, "--actor", "REC", "--at", "2"}),
              {"Recland did push.", "It follows a script; nothing was decided. This is its row case.yaml:34."});
    expect_in(told({folder, "--actor", "REC", "--at", "3"}), {"which has nothing for this step"});
}

TEST_F(WhyProgram, TellsAllDecisionsOfAStepOrOfTheRun) {
    const std::string folder = played(one_of_each);
    const std::string step = told({folder, "--at", "2024-01-01"});
    expect_in(step, {"Weiland", "Maxland", "Oberland", "Rolland", "Recland"});
    const Finished all = run({"why", folder, "--all", "--format", "json"});
    EXPECT_EQ(std::count(all.out.begin(), all.out.end(), '\n'), 30);  // 5 actors, 6 steps
}

TEST_F(WhyProgram, TellsTheMostTellingWithoutBeingAskedForAny) {
    const std::string folder = played(one_of_each);
    const std::string text = told({folder});
    expect_in(text, {"These are the most telling of 30 decisions: ", "--actor WEI --at 2024-01-01; all: --all"});
    std::size_t number = 0;
    std::string before;
    const std::string start = " In the week of ";
    for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
        const std::string date = text.substr(at + start.size(), 10);
        EXPECT_LE(before, date) << "in order of time";
        before = date;
        ++number;
    }
    EXPECT_EQ(number, 5U);
}

TEST_F(WhyProgram, GivesProgramsTheRecordAndTheAnalysis) {
    const std::string folder = played(one_of_each);
    const Finished finished = run({"why", folder, "--actor", "MAX", "--at", "0", "--format", "json"});
    const auto json = nlohmann::json::parse(finished.out);
    EXPECT_EQ(json.at("decision").at("actor"), "MAX");
    EXPECT_EQ(json.at("analysis").at("most_likely"), "push");
    EXPECT_EQ(json.at("analysis").at("runner_up"), "hold");
    EXPECT_NEAR(json.at("analysis").at("gap").get<double>(), 0.1, 1e-12);
    EXPECT_NEAR(json.at("analysis").at("shifts").at(0).at("shift").get<double>(), -0.1, 1e-12);
    const std::string line = finished.out.substr(0, finished.out.find(",\"analysis\""));
    const std::string record = line.substr(line.find(':') + 1);
    EXPECT_NE(text_in(here_ / (folder + "/decisions.jsonl")).find(record + "\n"), std::string::npos) << record;
}

TEST_F(WhyProgram, SaysWhatThereIsInsteadOfWhatIsNot) {
    const std::string folder = played(one_of_each);
    expect_in(refused({folder, "--actor", "MAY"}), {"\"MAY\" is not an actor of this run; did you mean \"MAX\"?"});
    expect_in(refused({folder, "--actor", "Atlantis"}), {"the actors are WEI (Weiland), MAX (Maxland)"});
    expect_in(refused({folder, "--at", "2024-02-12"}),
              {"2024-02-12 lies outside of the run: 6 steps, 0 to 5, from 2024-01-01 to 2024-02-11"});
    expect_in(refused({folder, "--at", "2023-12-31"}), {"lies outside of the run"});
    expect_in(refused({folder, "--at", "6"}), {"step 6 lies outside of the run"});
    expect_in(refused({folder, "--at", "soon"}), {"\"soon\" is neither a date, as 2022-03-24, nor a step"});
    expect_in(refused({folder, "--run", "2"}), {"run 2 is not told in full in this folder; told are: 1"});
}

TEST_F(WhyProgram, NamesTheStepsInWhichAnActorDidDecide) {
    std::string seldom = one_of_each;
    const std::string roles = "roles: {state";
    seldom.replace(seldom.find(roles), 0, "channels: {main: {every: 3 weeks}}\n");
    const std::string folder = played(seldom);
    EXPECT_NE(refused({folder, "--actor", "WEI", "--at", "2024-01-08"})
                  .find("Weiland decided nothing in step 1; it decided in step 0 (2024-01-01) and step 3 (2024-01-22)"),
              std::string::npos);
    expect_in(refused({folder, "--at", "5"}),
              {"nobody decided anything in step 5; there are decisions in step 3 (2024-01-22)"});
}

TEST_F(WhyProgram, TakesStepsWhereThereAreNoDates) {
    std::string calm = small_scenario();
    calm.replace(calm.find("0.05"), 4, "0.01");  // so that nothing ends it before its 20 steps
    const std::string folder = played(calm);
    expect_in(told({folder, "--actor", "Aland", "--at", "3"}), {"In step 3 Aland chose "});
    expect_in(refused({folder, "--at", "2024-01-01"}), {"this model has no dates; its run has 20 steps, 0 to 19"});
    expect_in(refused({folder, "--at", "20"}), {"step 20 lies outside of the run"});
}

TEST_F(WhyProgram, AFolderWithoutDecisionsIsSaid) {
    const std::string folder = played(small_scenario());
    fs::remove(here_ / (folder + "/decisions.jsonl"));
    const Finished finished = run({"why", folder});
    EXPECT_EQ(finished.exit_code, 3);
    expect_in(finished.err, {"holds no decisions.jsonl", "standoff run case.yaml"});
    const Finished nowhere = run({"why", "nowhere"});
    EXPECT_EQ(nowhere.exit_code, 3);
    expect_in(nowhere.err, {"nowhere is no results folder"});
}

TEST_F(WhyProgram, ARuleThatThePolicyDoesNotHaveIsRefused) {
    const std::string folder = played(one_of_each);
    const fs::path file = here_ / (folder + "/decisions.jsonl");
    std::string text = text_in(file);
    const std::size_t at = text.find("\"fired\":1");
    ASSERT_NE(at, std::string::npos);
    text.replace(at, 9, "\"fired\":9");
    std::ofstream(file) << text;
    const Finished finished = run({"why", folder, "--all"});
    EXPECT_EQ(finished.exit_code, 3);
    expect_in(finished.err, {"decisions.jsonl:", "rules.json says nothing of the policy"});
}

TEST_F(WhyProgram, SaysHowToMakeAFolderAnewThatLacksWhatItReads) {
    const std::string folder = played(one_of_each);
    const auto edit = [&](const std::string& file, const std::string& from, const std::string& to) {
        std::string text = text_in(here_ / folder / file);
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
        put(here_ / folder / file, text);
    };
    edit("rules.json", "\"moves\"", "\"moved\"");
    Finished finished = run({"why", folder, "--all"});
    EXPECT_EQ(finished.exit_code, 3);
    expect_in(finished.err, {"rules.json cannot be used: it lacks what this standoff writes there: key 'moves'",
                             "; to make it anew: standoff run case.yaml --seed 1 --runs 3"});
    edit("rules.json", "\"moved\"", "\"moves\"");
    edit("manifest.json", "\"standoff_version\": \"", "\"standoff_version\": \"0.0-");
    edit("decisions.jsonl", "\"probability\":", "\"probability\":null,\"was\":");
    finished = run({"why", folder, "--all"});
    EXPECT_EQ(finished.exit_code, 3);
    expect_in(finished.err, {"\"probability\" has no value", "; the folder was written by standoff 0.0-", "anew: "});
}

TEST_F(WhyProgram, SaysWhereARunFailed) {
    put(here_ / "case.yaml", R"(standoff: 1
scenario: Failing
time: {step: 1, steps: 4}
roles: {side: {}}
variables: {height: 0}
actions: {hit: {by: side, effects: [height += 1]}}
policies: {p: {by: side, main: {choose: best, values: {hold: {rest: -1}, hit: {root: sqrt(2 - height)}}}}}
actors: {A: {role: side, policy: p}}
measures: {top: final(height)}
)");
    EXPECT_EQ(run({"run", "case.yaml", "--runs", "1", "--quiet"}).exit_code, 4);
    expect_in(told({"results/case/run", "--all"}),
              {"In step 2 A chose hit.", "In step 3 A could not choose: hit was worth no number, and the run failed."});
}

TEST_F(WhyProgram, ExplainsTheShippedCase) {
    ASSERT_EQ(run({"run", "dprk/2022", "--runs", "1", "--quiet"}).exit_code, 0);
    const std::string folder = "results/dprk-2022/run";
    const std::string text = told({folder, "--actor", "North Korea", "--at", "2022-03-24"});
    expect_in(text, {"In the week of 2022-03-21 North Korea ", "in the channel military (Tests and shows of force).",
                     "theories/coercive-diplomacy.yaml:", "w_neglect * neglect * (1 + target.loud)", "neglect 0.",
                     "What is left for others."});
    expect_in(told({folder}), {"These are the most telling of "});
}

}  // namespace
}  // namespace standoff
