#include "report/why_words.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "base/lists.hpp"
#include "base/unicode.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

constexpr double ln2 = 0.6931471805599453;

/// `above 0.46 instead of 0.4596`: as few digits as tell the two apart.
std::string instead_of(double limit, double value) {
    std::string shown = short_number(limit);
    std::string was = short_number(value);
    for (int digits = 4; shown == was && limit != value && digits <= std::numeric_limits<double>::max_digits10;
         ++digits) {
        shown = fmt::format("{:.{}g}", limit, digits);
        was = fmt::format("{:.{}g}", value, digits);
    }
    return fmt::format("{} instead of {}", shown, was);
}

std::string other_item(const RuleText& rule, const DecisionRecord& record, const Explanation& why) {
    switch (why.fixed) {
        case Fixed::no_utility: return {};
        case Fixed::single: return "Not by any change of a term: nothing else could be done.";
        case Fixed::no_precision: return "Not by any change of a term: at precision 0 none counts.";
        case Fixed::tied: return fmt::format("By the least change of a term that tells {} apart.", listed(why.tied));
        case Fixed::shared: return "Not by a change of one term: each counts for all items alike.";
        case Fixed::not_fixed: break;
    }
    const TermShift& shift = why.shifts.front();
    const auto term =
        std::find_if(rule.terms.begin(), rule.terms.end(), [&](const TermText& one) { return one.id == shift.id; });
    std::string text = fmt::format("With the term {} {} {}", shift.id, shift.shift > 0 ? "above" : "below",
                                   instead_of(shift.value + shift.shift, shift.value));
    const auto reaches = [&](const ItemRecord& item) {
        return std::any_of(item.terms.begin(), item.terms.end(),
                           [&](const TermValue& one) { return one.id == shift.id; });
    };
    if (std::count_if(record.items.begin(), record.items.end(), reaches) > 1)
        text += fmt::format(" for {} (and {} by as much for all of {})", shift.at, shift.shift > 0 ? "up" : "down",
                            term->items);
    text += fmt::format(", {} would have been {}.", shift.item,
                        record.kind == RuleKind::best ? "worth most" : "the most likely");
    return why.shifts.size() > 1 ? text + " No other term needed a smaller change." : text;
}

/// Where a single comparison kept an earlier rule from applying.
std::string other_rule(const RuleText& rule, const Explanation& why) {
    for (const FailedRule& failed : why.failed) {
        if (failed.failed.size() != 1) continue;
        const RuleLineText& line = rule.lines.at(static_cast<std::size_t>(failed.line));
        const ComparisonRecord& comparison = failed.failed.front();
        return fmt::format("If {}{} had held, line {} would have applied: {}.", comparison.wanted ? "" : "not ",
                           comparison.text, line_of(line.place), line.items);
    }
    return {};
}

bool in_name(char c) { return unicode::is_letter(c) || unicode::is_digit(c) || c == '_'; }

std::vector<std::string> names_in(const std::string& formula) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < formula.size(); ++i) {
        if (!in_name(formula[i])) continue;
        if (i == 0 || !in_name(formula[i - 1])) names.emplace_back();
        names.back() += formula[i];
    }
    return names;
}

/// What stands between the brackets of an item up to the level, or of a quantity: `DPRK` of `offer(DPRK, relief)`.
std::string_view target_of(std::string_view item) {
    const std::size_t open = item.find('(');
    if (open == std::string_view::npos) return {};
    return item.substr(open + 1, item.find_first_of(",)", open) - open - 1);
}

/// Targets of the menu that the explanation does not compare.
std::set<std::string_view> other_targets(const DecisionRecord& record, const Explanation& why) {
    std::set<std::string_view> targets;
    for (const ItemRecord& item : record.items) targets.insert(target_of(item.item));
    for (const std::string& item : record.unavailable) targets.insert(target_of(item));
    for (const std::string* item : {&why.intended, &why.lead.over, &record.chosen}) targets.erase(target_of(*item));
    targets.erase("");
    return targets;
}

}  // namespace

std::string line_of(const std::string& place) { return place.substr(place.rfind(':') + 1); }

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 8;
    if (names.size() <= most) return joined(names);
    return fmt::format("{} and {} more", fmt::join(std::span(names).first(most), ", "), names.size() - most);
}

std::string value_text(double value, bool duration) {
    if (duration) return duration_text(value);
    if (std::isinf(value)) return value > 0 ? "infinite" : "-infinite";
    return short_number(value);
}

std::string manner_sentence(const DecisionRecord& record) {
    switch (record.kind) {
        case RuleKind::logit:
            if (record.precision == 0)
                return "It decides by quantal response with precision 0: all that can be done is equally likely.";
            return fmt::format(
                "It decides by quantal response with precision {}: the more something is worth to it, the likelier it "
                "is, and {} more doubles the odds.",
                short_number(record.precision), short_number(ln2 / record.precision));
        case RuleKind::best: return "It takes what is worth most to it and draws where several are.";
        case RuleKind::rules: return "It follows the first of its rules that applies.";
        case RuleKind::random: return "It draws by the weights of the file.";
        case RuleKind::script:
            if (record.script_place.empty())
                return "It follows a script, which has nothing for this step; nothing was decided.";
            return fmt::format("It follows a script; nothing was decided. This is its row {}.", record.script_place);
    }
    return {};
}

std::string comparison_text(const ComparisonRecord& comparison) {
    const std::string wanted = wanted_operator(comparison);
    const bool duration = comparison.duration;
    const std::string text = fmt::format("{}{}: ", comparison.wanted ? "" : "not ", comparison.text);
    // A number that stands for a truth value was compared with 0, which nobody wrote.
    if (comparison.op == "!=" && comparison.right == 0 && comparison.text.find("!=") == std::string::npos)
        return text + (comparison.left == 0 ? "it was not so" : "it was so");
    if (duration && std::isinf(comparison.left)) return text + "it had never happened";
    std::string was = text + "it was " + value_text(comparison.left, duration);
    const double margin = comparison.left - comparison.right;
    if (wanted == "==") return was + fmt::format(" and not {}", value_text(comparison.right, duration));
    if (wanted == "!=" || !std::isfinite(margin)) return was;
    if (margin == 0) return was + ", just at the bound";
    const std::string_view way = margin > 0 ? (duration ? "long" : "much") : (duration ? "short" : "little");
    return was + fmt::format(", {} too {}", value_text(std::abs(margin), duration), way);
}

std::string term_about(const TermText& term, const RuleText& rule, const std::vector<ParameterText>& parameters) {
    const std::vector<std::string> names = names_in(term.formula);
    for (const std::string& name : names)
        for (const ParameterText& parameter : parameters)
            if (parameter.name == name && !parameter.about.empty()) return parameter.about;
    const bool bare =
        std::all_of(term.formula.begin(), term.formula.end(), [](char c) { return in_name(c) || c == '.'; });
    if (!bare || names.empty()) return {};
    for (const ReadText& read : rule.reads)
        if (read.name == names.back() || read.name.ends_with("." + names.back())) return read.about;
    return {};
}

std::vector<const SeenValue*> seen_of(const DecisionRecord& record, const Explanation& why) {
    const std::set<std::string_view> others = other_targets(record, why);
    std::vector<const SeenValue*> seen;
    seen.reserve(record.saw.size());
    for (const SeenValue& one : record.saw) {
        const std::string_view name = one.name;
        const std::size_t point = name.find('.');
        const bool others_own = point != std::string_view::npos && others.contains(name.substr(0, point));
        if (!others_own && !others.contains(target_of(name))) seen.push_back(&one);
    }
    return seen;
}

std::vector<SeenGroup> seen_groups(const RuleText& rule, const DecisionRecord& record, const Explanation& why) {
    std::vector<SeenGroup> groups;
    for (const SeenValue* const each : seen_of(record, why)) {
        const SeenValue& seen = *each;
        const std::size_t point = seen.name.find('.');
        const std::string owner = point == std::string::npos ? "" : seen.name.substr(0, point);
        const std::string quantity = owner.empty() ? seen.name : seen.name.substr(point + 1);
        const auto read = std::find_if(rule.reads.begin(), rule.reads.end(),
                                       [&](const ReadText& one) { return one.name == seen.name; });
        const bool known = read != rule.reads.end();
        const std::string value = value_text(seen.value, known && read->duration);
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const SeenGroup& group) {
            return !owner.empty() && group.quantity == quantity;
        });
        if (same == groups.end()) {
            groups.push_back({seen.name, value, known ? read->about : "", 1, owner, quantity});
            continue;
        }
        if (same->members == 1) same->values = same->owner + " " + same->values;
        same->name = quantity;
        same->values += fmt::format(", {} {}", owner, value);
        ++same->members;
    }
    return groups;
}

std::string chance_sentence(const DecisionRecord& record, const Explanation& why) {
    const Odds& chance = why.chance;
    if (record.kind == RuleKind::script) return "The script left nothing to it.";
    if (record.items.size() <= 1) return "It had no part: nothing else could be done.";
    if (record.kind == RuleKind::best && why.tied.empty()) return "It had no part: what is worth most is taken.";
    if (record.kind == RuleKind::best)
        return fmt::format("It broke the tie: {} were worth the same, and each was as likely.", listed(why.tied));
    if (chance.probability == 1)
        return fmt::format("It had no part in the choice: only {} could come of it.{}", why.intended,
                           record.tremble > 0 && !why.slip ? " The slip that could follow did not come." : "");
    const std::string share = percent(chance.probability);
    if (!why.tied.empty())
        return fmt::format("It decided among equals: {} were as likely, at {} each.", listed(why.tied), share);
    if (why.intended == why.most_likely)
        return fmt::format("{} was the most likely, at {}; something else would have come with {}.", why.intended,
                           share, percent(1 - chance.probability));
    std::string text = fmt::format("It went against the odds: {} had {}, and {} was {} times as likely.", why.intended,
                                   share, why.most_likely, short_number(chance.odds));
    if (!std::isnan(chance.from))
        text += fmt::format(" The draw was {:.4f}; from {:.4f} to {:.4f} it falls on {}.", record.draw, chance.from,
                            chance.to, why.intended);
    return text;
}

std::string otherwise_sentence(const RuleText& rule, const DecisionRecord& record, const Explanation& why) {
    return record.kind == RuleKind::rules ? other_rule(rule, why) : other_item(rule, record, why);
}

}  // namespace standoff
