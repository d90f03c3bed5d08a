#include "base/columns.hpp"

#include <algorithm>

#include "base/unicode.hpp"

namespace standoff {

namespace {

constexpr std::string_view cut_mark = "…";

/// As many characters as fit into `columns`.
std::string_view fitting(std::string_view text, std::size_t columns, Characters characters) {
    std::size_t bytes = 0;
    std::size_t taken = 0;
    while (bytes < text.size()) {
        const std::size_t length = unicode::character_length(text.substr(bytes));
        taken += columns_of(text.substr(bytes, length), characters);
        if (taken > columns) break;
        bytes += length;
    }
    return text.substr(0, bytes);
}

}  // namespace

std::size_t columns_of(std::string_view text, Characters characters) {
    if (characters == Characters::ascii) return unicode::in_ascii(text).size();
    std::size_t columns = 0;
    while (!text.empty()) {
        const unicode::Character character = unicode::first_character(text);
        text.remove_prefix(character.length);
        columns += unicode::display_width(character.code);
    }
    return columns;
}

std::string cut_to(std::string_view text, std::size_t columns, Characters characters) {
    if (columns_of(text, characters) <= columns) return std::string(text);
    const std::size_t mark = columns_of(cut_mark, characters);
    if (columns < mark) return std::string(columns, '.');
    return std::string(fitting(text, columns - mark, characters)) + std::string(cut_mark);
}

std::string left_in(std::string_view text, std::size_t columns, Characters characters) {
    std::string result = cut_to(text, columns, characters);
    return result.append(columns - columns_of(result, characters), ' ');
}

std::string right_in(std::string_view text, std::size_t columns, Characters characters) {
    const std::string cut = cut_to(text, columns, characters);
    return std::string(columns - columns_of(cut, characters), ' ') + cut;
}

std::string wrapped(std::string_view text, std::string_view first, std::string_view rest, std::size_t columns,
                    Characters characters, LongWords long_words) {
    std::string result;
    std::string line(first);
    std::size_t width = columns_of(line, characters);
    bool empty = true;
    while (!text.empty()) {
        std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        if (word.empty()) continue;
        std::size_t more = columns_of(word, characters);
        if (!empty && width + 1 + more > columns) {
            result += line + '\n';
            line = rest;
            width = columns_of(line, characters);
            empty = true;
        }
        if (!empty) line += ' ';
        // A word that no line holds, or a sentence in a script without spaces, is broken where the line ends.
        const bool broken = long_words == LongWords::broken;
        for (; broken && empty && width + more > columns; more = columns_of(word, characters)) {
            const std::string_view part = fitting(word, columns - std::min(columns, width), characters);
            if (part.empty()) break;
            result += line.append(part) + '\n';
            word.remove_prefix(part.size());
            line = rest;
            width = columns_of(line, characters);
        }
        line += word;
        width += more + (empty ? 0 : 1);
        empty = false;
    }
    return result + line + '\n';
}

}  // namespace standoff
