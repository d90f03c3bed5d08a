#include "language/parse.hpp"

namespace standoff::parsing {
namespace {

std::optional<std::pair<Operator, GrammarLevel>> operator_of(const Token& token) {
    switch (token.kind) {
        case TokenKind::plus: return std::pair{Operator::add, level_sum};
        case TokenKind::minus: return std::pair{Operator::subtract, level_sum};
        case TokenKind::star: return std::pair{Operator::multiply, level_product};
        case TokenKind::slash: return std::pair{Operator::divide, level_product};
        case TokenKind::equal: return std::pair{Operator::equal, level_comparison};
        case TokenKind::not_equal: return std::pair{Operator::not_equal, level_comparison};
        case TokenKind::less: return std::pair{Operator::less, level_comparison};
        case TokenKind::less_equal: return std::pair{Operator::less_equal, level_comparison};
        case TokenKind::greater: return std::pair{Operator::greater, level_comparison};
        case TokenKind::greater_equal: return std::pair{Operator::greater_equal, level_comparison};
        case TokenKind::name:
            if (token.text == "and") return std::pair{Operator::logical_and, level_and};
            if (token.text == "or") return std::pair{Operator::logical_or, level_or};
            return std::nullopt;
        default: return std::nullopt;
    }
}

}  // namespace

// --- Operators -------------------------------------------------------------------------------------------------------

// `a if condition else b`. At the outer level of a statement an `if` without `else` is the statement's own condition
// and goes to `statement_condition`.
Tree Parser::conditional(NodePtr* statement_condition) {
    const Nested nested(nesting_);
    if (!nest_ok()) return {};
    Tree value = operation(level_or);
    if (!value || !at_word("if")) return value;
    const Token& word = take();
    Tree condition = operation(level_or);
    if (!condition) return {};
    if (accept_word("else")) {
        Tree otherwise = conditional(statement_condition);
        if (!otherwise) return {};
        const std::size_t begin = value.begin;
        const std::size_t end = otherwise.end;
        return make(NodeKind::conditional, begin, end, std::move(value), std::move(condition), std::move(otherwise));
    }
    if (at_word("for")) {
        fail("E315", word, "`if` stands before `for`", "the condition comes last",
             "write `… for c in set if condition`");
        return {};
    }
    if (statement_condition != nullptr) {
        *statement_condition = std::move(condition.node);
        return value;
    }
    if (at(TokenKind::end) || at(TokenKind::close) || at(TokenKind::comma)) {
        fail("E314", word, "`if` without `else`", "an expression needs a value in either case",
             "write `a if condition else b`");
    } else {
        unexpected();
    }
    return {};
}

Tree Parser::operation(int level) {
    if (level == level_not && at_word("not")) return prefix(Operator::logical_not, level_not);
    if (level == level_sign && at(TokenKind::minus)) return prefix(Operator::negate, level_sign);
    if (level == level_not || level == level_sign) return operation(level + 1);
    Tree left = level == level_power ? primary() : operation(level + 1);
    if (level == level_power) {
        if (!left || !at(TokenKind::caret)) return left;
        take();
        const Nested nested(nesting_);
        if (!nest_ok()) return {};
        Tree right = operation(level_sign);
        if (!right) return {};
        const std::size_t begin = left.begin;
        const std::size_t end = right.end;
        Tree tree = make(NodeKind::binary, begin, end, std::move(left), std::move(right));
        if (tree) tree.node->op = Operator::power;
        return tree;
    }
    for (int count = 0; left; ++count) {
        const auto found = operator_of(now());
        if (!found || found->second != level) return left;
        if (level == level_comparison && count > 0) {
            fail("E309", now(), "comparisons cannot be chained", {}, "write `a < b and b < c`");
            return {};
        }
        take();
        Tree right = operation(level + 1);
        if (!right) return {};
        const std::size_t begin = left.begin;
        const std::size_t end = right.end;
        left = make(NodeKind::binary, begin, end, std::move(left), std::move(right));
        if (left) left.node->op = found->first;
    }
    return left;
}

Tree Parser::prefix(Operator op, int operand_level) {
    const Nested nested(nesting_);
    if (!nest_ok()) return {};
    const Token& sign = take();
    Tree operand = operation(operand_level);
    if (!operand) return {};
    const std::size_t end = operand.end;
    Tree tree = make(NodeKind::unary, sign.begin, end, std::move(operand));
    if (tree) tree.node->op = op;
    return tree;
}

// --- Values ----------------------------------------------------------------------------------------------------------

Tree Parser::primary() {
    const Token& token = now();
    switch (token.kind) {
        case TokenKind::number: return number();
        case TokenKind::date: {
            Tree tree = make(NodeKind::date, token.begin, token.end);
            if (tree) tree.node->day = token.day;
            take();
            return tree;
        }
        case TokenKind::open: {
            take();
            Tree inside = conditional(nullptr);
            if (!inside || !close_bracket(token)) return {};
            inside.begin = token.begin;
            inside.end = tokens_[at_ - 1].end;
            return inside;
        }
        case TokenKind::name: return named_term();
        default: missing_value(); return {};
    }
}

// A number, or with a unit a duration: in days, or counting steps. `text` keeps the unit.
Tree Parser::number() {
    const Token& digits = take();
    const vocabulary::Unit* unit = at(TokenKind::name) ? vocabulary::find_unit(now().text) : nullptr;
    Tree tree = make(NodeKind::number, digits.begin, unit != nullptr ? now().end : digits.end);
    if (!tree) return tree;
    tree.node->value = digits.value;
    tree.node->kind = unit != nullptr ? Kind::duration : Kind::number;
    if (unit == nullptr) return tree;
    const Token& word = take();
    tree.node->text = std::string(unit->singular);
    tree.node->name_place = place_of(word);
    tree.node->in_steps = unit->days == 0;
    if (!tree.node->in_steps) tree.node->value *= unit->days;
    return tree;
}

Tree Parser::named_term() {
    const Token& name = now();
    if (name.text == "true" || name.text == "false") {
        take();
        Tree tree = make(NodeKind::number, name.begin, name.end);
        if (tree) {
            tree.node->value = name.text == "true" ? 1 : 0;
            tree.node->kind = Kind::number;
        }
        return tree;
    }
    if (vocabulary::is_keyword(name.text)) {
        missing_value();
        return {};
    }
    if (ahead(1).kind != TokenKind::open) return quantity();
    if (const std::optional<Memory> which = vocabulary::find_memory(name.text)) {
        const Token& after = ahead(3);
        const bool act =
            is_free_name(ahead(2)) && (after.kind == TokenKind::close || is_word(after, "by") || is_word(after, "to"));
        if (act || *which != Memory::count) return memory(*which);
    }
    if (const std::optional<Aggregate> which = vocabulary::find_aggregate(name.text)) return aggregate(*which);
    if (const vocabulary::FunctionEntry* function = vocabulary::find_function(name.text)) return call(*function);
    return quantity();
}

bool Parser::arguments(const Token& open, std::vector<Tree>& list) {
    if (accept(TokenKind::close)) return true;
    do {
        Tree argument = conditional(nullptr);
        if (!argument) return false;
        list.push_back(std::move(argument));
    } while (accept(TokenKind::comma));
    return close_bracket(open);
}

Tree Parser::call(const vocabulary::FunctionEntry& function) {
    const Token& name = take();
    const Token& open = take();
    std::vector<Tree> list;
    if (!arguments(open, list)) return {};
    return finished_call(function, name, std::move(list));
}

Tree Parser::finished_call(const vocabulary::FunctionEntry& function, const Token& name, std::vector<Tree> list) {
    Tree tree = open_tree(NodeKind::call, name.begin);
    tree.node->function = function.function;
    label(tree, name);
    for (Tree& argument : list) adopt(tree, std::move(argument));
    return closed_tree(std::move(tree));
}

// `sum(body for c in set if condition)`. `min` and `max` without a loop are functions.
Tree Parser::aggregate(Aggregate which) {
    const vocabulary::FunctionEntry* function = vocabulary::find_function(now().text);
    if (function != nullptr && ahead(2).kind == TokenKind::close) return call(*function);
    const Token& name = take();
    const Token& open = take();
    Tree body = conditional(nullptr);
    if (!body) return {};
    if (!at_word("for")) {
        if (function == nullptr) {
            aggregate_without_set(which, name, open);
            return {};
        }
        std::vector<Tree> list;
        list.push_back(std::move(body));
        if (accept(TokenKind::comma) ? !arguments(open, list) : !close_bracket(open)) return {};
        return finished_call(*function, name, std::move(list));
    }
    Tree tree = open_tree(NodeKind::aggregate, name.begin);
    tree.node->aggregate = which;
    label(tree, name);
    Tree condition;
    if (!loops(tree.node->loops) || !closing_condition(condition) || !close_bracket(open)) return {};
    adopt(tree, std::move(body));
    if (condition) adopt(tree, std::move(condition));
    return closed_tree(std::move(tree));
}

void Parser::aggregate_without_set(Aggregate which, const Token& name, const Token& open) {
    if (!at(TokenKind::close) && !at(TokenKind::comma)) {
        close_bracket(open);
        return;
    }
    fail("E316", name, fmt::format("`{}` needs a set to go over", name.text), {},
         which == Aggregate::count
             ? "write `count(condition for c in set)`, or `count(test)` with an action, tag or chance event"
             : fmt::format("write `{}(… for c in set)`", name.text));
}

/// The `if` after loops, where there is one; false after an error.
bool Parser::closing_condition(Tree& condition) {
    if (!accept_word("if")) return true;
    condition = conditional(nullptr);
    if (!condition) return false;
    if (!at_word("for")) return true;
    fail("E315", now(), "`for` stands after `if`", "the condition comes last", "write `… for c in set if condition`");
    return false;
}

bool Parser::loops(std::vector<Loop>& list) {
    while (at_word("for")) {
        const Token& word = take();
        if (list.size() >= 16) {
            fail("E302", word, "this formula is too large", "loops nest at most 16 deep");
            return false;
        }
        const bool shaped = is_free_name(now()) && is_word(ahead(1), "in") && is_free_name(ahead(2));
        if (!shaped) {
            fail("E316", word, "this loop is incomplete", {}, "write `for c in coercer`: a new name and a set");
            return false;
        }
        const Token& name = take();
        take();
        const Token& set = take();
        list.push_back({std::string(name.text), place_of(name), std::string(set.text), place_of(set), {}});
    }
    return true;
}

bool Parser::party(std::optional<Party>& party, std::string_view word) {
    const Token& preposition = take();
    if (party || !is_free_name(now())) {
        fail("E319", preposition,
             party ? fmt::format("`{}` stands here twice", word) : fmt::format("a name is missing after `{}`", word),
             {}, "write `since(test by self to icbm)`");
        return false;
    }
    const Token& name = take();
    party = Party{std::string(name.text), place_of(name), {}};
    return true;
}

// `since(act by X to Y)`, and `count` and `times` alike.
Tree Parser::memory(Memory which) {
    const Token& name = take();
    const Token& open = take();
    if (!is_free_name(now())) {
        fail("E319", name, fmt::format("`{}` takes the name of an action, tag or chance event", name.text), {},
             fmt::format("write `{}(test)` or `{}(test by self to icbm)`", name.text, name.text));
        return {};
    }
    const Token& act = take();
    Tree tree = open_tree(NodeKind::memory, name.begin);
    tree.node->memory = which;
    label(tree, act);
    while (at_word("by") || at_word("to")) {
        if (at_word("by") ? !party(tree.node->by, "by") : !party(tree.node->to, "to")) return {};
    }
    if (!at(TokenKind::close) && !at(TokenKind::end)) {
        fail("E319", now(), fmt::format("`{}` takes only the name of an act, `by` and `to`", name.text), {},
             fmt::format("write `{}(test)` or `{}(test by self to icbm)`", name.text, name.text));
        return {};
    }
    if (!close_bracket(open)) return {};
    return closed_tree(std::move(tree));
}

// `name`, `owner.name`, `name(argument)` or `owner.name(argument)`.
Tree Parser::quantity() {
    const Token* name = &take();
    const Token* owner_name = nullptr;
    if (accept(TokenKind::dot)) {
        if (!is_free_name(now())) {
            fail("E324", tokens_[at_ - 1], "a name is missing after `.`", {}, "write `USA.attention`");
            return {};
        }
        owner_name = name;
        name = &take();
        if (at(TokenKind::dot)) {
            fail("E324", now(), fmt::format("`{}` has no members", name->text), "only actors and things have them",
                 "write `USA.attention` with one point");
            return {};
        }
    }
    const std::size_t begin = owner_name != nullptr ? owner_name->begin : name->begin;
    Tree owner;
    if (owner_name != nullptr) {
        owner = open_tree(NodeKind::name, owner_name->begin);
        label(owner, *owner_name);
        owner.end = owner_name->end;
        owner.node->place = owner.node->name_place;
        owner = counted(std::move(owner));
        if (!owner) return {};
    }
    Tree tree = open_tree(NodeKind::name, begin);
    label(tree, *name);
    if (at(TokenKind::open)) {
        const Token& open = take();
        std::vector<Tree> list;
        if (!arguments(open, list)) return {};
        if (list.size() != 1) {
            fail("E317", *name, fmt::format("\"{}\" is not a function", name->text),
                 did_you_mean(name->text, vocabulary::function_names()),
                 "in brackets a variable takes the one actor or thing that it points at, as in `sanctions(DPRK)`");
            return {};
        }
        tree.node->node = NodeKind::indexed;
        adopt(tree, std::move(list.front()));
    } else if (owner) {
        tree.node->node = NodeKind::member;
    }
    if (owner) adopt(tree, std::move(owner));
    return closed_tree(std::move(tree));
}

}  // namespace standoff::parsing
