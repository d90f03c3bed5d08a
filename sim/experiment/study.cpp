#include "experiment/study.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "results/text.hpp"

namespace standoff {

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

/// Compares two lists of named texts; `each` is said before a name.
std::optional<StudyDifference> different_rows(const std::string& each, const Rows& first, const Rows& second) {
    for (std::size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i >= first.size()) return StudyDifference{each + second[i].first, "missing", "there"};
        if (i >= second.size()) return StudyDifference{each + first[i].first, "there", "missing"};
        if (first[i].first != second[i].first)
            return StudyDifference{fmt::format("{}number {}", each, i + 1), first[i].first, second[i].first};
        if (first[i].second != second[i].second)
            return StudyDifference{each + first[i].first, first[i].second, second[i].second};
    }
    return std::nullopt;
}

Rows rows_of(const std::vector<FactorEntry>& factors) {
    Rows rows;
    for (const FactorEntry& factor : factors)
        rows.emplace_back(factor.name,
                          fmt::format("{}{} ({})", factor.kind, factor.words ? " in words" : "", factor.about));
    return rows;
}

Rows rows_of(const std::vector<NamedEntry>& outcomes) {
    Rows rows;
    for (const NamedEntry& outcome : outcomes) rows.emplace_back(outcome.name, outcome.about);
    return rows;
}

Rows rows_of(const std::vector<MeasureEntry>& measures) {
    Rows rows;
    for (const MeasureEntry& measure : measures)
        rows.emplace_back(measure.name, (measure.duration ? "duration: " : "number: ") + measure.about);
    return rows;
}

std::string text_of(const FactorValue& value) {
    const double* number = std::get_if<double>(&value);
    return number != nullptr ? number_text(*number) : std::get<std::string>(value);
}

std::optional<StudyDifference> different_points(const Study& first, const Study& second) {
    for (std::uint64_t number = 1; number <= first.points; ++number) {
        const StudyPoint one = first.point(number);
        const StudyPoint other = second.point(number);
        if (one == other) continue;
        for (std::size_t i = 0; i < first.factors.size(); ++i)
            if (one.values.at(i) != other.values.at(i))
                return StudyDifference{fmt::format("{} at point {}", first.factors[i].name, number),
                                       text_of(one.values[i]), text_of(other.values[i])};
        return StudyDifference{fmt::format("the failure of point {}", number), one.failure, other.failure};
    }
    return std::nullopt;
}

}  // namespace

std::optional<StudyDifference> difference(const Study& first, const Study& second) {
    if (auto found = different_rows("", first.identity, second.identity)) return found;
    if (first.points != second.points)
        return StudyDifference{"the number of points", std::to_string(first.points), std::to_string(second.points)};
    if (first.runs != second.runs)
        return StudyDifference{"runs a point", std::to_string(first.runs), std::to_string(second.runs)};
    if (auto found = different_rows("factor ", rows_of(first.factors), rows_of(second.factors))) return found;
    if (auto found = different_rows("outcome ", rows_of(first.outcomes), rows_of(second.outcomes))) return found;
    if (auto found = different_rows("measure ", rows_of(first.measures), rows_of(second.measures))) return found;
    return different_points(first, second);
}

ItemRange shard_range(std::uint64_t items, std::uint64_t shard, std::uint64_t shards) {
    // items × k / shards, rounded down, without a product that overflows
    const auto cut = [&](std::uint64_t k) { return items / shards * k + items % shards * k / shards; };
    return {cut(shard - 1), cut(shard)};
}

}  // namespace standoff
