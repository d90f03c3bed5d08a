#include "report/run_view.hpp"

#include <algorithm>

#include "report/turning_points.hpp"
#include "report/view_json.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_turning_points = 8;

Json shown_json(const RunMaterial& material) {
    const RunRecord& run = material.run;
    const ShownRun shown = run.manifest.shown.empty() ? ShownRun() : run.manifest.shown.front();
    return {{"run", shown.run},
            {"outcome", shown.outcome},
            {"steps", shown.steps},
            {"end", shown.end},
            {"hash", hash_text(shown.hash)},
            {"acts", list(run.events, act_json)},
            {"decisions",
             list(material.decisions, [&](const DecisionRecord& one) { return decision_view(material.texts, one); })},
            {"turning", list(turning_points(run, most_turning_points),
                             [](const TurningPoint& point) { return Json(point.step); })}};
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
    return view_text({{"kind", "run"},
                      {"about", about_json(material.scenario)},
                      {"origin", origin_json(run.manifest)},
                      {"time", time_json(run.manifest)},
                      {"actors", actors_json(run.manifest, material.texts)},
                      {"actions", named_json(material.texts.actions)},
                      {"outcomes", outcomes_json(run.manifest, run.summary)},
                      {"measures", measures_json(run.manifest, run.summary, material.dots, material.scenario.times)},
                      {"variables", variables_json(run)},
                      {"shown", shown_json(material)},
                      {"calendar", calendar_json(run.manifest.calendar)},
                      {"observed", observed_json(material)}});
}

}  // namespace standoff
