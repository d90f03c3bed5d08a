#include "experiment/divergence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include <standoff/decisions.hpp>
#include <standoff/ensemble.hpp>

#include "model/model.hpp"
#include "results/decision_files.hpp"
#include "results/run_files.hpp"

namespace standoff {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool differ(double a, double b) { return a != b && !(std::isnan(a) && std::isnan(b)); }

std::string entity_name(const Model& model, int entity) {
    return entity < 0 ? std::string() : model.entities.at(static_cast<std::size_t>(entity)).name;
}

/// Everything that one run did, in memory.
class Course : public RunRecorder {
public:
    Course(const Model& model, std::uint64_t seed, std::uint32_t run) : model_(model) {
        (void)record_run(model, seed, run, *this);
    }

    void event(const Event& event) override { events_.push_back(event); }
    void state(int /*step*/, std::span<const double> values) override {
        states_.emplace_back(values.begin(), values.end());
    }
    void finished(const RunResult& result, std::span<const double> /*measures*/) override { result_ = result; }

    [[nodiscard]] const Model& model() const { return model_; }
    [[nodiscard]] const std::vector<Event>& events() const { return events_; }
    [[nodiscard]] const std::vector<std::vector<double>>& states() const { return states_; }
    [[nodiscard]] int steps() const { return result_.steps; }
    [[nodiscard]] std::string outcome() const {
        return result_.status == RunStatus::failed ? std::string()
                                                   : model_.outcomes.at(static_cast<std::size_t>(result_.outcome)).name;
    }

private:
    const Model& model_;
    std::vector<Event> events_;
    std::vector<std::vector<double>> states_;
    RunResult result_;
};

/// How one decision of a run came about.
class OneDecision : public RunRecorder {
public:
    OneDecision(const Model& model, int step, int decision) : model_(model), step_(step), decision_(decision) {}

    void event(const Event& /*event*/) override {}
    void decided(const Deciding& deciding) override {
        if (deciding.step != step_ || deciding.decision != decision_) return;
        record_ = decision_record(model_, deciding, 0, [](const Place&) { return std::string(); });
    }
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& /*result*/, std::span<const double> /*measures*/) override {}

    [[nodiscard]] const std::optional<DecisionRecord>& record() const { return record_; }

private:
    const Model& model_;
    int step_;
    int decision_;
    std::optional<DecisionRecord> record_;
};

/// Whether the calendar sets the quantity.
bool is_input(const Model& model, const Quantity& quantity) {
    return std::any_of(model.plan.begin(), model.plan.end(), [&](const StepPlan& plan) {
        return std::any_of(plan.inputs.begin(), plan.inputs.end(),
                           [&](const InputChange& change) { return change.slot == quantity.slot; });
    });
}

/// The quantities that both sides have, as each numbers them: first what moves others, inputs of the calendar before
/// all, last what is only derived.
std::vector<std::pair<std::size_t, std::size_t>> matched_quantities(const Model& base, const Model& alternative) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < alternative.quantities.size(); ++i) places.emplace(alternative.quantities[i].label, i);
    std::array<std::vector<std::pair<std::size_t, std::size_t>>, 3> groups;
    for (std::size_t i = 0; i < base.quantities.size(); ++i) {
        const Quantity& quantity = base.quantities[i];
        const auto found = places.find(quantity.label);
        if (found == places.end()) continue;
        const bool input = is_input(base, quantity) || is_input(alternative, alternative.quantities[found->second]);
        groups[quantity.derived ? 2 : input ? 0 : 1].emplace_back(i, found->second);
    }
    auto& [all, variables, derived] = groups;
    all.insert(all.end(), variables.begin(), variables.end());
    all.insert(all.end(), derived.begin(), derived.end());
    return all;
}

/// The first state that differs.
std::optional<MovedQuantity> first_moved(const Course& base, const Course& alternative) {
    const std::vector<Quantity>& quantities = base.model().quantities;
    const auto both = matched_quantities(base.model(), alternative.model());
    const std::size_t states = std::min(base.states().size(), alternative.states().size());
    for (std::size_t step = 0; step < states; ++step) {
        std::optional<MovedQuantity> first;
        for (const auto& [i, j] : both) {
            const double before = base.states()[step][i];
            const double after = alternative.states()[step][j];
            if (!differ(before, after)) continue;
            if (first) {
                ++first->others;
                continue;
            }
            const Quantity& quantity = quantities[i];
            first.emplace();
            first->step = static_cast<int>(step);
            first->date = date_of(base.model(), first->step);
            first->name = quantity.variable;
            first->actor = entity_name(base.model(), quantity.owner);
            first->toward = entity_name(base.model(), quantity.target);
            first->duration = quantity.duration && base.model().dated;
            first->base = before;
            first->alternative = after;
        }
        if (first) return first;
    }
    return std::nullopt;
}

/// Who acts, where, and for which time in this step. A chance event has no channel.
struct Who {
    std::string actor;
    std::string channel;
    std::string chance;
    int part = 0;
    friend bool operator==(const Who&, const Who&) = default;
};

/// What came of it: nothing, where somebody held.
struct Act {
    int decision = -1;
    std::string label;
    double count = none;
    double success = none;

    [[nodiscard]] bool differs(const Act& other) const {
        return label != other.label || differ(count, other.count) || differ(success, other.success);
    }
};

/// The acts of a step, in the order in which they were made.
std::vector<std::pair<Who, Act>> acts_of(const Course& course, int step) {
    const Model& model = course.model();
    std::vector<std::pair<Who, Act>> acts;
    const auto begin = std::lower_bound(course.events().begin(), course.events().end(), step,
                                        [](const Event& event, int wanted) { return event.step < wanted; });
    for (auto event = begin; event != course.events().end() && event->step == step; ++event) {
        if (event->chance >= 0) {
            const ChanceEvent& chance = model.chance.at(static_cast<std::size_t>(event->chance));
            acts.emplace_back(Who{entity_name(model, chance.owner), {}, chance.name, 0}, Act{-1, chance.name});
            continue;
        }
        const Decision& decision = model.decisions.at(static_cast<std::size_t>(event->decision));
        const MenuItem& item = decision.items.at(static_cast<std::size_t>(event->item));
        Act act{event->decision, {}};
        if (item.action >= 0) act = {event->decision, item.label, event->count, event->success};
        acts.emplace_back(Who{entity_name(model, decision.actor),
                              model.channels.at(static_cast<std::size_t>(decision.channel)).name,
                              {},
                              decision.part},
                          std::move(act));
    }
    return acts;
}

/// A difference of two acts before it is put in words.
struct Found {
    int step = 0;
    Who who;
    Act base;
    Act alternative;
};

std::optional<Found> first_different(const Course& base, const Course& alternative) {
    for (int step = 0; step < std::min(base.steps(), alternative.steps()); ++step) {
        const auto mine = acts_of(base, step);
        const auto others = acts_of(alternative, step);
        const auto act_of = [](const auto& acts, const Who& who) {
            const auto found =
                std::find_if(acts.begin(), acts.end(), [&](const auto& one) { return one.first == who; });
            return found == acts.end() ? Act() : found->second;
        };
        for (const auto& [who, act] : mine)
            if (const Act other = act_of(others, who); act.differs(other)) return Found{step, who, act, other};
        for (const auto& [who, act] : others)
            if (const Act own = act_of(mine, who); act.differs(own)) return Found{step, who, own, act};
    }
    return std::nullopt;
}

/// What each term gives to one item.
std::map<std::string, double> terms_of(const DecisionRecord& record, const std::string& item) {
    std::map<std::string, double> terms;
    for (const ItemRecord& one : record.items)
        if (one.item == item)
            for (const TermValue& term : one.terms) terms[term.id] += term.value;
    return terms;
}

std::optional<double> probability_of(const DecisionRecord& record, const std::string& item) {
    for (const ItemRecord& one : record.items)
        if (one.item == item) return one.probability;
    return std::nullopt;
}

/// The term whose weight, between the two items that were chosen, changed most from side to side.
std::optional<MovedTerm> moved_term(const DecisionRecord& base, const DecisionRecord& alternative) {
    const auto weighed = [&](const DecisionRecord& record) {
        std::map<std::string, double> weights = terms_of(record, base.chosen);
        for (const auto& [term, value] : terms_of(record, alternative.chosen)) weights[term] -= value;
        return weights;
    };
    const std::map<std::string, double> mine = weighed(base);
    std::map<std::string, double> others = weighed(alternative);
    std::optional<MovedTerm> most;
    for (const auto& [term, weight] : mine) {
        const auto other = others.find(term);
        if (other == others.end()) continue;
        const double change = std::abs(weight - other->second);
        if (change > (most ? std::abs(most->base - most->alternative) : 0))
            most = MovedTerm{term, weight, other->second};
    }
    return most;
}

/// How the choices came about, from both runs played once more.
void explain(const Found& found, const Model& base, const Model& alternative, std::uint64_t seed, std::uint32_t run,
             DifferentAct& act) {
    OneDecision mine(base, found.step, found.base.decision);
    OneDecision other(alternative, found.step, found.alternative.decision);
    (void)record_run(base, seed, run, mine);
    (void)record_run(alternative, seed, run, other);
    if (mine.record()) act.base_policy = mine.record()->policy;
    if (other.record()) act.alternative_policy = other.record()->policy;
    if (!mine.record() || !other.record()) return;
    act.base_probability = probability_of(*mine.record(), mine.record()->chosen);
    act.alternative_probability = probability_of(*other.record(), mine.record()->chosen);
    if (mine.record()->chosen != other.record()->chosen) act.term = moved_term(*mine.record(), *other.record());
}

}  // namespace

Divergence find_divergence(const Model& base, const Model& alternative, std::uint64_t seed, std::uint32_t run) {
    const Course mine(base, seed, run);
    const Course other(alternative, seed, run);
    Divergence divergence;
    divergence.run = run;
    divergence.base_outcome = mine.outcome();
    divergence.alternative_outcome = other.outcome();
    divergence.base_steps = mine.steps();
    divergence.alternative_steps = other.steps();
    divergence.quantity = first_moved(mine, other);
    if (const auto found = first_different(mine, other)) {
        DifferentAct& act = divergence.act.emplace();
        act.step = found->step;
        act.date = date_of(base, found->step);
        act.actor = found->who.actor;
        act.channel = found->who.channel;
        act.base = found->base.label;
        act.alternative = found->alternative.label;
        act.base_count = found->base.count;
        act.alternative_count = found->alternative.count;
        act.base_success = found->base.success;
        act.alternative_success = found->alternative.success;
        if (!act.channel.empty()) explain(*found, base, alternative, seed, run, act);
    }
    return divergence;
}

}  // namespace standoff
