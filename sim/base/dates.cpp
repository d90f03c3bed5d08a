#include "base/dates.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace standoff {

namespace {

constexpr std::size_t date_length = 10;  // YYYY-MM-DD

/// The number that the digits of `text` spell, or -1.
int digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

int days_in_month(int year, int month) {
    constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 2 && std::chrono::year(year).is_leap()) return 29;
    return days[static_cast<std::size_t>(month - 1)];
}

void append_padded(std::string& text, int value, std::size_t width) {
    const std::string number = std::to_string(value);
    if (number.size() < width) text.append(width - number.size(), '0');
    text += number;
}

}  // namespace

std::optional<Day> parse_date(std::string_view text) {
    if (text.size() != date_length || text[4] != '-' || text[7] != '-') return std::nullopt;
    const CivilDate date{digits(text.substr(0, 4)), digits(text.substr(5, 2)), digits(text.substr(8, 2))};
    if (date.year < 1000 || date.month < 1 || date.month > 12 || date.day < 1) return std::nullopt;
    if (date.day > days_in_month(date.year, date.month)) return std::nullopt;
    return day_from_civil(date);
}

std::string format_date(Day day) {
    const CivilDate date = civil_from_day(day);
    std::string text;
    text.reserve(date_length);
    append_padded(text, date.year, 4);
    text += '-';
    append_padded(text, date.month, 2);
    text += '-';
    append_padded(text, date.day, 2);
    return text;
}

CivilDate civil_from_day(Day day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

Day day_from_civil(const CivilDate& date) {
    const std::chrono::year_month_day civil{std::chrono::year(date.year),
                                            std::chrono::month(static_cast<unsigned>(date.month)),
                                            std::chrono::day(static_cast<unsigned>(date.day))};
    return static_cast<Day>(std::chrono::sys_days{civil}.time_since_epoch().count());
}

Day add_months(Day day, int months) {
    CivilDate date = civil_from_day(day);
    const int month_count = date.year * 12 + (date.month - 1) + months;
    // Floor division, so that months before year 0 come out right too.
    date.year = month_count >= 0 ? month_count / 12 : -((11 - month_count) / 12);
    date.month = month_count - date.year * 12 + 1;
    date.day = std::min(date.day, days_in_month(date.year, date.month));
    return day_from_civil(date);
}

Day CalendarSteps::first_day(int step) const {
    if (months > 0) return add_months(start, step * months);
    return start + static_cast<Day>(step) * days;
}

int CalendarSteps::step_of(Day day) const {
    if (months > 0) {
        const CivilDate from = civil_from_day(start);
        const CivilDate to = civil_from_day(day);
        int step = ((to.year - from.year) * 12 + to.month - from.month) / months;
        while (first_day(step) > day) --step;
        while (first_day(step + 1) <= day) ++step;
        return step;
    }
    const std::int64_t after = static_cast<std::int64_t>(day) - start;
    const std::int64_t length = std::max(days, 1);
    return static_cast<int>(after >= 0 ? after / length : -((-after + length - 1) / length));
}

}  // namespace standoff
