#include "model/notes.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "language/vocabulary.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

bool compares(const Node& node) {
    if (node.node != NodeKind::binary || !is_comparison(node.op)) return false;
    const Kind kind = node.children[0]->kind;
    return kind == Kind::number || kind == Kind::duration;
}

/// Can its value change during a run?
bool moves(const Node& formula, const Spec& spec) {
    bool found = false;
    for_each_node(formula, [&](const Node& node) {
        const auto index = static_cast<std::size_t>(node.symbol.index);
        switch (node.symbol.kind) {
            case SymbolKind::variable: found = found || spec.variables[index].changes; break;
            case SymbolKind::derived: found = found || moves(*spec.derived[index].is.root, spec); break;
            case SymbolKind::now:
            case SymbolKind::year:
            case SymbolKind::month:
            case SymbolKind::policy_of: found = true; break;
            default: found = found || node.node == NodeKind::memory;
        }
    });
    return found;
}

/// `tighten(0.15): 0.7, hold: 0.3`; bare items have no weight.
std::string items_text(const std::vector<WeightedItem>& items) {
    std::string text;
    for (const WeightedItem& item : items) {
        if (!text.empty()) text += ", ";
        text += item.item.text;
        if (item.weight) text += ": " + item.weight.text;
    }
    return text;
}

}  // namespace

NoteTaker::NoteTaker(const Spec& spec, Model& model, const Menu& menu, Lowering& lower)
    : spec_(spec), model_(model), menu_(menu), lower_(lower) {
    for (const int decision : menu_.decisions)
        model_.decisions[static_cast<std::size_t>(decision)].rule_note = lower_.new_note();
    if (menu_.seat) model_.seats[static_cast<std::size_t>(menu_.seat_index)].advice_note = lower_.new_note();
}

NoteTaker::~NoteTaker() { end(); }

int NoteTaker::take(Value value) {
    const int note = lower_.new_note();
    lower_.note(note, value);
    return note;
}

void NoteTaker::nobody_decides() {
    for (const int decision : menu_.decisions)
        lower_.note(model_.decisions[static_cast<std::size_t>(decision)].rule_note, lower_.constant(-1));
}

void NoteTaker::begin(const Candidate& candidate) {
    written_ = candidate.rule;
    read_.clear();
    const Value index = lower_.constant(static_cast<double>(model_.rules.size()));
    for (const int decision : menu_.decisions)
        lower_.note(model_.decisions[static_cast<std::size_t>(decision)].rule_note, index);
    if (menu_.seat) lower_.note(model_.seats[static_cast<std::size_t>(menu_.seat_index)].advice_note, index);
    model_.rules.emplace_back();
    const Policy& policy = spec_.policies[static_cast<std::size_t>(candidate.policy)];
    rule().actor = menu_.actor;
    rule().channel = menu_.channel;
    rule().policy = policy.name;
    rule().about = policy.about;
    rule().scripts = candidate.scripts;
    rule().items.resize(menu_.items.size());
    describe(*candidate.rule);
    lower_.on_read = [this](const std::string& name, const std::string& about, bool duration, Value value) {
        read(name, about, duration, value);
    };
}

void NoteTaker::describe(const ChannelRule& written) {
    DecisionRule& told = rule();
    told.place = written.place;
    told.kind = written.choose;
    told.precision = written.precision.text;
    told.tremble = written.tremble.text;
    std::map<std::string, int> uses;
    for (const ValueLine& line : written.values)
        for (const Term& term : line.terms) ++uses[term.name];
    for (const ValueLine& line : written.values)
        for (const Term& term : line.terms) {
            const std::string id =
                uses[term.name] == 1 ? term.name : fmt::format("{} of {}", term.name, line.item.text);
            told.terms.push_back(
                {id, term.name, line.item.text, term.value.text, term.value.place, moves(*term.value.root, spec_)});
        }
    for (const WeightedItem& item : written.weights)
        told.terms.push_back({item.item.text,
                              {},
                              item.item.text,
                              item.weight.text,
                              item.item.place,
                              item.weight && moves(*item.weight.root, spec_)});
    for (const Rule& line : written.rules)
        told.lines.push_back({line.when.text, items_text(line.items), line.place, -1});
}

void NoteTaker::read(const std::string& name, const std::string& about, bool duration, Value value) {
    if (read_.insert(name).second) rule().reads.push_back({name, about, duration, take(value)});
}

void NoteTaker::term(std::size_t item, std::size_t index, Value value) {
    rule().items[item].terms.emplace_back(static_cast<int>(index), take(value));
}

void NoteTaker::slip(Value probability, Value intended) {
    rule().tremble_note = take(probability);
    rule().intended_note = take(intended);
}

void NoteTaker::tried(std::size_t line, std::size_t item, Value available, Value kept, const Env& env) {
    NotedTry one;
    one.line = static_cast<int>(line);
    one.item = static_cast<int>(item);
    one.available = take(available);
    one.holds = take(kept);
    const Expression& when = written_->rules[line].when;
    if (when) compare(*when.root, true, env, one.comparisons);
    rule().tries.push_back(std::move(one));
}

void NoteTaker::condition(std::size_t item, Value available, const Env& env) {
    const int index = menu_.items[item].action;
    if (index < 0) return;
    const Action& action = spec_.actions[static_cast<std::size_t>(index)];
    if (!action.when) return;
    std::vector<NotedLine>& lines = rule().lines;
    if (lines.empty() || lines.back().items != action.name)
        lines.push_back({action.when.text, action.name, action.when.place, -1});
    NotedTry one;
    one.line = static_cast<int>(lines.size()) - 1;
    one.item = static_cast<int>(item);
    one.available = one.holds = take(available);
    compare(*action.when.root, true, env, one.comparisons);
    rule().tries.push_back(std::move(one));
}

void NoteTaker::readings() {
    for (std::size_t i = 0; i < model_.quantities.size(); ++i) {
        const std::optional<Lowering::Reading> reading = lower_.reading(static_cast<int>(i), menu_.actor);
        if (!reading) continue;
        const Quantity& quantity = model_.quantities[i];
        rule().reads.push_back({quantity.label, quantity.about, quantity.duration, take(reading->value),
                                static_cast<int>(i), reading->noise ? take(reading->noise) : -1});
    }
}

std::string NoteTaker::side(const Node& formula, const Env& env) {
    const std::optional<int> quantity = lower_.quantity_of(formula, env);
    return quantity ? model_.quantities[static_cast<std::size_t>(*quantity)].label : lower_.text_of(formula);
}

/// Not those within an aggregate or a memory of acts: they are of nobody in particular.
void NoteTaker::name_quantities(const Node& formula, const Env& env, std::vector<int>& found) {
    if (!formula.loops.empty() || formula.node == NodeKind::memory) return;
    if (const std::optional<int> quantity = lower_.quantity_of(formula, env)) {
        if (std::find(found.begin(), found.end(), *quantity) == found.end()) found.push_back(*quantity);
        return;
    }
    for (const NodePtr& child : formula.children) name_quantities(*child, env, found);
}

/// The comparisons that a condition is made of, below its `and`, `or` and `not`.
void NoteTaker::compare(const Node& condition, bool wanted, const Env& env, std::vector<NotedComparison>& found) {
    if (condition.node == NodeKind::unary && condition.op == Operator::logical_not)
        return compare(*condition.children[0], !wanted, env, found);
    if (condition.node == NodeKind::binary &&
        (condition.op == Operator::logical_and || condition.op == Operator::logical_or)) {
        compare(*condition.children[0], wanted, env, found);
        compare(*condition.children[1], wanted, env, found);
        return;
    }
    NotedComparison one;
    one.text = lower_.text_of(condition);
    one.wanted = wanted;
    if (compares(condition)) {
        one.op = vocabulary::word_of(condition.op);
        one.left_text = side(*condition.children[0], env);
        one.right_text = side(*condition.children[1], env);
        one.right_written = condition.children[1]->node == NodeKind::number;
        one.duration = spec_.time.dated && condition.children[0]->kind == Kind::duration;
        one.left = take(lower_.expression(*condition.children[0], env));
        one.right = take(lower_.expression(*condition.children[1], env));
        one.holds = take(lower_.expression(condition, env));
    } else {
        const Value truth = lower_.expression(condition, env);
        one.op = vocabulary::word_of(Operator::not_equal);
        one.left = take(truth);
        one.right = take(lower_.constant(0));
        one.holds = take(lower_.emit(Code::not_equal, truth, lower_.constant(0)));
    }
    name_quantities(condition, env, one.quantities);
    found.push_back(std::move(one));
}

void NoteTaker::menu(const std::vector<Value>& available, const std::function<Value(Value item)>& probability) {
    for (std::size_t i = 0; i < available.size(); ++i) {
        rule().items[i].available = take(available[i]);
        rule().items[i].probability = take(probability(lower_.constant(static_cast<double>(i))));
    }
}

}  // namespace standoff
