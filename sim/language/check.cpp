#include "language/check.hpp"

#include <fmt/format.h>

#include "language/checker.hpp"

namespace standoff {
namespace {

using checking::Access;
using checking::Checker;

bool names_quantity(const Node& node) {
    return node.node == NodeKind::name || node.node == NodeKind::member || node.node == NodeKind::indexed;
}

std::string_view place_words(StatementPlace where) {
    switch (where) {
        case StatementPlace::effect: return "an effect";
        case StatementPlace::dynamics: return "dynamics";
        case StatementPlace::initial: break;
    }
    return "an initial value";
}

void check_operator(const Statement& statement, StatementPlace where, Checker& checker) {
    const Place place = statement.target->place;
    if (where == StatementPlace::dynamics && !statement.primed) {
        checker.fail("E425", place, "a prime is missing", "dynamics set the next value, which is written with a prime",
                     statement.assignment == Assignment::set ? "write `x' = …`" : "write `x' = x + …`");
    }
    if (where != StatementPlace::dynamics && statement.primed) {
        checker.fail("E426", place, fmt::format("a prime does not belong in {}", place_words(where)),
                     "only dynamics are written with a prime", "leave the prime out");
    }
    const bool plain_only = where != StatementPlace::effect;
    if (plain_only && statement.assignment != Assignment::set &&
        (statement.primed || where == StatementPlace::initial)) {
        checker.fail(
            "E432", place,
            fmt::format("{} only `=`", where == StatementPlace::initial ? "an initial value takes" : "dynamics take"),
            {}, where == StatementPlace::initial ? "write `x = …`" : "write `x' = x + …`");
    }
}

void check_policy_assignment(Statement& statement, StatementPlace where, Checker& checker) {
    if (where != StatementPlace::effect) {
        checker.fail("E433", statement.target->place, fmt::format("a policy cannot be set in {}", place_words(where)),
                     "an actor has its first policy under `actors`; effects change it");
    } else if (statement.assignment != Assignment::set) {
        checker.fail("E433", statement.target->place, "a policy is set with `=`", {}, "write `USA.policy = engage`");
    }
    checker.policy_name(*statement.right);
}

/// Says why a parameter, derived quantity, input or private variable cannot be written; true if it can.
bool may_write(const Node& target, StatementPlace where, Checker& checker) {
    const std::string& name = target.text;
    switch (target.symbol.kind) {
        case SymbolKind::variable: {
            const VariableSymbol& variable = checker.symbols().variables[static_cast<std::size_t>(target.symbol.index)];
            if (where == StatementPlace::initial) return true;
            if (variable.input) {
                checker.fail("E429", target.place, fmt::format("\"{}\" is an input and cannot be assigned", name),
                             "only the calendar changes an input");
                return false;
            }
            if (variable.is_private) {
                checker.fail("E430", target.place, fmt::format("\"{}\" is private and cannot be assigned", name),
                             "a private variable keeps its initial value during the whole run");
                return false;
            }
            return true;
        }
        case SymbolKind::parameter:
            checker.fail("E427", target.place, fmt::format("\"{}\" is a parameter and cannot be assigned", name),
                         "parameters are fixed during a run", "declare it under `variables`");
            return false;
        case SymbolKind::derived:
            checker.fail("E428", target.place, fmt::format("\"{}\" is a derived quantity and cannot be assigned", name),
                         "it follows from its formula", "assign what it is derived from");
            return false;
        default: return false;
    }
}

/// Resolves what is assigned or set: its kind, or unknown after an error.
Kind named_quantity(Node& target, Checker& checker, std::string_view verb) {
    const std::optional<Symbol> symbol = checker.lookup(target.text);
    const bool plain_name = target.node == NodeKind::name;
    const bool quantity = symbol && (symbol->kind == SymbolKind::variable || symbol->kind == SymbolKind::parameter ||
                                     symbol->kind == SymbolKind::derived);
    if (plain_name && target.text == "policy") {
        checker.fail("E433", target.place, "it does not say whose policy this is", {}, "write `USA.policy`");
        return Kind::unknown;
    }
    if (plain_name && !quantity && (symbol || is_reserved(target.text))) {
        checker.fail("E431", target.place, fmt::format("\"{}\" cannot be {}", target.text, verb),
                     fmt::format("it is {}", checking::symbol_words(symbol ? symbol->kind : SymbolKind::none)));
        return Kind::unknown;
    }
    return checker.quantity(target, Access::name);
}

}  // namespace

Kind check_expression(Node& expression, const Scope& scope, const Symbols& symbols, Kind wanted,
                      Diagnostics& findings) {
    Checker checker(scope, symbols, findings);
    if (wanted == Kind::actor) return checker.actor(expression) ? Kind::actor : Kind::unknown;
    if (wanted == Kind::policy) return checker.policy_name(expression) ? Kind::policy : Kind::unknown;
    const Kind kind = checker.plain(expression);
    const Kind needed = checker.normal(wanted);
    checker.require(expression, kind, needed, "this value");
    return needed == Kind::unknown || kind == needed ? kind : Kind::unknown;
}

void check_statement(Statement& statement, const Scope& scope, const Symbols& symbols, StatementPlace where,
                     Diagnostics& findings) {
    if (!statement.target || !statement.right || !names_quantity(*statement.target)) return;
    Checker checker(scope, symbols, findings);
    checker.enter(statement.loops);
    Node& target = *statement.target;
    const Kind kind = named_quantity(target, checker, "assigned");
    if (target.symbol.kind == SymbolKind::policy_of || target.text == "policy") {
        if (where == StatementPlace::effect && statement.primed) check_operator(statement, where, checker);
        check_policy_assignment(statement, where, checker);
    } else {
        if (may_write(target, where, checker)) check_operator(statement, where, checker);
        const Kind right = checker.plain(*statement.right);
        const bool scales = statement.assignment == Assignment::multiply;
        if (kind != Kind::unknown)
            checker.require(*statement.right, right, scales ? Kind::number : kind,
                            scales ? "a factor" : fmt::format("what is assigned to \"{}\"", target.text));
    }
    if (statement.condition) checker.number(*statement.condition, "a condition");
    checker.leave(statement.loops.size());
}

void check_reference(Node& reference, const Scope& scope, const Symbols& symbols, Diagnostics& findings) {
    if (!names_quantity(reference)) return;
    Checker checker(scope, symbols, findings);
    named_quantity(reference, checker, "set");
    if (reference.symbol.kind != SymbolKind::derived) return;
    checker.fail("E428", reference.place, fmt::format("\"{}\" is a derived quantity and cannot be set", reference.text),
                 "it follows from its formula", "set what it is derived from");
}

}  // namespace standoff
