#include "results/observed.hpp"

#include <cmath>

#include "model/model.hpp"
#include "results/table_reader.hpp"
#include "results/text.hpp"

namespace standoff {

namespace {

std::optional<double> if_number(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

SeriesSummary summarize(const Series& series, const SeriesCounts& counts) {
    SeriesSummary summary;
    summary.name = series.name;
    summary.adds_up = series.adds_up;
    std::uint64_t inside50 = 0;
    std::uint64_t inside90 = 0;
    double scores = 0;
    for (std::size_t i = 0; i < series.observations.size(); ++i) {
        const Observation& observation = series.observations[i];
        switch (observation.extent) {
            case Observation::Extent::before: ++summary.before; continue;
            case Observation::Extent::after: ++summary.after; continue;
            case Observation::Extent::no_step: ++summary.no_step; continue;
            case Observation::Extent::inside: break;
        }
        const Distribution runs(counts.periods[i]);
        if (runs.count() == 0) {
            ++summary.no_run;
            continue;
        }
        if (summary.compared++ == 0) summary.first = observation.date;
        summary.last = observation.date;
        summary.total += observation.value;
        scores += runs.score(observation.value);
        const Distribution::Band wide = runs.band(90);
        if (runs.band(50).holds(observation.value)) ++inside50;
        if (wide.holds(observation.value)) ++inside90;
        else (observation.value > wide.high ? summary.above : summary.below).push_back(observation.date);
    }
    if (summary.compared == 0) return summary;
    const auto compared = static_cast<double>(summary.compared);
    summary.coverage50 = static_cast<double>(inside50) / compared;
    summary.coverage90 = static_cast<double>(inside90) / compared;
    summary.crps = if_number(scores / compared);
    const Distribution totals(counts.total);
    summary.runs = totals.count();
    summary.mean = if_number(totals.mean());
    summary.q05 = if_number(totals.quantile(5));
    summary.q50 = if_number(totals.quantile(50));
    summary.q95 = if_number(totals.quantile(95));
    return summary;
}

}  // namespace

std::vector<SeriesSummary> summarize_series(const Model& model, const std::vector<SeriesCounts>& counts) {
    std::vector<SeriesSummary> summaries;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (model.series[i].slot >= 0) summaries.push_back(summarize(model.series[i], counts[i]));
    return summaries;
}

std::vector<std::vector<ObservedPoint>> observed_points(const Model& model, const std::vector<SeriesCounts>& counts) {
    std::vector<std::vector<ObservedPoint>> all(model.series.size());
    for (std::size_t s = 0; s < model.series.size(); ++s) {
        for (std::size_t i = 0; i < model.series[s].observations.size(); ++i) {
            const Observation& observation = model.series[s].observations[i];
            const Distribution runs(counts.empty() ? Histogram() : counts[s].periods[i]);
            all[s].push_back({observation.end, observation.date, observation.value, runs.quantile(5), runs.quantile(25),
                              runs.quantile(50), runs.quantile(75), runs.quantile(95)});
        }
    }
    return all;
}

std::vector<std::vector<ObservedPoint>> read_observed_points(const std::filesystem::path& folder,
                                                             const RunManifest& manifest) {
    constexpr std::size_t columns = 10;
    if (manifest.observed.empty()) return {};
    std::vector<std::vector<ObservedPoint>> all(manifest.observed.size());
    read_rows(folder / "observed.csv", columns, [&](const std::vector<std::string>& row) {
        for (std::size_t s = 0; s < all.size(); ++s)
            if (manifest.observed[s].name == row[0])
                all[s].push_back({0, row[1], decimal(row[2]), decimal(row[5]), decimal(row[6]), decimal(row[7]),
                                  decimal(row[8]), decimal(row[9])});
        return true;
    });
    return all;
}

std::string observed_csv(const Model& model, const std::vector<SeriesCounts>& counts) {
    if (model.series.empty()) return {};
    std::string text = "series,date,value,n,mean,q05,q25,q50,q75,q95\n";
    CsvRow row;
    for (std::size_t s = 0; s < model.series.size(); ++s) {
        const Series& series = model.series[s];
        for (std::size_t i = 0; i < series.observations.size(); ++i) {
            const Observation& observation = series.observations[i];
            const Distribution runs(counts.empty() ? Histogram() : counts[s].periods[i]);
            row.field(std::string_view(series.name)).field(std::string_view(observation.date)).field(observation.value);
            const bool compared = series.slot >= 0 && observation.extent == Observation::Extent::inside;
            if (compared) row.field(static_cast<std::int64_t>(runs.count()));
            else row.field(std::string_view());
            row.field(runs.mean());
            for (const int percent : {5, 25, 50, 75, 95}) row.field(runs.quantile(percent));
            text += row.finish();
        }
    }
    return text;
}

}  // namespace standoff
