#include "report/decisions_view.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "report/explanation.hpp"
#include "report/view_json.hpp"
#include "report/why_text.hpp"
#include "report/why_words.hpp"
#include "results/decision_files.hpp"
#include "results/json_text.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_items = 6;

/// Numbers of names, in the order in which they came.
class Names {
public:
    std::int64_t number(const std::string& name) {
        const auto [place, is_new] = numbers_.try_emplace(name, static_cast<std::int64_t>(names_.size()));
        if (is_new) names_.push_back(name);
        return place->second;
    }
    [[nodiscard]] const std::vector<std::string>& all() const { return names_; }

private:
    std::unordered_map<std::string, std::int64_t> numbers_;
    std::vector<std::string> names_;
};

/// A rule, and what its decisions name.
struct UsedRule {
    const RuleText* text = nullptr;
    Names items, terms, reads, places;
};

Json term_json(const std::string& id, const RuleText& rule, const std::vector<ParameterText>& parameters) {
    const auto term =
        std::find_if(rule.terms.begin(), rule.terms.end(), [&](const TermText& one) { return one.id == id; });
    return {{"name", id}, {"about", term == rule.terms.end() ? std::string() : term_about(*term, rule, parameters)}};
}

Json read_json(const std::string& name, const RuleText& rule) {
    const auto read =
        std::find_if(rule.reads.begin(), rule.reads.end(), [&](const ReadText& one) { return one.name == name; });
    const ReadText found = read == rule.reads.end() ? ReadText() : *read;
    return {{"name", name}, {"about", found.about}, {"duration", found.duration}};
}

Json rule_json(const UsedRule& rule, const std::vector<ParameterText>& parameters) {
    const RuleText& text = *rule.text;
    return {{"actor", text.actor},
            {"channel", text.channel},
            {"policy", text.policy},
            {"kind", kind_text(text.kind)},
            {"items", rule.items.all()},
            {"terms", list(rule.terms.all(), [&](const std::string& id) { return term_json(id, text, parameters); })},
            {"lines", list(text.lines,
                           [](const RuleLineText& line) { return Json{{"when", line.when}, {"items", line.items}}; })},
            {"reads", list(rule.reads.all(), [&](const std::string& name) { return read_json(name, text); })},
            {"places", rule.places.all()}};
}

/// The most likely first; what was chosen is among them.
std::vector<const ItemRecord*> told_items(const DecisionRecord& record) {
    std::vector<const ItemRecord*> items;
    items.reserve(record.items.size());
    for (const ItemRecord& item : record.items) items.push_back(&item);
    std::stable_sort(items.begin(), items.end(),
                     [](const ItemRecord* a, const ItemRecord* b) { return a->probability > b->probability; });
    if (items.size() <= most_items) return items;
    const auto chosen =
        std::find_if(items.begin(), items.end(), [&](const ItemRecord* one) { return one->item == record.chosen; });
    if (chosen - items.begin() >= static_cast<std::ptrdiff_t>(most_items) && chosen != items.end())
        items[most_items - 1] = *chosen;
    items.resize(most_items);
    return items;
}

/// Number of a line that decided or was tried.
int known_line(const RuleText& rule, int line) {
    if (line < 0 || line >= static_cast<int>(rule.lines.size()))
        throw ResultsError(
            fmt::format("rules.json has no rule {} of the policy {} of {}", line + 1, rule.policy, rule.actor));
    return line;
}

/// Where that stands which decided.
const std::string& place_of(const RuleText& rule, const DecisionRecord& record) {
    if (!record.script_place.empty()) return record.script_place;
    if (record.fired >= 0) return rule.lines[static_cast<std::size_t>(known_line(rule, record.fired))].place;
    return rule.place;
}

class Writer {
public:
    explicit Writer(const DecisionTexts& texts) : texts_(texts) { json_.open('['); }

    void write(const DecisionRecord& record) {
        const RuleText* const text = rule_of(texts_, record);
        if (text == nullptr)
            throw ResultsError(fmt::format("rules.json says nothing of the policy {} of {} in {}", record.policy,
                                           record.actor, record.channel));
        const std::size_t number = number_of(*text);
        UsedRule& rule = rules_[number];
        const Explanation why = explain(*text, record);
        json_.open('{').key("step").whole(record.step).key("rule").whole(static_cast<std::int64_t>(number));
        write_choice(rule, record, why);
        write_menu(rule, record);
        if (!why.lead.over.empty()) write_lead(rule, why.lead);
        if (!why.shifts.empty()) write_shift(rule, why.shifts.front());
        if (record.kind == RuleKind::rules) write_lines(*text, record, why);
        json_.key("saw").open('[');
        for (const SeenValue* seen : seen_of(record, why))
            json_.open('[').whole(rule.reads.number(seen->name)).number(seen->value, digits_of_series).close(']');
        json_.close(']').key("place").whole(rule.places.number(place_of(*text, record))).close('}');
    }

    DecisionsView take() {
        Json rules = Json::array();
        for (const UsedRule& rule : rules_) rules.push_back(rule_json(rule, texts_.parameters));
        return {view_text(rules), json_.close(']').take()};
    }

private:
    std::size_t number_of(const RuleText& text) {
        const auto found =
            std::find_if(rules_.begin(), rules_.end(), [&](const UsedRule& one) { return one.text == &text; });
        if (found != rules_.end()) return static_cast<std::size_t>(found - rules_.begin());
        rules_.emplace_back().text = &text;
        return rules_.size() - 1;
    }

    void write_choice(UsedRule& rule, const DecisionRecord& record, const Explanation& why) {
        json_.key("chosen").whole(rule.items.number(record.chosen));
        json_.key("probability").number(record.probability, digits_of_series);
        if (why.slip) json_.key("intended").whole(rule.items.number(why.intended));
        json_.key("most_likely").whole(rule.items.number(why.most_likely));
        if (std::isnan(record.draw) || std::isnan(why.chance.from)) return;
        json_.key("draw").open('{').key("at").number(record.draw, digits_of_numbers);
        json_.key("from").number(why.chance.from, digits_of_numbers);
        json_.key("to").number(why.chance.to, digits_of_numbers).close('}');
    }

    void write_menu(UsedRule& rule, const DecisionRecord& record) {
        const std::vector<const ItemRecord*> items = told_items(record);
        json_.key("items").open('[');
        for (const ItemRecord* item : items) {
            json_.open('[').whole(rule.items.number(item->item)).number(item->value, digits_of_series);
            json_.number(item->probability, digits_of_series).close(']');
        }
        json_.close(']').key("more_items").whole(static_cast<std::int64_t>(record.items.size() - items.size()));
        json_.key("unavailable").open('[');
        for (const std::string& item : record.unavailable) json_.whole(rule.items.number(item));
        json_.close(']');
    }

    void write_lead(UsedRule& rule, const Lead& lead) {
        json_.key("lead").open('{').key("over").whole(rule.items.number(lead.over));
        json_.key("size").number(lead.size, digits_of_numbers);
        for (const auto& [key, terms] : {std::pair("pro", &lead.pro), std::pair("contra", &lead.contra)}) {
            json_.key(key).open('[');
            for (const TermDifference& term : *terms)
                json_.open('[').whole(rule.terms.number(term.id)).number(term.size, digits_of_series).close(']');
            json_.close(']');
        }
        json_.close('}');
    }

    void write_shift(UsedRule& rule, const TermShift& shift) {
        json_.key("shift").open('{').key("term").whole(rule.terms.number(shift.id));
        json_.key("at").whole(rule.items.number(shift.at)).key("value").number(shift.value, digits_of_numbers);
        json_.key("shift").number(shift.shift, digits_of_numbers);
        json_.key("item").whole(rule.items.number(shift.item)).close('}');
    }

    void write_lines(const RuleText& text, const DecisionRecord& record, const Explanation& why) {
        if (record.fired >= 0) json_.key("fired").whole(known_line(text, record.fired));
        json_.key("failed").open('[');
        for (const FailedRule& failed : why.failed) json_.whole(known_line(text, failed.line));
        json_.close(']');
    }

    const DecisionTexts& texts_;
    std::vector<UsedRule> rules_;
    JsonText json_;
};

}  // namespace

DecisionsView decisions_view(const DecisionTexts& texts, const std::vector<DecisionRecord>& records) {
    Writer writer(texts);
    for (const DecisionRecord& record : records) writer.write(record);
    return writer.take();
}

}  // namespace standoff
