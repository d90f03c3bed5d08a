// From a path to a checked Spec: read, merge, interpret.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "scenario/context.hpp"
#include "scenario/formulas.hpp"
#include "scenario/merge.hpp"
#include "scenario/overrides.hpp"
#include "scenario/schema.hpp"

namespace standoff {

namespace {

struct File {
    YamlNode root;
    FileKind kind = FileKind::scenario;
};

class Loader {
public:
    Loader(Scenario& scenario, const LoadOptions& options)
        : spec_(*scenario.spec), findings_(scenario.findings), options_(options) {}

    void load(const std::string& path) {
        std::optional<File> file = read_file(path, {});
        if (!file) return;
        spec_.theory_only = file->kind == FileKind::theory;
        spec_.title = title_of(*file);
        read_prose(spec_, file->root);
        spec_.purpose = Context::text_of(file->root, "purpose");
        for (const YamlNode* tag : Context::name_list(file->root.find("tags"))) spec_.subjects.push_back(tag->text);
        if (!spec_.theory_only && !take_theory(file->root)) return;
        // What a lost section declares is missing everywhere else: its own error says enough.
        if (sections_known_) interpret(file->root);
    }

private:
    std::optional<File> read_file(const std::string& path, Place asked_by) {
        spec_.files.push_back(path);
        const std::optional<std::uint32_t> source = read_source(path, asked_by, spec_.sources, findings_);
        if (!source) return std::nullopt;
        std::optional<YamlNode> root = parse_document(spec_.sources, *source, findings_);
        if (!root) return std::nullopt;
        if (!root->is_mapping() || root->entries.empty()) {
            findings_.add("E205", root->place, "a file holds `key: value` lines", {}, "begin with `standoff: 1`");
            return std::nullopt;
        }
        check_version(*root);
        const std::optional<FileKind> kind = kind_of(*root);
        if (!kind) return std::nullopt;
        const Table& table = *kind == FileKind::theory ? theory_table() : scenario_table();
        sections_known_ = check_form(*root, table, findings_) && sections_known_;
        check_dynamics_once(*root, spec_.sources, findings_);
        return File{std::move(*root), *kind};
    }

    void check_version(YamlNode& root) {
        YamlEntry& first = root.entries.front();
        if (first.name() != "standoff") {
            findings_.add("E201", first.key.place, "the first key must be the format version", {},
                          "begin with `standoff: 1`");
            // A slip in the key itself is not also an unknown key.
            if (root.entry("standoff") == nullptr && nearest_name(first.name(), {"standoff"}))
                first.key.text = "standoff";
        } else if (first.value.is_scalar() && !first.value.broken && first.value.text != "1") {
            findings_.add("E201", first.value.place, fmt::format("format version \"{}\" is unknown", first.value.text),
                          "this program reads version 1");
        }
    }

    std::optional<FileKind> kind_of(const YamlNode& root) {
        const bool scenario = root.entry("scenario") != nullptr;
        const bool theory = root.entry("theory") != nullptr;
        if (scenario != theory) return theory ? FileKind::theory : FileKind::scenario;
        if (!scenario && root.entries.size() > 1) {
            const YamlNode& second = root.entries[1].key;
            const std::string near = did_you_mean(second.text, {"scenario", "theory"});
            if (!near.empty()) {
                findings_.add("E202", second.place, "the file does not say what it is", near);
                return std::nullopt;
            }
        }
        findings_.add("E202", scenario ? root.entry("theory")->key.place : root.entries.front().key.place,
                      scenario ? "a file is a scenario or a theory, not both" : "the file does not say what it is", {},
                      "the second key is `scenario: Title` or `theory: Title`");
        return std::nullopt;
    }

    static std::string title_of(const File& file) {
        const YamlNode* title = file.root.find(file.kind == FileKind::theory ? "theory" : "scenario");
        return title != nullptr ? title->text : std::string();
    }

    /// Reads the theory that a scenario uses and merges it. False if there is nothing to go on with.
    bool take_theory(YamlNode& root) {
        const YamlNode* without = root.find("without");
        const YamlNode* uses = root.find("uses");
        if (uses == nullptr) {
            if (without != nullptr)
                findings_.add("E213", without->place, "`without` removes entries of a theory, and this file uses none",
                              {}, "remove the entries themselves");
            return root.entry("uses") == nullptr;
        }
        const std::filesystem::path folder = std::filesystem::path(spec_.sources.front().name()).parent_path();
        const std::string path = (folder / uses->text).lexically_normal().string();
        std::optional<File> theory = read_file(path, uses->place);
        if (!theory) return false;
        if (theory->kind != FileKind::theory) {
            findings_.add("E202", uses->place, fmt::format("\"{}\" is not a theory", uses->text),
                          "its first lines say `scenario:`");
            return false;
        }
        spec_.theory_title = title_of(*theory);
        read_prose(spec_.theory_prose, theory->root);
        MergeNotes notes;
        if (without != nullptr) remove_entries(theory->root, *without, notes.removed, findings_);
        merge_theory(root, std::move(theory->root), notes, findings_);
        spec_.replaced = std::move(notes.replaced);
        spec_.removed = std::move(notes.removed);
        return true;
    }

    void interpret(YamlNode& root) {
        apply_variant_and_settings(root, spec_, options_, findings_);
        require_keys(root);
        Context context{root, spec_, findings_, options_};
        read_time(context);
        const std::size_t before = findings_.all().size();
        declare_names(context);
        const std::size_t declared = findings_.all().size();
        read_parameters(context);
        read_variables(context);
        read_actions(context);
        read_policies(context);
        read_events(context);
        read_actors(context);
        read_switches(context);
        read_calendar(context);
        read_data(context);
        read_settings(context);
        read_experiments(context);
        read_open(context);
        read_lesson(context);
        check_model(context);
        read_seats(context);
        drop_consequences(context, before, declared);
        if (!findings_.failed()) mark_what_changes();
    }

    void mark_what_changes() {
        for_each_formula(spec_, [this](const Node&, const FormulaUse& use) {
            const bool during = use.where == FormulaPlace::dynamics || use.where == FormulaPlace::effect ||
                                use.where == FormulaPlace::calendar;
            if (during && use.feeds.kind == SymbolKind::variable)
                spec_.variables[static_cast<std::size_t>(use.feeds.index)].changes = true;
        });
    }

    /// What follows from an error in a declaration says nothing new: where a declared name is none, that names are
    /// unknown after the first `before` findings; where a role is unknown, who has what, after the first `declared`.
    /// And what is said of a name is said once, however often the name stands in the files.
    void drop_consequences(const Context& context, std::size_t before, std::size_t declared) {
        constexpr std::array about_names = {"E207", "E214", "E401", "E403"};
        constexpr std::array about_owners = {"E215", "E216", "E217", "E218", "E409", "E410", "E411",
                                             "E412", "E414", "E423", "E437", "E504", "E505"};
        const auto among = [](const auto& codes, const Diagnostic& finding) {
            return std::find(codes.begin(), codes.end(), finding.code) != codes.end();
        };
        std::vector<Diagnostic> left;
        std::map<std::string, std::pair<std::size_t, int>> told;  // where it is kept, how often it came
        std::set<std::string> unknown;
        for (std::size_t i = 0; i < findings_.all().size(); ++i) {
            const Diagnostic& finding = findings_.all()[i];
            const bool of_name = i >= before && among(about_names, finding);
            if (of_name && !context.names_known) continue;
            if (i >= declared && among(about_owners, finding) && !(context.names_known && context.roles_known))
                continue;
            const std::string name = of_name ? name_at(finding.place) : "";
            if (finding.code == "E403" && unknown.contains(name)) continue;
            if (finding.code == "E207") unknown.insert(name);
            const std::string all = fmt::format("{} {} {} {}", finding.code, finding.what, finding.why, finding.hint);
            if (!name.empty() && ++told.try_emplace(all, left.size(), 0).first->second.second > 1) continue;
            left.push_back(finding);
        }
        for (const auto& [all, found] : told) {
            std::string& hint = left[found.first].hint;
            if (found.second > 1)
                hint += fmt::format("{}it stands in {} places", hint.empty() ? "" : "; ", found.second);
        }
        findings_ = {};
        for (Diagnostic& finding : left)
            findings_.add(finding.code, finding.place, std::move(finding.what), std::move(finding.why),
                          std::move(finding.hint));
    }

    /// The first word at a place in the files.
    [[nodiscard]] std::string name_at(Place place) const {
        if (!place.known()) return {};
        const auto in_name = [](char c) { return unicode::is_letter(c) || unicode::is_digit(c) || c == '_'; };
        const std::string text = spec_.sources[place.source].text().substr(place.offset, place.length);
        const auto first = std::find_if(text.begin(), text.end(), in_name);
        return {first, std::find_if_not(first, text.end(), in_name)};
    }

    void require_keys(const YamlNode& root) {
        const Table& table = spec_.theory_only ? theory_table() : scenario_table();
        for (const Key& key : table.keys)
            if (key.required && root.entry(key.name) == nullptr && key.name != "standoff")
                findings_.add("E204", root.entries.front().key.place,
                              fmt::format("this {} has no \"{}\"", table.name, key.name), std::string(key.about),
                              fmt::format("add `{}: …`", key.name));
        check_required(root, table, findings_);
    }

    Spec& spec_;
    Diagnostics& findings_;
    const LoadOptions& options_;
    bool sections_known_ = true;
};

}  // namespace

Scenario load_scenario(const std::string& path, const LoadOptions& options) {
    Scenario scenario;
    try {
        Loader(scenario, options).load(path);
    } catch (const TooManyFindings&) {  // NOLINT(bugprone-empty-catch): the last finding says so
    }
    scenario.findings.sort();
    return scenario;
}

}  // namespace standoff
