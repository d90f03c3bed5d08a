// POST /api/play: Game to GameView. POST /api/debrief: a game that is over to DebriefView. Nothing is kept between
// requests: a game is its moves, and where it stands is played anew.
#include <fmt/format.h>

#include "game/debrief.hpp"
#include "game/game_file.hpp"
#include "game/game_view.hpp"
#include "game/played.hpp"
#include "game/view_json.hpp"
#include "model/model.hpp"
#include "results/json_values.hpp"
#include "serve/handlers.hpp"
#include "serve/room.hpp"

namespace standoff {

namespace {

/// A game, and its scenario compiled with its seats.
struct Table {
    Game game;
    PreparedPtr prepared;
    int jobs;  ///< threads that play its twins
};

Table table_of(const Json& body, const Gallery& gallery) {
    Game game = game_from(body);
    if (game.seats.empty()) throw GameError("somebody must sit in a seat");
    LoadOptions load;
    load.variant = game.variant;
    load.set = game.set;
    load.seats = game.seats;
    const GalleryEntry& entry = gallery.entry(game.scenario);
    PreparedPtr prepared = gallery.prepare(entry, load);
    // A game that could not be looked back on is not begun.
    EnsembleOptions twins;
    twins.runs = twin_runs;
    twins.bands = true;
    const int jobs = jobs_with_room(*prepared->model, twins, entry.name, fmt::format("standoff play {}", entry.name));
    return {std::move(game), std::move(prepared), jobs};
}

/// Answers with what `view` makes of the game as it was played.
template <class View>
Response answer(const Json& body, const Gallery& gallery, const std::stop_token& stop, View view) {
    const auto go_on = [&] {
        if (stop.stop_requested()) throw Refused(Status::outdated, "this was asked for no longer");
    };
    try {
        const Table table = table_of(body, gallery);
        go_on();
        GamePosition position = play_game(*table.prepared->model, table.game);
        go_on();
        const Json json = view(table, position);
        go_on();
        return {Status::ok, "application/json", json.dump(-1, ' ', false, Json::error_handler_t::replace)};
    } catch (const GameError& error) {
        throw Refused(Status::not_possible, error.what());
    }
}

}  // namespace

Response answer_play(const Json& body, const Gallery& gallery, const std::stop_token& stop) {
    return answer(body, gallery, stop, [](const Table& table, GamePosition& position) {
        const Spec& spec = *table.prepared->scenario.spec;
        return game_view_json(spec, *table.prepared->model, view_of(spec, table.game, position));
    });
}

Response answer_debrief(const Json& body, const Gallery& gallery, const std::stop_token& stop) {
    return answer(body, gallery, stop, [&](const Table& table, const GamePosition& position) {
        const Spec& spec = *table.prepared->scenario.spec;
        const Model& model = *table.prepared->model;
        return debrief_json(spec, model, debrief_of(spec, model, table.game, position, stop, table.jobs));
    });
}

}  // namespace standoff
