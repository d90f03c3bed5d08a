// A small model's symbols, and parsing and checking in one call, for the tests of the language.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/check.hpp"
#include "language/parser.hpp"

namespace standoff::testing {

/// The codes of all findings, in the order in which they were made, with a blank between them.
inline std::string codes_of(const Diagnostics& findings) {
    std::string codes;
    for (const Diagnostic& finding : findings.all()) codes += (codes.empty() ? "" : " ") + finding.code;
    return codes;
}

inline Formula formula(std::string_view text) { return {text, 0, nullptr}; }

namespace index {
enum Role : int { challenger, coercer, patron, weapon };
enum Entity : int { DPRK, USA, ROK, CHN, srbm, icbm };
enum Variable : int { tension, attention, exercise, sanctions, skill, provokes, resolve, patience, trust };
}  // namespace index

inline Symbol role(int which) { return {SymbolKind::role, which}; }
inline Symbol entity(int which) { return {SymbolKind::entity, which}; }
inline Symbol everyone() { return {SymbolKind::everyone, -1}; }

/// The example of the design: a challenger, two coercers and a patron, two classes of weapon.
inline Symbols small_model() {
    using namespace index;
    Symbols symbols;
    symbols.dated = true;
    symbols.actors_known = true;
    symbols.role_names = {"challenger", "coercer", "patron", "weapon"};
    symbols.role_is_thing = {false, false, false, true};
    symbols.role_members = {{DPRK}, {USA, ROK}, {CHN}, {srbm, icbm}};
    symbols.group_members = {{USA, ROK}, {}};
    symbols.entities = {{"DPRK", false, {challenger}}, {"USA", false, {coercer}}, {"ROK", false, {coercer}},
                        {"CHN", false, {patron}},      {"srbm", true, {weapon}},  {"icbm", true, {weapon}}};
    const Symbol a_challenger = role(challenger);
    const Symbol a_coercer = role(coercer);
    symbols.variables = {
        {},
        {{true, false, {a_coercer}, {}}},
        {{true, false, {a_coercer}, {}}, Kind::number, true},
        {{true, true, {a_coercer}, {a_challenger}}},
        {{true, true, {a_challenger}, {role(weapon)}}},
        {{true, false, {role(weapon)}, {}}},
        {{true, false, {everyone()}, {}}, Kind::number, false, true},
        {{true, false, {a_coercer}, {}}, Kind::duration},
        {{true, true, {everyone()}, {everyone()}}},
    };
    symbols.derived = {{{}, Kind::number}, {{true, false, {a_challenger}, {}}, Kind::number}, {{}, Kind::unknown}};
    symbols.parameters = {Kind::duration, Kind::number};
    symbols.policies = {{"bludgeon", 0}, {"engage", 1}, {"hardline", 2}};
    symbols.acts = {{"test", {SymbolKind::act, 0}},
                    {"tighten", {SymbolKind::act, 1}},
                    {"missile", {SymbolKind::tag, 0}},
                    {"incident", {SymbolKind::chance, 0}},
                    {"hold", {SymbolKind::hold, -1}}};
    const auto add = [&](SymbolKind kind, std::initializer_list<const char*> names) {
        int next = 0;
        for (const char* name : names) symbols.names[name] = {kind, next++};
    };
    add(SymbolKind::role, {"challenger", "coercer", "patron", "weapon"});
    add(SymbolKind::group, {"allies", "nobody"});
    add(SymbolKind::entity, {"DPRK", "USA", "ROK", "CHN", "srbm", "icbm"});
    add(SymbolKind::variable,
        {"tension", "attention", "exercise", "sanctions", "skill", "provokes", "resolve", "patience", "trust"});
    add(SymbolKind::derived, {"neglect", "pressure", "unchecked"});
    add(SymbolKind::parameter, {"forgetting", "relief_threshold"});
    return symbols;
}

/// The same theory without a scenario: no actors, no groups.
inline Symbols small_theory() {
    Symbols symbols = small_model();
    symbols.actors_known = false;
    symbols.entities = {{"srbm", true, {index::weapon}}, {"icbm", true, {index::weapon}}};
    symbols.role_members = {{}, {}, {}, {0, 1}};
    symbols.group_members.clear();
    for (const char* name : {"DPRK", "USA", "ROK", "CHN", "allies", "nobody"}) symbols.names.erase(name);
    symbols.names["srbm"].index = 0;
    symbols.names["icbm"].index = 1;
    return symbols;
}

/// Effects and decisions of a challenger that acts on a coercer.
inline Scope acting_scope() {
    Scope scope;
    scope.self = {role(index::challenger)};
    scope.target = {role(index::coercer)};
    scope.locals = {{"level", Kind::number}, {"count", Kind::number}, {"success", Kind::number}};
    scope.draws = true;
    return scope;
}

struct Checked {
    NodePtr node;
    Kind kind = Kind::unknown;
    Diagnostics findings;
    [[nodiscard]] std::string codes() const { return codes_of(findings); }
};

inline Checked check(std::string_view text, const Scope& scope = {}, const Symbols& symbols = small_model(),
                     Kind wanted = Kind::unknown) {
    Checked result;
    result.node = parse_expression(formula(text), result.findings);
    if (result.node) result.kind = check_expression(*result.node, scope, symbols, wanted, result.findings);
    return result;
}

/// The codes that a statement causes.
inline std::string statement_codes(std::string_view text, StatementPlace where, const Scope& scope = {},
                                   const Symbols& symbols = small_model()) {
    Diagnostics findings;
    std::optional<Statement> statement = parse_statement(formula(text), findings);
    if (statement) check_statement(*statement, scope, symbols, where, findings);
    return codes_of(findings);
}

}  // namespace standoff::testing
