#include "cli/play_why.hpp"

#include <fmt/format.h>

#include "base/lists.hpp"
#include "game/sight.hpp"
#include "report/explanation.hpp"
#include "report/scenario_facts.hpp"
#include "report/step_calendar.hpp"
#include "report/text.hpp"
#include "report/why_text.hpp"
#include "results/run_files.hpp"

namespace standoff {

namespace {

/// The decisions of one actor in one step.
class Reasons final : public RunRecorder {
public:
    Reasons(const Model& model, int actor, int step, PlaceNames places)
        : model_(model), actor_(actor), step_(step), places_(std::move(places)) {}
    void event(const Event& /*event*/) override {}
    void state(int /*step*/, std::span<const double> /*values*/) override {}
    void finished(const RunResult& /*result*/, std::span<const double> /*measures*/) override {}
    void decided(const Deciding& deciding) override {
        const Decision& decision = model_.decisions[static_cast<std::size_t>(deciding.decision)];
        if (deciding.step != step_ || decision.actor != actor_ || decision.part > 0) return;
        records.push_back(decision_record(model_, deciding, 1, places_));
    }
    std::vector<DecisionRecord> records;

private:
    const Model& model_;
    int actor_;
    int step_;
    PlaceNames places_;
};

}  // namespace

PlaceNames PlayWhy::places() const {
    return [this](const Place& place) { return line_text(place, scenario_, inputs_); };
}

std::string PlayWhy::told(const std::string& name, const Game& game, const GamePosition& played) const {
    const Model& model = played.model;
    int actor = -1;
    std::vector<std::string> known;
    for (int a = 0; a < model.actors; ++a) {
        known.push_back(model.entities[static_cast<std::size_t>(a)].name);
        if (known.back() == name) actor = a;
    }
    if (actor < 0) {
        const std::string near = did_you_mean(name, known);
        return fmt::format("\"{}\" is not an actor; {}.\n", cut_to(name, 40),
                           near.empty() ? "there are " + joined(known) : near);
    }
    int step = -1;
    for (const Event& event : played.events)
        if (event.decision >= 0 && model.decisions[static_cast<std::size_t>(event.decision)].actor == actor)
            step = event.step;
    if (step < 0) return fmt::format("{} has not decided anything yet.\n", text_.title(name));
    Reasons reasons(model, actor, step, places());
    (void)record_run(model, game.seed, game.run, reasons);
    std::string text;
    for (const DecisionRecord& record : reasons.records) text += decision(record, played);
    return text;
}

/// What an actor keeps to itself, its reasons would tell: those are left for the end of the game.
std::string PlayWhy::decision(const DecisionRecord& record, const GamePosition& played) const {
    const Spec& spec = *scenario_.spec;
    const Model& model = played.model;
    const DecisionTexts texts = decision_texts(model, places());
    const RuleText* rule = rule_of(texts, record);
    const std::string& seat = model.entities[static_cast<std::size_t>(played.actor)].name;
    if (rule == nullptr || (record.kind == RuleKind::script && record.actor == seat))
        return fmt::format("{}: {}. That was your own.\n", record.channel, record.chosen);
    if (record.kind == RuleKind::script && rule->policy == spec.policies.back().name)
        return fmt::format("{}: {}. A person decided; ask them.\n", record.channel, record.chosen);
    const std::vector<Sight> seen = sights_of(spec, model, played.actor);
    std::vector<std::string> secret;
    for (const ReadText& read : rule->reads)
        for (std::size_t q = 0; q < seen.size(); ++q)
            if (seen[q] != Sight::exact && model.quantities[q].label == read.name) secret.push_back(read.name);
    if (!secret.empty())
        return wrapped(fmt::format("{}: {}, by its policy {}. {} It went by what you cannot see: {}. The end of the "
                                   "game opens that.",
                                   record.channel, record.chosen, rule->policy, with_stop(rule->about), joined(secret)),
                       "", "");
    RunManifest manifest;
    describe_model(model, manifest);
    describe_scenario(spec, manifest);
    const StepCalendar calendar(manifest);
    return why_text(*rule, record, explain(*rule, record), {texts, calendar, color_, characters_});
}

}  // namespace standoff
