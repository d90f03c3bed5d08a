#include "report/odd/numbers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/formula_text.hpp"

namespace standoff::odd {

namespace {

bool says_guess(const std::string& about) { return mentions(about, "guess"); }

void collect_numbers(const Node& node, bool negated, std::vector<std::string>& numbers) {
    if (node.node == NodeKind::number) {
        const bool shape = node.text.empty() && (node.value == 0 || (node.value == 1 && !negated));
        if (!shape) add_once(numbers, (negated ? "−" : "") + formula_text(node));
        return;
    }
    const bool sign = node.node == NodeKind::unary && node.op == Operator::negate;
    for (const NodePtr& child : node.children)
        if (child) collect_numbers(*child, sign, numbers);
}

}  // namespace

std::string source_of(const Prose& prose) {
    if (!prose.source.empty()) return sentence(prose.source);
    return says_guess(prose.about) ? "guess" : "no source given";
}

std::string with_source(const Prose& prose) {
    std::string text = sentence(prose.about);
    if (!prose.source.empty()) text += (text.empty() ? "Source: " : " Source: ") + sentence(prose.source);
    return text;
}

std::vector<std::string> numbers_in(const Formulas& formulas) {
    std::vector<std::string> numbers;
    for (const Node* formula : formulas) collect_numbers(*formula, false, numbers);
    return numbers;
}

bool is_chosen(const Node& value) {
    if (value.node == NodeKind::number && value.text.empty()) return value.value != 0;
    return !numbers_in({&value}).empty();
}

std::vector<std::string> numbered(const Parts& parts) {
    std::vector<std::string> places;
    for (const Part& part : parts)
        if (const std::vector<std::string> numbers = numbers_in(part.formulas); !numbers.empty())
            add_once(places, joined(numbers) + " in " + part.name);
    return places;
}

void NumberSources::add(const std::string& entry, const Prose& prose, const Parts& parts) {
    add(entry, prose, numbered(parts));
}

void NumberSources::add(const std::string& entry, const Prose& prose, const Expression& formula) {
    const std::vector<std::string> numbers = formula ? numbers_in({formula.root.get()}) : std::vector<std::string>();
    if (!prose.source.empty() || numbers.empty()) add(entry, prose, std::vector<std::string>());
    else (says_guess(prose.about) ? guessed_ : unsourced_).push_back(joined(numbers) + " in " + code(entry));
}

void NumberSources::add(const std::string& entry, const Prose& prose, const std::vector<std::string>& places) {
    if (!prose.source.empty()) {
        const std::string source = sentence(prose.source);
        auto same =
            std::find_if(sourced_.begin(), sourced_.end(), [&](const Sourced& one) { return one.source == source; });
        if (same == sourced_.end()) same = sourced_.insert(same, {source, {}});
        add_once(same->entries, entry);
    } else if (!places.empty()) {
        (says_guess(prose.about) ? guessed_ : unsourced_).push_back(joined(places) + " of " + code(entry));
    }
}

std::string NumberSources::said() const {
    std::vector<std::string> sentences = each(
        sourced_, [](const Sourced& one) { return fmt::format("Source of {}: {}", codes(one.entries), one.source); });
    const auto list = [](const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, "; ")); };
    if (!guessed_.empty()) sentences.push_back("Guesses: " + list(guessed_) + ".");
    if (!unsourced_.empty()) sentences.push_back("No source is given for " + list(unsourced_) + ".");
    return fmt::format("{}", fmt::join(sentences, " "));
}

}  // namespace standoff::odd
