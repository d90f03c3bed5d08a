#include "report/explanation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

#include "model/model.hpp"

namespace standoff {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::optional<double> value_in(const ItemRecord& item, const std::string& id) {
    const auto found =
        std::find_if(item.terms.begin(), item.terms.end(), [&](const TermValue& term) { return term.id == id; });
    return found == item.terms.end() ? std::nullopt : std::optional(found->value);
}

class Analysis {
public:
    Analysis(const RuleText& rule, const DecisionRecord& record) : rule_(rule), record_(record) {}

    Explanation run() {
        result_.intended = record_.intended.empty() ? record_.chosen : record_.intended;
        result_.slip = result_.intended != record_.chosen;
        if (record_.kind == RuleKind::rules) find_failed_rules();
        if (record_.kind == RuleKind::script || record_.items.empty()) {
            result_.most_likely = result_.intended;
            result_.fixed = Fixed::no_utility;
            return std::move(result_);
        }
        rank();
        find_chance();
        if (weighs_terms()) {
            find_lead();
            find_shifts();
        } else {
            result_.fixed = Fixed::no_utility;
        }
        return std::move(result_);
    }

private:
    [[nodiscard]] bool weighs_terms() const {
        return record_.kind == RuleKind::logit || record_.kind == RuleKind::best;
    }
    [[nodiscard]] const std::vector<ItemRecord>& items() const { return record_.items; }
    [[nodiscard]] bool heedless() const { return record_.kind == RuleKind::logit && record_.precision == 0; }

    /// What orders the items by their chance; precision 0 makes all equal.
    [[nodiscard]] double score(const ItemRecord& item) const { return heedless() ? 0 : item.value; }

    [[nodiscard]] const ItemRecord* item_of(const std::string& name) const {
        const auto found =
            std::find_if(items().begin(), items().end(), [&](const ItemRecord& item) { return item.item == name; });
        return found == items().end() ? nullptr : &*found;
    }

    void rank() {
        double top = score(items().front());
        for (const ItemRecord& item : items()) top = std::max(top, score(item));
        const double bar = top - tied_within * std::max(1.0, std::abs(top));
        for (const ItemRecord& item : items()) {
            if (score(item) < bar) continue;
            result_.tied.push_back(item.item);
            if (first_ == nullptr || item.item == result_.intended) first_ = &item;
        }
        for (const ItemRecord& item : items()) {
            if (&item != first_ && (second_ == nullptr || score(item) > score(*second_))) second_ = &item;
            if (score(item) < bar && (below_ == nullptr || score(item) > score(*below_))) below_ = &item;
        }
        if (below_ == nullptr) below_ = second_;
        result_.most_likely = first_->item;
        if (result_.tied.size() == 1) result_.tied.clear();
        if (second_ == nullptr) return;
        result_.runner_up = second_->item;
        result_.gap = first_->value - second_->value;
    }

    /// Probabilities before a slip, which takes any other item alike: p = (1 - t) q + t (1 - q) / (n - 1), solved for
    /// q.
    [[nodiscard]] std::vector<double> before_slips() const {
        std::vector<double> all;
        const double share = record_.tremble / std::max(1.0, static_cast<double>(items().size()) - 1);
        const double kept = 1 - record_.tremble - share;  // 0: slips leave nothing of what was meant
        double sum = 0;
        for (const ItemRecord& item : items()) sum += item.value;
        for (const ItemRecord& item : items()) {
            const bool top = std::find(result_.tied.begin(), result_.tied.end(), item.item) != result_.tied.end();
            switch (record_.kind) {
                case RuleKind::logit:
                    if (items().size() == 1) all.push_back(1);
                    else all.push_back(kept == 0 ? nan : std::clamp((item.probability - share) / kept, 0.0, 1.0));
                    break;
                case RuleKind::best:
                    all.push_back(top                         ? 1 / static_cast<double>(result_.tied.size())
                                  : item.item == first_->item ? 1
                                                              : 0);
                    break;
                default:
                    // Where no weight is left the actor holds.
                    all.push_back(sum > 0 ? item.value / sum : (item.item == result_.intended ? 1 : 0));
            }
        }
        return all;
    }

    void find_chance() {
        const std::vector<double> probabilities = before_slips();
        Chance& chance = result_.chance;
        double before = 0;
        double highest = 0;
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
            highest = std::max(highest, probabilities[i]);
            if (items()[i].item == result_.intended) {
                chance.probability = probabilities[i];
                chance.from = before;
                chance.to = before + probabilities[i];
            }
            before += probabilities[i];
        }
        chance.odds = highest / chance.probability;
        if (std::isnan(record_.draw) || !std::isfinite(chance.to)) chance.from = chance.to = nan;
    }

    void find_lead() {
        const ItemRecord* here = item_of(result_.intended);
        const ItemRecord* there = here == first_ ? below_ : first_;
        if (here == nullptr || there == nullptr) return;
        Lead& lead = result_.lead;
        lead.over = there->item;
        lead.size = here->value - there->value;
        for (const TermText& term : rule_.terms) {
            const auto own = value_in(*here, term.id);
            const auto other = value_in(*there, term.id);
            const double size = own.value_or(0) - other.value_or(0);
            if (size == 0) continue;
            std::vector<TermDifference>& side = size > 0 ? lead.pro : lead.contra;
            // Before the first smaller one, so that equals keep the order of the file.
            const auto smaller = std::find_if(side.begin(), side.end(), [&](const TermDifference& one) {
                return std::abs(one.size) < std::abs(size);
            });
            side.insert(smaller, {term.id, size, own.value_or(nan), other.value_or(nan)});
        }
    }

    /// A shift moves every item that the term reaches: what it reaches loses to the best of the others, or wins.
    [[nodiscard]] std::optional<TermShift> shift_of(const TermText& term) const {
        const std::optional<double> own = value_in(*first_, term.id);
        const ItemRecord* rival = nullptr;
        for (const ItemRecord& item : items()) {
            if (value_in(item, term.id).has_value() == own.has_value()) continue;
            if (rival == nullptr || item.value > rival->value) rival = &item;
        }
        if (rival == nullptr) return std::nullopt;
        const double distance = first_->value - rival->value;
        if (own) return TermShift{term.id, rival->item, first_->item, *own, -distance};
        return TermShift{term.id, rival->item, rival->item, *value_in(*rival, term.id), distance};
    }

    void find_shifts() {
        if (second_ == nullptr) result_.fixed = Fixed::single;
        else if (heedless()) result_.fixed = Fixed::no_precision;
        if (result_.fixed != Fixed::not_fixed) return;
        std::vector<TermShift>& shifts = result_.shifts;
        // Of equal shifts that of a term which moves teaches more than that of a constant.
        const auto rank = [](const TermText& term, const TermShift& one) {
            const double size = std::abs(one.shift);
            const double share = one.value == 0 ? std::numeric_limits<double>::infinity() : size / std::abs(one.value);
            return std::tuple(size, !term.moves, share);
        };
        std::vector<std::tuple<double, bool, double>> ranks;
        for (const TermText& term : rule_.terms) {
            const std::optional<TermShift> shift = shift_of(term);
            if (!shift) continue;
            if (std::find(result_.tied.begin(), result_.tied.end(), shift->item) != result_.tied.end()) {
                result_.fixed = Fixed::tied;
                return shifts.clear();
            }
            const auto own = rank(term, *shift);
            const auto larger = std::upper_bound(ranks.begin(), ranks.end(), own);
            shifts.insert(shifts.begin() + (larger - ranks.begin()), *shift);
            ranks.insert(larger, own);
        }
        if (shifts.empty()) result_.fixed = Fixed::shared;
    }

    void find_failed_rules() {
        for (const TriedRule& tried : record_.tried) {
            if (record_.fired >= 0 && tried.line >= record_.fired) break;
            const bool again = !result_.failed.empty() && result_.failed.back().line == tried.line;
            if (again && (result_.failed.back().available || !tried.available)) continue;
            FailedRule rule{tried.line, tried.item, tried.available, {}};
            if (tried.available && !tried.holds)
                for (const ComparisonRecord& comparison : tried.comparisons)
                    if (!comparison.as_wanted()) rule.failed.push_back(comparison);
            if (again) result_.failed.back() = std::move(rule);
            else result_.failed.push_back(std::move(rule));
        }
    }

    const RuleText& rule_;
    const DecisionRecord& record_;
    const ItemRecord* first_ = nullptr;   ///< the most likely
    const ItemRecord* second_ = nullptr;  ///< the runner-up
    const ItemRecord* below_ = nullptr;   ///< the first that is not tied with the most likely
    Explanation result_;
};

}  // namespace

Explanation explain(const RuleText& rule, const DecisionRecord& record) { return Analysis(rule, record).run(); }

std::string wanted_operator(const ComparisonRecord& comparison) {
    if (comparison.wanted) return comparison.op;
    constexpr std::array<std::pair<const char*, const char*>, 6> opposites = {
        {{"<", ">="}, {"<=", ">"}, {">", "<="}, {">=", "<"}, {"==", "!="}, {"!=", "=="}}};
    for (const auto& [op, opposite] : opposites)
        if (comparison.op == op) return opposite;
    return comparison.op;
}

}  // namespace standoff
