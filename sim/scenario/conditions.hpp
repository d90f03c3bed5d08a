// What a condition says by its form alone, in every state that a run can reach: that it always or never holds, or that
// it holds whenever another does.
//
// Known are literals, the ranges that every value is cut to, and the rules of logic. A parameter is a name like others,
// since a setting may change it. What is not certain is answered with no, and so is what would take too long to see.
#pragma once

#include <optional>

#include "scenario/spec.hpp"

namespace standoff {

/// True if two checked formulas that stand in the same scope are written alike (names of loops aside) and so have the
/// same value. A draw is never the same as another.
[[nodiscard]] bool same_formula(const Node& a, const Node& b);

class Conditions {
public:
    explicit Conditions(const Spec& spec) : spec_(spec) {}

    [[nodiscard]] bool always_holds(const Node& condition) { return truth(condition) == true; }
    [[nodiscard]] bool never_holds(const Node& condition) { return truth(condition) == false; }
    /// True if `b` holds in every state in which `a` does.
    [[nodiscard]] bool implies(const Node& a, const Node& b);
    /// The value of literals joined by + - * /, of a date, or of an actor's or policy's own name (its index).
    [[nodiscard]] std::optional<double> value_of(const Node& node) const;

private:
    /// From `low` to `high`; an open end does not belong to it.
    struct Span {
        double low = -infinity;
        double high = infinity;
        bool open_low = false;
        bool open_high = false;

        [[nodiscard]] bool empty() const { return low > high || (low == high && (open_low || open_high)); }
        [[nodiscard]] bool contains(double value) const;
        [[nodiscard]] bool within(const Span& other) const;
        [[nodiscard]] Span meet(const Span& other) const;
    };
    /// `left op bound`, or `left op right` as a comparison of their difference with 0.
    struct Comparison {
        const Node* left = nullptr;
        const Node* right = nullptr;  ///< nullptr beside a constant
        Operator op = Operator::equal;
        double bound = 0;
        Span range = {};         ///< where the compared value lies anyway
        bool is_number = false;  ///< it is never not-a-number

        /// Where the value lies if the comparison holds; for `!=` anywhere.
        [[nodiscard]] Span span() const;
        [[nodiscard]] std::optional<bool> truth() const;
    };

    [[nodiscard]] std::optional<bool> truth(const Node& node);
    [[nodiscard]] std::optional<bool> truth_of_operation(const Node& node);
    [[nodiscard]] std::optional<bool> truth_of_aggregate(const Node& node);
    [[nodiscard]] bool excludes(const Node& a, const Node& b);
    [[nodiscard]] bool same_subject(const Comparison& a, Comparison& b) const;
    [[nodiscard]] bool implies(const Comparison& a, const Comparison& b) const;
    [[nodiscard]] std::optional<Comparison> comparison(const Node& node) const;
    [[nodiscard]] std::optional<Span> range_of(const Node& node) const;
    /// False once a formula made to be slow has used up what the file may cost.
    bool may_go_on() { return --left_ > 0; }

    const Spec& spec_;
    int left_ = 300'000;
};

}  // namespace standoff
