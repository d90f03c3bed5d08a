// `standoff why FOLDER`: reads the decisions of a shown run, picks those that were asked for, explains them.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <standoff/decisions.hpp>
#include <standoff/results.hpp>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/unicode.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/folders.hpp"
#include "report/step_calendar.hpp"
#include "report/telling_decisions.hpp"
#include "report/text.hpp"
#include "report/why_json.hpp"
#include "report/why_text.hpp"

namespace standoff {

namespace {

namespace fs = std::filesystem;

/// What was asked for cannot be, in words.
struct Refused {
    std::string what;
};

/// Stops the reading of decisions.
struct Interrupted {};

class Why {
public:
    Why(const WhyArguments& arguments, Streams& streams)
        : arguments_(arguments),
          streams_(streams),
          folder_(arguments.folder),
          manifest_(told_manifest(folder_)),
          texts_(of_folder(manifest_, [this] { return read_decision_texts(folder_); })),
          calendar_(manifest_) {}

    int run() {
        shown_ = wanted_run();
        if (!arguments_.actor.empty()) actor_ = wanted_actor();
        if (!arguments_.at.empty()) step_ = wanted_step();
        const bool each = arguments_.all || step_.has_value();
        each ? tell_each() : tell_the_most_telling();
        if (told_ == 0) throw Refused{nothing_found()};
        if (!each && !arguments_.json) print_text(streams_, "\n" + how_to_ask());
        return exit_done;
    }

private:
    [[nodiscard]] const ShownRun& wanted_run() const {
        const std::vector<ShownRun>& shown = manifest_.shown;
        if (shown.empty()) throw Refused{"no run is told in full in this folder"};
        if (arguments_.run == 0) return shown.front();
        for (const ShownRun& one : shown)
            if (one.run == arguments_.run) return one;
        std::string runs;
        for (const ShownRun& one : shown) runs += fmt::format("{}{}", runs.empty() ? "" : ", ", one.run);
        throw Refused{fmt::format("run {} is not told in full in this folder; told are: {}", arguments_.run, runs)};
    }

    /// By name or title; of things none, since they decide nothing.
    [[nodiscard]] std::string wanted_actor() const {
        std::vector<std::string> known;
        std::string told;
        for (const ActorEntry& actor : manifest_.actors) {
            if (actor.thing) continue;
            if (actor.name == arguments_.actor || actor.title == arguments_.actor) return actor.name;
            known.push_back(actor.name);
            told += fmt::format("{}{}", told.empty() ? "" : ", ", actor.name);
            if (!actor.title.empty() && actor.title != actor.name) told += fmt::format(" ({})", actor.title);
            if (!actor.title.empty() && actor.title != actor.name) known.push_back(actor.title);
        }
        std::string near = did_you_mean(arguments_.actor, known);
        if (near.empty()) near = fmt::format("the actors are {}", told);
        throw Refused{fmt::format("\"{}\" is not an actor of this run; {}", arguments_.actor, near)};
    }

    [[nodiscard]] int wanted_step() const {
        const std::string& text = arguments_.at;
        const std::optional<int> number = number_in<int>(text);
        int step = number.value_or(0);
        if (!number) {
            const std::optional<Day> day = parse_date(text);
            if (!day)
                throw Refused{fmt::format("\"{}\" is neither a {}step", text,
                                          manifest_.dated ? "date, as 2022-03-24, nor a " : "")};
            if (!manifest_.dated) throw Refused{fmt::format("this model has no dates; its run has {}", span())};
            const std::optional<int> found = calendar_.step_of(*day);
            const std::optional<Day> last = parse_date(shown_.end);
            if (!found || (last && *day > *last))
                throw Refused{fmt::format("{} lies outside of the run: {}", text, span())};
            step = *found;
        }
        if (step < 0 || step >= shown_.steps)
            throw Refused{fmt::format("step {} lies outside of the run: {}", text, span())};
        return step;
    }

    /// `104 steps, 0 to 103, from 2022-01-03 to 2023-12-31`.
    [[nodiscard]] std::string span() const {
        std::string text = counted(static_cast<std::uint64_t>(shown_.steps), "step", "steps");
        text += fmt::format(", 0 to {}", shown_.steps - 1);
        if (manifest_.dated) text += fmt::format(", from {} to {}", manifest_.start, shown_.end);
        return text;
    }

    void look_for(const std::function<void(const DecisionRecord&)>& visit) {
        const auto look_at = [&](const DecisionRecord& record) {
            if (streams_.stop.stop_requested()) throw Interrupted{};
            if (record.run != shown_.run || (!actor_.empty() && record.actor != actor_)) return;
            if (step_ && record.step < *step_) before_ = when(record);
            if (step_ && record.step > *step_ && after_.empty()) after_ = when(record);
            if (step_ && record.step != *step_) return;
            ++seen_;
            visit(record);
        };
        of_folder(manifest_, [&] {
            read_decisions(folder_, [&](const DecisionRecord& record) {
                look_at(record);
                return true;
            });
        });
    }

    void tell_each() {
        look_for([&](const DecisionRecord& record) { tell(record, explain(rule(record), record)); });
    }

    void tell_the_most_telling() {
        TellingDecisions telling(read_events(folder_, shown_.run));
        look_for([&](const DecisionRecord& record) { telling.look_at(record, explain(rule(record), record)); });
        for (const DecisionRecord& record : telling.take()) tell(record, explain(rule(record), record));
    }

    [[nodiscard]] const RuleText& rule(const DecisionRecord& record) const {
        const RuleText* found = rule_of(texts_, record);
        const auto has = [&](int line) { return line >= 0 && line < static_cast<int>(found->lines.size()); };
        const auto fits = [&] {
            return (record.fired == -1 || has(record.fired)) &&
                   std::all_of(record.tried.begin(), record.tried.end(),
                               [&](const auto& one) { return has(one.line); });
        };
        if (found != nullptr && (record.kind != RuleKind::rules || fits())) return *found;
        throw ResultsError(fmt::format("{} says nothing of the policy {} of {} in {}",
                                       (folder_ / "rules.json").string(), record.policy, record.actor, record.channel));
    }

    void tell(const DecisionRecord& record, const Explanation& explanation) {
        if (arguments_.json) {
            streams_.out.write(why_json(record, explanation) + "\n");
        } else {
            const WhyContext context{texts_, calendar_, wants_color(arguments_.color, streams_), streams_.characters};
            if (told_ > 0) streams_.out.write("\n" + std::string(page_width, '-') + "\n\n");
            streams_.out.write(why_text(rule(record), record, explanation, context));
        }
        ++told_;
    }

    [[nodiscard]] std::string when(const DecisionRecord& record) const {
        return record.date.empty() ? fmt::format("step {}", record.step)
                                   : fmt::format("step {} ({})", record.step, record.date);
    }

    [[nodiscard]] std::string nothing_found() const {
        const std::string who = actor_.empty() ? "nobody" : title_of(texts_, actor_);
        if (!step_)
            return fmt::format("{} decided {} in run {}", who, actor_.empty() ? "anything" : "nothing", shown_.run);
        std::string text =
            fmt::format("{} decided {} in step {}", who, actor_.empty() ? "anything" : "nothing", *step_);
        if (before_.empty() && after_.empty()) return text + ", nor in any other";
        text += actor_.empty() ? "; there are decisions in " : "; it decided in ";
        return text + before_ + (before_.empty() || after_.empty() ? "" : " and ") + after_;
    }

    /// How to ask for others, with an actor and a day of this run.
    [[nodiscard]] std::string how_to_ask() const {
        std::string command = "standoff why " + shell_quoted(unicode::printable(arguments_.folder));
        if (arguments_.run != 0) command += fmt::format(" --run {}", arguments_.run);
        const std::string actor = actor_.empty() && !manifest_.actors.empty() ? manifest_.actors.front().name : actor_;
        const std::string day = manifest_.dated ? manifest_.start : "0";
        return wrapped(fmt::format("These are the most telling of {} decisions: the highest acts, the longest odds, "
                                   "the closest call. Others: {} --actor {} --at {}; all: --all",
                                   seen_, command, shell_quoted(actor), day),
                       "", "  ");
    }

    const WhyArguments& arguments_;
    Streams& streams_;
    fs::path folder_;
    RunManifest manifest_;
    DecisionTexts texts_;
    StepCalendar calendar_;
    ShownRun shown_;
    std::string actor_;        ///< empty: any
    std::optional<int> step_;  ///< nothing: any
    std::size_t seen_ = 0;
    std::size_t told_ = 0;
    std::string before_;  ///< the nearest step before step_ in which the actor decided, in words; empty: none
    std::string after_;
};

}  // namespace

int why_command(const WhyArguments& arguments, Streams& streams) {
    try {
        return Why(arguments, streams).run();
    } catch (const Refused& refused) {
        complain(streams, unicode::printable(refused.what));
        return exit_wrong_use;
    } catch (const Interrupted&) {
        return exit_interrupted;
    }
}

}  // namespace standoff
