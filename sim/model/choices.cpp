// Decision rules as operations: quantal response, best reply, rules, random choice and scripts.

#include <functional>
#include <limits>
#include <optional>
#include <ranges>

#include <fmt/format.h>

#include "model/menus.hpp"
#include "model/notes.hpp"

namespace standoff {

namespace {

struct Choice {
    Value item;
    std::function<Value(Value item)> probability;  ///< of an item; emitted when recording
};

class ChoiceLowering {
public:
    ChoiceLowering(const Spec& spec, Model& model, const Menu& menu, Lowering& lower, bool recording)
        : spec_(spec), model_(model), menu_(menu), lower_(lower) {
        if (recording) notes_.emplace(spec, model, menu, lower);
    }

    void run() {
        const Decision& first = decision(0);
        const int holding = menu_.hold ? 0 : -1;
        for (std::size_t part = 0; part < menu_.decisions.size(); ++part) {
            lower_.effect(Code::fill, decision(part).choice_slot,
                          lower_.constant(part == 0 && first.every_steps == 1 ? holding : -1));
            if (notes_) lower_.effect(Code::fill, decision(part).probability_slot, lower_.constant(1));
            give_nothing(part, lower_.constant(1));
        }
        if (notes_) notes_->nobody_decides();
        if (first.every_steps > 1) {
            lower_.effect(Code::skip_unless_due, first.every_steps);
            lower_.effect(Code::fill, first.choice_slot, lower_.constant(holding));
        }
        find_available();
        if (menu_.seat && notes_) note_seat();
        // Earlier positions win; behind one whose only policy has a rule for this channel nobody is ever asked.
        std::size_t asked = 0;
        while (asked < menu_.positions.size()) {
            const auto& position = menu_.positions[asked++];
            if (position.size() == 1 && position.front().rule != nullptr) break;
        }
        for (const auto& position : std::views::reverse(std::views::take(menu_.positions, asked)))
            for (const Candidate& candidate : position)
                if (candidate.rule != nullptr) decide(candidate);
        if (menu_.seat) take_seat();
        if (first.every_steps > 1) lower_.close_region();
    }

private:
    [[nodiscard]] const Decision& decision(std::size_t part) const {
        return model_.decisions[static_cast<std::size_t>(menu_.decisions[part])];
    }
    [[nodiscard]] const std::string& actor() const {
        return spec_.entities[static_cast<std::size_t>(menu_.actor)].name;
    }

    void find_available() {
        for (const Item& item : menu_.items) {
            Value available = lower_.constant(1);
            if (item.action >= 0 && spec_.actions[static_cast<std::size_t>(item.action)].when) {
                Env env = item_env(spec_, menu_, item, lower_);
                env.reader = menu_.actor;
                const Value when = lower_.expression(spec_.actions[static_cast<std::size_t>(item.action)].when, env);
                available = lower_.is_zero(when) || lower_.is_one(when)
                                ? when
                                : lower_.emit(Code::not_equal, when, lower_.constant(0));
            }
            on_menu_.push_back(available);
        }
    }

    /// A policy chooses among the actions of its own roles: an actor with several roles has a policy for each.
    [[nodiscard]] std::vector<Value> offered_to(int policy) {
        std::vector<Value> offered = on_menu_;
        const auto& by = spec_.policies[static_cast<std::size_t>(policy)].by;
        for (std::size_t i = 0; i < offered.size(); ++i) {
            const int action = menu_.items[i].action;
            if (action >= 0 && !sets_meet(spec_.symbols, by, spec_.actions[static_cast<std::size_t>(action)].by))
                offered[i] = lower_.constant(0);
        }
        return offered;
    }

    void decide(const Candidate& candidate) {
        held_ = {};
        if (!candidate.only) {
            held_ = lower_.emit(Code::equal, slot_value(candidate.slot), lower_.constant(candidate.policy));
            lower_.open_region(held_);
        }
        const Value lanes = held_ ? held_ : lower_.constant(1);
        const ChannelRule& rule = *candidate.rule;
        available_ = offered_to(candidate.policy);
        if (notes_) notes_->begin(candidate);
        if (rule.choose == RuleKind::script) {
            for (std::size_t part = 0; part < candidate.scripts.size(); ++part) play(candidate, part, lanes);
        } else {
            store(0, tremble(rule, choose(rule), 0), lanes);
        }
        if (notes_) notes_->end();
        if (held_) lower_.close_region();
    }

    /// What the script names for this step; its count and success go with that item alone, not with one it trembles to.
    void play(const Candidate& candidate, std::size_t part, Value lanes) {
        const int script = candidate.scripts[part];
        const Value nothing = lower_.constant(std::numeric_limits<double>::quiet_NaN());
        Value item = lower_.emit(Code::script_item, {}, {}, {}, {}, script);
        if (part == 0 && menu_.hold) item = lower_.emit(Code::maximum, item, lower_.constant(0));
        const Choice written{item, [this, item](Value one) { return lower_.emit(Code::equal, one, item); }};
        const Choice taken = tremble(*candidate.rule, written, part);
        store(part, taken, lanes);
        const Value as_written = lower_.both(lanes, lower_.emit(Code::equal, taken.item, item));
        const auto give = [&](Code code, int slot) {
            lower_.effect(Code::blend, slot, lower_.emit(code, nothing, {}, {}, {}, script), as_written);
        };
        give(Code::script_count, decision(part).given_count_slot);
        give(Code::script_success, decision(part).given_success_slot);
    }

    /// What whoever sits there may know before they act, noted before the policies decide: they do as if nobody sat.
    void note_seat() {
        notes_->begin(*menu_.seat);
        Seat& seat = model_.seats[static_cast<std::size_t>(menu_.seat_index)];
        seat.rule = notes_->rule_index();
        Value item = seat_item();
        if (menu_.hold) item = lower_.emit(Code::maximum, item, lower_.constant(0));
        notes_->menu(on_menu_, [this, item](Value one) { return lower_.emit(Code::equal, one, item); });
        for (std::size_t i = 0; i < menu_.items.size(); ++i) {
            Env env = item_env(spec_, menu_, menu_.items[i], lower_);
            env.reader = menu_.actor;
            notes_->condition(i, on_menu_[i], env);
        }
        notes_->readings();
        notes_->end();
    }

    [[nodiscard]] Value seat_item() { return lower_.emit(Code::script_item, {}, {}, {}, {}, menu_.seat->scripts[0]); }

    /// An act from outside takes the place of what the policies chose, further acts of a script among it.
    void take_seat() {
        const Value item = seat_item();
        const Value moves = lower_.emit(Code::less_equal, lower_.constant(0), item);
        lower_.open_region(moves);
        for (std::size_t part = 0; part < menu_.decisions.size(); ++part) {
            give_nothing(part, moves);
            lower_.effect(Code::blend, decision(part).choice_slot, part == 0 ? item : lower_.constant(-1), moves);
            if (!notes_) continue;
            lower_.effect(Code::blend, decision(part).probability_slot, lower_.constant(1), moves);
            const int rule = model_.seats[static_cast<std::size_t>(menu_.seat_index)].rule;
            lower_.note(decision(part).rule_note, lower_.constant(rule));
        }
        lower_.close_region();
    }

    /// No script says how many, nor how many succeed.
    void give_nothing(std::size_t part, Value lanes) {
        for (const int slot : {decision(part).given_count_slot, decision(part).given_success_slot})
            if (slot >= 0)
                lower_.effect(Code::blend, slot, lower_.constant(std::numeric_limits<double>::quiet_NaN()), lanes);
    }

    void store(std::size_t part, const Choice& choice, Value lanes) {
        give_nothing(part, lanes);
        lower_.effect(Code::blend, decision(part).choice_slot, choice.item, lanes);
        if (!notes_) return;
        lower_.effect(Code::blend, decision(part).probability_slot, choice.probability(choice.item), lanes);
        if (part == 0) notes_->menu(available_, choice.probability);
    }

    Choice choose(const ChannelRule& rule) {
        switch (rule.choose) {
            case RuleKind::logit: return logit(rule);
            case RuleKind::best: return best(rule);
            case RuleKind::random: return random(rule);
            case RuleKind::rules: return rules(rule);
            case RuleKind::script: break;
        }
        throw std::logic_error("a script is not chosen from");
    }

    [[nodiscard]] Env policy_env(const Item& item) {
        Env env = item_env(spec_, menu_, item, lower_);
        env.reader = menu_.actor;
        env.perceives = true;
        return env;
    }

    Value draw(std::string_view section, std::string assigned) {
        Env env;
        env.self = menu_.actor;
        const Channel& channel = spec_.channels[static_cast<std::size_t>(menu_.channel)];
        // A decision's place is its channel and actor, not its policy: the same luck under every policy.
        return lower_.draw_at({std::string(section), channel.name, std::move(assigned)}, env, "uniform", &menu_,
                              channel.place);
    }

    int add_menu(MenuValues values) {
        lower_.block().menus.push_back(std::move(values));
        return static_cast<int>(lower_.block().menus.size()) - 1;
    }

    /// Utilities: for each item the sum of the terms of every line that reaches it, in file order.
    MenuValues utilities(const ChannelRule& rule) {
        MenuValues values;
        for (std::size_t i = 0; i < menu_.items.size(); ++i) {
            const Item& item = menu_.items[i];
            const Env env = policy_env(item);
            Value utility;
            std::size_t index = 0;  // of the term among all terms of the rule
            for (const ValueLine& line : rule.values) {
                const std::size_t first = index;
                index += line.terms.size();
                if (lower_.is_zero(available_[i]) || !selects(spec_, line.item, item)) continue;
                for (std::size_t t = 0; t < line.terms.size(); ++t) {
                    const Value value = lower_.expression(line.terms[t].value, env);
                    if (notes_) notes_->term(i, first + t, value);
                    utility = utility ? lower_.emit(Code::add, utility, value) : value;
                }
            }
            if (!utility) utility = lower_.constant(0);
            if (notes_) {
                notes_->value(i, utility);
                lower_.check(Code::check_finite, utility, lower_.both(held_, available_[i]),
                             fmt::format("the utility of {} for {}", decision(0).items[i].label, actor()), rule.place);
            }
            values.items.push_back({utility, available_[i]});
        }
        return values;
    }

    Choice logit(const ChannelRule& rule) {
        const int menu = add_menu(utilities(rule));
        const Value precision = lower_.expression(rule.precision, policy_env({}));
        lower_.check(Code::check_positive, precision, held_, fmt::format("the precision of {}", actor()),
                     rule.precision.place);
        const Value u = draw("decision", "");
        if (notes_) {
            notes_->precision(precision);
            notes_->draw(u);
        }
        return {
            lower_.emit(Code::choose_logit, precision, u, held_ ? held_ : lower_.constant(1), {}, menu),
            [this, precision, menu](Value item) { return lower_.emit(Code::logit_of, item, precision, {}, {}, menu); }};
    }

    Choice best(const ChannelRule& rule) {
        const MenuValues values = utilities(rule);
        const Value top = lower_.emit(Code::largest, {}, {}, held_ ? held_ : lower_.constant(1), {}, add_menu(values));
        const Value size = lower_.emit(Code::maximum, lower_.constant(1), lower_.emit(Code::absolute, top));
        const Value bar =
            lower_.emit(Code::subtract, top, lower_.emit(Code::multiply, lower_.constant(tied_within), size));
        MenuValues ties;
        for (const auto& item : values.items)
            ties.items.push_back({lower_.emit(Code::less_equal, bar, item.value), item.available});
        return choose_weights(rule, std::move(ties));
    }

    /// A weight shared evenly among the items in which `kept` holds, added to each. It counts where `open` holds: an
    /// earlier rule has not decided.
    void share(const WeightedItem& weighted, const std::vector<Value>& kept, Value open, std::vector<Value>& weights) {
        std::vector<std::size_t> matching;
        bool certain = true;
        Value number;
        for (std::size_t i = 0; i < menu_.items.size(); ++i) {
            if (!selects(spec_, weighted.item, menu_.items[i]) || lower_.is_zero(kept[i])) continue;
            matching.push_back(i);
            certain = certain && lower_.is_one(kept[i]);
            number = number ? lower_.emit(Code::add, number, kept[i]) : kept[i];
        }
        if (certain) number = lower_.constant(static_cast<double>(matching.size()));
        for (const std::size_t i : matching) {
            Value weight = lower_.constant(1);
            if (weighted.weight) {
                weight = lower_.expression(weighted.weight, policy_env(menu_.items[i]));
                lower_.check(Code::check_positive, weight, lower_.both(lower_.both(held_, open), kept[i]),
                             fmt::format("the weight of {} for {}", decision(0).items[i].label, actor()),
                             weighted.weight.place);
            }
            Value part = lower_.is_one(number) ? weight : lower_.emit(Code::divide, weight, number);
            if (!lower_.is_one(kept[i])) part = lower_.emit(Code::select, kept[i], part, lower_.constant(0));
            weights[i] = lower_.is_zero(weights[i]) ? part : lower_.emit(Code::add, weights[i], part);
        }
    }

    [[nodiscard]] std::vector<Value> no_weights() { return std::vector<Value>(menu_.items.size(), lower_.constant(0)); }

    MenuValues weights_menu(const std::vector<Value>& weights) {
        MenuValues values;
        for (std::size_t i = 0; i < weights.size(); ++i) values.items.push_back({weights[i], available_[i]});
        return values;
    }

    Choice random(const ChannelRule& rule) {
        std::vector<Value> weights = no_weights();
        for (const WeightedItem& weighted : rule.weights) share(weighted, available_, {}, weights);
        return choose_by(rule, weights);
    }

    Choice rules(const ChannelRule& rule) {
        std::vector<Value> weights = no_weights();
        Value fired;
        for (std::size_t line = 0; line < rule.rules.size(); ++line) {
            const Rule& one = rule.rules[line];
            std::vector<Value> own = no_weights();
            const Value open = fired ? lower_.emit(Code::logical_not, fired) : Value{};
            for (const WeightedItem& weighted : one.items) {
                std::vector<Value> kept = no_weights();
                for (std::size_t i = 0; i < menu_.items.size(); ++i) {
                    if (lower_.is_zero(available_[i]) || !selects(spec_, weighted.item, menu_.items[i])) continue;
                    Value when = lower_.constant(1);
                    if (one.when) {
                        when = lower_.expression(one.when, policy_env(menu_.items[i]));
                        if (!lower_.is_zero(when) && !lower_.is_one(when))
                            when = lower_.emit(Code::not_equal, when, lower_.constant(0));
                    }
                    kept[i] = lower_.both(available_[i], when);
                    if (notes_) notes_->tried(line, i, available_[i], kept[i], policy_env(menu_.items[i]));
                }
                share(weighted, kept, open, own);
            }
            Value total;
            for (std::size_t i = 0; i < own.size(); ++i) {
                if (!lower_.is_zero(own[i])) total = total ? lower_.emit(Code::add, total, own[i]) : own[i];
                if (!fired) {
                    weights[i] = own[i];
                } else if (!lower_.is_zero(own[i]) || !lower_.is_zero(weights[i])) {
                    weights[i] = lower_.emit(Code::select, fired, weights[i], own[i]);
                }
            }
            if (!total) total = lower_.constant(0);
            const Value applies = lower_.emit(Code::less, lower_.constant(0), total);
            if (notes_) notes_->applies(line, applies);
            fired = fired ? lower_.emit(Code::logical_or, fired, applies) : applies;
        }
        return choose_by(rule, weights);
    }

    /// By weights that may all be 0. Then it holds, if it can; if not, the run fails: nobody said what it does.
    Choice choose_by(const ChannelRule& rule, const std::vector<Value>& weights) {
        Value any_available;
        Value total;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (notes_) notes_->value(i, weights[i]);
            if (menu_.hold || lower_.is_zero(available_[i])) continue;
            const Value counts = lower_.emit(Code::select, available_[i], weights[i], lower_.constant(0));
            total = total ? lower_.emit(Code::add, total, counts) : counts;
            any_available = any_available ? lower_.emit(Code::logical_or, any_available, available_[i]) : available_[i];
        }
        if (total)
            lower_.check_as(Code::check_holds, lower_.emit(Code::less, lower_.constant(0), total),
                            lower_.both(held_, any_available),
                            fmt::format("no item has a positive weight for {} in {}, and it cannot hold", actor(),
                                        spec_.channels[static_cast<std::size_t>(menu_.channel)].name),
                            rule.place);
        return choose_weights(rule, weights_menu(weights));
    }

    Choice choose_weights(const ChannelRule& rule, MenuValues values) {
        const int menu = add_menu(std::move(values));
        const int otherwise = rule.choose != RuleKind::best && menu_.hold ? 0 : -1;
        const Value u = draw("decision", "");
        if (notes_) notes_->draw(u);
        return {lower_.emit(Code::choose_weights, {}, u, lower_.constant(otherwise), {}, menu),
                [this, menu, otherwise](Value item) {
                    return lower_.emit(Code::weight_of, item, {}, lower_.constant(otherwise), {}, menu);
                }};
    }

    /// `part` tells the acts of a script in one step apart; each trembles for itself.
    Choice tremble(const ChannelRule& rule, Choice choice, std::size_t part) {
        if (!rule.tremble) return choice;
        const std::string act = part == 0 ? "" : fmt::format(" {}", part + 1);
        const Value p = lower_.expression(rule.tremble, policy_env({}));
        lower_.check(Code::check_unit, p, held_, fmt::format("`tremble` of {}", actor()), rule.tremble.place);
        MenuValues values;
        Value number;
        for (const Value& available : available_) {
            values.items.push_back({lower_.constant(0), available});
            number = number ? lower_.emit(Code::add, number, available) : available;
        }
        const Value trembles = lower_.emit(Code::less, draw("tremble", "whether" + act), p);
        const Value other =
            lower_.emit(Code::pick_available, choice.item, draw("tremble", "which" + act), {}, {}, add_menu(values));
        const Value item = lower_.emit(Code::select, trembles, other, choice.item);
        if (notes_ && part == 0) notes_->slip(p, choice.item);
        // (1 - p) P(item) + p P(another) / (items - 1)
        return {item, [this, p, number, before = choice.probability](Value one) {
                    const Value others = lower_.emit(Code::maximum, lower_.constant(1),
                                                     lower_.emit(Code::subtract, number, lower_.constant(1)));
                    const Value stays = lower_.emit(Code::subtract, lower_.constant(1), p);
                    const Value of_item = before(one);
                    const Value kept = lower_.emit(Code::multiply, stays, of_item);
                    const Value rest = lower_.emit(Code::subtract, lower_.constant(1), of_item);
                    const Value slipped = lower_.emit(Code::divide, lower_.emit(Code::multiply, p, rest), others);
                    const Value alone = lower_.emit(Code::less_equal, number, lower_.constant(1));
                    return lower_.emit(Code::select, alone, of_item, lower_.emit(Code::add, kept, slipped));
                }};
    }

    const Spec& spec_;
    Model& model_;
    const Menu& menu_;
    Lowering& lower_;
    std::optional<NoteTaker> notes_;  ///< when recording
    std::vector<Value> on_menu_;      ///< by item: can the actor take it now?
    std::vector<Value> available_;    ///< the same for the policy that decides
    Value held_;
};

}  // namespace

void lower_choice(const Spec& spec, Model& model, const Menu& menu, Lowering& lower, bool recording) {
    ChoiceLowering(spec, model, menu, lower, recording).run();
}

}  // namespace standoff
