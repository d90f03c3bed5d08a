#include "scenario/wreck.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/unicode.hpp"
#include "scenario/layout.hpp"

namespace standoff {

namespace {

using unicode::is_digit;

bool is_null(const YamlNode& node) { return node.broken && node.is_scalar() && node.text.empty(); }

/// `(` minus `)` of a scalar that is not in quotes.
int open_brackets(const YamlNode& node) {
    if (!node.is_scalar() || node.quoted) return 0;
    const auto opened = std::count(node.text.begin(), node.text.end(), '(');
    const auto closed = std::count(node.text.begin(), node.text.end(), ')');
    return static_cast<int>(opened - closed);
}

std::size_t line_start(std::string_view text, std::size_t at) {
    const std::size_t end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return end == std::string_view::npos ? 0 : end + 1;
}

std::size_t end_of(const YamlNode& node) { return node.place.offset + node.place.length; }

class Wrecks {
public:
    Wrecks(YamlNode& node, bool flow, std::string_view text, Diagnostics& findings)
        : node_(node), flow_(flow), text_(text), findings_(findings) {}

    void report() {
        if (flow_) {
            const bool formulas = cut_formulas();
            wrecked_ = cut_decimals() || formulas;
        }
        report_nulls();
        std::erase_if(node_.items, [](const YamlNode& item) { return item.broken; });
        // Keys that are pieces of a text are no keys.
        std::erase_if(node_.entries,
                      [&](const YamlEntry& e) { return e.key.broken || (wrecked_ && is_null(e.value)); });
    }

private:
    [[nodiscard]] std::string between(std::size_t from, std::size_t to) const {
        std::string whole(text_.substr(from, to - from));
        std::erase(whole, '"');  // it is shown in quotes of its own
        return whole;
    }

    [[nodiscard]] Place span(const YamlNode& from, const YamlNode& to) const {
        return {from.place.source, from.place.offset, static_cast<std::uint32_t>(end_of(to)) - from.place.offset};
    }

    /// A formula that a comma inside `{ }` or `[ ]` cut in pieces: one piece lacks `)`, a later one has it.
    bool cut_formulas() {
        YamlNode* opened = nullptr;
        const auto look_at = [&](YamlNode& part) {
            const int open = open_brackets(part);
            if (open > 0 && opened == nullptr) opened = &part;
            if (open >= 0 || opened == nullptr) return false;
            findings_.add("E115", span(*opened, part), "a comma has cut this text in two",
                          "inside { } and [ ] a comma ends the value",
                          fmt::format("put it in quotes: \"{}\"", between(opened->place.offset, end_of(part))));
            opened->broken = true;
            part.broken = true;
            opened = nullptr;
            return true;
        };
        bool wrecked = false;
        for (YamlEntry& entry : node_.entries) {
            wrecked = look_at(entry.key) || wrecked;
            wrecked = look_at(entry.value) || wrecked;
            if (entry.key.broken) entry.value.broken = true;
        }
        std::size_t from = 0;
        for (std::size_t i = 0; i < node_.items.size(); ++i) {
            if (opened == nullptr) from = i;
            if (!look_at(node_.items[i])) continue;
            wrecked = true;
            for (std::size_t piece = from; piece < i; ++piece) node_.items[piece].broken = true;
        }
        return wrecked;
    }

    /// `0,5` in two pieces: the first ends in a digit, the comma follows at once, and then a digit. Two bare numbers of
    /// a list may be meant, as in `[0,1]`.
    bool cut_decimals() {
        bool wrecked = false;
        for (std::size_t i = 1; i < node_.items.size(); ++i) {
            const bool bare = node_.items[i - 1].text.find(' ') == std::string::npos &&
                              node_.items[i].text.find(' ') == std::string::npos;
            wrecked = (!bare && cut_decimal(node_.items[i - 1], node_.items[i])) || wrecked;
        }
        for (std::size_t i = 1; i < node_.entries.size(); ++i) {
            YamlEntry& entry = node_.entries[i];
            if (is_null(entry.value)) wrecked = cut_decimal(node_.entries[i - 1].value, entry.key) || wrecked;
        }
        return wrecked;
    }

    bool cut_decimal(YamlNode& before, YamlNode& after) {
        if (!before.is_scalar() || !after.is_scalar() || before.quoted || after.quoted) return false;
        if (before.text.empty() || !is_digit(before.text.back())) return false;
        if (after.text.empty() || !is_digit(after.text.front()) || end_of(before) + 1 != after.place.offset)
            return false;
        std::size_t from = end_of(before);
        while (from > before.place.offset && is_digit(text_[from - 1])) --from;
        std::size_t to = after.place.offset;
        while (to < end_of(after) && is_digit(text_[to])) ++to;
        std::string number(text_.substr(from, to - from));
        std::replace(number.begin(), number.end(), ',', '.');
        findings_.add("E305",
                      {before.place.source, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)},
                      "a decimal number is written with a point", "inside { } and [ ] a comma ends the value",
                      fmt::format("write `{}`", number));
        before.broken = true;
        after.broken = true;
        return true;
    }

    void report_nulls() {
        if (!wrecked_) {
            for (std::size_t i = 0; i < node_.entries.size(); ++i)
                if (is_null(node_.entries[i].value)) i = report_null(i);
            for (const YamlNode& item : node_.items)
                if (is_null(item))
                    findings_.add("E109", flow_ ? item.place : dash_before(item.place), "an item of this list is empty",
                                  {}, "write it or remove the line");
        }
    }

    /// yaml-cpp marks an empty item where the next thing begins; its dash stands on a line before.
    [[nodiscard]] Place dash_before(Place place) const {
        std::size_t at = std::min<std::size_t>(place.offset, text_.size());
        while (at > 0) {
            const std::size_t start = line_start(text_, at);
            const std::size_t first = text_.find_first_not_of(' ', start);
            if (first < place.offset && text_[first] == '-')
                return {place.source, static_cast<std::uint32_t>(first), 1};
            at = start > 0 ? start - 1 : 0;
        }
        return place;
    }

    /// Entry `i` has a key alone. Returns the last entry that belongs to the same mistake.
    std::size_t report_null(std::size_t i) {
        YamlEntry& entry = node_.entries[i];
        // An alias or a tag was refused here already.
        const std::size_t at = entry.value.place.offset;
        if (at < text_.size() && (text_[at] == '*' || text_[at] == '!')) return i;
        if (!flow_ || at > end_of(entry.key)) {
            findings_.add("E109", entry.key.place, fmt::format("\"{}\" has no value", entry.name()), "",
                          "write a value, `{}` for an empty entry, or remove the line");
            return i;
        }
        if (report_no_colon(i)) return i;
        return i == 0 ? report_first_key() : report_cut_text(i);
    }

    /// `step = 1 week`, `step:1 week`, `step 1 week`: the entry is kept by its name, with a value that is broken.
    bool report_no_colon(std::size_t i) {
        YamlNode& key = node_.entries[i].key;
        const std::size_t name = std::min(key.text.find_first_of(" =:"), key.text.size());
        const std::size_t value = key.text.find_first_not_of(" =:", name);
        if (name == 0 || value == std::string::npos) return false;
        const std::string_view sign = std::string_view(key.text).substr(name, value - name);
        const bool number = is_digit(key.text[value]) || key.text[value] == '-' || key.text[value] == '"';
        const bool alone = node_.entries.size() == 1;
        const bool signless = sign.find_first_of("=:") == std::string_view::npos;
        if (i > 0 && (is_text_key(node_.entries[i - 1].name()) || (signless && !number))) return false;
        findings_.add("E109", key.place, fmt::format("\"{}\" has no value", key.text),
                      sign == ":" ? "a space is missing after the colon" : "a colon and a space are missing",
                      fmt::format("write `{}: {}`{}", key.text.substr(0, name), key.text.substr(value),
                                  alone && !signless ? fmt::format(", or [{}] for a statement", key.text) : ""));
        const std::string word = key.text.substr(0, name);
        if (alone) node_.broken = true;
        else if (node_.entry(word) == nullptr) key.text = word;
        else key.broken = true;
        return true;
    }

    /// `{USA,interest: 1}` and `{a, b: 1}`: before the first key without a value there is none that a comma could have
    /// cut. The value after several such keys is meant for none of them in particular.
    std::size_t report_first_key() {
        YamlNode& key = node_.entries.front().key;
        std::string hint = fmt::format("write `{}: ` and its value", key.text);
        std::size_t last = 0;
        while (last + 1 < node_.entries.size() && is_null(node_.entries[last + 1].value))
            node_.entries[++last].key.broken = true;
        if (last > 0 && last + 1 < node_.entries.size()) {
            node_.entries[last + 1].key.broken = true;
        } else if (last == 0 && node_.entries.size() > 1 && end_of(key) + 1 == node_.entries[1].key.place.offset) {
            hint += fmt::format(", or `{}.{}` if a point is meant", key.text, node_.entries[1].name());
            node_.entries[1].key.broken = true;
        }
        findings_.add("E109", key.place, fmt::format("\"{}\" has no value", key.text),
                      "inside { } a comma ends an entry", std::move(hint));
        key.broken = true;
        return last;
    }

    /// A text or list that the commas in it cut; all pieces that follow one another are one mistake.
    std::size_t report_cut_text(std::size_t i) {
        std::size_t last = i;
        while (last + 1 < node_.entries.size() && is_null(node_.entries[last + 1].value)) ++last;
        YamlNode& value = node_.entries[i - 1].value;
        const YamlNode& end = node_.entries[last].key;
        std::string hint = "put the whole text in quotes";
        if (value.is_scalar() && !value.quoted) {
            const std::string whole = between(value.place.offset, end_of(end));
            hint = is_text_key(node_.entries[i - 1].name())
                       ? fmt::format("put the whole text in quotes: \"{}\"", whole)
                       : fmt::format("a list stands in brackets, [{}], and a text in quotes", whole);
        }
        findings_.add("E109", node_.entries[i].key.place, fmt::format("\"{}\" has no value", node_.entries[i].name()),
                      "inside { } a comma ends the value before it", std::move(hint));
        value.broken = true;
        for (std::size_t piece = i; piece <= last; ++piece) node_.entries[piece].key.broken = true;
        return last;
    }

    YamlNode& node_;
    bool flow_;
    std::string_view text_;
    Diagnostics& findings_;
    bool wrecked_ = false;
};

/// Where in a text of several lines one begins with a dash, as an item of a list does.
std::optional<std::size_t> swallowed_item(const YamlNode& node, std::string_view text) {
    const std::string_view own = text.substr(0, end_of(node));
    for (std::size_t at = own.find('\n', node.place.offset); at < own.size(); at = own.find('\n', at + 1)) {
        const std::size_t word = std::min(own.find_first_not_of(' ', at + 1), own.size());
        if (own.substr(word).starts_with("- ")) return word;
    }
    return std::nullopt;
}

void report_swallowed(YamlNode& node, std::size_t item, std::string_view text, Diagnostics& findings) {
    const std::size_t start = line_start(text, node.place.offset);
    const std::size_t column = text.find_first_not_of(' ', start) - start;
    const std::string_view line =
        text.substr(node.place.offset, text.find('\n', node.place.offset) - node.place.offset);
    const std::size_t length = std::min<std::size_t>(line.size(), node.place.length);
    const Place place{node.place.source, node.place.offset, static_cast<std::uint32_t>(length)};
    const std::size_t other = item - line_start(text, item);
    node.broken = true;
    if (text[start + column] == '-' && start + column != node.place.offset)
        findings.add("E104",
                     {place.source, static_cast<std::uint32_t>(start),
                      static_cast<std::uint32_t>(std::max<std::size_t>(column, 1))},
                     fmt::format("this line is indented by {} and the one below it by {}", column, other),
                     "entries that belong together begin in one column", fmt::format("indent it by {} spaces", other));
    else if (start + column != node.place.offset)
        findings.add("E104", place, "a text stands here, and below it a list", "the list is taken for more of the text",
                     "write the text as the first item of the list, or remove it");
    else
        findings.add(
            "E104", place, "this line is no item of the list below it", "so the list is taken for more of its text",
            fmt::format("write `- {}`", line.starts_with('-') ? line.substr(1, length - 1) : line.substr(0, length)));
}

}  // namespace

void report_wrecks(YamlNode& node, bool flow, std::string_view text, Diagnostics& findings) {
    Wrecks(node, flow, text, findings).report();
}

void report_cut_scalar(YamlNode& node, std::string_view text, Diagnostics& findings) {
    if (const std::optional<std::size_t> item = swallowed_item(node, text))
        return report_swallowed(node, *item, text, findings);
    const std::size_t next = text.find_first_not_of(' ', end_of(node));
    if (open_brackets(node) <= 0 || next == std::string_view::npos || next == end_of(node) || text[next] != '#') return;
    const std::size_t end = std::min(text.find('\n', next), text.size());
    if (text.substr(next, end - next).find(')') == std::string_view::npos) return;
    findings.add("E115", {node.place.source, static_cast<std::uint32_t>(next), static_cast<std::uint32_t>(end - next)},
                 "from this \"#\" on the line is a comment", "the bracket that is open before it is never closed",
                 "remove the comment, or close the bracket before it");
    node.broken = true;
}

}  // namespace standoff
