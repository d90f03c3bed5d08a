#include <standoff/diagnostic.hpp>

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <tuple>

#include "base/codes.hpp"
#include "base/unicode.hpp"

namespace standoff {

SourceText::SourceText(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i)
        if (text_[i] == '\n') starts_.push_back(static_cast<std::uint32_t>(i + 1));
}

SourceText::Position SourceText::position(std::uint32_t offset) const {
    const std::uint32_t inside = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), inside);
    const auto line = static_cast<std::uint32_t>(after - starts_.begin());
    const std::uint32_t start = line_start(line);
    const std::string_view before = std::string_view(text_).substr(start, inside - start);
    return {line, static_cast<std::uint32_t>(unicode::code_points(before)) + 1};
}

std::string_view SourceText::line(std::uint32_t line) const {
    const std::uint32_t start = line_start(line);
    const std::size_t end = line < line_count() ? starts_[line] - 1 : text_.size();
    std::string_view result = std::string_view(text_).substr(start, end - start);
    if (!result.empty() && result.back() == '\r') result.remove_suffix(1);
    return result;
}

std::uint32_t SourceText::line_start(std::uint32_t line) const {
    if (line < 1 || line > line_count()) throw std::out_of_range("a source has no such line");
    return starts_[line - 1];
}

namespace {

std::size_t hash_of(const Diagnostic& finding) {
    constexpr std::size_t odd = 0x9E3779B97F4A7C15U;  // 2^64 / golden ratio: spreads what is added
    std::size_t hash = finding.place.source;
    const auto mix = [&hash](std::size_t value) { hash = (hash ^ value) * odd + (hash >> 29U); };
    mix(finding.place.offset);
    mix(finding.place.length);
    for (const std::string* text : {&finding.code, &finding.what, &finding.why, &finding.hint})
        mix(std::hash<std::string>()(*text));
    return hash;
}

}  // namespace

void Diagnostics::add(std::string_view code, Place place, std::string what, std::string why, std::string hint) {
    if (find_code(code) == nullptr) throw std::logic_error("no such code: " + std::string(code));
    Diagnostic finding{std::string(code), place, std::move(what), std::move(why), std::move(hint)};
    const bool perhaps_known = !seen_.insert(hash_of(finding)).second;
    if (perhaps_known && std::find(all_.begin(), all_.end(), finding) != all_.end()) return;
    if (all_.size() == most) {
        ++errors_;
        all_.push_back({"E102", place, "there are more than " + std::to_string(most) + " findings",
                        "the search ended there", "mend these first"});
    }
    if (all_.size() > most) throw TooManyFindings{};
    if (finding.severity() == Severity::error) ++errors_;
    all_.push_back(std::move(finding));
}

void Diagnostics::sort() {
    // Stable: two findings of one code at one place stay as found. A finding without a place comes last.
    std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::tie(a.place.source, a.place.offset, a.code) < std::tie(b.place.source, b.place.offset, b.code);
    });
}

namespace {

/// Levenshtein's distance with neighbours swapped counted as one slip, letter case ignored (ASCII).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    const auto same = [](char x, char y) { return unicode::ascii_lower(x) == unicode::ascii_lower(y); };
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
            current[j] = std::min({last[j] + 1, current[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
            if (swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, current);
    }
    return last[b.size()];
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view wrong, const std::vector<std::string>& known) {
    constexpr std::size_t furthest = 2;
    constexpr std::size_t longest = 64;  // who writes longer names does not type them
    if (wrong.size() > longest) return std::nullopt;
    std::size_t best_distance = furthest + 1;
    const std::string* best = nullptr;
    for (const std::string& name : known) {
        const std::size_t longer = std::max(name.size(), wrong.size());
        if (longer - std::min(name.size(), wrong.size()) > furthest) continue;
        const std::size_t distance = edit_distance(wrong, name);
        // "Less than half": a name of two letters that differs in one is another name, not a slip.
        if (2 * distance >= wrong.size() || distance >= best_distance) continue;
        best_distance = distance;
        best = &name;
    }
    if (best == nullptr) return std::nullopt;
    return *best;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& known) {
    const std::optional<std::string> name = nearest_name(wrong, known);
    return name ? "did you mean \"" + *name + "\"?" : std::string();
}

}  // namespace standoff
