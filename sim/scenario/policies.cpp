// Policies: one decision rule for each channel.
#include <algorithm>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "scenario/menu.hpp"
#include "scenario/schema.hpp"
#include "scenario/script.hpp"
#include "scenario/walk.hpp"

namespace standoff {

namespace {

bool always_true(const Expression& when) {
    return !when || (when.root->node == NodeKind::number && when.root->value != 0);
}

class DecisionReader {
public:
    DecisionReader(Context& context, const Policy& policy, const YamlEntry& entry, int channel)
        : context_(context),
          findings_(context.findings),
          node_(entry.value),
          name_(entry.key),
          channel_(channel),
          menu_(context, policy, channel) {}

    std::optional<ChannelRule> read() {
        const YamlNode* choose = node_.find("choose");
        if (choose == nullptr) return std::nullopt;
        const Key& ways = *decision_table().find("choose");
        const auto way = std::find_if(ways.choices.begin(), ways.choices.end(),
                                      [&](const Choice& one) { return one.word == choose->text; });
        if (way == ways.choices.end()) {
            report_way(*choose, ways);
            return std::nullopt;
        }
        rule_.place = name_.place;
        read_prose(rule_, node_);
        rule_.channel = channel_;
        rule_.choose = static_cast<RuleKind>(way - ways.choices.begin());
        check_choice(node_, decision_table(), ways, *way, "E221", findings_);
        const Scope self = menu_.scope_of_self();
        rule_.precision = context_.expression(node_.find("precision"), self);
        check_in_range(context_, {0, infinity}, rule_.precision, "precision");
        rule_.tremble = context_.expression(node_.find("tremble"), self);
        check_probability(context_, rule_.tremble);
        read_values();
        read_rules();
        read_weights();
        if (const YamlNode* script = node_.find("script"); script != nullptr && rule_.choose == RuleKind::script)
            rule_.script = read_script(context_, menu_, *script);
        return std::move(rule_);
    }

private:
    void report_way(const YamlNode& choose, const Key& ways) {
        if (choose.text == "lookahead") {
            findings_.add("E228", choose.place, "`lookahead` is not in this version");
            return;
        }
        std::vector<std::string> known;
        known.reserve(ways.choices.size());
        for (const Choice& one : ways.choices) known.emplace_back(one.word);
        findings_.add("E207", choose.place, fmt::format("\"{}\" is no way to choose", choose.text),
                      did_you_mean(choose.text, known), "known: " + joined(known, "or"));
    }

    void read_values() {
        const YamlNode* values = node_.find("values");
        if (values == nullptr) return;
        bool whole = true;
        for (const YamlEntry& entry : values->entries) {
            std::optional<ItemSelector> item = menu_.resolve(entry.key);
            whole = whole && item;
            if (!item || entry.value.broken) continue;
            const Scope scope = menu_.scope_of(*item);
            rule_.values.push_back({std::move(*item), read_terms(context_, entry.value, scope)});
        }
        if (!whole) return;  // an item that was misspelt is not also missing
        for (const int action : menu_.actions())
            if (const std::optional<std::string> item = menu_.unreached(action, rule_.values))
                findings_.add("E218", node_.entry("values")->key.place,
                              fmt::format("nothing says what \"{}\" is worth", *item),
                              "each item of the menu needs a line, its own or that of a tag",
                              fmt::format("add `{}: {{term: 0}}`", item->substr(0, item->find('('))));
    }

    std::optional<WeightedItem> weighted(const YamlNode& item, const YamlNode* weight) {
        std::optional<ItemSelector> selector = menu_.resolve(item);
        if (!selector) return std::nullopt;
        WeightedItem result;
        result.weight = context_.expression(weight, menu_.scope_of(*selector));
        check_in_range(context_, {0, infinity}, result.weight, "weight");
        result.item = std::move(*selector);
        return result;
    }

    std::vector<WeightedItem> read_items(const YamlNode& node, bool& complete) {
        std::vector<WeightedItem> items;
        const auto add = [&](std::optional<WeightedItem> item) {
            complete = complete && item;
            if (item) items.push_back(std::move(*item));
        };
        if (node.is_scalar()) add(weighted(node, nullptr));
        for (const YamlNode& item : node.items) add(weighted(item, nullptr));
        for (const YamlEntry& entry : node.entries) add(weighted(entry.key, &entry.value));
        return items;
    }

    void read_rules() {
        const YamlNode* rules = node_.find("rules");
        if (rules == nullptr) return;
        bool complete = true;
        for (const YamlNode& node : rules->items) {
            if (node.broken) {
                complete = false;
                continue;
            }
            Rule& rule = rule_.rules.emplace_back();
            rule.place = node.place;
            read_prose(rule, node);
            bool whole = true;
            if (const YamlNode* items = node.find("do")) rule.items = read_items(*items, whole);
            const std::size_t before = findings_.errors();
            rule.when = context_.expression(node.find("when"), menu_.scope_of(rule.items));
            complete = complete && whole && findings_.errors() == before && !rule.items.empty();
        }
        if (complete) check_reach();
    }

    [[nodiscard]] bool always_applies(const Rule& rule) const {
        return always_true(rule.when) &&
               std::any_of(rule.items.begin(), rule.items.end(),
                           [&](const WeightedItem& item) { return menu_.always_available(item.item); });
    }

    [[nodiscard]] bool covers_menu(const Rule& rule) const {
        return std::all_of(menu_.actions().begin(), menu_.actions().end(), [&](int action) {
            return std::any_of(rule.items.begin(), rule.items.end(), [&](const WeightedItem& item) {
                return context_.spec.names_action(item.item.act, action);
            });
        });
    }

    void check_reach() {
        for (std::size_t i = 0; i + 1 < rule_.rules.size(); ++i) {
            if (!always_applies(rule_.rules[i])) continue;
            findings_.add("E219", rule_.rules[i + 1].place, "this rule can never be reached",
                          "the rule before it always applies", "give that one a `when`, or remove this one");
            break;
        }
        const Channel& channel = context_.spec.channels[static_cast<std::size_t>(channel_)];
        if (channel.hold || rule_.rules.empty()) return;
        const Rule& last = rule_.rules.back();
        if (!always_applies(last) && !(always_true(last.when) && covers_menu(last)))
            findings_.add("E220", last.place, "the last rule may fail to apply",
                          fmt::format("channel \"{}\" has no `hold` to fall back on", channel.name),
                          "end with a rule without `when` for an item that is always available");
    }

    void read_weights() {
        const YamlNode* weights = node_.find("weights");
        if (weights == nullptr) return;
        for (const YamlEntry& entry : weights->entries)
            if (std::optional<WeightedItem> item = weighted(entry.key, &entry.value))
                rule_.weights.push_back(std::move(*item));
    }

    Context& context_;
    Diagnostics& findings_;
    const YamlNode& node_;
    const YamlNode& name_;
    int channel_;
    PolicyMenu menu_;
    ChannelRule rule_;
};

}  // namespace

void read_policies(Context& context) {
    const std::vector<std::string> channels = names_of(context.spec.channels);
    std::size_t index = 0;
    for (const YamlEntry& entry : context.entries("policies")) {
        Policy& policy = context.spec.policies[index++];
        for (const YamlEntry& part : entry.value.entries) {
            if (part.name() == "by" || is_prose(part.name()) || part.value.broken) continue;
            const std::optional<int> channel = context.lookup(channels, part.key, "a channel");
            if (!channel) continue;
            if (std::optional<ChannelRule> rule = DecisionReader(context, policy, part, *channel).read())
                policy.channels.push_back(std::move(*rule));
        }
    }
}

}  // namespace standoff
