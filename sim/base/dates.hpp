// Calendar dates as day numbers, and the calendar steps of a dated model. Proleptic Gregorian calendar.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace standoff {

/// Days since 1970-01-01.
using Day = std::int32_t;

struct CivilDate {
    int year;
    int month;  ///< 1 … 12
    int day;    ///< 1 … 31
};

/// `YYYY-MM-DD`, a date that exists, years 1000 to 9999; otherwise nothing.
[[nodiscard]] std::optional<Day> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(Day day);
[[nodiscard]] CivilDate civil_from_day(Day day);
[[nodiscard]] Day day_from_civil(const CivilDate& date);
/// The same day `months` later (or earlier), cut to the length of the month it lands in.
[[nodiscard]] Day add_months(Day day, int months);

/// The steps of a dated model: of `days` each, or of so many calendar months where `months` is positive. Step 0 begins
/// on the day `start`.
struct CalendarSteps {
    Day start = 0;
    int days = 1;
    int months = 0;

    [[nodiscard]] Day first_day(int step) const;
    /// The step that holds a day; negative before the start.
    [[nodiscard]] int step_of(Day day) const;
};

}  // namespace standoff
