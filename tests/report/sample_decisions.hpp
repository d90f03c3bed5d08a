// Small decisions of each kind, whose numbers are worked out by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <standoff/decisions.hpp>

namespace standoff::testing {

/// Quantal response with precision 2 at tension 0.4: hold 0.5, probe(small) 0.6 - 0.3 = 0.3, probe(big) 0.6 - 0.9 + 0.2
/// = -0.1. P ∝ e^1, e^0.6, e^-0.2 = 2.7183, 1.8221, 0.8187: 50.72%, 34.00% and 15.28%.
inline RuleText weighing_rule(RuleKind kind = RuleKind::logit) {
    RuleText rule;
    rule.actor = "KAR";
    rule.channel = "main";
    rule.policy = "restless";
    rule.about = "Probe while it is calm.";
    rule.place = "siege.yaml:30";
    rule.kind = kind;
    rule.precision = "2";
    rule.terms = {{"rest", "rest", "hold", "0.5", "siege.yaml:34"},
                  {"gain", "gain", "probe", "ease * (1 - tension)", "siege.yaml:35"},
                  {"cost", "cost", "probe", "-target.cost", "siege.yaml:35"},
                  {"fame", "fame", "probe(big)", "0.2", "siege.yaml:36"}};
    rule.reads = {{"tension", "Danger of a clash.", false}, {"since(probe)", "", true}};
    return rule;
}

inline DecisionRecord weighing_decision(const std::string& chosen, double probability, double draw) {
    DecisionRecord record;
    record.step = 11;
    record.date = "2024-03-18";
    record.actor = "KAR";
    record.channel = "main";
    record.policy = "restless";
    record.kind = RuleKind::logit;
    record.chosen = record.intended = chosen;
    record.probability = probability;
    record.draw = draw;
    record.precision = 2;
    record.items = {{"hold", 0.5, 0.507224, {{"rest", 0.5}}},
                    {"probe(small)", 0.3, 0.340003, {{"gain", 0.6}, {"cost", -0.3}}},
                    {"probe(big)", -0.1, 0.152773, {{"gain", 0.6}, {"cost", -0.9}, {"fame", 0.2}}}};
    record.unavailable = {"probe(huge)"};
    record.saw = {{"tension", 0.4}, {"since(probe)", 35}};
    return record;
}

/// Withdraw when the tension passes the bar, 0.7; probe if the last one is two weeks past; else mostly watch.
inline RuleText ordered_rule() {
    RuleText rule;
    rule.actor = "NOR";
    rule.channel = "main";
    rule.policy = "steady";
    rule.place = "siege.yaml:40";
    rule.kind = RuleKind::rules;
    rule.lines = {{"tension > bar and not calm", "withdraw", "siege.yaml:43"},
                  {"since(probe) <= 2 weeks", "intercept", "siege.yaml:44"},
                  {"", "watch: 0.7, hold: 0.3", "siege.yaml:45"}};
    return rule;
}

/// The tension is 0.41, it is calm, the last probe was 5 weeks ago: the third rule; the draw 0.2 falls on hold.
inline DecisionRecord ordered_decision() {
    DecisionRecord record;
    record.step = 11;
    record.date = "2024-03-18";
    record.actor = "NOR";
    record.channel = "main";
    record.policy = "steady";
    record.kind = RuleKind::rules;
    record.chosen = record.intended = "hold";
    record.probability = 0.3;
    record.draw = 0.2;
    record.items = {{"hold", 0.3, 0.3, {}}, {"watch", 0.7, 0.7, {}}, {"withdraw", 0, 0, {}}, {"intercept", 0, 0, {}}};
    record.fired = 2;
    record.tried = {{0,
                     "withdraw",
                     true,
                     false,
                     {{"tension > bar", ">", 0.41, 0.7, false, true, false}, {"calm", "!=", 1, 0, false, false, true}}},
                    {1, "intercept", true, false, {{"since(probe) <= 2 weeks", "<=", 35, 14, true, true, false}}},
                    {2, "watch", true, true, {}}};
    return record;
}

inline DecisionTexts sample_texts() {
    DecisionTexts texts;
    texts.entities = {
        {"KAR", "Karelia", ""}, {"NOR", "Norland", ""}, {"small", "fishing boat", ""}, {"big", "bomber", ""}};
    texts.actions = {{"probe", "", "Enter the other's waters to see what it does."}, {"watch", "", ""}};
    texts.channels = {{"main", "", ""}};
    texts.parameters = {{"ease", "The calmer, the more there is to learn.", 1, false}};
    texts.rules = {weighing_rule(), ordered_rule()};
    return texts;
}

}  // namespace standoff::testing
