#include "language/parser.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "small_model.hpp"

namespace standoff {
namespace {

using testing::codes_of;
using testing::formula;

double value_of(const Node& node) {
    const auto child = [&](std::size_t i) { return value_of(*node.children[i]); };
    if (node.node == NodeKind::number) return node.value;
    if (node.node == NodeKind::conditional) return child(1) != 0 ? child(0) : child(2);
    if (node.node == NodeKind::unary) return node.op == Operator::negate ? -child(0) : (child(0) == 0 ? 1 : 0);
    if (node.node != NodeKind::binary) throw std::logic_error("not a constant");
    switch (node.op) {
        case Operator::add: return child(0) + child(1);
        case Operator::subtract: return child(0) - child(1);
        case Operator::multiply: return child(0) * child(1);
        case Operator::divide: return child(0) / child(1);
        case Operator::power: return std::pow(child(0), child(1));
        case Operator::equal: return child(0) == child(1);
        case Operator::not_equal: return child(0) != child(1);
        case Operator::less: return child(0) < child(1);
        case Operator::less_equal: return child(0) <= child(1);
        case Operator::greater: return child(0) > child(1);
        case Operator::greater_equal: return child(0) >= child(1);
        case Operator::logical_and: return child(0) != 0 && child(1) != 0;
        case Operator::logical_or: return child(0) != 0 || child(1) != 0;
        default: throw std::logic_error("not a binary operator");
    }
}

double constant(std::string_view text) {
    Diagnostics findings;
    const NodePtr node = parse_expression(formula(text), findings);
    EXPECT_TRUE(node) << text << ": " << codes_of(findings);
    return node ? value_of(*node) : std::nan("");
}

std::string expression_codes(std::string_view text) {
    Diagnostics findings;
    const NodePtr node = parse_expression(formula(text), findings);
    EXPECT_EQ(node == nullptr, findings.failed()) << text;
    return codes_of(findings);
}

std::string codes_of_statement(std::string_view text) {
    Diagnostics findings;
    const std::optional<Statement> statement = parse_statement(formula(text), findings);
    EXPECT_EQ(!statement, findings.failed()) << text;
    return codes_of(findings);
}

NodePtr parsed(std::string_view text) {
    Diagnostics findings;
    NodePtr node = parse_expression(formula(text), findings);
    if (!node) throw std::runtime_error(std::string(text) + ": " + codes_of(findings));
    return node;
}

Statement parsed_statement(std::string_view text) {
    Diagnostics findings;
    std::optional<Statement> statement = parse_statement(formula(text), findings);
    if (!statement) throw std::runtime_error(std::string(text) + ": " + codes_of(findings));
    return std::move(*statement);
}

TEST(Parser, BindsOperatorsInTheOrderOfThePaper) {
    const std::vector<std::pair<std::string_view, double>> table = {
        {"1 + 2 * 3", 7},
        {"(1 + 2) * 3", 9},
        {"10 - 4 - 3", 3},
        {"24 / 4 / 2", 3},
        {"-2^2", -4},
        {"(-2)^2", 4},
        {"2^3^2", 512},
        {"2^-1", 0.5},
        {"-2^-2", -0.25},
        {"2 * -3", -6},
        {"--2", 2},
        {"6 / -2 * 3", -9},
        {"1 + 1 == 2", 1},
        {"not 1 == 2", 1},
        {"not not 3", 1},
        {"1 or 0 and 0", 1},
        {"(1 or 0) and 0", 0},
        {"not 0 and 0", 0},
        {"1 < 2 and 2 < 3", 1},
        {"(1 < 2) == true", 1},
        {"1 != 2 or false", 1},
        {"3 if 1 > 2 else 4", 4},
        {"1 if 0 else 2 if 0 else 3", 3},
        {"1 if 1 else 2 if 1 else 3", 1},
        {"1 + 2 if 0 else 3 + 4", 7},
        {"(1 if 0 else 2) + 1", 3},
        {"1e-3 * 1000", 1},
        {"2.5E+1", 25},
        {"0.5 + 0", 0.5},
    };
    for (const auto& [text, value] : table) EXPECT_DOUBLE_EQ(constant(text), value) << text;
}

TEST(Parser, ReadsDurationsInDaysAndStepsAsSteps) {
    const std::vector<std::pair<std::string_view, double>> table = {{"1 day", 1},          {"6 weeks", 42},
                                                                    {"1 month", 30.4375},  {"2 quarters", 182.625},
                                                                    {"0.5 year", 182.625}, {"3 days", 3}};
    for (const auto& [text, days] : table) {
        const NodePtr node = parsed(text);
        EXPECT_EQ(node->kind, Kind::duration) << text;
        EXPECT_DOUBLE_EQ(node->value, days) << text;
        EXPECT_FALSE(node->in_steps) << text;
    }
    const NodePtr steps = parsed("4 steps");
    EXPECT_TRUE(steps->in_steps);
    EXPECT_EQ(steps->value, 4);
    EXPECT_EQ(parsed("date(2022-11-08)")->day, 19304);
    EXPECT_EQ(parsed("date( 1970-01-01 )")->day, 0);
}

TEST(Parser, TellsMemoryFromAggregatesAndNames) {
    EXPECT_EQ(parsed("count(test)")->node, NodeKind::memory);
    EXPECT_EQ(parsed("count(c.attention > 0 for c in coercer)")->node, NodeKind::aggregate);
    EXPECT_EQ(parsed("count(test for c in coercer)")->node, NodeKind::aggregate);
    EXPECT_EQ(parsed("count")->node, NodeKind::name);
    EXPECT_EQ(parsed("max(a, b, c)")->node, NodeKind::call);
    EXPECT_EQ(parsed("max(c.attention for c in coercer)")->node, NodeKind::aggregate);
    const NodePtr since = parsed("since(test by self to icbm)");
    ASSERT_TRUE(since->by && since->to);
    EXPECT_EQ(since->text, "test");
    EXPECT_EQ(since->by->text, "self");
    EXPECT_EQ(since->to->text, "icbm");
    const NodePtr swapped = parsed("times(test to icbm by DPRK)");
    EXPECT_EQ(swapped->by->text, "DPRK");
}

TEST(Parser, ReadsOwnersAndWhatTheyPointAt) {
    const NodePtr node = parsed("c.sanctions(d)");
    ASSERT_EQ(node->node, NodeKind::indexed);
    EXPECT_EQ(node->text, "sanctions");
    EXPECT_EQ(node->children[0]->text, "d");
    EXPECT_EQ(node->children[1]->text, "c");
    EXPECT_EQ(parsed("USA.policy")->node, NodeKind::member);
    EXPECT_EQ(parsed("sanctions(target)")->children.size(), 1U);
}

TEST(Parser, NestsLoopsOutermostFirst) {
    const NodePtr node = parsed("sum(c.sanctions(d) for c in coercer for d in challenger if c != d)");
    ASSERT_EQ(node->loops.size(), 2U);
    EXPECT_EQ(node->loops[0].name, "c");
    EXPECT_EQ(node->loops[1].set_text, "challenger");
    EXPECT_EQ(node->children.size(), 2U);
}

TEST(Parser, SplitsTheTailOfAStatement) {
    const Statement loop = parsed_statement("c.attention += 0.1 for c in coercer if c != self");
    EXPECT_EQ(loop.assignment, Assignment::add);
    EXPECT_EQ(loop.loops.size(), 1U);
    EXPECT_TRUE(loop.condition);
    EXPECT_EQ(loop.text, "c.attention += 0.1 for c in coercer if c != self");

    const Statement guarded = parsed_statement("x = a if b > 0");
    EXPECT_EQ(guarded.right->node, NodeKind::name);
    EXPECT_TRUE(guarded.condition);

    const Statement choice = parsed_statement("x = a if b > 0 else c");
    EXPECT_EQ(choice.right->node, NodeKind::conditional);
    EXPECT_FALSE(choice.condition);

    const Statement both = parsed_statement("x = a if b > 0 else c if d");
    EXPECT_EQ(both.right->node, NodeKind::conditional);
    EXPECT_EQ(both.condition->text, "d");

    const Statement looped_choice =
        parsed_statement("c.offer(d)' = 1 if c.x else 2 for c in coercer for d in challenger");
    EXPECT_TRUE(looped_choice.primed);
    EXPECT_EQ(looped_choice.right->node, NodeKind::conditional);
    EXPECT_EQ(looped_choice.loops.size(), 2U);
}

TEST(Parser, ReadsRatesItemsAndReferences) {
    Diagnostics findings;
    const std::optional<Rate> rate = parse_rate(formula("0.002 * exp(4 * tension) per week"), findings);
    ASSERT_TRUE(rate);
    EXPECT_EQ(rate->per->value, 7);
    EXPECT_EQ(parse_rate(formula("0.1 per  2 weeks "), findings)->unit, "2 weeks");
    EXPECT_EQ(parse_rate(formula("0.1"), findings)->per, nullptr);
    EXPECT_TRUE(parse_rate(formula("times(missile) per 2 steps"), findings)->per->in_steps);

    EXPECT_EQ(parse_item(formula("hold"), findings)->arguments.size(), 0U);
    const std::optional<ItemPattern> item =
        parse_item(formula("offer(DPRK, relief=0.5, cut=-1, wait=2 weeks, soft)"), findings);
    ASSERT_TRUE(item);
    ASSERT_EQ(item->arguments.size(), 5U);
    EXPECT_EQ(item->arguments[0].text, "DPRK");
    EXPECT_EQ(item->arguments[1].level_name, "relief");
    EXPECT_EQ(item->arguments[2].number, -1);
    EXPECT_TRUE(item->arguments[3].duration);
    EXPECT_EQ(item->arguments[3].number, 14);
    EXPECT_EQ(item->arguments[4].text, "soft");

    EXPECT_EQ(parse_reference(formula("USA.sanctions(DPRK)"), findings)->node, NodeKind::indexed);
    EXPECT_EQ(parse_reference(formula("USA.policy"), findings)->node, NodeKind::member);
    EXPECT_FALSE(findings.failed());
}

TEST(Parser, PlacesPointIntoTheFileThroughTheOffsets) {
    // As if the text stood in the file with each character doubled, from byte 100.
    const std::string_view text = "a + bb";
    std::vector<std::uint32_t> offsets;
    for (std::uint32_t i = 0; i <= text.size(); ++i) offsets.push_back(100 + 2 * i);
    Diagnostics findings;
    const NodePtr node = parse_expression({text, 7, &offsets}, findings);
    ASSERT_TRUE(node);
    EXPECT_EQ(node->place, (Place{7, 100, 12}));
    EXPECT_EQ(node->children[1]->place, (Place{7, 108, 4}));
}

TEST(Parser, SaysWhatToWriteInsteadOfEachSlip) {
    const std::vector<std::pair<std::string_view, std::string_view>> table = {
        {"", "E301"},
        {"   ", "E301"},
        {"a \u2212 b", "E303"},
        {"\u201ca\u201d", "E303 E303"},
        {"spannung\u00e4", "E303"},
        {"a[1]", "E303 E303"},
        {"a && b", "E304"},
        {"a || b", "E304"},
        {"!a", "E304"},
        {"a % 2", "E304"},
        {"a ** 2", "E304"},
        {"a <> b", "E304"},
        {"a =< b", "E304"},
        {"a && b || !c", "E304 E304 E304"},
        {".5", "E305"},
        {"5.", "E305"},
        {"1.2.3", "E305"},
        {"1e999", "E305"},
        {"0x1F", "E305"},
        {"1_000", "E305"},
        {"0123", "E306"},
        {"00", "E306"},
        {"date(2022-02-30)", "E307"},
        {"date(now)", "E307"},
        {"2022-11-08", "E307"},
        {"date(2022-11-08", "E307"},
        {"a = b", "E308"},
        {"a < = b", "E308"},
        {"max(a = 1, 2)", "E308"},
        {"a < b < c", "E309"},
        {"a == b == c", "E309"},
        {"1 +", "E310"},
        {"* 2", "E310"},
        {"a + and b", "E310"},
        {"()", "E310"},
        {"+1", "E310"},
        {"a == not b", "E310"},
        {"2 x", "E311"},
        {"a b", "E311"},
        {"(a) (b)", "E311"},
        {"0,5", "E311"},
        {"1 week 2", "E311"},
        {"(a + b", "E312"},
        {"a + b)", "E312"},
        {"max(a, (b)", "E312"},
        {"a' + 1", "E313"},
        {"(a if b)", "E314"},
        {"a if b", "E314"},
        {"a else b", "E314"},
        {"max(a if b, 1)", "E314"},
        {"mean(c.x if c.y > 0 for c in coercer)", "E315"},
        {"mean(c.x for c in coercer if c.y for d in coercer)", "E315"},
        {"mean(a, b)", "E316"},
        {"sum(a)", "E316"},
        {"count(a > 0)", "E316"},
        {"sum(c.x for coercer)", "E316"},
        {"a for c in coercer", "E316"},
        {"sum(c.x for c in)", "E316"},
        {"clmap(a, 0, 1)", "E317"},
        {"foo()", "E317"},
        {"a += 1", "E318"},
        {"since(1 + 2)", "E319"},
        {"since()", "E319"},
        {"count()", "E310"},
        {"since(test by)", "E319"},
        {"since(test by a by b)", "E319"},
        {"since(test + 1)", "E319"},
        {"a per week", "E322"},
        {"a.b.c", "E324"},
        {"(a).b", "E324"},
        {"a.", "E324"},
        {"a.1", "E305"},
    };
    for (const auto& [text, codes] : table) EXPECT_EQ(expression_codes(text), codes) << text;
}

TEST(Parser, AWordAfterANumberIsAWrongUnit) {
    const auto first = [](const std::string& text) {
        Diagnostics findings;
        EXPECT_EQ(parse_expression(formula(text), findings), nullptr);
        const Diagnostic& finding = findings.all().at(0);
        return finding.code + " " + finding.what + "; " + finding.why + finding.hint;
    };
    EXPECT_EQ(first("1 wek"), "E311 `wek` is no unit of time; did you mean \"week\"?");
    EXPECT_EQ(first("relax(x, 0, 3 weaks)"), "E311 `weaks` is no unit of time; did you mean \"weeks\"?");
    EXPECT_EQ(first("3 hours"),
              "E311 `hours` is no unit of time; units: day, week, month, quarter, year, step; to multiply write `3 * "
              "hours`");
}

TEST(Parser, SaysWhatIsWrongWithAStatement) {
    const std::vector<std::pair<std::string_view, std::string_view>> table = {
        {"x == 1", "E318"},
        {"tension", "E318"},
        {"x /= 2", "E304"},
        {"3 = x", "E318"},
        {"x = a = b", "E308"},
        {"x = y' + 1", "E313"},
        {"c'.x = 1", "E320"},
        {"offer'(d) = 1", "E320"},
        {"x = 1 if a for c in coercer", "E315"},
        {"x = 1 for c in coercer if a for d in coercer", "E315"},
        {"x = ", "E310"},
        {"", "E301"},
        {"x += = 2", "E310"},
    };
    for (const auto& [text, codes] : table) EXPECT_EQ(codes_of_statement(text), codes) << text;
}

TEST(Parser, SaysWhatIsWrongWithItemsRatesAndReferences) {
    const auto item = [](std::string_view text) {
        Diagnostics findings;
        EXPECT_FALSE(parse_item(formula(text), findings)) << text;
        return codes_of(findings);
    };
    EXPECT_EQ(item("tighten(1 + 2)"), "E321");
    EXPECT_EQ(item("tighten()"), "E321");
    EXPECT_EQ(item("tighten(DPRK"), "E312");
    EXPECT_EQ(item("tighten + 1"), "E321");
    EXPECT_EQ(item("0.15"), "E321");
    const auto rate = [](std::string_view text) {
        Diagnostics findings;
        EXPECT_FALSE(parse_rate(formula(text), findings)) << text;
        return codes_of(findings);
    };
    EXPECT_EQ(rate("0.1 per fortnight"), "E322");
    EXPECT_EQ(rate("0.1 per"), "E322");
    EXPECT_EQ(rate("0.1 per week per day"), "E322");
    Diagnostics findings;
    EXPECT_FALSE(parse_reference(formula("3"), findings));
    EXPECT_EQ(codes_of(findings), "E323");
}

TEST(Parser, StopsAtTextThatIsTooLargeWithoutHarm) {
    const auto repeat = [](std::string_view part, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) text += part;
        return text;
    };
    EXPECT_EQ(expression_codes(repeat("(", 30'000)), "E302");
    EXPECT_EQ(expression_codes(repeat("-", 30'000) + "1"), "E302");
    EXPECT_EQ(expression_codes(repeat("not ", 10'000) + "1"), "E302");
    EXPECT_EQ(expression_codes("1" + repeat("+1", 30'000)), "E302");
    EXPECT_EQ(expression_codes("1" + repeat("^1", 30'000)), "E302");
    EXPECT_EQ(expression_codes(repeat("1 if 1 else ", 5'000) + "1"), "E302");
    EXPECT_EQ(expression_codes(repeat("max(", 10'000) + "1"), "E302");
    EXPECT_EQ(expression_codes(repeat("a(", 10'000)), "E302");
    EXPECT_EQ(expression_codes("max(1" + repeat(",1", 30'000) + ")"), "E302");
    EXPECT_EQ(expression_codes(repeat("x", 1'000'000)), "E302");
    EXPECT_EQ(expression_codes("sum(1 " + repeat("for c in d ", 1000) + ")"), "E302");
    EXPECT_EQ(expression_codes("1" + repeat("+1", 400)), "");
    EXPECT_EQ(expression_codes(repeat("(", 100) + "1" + repeat(")", 100)), "");
    EXPECT_EQ(expression_codes(repeat("\u00e4 ", 10'000)), repeat("E303 ", 7) + "E303");
}

TEST(Parser, SurvivesEveryPrefixAndEveryRemovedCharacter) {
    const std::string text =
        "c.offer(d)' = clamp(mean(x if y > 1 week else -2^3 for x in allies if x != c), 0, 1) for c in "
        "coercer for d in challenger if since(test by self to icbm) <= date(2022-11-08) and not a";
    Diagnostics whole;
    EXPECT_TRUE(parse_statement(formula(text), whole)) << codes_of(whole);
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const std::string& broken : {text.substr(0, i), text.substr(0, i) + text.substr(i + 1), text.substr(i)}) {
            Diagnostics findings;
            const bool statement = parse_statement(formula(broken), findings).has_value();
            EXPECT_NE(statement, findings.failed()) << broken;
            Diagnostics of_expression;
            const bool expression = parse_expression(formula(broken), of_expression) != nullptr;
            EXPECT_NE(expression, of_expression.failed()) << broken;
            Diagnostics of_item;
            const bool item = parse_item(formula(broken), of_item).has_value();
            EXPECT_NE(item, of_item.failed()) << broken;
            for (const Diagnostic& finding : findings.all())
                EXPECT_LE(finding.place.offset + finding.place.length, broken.size()) << broken;
        }
    }
}

}  // namespace
}  // namespace standoff
