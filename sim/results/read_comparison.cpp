#include <standoff/comparison.hpp>

#include "results/comparison_files.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/json_values.hpp"

namespace standoff {

namespace {

ComparedQuantity quantity_from(const std::string& name, Compared kind, const Json& json) {
    ComparedQuantity quantity;
    quantity.kind = kind;
    quantity.name = name;
    quantity.duration = json.at("duration");
    quantity.runs = json.at("runs");
    quantity.infinite = json.at("infinite");
    quantity.base = number_from(json.at("base"));
    quantity.alternative = number_from(json.at("alternative"));
    quantity.difference = number_from(json.at("difference"));
    quantity.low = number_from(json.at("low"));
    quantity.high = number_from(json.at("high"));
    quantity.se = number_from(json.at("se"));
    quantity.variance_ratio = number_from(json.at("variance_ratio"));
    return quantity;
}

/// In the order in which they were found: a measure that is infinite in some pair is followed by how often.
std::vector<ComparedQuantity> quantities_from(const Json& json) {
    std::vector<ComparedQuantity> quantities;
    for (const auto& [name, outcome] : json.at("outcomes").items())
        quantities.push_back(quantity_from(name, Compared::outcome, outcome));
    const Json& infinite = json.at("infinite");
    for (const auto& [name, measure] : json.at("measures").items()) {
        quantities.push_back(quantity_from(name, Compared::measure, measure));
        if (infinite.contains(name)) quantities.push_back(quantity_from(name, Compared::infinite, infinite.at(name)));
    }
    return quantities;
}

std::optional<MovedQuantity> moved_from(const Json& json) {
    if (json.is_null()) return std::nullopt;
    MovedQuantity moved;
    moved.step = json.at("step");
    moved.date = json.at("date");
    moved.name = json.at("variable");
    moved.actor = json.at("actor");
    moved.toward = json.at("toward");
    moved.duration = json.at("duration");
    moved.base = number_or_nan(json.at("base"));
    moved.alternative = number_or_nan(json.at("alternative"));
    moved.others = json.at("others");
    return moved;
}

std::optional<DifferentAct> act_from(const Json& json) {
    if (json.is_null()) return std::nullopt;
    DifferentAct act;
    act.step = json.at("step");
    act.date = json.at("date");
    act.actor = json.at("actor");
    act.channel = json.at("channel");
    const Json& base = json.at("base");
    act.base = base.at("act");
    act.base_count = number_or_nan(base.at("count"));
    act.base_success = number_or_nan(base.at("success"));
    act.base_policy = base.at("policy");
    act.base_probability = number_from(base.at("probability"));
    const Json& alternative = json.at("alternative");
    act.alternative = alternative.at("act");
    act.alternative_count = number_or_nan(alternative.at("count"));
    act.alternative_success = number_or_nan(alternative.at("success"));
    act.alternative_policy = alternative.at("policy");
    act.alternative_probability = number_from(alternative.at("probability"));
    if (const Json& term = json.at("term"); !term.is_null())
        act.term = MovedTerm{term.at("term"), number_or_nan(term.at("base")), number_or_nan(term.at("alternative"))};
    return act;
}

Divergence divergence_from(const Json& json) {
    Divergence divergence;
    divergence.run = json.at("run");
    divergence.quantity = moved_from(json.at("quantity"));
    divergence.act = act_from(json.at("act"));
    divergence.base_outcome = json.at("base").at("outcome");
    divergence.base_steps = json.at("base").at("steps");
    divergence.alternative_outcome = json.at("alternative").at("outcome");
    divergence.alternative_steps = json.at("alternative").at("steps");
    return divergence;
}

ComparedSide side_from(const Json& json) {
    ComparedSide side;
    side.name = json.at("name");
    side.variant = json.at("variant");
    side.set = json.at("set").get<std::vector<std::string>>();
    side.failed = json.at("failed");
    side.first_failure = failure_from(json.at("first_failure"));
    side.trace_hash = hash_from(json.at("trace_hash"));
    return side;
}

AlternativeRecord alternative_from(const Json& json) {
    AlternativeRecord alternative;
    static_cast<ComparedSide&>(alternative) = side_from(json);
    alternative.about = json.at("about");
    alternative.pairs = json.at("pairs");
    alternative.same = json.at("same");
    alternative.only_base = json.at("only_in_base").get<std::vector<std::string>>();
    alternative.only_alternative = json.at("only_in_alternative").get<std::vector<std::string>>();
    alternative.quantities = quantities_from(json);
    alternative.divergence = divergence_from(json.at("divergence"));
    return alternative;
}

Stopped stopped_from(const std::string& text) {
    using enum Stopped;
    for (const Stopped stopped : {as_asked, narrow_enough, at_most_runs, no_interval, interrupted})
        if (stopped_text(stopped) == text) return stopped;
    throw ResultsError(fmt::format("\"{}\" is no reason to stop", text));
}

std::optional<WantedPrecision> wanted_from(const Json& json) {
    if (json.is_null()) return std::nullopt;
    return WantedPrecision{json.at("half_width"), json.at("of"), json.at("max_runs")};
}

PairedComparison parse_comparison(const std::string& text) {
    const Json json = parse_json(text);
    return guarded([&] {
        PairedComparison record;
        record.stopped = stopped_from(json.at("stopped"));
        record.wanted = wanted_from(json.at("wanted"));
        record.base = side_from(json.at("base"));
        record.alternatives = list_from(json.at("alternatives"), alternative_from);
        return record;
    });
}

}  // namespace

PairedComparison read_comparison(const std::filesystem::path& folder) {
    RunManifest manifest = read_parsed(folder / "manifest.json",
                                       [](const std::string& text) { return parse_common_manifest(text, "compare"); });
    PairedComparison record = read_parsed(folder / "comparison.json", parse_comparison);
    record.manifest = std::move(manifest);
    return record;
}

}  // namespace standoff
