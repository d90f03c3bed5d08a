// `standoff play`: a scenario turn by turn, with people in some seats.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/line_reader.hpp"
#include "cli/loading.hpp"
#include "cli/play_session.hpp"
#include "cli/seeds.hpp"
#include "experiment/inputs.hpp"
#include "game/game_file.hpp"
#include "model/model.hpp"
#include "scenario/spec.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

/// `dprk-2022-ROK.json`, or with a number where there is one already.
fs::path free_name(const std::string& scenario, const std::vector<std::string>& seats) {
    std::string stem = scenario;
    if (stem.ends_with(".yaml")) stem.resize(stem.size() - std::string_view(".yaml").size());
    std::replace(stem.begin(), stem.end(), '/', '-');
    for (const std::string& seat : seats) stem += "-" + seat;
    std::error_code error;
    for (int number = 1;; ++number) {
        fs::path path = number == 1 ? stem + ".json" : fmt::format("{}-{}.json", stem, number);
        if (!fs::exists(path, error)) return path;
    }
}

/// Closes what it opened.
class MovesFile {
public:
    explicit MovesFile(const std::string& path)
        : descriptor_(path.empty() ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (descriptor_ < 0) throw ResultsError(fmt::format("{} cannot be read", path));
    }
    ~MovesFile() {
        if (descriptor_ != STDIN_FILENO) close(descriptor_);
    }
    MovesFile(const MovesFile&) = delete;
    MovesFile& operator=(const MovesFile&) = delete;
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

/// Says who can be played, where nobody was named.
int refuse_without_seat(const std::string& path, const LoadOptions& options, Streams& streams) {
    LoadOutcome outcome = load_model(path, options, true, streams);
    if (!outcome.loaded) return outcome.exit_code;
    std::set<std::string> actors;
    for (const Decision& decision : outcome.loaded->model->decisions)
        actors.insert(outcome.loaded->model->entities[static_cast<std::size_t>(decision.actor)].name);
    complain(streams, fmt::format("whose seat do you take? Add --as with one of {}",
                                  joined({actors.begin(), actors.end()}, "or")));
    return exit_wrong_use;
}

std::optional<std::string> wrong_together(const PlayArguments& arguments) {
    if (arguments.file.empty() && arguments.load_game.empty())
        return "play needs a scenario, or a saved game after --load; see standoff play --help";
    const bool setup = !arguments.load.seats.empty() || !arguments.load.variant.empty() ||
                       !arguments.load.set.empty() || arguments.seed_given || arguments.run > 0;
    if (!arguments.load_game.empty() && setup)
        return "--load says who plays and with what luck: --as, --variant, --set, --seed and --run do not go with it";
    return std::nullopt;
}

}  // namespace

int play_command(const PlayArguments& arguments, Streams& streams) {
    auto wrong = wrong_environment();
    if (!wrong) wrong = wrong_together(arguments);
    if (wrong) {
        complain(streams, *wrong);
        return exit_wrong_use;
    }
    try {
        Game game;
        LoadOptions options = arguments.load;
        const bool resumed = !arguments.load_game.empty();
        if (resumed) {
            game = read_game(arguments.load_game);
            options.variant = game.variant;
            options.set = game.set;
            options.seats = game.seats;
            if (game.seats.empty()) throw GameError(fmt::format("{} names no seats", arguments.load_game));
        }
        const auto file = find_or_complain(arguments.file.empty() ? game.scenario : arguments.file, streams);
        if (!file) return exit_bad_input;
        if (options.seats.empty()) return refuse_without_seat(file->path, options, streams);
        LoadOutcome outcome = load_model(file->path, options, false, streams);
        if (!outcome.loaded) return outcome.exit_code;
        for (const int seat : outcome.loaded->scenario.spec->seats)
            if (std::none_of(outcome.loaded->model->seats.begin(), outcome.loaded->model->seats.end(),
                             [&](const Seat& one) { return one.actor == seat; })) {
                complain(streams, fmt::format("{} has nothing to decide in this scenario",
                                              outcome.loaded->model->entities[static_cast<std::size_t>(seat)].name));
                return exit_wrong_use;
            }
        if (resumed) {
            for (const std::string& path : changed_files(game.inputs, hashed(inputs_of(outcome.loaded->scenario))))
                complain(streams,
                         fmt::format("warning: {} was played with another {}; its moves are tried with the one that is "
                                     "here, and may lead elsewhere",
                                     arguments.load_game, path));
        } else {
            game.scenario = file->name;
            game.variant = options.variant;
            game.set = options.set;
            game.seats = options.seats;
            game.seed = arguments.seed ? *arguments.seed : drawn_seed();
            game.run = std::max(arguments.run, std::uint32_t{1});
        }
        fs::path place = arguments.save;
        if (place.empty()) place = resumed ? fs::path(arguments.load_game) : free_name(file->name, game.seats);
        const MovesFile input(arguments.moves);
        LineReader lines(input.descriptor(), streams.stop);
        return play_at_terminal(arguments, *outcome.loaded, game, {place, file->name}, streams, lines);
    } catch (const GameError& error) {
        complain(streams, error.what());
        return exit_bad_input;
    }
}

}  // namespace standoff
