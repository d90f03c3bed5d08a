// Purpose and patterns: what the file is about, asks, looks for and leaves out.
#include <fmt/format.h>

#include "report/formula_text.hpp"
#include "report/odd/facts.hpp"
#include "report/odd/sections.hpp"

namespace standoff::odd {

namespace {

std::string questions(const Spec& spec) {
    std::vector<std::string> items = each(spec.lesson.questions, sentence);
    for (const Experiment& experiment : spec.experiments)
        if (!experiment.about.empty()) items.push_back(sentence(experiment.about));
    return bullets(items);
}

std::string patterns(const Spec& spec) {
    std::vector<std::string> items;
    for (const DataSeries& series : spec.data) {
        std::string text = "The observed series " + code(series.name);
        if (series.compares) {
            text += ", against " + code(formula_text(*series.compares.root));
            if (!series.compares_per.empty()) text += " per " + escaped(series.compares_per);
        }
        items.push_back(text + (series.about.empty() ? "." : ": " + sentence(series.about)));
    }
    return bullets(items);
}

/// What a scenario changed in the theory that it uses.
std::string changes(const Spec& spec) {
    if (spec.theory_title.empty()) return {};
    std::string text;
    if (!spec.replaced.empty()) text += "Replaced: " + codes(spec.replaced) + ".";
    if (!spec.removed.empty()) text += (text.empty() ? "Removed: " : " Removed: ") + codes(spec.removed) + ".";
    return paragraph(text);
}

}  // namespace

std::string purpose_and_patterns(const Spec& spec) {
    std::string text = paragraph(sentence(spec.purpose)) + paragraph(sentence(spec.about));
    if (!spec.theory_title.empty() && !spec.source.empty()) text += paragraph("Sources: " + sentence(spec.source));
    text += titled(3, "Questions", questions(spec));
    text += titled(3, "Patterns", patterns(spec));
    text += titled(3, "Left out", bullets(each(spec.lesson.leaves_out, sentence)));
    text += titled(3, "Changes to the theory", changes(spec));
    return text;
}

}  // namespace standoff::odd
