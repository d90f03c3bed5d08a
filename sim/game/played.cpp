#include "game/played.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "game/closed.hpp"

namespace standoff {

namespace {

const Decision& decision_of(const Model& model, const Seat& seat) {
    return model.decisions[static_cast<std::size_t>(seat.decision)];
}

/// When a seat is asked. Seats of one group are asked one after the other, in the order of the actors.
struct Slot {
    int step = 0;
    int turn = 0;
    int actor = 0;
    friend auto operator<=>(const Slot&, const Slot&) = default;
};

bool is_due(const Model& model, const Seat& seat, int step) { return step % decision_of(model, seat).every_steps == 0; }

/// The slot of a seat in a step.
Slot slot_of(const Model& model, const Seat& seat, int step) {
    return {step, decision_of(model, seat).turn, seat.actor};
}

/// The first slot after `last`, or from the start on; nothing behind the last step.
std::optional<Slot> next_slot(const Model& model, const std::optional<Slot>& last) {
    for (int step = last ? last->step : 0; step < model.steps; ++step) {
        std::optional<Slot> first;
        for (const Seat& seat : model.seats) {
            if (!is_due(model, seat, step)) continue;
            const Slot slot = slot_of(model, seat, step);
            if ((!last || slot > *last) && (!first || slot < *first)) first = slot;
        }
        if (first) return first;
    }
    return std::nullopt;
}

std::vector<std::string> labels_of(const Decision& decision) {
    std::vector<std::string> labels;
    labels.reserve(decision.items.size());
    for (const MenuItem& item : decision.items) labels.push_back(item.label);
    return labels;
}

/// `hold, tighten(DPRK, 0.05) and 12 others`
std::string some_of(const std::vector<std::string>& labels) {
    constexpr std::size_t most = 12;
    if (labels.size() <= most) return joined(labels, "and");
    std::vector<std::string> some(labels.begin(), labels.begin() + most);
    some.push_back(fmt::format("{} others", labels.size() - most));
    return joined(some, "and");
}

/// Spaces do not count: `tighten(DPRK,0.15)`.
std::string bare(const std::string& text) {
    std::string all;
    for (const char c : text)
        if (c != ' ') all += c;
    return all;
}

int item_named(const Decision& decision, const std::string& label) {
    for (std::size_t i = 0; i < decision.items.size(); ++i)
        if (bare(decision.items[i].label) == bare(label)) return static_cast<int>(i);
    return -1;
}

/// Lays the moves into the scripts of the seats.
class Laying {
public:
    Laying(const Game& game, GamePosition& played) : game_(game), model_(played.model), made_(played.made) {}

    /// The slot of the last move.
    std::optional<Slot> run() {
        for (std::size_t i = 0; i < game_.moves.size(); ++i) lay(i);
        if (last_) hold_up_to(*last_);
        return last_;
    }

private:
    [[noreturn]] void refuse(std::size_t move, const std::string& what) const {
        throw GameError(fmt::format("move {} ({}): {}", move + 1, place_of_move(model_, game_.moves[move]), what),
                        move);
    }

    int seat_of(std::size_t index) const {
        const Move& move = game_.moves[index];
        std::vector<std::string> channels;
        for (std::size_t s = 0; s < model_.seats.size(); ++s) {
            const Seat& seat = model_.seats[s];
            if (model_.entities[static_cast<std::size_t>(seat.actor)].name != move.actor) continue;
            channels.push_back(model_.channels[static_cast<std::size_t>(seat.channel)].name);
            if (channels.back() == move.channel) return static_cast<int>(s);
        }
        if (channels.empty())
            refuse(index, fmt::format("{} has no seat in this game; the seats: {}", move.actor, joined(game_.seats)));
        refuse(index, fmt::format("\"{}\" is no channel in which {} acts; there are {}", move.channel, move.actor,
                                  joined(channels)));
    }

    void lay(std::size_t index) {
        const Move& move = game_.moves[index];
        const int s = seat_of(index);
        const Seat& seat = model_.seats[static_cast<std::size_t>(s)];
        const Decision& decision = decision_of(model_, seat);
        if (move.step < 0 || move.step >= model_.steps)
            refuse(index, fmt::format("there is no such step; the last is {}", model_.steps - 1));
        if (!is_due(model_, seat, move.step))
            refuse(index, fmt::format("{} is decided every {} steps, and not in this one", move.channel,
                                      decision.every_steps));
        const Slot slot = slot_of(model_, seat, move.step);
        if (last_ && slot < *last_) refuse(index, "it comes before the move above it");
        const int item = item_named(decision, move.item);
        if (item < 0)
            refuse(index,
                   fmt::format("\"{}\" is no item of this menu; it has {}", move.item, some_of(labels_of(decision))));
        std::int32_t& laid =
            model_.scripts[static_cast<std::size_t>(seat.script)].item[static_cast<std::size_t>(move.step)];
        if (laid >= 0) refuse(index, "there is a move for this channel already");
        laid = item;
        last_ = slot;
        made_.push_back({index, s, item, {}});
    }

    /// A channel without a move holds, and so does a whole turn that was passed over.
    void hold_up_to(const Slot& last) {
        for (const Seat& seat : model_.seats)
            for (int step = 0; step <= last.step; ++step) {
                if (!is_due(model_, seat, step) || slot_of(model_, seat, step) > last) continue;
                auto& laid = model_.scripts[static_cast<std::size_t>(seat.script)].item[static_cast<std::size_t>(step)];
                if (laid >= 0) continue;
                if (decision_of(model_, seat).items.front().action >= 0)
                    throw GameError(fmt::format("{} made no move in {} in step {}, and it cannot hold there",
                                                model_.entities[static_cast<std::size_t>(seat.actor)].name,
                                                model_.channels[static_cast<std::size_t>(seat.channel)].name, step));
                laid = 0;
            }
    }

    const Game& game_;
    Model& model_;
    std::vector<MadeMove>& made_;
    std::optional<Slot> last_;
};

Advice advice_of(const Model& model, const Seat& seat, std::span<const double> notes) {
    const auto rule = static_cast<int>(notes[static_cast<std::size_t>(seat.advice_note)]);
    if (rule == seat.rule) return {};
    const DecisionRule& policy = model.rules[static_cast<std::size_t>(rule)];
    Advice advice{policy.policy, {}};
    for (const NotedItem& item : policy.items) {
        const bool available = item.available < 0 || notes[static_cast<std::size_t>(item.available)] != 0;
        advice.probability.push_back(
            available && item.probability >= 0 ? notes[static_cast<std::size_t>(item.probability)] : 0);
    }
    return advice;
}

/// Follows the run: whether the moves were to be made, and what the next seat may choose.
class Follower final : public RunRecorder {
public:
    Follower(const Game& game, GamePosition& played, const std::optional<Slot>& next)
        : game_(game), played_(played), next_(next) {}

    void event(const Event& event) override { played_.events.push_back(event); }

    void decided(const Deciding& deciding) override {
        const Model& model = played_.model;
        for (std::size_t s = 0; s < model.seats.size(); ++s) {
            const Seat& seat = model.seats[s];
            if (seat.decision != deciding.decision) continue;
            for (MadeMove& made : played_.made)
                if (made.seat == static_cast<int>(s) && game_.moves[made.move].step == deciding.step)
                    examine(made, seat, deciding.notes);
            if (next_ && slot_of(model, seat, deciding.step) == *next_) {
                played_.seats.push_back(static_cast<int>(s));
                played_.advice.push_back(advice_of(model, seat, deciding.notes));
                played_.notes.assign(deciding.notes.begin(), deciding.notes.end());
            }
        }
    }

    void state(int /*step*/, std::span<const double> values) override {
        played_.states.emplace_back(values.begin(), values.end());
    }

    void finished(const RunResult& result, std::span<const double> measures) override {
        played_.result = result;
        played_.measures.assign(measures.begin(), measures.end());
    }

private:
    void examine(MadeMove& made, const Seat& seat, std::span<const double> notes) {
        const Model& model = played_.model;
        made.advice = advice_of(model, seat, notes);
        const DecisionRule& rule = model.rules[static_cast<std::size_t>(seat.rule)];
        const auto available = [&](std::size_t item) {
            const int note = rule.items[item].available;
            return note < 0 || notes[static_cast<std::size_t>(note)] != 0;
        };
        if (available(static_cast<std::size_t>(made.item))) return;
        std::vector<std::string> legal;
        const Decision& decision = decision_of(model, seat);
        for (std::size_t i = 0; i < decision.items.size(); ++i)
            if (available(i)) legal.push_back(decision.items[i].label);
        const Move& move = game_.moves[made.move];
        const std::string why = unavailable_because(model, seat, made.item, {notes.begin(), notes.end()}, false);
        throw GameError(
            fmt::format("move {} ({}): {} is not available there: {}; available: {}", made.move + 1,
                        place_of_move(model, move), move.item, why, legal.empty() ? "nothing" : some_of(legal)),
            made.move);
    }

    const Game& game_;
    GamePosition& played_;
    std::optional<Slot> next_;
};

/// The run up to a state: its hash there, and what is measured there.
class Ending final : public RunRecorder {
public:
    explicit Ending(GamePosition& played) : played_(played) {}
    void event(const Event& /*event*/) override {}
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& result, std::span<const double> measures) override {
        played_.result = result;
        played_.measures.assign(measures.begin(), measures.end());
    }

private:
    GamePosition& played_;
};

}  // namespace

std::string place_of_move(const Model& model, const Move& move) {
    std::string when = fmt::format("in step {}", move.step);
    if (move.step >= 0 && static_cast<std::size_t>(move.step) < model.dates.size())
        when += fmt::format(" ({})", model.dates[static_cast<std::size_t>(move.step)]);
    return fmt::format("{}, {}, {}", move.actor, move.channel, when);
}

GamePosition play_game(const Model& model, const Game& game) {
    if (model.seats.empty()) throw std::invalid_argument("a model without seats is no game");
    GamePosition played{model, {}, {}, {}, {}, {}, {}, false, 0, -1, 0, {}, {}, {}};
    const std::optional<Slot> last = Laying(game, played).run();
    const std::optional<Slot> next = next_slot(model, last);
    Follower follower(game, played, next);
    const std::optional<Failure> failure = record_run(played.model, game.seed, game.run, follower);
    const int steps = played.result.steps;
    if (last && last->step >= steps) {
        const auto late =
            std::find_if(game.moves.begin(), game.moves.end(), [&](const Move& move) { return move.step >= steps; });
        const auto index = static_cast<std::size_t>(late - game.moves.begin());
        throw GameError(fmt::format("move {} ({}): the game is over after step {}", index + 1,
                                    place_of_move(model, *late), steps - 1),
                        index);
    }
    // A run that fails in the very step that is to be decided is not over: with another move it may go on.
    played.over = !next || next->step >= steps;
    if (played.over) {
        played.step = steps;
        played.seats.clear();
        played.advice.clear();
        if (failure) played.failure = failure->what;
        return played;
    }
    played.step = next->step;
    played.actor = next->actor;
    played.turn = next->turn;
    const auto beyond = [&](const Event& event) {
        if (event.step != played.step) return event.step > played.step;
        return event.decision < 0 || model.decisions[static_cast<std::size_t>(event.decision)].turn >= played.turn;
    };
    std::erase_if(played.events, beyond);
    played.states.resize(static_cast<std::size_t>(played.step) + 1);
    Model so_far = played.model;
    so_far.steps = played.step;
    played.result = {};
    Ending ending(played);
    (void)record_run(so_far, game.seed, game.run, ending);
    return played;
}

}  // namespace standoff
