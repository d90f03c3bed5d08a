// since, count and times; and scripts, which feed them.
#include "engine/small_run.hpp"

namespace standoff::test {
namespace {

using Path = std::vector<double>;

/// A replays acts on two things; what is written to `watched` is taken down in every step by the dynamics.
std::string replay(const std::string& rows, const std::string& watched, const std::string& rest = "") {
    return R"~(
time: {step: 0.5, steps: 6}
roles: {side: {}, rest: {}, issue: {thing: true}}
things: {oil: {role: issue}, gas: {role: issue}}
actors: {A: {role: side, policy: history}, B: {role: side, policy: quiet}}
variables: {seen: 0}
actions:
  press: {by: side, to: issue, tags: [harsh], count: 2, effects: []}
  threaten: {by: side, to: issue, tags: [harsh], effects: []}
policies:
  history:
    by: side
    main:
      choose: script
      script:
)~" + rows +
           R"~(
  quiet: {by: side, main: {choose: rules, rules: [{do: hold}]}}
dynamics:
  - seen' = )~" +
           watched + R"~(
measures: {last: final(seen)}
)~" + rest;
}

constexpr const char* rows = R"~(
        - {date: 0.5, action: press, target: oil}
        - {date: 0.5, action: threaten, target: gas}
        - {date: 1.5, action: press, target: gas, count: 5}
        - {date: 2, action: threaten, target: oil}
)~";

Path watch(const std::string& watched) {
    const Play play(replay(rows, watched));
    Path path = play->path("seen");
    path.erase(path.begin());  // the initial state
    return path;
}

// Steps 0 … 5 of length 0.5. Dynamics of step k read what happened in steps up to k.
TEST(Memory, SinceIsTheTimeThatHasPassed) {
    EXPECT_EQ(watch("min(99, since(press))"), (Path{99, 0, 0.5, 0, 0.5, 1}));
    EXPECT_EQ(watch("min(99, since(threaten))"), (Path{99, 0, 0.5, 1, 0, 0.5}));
    EXPECT_EQ(watch("min(99, since(harsh))"), (Path{99, 0, 0.5, 0, 0, 0.5}));
    EXPECT_EQ(watch("min(99, since(press to gas))"), (Path{99, 99, 99, 0, 0.5, 1}));
    EXPECT_EQ(watch("min(99, since(press by B))"), (Path{99, 99, 99, 99, 99, 99}));
    EXPECT_EQ(watch("1 if since(press by B) > 1000000 else 0"), (Path{1, 1, 1, 1, 1, 1}));
}

TEST(Memory, CountIsUnitsAndTimesIsActs) {
    EXPECT_EQ(watch("count(press)"), (Path{0, 2, 2, 7, 7, 7}));
    EXPECT_EQ(watch("times(press)"), (Path{0, 1, 1, 2, 2, 2}));
    EXPECT_EQ(watch("count(harsh)"), (Path{0, 3, 3, 8, 9, 9}));
    EXPECT_EQ(watch("times(harsh by A to oil)"), (Path{0, 1, 1, 1, 2, 2}));
    EXPECT_EQ(watch("times(harsh by side)"), (Path{0, 2, 2, 3, 4, 4}));
    EXPECT_EQ(watch("times(harsh by rest)"), (Path{0, 0, 0, 0, 0, 0}));
    EXPECT_EQ(watch("sum(times(harsh by c) for c in side)"), (Path{0, 2, 2, 3, 4, 4}));
    EXPECT_EQ(watch("sum(count(harsh to i) for i in issue)"), (Path{0, 3, 3, 8, 9, 9}));
}

TEST(Memory, OfAChanceEvent) {
    const Play play(R"~(
time: {step: 1, steps: 4}
roles: {side: {}}
actors: {A: {role: side}}
variables: {x: 0, t: 0}
chance:
  quake: {probability: 1 if now == 1 or now == 3 else 0, effects: [x += 10]}
dynamics:
  - t' = times(quake) * 100 + min(9, since(quake))
measures: {last: final(x), quakes: count(quake)}
)~");
    EXPECT_EQ(play->path("t"), (Path{0, 9, 100, 101, 200}));
    EXPECT_EQ(play->path("x"), (Path{0, 0, 10, 10, 20}));
    EXPECT_EQ(play->measures.at("quakes"), 2);
}

TEST(Memory, ChangesWhenThePhaseCommits) {
    // Both act for the first time in the same step: neither has seen the other's act.
    const Play play(R"~(
time: {step: 1, steps: 2}
roles: {side: {}}
actors: {A: {role: side, policy: p}, B: {role: side, policy: p}}
variables: {v: {of: side, initial: 0}, o: {of: side, initial: 0}}
actions:
  act: {by: side, effects: [v = times(act), o = times(act by other)]}
policies:
  p: {by: side, main: {choose: rules, rules: [{do: act}]}}
measures: {last: final(A.v + A.o)}
)~");
    EXPECT_EQ(play->path("A.v"), (Path{0, 0, 2}));
    EXPECT_EQ(play->path("B.o"), (Path{0, 0, 1}));
}

TEST(Scripts, PlaySeveralRowsAStepAndDoNothingElse) {
    const Play play(replay(rows, "0"));
    EXPECT_EQ(play->choices("A"), "hold, press(oil), threaten(gas), hold, press(gas), threaten(oil), hold");
    EXPECT_EQ(play->choices("B"), "hold, hold, hold, hold, hold, hold");
    double units = 0;
    for (const Event& event : play->events)
        if (event.decision >= 0 && event.item > 0) units += event.count;
    EXPECT_EQ(units, 2 + 1 + 5 + 1);
}

constexpr const char* past = R"~(
        - {date: -2, action: press, target: oil, count: 4}
        - {date: -1, action: threaten, target: gas}
)~";

TEST(Scripts, RowsBeforeTheStartFeedOnlyTheMemory) {
    const std::string with_more = std::string(past) + "        - {date: 1, action: press, target: gas}\n";
    for (const std::string& script : {std::string(past), with_more}) {
        SCOPED_TRACE(script);
        const Play play(replay(script, "since(harsh)"));
        EXPECT_EQ(play->at("seen", 1), 1);
        EXPECT_EQ(Play(replay(script, "since(press to oil)"))->at("seen", 2), 2.5);
        EXPECT_EQ(Play(replay(script, "count(press)"))->at("seen", 1), 4);
        EXPECT_EQ(Play(replay(script, "times(harsh by A)"))->at("seen", 1), 2);
        EXPECT_EQ(play->choices("A").substr(0, 10), "hold, hold");
    }
}

TEST(Scripts, AreNotBoundByWhenAndMayFixSuccess) {
    const Play play(R"~(
time: {start: 2022-01-03, step: 1 week, steps: 4}
roles: {side: {}}
actors: {A: {role: side, policy: history}}
variables: {hits: 0, shots: 0}
actions:
  fire: {by: side, when: 1 < 0, count: 3, success: 0.5, effects: [hits += success, shots += count]}
policies:
  history:
    by: side
    main:
      choose: script
      script:
        - {date: 2022-01-12, action: fire, count: 8, success: 6}
        - {date: 2022-01-17, action: fire, success: 1}
measures: {last: final(hits)}
)~");
    EXPECT_EQ(play->path("shots"), (Path{0, 0, 8, 11, 11}));
    EXPECT_EQ(play->path("hits"), (Path{0, 0, 6, 7, 7}));
}

TEST(Scripts, MayBeATable) {
    const TemporaryFile table("date,action,target,level,count,success\n1,press,oil,0.5,,\n2,press,gas,1,,\n", ".csv");
    const Play play(R"~(
time: {step: 1, steps: 4}
roles: {side: {}, issue: {thing: true}}
things: {oil: {role: issue}, gas: {role: issue}}
actors: {A: {role: side, policy: history}}
variables: {sum_of_levels: 0}
actions:
  press: {by: side, to: issue, level: [0.5, 1], effects: [sum_of_levels += level]}
policies:
  history: {by: side, main: {choose: script, script: )~" +
                    std::filesystem::path(table.path()).filename().string() + R"~(}}
measures: {last: final(sum_of_levels)}
)~");
    EXPECT_EQ(play->choices("A"), "hold, press(oil, 0.5), press(gas, 1), hold");
    EXPECT_EQ(play->path("sum_of_levels"), (Path{0, 0, 0.5, 1.5, 1.5}));
}

}  // namespace
}  // namespace standoff::test
