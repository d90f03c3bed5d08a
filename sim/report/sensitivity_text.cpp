#include "report/sensitivity_text.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "report/page.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_rows = 20;

class Text : private Page {
public:
    Text(const SensitivityRecord& record, const TerminalOptions& options)
        : Page(options.color, options.characters), record_(record), folder_(options.folder) {}

    std::string print() {
        title();
        for (const SensitivityQuantity& one : record_.quantities) quantity(one);
        legend();
        failures();
        line("");
        line(folder_.empty() ? "results     not kept (--files none)" : "results     " + unicode::printable(folder_));
        return take();
    }

private:
    [[nodiscard]] bool morris() const { return record_.method == SensitivityMethod::morris; }

    [[nodiscard]] std::string samples(std::uint64_t count) const {
        return morris() ? counted(count, "trajectory", "trajectories") : counted(count, "row", "rows");
    }

    void title() {
        const RunManifest& manifest = record_.manifest;
        heading(unicode::printable(manifest.title));
        std::string what = morris() ? "Morris's elementary effects of " : "Sobol's indices of ";
        what += fmt::format("{}: {}, {} of {} each, with the same luck at all of them, seed {}",
                            counted(record_.factors.size(), "parameter", "parameters"), samples(record_.samples),
                            counted(record_.points, "point", "points"), counted(manifest.runs, "run", "runs"),
                            manifest.seed);
        paragraph(what, "", "  ");
        if (!manifest.theory.empty()) paragraph("theory: " + unicode::printable(manifest.theory), "", "  ");
        if (!manifest.variant.empty()) paragraph("variant: " + unicode::printable(manifest.variant), "", "  ");
        for (const std::string& setting : manifest.set) paragraph("set: " + unicode::printable(setting), "", "  ");
        if (manifest.interrupted)
            paragraph(
                fmt::format("interrupted: {} of {} were finished", record_.samples, samples(record_.samples_asked)), "",
                "  ");
        if (record_.left_out > 0 && !too_many_left_out(record_.left_out, record_.samples))
            paragraph(fmt::format("{} of {} left out, with {} at which a run failed: the indices are of the others",
                                  record_.left_out, samples(record_.samples),
                                  counted(record_.failed_points, "point", "points")),
                      "", "  ");
    }

    void quantity(const SensitivityQuantity& one) {
        const std::string name = unicode::printable(one.name);
        section(one.kind == Compared::infinite ? name + " never came" : name);
        if (one.least) {
            const std::string what = one.kind == Compared::measure ? "mean over the runs" : "share of the runs";
            paragraph(
                fmt::format("{}: {} to {} over the points", what, output(one, *one.least), output(one, *one.greatest)),
                "  ", "  ");
        }
        using enum SensitivityQuantity::Status;
        switch (one.status) {
            case estimated: return indices(one);
            case not_finite: return not_finite_text(one);
            case constant:
                return paragraph("It is the same at all points: none of these parameters moves it.", "  ", "  ");
            case rare:
                return paragraph(
                    "It differs at so few points that it has no indices; more samples or wider values "
                    "may give some.",
                    "  ", "  ");
        }
    }

    static std::string output(const SensitivityQuantity& one, double value) {
        if (one.kind != Compared::measure) return percent(value);
        return one.duration ? duration_text(value) : short_number(value);
    }

    void not_finite_text(const SensitivityQuantity& one) {
        std::string why;
        if (one.infinite_runs > 0 && one.kind == Compared::measure)
            why = fmt::format("It is infinite in {} at {} of {} points, and has no mean there",
                              counted(one.infinite_runs, "run", "runs"), one.infinite_points, record_.points);
        if (record_.left_out > 0 && too_many_left_out(record_.left_out, record_.samples))
            why += fmt::format("{}ailed runs leave it without an output at {} of {} points, in {} of {}",
                               why.empty() ? "F" : "; f", record_.failed_points, record_.points, record_.left_out,
                               samples(record_.samples));
        paragraph(why + ": so it has no indices.", "  ", "  ");
    }

    void indices(const SensitivityQuantity& one) {
        std::vector<std::size_t> order(record_.factors.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return one.indices[a].front().value > one.indices[b].front().value;
        });
        Rows rows;
        if (morris()) rows = {{"parameter", "mu*", "95% interval", "mu", "sigma"}};
        else rows = {{"parameter", "total", "95% interval", "alone", "95% interval"}};
        for (const std::size_t factor : order) {
            if (rows.size() > most_rows) break;
            rows.push_back(row(one, factor));
        }
        line("");
        table(rows, {});
        if (order.size() > most_rows)
            paragraph(fmt::format("and {} more, none above {}", order.size() - most_rows,
                                  text(one, one.indices[order[most_rows]].front().value)),
                      "  ", "  ");
        line("");
        paragraph(convergence(*one.convergence), "  ", "  ");
    }

    [[nodiscard]] std::vector<std::string> row(const SensitivityQuantity& one, std::size_t factor) const {
        const std::vector<SensitivityIndex>& all = one.indices[factor];
        const auto interval = [&](const SensitivityIndex& index) {
            return fmt::format("{} to {}", text(one, index.low), text(one, index.high));
        };
        const std::string name = unicode::printable(record_.factors[factor].path);
        if (!morris())
            return {name, text(one, all[0].value), interval(all[0]), text(one, all[1].value), interval(all[1])};
        const std::string sign = all[1].value > 0 ? "+" : "";
        return {name, text(one, all[0].value), interval(all[0]), sign + text(one, all[1].value),
                text(one, all[2].value)};
    }

    /// An index of Sobol's is a share of the variance, one of Morris's has the unit of the output.
    [[nodiscard]] std::string text(const SensitivityQuantity& one, double value) const {
        if (!morris()) {
            const std::string digits = fmt::format("{:.3f}", value);
            return digits == "-0.000" ? "0.000" : digits;
        }
        return one.kind == Compared::measure ? short_number(value) : fmt::format("{:.1f}%", 100 * value);
    }

    [[nodiscard]] std::string convergence(const SensitivityConvergence& seen) const {
        const std::string unit = morris() ? " of the largest mu*" : "";
        const std::string name = morris() ? "a mu*" : "an index";
        if (seen.converged)
            return fmt::format(
                "Settled: no interval is wider than {}{}, and half of the {} gave the same within {:.2g}.", seen.wanted,
                unit, morris() ? "trajectories" : "rows", *seen.change);
        std::string text = "Not settled: ";
        if (seen.widest > seen.wanted)
            text += fmt::format("the widest interval, that of {}, is {:.2g}{}; ",
                                unicode::printable(seen.widest_factor), seen.widest, unit);
        if (!seen.change) text += "and there are too few to look at half of them; ";
        else if (*seen.change > seen.wanted)
            text += fmt::format("from half of the {} to all {} moved by {:.2g}{}; ", morris() ? "trajectories" : "rows",
                                name, *seen.change, unit);
        const std::uint64_t enough = record_.samples + seen.more_samples;
        return text + fmt::format("at most {}{} is wanted. That takes about {} in all (--samples {}).", seen.wanted,
                                  unit, samples(enough), enough);
    }

    void legend() {
        line("");
        if (morris())
            return paragraph(
                "mu*: how far the output moves, on average, over the whole probability of the parameter (its whole "
                "range, where all values are equally likely). mu: the same with its sign. sigma: how much that differs "
                "from place to place: the parameter acts with others, or not in a straight line.",
                "", "  ");
        paragraph(
            "total: the share of the output's variance that stays while only this parameter is unknown. alone: the "
            "share that goes when it becomes known. The difference is what it does together with others, and the "
            "chance that so few runs at a point leave in its output.",
            "", "  ");
    }

    void failures() {
        if (record_.failed == 0) return;
        line("");
        std::string text = fmt::format("{} failed, at {}.", counted(record_.failed, "run", "runs"),
                                       counted(record_.failed_points, "point", "points"));
        if (const auto& first = record_.first_failure) {
            text += fmt::format(" The first is run {} at point {}, in step {}: {}", first->run,
                                record_.first_failed_point, first->step, first->what);
            if (!first->place.empty()) text += fmt::format(" ({})", first->place);
        }
        paragraph(unicode::printable(text), "", "  ");
    }

    const SensitivityRecord& record_;
    const std::string& folder_;
};

}  // namespace

std::string sensitivity_text(const SensitivityRecord& record, const TerminalOptions& options) {
    return Text(record, options).print();
}

}  // namespace standoff
