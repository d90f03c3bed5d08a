#include "game/game_file.hpp"

#include <limits>

#include <fmt/format.h>

#include "results/folder.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

constexpr std::string_view format = "standoff game";
constexpr int format_version = 1;
constexpr std::size_t longest_text = 10'000;  ///< of a reason; a page is no more
constexpr std::size_t most_moves = 1'000'000;
constexpr std::size_t most_entries = 1000;  ///< of its other lists

/// A field of one kind, named by its path in messages.
class Fields {
public:
    Fields(const Json& json, std::string where, std::optional<std::size_t> move = std::nullopt)
        : json_(json), where_(std::move(where)), move_(move) {
        if (!json.is_object()) throw GameError(fmt::format("{} is no object", where_), move_);
    }

    [[nodiscard]] std::string text(const char* key, bool needed = true) const {
        const Json* found = find(key, needed);
        if (found == nullptr) return {};
        if (!found->is_string()) wrong(key, "a text");
        auto text = found->get<std::string>();
        if (text.size() > longest_text) wrong(key, fmt::format("a text of at most {} bytes", longest_text));
        return text;
    }

    [[nodiscard]] std::uint64_t seed(const char* key) const {
        const std::optional<std::uint64_t> found = exact_from(*find(key, true));
        if (!found) wrong(key, fmt::format("a whole number from 0 to {}", std::numeric_limits<std::uint64_t>::max()));
        return *found;
    }

    template <class Whole>
    [[nodiscard]] Whole whole(const char* key, Whole low, Whole high) const {
        const Json* found = find(key, true);
        const bool whole =
            found->is_number_unsigned() || (found->is_number_integer() && found->get<std::int64_t>() >= 0);
        const bool fits = whole && found->get<std::uint64_t>() >= std::uint64_t{low} &&
                          found->get<std::uint64_t>() <= std::uint64_t{high};
        if (!fits) wrong(key, fmt::format("a whole number from {} to {}", low, high));
        return static_cast<Whole>(found->get<std::uint64_t>());
    }

    [[nodiscard]] const Json& array(const char* key, std::size_t most = most_entries) const {
        static const Json none = Json::array();
        const Json* found = find(key, false);
        if (found == nullptr) return none;
        if (!found->is_array()) wrong(key, "a list");
        if (found->size() > most) wrong(key, fmt::format("a list of at most {}", most));
        return *found;
    }

    [[nodiscard]] std::vector<std::string> texts(const char* key) const {
        std::vector<std::string> all;
        for (const Json& one : array(key)) {
            if (!one.is_string() || one.get_ref<const std::string&>().size() > longest_text)
                wrong(key, fmt::format("a list of texts of at most {} bytes", longest_text));
            all.push_back(one.get<std::string>());
        }
        return all;
    }

    [[noreturn]] void wrong(const char* key, const std::string& wanted) const {
        throw GameError(fmt::format("\"{}\" of {} is not {}", key, where_, wanted), move_);
    }

private:
    [[nodiscard]] const Json* find(const char* key, bool needed) const {
        const auto found = json_.find(key);
        if (found != json_.end()) return &*found;
        if (needed) throw GameError(fmt::format("{} has no \"{}\"", where_, key), move_);
        return nullptr;
    }

    const Json& json_;
    std::string where_;
    std::optional<std::size_t> move_;
};

Move move_from(const Json& json, std::size_t index) {
    const Fields fields(json, fmt::format("move {}", index + 1), index);
    Move move;
    move.step = static_cast<int>(
        fields.whole<std::uint32_t>("step", 0, static_cast<std::uint32_t>(std::numeric_limits<int>::max())));
    move.actor = fields.text("actor");
    move.channel = fields.text("channel");
    move.item = fields.text("item");
    move.reason = fields.text("reason", false);
    return move;
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
    const Fields fields(json, "the game");
    if (fields.text("format") != format) fields.wrong("format", fmt::format("\"{}\"", format));
    const auto version = fields.whole<std::uint32_t>("format_version", 0, std::numeric_limits<std::uint32_t>::max());
    if (version != format_version)
        throw GameError(fmt::format("its format is version {}; this standoff reads {}", version, format_version));
    Game game;
    game.scenario = fields.text("id");
    game.variant = fields.text("variant", false);
    game.set = fields.texts("set");
    game.seed = fields.seed("seed");
    game.run = fields.whole<std::uint32_t>("run", 1, std::numeric_limits<std::uint32_t>::max() - 1000);
    game.seats = fields.texts("seats");
    for (const Json& move : fields.array("moves", most_moves)) game.moves.push_back(move_from(move, game.moves.size()));
    for (const Json& input : fields.array("inputs")) {
        const Fields file(input, "an input");
        game.inputs.push_back({file.text("path"), file.text("sha256")});
    }
    game.hash = fields.text("hash", false);
    if (!game.hash.empty() && !parse_hash(game.hash)) fields.wrong("hash", "16 hexadecimal digits");
    return game;
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
