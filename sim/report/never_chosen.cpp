#include "report/never_chosen.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace standoff {

namespace {

/// Actor, channel and item.
using Key = std::tuple<std::string, std::string, std::string>;

}  // namespace

std::vector<NeverChosen> never_chosen(const std::vector<DecisionRecord>& decisions) {
    std::vector<NeverChosen> items;
    std::map<Key, std::size_t> places;          // in items
    std::map<std::string, std::size_t> actors;  // in the order in which they first decide
    std::set<Key> chosen;
    const auto meet = [&](const DecisionRecord& decision, const std::string& item) -> NeverChosen& {
        const auto [place, is_new] = places.emplace(Key(decision.actor, decision.channel, item), items.size());
        if (is_new) items.push_back({.actor = decision.actor, .channel = decision.channel, .item = item, .date = {}});
        ++items[place->second].decisions;
        return items[place->second];
    };
    for (const DecisionRecord& decision : decisions) {
        actors.emplace(decision.actor, actors.size());
        chosen.emplace(decision.actor, decision.channel, decision.chosen);
        for (const ItemRecord& item : decision.items) {
            NeverChosen& met = meet(decision, item.item);
            if (met.open++ > 0 && item.probability <= met.likeliest) continue;
            met.likeliest = item.probability;
            met.step = decision.step;
            met.date = decision.date;
        }
        for (const std::string& item : decision.unavailable) (void)meet(decision, item);
    }
    std::erase_if(items, [&](const NeverChosen& one) {
        return one.item == "hold" || chosen.contains(Key(one.actor, one.channel, one.item));
    });
    std::stable_sort(items.begin(), items.end(), [&](const NeverChosen& a, const NeverChosen& b) {
        const std::size_t first = actors.at(a.actor);
        const std::size_t second = actors.at(b.actor);
        return first != second ? first < second : a.likeliest > b.likeliest;
    });
    return items;
}

}  // namespace standoff
