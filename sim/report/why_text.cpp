#include "report/why_text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/page.hpp"
#include "report/text.hpp"
#include "report/why_words.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_items = 10;
constexpr std::size_t most_rules = 5;

const NameText* entry_of(const std::vector<NameText>& names, std::string_view name) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const NameText& one) { return one.name == name; });
    return found == names.end() ? nullptr : &*found;
}

/// `Tests and shows of force.` as part of a sentence.
std::string without_stop(std::string text) {
    while (text.ends_with('.') || text.ends_with(' ')) text.pop_back();
    return text;
}

class Answer : private Page {
public:
    Answer(const RuleText& rule, const DecisionRecord& record, const Explanation& explanation,
           const WhyContext& context)
        : Page(context.color, context.characters), rule_(rule), record_(record), why_(explanation), context_(context) {}

    std::string print() {
        title();
        what_happened();
        how_it_decides();
        options();
        if (broken() != nullptr) {
            seen();
            return take();
        }
        if (record_.kind == RuleKind::rules) rules();
        if (!why_.lead.over.empty()) for_and_against();
        chance();
        otherwise();
        seen();
        return take();
    }

private:
    void paragraph(const std::string& text, std::string_view indent = "") { add_wrapped(text, indent, indent); }
    void add_wrapped(const std::string& text, std::string_view first, std::string_view rest) {
        Page::paragraph(unicode::printable(text), first, rest);
    }
    [[nodiscard]] std::string left(std::string_view text, std::size_t columns) const {
        return Page::left(unicode::printable(text), columns);
    }
    [[nodiscard]] std::string actor() const { return title_of(context_.texts, record_.actor); }

    void title() {
        const std::string when = record_.date.empty() ? fmt::format("step {}", record_.step) : record_.date;
        heading(unicode::printable(fmt::format("{}, {}: {}", when, actor(), done())));
    }

    [[nodiscard]] std::string done() const {
        return record_.chosen.empty() || broken() != nullptr ? "nothing" : record_.chosen;
    }

    /// An item whose worth is no number: there the run failed, and what stands as chosen is no choice.
    [[nodiscard]] const ItemRecord* broken() const {
        if (record_.kind != RuleKind::logit && record_.kind != RuleKind::best) return nullptr;
        const auto found = std::find_if(record_.items.begin(), record_.items.end(),
                                        [](const ItemRecord& item) { return std::isnan(item.value); });
        return found == record_.items.end() ? nullptr : &*found;
    }

    void what_happened() {
        const NameText* channel = entry_of(context_.texts.channels, record_.channel);
        std::string text = capitalised(context_.calendar.when(record_.step, record_.date)) + " " + actor();
        if (broken() != nullptr)
            return paragraph(
                fmt::format("{} could not choose: {} was worth no number, and the run failed.", text, broken()->item));
        if (why_.slip) text += fmt::format(" meant to choose {} and by a slip took {}", why_.intended, done());
        else if (record_.kind == RuleKind::script) text += " did " + done();
        else text += " chose " + done();
        const std::size_t channels = context_.texts.channels.size();
        if (channels > 1) text += " in the channel " + record_.channel;
        if (channels > 1 && channel != nullptr && !channel->about.empty())
            text += fmt::format(" ({})", without_stop(channel->about));
        text += ".";
        if (record_.chosen == "hold") text += " To hold is to do nothing.";
        for (const std::string& meaning : meanings(record_.chosen)) text += " " + meaning;
        paragraph(text);
    }

    /// What the files say of an item's action and target, a sentence each.
    [[nodiscard]] std::vector<std::string> meanings(const std::string& item) const {
        std::vector<std::string> all;
        const std::size_t bracket = item.find('(');
        const NameText* action = entry_of(context_.texts.actions, std::string_view(item).substr(0, bracket));
        if (action != nullptr && !action->about.empty())
            all.push_back(fmt::format("The file says of {}: {}", action->name, with_stop(action->about)));
        if (bracket == std::string::npos) return all;
        const std::size_t end = item.find_first_of(",)", bracket);
        const NameText* target =
            entry_of(context_.texts.entities, std::string_view(item).substr(bracket + 1, end - bracket - 1));
        if (target != nullptr && !target->title.empty() && target->title != target->name)
            all.push_back(fmt::format("Here {} stands for {}.", target->name, target->title));
        return all;
    }

    void how_it_decides() {
        std::string text = fmt::format("It follows the policy {} ({})", record_.policy, rule_.place);
        text += rule_.about.empty() ? "." : ": " + with_stop(rule_.about);
        text += " " + manner_sentence(record_);
        if (record_.tremble > 0)
            text += fmt::format(" With probability {} it slips and takes any other item.", percent(record_.tremble));
        paragraph(text);
    }

    // --- The options

    void options() {
        if (record_.kind == RuleKind::script) return;
        section("What it could do");
        if (record_.items.size() > 1) option_table();
        else paragraph(fmt::format("nothing but {}", done()), "    ");
        if (!record_.unavailable.empty())
            add_wrapped("not possible then: " + listed(record_.unavailable), "    ", "      ");
    }

    /// The most likely ones, and always what was meant and what was done.
    [[nodiscard]] std::vector<const ItemRecord*> shown_items() const {
        std::vector<const ItemRecord*> all;
        all.reserve(record_.items.size());
        for (const ItemRecord& item : record_.items) all.push_back(&item);
        const auto before = [&](const ItemRecord* a, const ItemRecord* b) {
            if (a->probability != b->probability) return a->probability > b->probability;
            return a->value != b->value ? a->value > b->value : a < b;  // the order of the menu
        };
        std::sort(all.begin(), all.end(), before);
        std::vector<const ItemRecord*> shown;
        for (const ItemRecord* item : all) {
            const bool told = item->item == record_.chosen || item->item == why_.intended;
            if (told || (shown.size() < most_items && (item->probability > 0 || record_.kind == RuleKind::best)))
                shown.push_back(item);
        }
        return shown;
    }

    void option_table() {
        const std::vector<const ItemRecord*> shown = shown_items();
        std::size_t width = 12;
        for (const ItemRecord* item : shown) width = std::max(width, width_of(item->item));
        width = std::min<std::size_t>(width, 26);
        const bool weights = record_.kind == RuleKind::rules || record_.kind == RuleKind::random;
        const bool probable =
            broken() == nullptr && (record_.kind != RuleKind::best || record_.tremble > 0 || !why_.tied.empty());
        line(fmt::format("    {}{:>11}{}", left("", width), weights ? "weight" : "worth",
                         probable ? "   probability" : ""));
        double all = 0;
        for (const ItemRecord& item : record_.items) all += item.probability;
        double told = 0;
        for (const ItemRecord* item : shown) {
            told += item->probability;
            std::string text = item->item == done() ? "  > " : "    ";
            text += left(item->item, width) + right_in(short_number(item->value), 11);
            if (broken() != nullptr) {
                line(text);
                continue;
            }
            if (probable) text += right_in(percent(item->probability), 14);
            line(text + "  " + mark_of(item->item));
        }
        if (shown.size() == record_.items.size()) return;
        const bool possible = all - told > 1e-12;
        const std::string share = possible ? percent(all - told) : "0%";
        const std::size_t others = record_.items.size() - shown.size();
        if (others > 1) return line(fmt::format("    {} more, {} {}", others, possible ? "together" : "at", share));
        const auto other = std::find_if(record_.items.begin(), record_.items.end(), [&](const ItemRecord& item) {
            return std::find(shown.begin(), shown.end(), &item) == shown.end();
        });
        line(fmt::format("    1 more, {}, at {}", unicode::printable(other->item), share));
    }

    [[nodiscard]] std::string mark_of(const std::string& item) const {
        if (why_.slip && item == record_.chosen) return "done by a slip";
        if (why_.slip && item == why_.intended) return "meant";
        if (item == record_.chosen) return item == why_.most_likely ? "chosen, " + foremost() : "chosen";
        return item == why_.most_likely ? foremost() : "";
    }

    [[nodiscard]] std::string foremost() const {
        const bool best = record_.kind == RuleKind::best;
        if (!why_.tied.empty()) return best ? "equally good" : "equally likely";
        return best ? "worth most" : "the most likely";
    }

    // --- Reasons

    void rules() {
        section("Its rules, in order");
        std::size_t told = 0;
        for (const FailedRule& failed : why_.failed) {
            if (told++ == most_rules) break;
            rule_line(failed.line);
            if (!failed.available) paragraph(fmt::format("did not apply: {} was not possible", failed.item), "      ");
            else if (failed.failed.empty()) paragraph("did not apply: its weights were 0", "      ");
            for (const ComparisonRecord& comparison : failed.failed)
                paragraph("did not apply: " + comparison_text(comparison), "      ");
        }
        if (why_.failed.size() > most_rules)
            line(fmt::format("    and {} more that did not apply", why_.failed.size() - most_rules));
        if (record_.fired < 0) return paragraph(fmt::format("None applied, so it chose {}.", done()), "    ");
        rule_line(record_.fired);
        line("      applied");
    }

    void rule_line(int index) {
        const RuleLineText& rule = rule_.lines.at(static_cast<std::size_t>(index));
        const std::string text = fmt::format("line {}, {}: {}", line_of(rule.place),
                                             rule.when.empty() ? "always" : "when " + rule.when, rule.items);
        add_wrapped(text, "    ", "      ");
    }

    void for_and_against() {
        const Lead& lead = why_.lead;
        section(fmt::format("For {}, beside {}", why_.intended, lead.over));
        bool own = false;
        for (const auto* side : {&lead.pro, &lead.contra})
            own =
                own || std::any_of(side->begin(), side->end(), [](const auto& term) { return !std::isnan(term.here); });
        if (!own)
            paragraph(fmt::format("{} has no terms of its own: what speaks against {} speaks for it.", why_.intended,
                                  lead.over),
                      "  ");
        terms(lead.pro, own);
        section("Against it");
        terms(lead.contra, own);
        if (lead.size == 0) return paragraph("In all the two are worth the same.", "  ");
        paragraph(fmt::format("In all {} is worth {} {} than {}.", why_.intended, short_number(std::abs(lead.size)),
                              lead.size > 0 ? "more" : "less", lead.over),
                  "  ");
    }

    /// `name_owner`: say which terms are those of the item beside it.
    void terms(const std::vector<TermDifference>& list, bool name_owner) {
        if (list.empty()) line("  nothing");
        std::size_t width = 0;
        for (const TermDifference& term : list) width = std::max(width, width_of(term.id));
        width = std::min<std::size_t>(width, 24);
        for (const TermDifference& term : list) {
            const TermText& text = *std::find_if(rule_.terms.begin(), rule_.terms.end(),
                                                 [&](const TermText& one) { return one.id == term.id; });
            std::string head = fmt::format("  {:>+9.3g}  {}  ", term.size, left(term.id, width));
            const std::string rest(width_of(head), ' ');
            if (const std::string about = term_about(text, rule_, context_.texts.parameters); !about.empty()) {
                add_wrapped(about, head, rest);
                head = rest;
            }
            std::string formula = fmt::format("line {}: {}", line_of(text.place), text.formula);
            if (std::isnan(term.here) && name_owner) formula += fmt::format(", of {}", why_.lead.over);
            if (!std::isnan(term.here) && !std::isnan(term.there))
                formula += fmt::format(", {} against {}", short_number(term.here), short_number(term.there));
            add_wrapped(formula, head, rest);
        }
    }

    // --- Chance and what would have changed it

    void chance() {
        if (record_.kind == RuleKind::script && !why_.slip) return;
        section("Chance");
        std::string text = chance_sentence(record_, why_);
        if (why_.slip) text += fmt::format(" Then came the slip, at {}.", percent(record_.tremble));
        paragraph(text, "  ");
    }

    void otherwise() {
        const std::string text = otherwise_sentence(rule_, record_, why_);
        if (text.empty()) return;
        section("It would have been otherwise");
        paragraph(text, "  ");
    }

    void seen() {
        const std::vector<SeenGroup> groups = seen_groups(rule_, record_, why_);
        if (groups.empty()) return;
        section("What it saw");
        std::size_t width = 8;
        for (const SeenGroup& group : groups) width = std::max(width, width_of(group.name));
        width = std::min<std::size_t>(width, 24);
        const std::string rest(width + 4, ' ');
        std::size_t told = 0;
        for (const SeenGroup& group : groups) {
            const std::string head = "  " + left(group.name, width) + "  ";
            const std::string about = group.about.empty() ? "" : ". " + group.about;
            add_wrapped(group.values + about, head, rest);
            told += group.members;
        }
        if (told < record_.saw.size()) line(fmt::format("  and {} more, of other targets", record_.saw.size() - told));
    }

    const RuleText& rule_;
    const DecisionRecord& record_;
    const Explanation& why_;
    const WhyContext& context_;
};

}  // namespace

std::string why_text(const RuleText& rule, const DecisionRecord& record, const Explanation& explanation,
                     const WhyContext& context) {
    return Answer(rule, record, explanation, context).print();
}

const RuleText* rule_of(const DecisionTexts& texts, const DecisionRecord& record) {
    const auto found = std::find_if(texts.rules.begin(), texts.rules.end(), [&](const RuleText& rule) {
        return rule.actor == record.actor && rule.channel == record.channel && rule.policy == record.policy;
    });
    return found == texts.rules.end() ? nullptr : &*found;
}

std::string title_of(const DecisionTexts& texts, const std::string& name) {
    const NameText* entry = entry_of(texts.entities, name);
    return entry == nullptr || entry->title.empty() ? name : entry->title;
}

}  // namespace standoff
