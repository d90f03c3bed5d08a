#include "report/study_views.hpp"

#include <variant>

#include "report/telling_divergence.hpp"
#include "report/view_json.hpp"
#include "results/comparison_files.hpp"
#include "results/sensitivity_files.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

Json compared_json(const ComparedQuantity& quantity) {
    return {{"kind", kind_text(quantity.kind)},
            {"name", quantity.name},
            {"duration", quantity.duration},
            {"runs", quantity.runs},
            {"infinite", quantity.infinite},
            {"base", rounded(quantity.base)},
            {"alternative", rounded(quantity.alternative)},
            {"difference", rounded(quantity.difference)},
            {"low", rounded(quantity.low)},
            {"high", rounded(quantity.high)},
            {"variance_ratio", rounded(quantity.variance_ratio)}};
}

Json alternative_json(const PairedComparison& record, const AlternativeRecord& one) {
    Json told = Json::array();
    if (!one.divergence.same()) told.push_back(told_divergence(record, one, Characters::unicode));
    return {{"name", one.name},
            {"about", one.about},
            {"variant", one.variant},
            {"set", one.set},
            {"failed", one.failed},
            {"pairs", one.pairs},
            {"same", one.same},
            {"quantities", list(one.quantities, compared_json)},
            {"divergence", {{"run", one.divergence.run}, {"told", std::move(told)}}}};
}

const char* status_word(SensitivityQuantity::Status status) {
    using enum SensitivityQuantity::Status;
    switch (status) {
        case estimated: return "estimated";
        case not_finite: return "not_finite";
        case constant: return "constant";
        case rare: break;
    }
    return "rare";
}

Json index_json(const SensitivityIndex& index) {
    return {{"value", rounded(index.value)}, {"low", rounded(index.low)}, {"high", rounded(index.high)}};
}

Json quantity_json(const SensitivityQuantity& quantity) {
    return {{"kind", kind_text(quantity.kind)},
            {"name", quantity.name},
            {"duration", quantity.duration},
            {"status", status_word(quantity.status)},
            {"least", rounded(quantity.least)},
            {"greatest", rounded(quantity.greatest)},
            {"indices", list(quantity.indices,
                             [](const std::vector<SensitivityIndex>& factor) { return list(factor, index_json); })},
            {"converged", quantity.convergence ? Json(quantity.convergence->converged) : Json(nullptr)}};
}

Json mean_json(const MarginalMean& mean) {
    return {{"mean", rounded(mean.mean)}, {"low", rounded(mean.low)}, {"high", rounded(mean.high)}};
}

Json level_json(const FactorLevel& level) {
    return {{"value", level.value},
            {"low", rounded(level.low)},
            {"high", rounded(level.high)},
            {"points", level.points},
            {"means", list(level.means, mean_json)}};
}

Json row_json(const SweepRow& row) {
    Json values = Json::array();
    for (const auto& value : row.values) {
        if (const auto* text = std::get_if<std::string>(&value)) values.push_back(*text);
        else values.push_back(rounded(std::get<double>(value)));
    }
    return {{"values", std::move(values)},
            {"means", list(row.means, [](const std::optional<double>& mean) { return rounded(mean); })}};
}

}  // namespace

std::string compare_view(const PairedComparison& record, const ScenarioTexts& texts) {
    return view_text({{"kind", "compare"},
                      {"about", about_json(texts)},
                      {"origin", origin_json(record.manifest)},
                      {"base", record.base.name},
                      {"alternatives", list(record.alternatives, [&](const AlternativeRecord& one) {
                           return alternative_json(record, one);
                       })}});
}

std::string sensitivity_view(const SensitivityRecord& record, const ScenarioTexts& texts) {
    Json names = Json::array();
    for (const std::string_view name : index_names(record.method)) names.push_back(name);
    return view_text({{"kind", "sensitivity"},
                      {"about", about_json(texts)},
                      {"origin", origin_json(record.manifest)},
                      {"method", method_word(record.method)},
                      {"index_names", std::move(names)},
                      {"samples", record.samples},
                      {"points", record.points},
                      {"factors", list(record.factors,
                                       [](const SensitivityFactor& factor) {
                                           return Json{{"path", factor.path}, {"values", factor.values}};
                                       })},
                      {"quantities", list(record.quantities, quantity_json)}});
}

std::string sweep_view(const SweepRecord& record) {
    ScenarioTexts texts;
    texts.title = record.title;
    return view_text({{"kind", "sweep"},
                      {"about", about_json(texts)},
                      {"question", record.about},
                      {"design", record.design},
                      {"points", record.points},
                      {"runs", record.runs},
                      {"failed", record.failed},
                      {"hash", hash_text(record.trace_hash)},
                      {"columns", list(record.columns,
                                       [](const SweepColumn& column) {
                                           return Json{{"name", column.name},
                                                       {"outcome", column.outcome},
                                                       {"duration", column.duration}};
                                       })},
                      {"overall", list(record.overall, mean_json)},
                      {"factors", list(record.factors,
                                       [](const FactorMargin& factor) {
                                           return Json{{"path", factor.path},
                                                       {"kind", factor.kind},
                                                       {"levels", list(factor.levels, level_json)}};
                                       })},
                      {"rows", list(record.rows, row_json)}});
}

}  // namespace standoff
