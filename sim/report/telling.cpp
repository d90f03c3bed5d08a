#include "report/telling.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

class Teller {
public:
    Teller(const RunRecord& record, Characters characters) : record_(record), characters_(characters) {}

    std::string tell(const TurningPoint& point) {
        for (const std::size_t index : point.begun) begin(record_.manifest.calendar[index], point.step);
        for (const std::size_t index : point.ended)
            sentence("over: " + unicode::printable(record_.manifest.calendar[index].name));
        for (const std::size_t index : point.chances) {
            const ShownEvent& event = record_.events[index];
            sentence("by chance: " + spaced(event.action) +
                     (event.actor.empty() ? "" : " of " + title_of(event.actor)));
        }
        for (const std::size_t index : point.acts) act(index);
        std::vector<std::string> moves;
        for (const VariableMove& one : point.moves) add_move(one, moves);
        if (!moves.empty() && !text_.empty()) text_ += "; " + fmt::format("{}", fmt::join(moves, ", "));
        else if (!moves.empty()) sentence(fmt::format("{}", fmt::join(moves, ", ")));
        return text_.empty() ? text_ : text_ + ".";
    }

private:
    void sentence(std::string what) {
        if (!text_.empty()) text_ += ". ";
        text_ += capitalised(std::move(what));
    }

    [[nodiscard]] std::string title_of(const std::string& actor) const {
        return shown_title(record_.manifest, actor, characters_);
    }

    void begin(const CalendarItem& item, int step) {
        std::string what = unicode::printable(item.name);
        const auto span = std::find_if(item.spans.begin(), item.spans.end(),
                                       [&](const CalendarItem::Span& one) { return one.first_step == step; });
        if (!span->from.empty()) {
            what += " (" + span->from;
            if (span->to.empty()) what += " and after";
            else if (span->to != span->from) what += " to " + span->to;
            what += ")";
        }
        for (const CalendarItem::Change& change : item.policies)
            what += fmt::format("; {} now follows {}", title_of(change.actor), spaced(change.policy));
        sentence(what);
    }

    void act(std::size_t index) {
        const ShownEvent& event = record_.events[index];
        std::string what = fmt::format("{} chooses {}", title_of(event.actor), spaced(event.action));
        if (!event.target.empty() && !event.level.empty())
            what += fmt::format(" ({}, {})", title_of(event.target), unicode::printable(event.level));
        else if (!event.target.empty()) what += fmt::format(" ({})", title_of(event.target));
        else if (!event.level.empty()) what += fmt::format(" ({})", unicode::printable(event.level));
        if (event.count != 1) what += fmt::format(" ×{}", short_number(event.count));
        sentence(what + place_among_its_kind(index) + success(event));
    }

    [[nodiscard]] std::string place_among_its_kind(std::size_t index) const {
        const ShownEvent& event = record_.events[index];
        std::size_t before = 0;
        std::size_t all = 0;
        bool worked = false;
        for (std::size_t i = 0; i < record_.events.size(); ++i) {
            const ShownEvent& other = record_.events[i];
            if (other.actor != event.actor || other.channel.empty() || other.action != event.action ||
                other.target != event.target)
                continue;
            ++all;
            if (i >= index) continue;
            ++before;
            worked |= other.success > 0;
        }
        if (all == 1) return ", the only one";
        if (before == 0) return fmt::format(", the first of {}", all);
        return event.success > 0 && !worked ? ", the first that works" : "";
    }

    static std::string success(const ShownEvent& event) {
        if (std::isnan(event.success) || event.success == event.count) return "";
        if (event.success == 0) return event.count == 1 ? ", and fails" : ", and all fail";
        return fmt::format(", and {} of {} {}", short_number(event.success), short_number(event.count),
                           event.success == 1 ? "works" : "work");
    }

    void add_move(const VariableMove& move, std::vector<std::string>& moves) const {
        const VariableEntry& variable = record_.manifest.main_variables[move.variable];
        const std::string before = short_number(move.before);
        const std::string after = short_number(move.after);
        if (before == after) return;
        const std::string name =
            shown_variable(record_.manifest, variable.name, variable.actor, variable.toward, characters_);
        moves.push_back(fmt::format("{} {} from {} to {}{}", name, move.after > move.before ? "rises" : "falls", before,
                                    after, variable.duration ? " days" : ""));
    }

    const RunRecord& record_;
    Characters characters_;
    std::string text_;
};

}  // namespace

std::string shown_title(const RunManifest& manifest, const std::string& actor, Characters characters) {
    const auto& actors = manifest.actors;
    const auto found =
        std::find_if(actors.begin(), actors.end(), [&](const ActorEntry& entry) { return entry.name == actor; });
    if (found == actors.end() || found->title.empty()) return unicode::printable(actor);
    const std::string title = unicode::printable(found->title);
    const bool shows = characters == Characters::unicode || unicode::in_ascii(title) == title;
    return shows ? title : actor;
}

std::string shown_variable(const RunManifest& manifest, const std::string& variable, const std::string& actor,
                           const std::string& toward, Characters characters) {
    std::string name = spaced(variable);
    if (!actor.empty()) {
        const std::string owner = shown_title(manifest, actor, characters);
        name = owner + (owner.ends_with('s') ? "' " : "'s ") + name;
    }
    if (!toward.empty()) name += " toward " + shown_title(manifest, toward, characters);
    return name;
}

std::string told(const RunRecord& record, const TurningPoint& point, Characters characters) {
    return Teller(record, characters).tell(point);
}

std::string told_end(const RunManifest& manifest, const ShownRun& shown) {
    const std::string steps = counted(static_cast<std::uint64_t>(shown.steps), "step", "steps");
    if (shown.outcome.empty()) return fmt::format("It fails after {}.", steps);
    std::string text = fmt::format("It ends in {} after {}", unicode::printable(shown.outcome), steps);
    if (!shown.end.empty()) text += ", on " + shown.end;
    const auto outcome = std::find_if(manifest.outcomes.begin(), manifest.outcomes.end(),
                                      [&](const NamedEntry& entry) { return entry.name == shown.outcome; });
    if (outcome == manifest.outcomes.end() || outcome->about.empty()) return text + ".";
    return text + ": " + unicode::printable(outcome->about);
}

}  // namespace standoff
