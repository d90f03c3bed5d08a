#include "game/debrief.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "game/game_view.hpp"
#include "game/sight.hpp"
#include "results/main_variables.hpp"
#include "results/run_files.hpp"
#include "results/statistics.hpp"
#include "results/tally.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_likely_items = 3;
constexpr int dots_of_measure = 100;

MoveView move_view(const Game& game, const GamePosition& played, const MadeMove& made,
                   const std::vector<ShownEvent>& acts) {
    MoveView view;
    view.move = game.moves[made.move];
    view.policy = made.advice.policy;
    const Seat& seat = played.model.seats[static_cast<std::size_t>(made.seat)];
    const Decision& decision = played.model.decisions[static_cast<std::size_t>(seat.decision)];
    for (std::size_t i = 0; i < made.advice.probability.size(); ++i)
        if (made.advice.probability[i] > 0)
            view.likely.emplace_back(decision.items[i].label, made.advice.probability[i]);
    std::stable_sort(view.likely.begin(), view.likely.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    view.likely.resize(std::min(view.likely.size(), most_likely_items));
    for (const ShownEvent& act : acts)
        if (act.step == view.move.step && act.actor != view.move.actor) view.others.push_back(act);
    return view;
}

VariablePath path_of(const GamePosition& played, int quantity) {
    VariablePath path{variable_entry(played.model, quantity), {}, {}, {}, {}, {}, {}};
    for (const auto& state : played.states) path.values.push_back(state[static_cast<std::size_t>(quantity)]);
    return path;
}

void add_bands(VariablePath& path, const Bands& bands, int quantity, int states) {
    for (int state = 0; state < states && bands.count(quantity, state) > 0; ++state) {
        path.q05.push_back(bands.quantile(quantity, state, 0.05));
        path.q25.push_back(bands.quantile(quantity, state, 0.25));
        path.q50.push_back(bands.quantile(quantity, state, 0.5));
        path.q75.push_back(bands.quantile(quantity, state, 0.75));
        path.q95.push_back(bands.quantile(quantity, state, 0.95));
    }
}

/// What is hidden from one seat at least, and what is not from any.
std::vector<Sight> least_sight(const Spec& spec, const Model& model) {
    std::vector<Sight> least(model.quantities.size(), Sight::exact);
    for (const Seat& seat : model.seats) {
        const std::vector<Sight> own = sights_of(spec, model, seat.actor);
        for (std::size_t q = 0; q < own.size(); ++q)
            if (own[q] != Sight::exact) least[q] = own[q];
    }
    return least;
}

void add_twins(DebriefView& view, const Model& model, const GamePosition& played, const std::vector<int>& told,
               const std::stop_token& stop, int jobs) {
    RunTally tally(model, twin_runs);
    std::vector<std::vector<double>> values(model.measures.size());
    EnsembleOptions options;
    options.seed = view.game.seed;
    options.runs = twin_runs;
    options.bands = true;
    options.stop = stop;
    options.jobs = jobs;
    const EnsembleResult twins =
        run_ensemble(model, options, [&](const RunResult& run, std::span<const double> measures) {
            tally.add(run, measures);
            if (run.status == RunStatus::done)
                for (std::size_t m = 0; m < measures.size(); ++m) values[m].push_back(measures[m]);
        });
    if (twins.finished < options.runs) return;
    const RunSummary summary = tally.summarize(model.title, view.game.seed, jobs);
    view.runs = twin_runs;
    view.outcomes = summary.outcomes;
    for (std::size_t m = 0; m < model.measures.size(); ++m) {
        const Measure& measure = model.measures[m];
        TwinMeasure one;
        one.measure.name = measure.name;
        one.measure.about = measure.about;
        one.measure.duration = measure.duration;
        one.when = measure.may_be_infinite;
        one.summary = summary.measures[m];
        std::vector<double>& all = values[m];
        std::sort(all.begin(), all.end());
        for (int dot = 0; dot < dots_of_measure && !all.empty(); ++dot)
            one.dots.push_back(sorted_quantile(all, (dot + 0.5) / dots_of_measure));
        one.mine = m < played.measures.size() ? played.measures[m] : std::numeric_limits<double>::quiet_NaN();
        view.measures.push_back(std::move(one));
    }
    for (const int q : told) {
        view.variables.push_back(path_of(played, q));
        add_bands(view.variables.back(), twins.bands, q, model.steps + 1);
    }
}

}  // namespace

DebriefView debrief_of(const Spec& spec, const Model& model, const Game& game, const GamePosition& played,
                       const std::stop_token& stop, int jobs) {
    if (!played.over) throw GameError("the game is not over yet: there is nothing to look back on");
    DebriefView view;
    view.game = game;
    view.game.hash = fmt::format("{:016x}", played.result.hash);
    view.failure = played.failure;
    if (played.failure.empty() && played.result.outcome >= 0)
        view.outcome = model.outcomes[static_cast<std::size_t>(played.result.outcome)].name;
    for (const Event& event : played.events) {
        ShownEvent shown = shown_event(model, event, game.run);
        if (!shown.action.empty()) view.acts.push_back(std::move(shown));
    }
    for (const MadeMove& made : played.made) view.moves.push_back(move_view(game, played, made, view.acts));
    const std::vector<Sight> seen = least_sight(spec, model);
    for (std::size_t q = 0; q < seen.size(); ++q)
        if (seen[q] != Sight::exact && !model.quantities[q].derived)
            view.hidden.push_back(path_of(played, static_cast<int>(q)));
    const std::vector<Sight> opened(seen.size(), Sight::exact);
    const int first = model.seats.empty() ? -1 : model.seats.front().actor;
    add_twins(view, model, played, telling_quantities(spec, model, opened, first, most_variables), stop, jobs);
    return view;
}

}  // namespace standoff
