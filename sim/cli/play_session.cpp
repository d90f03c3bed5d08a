#include "cli/play_session.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "base/numbers.hpp"
#include "base/unicode.hpp"
#include "cli/command_line.hpp"
#include "cli/game_folder.hpp"
#include "cli/play_text.hpp"
#include "cli/play_why.hpp"
#include "cli/targets.hpp"
#include "experiment/inputs.hpp"
#include "game/debrief.hpp"
#include "game/game_file.hpp"
#include "game/game_view.hpp"
#include "report/text.hpp"

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
          text_(spec_, model_, streams.characters),
          why_(loaded.scenario, inputs_, text_, wants_color(arguments.color, streams), streams.characters) {
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
                const std::string before = view.actor;
                played = play_game(model_, game_);
                save(played);
                view = view_of(spec_, game_, played);
                if (!played.over && view.actor != before) pass_to(view.actor);
            }
        } catch (const Left&) {
            return leave(played);
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
            else if (command == "why" && words.size() == 2) say(why_.told(words[1], game_, played));
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
            const std::optional<std::size_t> turns = number_in<std::size_t>(words[1]);
            if (turns && *turns > 0) {
                waiting_ = *turns - 1;
                return true;
            }
        }
        const std::vector<NumberedOption> all = numbered_options(view);
        std::set<std::size_t> channels;
        for (const std::string& word : words) {
            const std::optional<std::size_t> number = number_in<std::size_t>(word);
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

    /// `played` is what the moves so far lead to.
    void save(const GamePosition& played) {
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
    int leave(const GamePosition& played) {
        const int code = streams_.stop.stop_requested() ? exit_interrupted : exit_done;
        if (game_.moves.empty()) {
            say("No move was made; nothing is kept.\n");
            return code;
        }
        save(played);
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
    PlayWhy why_;
    std::size_t waiting_ = 0;
};

}  // namespace

int play_at_terminal(const PlayArguments& arguments, LoadedModel& loaded, const Game& game, const GamePlace& place,
                     Streams& streams, LineReader& lines) {
    return PlaySession(arguments, loaded, game, place.file, streams, lines).run(place.scenario);
}

}  // namespace standoff
