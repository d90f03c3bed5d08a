#include <standoff/sensitivity.hpp>

#include "results/comparison_files.hpp"
#include "results/folder.hpp"
#include "results/json_files.hpp"
#include "results/json_values.hpp"
#include "results/sensitivity_files.hpp"

namespace standoff {

namespace {

SensitivityMethod method_from(const std::string& text) {
    for (const SensitivityMethod method : {SensitivityMethod::morris, SensitivityMethod::sobol})
        if (method_word(method) == text) return method;
    throw ResultsError(fmt::format("\"{}\" is no method", text));
}

Compared kind_from(const std::string& text) {
    for (const Compared kind : {Compared::outcome, Compared::measure, Compared::infinite})
        if (kind_text(kind) == text) return kind;
    throw ResultsError(fmt::format("\"{}\" is no kind of measure", text));
}

SensitivityQuantity::Status status_from(const std::string& text) {
    using enum SensitivityQuantity::Status;
    for (const SensitivityQuantity::Status status : {estimated, not_finite, constant, rare})
        if (status_text(status) == text) return status;
    throw ResultsError(fmt::format("\"{}\" is no status of a measure", text));
}

std::optional<SensitivityConvergence> convergence_from(const Json& json) {
    if (json.is_null()) return std::nullopt;
    SensitivityConvergence convergence;
    convergence.converged = json.at("converged");
    convergence.wanted = number_or_nan(json.at("wanted"));
    convergence.widest = number_or_nan(json.at("widest"));
    convergence.widest_factor = json.at("widest_parameter");
    convergence.change = number_from(json.at("change"));
    convergence.more_samples = json.at("more_samples");
    return convergence;
}

SensitivityQuantity quantity_from(const Json& json, const SensitivityRecord& record) {
    SensitivityQuantity quantity;
    quantity.kind = kind_from(json.at("kind"));
    quantity.name = json.at("measure");
    quantity.duration = json.at("duration");
    quantity.infinite_runs = json.at("infinite_runs");
    quantity.infinite_points = json.at("infinite_points");
    quantity.least = number_from(json.at("least"));
    quantity.greatest = number_from(json.at("greatest"));
    quantity.status = status_from(json.at("status"));
    quantity.convergence = convergence_from(json.at("convergence"));
    const Json& indices = json.at("indices");
    if (indices.empty()) return quantity;
    for (const SensitivityFactor& factor : record.factors) {
        std::vector<SensitivityIndex>& of_factor = quantity.indices.emplace_back();
        for (const std::string_view name : index_names(record.method)) {
            const Json& index = indices.at(factor.path).at(std::string(name));
            of_factor.push_back(
                {number_or_nan(index.at("value")), number_or_nan(index.at("low")), number_or_nan(index.at("high"))});
        }
    }
    return quantity;
}

SensitivityRecord parse_indices(const std::string& text) {
    const Json json = parse_json(text);
    return guarded([&] {
        SensitivityRecord record;
        record.method = method_from(json.at("method"));
        record.samples = json.at("samples");
        record.points = json.at("points");
        record.failed = json.at("failed");
        record.failed_points = json.at("failed_points");
        record.first_failure = failure_from(json.at("first_failure"));
        if (record.first_failure) record.first_failed_point = json.at("first_failure").at("point");
        record.left_out = json.at("left_out");
        record.factors = list_from(json.at("parameters"), [](const Json& factor) {
            return SensitivityFactor{factor.at("parameter"), factor.at("values")};
        });
        record.quantities =
            list_from(json.at("measures"), [&](const Json& measure) { return quantity_from(measure, record); });
        return record;
    });
}

/// What only the manifest has.
struct Asked {
    RunManifest manifest;
    std::uint64_t samples = 0;
};

Asked parse_asked(const std::string& text) {
    RunManifest manifest = parse_common_manifest(text, "sensitivity");
    return guarded([&] { return Asked{std::move(manifest), parse_json(text).at("samples_asked")}; });
}

}  // namespace

SensitivityRecord read_sensitivity(const std::filesystem::path& folder) {
    Asked asked = read_parsed(folder / "manifest.json", parse_asked);
    SensitivityRecord record = read_parsed(folder / "indices.json", parse_indices);
    record.manifest = std::move(asked.manifest);
    record.samples_asked = asked.samples;
    return record;
}

}  // namespace standoff
