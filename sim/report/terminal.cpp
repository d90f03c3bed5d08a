#include "report/terminal.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/page.hpp"
#include "report/telling.hpp"
#include "report/telling_observed.hpp"
#include "report/text.hpp"
#include "report/turning_points.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_moments = 6;
constexpr std::size_t widest_bar = 20;
constexpr std::size_t widest_line = 32;  // a sparkline

class Summary : private Page {
public:
    Summary(const RunRecord& record, const TerminalOptions& options)
        : Page(options.color, options.characters),
          record_(record),
          manifest_(record.manifest),
          summary_(record.summary),
          folder_(options.folder) {}

    std::string print() {
        title();
        outcomes();
        measures();
        variables();
        one_history();
        observed();
        failures();
        footer();
        return take();
    }

private:
    [[nodiscard]] std::uint64_t whole_runs() const { return summary_.runs - summary_.failed; }

    void title() {
        heading(unicode::printable(manifest_.title));
        std::string what = fmt::format("{} of {}", counted(manifest_.runs, "run", "runs"),
                                       counted(static_cast<std::uint64_t>(manifest_.steps), "step", "steps"));
        if (manifest_.dated) what += fmt::format(", {} to {}", manifest_.start, manifest_.end);
        what += fmt::format(", seed {}", manifest_.seed);
        if (!manifest_.variant.empty()) what += fmt::format(", variant {}", manifest_.variant);
        paragraph(unicode::printable(what), "", "  ");
        if (!manifest_.theory.empty()) paragraph("theory: " + unicode::printable(manifest_.theory), "", "  ");
        for (const std::string& setting : manifest_.set) paragraph("set: " + unicode::printable(setting), "", "  ");
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
        std::size_t digits = 6;
        for (const OutcomeSummary& outcome : summary_.outcomes) {
            width = std::max(width, width_of(outcome.name));
            digits = std::max(digits, std::to_string(outcome.count).size());
        }
        width = std::min<std::size_t>(width, 22);
        const std::size_t bar_width = std::min(widest_bar, page_width - 31 - width - digits);
        section(whole_runs() == 1 ? "How the run ended" : fmt::format("How the {} runs ended", whole_runs()));
        line(faint(fmt::format("  {}  {:>{}}{:>9}  {}", left("", width), "runs", digits, "share", "95% interval")));
        for (const std::size_t index : order) {
            const OutcomeSummary& outcome = summary_.outcomes[index];
            const std::string interval = fmt::format("{:.1f} to {:.1f}%", 100 * outcome.low, 100 * outcome.high);
            line(fmt::format("  {}  {:>{}}{:>8.1f}%  {:<16}{}", left(outcome.name, width), outcome.count, digits,
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
        const bool never = std::any_of(summary_.measures.begin(), summary_.measures.end(),
                                       [](const MeasureSummary& measure) { return measure.infinite > 0; });
        Rows rows = {{"", "mean ± 95%", "median", "5% to 95%"}};
        if (never) rows.front().emplace_back("never");
        for (const MeasureSummary& measure : summary_.measures) {
            rows.push_back({unicode::printable(measure.name) + unit_of(measure.name), mean_text(measure),
                            short_number(*measure.q50),
                            fmt::format("{} to {}", short_number(*measure.q05), short_number(*measure.q95))});
            if (never) rows.back().push_back(measure.infinite > 0 ? std::to_string(measure.infinite) : "");
        }
        section(fmt::format("Measures over {}", counted(whole_runs(), "run", "runs")));
        table(rows, {12, 14, 8, 17, 6});
    }

    /// Bands are counted in 256 bins of the range, or of a fifth of the value: no more digits than those are worth.
    static std::string band_number(double value, const VariableEntry& variable) {
        const double bin = (variable.high - variable.low) / 256;
        if (!std::isfinite(value) || value == std::floor(value)) return short_number(value);
        if (!std::isfinite(bin)) return fmt::format("{:.2g}", value);
        double scale = 1;  // the power of ten whose steps are no finer than the bins
        while (bin * scale * 10 <= 1) scale *= 10;
        return short_number(std::round(value * scale) / scale);
    }

    void variables() {
        if (manifest_.main_variables.empty() || whole_runs() == 0) return;
        const bool several = whole_runs() > 1;
        Rows rows = {{several ? "median of the runs" : "", "start", "", "end"}};
        if (several) rows.front().emplace_back("90% of the runs");
        for (std::size_t i = 0; i < manifest_.main_variables.size(); ++i) {
            const VariableEntry& variable = manifest_.main_variables[i];
            const VariableHistory& history = record_.histories[i];
            const auto shown = [&](double value) { return band_number(value, variable); };
            rows.push_back({unicode::printable(variable.label) + (variable.duration ? " (days)" : ""),
                            shown(history.q50.front()), "", shown(history.q50.back())});
            if (several)
                rows.back().push_back(fmt::format("{} to {}", shown(history.q05.back()), shown(history.q95.back())));
        }
        // The lines get what the numbers leave.
        std::size_t taken = 0;
        for (std::size_t column = 0; column < rows.front().size(); ++column) {
            std::size_t widest = 0;
            for (const auto& row : rows) widest = std::max(widest, width_of(row[column]));
            taken += 2 + (column == 0 ? std::min(widest, widest_name) : widest);
        }
        const std::size_t width = std::min(widest_line, page_width - std::min(taken, page_width - 8));
        for (std::size_t i = 1; i < rows.size(); ++i) rows[i][2] = sparkline(record_.histories[i - 1].q50, width);
        section("Main variables over time");
        table(rows, {});
        if (manifest_.lasted < whole_runs())
            line(
                faint(fmt::format("  at the end: of {} that lasted so long",
                                  manifest_.lasted == 1 ? "the 1 run" : fmt::format("the {} runs", manifest_.lasted))));
        if (const std::size_t drawn = rows.size() - 1; manifest_.variables > drawn)
            line(
                faint(fmt::format("  {} more{}", manifest_.variables - drawn, folder_.empty() ? "" : " in bands.csv")));
    }

    void one_history() {
        const ShownRun& shown = manifest_.shown.front();
        section(fmt::format("One possible history: run {}", shown.run));
        if (manifest_.shown.size() > 1 && !folder_.empty())
            line(faint(fmt::format("  the first of {} runs that are told in full in events.csv and series.csv",
                                   manifest_.shown.size())));
        const std::vector<TurningPoint> points = turning_points(record_, most_moments);
        if (record_.events.empty()) line("  Nobody acted.");
        else
            line(faint(fmt::format("  the turning points of {}",
                                   counted(record_.events.size(), "act or chance event", "acts and chance events"))));
        for (const TurningPoint& point : points) {
            const std::string date = "  " + when(point.step) + "  ";
            paragraph(told(record_, point, characters()), date, std::string(date.size(), ' '));
        }
        paragraph(told_end(manifest_, shown), "  ", "  ");
    }

    [[nodiscard]] std::string when(int step) const {
        const auto index = static_cast<std::size_t>(step);
        if (index < record_.dates.size()) return record_.dates[index];
        const std::size_t digits = std::to_string(manifest_.shown.front().steps).size();
        return fmt::format("step {:<{}}", step, digits);
    }

    void observed() {
        if (manifest_.observed.empty()) return;
        section("Observed");
        for (const ObservedSeries& series : manifest_.observed) {
            const auto found = std::find_if(summary_.observed.begin(), summary_.observed.end(),
                                            [&](const SeriesSummary& one) { return one.name == series.name; });
            const SeriesSummary* const compared = found == summary_.observed.end() ? nullptr : &*found;
            paragraph(unicode::printable(told_series(series, compared, whole_runs())), "  ", "    ");
        }
    }

    void failures() {
        if (summary_.failed == 0) return;
        section(fmt::format("{} failed", counted(summary_.failed, "run", "runs")));
        if (whole_runs() > 0)
            line(manifest_.main_variables.empty()
                     ? "  They are left out of the numbers above."
                     : "  They are left out above, but for the variables until they failed.");
        const std::optional<FirstFailure>& first = manifest_.first_failure;
        if (!first) return;
        std::string text = fmt::format("The first is run {}, in step {}", first->run, first->step);
        if (!first->date.empty()) text += fmt::format(" ({})", first->date);
        text += fmt::format(": {}", first->what);
        if (!first->place.empty()) text += fmt::format(" ({})", first->place);
        paragraph(unicode::printable(text), "  ", "  ");
    }

    void footer() {
        line("");
        line(fmt::format("trace hash  {:016x}", summary_.trace_hash));
        if (folder_.empty()) return line("results     not kept (--files none)");
        line(fmt::format("results     {}", unicode::printable(folder_)));
        line(fmt::format("report      {}/report.html", unicode::printable(folder_)));
        line(fmt::format("to repeat   standoff replay {}", unicode::printable(folder_)));
    }

    const RunRecord& record_;
    const RunManifest& manifest_;
    const RunSummary& summary_;
    const std::string& folder_;
};

}  // namespace

std::string terminal_summary(const RunRecord& record, const TerminalOptions& options) {
    return Summary(record, options).print();
}

}  // namespace standoff
