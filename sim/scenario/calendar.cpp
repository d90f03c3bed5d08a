// The calendar: from dates (or times of an abstract model) to the steps in which an entry is in force.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "scenario/actors.hpp"
#include "scenario/calendar_time.hpp"
#include "scenario/walk.hpp"

namespace standoff {

std::optional<Day> read_day(Context& context, const YamlNode& scalar) {
    const std::optional<Day> day = parse_date(scalar.text);
    if (!day)
        context.findings.add("E222", scalar.place, fmt::format("\"{}\" is not a date", scalar.text),
                             "a date is year-month-day, and the day must exist", "write it like 2022-01-03");
    return day;
}

namespace {

constexpr double largest_time = 1e9;
constexpr double earliest_day = -354'285;  // 1000-01-01
constexpr double latest_day = 2'932'897;   // the day after 9999-12-31
constexpr std::size_t most_spans = 50'000;

/// A point of an abstract model's time as a step, robust against the last bit of a division.
int step_of_time(const TimeSpec& time, double at) {
    const double steps = std::clamp(at / time.dt, -largest_time, largest_time);
    const double nearest = std::round(steps);
    return static_cast<int>(std::abs(steps - nearest) < 1e-9 ? nearest : std::floor(steps));
}

}  // namespace

std::optional<int> step_at(Context& context, const YamlNode& scalar) {
    const TimeSpec& time = context.spec.time;
    if (time.dated) {
        const std::optional<Day> day = read_day(context, scalar);
        if (!day) return std::nullopt;
        return time.step_of(*day);
    }
    const std::optional<double> at = context.constant(scalar, Kind::number);
    if (!at) return std::nullopt;
    return step_of_time(time, *at);
}

namespace {

/// When an entry is in force: first and last day (or time), both inclusive, and how it repeats.
struct Dates {
    double first = 0;
    double last = 0;
    bool open = false;  ///< abstract: the last moment itself does not count
    int every_months = 0;
    double every = 0;  ///< days or units; 0 with every_months 0: once
    double until = infinity;
};

class EntryReader {
public:
    /// `spans` counts those of all entries.
    EntryReader(Context& context, const YamlNode& node, const YamlEntry& name, CalendarEntry& entry, std::size_t& spans)
        : context_(context),
          findings_(context.findings),
          time_(context.spec.time),
          node_(node),
          name_(name),
          entry_(entry),
          spans_(spans) {}

    void read() {
        const bool placed = !context_.spec.theory_only || context_.root.find("time") != nullptr;
        if (std::optional<Dates> dates = read_dates(); dates && placed) spans(*dates);
        read_inputs();
        Scope scope;
        scope.draws = true;
        entry_.effects = context_.statements(node_.find("effects"), scope, StatementPlace::effect);
        if (node_.entry("inputs") == nullptr && node_.entry("effects") == nullptr)
            findings_.add("W604", name_.value.place, fmt::format("\"{}\" has neither inputs nor effects", entry_.name));
    }

private:
    std::optional<double> moment(const YamlNode& scalar) {
        if (!time_.dated) return context_.constant(scalar, Kind::number);
        const std::optional<Day> day = read_day(context_, scalar);
        if (!day) return std::nullopt;
        return *day;
    }

    std::optional<Dates> read_dates() {
        const YamlNode* at = node_.find("at");
        const YamlNode* during = node_.find("during");
        const YamlNode* from = node_.find("from");
        const int given = static_cast<int>(node_.entry("at") != nullptr) +
                          static_cast<int>(node_.entry("during") != nullptr) +
                          static_cast<int>(node_.entry("from") != nullptr);
        if (given != 1) return std::nullopt;  // reported
        Dates dates;
        const YamlNode* first = at != nullptr ? at : during != nullptr ? &during->items[0] : from;
        if (first == nullptr) return std::nullopt;
        const std::optional<double> begin = moment(*first);
        if (!begin) return std::nullopt;
        dates.first = dates.last = *begin;
        if (during != nullptr) {
            const std::optional<double> end = moment(during->items[1]);
            if (!end) return std::nullopt;
            dates.last = *end;
            if (dates.last < dates.first) {
                findings_.add("E223", during->items[1].place, "the last day lies before the first", {}, "swap them");
                return std::nullopt;
            }
        }
        if (!read_length(dates) || !read_repetition(dates)) return std::nullopt;
        return dates;
    }

    bool read_length(Dates& dates) {
        const YamlNode* length = node_.find("for");
        if (length == nullptr) {
            // From a day on, without an end: a repetition's single days, or all that follow.
            if (node_.entry("from") != nullptr && node_.entry("every") == nullptr && node_.entry("for") == nullptr) {
                dates.last = infinity;
                if (const YamlNode* until = node_.find("until")) {
                    const std::optional<double> end = moment(*until);
                    if (!end) return false;
                    if (*end < dates.first) {
                        findings_.add("E223", until->place, "the last day lies before the first", {}, "swap them");
                        return false;
                    }
                    dates.last = *end;
                }
            }
            return true;
        }
        if (node_.entry("during") != nullptr) {
            findings_.add("E205", length->place, "`during` says already how long it lasts", {},
                          "use `from` with `for`");
            return false;
        }
        const std::optional<double> days = context_.constant(*length, Kind::duration);
        if (!days) return false;
        if (!(*days > 0)) {
            findings_.add("E210", length->place, "it must last longer than nothing");
            return false;
        }
        // Two weeks from a Monday end on the second Sunday.
        dates.last = time_.dated ? dates.first + std::max(std::ceil(*days - 1e-9), 1.0) - 1 : dates.first + *days;
        dates.open = !time_.dated;
        return true;
    }

    bool read_repetition(Dates& dates) {
        const YamlNode* every = node_.find("every");
        if (every == nullptr) {
            if (const YamlEntry* until = node_.entry("until");
                until != nullptr && (node_.entry("from") == nullptr || node_.entry("for") != nullptr)) {
                findings_.add("E205", until->key.place, "`until` ends a repetition, and nothing is repeated here", {},
                              "add `every: 1 year`");
                return false;
            }
            return node_.entry("every") == nullptr;
        }
        const NodePtr tree = parse_expression(Context::formula(*every), findings_);
        if (tree == nullptr) return false;
        for (const auto& [unit, months] : {std::pair{"month", 1}, std::pair{"quarter", 3}, std::pair{"year", 12}}) {
            if (!time_.dated || tree->node != NodeKind::number || tree->text != unit) continue;
            const double count = tree->value / (30.4375 * months);
            if (std::round(count) >= 1 && count <= 12'000 && std::abs(count - std::round(count)) < 1e-9)
                dates.every_months = static_cast<int>(std::round(count)) * months;
        }
        const std::optional<double> length = context_.constant(*every, Kind::duration);
        if (!length) return false;
        if (!(*length > 0) || (time_.dated && dates.every_months == 0 && std::floor(*length) != *length)) {
            findings_.add("E210", every->place, "it must repeat after whole days, months or years");
            return false;
        }
        dates.every = *length;
        if (const YamlNode* until = node_.find("until")) {
            const std::optional<double> end = moment(*until);
            if (!end) return false;
            if (*end < dates.first) {
                findings_.add("E223", until->place, "the repetition ends before it begins");
                return false;
            }
            dates.until = *end;
        }
        return true;
    }

    [[nodiscard]] static double beginning(const Dates& dates, double repetition) {
        if (dates.every_months > 0)
            return add_months(static_cast<Day>(dates.first), static_cast<int>(dates.every_months * repetition));
        return dates.first + dates.every * repetition;
    }

    /// A repetition before which none reaches into the run.
    [[nodiscard]] double first_repetition(const Dates& dates, double length) const {
        if (dates.every == 0) return 0;
        const double before = (time_.dated ? time_.start : 0.0) - length - dates.first;
        return std::max(0.0, std::floor(before / dates.every) - 2);  // calendar months stray by some days
    }

    [[nodiscard]] int step_of(double moment) const {
        if (moment == infinity) return time_.steps;
        if (!time_.dated) return step_of_time(time_, moment);
        return time_.step_of(static_cast<Day>(std::clamp(moment, earliest_day, latest_day)));
    }

    void spans(const Dates& dates) {
        const double length = dates.last - dates.first;
        const double end_of_run = time_.dated ? time_.first_day(time_.steps) : time_.dt * time_.steps;
        bool reached = !context_.options.until.empty() && dates.first >= end_of_run;  // cut off as asked
        const double from = first_repetition(dates, length);
        const double to = std::min(dates.until, end_of_run);
        if (dates.every > 0 && (to - beginning(dates, from)) / dates.every > static_cast<double>(most_spans - spans_)) {
            findings_.add("E210", node_.entry("every")->value.place,
                          fmt::format("with this the calendar begins more than {} times", most_spans), {},
                          "let it repeat less often");
            return;
        }
        for (double repetition = from;; ++repetition) {
            const double first = beginning(dates, repetition);
            if (first > dates.until || first >= end_of_run) break;
            add_span(first, first + length, dates.open, reached);
            if (dates.every == 0) break;
        }
        spans_ += std::min(entry_.spans.size(), most_spans - spans_);
        if (!reached && context_.time_known)
            findings_.add("W605", name_.value.place, fmt::format("\"{}\" lies outside of the run", entry_.name),
                          "it never comes into force");
        const double covered = time_.dated ? length + 1 : length;
        const bool spans_time = node_.entry("at") == nullptr && node_.entry("inputs") != nullptr;
        if (spans_time && covered < time_.dt / 2)
            findings_.add("W603", name_.value.place, fmt::format("\"{}\" lasts less than half a step", entry_.name),
                          "it is in force for the whole of each step that it touches");
    }

    void add_span(double first, double last, bool open, bool& reached) {
        CalendarEntry::Span span;
        const int begin = step_of(first);
        int end = step_of(last);
        // The end of an abstract span is a moment: a step that begins with it is not in the span.
        if (open && end > begin && std::abs(last / time_.dt - std::round(last / time_.dt)) < 1e-9) --end;
        if (end < 0 || begin >= time_.steps) return;
        span.begins = time_.dated ? first >= time_.start : first >= 0;
        span.first = std::max(begin, 0);
        span.last = std::min(end, time_.steps - 1);
        span.from = first;
        span.to = last;
        if (span.last >= span.first) {
            entry_.spans.push_back(span);
            reached = true;
        }
    }

    void read_inputs() {
        const YamlNode* inputs = node_.find("inputs");
        if (inputs == nullptr) return;
        for (const YamlEntry& input : inputs->entries) {
            NodePtr reference = parse_reference(Context::formula(input.key), findings_);
            if (reference == nullptr || input.value.broken) continue;
            const std::size_t before = findings_.errors();
            check_reference(*reference, {}, context_.spec.symbols, findings_);
            if (findings_.errors() > before) continue;
            const bool variable = reference->symbol.kind == SymbolKind::variable;
            const Variable* target =
                variable ? &context_.spec.variables[static_cast<std::size_t>(reference->symbol.index)] : nullptr;
            if (target == nullptr || !target->input) {
                findings_.add("E225", input.key.place, fmt::format("\"{}\" is not an input", input.name()),
                              "the calendar sets only variables that say `input: true`",
                              "use `effects` to change another variable");
                continue;
            }
            Scope scope;
            scope.state = false;
            scope.memory = false;
            Setting setting;
            setting.value = context_.expression(&input.value, scope, target->kind);
            if (!setting.value) continue;
            check_in_range(context_, target->range, setting.value, input.name());
            setting.reference = std::move(reference);
            setting.place = input.key.place;
            entry_.inputs.push_back(std::move(setting));
        }
    }

    Context& context_;
    Diagnostics& findings_;
    const TimeSpec& time_;
    const YamlNode& node_;
    const YamlEntry name_;
    CalendarEntry& entry_;
    std::size_t& spans_;
};

}  // namespace

namespace {

CalendarEntry::Dates dates_as_written(const YamlNode& node) {
    CalendarEntry::Dates dates;
    dates.at = Context::text_of(node, "at");
    dates.first = Context::text_of(node, "from");
    if (const YamlNode* during = node.find("during"); during != nullptr && during->items.size() == 2) {
        dates.first = during->items[0].text;
        dates.last = during->items[1].text;
    }
    dates.length = Context::text_of(node, "for");
    dates.every = Context::text_of(node, "every");
    dates.until = Context::text_of(node, "until");
    return dates;
}

}  // namespace

void read_calendar(Context& context) {
    std::set<std::string> names;
    std::size_t spans = 0;
    int index = 0;
    for (const YamlNode& node : context.items("calendar")) {
        const YamlNode* name = node.find("name");
        const bool off = context.switched_off.contains(index++);
        if (node.broken || name == nullptr) continue;
        if (off) {
            context.spec.removed.push_back("calendar entry " + name->text);
            continue;
        }
        CalendarEntry& entry = context.spec.calendar.emplace_back();
        YamlEntry named{*name, mapping_at(name->place)};
        context.read_entry(entry, named);
        read_prose(entry, node);
        entry.dates = dates_as_written(node);
        if (!names.insert(entry.name).second)
            context.findings.add("E209", name->place, fmt::format("there are two calendar entries \"{}\"", entry.name),
                                 {}, "names are unique: add the year");
        EntryReader(context, node, named, entry, spans).read();
    }
}

}  // namespace standoff
