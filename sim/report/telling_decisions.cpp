#include "report/telling_decisions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "model/model.hpp"

namespace standoff {

namespace {

/// The acts highest on the ladder, among equals the rarest, then the earliest. Chance events are nobody's choice.
std::vector<ShownEvent> highest_of(const std::vector<ShownEvent>& events, std::size_t most) {
    std::map<std::string, int> times;
    for (const ShownEvent& event : events) ++times[event.actor + " " + event.action + " " + event.target];
    const auto rank = [&](const ShownEvent& event) {
        return std::tuple(-event.rung, times[event.actor + " " + event.action + " " + event.target], event.step);
    };
    std::vector<ShownEvent> acts;
    for (const ShownEvent& event : events)
        if (!event.channel.empty()) acts.push_back(event);
    std::sort(acts.begin(), acts.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    if (acts.size() > most) acts.resize(most);
    return acts;
}

/// How many times as likely something else was; 1 for the most likely item.
double odds_against(const DecisionRecord& record) {
    double highest = record.probability;
    for (const ItemRecord& item : record.items) highest = std::max(highest, item.probability);
    return highest / record.probability;
}

}  // namespace

TellingDecisions::TellingDecisions(const std::vector<ShownEvent>& events) : peaks_(highest_of(events, most)) {}

void TellingDecisions::offer(std::vector<Candidate>& list, double rank, std::size_t place,
                             const DecisionRecord& record) {
    if (list.size() == most && rank >= list.back().rank) return;
    const auto after = std::upper_bound(list.begin(), list.end(), rank,
                                        [](double own, const Candidate& other) { return own < other.rank; });
    list.insert(after, Candidate{rank, place, record});
    if (list.size() > most) list.pop_back();
}

void TellingDecisions::look_at(const DecisionRecord& record, const Explanation& explanation) {
    const std::size_t place = seen_++;
    const auto peak = std::find_if(peaks_.begin(), peaks_.end(), [&](const ShownEvent& event) {
        return event.step == record.step && event.actor == record.actor && event.channel == record.channel &&
               item_label(event.action, event.target, event.level) == record.chosen;
    });
    if (peak != peaks_.end()) offer(highest_, static_cast<double>(peak - peaks_.begin()), place, record);
    if (const double odds = odds_against(record); odds > 1) offer(unlikely_, -odds, place, record);
    const bool one_of_two = record.chosen == explanation.most_likely || record.chosen == explanation.runner_up;
    const bool weighed = record.kind == RuleKind::best || (record.kind == RuleKind::logit && record.precision > 0);
    // Ties are mostly of items that the model does not tell apart.
    if (!weighed || !one_of_two || explanation.runner_up.empty() || !explanation.tied.empty()) return;
    offer(close_, explanation.gap * (record.kind == RuleKind::logit ? record.precision : 1), place, record);
}

std::vector<DecisionRecord> TellingDecisions::take() {
    std::vector<const Candidate*> chosen;
    const auto pick = [&](const std::vector<Candidate>& list, std::size_t number) {
        for (const Candidate& candidate : list) {
            if (number == 0 || chosen.size() == most) return;
            const auto same = [&](const Candidate* other) { return other->place == candidate.place; };
            if (std::any_of(chosen.begin(), chosen.end(), same)) continue;
            chosen.push_back(&candidate);
            --number;
        }
    };
    pick(highest_, 2);
    pick(unlikely_, 2);
    pick(close_, 1);
    for (const auto* list : {&highest_, &unlikely_, &close_}) pick(*list, most);
    std::sort(chosen.begin(), chosen.end(), [](const Candidate* a, const Candidate* b) { return a->place < b->place; });
    std::vector<DecisionRecord> records;
    records.reserve(chosen.size());
    for (const Candidate* candidate : chosen) records.push_back(candidate->record);
    return records;
}

}  // namespace standoff
