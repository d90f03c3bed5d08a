#include "game/game_view.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/dates.hpp"
#include "game/closed.hpp"
#include "game/prospects.hpp"
#include "game/sight.hpp"
#include "report/scenario_facts.hpp"
#include "results/main_variables.hpp"
#include "results/run_files.hpp"
#include "results/statistics.hpp"

namespace standoff {

namespace {

constexpr double middle_90 = 1.6448536269514722;  ///< standard deviations of a normal error to either side

const std::string& name_of(const Model& model, int entity) {
    static const std::string nobody;
    return entity < 0 ? nobody : model.entities[static_cast<std::size_t>(entity)].name;
}

/// What the file says of the variable that an action sets to one of its levels: `relief_offered(target) = relief`.
std::string about_level(const Spec& spec, const Action& action, const std::string& level) {
    for (const Statement& effect : action.effects) {
        const bool sets = effect.assignment == Assignment::set && effect.target->symbol.kind == SymbolKind::variable;
        if (sets && effect.right->symbol.kind == SymbolKind::local && effect.right->text == level)
            return spec.variables[static_cast<std::size_t>(effect.target->symbol.index)].about;
    }
    return {};
}

/// `relief=0.3, cut=0.8` in its parts.
std::vector<LevelView> levels_of(const Spec& spec, const Action& action, std::string_view level) {
    std::vector<LevelView> levels;
    for (const Level& one : action.levels) {
        const std::string_view part = level.substr(0, level.find(", "));
        const std::size_t sign = part.find('=');
        levels.push_back({one.name, std::string(sign == std::string_view::npos ? part : part.substr(sign + 1)),
                          about_level(spec, action, one.name)});
        level.remove_prefix(std::min(level.size(), part.size() + 2));
    }
    return levels;
}

class Viewing {
public:
    Viewing(const Spec& spec, const Game& game, GamePosition& played)
        : spec_(spec), model_(played.model), game_(game), played_(played) {}

    GameView run() {
        view_.game = game_;
        view_.game.hash = fmt::format("{:016x}", played_.result.hash);
        view_.step = played_.step;
        view_.over = played_.over;
        view_.failure = played_.failure;
        if (played_.over && played_.failure.empty() && played_.result.outcome >= 0)
            view_.outcome = model_.outcomes[static_cast<std::size_t>(played_.result.outcome)].name;
        actor_ = played_.over ? first_seat() : played_.actor;
        seen_ = sights_of(spec_, model_, actor_);
        if (!played_.over) {
            view_.actor = name_of(model_, actor_);
            look_at_others();
            for (std::size_t i = 0; i < played_.seats.size(); ++i) add_channel(i);
        }
        add_acts();
        if (!played_.over) add_beliefs();
        add_goals();
        for (const int q : telling_quantities(spec_, model_, seen_, actor_, most_variables)) {
            SeenVariable& one = view_.variables.emplace_back(SeenVariable{variable_entry(model_, q), {}});
            for (const auto& state : played_.states) one.values.push_back(state[static_cast<std::size_t>(q)]);
        }
        view_.calendar = shown_calendar(spec_, played_.step);
        return std::move(view_);
    }

private:
    [[nodiscard]] int first_seat() const { return model_.seats.empty() ? -1 : model_.seats.front().actor; }

    [[nodiscard]] const Quantity& quantity(int index) const {
        return model_.quantities[static_cast<std::size_t>(index)];
    }

    void look_at_others() {
        for (std::size_t q = 0; q < seen_.size(); ++q)
            if (seen_[q] != Sight::exact && !model_.quantities[q].derived) hidden_.push_back(static_cast<int>(q));
        others_ = other_lucks_of(played_, game_, hidden_, secrets_of(spec_, model_, actor_));
    }

    void add_channel(std::size_t index) {
        const Seat& seat = model_.seats[static_cast<std::size_t>(played_.seats[index])];
        const Advice& advice = played_.advice[index];
        const Decision& decision = model_.decisions[static_cast<std::size_t>(seat.decision)];
        const DecisionRule& rule = model_.rules[static_cast<std::size_t>(seat.rule)];
        const Prospect prospect = prospect_of(played_, game_, seat, seen_, hidden_, others_);
        const Named& named = model_.channels[static_cast<std::size_t>(seat.channel)];
        ChannelView& channel = view_.channels.emplace_back();
        channel.name = named.name;
        channel.about = named.about;
        channel.policy = advice.policy;
        for (std::size_t i = 0; i < decision.items.size(); ++i) {
            const MenuItem& item = decision.items[i];
            OptionView& option = channel.options.emplace_back();
            option.item = item.label;
            option.target = name_of(model_, item.target);
            option.level = item.level;
            if (item.action >= 0) {
                const Named& action = model_.actions[static_cast<std::size_t>(item.action)];
                option.action = action.name;
                option.about = action.about;
                option.levels = levels_of(spec_, spec_.actions[static_cast<std::size_t>(item.action)], item.level);
                option.rung = prospect.rungs[i];
            }
            const int note = rule.items[i].available;
            option.available = note < 0 || played_.notes[static_cast<std::size_t>(note)] != 0;
            if (!advice.probability.empty()) option.advice = advice.probability[i];
            if (!option.available) {
                close(option, seat, static_cast<int>(i));
                continue;
            }
            for (const Effect& effect : prospect.effects[i]) {
                const Quantity& changed = quantity(effect.quantity);
                option.effects.push_back({changed.label, changed.about, effect.change, changed.duration});
            }
        }
    }

    /// Says why an option is not open.
    void close(OptionView& option, const Seat& seat, int item) {
        const bool numbers = !has_perceived(spec_);
        option.reason = unavailable_because(model_, seat, item, played_.notes, numbers);
        option.condition = condition_of(model_, seat, item);
        for (Shortfall& one : shortfalls_of(model_, seat, item, played_.notes, numbers)) {
            ShortfallView& shown = option.shortfalls.emplace_back();
            shown.sentence = std::move(one.sentence);
            for (const int q : one.quantities) shown.reads.push_back({quantity(q).label, quantity(q).about});
        }
    }

    /// Everything that was done is seen by all; how likely it was is known to those who did it.
    void add_acts() {
        int asked = -1;  // step in which the seat was asked before
        for (const MadeMove& made : played_.made)
            if (model_.seats[static_cast<std::size_t>(made.seat)].actor == actor_)
                asked = std::max(asked, game_.moves[made.move].step);
        if (played_.over) asked = played_.step - 1;
        for (const Event& event : played_.events) {
            ShownEvent shown = shown_event(model_, event, game_.run);
            if (shown.action.empty()) continue;
            if (!played_.over && shown.actor != view_.actor)
                shown.probability = std::numeric_limits<double>::quiet_NaN();
            if (event.step >= asked) view_.news.push_back(shown);
            view_.acts.push_back(std::move(shown));
        }
    }

    BeliefView& add_belief(int q) {
        const Quantity& one = quantity(q);
        BeliefView& belief = view_.beliefs.emplace_back();
        belief.name = one.variable;
        belief.label = one.label;
        belief.about = one.about;
        belief.actor = name_of(model_, one.owner);
        belief.duration = one.duration;
        return belief;
    }

    /// What is not seen as it is first, then one's own, the world's and the others'.
    void add_beliefs() {
        for (std::size_t h = 0; h < hidden_.size(); ++h)
            if (seen_[static_cast<std::size_t>(hidden_[h])] == Sight::hidden) believe(h);
        const Seat& seat = model_.seats[static_cast<std::size_t>(played_.seats.front())];
        for (const NotedRead& read : model_.rules[static_cast<std::size_t>(seat.rule)].reads) perceive(read);
        for (const int owner : {0, 1, 2})
            for (std::size_t q = 0; q < seen_.size(); ++q) {
                const Quantity& one = model_.quantities[q];
                const int kind = one.owner == actor_ ? 0 : one.owner < 0 ? 1 : 2;
                if (kind != owner || seen_[q] != Sight::exact || one.fixed || one.derived) continue;
                BeliefView& belief = add_belief(static_cast<int>(q));
                belief.value = belief.low = belief.high = played_.states.back()[q];
            }
    }

    /// The middle 90% of what it is in other lucks.
    void believe(std::size_t column) {
        BeliefView& belief = add_belief(hidden_[column]);
        belief.exact = false;
        std::vector<double> values;
        for (const auto& row : others_) values.push_back(row[column]);
        std::sort(values.begin(), values.end());
        const double nothing = std::numeric_limits<double>::quiet_NaN();
        belief.low = values.empty() ? nothing : sorted_quantile(values, 0.05);
        belief.value = values.empty() ? nothing : sorted_quantile(values, 0.5);
        belief.high = values.empty() ? nothing : sorted_quantile(values, 0.95);
    }

    /// What it reads, and how far off that may be.
    void perceive(const NotedRead& read) {
        BeliefView& belief = add_belief(read.quantity);
        const Quantity& one = quantity(read.quantity);
        belief.exact = false;
        belief.value = played_.notes[static_cast<std::size_t>(read.note)];
        const double sd = read.noise_note < 0 ? 0 : played_.notes[static_cast<std::size_t>(read.noise_note)];
        belief.low = std::max(one.low, belief.value - middle_90 * sd);
        belief.high = std::min(one.high, belief.value + middle_90 * sd);
    }

    void add_goals() {
        const std::string payoff = fmt::format("payoff({})", name_of(model_, actor_));
        for (std::size_t m = 0; m < model_.measures.size(); ++m)
            if (model_.measures[m].name == payoff)
                view_.goals.push_back(
                    {payoff, model_.measures[m].about,
                     m < played_.measures.size() ? played_.measures[m] : std::numeric_limits<double>::quiet_NaN()});
        for (const Named& outcome : model_.outcomes) view_.goals.push_back({outcome.name, outcome.about});
    }

    const Spec& spec_;
    const Model& model_;
    const Game& game_;
    GamePosition& played_;
    int actor_ = -1;
    std::vector<Sight> seen_;
    std::vector<int> hidden_;
    OtherLucks others_;
    GameView view_;
};

}  // namespace

std::vector<CalendarItem> shown_calendar(const Spec& spec, int known) {
    std::vector<CalendarItem> all;
    for (const CalendarEntry& entry : spec.calendar) {
        CalendarItem item = calendar_item(entry, spec);
        if (!entry.effects.empty())
            std::erase_if(item.spans, [&](const CalendarItem::Span& span) { return span.first_step > known; });
        if (!item.spans.empty()) all.push_back(std::move(item));
    }
    return all;
}

GameView view_of(const Spec& spec, const Game& game, GamePosition& played) { return Viewing(spec, game, played).run(); }

}  // namespace standoff
