#include "experiment/sweep.hpp"

#include <fmt/format.h>

namespace standoff {

namespace {

/// What the file says of a parameter; of anything else the path says enough.
std::string about_of(const Spec& spec, const Factor& factor) {
    for (const Parameter& parameter : spec.parameters)
        if (parameter.name == factor.path) return parameter.about;
    return {};
}

FactorEntry entry_of(const Spec& spec, const Factor& factor) {
    FactorEntry entry;
    entry.name = factor.path;
    entry.about = about_of(spec, factor);
    entry.words = factor.what != Factor::What::number;
    switch (factor.what) {
        case Factor::What::number: entry.kind = factor.kind == Kind::duration ? "duration" : "number"; break;
        case Factor::What::policy: entry.kind = "policy"; break;
        case Factor::What::variant: entry.kind = "variant"; break;
        case Factor::What::calendar: entry.kind = "calendar"; break;
        case Factor::What::until: entry.kind = "until"; break;
    }
    return entry;
}

}  // namespace

Study study_of(const CompiledPlan& compiled, const StudyOrigin& origin) {
    const Plan& plan = compiled.plan();
    Study study;
    const auto say = [&](std::string key, std::string value) {
        study.identity.emplace_back(std::move(key), std::move(value));
    };
    say("standoff_version", origin.standoff_version);
    say("scenario", origin.scenario);
    say("title", compiled.scenario(0).title());
    say("experiment", plan.experiment.name);
    say("about", plan.experiment.about);
    say("design", std::string(design_word(plan.experiment.design)));
    say("seed", std::to_string(plan.seed));
    say("variant", plan.load.variant);
    for (const std::string& setting : plan.load.set) say("set", setting);
    say("until", plan.load.until);
    for (const InputFile& input : origin.inputs) say("sha256 of " + input.path, input.sha256);
    for (const Factor& factor : plan.experiment.vary)
        study.factors.push_back(entry_of(*compiled.scenario(0).spec, factor));
    study.outcomes = compiled.outcomes();
    study.measures = compiled.measures();
    study.points = plan.structure_of.size();
    study.runs = plan.runs;
    study.point = [&compiled, &plan](std::uint64_t number) {
        StudyPoint point;
        const auto row = plan.points.row(number - 1);
        for (std::size_t f = 0; f < row.size(); ++f) {
            const Factor& factor = plan.experiment.vary[f];
            if (factor.what == Factor::What::number) point.values.emplace_back(row[f]);
            else point.values.emplace_back(factor.written[static_cast<std::size_t>(row[f])]);
        }
        point.failure = compiled.refusal(plan.structure_of[number - 1]);
        return point;
    };
    return study;
}

Played play_into(StudyWriter& writer, const CompiledPlan& plan, const PlayOptions& options) {
    PlayOptions rest = options;
    rest.items.first = writer.next();
    // The writer's own commits are thousands of rows apart: of a slow model that may be an hour.
    rest.batch_ended = [&] { writer.commit(); };
    const Played played =
        plan.play(rest, [&](const PlayedItem& item) { writer.add(item.result.point, item.result, item.measures); });
    writer.commit();
    if (writer.next() == options.items.end) writer.finish();
    return played;
}

}  // namespace standoff
