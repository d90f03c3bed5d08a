#include "report/telling_decisions.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace standoff {

namespace {

/// As the menu has it: `test(icbm)`.
std::string item_of(const ShownEvent& event) {
    const char* between = event.target.empty() || event.level.empty() ? "" : ", ";
    const std::string inside = event.target + between + event.level;
    return inside.empty() ? event.action : event.action + "(" + inside + ")";
}

/// The choices highest on the ladder, among equals the earliest.
std::vector<ShownEvent> highest_acts(const std::vector<ShownEvent>& events, std::uint32_t run, std::size_t most) {
    std::vector<ShownEvent> acts;
    for (const ShownEvent& event : events) {
        if (event.run != run || event.channel.empty()) continue;
        const auto lower = std::find_if(acts.begin(), acts.end(),
                                        [&](const ShownEvent& other) { return event.rung > other.rung; });
        acts.insert(lower, event);
        if (acts.size() > most) acts.pop_back();
    }
    return acts;
}

/// How many times as likely something else was; 1 for the most likely item.
double odds_against(const DecisionRecord& record) {
    double highest = record.probability;
    for (const ItemRecord& item : record.items) highest = std::max(highest, item.probability);
    return highest / record.probability;
}

}  // namespace

TellingDecisions::TellingDecisions(const std::vector<ShownEvent>& events, std::uint32_t run)
    : peaks_(highest_acts(events, run, most)) {}

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
               item_of(event) == record.chosen;
    });
    if (peak != peaks_.end()) offer(highest_, -peak->rung, place, record);
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
