#include "scenario/formulas.hpp"

namespace standoff {

namespace {

class Walk {
public:
    Walk(const Spec& spec, const std::function<void(const Node&, const FormulaUse&)>& visit)
        : spec_(spec), visit_(visit) {}

    void all() {
        quantities();
        for (std::size_t i = 0; i < spec_.actions.size(); ++i)
            action(spec_.actions[i], {SymbolKind::act, static_cast<int>(i)});
        for (const Policy& policy : spec_.policies)
            for (const ChannelRule& one : policy.channels) rule(one);
        for (std::size_t i = 0; i < spec_.chance.size(); ++i)
            chance(spec_.chance[i], {SymbolKind::chance, static_cast<int>(i)});
        statements(spec_.dynamics, FormulaPlace::dynamics, nullptr);
        for (const CalendarEntry& entry : spec_.calendar) {
            settings(entry.inputs, FormulaPlace::calendar, &entry);
            statements(entry.effects, FormulaPlace::calendar, &entry);
        }
        results();
    }

private:
    void formula(const Expression& expression, const FormulaUse& use) {
        if (expression) visit_(*expression.root, use);
    }
    void terms(const std::vector<Term>& all, const FormulaUse& use) {
        for (const Term& term : all) formula(term.value, use);
    }
    void settings(const std::vector<Setting>& all, FormulaPlace where, const Entry* via) {
        for (const Setting& setting : all) formula(setting.value, {where, setting.reference->symbol, via});
    }

    void statements(const std::vector<Statement>& all, FormulaPlace where, const Entry* via) {
        for (const Statement& statement : all) {
            // What decides on a policy is part of a decision.
            const bool policy = statement.target->symbol.kind != SymbolKind::variable;
            FormulaUse use{where, statement.target->symbol, via, false, &statement.loops};
            if (policy) use = {FormulaPlace::decision, {}, nullptr, false, &statement.loops};
            visit_(*statement.right, use);
            use.condition = true;
            if (statement.condition != nullptr) visit_(*statement.condition, use);
        }
    }

    void quantities() {
        for (std::size_t i = 0; i < spec_.variables.size(); ++i) {
            const Variable& variable = spec_.variables[i];
            formula(variable.initial, {FormulaPlace::initial, {SymbolKind::variable, static_cast<int>(i)}});
            if (variable.perceived) formula(variable.perceived->noise, {FormulaPlace::decision});
        }
        for (const EntitySpec& entity : spec_.entities) settings(entity.traits, FormulaPlace::initial, nullptr);
        statements(spec_.initial, FormulaPlace::initial, nullptr);
        settings(spec_.overrides, FormulaPlace::initial, nullptr);
        for (std::size_t i = 0; i < spec_.derived.size(); ++i)
            formula(spec_.derived[i].is, {FormulaPlace::derived, {SymbolKind::derived, static_cast<int>(i)}});
    }

    void action(const Action& action, Symbol symbol) {
        FormulaUse when{FormulaPlace::decision};
        when.condition = true;
        formula(action.when, when);
        formula(action.rung, {FormulaPlace::result});
        formula(action.count, {FormulaPlace::event, symbol});
        formula(action.success, {FormulaPlace::event, symbol});
        for (const Let& let : action.lets) formula(let.value, {FormulaPlace::event, symbol});
        statements(action.effects, FormulaPlace::effect, &action);
    }

    void chance(const Chance& event, Symbol symbol) {
        formula(event.rate, {FormulaPlace::event, symbol});
        formula(event.probability, {FormulaPlace::event, symbol});
        statements(event.effects, FormulaPlace::effect, &event);
    }

    void rule(const ChannelRule& rule) {
        const FormulaUse decision{FormulaPlace::decision};
        formula(rule.precision, decision);
        formula(rule.tremble, decision);
        for (const ValueLine& line : rule.values) terms(line.terms, decision);
        for (const Rule& one : rule.rules) {
            formula(one.when, decision);
            for (const WeightedItem& item : one.items) formula(item.weight, decision);
        }
        for (const WeightedItem& item : rule.weights) formula(item.weight, decision);
    }

    void results() {
        const FormulaUse result{FormulaPlace::result};
        for (const Payoff& payoff : spec_.payoffs) terms(payoff.terms, result);
        for (const OutcomeSpec& outcome : spec_.outcomes) formula(outcome.when, result);
        for (const MeasureSpec& measure : spec_.measures) formula(measure.value, result);
        for (const DataSeries& series : spec_.data) formula(series.compares, result);
    }

    const Spec& spec_;
    const std::function<void(const Node&, const FormulaUse&)>& visit_;
};

}  // namespace

void for_each_formula(const Spec& spec, const std::function<void(const Node&, const FormulaUse&)>& visit) {
    Walk(spec, visit).all();
}

}  // namespace standoff
