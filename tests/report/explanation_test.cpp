#include "report/explanation.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "report/sample_decisions.hpp"

namespace standoff {
namespace {

using testing::ordered_decision;
using testing::ordered_rule;
using testing::weighing_decision;
using testing::weighing_rule;

std::string ids(const std::vector<TermDifference>& list) {
    std::string text;
    for (const TermDifference& one : list) text += one.id + " ";
    return text;
}

std::string ids(const std::vector<TermShift>& list) {
    std::string text;
    for (const TermShift& one : list) text += one.id + " ";
    return text;
}

Explanation of_weighing(const DecisionRecord& record) { return explain(weighing_rule(record.kind), record); }

TEST(Explanation, MeasuresAnUnlikelyItemAgainstTheMostLikely) {
    const Explanation why = of_weighing(weighing_decision("probe(big)", 0.152773, 0.9));
    EXPECT_EQ(why.most_likely, "hold");
    EXPECT_EQ(why.runner_up, "probe(small)");
    EXPECT_NEAR(why.gap, 0.2, 1e-15);
    EXPECT_EQ(why.lead.over, "hold");
    EXPECT_NEAR(why.lead.size, -0.6, 1e-15);
    // +0.6 + 0.2 - 0.9 - 0.5 = -0.6
    EXPECT_EQ(ids(why.lead.pro), "gain fame ");
    EXPECT_EQ(ids(why.lead.contra), "cost rest ");
    EXPECT_DOUBLE_EQ(why.lead.contra[1].size, -0.5);
    EXPECT_TRUE(std::isnan(why.lead.contra[1].here));
    EXPECT_DOUBLE_EQ(why.lead.contra[1].there, 0.5);
}

TEST(Explanation, MeasuresTheMostLikelyAgainstTheRunnerUp) {
    const Explanation why = of_weighing(weighing_decision("hold", 0.507224, 0.3));
    EXPECT_EQ(why.lead.over, "probe(small)");
    EXPECT_EQ(ids(why.lead.pro), "rest cost ");
    EXPECT_EQ(ids(why.lead.contra), "gain ");
    EXPECT_DOUBLE_EQ(why.lead.pro[1].size, 0.3);
}

TEST(Explanation, LeavesOutTermsThatSpeakForBothAlike) {
    DecisionRecord record = weighing_decision("probe(small)", 0.340003, 0.6);
    record.items.erase(record.items.begin());
    const Explanation why = of_weighing(record);
    EXPECT_EQ(why.lead.over, "probe(big)");
    EXPECT_EQ(ids(why.lead.pro), "cost ");  // 0.9 - 0.3 cheaper; gain is 0.6 for both
    EXPECT_EQ(ids(why.lead.contra), "fame ");
}

TEST(Explanation, GivesTheStretchOfTheDrawAndTheOdds) {
    const Explanation why = of_weighing(weighing_decision("probe(big)", 0.152773, 0.9));
    EXPECT_NEAR(why.chance.probability, 0.152773, 1e-6);
    EXPECT_NEAR(why.chance.odds, 3.3201, 1e-4);  // e^(2 * 0.6)
    EXPECT_NEAR(why.chance.from, 0.847227, 1e-6);
    EXPECT_NEAR(why.chance.to, 1, 1e-6);
}

TEST(Explanation, ShiftsATermInAllItemsThatItReaches) {
    const Explanation why = of_weighing(weighing_decision("probe(big)", 0.152773, 0.9));
    EXPECT_EQ(why.fixed, Fixed::not_fixed);
    // 0.2 does it for three terms: of 0.6 a third, of 0.5 two fifths, of 0.3 two thirds. fame reaches probe(big) alone.
    EXPECT_EQ(ids(why.shifts), "gain rest cost fame ");
    EXPECT_EQ(why.shifts[0].at, "probe(small)");
    EXPECT_EQ(why.shifts[0].item, "probe(small)");
    EXPECT_DOUBLE_EQ(why.shifts[0].value, 0.6);
    EXPECT_DOUBLE_EQ(why.shifts[0].shift, 0.2);
    EXPECT_EQ(why.shifts[1].at, "hold");
    EXPECT_EQ(why.shifts[1].item, "probe(small)");
    EXPECT_DOUBLE_EQ(why.shifts[1].shift, -0.2);
    EXPECT_DOUBLE_EQ(why.shifts[3].shift, 0.6);
    EXPECT_EQ(why.shifts[3].item, "probe(big)");
}

TEST(Explanation, LetsAWinningTermFallToTheBestThatItDoesNotReach) {
    DecisionRecord record = weighing_decision("probe(small)", 0.5, 0.5);
    record.items[0] = {"hold", 0.1, 0.2, {{"rest", 0.1}}};
    record.items[2].value = 0.2;
    record.items[2].terms[2].value = 0.5;
    // 0.3 beside 0.2 and 0.1: gain and cost reach both probes, so that only hold can pass them, at -0.2; fame needs
    // 0.1.
    const Explanation why = of_weighing(record);
    EXPECT_EQ(ids(why.shifts), "fame gain cost rest ");
    EXPECT_NEAR(why.shifts[1].shift, -0.2, 1e-15);
    EXPECT_EQ(why.shifts[1].item, "hold");
    EXPECT_EQ(why.shifts[1].at, "probe(small)");
    EXPECT_NEAR(why.shifts[3].shift, 0.2, 1e-15);
}

TEST(Explanation, EqualShiftsOfEqualTermsStayInTheOrderOfTheFile) {
    DecisionRecord record = weighing_decision("hold", 0.5, 0.3);
    record.items[1].terms = {{"gain", 0.6}, {"cost", -0.6}};
    const Explanation why = of_weighing(record);
    EXPECT_EQ(ids(why.shifts).substr(0, 10), "gain cost ");
    record.items[1].terms[0].value = 0;  // no share of nothing
    EXPECT_EQ(ids(of_weighing(record).shifts).substr(0, 15), "cost rest gain ");
}

TEST(Explanation, OfEqualShiftsTellsATermThatMovesBeforeAConstant) {
    RuleText rule = weighing_rule(RuleKind::logit);
    for (TermText& term : rule.terms) term.moves = term.id == "cost";
    const Explanation why = explain(rule, weighing_decision("probe(big)", 0.152773, 0.9));
    EXPECT_EQ(ids(why.shifts), "cost gain rest fame ");
}

TEST(Explanation, SaysWhyNoTermCouldChangeIt) {
    DecisionRecord record = weighing_decision("hold", 1, 0.3);
    record.items.resize(1);
    EXPECT_EQ(of_weighing(record).fixed, Fixed::single);
    EXPECT_EQ(of_weighing(record).lead.over, "");

    record = weighing_decision("probe(big)", 1.0 / 3, 0.9);
    record.precision = 0;
    for (ItemRecord& item : record.items) item.probability = 1.0 / 3;
    EXPECT_EQ(of_weighing(record).fixed, Fixed::no_precision);
    EXPECT_DOUBLE_EQ(of_weighing(record).chance.odds, 1);

    record = weighing_decision("probe(small)", 0.4, 0.5);
    record.items[0].value = 0.3;
    EXPECT_EQ(of_weighing(record).fixed, Fixed::tied);
    EXPECT_EQ(of_weighing(record).most_likely, "probe(small)") << "among equals the one chosen";
    EXPECT_EQ(of_weighing(record).tied, (std::vector<std::string>{"hold", "probe(small)"}));

    record = weighing_decision("probe(small)", 0.7, 0.5);
    record.items.erase(record.items.begin());
    record.items[1].terms.pop_back();
    EXPECT_EQ(of_weighing(record).fixed, Fixed::shared);
    EXPECT_TRUE(of_weighing(record).shifts.empty());
}

TEST(Explanation, LooksBeyondItemsThatNoTermTellsApart) {
    DecisionRecord record = weighing_decision("probe(big)", 0.3, 0.9);
    record.items[0] = {"hold", 0.1, 0.2, {{"rest", 0.1}}};
    record.items[2] = record.items[1];
    record.items[2].item = "probe(big)";
    const Explanation why = of_weighing(record);  // both probes 0.3: only hold, 0.2 behind, can pass them
    EXPECT_EQ(why.tied, (std::vector<std::string>{"probe(small)", "probe(big)"}));
    EXPECT_EQ(why.lead.over, "hold");
    EXPECT_EQ(why.fixed, Fixed::not_fixed);
    EXPECT_EQ(ids(why.shifts), "gain cost rest ");  // 0.2 of 0.6, of 0.3 and of 0.1
    EXPECT_EQ(why.shifts.front().item, "hold");
}

TEST(Explanation, OfASlipIsAboutWhatWasMeant) {
    // With slips of 0.1 each probability q becomes 0.9 q + 0.1 (1 - q) / 2 = 0.05 + 0.85 q.
    DecisionRecord record = weighing_decision("probe(big)", 0.05 + 0.85 * 0.152773, 0.6);
    record.intended = "probe(small)";
    record.tremble = 0.1;
    for (ItemRecord& item : record.items) item.probability = 0.05 + 0.85 * item.probability;
    const Explanation why = of_weighing(record);
    EXPECT_TRUE(why.slip);
    EXPECT_EQ(why.intended, "probe(small)");
    EXPECT_NEAR(why.chance.probability, 0.340003, 1e-9);
    EXPECT_NEAR(why.chance.from, 0.507224, 1e-9);
    EXPECT_EQ(why.lead.over, "hold");
    EXPECT_NEAR(why.lead.size, -0.2, 1e-15);
}

TEST(Explanation, OfTheBestGivesRunnerUpAndGap) {
    DecisionRecord record = weighing_decision("hold", 1, 0.3);
    record.kind = RuleKind::best;
    const Explanation why = of_weighing(record);
    EXPECT_EQ(why.runner_up, "probe(small)");
    EXPECT_NEAR(why.gap, 0.2, 1e-15);
    EXPECT_DOUBLE_EQ(why.chance.probability, 1);
    EXPECT_EQ(why.shifts.front().id, "gain");
}

TEST(Explanation, OfTheBestTakesForTiedWhatTheEngineTakes) {
    DecisionRecord record = weighing_decision("probe(small)", 0.5, 0.7);
    record.kind = RuleKind::best;
    record.items[0].value = 0.3 + 5e-13;  // ties reach to 1e-12
    Explanation why = of_weighing(record);
    EXPECT_EQ(why.tied.size(), 2U);
    EXPECT_DOUBLE_EQ(why.chance.probability, 0.5);
    EXPECT_DOUBLE_EQ(why.chance.from, 0.5);
    record.items[0].value = 0.3 + 5e-12;
    why = of_weighing(record);
    EXPECT_TRUE(why.tied.empty());
}

TEST(Explanation, OfRulesNamesTheComparisonsThatFailedAndTheMix) {
    const Explanation why = explain(ordered_rule(), ordered_decision());
    ASSERT_EQ(why.failed.size(), 2U);
    EXPECT_EQ(why.failed[0].line, 0);
    // Both parts of the `and`: 0.41 is not above 0.7, and it was calm.
    ASSERT_EQ(why.failed[0].failed.size(), 2U);
    EXPECT_EQ(why.failed[0].failed[0].text, "tension > bar");
    EXPECT_EQ(wanted_operator(why.failed[0].failed[1]), "==");
    EXPECT_EQ(why.failed[1].failed[0].left - why.failed[1].failed[0].right, 21);
    EXPECT_EQ(why.most_likely, "watch");
    EXPECT_DOUBLE_EQ(why.chance.probability, 0.3);
    EXPECT_DOUBLE_EQ(why.chance.to, 0.3);
    EXPECT_EQ(why.fixed, Fixed::no_utility);
}

TEST(Explanation, OfRulesTellsAnEarlierRuleForAnItemThatWasAvailable) {
    DecisionRecord record = ordered_decision();
    record.tried = {{0, "test(a)", false, false, {}},
                    {0, "test(b)", true, false, {{"x > 1", ">", 0, 1, false, true, false}}},
                    {1, "intercept", false, true, {}},
                    {2, "watch", true, true, {}}};
    const Explanation why = explain(ordered_rule(), record);
    ASSERT_EQ(why.failed.size(), 2U);
    EXPECT_EQ(why.failed[0].item, "test(b)");
    EXPECT_EQ(why.failed[0].failed.size(), 1U);
    EXPECT_FALSE(why.failed[1].available);
}

TEST(Explanation, WhereNoRuleAppliedAllFailed) {
    DecisionRecord record = ordered_decision();
    record.fired = -1;
    record.tried.pop_back();
    record.items = {{"hold", 0, 1, {}}, {"withdraw", 0, 0, {}}};
    record.probability = 1;
    const Explanation why = explain(ordered_rule(), record);
    EXPECT_EQ(why.failed.size(), 2U);
    EXPECT_EQ(why.most_likely, "hold");
    EXPECT_DOUBLE_EQ(why.chance.probability, 1);
}

TEST(Explanation, OfAScriptHasNoAlternatives) {
    DecisionRecord record;
    record.kind = RuleKind::script;
    record.chosen = record.intended = "probe(big)";
    const Explanation why = explain({}, record);
    EXPECT_EQ(why.most_likely, "probe(big)");
    EXPECT_EQ(why.runner_up, "");
    EXPECT_TRUE(std::isnan(why.chance.from));
    EXPECT_EQ(why.fixed, Fixed::no_utility);
}

TEST(Explanation, OfRandomSharesTheWeights) {
    DecisionRecord record;
    record.kind = RuleKind::random;
    record.chosen = record.intended = "b";
    record.draw = 0.5;
    record.items = {{"hold", 1, 0.25, {}}, {"b", 2, 0.5, {}}, {"c", 1, 0.25, {}}};
    const Explanation why = explain({}, record);
    EXPECT_DOUBLE_EQ(why.chance.from, 0.25);
    EXPECT_DOUBLE_EQ(why.chance.to, 0.75);
    EXPECT_EQ(why.most_likely, "b");
}

}  // namespace
}  // namespace standoff
