#include "scenario/schema.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "language/symbols.hpp"
#include "scenario/forms.hpp"

namespace standoff {

const Key* Table::find(std::string_view key) const {
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == key; });
    return found == keys.end() ? nullptr : &*found;
}

const Table& Table::of_entry(std::string_view entry) const {
    return special != nullptr && special->name == entry ? *special->table : *this;
}

std::string article_and(std::string_view noun) {
    constexpr std::string_view vowels = "aeiou";
    const bool vowel = !noun.empty() && vowels.find(noun.front()) != std::string_view::npos;
    return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

bool is_span(const YamlNode& node) {
    constexpr std::array<std::string_view, 3> keys = {"from", "to", "steps"};
    return node.is_mapping() &&
           std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return node.entry(key) != nullptr; });
}

namespace {

std::vector<std::string> key_names(const Table& table) {
    std::vector<std::string> names;
    for (const Key& key : table.keys)
        if (key.form != Form::later) names.emplace_back(key.name);
    return names;
}

/// Visits every mapping under `value` that has the keys of a table: visit(mapping, table, what it is called, place).
template <typename Node, typename Visit>
void each_with_keys(Node& value, const Key& key, const YamlNode& name, Visit visit) {
    switch (key.form) {
        case Form::entry: visit(value, *key.table, name.text, name.place); break;
        case Form::entries:
            for (auto& entry : value.entries)
                visit(entry.value, key.table->of_entry(entry.name()), entry.name(), entry.key.place);
            break;
        case Form::entry_list:
        case Form::rows:
            for (auto& item : value.items) {
                const YamlNode* title = item.find("name");
                if (title != nullptr) visit(item, *key.table, title->text, title->place);
                else visit(item, *key.table, std::string(key.table->name), item.place);
            }
            break;
        case Form::levels:
            if (is_span(value)) return visit(value, *key.table, name.text, name.place);
            for (auto& entry : value.entries)
                if (is_span(entry.value)) visit(entry.value, *key.table, entry.name(), entry.key.place);
            break;
        case Form::sweep:
            for (auto& entry : value.entries)
                if (entry.value.is_mapping()) visit(entry.value, *key.table, entry.name(), entry.key.place);
            break;
        default: break;
    }
}

class FormChecker {
public:
    explicit FormChecker(Diagnostics& findings) : findings_(findings) {}

    /// True if a key was unknown and none is near that could stand for it.
    [[nodiscard]] bool lost() const { return lost_; }

    void check_keys(YamlNode& node, const Table& table) {
        const YamlNode* choose = node.find("choose");
        const bool lookahead = choose != nullptr && choose->text == "lookahead";  // refused once, where it is chosen
        for (YamlEntry& entry : node.entries) {
            const Key* key = table.find(entry.name());
            if (key != nullptr && key->form == Form::later && lookahead) {
                entry.value.broken = true;
                continue;
            }
            if (key == nullptr) key = table.others;
            if (key == nullptr) {
                report_unknown(entry, table);
                key = meant(node, entry, table);
            }
            if (key == nullptr) {
                entry.value.broken = true;
            } else if (!entry.value.broken) {
                check_value(entry.value, *key, entry.key);
            }
        }
    }

private:
    /// The key that a misspelt one most likely means: its content is read as that, so that one slip is one error.
    const Key* meant(const YamlNode& node, YamlEntry& entry, const Table& table) {
        const bool file = &table == &scenario_table() || &table == &theory_table();
        if (file && (theory_table().find(entry.name()) != nullptr || scenario_table().find(entry.name()) != nullptr))
            return nullptr;  // no slip: it belongs to the other kind of file
        const std::optional<std::string> near = nearest_name(entry.name(), key_names(table));
        if (near && node.entry(*near) == nullptr) {
            entry.key.text = *near;
            return table.find(*near);
        }
        if (file && !near) lost_ = true;
        return nullptr;
    }

    void report_unknown(const YamlEntry& entry, const Table& table) {
        const std::vector<std::string> known = key_names(table);
        const bool file = &table == &scenario_table() || &table == &theory_table();
        const Table& other = &table == &scenario_table() ? theory_table() : scenario_table();
        if (file && other.find(entry.name()) != nullptr) {
            findings_.add("E206", entry.key.place,
                          fmt::format("\"{}\" does not belong in a {}", entry.name(), table.name),
                          &table == &theory_table() ? "a theory names roles, never actors or dates of a case" : "",
                          fmt::format("move it to a {}", other.name));
            return;
        }
        const std::string near = did_you_mean(entry.name(), known);
        constexpr std::size_t most_listed = 12;
        findings_.add("E203", entry.key.place,
                      fmt::format("\"{}\" is not a key of {}", entry.name(), article_and(table.name)), near,
                      near.empty() || known.size() <= most_listed ? "known keys: " + joined(known, "or") : "");
    }

    static bool one_word_of(std::string_view expected) {
        return expected == "true or false" || expected.find('`') != std::string_view::npos;
    }

    void report_form(const YamlNode& node, std::string_view name, const char* expected) {
        const std::string_view wanted = expected;
        const bool prose = wanted == "a text or a list of texts";
        if ((prose || wanted == "a list") && node.is_sequence()) return report_item(node, name, prose);
        const bool pair = wanted.starts_with("a list of two");
        std::string hint;
        if (node.is_scalar() && wanted == "a list")
            hint = node.text.starts_with('-') ? fmt::format("write a blank after the dash: `- {}`", node.text.substr(1))
                                              : fmt::format("write [{}]", node.text);
        if (pair && node.is_scalar() && node.text.find(',') != std::string::npos) {
            const bool round = node.text.starts_with('(') && node.text.ends_with(')');
            hint = fmt::format("write [{}]", round ? node.text.substr(1, node.text.size() - 2) : node.text);
        }
        if (pair && node.is_sequence()) hint = "a comma stands between the two";
        // Where some scalars will do, the word itself is what is wrong.
        const bool word = node.is_scalar() && one_word_of(wanted);
        std::string found = word ? fmt::format("\"{}\"", node.text) : form_of(node);
        if (pair && node.is_sequence()) found = fmt::format("a list of {}", node.items.size());
        findings_.add("E205", node.place, fmt::format("\"{}\" must be {}, not {}", name, expected, found), {}, hint);
    }

    /// A list that should hold texts and has an item of another form: most often a colon made it `key: value`.
    void report_item(const YamlNode& list, std::string_view name, bool prose) {
        const auto item = std::find_if(list.items.begin(), list.items.end(),
                                       [](const YamlNode& node) { return !node.is_scalar() && !node.broken; });
        if (item == list.items.end()) return;
        const bool entry = item->is_mapping() && item->entries.size() == 1 && item->entries.front().value.is_scalar();
        if (!entry) {
            findings_.add("E205", item->place,
                          fmt::format("an item of \"{}\" must be a single text, not {}", name, form_of(*item)));
            return;
        }
        const std::string& key = item->entries.front().name();
        const std::string& value = item->entries.front().value.text;
        const bool has_sign = value.find('=') < 3;
        findings_.add(
            "E205", item->entries.front().key.place,
            fmt::format("an item of \"{}\" is taken for a key and its value", name), "because of the colon in it",
            prose ? fmt::format("put all of it in quotes: \"{}: {}\"", key, value)
                  : fmt::format("write `{} {}{}`, or put all of it in quotes", key, has_sign ? "" : "= ", value));
    }

    void check_value(YamlNode& value, const Key& key, const YamlNode& name) {
        if (key.form == Form::later) {
            findings_.add("E228", name.place, fmt::format("\"{}\" is not in this version", name.text),
                          std::string(key.about));
            value.broken = true;
            return;
        }
        if (key.form == Form::entries && key.table->list_of_names && value.is_sequence()) names_to_entries(value);
        if (key.form == Form::entry && value.is_scalar() && !key.table->short_key.empty()) write_out(value, *key.table);
        if (const char* expected = wrong_form(value, key.form)) {
            // A map of formulas with one bad value keeps the others.
            if (key.form == Form::formulas && value.is_mapping())
                return break_wrong(value, "a number or a formula", [](const YamlNode& one) { return one.is_scalar(); });
            report_form(value, name.text, expected);
            const bool meant_true =
                key.form == Form::flag && (value.text == "yes" || value.text == "on" || value.text == "True");
            if (meant_true) value.text = "true";  // so that one slip is one error
            else value.broken = true;
            return;
        }
        if (key.form == Form::sweep) break_wrong(value, "a list of values, {from, to, steps}, or `prior`", is_values);
        check_names(value, key);
        each_with_keys(value, key, name,
                       [&](YamlNode& entry, const Table& table, const std::string& called, Place /*place*/) {
                           check_entry(entry, table, called);
                       });
    }

    /// The names that the author gives in this value: its keys, its items, or itself.
    void check_names(const YamlNode& value, const Key& key) {
        const bool dimensions = key.form == Form::levels && value.is_mapping() && !is_map_of_scalars(value);
        const Naming naming = dimensions ? Naming::unreserved : key.naming;
        if (naming == Naming::free) return;
        const std::string_view what = dimensions ? "level" : key.table != nullptr ? key.table->name : key.name;
        if (value.is_scalar()) check_name(value, naming, what);
        for (const YamlNode& item : value.items) check_name(item, naming, what);
        for (const YamlEntry& entry : value.entries)
            if (key.table == nullptr || &key.table->of_entry(entry.name()) == key.table)
                check_name(entry.key, naming, what);
    }

    void check_name(const YamlNode& name, Naming naming, std::string_view what) {
        if (name.broken) return;
        if (!is_identifier(name.text))
            findings_.add("E208", name.place, fmt::format("\"{}\" cannot be a name", name.text),
                          "a name is made of letters, digits and underscores and does not begin with a digit");
        else if (naming == Naming::unreserved && is_reserved(name.text))
            findings_.add("E208", name.place, fmt::format("\"{}\" is a word of the language", name.text), {},
                          fmt::format("choose another name for this {}", what));
    }

    void check_entry(YamlNode& entry, const Table& table, std::string_view name) {
        if (entry.broken) return;
        if (!entry.is_mapping() && !table.short_key.empty()) write_out(entry, table);
        if (!entry.is_mapping()) {
            report_form(entry, name,
                        table.short_key.empty() ? "a mapping such as {} or {about: …}" : "a value or a mapping");
            entry.broken = true;
            return;
        }
        check_keys(entry, table);
    }

    /// A bare value becomes the mapping that it is short for.
    static void write_out(YamlNode& value, const Table& table) {
        YamlNode written = mapping_at(value.place);
        written.entries.push_back({scalar_at(std::string(table.short_key), value.place), std::move(value)});
        written.quoted = true;  // marks a short form
        value = std::move(written);
    }

    void names_to_entries(YamlNode& value) {
        YamlNode written = mapping_at(value.place);
        for (YamlNode& item : value.items) {
            if (!item.is_scalar()) {
                report_form(item, "channels", "a list of names");
            } else if (written.entry(item.text) != nullptr) {
                findings_.add("E111", item.place, fmt::format("\"{}\" stands here a second time", item.text));
            } else {
                YamlNode empty = mapping_at(item.place);
                written.entries.push_back({std::move(item), std::move(empty)});
            }
        }
        value = std::move(written);
    }

    template <typename Accept>
    void break_wrong(YamlNode& value, const char* expected, Accept accept) {
        for (YamlEntry& entry : value.entries) {
            if (entry.value.broken || accept(entry.value)) continue;
            report_form(entry.value, entry.name(), expected);
            entry.value.broken = true;
        }
    }

    Diagnostics& findings_;
    bool lost_ = false;
};

}  // namespace

bool check_form(YamlNode& node, const Table& table, Diagnostics& findings) {
    FormChecker checker(findings);
    checker.check_keys(node, table);
    return !checker.lost();
}

namespace {

/// True if an unknown key of `entry` looks like a slip for `key`, which is then not also reported as missing.
bool misspelt(const YamlNode& entry, const Table& table, std::string_view key) {
    return std::any_of(entry.entries.begin(), entry.entries.end(), [&](const YamlEntry& other) {
        return table.find(other.name()) == nullptr && nearest_name(other.name(), {std::string(key)});
    });
}

/// Of keys of which exactly one is given.
void check_one_of(const YamlNode& entry, const Table& table, const std::string& called, Place place,
                  Diagnostics& findings) {
    std::vector<std::string> given;
    std::vector<std::string> quoted;
    bool slip = false;
    for (const std::string_view key : table.one_of) {
        if (entry.entry(key) != nullptr) given.emplace_back(key);
        quoted.push_back(fmt::format("\"{}\"", key));
        slip = slip || misspelt(entry, table, key);
    }
    if (table.one_of.empty() || given.size() == 1 || (given.empty() && slip)) return;
    if (given.empty())
        findings.add("E204", place, fmt::format("\"{}\" has none of {}", called, joined(quoted, "or")), {},
                     std::string(table.one_of_hint));
    else
        findings.add("E205", entry.entry(given[1])->key.place,
                     fmt::format("\"{}\" and \"{}\" exclude each other", given[0], given[1]), {}, "keep one of them");
}

}  // namespace

void check_required(const YamlNode& node, const Table& table, Diagnostics& findings) {
    const auto check_entry = [&](const YamlNode& entry, const Table& keys, const std::string& called, Place place) {
        if (entry.broken || !entry.is_mapping()) return;
        const auto given = [&](std::string_view key) { return entry.entry(key) != nullptr; };
        for (const Key& key : keys.keys) {
            if (key.required && !given(key.name) && !misspelt(entry, keys, key.name))
                findings.add("E204", place, fmt::format("this {} has no \"{}\"", keys.name, key.name),
                             std::string(key.about), fmt::format("add `{}: …`", key.name));
            if (!key.beside.empty() && given(key.name) && !given(key.beside) && !misspelt(entry, keys, key.beside))
                findings.add("E204", place,
                             fmt::format("\"{}\" has \"{}\" and no \"{}\"", called, key.name, key.beside),
                             std::string(keys.find(key.beside)->about), fmt::format("add `{}: …`", key.beside));
        }
        check_one_of(entry, keys, called, place, findings);
        check_required(entry, keys, findings);
    };
    for (const YamlEntry& entry : node.entries) {
        const Key* key = table.find(entry.name());
        if (key == nullptr) key = table.others;
        if (key != nullptr && key->table != nullptr && !entry.value.broken)
            each_with_keys(entry.value, *key, entry.key, check_entry);
    }
}

void check_choice(const YamlNode& node, const Table& table, const Key& key, const Choice& choice, std::string_view code,
                  Diagnostics& findings) {
    const std::string chosen = fmt::format("`{}: {}`", key.name, choice.word);
    const auto needed = [](const Choice& one, std::string_view name) {
        return std::find(one.needs.begin(), one.needs.end(), name) != one.needs.end();
    };
    for (const Key& other : table.keys) {
        const YamlEntry* entry = node.entry(other.name);
        if (needed(choice, other.name)) {
            if (entry == nullptr && !misspelt(node, table, other.name))
                findings.add(code, node.entry(key.name)->value.place,
                             fmt::format("{} needs \"{}\"", chosen, other.name), std::string(other.about),
                             fmt::format("add `{}: …`", other.name));
        } else if (entry != nullptr && std::any_of(key.choices.begin(), key.choices.end(),
                                                   [&](const Choice& one) { return needed(one, other.name); })) {
            findings.add(code, entry->key.place, fmt::format("\"{}\" means nothing with {}", other.name, chosen), {},
                         "remove it");
        }
    }
}

}  // namespace standoff
