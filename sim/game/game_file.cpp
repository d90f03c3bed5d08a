#include "game/game_file.hpp"

#include <limits>

#include <fmt/format.h>

#include "results/folder.hpp"
#include "results/json_fields.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

constexpr std::string_view format = "standoff game";
constexpr std::uint64_t format_version = 1;
constexpr std::size_t longest_text = 10'000;  ///< of a reason; a page is no more
constexpr std::size_t most_moves = 1'000'000;
constexpr std::size_t most_entries = 1000;  ///< of its other lists

Move move_from(const Json& json, std::size_t index) {
    try {
        const Fields fields(json, fmt::format("move {}", index + 1));
        Move move;
        move.step = static_cast<int>(fields.whole("step", 0, std::numeric_limits<int>::max()));
        move.actor = fields.text("actor", longest_text);
        move.channel = fields.text("channel", longest_text);
        move.item = fields.text("item", longest_text);
        move.reason = fields.text("reason", longest_text, Presence::optional);
        return move;
    } catch (const FieldError& wrong) {
        throw GameError(wrong.what(), index);
    }
}

Game checked_game(const Json& json) {
    const Fields fields(json, "the game");
    const auto text = [&](const char* name) { return fields.text(name, longest_text, Presence::optional); };
    if (fields.text("format", longest_text) != format) fields.refuse("format", fmt::format("\"{}\"", format));
    const auto version = fields.whole("format_version", 0, std::numeric_limits<std::uint32_t>::max());
    if (version != format_version)
        throw GameError(fmt::format("its format is version {}; this standoff reads {}", version, format_version));
    Game game;
    game.scenario = fields.text("id", longest_text);
    game.variant = text("variant");
    game.set = fields.texts("set", most_entries, longest_text, Presence::optional);
    game.seed = fields.exact("seed");
    game.run = static_cast<std::uint32_t>(fields.whole("run", 1, std::numeric_limits<std::uint32_t>::max() - 1000));
    game.seats = fields.texts("seats", most_entries, longest_text, Presence::optional);
    for (const Json& move : fields.list("moves", most_moves, Presence::optional))
        game.moves.push_back(move_from(move, game.moves.size()));
    for (const Json& input : fields.list("inputs", most_entries, Presence::optional)) {
        const Fields file(input, "an input");
        game.inputs.push_back({file.text("path", longest_text), file.text("sha256", longest_text)});
    }
    game.hash = text("hash");
    if (!game.hash.empty() && !parse_hash(game.hash)) fields.refuse("hash", "16 hexadecimal digits");
    return game;
}

}  // namespace

Json game_json(const Game& game) {
    Json json{{"format", format}, {"format_version", format_version}, {"id", game.scenario}, {"variant", game.variant},
              {"set", game.set},  {"seed", exact(game.seed)},         {"run", game.run},     {"seats", game.seats}};
    json["moves"] = list(game.moves, [](const Move& move) {
        return Json{{"step", move.step},
                    {"actor", move.actor},
                    {"channel", move.channel},
                    {"item", move.item},
                    {"reason", move.reason}};
    });
    json["inputs"] =
        list(game.inputs, [](const InputFile& input) { return Json{{"path", input.path}, {"sha256", input.sha256}}; });
    json["hash"] = game.hash;
    return json;
}

Game game_from(const Json& json) {
    try {
        return checked_game(json);
    } catch (const FieldError& wrong) {
        throw GameError(wrong.what());
    }
}

Game read_game(const std::filesystem::path& path) {
    const std::string text = read_text(path);
    try {
        return game_from(parse_json(text));
    } catch (const GameError& error) {
        throw GameError(fmt::format("{} is no game that can be played: {}", path.string(), error.what()), error.move);
    } catch (const ResultsError& error) {
        throw GameError(fmt::format("{} is no saved game: {}", path.string(), error.what()));
    }
}

void write_game(const std::filesystem::path& path, const Game& game) {
    const std::filesystem::path aside = path.string() + ".part";
    FileWriter file(aside, path.string());
    file.write(dump(game_json(game)));
    file.close();
    std::error_code error;
    std::filesystem::rename(aside, path, error);
    if (error) throw ResultsError(fmt::format("{} cannot be written: {}", path.string(), error.message()));
}

}  // namespace standoff
