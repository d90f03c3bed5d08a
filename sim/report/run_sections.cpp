#include "report/run_sections.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/dates.hpp"
#include "report/html_table.hpp"
#include "report/never_chosen.hpp"
#include "report/page_words.hpp"
#include "report/telling.hpp"
#include "report/text.hpp"
#include "report/turning_points.hpp"
#include "report/why_words.hpp"
#include "results/statistics.hpp"

namespace standoff {

namespace {

using Align = HtmlTable::Align;

constexpr std::size_t most_cards = 4;
constexpr std::size_t most_moments = 6;
constexpr std::size_t most_states = 26;  ///< rows of the table of variables
constexpr std::size_t most_acts = 2000;  ///< rows of the table of acts
constexpr double highest_calm_rung = 1;  ///< what is above it escalates

std::string text_of(double value) { return std::isnan(value) ? std::string() : short_number(value); }

std::string whole_percent(double share) {
    if (share > 0 && share < 0.005) return "<1%";
    if (share < 1 && share > 0.995) return ">99%";
    return fmt::format("{:.0f}%", 100 * share);
}

/// What one actor did to another, or to a thing.
struct Pair {
    double acts = 0;
    double raising = 0;
    std::map<std::string, double> actions;
};

}  // namespace

void write_chart(Html& html, std::string_view name, std::size_t view) {
    html.element("div", "",
                 {{"class", "chart"}, {"data-chart", std::string(name)}, {"data-view", std::to_string(view)}});
}

std::string RunSections::title_of(const std::string& actor) const {
    return shown_title(run_.manifest, actor, Characters::unicode);
}

/// `test(icbm, far)` is `test (intercontinental missile, far)`, and `offer(ALD, relief=0.3)` is `offer (Aldria, relief
/// 0.3)`.
std::string RunSections::item_text(const std::string& item) const {
    const std::size_t open = item.find('(');
    if (open == std::string::npos) return spaced(item);
    std::vector<std::string> inside;
    const std::string arguments = item.substr(open + 1, item.size() - open - 2);
    for (std::size_t from = 0; from <= arguments.size();) {
        const std::size_t to = std::min(arguments.find(", ", from), arguments.size());
        inside.push_back(title_of(arguments.substr(from, to - from)));
        std::replace(inside.back().begin(), inside.back().end(), '=', ' ');
        from = to + 2;
    }
    return fmt::format("{} ({})", spaced(item.substr(0, open)), fmt::join(inside, ", "));
}

std::string RunSections::when(int step, const std::string& date) const {
    return date.empty() ? say("page.step", {{"step", std::to_string(step)}}) : date;
}

MeasureEntry RunSections::entry_of(const std::string& measure) const {
    const auto& entries = run_.manifest.measures;
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [&](const MeasureEntry& one) { return one.name == measure; });
    return entry == entries.end() ? MeasureEntry() : *entry;
}

/// What the file says of it tells more than its name, where it is short.
std::string RunSections::measure_title(const std::string& measure) const {
    constexpr std::size_t longest = 80;
    std::string about = entry_of(measure).about;
    if (about.ends_with('.')) about.pop_back();
    return about.empty() || about.size() > longest ? spaced(measure) : about;
}

std::string RunSections::value_of(const std::string& measure, const std::optional<double>& value) const {
    return value ? value_text(*value, entry_of(measure).duration) : std::string("–");
}

std::vector<OutcomeSummary> RunSections::by_count() const {
    std::vector<OutcomeSummary> outcomes;
    for (const OutcomeSummary& one : run_.summary.outcomes)
        if (one.count > 0) outcomes.push_back(one);
    std::stable_sort(outcomes.begin(), outcomes.end(),
                     [](const OutcomeSummary& a, const OutcomeSummary& b) { return a.count > b.count; });
    return outcomes;
}

void RunSections::lede() {
    const std::vector<OutcomeSummary> outcomes = by_count();
    html_.begin("p", {{"class", "lede"}});
    const auto count = [&](std::size_t i) { return i < outcomes.size() ? grouped(outcomes[i].count) : ""; };
    const auto name = [&](std::size_t i) { return i < outcomes.size() ? spaced(outcomes[i].name) : ""; };
    const std::uint64_t runs = whole_runs();
    if (outcomes.empty()) write(html_, "page.lede.none");
    else if (outcomes.size() == 1) write(html_, "page.lede.all", runs, {{"runs", grouped(runs)}, {"first", name(0)}});
    else {
        const std::string key = outcomes.size() == 2   ? "page.lede.two"
                                : outcomes.size() == 3 ? "page.lede.three"
                                                       : "page.lede.more";
        std::uint64_t others = 0;
        for (std::size_t i = 2; i < outcomes.size(); ++i) others += outcomes[i].count;
        write(html_, key,
              {{"runs", grouped(runs)},
               {"first_count", count(0)},
               {"first", name(0)},
               {"second_count", count(1)},
               {"second", name(1)},
               {"third_count", count(2)},
               {"third", name(2)},
               {"others", grouped(others)},
               {"ways", std::to_string(outcomes.size() - 2)}});
    }
    if (!run_.manifest.shown.empty() && runs > 1) {
        const ShownRun& shown = run_.manifest.shown.front();
        html_.text(" ");
        write(html_, shown.outcome.empty() ? "page.lede.shown_failed" : "page.lede.shown",
              {{"run", grouped(shown.run)}, {"outcome", spaced(shown.outcome)}});
    }
    if (run_.summary.failed > 0) {
        html_.text(" ");
        write(html_, "page.lede.failed", run_.summary.failed, {{"failed", grouped(run_.summary.failed)}});
    }
    html_.end();
}

void RunSections::card(const std::string& number, const std::string& label, const std::string& detail) {
    html_.begin("li", {{"class", "card"}});
    html_.element("p", number, {{"class", "card-number"}}).element("p", label, {{"class", "card-label"}});
    html_.element("p", detail, {{"class", "card-detail"}}).end();
}

/// Of what may never come the share of runs in which it does is the number, of others the median.
void RunSections::card_of(const MeasureSummary& measure) {
    const std::string name = measure_title(measure.name);
    const std::uint64_t all = measure.finite + measure.infinite;
    const std::string middle = value_of(measure.name, measure.q50);
    const std::string range = say("page.card.middle_90", {{"low", value_of(measure.name, measure.q05)},
                                                          {"high", value_of(measure.name, measure.q95)}});
    if (!material_.scenario.times.contains(measure.name))
        return card(middle, say("page.card.median", {{"measure", name}}), range);
    std::string median = measure.finite * 2 > all ? middle : std::string();
    const auto start = parse_date(run_.manifest.start);
    if (!median.empty() && start && entry_of(measure.name).duration)
        median = format_date(*start + static_cast<Day>(std::floor(measure.q50.value_or(0))));
    const Interval interval = wilson_interval(measure.finite, all);
    card(say("page.card.of_runs", {{"count", grouped(measure.finite)}, {"runs", grouped(all)}}), capitalised(name),
         say(median.empty() ? "page.card.mostly_never" : "page.card.median_time",
             {{"low", whole_percent(interval.low)}, {"high", whole_percent(interval.high)}, {"median", median}}));
}

void RunSections::cards() {
    const std::vector<OutcomeSummary> outcomes = by_count();
    if (outcomes.empty()) return;
    html_.begin("ul", {{"class", "cards"}});
    const OutcomeSummary& first = outcomes.front();
    card(say("page.card.of_runs", {{"count", grouped(first.count)}, {"runs", grouped(whole_runs())}}),
         say("page.card.ended", {{"outcome", spaced(first.name)}}),
         say("page.card.interval", {{"share", whole_percent(first.share)},
                                    {"low", whole_percent(first.low)},
                                    {"high", whole_percent(first.high)}}));
    std::size_t cards = 1;
    // What comes at some time or never says most; then the measures as the author orders them.
    for (const bool times : {true, false})
        for (const MeasureSummary& measure : run_.summary.measures)
            if (cards < most_cards - (times ? 1 : 0) && measure.q50 &&
                material_.scenario.times.contains(measure.name) == times) {
                card_of(measure);
                ++cards;
            }
    const auto& variables = run_.manifest.main_variables;
    for (std::size_t i = 0; i < variables.size() && cards < most_cards; ++i, ++cards) {
        const VariableHistory& history = run_.histories.at(i);
        const auto last = [&](const std::vector<double>& values) {
            return values.empty() ? std::string("–") : value_text(values.back(), variables[i].duration);
        };
        card(last(history.q50), say("page.card.at_the_end", {{"variable", variables[i].label}}),
             say("page.card.middle_90", {{"low", last(history.q05)}, {"high", last(history.q95)}}));
    }
    html_.end();
}

void RunSections::moments() {
    const std::vector<TurningPoint> points = turning_points(run_, most_moments);
    if (points.empty()) return;
    html_.element("h3", say("page.moments.title")).begin("ol", {{"class", "moments"}});
    for (const TurningPoint& point : points) {
        const auto at = static_cast<std::size_t>(point.step);
        html_.begin("li").element("strong", when(point.step, at < run_.dates.size() ? run_.dates[at] : ""));
        html_.text(" ").text(told(run_, point, Characters::unicode)).end();
    }
    html_.end();
    html_.element("p", told_end(run_.manifest, run_.manifest.shown.front()));
}

void RunSections::acts_table() {
    HtmlTable table;
    table.caption = say("page.acts.title", run_.events.size(), {{"count", grouped(run_.events.size())}});
    if (run_.events.size() > most_acts) table.caption += " " + say("page.acts.first", {{"count", grouped(most_acts)}});
    for (const char* key : {"when", "who", "what", "whom", "level"})
        table.columns.push_back({say(fmt::format("page.acts.{}", key))});
    for (const char* key : {"count", "success", "rung", "probability"})
        table.columns.push_back({say(fmt::format("page.acts.{}", key)), Align::number});
    for (const ShownEvent& event : run_.events) {
        if (table.rows.size() == most_acts) break;
        table.rows.push_back({when(event.step, event.date), title_of(event.actor),
                              event.channel.empty() ? say("page.acts.by_chance", {{"event", spaced(event.action)}})
                                                    : spaced(event.action),
                              title_of(event.target), event.level, text_of(event.count), text_of(event.success),
                              text_of(event.rung), whole_percent(event.probability)});
    }
    write_folded(html_, table);
}

void RunSections::never_chosen_table() {
    if (!material_.all_decisions) return;  // one that is missing may have chosen it
    const std::vector<NeverChosen> items = never_chosen(material_.decisions);
    if (items.empty()) return;
    HtmlTable table;
    table.caption = say("page.never.title", items.size(), {{"count", grouped(items.size())}});
    for (const char* key : {"who", "what"}) table.columns.push_back({say(fmt::format("page.never.{}", key))});
    for (const char* key : {"open", "probability"})
        table.columns.push_back({say(fmt::format("page.never.{}", key)), Align::number});
    table.columns.push_back({say("page.never.when")});
    for (const NeverChosen& one : items)
        table.rows.push_back(
            {title_of(one.actor), item_text(one.item),
             say("page.never.times", {{"open", std::to_string(one.open)}, {"all", std::to_string(one.decisions)}}),
             one.open == 0 ? "–" : percent(one.likeliest), one.open == 0 ? "–" : when(one.step, one.date)});
    write_folded(html_, table);
}

void RunSections::states_table() {
    const auto& variables = run_.manifest.main_variables;
    if (variables.empty()) return;
    HtmlTable table;
    table.caption = say("page.states.title");
    table.columns.push_back({say("page.states.when")});
    std::size_t states = 0;
    for (std::size_t v = 0; v < variables.size(); ++v) {
        const std::string name = variables[v].label + (variables[v].duration ? say("page.in_days") : "");
        table.columns.push_back({say("page.states.shown", {{"variable", name}}), Align::number});
        table.columns.push_back({say("page.states.runs", {{"variable", name}}), Align::number});
        states = std::max(states, run_.histories.at(v).q50.size());
    }
    const auto cell = [](const std::vector<double>& values, std::size_t at) {
        return at < values.size() ? text_of(values[at]) : std::string();
    };
    const std::size_t stride = std::max<std::size_t>(1, (states + most_states - 2) / (most_states - 1));
    for (std::size_t at = 0; at < states; at = at + 1 == states ? states : std::min(at + stride, states - 1)) {
        std::vector<std::string> row = {
            when(static_cast<int>(at), at < run_.dates.size() ? run_.dates[at] : std::string())};
        for (const VariableHistory& history : run_.histories) {
            row.push_back(cell(history.shown, at));
            row.push_back(say(
                "page.states.band",
                {{"median", cell(history.q50, at)}, {"low", cell(history.q05, at)}, {"high", cell(history.q95, at)}}));
        }
        table.rows.push_back(std::move(row));
    }
    write_folded(html_, table);
}

void RunSections::observed_tables() {
    for (std::size_t s = 0; s < material_.observed.size(); ++s) {
        HtmlTable table;
        table.caption = say("page.observed.title", {{"series", spaced(run_.manifest.observed.at(s).name)}});
        table.columns = {{say("page.observed.when")},
                         {say("page.observed.value"), Align::number},
                         {say("page.observed.runs"), Align::number}};
        for (const ObservedPoint& point : material_.observed[s])
            table.rows.push_back({point.date, text_of(point.value),
                                  std::isnan(point.q50) ? std::string("–")
                                                        : say("page.states.band", {{"median", text_of(point.q50)},
                                                                                   {"low", text_of(point.q05)},
                                                                                   {"high", text_of(point.q95)}})});
        write_folded(html_, table);
    }
}

void RunSections::one_run() {
    const RunManifest& manifest = run_.manifest;
    const ShownRun& shown = manifest.shown.front();
    html_.begin("section", {{"id", "one-run"}}).element("h2", say("page.one_run.title"));
    html_.begin("p", {{"class", "section-lede"}});
    write(html_, manifest.dated ? "page.one_run.lede_dated" : "page.one_run.lede",
          {{"run", grouped(shown.run)},
           {"runs", grouped(manifest.runs)},
           {"steps", grouped(static_cast<std::uint64_t>(shown.steps))},
           {"start", manifest.start},
           {"end", shown.end}});
    html_.end().begin("div", {{"class", "columns"}}).begin("div", {{"class", "column-wide"}});
    write_chart(html_, "lanes", view_);
    write_chart(html_, "fans", view_);
    html_.end();
    write_chart(html_, "why", view_);
    html_.end();
    moments();
    acts_table();
    never_chosen_table();
    states_table();
    observed_tables();
    html_.end();
}

void RunSections::measures_table() {
    HtmlTable table;
    table.caption = say("page.measures.title");
    table.columns = {{say("page.measures.measure")},
                     {say("page.measures.mean"), Align::number},
                     {say("page.measures.median"), Align::number},
                     {say("page.measures.range"), Align::number},
                     {say("page.measures.never"), Align::number},
                     {say("page.measures.about")}};
    for (const MeasureSummary& measure : run_.summary.measures) {
        const auto value = [&](const std::optional<double>& one) { return value_of(measure.name, one); };
        table.rows.push_back({spaced(measure.name), value(measure.mean), value(measure.q50),
                              say("page.card.range", {{"low", value(measure.q05)}, {"high", value(measure.q95)}}),
                              grouped(measure.infinite), entry_of(measure.name).about});
    }
    write_folded(html_, table);
}

void RunSections::all_outcomes() {
    html_.begin("section", {{"id", "all-outcomes"}});
    html_.element("h2", say("page.outcomes.title", whole_runs(), {{"runs", grouped(whole_runs())}}));
    html_.element("p", say("page.outcomes.lede"), {{"class", "section-lede"}}).begin("div", {{"class", "columns"}});
    write_chart(html_, "outcomes", view_);
    write_chart(html_, "when", view_);
    html_.end();
    HtmlTable table;
    table.caption = say("page.outcomes.table");
    table.columns = {{say("page.outcomes.outcome")},
                     {say("page.outcomes.count"), Align::number},
                     {say("page.outcomes.share"), Align::number},
                     {say("page.outcomes.interval"), Align::number},
                     {say("page.outcomes.about")}};
    for (const OutcomeSummary& one : run_.summary.outcomes) {
        const auto& entries = run_.manifest.outcomes;
        const auto entry = std::find_if(entries.begin(), entries.end(),
                                        [&](const NamedEntry& other) { return other.name == one.name; });
        table.rows.push_back({spaced(one.name), grouped(one.count), percent(one.share),
                              say("page.card.range", {{"low", percent(one.low)}, {"high", percent(one.high)}}),
                              entry == entries.end() ? std::string() : entry->about});
    }
    write_folded(html_, table);
    measures_table();
    html_.end();
}

void RunSections::who_on_whom() {
    std::map<std::pair<std::string, std::string>, Pair> pairs;
    bool ladder = false;
    for (const ShownEvent& event : run_.events) {
        if (event.channel.empty()) continue;
        Pair& pair = pairs[{event.actor, event.target}];
        pair.acts += event.count;
        if (event.rung > highest_calm_rung) pair.raising += event.count;
        pair.actions[spaced(event.action)] += event.count;
        ladder |= event.rung > 0;
    }
    if (pairs.empty()) return;
    html_.begin("section", {{"id", "who-on-whom"}}).element("h2", say("page.network.title"));
    html_.element("p", say(ladder ? "page.network.lede" : "page.network.lede_plain"), {{"class", "section-lede"}});
    write_chart(html_, "network", view_);
    HtmlTable table;
    table.caption = say("page.network.table");
    table.columns = {{say("page.network.who")}, {say("page.network.whom")}, {say("page.network.acts"), Align::number}};
    if (ladder) {
        table.columns.push_back({say("page.network.raising"), Align::number});
        table.columns.push_back({say("page.network.calming"), Align::number});
    }
    table.columns.push_back({say("page.network.which")});
    for (const auto& [names, pair] : pairs) {
        std::vector<std::string> row = {title_of(names.first), title_of(names.second), short_number(pair.acts)};
        if (ladder) {
            row.push_back(short_number(pair.raising));
            row.push_back(short_number(pair.acts - pair.raising));
        }
        std::string which;
        for (const auto& [action, count] : pair.actions)
            which += fmt::format("{}{} ×{}", which.empty() ? "" : ", ", action, short_number(count));
        row.push_back(which);
        table.rows.push_back(std::move(row));
    }
    write_folded(html_, table);
    html_.end();
}

}  // namespace standoff
