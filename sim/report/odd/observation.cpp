// Observation: outcomes, measures, recorded and observed series, and the comparisons that the file plans.
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "base/dates.hpp"
#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/numbers.hpp"
#include "report/odd/sections.hpp"
#include "report/text.hpp"

namespace standoff::odd {

namespace {

std::string outcomes(const Spec& spec) {
    std::vector<Row> rows;
    NumberSources numbers;
    for (const OutcomeSpec& outcome : spec.outcomes) {
        const std::string when = outcome.when ? code(formula_text(*outcome.when.root)) : "otherwise";
        rows.push_back({code(outcome.name), when, sentence(outcome.about)});
        numbers.add(outcome.name, outcome, outcome.when);
    }
    if (rows.size() < 2 && rows.front()[2].empty()) return {};
    return table({{"Outcome", 1}, {"Holds when", 4}, {"Meaning", 3}}, rows) + paragraph(numbers.said());
}

std::string measures(const Spec& spec) {
    std::vector<Row> rows;
    NumberSources sources;
    for (const MeasureSpec& measure : spec.measures) {
        rows.push_back({code(measure.name), measure.value ? code(formula_text(*measure.value.root)) : "",
                        sentence(measure.about)});
        sources.add(measure.name, measure, Parts());  // how something is counted is a definition
    }
    return table({{"Measure", 1}, {"Definition", 3}, {"Meaning", 3}}, rows) + paragraph(sources.said());
}

std::string recorded(const Spec& spec) {
    std::vector<std::string> names = names_of(spec.variables);
    for (const Derived& derived : spec.derived) names.push_back(derived.name);
    return names.empty() ? "" : paragraph("Recorded in each step: " + codes(names) + ".");
}

std::string span_of(const DataSeries& series) {
    if (series.points.empty()) return "no observations";
    return fmt::format("{}, {} to {}", counted(series.points.size(), "observation", "observations"),
                       format_date(series.points.front().day), format_date(series.points.back().day));
}

std::string observed(const Spec& spec) {
    std::vector<Row> rows;
    for (const DataSeries& series : spec.data) {
        std::string compares = series.compares ? code(formula_text(*series.compares.root)) : "";
        if (!series.compares_per.empty()) compares += " per " + escaped(series.compares_per);
        rows.push_back({code(series.name), span_of(series), compares, sentence(series.about), source_of(series)});
    }
    return table({{"Series", 1}, {"Extent", 2}, {"Compares with", 2}, {"Meaning", 2}, {"Source", 2}}, rows);
}

std::string variants(const Spec& spec) {
    std::vector<Row> rows;
    rows.reserve(spec.variants.size());
    for (const NamedSettings& variant : spec.variants) {
        rows.push_back(
            {code(variant.name), joined(each(variant.without, escaped)), codes(variant.set), with_source(variant)});
    }
    return table({{"Variant", 1}, {"Removes", 2}, {"Sets", 2}, {"Meaning", 3}}, rows);
}

/// The values of a factor in words: a list, `0 to 1 in 5 steps`, or `prior`.
std::string values_of(const Factor& factor) {
    switch (factor.form) {
        case Factor::Form::list: return fmt::format("{}", fmt::join(factor.written, ", "));
        case Factor::Form::prior: return "prior";
        case Factor::Form::span: break;
    }
    std::string text = fmt::format("{} to {}", factor.written[0], factor.written[1]);
    if (factor.steps > 0) text += fmt::format(" in {} steps", factor.steps);
    if (factor.log) text += ", logarithmic";
    if (factor.whole) text += ", whole numbers";
    return text;
}

std::string experiments(const Spec& spec) {
    std::vector<Row> rows;
    for (const Experiment& experiment : spec.experiments) {
        const std::vector<std::string> vary = each(experiment.vary, [](const Factor& factor) {
            return code(factor.path) + ": " + escaped(values_of(factor));
        });
        std::string design(design_word(experiment.design));
        if (experiment.points > 0) design += fmt::format(" of {} points", experiment.points);
        if (experiment.runs > 0) design += fmt::format(", {} runs each", experiment.runs);
        rows.push_back({code(experiment.name), design, fmt::format("{}", fmt::join(vary, "; ")),
                        codes(experiment.measures), experiment.source.empty() ? "" : sentence(experiment.source)});
    }
    return table({{"Experiment", 1}, {"Design", 2}, {"Varies", 4}, {"Measures", 2}, {"Source", 1}}, rows);
}

}  // namespace

std::string observation(const Spec& spec) {
    std::string text = recorded(spec);
    text += titled(4, "Outcomes", outcomes(spec));
    text += titled(4, "Measures", measures(spec));
    text += titled(4, "Observed series", observed(spec));
    text += titled(4, "Variants", variants(spec));
    text += titled(4, "Experiments", experiments(spec));
    return text;
}

}  // namespace standoff::odd
