// A game as the seat whose move it is sees it: GameView of web/src/app/data.ts. Nothing in it tells what the seat
// cannot know.
#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <standoff/results.hpp>

#include "game/game.hpp"
#include "game/played.hpp"
#include "scenario/spec.hpp"

namespace standoff {

struct EffectView {
    std::string label;
    std::string about;
    double change = 0;
    bool duration = false;
};

/// One number of a level: `relief=0.3`.
struct LevelView {
    std::string name;   ///< `level` where it has none of its own
    std::string value;  ///< as in the item
    std::string about;  ///< of the variable that the act sets to it; empty where there is none
};

/// A comparison that keeps an option closed.
struct ShortfallView {
    struct Read {
        std::string label;
        std::string about;
    };
    std::string sentence;  ///< without a full stop
    std::vector<Read> reads;
};

struct OptionView {
    std::string item;
    std::string action;  ///< empty for `hold`
    std::string target;
    std::string level;
    std::vector<LevelView> levels;
    std::string about;
    bool available = true;
    std::string reason;     ///< why not, with the formula
    std::string condition;  ///< the formula alone, of one that is not; empty where it has none
    std::vector<ShortfallView> shortfalls;
    double rung = std::numeric_limits<double>::quiet_NaN();
    double advice = std::numeric_limits<double>::quiet_NaN();  ///< NaN: the policy of the file is not asked here
    std::vector<EffectView> effects;
};

struct ChannelView {
    std::string name;
    std::string about;
    std::string policy;  ///< of the file, that would decide here; empty: none has a rule for it
    std::vector<OptionView> options;
};

struct BeliefView {
    std::string name;
    std::string label;
    std::string about;
    std::string actor;  ///< owner; empty for the world's
    bool duration = false;
    double value = 0;
    double low = 0;
    double high = 0;
    bool exact = true;
};

struct GoalView {
    std::string name;
    std::string about;
    double value = std::numeric_limits<double>::quiet_NaN();
};

struct SeenVariable {
    VariableEntry variable;
    std::vector<double> values;  ///< one a state so far
};

struct GameView {
    Game game;
    int step = 0;
    bool over = false;
    std::string outcome;  ///< empty while it goes on, and where it failed
    std::string failure;
    std::string actor;  ///< whose move it is; empty once it is over
    std::vector<ChannelView> channels;
    std::vector<ShownEvent> acts;  ///< of others without their probability
    std::vector<ShownEvent> news;  ///< since the seat was last asked
    std::vector<BeliefView> beliefs;
    std::vector<GoalView> goals;
    std::vector<SeenVariable> variables;
    std::vector<CalendarItem> calendar;  ///< what is scheduled, and what happened
};

/// `played` is play_game's of this game; it is used for working and left as it was.
[[nodiscard]] GameView view_of(const Spec& spec, const Game& game, GamePosition& played);

/// The calendar in words; of what happens (effects) only what has begun by step `known`.
[[nodiscard]] std::vector<CalendarItem> shown_calendar(const Spec& spec, int known);

}  // namespace standoff
