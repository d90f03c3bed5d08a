// From notes to what is told: decisions of a model as records.

#include "model/model.hpp"
#include "results/decision_files.hpp"
#include "results/run_files.hpp"

namespace standoff {

namespace {

class Telling {
public:
    Telling(const Model& model, const Deciding& deciding)
        : notes_(deciding.notes),
          decision_(model.decisions.at(static_cast<std::size_t>(deciding.decision))),
          rule_(model.rules.at(static_cast<std::size_t>(deciding.rule))) {}

    void items(DecisionRecord& record) const {
        for (std::size_t i = 0; i < rule_.items.size(); ++i) {
            const NotedItem& noted = rule_.items[i];
            if (noted.available >= 0 && number(noted.available) == 0) {
                record.unavailable.push_back(decision_.items[i].label);
                continue;
            }
            ItemRecord item;
            item.item = decision_.items[i].label;
            if (noted.value >= 0) item.value = number(noted.value);
            if (noted.probability >= 0) item.probability = number(noted.probability);
            for (const auto& [term, note] : noted.terms)
                item.terms.push_back({rule_.terms[static_cast<std::size_t>(term)].id, number(note)});
            record.items.push_back(std::move(item));
        }
    }

    /// Rules are tried in order until one fires; what comes after it was not asked.
    void tries(DecisionRecord& record) const {
        for (std::size_t line = 0; line < rule_.lines.size() && record.fired < 0; ++line)
            if (number(rule_.lines[line].applies) != 0) record.fired = static_cast<int>(line);
        for (const NotedTry& noted : rule_.tries) {
            if (record.fired >= 0 && noted.line > record.fired) break;
            TriedRule tried;
            tried.line = noted.line;
            tried.item = label(noted.item);
            tried.available = number(noted.available) != 0;
            tried.holds = number(noted.holds) != 0;
            for (const NotedComparison& one : noted.comparisons)
                tried.comparisons.push_back({one.text, one.op, number(one.left), number(one.right), one.duration,
                                             one.wanted, number(one.holds) != 0});
            record.tried.push_back(std::move(tried));
        }
    }

    void chance(DecisionRecord& record) const {
        if (rule_.draw_note >= 0) record.draw = number(rule_.draw_note);
        if (rule_.precision_note >= 0) record.precision = number(rule_.precision_note);
        if (rule_.tremble_note < 0) return;
        record.tremble = number(rule_.tremble_note);
        record.intended = label(static_cast<int>(number(rule_.intended_note)));
    }

    void seen(DecisionRecord& record) const {
        for (const NotedRead& read : rule_.reads) record.saw.push_back({read.name, number(read.note)});
    }

    /// The row of the script that was played; a decision's further parts have rows of their own.
    void script(const Model& model, int step, DecisionRecord& record, const PlaceNames& places) const {
        const auto part = static_cast<std::size_t>(decision_.part);
        if (rule_.kind != RuleKind::script || part >= rule_.scripts.size()) return;
        const ScriptTable& table = model.scripts.at(static_cast<std::size_t>(rule_.scripts[part]));
        const int item = table.item.at(static_cast<std::size_t>(step));
        if (item < 0) return;
        record.intended = label(item);
        record.script_place = places(table.rows.at(static_cast<std::size_t>(step)));
    }

    [[nodiscard]] std::string label(int item) const {
        return item < 0 ? std::string() : decision_.items.at(static_cast<std::size_t>(item)).label;
    }

private:
    [[nodiscard]] double number(int note) const { return notes_[static_cast<std::size_t>(note)]; }

    std::span<const double> notes_;
    const Decision& decision_;
    const DecisionRule& rule_;
};

}  // namespace

DecisionRecord decision_record(const Model& model, const Deciding& deciding, std::uint32_t run,
                               const PlaceNames& places) {
    const DecisionRule& rule = model.rules.at(static_cast<std::size_t>(deciding.rule));
    const Telling telling(model, deciding);
    DecisionRecord record;
    record.run = run;
    record.step = deciding.step;
    record.date = date_of(model, deciding.step);
    record.actor = model.entities.at(static_cast<std::size_t>(rule.actor)).name;
    record.channel = model.channels.at(static_cast<std::size_t>(rule.channel)).name;
    record.policy = rule.policy;
    record.kind = rule.kind;
    record.chosen = record.intended = telling.label(deciding.item);
    record.probability = deciding.probability;
    telling.chance(record);
    telling.items(record);
    if (rule.kind == RuleKind::rules) telling.tries(record);
    telling.script(model, deciding.step, record, places);
    telling.seen(record);
    return record;
}

DecisionTexts decision_texts(const Model& model, const PlaceNames& places) {
    DecisionTexts texts;
    for (const Actor& entity : model.entities) texts.entities.push_back({entity.name, entity.title, entity.about});
    for (const Named& action : model.actions) texts.actions.push_back({action.name, {}, action.about});
    for (const Named& channel : model.channels) texts.channels.push_back({channel.name, {}, channel.about});
    for (const FixedNumber& one : model.parameters)
        texts.parameters.push_back({one.name, one.about, one.value, one.duration});
    for (const DecisionRule& rule : model.rules) {
        RuleText text;
        text.actor = model.entities.at(static_cast<std::size_t>(rule.actor)).name;
        text.channel = model.channels.at(static_cast<std::size_t>(rule.channel)).name;
        text.policy = rule.policy;
        text.about = rule.about;
        text.place = places(rule.place);
        text.kind = rule.kind;
        text.precision = rule.precision;
        text.tremble = rule.tremble;
        for (const NotedTerm& term : rule.terms)
            text.terms.push_back({term.id, term.name, term.items, term.formula, places(term.place), term.moves});
        for (const NotedLine& line : rule.lines) text.lines.push_back({line.when, line.items, places(line.place)});
        for (const NotedRead& read : rule.reads) text.reads.push_back({read.name, read.about, read.duration});
        texts.rules.push_back(std::move(text));
    }
    return texts;
}

namespace {

bool is_hold(const DecisionRecord& record) { return record.chosen == "hold"; }

/// With the texts that do not fit into their objects.
std::size_t bytes_of(const DecisionRecord& record) {
    const auto outside = [](const std::string& text) {
        return text.capacity() > std::string().capacity() ? text.capacity() + 1 : 0;
    };
    std::size_t bytes = sizeof(record);
    for (const ItemRecord& item : record.items) {
        bytes += sizeof(item) + outside(item.item);
        for (const TermValue& term : item.terms) bytes += sizeof(term) + outside(term.id);
    }
    for (const std::string& item : record.unavailable) bytes += sizeof(std::string) + outside(item);
    for (const TriedRule& tried : record.tried) {
        bytes += sizeof(tried) + outside(tried.item);
        for (const ComparisonRecord& one : tried.comparisons) bytes += sizeof(one) + outside(one.text);
    }
    for (const SeenValue& seen : record.saw) bytes += sizeof(seen) + outside(seen.name);
    return bytes;
}

}  // namespace

void KeptDecisions::add(DecisionRecord record) {
    if (acts_only_ && (full_ || is_hold(record))) return;
    bytes_ += bytes_of(record);
    kept_.push_back(std::move(record));
    if (fits()) return;
    if (!acts_only_) {
        acts_only_ = true;
        std::erase_if(kept_, is_hold);
        bytes_ = 0;
        for (const DecisionRecord& one : kept_) bytes_ += bytes_of(one);
    }
    for (; !fits(); kept_.pop_back()) {
        full_ = true;
        bytes_ -= bytes_of(kept_.back());
    }
}

}  // namespace standoff
