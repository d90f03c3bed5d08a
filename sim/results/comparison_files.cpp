#include "results/comparison_files.hpp"

#include <algorithm>
#include <limits>

#include "model/model.hpp"
#include "results/json_values.hpp"

namespace standoff {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Json difference_json(const Difference& d) {
    return {{"runs", d.runs},
            {"infinite", d.infinite},
            {"base", number(d.base)},
            {"alternative", number(d.alternative)},
            {"difference", number(d.difference)},
            {"low", number(d.low)},
            {"high", number(d.high)},
            {"se", number(d.se)},
            {"variance_ratio", number(d.variance_ratio)}};
}

Json quantities_json(const AlternativeRecord& alternative, Compared kind) {
    Json json = Json::object();
    for (const ComparedQuantity& quantity : alternative.quantities)
        if (quantity.kind == kind) {
            json[quantity.name] = difference_json(quantity);
            json[quantity.name]["duration"] = quantity.duration;
        }
    return json;
}

Json moved_json(const std::optional<MovedQuantity>& moved) {
    if (!moved) return nullptr;
    return {{"step", moved->step},         {"date", moved->date},
            {"variable", moved->name},     {"actor", moved->actor},
            {"toward", moved->toward},     {"duration", moved->duration},
            {"base", number(moved->base)}, {"alternative", number(moved->alternative)},
            {"others", moved->others}};
}

Json act_json(const std::optional<DifferentAct>& act) {
    if (!act) return nullptr;
    const auto side = [](const std::string& what, double count, double success, const std::string& policy,
                         const std::optional<double>& probability) {
        return Json{{"act", what},
                    {"count", number(count)},
                    {"success", number(success)},
                    {"policy", policy},
                    {"probability", number(probability)}};
    };
    Json term = nullptr;
    if (act->term)
        term = {{"term", act->term->term},
                {"base", number(act->term->base)},
                {"alternative", number(act->term->alternative)}};
    return {{"step", act->step},
            {"date", act->date},
            {"actor", act->actor},
            {"channel", act->channel},
            {"base", side(act->base, act->base_count, act->base_success, act->base_policy, act->base_probability)},
            {"alternative", side(act->alternative, act->alternative_count, act->alternative_success,
                                 act->alternative_policy, act->alternative_probability)},
            {"term", term}};
}

Json divergence_json(const Divergence& divergence) {
    return {{"run", divergence.run},
            {"same", divergence.same()},
            {"quantity", moved_json(divergence.quantity)},
            {"act", act_json(divergence.act)},
            {"base", {{"outcome", divergence.base_outcome}, {"steps", divergence.base_steps}}},
            {"alternative", {{"outcome", divergence.alternative_outcome}, {"steps", divergence.alternative_steps}}}};
}

Json side_json(const ComparedSide& side) {
    return {{"name", side.name},
            {"variant", side.variant},
            {"set", side.set},
            {"failed", side.failed},
            {"first_failure", failure_json(side.first_failure)},
            {"trace_hash", hash_text(side.trace_hash)}};
}

Json alternative_json(const AlternativeRecord& alternative) {
    Json json = side_json(alternative);
    json["about"] = alternative.about;
    json["pairs"] = alternative.pairs;
    json["same"] = alternative.same;
    json["only_in_base"] = alternative.only_base;
    json["only_in_alternative"] = alternative.only_alternative;
    json["outcomes"] = quantities_json(alternative, Compared::outcome);
    json["measures"] = quantities_json(alternative, Compared::measure);
    json["infinite"] = quantities_json(alternative, Compared::infinite);
    json["divergence"] = divergence_json(alternative.divergence);
    return json;
}

Json wanted_json(const std::optional<WantedPrecision>& wanted) {
    if (!wanted) return nullptr;
    return {{"half_width", number(wanted->half_width)}, {"of", wanted->of}, {"max_runs", wanted->most_runs}};
}

/// The measures of all sides, those of the base first.
std::vector<std::string> all_measures(const std::vector<SidesTable::Side>& sides) {
    std::vector<std::string> names;
    for (const SidesTable::Side& side : sides)
        for (const Measure& measure : side.model->measures)
            if (std::find(names.begin(), names.end(), measure.name) == names.end()) names.push_back(measure.name);
    return names;
}

std::string header(const std::vector<std::string>& measures) {
    CsvRow row;
    for (const char* name : {"variant", "run", "outcome", "status", "steps", "hash"}) row.field(std::string_view(name));
    for (const std::string& name : measures) row.field(std::string_view(name));
    return std::string(row.finish());
}

}  // namespace

std::string_view kind_text(Compared kind) {
    if (kind == Compared::outcome) return "outcome";
    return kind == Compared::measure ? "measure" : "infinite";
}

std::string_view stopped_text(Stopped stopped) {
    switch (stopped) {
        case Stopped::as_asked: return "as asked";
        case Stopped::narrow_enough: return "narrow enough";
        case Stopped::at_most_runs: return "at most runs";
        case Stopped::no_interval: return "no interval";
        case Stopped::interrupted: break;
    }
    return "interrupted";
}

std::string comparison_csv(const PairedComparison& record) {
    std::string text = "measure,variant,kind,base,alternative,difference,low,high,se,runs,infinite,variance_ratio\n";
    CsvRow row;
    for (const AlternativeRecord& alternative : record.alternatives)
        for (const ComparedQuantity& q : alternative.quantities) {
            row.field(std::string_view(q.name)).field(std::string_view(alternative.name)).field(kind_text(q.kind));
            for (const auto& value : {q.base, q.alternative, q.difference, q.low, q.high, q.se})
                row.field(value.value_or(missing));
            row.field(static_cast<std::int64_t>(q.runs)).field(static_cast<std::int64_t>(q.infinite));
            row.field(q.variance_ratio.value_or(missing));
            text += row.finish();
        }
    return text;
}

std::string comparison_json(const PairedComparison& record) {
    Json json;
    json["schema_version"] = 1;
    json["scenario"] = record.manifest.title;
    json["seed"] = record.manifest.seed;
    json["runs"] = record.manifest.runs;
    json["stopped"] = stopped_text(record.stopped);
    json["wanted"] = wanted_json(record.wanted);
    json["base"] = side_json(record.base);
    json["alternatives"] = list(record.alternatives, alternative_json);
    return dump(json);
}

SidesTable::SidesTable(const FolderInProgress& folder, std::vector<Side> sides)
    : sides_(std::move(sides)), file_(folder.place("runs.csv"), folder.shown_as("runs.csv")) {
    const std::vector<std::string> names = all_measures(sides_);
    for (const Side& side : sides_) {
        std::vector<int>& columns = columns_.emplace_back(names.size(), -1);
        for (std::size_t i = 0; i < side.model->measures.size(); ++i) {
            const auto found = std::find(names.begin(), names.end(), side.model->measures[i].name);
            columns[static_cast<std::size_t>(found - names.begin())] = static_cast<int>(i);
        }
    }
    file_.write(header(names));
}

void SidesTable::add(std::size_t side, const RunResult& result, std::span<const double> measures) {
    const bool done = result.status == RunStatus::done;
    const Model& model = *sides_[side].model;
    row_.field(std::string_view(sides_[side].name)).field(std::int64_t{result.run});
    row_.field(done ? std::string_view(model.outcomes.at(static_cast<std::size_t>(result.outcome)).name) : "");
    row_.field(std::string_view(done ? "done" : "failed"));
    row_.field(std::int64_t{result.steps}).field(std::string_view(hash_text(result.hash)));
    for (const int measure : columns_[side])
        row_.field(done && measure >= 0 ? measures[static_cast<std::size_t>(measure)] : missing);
    file_.write(row_.finish());
}

}  // namespace standoff
