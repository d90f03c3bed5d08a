// Shipped scenarios as tests use them: load, compile, run, and look at measures and outcomes by name.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <standoff/ensemble.hpp>
#include <standoff/model.hpp>
#include <standoff/scenario.hpp>

#include "model/model.hpp"

namespace standoff::test {

inline std::string shipped(const std::string& path) { return std::string(STANDOFF_SOURCE_DIR) + "/scenarios/" + path; }

/// What is asked for beside the file.
inline LoadOptions variant(const std::string& name, std::vector<std::string> settings = {}) {
    LoadOptions options;
    options.variant = name;
    options.set = std::move(settings);
    return options;
}

/// All findings, one a line; empty if there are none.
inline std::string findings_of(const Scenario& scenario) {
    std::string text;
    for (const Diagnostic& finding : scenario.findings.all())
        text += render(finding, scenario.sources(), DiagnosticFormat::brief);
    return text;
}

inline double mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

/// Of the mean.
inline double standard_error_of(const std::vector<double>& values) {
    const double centre = mean_of(values);
    double squares = 0;
    for (const double value : values) squares += (value - centre) * (value - centre);
    const auto n = static_cast<double>(values.size());
    return std::sqrt(squares / (n - 1) / n);
}

/// Between two ensembles that met the same luck, run by run.
struct Difference {
    double mean = 0;
    double standard_error = 0;
};

inline Difference difference_of(const std::vector<double>& varied, const std::vector<double>& base) {
    std::vector<double> differences;
    for (std::size_t i = 0; i < base.size(); ++i) differences.push_back(varied.at(i) - base[i]);
    return {mean_of(differences), standard_error_of(differences)};
}

/// What an ensemble gave, in run order: the values of each measure, and for each outcome 1 where a run ended so, else
/// 0.
struct Runs {
    std::map<std::string, std::vector<double>> values;
    std::map<std::string, std::vector<double>> endings;
    std::uint32_t runs = 0;

    /// One measure's values, in run order. Throws std::out_of_range for a name that the model has not.
    [[nodiscard]] const std::vector<double>& of(const std::string& measure) const { return values.at(measure); }

    [[nodiscard]] double mean(const std::string& measure) const { return mean_of(of(measure)); }

    /// Of the mean.
    [[nodiscard]] double standard_error(const std::string& measure) const { return standard_error_of(of(measure)); }

    /// The value that a share `q` of the runs do not exceed.
    [[nodiscard]] double quantile(const std::string& measure, double q) const {
        std::vector<double> sorted = of(measure);
        std::sort(sorted.begin(), sorted.end());
        const double rank = std::ceil(q * static_cast<double>(sorted.size()));
        return sorted.at(static_cast<std::size_t>(std::max(rank, 1.0)) - 1);
    }

    /// Share of the runs in which the measure is above zero.
    [[nodiscard]] double share_with(const std::string& measure) const {
        const auto& all = of(measure);
        const auto some = std::count_if(all.begin(), all.end(), [](double value) { return value > 0; });
        return static_cast<double>(some) / static_cast<double>(runs);
    }

    [[nodiscard]] double share_of(const std::string& outcome) const { return mean_of(endings.at(outcome)); }
};

/// Loads and compiles a shipped scenario. Throws std::runtime_error with the findings if it has errors.
inline ModelPtr compile_shipped(const std::string& path, const LoadOptions& options = {}) {
    Scenario scenario = load_scenario(shipped(path), options);
    ModelPtr model = scenario.ok() ? compile(scenario) : nullptr;
    if (model == nullptr) throw std::runtime_error(path + " does not compile:\n" + findings_of(scenario));
    return model;
}

/// What the runs give for one observed series. Throws std::out_of_range for a name that the model has not.
inline SeriesCounts series_of(const std::string& path, const std::string& name, std::uint32_t runs,
                              const LoadOptions& options = {}) {
    const ModelPtr model = compile_shipped(path, options);
    EnsembleOptions ensemble;
    ensemble.runs = runs;
    ensemble.series = true;
    const EnsembleResult ended = run_ensemble(*model, ensemble, [](const RunResult&, std::span<const double>) {});
    const auto series =
        std::find_if(model->series.begin(), model->series.end(), [&](const Series& one) { return one.name == name; });
    return ended.series.at(static_cast<std::size_t>(series - model->series.begin()));
}

/// Runs a shipped scenario. Throws std::runtime_error if it has errors or a run fails.
inline Runs run_shipped(const std::string& path, std::uint32_t runs, const LoadOptions& options = {}) {
    const ModelPtr model = compile_shipped(path, options);
    Runs result;
    result.runs = runs;
    for (const Measure& measure : model->measures) result.values[measure.name].reserve(runs);
    for (const Named& outcome : model->outcomes) result.endings[outcome.name].reserve(runs);
    EnsembleOptions ensemble;
    ensemble.runs = runs;
    const EnsembleResult ended =
        run_ensemble(*model, ensemble, [&](const RunResult& run, std::span<const double> measures) {
            for (std::size_t i = 0; i < measures.size(); ++i)
                result.values[model->measures[i].name].push_back(measures[i]);
            for (std::size_t i = 0; i < model->outcomes.size(); ++i)
                result.endings[model->outcomes[i].name].push_back(static_cast<int>(i) == run.outcome ? 1 : 0);
        });
    if (ended.failed > 0) throw std::runtime_error(path + ": " + std::to_string(ended.failed) + " runs failed");
    return result;
}

}  // namespace standoff::test
