#include "property/formula_writer.hpp"

#include <utility>

#include <fmt/format.h>

namespace standoff::test {

std::string FormulaWriter::constant() {
    return dice_.any({"0", "1", "0.5", "2", "0.25", "3", "0.1", "1.75", "-1", "-0.4", "1e-3"});
}

std::string FormulaWriter::weeks(const std::string& duration) { return dated_ ? duration + " / 1 week" : duration; }

std::string FormulaWriter::span() {
    return dated_ ? dice_.any({"1 week", "2 weeks", "10 days", "1 month", "3 steps"})
                  : dice_.any({"1", "2.5", "0.5", "2 steps"});
}

std::string FormulaWriter::own_variable() { return dice_.any({"v0", "v1", "seen"}); }

std::string FormulaWriter::of_member(const Member& member, const Where& where) {
    if (member.thing()) return member.name + ".t0";
    if (member.has_a0() && dice_.chance(30)) return member.name + ".a0";
    if (where.open && dice_.chance(15)) return member.name + ".pv";
    if (where.memory && dice_.chance(8)) return fmt::format("times({} by {})", act(member.set), member.name);
    if (dice_.chance(10)) return member.name + ".near";
    return member.name + "." + own_variable();
}

std::string FormulaWriter::entity() { return dice_.of(actors_).name; }

std::string FormulaWriter::act(const std::string&) {
    const int which = dice_.below(static_cast<int>(actions_.size()) + 1);
    return which == static_cast<int>(actions_.size()) ? "tag0" : actions_[static_cast<std::size_t>(which)].name;
}

std::string FormulaWriter::memory(const Where& where) {
    std::string party = act();
    if (dice_.chance(20)) return dice_.chance(50) ? "times(quake)" : fmt::format("min(30, {})", weeks("since(quake)"));
    if (dice_.chance(30))
        party += " by " + (!where.self.empty() && dice_.chance(60) ? "self" : dice_.any({"r0", "r1", "some"}));
    if (dice_.chance(30))
        party += " to " + (!where.target.empty() && dice_.chance(60) ? "target" : dice_.any({"r1", "kind", "x0"}));
    switch (dice_.below(3)) {
        case 0: return fmt::format("count({})", party);
        case 1: return fmt::format("times({})", party);
        default: return fmt::format("min(30, {})", weeks("since(" + party + ")"));
    }
}

std::string FormulaWriter::draw(Where& where, int depth) {
    const std::string which = dice_.any({"uniform", "normal", "bernoulli", "poisson", "exponential", "triangular"});
    if (where.draws->erase(which) == 0) return constant();
    if (dice_.chance(60)) {
        if (which == "uniform") return "uniform(-0.5, 1.5)";
        if (which == "normal") return "normal(0.2, 0.6)";
        if (which == "bernoulli") return "bernoulli(0.3)";
        if (which == "poisson") return "poisson(1.3)";
        if (which == "exponential") return "exponential(0.4)";
        return "triangular(-0.2, 0.3, 2)";
    }
    Where inner = where;
    inner.draws = nullptr;
    const std::string x = number(inner, depth - 1);
    if (which == "uniform") return fmt::format("uniform(0, 1 + abs({}))", x);
    if (which == "normal") return fmt::format("normal({}, 0.3)", x);
    if (which == "bernoulli") return fmt::format("bernoulli(logistic({}))", x);
    if (which == "poisson") return fmt::format("poisson(min(abs({}), 20))", x);
    if (which == "exponential") return fmt::format("exponential(0.1 + abs({}))", x);
    return fmt::format("triangular(0, 0.5, 1 + abs({}))", x);
}

std::string FormulaWriter::atom(Where& where) {
    for (int attempt = 0; attempt < 20; ++attempt) {
        switch (dice_.below(13)) {
            case 0: return constant();
            case 1: return dice_.any({"p0", "p1"});
            case 2:
                if (where.state) return dice_.any({"w0", "w1", "drill", "hull"});
                break;
            case 3:
                if (!where.self.empty() && where.state) {
                    if (dice_.chance(25)) return "pv";
                    if (dice_.chance(15)) return "near";
                    if (dice_.chance(15)) return "secret_sum";
                    if (where.self == "r0" && dice_.chance(40)) return "a0";
                    return (dice_.chance(30) ? "self." : "") + own_variable();
                }
                break;
            case 4:
            case 5:
                if (!where.target.empty() && where.state) {
                    if (where.target == "kind")
                        return where.self == "r0" && dice_.chance(50) ? "d1(target)" : "target.t0";
                    if (dice_.chance(20)) return "target.link(self)";
                    if (dice_.chance(30)) return "link(target)";
                    if (where.self == "r0" && where.target == "r1" && dice_.chance(40)) return "d0(target)";
                    return "target." + own_variable();
                }
                break;
            case 6:
                if (!where.bound.empty() && where.state) return of_member(dice_.of(where.bound), where);
                break;
            case 7:
                if (where.state && where.clock) return entity() + "." + own_variable();
                break;
            case 8:
                if (where.memory) return memory(where);
                break;
            case 9:
                if (where.clock) {
                    if (dated_ && dice_.chance(50)) return dice_.any({"month", "(year - 2020)"});
                    return dice_.chance(80) ? "(" + weeks("now") + ")" : weeks("dt");
                }
                break;
            case 10:
                if (!where.locals.empty()) return dice_.of(where.locals);
                break;
            case 11:
                if (where.draws != nullptr) return draw(where, 1);
                break;
            default:
                if (where.state && where.clock)
                    return fmt::format("({}.policy {} {})", entity(), dice_.any({"==", "!="}), dice_.of(policy_names_));
                break;
        }
    }
    return constant();
}

std::string FormulaWriter::set_of(const Where& where) {
    const std::string set = dice_.any({"r0", "r1", "actors", "things"});
    (void)where;
    return set;
}

std::string FormulaWriter::name_of_set(const std::string& set) { return set == "things" ? "kind" : set; }

std::string FormulaWriter::aggregate(Where& where, int depth) {
    const std::string name = fmt::format("b{}", where.bound.size());
    const std::string set = set_of(where);
    Where inner = where;
    inner.bound.push_back({name, set});
    inner.draws = nullptr;
    const std::string named = of_member(inner.bound.back(), inner);
    const std::string body =
        dice_.chance(50) ? named : fmt::format("{} {} {}", named, dice_.any({"+", "-", "*"}), number(inner, depth - 2));
    std::string condition;
    if (dice_.chance(35)) condition = fmt::format(" if {} > {}", of_member(inner.bound.back(), inner), constant());
    else if (!where.self.empty() && set != "things" && dice_.chance(40))
        condition = fmt::format(" if {} != self", name);
    const std::string loop = fmt::format(" for {} in {}{}", name, name_of_set(set), condition);
    const bool some = condition.empty();
    switch (dice_.below(some ? 8 : 4)) {
        case 0: return fmt::format("sum({}{})", body, loop);
        case 1: return fmt::format("count({} > 0.5{})", body, loop);
        case 2: return fmt::format("any({} > 1{})", body, loop);
        case 3: return fmt::format("all({} < 2{})", body, loop);
        case 4: return fmt::format("mean({}{})", body, loop);
        case 5: return fmt::format("min({}{})", body, loop);
        case 6: return fmt::format("max({}{})", body, loop);
        default:
            if (!where.state || where.bound.size() > 1) return fmt::format("mean({}{})", body, loop);
            return dice_.chance(50) ? "sum(i.link(j) * i.v0 for i in actors for j in actors if i != j)"
                                    : "max(i.d1(j) for i in r0 for j in kind)";
    }
}

std::string FormulaWriter::condition(Where& where, int depth) {
    switch (dice_.below(depth > 1 ? 6 : 3)) {
        case 0:
        case 1:
            return fmt::format("{} {} {}", number(where, depth - 1), dice_.any({"<", "<=", ">", ">=", "==", "!="}),
                               number(where, depth - 1));
        case 2: return fmt::format("{} > {}", atom(where), dice_.any({"0", "0.3", "1"}));
        case 3: return fmt::format("({}) and ({})", condition(where, depth - 1), condition(where, depth - 1));
        case 4: return fmt::format("({}) or ({})", condition(where, depth - 1), condition(where, depth - 1));
        default: return fmt::format("not ({})", condition(where, depth - 1));
    }
}

/// A formula that is a number nearly always. One in a hundred may divide by zero or take a root of a negative
/// number.
std::string FormulaWriter::number(Where& where, int depth) {
    if (depth <= 0 || dice_.chance(20)) return atom(where);
    const auto sub = [&] { return number(where, depth - 1); };
    switch (dice_.below(25)) {
        case 0: return fmt::format("({} + {})", sub(), sub());
        case 1: return fmt::format("({} - {})", sub(), sub());
        case 2: return fmt::format("({}) * ({})", sub(), sub());
        case 3: return fmt::format("({}) / (1 + abs({}))", sub(), sub());
        case 4: return fmt::format("-({})", sub());
        case 5: return fmt::format("clamp({}, -3, 3) ^ 2", sub());
        case 6: return fmt::format("pow(0.1 + abs(clamp({}, -9, 9)), clamp({}, -2, 2))", sub(), sub());
        case 7: return fmt::format("sqrt(abs({}))", sub());
        case 8: return fmt::format("exp(clamp({}, -4, 2))", sub());
        case 9: return fmt::format("log(1 + abs({}))", sub());
        case 10: return fmt::format("min({}, {}, {})", sub(), sub(), sub());
        case 11: return fmt::format("max({}, {})", sub(), sub());
        case 12: return fmt::format("clamp({}, {}, 1.5)", sub(), dice_.any({"-1", "0", "0.2"}));
        case 13: return fmt::format("round({})", sub());
        case 14: return fmt::format("floor({})", sub());
        case 15: return fmt::format("ceil({})", sub());
        case 16: return fmt::format("mod({}, 0.7 + abs({}))", sub(), sub());
        case 17: return fmt::format("tanh({})", sub());
        case 18: return fmt::format("logistic({})", sub());
        case 19: return fmt::format("relax({}, {}, half)", sub(), sub());
        case 20:
        case 21: return fmt::format("({} if {} else {})", sub(), condition(where, depth - 1), sub());
        case 22:
            if (where.lag && where.state && where.clock) {
                Where inner = where;
                inner.draws = nullptr;
                inner.locals.clear();
                return fmt::format("lag({}, {})", number(inner, depth - 1), span());
            }
            return sub();
        case 23:
            if (where.state && dice_.chance(5)) return dice_.any({"1 / max(w0 - 0.02, 0)", "sqrt(w1 + 5)", "log(w0)"});
            return fmt::format("({})", condition(where, depth - 1));
        default: return where.state && depth > 1 ? aggregate(where, depth) : sub();
    }
}

std::string FormulaWriter::number(Where&& where, int depth) { return number(where, depth); }

std::set<std::string> FormulaWriter::all_draws() {
    return {"uniform", "normal", "bernoulli", "poisson", "exponential", "triangular"};
}

}  // namespace standoff::test
