#include "report/telling_decisions.hpp"

#include <gtest/gtest.h>

#include "report/sample_decisions.hpp"
#include "report/sample_record.hpp"

namespace standoff {
namespace {

using testing::act;
using testing::weighing_decision;
using testing::weighing_rule;

std::string steps_of(const std::vector<DecisionRecord>& records) {
    std::string text;
    for (const DecisionRecord& record : records) text += std::to_string(record.step) + " ";
    return text;
}

/// One of two items: `push` at probability `push` with a value to go with it, where `hold` is worth 0.
DecisionRecord choice(int step, const std::string& chosen, double push, double value) {
    DecisionRecord record = weighing_decision(chosen, chosen == "push" ? push : 1 - push, 0.5);
    record.step = step;
    record.actor = "A";
    record.channel = "military";
    record.items = {{"hold", 0, 1 - push, {}}, {"push", value, push, {{"gain", value}}}};
    return record;
}

std::string told(const std::vector<ShownEvent>& events, const std::vector<DecisionRecord>& records) {
    TellingDecisions telling(events);
    for (const DecisionRecord& record : records) telling.look_at(record, explain(weighing_rule(), record));
    return steps_of(telling.take());
}

TEST(TellingDecisions, AreTheHighestActsTheLongestOddsAndTheClosestCall) {
    const std::vector<ShownEvent> events = {act(1, "", "A", "push", "", 4), act(3, "", "A", "push", "", 8),
                                            act(7, "", "A", "push", "", 6)};
    const std::vector<DecisionRecord> records = {
        choice(0, "hold", 0.10, -1.0),    // as was to be expected
        choice(1, "push", 0.60, 0.2),     // the third highest act
        choice(2, "push", 0.05, -1.5),    // at 19 to 1
        choice(3, "push", 0.90, 1.1),     // the highest act
        choice(4, "push", 0.20, -0.7),    // at 4 to 1
        choice(5, "hold", 0.495, -0.01),  // the closest call
        choice(6, "hold", 0.70, 0.4),     // at 7 to 3
        choice(7, "push", 0.80, 0.7),     // the second highest act
    };
    EXPECT_EQ(told(events, records), "2 3 4 5 7 ");
}

TEST(TellingDecisions, FillUpWithWhatThereIs) {
    EXPECT_EQ(told({act(1, "", "A", "push", "", 4)}, {choice(0, "hold", 0.4, -0.2), choice(1, "push", 0.8, 0.7)}),
              "0 1 ");
    std::vector<ShownEvent> events;
    std::vector<DecisionRecord> records;
    for (int step = 0; step < 9; ++step) {
        events.push_back(act(step, "", "A", "push", "", step));
        records.push_back(choice(step, "push", 1, 0));
        records.back().kind = RuleKind::script;
        records.back().items.clear();
    }
    EXPECT_EQ(told(events, records), "4 5 6 7 8 ");
}

TEST(TellingDecisions, DoNotNameOneTwice) {
    EXPECT_EQ(told({act(1, "", "A", "push", "", 4)}, {choice(1, "push", 0.49, -0.02)}), "1 ");
}

}  // namespace
}  // namespace standoff
