#include "report/why_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "report/sample_decisions.hpp"
#include "report/text.hpp"

namespace standoff {
namespace {

using testing::ordered_decision;
using testing::ordered_rule;
using testing::sample_texts;
using testing::weighing_decision;
using testing::weighing_rule;

std::string told(const RuleText& rule, const DecisionRecord& record, bool color = false,
                 const DecisionTexts& texts = sample_texts()) {
    RunManifest manifest;
    manifest.start = "2024-01-01";
    manifest.step_days = 7;
    const StepCalendar calendar(manifest);
    return why_text(rule, record, explain(rule, record), {texts, calendar, color, Characters::unicode});
}

/// The lines under a heading.
std::string section(const std::string& text, const std::string& heading) {
    const std::size_t at = text.find("\n" + heading + "\n");
    if (at == std::string::npos) return "no section " + heading;
    const std::size_t begin = at + heading.size() + 2;
    return text.substr(begin, text.find("\n\n", begin) - begin);
}

/// Without its line ends, for sentences that may be broken anywhere.
std::string flowing(std::string text) {
    for (char& c : text)
        if (c == '\n') c = ' ';
    return text;
}

TEST(WhyText, TellsAWeighedDecisionFromItsOptionsToWhatItSaw) {
    EXPECT_EQ(told(weighing_rule(), weighing_decision("probe(big)", 0.152773, 0.9)), R"(2024-03-18, Karelia: probe(big)
In the week of 2024-03-18 Karelia chose probe(big). The file says of probe:
Enter the other's waters to see what it does. Here big stands for bomber.
It follows the policy restless (siege.yaml:30): Probe while it is calm. It
decides by quantal response with precision 2: the more something is worth to it,
the likelier it is, and 0.347 more doubles the odds.

What it could do
                      worth   probability
    hold                0.5         50.7%  the most likely
    probe(small)        0.3         34.0%
  > probe(big)         -0.1         15.3%  chosen
    not possible then: probe(huge)

For probe(big), beside hold
       +0.6  gain  The calmer, the more there is to learn.
                   line 35: ease * (1 - tension)
       +0.2  fame  line 36: 0.2

Against it
       -0.9  cost  line 35: -target.cost
       -0.5  rest  line 34: 0.5, of hold
  In all probe(big) is worth 0.6 less than hold.

Chance
  It went against the odds: probe(big) had 15.3%, and hold was 3.32 times as
  likely. The draw was 0.9000; from 0.8472 to 1.0000 it falls on probe(big).

It would have been otherwise
  With the term gain above 0.8 instead of 0.6 for probe(small) (and up by as
  much for all of probe), probe(small) would have been the most likely. No other
  term needed a smaller change.

What it saw
  tension       0.4. Danger of a clash.
  since(probe)  5 weeks
)");
}

TEST(WhyText, TellsWhichRuleAppliedAndWhyThoseBeforeDidNot) {
    EXPECT_EQ(told(ordered_rule(), ordered_decision()), R"(2024-03-18, Norland: hold
In the week of 2024-03-18 Norland chose hold. To hold is to do nothing.
It follows the policy steady (siege.yaml:40). It follows the first of its rules
that applies.

What it could do
                     weight   probability
    watch               0.7         70.0%  the most likely
  > hold                0.3         30.0%  chosen
    2 more, at 0%

Its rules, in order
    line 43, when tension > bar and not calm: withdraw
      did not apply: tension > bar: it was 0.41, 0.29 too little
      did not apply: not calm: it was so
    line 44, when since(probe) <= 2 weeks: intercept
      did not apply: since(probe) <= 2 weeks: it was 5 weeks, 3 weeks too long
    line 45, always: watch: 0.7, hold: 0.3
      applied

Chance
  It went against the odds: hold had 30.0%, and watch was 2.33 times as likely.
  The draw was 0.2000; from 0.0000 to 0.3000 it falls on hold.

It would have been otherwise
  If since(probe) <= 2 weeks had held, line 44 would have applied: intercept.
)");
}

TEST(WhyText, SaysThatAScriptDecidesNothing) {
    RuleText rule = weighing_rule(RuleKind::script);
    rule.about.clear();
    DecisionRecord record = weighing_decision("probe(small)", 1, 0);
    record.kind = RuleKind::script;
    record.items.clear();
    record.saw.clear();
    record.unavailable.clear();
    record.date.clear();
    record.script_place = "moves.csv:7";
    EXPECT_EQ(told(rule, record), R"(step 11, Karelia: probe(small)
In step 11 Karelia did probe(small). The file says of probe: Enter the other's
waters to see what it does. Here small stands for fishing boat.
It follows the policy restless (siege.yaml:30). It follows a script; nothing was
decided. This is its row moves.csv:7.
)");
}

TEST(WhyText, SpeaksOfTheBestWithoutProbabilities) {
    DecisionRecord record = weighing_decision("hold", 1, 0.3);
    record.kind = RuleKind::best;
    for (ItemRecord& item : record.items) item.probability = item.item == "hold" ? 1 : 0;
    std::swap(record.items[1], record.items[2]);  // the table goes by worth
    const std::string text = told(weighing_rule(RuleKind::best), record);
    EXPECT_EQ(section(text, "What it could do"), R"(                      worth
  > hold                0.5  chosen, worth most
    probe(small)        0.3
    probe(big)         -0.1
    not possible then: probe(huge))");
    EXPECT_EQ(section(text, "Chance"), "  It had no part: what is worth most is taken.");
    EXPECT_NE(text.find("probe(small) would have been worth"), std::string::npos) << text;
}

TEST(WhyText, SaysThatChanceBrokeATie) {
    DecisionRecord record = weighing_decision("probe(small)", 0.5, 0.7);
    record.kind = RuleKind::best;
    record.items[0].value = 0.3;
    const std::string text = told(weighing_rule(RuleKind::best), record);
    EXPECT_EQ(section(text, "Chance"),
              "  It broke the tie: hold and probe(small) were worth the same, and each was as\n  likely.");
    EXPECT_EQ(section(text, "It would have been otherwise"),
              "  By the least change of a term that tells hold and probe(small) apart.");
}

TEST(WhyText, TellsASlipAndWhatWasMeant) {
    // With slips of 0.1 each probability q becomes 0.05 + 0.85 q.
    DecisionRecord record = weighing_decision("probe(big)", 0.179857, 0.3);
    record.intended = "hold";
    record.tremble = 0.1;
    for (ItemRecord& item : record.items) item.probability = 0.05 + 0.85 * item.probability;
    const std::string text = flowing(told(weighing_rule(), record));
    EXPECT_NE(text.find("Karelia meant to choose hold and by a slip took probe(big)."), std::string::npos) << text;
    EXPECT_NE(text.find("With probability 10.0% it slips and takes any other item."), std::string::npos) << text;
    EXPECT_NE(text.find("hold was the most likely, at 50.7%; something else would have come with 49.3%.   Then came"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("For hold, beside probe(small)"), std::string::npos) << text;
}

TEST(WhyText, ShowsAsManyDigitsAsTellAChangeApart) {
    // Beside hold at 0.5, a sum of 0.49996 lacks 0.00004: gain must rise from 0.79996 to 0.8.
    RuleText rule = weighing_rule();
    DecisionRecord record = weighing_decision("hold", 0.5, 0.3);
    for (ItemRecord& item : record.items) {
        if (item.item != "probe(small)") continue;
        item.value = 0.49996;
        item.terms[0].value = 0.79996;  // gain; cost is -0.3
    }
    const std::string text = flowing(section(told(rule, record), "It would have been otherwise"));
    EXPECT_NE(text.find("With the term gain above 0.8 instead of 0.79996"), std::string::npos) << text;
}

TEST(WhyText, ShowsTenItemsAndTheOneChosen) {
    DecisionRecord record = weighing_decision("probe(big)", 0.01, 0.99);
    record.items.clear();
    for (int i = 0; i < 30; ++i)
        record.items.push_back({"i" + std::to_string(i), 0.5, i < 10 ? 0.09 : 0.005, {{"gain", 0.5}}});
    record.chosen = record.intended = "i29";
    const std::string table = section(told(weighing_rule(), record), "What it could do");
    EXPECT_NE(table.find("\n  > i29 "), std::string::npos) << table;
    EXPECT_EQ(table.find("i10"), std::string::npos) << table;
    EXPECT_NE(table.find("19 more, together 9.5%"), std::string::npos) << table;  // 19 of 0.005
}

TEST(WhyText, SaysWhenNothingElseWasPossible) {
    DecisionRecord record = weighing_decision("hold", 1, 0.3);
    record.items.resize(1);
    const std::string text = told(weighing_rule(), record);
    EXPECT_EQ(section(text, "Chance"), "  It had no part: nothing else could be done.");
    EXPECT_EQ(section(text, "It would have been otherwise"),
              "  Not by any change of a term: nothing else could be done.");
}

TEST(WhyText, OfHoldTellsWhatSpokeAgainstTheOther) {
    const std::string text = told(weighing_rule(), [] {
        DecisionRecord record = weighing_decision("hold", 0.5, 0.1);
        record.items[0] = {"hold", 0, 0.5, {}};
        record.items[1].value = -0.2;
        record.items[1].terms[1].value = -0.8;
        return record;
    }());
    EXPECT_EQ(section(text, "For hold, beside probe(big)"),
              R"(  hold has no terms of its own: what speaks against probe(big) speaks for it.
       +0.9  cost  line 35: -target.cost)");
}

TEST(WhyText, GathersWhatItSawOfSeveralAndLeavesOutOtherTargets) {
    RuleText rule = weighing_rule();
    rule.reads = {{"NOR.ear", "How well it hears.", false}, {"KAR.ear", "How well it hears.", false}};
    DecisionRecord record = weighing_decision("probe(big)", 0.152773, 0.9);
    record.saw = {{"NOR.ear", 0.5}, {"small.cost", 0.3}, {"big.cost", 0.9}, {"KAR.ear", 0.25}, {"KAR.skill(small)", 1}};
    EXPECT_EQ(section(told(rule, record), "What it saw"), R"(  ear       NOR 0.5, KAR 0.25. How well it hears.
  big.cost  0.9
  and 2 more, of other targets
)");
}

TEST(WhyText, NamesTheChannelWhereThereAreSeveral) {
    DecisionTexts texts = sample_texts();
    texts.channels = {{"main", "", "Ships and boats."}, {"words", "", ""}};
    const std::string text = flowing(told(weighing_rule(), weighing_decision("hold", 0.5, 0.1), false, texts));
    EXPECT_NE(text.find("Karelia chose hold in the channel main (Ships and boats)."), std::string::npos) << text;
}

TEST(WhyText, FitsEightyColumnsAndNeverObeysAFile) {
    RuleText rule = weighing_rule();
    DecisionRecord record = weighing_decision("probe(big)", 0.152773, 0.9);
    rule.about = "\033[31m" + std::string(60, 'a') + " " + std::string(60, 'b');
    rule.terms[1].formula = "max(c.threat for c in coercer) * target.loud + \033[2J" + std::string(50, 'x');
    rule.reads[0].about = std::string(60, 'r') + " " + std::string(60, 's');
    record.items[1].item = "probe(조선민주주의인민공화국 국방위원회 최고사령부)";
    record.items[1].value = -1.23456e-300;
    record.saw[0].value = -1.23456e+300;
    const std::string text = told(rule, record);
    EXPECT_EQ(text.find('\033'), std::string::npos);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(columns_of(line), 80U) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
    }
}

TEST(WhyText, IsPlainAsciiWhereTheLocaleIs) {
    RuleText rule = weighing_rule();
    rule.about = "Probe – while it is calm…";
    const DecisionRecord record = weighing_decision("probe(big)", 0.152773, 0.9);
    const StepCalendar calendar{RunManifest{}};
    const DecisionTexts texts = sample_texts();
    const std::string text = why_text(rule, record, explain(rule, record), {texts, calendar, false, Characters::ascii});
    EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; }));
    EXPECT_NE(flowing(text).find("Probe - while it is calm..."), std::string::npos) << text;
}

TEST(WhyText, HasBoldHeadingsOnlyIfAsked) {
    const DecisionRecord record = weighing_decision("hold", 0.5, 0.1);
    EXPECT_EQ(told(weighing_rule(), record).find('\033'), std::string::npos);
    EXPECT_NE(told(weighing_rule(), record, true).find("\033[1mWhat it could do\033[0m\n"), std::string::npos);
}

}  // namespace
}  // namespace standoff
