#include "report/turning_points.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "report/sample_record.hpp"

namespace standoff {
namespace {

using testing::act;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::string steps_of(const std::vector<ShownEvent>& events) {
    std::string text;
    for (const ShownEvent& event : events) text += std::to_string(event.step) + " ";
    return text;
}

TEST(TurningPoints, AreTheHighestRungsInOrderOfTime) {
    const std::vector<ShownEvent> events = {act(1, "", "A", "low", "", 1), act(2, "", "A", "high", "", 9),
                                            act(3, "", "A", "middle", "", 5), act(4, "", "B", "high", "", 9)};
    EXPECT_EQ(steps_of(turning_points(events, 1, 3)), "2 3 4 ");
    EXPECT_EQ(steps_of(turning_points(events, 1, 9)), "1 2 3 4 ");
}

TEST(TurningPoints, PreferTheRareAmongEquals) {
    const std::vector<ShownEvent> events = {act(1, "", "A", "often", "", 3), act(2, "", "A", "often", "", 3),
                                            act(3, "", "A", "once", "", 3), act(4, "", "A", "often", "", 3)};
    EXPECT_EQ(steps_of(turning_points(events, 1, 2)), "1 3 ");
}

TEST(TurningPoints, HoldChanceAsTheHighest) {
    ShownEvent chance = act(5, "", "", "incident", "", nan);
    chance.channel.clear();
    const std::vector<ShownEvent> events = {act(1, "", "A", "high", "", 9), act(2, "", "A", "high", "", 9), chance};
    EXPECT_EQ(steps_of(turning_points(events, 1, 1)), "5 ");
}

TEST(TurningPoints, AreOfOneRunOnly) {
    std::vector<ShownEvent> events = {act(1, "", "A", "a", "", 1), act(2, "", "A", "a", "", 1)};
    events[1].run = 2;
    EXPECT_EQ(steps_of(turning_points(events, 2, 5)), "2 ");
    EXPECT_TRUE(turning_points(events, 3, 5).empty());
}

TEST(ActText, ReadsLikeTheLanguage) {
    EXPECT_EQ(act_text(act(1, "", "A", "test", "", 1)), "test");
    EXPECT_EQ(act_text(act(1, "", "A", "test", "icbm", 1, 2)), "test(icbm) ×2");
    EXPECT_EQ(act_text(act(1, "", "A", "test", "icbm", 1, 3, 1)), "test(icbm) ×3, 1 worked");
    EXPECT_EQ(act_text(act(1, "", "A", "test", "icbm", 1, 1, 0)), "test(icbm), failed");
    EXPECT_EQ(act_text(act(1, "", "A", "test", "icbm", 1, 1, 1)), "test(icbm)");
    ShownEvent level = act(1, "", "A", "tighten", "DPRK", 1);
    level.level = "0.15";
    EXPECT_EQ(act_text(level), "tighten(DPRK, 0.15)");
    level.target.clear();
    EXPECT_EQ(act_text(level), "tighten(0.15)");
}

}  // namespace
}  // namespace standoff
