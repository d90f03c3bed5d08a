#include "game/view_json.hpp"

#include "game/game_file.hpp"
#include "report/scenario_facts.hpp"
#include "report/view_json.hpp"
#include "results/run_files.hpp"

namespace standoff {

namespace {

RunManifest manifest_of(const Spec& spec, const Model& model) {
    RunManifest manifest;
    describe_model(model, manifest);
    describe_scenario(spec, manifest);
    return manifest;
}

Json actors_json(const Model& model) {
    return list(model.entities, [](const Actor& actor) {
        return Json{{"name", actor.name}, {"title", actor.title}, {"about", actor.about}, {"thing", actor.thing}};
    });
}

Json actions_json(const Model& model) {
    return list(model.actions, [](const Named& one) { return Json{{"name", one.name}, {"about", one.about}}; });
}

Json option_json(const OptionView& option) {
    return {{"item", option.item},
            {"action", option.action},
            {"target", option.target},
            {"level", option.level},
            {"levels", list(option.levels,
                            [](const LevelView& one) {
                                return Json{{"name", one.name}, {"value", one.value}, {"about", one.about}};
                            })},
            {"about", option.about},
            {"available", option.available},
            {"reason", option.reason},
            {"shortfalls", list(option.shortfalls,
                                [](const ShortfallView& one) {
                                    return Json{{"sentence", one.sentence},
                                                {"reads", list(one.reads, [](const ShortfallView::Read& read) {
                                                     return Json{{"label", read.label}, {"about", read.about}};
                                                 })}};
                                })},
            {"rung", rounded(option.rung)},
            {"advice", rounded(option.advice)},
            {"effects", list(option.effects, [](const EffectView& effect) {
                 return Json{{"label", effect.label},
                             {"about", effect.about},
                             {"change", rounded(effect.change)},
                             {"duration", effect.duration}};
             })}};
}

Json turn_json(const GameView& view) {
    if (view.actor.empty()) return nullptr;
    return {{"actor", view.actor}, {"channels", list(view.channels, [](const ChannelView& channel) {
                                        return Json{{"name", channel.name},
                                                    {"about", channel.about},
                                                    {"policy", channel.policy},
                                                    {"options", list(channel.options, option_json)}};
                                    })}};
}

Json belief_json(const BeliefView& belief) {
    return {{"name", belief.name},        {"about", belief.about},        {"label", belief.label},
            {"actor", belief.actor},      {"duration", belief.duration},  {"value", rounded(belief.value)},
            {"low", rounded(belief.low)}, {"high", rounded(belief.high)}, {"exact", belief.exact}};
}

Json path_json(const VariablePath& path) {
    return {{"label", path.variable.label},
            {"about", path.variable.about},
            {"actor", path.variable.actor},
            {"low", bound(path.variable.low)},
            {"high", bound(path.variable.high)},
            {"duration", path.variable.duration},
            {"values", rounded_series(path.values, digits_of_numbers)}};
}

Json move_json(const MoveView& view) {
    return {{"step", view.move.step},
            {"actor", view.move.actor},
            {"channel", view.move.channel},
            {"item", view.move.item},
            {"reason", view.move.reason},
            {"policy", view.policy},
            {"likely",
             list(view.likely,
                  [](const auto& one) { return Json{{"item", one.first}, {"probability", rounded(one.second)}}; })},
            {"others", list(view.others, act_json)}};
}

Json twins_json(const RunManifest& manifest, const DebriefView& view) {
    RunSummary summary;
    summary.outcomes = view.outcomes;
    return {{"runs", view.runs},
            {"outcomes", outcomes_json(manifest, summary)},
            {"measures", list(view.measures, [](const TwinMeasure& one) {
                 Json json = measure_json(one.measure, one.when, one.summary, one.dots);
                 json["mine"] = rounded(one.mine);
                 return json;
             })}};
}

}  // namespace

Json game_view_json(const Spec& spec, const Model& model, const GameView& view) {
    const RunManifest manifest = manifest_of(spec, model);
    return {{"game", game_json(view.game)},
            {"about", about_json(scenario_texts(spec))},
            {"time", time_json(manifest)},
            {"actors", actors_json(model)},
            {"actions", actions_json(model)},
            {"step", view.step},
            {"over", view.over},
            {"outcome", view.outcome},
            {"failure", view.failure},
            {"hash", view.game.hash},
            {"turn", turn_json(view)},
            {"acts", list(view.acts, act_json)},
            {"news", list(view.news, act_json)},
            {"beliefs", list(view.beliefs, belief_json)},
            {"goals", list(view.goals,
                           [](const GoalView& goal) {
                               return Json{{"name", goal.name}, {"about", goal.about}, {"value", rounded(goal.value)}};
                           })},
            {"variables", list(view.variables,
                               [](const SeenVariable& one) {
                                   return Json{{"name", one.variable.name},
                                               {"label", one.variable.label},
                                               {"about", one.variable.about},
                                               {"low", bound(one.variable.low)},
                                               {"high", bound(one.variable.high)},
                                               {"duration", one.variable.duration},
                                               {"values", rounded_series(one.values, digits_of_numbers)}};
                               })},
            {"calendar", calendar_json(view.calendar)}};
}

Json debrief_json(const Spec& spec, const Model& model, const DebriefView& view) {
    const RunManifest manifest = manifest_of(spec, model);
    return {{"game", game_json(view.game)},
            {"about", about_json(scenario_texts(spec))},
            {"time", time_json(manifest)},
            {"actors", actors_json(model)},
            {"actions", actions_json(model)},
            {"outcome", view.outcome},
            {"failure", view.failure},
            {"hash", view.game.hash},
            {"acts", list(view.acts, act_json)},
            {"moves", list(view.moves, move_json)},
            {"hidden", list(view.hidden, path_json)},
            {"variables", list(view.variables,
                               [](const VariablePath& path) {
                                   return variable_json(
                                       path.variable, {path.q05, path.q25, path.q50, path.q75, path.q95, path.values});
                               })},
            {"twins", twins_json(manifest, view)}};
}

}  // namespace standoff
