// Constant expressions: parameter values, ranges, levels and spans are numbers and durations without names.
#include <cmath>

#include <fmt/format.h>

#include "scenario/context.hpp"

namespace standoff {

namespace {

std::optional<Constant> combine(const Node& node, Constant a, Constant b, Diagnostics& findings) {
    const auto mixed = [&](const char* what) -> std::optional<Constant> {
        findings.add("E212", node.place, what, "a number and a duration do not mix", "give both a unit, or neither");
        return std::nullopt;
    };
    const bool durations = a.kind == Kind::duration && b.kind == Kind::duration;
    const Kind either = a.kind == Kind::duration || b.kind == Kind::duration ? Kind::duration : Kind::number;
    switch (node.op) {
        case Operator::add:
            if (a.kind != b.kind) return mixed("a duration is added to a number");
            return Constant{a.value + b.value, a.kind};
        case Operator::subtract:
            if (a.kind != b.kind) return mixed("a duration and a number are subtracted");
            return Constant{a.value - b.value, a.kind};
        case Operator::multiply:
            if (durations) return mixed("two durations are multiplied");
            return Constant{a.value * b.value, either};
        case Operator::divide:
            if (b.kind == Kind::duration && a.kind == Kind::number) return mixed("a number is divided by a duration");
            return Constant{a.value / b.value, durations ? Kind::number : a.kind};
        case Operator::power:
            if (either == Kind::duration) return mixed("a duration is raised to a power");
            // Whole powers are exact products, the same on every machine; other powers are not constants.
            if (b.value >= 0 && b.value <= 64 && std::floor(b.value) == b.value) {
                double product = 1;
                for (int i = 0; i < static_cast<int>(b.value); ++i) product *= a.value;
                return Constant{product, Kind::number};
            }
            break;
        default: break;
    }
    findings.add("E211", node.place, "a constant is needed here",
                 "only + - * / and whole powers of numbers and durations are");
    return std::nullopt;
}

}  // namespace

std::optional<Constant> Context::constant_of(const Node& node) {
    if (node.node == NodeKind::number) {
        if (node.in_steps) return Constant{node.value * spec.time.dt, spec.time.dated ? Kind::duration : Kind::number};
        if (node.kind != Kind::duration) return Constant{node.value, Kind::number};
        if (spec.time.dated) return Constant{node.value, Kind::duration};
        findings.add("E420", node.place, "this model has no calendar",
                     "its time has no dates, so days and weeks mean nothing in it",
                     "write a plain number in the model's unit of time");
        return std::nullopt;
    }
    if (node.node == NodeKind::unary && node.op == Operator::negate) {
        std::optional<Constant> value = constant_of(*node.children[0]);
        if (value) value->value = -value->value;
        return value;
    }
    if (node.node == NodeKind::binary) {
        const std::optional<Constant> left = constant_of(*node.children[0]);
        const std::optional<Constant> right = constant_of(*node.children[1]);
        if (!left || !right) return std::nullopt;
        return combine(node, *left, *right, findings);
    }
    findings.add("E211", node.place, "a constant is needed here", "it may not depend on anything that a run changes",
                 "write a number or a duration, such as 0.5 or 6 weeks");
    return std::nullopt;
}

std::optional<Constant> Context::constant(const YamlNode& scalar) {
    if (!scalar.is_scalar() || scalar.broken) return std::nullopt;
    const NodePtr tree = parse_expression(formula(scalar), findings);
    if (tree == nullptr) return std::nullopt;
    const std::optional<Constant> value = constant_of(*tree);
    if (value && !std::isfinite(value->value)) {
        findings.add("E211", scalar.place, "this is not a finite number");
        return std::nullopt;
    }
    return value;
}

std::optional<double> Context::constant(const YamlNode& scalar, Kind wanted) {
    const std::optional<Constant> value = constant(scalar);
    if (!value) return std::nullopt;
    if (value->kind == wanted || !spec.time.dated) return value->value;
    findings.add(
        "E212", scalar.place,
        wanted == Kind::duration ? fmt::format("\"{}\" is a number where a duration is needed", scalar.text)
                                 : fmt::format("\"{}\" is a duration where a number is needed", scalar.text),
        {}, wanted == Kind::duration ? fmt::format("write a unit: {} weeks", scalar.text) : "write it without a unit");
    return std::nullopt;
}

std::optional<double> Context::parameter_value(const YamlNode& scalar, Kind kind, const std::string& name) {
    const std::optional<Constant> value = constant(scalar);
    if (!value) return std::nullopt;
    if (value->kind == kind || kind == Kind::unknown || !spec.time.dated) return value->value;
    const std::string number = show_number(value->value);
    if (kind == Kind::duration)
        findings.add("E212", scalar.place,
                     fmt::format("\"{}\" is a duration: write {} weeks or {} days", name, number, number));
    else findings.add("E212", scalar.place, fmt::format("\"{}\" is a number: write it without a unit", name));
    return std::nullopt;
}

std::optional<int> Context::whole_number(const YamlNode& scalar, int least) {
    const std::optional<double> value = constant(scalar, Kind::number);
    if (!value) return std::nullopt;
    constexpr double largest = 1e9;
    if (std::floor(*value) == *value && *value >= least && *value <= largest) return static_cast<int>(*value);
    findings.add("E210", scalar.place, fmt::format("\"{}\" is not a whole number of at least {}", scalar.text, least));
    return std::nullopt;
}

std::optional<int> Context::whole_steps(const YamlNode& scalar, int least) {
    const std::optional<double> length = constant(scalar, Kind::duration);
    if (!length) return std::nullopt;
    const double steps = *length / spec.time.dt;
    const double whole = std::round(steps);
    // Calendar steps differ in length: three months are three steps whatever their days.
    if (whole >= least && whole <= 1e9 && std::abs(steps - whole) <= 1e-9 * std::max(1.0, whole))
        return static_cast<int>(whole);
    findings.add("E210", scalar.place, fmt::format("\"{}\" is not a whole number of steps", scalar.text),
                 fmt::format("it is {:.4g} steps", steps),
                 fmt::format("write a multiple of the step, {} or more", least == 0 ? "none" : "one step"));
    return std::nullopt;
}

}  // namespace standoff
