#include "report/why_words.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "report/text.hpp"

namespace standoff {

namespace {

constexpr double ln2 = 0.6931471805599453;

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
    std::string text = fmt::format("With {} {} {} instead of {}", shift.id, shift.shift > 0 ? "above" : "below",
                                   short_number(shift.value + shift.shift), short_number(shift.value));
    if (term->items != shift.at)
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

}  // namespace

std::string line_of(const std::string& place) { return place.substr(place.rfind(':') + 1); }

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
        const bool last = i + 1 == names.size();
        text += (i == 0 ? "" : last ? " and " : ", ") + names[i];
    }
    return names.size() > most ? text + fmt::format(" and {} more", names.size() - most) : text;
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

std::string chance_sentence(const DecisionRecord& record, const Explanation& why) {
    const Chance& chance = why.chance;
    if (record.kind == RuleKind::script) return "The script left nothing to it.";
    if (record.items.size() <= 1) return "It had no part: nothing else could be done.";
    if (record.kind == RuleKind::best && why.tied.empty()) return "It had no part: what is worth most is taken.";
    if (record.kind == RuleKind::best)
        return fmt::format("It broke the tie: {} were worth the same, and each was as likely.", listed(why.tied));
    if (chance.probability == 1) return "It had no part: only this could be drawn.";
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
