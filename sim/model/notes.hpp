// What plain programs tell of a decision: DecisionRules, and the notes that hold the numbers of a run.
//
// A NoteTaker stands beside the lowering of one menu's choices and is told what is lowered; it adds operations that
// change nothing but the notes. The rule that decided is itself a note, so that a reader knows which of the others are
// of this step.
#pragma once

#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

#include "model/menus.hpp"

namespace standoff {

class NoteTaker {
public:
    NoteTaker(const Spec& spec, Model& model, const Menu& menu, Lowering& lower);
    ~NoteTaker();
    NoteTaker(const NoteTaker&) = delete;
    NoteTaker& operator=(const NoteTaker&) = delete;

    /// Until a candidate's rule is begun, none has decided.
    void nobody_decides();
    /// What follows belongs to the rule of this candidate; what it reads is noted on the way.
    void begin(const Candidate& candidate);
    void end() { lower_.on_read = nullptr; }

    /// Term `index` of all terms of the rule, for one item.
    void term(std::size_t item, std::size_t index, Value value);
    void value(std::size_t item, Value value) { rule().items[item].value = take(value); }
    void precision(Value value) { rule().precision_note = take(value); }
    void draw(Value value) { rule().draw_note = take(value); }
    void slip(Value probability, Value intended);
    /// The condition of a line, tested for one item; `kept` is true where it holds and the item is available.
    void tried(std::size_t line, std::size_t item, Value available, Value kept, const Env& env);
    void applies(std::size_t line, Value value) { rule().lines[line].applies = take(value); }
    [[nodiscard]] int rule_index() const { return static_cast<int>(model_.rules.size()) - 1; }
    /// Of a seat: the condition on which an item's action is available.
    void condition(std::size_t item, Value available, const Env& env);
    /// Of a seat: every variable of another that it perceives.
    void readings();
    /// Availability and probability of every item.
    void menu(const std::vector<Value>& available, const std::function<Value(Value item)>& probability);

private:
    [[nodiscard]] DecisionRule& rule() { return model_.rules.back(); }
    int take(Value value);
    void describe(const ChannelRule& written);
    void compare(const Node& condition, bool wanted, const Env& env, std::vector<NotedComparison>& found);
    [[nodiscard]] std::string side(const Node& formula, const Env& env);
    void name_quantities(const Node& formula, const Env& env, std::vector<int>& found);
    void read(const std::string& name, const std::string& about, bool duration, Value value);

    const Spec& spec_;
    Model& model_;
    const Menu& menu_;
    Lowering& lower_;
    const ChannelRule* written_ = nullptr;
    std::unordered_set<std::string> read_;  ///< what the rule reads and was noted
};

}  // namespace standoff
