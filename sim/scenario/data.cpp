// Observed series that a scenario is shown with and scored against.
#include <charconv>

#include <fmt/format.h>

#include "scenario/context.hpp"
#include "scenario/csv.hpp"

namespace standoff {

namespace {

/// A date, or a month as its first day.
std::optional<Day> day_or_month(const std::string& text) { return parse_date(text.size() == 7 ? text + "-01" : text); }

void read_points(Context& context, const CsvTable& table, std::size_t date, std::size_t value, DataSeries& series) {
    for (const std::vector<YamlNode>& row : table.rows) {
        const std::optional<Day> day = day_or_month(row[date].text);
        if (!day) {
            context.findings.add("E222", row[date].place, fmt::format("\"{}\" is not a date", row[date].text), {},
                                 "write 2022-01-03, or 2022-01 for a month");
            return;
        }
        if (!series.points.empty() && *day <= series.points.back().day) {
            context.findings.add("E223", row[date].place, "this date does not follow the one above it", {},
                                 "put the rows in order, one for each date");
            return;
        }
        const std::string& text = row[value].text;
        if (text.empty()) continue;  // not observed
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size()) {
            context.findings.add("E227", row[value].place, fmt::format("\"{}\" is not a number", text));
            return;
        }
        series.points.push_back({*day, number});
    }
}

std::optional<std::size_t> column(Context& context, const CsvTable& table, const YamlNode* name) {
    if (name == nullptr) return std::nullopt;
    if (const std::optional<std::size_t> found = table.column(name->text)) return found;
    std::vector<std::string> known;
    known.reserve(table.header.size());
    for (const YamlNode& cell : table.header) known.push_back(cell.text);
    context.findings.add("E227", name->place, fmt::format("the table has no column \"{}\"", name->text),
                         did_you_mean(name->text, known), fmt::format("its columns: {}", fmt::join(known, ", ")));
    return std::nullopt;
}

void read_compares(Context& context, const YamlNode& scalar, DataSeries& series) {
    std::optional<Rate> rate = parse_rate(Context::formula(scalar), context.findings);
    if (!rate || rate->expression == nullptr) return;
    Scope scope;
    scope.measure = true;
    const std::size_t before = context.findings.errors();
    check_expression(*rate->expression, scope, context.spec.symbols, Kind::number, context.findings);
    if (context.findings.errors() > before) return;
    series.compares = {std::move(rate->expression), scalar.text, scalar.place};
    if (rate->per != nullptr) {
        (void)context.constant_of(*rate->per);
        series.compares_per = rate->unit;
    }
}

}  // namespace

void read_data(Context& context) {
    for (const YamlEntry& entry : context.entries("data")) {
        if (entry.value.broken) continue;
        DataSeries& series = context.spec.data.emplace_back();
        context.read_entry(series, entry);
        if (!context.spec.time.dated)
            context.findings.add("E224", entry.key.place, "a model without dates has no observed series", {},
                                 "give `time` a start and an end");
        if (const YamlNode* compares = entry.value.find("compares")) read_compares(context, *compares, series);
        const YamlNode* file = entry.value.find("file");
        if (file == nullptr) continue;
        const std::optional<CsvTable> table = read_csv(context, *file, series.file);
        if (!table) continue;
        const std::optional<std::size_t> date = column(context, *table, entry.value.find("date"));
        const std::optional<std::size_t> value = column(context, *table, entry.value.find("value"));
        if (date && value) read_points(context, *table, *date, *value, series);
    }
}

}  // namespace standoff
