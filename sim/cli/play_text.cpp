#include "cli/play_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_reasons = 8;   ///< items that cannot be taken, told with their reason
constexpr std::size_t most_beliefs = 12;  ///< of what is not seen as it is
constexpr std::size_t label_width = 30;

std::string value_of(double value, bool duration) {
    if (std::isnan(value)) return "unknown";
    return duration ? duration_text(value) : short_number(value);
}

/// `0.4 to 0.8`
std::string range_of(const BeliefView& belief) {
    if (std::isnan(belief.low)) return "unknown";
    return fmt::format("{} to {}", value_of(belief.low, belief.duration), value_of(belief.high, belief.duration));
}

std::string change_text(const EffectView& effect) {
    const std::string size = value_of(std::abs(effect.change), effect.duration);
    return fmt::format("{} {}{}", effect.label, effect.change > 0 ? "+" : "-", size);
}

std::string act_text(const ShownEvent& act) {
    std::string item = item_label(act.action, act.target, act.level);
    if (act.count != 1) item += fmt::format(", {} of them", short_number(act.count));
    if (!std::isnan(act.success)) item += fmt::format(", {} succeeded", short_number(act.success));
    return item;
}

/// Why an option cannot be taken: what falls short, what that is, and the formula.
std::string why_closed(const OptionView& option) {
    if (option.shortfalls.empty()) return option.reason;
    std::string text;
    for (const ShortfallView& one : option.shortfalls) {
        text += with_stop(one.sentence) + " ";
        std::vector<std::string> meanings;
        for (const ShortfallView::Read& read : one.reads)
            if (!read.about.empty())
                meanings.push_back(one.sentence.starts_with(read.label + " ")
                                       ? read.about
                                       : fmt::format("{}: {}", read.label, read.about));
        if (!meanings.empty()) text += fmt::format("({}) ", fmt::join(meanings, " "));
    }
    return text + fmt::format("It needs {}.", option.condition);
}

}  // namespace

std::vector<NumberedOption> numbered_options(const GameView& view) {
    std::vector<NumberedOption> all;
    for (std::size_t c = 0; c < view.channels.size(); ++c)
        for (std::size_t o = 0; o < view.channels[c].options.size(); ++o)
            if (view.channels[c].options[o].available) all.push_back({c, o});
    return all;
}

std::string PlayText::title(const std::string& actor) const {
    for (const Actor& one : model_.entities)
        if (one.name == actor) return unicode::printable(one.title.empty() ? one.name : one.title);
    return unicode::printable(actor);
}

std::string PlayText::paragraph(const std::string& text, const std::string& indent) const {
    return wrapped(unicode::printable(text), indent, indent, page_width, characters_);
}

std::string PlayText::bullet(const std::string& text, const std::string& first) const {
    return wrapped(unicode::printable(text), first, std::string(first.size(), ' '), page_width, characters_);
}

std::string PlayText::briefing(const GameView& view) const {
    std::string text = paragraph(spec_.title) + "\n";
    if (!spec_.about.empty()) text += paragraph(with_stop(spec_.about)) + "\n";
    for (const std::string& seat : view.game.seats) {
        const auto actor = std::find_if(model_.entities.begin(), model_.entities.end(),
                                        [&](const Actor& one) { return one.name == seat; });
        if (actor == model_.entities.end()) continue;
        const std::string who = title(seat) == seat ? seat : fmt::format("{} ({})", title(seat), seat);
        text += paragraph(actor->about.empty() ? fmt::format("You are {}.", who)
                                               : fmt::format("You are {}. {}", who, with_stop(actor->about)));
    }
    text += "\nWhat counts for you:\n";
    for (const GoalView& goal : view.goals)
        text += bullet(goal.about.empty() ? goal.name : fmt::format("{}: {}", goal.name, goal.about));
    text += paragraph(fmt::format("\n{}. Type `help` at any time.",
                                  counted(static_cast<std::uint64_t>(model_.steps), "step", "steps")));
    return text;
}

std::string PlayText::happened(const std::vector<ShownEvent>& acts) const {
    std::string text;
    for (const ShownEvent& act : acts)
        text += bullet(act.actor.empty() ? act_text(act) : fmt::format("{}: {}", title(act.actor), act_text(act)));
    return text.empty() ? "  - nobody did anything that is seen\n" : text;
}

std::string PlayText::passed_by(const GameView& view) const {
    return (model_.dated ? model_.dates[static_cast<std::size_t>(view.step)] : fmt::format("Step {}", view.step + 1)) +
           "\n" + happened(view.news);
}

std::string PlayText::situation(const GameView& view) const {
    std::string text = fmt::format("Step {} of {}", view.step + 1, model_.steps);
    if (model_.dated) text += ", " + model_.dates[static_cast<std::size_t>(view.step)];
    text += fmt::format(": {}\n", title(view.actor));
    text += std::string(page_width, '-') + "\n";
    if (view.step > 0 || !view.news.empty()) text += "Since your last move:\n" + happened(view.news);
    for (const CalendarItem& item : view.calendar)
        for (const CalendarItem::Span& span : item.spans)
            if (span.first_step == view.step && span.begins)
                text += bullet(fmt::format("{} begins. {}", item.name, with_stop(item.about)), "  * ");
    text += "What you see:\n";
    for (const SeenVariable& one : view.variables) {
        const double now = one.values.back();
        const double before = one.values.size() > 1 ? one.values[one.values.size() - 2] : now;
        const std::string arrow = now > before ? " rising" : now < before ? " falling" : "";
        text += fmt::format("  {} {}{}\n", left_in(one.variable.label, label_width, characters_),
                            right_in(value_of(now, one.variable.duration), 10, characters_), arrow);
    }
    std::size_t told = 0;
    for (const BeliefView& belief : view.beliefs) {
        if (belief.exact) continue;
        if (told++ == 0) text += "What your analysts believe (right nine times in ten):\n";
        if (told > most_beliefs) continue;
        text += fmt::format("  {} {}\n", left_in(belief.label, label_width, characters_), range_of(belief));
    }
    if (told > most_beliefs) text += fmt::format("  and {} more\n", told - most_beliefs);
    return text;
}

std::string PlayText::option_line(const OptionView& option, std::size_t number) const {
    std::string text = option.item;
    std::vector<std::string> facts;
    if (!std::isnan(option.rung)) facts.push_back(fmt::format("rung {}", short_number(option.rung)));
    if (!std::isnan(option.advice)) facts.push_back(fmt::format("your ministry: {}", percent(option.advice)));
    std::vector<std::string> effects;
    effects.reserve(option.effects.size());
    for (const EffectView& effect : option.effects) effects.push_back(change_text(effect));
    if (!effects.empty()) facts.push_back(fmt::format("likely {}", fmt::join(effects, ", ")));
    if (!facts.empty()) text += fmt::format("  [{}]", fmt::join(facts, "; "));
    return bullet(text, fmt::format("  {:>3}  ", number));
}

/// What an action is, and what its numbers mean; empty where the file says nothing of either.
std::string PlayText::meaning(const OptionView& option) const {
    std::string text = option.about.empty() ? "" : " " + with_stop(option.about);
    for (const LevelView& level : option.levels)
        if (!level.about.empty()) text += fmt::format(" {}: {}", level.name, with_stop(level.about));
    return text.empty() ? text : bullet(option.action + ":" + text, "       ");
}

/// What cannot be taken, together where it is for one reason.
std::string PlayText::closed_lines(const ChannelView& channel) const {
    std::map<std::string, std::vector<std::string>> items;  // by reason
    std::vector<std::string> reasons;
    for (const OptionView& option : channel.options) {
        if (option.available) continue;
        const std::string why = why_closed(option);
        if (items[why].empty()) reasons.push_back(why);
        items[why].push_back(option.item);
    }
    reasons.resize(std::min(reasons.size(), most_reasons));
    std::string text;
    for (const std::string& reason : reasons) {
        const std::vector<std::string>& same = items[reason];
        const std::string what = same.size() > 3 ? fmt::format("{} and {} others", same.front(), same.size() - 1)
                                                 : fmt::format("{}", fmt::join(same, ", "));
        text += bullet(fmt::format("{}: {}", what, reason), "   not  ");
    }
    return text;
}

std::string PlayText::menu(const GameView& view) const {
    std::string text;
    std::size_t number = 0;
    for (const ChannelView& channel : view.channels) {
        text += fmt::format("{}{}\n", capitalised(channel.name),
                            channel.policy.empty() ? "" : fmt::format(" (your ministry follows {})", channel.policy));
        std::set<std::string> told;
        for (const OptionView& option : channel.options) {
            if (!option.available) continue;
            if (told.insert(option.action).second) text += meaning(option);
            text += option_line(option, ++number);
        }
        text += closed_lines(channel);
    }
    return text;
}

std::string PlayText::ending(const DebriefView& view) const {
    std::string text = std::string(page_width, '=') + "\n";
    const auto about = std::find_if(model_.outcomes.begin(), model_.outcomes.end(),
                                    [&](const Named& one) { return one.name == view.outcome; });
    if (view.outcome.empty()) text += paragraph(fmt::format("The game broke off: {}.", view.failure));
    else
        text += paragraph(fmt::format("It ends in {}. {}", view.outcome,
                                      about == model_.outcomes.end() ? "" : with_stop(about->about)));
    std::size_t given = 0;
    for (const MoveView& move : view.moves) {
        if (move.move.reason.empty()) continue;
        if (given++ == 0) text += "\nWhat you said, and what your ministry would have done:\n";
        std::string likely;
        for (const auto& [item, probability] : move.likely)
            likely += fmt::format("{}{} {}", likely.empty() ? "" : ", ", item, percent(probability));
        text += bullet(fmt::format("{}: {}. \"{}\" Your ministry: {}.", place_of_move(model_, move.move),
                                   move.move.item, move.move.reason, likely.empty() ? "nothing" : likely));
    }
    if (!view.hidden.empty()) text += "\nWhat you could not see (at the start, and at the end where it moved):\n";
    for (std::size_t i = 0; i < view.hidden.size() && i < most_beliefs; ++i) {
        const VariablePath& path = view.hidden[i];
        text += fmt::format("  {} {}", left_in(path.variable.label, label_width, characters_),
                            value_of(path.values.front(), path.variable.duration));
        if (path.values.back() != path.values.front())
            text += fmt::format(", then {}", value_of(path.values.back(), path.variable.duration));
        text += "\n";
    }
    text += fmt::format("\nThe same crisis with your ministries in the seats, {} times:\n", view.runs);
    for (const OutcomeSummary& outcome : view.outcomes)
        text += fmt::format("  {} {:>4}{}\n", left_in(outcome.name, label_width, characters_), outcome.count,
                            outcome.name == view.outcome ? "  this game" : "");
    text += fmt::format("  {} {} {} {}\n", left_in("", label_width), right_in("yours", 10), right_in("median", 10),
                        right_in("middle 90%", 24));
    for (const TwinMeasure& one : view.measures) {
        const bool duration = one.measure.duration;
        const MeasureSummary& sum = one.summary;
        const std::string range =
            sum.q05 ? fmt::format("{} to {}", value_of(*sum.q05, duration), value_of(*sum.q95, duration))
                    : std::string("none");
        text += fmt::format("  {} {} {} {}\n", left_in(one.measure.name, label_width, characters_),
                            right_in(value_of(one.mine, duration), 10),
                            right_in(sum.q50 ? value_of(*sum.q50, duration) : "none", 10), right_in(range, 24));
    }
    return text;
}

std::string PlayText::help() {
    return "  3 12             do these, at most one a channel; the reason is asked next\n"
           "  Enter            hold in every channel\n"
           "  wait 4           hold for this turn and the next three\n"
           "  menu             show the options again\n"
           "  why ACTOR        why it did what it just did\n"
           "  back             to the options, before you commit\n"
           "  save [FILE]      save the game now\n"
           "  quit             save, and say how to go on\n";
}

}  // namespace standoff
