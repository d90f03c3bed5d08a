#include "report/terminal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/text.hpp"
#include "report/turning_points.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_acts = 12;
constexpr std::size_t bar_width = 20;

class Page {
public:
    Page(const RunRecord& record, const TerminalOptions& options)
        : record_(record), manifest_(record.manifest), summary_(record.summary), options_(options) {}

    std::string print() {
        heading();
        outcomes();
        measures();
        for (const ShownRun& shown : manifest_.shown) one_history(shown);
        observed();
        failures();
        footer();
        return std::move(text_);
    }

private:
    [[nodiscard]] std::string strong(const std::string& text) const {
        return options_.color ? "\033[1m" + text + "\033[0m" : text;
    }
    [[nodiscard]] std::string faint(const std::string& text) const {
        return options_.color ? "\033[2m" + text + "\033[0m" : text;
    }
    void line(std::string_view text) {
        text_ += text;
        while (text_.ends_with(' ')) text_.pop_back();
        text_ += '\n';
    }
    void section(const std::string& title) {
        text_ += '\n';
        line(strong(title));
    }
    [[nodiscard]] std::uint64_t whole_runs() const { return summary_.runs - summary_.failed; }

    void heading() {
        std::string titles = wrapped(unicode::printable(manifest_.title), "", "");
        titles.pop_back();
        line(strong(titles));
        std::string what = fmt::format("{} of {}", counted(manifest_.runs, "run", "runs"),
                                       counted(static_cast<std::uint64_t>(manifest_.steps), "step", "steps"));
        if (manifest_.dated) what += fmt::format(", {} to {}", manifest_.start, manifest_.end);
        what += fmt::format(", seed {}", manifest_.seed);
        if (!manifest_.variant.empty()) what += fmt::format(", variant {}", manifest_.variant);
        text_ += wrapped(unicode::printable(what), "", "  ");
        if (!manifest_.theory.empty()) text_ += wrapped("theory: " + unicode::printable(manifest_.theory), "", "  ");
        for (const std::string& setting : manifest_.set)
            text_ += wrapped("set: " + unicode::printable(setting), "", "  ");
        if (manifest_.interrupted)
            line(fmt::format("interrupted: {} of {} runs were finished", manifest_.runs, manifest_.runs_asked));
    }

    void outcomes() {
        if (whole_runs() == 0) return;
        // The most frequent first, equals in the order of the file. (std::stable_sort warns under clang 19.)
        std::vector<std::size_t> order(summary_.outcomes.size());
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const std::uint64_t first = summary_.outcomes[a].count;
            const std::uint64_t second = summary_.outcomes[b].count;
            return first != second ? first > second : a < b;
        });
        std::size_t width = 8;
        for (const OutcomeSummary& outcome : summary_.outcomes) width = std::max(width, columns_of(outcome.name));
        width = std::min<std::size_t>(width, 22);
        section(whole_runs() == 1 ? "How the run ended" : fmt::format("How the {} runs ended", whole_runs()));
        line(faint(fmt::format("  {}{:>8}{:>9}  {}", left_in("", width), "runs", "share", "95% interval")));
        for (const std::size_t index : order) {
            const OutcomeSummary& outcome = summary_.outcomes[index];
            const std::string interval = fmt::format("{:.1f} to {:.1f}%", 100 * outcome.low, 100 * outcome.high);
            line(fmt::format("  {}{:>8}{:>8.1f}%  {:<16}{}", left_in(outcome.name, width), outcome.count,
                             100 * outcome.share, interval, bar(outcome.share, bar_width)));
        }
    }

    [[nodiscard]] std::string unit_of(const std::string& measure) const {
        const auto found = std::find_if(manifest_.measures.begin(), manifest_.measures.end(),
                                        [&](const MeasureEntry& entry) { return entry.name == measure; });
        return found != manifest_.measures.end() && found->duration ? " (days)" : "";
    }

    static std::string mean_text(const MeasureSummary& measure) {
        if (!measure.mean) return "-";
        if (!measure.se) return short_number(*measure.mean);
        return fmt::format("{} ± {:.2g}", short_number(*measure.mean), 1.96 * *measure.se);
    }

    void measures() {
        if (whole_runs() == 0 || summary_.measures.empty()) return;
        std::size_t width = 12;
        for (const MeasureSummary& measure : summary_.measures)
            width = std::max(width, columns_of(measure.name + unit_of(measure.name)));
        width = std::min<std::size_t>(width, 24);
        const bool infinite = std::any_of(summary_.measures.begin(), summary_.measures.end(),
                                          [](const MeasureSummary& measure) { return measure.infinite > 0; });
        section(fmt::format("Measures over {}", counted(whole_runs(), "run", "runs")));
        line(faint(fmt::format("  {}{:>16}{:>10}{:>19}{}", left_in("", width), "mean ± 95%", "median", "5% to 95%",
                               infinite ? "   never" : "")));
        for (const MeasureSummary& measure : summary_.measures) {
            const std::string range = fmt::format("{} to {}", short_number(*measure.q05), short_number(*measure.q95));
            // ± is two bytes and one column, so that fmt's own width would do, but names may be of any script.
            line(fmt::format("  {}{}{}{}{}", left_in(measure.name + unit_of(measure.name), width),
                             right_in(mean_text(measure), 16), right_in(short_number(*measure.q50), 10),
                             right_in(range, 19), measure.infinite > 0 ? fmt::format("{:>8}", measure.infinite) : ""));
        }
    }

    [[nodiscard]] std::string title_of(const std::string& actor) const {
        const auto found = std::find_if(manifest_.actors.begin(), manifest_.actors.end(),
                                        [&](const ActorEntry& entry) { return entry.name == actor; });
        return found == manifest_.actors.end() || found->title.empty() ? actor : unicode::printable(found->title);
    }

    [[nodiscard]] std::string when(const ShownEvent& event) const {
        return manifest_.dated ? event.date : fmt::format("step {}", event.step);
    }

    void one_history(const ShownRun& shown) {
        const std::vector<ShownEvent> acts = turning_points(record_.events, shown.run, most_acts);
        const auto all =
            static_cast<std::size_t>(std::count_if(record_.events.begin(), record_.events.end(),
                                                   [&](const ShownEvent& event) { return event.run == shown.run; }));
        section(fmt::format("One possible history: run {}", shown.run));
        if (acts.empty()) line("  Nobody acted.");
        const bool rungs = std::any_of(acts.begin(), acts.end(), [](const ShownEvent& act) { return act.rung > 0; });
        if (acts.size() < all)
            line(faint(fmt::format("  {} of {} acts, {}", acts.size(), all,
                                   rungs ? "those highest on the escalation ladder (rung)" : "the rarest")));
        std::size_t dates = 0;
        std::size_t actors = 0;
        for (const ShownEvent& act : acts) {
            dates = std::max(dates, columns_of(when(act)));
            actors = std::max(actors, columns_of(act.channel.empty() ? "(chance)" : title_of(act.actor)));
        }
        actors = std::min<std::size_t>(actors, 24);
        for (const ShownEvent& act : acts) act_line(act, dates, actors, rungs);
        ending(shown);
    }

    void act_line(const ShownEvent& act, std::size_t dates, std::size_t actors, bool rungs) {
        const bool chance = act.channel.empty();
        std::string text = fmt::format("  {}  {}  ", left_in(when(act), dates),
                                       left_in(chance ? "(chance)" : title_of(act.actor), actors));
        if (rungs) text += std::isnan(act.rung) ? "      " : fmt::format("{:>4.1f}  ", act.rung);
        std::string what = act_text(act);
        if (chance && !act.actor.empty()) what += " of " + title_of(act.actor);
        line(text + cut_to(unicode::printable(what), 80 - std::min<std::size_t>(columns_of(text), 60)));
    }

    void ending(const ShownRun& shown) {
        const std::string steps = counted(static_cast<std::uint64_t>(shown.steps), "step", "steps");
        const std::string on = shown.end.empty() ? "" : fmt::format(", on {}", shown.end);
        if (shown.outcome.empty()) line(fmt::format("  It failed after {}.", steps));
        else line(fmt::format("  It ended in {} after {}{}.", unicode::printable(shown.outcome), steps, on));
    }

    void observed() {
        if (manifest_.observed.empty()) return;
        section("Observed");
        for (const ObservedSeries& series : manifest_.observed) {
            std::string text = fmt::format("{}: {} in {}", series.name, short_number(series.total),
                                           counted(series.points, "observation", "observations"));
            if (series.points > 0) text += fmt::format(", {} to {}", series.first, series.last);
            text += fmt::format("; to compare with {}", series.compares);
            if (!series.per.empty()) text += " per " + series.per;
            const auto found = std::find_if(summary_.measures.begin(), summary_.measures.end(),
                                            [&](const MeasureSummary& m) { return m.name == series.measure; });
            if (found != summary_.measures.end() && found->q50)
                text += fmt::format(", in the runs {} ({} to {}) over all {}", short_number(*found->q50),
                                    short_number(*found->q05), short_number(*found->q95),
                                    counted(static_cast<std::uint64_t>(manifest_.steps), "step", "steps"));
            text_ += wrapped(unicode::printable(text), "  ", "    ");
        }
    }

    void failures() {
        if (summary_.failed == 0) return;
        section(fmt::format("{} failed", counted(summary_.failed, "run", "runs")));
        if (whole_runs() > 0) line("  They are left out of the numbers above.");
        const std::optional<FirstFailure>& first = manifest_.first_failure;
        if (!first) return;
        std::string text = fmt::format("The first is run {}, in step {}", first->run, first->step);
        if (!first->date.empty()) text += fmt::format(" ({})", first->date);
        text += fmt::format(": {}", first->what);
        if (!first->place.empty()) text += fmt::format(" ({})", first->place);
        text_ += wrapped(unicode::printable(text), "  ", "  ");
    }

    void footer() {
        text_ += '\n';
        line(fmt::format("trace hash  {:016x}", summary_.trace_hash));
        if (options_.folder.empty()) return line("results     not kept (--files none)");
        line(fmt::format("results     {}", unicode::printable(options_.folder)));
        line(fmt::format("to repeat   standoff replay {}", unicode::printable(options_.folder)));
    }

    const RunRecord& record_;
    const RunManifest& manifest_;
    const RunSummary& summary_;
    const TerminalOptions& options_;
    std::string text_;
};

}  // namespace

std::string terminal_summary(const RunRecord& record, const TerminalOptions& options) {
    return Page(record, options).print();
}

}  // namespace standoff
