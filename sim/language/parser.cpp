#include "language/parse.hpp"

namespace standoff {
namespace parsing {

// --- Statements, rates, references and items -------------------------------------------------------------------------

Tree Parser::reference(std::string_view code, std::string_view examples) {
    if (!is_free_name(now())) {
        fail(code, now(), "a variable's name is missing here", {}, fmt::format("write {}", examples));
        return {};
    }
    return quantity();
}

std::optional<Statement> Parser::whole_statement() {
    Statement statement;
    const std::size_t first = now().begin;
    statement.place = place_in(formula_, first, tokens_[tokens_.size() - 2].end);
    statement.text = std::string(formula_.text.substr(first, tokens_[tokens_.size() - 2].end - first));
    Tree target = reference("E318", "`variable = value`");
    if (!target) return std::nullopt;
    if (accept(TokenKind::prime)) {
        statement.primed = true;
        if (at(TokenKind::open) || at(TokenKind::dot)) {
            fail("E320", tokens_[at_ - 1], "the prime stands last on the left side", {}, "write `c.offer(d)' = …`");
            return std::nullopt;
        }
    }
    switch (now().kind) {
        case TokenKind::assign: statement.assignment = Assignment::set; break;
        case TokenKind::plus_assign: statement.assignment = Assignment::add; break;
        case TokenKind::minus_assign: statement.assignment = Assignment::subtract; break;
        case TokenKind::times_assign: statement.assignment = Assignment::multiply; break;
        case TokenKind::equal:
            fail("E318", now(), "a statement assigns, and `==` compares", {}, "write `=`");
            return std::nullopt;
        default:
            fail("E318", at(TokenKind::end) ? tokens_[at_ - 1] : now(), "this is not a statement",
                 "one of `=`, `+=`, `-=`, `*=` must follow a variable", "write `variable = value`");
            return std::nullopt;
    }
    take();
    NodePtr early_condition;
    Tree right = conditional(&early_condition);
    if (!right || !loops(statement.loops)) return std::nullopt;
    if (early_condition == nullptr) {
        Tree condition;
        if (!closing_condition(condition)) return std::nullopt;
        early_condition = std::move(condition.node);
    }
    if (!finished()) return std::nullopt;
    statement.target = std::move(target.node);
    statement.right = std::move(right.node);
    statement.condition = std::move(early_condition);
    return statement;
}

// `week` of `per week`, `2 weeks` of `per 2 weeks`.
NodePtr Parser::per_unit() {
    const std::size_t begin = now().begin;
    const double count = at(TokenKind::number) ? take().value : 1;
    const Token& word = now();
    const vocabulary::Unit* unit = word.kind == TokenKind::name ? vocabulary::find_unit(word.text) : nullptr;
    if (unit == nullptr || count <= 0) {
        fail("E322", begin, std::max(word.end, begin), "a unit of time is missing after `per`", {},
             "write `per day`, `per week`, `per month`, `per quarter`, `per year` or `per step`");
        return nullptr;
    }
    take();
    Tree tree = make(NodeKind::number, begin, word.end);
    if (!tree) return nullptr;
    tree.node->name_place = place_of(word);
    tree.node->text = std::string(unit->singular);
    tree.node->kind = Kind::duration;
    tree.node->in_steps = unit->days == 0;
    tree.node->value = tree.node->in_steps ? count : count * unit->days;
    return std::move(tree.node);
}

std::optional<ItemPattern> Parser::whole_item() {
    if (!is_free_name(now())) {
        fail("E321", now(), "a menu item begins with the name of an action or tag, or is `hold`", {},
             "write `tighten`, `tighten(DPRK)` or `tighten(DPRK, 0.15)`");
        return std::nullopt;
    }
    ItemPattern item;
    const std::size_t begin = now().begin;
    const Token& name = take();
    item.name = std::string(name.text);
    item.name_place = place_of(name);
    if (at(TokenKind::open)) {
        const Token& open = take();
        do {
            ItemPattern::Argument argument;
            if (!item_argument(argument)) return std::nullopt;
            item.arguments.push_back(std::move(argument));
        } while (accept(TokenKind::comma));
        if (!at(TokenKind::close) && !at(TokenKind::end)) {
            fail("E321", now(), "an item's levels are plain numbers and names", {}, "write `offer(relief=0.5, cut=1)`");
            return std::nullopt;
        }
        if (!close_bracket(open)) return std::nullopt;
    }
    if (!at(TokenKind::end)) {
        fail("E321", now(), "a menu item ends here", {}, "write `tighten`, `tighten(DPRK)` or `tighten(DPRK, 0.15)`");
        return std::nullopt;
    }
    item.place = place_in(formula_, begin, tokens_[at_ - 1].end);
    return item;
}

bool Parser::item_argument(ItemPattern::Argument& argument) {
    const std::size_t begin = now().begin;
    if (is_free_name(now()) && ahead(1).kind == TokenKind::assign) {
        argument.level_name = std::string(take().text);
        take();
    }
    const bool negative = accept(TokenKind::minus);
    if (at(TokenKind::number)) {
        const Token& digits = take();
        argument.number = negative ? -digits.value : digits.value;
        const vocabulary::Unit* unit = at(TokenKind::name) ? vocabulary::find_unit(now().text) : nullptr;
        if (unit != nullptr) {
            take();
            argument.duration = true;
            argument.in_steps = unit->days == 0;
            if (!argument.in_steps) *argument.number *= unit->days;
        }
    } else if (!negative && is_free_name(now())) {
        argument.text = std::string(take().text);
    } else {
        fail("E321", now(), "an item's argument is a target, a level's number or a level's name", {},
             "write `tighten(DPRK, 0.15)` or `offer(relief=0.5, cut=1)`");
        return false;
    }
    argument.place = place_in(formula_, begin, tokens_[at_ - 1].end);
    return true;
}

}  // namespace parsing

using parsing::Parser;

NodePtr parse_expression(const Formula& formula, Diagnostics& findings) {
    Parser parser(formula, findings);
    return parser.start() ? parser.whole_expression() : nullptr;
}

std::optional<Statement> parse_statement(const Formula& formula, Diagnostics& findings) {
    Parser parser(formula, findings);
    return parser.start() ? parser.whole_statement() : std::nullopt;
}

std::optional<Rate> parse_rate(const Formula& formula, Diagnostics& findings) {
    Parser parser(formula, findings);
    return parser.start() ? parser.whole_rate() : std::nullopt;
}

std::optional<ItemPattern> parse_item(const Formula& formula, Diagnostics& findings) {
    Parser parser(formula, findings);
    return parser.start() ? parser.whole_item() : std::nullopt;
}

NodePtr parse_reference(const Formula& formula, Diagnostics& findings) {
    Parser parser(formula, findings);
    return parser.start() ? parser.whole_reference() : nullptr;
}

}  // namespace standoff
