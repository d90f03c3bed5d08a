#include "report/sweep_text.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/page.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

constexpr std::size_t columns_a_table = 4;
constexpr std::size_t most_levels = 20;

class Text : private Page {
public:
    Text(const SweepRecord& record, const TerminalOptions& options)
        : Page(options.color, options.characters), record_(record), file_(options.folder) {}

    std::string print() {
        heading(unicode::printable(record_.title));
        paragraph(
            fmt::format("{} of {} each, with the same luck at all of them",
                        counted(record_.points, "design point", "design points"), counted(record_.runs, "run", "runs")),
            "", "  ");
        if (!record_.about.empty()) {
            line("");
            paragraph(unicode::printable(record_.about), "", "");
        }
        for (std::size_t first = 0, end = 0; first < record_.columns.size(); first = end) {
            end = end_of_table(first);
            tables(first, end);
        }
        line("");
        paragraph(
            "Over the design points of the level: of an outcome the share of runs, in brackets its 95% interval; of "
            "a measure the mean ± half of its 95% interval, none where chance changed nothing. Intervals tell the "
            "chance of the runs, not the choice of the points.",
            "", "");
        notes();
        return take();
    }

private:
    /// As many columns as the page is wide, but at least one.
    [[nodiscard]] std::size_t end_of_table(std::size_t first) const {
        std::size_t names = width_of("all");
        for (const FactorMargin& factor : record_.factors) {
            names = std::max(names, width_of(unicode::printable(factor.path)));
            for (const FactorLevel& level : factor.levels) names = std::max(names, width_of(name_of(factor, level)));
        }
        const std::size_t points = std::max(width_of("points"), std::to_string(record_.points).size());
        std::size_t used = 2 + std::min(names, widest_name) + 2 + points + 2 + width_of_column(first);
        std::size_t end = first + 1;
        for (; end < record_.columns.size() && end - first < columns_a_table; ++end) {
            used += 2 + width_of_column(end);
            if (used > page_width) break;
        }
        return end;
    }

    [[nodiscard]] std::size_t width_of_column(std::size_t c) const {
        const SweepColumn& column = record_.columns[c];
        std::size_t width =
            std::max(width_of(unicode::printable(column.name)), width_of(cell(column, record_.overall[c])));
        for (const FactorMargin& factor : record_.factors)
            for (const FactorLevel& level : factor.levels)
                width = std::max(width, width_of(cell(column, level.means[c])));
        return width;
    }

    void tables(std::size_t first, std::size_t end) {
        for (const FactorMargin& factor : record_.factors) {
            Rows rows = {{unicode::printable(factor.path), "points"}};
            for (std::size_t c = first; c < end; ++c)
                rows.front().push_back(unicode::printable(record_.columns[c].name));
            for (const FactorLevel& level : factor.levels) {
                if (rows.size() > most_levels) break;
                std::vector<std::string> row = {name_of(factor, level), std::to_string(level.points)};
                for (std::size_t c = first; c < end; ++c) row.push_back(cell(record_.columns[c], level.means[c]));
                rows.push_back(std::move(row));
            }
            std::vector<std::string> all = {"all", std::to_string(record_.points)};
            for (std::size_t c = first; c < end; ++c) all.push_back(cell(record_.columns[c], record_.overall[c]));
            rows.push_back(std::move(all));
            line("");
            table(rows, {});
            if (factor.levels.size() > most_levels)
                paragraph(fmt::format("and {} more values", factor.levels.size() - most_levels), "  ", "  ");
        }
    }

    static std::string name_of(const FactorMargin& factor, const FactorLevel& level) {
        if (!level.value.empty()) return unicode::printable(level.value);
        const auto text = [&](double value) {
            return factor.kind == "duration" ? duration_text(value) : short_number(value);
        };
        if (level.low == level.high) return text(level.low);
        return text(level.low) + " to " + text(level.high);
    }

    static std::string cell(const SweepColumn& column, const MarginalMean& mean) {
        if (mean.infinite > 0) return fmt::format("never in {}", mean.infinite);
        if (!mean.mean) return "-";
        if (column.outcome) {
            std::string low = percent(*mean.low);
            low.pop_back();  // the second % is for both
            return fmt::format("{} ({}–{})", percent(*mean.mean), low, percent(*mean.high));
        }
        std::string shown = column.duration ? duration_text(*mean.mean) : short_number(*mean.mean);
        if (!mean.low) return shown;
        const double half = *mean.mean - *mean.low;
        if (column.duration) return shown + " ±" + duration_text(half);
        return shown + (half < 99.5 ? fmt::format(" ±{:.2g}", half) : fmt::format(" ±{:.0f}", half));
    }

    void notes() {
        if (record_.failed > 0)
            paragraph(fmt::format("{} failed; the table failures of the file says why, for the first at each point.",
                                  counted(record_.failed, "run", "runs")),
                      "", "");
        if (record_.not_played > 0)
            paragraph(fmt::format("{} were not played: their points have no model, and the file says why.",
                                  counted(record_.not_played, "run", "runs")),
                      "", "");
        for (const MarginalMean& mean : record_.overall)
            if (mean.infinite > 0) {
                paragraph("\"never in N\": the measure is infinite in N runs, and has no mean.", "", "");
                break;
            }
        if (file_.empty()) return;
        line("");
        line("results " + file_);
    }

    const SweepRecord& record_;
    std::string file_;
};

}  // namespace

std::string sweep_text(const SweepRecord& record, const TerminalOptions& options) {
    return Text(record, options).print();
}

}  // namespace standoff
