#include "report/corner_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "base/unicode.hpp"
#include "report/page.hpp"
#include "report/text.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

constexpr std::uint64_t few_points = 100;
constexpr std::uint64_t few_runs = 30;  ///< at a point
constexpr std::size_t most_steps = 16;

/// Who types the text has the same points inside.
std::string value_words(const BoxLimit& limit, double value, double outside) {
    const bool duration = limit.kind == "duration";
    if (duration && value == std::floor(value)) return duration_in_full(value);
    const double told = shortest_short_of(value, outside);
    return duration ? duration_in_full(told) : number_text(told);
}

std::string limit_words(const BoxLimit& limit) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const std::string path = unicode::printable(limit.path);
    if (!limit.low && !limit.high) return path + " is " + unicode::printable(joined(limit.words, "or"));
    if (limit.low == limit.high) return path + " is " + value_words(limit, *limit.low, *limit.low);
    const std::string low = limit.low ? value_words(limit, *limit.low, limit.below.value_or(-infinity)) : "";
    const std::string high = limit.high ? value_words(limit, *limit.high, limit.above.value_or(infinity)) : "";
    if (!limit.high) return path + " is at least " + low;
    if (!limit.low) return path + " is at most " + high;
    return fmt::format("{} is from {} to {}", path, low, high);
}

std::string chance_words(double p) { return p < 0.001 ? "under 0.001" : fmt::format("{:.2g}", p); }

/// Which steps of a long trajectory are shown: spread evenly, the first, the last and the chosen one among them.
std::vector<std::size_t> shown_steps(const FoundCorner& corner) {
    const std::size_t last = corner.trajectory.size() - 1;
    std::vector<std::size_t> steps = {corner.chosen};
    for (std::size_t i = 0; i < most_steps; ++i) steps.push_back(last * i / (most_steps - 1));
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
}

class Text : private Page {
public:
    Text(const CornerRecord& record, const TerminalOptions& options)
        : Page(options.color, options.characters), record_(record), file_(options.folder) {}

    std::string print() {
        heading(unicode::printable(record_.title));
        paragraph(fmt::format("{} in {}", counted(record_.runs, "run", "runs"),
                              counted(record_.points, "design point", "design points")) +
                      (record_.design.empty() ? "" : fmt::format(" ({})", record_.design)),
                  "", "  ");
        line("");
        paragraph(fmt::format("{} {} of all runs.", happens(), percent(record_.share())), "", "");
        warnings();
        if (const std::string none = nothing_to_find(); !none.empty()) paragraph(none, "", "");
        for (std::size_t i = 0; i < record_.corners.size(); ++i) corner(i);
        legend();
        line("file " + unicode::printable(file_));
        return take();
    }

private:
    [[nodiscard]] std::string happens() const {
        return unicode::printable(record_.happens) + (record_.outcome ? " happened in" : " held in");
    }

    [[nodiscard]] std::string nothing_to_find() const {
        if (record_.runs == 0) return "There is no run to look at.";
        if (record_.happened == 0) return "So there is no corner to look for.";
        if (record_.happened == record_.runs) return "So no corner has more of it than another.";
        if (record_.factors == 0) return "The file has one point and no factors, and so no corners.";
        if (record_.corners.empty())
            return "No corner was found in which it is clearly more frequent than in all, as far as this design tells.";
        return {};
    }

    void corner(std::size_t index) {
        const FoundCorner& found = record_.corners[index];
        const BoxStep& box = found.box;
        line("");
        if (box.limits.empty()) paragraph("Step 0 is the whole, without limits.", "", "");
        else
            paragraph(fmt::format("{}n the corner where {}, it {} {}; that corner holds {} of all cases with {} of the "
                                  "runs.",
                                  index == 0 ? "I" : "Of what that leaves, i", corner_words(box.limits),
                                  record_.outcome ? "happened in" : "held in", percent(box.density),
                                  percent(box.coverage), percent(box.mass)),
                      "", "");
        limits(box);
        trajectory(found);
    }

    void limits(const BoxStep& box) {
        if (box.limits.empty()) return;
        line("");
        line(strong("  limit" + std::string(51, ' ') + "by chance alone"));
        for (const BoxLimit& limit : box.limits)
            line("  " + left(limit_words(limit), 54) + "  " +
                 right(limit.quasi_p ? chance_words(*limit.quasi_p) : std::string("-"), 15));
    }

    void trajectory(const FoundCorner& found) {
        line("");
        line(strong("  step  coverage  density    mass  points  limits"));
        for (const std::size_t step : shown_steps(found)) {
            const BoxStep& box = found.trajectory[step];
            std::vector<std::string> names;
            names.reserve(box.limits.size());
            for (const BoxLimit& limit : box.limits) names.push_back(unicode::printable(limit.path));
            line(fmt::format("{} {:>4}  ", step == found.chosen ? "*" : " ", step) + right(percent(box.coverage), 8) +
                 "  " + right(percent(box.density), 7) + "  " + right(percent(box.mass), 6) + "  " +
                 right(std::to_string(box.points), 6) + "  " +
                 cut_to(fmt::format("{}", fmt::join(names, ", ")), page_width - 43, characters()));
        }
    }

    void legend() {
        line("");
        if (!record_.corners.empty())
            paragraph(
                "Coverage is how much of all cases is inside, density how frequent they are inside, mass how many of "
                "the runs are. * is the step taken, with the best mean of coverage and density or as asked; the "
                "corner told is that step after thin slices were pasted back, unless --step chose it. \"By chance "
                "alone\": how likely the corner's figures are if this limit did nothing; it was sought in the same "
                "data, so a small number is needed and does not suffice.",
                "", "");
    }

    /// What weakens every conclusion stands before them.
    void warnings() {
        if (!record_.corners.empty() && record_.points < few_points)
            paragraph(
                fmt::format("With {} a corner is soon found where there is none: several hundred points (--design "
                            "sobol --points 500) say more.",
                            counted(record_.points, "point", "points")),
                "", "");
        if (!record_.corners.empty() && record_.runs < few_runs * record_.points)
            paragraph(
                fmt::format("All points meet the same luck, here that of about {}: with more of them (--runs) the "
                            "corner rests less on what these few have in common.",
                            counted(record_.runs / record_.points, "run", "runs")),
                "", "");
        if (!record_.corners.empty() && !record_.coarse.empty()) {
            std::vector<std::string> few;
            few.reserve(record_.coarse.size());
            for (const CoarseFactor& factor : record_.coarse)
                few.push_back(fmt::format("{} has {}", unicode::printable(factor.path),
                                          counted(factor.values, "value", "values")));
            paragraph(
                fmt::format("Limits lie at values that were played: {}, so that a slice of it takes more than {} of "
                            "the corner at once.",
                            joined(few, "and"), percent(record_.peel)),
                "", "");
        }
        count_note(record_.failed, "failed and do not count");
        count_note(record_.not_played, "were not played, as their points have no model");
        count_note(record_.unmeasured, "have no value of the measure and do not count");
        if (record_.left_out > 0)
            paragraph(fmt::format("{} without a run that counts {} left out.",
                                  counted(record_.left_out, "point", "points"), record_.left_out == 1 ? "is" : "are"),
                      "", "");
        if (!record_.whole) paragraph("The file is a shard: merge all of them to see the whole study.", "", "");
    }

    void count_note(std::uint64_t runs, std::string_view what) {
        if (runs > 0) paragraph(fmt::format("{} {}.", counted(runs, "run", "runs"), what), "", "");
    }

    const CornerRecord& record_;
    std::string file_;
};

}  // namespace

std::string corner_words(const std::vector<BoxLimit>& limits) {
    if (limits.empty()) return "everywhere";
    std::vector<std::string> words;
    words.reserve(limits.size());
    for (const BoxLimit& limit : limits) words.push_back(limit_words(limit));
    return joined(words, "and");
}

std::string corner_text(const CornerRecord& record, const TerminalOptions& options) {
    return Text(record, options).print();
}

}  // namespace standoff
