// Calendar, inputs, the clock, and values of the past.
#include "engine/small_run.hpp"

namespace standoff::test {
namespace {

using Path = std::vector<double>;

TEST(Calendar, EntryIsInForceInEveryStepThatSharesADayWithIt) {
    // Steps begin on 3, 10, 17, 24, 31 January 2022. The drill runs from Sunday 16 to Monday 24: steps 1, 2, 3.
    const Play play(R"~(
time: {start: 2022-01-03, step: 1 week, end: 2022-02-06}
roles: {side: {}}
actors: {A: {role: side}}
variables: {drill: {of: side, input: true, initial: 0.25}, seen: 0}
dynamics: ["seen' = seen + A.drill"]
calendar:
  - {name: Drill, during: [2022-01-16, 2022-01-24], inputs: {A.drill: 2}}
measures: {last: final(seen)}
)~");
    EXPECT_EQ(play.model->steps, 5);
    EXPECT_EQ(play->path("A.drill"), (Path{0.25, 0.25, 2, 2, 2, 0.25}));  // state k + 1 is recorded after step k
    EXPECT_DOUBLE_EQ(play->measures.at("last"), 3 * 2 + 2 * 0.25);
}

TEST(Calendar, LastInTheFileCountsAndInputsReturn) {
    const Play play(R"~(
time: {step: 1, steps: 7}
roles: {side: {}}
actors: {A: {role: side, set: {drill: 7}}}
parameters: {size: 3}
variables: {drill: {of: side, input: true, initial: 0, range: [0, 8]}}
calendar:
  - {name: Long, during: [1, 5], inputs: {A.drill: size}}
  - {name: Short, during: [2, 3], inputs: {A.drill: size * 2}}
measures: {last: final(A.drill)}
)~");
    // Ends inclusive: steps 1 to 5, and 2 and 3.
    EXPECT_EQ(play->path("A.drill"), (Path{7, 7, 3, 6, 6, 3, 3, 7}));
}

TEST(Calendar, EffectsHappenOnceInTheFirstStepAndNeverBeforeTheStart) {
    const Play play(R"~(
time: {start: 2022-01-03, step: 1 week, steps: 6}
roles: {side: {}}
actors: {A: {role: side}}
variables: {x: 0, y: 0, z: 0}
calendar:
  - {name: Before, during: [2021-12-20, 2022-01-20], effects: [x += 100]}
  - {name: Once, during: [2022-01-12, 2022-02-01], effects: [x += 1]}
  - {name: First day, at: 2022-01-03, effects: [y += 1]}
  - {name: Every fortnight, every: 2 weeks, from: 2022-01-05, for: 3 days, effects: [z += 1]}
measures: {last: final(x + y + z)}
)~");
    EXPECT_EQ(play->path("x"), (Path{0, 0, 1, 1, 1, 1, 1}));
    EXPECT_EQ(play->path("y"), (Path{0, 1, 1, 1, 1, 1, 1}));
    EXPECT_EQ(play->path("z"), (Path{0, 1, 1, 2, 2, 3, 3}));
}

TEST(Calendar, EffectsOfOneStepReadTheStateBeforeAndCommitTogether) {
    const Play play(R"~(
time: {step: 1, steps: 2}
roles: {side: {}}
actors: {A: {role: side}}
variables: {x: 1, y: 2}
calendar:
  - {name: One, at: 1, effects: [x = y, y += 1]}
  - {name: Two, at: 1, effects: [y = x + 10, x += 100]}
dynamics: ["x' = x * 2"]
measures: {last: final(x + y)}
)~");
    EXPECT_EQ(play->path("x"), (Path{1, 2, 4}));   // doubled; then = y = 2 beats += 100, and is doubled
    EXPECT_EQ(play->path("y"), (Path{2, 2, 12}));  // x was 2
}

TEST(Calendar, YearlyEntryRepeatsTheDate) {
    const Play play(R"~(
time: {start: 2023-01-01, step: 1 month, steps: 30}
roles: {side: {}}
actors: {A: {role: side}}
variables: {drill: {input: true, initial: 0}}
calendar:
  - {name: Spring, every: 1 year, from: 2023-03-13, for: 2 weeks, inputs: {drill: 1}}
measures: {last: total(drill)}
)~");
    EXPECT_EQ(play->measures.at("last"), 3);
    for (const std::size_t state : {3U, 15U, 27U}) EXPECT_EQ(play->at("drill", state), 1);
}

TEST(Clock, DatedStepsKnowYearMonthAndNow) {
    // Weeks from Monday 19 December 2022: 19, 26 December, 2, 9 January.
    const Play play(R"~(
time: {start: 2022-12-19, step: 1 week, end: 2023-01-15}
roles: {side: {}}
actors: {A: {role: side}}
variables: {y: 0, m: 0, passed: 0, after: 0, length: 0}
dynamics:
  - y' = year
  - m' = month
  - passed' = now / 1 week
  - after' = 1 if now >= date(2023-01-05) else 0
  - length' = dt / 1 day
measures: {last: final(y + m + passed + after + length), end: final(now) / 1 day}
)~");
    EXPECT_EQ(play->path("y"), (Path{0, 2022, 2022, 2023, 2023}));
    EXPECT_EQ(play->path("m"), (Path{0, 12, 12, 1, 1}));
    EXPECT_EQ(play->path("passed"), (Path{0, 0, 1, 2, 3}));
    EXPECT_EQ(play->path("after"), (Path{0, 0, 0, 1, 1}));  // the step of 2 January holds the 5th
    EXPECT_EQ(play->at("length", 1), 7);
    EXPECT_EQ(play->measures.at("end"), 28);
}

TEST(Clock, CalendarMonthsKeepToTheCalendarAndCountAsThirtyDaysAndSome) {
    const Play play(R"~(
time: {start: 2023-11-15, step: 1 month, steps: 5}
roles: {side: {}}
actors: {A: {role: side}}
variables: {m: 0, y: 0, on: 0, before: 0, passed: 0}
dynamics:
  - m' = month
  - y' = year
  - on' = 1 if now == date(2024-02-29) else 0
  - before' = 1 if now > date(2023-11-14) else 0
  - passed' = now / 1 month
measures: {last: final(m + y + on + before + passed), step_days: final(dt) / 1 day}
)~");
    EXPECT_EQ(play.model->dates, (std::vector<std::string>{"2023-11-15", "2023-12-15", "2024-01-15", "2024-02-15",
                                                           "2024-03-15", "2024-04-15"}));
    EXPECT_EQ(play->path("m"), (Path{0, 11, 12, 1, 2, 3}));
    EXPECT_EQ(play->path("y"), (Path{0, 2023, 2023, 2024, 2024, 2024}));
    EXPECT_EQ(play->path("on"), (Path{0, 0, 0, 0, 1, 0}));
    EXPECT_EQ(play->path("before"), (Path{0, 1, 1, 1, 1, 1}));
    EXPECT_EQ(play->path("passed"), (Path{0, 0, 1, 2, 3, 4}));
    EXPECT_EQ(play->measures.at("step_days"), 30.4375);
}

TEST(Clock, StepsOfARunCoverItsLastDay) {
    for (const auto& [end, steps] :
         {std::pair{"2022-01-03", 1}, {"2022-01-09", 1}, {"2022-01-10", 2}, {"2022-12-31", 52}}) {
        const Play play("time: {start: 2022-01-03, step: 1 week, end: " + std::string(end) + R"~(}
roles: {side: {}}
actors: {A: {role: side}}
variables: {x: 0}
dynamics: ["x' = x + 1"]
measures: {last: final(x)}
)~");
        EXPECT_EQ(play->measures.at("last"), steps) << end;
        EXPECT_EQ(play->states(), static_cast<std::size_t>(steps) + 1);
    }
}

constexpr const char* counting = R"~(
time: {step: 1, steps: 5}
roles: {side: {}}
actors: {A: {role: side}}
variables: {x: 10, y: 0, z: 0, w: 0}
derived:
  earlier: {is: "lag(x, 1)"}
)~";

TEST(Lag, GivesTheInitialValueBeforeTheStart) {
    const Play play(std::string(counting) + R"~(
dynamics:
  - x' = x + 1
  - y' = lag(x, 2)
  - z' = lag(x * 10, 1)
  - w' = lag(x, 0) + lag(x, 99)
measures: {last: "final(lag(x, 3))", rest: final(y + z + w + earlier)}
)~");
    EXPECT_EQ(play->path("y"), (Path{0, 10, 10, 10, 11, 12}));
    EXPECT_EQ(play->path("z"), (Path{0, 100, 100, 110, 120, 130}));
    EXPECT_EQ(play->path("w"), (Path{0, 20, 21, 22, 23, 24}));
    EXPECT_EQ(play->measures.at("last"), 12);
}

TEST(Lag, OfALagStartsFromTheInitialValueToo) {
    const Play play(std::string(counting) + R"~(
dynamics:
  - x' = x + 1
  - y' = lag(earlier, 1)
  - z' = lag(lag(x, 2), 1)
  - w' = 1
measures: {last: final(y + z + w)}
)~");
    EXPECT_EQ(play->path("y"), (Path{0, 10, 10, 10, 11, 12}));
    EXPECT_EQ(play->path("z"), (Path{0, 10, 10, 10, 10, 11}));
}

TEST(Lag, IsKeptApartByLevel) {
    const Play play(R"~(
time: {step: 1, steps: 2}
roles: {side: {}}
actors: {A: {role: side, policy: p}, B: {role: side, policy: p}}
variables: {x: 2, got: {of: side, initial: 0}}
actions:
  take: {by: side, level: [1, 10], effects: ["got = lag(x * level, 1)"]}
policies:
  p: {by: side, main: {choose: rules, rules: [{when: self == A, do: take(1)}, {do: take(10)}]}}
measures: {last: final(A.got + B.got)}
)~");
    EXPECT_EQ(play->at("A.got", 1), 2);
    EXPECT_EQ(play->at("B.got", 1), 20);
}

}  // namespace
}  // namespace standoff::test
