#include "report/step_calendar.hpp"

#include <array>

#include <fmt/format.h>

namespace standoff {

StepCalendar::StepCalendar(const RunManifest& manifest)
    : start_(parse_date(manifest.start)), days_(manifest.step_days), months_(manifest.step_months) {}

std::optional<int> StepCalendar::step_of(Day day) const {
    if (!start_ || day < *start_) return std::nullopt;
    if (days_ <= 0 && months_ <= 0) return std::nullopt;  // an older folder does not say
    return CalendarSteps{*start_, days_, months_}.step_of(day);
}

std::string StepCalendar::when(int step, const std::string& date) const {
    constexpr std::array<const char*, 12> names = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
    const std::optional<Day> day = parse_date(date);
    if (!day) return fmt::format("in step {}", step);
    if (days_ == 1) return "on " + date;
    if (days_ == 7) return "in the week of " + date;
    if (days_ > 0) return fmt::format("in the {} days from {}", days_, date);
    const CivilDate civil = civil_from_day(*day);
    if (months_ == 12)
        return civil.month == 1 && civil.day == 1 ? fmt::format("in {}", civil.year)
                                                  : fmt::format("in the year from {}", date);
    if (months_ == 3) return "in the quarter from " + date;
    if (months_ == 1 && civil.day == 1)
        return fmt::format("in {} {}", names.at(static_cast<std::size_t>(civil.month) - 1), civil.year);
    return months_ == 1 ? "in the month from " + date : fmt::format("in the {} months from {}", months_, date);
}

}  // namespace standoff
