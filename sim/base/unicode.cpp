#include "base/unicode.hpp"

#include <algorithm>
#include <array>

namespace standoff::unicode {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// The length that a leading byte announces; 0 for a byte that cannot lead.
std::size_t announced_length(unsigned char lead) {
    if (lead < 0x80U) return 1;
    if (lead >= 0xC2U && lead <= 0xDFU) return 2;
    if (lead >= 0xE0U && lead <= 0xEFU) return 3;
    if (lead >= 0xF0U && lead <= 0xF4U) return 4;
    return 0;
}

/// Not longer than it needs to be, no surrogate, not beyond U+10FFFF.
bool allowed(char32_t code, std::size_t length) {
    if (length == 3) return code >= 0x800U && (code < 0xD800U || code > 0xDFFFU);
    if (length == 4) return code >= 0x10000U && code <= 0x10FFFFU;
    return true;
}

template <std::size_t size>
bool in_any(const std::array<Range, size>& ranges, char32_t code) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [code](const Range& range) { return code >= range.first && code <= range.last; });
}

}  // namespace

Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = announced_length(lead);
    if (length == 1) return {lead, 1};
    if (length == 0 || length > text.size()) return {};
    auto code = static_cast<char32_t>(lead & (0x7FU >> length));
    for (const char c : text.substr(1, length - 1)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U) return {};
        code = (code << 6U) | (byte & 0x3FU);
    }
    if (!allowed(code, length)) return {};
    return {code, length};
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); text.remove_prefix(first_character(text).length)) ++count;
    return count;
}

std::size_t display_width(char32_t code) {
    // The main blocks of Unicode's EastAsianWidth.txt (W and F) and of its combining marks.
    constexpr std::array<Range, 4> none = {{{0x300, 0x36F}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}}};
    constexpr std::array<Range, 8> two = {{{0x1100, 0x115F},
                                           {0x2E80, 0x303E},
                                           {0x3041, 0xA4CF},
                                           {0xAC00, 0xD7A3},
                                           {0xF900, 0xFAFF},
                                           {0xFF00, 0xFF60},
                                           {0x1F300, 0x1FAFF},
                                           {0x20000, 0x3FFFD}}};
    if (code < 0x300U) return 1;
    if (in_any(none, code)) return 0;
    return in_any(two, code) ? 2 : 1;
}

bool is_control(char32_t code) {
    constexpr std::array<Range, 6> ranges = {
        {{0x0, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}}};
    return in_any(ranges, code);
}

void append_utf8(std::string& text, char32_t code) {
    const auto byte = [&text](char32_t value) { text += static_cast<char>(static_cast<unsigned char>(value)); };
    if (code < 0x80U) return byte(code);
    if (code < 0x800U) {
        byte(0xC0U | (code >> 6U));
    } else if (code < 0x10000U) {
        byte(0xE0U | (code >> 12U));
        byte(0x80U | ((code >> 6U) & 0x3FU));
    } else {
        byte(0xF0U | (code >> 18U));
        byte(0x80U | ((code >> 12U) & 0x3FU));
        byte(0x80U | ((code >> 6U) & 0x3FU));
    }
    byte(0x80U | (code & 0x3FU));
}

std::string in_ascii(std::string_view text) {
    struct Spelling {
        char32_t code;
        std::string_view ascii;
    };
    // Blocks of a bar are whole or not at all, those of a sparkline are eight marks of growing weight.
    constexpr std::array<Spelling, 31> spellings = {
        {{U'±', "+/-"},    {U'×', "x"},  {U'…', "..."},     {U'–', "-"}, {U'—', "-"}, {U'−', "-"},  {U'·', "."},
         {U'→', "->"},     {U'≤', "<="}, {U'≥', ">="},      {U'‘', "'"}, {U'’', "'"}, {U'“', "\""}, {U'”', "\""},
         {U'\u00A0', " "}, {U'█', "#"},  {U'▉', "#"},       {U'▊', "#"}, {U'▋', "#"}, {U'▌', "#"},  {U'▍', "#"},
         {U'▎', "#"},      {U'▏', "#"},  {U'▁', "_"},       {U'▂', "."}, {U'▃', ":"}, {U'▄', "-"},  {U'▅', "="},
         {U'▆', "+"},      {U'▇', "*"},  {replacement, "?"}}};
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        text.remove_prefix(character.length);
        const auto* const known = std::find_if(spellings.begin(), spellings.end(),
                                               [&](const Spelling& one) { return one.code == character.code; });
        if (character.code < 0x80U) result += static_cast<char>(character.code);
        else if (known != spellings.end()) result += known->ascii;
        else result.append(display_width(character.code), '?');
    }
    return result;
}

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        text.remove_prefix(character.length);
        const bool space = character.code == U'\n' || character.code == U'\r' || character.code == U'\t';
        if (space) result += ' ';
        else append_utf8(result, is_control(character.code) ? replacement : character.code);
    }
    return result;
}

}  // namespace standoff::unicode
