// Formulas as readers see them: against texts written by hand, and, for brackets, against the language's own grammar:
// what is typeset is spelt back in the language's signs, parsed again, and must be the same tree.
#include <gtest/gtest.h>

#include <cstdint>

#include "language/parser.hpp"
#include "report/formula_text.hpp"

namespace standoff {
namespace {

NodePtr parsed(const std::string& text) {
    Diagnostics findings;
    NodePtr tree = parse_expression({text, 0, nullptr}, findings);
    if (tree == nullptr) throw std::runtime_error("cannot be parsed: " + text + ": " + findings.all().front().what);
    return tree;
}

std::string typeset(const std::string& text) { return formula_text(*parsed(text)); }

std::string typeset_statement(const std::string& text) {
    Diagnostics findings;
    const std::optional<Statement> statement = parse_statement({text, 0, nullptr}, findings);
    return statement ? statement_text(*statement) : findings.all().front().what;
}

TEST(FormulaText, UsesTheSignsOfMathematics) {
    EXPECT_EQ(typeset("0.12*noise - a/b"), "0.12 × noise − a / b");
    EXPECT_EQ(typeset("a <= 1 and b >= 2 or not c != d"), "a ≤ 1 and b ≥ 2 or not c ≠ d");
    EXPECT_EQ(typeset("x == 1"), "x = 1");
    EXPECT_EQ(typeset("sqrt(x) + log(y) + floor(a) - ceil(b)"), "√(x) + ln(y) + ⌊a⌋ − ⌈b⌉");
    EXPECT_EQ(typeset("now < date(2023-01-02)"), "now < 2023-01-02");
}

TEST(FormulaText, SetsWholePowersHigh) {
    EXPECT_EQ(typeset("tension^2"), "tension²");
    EXPECT_EQ(typeset("target.loud ^ 12"), "target.loud¹²");
    EXPECT_EQ(typeset("10^-3"), "10⁻³");
    EXPECT_EQ(typeset("pow(1 - x, 3)"), "(1 − x)³");
    EXPECT_EQ(typeset("x^0.5"), "x^0.5");
    EXPECT_EQ(typeset("x^(a + b)"), "x^(a + b)");
    EXPECT_EQ(typeset("(x^2)^3"), "(x²)³");
    EXPECT_EQ(typeset("2^3^2"), "2^3²");
    EXPECT_EQ(typeset("-2^2"), "−2²");
    EXPECT_EQ(typeset("(-2)^2"), "(−2)²");
    EXPECT_EQ(typeset("x^-y"), "x^(−y)");
}

TEST(FormulaText, BracketsOnlyWhereTheTreeOrTwoSignsNeedThem) {
    EXPECT_EQ(typeset("((a + (b * c)) - d)"), "a + b × c − d");
    EXPECT_EQ(typeset("a - (b - c)"), "a − (b − c)");
    EXPECT_EQ(typeset("a / (b * c)"), "a / (b × c)");
    EXPECT_EQ(typeset("a / b * c"), "a / b × c");
    EXPECT_EQ(typeset("a - -b"), "a − (−b)");
    EXPECT_EQ(typeset("-w * x"), "−w × x");
    EXPECT_EQ(typeset("-(w * x)"), "−(w × x)");
    EXPECT_EQ(typeset("0.5 * (a == b)"), "0.5 × (a = b)");
    EXPECT_EQ(typeset("not (a and b)"), "not (a and b)");
}

TEST(FormulaText, ReadsChoicesAndSetsAloud) {
    EXPECT_EQ(typeset("2.5 if since(test to nuclear) <= 13 weeks else 0"),
              "2.5 if since(test to nuclear) ≤ 13 weeks, else 0");
    EXPECT_EQ(typeset("1 + (a if b else c)"), "1 + (a if b, else c)");
    EXPECT_EQ(typeset("max(a if b else c, d)"), "max((a if b, else c), d)");
    EXPECT_EQ(typeset("sum(c.weight * c.attention for c in coercer) / 2"),
              "∑(c.weight × c.attention over c in coercer) / 2");
    EXPECT_EQ(typeset("mean(c.attention for c in coercer if c != self)"),
              "mean(c.attention over c in coercer with c ≠ self)");
    EXPECT_EQ(typeset("any(d.pledge > 0.5 for d in challenger)"), "any(d.pledge > 0.5 over d in challenger)");
    EXPECT_EQ(typeset("count(test by self to icbm)"), "count(test by self to icbm)");
    EXPECT_EQ(typeset("USA.sanctions(DPRK) + skill(target)"), "USA.sanctions(DPRK) + skill(target)");
}

TEST(FormulaText, NamesTheArgumentsThatHaveAMeaning) {
    EXPECT_EQ(typeset("relax(tension, 0.1, 8 weeks)"), "relax(tension → 0.1, half-life 8 weeks)");
    EXPECT_EQ(typeset("normal(0.4, 0.1)"), "Normal(mean 0.4, sd 0.1)");
    EXPECT_EQ(typeset("exponential(3)"), "Exponential(mean 3)");
    EXPECT_EQ(typeset("triangular(0, 1, 4)"), "Triangular(from 0, mode 1, to 4)");
    EXPECT_EQ(typeset("normal(mean, 2 * sd)"), "Normal(mean, sd 2 × sd)");
    EXPECT_EQ(typeset("triangular(lo, mode, hi)"), "Triangular(from lo, mode, to hi)");
    EXPECT_EQ(typeset("relax(x, y, half_life)"), "relax(x → y, half_life)");
}

TEST(FormulaText, KeepsTheUnitOfADuration) {
    EXPECT_EQ(typeset("1 week"), "1 week");
    EXPECT_EQ(typeset("0.7 week"), "0.7 weeks");
    EXPECT_EQ(typeset("3 months"), "3 months");
    EXPECT_EQ(typeset("2 steps"), "2 steps");
    EXPECT_EQ(typeset("0.1 year"), "0.1 years");
}

TEST(FormulaText, TellsStatementsAsClauses) {
    EXPECT_EQ(typeset_statement("tension' = relax(tension, 0.1, calming)"),
              "tension′ = relax(tension → 0.1, half-life calming)");
    EXPECT_EQ(typeset_statement("tension += 0.12 * noise"), "tension increases by 0.12 × noise");
    EXPECT_EQ(typeset_statement("tension -= 0.1"), "tension decreases by 0.1");
    EXPECT_EQ(typeset_statement("sanctions(target) *= 0.9"), "sanctions(target) is multiplied by 0.9");
    EXPECT_EQ(typeset_statement("USA.policy = engage"), "USA.policy becomes engage");
    EXPECT_EQ(typeset_statement("c.fear += 1 for c in coercer if c != self"),
              "c.fear increases by 1, for each c in coercer, if c ≠ self");
    EXPECT_EQ(typeset_statement("c.x(d) = 0 for c in coercer for d in challenger"),
              "c.x(d) becomes 0, for each c in coercer and d in challenger");
    EXPECT_EQ(typeset_statement("x = (1 if a else 2) if b"), "x becomes (1 if a, else 2), if b");
}

/// What was typeset in the signs of the language.
std::string spelt_back(std::string text) {
    const auto replace = [&](const std::string& sign, const std::string& word) {
        for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + word.size()))
            text.replace(at, sign.size(), word);
    };
    replace(" = ", " == ");
    for (const auto& [sign, word] : {std::pair{"×", "*"},
                                     {"−", "-"},
                                     {"≤", "<="},
                                     {"≥", ">="},
                                     {"≠", "!="},
                                     {", else ", " else "},
                                     {"∑(", "sum("},
                                     {" over ", " for "},
                                     {" with ", " if "},
                                     {"√(", "sqrt("},
                                     {"ln(", "log("},
                                     {"⌊", "floor("},
                                     {"⌋", ")"},
                                     {" → ", ", "},
                                     {", half-life ", ", "},
                                     {"⁻", "-"}})
        replace(sign, word);
    const char* digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string result;
    bool high = false;
    for (std::size_t i = 0; i < text.size();) {
        int digit = -1;
        for (int d = 0; d < 10; ++d)
            if (text.compare(i, std::string(digits[d]).size(), digits[d]) == 0) digit = d;
        if (digit >= 0) {
            // The sign of a negative power was spelt back before its digits.
            const bool negative = result.ends_with('-') && !result.ends_with(" -") && !result.ends_with("(-");
            if (!high && negative) result.pop_back();
            if (!high) result += negative ? "^-" : "^";
            result += static_cast<char>('0' + digit);
            i += std::string(digits[digit]).size();
        } else {
            result += text[i++];
        }
        high = digit >= 0;
    }
    return result;
}

bool same(const Node& a, const Node& b) {
    const bool alike = a.node == b.node && a.text == b.text && a.value == b.value && a.op == b.op &&
                       a.function == b.function && a.aggregate == b.aggregate && a.memory == b.memory &&
                       a.in_steps == b.in_steps && a.loops.size() == b.loops.size() &&
                       a.children.size() == b.children.size();
    if (!alike) return false;
    for (std::size_t i = 0; i < a.children.size(); ++i)
        if (!same(*a.children[i], *b.children[i])) return false;
    return true;
}

/// A formula with all brackets written, drawn from all operators and forms.
class Formulas {
public:
    explicit Formulas(std::uint64_t seed) : state_(seed) {}

    std::string make(int depth) {
        if (depth == 0) return leaf();
        const std::string a = make(depth - 1);
        switch (draw(12)) {
            case 0: return "(-" + a + ")";
            case 1: return "(not " + a + ")";
            case 2: return "(" + a + " if " + make(depth - 1) + " else " + make(depth - 1) + ")";
            case 3: return "min(" + a + ", " + make(depth - 1) + ")";
            case 4: return "sum(" + a + " for i in crowd if " + make(depth - 1) + ")";
            case 5: return "relax(" + a + ", " + make(depth - 1) + ", 6 weeks)";
            case 6: return "sqrt(" + a + ")";
            default: break;
        }
        const char* signs[] = {"+", "-", "*", "/", "^", "==", "!=", "<", "<=", ">", ">=", "and", "or"};
        return "(" + a + " " + signs[draw(13)] + " " + make(depth - 1) + ")";
    }

private:
    std::string leaf() {
        const char* leaves[] = {"a", "b.c", "d(e)", "2", "17", "0.5", "3 weeks", "since(f by self)"};
        return leaves[draw(8)];
    }
    std::uint64_t draw(std::uint64_t sides) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return (state_ >> 33U) % sides;
    }
    std::uint64_t state_;
};

TEST(FormulaText, KeepsTheTreeOfAnyFormula) {
    Formulas formulas(1);
    for (int i = 0; i < 8'000; ++i) {
        const std::string written = formulas.make(1 + i % 4);
        const NodePtr tree = parsed(written);
        const std::string shown = formula_text(*tree);
        ASSERT_TRUE(same(*tree, *parsed(spelt_back(shown)))) << written << "\n" << shown << "\n" << spelt_back(shown);
    }
}

TEST(FormulaText, HoldsNothingThatMarkdownWouldEat) {
    Formulas formulas(2);
    for (int i = 0; i < 2'000; ++i)
        EXPECT_EQ(formula_text(*parsed(formulas.make(3))).find_first_of("`|"), std::string::npos);
}

}  // namespace
}  // namespace standoff
