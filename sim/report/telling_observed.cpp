#include "report/telling_observed.hpp"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "report/text.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_dates = 4;

/// `2016-04`, where a period is of whole months.
std::string date_text(const std::string& date, const std::string& per) {
    const bool months = per.starts_with("month") || per.starts_with("quarter");
    return months && date.ends_with("-01") ? date.substr(0, date.size() - 3) : date;
}

std::string periods(std::uint64_t number, const std::string& per) {
    if (per.empty()) return counted(number, "observation", "observations");
    if (per.find(' ') != std::string::npos) return counted(number, "period", "periods");
    return counted(number, per, per + "s");
}

std::string dates(const std::vector<std::string>& all, const std::string& per) {
    std::string text;
    for (std::size_t i = 0; i < all.size() && i < most_dates; ++i) text += (i > 0 ? ", " : "") + date_text(all[i], per);
    if (all.size() > most_dates) text += fmt::format(" and {} more", all.size() - most_dates);
    return text;
}

std::string missed(const SeriesSummary& summary, const std::string& per) {
    std::string text;
    if (!summary.above.empty()) text += "; more than in the runs: " + dates(summary.above, per);
    if (!summary.below.empty()) text += "; less than in the runs: " + dates(summary.below, per);
    return text;
}

/// Totals of what counts, means of what does not.
std::string against(const SeriesSummary& summary, std::uint64_t runs) {
    if (!summary.q50) return summary.runs == 0 ? "; no run gives a value for all of them" : "";
    const double share = summary.adds_up ? 1 : 1 / static_cast<double>(summary.compared);
    std::string text = fmt::format("; in the runs {} ({} to {})", short_number(*summary.q50 * share),
                                   short_number(*summary.q05 * share), short_number(*summary.q95 * share));
    if (summary.runs < runs) text += fmt::format(", of the {} that give a value for all", summary.runs);
    return text;
}

std::string not_compared(const SeriesSummary& summary) {
    std::vector<std::string> reasons;
    const auto add = [&](std::uint64_t number, std::string_view why) {
        if (number > 0) reasons.push_back(fmt::format("{} {}", number, why));
    };
    add(summary.before, "from before the start");
    add(summary.after, "after the end");
    add(summary.no_step, "in which no step begins");
    add(summary.no_run, "for which no run gives a value");
    return reasons.empty() ? "" : fmt::format(". Not compared: {}", fmt::join(reasons, ", "));
}

}  // namespace

std::string told_series(const ObservedSeries& series, const SeriesSummary* summary, std::uint64_t runs) {
    if (summary == nullptr || summary->compared == 0) {
        std::string text = fmt::format("{}: {} in {}", series.name, short_number(series.total),
                                       counted(series.points, "observation", "observations"));
        if (series.points > 0) text += fmt::format(", {} to {}", series.first, series.last);
        return with_stop(text + (summary == nullptr ? "" : not_compared(*summary)));
    }
    const double value = summary->adds_up ? summary->total : summary->total / static_cast<double>(summary->compared);
    return fmt::format("{}: {} {} {}, {} to {}{}. Inside the 50% band {}, inside the 90% band {}{}{}.", series.name,
                       short_number(value), summary->adds_up ? "in" : "on average over",
                       periods(summary->compared, series.per), date_text(summary->first, series.per),
                       date_text(summary->last, series.per), against(*summary, runs), percent(*summary->coverage50),
                       percent(*summary->coverage90), missed(*summary, series.per), not_compared(*summary));
}

}  // namespace standoff
