#include "report/never_chosen.hpp"

#include <gtest/gtest.h>

namespace standoff {
namespace {

DecisionRecord decision(int step, const std::string& actor, const std::string& chosen, std::vector<ItemRecord> items,
                        std::vector<std::string> unavailable = {}) {
    DecisionRecord record;
    record.step = step;
    record.date = "day " + std::to_string(step);
    record.actor = actor;
    record.chosen = chosen;
    record.items = std::move(items);
    record.unavailable = std::move(unavailable);
    return record;
}

ItemRecord item(const std::string& name, double probability) { return {name, 0, probability, {}}; }

TEST(NeverChosen, IsWhatLayOpenOrNeverDidAndWasDoneByNobodyOfThatName) {
    const std::vector<NeverChosen> rest = never_chosen({
        decision(0, "KAR", "probe(small)", {item("hold", 0.5), item("probe(small)", 0.4), item("probe(big)", 0.1)},
                 {"probe(huge)"}),
        decision(0, "ALD", "hold", {item("hold", 0.7), item("probe(small)", 0.3)}),
        decision(1, "KAR", "hold", {item("hold", 0.5), item("probe(small)", 0.3), item("probe(big)", 0.2)},
                 {"probe(huge)"}),
        decision(2, "KAR", "hold", {item("hold", 0.8), item("probe(big)", 0.2)}, {"probe(small)", "probe(huge)"}),
    });
    ASSERT_EQ(rest.size(), 3U);
    EXPECT_EQ(rest[0].actor, "KAR");
    EXPECT_EQ(rest[0].item, "probe(big)");
    EXPECT_EQ(rest[0].decisions, 3);
    EXPECT_EQ(rest[0].open, 3);
    EXPECT_EQ(rest[0].likeliest, 0.2);
    EXPECT_EQ(rest[0].step, 1);  // the first of two
    EXPECT_EQ(rest[0].date, "day 1");
    EXPECT_EQ(rest[1].item, "probe(huge)");
    EXPECT_EQ(rest[1].decisions, 3);
    EXPECT_EQ(rest[1].open, 0);
    EXPECT_EQ(rest[1].step, -1);
    EXPECT_EQ(rest[2].actor, "ALD");  // what another actor chose does not count
    EXPECT_EQ(rest[2].item, "probe(small)");
    EXPECT_EQ(rest[2].open, 1);
}

TEST(NeverChosen, KnowsChannelsApart) {
    DecisionRecord main = decision(0, "A", "push", {item("hold", 0.5), item("push", 0.5)});
    DecisionRecord other = decision(0, "A", "hold", {item("hold", 0.9), item("push", 0.1)});
    main.channel = "main";
    other.channel = "other";
    const std::vector<NeverChosen> rest = never_chosen({main, other});
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].channel, "other");
    EXPECT_EQ(rest[0].likeliest, 0.1);
}

TEST(NeverChosen, TellsTheLikeliestOfAnActorFirst) {
    const std::vector<NeverChosen> rest =
        never_chosen({decision(0, "A", "hold", {item("hold", 0.7), item("a", 0.1), item("b", 0.2)}, {"c"}),
                      decision(1, "A", "hold", {item("hold", 0.4), item("a", 0.1), item("c", 0.5)})});
    ASSERT_EQ(rest.size(), 3U);
    EXPECT_EQ(rest[0].item, "c");
    EXPECT_EQ(rest[1].item, "b");
    EXPECT_EQ(rest[2].item, "a");
    EXPECT_TRUE(never_chosen({}).empty());
}

}  // namespace
}  // namespace standoff
