#include "report/comparison_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/page.hpp"
#include "report/telling_divergence.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

std::string with_sign(double value, const std::string& text) { return value > 0 ? "+" + text : text; }

std::string signed_number(double value) { return with_sign(value, short_number(value)); }

/// A difference of shares, in percentage points.
std::string signed_points(double value) {
    const std::string text = fmt::format("{:.1f}", 100 * value);
    return text == "-0.0" || text == "0.0" ? "0.0" : with_sign(value, text);
}

/// How many standard errors a difference is from none; what is known exactly comes first, what is not known last.
double weight(const ComparedQuantity& quantity) {
    if (!quantity.difference || !quantity.se) return -1;
    if (*quantity.difference == 0) return 0;
    return *quantity.se == 0 ? std::numeric_limits<double>::infinity() : std::abs(*quantity.difference) / *quantity.se;
}

class Text : private Page {
public:
    Text(const PairedComparison& record, const TerminalOptions& options)
        : Page(options.color, options.characters),
          record_(record),
          manifest_(record.manifest),
          folder_(options.folder) {}

    std::string print() {
        title();
        for (const AlternativeRecord& one : record_.alternatives) alternative(one);
        legend();
        failures(record_.base);
        for (const AlternativeRecord& one : record_.alternatives) failures(one);
        footer();
        return take();
    }

private:
    void title() {
        heading(unicode::printable(manifest_.title));
        std::string what =
            fmt::format("{} of {} on each side, with the same luck", counted(manifest_.runs, "run", "runs"),
                        counted(static_cast<std::uint64_t>(manifest_.steps), "step", "steps"));
        if (manifest_.dated) what += fmt::format(", {} to {}", manifest_.start, manifest_.end);
        paragraph(what + fmt::format(", seed {}", manifest_.seed), "", "  ");
        if (!manifest_.theory.empty()) paragraph("theory: " + unicode::printable(manifest_.theory), "", "  ");
        line("base: the file as it is");
        if (const std::string why = stopped(); !why.empty()) paragraph(why, "", "  ");
    }

    [[nodiscard]] std::string stopped() const {
        if (record_.stopped == Stopped::interrupted)
            return fmt::format("interrupted: {} of {} runs were finished", manifest_.runs, manifest_.runs_asked);
        if (!record_.wanted) return {};
        const std::string of = record_.wanted->of.empty() ? "every outcome" : unicode::printable(record_.wanted->of);
        const std::string wanted =
            fmt::format("half of the interval of {} is at most {}", of, fmt::format("{}", record_.wanted->half_width));
        switch (record_.stopped) {
            case Stopped::narrow_enough: return fmt::format("after {} runs {}", manifest_.runs, wanted);
            case Stopped::no_interval:
                return fmt::format("{} is infinite in some runs: its mean has no interval, however many runs there are",
                                   of);
            default:
                return fmt::format("not yet so that {}: stopped by --max-runs {}", wanted, record_.wanted->most_runs);
        }
    }

    void alternative(const AlternativeRecord& one) {
        section(one.variant.empty() ? "The settings against the base" : one.variant + " against the base");
        if (!one.about.empty()) paragraph(unicode::printable(one.about), "  ", "  ");
        for (const std::string& setting : one.set) paragraph("set: " + unicode::printable(setting), "  ", "    ");
        const std::string side = one.variant.empty() ? "settings" : "variant";
        if (one.pairs == 0) return line("  No run ended on both sides.");
        table_of(one, Compared::outcome, side, "share of runs", "points");
        table_of(one, Compared::measure, side, "mean", "difference");
        table_of(one, Compared::infinite, side, "never came", "points");
        only("In the base alone: ", one.only_base);
        only("Not in the base: ", one.only_alternative);
        line("");
        std::string same = one.same == 0 ? "No run is the same on both sides."
                           : one.same == one.pairs
                               ? "Every run is the same on both sides."
                               : fmt::format("{} of {} runs are the same on both sides.", one.same, one.pairs);
        if (one.pairs < manifest_.runs)
            same += fmt::format(" {} left out, failed on one side or both.",
                                counted(manifest_.runs - one.pairs, "run is", "runs are"));
        paragraph(same + " " + told_divergence(record_, one, characters()), "  ", "  ");
    }

    void table_of(const AlternativeRecord& one, Compared kind, const std::string& side, const std::string& what,
                  const std::string& change) {
        std::vector<const ComparedQuantity*> chosen;
        for (const ComparedQuantity& quantity : one.quantities)
            if (quantity.kind == kind) chosen.push_back(&quantity);
        if (chosen.empty()) return;
        std::sort(chosen.begin(), chosen.end(), [](const ComparedQuantity* a, const ComparedQuantity* b) {
            const double first = weight(*a);
            const double second = weight(*b);
            return first != second ? first > second : a < b;  // equals in the order of the file
        });
        line("");
        Rows rows = {{what, "base", side, change, "95% interval", "saves"}};
        for (const ComparedQuantity* quantity : chosen) rows.push_back(row(*quantity));
        table(rows, {13, 8, 8, 10, 17, 6});
    }

    static std::string times(double ratio) {
        if (std::isinf(ratio)) return "all";
        return fmt::format("{:.{}f}×", ratio, ratio < 9.95 ? 1 : 0);
    }

    static std::vector<std::string> row(const ComparedQuantity& quantity) {
        const bool share = quantity.kind != Compared::measure;
        const auto level = [&](const std::optional<double>& value) {
            if (!value) return std::string("-");
            return share ? fmt::format("{:.1f}%", 100 * *value) : short_number(*value);
        };
        const auto change = [&](double value) { return share ? signed_points(value) : signed_number(value); };
        std::vector<std::string> cells = {unicode::printable(quantity.name) + (quantity.duration ? " (days)" : ""),
                                          level(quantity.base),
                                          level(quantity.alternative),
                                          quantity.difference ? change(*quantity.difference) : "-",
                                          "-",
                                          ""};
        if (quantity.low && quantity.high)
            cells[4] = fmt::format("{} to {}", change(*quantity.low), change(*quantity.high));
        if (quantity.variance_ratio) cells[5] = times(*quantity.variance_ratio);
        return cells;
    }

    void only(const std::string& where, const std::vector<std::string>& names) {
        if (names.empty()) return;
        line("");
        paragraph(where + unicode::printable(fmt::format("{}", fmt::join(names, ", "))), "  ", "    ");
    }

    void legend() {
        line("");
        paragraph(
            "saves: with independent luck on the two sides an interval as narrow would take so many times as "
            "many runs.",
            "", "  ");
    }

    void failures(const ComparedSide& side) {
        if (side.failed == 0) return;
        line("");
        std::string text = fmt::format("{} failed in {}.", counted(side.failed, "run", "runs"),
                                       side.name == "base" ? "the base" : side.name);
        if (const auto& first = side.first_failure) {
            text += fmt::format(" The first is run {}, in step {}: {}", first->run, first->step, first->what);
            if (!first->place.empty()) text += fmt::format(" ({})", first->place);
        }
        paragraph(unicode::printable(text), "", "  ");
    }

    void footer() {
        line("");
        line(folder_.empty() ? "results     not kept (--files none)" : "results     " + unicode::printable(folder_));
    }

    const PairedComparison& record_;
    const RunManifest& manifest_;
    const std::string& folder_;
};

}  // namespace

std::string comparison_text(const PairedComparison& record, const TerminalOptions& options) {
    return Text(record, options).print();
}

}  // namespace standoff
