// POST /api/scenario: {id, variant} to ScenarioView.
#include <algorithm>

#include "model/model.hpp"
#include "report/describe.hpp"
#include "report/scenario_facts.hpp"
#include "report/view_json.hpp"
#include "results/run_files.hpp"
#include "scenario/spec.hpp"
#include "serve/body.hpp"
#include "serve/handlers.hpp"
#include "serve/settings.hpp"

namespace standoff {

namespace {

/// Actors that decide anything, with the channels in which they do.
Json seats_json(const Model& model) {
    Json seats = Json::array();
    for (int actor = 0; actor < model.actors; ++actor) {
        Json channels = Json::array();
        for (const Decision& decision : model.decisions) {
            const std::string& name = model.channels[static_cast<std::size_t>(decision.channel)].name;
            const bool choice = decision.actor == actor && decision.items.size() > 1;
            if (choice && std::find(channels.begin(), channels.end(), name) == channels.end()) channels.push_back(name);
        }
        if (!channels.empty())
            seats.push_back({{"actor", model.entities[static_cast<std::size_t>(actor)].name}, {"channels", channels}});
    }
    return seats;
}

template <class Entries>
Json named(const Entries& entries) {
    Json all = Json::array();
    for (const auto& entry : entries) all.push_back({{"name", entry.name}, {"about", entry.about}});
    return all;
}

Json measures(const RunManifest& manifest, const ScenarioTexts& texts) {
    return list(manifest.measures, [&](const MeasureEntry& measure) {
        return Json{{"name", measure.name},
                    {"about", measure.about},
                    {"duration", measure.duration},
                    {"when", texts.times.contains(measure.name)}};
    });
}

}  // namespace

Response answer_scenario(const Json& body, const Gallery& gallery, const std::stop_token& /*stop*/) {
    const Fields fields = fields_of(body);
    const GalleryEntry& entry = gallery.entry(fields.text("id", longest_name));
    const LoadOptions load{fields.text("variant", longest_name), {}, {}};
    const PreparedPtr prepared = gallery.prepare(entry, load);
    const Spec& spec = *prepared->scenario.spec;
    const Model& model = *prepared->model;
    RunManifest manifest;
    describe_model(model, manifest);
    describe_scenario(spec, manifest);
    const ScenarioTexts texts = scenario_texts(spec);
    const DecisionTexts names = decision_texts(
        model, [&](const Place& place) { return line_text(place, prepared->scenario, prepared->inputs); });
    return {Status::ok, "application/json",
            view_text({{"id", entry.id},
                       {"name", entry.name},
                       {"about", about_json(texts)},
                       {"time", time_json(manifest)},
                       {"variants", named(spec.variants)},
                       {"settings", settings_json(gallery, entry, load.variant)},
                       {"actors", actors_json(manifest, names)},
                       {"actions", named(model.actions)},
                       {"outcomes", named(manifest.outcomes)},
                       {"measures", measures(manifest, texts)},
                       {"calendar", calendar_json(manifest.calendar)},
                       {"seats", seats_json(model)},
                       {"description", describe(prepared->scenario, load)}})};
}

}  // namespace standoff
