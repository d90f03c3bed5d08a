// What a scenario file may hold, declared once: the keys of every section with their form and meaning.
//
// The loader reads structure from these tables; the JSON Schema and the reference are generated from the same ones.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/document.hpp"

namespace standoff {

/// What the value of a key looks like, before anyone asks what it means.
enum class Form : std::uint8_t {
    text,        ///< any text
    word,        ///< a name
    flag,        ///< true or false
    formula,     ///< one expression; numbers and durations included
    names,       ///< one name or a list of names
    list,        ///< a list of texts (statements, names)
    pair,        ///< a list of two
    texts,       ///< one text or a list of texts
    levels,      ///< a list of constants, `{from, to, steps}`, or named levels of these
    formulas,    ///< names (or paths) with one expression each
    entry,       ///< the keys of `table`
    entries,     ///< names, each with the keys of `table`
    entry_list,  ///< a list of entries with the keys of `table`
    open,        ///< several forms; the reader of the section knows them
    later        ///< known to the language, not in this version
};

struct Table;

struct Key {
    std::string_view name;
    Form form = Form::text;
    std::string_view about;
    const Table* table = nullptr;  ///< of entry, entries and entry_list
    bool required = false;
};

struct Table {
    std::string_view name;  ///< what messages call it: "parameter", "actor"
    std::span<const Key> keys = {};
    std::string_view short_key = {};  ///< the key that a bare value stands for; empty if it must be a mapping
    bool list_of_names = false;       ///< the section may be a list of names instead
    const Key* others = nullptr;      ///< what a key that is not listed must be; nullptr: unknown keys are errors

    [[nodiscard]] const Key* find(std::string_view key) const;
};

/// The keys of a whole file.
[[nodiscard]] const Table& scenario_table();
[[nodiscard]] const Table& theory_table();

/// Reports unknown keys and wrong forms, marks what is of no use as broken, and writes short forms out in full.
/// A key that is misspelt is read as the one it is near to. False if a whole section of a file could not be told.
[[nodiscard]] bool check_form(YamlNode& node, const Table& table, Diagnostics& findings);

/// Reports keys that are missing; for a file that is complete (merged with its theory).
void check_required(const YamlNode& node, const Table& table, Diagnostics& findings);

/// `an actor`, `a role`.
[[nodiscard]] std::string article_and(std::string_view noun);

/// `a, b or c`.
[[nodiscard]] std::string list_names(const std::vector<std::string>& names);

}  // namespace standoff
