#include "game/closed.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/lists.hpp"

namespace standoff {

namespace {

std::string number_words(double value, bool duration) {
    return fmt::format("{:.4g}{}", value, duration ? " days" : "");
}

/// What kept an item from being taken; null if it never can be.
const NotedTry* try_of(const DecisionRule& rule, int item) {
    const auto noted =
        std::find_if(rule.tries.begin(), rule.tries.end(), [&](const NotedTry& one) { return one.item == item; });
    return noted == rule.tries.end() ? nullptr : &*noted;
}

/// The comparisons that are not as they have to be.
std::vector<const NotedComparison*> failed_in(const NotedTry& noted, const std::vector<double>& notes) {
    std::vector<const NotedComparison*> failed;
    for (const NotedComparison& one : noted.comparisons)
        if ((notes[static_cast<std::size_t>(one.holds)] != 0) != one.wanted) failed.push_back(&one);
    return failed;
}

/// `at least` for `>=`; nothing for `==`.
std::string words_of_sign(const std::string& op) {
    if (op == ">=") return "at least ";
    if (op == ">") return "more than ";
    if (op == "<=") return "at most ";
    if (op == "<") return "less than ";
    return "";
}

}  // namespace

std::string unavailable_because(const Model& model, const Seat& seat, int item, const std::vector<double>& notes,
                                bool numbers) {
    const DecisionRule& rule = model.rules[static_cast<std::size_t>(seat.rule)];
    const NotedTry* noted = try_of(rule, item);
    if (noted == nullptr) return "it never is";
    std::vector<std::string> failed;
    for (const NotedComparison* one : failed_in(*noted, notes)) {
        const auto value = [&](int note) { return notes[static_cast<std::size_t>(note)]; };
        std::string text =
            one->wanted ? fmt::format("\"{}\" does not hold", one->text) : fmt::format("\"{}\" holds", one->text);
        if (numbers && one->op != "!=")
            text += fmt::format(" ({} against {})", number_words(value(one->left), one->duration),
                                number_words(value(one->right), one->duration));
        failed.push_back(std::move(text));
    }
    const std::string when = condition_of(model, seat, item);
    if (failed.empty()) return fmt::format("it needs {}", when);
    return fmt::format("it needs {}; {}", when, joined(failed, "and"));
}

std::string condition_of(const Model& model, const Seat& seat, int item) {
    const DecisionRule& rule = model.rules[static_cast<std::size_t>(seat.rule)];
    const NotedTry* noted = try_of(rule, item);
    return noted == nullptr ? std::string() : rule.lines[static_cast<std::size_t>(noted->line)].when;
}

std::vector<Shortfall> shortfalls_of(const Model& model, const Seat& seat, int item, const std::vector<double>& notes,
                                     bool numbers) {
    const NotedTry* noted = try_of(model.rules[static_cast<std::size_t>(seat.rule)], item);
    std::vector<Shortfall> all;
    if (noted == nullptr) return all;
    for (const NotedComparison* one : failed_in(*noted, notes)) {
        if (one->left_text.empty()) continue;
        const auto shown = [&](int note) { return number_words(notes[static_cast<std::size_t>(note)], one->duration); };
        // `a != b` fails where a is b.
        const bool is = one->wanted == (one->op == "!=");
        std::string sentence = one->left_text + " is ";
        if (numbers && !is) sentence += shown(one->left) + " and ";
        sentence += (is ? "" : "not ") + words_of_sign(one->op) + one->right_text;
        if (numbers && !one->right_written) sentence += fmt::format(" ({})", shown(one->right));
        else if (numbers && is && !words_of_sign(one->op).empty()) sentence += fmt::format(" ({})", shown(one->left));
        all.push_back({std::move(sentence), one->quantities});
    }
    return all;
}

}  // namespace standoff
