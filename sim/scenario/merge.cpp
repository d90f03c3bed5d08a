#include "scenario/merge.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "language/parser.hpp"
#include "scenario/schema.hpp"

namespace standoff {

namespace {

/// A name as the loop's set that it runs over, so that `c.x for c in coercer` and `d.x for d in coercer` are the same.
std::string actor_text(const Node& node, const std::vector<Loop>& loops) {
    for (const Loop& loop : loops)
        if (loop.name == node.text) return "any " + loop.set_text;
    return node.text;
}

/// What a dynamics statement primes, or nothing if it cannot be read (which is reported later).
std::string primed_by(const YamlNode& scalar) {
    Diagnostics ignored;
    const std::optional<Statement> statement =
        parse_statement({scalar.text, scalar.place.source, &scalar.offsets}, ignored);
    if (!statement || !statement->primed) return {};
    const Node& target = *statement->target;
    std::string text = target.text;
    if (target.node == NodeKind::member) text = actor_text(*target.children[0], statement->loops) + "." + text;
    if (target.node == NodeKind::indexed) {
        text += "(" + actor_text(*target.children[0], statement->loops) + ")";
        if (target.children.size() > 1) text = actor_text(*target.children[1], statement->loops) + "." + text;
    }
    return text;
}

/// The left side as written, without blanks: `c.attention'`.
std::string left_side(const YamlNode& scalar) {
    std::string text = scalar.text.substr(0, scalar.text.find('='));
    std::erase(text, ' ');
    return text;
}

class Merger {
public:
    Merger(YamlNode& scenario, MergeNotes& notes, Diagnostics& findings)
        : scenario_(scenario), notes_(notes), findings_(findings) {}

    void take(YamlEntry from) {
        const Key* key = theory_table().find(from.name());
        if (key == nullptr || from.value.broken) return;
        const bool own = key->form == Form::version || key->form == Form::text || key->name == "tags";
        if (own) return;
        YamlEntry* into = scenario_.entry(from.name());
        if (into == nullptr) {
            scenario_.entries.push_back(std::move(from));
        } else if (into->value.broken) {
            return;
        } else if (key->name == "initial" || key->name == "calendar") {
            prepend(into->value, std::move(from.value));
        } else if (key->name == "dynamics") {
            merge_dynamics(into->value, std::move(from.value));
        } else if (key->form == Form::entries || key->form == Form::entry) {
            merge_entries(into->value, std::move(from.value), *key);
        } else {
            notes_.replaced.emplace_back(key->name);
        }
    }

    /// Parameters that the theory does not have are declared in full, so that a slip in a name is found.
    void check_new_parameters(const YamlNode& theory) {
        YamlNode* own = scenario_.find("parameters");
        if (own == nullptr) return;
        std::vector<std::string> known;
        if (const YamlNode* parameters = theory.find("parameters"))
            for (const YamlEntry& entry : parameters->entries) known.push_back(entry.name());
        for (YamlEntry& entry : own->entries) {
            const bool bare = entry.value.is_mapping() && entry.value.quoted;
            if (!bare || std::find(known.begin(), known.end(), entry.name()) != known.end()) continue;
            findings_.add("E207", entry.key.place,
                          fmt::format("\"{}\" is not a parameter of this theory", entry.name()),
                          did_you_mean(entry.name(), known),
                          fmt::format("to declare a new one write `{}: {{value: …, about: …}}`", entry.name()));
        }
    }

private:
    static void prepend(YamlNode& into, YamlNode from) {
        from.items.insert(from.items.end(), std::make_move_iterator(into.items.begin()),
                          std::make_move_iterator(into.items.end()));
        into.items = std::move(from.items);
    }

    void merge_dynamics(YamlNode& into, YamlNode from) {
        std::vector<std::string> own;
        own.reserve(into.items.size());
        for (const YamlNode& item : into.items) own.push_back(primed_by(item));
        std::erase_if(from.items, [&](const YamlNode& item) {
            const std::string primed = primed_by(item);
            const bool replaced = !primed.empty() && std::find(own.begin(), own.end(), primed) != own.end();
            if (replaced) notes_.replaced.push_back("dynamics " + left_side(item));
            return replaced;
        });
        prepend(into, std::move(from));
    }

    void merge_entries(YamlNode& into, YamlNode from, const Key& key) {
        YamlNode merged = mapping_at(into.place);
        for (YamlEntry& entry : from.entries) {
            YamlEntry* own = into.entry(entry.name());
            if (own == nullptr || own->value.broken) {
                merged.entries.push_back(std::move(entry));
            } else {
                if (key.form == Form::entries)
                    notes_.replaced.push_back(fmt::format("{} {}", key.table->name, entry.name()));
                merge_keys(entry, *own, key.name == "parameters");
                merged.entries.push_back(std::move(entry));
            }
        }
        std::vector<YamlEntry> fresh;
        for (YamlEntry& entry : into.entries)
            if (merged.entry(entry.name()) == nullptr) fresh.push_back(std::move(entry));
        const bool first = key.name == "outcomes";
        merged.entries.insert(first ? merged.entries.begin() : merged.entries.end(),
                              std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
        into = std::move(merged);
    }

    /// Key by key; the entry is then known by its place in the scenario.
    static void merge_keys(YamlEntry& theory, YamlEntry& own, bool parameter) {
        theory.key = own.key;
        if (!theory.value.is_mapping() || !own.value.is_mapping()) {
            theory.value = std::move(own.value);
            return;
        }
        if (YamlEntry* value = parameter ? own.value.entry("value") : nullptr; value != nullptr && !value->value.broken)
            replace_value(theory.value, *value);
        for (YamlEntry& entry : own.value.entries) {
            if (entry.value.broken || (parameter && entry.name() == "value")) continue;
            if (YamlEntry* old = theory.value.entry(entry.name())) *old = std::move(entry);
            else theory.value.entries.push_back(std::move(entry));
        }
    }

    YamlNode& scenario_;
    MergeNotes& notes_;
    Diagnostics& findings_;
};

/// Where a name was found: in a section of names, in the calendar, or in the dynamics.
struct Found {
    YamlNode* section;
    const Key* key;
    std::size_t index;
};

std::vector<Found> find_entries(YamlNode& root, const std::string& path) {
    const std::size_t dot = path.find('.');
    const Key* qualified = dot == std::string::npos ? nullptr : scenario_table().find(path.substr(0, dot));
    const std::string name = qualified != nullptr ? path.substr(dot + 1) : path;
    std::vector<Found> found;
    for (YamlEntry& section : root.entries) {
        const Key* key = scenario_table().find(section.name());
        if (key == nullptr || section.value.broken || (qualified != nullptr && key != qualified)) continue;
        if (key->form == Form::entries)
            for (std::size_t i = 0; i < section.value.entries.size(); ++i)
                if (section.value.entries[i].name() == name) found.push_back({&section.value, key, i});
        for (std::size_t i = 0; i < section.value.items.size(); ++i) {
            const YamlNode& item = section.value.items[i];
            const YamlNode* title = item.find("name");
            const bool named = key->name == "calendar" && title != nullptr && title->text == name;
            const bool primed = key->name == "dynamics" && name.ends_with('\'') &&
                                (left_side(item) == name || primed_by(item) + "'" == name);
            if (named || primed) found.push_back({&section.value, key, i});
        }
    }
    return found;
}

std::vector<std::string> removable_names(const YamlNode& root) {
    std::vector<std::string> names;
    for (const YamlEntry& section : root.entries) {
        const Key* key = scenario_table().find(section.name());
        if (key == nullptr) continue;
        if (key->form == Form::entries)
            for (const YamlEntry& entry : section.value.entries) names.push_back(entry.name());
        if (key->name == "calendar")
            for (const YamlNode& item : section.value.items)
                if (const YamlNode* title = item.find("name")) names.push_back(title->text);
    }
    return names;
}

}  // namespace

void merge_theory(YamlNode& scenario, YamlNode theory, MergeNotes& notes, Diagnostics& findings) {
    Merger merger(scenario, notes, findings);
    merger.check_new_parameters(theory);
    for (YamlEntry& section : theory.entries) merger.take(std::move(section));
}

void remove_entries(YamlNode& root, const YamlNode& names, std::vector<std::string>& removed, Diagnostics& findings) {
    std::vector<const YamlNode*> wanted;
    if (names.is_scalar()) wanted.push_back(&names);
    for (const YamlNode& item : names.items) wanted.push_back(&item);
    for (const YamlNode* name : wanted) {
        const std::vector<Found> found = find_entries(root, name->text);
        if (found.empty()) {
            findings.add("E213", name->place, fmt::format("nothing is called \"{}\"", name->text),
                         did_you_mean(name->text, removable_names(root)),
                         "a dynamics statement is called by what it primes: x'");
        } else if (found.size() > 1 && found.front().key->name != "dynamics") {
            std::vector<std::string> choices;
            choices.reserve(found.size());
            for (const Found& one : found) choices.push_back(fmt::format("{}.{}", one.key->name, name->text));
            findings.add("E213", name->place, fmt::format("\"{}\" stands in several sections", name->text), {},
                         "write " + joined(choices, "or"));
        } else {
            const Found& one = found.front();
            const std::string_view kind = one.key->table != nullptr ? one.key->table->name : one.key->name;
            const std::size_t dot =
                name->text.starts_with(fmt::format("{}.", one.key->name)) ? one.key->name.size() + 1 : 0;
            removed.push_back(fmt::format("{} {}", kind, name->text.substr(dot)));
            if (one.section->is_mapping())
                one.section->entries.erase(one.section->entries.begin() + static_cast<std::ptrdiff_t>(one.index));
            else one.section->items.erase(one.section->items.begin() + static_cast<std::ptrdiff_t>(one.index));
        }
    }
}

void check_dynamics_once(const YamlNode& root, const Sources& sources, Diagnostics& findings) {
    const YamlNode* dynamics = root.find("dynamics");
    if (dynamics == nullptr) return;
    std::map<std::string, Place> first;
    for (const YamlNode& item : dynamics->items) {
        const std::string primed = primed_by(item);
        if (primed.empty()) continue;
        const auto [known, fresh] = first.emplace(primed, item.place);
        if (!fresh)
            findings.add("E506", item.place, fmt::format("{} is set by a second statement", left_side(item)),
                         fmt::format("the first is on line {}",
                                     sources.at(item.place.source).position(known->second.offset).line),
                         "join them in one, with `a if condition else b`");
    }
}

}  // namespace standoff
