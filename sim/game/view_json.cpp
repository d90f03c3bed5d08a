#include "game/view_json.hpp"

#include <cmath>
#include <cstdlib>

#include "base/dates.hpp"
#include "game/game_file.hpp"

namespace standoff {

namespace {

Json rounded(double value) {
    if (!std::isfinite(value)) return number(value);
    return number(std::strtod(fmt::format("{:.6g}", value).c_str(), nullptr));
}
Json rounded(const std::optional<double>& value) { return value ? rounded(*value) : Json(nullptr); }
Json rounded(const std::vector<double>& values) {
    return list(values, [](double value) { return rounded(value); });
}
/// An end of a range that is none.
Json bound(double value) { return std::isfinite(value) ? rounded(value) : Json(nullptr); }

Json about_json(const Spec& spec) {
    const Lesson& lesson = spec.lesson;
    return {{"title", spec.title},
            {"about", spec.about},
            {"source", spec.source},
            {"purpose", spec.purpose},
            {"theory", spec.theory_title},
            {"theory_about", spec.theory_prose.about},
            {"lesson",
             {{"notice", lesson.notice},
              {"try", lesson.tries},
              {"questions", lesson.questions},
              {"leaves_out", lesson.leaves_out},
              {"reading", lesson.reading}}}};
}

Json time_json(const Spec& spec, const Model& model) {
    const bool dated = spec.time.dated && !model.dates.empty();
    const std::string start = dated ? model.dates.front() : std::string();
    const std::string end = dated ? format_date(spec.time.first_day(spec.time.steps) - 1) : std::string();
    return {{"dated", spec.time.dated},
            {"start", start},
            {"end", end},
            {"steps", spec.time.steps},
            {"step_days", spec.time.dated ? spec.time.days_per_step : 0},
            {"step_months", spec.time.dated ? spec.time.months_per_step : 0},
            {"dates", model.dates}};
}

Json actors_json(const Model& model) {
    return list(model.entities, [](const Actor& actor) {
        return Json{{"name", actor.name}, {"title", actor.title}, {"about", actor.about}, {"thing", actor.thing}};
    });
}

Json actions_json(const Model& model) {
    return list(model.actions, [](const Named& one) { return Json{{"name", one.name}, {"about", one.about}}; });
}

Json act_json(const ShownEvent& act) {
    return {{"step", act.step},
            {"actor", act.actor},
            {"channel", act.channel},
            {"action", act.action},
            {"target", act.target},
            {"level", act.level},
            {"count", rounded(act.count)},
            {"success", rounded(act.success)},
            {"rung", rounded(act.rung)},
            {"probability", rounded(act.probability)}};
}

Json calendar_json(const std::vector<CalendarItem>& calendar) {
    Json json = Json::array();
    for (const CalendarItem& item : calendar)
        for (const CalendarItem::Span& span : item.spans)
            json.push_back({{"name", item.name},
                            {"about", item.about},
                            {"first", span.first_step},
                            {"last", span.last_step},
                            {"from", span.from},
                            {"to", span.to}});
    return json;
}

Json option_json(const OptionView& option) {
    return {{"item", option.item},
            {"action", option.action},
            {"target", option.target},
            {"level", option.level},
            {"about", option.about},
            {"available", option.available},
            {"reason", option.reason},
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
    return {{"label", path.variable.label},      {"about", path.variable.about},
            {"actor", path.variable.actor},      {"low", bound(path.variable.low)},
            {"high", bound(path.variable.high)}, {"duration", path.variable.duration},
            {"values", rounded(path.values)}};
}

Json variable_json(const VariablePath& path) {
    return {{"name", path.variable.name},
            {"about", path.variable.about},
            {"label", path.variable.label},
            {"actor", path.variable.actor},
            {"toward", path.variable.toward},
            {"duration", path.variable.duration},
            {"low", bound(path.variable.low)},
            {"high", bound(path.variable.high)},
            {"bands",
             {{"q05", rounded(path.q05)},
              {"q25", rounded(path.q25)},
              {"q50", rounded(path.q50)},
              {"q75", rounded(path.q75)},
              {"q95", rounded(path.q95)}}},
            {"shown", rounded(path.values)}};
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

Json measure_json(const TwinMeasure& one) {
    const MeasureSummary& sum = one.summary;
    return {{"name", one.measure.name},  {"about", one.measure.about}, {"duration", one.measure.duration},
            {"when", one.when},          {"finite", sum.finite},       {"infinite", sum.infinite},
            {"mean", rounded(sum.mean)}, {"sd", rounded(sum.sd)},      {"se", rounded(sum.se)},
            {"min", rounded(sum.min)},   {"q05", rounded(sum.q05)},    {"q25", rounded(sum.q25)},
            {"q50", rounded(sum.q50)},   {"q75", rounded(sum.q75)},    {"q95", rounded(sum.q95)},
            {"max", rounded(sum.max)},   {"dots", rounded(one.dots)},  {"mine", rounded(one.mine)}};
}

Json outcomes_json(const Model& model, const std::vector<OutcomeSummary>& outcomes) {
    Json json = Json::array();
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        json.push_back({{"name", outcomes[i].name},
                        {"about", i < model.outcomes.size() ? model.outcomes[i].about : std::string()},
                        {"count", outcomes[i].count},
                        {"share", rounded(outcomes[i].share)},
                        {"low", rounded(outcomes[i].low)},
                        {"high", rounded(outcomes[i].high)}});
    return json;
}

}  // namespace

Json game_view_json(const Spec& spec, const Model& model, const GameView& view) {
    return {{"game", game_json(view.game)},
            {"about", about_json(spec)},
            {"time", time_json(spec, model)},
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
                                   return Json{{"name", one.variable.name},        {"label", one.variable.label},
                                               {"about", one.variable.about},      {"low", bound(one.variable.low)},
                                               {"high", bound(one.variable.high)}, {"duration", one.variable.duration},
                                               {"values", rounded(one.values)}};
                               })},
            {"calendar", calendar_json(view.calendar)}};
}

Json debrief_json(const Spec& spec, const Model& model, const DebriefView& view) {
    return {{"game", game_json(view.game)},
            {"about", about_json(spec)},
            {"time", time_json(spec, model)},
            {"actors", actors_json(model)},
            {"actions", actions_json(model)},
            {"outcome", view.outcome},
            {"failure", view.failure},
            {"hash", view.game.hash},
            {"acts", list(view.acts, act_json)},
            {"moves", list(view.moves, move_json)},
            {"hidden", list(view.hidden, path_json)},
            {"variables", list(view.variables, variable_json)},
            {"twins",
             {{"runs", view.runs},
              {"outcomes", outcomes_json(model, view.outcomes)},
              {"measures", list(view.measures, measure_json)}}}};
}

}  // namespace standoff
