// The time of the model: dated (start, step, end) or abstract (step, steps).
#include <cmath>

#include <fmt/format.h>

#include "scenario/calendar_time.hpp"

namespace standoff {

namespace {

constexpr int most_steps = 1'000'000;

/// True if any formula of the tree uses a calendar unit: how a theory alone shows that its models are dated.
bool speaks_of_calendar(const YamlNode& node) {
    if (node.is_scalar()) {
        for (const char* unit : {" day", " week", " month", " quarter", " year", "date("})
            if (const std::size_t at = node.text.find(unit); at != std::string::npos) {
                const char before = at == 0 ? ' ' : node.text[at - 1];
                const bool per = at >= 3 && node.text.compare(at - 3, 3, "per") == 0;
                if ((before >= '0' && before <= '9') || before == '.' || per || unit[0] == 'd') return true;
            }
        return false;
    }
    for (const YamlNode& item : node.items)
        if (speaks_of_calendar(item)) return true;
    for (const YamlEntry& entry : node.entries) {
        const std::string& key = entry.name();
        const bool prose = key == "about" || key == "source" || key == "purpose" || key == "lesson" || key == "name";
        if (!prose && speaks_of_calendar(entry.value)) return true;
    }
    return false;
}

void read_dated_step(Context& context, const YamlNode& scalar) {
    TimeSpec& time = context.spec.time;
    const NodePtr tree = parse_expression(Context::formula(scalar), context.findings);
    if (tree == nullptr) return;
    if (const int months = calendar_months(*tree); months > 0) {
        time.months_per_step = months;
        time.dt = 30.4375 * months;
        return;
    }
    const std::optional<double> days = context.constant(scalar, Kind::duration);
    if (!days) return;
    if (*days >= 1 && std::floor(*days) == *days && *days <= 36525) {
        time.days_per_step = static_cast<int>(*days);
        time.dt = *days;
        return;
    }
    context.findings.add("E224", scalar.place,
                         fmt::format("a step of \"{}\" is not a whole number of days or months", scalar.text), {},
                         "write 1 day, 1 week, 1 month, 1 quarter or 1 year, or a multiple");
}

int steps_until(const TimeSpec& time, Day after) {
    if (time.months_per_step == 0)
        return static_cast<int>((static_cast<std::int64_t>(after) - time.start + time.days_per_step - 1) /
                                time.days_per_step);
    int steps = 0;
    while (steps < most_steps && time.first_day(steps) < after) ++steps;
    return steps;
}

void read_dated(Context& context, const YamlNode& section, const YamlNode& start, const YamlNode* step) {
    TimeSpec& time = context.spec.time;
    time.dated = true;
    time.days_per_step = 7;
    time.dt = 7;
    const std::optional<Day> first = read_day(context, start);
    if (first) time.start = *first;
    if (step != nullptr) {
        time.days_per_step = 0;
        read_dated_step(context, *step);
        if (time.days_per_step == 0 && time.months_per_step == 0) time.days_per_step = 7;  // reported
    }
    const YamlNode* end = section.find("end");
    const YamlNode* steps = section.find("steps");
    if (steps != nullptr && end != nullptr) {
        context.findings.add("E224", steps->place, "both \"end\" and \"steps\" say how long the run is", {},
                             "keep one of them");
    } else if (steps != nullptr) {
        time.steps = context.whole_number(*steps, 1).value_or(1);
    } else if (end != nullptr) {
        const std::optional<Day> last = read_day(context, *end);
        if (!first || !last) return;
        if (*last < *first) {
            context.findings.add("E223", end->place, "the end lies before the start");
            return;
        }
        time.steps = steps_until(time, *last + 1);
    } else if (section.entry("end") == nullptr && section.entry("steps") == nullptr) {
        context.findings.add("E224", section.place, "nothing says when the run ends", {},
                             "add `end:` and the last day, or `steps:` and a number");
    }
}

/// Dates have four digits: a run that ends later has none for its steps.
bool ends_in_time(const TimeSpec& time) {
    constexpr CivilDate last{9999, 12, 31};
    if (time.months_per_step == 0)
        return time.start + static_cast<std::int64_t>(time.steps) * time.days_per_step <= day_from_civil(last);
    const CivilDate start = civil_from_day(time.start);
    return start.year * 12 + start.month + static_cast<std::int64_t>(time.steps) * time.months_per_step <=
           last.year * 12 + last.month;
}

void read_abstract(Context& context, const YamlNode& section, const YamlNode* step) {
    TimeSpec& time = context.spec.time;
    time.dated = false;
    time.dt = 1;
    if (step != nullptr) {
        const std::size_t before = context.findings.errors();
        const std::optional<Constant> length = context.constant(*step);
        if (length && length->value > 0) time.dt = length->value;
        else if (context.findings.errors() == before)
            context.findings.add("E224", step->place, "the step must be greater than zero");
    }
    if (const YamlNode* steps = section.find("steps")) time.steps = context.whole_number(*steps, 1).value_or(1);
    else if (section.entry("steps") == nullptr)
        context.findings.add("E224", section.place, "nothing says how many steps the run has", {},
                             "add `steps: 200`, or `start` and `end` for a dated model");
}

void apply_until(Context& context) {
    TimeSpec& time = context.spec.time;
    const std::string& until = context.options.until;
    if (until.empty()) return;
    const auto source = static_cast<std::uint32_t>(context.spec.sources.size());
    context.spec.sources.emplace_back("--until", until);
    YamlNode scalar = scalar_at(until, {source, 0, static_cast<std::uint32_t>(until.size())});
    for (std::size_t i = 0; i <= until.size(); ++i) scalar.offsets[i] = static_cast<std::uint32_t>(i);
    if (const std::optional<int> steps = read_until(context, scalar)) time.steps = std::min(time.steps, *steps);
}

std::optional<int> steps_named(Context& context, const YamlNode& until) {
    const TimeSpec& time = context.spec.time;
    if (const std::optional<Day> day = parse_date(until.text); day && time.dated) {
        if (*day >= time.start) return steps_until(time, *day + 1);
        context.findings.add("E223", until.place, "this day lies before the start");
        return std::nullopt;
    }
    if (until.text.find('-') != std::string::npos && time.dated) {
        (void)read_day(context, until);
        return std::nullopt;
    }
    if (until.text.find_first_not_of("0123456789") == std::string::npos) return context.whole_number(until, 1);
    context.findings.add(
        "E230", until.place, fmt::format("\"{}\" does not say when the run ends", until.text), {},
        time.dated ? "write a date or a number of steps: 2023-06-30 or 20" : "write a number of steps: 20");
    return std::nullopt;
}

}  // namespace

std::optional<int> read_until(Context& context, const YamlNode& until) {
    const TimeSpec& time = context.spec.time;
    const std::optional<int> steps = steps_named(context, until);
    if (steps && *steps > time.steps && !context.spec.theory_only)
        context.findings.add("W605", until.place, "this lies after the end of the run",
                             fmt::format("it has {} steps", time.steps), "`until` only ends it earlier");
    return steps;
}

int calendar_months(const Node& duration) {
    if (duration.node != NodeKind::number || duration.in_steps) return 0;
    for (const auto& [unit, months] : {std::pair{"month", 1}, std::pair{"quarter", 3}, std::pair{"year", 12}}) {
        if (!duration.text.starts_with(unit)) continue;
        const double count = duration.value / (30.4375 * months);
        const double whole = std::round(count);
        if (whole >= 1 && whole <= 12'000 && std::abs(count - whole) < 1e-9) return static_cast<int>(whole) * months;
    }
    return 0;
}

void read_time(Context& context) {
    const std::size_t errors_before = context.findings.errors();
    TimeSpec& time = context.spec.time;
    const YamlNode* section = context.root.find("time");
    if (context.spec.theory_only || section == nullptr) {
        time.dated = speaks_of_calendar(context.root);
        if (time.dated) time.days_per_step = 7;
        time.dt = time.dated ? 7 : 1;
    } else {
        time.place = section->place;
        const YamlNode* step = section->find("step");
        const YamlNode* start = section->find("start");
        time.step_written = Context::text_of(*section, "step");
        if (start == nullptr && section->find("end") != nullptr) {
            context.findings.add("E224", section->find("end")->place, "a run with an end needs a start", {},
                                 "add `start: 2022-01-03`");
            time.days_per_step = 7;  // dated all the same, for what else is said about time
            time.dt = 7;
        } else if (start != nullptr) read_dated(context, *section, *start, step);
        else read_abstract(context, *section, step);
    }
    if (time.steps > most_steps) {
        context.findings.add("E224", section->place,
                             fmt::format("the run has {} steps; at most {} are possible", time.steps, most_steps));
        time.steps = most_steps;
    }
    if (time.dated && !ends_in_time(time)) {
        context.findings.add("E224", section->place, "the run ends after the year 9999",
                             fmt::format("it has {} steps", time.steps));
        time.steps = 1;
    }
    context.time_known = context.findings.errors() == errors_before && (section != nullptr || context.spec.theory_only);
    apply_until(context);
    context.spec.symbols.dated = time.dated;
}

}  // namespace standoff
