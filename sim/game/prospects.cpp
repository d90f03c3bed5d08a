#include "game/prospects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/machine.hpp"

namespace standoff {

namespace {

constexpr std::uint32_t futures = 16;
constexpr std::size_t most_effects = 4;
constexpr double least_change = 1e-6;  ///< as a share of the range, or of the value

/// Collects what quantities are at one state, lane by lane.
class StateReader final : public BlockObserver {
public:
    StateReader(const Model& model, const Machine& machine, std::vector<int> quantities, int wanted)
        : model_(model), machine_(machine), quantities_(std::move(quantities)), wanted_(wanted) {}

    void state(int step, std::size_t lanes) override {
        if (step != wanted_) return;
        rows.assign(lanes, std::vector<double>(quantities_.size()));
        for (std::size_t q = 0; q < quantities_.size(); ++q) {
            const auto values = machine_.slot(model_.quantities[static_cast<std::size_t>(quantities_[q])].slot);
            for (std::size_t lane = 0; lane < lanes; ++lane) rows[lane][q] = values[lane];
        }
        const auto ended = machine_.slot(model_.outcome_slot).first(lanes);
        outcomes.assign(ended.begin(), ended.end());
    }
    void acted(int /*step*/) override {
        if (rung_slot >= 0) rung = machine_.slot(rung_slot)[0];
    }

    std::vector<std::vector<double>> rows;
    std::vector<double> outcomes;  ///< as rows; below 0 where the run goes on
    int rung_slot = -1;
    double rung = std::numeric_limits<double>::quiet_NaN();

private:
    const Model& model_;
    const Machine& machine_;
    std::vector<int> quantities_;
    int wanted_;
};

/// What a change is measured by where it is compared with others.
double width_of(const Quantity& quantity, double value) {
    const double range = quantity.high - quantity.low;
    return std::isfinite(range) && range > 0 ? range : std::max(1.0, std::abs(value));
}

std::vector<double> means_of(const std::vector<std::vector<double>>& rows, std::size_t columns) {
    std::vector<double> means(columns, std::numeric_limits<double>::quiet_NaN());
    if (rows.empty()) return means;
    for (std::size_t c = 0; c < columns; ++c) {
        double sum = 0;
        for (const auto& row : rows) sum += row[c];
        means[c] = sum / static_cast<double>(rows.size());
    }
    return means;
}

/// Lets variables start from the numbers that they start from in this game. Of the two programs for that it is the
/// plain one that reads them again where other initial values depend on them.
void start_from(Model& model, const std::vector<int>& known, const std::vector<double>& first_state) {
    for (const int q : known) {
        const int slot = model.quantities[static_cast<std::size_t>(q)].slot;
        model.uniforms.push_back(first_state[static_cast<std::size_t>(q)]);
        for (Op& op : model.plain.initial.ops)
            if (op.code == Code::commit_value && op.dst == slot)
                op.a = uniform_operand(static_cast<int>(model.uniforms.size()) - 1);
    }
    model.fast.initial = model.plain.initial;
}

/// Takes back, for as long as it lives, what other seats have laid down for the turn of `seat`: who moves at the same
/// time does not know it.
class OthersUndecided {
public:
    OthersUndecided(GamePosition& played, const Seat& seat) : scripts_(played.model.scripts), step_(played.step) {
        const auto turn_of = [&](const Seat& one) {
            return played.model.decisions[static_cast<std::size_t>(one.decision)].turn;
        };
        for (const Seat& other : played.model.seats)
            if (other.actor != seat.actor && turn_of(other) == turn_of(seat))
                taken_.emplace_back(other.script, std::exchange(laid(other.script), -1));
    }
    ~OthersUndecided() {
        for (const auto& [script, item] : taken_) laid(script) = item;
    }
    OthersUndecided(const OthersUndecided&) = delete;
    OthersUndecided& operator=(const OthersUndecided&) = delete;

private:
    std::int32_t& laid(int script) {
        return scripts_[static_cast<std::size_t>(script)].item[static_cast<std::size_t>(step_)];
    }
    std::vector<ScriptTable>& scripts_;
    int step_;
    std::vector<std::pair<int, std::int32_t>> taken_;
};

}  // namespace

OtherLucks other_lucks_of(const GamePosition& played, const Game& game, const std::vector<int>& quantities,
                          const std::vector<int>& known) {
    if (quantities.empty()) return {};
    constexpr int most_rounds = 5;
    Model so_far = played.model;
    so_far.steps = std::max(played.step, 1);
    start_from(so_far, known, played.states.front());
    Machine machine(so_far, so_far.fast, static_cast<int>(other_lucks));
    OtherLucks rows;
    std::uint32_t run = 1;
    for (int round = 0; round < most_rounds && rows.size() < other_lucks; ++round) {
        std::vector<Replicate> replicates;
        for (; replicates.size() < other_lucks; ++run)
            if (run != game.run) replicates.push_back({.run = run});
        StateReader reader(so_far, machine, quantities, played.step);
        machine.play(game.seed, replicates, {.block = &reader});
        // Runs that end with this very state are read, too.
        for (std::size_t i = 0; i < reader.rows.size(); ++i)
            if (reader.outcomes[i] < 0) rows.push_back(std::move(reader.rows[i]));
    }
    rows.resize(std::min<std::size_t>(rows.size(), other_lucks));
    return rows;
}

Prospect prospect_of(GamePosition& played, const Game& game, const Seat& seat, const std::vector<Sight>& seen,
                     const std::vector<int>& hidden, const OtherLucks& others) {
    Model& model = played.model;
    const Decision& decision = model.decisions[static_cast<std::size_t>(seat.decision)];
    Prospect prospect;
    prospect.effects.resize(decision.items.size());
    prospect.rungs.assign(decision.items.size(), std::numeric_limits<double>::quiet_NaN());
    if (!hidden.empty() && others.empty()) return prospect;

    Machine machine(model, model.plain, static_cast<int>(futures));
    const std::optional<Standing> here = machine.stand(game.seed, {.run = game.run}, played.step);
    if (!here) return prospect;
    std::vector<Branch> branches;
    for (std::uint32_t i = 0; i < futures; ++i) {
        Branch branch{i < game.run - 1 ? i + 1 : i + 2, {}};  // any luck but that of the game
        for (std::size_t h = 0; h < hidden.size(); ++h)
            branch.slots.emplace_back(model.quantities[static_cast<std::size_t>(hidden[h])].slot,
                                      others[i % others.size()][h]);
        branches.push_back(std::move(branch));
    }
    std::vector<int> visible;
    for (std::size_t q = 0; q < model.quantities.size(); ++q)
        if (seen[q] == Sight::exact && !model.quantities[q].fixed) visible.push_back(static_cast<int>(q));

    const OthersUndecided at_the_same_time(played, seat);
    std::int32_t& laid =
        model.scripts[static_cast<std::size_t>(seat.script)].item[static_cast<std::size_t>(played.step)];
    std::vector<double> holding;
    for (std::size_t item = 0; item < decision.items.size(); ++item) {
        laid = static_cast<std::int32_t>(item);
        StateReader reader(model, machine, visible, played.step + 1);
        reader.rung_slot = decision.rung_slot;
        machine.go_on(game.seed, *here, branches, played.step + 1, reader);
        prospect.rungs[item] = reader.rung;
        const std::vector<double> means = means_of(reader.rows, visible.size());
        if (item == 0) {
            holding = means;
            continue;
        }
        std::vector<Effect>& effects = prospect.effects[item];
        const auto share = [&](const Effect& effect) {
            const auto q = static_cast<std::size_t>(effect.quantity);
            return std::abs(effect.change) / width_of(model.quantities[q], played.states.back()[q]);
        };
        for (std::size_t v = 0; v < visible.size(); ++v) {
            const Effect effect{visible[v], means[v] - holding[v]};
            if (std::isfinite(effect.change) && share(effect) > least_change) effects.push_back(effect);
        }
        std::stable_sort(effects.begin(), effects.end(),
                         [&](const Effect& a, const Effect& b) { return share(a) > share(b); });
        effects.resize(std::min(effects.size(), most_effects));
    }
    laid = -1;
    return prospect;
}

}  // namespace standoff
