#include "results/tally.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>

#include <fmt/format.h>

#include "base/parallel.hpp"
#include "model/model.hpp"
#include "results/statistics.hpp"
#include "results/table_reader.hpp"

namespace standoff {

RunTally::RunTally(const Model& model, std::uint32_t runs)
    : outcomes_(model.outcomes.size(), 0), values_(model.measures.size()) {
    for (const Named& outcome : model.outcomes) outcome_names_.push_back(outcome.name);
    for (const Measure& measure : model.measures) measure_names_.push_back(measure.name);
    try {
        for (std::vector<double>& values : values_) values.reserve(runs);
    } catch (const std::bad_alloc&) {
        throw ResultsError(fmt::format(
            "{} runs with {} measures need {:.1f} GB of memory, which this machine does not give; ask for fewer", runs,
            values_.size(), 8e-9 * runs * static_cast<double>(values_.size())));
    }
}

void RunTally::add(const RunResult& result, std::span<const double> measures) {
    ++runs_;
    hash_ += result.hash;
    if (result.status == RunStatus::failed) {
        if (failed_++ == 0) first_failed_ = result.run;
        return;
    }
    ++outcomes_.at(static_cast<std::size_t>(result.outcome));
    if (measures.size() != values_.size()) throw std::logic_error("a run has other measures than its model");
    for (std::size_t i = 0; i < values_.size(); ++i) values_[i].push_back(measures[i]);
}

RunSummary RunTally::summarize(const std::string& title, std::uint64_t seed, int jobs) {
    RunSummary summary;
    summary.scenario = title;
    summary.seed = seed;
    summary.runs = runs_;
    summary.failed = failed_;
    summary.trace_hash = hash_;
    const std::uint64_t whole = runs_ - failed_;
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
        const Interval interval = wilson_interval(outcomes_[i], whole);
        const double share = whole == 0 ? 0 : static_cast<double>(outcomes_[i]) / static_cast<double>(whole);
        summary.outcomes.push_back({outcome_names_[i], outcomes_[i], share, interval.low, interval.high});
    }
    summary.measures.resize(values_.size());
    for_each_task(values_.size(), jobs,
                  [&](std::size_t i) { summary.measures[i] = summarize_measure(measure_names_[i], values_[i]); });
    return summary;
}

std::vector<std::vector<double>> RunTally::dots() const {
    std::vector<std::vector<double>> all;
    all.reserve(values_.size());
    for (const std::vector<double>& values : values_) all.push_back(hundred_dots(values));
    return all;
}

std::vector<std::vector<double>> read_dots(const std::filesystem::path& folder, const RunManifest& manifest) {
    constexpr std::size_t before = 5;  // run, outcome, status, steps, hash
    std::vector<std::vector<double>> values(manifest.measures.size());
    read_rows(folder / "runs.csv", before + values.size(), [&](const std::vector<std::string>& row) {
        if (row[2] != "done") return true;
        for (std::size_t i = 0; i < values.size(); ++i) values[i].push_back(decimal(row[before + i]));
        return true;
    });
    for (std::vector<double>& column : values) {
        std::sort(column.begin(), column.end());
        column = hundred_dots(column);
    }
    return values;
}

}  // namespace standoff
