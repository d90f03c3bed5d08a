// Menus, items, rules, scripts, and the example files of the design.
#include "scenario/files.hpp"

namespace standoff {
namespace {

const std::string model = R"(roles: {rival: {}, weapon: {thing: true}}
things: {srbm: {role: weapon}, icbm: {role: weapon}}
actors:
  A: {role: rival, policy: plan}
  B: {role: rival}
actions:
  test: {by: A, to: weapon, tags: [missile]}
  offer: {by: A, to: rival, level: {relief: [0.2, 0.5], cut: {from: 0, to: 1, steps: 3}}}
  sign: {by: A, level: {low: 0.1, high: 0.9}, effects: [x += level]}
variables: {x: 0}
measures: {m: final(x), acts: times(missile) + times(offer)}
policies:
  plan:
    by: A
    main:
)";

std::string codes_of(const std::string& rule) {
    const Files files;
    std::string indented;
    for (std::size_t at = 0; at < rule.size();) {
        const std::size_t end = rule.find('\n', at);
        indented += "      " + rule.substr(at, end - at) + "\n";
        at = end == std::string::npos ? rule.size() : end + 1;
    }
    const Scenario scenario = files.load(abstract_head + model + indented);
    return codes(scenario);
}

TEST(Items, AreNamedByActionTargetAndLevels) {
    for (const std::string item :
         {"test", "test(icbm)", "missile", "missile(srbm)", "offer", "offer(B)", "offer(0.5)", "offer(B, 0.2, 0.5)",
          "offer(relief=0.5, cut=1)", "offer(cut=0.5)", "offer(0.5000000000000001)", "sign(low)", "sign(0.9)", "hold"})
        EXPECT_EQ(codes_of("choose: random\nweights: {\"" + item + "\": 1}"), "") << item;
    for (const std::string item : {"test(B)", "test(3)", "missile(3)", "offer(0.3)", "offer(relief=0.5, relief=0.2)",
                                   "offer(price=1)", "sign(middle)", "hold(B)", "offer(B, 0.2, 0.5, 1)"})
        EXPECT_EQ(codes_of("choose: random\nweights: {\"" + item + "\": 1}"), "E217") << item;
    EXPECT_EQ(codes_of("choose: random\nweights: {tets: 1}"), "E207");
}

TEST(Values, ReachEveryItem) {
    EXPECT_EQ(codes_of("choose: best\nvalues:\n  missile: {a: 1}\n  offer: {a: relief - cut}\n  sign: {a: level}"), "");
    EXPECT_EQ(
        codes_of("choose: best\nvalues:\n  test: 1\n  offer(0.2): {a: relief}\n  offer(0.5): {a: cut}\n  sign: {a: 0}"),
        "");
    EXPECT_EQ(codes_of("choose: best\nvalues:\n  test(icbm): {a: 1}\n  offer: {a: 1}\n  sign(low): {a: 1}"),
              "E218 E218");
    EXPECT_EQ(codes_of("choose: best\nvalues:\n  missile: {a: level}\n  offer: {a: 1}\n  sign: {a: relief}"),
              "E401 E401");
}

TEST(Rules, ThatNobodyReachesAreErrors) {
    EXPECT_EQ(codes_of("choose: rules\nrules:\n  - {when: x > 1, do: test}\n  - {do: [sign, offer]}"), "");
    EXPECT_EQ(codes_of("choose: rules\nrules:\n  - {do: sign}\n  - {do: hold}"), "E219");
    EXPECT_EQ(codes_of("choose: rules\nrules:\n  - {when: level > 0.5, do: sign}\n  - {when: level > 0.5, do: {sign: "
                       "1, hold: 2}}"),
              "E401");
}

TEST(Script, PlacesRowsInSteps) {
    const Files files;
    const std::string head = dated_head + model + "      choose: script\n";
    const Scenario list =
        files.load(head +
                   "      script:\n        - {date: 2021-12-31, action: test, target: icbm, count: 2}\n"
                   "        - {date: 2022-01-12, action: offer, target: B, level: \"relief=0.5, cut=1\"}\n");
    ASSERT_TRUE(list.ok()) << brief(list);
    const std::vector<ScriptRow>& rows = list.spec->policies[0].channels[0].script;
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].step, -1);
    EXPECT_EQ(rows[0].count, 2);
    EXPECT_EQ(rows[1].step, 1);
    EXPECT_EQ(rows[1].item.levels.at(1), 1);

    files.write(
        "history.csv",
        "# made up\ndate,action,target,level,count,success\n2022-01-12,test,icbm,,3,1\n2022-02-02,sign,,high,,\n");
    const Scenario table = files.load(head + "      script: history.csv\n");
    ASSERT_TRUE(table.ok()) << brief(table);
    EXPECT_EQ(table.spec->policies[0].channels[0].script.at(0).success, 1);
    EXPECT_EQ(table.spec->policies[0].channels[0].script.at(1).item.levels.at(0), 0.9);

    // A row after the end is warned of, unless --until put the end before it.
    const std::string late = head + "      script:\n        - {date: 2023-02-01, action: test, target: icbm}\n";
    EXPECT_EQ(codes(files.load(late)), "W605");
    const Scenario cut =
        files.load(head + "      script: history.csv\n", {.variant = {}, .set = {}, .until = "2022-01-23"});
    EXPECT_EQ(codes(cut), "");
    EXPECT_EQ(cut.spec->policies[0].channels[0].script.size(), 1U);
}

TEST(Actions, LocalsAreLevelsThenLetsThenCountAndSuccess) {
    const Files files;
    const Scenario scenario = files.load(
        abstract_head +
        "roles: {rival: {}}\nactors: {A: {role: rival, policy: p}}\nvariables: {x: 0}\nmeasures: {m: final(x)}\n"
        "policies: {p: {by: rival}}\nactions:\n  arm:\n    by: rival\n    level: [1, 2]\n    count: 1 + "
        "poisson(level)\n    let: {a: level + count, b: a + success}\n"
        "    effects: [x += a + b + count + success + level]\n");
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    EXPECT_EQ(scenario.spec->actions[0].lets[1].value.root->children[0]->symbol, (Symbol{SymbolKind::local, 1}));
    EXPECT_EQ(scenario.spec->actions[0].lets[1].value.root->children[1]->symbol, (Symbol{SymbolKind::local, 4}));
    const Scenario early =
        files.load(abstract_head + "roles: {rival: {}}\nactions:\n  arm: {by: rival, let: {a: b, b: 1}}\n");
    EXPECT_EQ(codes(early).substr(0, 4), "E401");
}

TEST(Data, ReadsSeriesOfMonthsAndDays) {
    const Files files;
    files.write("series.csv", "month,launches\n2022-01,4\n2022-02,\n2022-03,2.5\n");
    const Scenario scenario =
        files.load(dated_head + "data:\n  launches: {file: series.csv, date: month, value: launches}\n");
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    ASSERT_EQ(scenario.spec->data[0].points.size(), 2U);
    EXPECT_EQ(scenario.spec->data[0].points[1].day, *parse_date("2022-03-01"));
    EXPECT_EQ(scenario.spec->data[0].points[1].value, 2.5);
    EXPECT_EQ(scenario.spec->files.size(), 2U);
}

TEST(Kinds, FollowOrderOfDependence) {
    const Files files;
    const Scenario scenario = files.load(dated_head +
                                         "variables: {z: y, y: p * 2}\nparameters: {p: 3 weeks}\nderived: {a: b / 1 "
                                         "week, b: z + y}\nmeasures: {m: final(a)}\n");
    ASSERT_TRUE(scenario.ok()) << brief(scenario);
    EXPECT_EQ(named(scenario.spec->variables, "z").kind, Kind::duration);
    EXPECT_EQ(scenario.spec->derived[0].name, "b");
    EXPECT_EQ(scenario.spec->derived[1].kind, Kind::number);
}

}  // namespace
}  // namespace standoff
