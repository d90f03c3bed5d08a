// Warnings of what can do nothing: the logic of conditions, and the graph of influence.
#include "scenario/conditions.hpp"
#include "scenario/files.hpp"
#include "scenario/influence.hpp"

namespace standoff {
namespace {

// --- Conditions ------------------------------------------------------------------------------------------------------

constexpr const char* world = R"(
roles: {side: {}}
actors: {A: {role: side, policy: idle}, B: {role: side, policy: idle}, C: {role: side, policy: idle}}
groups: {pair: [A, B]}
parameters: {bar: {value: 0.5, range: [0, 1]}, free: 2, fast: {value: 3, range: [2, 4]}}
variables:
  x: {range: [0, 1], initial: 0.5}
  y: {initial: 0}
  arms: {of: side, range: [0, 10], initial: 1}
actions: {act: {by: side, effects: [y += 1]}}
policies: {idle: {by: side}, busy: {by: side}}
)";

Scenario load_pair(const std::string& first, const std::string& second) {
    const Files files;
    return files.load(abstract_head + world + "derived:\n  first_formula: \"" + first + "\"\n  second_formula: \"" +
                      second + "\"\n");
}

const Node& formula(const Scenario& scenario, const char* name) { return *named(scenario.spec->derived, name).is.root; }

bool implies(const std::string& first, const std::string& second) {
    const Scenario scenario = load_pair(first, second);
    EXPECT_TRUE(scenario.ok()) << brief(scenario);
    if (!scenario.ok()) return false;
    return Conditions(*scenario.spec).implies(formula(scenario, "first_formula"), formula(scenario, "second_formula"));
}

enum class Truth : std::uint8_t { always, never, depends };

Truth truth(const std::string& condition) {
    const Scenario scenario = load_pair(condition, "1");
    EXPECT_TRUE(scenario.ok()) << brief(scenario);
    if (!scenario.ok()) return Truth::depends;
    Conditions logic(*scenario.spec);
    const Node& node = formula(scenario, "first_formula");
    EXPECT_FALSE(logic.always_holds(node) && logic.never_holds(node)) << condition;
    if (logic.always_holds(node)) return Truth::always;
    return logic.never_holds(node) ? Truth::never : Truth::depends;
}

TEST(Implication, GoesFromTheTighterBoundToTheLooser) {
    EXPECT_TRUE(implies("x > 0.9", "x > 0.8"));
    EXPECT_FALSE(implies("x > 0.8", "x > 0.9"));
    EXPECT_TRUE(implies("x > 0.8", "x >= 0.8"));
    EXPECT_FALSE(implies("x >= 0.8", "x > 0.8"));
    EXPECT_TRUE(implies("x < 0.1", "x <= 0.2"));
    EXPECT_FALSE(implies("x < 0.1", "x > 0"));
    EXPECT_TRUE(implies("0.9 < x", "x > 0.8"));
    EXPECT_TRUE(implies("x == 0.3", "x < 0.5"));
    EXPECT_TRUE(implies("x > 0.5", "x != 0.5"));
    EXPECT_FALSE(implies("x != 0.5", "x > 0.5"));
    EXPECT_TRUE(implies("x > 1 - 0.25", "x > 3 / 4"));
    EXPECT_FALSE(implies("x > 0.9", "y > 0.8"));
}

TEST(Implication, KnowsTheRangeThatAValueIsCutTo) {
    EXPECT_TRUE(implies("x >= 1", "x == 1"));
    EXPECT_FALSE(implies("y >= 1", "y == 1"));
    EXPECT_TRUE(implies("x != 0.5", "x >= 0"));  // always so
    EXPECT_FALSE(implies("y != 0.5", "y >= 0"));
}

TEST(Implication, FollowsTheRulesOfLogic) {
    EXPECT_TRUE(implies("x > 0.5 and y > 1", "x > 0.5"));
    EXPECT_TRUE(implies("y > 1 and x > 0.6", "x > 0.5"));
    EXPECT_TRUE(implies("x > 0.6 and y > 2", "y > 1 and x > 0.5"));
    EXPECT_FALSE(implies("x > 0.5", "x > 0.5 and y > 1"));
    EXPECT_TRUE(implies("x > 0.5", "x > 0.5 or y > 1"));
    EXPECT_FALSE(implies("x > 0.5 or y > 1", "x > 0.5"));
    EXPECT_TRUE(implies("x > 0.8 or x > 0.9", "x > 0.5"));
    EXPECT_TRUE(implies("not x > 0.5", "not x > 0.6"));
    EXPECT_TRUE(implies("not x > 0.5", "x <= 0.5"));
    EXPECT_TRUE(implies("any(c.arms > 5 for c in side)", "any(o.arms > 4 for o in side)"));
    EXPECT_FALSE(implies("any(c.arms > 5 for c in side)", "any(o.arms > 4 for o in pair)"));
    EXPECT_TRUE(implies("all(c.arms > 5 for c in side if c != A)", "all(c.arms > 4 for c in side if c != A)"));
    EXPECT_FALSE(implies("all(c.arms > 5 for c in side if c != A)", "all(c.arms > 4 for c in side if c != B)"));
}

TEST(Implication, TakesFormulasThatAreWrittenAlikeForTheSame) {
    EXPECT_TRUE(implies("x * y > bar", "x * y > bar"));
    EXPECT_TRUE(implies("x * y > 0.9", "x * y > 0.8"));
    EXPECT_TRUE(implies("x > bar", "bar < x"));
    EXPECT_TRUE(implies("x > bar", "x >= bar"));
    EXPECT_TRUE(implies("x == bar", "bar <= x"));
    EXPECT_FALSE(implies("x >= bar", "x > bar"));
    EXPECT_FALSE(implies("A.arms > 5", "B.arms > 4"));
    EXPECT_FALSE(implies("sum(c.arms for c in side) > 5", "sum(c.arms for c in pair) > 4"));
    EXPECT_TRUE(implies("since(act by A) > 5", "since(act by A) > 4"));
    EXPECT_FALSE(implies("since(act by A) > 5", "since(act by B) > 4"));
    EXPECT_FALSE(implies("times(act) > 5", "count(act) > 4"));
}

// A setting, a variant or an experiment may give a parameter any value of its range.
TEST(Implication, DoesNotCountOnTheValueOfAParameter) {
    EXPECT_FALSE(implies("x > free", "x > 1"));
    EXPECT_FALSE(implies("x > 0.9", "x > bar"));
    EXPECT_EQ(truth("free > 1"), Truth::depends);
    EXPECT_EQ(truth("fast > 1"), Truth::always);
    EXPECT_EQ(truth("bar > 1"), Truth::never);
}

TEST(Conditions, KnowWhatAlwaysAndNeverHolds) {
    EXPECT_EQ(truth("x > 1"), Truth::never);
    EXPECT_EQ(truth("x >= 1"), Truth::depends);
    EXPECT_EQ(truth("x >= 0"), Truth::always);
    EXPECT_EQ(truth("not x > 1"), Truth::always);
    EXPECT_EQ(truth("x > 0.9 and x < 0.1"), Truth::never);
    EXPECT_EQ(truth("x > 0.5 and not x > 0.4"), Truth::never);
    EXPECT_EQ(truth("x == 0.5 and x != 0.5"), Truth::never);
    EXPECT_EQ(truth("x > 0.1 and x < 0.9"), Truth::depends);
    EXPECT_EQ(truth("x > 1 or y > 0"), Truth::depends);
    EXPECT_EQ(truth("1 > 2"), Truth::never);
    EXPECT_EQ(truth("true"), Truth::always);
    EXPECT_EQ(truth("x != x"), Truth::never);
    EXPECT_EQ(truth("A.policy == idle and A.policy == busy"), Truth::never);
    EXPECT_EQ(truth("count(true for c in side if c != c) > 0 or any(c.arms > 20 for c in side)"), Truth::depends);
    EXPECT_EQ(truth("any(c.arms > 1 for c in side if c != c)"), Truth::never);
    EXPECT_EQ(truth("any(c.arms > 20 for c in side)"), Truth::never);
    EXPECT_EQ(truth("any(c.arms > 1 for c in side if c == A and c == B)"), Truth::never);
    EXPECT_EQ(truth("any(c.arms > 1 for c in side if c == A)"), Truth::depends);
}

// Over nothing these are not a number, which equals nothing, not even itself.
TEST(Conditions, BewareOfWhatMayBeNotANumber) {
    EXPECT_EQ(truth("mean(c.arms for c in side if c.arms > 5) == mean(c.arms for c in side if c.arms > 5)"),
              Truth::depends);
    EXPECT_EQ(truth("y / x != y / x"), Truth::depends);
    EXPECT_EQ(truth("y / x < y / x"), Truth::never);
    EXPECT_FALSE(implies("not y / x > 0.5", "y / x <= 0.5"));
    EXPECT_FALSE(implies("y / x != 1", "y / x < 1 or y / x > 1"));
}

/// Two long conditions of which the first implies the second, each part by another one.
bool implies_part_by_part(int parts) {
    std::string first = "x > 0.6", second = "x > 0.5";
    for (int i = 0; i < parts; ++i) {
        first += " and y > x + " + std::to_string(i);
        second = "y >= x + " + std::to_string(i) + " and " + second;
    }
    return implies(first, second);
}

TEST(Conditions, GiveUpOnWhatIsMadeToBeSlow) {
    EXPECT_TRUE(implies_part_by_part(10));
    EXPECT_FALSE(implies_part_by_part(450));  // true as well, but not worth the seconds
}

// --- Influence -------------------------------------------------------------------------------------------------------

std::string warnings(const std::string& sections) {
    const Files files;
    return brief(files.load(abstract_head + sections));
}

std::string codes_of(const std::string& sections) {
    const Files files;
    return codes(files.load(abstract_head + sections));
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Influence, IsLackedByWhatOnlyFeedsItself) {
    const std::string text = warnings("variables: {x: 1}\ndynamics: [\"x' = 0.5 * x\"]\n");
    EXPECT_TRUE(says(text, "W604")) << text;
    EXPECT_TRUE(says(text, "it feeds only itself")) << text;
    EXPECT_EQ(codes_of("variables: {x: 1}\ndynamics: [\"x' = 0.5 * x\"]\nmeasures: {m: final(x)}\n"), "");
}

TEST(Influence, IsFollowedThroughChains) {
    const std::string chain =
        "parameters: {rate: 0.1}\nvariables: {x: 1, y: 1}\nderived: {z: x + y}\n"
        "dynamics: [\"x' = rate * z\", \"y' = x\"]\n";
    EXPECT_EQ(codes_of(chain), "W606 W606 W606 W606");
    EXPECT_EQ(codes_of(chain + "outcomes: {over: {when: y > 1}, otherwise: on}\n"), "");
    EXPECT_TRUE(says(warnings(chain), "it is read only by the dynamics of \"x\"")) << warnings(chain);
    EXPECT_TRUE(says(warnings(chain), "it is read only by \"z\" and the dynamics of \"y\"")) << warnings(chain);
}

const std::string one_actor =
    "roles: {side: {}}\nactors: {A: {role: side, policy: p}}\n"
    "policies: {p: {by: side, main: {choose: random, weights: {act: 1, hold: 1}}}}\n";

TEST(Influence, OfActsIsWhatTheyChangeAndWhatRemembersThem) {
    EXPECT_EQ(codes_of(one_actor + "actions: {act: {by: side}}\n"), "W606");
    EXPECT_EQ(codes_of(one_actor + "actions: {act: {by: side}}\nmeasures: {m: times(act)}\n"), "");
    EXPECT_EQ(codes_of(one_actor + "actions: {act: {by: side, tags: [loud]}}\nmeasures: {m: times(loud)}\n"), "");
    EXPECT_EQ(codes_of(one_actor + "actions: {act: {by: side, when: since(act) > 2}}\n"), "");
    const std::string text = one_actor + "actions: {act: {by: side, effects: [x += 1]}}\nvariables: {x: 0, y: 0}\n";
    const std::string tail = "dynamics: [\"y' = x\", \"x' = y\"]\n";
    EXPECT_TRUE(says(warnings(text + tail), "it reaches only \"x\", and that leads to nothing that counts"))
        << warnings(text + tail);
    EXPECT_EQ(codes_of(text + tail + "payoffs: {side: {gain: y}}\n"), "");
    // What assigns a policy decides.
    EXPECT_EQ(codes_of(one_actor + "actions: {act: {by: side, effects: [A.policy = p]}}\n"), "");
}

TEST(Influence, OfDoingNothingIsNotAskedWhereThereIsNoHold) {
    EXPECT_EQ(codes_of("roles: {side: {}}\nactors: {A: {role: side, policy: p}}\nchannels: {main: {hold: false}}\n"
                       "actions: {act: {by: side, effects: [x += 1]}, wait: {by: side}}\nvariables: {x: 0}\n"
                       "policies: {p: {by: side, main: {choose: random, weights: {act: 1, wait: 1}}}}\n"
                       "measures: {m: final(x)}\n"),
              "");
}

TEST(Influence, OfChanceEndsWithItsEffects) {
    const std::string event = "parameters: {risk: 0.1}\nchance: {storm: {probability: risk}}\n";
    EXPECT_EQ(codes_of(event), "W606 W606");
    EXPECT_TRUE(says(warnings(event), "it is read only by \"storm\", and nothing follows from that"))
        << warnings(event);
    EXPECT_EQ(codes_of(event + "measures: {m: count(storm)}\n"), "");
}

TEST(Influence, OfATheoryIsLeftToItsScenarios) {
    const Files files;
    const std::string theory =
        "standoff: 1\ntheory: T\nroles: {side: {}}\nparameters: {p: 1, unused: 2}\n"
        "variables: {x: 1, y: 1}\ndynamics: [\"x' = p * y\", \"y' = x\"]\n"
        "policies: {spare: {by: side}}\n";
    EXPECT_EQ(codes(files.load(theory)), "W604");  // the parameter that nothing reads
    files.write("theory.yaml", theory);
    const std::string head = abstract_head + "uses: theory.yaml\nactors: {A: {role: side}}\n";
    EXPECT_EQ(codes(files.load(head + "measures: {m: final(x + unused)}\n")), "");
    EXPECT_EQ(codes(files.load(head + "measures: {m: final(unused)}\n")), "W606 W606 W606");
}

TEST(Names, OfPoliciesCountWhoeverCanAssignThem) {
    const std::string held =
        "roles: {side: {}}\nactors: {A: {role: side, policy: one}}\npolicies: {one: {by: side}, two: {by: side}}\n";
    EXPECT_EQ(codes_of(held), "W607");
    EXPECT_EQ(codes_of(held + "variants: {v: {set: {A.policy: two}}}\n"), "");
    EXPECT_EQ(codes_of(held + "calendar: [{name: C, at: 3, effects: [A.policy = two]}]\n"), "");
    EXPECT_EQ(codes_of(held + "experiments: {e: {design: grid, vary: {A.policy: [one, two]}}}\n"), "");
    const Files files;
    EXPECT_EQ(codes(files.load(abstract_head + held, {.variant = {}, .set = {"A.policy=two"}, .until = {}})), "W607");
    LoadOptions vary;
    vary.vary = {"A.policy=one,two"};
    EXPECT_EQ(codes(files.load(abstract_head + held, vary)), "");
}

TEST(Names, OfGroupsCountInTurnsLoopsAndSets) {
    const std::string group =
        "roles: {side: {}}\nactors: {A: {role: side}, B: {role: side}}\ngroups: {g: [A]}\n"
        "variables: {v: {of: side, initial: 0}}\n";
    const std::string measure = "measures: {m: final(A.v)}\n";
    EXPECT_EQ(codes_of(group + measure), "W607");
    EXPECT_EQ(codes_of(group + "measures: {m: final(max(c.v for c in g))}\n"), "");
    EXPECT_EQ(codes_of(group + measure + "dynamics: [\"c.v' = 1 for c in g\"]\n"), "");
    EXPECT_EQ(codes_of(group + measure + "turns: [[g], [B]]\n"), "");
    EXPECT_EQ(codes_of(group + measure + "payoffs: {g: {gain: v}}\n"), "");
}

// --- What is never reached -------------------------------------------------------------------------------------------

std::string outcomes(const std::string& all) {
    return codes_of(
        "variables: {x: {range: [0, 1], initial: 0.5}, y: 0}\ndynamics: [\"x' = y\", \"y' = x + 1\"]\n"
        "outcomes: {" +
        all + ", otherwise: rest}\n");
}

TEST(Outcomes, ThatAnEarlierOneForestallsAreWarnedOf) {
    EXPECT_EQ(outcomes("a: {when: x > 0.8}, b: {when: x > 0.9}"), "W608");
    EXPECT_EQ(outcomes("a: {when: x > 0.9}, b: {when: x > 0.8}"), "");
    EXPECT_EQ(outcomes("a: {when: x > 0.8}, b: {when: y > 3}, c: {when: y > 3 and x > 0.1}"), "W608");
    EXPECT_EQ(outcomes("a: {when: x >= 0}, b: {when: y > 3}"), "W608");
    EXPECT_EQ(outcomes("a: {when: x < 0}, b: {when: y > 3}"), "W608");
}

std::string rules(const std::string& all) {
    return codes_of(
        "roles: {side: {}}\nactors: {A: {role: side, policy: p}, B: {role: side, policy: p}}\n"
        "variables: {x: {range: [0, 1], initial: 0.5}, v: {of: side, initial: 0}}\nparameters: {w: 1}\n"
        "actions: {arm: {by: side, to: side, effects: [x += 0.1]}, talk: {by: side, effects: [x -= 0.1 * v]}}\n"
        "policies:\n  p:\n    by: side\n    main:\n      choose: rules\n      rules: [" +
        all +
        "]\n"
        "measures: {m: final(x) + 0 * w}\n");
}

TEST(Rules, ThatAnEarlierOneForestallsAreWarnedOf) {
    EXPECT_EQ(rules("{when: x > 0.5, do: arm}, {when: x > 0.6, do: arm}"), "W608");
    EXPECT_EQ(rules("{when: x > 0.5, do: [arm, talk]}, {when: x > 0.6, do: arm}"), "W608");
    EXPECT_EQ(rules("{when: target.v > 0.5, do: arm}, {when: target.v > 0.6, do: arm(B)}"), "W608");
    EXPECT_EQ(rules("{when: x > 1, do: arm}, {do: talk}"), "W608");
    // Another item, a narrower one, a tighter condition or a weight that may be 0: the later rule has its day.
    EXPECT_EQ(rules("{when: x > 0.5, do: arm}, {when: x > 0.6, do: talk}"), "");
    EXPECT_EQ(rules("{when: x > 0.5, do: arm}, {when: x > 0.6, do: [arm, talk]}"), "");
    EXPECT_EQ(rules("{when: x > 0.5, do: arm(B)}, {when: x > 0.6, do: arm}"), "");
    EXPECT_EQ(rules("{when: x > 0.6, do: arm}, {when: x > 0.5, do: arm}"), "");
    EXPECT_EQ(rules("{when: x > 0.5, do: {arm: w}}, {when: x > 0.6, do: arm}"), "");
    EXPECT_EQ(rules("{when: x > 0.5, do: {arm: 2}}, {when: x > 0.6, do: arm}"), "W608");
}

TEST(Conditions, ThatNeverHoldAreWarnedOfWhereTheyStand) {
    const std::string head =
        "roles: {side: {}}\nactors: {A: {role: side}, B: {role: side}}\n"
        "variables: {x: {range: [0, 1], initial: 0}, v: {of: side, initial: 0}}\n"
        "measures: {m: final(x), n: final(A.v)}\n";
    EXPECT_EQ(codes_of(head + "dynamics: [\"x' = 1 if x > 2\"]\n"), "W609");
    EXPECT_EQ(codes_of(head + "dynamics: [\"c.v' = sum(d.v for d in side if d != c) for c in side\"]\n"), "");
    EXPECT_EQ(codes_of(head + "dynamics: [\"c.v' = sum(d.v for d in side if c != c) for c in side\"]\n"), "W609");
    EXPECT_EQ(codes_of(head + "dynamics: [\"c.v' = 1 for c in side if c != c\"]\n"), "W609");
}

}  // namespace
}  // namespace standoff
