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
    version,     ///< the format version
    turns,       ///< `simultaneous`, or a list of names and lists of names
    items,       ///< an item of the menu, a list of items, or items with weights
    levels,      ///< a list of constants, a span (`table`), named constants, or named lists, spans and named constants
    sweep,       ///< paths, each with a list of values, a span (`table`), or `prior`
    formulas,    ///< names (or paths) with one expression each
    entry,       ///< the keys of `table`
    entries,     ///< names, each with the keys of `table`
    entry_list,  ///< a list of entries with the keys of `table`
    rows,        ///< the same, or the path of a file that holds them
    later        ///< known to the language, not in this version
};

/// Which names an author may give.
enum class Naming : std::uint8_t {
    free,       ///< any text: it is a path, an item, or never read in a formula
    plain,      ///< an identifier
    unreserved  ///< an identifier that is no word of the language
};

struct Table;

/// One of the fixed words that a key may have, and which keys it needs beside it. A key that only other words need has
/// no meaning with it.
struct Choice {
    std::string_view word;
    std::span<const std::string_view> needs = {};
};

struct Key {
    std::string_view name;
    Form form = Form::text;
    std::string_view about;
    const Table* table = nullptr;  ///< of the forms that hold keys
    bool required = false;
    Naming naming = Naming::free;          ///< of the names that are its keys, its items or its value
    std::string_view beside = {};          ///< a key without which it has no meaning
    std::span<const Choice> choices = {};  ///< of a word
};

struct Table {
    std::string_view name;  ///< what messages call it: "parameter", "actor"
    std::span<const Key> keys = {};
    std::string_view short_key = {};  ///< the key that a bare value stands for; empty if it must be a mapping
    bool list_of_names = false;       ///< the section may be a list of names instead
    const Key* others = nullptr;      ///< what a key that is not listed must be; nullptr: unknown keys are errors
    const Key* special = nullptr;     ///< the entry of this name has keys of its own
    std::span<const std::string_view> one_of = {};  ///< exactly one of these keys is given
    std::string_view one_of_hint = {};              ///< what to write where none is

    [[nodiscard]] const Key* find(std::string_view key) const;
    /// Of the entry of this name, where it is special.
    [[nodiscard]] const Table& of_entry(std::string_view entry) const;
};

enum class FileKind : std::uint8_t { scenario, theory };

/// The keys of a whole file.
[[nodiscard]] const Table& scenario_table();
[[nodiscard]] const Table& theory_table();
/// How an actor chooses in one channel; the words of `choose` stand in the order of Choose.
[[nodiscard]] const Table& decision_table();
[[nodiscard]] const Table& experiment_table();
/// A span of values of an experiment.
[[nodiscard]] const Table& sweep_span_table();
/// One act of a script.
[[nodiscard]] const Table& script_row_table();

/// Reports unknown keys and wrong forms, marks what is of no use as broken, and writes short forms out in full.
/// A key that is misspelt is read as the one it is near to. False if a whole section of a file could not be told.
[[nodiscard]] bool check_form(YamlNode& node, const Table& table, Diagnostics& findings);

/// True for `{from, to, steps}` and what is left of it: it is told from names by its keys.
[[nodiscard]] bool is_span(const YamlNode& node);

/// Reports keys that are missing or exclude each other; for a file that is complete (merged with its theory).
void check_required(const YamlNode& node, const Table& table, Diagnostics& findings);

/// Reports, under `code`, the keys that `choice` needs and `node` lacks, and those that only other choices need.
void check_choice(const YamlNode& node, const Table& table, const Key& key, const Choice& choice, std::string_view code,
                  Diagnostics& findings);

/// `an actor`, `a role`.
[[nodiscard]] std::string article_and(std::string_view noun);

}  // namespace standoff
