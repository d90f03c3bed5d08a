#include "experiment/study.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "results/text.hpp"

namespace standoff {

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

/// Compares two lists of named texts; `each` is said before a name. One that only one list has is told before two that
/// only stand in another order.
std::optional<StudyDifference> different_rows(const std::string& each, const Rows& first, const Rows& second) {
    const auto text_in = [](const Rows& rows, const std::string& name) -> std::optional<std::string> {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.first == name; });
        return found == rows.end() ? std::nullopt : std::optional(found->second);
    };
    for (const Rows* rows : {&first, &second})
        for (const auto& [name, text] : *rows)
            if (StudyDifference one{each + name, text_in(first, name), text_in(second, name)}; one.first != one.second)
                return one;
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
        if (first[i].first != second[i].first)
            return StudyDifference{fmt::format("{}number {}", each, i + 1), first[i].first, second[i].first};
        if (first[i].second != second[i].second)
            return StudyDifference{each + first[i].first, first[i].second, second[i].second};
    }
    if (first.size() != second.size())
        return StudyDifference{"the number of rows", std::to_string(first.size()), std::to_string(second.size())};
    return std::nullopt;
}

/// What identifies a study in whole words. Several settings have one key; what is empty was not given.
Rows rows_of(const std::vector<std::pair<std::string, std::string>>& identity) {
    constexpr std::string_view hash_of = "sha256 of ";
    Rows rows;
    for (const auto& [key, value] : identity) {
        if (value.empty()) continue;
        if (key == "set")
            rows.emplace_back("the setting of " + value.substr(0, value.find('=')),
                              value.substr(std::min(value.size(), value.find('=') + 1)));
        else if (key.starts_with(hash_of))
            rows.emplace_back("the content of " + key.substr(hash_of.size()), "sha256 " + value.substr(0, 12) + "…");
        else if (key == "standoff_version") rows.emplace_back("the version of standoff", value);
        else if (key == "about") rows.emplace_back("what the experiment asks", value);
        else if (key == "until") rows.emplace_back("the end of the runs", value);
        else rows.emplace_back("the " + key, value);
    }
    return rows;
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

std::string difference_text(const StudyDifference& difference, std::string_view in_first, std::string_view in_second) {
    const auto said = [](const std::optional<std::string>& text) {
        return text ? fmt::format("\"{}\"", *text) : std::string("missing");
    };
    return fmt::format("{} is {} {} and {} {}", difference.what, said(difference.first), in_first,
                       said(difference.second), in_second);
}

std::optional<StudyDifference> difference(const Study& first, const Study& second) {
    if (auto found = different_rows("", rows_of(first.identity), rows_of(second.identity))) return found;
    // What those words leave out counts all the same, as which of two settings of one path came last.
    if (auto found = different_rows("the key ", first.identity, second.identity)) return found;
    if (first.points != second.points)
        return StudyDifference{"the number of points", std::to_string(first.points), std::to_string(second.points)};
    if (first.runs != second.runs)
        return StudyDifference{"the number of runs at each point", std::to_string(first.runs),
                               std::to_string(second.runs)};
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
