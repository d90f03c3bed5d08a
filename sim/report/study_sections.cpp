#include "report/study_sections.hpp"

#include <fmt/format.h>

#include "report/html_table.hpp"
#include "report/page_words.hpp"
#include "report/run_sections.hpp"
#include "report/telling_divergence.hpp"
#include "report/text.hpp"
#include "report/why_words.hpp"
#include "results/sensitivity_files.hpp"

namespace standoff {

namespace {

using Align = HtmlTable::Align;

/// A share of runs in percent, or a measure's mean.
std::string level_text(const std::optional<double>& value, bool share, bool duration) {
    if (!value) return "–";
    return share ? percent(*value) : value_text(*value, duration);
}

/// A difference of shares in percentage points, of durations in days.
std::string change_text(const std::optional<double>& value, bool share) {
    if (!value) return "–";
    const std::string text = share ? fmt::format("{:.1f}", 100 * *value) : short_number(*value);
    return *value > 0 ? "+" + text : text;
}

std::string quantity_name(Compared kind, const std::string& name, bool duration) {
    std::string text = spaced(name) + (duration ? say("page.in_days") : "");
    if (kind == Compared::outcome) return say("page.share_of_runs", {{"outcome", text}});
    if (kind == Compared::infinite) return say("page.never_came", {{"measure", text}});
    return text;
}

HtmlTable comparison_table(const AlternativeRecord& one) {
    HtmlTable table;
    table.caption = say("page.compare.table", {{"alternative", spaced(one.name)}});
    table.columns = {{say("page.compare.quantity")},
                     {say("page.compare.base"), Align::number},
                     {say("page.compare.alternative"), Align::number},
                     {say("page.compare.difference"), Align::number},
                     {say("page.compare.interval"), Align::number}};
    for (const ComparedQuantity& quantity : one.quantities) {
        const bool share = quantity.kind != Compared::measure;
        table.rows.push_back(
            {quantity_name(quantity.kind, quantity.name, quantity.duration),
             level_text(quantity.base, share, quantity.duration),
             level_text(quantity.alternative, share, quantity.duration), change_text(quantity.difference, share),
             quantity.low && quantity.high ? say("page.card.range", {{"low", change_text(quantity.low, share)},
                                                                     {"high", change_text(quantity.high, share)}})
                                           : std::string("–")});
    }
    return table;
}

std::string level_name(const FactorLevel& level) {
    if (!level.value.empty()) return level.value;
    std::string low = short_number(level.low);
    if (level.low == level.high) return low;
    return say("page.card.range", {{"low", low}, {"high", short_number(level.high)}});
}

}  // namespace

void write_comparison(Html& html, const PairedComparison& record, std::size_t view) {
    html.begin("section", {{"id", "compare"}}).element("h2", say("page.compare.title"));
    html.element("p", say("page.compare.lede", record.manifest.runs, {{"runs", grouped(record.manifest.runs)}}),
                 {{"class", "section-lede"}});
    html.begin("div", {{"class", "columns"}});
    write_chart(html, "compare-outcomes", view);
    write_chart(html, "compare-differences", view);
    html.end();
    for (const AlternativeRecord& one : record.alternatives) {
        // Of many alternatives each is folded away.
        if (record.alternatives.size() == 1) html.begin("details", {{"open", ""}});
        else html.begin("details");
        html.element("summary", spaced(one.name));
        if (!one.about.empty()) html.element("p", one.about);
        for (const std::string& setting : one.set) html.begin("p").element("code", setting).end();
        html.element("p",
                     say("page.compare.same", one.pairs, {{"same", grouped(one.same)}, {"pairs", grouped(one.pairs)}}) +
                         " " + told_divergence(record, one, Characters::unicode));
        write_table(html, comparison_table(one));
        html.end();
    }
    html.end();
}

void write_sweep(Html& html, const SweepRecord& record, std::size_t view) {
    html.element("h3", say("page.sweep.title"));
    if (!record.about.empty()) html.element("p", record.about);
    html.element("p", say("page.sweep.lede", {{"points", grouped(record.points)}, {"runs", grouped(record.runs)}}),
                 {{"class", "section-lede"}});
    html.begin("div", {{"class", "columns"}});
    write_chart(html, "tornado", view);
    write_chart(html, "sweep-heatmap", view);
    write_chart(html, "sweep-lines", view);
    html.end();
    for (const FactorMargin& factor : record.factors) {
        HtmlTable table;
        table.caption = say("page.sweep.table", {{"factor", factor.path}});
        table.columns = {{factor.path}, {say("page.sweep.points"), Align::number}};
        for (const SweepColumn& column : record.columns)
            table.columns.push_back(
                {quantity_name(column.outcome ? Compared::outcome : Compared::measure, column.name, column.duration),
                 Align::number});
        for (const FactorLevel& level : factor.levels) {
            std::vector<std::string> row = {level_name(level), grouped(level.points)};
            for (std::size_t c = 0; c < level.means.size(); ++c)
                row.push_back(level_text(level.means[c].mean, record.columns[c].outcome, record.columns[c].duration));
            table.rows.push_back(std::move(row));
        }
        write_folded(html, table);
    }
}

void write_sensitivity(Html& html, const SensitivityRecord& record, std::size_t view) {
    const bool morris = record.method == SensitivityMethod::morris;
    html.element("h3", say(morris ? "page.sensitivity.morris" : "page.sensitivity.sobol"));
    html.element("p",
                 say(morris ? "page.sensitivity.lede_morris" : "page.sensitivity.lede_sobol",
                     {{"samples", grouped(record.samples)}, {"points", grouped(record.points)}}),
                 {{"class", "section-lede"}});
    write_chart(html, "tornado", view);
    const auto names = index_names(record.method);
    for (const SensitivityQuantity& quantity : record.quantities) {
        if (quantity.indices.empty()) continue;
        HtmlTable table;
        table.caption = say("page.sensitivity.table",
                            {{"measure", quantity_name(quantity.kind, quantity.name, quantity.duration)}});
        table.columns = {{say("page.sensitivity.parameter")}, {say("page.sensitivity.values")}};
        for (const std::string_view name : names)
            table.columns.push_back({say(fmt::format("page.sensitivity.{}", name)), Align::number});
        for (std::size_t f = 0; f < record.factors.size(); ++f) {
            std::vector<std::string> row = {record.factors[f].path, record.factors[f].values};
            for (const SensitivityIndex& index : quantity.indices.at(f))
                row.push_back(say("page.states.band", {{"median", short_number(index.value)},
                                                       {"low", short_number(index.low)},
                                                       {"high", short_number(index.high)}}));
            table.rows.push_back(std::move(row));
        }
        write_folded(html, table);
    }
}

}  // namespace standoff
