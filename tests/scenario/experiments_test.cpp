// Experiments of the file and of the command line: what they vary, checked before anything runs.
#include <cmath>

#include "scenario/files.hpp"

namespace standoff {
namespace {

const std::string crisis = R"~(roles: {side: {}, weapon: {thing: true}}
things: {icbm: {role: weapon}}
actors:
  A: {role: side, policy: calm}
  B: {role: side, policy: calm}
parameters:
  forgetting: {value: 6 weeks, range: [1 week, 2 years], prior: "triangular(2 weeks, 6 weeks, 26 weeks)"}
  care: {value: 0.5, range: [0, 10]}
  rounds: 3
variables:
  tension: {range: [0, 1], initial: 0.2}
  grudge: {of: side, toward: side, range: [0, 2], initial: 0}
  provokes: {of: weapon, initial: 0.1}
  drill: {input: true, initial: 0}
actions: {act: {by: side, effects: [tension += care * rounds * icbm.provokes]}}
policies:
  calm: {by: side, main: {choose: random, weights: {act: 1}}}
  bold: {by: side, main: {choose: random, weights: {act: 9}}}
dynamics: ["tension' = relax(tension, drill, forgetting)"]
calendar:
  - {name: Spring drill, during: [2022-03-07, 2022-03-20], inputs: {drill: 1}}
  - {name: Autumn drill, during: [2022-09-05, 2022-09-18], inputs: {drill: 1}}
variants: {no_drill: {without: [Spring drill, Autumn drill]}, bolder: {set: {A.policy: bold, calendar.Spring drill: off}}}
measures: {m: final(tension) + final(A.grudge(B))}
)~";

std::string text() { return dated_head + crisis; }

Scenario vary(const std::vector<std::string>& factors, LoadOptions options = {}) {
    options.vary = factors;
    return Files().load(text(), options);
}

Factor factor(const std::string& written) {
    Scenario scenario = vary({written});
    EXPECT_EQ(brief(scenario), "");
    return std::move(scenario.spec->experiments.at(0).vary.at(0));
}

Scenario with_experiment(const std::string& line) { return Files().load(text() + "experiments: {e: " + line + "}\n"); }

TEST(Vary, TakesListsSpansAndPriors) {
    const Factor list = factor("forgetting=2 weeks, 0.5 * 6 weeks");
    EXPECT_EQ(list.what, Factor::What::number);
    EXPECT_EQ(list.kind, Kind::duration);
    EXPECT_EQ(list.numbers, (std::vector<double>{14, 21}));
    EXPECT_EQ(list.written, (std::vector<std::string>{"2 weeks", "0.5 * 6 weeks"}));
    const Factor grid = factor("A.grudge( B )=0:2:5");
    EXPECT_EQ(grid.path, "A.grudge(B)");
    EXPECT_EQ(grid.form, Factor::Form::span);
    EXPECT_EQ(grid.steps, 5);
    EXPECT_EQ(grid.to, 2);
    EXPECT_EQ(grid.range.high, 2);
    const Factor log = factor("care=0.01:10:log");
    EXPECT_TRUE(log.log);
    EXPECT_EQ(log.steps, 0);
    EXPECT_FALSE(log.fits_grid());
    const Factor whole = factor("rounds=1:6:whole");
    EXPECT_TRUE(whole.whole && whole.fits_grid());
    EXPECT_EQ(whole.steps, 6);
    const Factor prior = factor("forgetting=prior");
    EXPECT_EQ(prior.form, Factor::Form::prior);
    EXPECT_EQ(prior.prior.distribution, Function::triangular);
    EXPECT_EQ(prior.prior.arguments, (std::vector<double>{14, 42, 182}));
    EXPECT_EQ(prior.range.low, 7);
}

TEST(Vary, KnowsWhatIsStructure) {
    EXPECT_EQ(factor("A.policy=calm,bold").what, Factor::What::policy);
    EXPECT_EQ(factor("variant=base, no_drill").what, Factor::What::variant);
    const Factor calendar = factor("calendar.Spring drill=on,off");
    EXPECT_EQ(calendar.what, Factor::What::calendar);
    EXPECT_EQ(calendar.path, "calendar.Spring drill");
    const Factor until = factor("until=2022-06-30,20");
    EXPECT_EQ(until.what, Factor::What::until);
    EXPECT_EQ(until.written, (std::vector<std::string>{"2022-06-30", "20"}));
}

TEST(Vary, IsAGridUnlessSomethingMustBeSampled) {
    const auto design = [](const std::vector<std::string>& factors) {
        return vary(factors).spec->experiments.at(0).design;
    };
    EXPECT_EQ(design({"care=0:1:3", "A.policy=calm,bold"}), Experiment::Design::grid);
    EXPECT_EQ(design({"care=0:1:3", "tension=0:1"}), Experiment::Design::sobol);
    EXPECT_EQ(design({"forgetting=prior"}), Experiment::Design::sobol);
    EXPECT_EQ(vary({"care=0:1:3", "tension=0:1:2"}).spec->experiments.at(0).vary.size(), 2U);
}

TEST(Vary, FindsEveryMistakeWhereItStands) {
    struct Slip {
        const char* written;
        const char* code;
        const char* marked;
    };
    for (const Slip& slip : {Slip{"care", "E230", "care"},
                             {"care=1", "E230", "1"},
                             {"care=0:1:3:4", "E230", "0:1:3:4"},
                             {"cares=0:1", "E214", "cares"},
                             {"care=0:11", "E210", "11"},
                             {"care=1:-1", "E210", "-1"},
                             {"care=2:1", "E229", "1"},
                             {"care=0:1:1", "E210", "1"},
                             {"care=1 week,2 weeks", "E212", "1 week"},
                             {"care=0:1:log", "E229", "0"},
                             {"care=0.5:3:whole", "E229", "0.5"},
                             {"care=0:5:3:whole", "E229", "0:5:3:whole"},
                             {"care=prior", "E229", "prior"},
                             {"care=0,tension", "E211", "tension"},
                             {"care=1,2,1.0", "E229", "1.0"},
                             {"forgetting=2 weeks,14 days", "E229", "14 days"},
                             {"A.policy=calm,bold,calm", "E229", "calm"},
                             {"care=1,,2", "E230", ","},
                             {"forgetting=2:26", "E212", "2"},
                             {"tension=0.5,1.5", "E210", "1.5"},
                             {"A.grudge(A)=0,1", "E435", "A.grudge(A)"},
                             {"A.policy=calm,timid", "E207", "timid"},
                             {"A.policy=0:1", "E229", "0:1"},
                             {"C.policy=calm,bold", "E214", "C.policy"},
                             {"variant=no_drill,no_drills", "E207", "no_drills"},
                             {"calendar.Spring dril=on,off", "E207", "Spring dril"},
                             {"calendar.Spring drill=on,of", "E230", "of"},
                             {"until=2021-12-31,2022-06-30", "E223", "2021-12-31"},
                             {"until=soon,later", "E230", "soon"}}) {
        const Scenario scenario = vary({slip.written});
        ASSERT_FALSE(scenario.ok()) << slip.written;
        EXPECT_EQ(scenario.findings.all().front().code, slip.code) << slip.written << "\n" << brief(scenario);
        EXPECT_EQ(marked(scenario), slip.marked) << brief(scenario);
    }
    EXPECT_EQ(codes(vary({"care=0:1", "care =1,2"})), "E229");
    EXPECT_EQ(codes(vary({"until=20,2024-01-01"})), "W605");
    LoadOptions chosen;
    chosen.variant = "no_drill";
    EXPECT_EQ(codes(vary({"variant=base,bolder"}, chosen)), "E229");
    EXPECT_NE(brief(vary({"calendar.Spring dril=on,off"})).find("Spring drill"), std::string::npos);
}

TEST(Experiments, AreTyped) {
    const Scenario scenario = with_experiment(
        "{design: lhs, points: 30, runs: 20, measures: m, "
        "vary: {care: {from: 0.1, to: 10, scale: log}, rounds: {from: 1, to: 6, whole: true}, forgetting: prior}}");
    EXPECT_EQ(brief(scenario), "");
    const Experiment& experiment = scenario.spec->experiments.at(0);
    EXPECT_EQ(experiment.design, Experiment::Design::lhs);
    EXPECT_EQ(experiment.points, 30);
    EXPECT_EQ(experiment.runs, 20);
    ASSERT_EQ(experiment.vary.size(), 3U);
    EXPECT_TRUE(experiment.vary[0].log && experiment.vary[1].whole);
}

TEST(Experiments, RefuseSpansThatCannotBe) {
    EXPECT_EQ(codes(with_experiment("{design: grid, vary: {care: {from: 0, to: 1}}}")), "E229");
    EXPECT_EQ(codes(with_experiment("{design: grid, vary: {rounds: {from: 1, to: 6, whole: true}}}")), "");
    EXPECT_EQ(codes(with_experiment("{design: grid, vary: {care: {from: 1, to: 8, scale: lg, steps: 4}}}")), "E229");
    EXPECT_EQ(
        codes(with_experiment("{design: grid, vary: {care: {from: 1, to: 8, scale: log, whole: true, steps: 8}}}")),
        "E229");
    EXPECT_EQ(codes(with_experiment("{design: grid, vary: {forgetting: prior}}")), "E229");
}

TEST(CalendarSwitches, TakeAnEntryOutAsWithoutDoes) {
    const auto calendar = [](const LoadOptions& options) {
        const Scenario scenario = Files().load(text(), options);
        EXPECT_EQ(brief(scenario), "");
        std::string names;
        for (const CalendarEntry& entry : scenario.spec->calendar) names += entry.name + ";";
        return names;
    };
    const auto set = [](const std::vector<std::string>& settings) {
        LoadOptions options;
        options.set = settings;
        return options;
    };
    EXPECT_EQ(calendar({}), "Spring drill;Autumn drill;");
    EXPECT_EQ(calendar(set({"calendar.Spring drill=off"})), "Autumn drill;");
    EXPECT_EQ(calendar(set({"calendar.Spring drill=on"})), "Spring drill;Autumn drill;");
    EXPECT_EQ(calendar(set({"calendar.Spring drill=off", "calendar.Spring drill=on"})), "Spring drill;Autumn drill;");
    LoadOptions bolder = set({"calendar.Autumn drill = off"});
    bolder.variant = "bolder";
    EXPECT_EQ(calendar(bolder), "");
    const Scenario off = Files().load(text(), set({"calendar.Spring drill=off"}));
    EXPECT_EQ(off.spec->removed, std::vector<std::string>{"calendar entry Spring drill"});
    const Scenario slip = Files().load(text(), set({"calendar.Sprng drill=off"}));
    EXPECT_EQ(codes(slip), "E207");
    EXPECT_EQ(marked(slip), "Sprng drill");
    EXPECT_EQ(codes(Files().load(text(), set({"calendar.Spring drill=no"}))), "E230");
    EXPECT_EQ(codes(Files().load(text(), set({"variant=bolder"}))), "E230");
}

TEST(Open, NamesParametersAndInitialValuesOnly) {
    const auto open = [](const std::vector<std::string>& paths) {
        LoadOptions options;
        options.open = paths;
        return Files().load(text(), options);
    };
    const Scenario scenario = open({"care", "icbm.provokes", "A.grudge(B)"});
    EXPECT_EQ(brief(scenario), "");
    ASSERT_EQ(scenario.spec->opened.size(), 3U);
    EXPECT_EQ(scenario.spec->opened[0].parameter, 1);
    EXPECT_EQ(scenario.spec->opened[2].range.high, 2);
    for (const char* path : {"A.policy", "variant", "until", "calendar.Spring drill"})
        EXPECT_EQ(codes(open({path})), "E229") << path;
    EXPECT_EQ(codes(open({"care", "care "})), "E229");
    EXPECT_EQ(codes(open({"nothing"})), "E214");
    EXPECT_EQ(codes(open({"A.grudge(A)"})), "E435");
}

}  // namespace
}  // namespace standoff
