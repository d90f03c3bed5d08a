// `standoff replay` of a saved game, or of the folder of one: plays the moves again and compares the hash.
#include <filesystem>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/loading.hpp"
#include "experiment/inputs.hpp"
#include "game/game_file.hpp"
#include "game/played.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/sha256.hpp"
#include "results/text.hpp"

namespace standoff {

namespace fs = std::filesystem;

namespace {

class GameReplay {
public:
    GameReplay(const ReplayArguments& arguments, Streams& streams) : arguments_(arguments), streams_(streams) {
        const fs::path given = arguments.folder;
        std::error_code error;
        folder_ = fs::is_directory(given, error) ? given : fs::path();
        game_file_ = folder_.empty() ? given : folder_ / "game.json";
    }

    int run() {
        const Game game = read_game(game_file_);
        if (!folder_.empty()) compare_folder(game);
        std::string path;
        if (folder_.empty()) {
            const auto found = find_or_complain(game.scenario, streams_);
            if (!found) return exit_bad_input;
            path = found->path;
        } else {
            path = (folder_ / "inputs" / manifest_.scenario_file).string();
        }
        LoadOptions options{game.variant, game.set, {}};
        options.seats = game.seats;
        LoadOutcome outcome = load_model(path, options, true, streams_);
        if (!outcome.loaded) return outcome.exit_code;
        for (const std::string& changed : changed_files(game.inputs, hashed(inputs_of(outcome.loaded->scenario))))
            differs(fmt::format("the game was played with another {}", changed));
        const GamePosition played = play_game(*outcome.loaded->model, game);
        const std::string hash = hash_text(played.result.hash);
        if (game.hash.empty()) say(fmt::format("{} does not say its hash\n", game_file_.string()));
        else if (hash != game.hash) differs(fmt::format("the hash is {}, the game says {}", hash, game.hash));
        if (!folder_.empty() && played.result.hash != manifest_.trace_hash)
            differs(fmt::format("the trace hash is {}, the manifest says {}", hash, hash_text(manifest_.trace_hash)));
        if (problems_) return exit_problems;
        say(fmt::format("{} of {} played again: {} is the same\nhash  {}\n",
                        game.moves.size() == 1 ? "1 move" : fmt::format("{} moves", game.moves.size()),
                        game_file_.string(), played.over ? "the game" : "the game so far", hash));
        return exit_done;
    }

private:
    void compare_folder(const Game& game) {
        manifest_ = read_parsed(folder_ / "manifest.json", parse_manifest);
        for (const InputFile& file : read_parsed(folder_ / "manifest.json", parse_manifest_files)) {
            const fs::path path = folder_ / fs::path(file.path).filename();
            std::error_code error;
            if (!fs::is_regular_file(path, error)) differs(fmt::format("{} is missing", path.string()));
            else if (sha256_of_file(path) != file.sha256)
                differs(fmt::format("{} is not the file that was written", path.string()));
        }
        const fs::path scenario = fs::path(manifest_.scenario_file).lexically_normal();
        if (scenario.empty() || scenario.is_absolute() || *scenario.begin() == "..")
            throw ResultsError(fmt::format("{} names no scenario below inputs/", (folder_ / "manifest.json").string()));
        if (game.seed != manifest_.seed) differs("game.json has another seed than the manifest");
    }

    void differs(const std::string& what) {
        problems_ = true;
        say(what + "\n");
    }

    void say(const std::string& text) {
        if (!arguments_.quiet) print_text(streams_, text);
    }

    const ReplayArguments& arguments_;
    Streams& streams_;
    fs::path folder_;  ///< empty where a file was given
    fs::path game_file_;
    RunManifest manifest_;
    bool problems_ = false;
};

}  // namespace

int replay_game(const ReplayArguments& arguments, Streams& streams) {
    try {
        return GameReplay(arguments, streams).run();
    } catch (const GameError& error) {
        complain(streams, error.what());
        return exit_bad_input;
    }
}

}  // namespace standoff
