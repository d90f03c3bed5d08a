#include "report/run_view.hpp"

#include <algorithm>

#include "report/decisions_view.hpp"
#include "report/turning_points.hpp"
#include "report/view_json.hpp"
#include "results/json_text.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_turning_points = 8;

std::string shown_text(const RunMaterial& material) {
    const RunRecord& run = material.run;
    const ShownRun shown = run.manifest.shown.empty() ? ShownRun() : run.manifest.shown.front();
    const DecisionsView decided = decisions_view(material.texts, material.decisions);
    const Json turning =
        list(turning_points(run, most_turning_points), [](const TurningPoint& point) { return Json(point.step); });
    JsonText json;
    json.open('{').key("run").whole(shown.run).key("outcome").json(view_text(shown.outcome));
    json.key("steps").whole(shown.steps).key("end").json(view_text(shown.end));
    json.key("hash").text(hash_text(shown.hash)).key("acts").json(view_text(list(run.events, act_json)));
    json.key("rules").json(decided.rules).key("decisions").json(decided.decisions);
    return json.key("turning").json(view_text(turning)).close('}').take();
}

Json variables_json(const RunRecord& run) {
    Json all = Json::array();
    const std::vector<VariableEntry>& entries = run.manifest.main_variables;
    for (std::size_t i = 0; i < entries.size(); ++i) all.push_back(variable_json(entries[i], run.histories.at(i)));
    return all;
}

Json point_json(const ObservedPoint& point) {
    return {{"at", point.at},
            {"date", point.date},
            {"value", rounded(point.value)},
            {"q05", rounded(point.q05)},
            {"q25", rounded(point.q25)},
            {"q50", rounded(point.q50)},
            {"q75", rounded(point.q75)},
            {"q95", rounded(point.q95)}};
}

Json observed_json(const RunMaterial& material) {
    Json all = Json::array();
    const std::vector<ObservedSeries>& series = material.run.manifest.observed;
    for (std::size_t i = 0; i < series.size() && i < material.observed.size(); ++i) {
        const std::vector<SeriesSummary>& summaries = material.run.summary.observed;
        const auto summary = std::find_if(summaries.begin(), summaries.end(),
                                          [&](const SeriesSummary& one) { return one.name == series[i].name; });
        const SeriesSummary found = summary == summaries.end() ? SeriesSummary() : *summary;
        all.push_back({{"name", series[i].name},
                       {"about", series[i].about},
                       {"compares", series[i].compares + (series[i].per.empty() ? "" : " per " + series[i].per)},
                       {"points", list(material.observed[i], point_json)},
                       {"coverage50", rounded(found.coverage50)},
                       {"coverage90", rounded(found.coverage90)}});
    }
    return all;
}

}  // namespace

std::string run_view(const RunMaterial& material) {
    const RunRecord& run = material.run;
    JsonText json;
    json.open('{').key("kind").text("run").key("about").json(view_text(about_json(material.scenario)));
    json.key("origin").json(view_text(origin_json(run.manifest))).key("time").json(view_text(time_json(run.manifest)));
    json.key("actors").json(view_text(actors_json(run.manifest, material.texts)));
    json.key("actions").json(view_text(named_json(material.texts.actions)));
    json.key("outcomes").json(view_text(outcomes_json(run.manifest, run.summary)));
    json.key("measures")
        .json(view_text(measures_json(run.manifest, run.summary, material.dots, material.scenario.times)));
    json.key("variables").json(view_text(variables_json(run))).key("shown").json(shown_text(material));
    json.key("calendar").json(view_text(calendar_json(run.manifest.calendar)));
    return json.key("observed").json(view_text(observed_json(material))).close('}').take();
}

}  // namespace standoff
