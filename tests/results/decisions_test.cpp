// What is told of a decision, for every kind of rule, against numbers worked out by hand.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "model/small_scenario.hpp"
#include "results/decision_files.hpp"
#include "results/folder.hpp"
#include "temporary_folder.hpp"

namespace standoff::test {

namespace {

std::string line_of(const Place& place) { return place.known() ? "at " + std::to_string(place.offset) : ""; }

class DecisionRecorder final : public RunRecorder {
public:
    explicit DecisionRecorder(const Model& model, std::uint32_t run) : model_(model), run_(run) {}
    void event(const Event& /*event*/) override {}
    void decided(const Deciding& deciding) override {
        records.push_back(decision_record(model_, deciding, run_, line_of));
    }
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& /*result*/, std::span<const double> /*measures*/) override {}
    std::vector<DecisionRecord> records;

private:
    const Model& model_;
    std::uint32_t run_;
};

struct Told {
    ModelPtr model;
    DecisionTexts texts;
    std::vector<DecisionRecord> records;

    explicit Told(std::string_view body, std::uint32_t run = 1)
        : model(compile_small(body)), texts(decision_texts(*model, line_of)) {
        DecisionRecorder recorder(*model, run);
        (void)record_run(*model, 1, run, recorder);
        records = std::move(recorder.records);
    }
    [[nodiscard]] const RuleText& rule(const std::string& policy) const {
        for (const RuleText& one : texts.rules)
            if (one.policy == policy) return one;
        throw std::out_of_range("no rule of " + policy);
    }
};

const ItemRecord& item(const DecisionRecord& record, const std::string& name) {
    for (const ItemRecord& one : record.items)
        if (one.item == name) return one;
    throw std::out_of_range("no item " + name);
}

double seen(const DecisionRecord& record, const std::string& name) {
    for (const SeenValue& one : record.saw)
        if (one.name == name) return one.value;
    throw std::out_of_range("not seen: " + name);
}

/// Two actors; A decides by `rule`, in one channel, over `steps` steps of a week.
std::string one_decider(const std::string& rule, const std::string& more = {}) {
    return "time: {start: 2024-01-01, step: 1 week, steps: 3}\n"
           "roles: {state: {}}\n"
           "variables:\n"
           "  heat: {initial: 0.4, about: How hot it is.}\n"
           "  pull: {of: state, initial: 0.25, about: What draws one.}\n"
           "derived: {cold: 1 - heat}\n"
           "dynamics: [c.pull' = c.pull for c in state]\n"
           "actions:\n"
           "  push: {by: state, level: [1, 2]}\n"
           "  call: {by: state, when: heat > 0.9}\n"
           "policies:\n"
           "  mine:\n"
           "    by: state\n"
           "    about: What A does.\n"
           "    main:\n" +
           rule +
           "  idle: {by: state, main: {choose: rules, rules: [{do: hold}]}}\n"
           "actors:\n"
           "  A: {role: state, policy: mine}\n"
           "  B: {role: state, policy: idle, set: {pull: 0.75}}\n"
           "outcomes: {otherwise: end}\n" +
           more;
}

}  // namespace

TEST(DecisionRecords, OfQuantalResponseHaveTermsUtilitiesAndProbabilities) {
    const Told told(
        one_decider("      choose: logit\n      precision: 2\n      values:\n"
                    "        hold: {rest: cold / 2}\n"
                    "        push: {want: pull, cost: -0.1 * level}\n"
                    "        push(2): {cost: -other.pull}\n"
                    "        call: {want: 1}\n"));
    const DecisionRecord& first = told.records.at(0);
    EXPECT_EQ(first.actor, "A");
    EXPECT_EQ(first.date, "2024-01-01");
    EXPECT_EQ(first.policy, "mine");
    EXPECT_EQ(first.kind, RuleKind::logit);
    EXPECT_EQ(first.precision, 2);
    ASSERT_EQ(first.items.size(), 3U);
    EXPECT_EQ(first.unavailable, std::vector<std::string>{"call"});
    // U(hold) = .6 / 2, U(push(1)) = .25 - .1, U(push(2)) = .25 - .2 - .75
    EXPECT_DOUBLE_EQ(item(first, "hold").value, 0.3);
    EXPECT_DOUBLE_EQ(item(first, "push(1)").value, 0.15);
    EXPECT_DOUBLE_EQ(item(first, "push(2)").value, -0.7);
    const double total = std::exp(0.6) + std::exp(0.3) + std::exp(-1.4);
    EXPECT_NEAR(item(first, "hold").probability, std::exp(0.6) / total, 1e-15);
    EXPECT_NEAR(item(first, "push(1)").probability, std::exp(0.3) / total, 1e-15);
    EXPECT_NEAR(item(first, "push(2)").probability, std::exp(-1.4) / total, 1e-15);
    // The uniform lies in the chosen item's part of the menu.
    double below = 0;
    for (const ItemRecord& one : first.items) {
        if (one.item == first.chosen) {
            EXPECT_GE(first.draw, below);
            EXPECT_LT(first.draw, below + one.probability);
            EXPECT_EQ(first.probability, one.probability);
        }
        below += one.probability;
    }
    EXPECT_NEAR(below, 1, 1e-15);
    // Two lines have a term "cost": the line is part of the name.
    const auto& terms = item(first, "push(2)").terms;
    ASSERT_EQ(terms.size(), 3U);
    EXPECT_EQ(terms[0].id, "want of push");
    EXPECT_EQ(terms[1].id, "cost of push");
    EXPECT_DOUBLE_EQ(terms[1].value, -0.2);
    EXPECT_EQ(terms[2].id, "cost of push(2)");
    EXPECT_DOUBLE_EQ(terms[2].value, -0.75);
    EXPECT_EQ(seen(first, "heat"), 0.4);
    EXPECT_DOUBLE_EQ(seen(first, "cold"), 0.6);
    EXPECT_EQ(seen(first, "A.pull"), 0.25);
    EXPECT_EQ(seen(first, "B.pull"), 0.75);
    const RuleText& rule = told.rule("mine");
    EXPECT_EQ(rule.about, "What A does.");
    EXPECT_EQ(rule.precision, "2");
    ASSERT_EQ(rule.terms.size(), 5U);
    EXPECT_EQ(rule.terms[2].formula, "-0.1 * level");
    EXPECT_EQ(rule.terms[3].items, "push(2)");
    EXPECT_FALSE(rule.terms[2].moves);  // a level is a constant
    EXPECT_TRUE(rule.terms[3].moves);
    EXPECT_FALSE(rule.terms[0].moves);  // nothing ever changes the heat
    EXPECT_EQ(rule.reads.at(0).name, "heat");
    EXPECT_EQ(rule.reads.at(0).about, "How hot it is.");
}

TEST(DecisionRecords, OfRulesTellWhatFailedBeforeTheOneThatFired) {
    const Told told(
        one_decider("      choose: rules\n      rules:\n"
                    "        - {when: since(push by other) <= 2 weeks and not heat > 0.3, do: push(2)}\n"
                    "        - {when: heat > 0.9, do: call}\n"
                    "        - {when: heat < 0.5, do: {push(1): 3, hold: 1}}\n"
                    "        - {do: hold}\n"));
    const DecisionRecord& first = told.records.at(0);
    EXPECT_EQ(first.fired, 2);
    ASSERT_EQ(first.tried.size(), 4U);  // push(2); call; push(1) and hold
    EXPECT_EQ(first.tried[0].item, "push(2)");
    EXPECT_FALSE(first.tried[0].holds);
    ASSERT_EQ(first.tried[0].comparisons.size(), 2U);
    const ComparisonRecord& since = first.tried[0].comparisons[0];
    EXPECT_EQ(since.text, "since(push by other) <= 2 weeks");
    EXPECT_EQ(since.op, "<=");
    EXPECT_TRUE(std::isinf(since.left));
    EXPECT_EQ(since.right, 14);
    EXPECT_TRUE(since.duration);
    EXPECT_FALSE(since.as_wanted());
    const ComparisonRecord& heat = first.tried[0].comparisons[1];
    EXPECT_EQ(heat.text, "heat > 0.3");
    EXPECT_FALSE(heat.wanted);
    EXPECT_TRUE(heat.holds);
    EXPECT_FALSE(heat.as_wanted());
    EXPECT_FALSE(first.tried[1].available);
    EXPECT_TRUE(first.tried[2].holds);
    EXPECT_DOUBLE_EQ(item(first, "push(1)").probability, 0.75);
    EXPECT_DOUBLE_EQ(item(first, "hold").probability, 0.25);
    EXPECT_EQ(item(first, "push(2)").probability, 0);
    EXPECT_EQ(told.rule("mine").lines.at(2).items, "push(1): 3, hold: 1");
    EXPECT_EQ(told.rule("mine").lines.at(2).when, "heat < 0.5");
    EXPECT_EQ(seen(first, "since(push by B)"), std::numeric_limits<double>::infinity());
}

TEST(DecisionRecords, OfTheBestReplyAndOfWeights) {
    const Told best(
        one_decider("      choose: best\n      values:\n        hold: {}\n"
                    "        push: {want: pull - 0.2 * level}\n        call: {want: 1}\n"));
    EXPECT_EQ(best.records.at(0).chosen, "push(1)");
    EXPECT_EQ(best.records.at(0).probability, 1);
    EXPECT_DOUBLE_EQ(item(best.records.at(0), "push(1)").value, 0.05);
    EXPECT_EQ(item(best.records.at(0), "hold").probability, 0);

    const Told random(one_decider("      choose: random\n      weights: {hold: 1, push: 6, call: heat}\n"));
    EXPECT_DOUBLE_EQ(item(random.records.at(0), "push(2)").value, 3);  // shared evenly
    EXPECT_DOUBLE_EQ(item(random.records.at(0), "push(2)").probability, 3. / 7);
    EXPECT_FALSE(std::isnan(random.records.at(0).draw));
}

TEST(DecisionRecords, OfATrembleTellWhatWasIntended) {
    // Holds, but for a slip in all cases but one in a thousand: the other two available items, evenly.
    const Told told(one_decider("      choose: rules\n      tremble: 0.999\n      rules: [{do: hold}]\n"));
    const DecisionRecord& first = told.records.at(0);
    EXPECT_EQ(first.tremble, 0.999);
    EXPECT_EQ(first.intended, "hold");
    EXPECT_NEAR(item(first, "hold").probability, 0.001, 1e-15);
    EXPECT_NEAR(item(first, "push(1)").probability, 0.4995, 1e-15);
}

TEST(DecisionRecords, OfAScriptSayWhichRowWasPlayed) {
    const Told told(
        one_decider("      choose: script\n      script:\n"
                    "        - {date: 2024-01-08, action: push, level: 1}\n"
                    "        - {date: 2024-01-09, action: push, level: 2}\n"));
    std::vector<std::string> of_a;
    for (const DecisionRecord& record : told.records)
        if (record.actor == "A") of_a.push_back(record.chosen + (record.script_place.empty() ? "" : " by the script"));
    EXPECT_EQ(of_a, (std::vector<std::string>{"hold", "push(1) by the script", "push(2) by the script", "hold"}));
}

TEST(DecisionRecords, AreOfThePolicyThatDecidedInThatStep) {
    const Told told(one_decider("      choose: best\n      values: {hold: {}, push: {want: 1}, call: {want: 0}}\n",
                                "calendar: [{name: Turn, at: 2024-01-08, effects: [A.policy = idle]}]\n"));
    std::vector<std::string> policies;
    for (const DecisionRecord& record : told.records)
        if (record.actor == "A") policies.push_back(record.policy + " " + std::to_string(record.items.size()));
    EXPECT_EQ(policies, (std::vector<std::string>{"mine 3", "idle 3", "idle 3"}));
}

TEST(DecisionRecords, ReadBackAsTheyWereWritten) {
    const Told told(
        one_decider("      choose: rules\n      tremble: 0.25\n      rules:\n"
                    "        - {when: since(push) <= 2 weeks, do: push(2)}\n        - {do: [hold, push]}\n"));
    const testing::TemporaryFolder here;
    std::string lines;
    for (const DecisionRecord& record : told.records) lines += decision_json(record) + "\n";
    testing::put(here / "decisions.jsonl", lines);
    testing::put(here / "rules.json", rules_json(told.texts));
    std::string again;
    read_decisions(here.path(), [&](const DecisionRecord& record) {
        again += decision_json(record) + "\n";
        return true;
    });
    EXPECT_EQ(again, lines);
    EXPECT_EQ(rules_json(read_decision_texts(here.path())), rules_json(told.texts));

    testing::put(here / "decisions.jsonl", lines + "{\"run\": 1}\n");
    try {
        read_decisions(here.path(), [](const DecisionRecord&) { return true; });
        FAIL() << "a line without its fields was read";
    } catch (const ResultsError& error) {
        const std::string number = std::to_string(told.records.size() + 1);
        EXPECT_NE(std::string(error.what()).find("decisions.jsonl:" + number + " cannot be used"), std::string::npos)
            << error.what();
    }

    const std::string field = "\"probability\":";
    std::string edited = lines;
    const std::size_t value = edited.rfind(field) + field.size();
    edited.replace(value, edited.find_first_of(",}", value) - value, "null");
    testing::put(here / "decisions.jsonl", edited);
    EXPECT_THROW(read_decisions(here.path(), [](const DecisionRecord&) { return true; }), ResultsError) << edited;
}

TEST(DecisionRecords, NobodyDecidesWhereThePolicyHasNoRule) {
    const Told told(
        "time: {step: 1, steps: 3}\n"
        "channels: [military, economy]\n"
        "roles: {state: {}}\n"
        "actions: {push: {by: state, channel: military}, trade: {by: state, channel: economy}}\n"
        "policies: {calm: {by: state, economy: {choose: rules, rules: [{do: trade}]}}}\n"
        "actors: {A: {role: state, policy: calm}}\n"
        "outcomes: {otherwise: end}\n");
    ASSERT_EQ(told.records.size(), 3U);
    for (const DecisionRecord& record : told.records) EXPECT_EQ(record.channel, "economy");
}

TEST(KeptDecisions, AreAllOrThoseThatActed) {
    const auto decide = [](int step, const char* chosen) {
        DecisionRecord record;
        record.step = step;
        record.chosen = chosen;
        return record;
    };
    const int most = static_cast<int>(KeptDecisions::most);
    KeptDecisions all;
    for (int i = 0; i < most; ++i) all.add(decide(i, i % 5 == 0 ? "push" : "hold"));
    EXPECT_TRUE(all.all());
    EXPECT_EQ(all.take().size(), KeptDecisions::most);
    KeptDecisions acts;
    for (int i = 0; i < 2 * most; ++i) acts.add(decide(i, i % 5 == 0 ? "push" : "hold"));
    EXPECT_FALSE(acts.all());
    const std::vector<DecisionRecord> kept = acts.take();
    ASSERT_EQ(kept.size(), 2 * KeptDecisions::most / 5);
    EXPECT_EQ(kept.back().step, 2 * most - 5);
    KeptDecisions many;
    for (int i = 0; i < 2 * most; ++i) many.add(decide(i, "push"));
    const std::vector<DecisionRecord> first = many.take();
    ASSERT_EQ(first.size(), KeptDecisions::most);
    EXPECT_EQ(first.back().step, most - 1);
}

// 200 items of 40 terms take at least 200 * 40 * 40 bytes, so that fewer than 210 such decisions fit.
TEST(KeptDecisions, AreBoundedInMemory) {
    const auto decide = [](int step, const char* chosen) {
        DecisionRecord record;
        record.step = step;
        record.chosen = chosen;
        record.items.assign(200, {"push", 0, 0.005, std::vector<TermValue>(40, {"reason", 1})});
        return record;
    };
    KeptDecisions few;
    for (int i = 0; i < 50; ++i) few.add(decide(i, "hold"));
    EXPECT_TRUE(few.all());
    KeptDecisions many;
    for (int i = 0; i < 1000; ++i) many.add(decide(i, i % 2 == 0 ? "push" : "hold"));
    EXPECT_FALSE(many.all());
    const std::vector<DecisionRecord> kept = many.take();
    EXPECT_GT(kept.size(), 50U);
    EXPECT_LT(kept.size(), 210U);
    for (std::size_t i = 0; i < kept.size(); ++i)
        EXPECT_EQ(kept[i].step, 2 * static_cast<int>(i)) << "the first acts, without gaps";
}

}  // namespace standoff::test
