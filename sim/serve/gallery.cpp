#include "serve/gallery.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "language/parser.hpp"
#include "model/model.hpp"
#include "scenario/spec.hpp"
#include "serve/message.hpp"

namespace standoff {

namespace {

constexpr std::size_t most_kept = 24;

std::filesystem::file_time_type saved_at(const std::string& file) {
    std::error_code gone;
    return std::filesystem::last_write_time(file, gone);  // of what is gone its least value
}

FileTimes times_of(const std::vector<std::string>& files) {
    FileTimes times;
    for (const std::string& file : files) times.emplace_back(file, saved_at(file));
    return times;
}

bool unchanged(const FileTimes& files) {
    return !files.empty() && std::all_of(files.begin(), files.end(),
                                         [](const auto& file) { return saved_at(file.first) == file.second; });
}

ScenarioFacts facts_of(const Scenario& scenario) {
    const Spec& spec = *scenario.spec;
    return {spec.title,         spec.about,           spec.subjects,      spec.time.steps,
            spec.actor_count(), scenario.is_theory(), errors_of(scenario)};
}

/// A number as a setting may be: `0.3`, `-2`, `30 days`.
struct PlainNumber {
    double value = 0;
    bool duration = false;
};

std::optional<PlainNumber> plain_number(const std::string& text) {
    Diagnostics ignored;
    const NodePtr tree = parse_expression({text}, ignored);
    if (tree == nullptr) return std::nullopt;
    const bool negative = tree->node == NodeKind::unary && tree->op == Operator::negate;
    const Node& literal = negative ? *tree->children[0] : *tree;
    if (literal.node != NodeKind::number || literal.in_steps) return std::nullopt;
    return PlainNumber{negative ? -literal.value : literal.value, literal.kind == Kind::duration};
}

/// Settings, of two with one path the later one, apart: those that make another model, and numbers.
struct Settings {
    std::vector<std::string> structure;
    std::vector<std::string> paths;
    std::vector<std::string> written;  ///< of the numbers, as settings
    std::vector<PlainNumber> numbers;
};

Settings sorted(const std::vector<std::string>& set) {
    std::map<std::string, std::size_t> last;
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < set.size(); ++i) {
        paths.push_back(set[i].substr(0, set[i].find('=')));
        last[paths.back()] = i;
    }
    Settings settings;
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (last[paths[i]] != i) continue;
        const bool structure = paths[i].ends_with(".policy") || paths[i].starts_with("calendar.");
        const auto number = structure || paths[i].size() == set[i].size()
                                ? std::nullopt
                                : plain_number(set[i].substr(paths[i].size() + 1));
        if (!number) {
            settings.structure.push_back(set[i]);
            continue;
        }
        settings.paths.push_back(paths[i]);
        settings.written.push_back(set[i]);
        settings.numbers.push_back(*number);
    }
    return settings;
}

/// Whether a lane may have the number: what may not is left to the loader, which says why.
bool fits(const PlainNumber& number, const Opened& opened, bool dated) {
    if (dated ? number.duration != (opened.kind == Kind::duration) : number.duration) return false;
    return number.value >= opened.range.low && number.value <= opened.range.high;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string key_of(const GalleryEntry& entry, const LoadOptions& load) {
    std::string key = entry.id;
    const auto add = [&](char kind, const std::string& text) {
        key += fmt::format("\n{}{}:{}", kind, text.size(), text);
    };
    add('v', load.variant);
    add('u', load.until);
    for (const std::string& one : load.seats) add('a', one);
    for (const std::string& one : load.set) add('s', one);
    for (const std::string& one : load.open) add('o', one);
    for (const std::string& one : load.vary) add('p', one);
    return key;
}

}  // namespace

std::string errors_of(const Scenario& scenario) {
    std::string text;
    for (const Diagnostic& finding : scenario.findings.all()) {
        if (finding.severity() != Severity::error) continue;
        std::string line = render(finding, scenario.sources(), DiagnosticFormat::brief);
        while (line.ends_with('\n')) line.pop_back();
        text += (text.empty() ? "" : "\n") + line;
    }
    // Longer names first: one may begin another.
    std::vector<std::string> files = scenario.files();
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const std::string& file : files) replace_all(text, file, std::filesystem::path(file).filename().string());
    return text;
}

const GalleryEntry& Gallery::entry(std::string_view id) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const auto& one) { return one.id == id; });
    if (found == entries_.end()) throw Refused(Status::not_found, "there is no such scenario in the gallery");
    return *found;
}

ScenarioFacts Gallery::facts(const GalleryEntry& entry) const {
    {
        const std::scoped_lock lock(mutex_);
        const auto known = facts_.find(entry.id);
        if (known != facts_.end() && unchanged(known->second.files)) return known->second.facts;
    }
    Read now = read(entry, {});
    const KeptFacts made{facts_of(now.scenario), std::move(now.files)};
    const std::scoped_lock lock(mutex_);
    return facts_.insert_or_assign(entry.id, made).first->second.facts;
}

/// When its files were saved has to be known before it is read, and which they are is known from the last time, or once
/// it was read: so it is read until nothing changed meanwhile. Of files that are never at rest the last reading is
/// taken, and not kept.
Gallery::Read Gallery::read(const GalleryEntry& entry, const LoadOptions& load) const {
    constexpr int most_readings = 4;
    FileTimes before = times_of(files_of(entry));
    for (int reading = 1;; ++reading) {
        Scenario scenario = loader_(entry.path, load);
        FileTimes after = times_of(scenario.files());
        remember_files(entry, scenario);
        if (after == before) return {std::move(scenario), std::move(after)};
        if (reading == most_readings) return {std::move(scenario), {}};
        before = std::move(after);
    }
}

std::vector<std::string> Gallery::files_of(const GalleryEntry& entry) const {
    const std::scoped_lock lock(mutex_);
    return files_[entry.id];
}

void Gallery::remember_files(const GalleryEntry& entry, const Scenario& scenario) const {
    const std::scoped_lock lock(mutex_);
    files_[entry.id] = scenario.files();
}

PreparedPtr Gallery::make(const GalleryEntry& entry, const LoadOptions& load) const {
    Read now = read(entry, load);
    auto made = std::make_shared<PreparedModel>();
    made->scenario = std::move(now.scenario);
    made->files = std::move(now.files);
    if (made->scenario.ok() && made->scenario.is_theory())
        throw Refused(Status::not_possible, "this is a theory: it has no actors and no calendar");
    if (made->scenario.ok()) made->model = compile(made->scenario);
    if (!made->model) throw Refused(Status::not_possible, errors_of(made->scenario));
    made->inputs = inputs_of(made->scenario);
    return made;
}

/// The one that is kept with this key; `one` itself if there was none, which then is kept.
Gallery::KeptPtr Gallery::find_or_keep(const KeptPtr& one) const {
    const std::scoped_lock lock(mutex_);
    const auto found =
        std::find_if(kept_.begin(), kept_.end(), [&](const KeptPtr& known) { return known->key == one->key; });
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
        return kept_.front();
    }
    kept_.push_front(one);
    if (kept_.size() > most_kept) kept_.pop_back();
    return one;
}

void Gallery::drop(const KeptPtr& one) const {
    const std::scoped_lock lock(mutex_);
    kept_.remove(one);
}

PreparedPtr Gallery::prepare(const GalleryEntry& entry, const LoadOptions& load) const {
    const auto ours = std::make_shared<Kept>();
    ours->key = key_of(entry, load);
    for (KeptPtr known = find_or_keep(ours); known != ours; known = find_or_keep(ours)) {
        const PreparedPtr prepared = known->prepared.get();
        if (prepared != nullptr && unchanged(prepared->files)) return prepared;
        drop(known);
    }
    try {
        PreparedPtr made = make(entry, load);
        ours->made.set_value(made);
        return made;
    } catch (...) {
        drop(ours);
        ours->made.set_value(nullptr);
        throw;
    }
}

PreparedRun Gallery::prepare_run(const GalleryEntry& entry, const std::string& variant,
                                 const std::vector<std::string>& set) const {
    Settings settings = sorted(set);
    LoadOptions load;
    load.variant = variant;
    load.set = settings.structure;
    load.open = settings.paths;
    try {
        PreparedRun run{prepare(entry, load), {}};
        const Spec& spec = *run.prepared->scenario.spec;
        for (std::size_t i = 0; i < spec.opened.size(); ++i) {
            if (!fits(settings.numbers[i], spec.opened[i], spec.time.dated)) break;
            run.point.push_back(settings.numbers[i].value);
        }
        if (run.point.size() == settings.paths.size()) return run;
    } catch (const Refused&) {
        // Said better of settings than of open numbers, below.
        if (settings.paths.empty()) throw;
    }
    load.set.insert(load.set.end(), settings.written.begin(), settings.written.end());
    load.open.clear();
    return {prepare(entry, load), {}};
}

}  // namespace standoff
