#include "report/turning_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <tuple>

namespace standoff {

namespace {

// What a reason weighs. The heaviest of a step counts in full, the others, which only stand beside it, by half.
constexpr double highest_rung = 0.8;
constexpr double first_of_its_kind = 0.5;
constexpr double first_that_works = 0.5;
constexpr double by_chance = 1;
constexpr double on_the_calendar = 0.4;
constexpr double change_of_policy = 0.6;
constexpr double whole_way = 0.7;  // a move from the lowest to the highest value of the run
constexpr double beside = 0.5;
constexpr double least_weight = 0.3;

constexpr double least_move = 0.15;  // share of the way that is told
constexpr double as_heavy = 0.9;     // as the first act of a step: the second is told, too
constexpr std::size_t most_told = 2;

struct Reason {
    std::string key;  ///< what it is an instance of
    double weight = 0;
    bool new_in_run = false;  ///< the first of its kind: counts in full whatever was told of the kind
};

struct Moment {
    TurningPoint point;
    std::vector<Reason> reasons;
};

class Chooser {
public:
    explicit Chooser(const RunRecord& record) : record_(record) {
        acts();
        calendar();
        for (std::size_t v = 0; v < record.histories.size(); ++v) moves(v);
        for (auto& [step, moment] : moments_) drop_inputs(moment.point);
        for (auto& [step, moment] : moments_) weigh(moment);
    }

    std::vector<TurningPoint> choose(std::size_t most) {
        std::vector<TurningPoint> chosen;
        std::map<std::string, double> discounts;
        while (chosen.size() < most) {
            auto best = moments_.end();
            double highest = least_weight;
            for (auto at = moments_.begin(); at != moments_.end(); ++at) {
                double all = 0;
                double heaviest = 0;
                for (const Reason& reason : at->second.reasons) {
                    const auto taken = discounts.find(reason.key);
                    const bool in_full = reason.new_in_run || taken == discounts.end();
                    const double one = reason.weight * (in_full ? 1 : taken->second);
                    all += one;
                    heaviest = std::max(heaviest, one);
                }
                const double weight = heaviest + beside * (all - heaviest);
                if (weight > highest) std::tie(best, highest) = std::tuple(at, weight);
            }
            if (best == moments_.end()) break;
            for (const Reason& reason : best->second.reasons) discounts.try_emplace(reason.key, 1).first->second /= 2;
            chosen.push_back(std::move(best->second.point));
            moments_.erase(best);
        }
        std::sort(chosen.begin(), chosen.end(),
                  [](const TurningPoint& a, const TurningPoint& b) { return a.step < b.step; });
        return chosen;
    }

private:
    TurningPoint& point(int step) {
        TurningPoint& at = moments_[step].point;
        at.step = step;
        return at;
    }

    void acts() {
        double highest = 0;
        for (const ShownEvent& event : record_.events)
            if (!std::isnan(event.rung)) highest = std::max(highest, event.rung);
        std::map<std::string, bool> worked;  // by kind of act: whether one has worked so far
        for (std::size_t i = 0; i < record_.events.size(); ++i) {
            const ShownEvent& event = record_.events[i];
            Reason reason{event.actor + " " + event.action + " " + event.target, by_chance};
            if (event.channel.empty()) {
                point(event.step).chances.push_back(i);
            } else {
                const auto [kind, first] = worked.try_emplace(reason.key, false);
                const bool works = event.success > 0;
                reason.weight = highest > 0 ? highest_rung * event.rung / highest : 0;
                const bool works_at_last = works && !first && !kind->second;
                if (first) reason.weight += first_of_its_kind;
                if (works_at_last) reason.weight += first_that_works;
                reason.new_in_run = first || works_at_last;
                kind->second |= works;
                point(event.step).acts.push_back(i);
            }
            of_events_.push_back(std::move(reason));
        }
    }

    void calendar() {
        const std::vector<CalendarItem>& items = record_.manifest.calendar;
        // What comes after the end of this run did not happen in it.
        const int steps = record_.manifest.shown.empty() ? 0 : record_.manifest.shown.front().steps;
        for (std::size_t i = 0; i < items.size(); ++i) {
            for (const CalendarItem::Span& span : items[i].spans) {
                if (span.begins && span.first_step < steps) point(span.first_step).begun.push_back(i);
                if (span.last_step > span.first_step && span.last_step + 1 < steps)
                    point(span.last_step + 1).ended.push_back(i);
            }
        }
    }

    void moves(std::size_t variable) {
        const std::vector<double>& path = record_.histories[variable].shown;
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (const double value : path) {
            if (!std::isfinite(value)) continue;
            low = std::min(low, value);
            high = std::max(high, value);
        }
        for (std::size_t step = 0; step + 1 < path.size(); ++step) {
            const double share = std::abs(path[step + 1] - path[step]) / (high - low);
            if (share >= least_move && std::isfinite(share))
                point(static_cast<int>(step)).moves.push_back({variable, path[step], path[step + 1], share});
        }
    }

    /// What the calendar sets at its dates is told with the dates.
    void drop_inputs(TurningPoint& point) const {
        const auto sets = [&](const std::vector<std::size_t>& items, const std::string& input) {
            return std::any_of(items.begin(), items.end(), [&](std::size_t index) {
                const std::vector<std::string>& inputs = record_.manifest.calendar[index].inputs;
                return std::find(inputs.begin(), inputs.end(), input) != inputs.end();
            });
        };
        std::erase_if(point.moves, [&](const VariableMove& move) {
            const std::string& name = record_.manifest.main_variables[move.variable].name;
            return sets(point.begun, name) || sets(point.ended, name);
        });
    }

    /// Of the acts and of the moves of a step only the heaviest is a reason; the next may be told beside it.
    void weigh(Moment& moment) {
        std::vector<std::size_t>& acts = moment.point.acts;
        const auto weight = [this](std::size_t event) { return of_events_[event].weight; };
        std::sort(acts.begin(), acts.end(),
                  [&](std::size_t a, std::size_t b) { return weight(a) != weight(b) ? weight(a) > weight(b) : a < b; });
        while (acts.size() > most_told || (acts.size() > 1 && weight(acts.back()) < as_heavy * weight(acts.front())))
            acts.pop_back();
        std::vector<VariableMove>& moves = moment.point.moves;
        std::sort(moves.begin(), moves.end(), [](const VariableMove& a, const VariableMove& b) {
            return a.share != b.share ? a.share > b.share : a.variable < b.variable;
        });
        if (moves.size() > most_told) moves.resize(most_told);

        if (!acts.empty()) moment.reasons.push_back(of_events_[acts.front()]);
        for (const std::size_t event : moment.point.chances) moment.reasons.push_back(of_events_[event]);
        for (const std::size_t index : moment.point.begun) {
            const CalendarItem& item = record_.manifest.calendar[index];
            moment.reasons.push_back({item.name, on_the_calendar + (item.policies.empty() ? 0 : change_of_policy)});
        }
        if (moves.empty()) return;
        const VariableMove& move = moves.front();
        moment.reasons.push_back(
            {record_.manifest.main_variables[move.variable].label + (move.after > move.before ? " up" : " down"),
             whole_way * move.share});
    }

    const RunRecord& record_;
    std::vector<Reason> of_events_;
    std::map<int, Moment> moments_;
};

}  // namespace

std::vector<TurningPoint> turning_points(const RunRecord& record, std::size_t most) {
    return Chooser(record).choose(most);
}

}  // namespace standoff
