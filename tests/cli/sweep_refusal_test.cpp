// What standoff sweep refuses before it plays a run, and in which words.
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cli/sweep_program.hpp"

namespace standoff {
namespace {

using testing::put;
using testing::small_scenario;
using testing::sweep_scenario;
using testing::SweepProgram;
using Words = std::vector<std::string>;

TEST_F(SweepProgram, RefusesWhatCannotBe) {
    const Words two = {"small.yaml", "--vary", "heat=0.1,0.2"};
    const auto with = [](Words words, const Words& more) {
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    expect_refused({}, "needs a scenario");
    expect_refused({"none.yaml"}, "none.yaml", 3);
    expect_refused({"small.yaml"}, "the file has heating and calming; choose one with --experiment");
    expect_refused(with(two, {"--shard", "1/2", "--seed", "random"}), "every shard would draw a seed of its own");
    expect_refused({"small.yaml", "--experiment", "heatings"}, "did you mean \"heating\"?");
    expect_refused({"small.yaml", "--experiment", "none"}, "the file has heating and calming");
    expect_refused(with(two, {"--experiment", "heating"}), "give one of them");
    expect_refused({"small.yaml", "--experiment", "heating", "--variant", "cool"}, "with --variant say what to vary");
    expect_refused({"small.yaml", "--experiment", "heating", "--points", "4"},
                   "--points goes with lhs, sobol or random");
    expect_refused({"small.yaml", "--vary", "heat=0:1"}, "--points N");
    expect_refused({"small.yaml", "--vary", "heat=0:1", "--design", "grid"}, "needs a number of steps");
    expect_refused({"small.yaml", "--vary", "heat=0:1:1"}, "not a whole number of at least 2");
    expect_refused({"small.yaml", "--vary", "heat=0:2:3"}, "the range is 0 to 1");
    expect_refused({"small.yaml", "--vary", "heat=0.5,1.5"}, "the range is 0 to 1");
    expect_refused({"small.yaml", "--vary", "heat=1:0:3"}, "a span ends above its beginning");
    expect_refused({"small.yaml", "--vary", "heat=0:1:3:log"}, "a logarithmic span lies above 0");
    expect_refused({"small.yaml", "--vary", "heat=prior", "--points", "3"}, "cannot be drawn");
    expect_refused({"small.yaml", "--vary", "heat=0.5"}, "one value is for --set");
    expect_refused({"small.yaml", "--vary", "heat"}, "what varies is a path and its values");
    expect_refused({"small.yaml", "--vary", "heta=0,1"}, "heat");
    expect_refused({"small.yaml", "--vary", "B.policy=calm,wild"}, "\"wild\" is not a policy");
    expect_refused({"small.yaml", "--vary", "variant=base,cold"}, "is not a variant");
    expect_refused({"small.yaml", "--vary", "calendar.dril=on,off"}, "is not an entry of the calendar");
    expect_refused(with(two, {"--vary", "heat=0.3,0.4"}), "varies twice");
    expect_refused({"small.yaml", "--vary", "variant=base,cool", "--variant", "cool"}, "the variants cannot vary");
    expect_refused(with(two, {"--set", "heat=0.3"}), "\"heat\" is set and varies");
    expect_refused({"small.yaml", "--experiment", "calming", "--set", "B.policy=calm"}, "error[E229]: \"B.policy\"");
    expect_refused({"small.yaml", "--vary", "until=3,4", "--until", "5"}, "\"until\" is set and varies");
    expect_refused({"small.yaml", "--vary", "heat=0.1,0.1"}, "\"heat\" takes 0.1 twice");
    expect_refused({"small.yaml", "--vary", "heat=0.1,0.2,"}, "a value is missing after the last comma");
    expect_refused({"small.yaml", "--vary", "heat=0:1:3", "--points", "7"}, "write heat=low:high without them");
    expect_refused({"small.yaml", "--vary", "heat=0:1:3", "--vary", "tension=0:1", "--points", "7"},
                   "the steps of heat are for a grid, and this is none");
    expect_refused({"small.yaml", "--vary", "heat=0:1", "--points", "10000001"},
                   "a design of 10000001 points is more than the 10000000 that one study may have");
    expect_refused(with(two, {"--measure", "pushs"}), "did you mean \"pushes\"?");
    expect_refused(with(two, {"--design", "sobl"}), "none of grid, lhs, random, sobol");
    expect_refused(with(two, {"--points", "0"}), "not a whole number");
    expect_refused(with(two, {"--runs", "0"}), "not a whole number");
    for (const char* shard : {"0/3", "4/3", "3", "x"})
        expect_refused(with(two, {"--shard", shard}), "neither a part (3/8) nor auto");
    expect_refused(with(two, {"--shard", "auto"}), "write --shard 1/8");
    put(here_ / "small.yaml", small_scenario());
    expect_refused({"small.yaml"}, "the file has no experiments; say what to vary");
    put(here_ / "small.yaml", sweep_scenario("measure: 1\n"));
    expect_refused(two, "error[E", 3);
}

}  // namespace
}  // namespace standoff
