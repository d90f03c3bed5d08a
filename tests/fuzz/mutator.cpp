#include "fuzz/mutator.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "language/symbols.hpp"
#include "language/vocabulary.hpp"
#include "property/dice.hpp"
#include "scenario/schema.hpp"

namespace standoff::fuzz {

namespace {

using test::Dice;
using Lines = std::vector<std::string>;

void add_keys(const Table& table, std::set<const Table*>& seen, std::set<std::string>& words) {
    if (!seen.insert(&table).second) return;
    for (const Key& key : table.keys) {
        words.emplace(key.name);
        if (key.table != nullptr) add_keys(*key.table, seen, words);
    }
}

/// Every word of expressions and every key of files.
const std::vector<std::string>& language_words() {
    static const std::vector<std::string> all = [] {
        std::set<std::string> words(reserved_words().begin(), reserved_words().end());
        words.insert({"simultaneous", "logit", "best", "rules", "random", "script", "grid", "sobol", ".inf"});
        std::set<const Table*> seen;
        add_keys(scenario_table(), seen, words);
        add_keys(theory_table(), seen, words);
        return std::vector<std::string>(words.begin(), words.end());
    }();
    return all;
}

const std::vector<std::string>& awkward_numbers() {
    static const std::vector<std::string> all = {
        "0",          "-0",         "1",          "-1",         "2",          "3",
        "0.5",        "1e-9",       "1e9",        "1e300",      "1e-300",     "-1e300",
        "4e-324",     "1e308",      ".inf",       "-.inf",      "7",          "12",
        "64",         "128",        "500",        "501",        "4096",       "4097",
        "100000",     "1e16",       "2147483647", "2147483648", "4294967296", "9007199254740993",
        "9999-12-31", "1900-02-28", "2022-01-03", "1 week",     "1 month",    "2 steps",
        "1 day",      "400 years",  "0 days",     "0.1 days"};
    return all;
}

const std::vector<std::string>& operators() {
    static const std::vector<std::string> all = {"+", "-",  "*",     "/",    "^",    "==",     "!=",   "<",     "<=",
                                                 ">", ">=", " and ", " or ", " if ", " else ", "(",    ")",     ",",
                                                 "'", ".",  " = ",   " += ", " *= ", " by ",   " to ", " per ", ": ",
                                                 "#", "\"", "[",     "]",    "{",    "}"};
    return all;
}

Lines split(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    if (lines.empty()) lines.emplace_back();
    return lines;
}

std::string join(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

std::size_t any_index(const Lines& lines, Dice& dice) { return dice.next() % lines.size(); }

std::size_t indent(const std::string& line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// The lines of an entry: the one at `first` and what is indented below it.
std::size_t end_of_block(const Lines& lines, std::size_t first) {
    std::size_t end = first + 1;
    while (end < lines.size() && indent(lines[end]) > indent(lines[first])) ++end;
    return end;
}

Lines block_at(const Lines& lines, std::size_t first) {
    return {lines.begin() + static_cast<std::ptrdiff_t>(first),
            lines.begin() + static_cast<std::ptrdiff_t>(end_of_block(lines, first))};
}

void erase_block(Lines& lines, std::size_t first) {
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(first),
                lines.begin() + static_cast<std::ptrdiff_t>(end_of_block(lines, first)));
    if (lines.empty()) lines.emplace_back();
}

/// Puts a block before a line, indented like it.
void insert_block(Lines& lines, std::size_t at, Lines block) {
    const std::size_t from = indent(block.front());
    const std::size_t to = indent(lines[at]);
    for (std::string& line : block) line = std::string(to, ' ') + line.substr(std::min(from, indent(line)));
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), block.begin(), block.end());
}

struct Span {
    std::size_t begin;
    std::size_t end;
};

bool word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool number_character(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-'; }

/// Names and numbers of a line.
std::vector<Span> words_of(const std::string& line) {
    std::vector<Span> words;
    for (std::size_t i = 0; i < line.size();) {
        std::size_t end = i;
        const bool number = std::isdigit(static_cast<unsigned char>(line[i])) != 0;
        while (end < line.size() && (word_character(line[end]) || (number && number_character(line[end])))) ++end;
        if (end > i) words.push_back({i, end});
        i = end + 1;
    }
    return words;
}

std::optional<Span> any_word(const std::string& line, Dice& dice) {
    const std::vector<Span> words = words_of(line);
    if (words.empty()) return std::nullopt;
    return dice.of(words);
}

std::optional<std::string> any_word(const Lines& lines, Dice& dice) {
    const std::string& line = lines[any_index(lines, dice)];
    const std::optional<Span> word = any_word(line, dice);
    if (!word) return std::nullopt;
    return line.substr(word->begin, word->end - word->begin);
}

/// What stands behind the first `key: ` of a line, or the whole of it.
Span value_of(const std::string& line) {
    const std::size_t colon = line.find(": ");
    return {colon == std::string::npos ? indent(line) : colon + 2, line.size()};
}

std::string call_of(const std::string& word, const Lines& lines, Dice& dice) {
    const std::string other = any_word(lines, dice).value_or("1");
    switch (dice.below(6)) {
        case 0: return "sum(" + word + " for x in " + other + ")";
        case 1: return "(" + word + dice.of(operators()) + other + ")";
        case 2: return "(" + word + " if " + other + " > 0 else " + other + ")";
        case 3: return "-(" + word + ")";
        default: break;
    }
    const std::string& name = dice.of(vocabulary::function_names());
    const vocabulary::FunctionEntry* function = vocabulary::find_function(name);
    std::string text = name + "(" + word;
    for (std::size_t i = 1; function != nullptr && i < function->least; ++i)
        text += ", " + any_word(lines, dice).value_or("2");
    return text + ")";
}

void change_word(Lines& lines, Dice& dice) {
    std::string& line = lines[any_index(lines, dice)];
    const std::optional<Span> word = any_word(line, dice);
    if (!word) return;
    const std::string old = line.substr(word->begin, word->end - word->begin);
    std::string fresh;
    switch (dice.below(6)) {
        case 0:
        case 1: fresh = any_word(lines, dice).value_or("x"); break;
        case 2: fresh = dice.of(language_words()); break;
        case 3: fresh = dice.of(awkward_numbers()); break;
        case 4: fresh = call_of(old, lines, dice); break;
        default: fresh = old + dice.of(operators()) + any_word(lines, dice).value_or("0"); break;
    }
    line.replace(word->begin, word->end - word->begin, fresh);
}

/// Gives a word everywhere another name, so that what refers to it goes with it.
void rename_everywhere(Lines& lines, Dice& dice) {
    const std::optional<std::string> old = any_word(lines, dice);
    const std::optional<std::string> fresh = any_word(lines, dice);
    if (!old || !fresh) return;
    for (std::string& line : lines) {
        std::vector<Span> words = words_of(line);
        std::reverse(words.begin(), words.end());
        for (const auto& [begin, end] : words)
            if (line.compare(begin, end - begin, *old) == 0) line.replace(begin, end - begin, *fresh);
    }
}

void copy_value(Lines& lines, const Lines& from, Dice& dice) {
    std::string& line = lines[any_index(lines, dice)];
    const std::string& source = from[any_index(from, dice)];
    const Span value = value_of(source);
    const std::string copied = source.substr(value.begin, value.end - value.begin);
    line.replace(value_of(line).begin, std::string::npos, copied);
}

void change_lines(Lines& lines, Dice& dice) {
    const std::size_t at = any_index(lines, dice);
    switch (dice.below(5)) {
        case 0: return erase_block(lines, at);
        case 1: return insert_block(lines, at, block_at(lines, any_index(lines, dice)));
        case 2: {
            const Lines moved = block_at(lines, at);
            erase_block(lines, at);
            return insert_block(lines, any_index(lines, dice), moved);
        }
        case 3: {  // the same entry under another name
            Lines again = block_at(lines, at);
            if (const std::optional<Span> word = any_word(again.front(), dice)) again.front().insert(word->end, "2");
            return insert_block(lines, at, again);
        }
        default: lines[at].insert(dice.next() % (lines[at].size() + 1), dice.of(operators()));
    }
}

}  // namespace

std::string mutate(std::string_view text, std::uint64_t seed) {
    Dice dice(seed);
    Lines lines = split(text);
    for (int changes = dice.between(1, 4); changes > 0; --changes) {
        const int kind = dice.below(10);
        if (kind < 5) change_word(lines, dice);
        else if (kind < 6) rename_everywhere(lines, dice);
        else if (kind < 8) copy_value(lines, Lines(lines), dice);
        else change_lines(lines, dice);
    }
    return join(lines);
}

std::string cross(std::string_view text, std::string_view other, std::uint64_t seed) {
    Dice dice(seed);
    Lines lines = split(text);
    const Lines others = split(other);
    if (dice.chance(50)) {
        copy_value(lines, others, dice);
        return join(lines);
    }
    const std::size_t at = any_index(lines, dice);
    Lines block = block_at(others, any_index(others, dice));
    if (dice.chance(50)) {
        const std::size_t depth = indent(lines[at]);
        erase_block(lines, at);
        if (at >= lines.size()) lines.emplace_back(depth, ' ');
    }
    insert_block(lines, std::min(at, lines.size() - 1), std::move(block));
    return join(lines);
}

}  // namespace standoff::fuzz
