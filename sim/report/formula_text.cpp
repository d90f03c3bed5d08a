#include "report/formula_text.hpp"

#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "base/dates.hpp"
#include "language/vocabulary.hpp"

namespace standoff {

namespace {

constexpr std::string_view minus = "−";

struct Term {
    std::string text;
    GrammarLevel level = level_primary;
};

std::string bracketed(const std::string& text) { return "(" + text + ")"; }

std::string at_least(const Term& term, int level) { return term.level < level ? bracketed(term.text) : term.text; }

struct Sign {
    std::string_view text;
    GrammarLevel level;
};

Sign sign_of(Operator op) {
    switch (op) {
        case Operator::add: return {" + ", level_sum};
        case Operator::subtract: return {" − ", level_sum};
        case Operator::multiply: return {" × ", level_product};
        case Operator::divide: return {" / ", level_product};
        case Operator::equal: return {" = ", level_comparison};
        case Operator::not_equal: return {" ≠ ", level_comparison};
        case Operator::less: return {" < ", level_comparison};
        case Operator::less_equal: return {" ≤ ", level_comparison};
        case Operator::greater: return {" > ", level_comparison};
        case Operator::greater_equal: return {" ≥ ", level_comparison};
        case Operator::logical_and: return {" and ", level_and};
        case Operator::logical_or: return {" or ", level_or};
        case Operator::power: return {"^", level_power};
        case Operator::logical_not: return {"not ", level_not};
        case Operator::negate: break;
    }
    return {minus, level_sign};
}

Term term_of(const Node& node);

/// A whole number of either sign as superscript; empty for anything else.
std::string superscript(const Node& exponent) {
    constexpr std::array<std::string_view, 10> digits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const bool negative = exponent.node == NodeKind::unary && exponent.op == Operator::negate;
    const Node& size = negative ? *exponent.children[0] : exponent;
    const bool whole = size.node == NodeKind::number && size.text.empty() && size.value == std::floor(size.value);
    if (!whole || size.value > 99) return {};
    std::string text = negative ? "⁻" : "";
    for (const char digit : fmt::format("{:.0f}", size.value)) text += digits.at(static_cast<std::size_t>(digit - '0'));
    return text;
}

Term power(const Node& base, const Node& exponent) {
    const std::string below = at_least(term_of(base), level_primary);
    if (const std::string raised = superscript(exponent); !raised.empty()) return {below + raised, level_power};
    const Term above = term_of(exponent);
    // A sign up there would look like a subtraction.
    return {below + "^" + at_least(above, level_power), level_power};
}

Term binary(const Node& node) {
    if (node.op == Operator::power) return power(*node.children[0], *node.children[1]);
    const auto [sign, level] = sign_of(node.op);
    const int left = level == level_comparison ? level + 1 : level;
    std::string right = at_least(term_of(*node.children[1]), level + 1);
    if (right.starts_with(minus) && level >= level_sum) right = bracketed(right);
    return {at_least(term_of(*node.children[0]), left) + std::string(sign) + right, level};
}

Term unary(const Node& node) {
    const auto [sign, level] = sign_of(node.op);
    std::string operand = at_least(term_of(*node.children[0]), level);
    if (operand.starts_with(minus)) operand = bracketed(operand);
    return {std::string(sign) + operand, level};
}

std::string number_text(const Node& node) {
    const vocabulary::Unit* unit = node.text.empty() ? nullptr : vocabulary::find_unit(node.text);
    if (unit == nullptr) return fmt::format("{}", node.value);
    const double count = node.in_steps ? node.value : node.value / unit->days;
    // Fifteen digits, so that days divided by the days of a unit give back what was written.
    return fmt::format("{:.15g} {}", count, count == 1 ? unit->singular : unit->plural);
}

/// An argument among others: a choice in it gets brackets, as its comma would be taken for theirs.
std::string argument(const Node& node) { return at_least(term_of(node), level_or); }

std::string arguments(const Node& node) {
    std::string text;
    for (const NodePtr& child : node.children) text += (text.empty() ? "" : ", ") + argument(*child);
    return text;
}

/// `mean 0.4`; `mean` alone where the argument has that name.
std::string labelled(std::string_view label, const Node& node) {
    std::string value = argument(node);
    const bool same = value == label || (value == "half_life" && label == "half-life");
    return same ? value : fmt::format("{} {}", label, value);
}

Term call(const Node& node) {
    const auto one = [&](std::size_t i) { return argument(*node.children[i]); };
    const auto named = [&](std::string_view label, std::size_t i) { return labelled(label, *node.children[i]); };
    switch (node.function) {
        case Function::pow: return power(*node.children[0], *node.children[1]);
        case Function::sqrt: return {"√(" + one(0) + ")", level_power};
        case Function::log: return {"ln(" + one(0) + ")"};
        case Function::floor: return {"⌊" + one(0) + "⌋"};
        case Function::ceil: return {"⌈" + one(0) + "⌉"};
        case Function::relax: return {fmt::format("relax({} → {}, {})", one(0), one(1), named("half-life", 2))};
        case Function::uniform: return {fmt::format("Uniform({}, {})", one(0), one(1))};
        case Function::normal: return {fmt::format("Normal({}, {})", named("mean", 0), named("sd", 1))};
        case Function::bernoulli: return {fmt::format("Bernoulli({})", one(0))};
        case Function::poisson: return {fmt::format("Poisson({})", named("mean", 0))};
        case Function::exponential: return {fmt::format("Exponential({})", named("mean", 0))};
        case Function::triangular:
            return {fmt::format("Triangular({}, {}, {})", named("from", 0), named("mode", 1), named("to", 2))};
        default: return {fmt::format("{}({})", vocabulary::entry_of(node.function).name, arguments(node))};
    }
}

std::string set_text(const std::vector<Loop>& loops) {
    std::string text;
    for (const Loop& loop : loops)
        text += fmt::format("{}{} in {}", text.empty() ? "" : " and ", loop.name, loop.set_text);
    return text;
}

Term aggregate(const Node& node) {
    const std::string_view word =
        node.aggregate == Aggregate::sum ? std::string_view("∑") : vocabulary::word_of(node.aggregate);
    std::string text = fmt::format("{}({} over {}", word, argument(*node.children[0]), set_text(node.loops));
    if (node.children.size() > 1) text += " with " + argument(*node.children[1]);
    return {text + ")"};
}

std::string memory(const Node& node) {
    std::string text = fmt::format("{}({}", vocabulary::word_of(node.memory), node.text);
    if (node.by) text += " by " + node.by->text;
    if (node.to) text += " to " + node.to->text;
    return text + ")";
}

Term term_of(const Node& node) {
    switch (node.node) {
        case NodeKind::number: return {number_text(node)};
        case NodeKind::date: return {format_date(node.day)};
        case NodeKind::name: return {node.text};
        case NodeKind::member: return {node.children[0]->text + "." + node.text};
        case NodeKind::indexed: {
            const std::string owner = node.children.size() > 1 ? node.children[1]->text + "." : "";
            return {fmt::format("{}{}({})", owner, node.text, argument(*node.children[0]))};
        }
        case NodeKind::call: return call(node);
        case NodeKind::unary: return unary(node);
        case NodeKind::binary: return binary(node);
        case NodeKind::conditional:
            return {fmt::format("{} if {}, else {}", argument(*node.children[0]), argument(*node.children[1]),
                                term_of(*node.children[2]).text),
                    level_conditional};
        case NodeKind::aggregate: return aggregate(node);
        case NodeKind::memory: break;
    }
    return {memory(node)};
}

std::string_view verb_of(const Statement& statement) {
    if (statement.primed) return "′ = ";
    switch (statement.assignment) {
        case Assignment::add: return " increases by ";
        case Assignment::subtract: return " decreases by ";
        case Assignment::multiply: return " is multiplied by ";
        case Assignment::set: break;
    }
    return " becomes ";
}

}  // namespace

std::string formula_text(const Node& expression) { return term_of(expression).text; }

std::string reach_text(const std::vector<Loop>& loops, const Node* condition) {
    std::string text;
    if (!loops.empty()) text += ", for each " + set_text(loops);
    if (condition != nullptr) text += ", if " + argument(*condition);
    return text;
}

std::string statement_text(const Statement& statement) {
    const std::string reach = reach_text(statement.loops, statement.condition.get());
    const Term right = term_of(*statement.right);
    return fmt::format("{}{}{}{}", formula_text(*statement.target), verb_of(statement),
                       reach.empty() ? right.text : at_least(right, level_or), reach);
}

}  // namespace standoff
