// Stochasticity: each draw with its distribution and place.
#include <algorithm>

#include <fmt/format.h>

#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/sections.hpp"

namespace standoff::odd {

namespace {

class Draws {
public:
    explicit Draws(const Spec& spec) : spec_(spec) {}

    std::string list() {
        for (const Variable& variable : spec_.variables) at_start(variable);
        for (const EntitySpec& entity : spec_.entities)
            for (const Setting& trait : entity.traits)
                if (has_draw(*trait.value.root))
                    add(code(fmt::format("{}: {}", entity.name, formula_text(*trait.reference))),
                        code(formula_text(*trait.value.root)), "at the start");
        for (const Statement& statement : spec_.initial) effect(statement, "at the start");
        for (const Setting& one : spec_.overrides)
            if (has_draw(*one.value.root))
                add(code(formula_text(*one.reference)), code(formula_text(*one.value.root)), "at the start");
        for (const Policy& policy : spec_.policies)
            for (const ChannelRule& rule : policy.channels) choice(policy, rule);
        for (const Choices& one : choices_)
            add("choice in " + code(one.channel) + " by " + codes(one.policies), one.distribution, one.when);
        for (const Action& action : spec_.actions) act(action);
        for (const Chance& event : spec_.chance) chance(event);
        for (const CalendarEntry& entry : spec_.calendar)
            for (const Statement& one : entry.effects) effect(one, "on the day of " + escaped(entry.name));
        for (const Statement& statement : spec_.dynamics) effect(statement, "each step");
        for (const Variable& variable : spec_.variables) noise(variable);
        if (rows_.empty()) return nothing_drawn();
        return table({{"Draw", 2}, {"Distribution", 3}, {"When", 2}}, rows_);
    }

private:
    /// A draw that several policies make alike.
    struct Choices {
        Choices(std::string where, std::string what, std::string how_often)
            : channel(std::move(where)), distribution(std::move(what)), when(std::move(how_often)) {}
        std::string channel;
        std::string distribution;
        std::string when;
        std::vector<std::string> policies;
    };

    void add(std::string what, std::string distribution, std::string when) {
        rows_.push_back({std::move(what), std::move(distribution), std::move(when)});
    }

    void at_start(const Variable& variable) {
        if (!variable.initial || !has_draw(*variable.initial.root)) return;
        const std::string each = variable.ownership.owned ? ", for each " + owner_of(spec_, variable.ownership) : "";
        add(code(variable.name), code(formula_text(*variable.initial.root)), "at the start" + each);
    }

    void effect(const Statement& statement, const std::string& when) {
        if (!has_draw(statement)) return;
        add(changed_by(statement), code(statement_text(statement)), when);
    }

    [[nodiscard]] std::string each_choice(const ChannelRule& rule) const {
        const Channel& channel = at(spec_.channels, rule.channel);
        return channel.every.empty() ? "each step" : "every " + escaped(channel.every);
    }

    void choice(const Policy& policy, const ChannelRule& rule) {
        const auto add = [&](const std::string& distribution, const std::string& when) {
            const std::string& channel = at(spec_.channels, rule.channel).name;
            const auto found = std::find_if(choices_.begin(), choices_.end(), [&](const Choices& one) {
                return one.channel == channel && one.distribution == distribution && one.when == when;
            });
            Choices& same = found != choices_.end() ? *found : choices_.emplace_back(channel, distribution, when);
            add_once(same.policies, policy.name);
        };
        const std::string when = each_choice(rule);
        if (rule.choose == RuleKind::logit) add("logit, precision " + code(formula_text(*rule.precision.root)), when);
        if (rule.choose == RuleKind::best) add("even among the best items", when + ", where several are best");
        if (rule.choose == RuleKind::random) add("by the weights in section 7", when);
        for (const Rule& one : rule.rules)
            if (one.items.size() > 1) add(mix(one), when + rule_text(one));
        if (rule.tremble) add("tremble with probability " + code(formula_text(*rule.tremble.root)), when);
    }

    static std::string mix(const Rule& rule) {
        return joined(each(rule.items, [](const WeightedItem& item) {
            return code(item.item.text) + " with weight " +
                   (item.weight ? code(formula_text(*item.weight.root)) : std::string("1"));
        }));
    }
    static std::string rule_text(const Rule& rule) {
        return rule.when ? ", if " + code(formula_text(*rule.when.root)) : "";
    }

    void act(const Action& action) {
        const std::string when = "with each " + code(action.name);
        const std::string units = action.count ? formula_text(*action.count.root) : "1";
        if (action.count && has_draw(*action.count.root)) add("count of " + code(action.name), code(units), when);
        if (action.success)
            add("successes of " + code(action.name),
                code(fmt::format("Binomial({}, {})", action.count ? "count" : "1", formula_text(*action.success.root))),
                when);
        for (const Let& let : action.lets)
            if (let.value && has_draw(*let.value.root)) add(code(let.name), code(formula_text(*let.value.root)), when);
        for (const Statement& statement : action.effects) effect(statement, when);
    }

    void chance(const Chance& event) {
        std::string when = "each step";
        if (!event.of.empty()) when += ", for each " + names_of(spec_, event.of);
        if (event.rate)
            add(code(event.name),
                fmt::format("probability {}, rate {}", code(chance_of_rate(spec_)), code(rate_text(event))), when);
        if (event.probability)
            add(code(event.name), "probability " + code(formula_text(*event.probability.root)), when);
        for (const Statement& statement : event.effects) effect(statement, "with each " + code(event.name));
    }

    void noise(const Variable& variable) {
        if (!variable.perceived || !variable.perceived->noise) return;
        add(code(variable.name) + " as others see it",
            code(fmt::format("Normal(mean {}, sd {})", variable.name, formula_text(*variable.perceived->noise.root))),
            "each step, for each observer");
    }

    [[nodiscard]] std::string nothing_drawn() const {
        if (spec_.variables.empty()) return {};
        return paragraph("Nothing is drawn: all runs are the same in " + codes(names_of(spec_.variables)) + ".");
    }

    const Spec& spec_;
    std::vector<Row> rows_;
    std::vector<Choices> choices_;
};

}  // namespace

std::string stochasticity(const Spec& spec) { return Draws(spec).list(); }

}  // namespace standoff::odd
