#include "report/flip_text.hpp"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/page.hpp"
#include "report/text.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

std::string value_text(bool duration, double value) { return duration ? duration_text(value) : short_number(value); }

/// Who types this value sees the other outcome lead.
std::string found_text(bool duration, double value) { return duration ? duration_in_full(value) : number_text(value); }

std::string outcome_text(const LeadingOutcome& outcome) {
    return fmt::format("{} ({})", unicode::printable(outcome.name), percent(outcome.share));
}

class Text : private Page {
public:
    Text(const FlipRecord& record, const TerminalOptions& options)
        : Page(options.color, options.characters), record_(record) {}

    std::string print() {
        heading(unicode::printable(record_.title));
        paragraph(
            fmt::format("{} at each of {}, with the same luck at all of them; seed {}",
                        counted(record_.runs, "run", "runs"), counted(record_.values, "value", "values"), record_.seed),
            "", "  ");
        line("");
        if (record_.base.size() < 2) {
            paragraph("The scenario has one outcome, which nothing can change.", "", "");
            return take();
        }
        standing();
        if (!record_.flips.empty()) flips();
        never();
        left_out();
        notes();
        return take();
    }

private:
    void standing() {
        const std::string first = outcome_text(record_.base[0]);
        paragraph(fmt::format("Most frequent is {}, then {}.", first, outcome_text(record_.base[1])), "", "");
        if (record_.open)
            paragraph(
                "Their shares are so close that luck may have put the first in front: more runs (--runs) would tell.",
                "", "");
        if (record_.flips.empty()) {
            paragraph("No change of one number that was searched makes another outcome the most frequent.", "", "");
            return;
        }
        const Flip& flip = record_.flips.front();
        paragraph(
            fmt::format("The smallest change: with {} at {} instead of {}, {} leads before {}.",
                        unicode::printable(flip.path), found_text(flip.duration, flip.value),
                        value_text(flip.duration, flip.base), outcome_text(flip.after), outcome_text(flip.before)),
            "", "");
    }

    void flips() {
        Rows rows = {{"number", "is", "flips at", "95% interval", "of range", "to"}};
        for (const Flip& flip : record_.flips)
            rows.push_back({unicode::printable(flip.path), value_text(flip.duration, flip.base),
                            found_text(flip.duration, flip.value), interval(flip),
                            fmt::format("{}{}", flip.change < 0 ? "-" : "+", percent(std::abs(flip.change))),
                            unicode::printable(flip.after.name)});
        line("");
        table(rows, {});
    }

    static std::string interval(const Flip& flip) {
        const bool low_is_base = flip.change > 0;
        const std::string low = value_text(flip.duration, flip.low);
        const std::string high = value_text(flip.duration, flip.high);
        const bool low_open = low_is_base ? flip.open_at_base : flip.open_at_end;
        const bool high_open = low_is_base ? flip.open_at_end : flip.open_at_base;
        return fmt::format("{}{} to {}{}", low_open ? "≤" : "", low, high_open ? "≥" : "", high);
    }

    void never() {
        if (record_.never.empty()) return;
        line("");
        line(strong("never within its range"));
        for (const NoFlip& none : record_.never)
            paragraph(fmt::format("{} ({} to {}): the lead is least, {}, at {}{}", unicode::printable(none.path),
                                  value_text(none.duration, none.from), value_text(none.duration, none.to),
                                  percent(none.lead), value_text(none.duration, none.closest),
                                  none.open ? ", so little that luck may decide" : ""),
                      "  ", "    ");
    }

    void left_out() {
        if (record_.left_out.empty()) return;
        line("");
        line(strong("not searched"));
        for (const NotSearched& one : record_.left_out)
            paragraph(fmt::format("{}: {}", unicode::printable(one.path), one.why), "  ", "    ");
    }

    void notes() {
        line("");
        if (!record_.flips.empty())
            paragraph(
                "\"flips at\" is written so that it can be typed: with this value the other outcome leads. \"of "
                "range\" is "
                "the change over the width of the range or prior. Within the interval the two outcomes are so close "
                "that luck may decide which leads; ≤ and ≥: it reaches the scenario's value, or the end of the range.",
                "", "");
        paragraph(
            fmt::format("Each number is changed alone. {} equally spaced from the scenario's to each end of the range "
                        "were looked at, and then the first place of change: what comes and goes between two of them "
                        "is not seen.",
                        counted(static_cast<std::uint64_t>(record_.scan), "value", "values")),
            "", "");
        if (record_.failed > 0)
            paragraph(fmt::format("{} failed and have no outcome.", counted(record_.failed, "run", "runs")), "", "");
    }

    const FlipRecord& record_;
};

}  // namespace

std::string flip_text(const FlipRecord& record, const TerminalOptions& options) {
    return Text(record, options).print();
}

}  // namespace standoff
