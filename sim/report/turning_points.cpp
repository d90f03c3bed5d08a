#include "report/turning_points.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "report/text.hpp"

namespace standoff {

namespace {

using Act = std::tuple<std::string, std::string, std::string>;

Act act_of(const ShownEvent& event) { return {event.actor, event.action, event.target}; }

}  // namespace

std::vector<ShownEvent> turning_points(const std::vector<ShownEvent>& events, std::uint32_t run, std::size_t most) {
    std::map<Act, std::size_t> times;
    double highest = 0;
    for (const ShownEvent& event : events) {
        if (event.run != run) continue;
        ++times[act_of(event)];
        if (!std::isnan(event.rung)) highest = std::max(highest, event.rung);
    }
    struct Candidate {
        double rung;
        std::size_t times;
        std::size_t index;
    };
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (events[i].run == run)
            candidates.push_back({std::isnan(events[i].rung) ? highest : events[i].rung, times[act_of(events[i])], i});
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tuple(-a.rung, a.times, a.index) < std::tuple(-b.rung, b.times, b.index);
    });
    if (candidates.size() > most) candidates.resize(most);
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.index < b.index; });
    std::vector<ShownEvent> chosen;
    chosen.reserve(candidates.size());
    for (const Candidate& candidate : candidates) chosen.push_back(events[candidate.index]);
    return chosen;
}

std::string act_text(const ShownEvent& event) {
    std::string text = event.action;
    if (!event.target.empty() && !event.level.empty()) text += fmt::format("({}, {})", event.target, event.level);
    else if (!event.target.empty() || !event.level.empty()) text += fmt::format("({}{})", event.target, event.level);
    if (event.count != 1) text += fmt::format(" ×{}", short_number(event.count));
    if (std::isnan(event.success) || event.success == event.count) return text;
    if (event.success == 0) return text + ", failed";
    return text + fmt::format(", {} worked", short_number(event.success));
}

}  // namespace standoff
