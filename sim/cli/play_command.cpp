// `standoff play`: a scenario turn by turn, with people in some seats.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "base/unicode.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/game_folder.hpp"
#include "cli/line_reader.hpp"
#include "cli/loading.hpp"
#include "cli/play_text.hpp"
#include "cli/seeds.hpp"
#include "cli/targets.hpp"
#include "experiment/inputs.hpp"
#include "game/debrief.hpp"
#include "game/game_file.hpp"
#include "game/game_view.hpp"
#include "game/sight.hpp"
#include "report/explanation.hpp"
#include "report/scenario_facts.hpp"
#include "report/step_calendar.hpp"
#include "report/text.hpp"
#include "report/why_text.hpp"
#include "results/decision_files.hpp"
#include "results/run_files.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_reason = 2000;  ///< bytes

/// The player has stopped, or the input has ended.
struct Left {};

std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words(1);
    for (const char c : line) {
        if (c != ' ' && c != '\t' && c != ',') words.back() += c;
        else if (!words.back().empty()) words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

std::optional<std::size_t> number_of(const std::string& word) {
    std::size_t value = 0;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), value);
    if (end.ec != std::errc() || end.ptr != word.data() + word.size()) return std::nullopt;
    return value;
}

/// The decisions of one actor in one step.
class Reasons final : public RunRecorder {
public:
    Reasons(const Model& model, int actor, int step, PlaceNames places)
        : model_(model), actor_(actor), step_(step), places_(std::move(places)) {}
    void event(const Event& /*event*/) override {}
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& /*result*/, std::span<const double> /*measures*/) override {}
    void decided(const Deciding& deciding) override {
        const Decision& decision = model_.decisions[static_cast<std::size_t>(deciding.decision)];
        if (deciding.step != step_ || decision.actor != actor_ || decision.part > 0) return;
        records.push_back(decision_record(model_, deciding, 1, places_));
    }
    std::vector<DecisionRecord> records;

private:
    const Model& model_;
    int actor_;
    int step_;
    PlaceNames places_;
};

class PlaySession {
public:
    PlaySession(const PlayArguments& arguments, LoadedModel& loaded, Game game, fs::path file, Streams& streams,
                LineReader& lines)
        : arguments_(arguments),
          loaded_(loaded),
          spec_(*loaded.scenario.spec),
          model_(*loaded.model),
          game_(std::move(game)),
          file_(std::move(file)),
          streams_(streams),
          lines_(lines),
          inputs_(inputs_of(loaded.scenario)),
          text_(spec_, model_, streams.characters) {
        game_.inputs = hashed(inputs_);
    }

    int run(const std::string& folder_name) {
        GamePosition played = play_game(model_, game_);
        GameView view = view_of(spec_, game_, played);
        if (!game_.hash.empty() && game_.hash != view.game.hash)
            complain(streams_, fmt::format("warning: the moves of this game lead elsewhere than when it was saved: its "
                                           "hash was {} and is {}",
                                           game_.hash, view.game.hash));
        say(text_.briefing(view));
        try {
            while (!played.over) {
                take_turn(played, view);
                save();
                const std::string before = view.actor;
                played = play_game(model_, game_);
                view = view_of(spec_, game_, played);
                if (!played.over && view.actor != before) pass_to(view.actor);
            }
        } catch (const Left&) {
            return leave();
        }
        return end(played, view, folder_name);
    }

private:
    void say(const std::string& text) { print_text(streams_, text); }

    /// A line from the player, with the commands that mean the same everywhere done. Throws Left.
    std::string ask(const std::string& prompt, const GamePosition& played, const GameView& view) {
        while (true) {
            say(prompt);
            const std::optional<std::string> line = lines_.next();
            if (!line) {
                say("\n");
                throw Left{};
            }
            const std::string text = unicode::printable(*line);
            if (!lines_.is_terminal()) say(text + "\n");
            const std::vector<std::string> words = words_of(text);
            const std::string command = words.empty() ? "" : words.front();
            if (words.size() == 1 && command == "quit") throw Left{};
            if (words.size() == 1 && command == "help") say(PlayText::help());
            else if (words.size() == 1 && command == "menu") say(text_.menu(view));
            else if (command == "save" && words.size() <= 2) save_as(words.size() == 2 ? words[1] : "");
            else if (command == "why" && words.size() == 2) explain_to(words[1], played, view);
            else return text;
        }
    }

    void take_turn(const GamePosition& played, const GameView& view) {
        bool waits = waiting_ > 0;
        if (!waits) say("\n" + text_.situation(view) + text_.menu(view));
        else if (!view.news.empty()) say(text_.passed_by(view));
        while (true) {
            std::vector<NumberedOption> chosen;
            std::string reason;
            if (waits) {
                --waiting_;
            } else {
                const std::string line = ask("Your move (numbers, Enter to hold, help): ", played, view);
                if (!read_choice(line, view, chosen)) continue;
            }
            if (const std::string missing = must_act(view, chosen); !missing.empty()) {
                waiting_ = 0;
                say(fmt::format("You must act in {}: nobody can hold there.\n", missing));
                if (waits) say("\n" + text_.situation(view) + text_.menu(view));
                waits = false;
                continue;
            }
            if (!chosen.empty()) {
                reason = ask("Why? (one line, Enter for none, back): ", played, view);
                if (reason == "back") continue;
                if (reason.size() > longest_reason) {
                    say(fmt::format("That is more than {} bytes; shorter, please.\n", longest_reason));
                    continue;
                }
                const std::string last =
                    ask(fmt::format("{}. Enter commits, back chooses again: ", told(view, chosen)), played, view);
                if (!last.empty() && last != "yes" && last != "y" && last != "commit") continue;
            }
            for (std::size_t c = 0; c < view.channels.size(); ++c) {
                const auto one = std::find_if(chosen.begin(), chosen.end(),
                                              [&](const NumberedOption& option) { return option.channel == c; });
                const std::string item = one == chosen.end() ? "hold" : view.channels[c].options[one->option].item;
                game_.moves.push_back(
                    {view.step, view.actor, view.channels[c].name, item, one == chosen.end() ? "" : reason});
            }
            return;
        }
    }

    /// A channel in which one cannot hold and chose nothing; empty if there is none.
    static std::string must_act(const GameView& view, const std::vector<NumberedOption>& chosen) {
        for (std::size_t c = 0; c < view.channels.size(); ++c) {
            if (view.channels[c].options.front().action.empty()) continue;
            const bool acts = std::any_of(chosen.begin(), chosen.end(),
                                          [&](const NumberedOption& option) { return option.channel == c; });
            if (!acts) return view.channels[c].name;
        }
        return {};
    }

    static std::string told(const GameView& view, const std::vector<NumberedOption>& chosen) {
        std::vector<std::string> items;
        items.reserve(chosen.size());
        for (const NumberedOption& one : chosen)
            items.push_back(fmt::format("{} ({})", view.channels[one.channel].options[one.option].item,
                                        view.channels[one.channel].name));
        return capitalised(joined(items));
    }

    /// False if it is to be asked again.
    bool read_choice(const std::string& line, const GameView& view, std::vector<NumberedOption>& chosen) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() == 2 && words.front() == "wait") {
            const std::optional<std::size_t> turns = number_of(words[1]);
            if (turns && *turns > 0) {
                waiting_ = *turns - 1;
                return true;
            }
        }
        const std::vector<NumberedOption> all = numbered_options(view);
        std::set<std::size_t> channels;
        for (const std::string& word : words) {
            const std::optional<std::size_t> number = number_of(word);
            if (!number) {
                say(fmt::format("\"{}\" is no number of an option and no command; `help` lists what you can type.\n",
                                cut_to(word, 40)));
                return false;
            }
            if (*number < 1 || *number > all.size()) {
                say(fmt::format("There is no option {}; they are numbered from 1 to {}.\n", word, all.size()));
                return false;
            }
            const NumberedOption& option = all[*number - 1];
            if (!channels.insert(option.channel).second) {
                say(fmt::format("Only one act in {}.\n", view.channels[option.channel].name));
                return false;
            }
            chosen.push_back(option);
        }
        return true;
    }

    /// Between two people at one terminal: the one does not see what the other saw.
    void pass_to(const std::string& actor) {
        if (!streams_.out_is_terminal) {
            say(fmt::format("\nPass to {}.\n", text_.title(actor)));
            return;
        }
        say(fmt::format("\n\x1b[2J\x1b[3J\x1b[HPass to {}. Enter when they sit here: ", text_.title(actor)));
        if (!lines_.next()) throw Left{};
    }

    void explain_to(const std::string& name, const GamePosition& played, const GameView& view) {
        int actor = -1;
        std::vector<std::string> known;
        for (int a = 0; a < model_.actors; ++a) {
            known.push_back(model_.entities[static_cast<std::size_t>(a)].name);
            if (known.back() == name) actor = a;
        }
        if (actor < 0) {
            const std::string near = did_you_mean(name, known);
            say(fmt::format("\"{}\" is not an actor; {}.\n", cut_to(name, 40),
                            near.empty() ? "there are " + joined(known) : near));
            return;
        }
        int step = -1;
        for (const Event& event : played.events)
            if (event.decision >= 0 && model_.decisions[static_cast<std::size_t>(event.decision)].actor == actor)
                step = event.step;
        if (step < 0) {
            say(fmt::format("{} has not decided anything yet.\n", text_.title(name)));
            return;
        }
        Reasons reasons(played.model, actor, step, places());
        (void)record_run(played.model, game_.seed, game_.run, reasons);
        const std::vector<Sight> seen = sights_of(spec_, model_, played.actor);
        for (const DecisionRecord& record : reasons.records) explain_decision(record, seen, view);
    }

    [[nodiscard]] PlaceNames places() const {
        return [this](const Place& place) { return line_text(place, loaded_.scenario, inputs_); };
    }

    /// What an actor keeps to itself, its reasons would tell: those are left for the end of the game.
    void explain_decision(const DecisionRecord& record, const std::vector<Sight>& seen, const GameView& view) {
        const DecisionTexts texts = decision_texts(model_, places());
        const RuleText* rule = rule_of(texts, record);
        if (rule == nullptr || (record.kind == RuleKind::script && record.actor == view.actor)) {
            say(fmt::format("{}: {}. That was your own.\n", record.channel, record.chosen));
            return;
        }
        std::vector<std::string> secret;
        for (const ReadText& read : rule->reads)
            for (std::size_t q = 0; q < seen.size(); ++q)
                if (seen[q] != Sight::exact && model_.quantities[q].label == read.name) secret.push_back(read.name);
        const bool a_person = record.kind == RuleKind::script && rule->policy == spec_.policies.back().name;
        if (a_person) {
            say(fmt::format("{}: {}. A person decided; ask them.\n", record.channel, record.chosen));
        } else if (!secret.empty()) {
            say(wrapped(
                fmt::format("{}: {}, by its policy {}. {} It went by what you cannot see: {}. The end of the "
                            "game opens that.",
                            record.channel, record.chosen, rule->policy, with_stop(rule->about), joined(secret)),
                "", ""));
        } else {
            RunManifest manifest;
            describe_model(model_, manifest);
            describe_scenario(spec_, manifest);
            const StepCalendar calendar(manifest);
            const WhyContext context{texts, calendar, wants_color(arguments_.color, streams_), streams_.characters};
            say(why_text(*rule, record, explain(*rule, record), context));
        }
    }

    void save() {
        if (game_.moves.empty()) return;
        const GamePosition played = play_game(model_, game_);
        game_.hash = fmt::format("{:016x}", played.result.hash);
        write_game(file_, game_);
    }

    void save_as(const std::string& name) {
        try {
            if (!name.empty()) file_ = name;
            write_game(file_, game_);
            say(fmt::format("Saved in {}.\n", unicode::printable(file_.string())));
        } catch (const ResultsError& error) {
            say(fmt::format("Not saved: {}\n", unicode::printable(error.what())));
        }
    }

    /// What is finished is kept.
    int leave() {
        const int code = streams_.stop.stop_requested() ? exit_interrupted : exit_done;
        if (game_.moves.empty()) {
            say("No move was made; nothing is kept.\n");
            return code;
        }
        save();
        say(fmt::format("The game is kept in {}. To go on:\n  standoff play --load {}\n",
                        unicode::printable(file_.string()), shell_quoted(file_.string())));
        return code;
    }

    int end(const GamePosition& played, const GameView& view, const std::string& folder_name) {
        say("\nThe last step:\n" + text_.happened(view.news));
        game_.hash = view.game.hash;
        say(text_.ending(debrief_of(spec_, model_, game_, played)));
        say(fmt::format("\nhash    {}\n", game_.hash));
        if (!game_.moves.empty()) {
            write_game(file_, game_);
            say(fmt::format("game    {}\n", unicode::printable(file_.string())));
        }
        if (arguments_.keep_files) {
            const Target target = target_of(arguments_.out, arguments_.force, default_folder(folder_name, "play"));
            if (refused(target, streams_)) return exit_wrong_use;
            write_game_folder(target, loaded_, inputs_, game_, played,
                              fmt::format("standoff play --load {}", shell_quoted(file_.string())));
            say(fmt::format("folder  {}\n", target.folder.string()));
            say(fmt::format("To check it: standoff replay {}\n", shell_quoted(target.folder.string())));
        }
        return played.failure.empty() ? exit_done : exit_run_failed;
    }

    const PlayArguments& arguments_;
    LoadedModel& loaded_;
    const Spec& spec_;
    const Model& model_;
    Game game_;
    fs::path file_;
    Streams& streams_;
    LineReader& lines_;
    std::vector<Input> inputs_;
    PlayText text_;
    std::size_t waiting_ = 0;
};

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
        return PlaySession(arguments, *outcome.loaded, game, place, streams, lines).run(file->name);
    } catch (const GameError& error) {
        complain(streams, error.what());
        return exit_bad_input;
    }
}

}  // namespace standoff
