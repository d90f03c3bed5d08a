#include "results/sensitivity_files.hpp"

#include <array>
#include <limits>

#include "results/comparison_files.hpp"
#include "results/json_values.hpp"

namespace standoff {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Json indices_of(const SensitivityRecord& record, const SensitivityQuantity& quantity) {
    Json json = Json::object();
    const auto names = index_names(record.method);
    for (std::size_t f = 0; f < quantity.indices.size(); ++f)
        for (std::size_t i = 0; i < names.size(); ++i) {
            const SensitivityIndex& index = quantity.indices[f][i];
            json[record.factors[f].path][std::string(names[i])] = {
                {"value", number(index.value)}, {"low", number(index.low)}, {"high", number(index.high)}};
        }
    return json;
}

Json convergence_json(const std::optional<SensitivityConvergence>& convergence) {
    if (!convergence) return nullptr;
    return {{"converged", convergence->converged},   {"wanted", number(convergence->wanted)},
            {"widest", number(convergence->widest)}, {"widest_parameter", convergence->widest_factor},
            {"change", number(convergence->change)}, {"more_samples", convergence->more_samples}};
}

Json first_failure_json(const SensitivityRecord& record) {
    if (!record.first_failure) return nullptr;
    Json json = {{"point", record.first_failed_point}};
    json.update(failure_json(record.first_failure));
    return json;
}

std::string header(const SensitivityRecord& record) {
    CsvRow row;
    row.field(std::string_view("point")).field(std::string_view("sample"));
    for (const SensitivityFactor& factor : record.factors) row.field(std::string_view(factor.path));
    for (const SensitivityQuantity& quantity : record.quantities)
        row.field(std::string_view(quantity.kind == Compared::infinite ? "infinite " + quantity.name : quantity.name));
    row.field(std::string_view("failed")).field(std::string_view("reason"));
    return std::string(row.finish());
}

}  // namespace

std::string_view method_word(SensitivityMethod method) {
    return method == SensitivityMethod::morris ? "morris" : "sobol";
}

std::span<const std::string_view> index_names(SensitivityMethod method) {
    static constexpr std::array<std::string_view, 3> morris = {"mu_star", "mu", "sigma"};
    static constexpr std::array<std::string_view, 2> sobol = {"total", "first_order"};
    if (method == SensitivityMethod::morris) return morris;
    return sobol;
}

std::string_view status_text(SensitivityQuantity::Status status) {
    using enum SensitivityQuantity::Status;
    switch (status) {
        case estimated: return "estimated";
        case not_finite: return "not finite";
        case constant: return "constant";
        case rare: break;
    }
    return "rare";
}

std::string indices_csv(const SensitivityRecord& record) {
    std::string text = "measure,kind,parameter,index,value,low,high\n";
    CsvRow row;
    const auto names = index_names(record.method);
    for (const SensitivityQuantity& quantity : record.quantities)
        for (std::size_t f = 0; f < record.factors.size(); ++f)
            for (std::size_t i = 0; i < names.size(); ++i) {
                row.field(std::string_view(quantity.name)).field(kind_text(quantity.kind));
                row.field(std::string_view(record.factors[f].path)).field(names[i]);
                const SensitivityIndex index =
                    quantity.indices.empty() ? SensitivityIndex{missing, missing, missing} : quantity.indices[f][i];
                row.field(index.value).field(index.low).field(index.high);
                text += row.finish();
            }
    return text;
}

std::string indices_json(const SensitivityRecord& record) {
    Json json;
    json["schema_version"] = 1;
    json["scenario"] = record.manifest.title;
    json["method"] = method_word(record.method);
    json["seed"] = record.manifest.seed;
    json["samples"] = record.samples;
    json["points"] = record.points;
    json["runs"] = record.manifest.runs;
    json["failed"] = record.failed;
    json["failed_points"] = record.failed_points;
    json["first_failure"] = first_failure_json(record);
    json["left_out"] = record.left_out;
    json["trace_hash"] = hash_text(record.manifest.trace_hash);
    json["parameters"] = list(record.factors, [](const SensitivityFactor& factor) {
        return Json{{"parameter", factor.path}, {"values", factor.values}};
    });
    json["measures"] = list(record.quantities, [&](const SensitivityQuantity& quantity) {
        return Json{{"measure", quantity.name},
                    {"kind", kind_text(quantity.kind)},
                    {"duration", quantity.duration},
                    {"status", status_text(quantity.status)},
                    {"infinite_runs", quantity.infinite_runs},
                    {"infinite_points", quantity.infinite_points},
                    {"least", number(quantity.least)},
                    {"greatest", number(quantity.greatest)},
                    {"indices", indices_of(record, quantity)},
                    {"convergence", convergence_json(quantity.convergence)}};
    });
    return dump(json);
}

OutputsTable::OutputsTable(const FolderInProgress& folder, const SensitivityRecord& record)
    : points_a_sample_(record.points / record.samples),
      file_(folder.place("outputs.csv"), folder.shown_as("outputs.csv")) {
    file_.write(header(record));
}

void OutputsTable::add(std::span<const double> values, std::span<const double> outputs, std::uint32_t failed,
                       const std::string& reason) {
    row_.field(static_cast<std::int64_t>(points_ + 1));
    row_.field(static_cast<std::int64_t>(points_ / points_a_sample_ + 1));
    ++points_;
    for (const double value : values) row_.field(value);
    for (const double output : outputs) row_.field(output);
    row_.field(std::int64_t{failed}).field(std::string_view(reason));
    file_.write(row_.finish());
}

}  // namespace standoff
