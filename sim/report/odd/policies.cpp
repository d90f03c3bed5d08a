// Submodels of decisions: each policy's rule in each channel with its terms.
#include <algorithm>

#include <fmt/format.h>

#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/numbers.hpp"
#include "report/odd/sections.hpp"

namespace standoff::odd {

namespace {

void add_values(const ChannelRule& rule, Sheet& lines) {
    for (const ValueLine& line : rule.values)
        for (const Term& term : line.terms)
            lines.emplace_back(line.item.text, fmt::format("{}: {}", term.name, formula_text(*term.value.root)));
}

std::string weighted_text(const std::vector<WeightedItem>& items) {
    return joined(each(items, [](const WeightedItem& item) {
        return item.item.text + (item.weight ? " with weight " + formula_text(*item.weight.root) : "");
    }));
}

void add_rules(const ChannelRule& rule, Sheet& lines) {
    for (std::size_t i = 0; i < rule.rules.size(); ++i) {
        const Rule& one = rule.rules[i];
        const std::string when = one.when ? formula_text(*one.when.root) : i == 0 ? "always" : "otherwise";
        lines.emplace_back(fmt::format("rule {}", i + 1), fmt::format("{}: {}", when, weighted_text(one.items)));
    }
}

std::string way_of(const ChannelRule& rule) {
    switch (rule.choose) {
        case RuleKind::logit: return "logit with precision " + code(formula_text(*rule.precision.root));
        case RuleKind::best: return "the best";
        case RuleKind::rules: return "rules";
        case RuleKind::random: return "at random";
        case RuleKind::script: break;
    }
    return "the script of section 6";
}

std::string in_channel(const Spec& spec, const ChannelRule& rule) {
    Sheet lines;
    add_values(rule, lines);
    add_rules(rule, lines);
    for (const WeightedItem& item : rule.weights)
        lines.emplace_back(item.item.text, item.weight ? formula_text(*item.weight.root) : "1");
    std::string head = fmt::format("In {}, {}", code(at(spec.channels, rule.channel).name), way_of(rule));
    if (rule.tremble) head += ", trembling with probability " + code(formula_text(*rule.tremble.root));
    head += ".";
    std::vector<std::string> notes;
    if (!rule.about.empty()) notes.push_back(sentence(rule.about));
    for (std::size_t i = 0; i < rule.rules.size(); ++i) {
        const Rule& one = rule.rules[i];
        if (!one.about.empty()) notes.push_back(fmt::format("Rule {}: {}", i + 1, sentence(one.about)));
        if (!one.source.empty()) notes.push_back(fmt::format("Source of rule {}: {}", i + 1, sentence(one.source)));
    }
    if (!rule.source.empty()) notes.push_back("Source: " + sentence(rule.source));
    for (const std::string& note : notes) head += " " + note;
    return paragraph(head) + sheet(lines);
}

/// What the kinds of choice that occur mean, once.
std::string meaning(const Spec& spec) {
    std::vector<std::vector<std::string>> users(5);
    std::vector<std::string> trembling;
    for (const Policy& policy : spec.policies)
        for (const ChannelRule& rule : policy.channels) {
            add_once(users[static_cast<std::size_t>(rule.choose)], policy.name);
            if (rule.tremble) add_once(trembling, policy.name);
        }
    const auto of = [&](RuleKind choose) { return codes(users[static_cast<std::size_t>(choose)]); };
    std::vector<std::string> items;
    if (const std::string who = of(RuleKind::logit); !who.empty())
        items.push_back("logit (" + who +
                        "): the chance of an available item is in proportion to `exp(precision × utility)`, where "
                        "utility is the sum of its terms, and that of doing nothing is 0 unless `hold` has terms");
    if (const std::string who = of(RuleKind::best); !who.empty())
        items.push_back("best (" + who + "): the available item of the greatest utility, the sum of its terms");
    if (const std::string who = of(RuleKind::rules); !who.empty())
        items.push_back("rules (" + who + "): the first rule that holds and has an available item decides");
    if (const std::string who = of(RuleKind::random); !who.empty())
        items.push_back("random (" + who + "): an available item is drawn by its weight");
    if (const std::string who = of(RuleKind::script); !who.empty())
        items.push_back("script (" + who + "): acts follow the dated list of section 6");
    if (!trembling.empty())
        items.push_back("trembling (" + codes(trembling) +
                        "): with this chance the choice is replaced by another available item, drawn evenly");
    for (std::string& item : items) item += ".";
    return bullets(items);
}

}  // namespace

std::string policy_submodels(const Spec& spec) {
    std::string text = meaning(spec);
    NumberSources numbers;
    for (const Policy& policy : spec.policies) {
        std::string body;
        for (const ChannelRule& rule : policy.channels) body += in_channel(spec, rule);
        text += titled(4, code(policy.name), body);
        numbers.add(policy.name, policy, parts_of(spec, policy));
    }
    return text + paragraph(numbers.said());
}

}  // namespace standoff::odd
