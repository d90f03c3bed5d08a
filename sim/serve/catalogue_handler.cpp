// POST /api/catalogue: what the gallery holds.
#include "base/version.hpp"
#include "serve/handlers.hpp"

namespace standoff {

Response answer_catalogue(const Json& /*body*/, const Gallery& gallery, const std::stop_token& stop) {
    Json scenarios = Json::array();
    for (const GalleryEntry& entry : gallery.entries()) {
        if (stop.stop_requested()) throw Refused(Status::outdated, "this was asked for no longer");
        const ScenarioFacts facts = gallery.facts(entry);
        if (facts.theory) continue;
        scenarios.push_back({{"id", entry.id},
                             {"title", facts.title},
                             {"about", facts.about},
                             {"name", entry.name},
                             {"own", entry.own},
                             {"subjects", facts.subjects},
                             {"steps", facts.steps},
                             {"actors", facts.actors},
                             {"error", facts.error}});
    }
    const Json catalogue = {{"version", version()},
                            {"limits", {{"runs", most_runs_asked}, {"steps", most_steps}}},
                            {"scenarios", std::move(scenarios)}};
    return {Status::ok, "application/json", catalogue.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace standoff
