// Observed series that a scenario is shown with and scored against.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "language/vocabulary.hpp"
#include "scenario/calendar_time.hpp"
#include "scenario/csv.hpp"

namespace standoff {

namespace {

/// A date, or a month as its first day.
std::optional<Day> day_or_month(const std::string& text) { return parse_date(text.size() == 7 ? text + "-01" : text); }

/// The steps that the rows of a series speak of.
class Periods {
public:
    /// `per` may be null: then a row is compared with what is so at the end of its day's step.
    Periods(const TimeSpec& time, const Node* per) : time_(time), per_(per) {}

    /// A row's period ends where the next row begins, if not earlier.
    void set(DataSeries::Point& point, std::optional<Day> next_row) {
        if (per_ == nullptr) {
            point.end = time_.step_of(point.day) + 1;
            point.first = std::min(0, point.end - 1);
            return;
        }
        point.first = first_step_from(point.day);
        if (per_->in_steps) {
            constexpr double most = 1e6;  // of a run
            point.end = point.first + static_cast<int>(std::clamp(std::round(per_->value), 1.0, most));
            if (next_row) point.end = std::min(point.end, first_step_from(*next_row));
            return;
        }
        const Day after = next_row ? std::min(one_unit_after(point.day), *next_row) : one_unit_after(point.day);
        point.end = first_step_from(after);
        const bool within = point.first >= 0 && point.end <= time_.steps;
        if (within) shortest_ = std::min<double>(shortest_, after - point.day);
    }

    [[nodiscard]] bool shorter_than_half_a_step() const { return shortest_ < time_.dt / 2; }

private:
    /// The first step that begins on that day or later.
    [[nodiscard]] int first_step_from(Day day) const {
        const int step = time_.step_of(day);
        return time_.first_day(step) < day ? step + 1 : step;
    }

    [[nodiscard]] Day one_unit_after(Day day) const {
        if (const int months = calendar_months(*per_); months > 0) return add_months(day, months);
        constexpr double most = 3e6;  // days of all the years that dates have
        return day + static_cast<Day>(std::clamp(std::round(per_->value), 1.0, most));
    }

    const TimeSpec& time_;
    const Node* per_;
    double shortest_ = infinity;  ///< in days, of the periods within the run
};

void read_points(Context& context, const CsvTable& table, std::size_t date, std::size_t value, DataSeries& series,
                 Periods& periods) {
    std::optional<Day> row_above;
    bool observed_above = false;
    for (const std::vector<YamlNode>& row : table.rows) {
        const std::optional<Day> day = day_or_month(row[date].text);
        if (!day) {
            context.findings.add("E222", row[date].place, fmt::format("\"{}\" is not a date", row[date].text), {},
                                 "write 2022-01-03, or 2022-01 for a month");
            return;
        }
        if (row_above && *day <= *row_above) {
            context.findings.add("E223", row[date].place, "this date does not follow the one above it", {},
                                 "put the rows in order, one for each date");
            return;
        }
        if (observed_above) periods.set(series.points.back(), day);
        row_above = day;
        const std::string& text = row[value].text;
        observed_above = !text.empty();
        if (!observed_above) continue;
        const std::optional<double> number = number_in<double>(text);
        if (!number || !std::isfinite(*number)) {
            context.findings.add("E227", row[value].place, fmt::format("\"{}\" is not a finite number", text), {},
                                 "leave the cell empty where nothing was observed");
            return;
        }
        series.points.push_back({*day, *number});
    }
    if (observed_above) periods.set(series.points.back(), std::nullopt);
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

/// Gives the unit after `per`, or null.
NodePtr read_compares(Context& context, const YamlNode& scalar, DataSeries& series) {
    std::optional<Rate> rate = parse_rate(Context::formula(scalar), context.findings);
    if (!rate || rate->expression == nullptr) return nullptr;
    Scope scope;
    scope.measure = true;
    const std::size_t before = context.findings.errors();
    check_expression(*rate->expression, scope, context.spec.symbols, Kind::number, context.findings);
    if (context.findings.errors() > before) return nullptr;
    series.compares = {std::move(rate->expression), scalar.text, scalar.place};
    if (rate->per != nullptr) {
        (void)context.constant_of(*rate->per);  // a calendar unit needs a calendar
        const vocabulary::Unit* unit = vocabulary::find_unit(rate->unit);
        series.compares_per = unit != nullptr ? std::string(unit->singular) : rate->unit;
    }
    return std::move(rate->per);
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
        const YamlNode* compares = entry.value.find("compares");
        const NodePtr per = compares != nullptr ? read_compares(context, *compares, series) : nullptr;
        const YamlNode* file = entry.value.find("file");
        if (file == nullptr) continue;
        const std::optional<CsvTable> table = read_csv(context, *file, series.file);
        if (!table) continue;
        const std::optional<std::size_t> date = column(context, *table, entry.value.find("date"));
        const std::optional<std::size_t> value = column(context, *table, entry.value.find("value"));
        if (!date || !value) continue;
        Periods periods(context.spec.time, per.get());
        read_points(context, *table, *date, *value, series, periods);
        if (context.time_known && periods.shorter_than_half_a_step())
            context.findings.add("W603", compares->place,
                                 fmt::format("a period of \"{}\" lasts less than half a step", series.name),
                                 "a step counts as a whole in the period that holds its first day",
                                 "take shorter steps, or sum the rows up");
    }
}

}  // namespace standoff
