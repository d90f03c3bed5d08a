#include "scenario/schema.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace standoff {

const Key* Table::find(std::string_view key) const {
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == key; });
    return found == keys.end() ? nullptr : &*found;
}

std::string list_names(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
        text += names[i];
    }
    return text;
}

std::string article_and(std::string_view noun) {
    constexpr std::string_view vowels = "aeiou";
    const bool vowel = !noun.empty() && vowels.find(noun.front()) != std::string_view::npos;
    return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

namespace {

bool is_list_of_scalars(const YamlNode& node) {
    return node.is_sequence() &&
           std::all_of(node.items.begin(), node.items.end(), [](const YamlNode& item) { return item.is_scalar(); });
}

bool is_map_of_scalars(const YamlNode& node) {
    return node.is_mapping() && std::all_of(node.entries.begin(), node.entries.end(), [](const YamlEntry& entry) {
               return entry.value.is_scalar() || entry.value.broken;
           });
}

bool is_levels(const YamlNode& node) {
    if (node.is_sequence()) return is_list_of_scalars(node);
    return node.is_mapping() && std::all_of(node.entries.begin(), node.entries.end(), [](const YamlEntry& entry) {
               const YamlNode& value = entry.value;
               return value.is_scalar() || is_list_of_scalars(value) || is_map_of_scalars(value);
           });
}

/// What a value of this form should look like, if `node` does not.
const char* wrong_form(const YamlNode& node, Form form) {
    switch (form) {
        case Form::text: return node.is_scalar() ? nullptr : "a text";
        case Form::word: return node.is_scalar() ? nullptr : "a name";
        case Form::flag:
            return node.is_scalar() && !node.quoted && (node.text == "true" || node.text == "false") ? nullptr
                                                                                                     : "true or false";
        case Form::formula: return node.is_scalar() ? nullptr : "a number or a formula";
        case Form::names: return node.is_scalar() || is_list_of_scalars(node) ? nullptr : "a name or a list of names";
        case Form::texts: return node.is_scalar() || is_list_of_scalars(node) ? nullptr : "a text or a list of texts";
        case Form::list: return is_list_of_scalars(node) ? nullptr : "a list";
        case Form::pair:
            return is_list_of_scalars(node) && node.items.size() == 2 ? nullptr : "a list of two: [first, second]";
        case Form::levels: return is_levels(node) ? nullptr : "a list of levels, {from, to, steps}, or named levels";
        case Form::formulas: return is_map_of_scalars(node) ? nullptr : "names with one formula each";
        case Form::entry:
        case Form::entries: return node.is_mapping() ? nullptr : "indented `key: value` lines";
        case Form::entry_list: return node.is_sequence() ? nullptr : "a list of entries";
        case Form::open:
        case Form::later: return nullptr;
    }
    return nullptr;
}

const char* form_of(const YamlNode& node) {
    if (node.is_sequence()) return "a list";
    return node.is_mapping() ? "a mapping" : "a single value";
}

std::vector<std::string> key_names(const Table& table) {
    std::vector<std::string> names;
    for (const Key& key : table.keys)
        if (key.form != Form::later) names.emplace_back(key.name);
    return names;
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
                      near.empty() || known.size() <= most_listed ? "known keys: " + list_names(known) : "");
    }

    void report_form(const YamlNode& node, std::string_view name, const char* expected) {
        const std::string_view wanted = expected;
        if (wanted == "a list" && node.is_sequence()) return report_item(node, name);
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
        const bool flag = node.is_scalar() && wanted == "true or false";
        std::string found = flag ? fmt::format("\"{}\"", node.text) : form_of(node);
        if (pair && node.is_sequence()) found = fmt::format("a list of {}", node.items.size());
        findings_.add("E205", node.place, fmt::format("\"{}\" must be {}, not {}", name, expected, found), {}, hint);
    }

    /// A list that should hold texts and has an item of another form: most often a colon made it `key: value`.
    void report_item(const YamlNode& list, std::string_view name) {
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
        findings_.add("E205", item->entries.front().key.place,
                      fmt::format("an item of \"{}\" is taken for a key and its value", name),
                      "because of the colon in it",
                      fmt::format("write `{} {}{}`, or put all of it in quotes", key, has_sign ? "" : "= ", value));
    }

    void check_value(YamlNode& value, const Key& key, const YamlNode& name) {
        if (key.form == Form::later) {
            findings_.add("E228", name.place, fmt::format("\"{}\" is not in this version", name.text),
                          std::string(key.about));
            value.broken = true;
            return;
        }
        if (key.form == Form::entries && key.table->list_of_names && value.is_sequence()) names_to_entries(value);
        if (key.form == Form::entry && value.is_scalar() && !key.table->short_key.empty())
            write_out(value, *key.table, "");
        if (const char* expected = wrong_form(value, key.form)) {
            // A map of formulas with one bad value keeps the others.
            if (key.form == Form::formulas && value.is_mapping()) return break_non_scalars(value);
            report_form(value, name.text, expected);
            const bool meant_true =
                key.form == Form::flag && (value.text == "yes" || value.text == "on" || value.text == "True");
            if (meant_true) value.text = "true";  // so that one slip is one error
            else value.broken = true;
            return;
        }
        if (key.form == Form::entry) check_keys(value, *key.table);
        if (key.form == Form::entries)
            for (YamlEntry& entry : value.entries) check_entry(entry.value, *key.table, entry.name());
        if (key.form == Form::entry_list)
            for (YamlNode& item : value.items) check_entry(item, *key.table, key.table->name);
    }

    void check_entry(YamlNode& entry, const Table& table, std::string_view name) {
        if (entry.broken) return;
        if (!entry.is_mapping() && !table.short_key.empty()) write_out(entry, table, name);
        if (!entry.is_mapping()) {
            report_form(entry, name,
                        table.short_key.empty() ? "a mapping such as {} or {about: …}" : "a value or a mapping");
            entry.broken = true;
            return;
        }
        check_keys(entry, table);
    }

    /// A bare value becomes the mapping that it is short for.
    static void write_out(YamlNode& value, const Table& table, std::string_view name) {
        YamlNode written = mapping_at(value.place);
        const std::string_view key =
            &table == scenario_table().find("outcomes")->table && name == "otherwise" ? "name" : table.short_key;
        written.entries.push_back({scalar_at(std::string(key), value.place), std::move(value)});
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

    void break_non_scalars(YamlNode& value) {
        for (YamlEntry& entry : value.entries) {
            if (entry.value.is_scalar() || entry.value.broken) continue;
            report_form(entry.value, entry.name(), "a number or a formula");
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

}  // namespace

void check_required(const YamlNode& node, const Table& table, Diagnostics& findings) {
    const auto check_entry = [&](const YamlNode& entry, const Table& keys, Place place) {
        if (entry.broken || !entry.is_mapping()) return;
        for (const Key& key : keys.keys)
            if (key.required && entry.entry(key.name) == nullptr && !misspelt(entry, keys, key.name))
                findings.add("E204", place, fmt::format("this {} has no \"{}\"", keys.name, key.name),
                             std::string(key.about), fmt::format("add `{}: …`", key.name));
        check_required(entry, keys, findings);
    };
    for (const YamlEntry& entry : node.entries) {
        const Key* key = table.find(entry.name());
        if (key == nullptr) key = table.others;
        if (key == nullptr || key->table == nullptr || entry.value.broken) continue;
        if (key->form == Form::entry) check_entry(entry.value, *key->table, entry.key.place);
        for (const YamlEntry& inner : entry.value.entries)
            if (key->form == Form::entries) check_entry(inner.value, *key->table, inner.key.place);
        for (const YamlNode& item : entry.value.items)
            if (key->form == Form::entry_list) check_entry(item, *key->table, item.place);
    }
}

}  // namespace standoff
