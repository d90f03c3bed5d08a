#include "report/never_chosen.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace standoff {

namespace {

using ActorAndItem = std::pair<std::string, std::string>;

}  // namespace

std::vector<NeverChosen> never_chosen(const std::vector<DecisionRecord>& decisions) {
    std::vector<NeverChosen> items;
    std::map<ActorAndItem, std::size_t> places;  // in items
    std::map<std::string, std::size_t> actors;   // in the order in which they first decide
    std::set<ActorAndItem> chosen;
    const auto meet = [&](const std::string& actor, const std::string& item) -> NeverChosen& {
        const auto [place, is_new] = places.emplace(ActorAndItem(actor, item), items.size());
        if (is_new) items.push_back({.actor = actor, .item = item, .date = {}});
        ++items[place->second].decisions;
        return items[place->second];
    };
    for (const DecisionRecord& decision : decisions) {
        actors.emplace(decision.actor, actors.size());
        chosen.emplace(decision.actor, decision.chosen);
        for (const ItemRecord& item : decision.items) {
            NeverChosen& met = meet(decision.actor, item.item);
            if (met.open++ > 0 && item.probability <= met.likeliest) continue;
            met.likeliest = item.probability;
            met.step = decision.step;
            met.date = decision.date;
        }
        for (const std::string& item : decision.unavailable) (void)meet(decision.actor, item);
    }
    std::erase_if(items, [&](const NeverChosen& one) {
        return one.item == "hold" || chosen.contains(ActorAndItem(one.actor, one.item));
    });
    std::stable_sort(items.begin(), items.end(), [&](const NeverChosen& a, const NeverChosen& b) {
        const std::size_t first = actors.at(a.actor);
        const std::size_t second = actors.at(b.actor);
        return first != second ? first < second : a.likeliest > b.likeliest;
    });
    return items;
}

}  // namespace standoff
