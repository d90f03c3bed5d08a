#include "property/model_generator.hpp"

#include <initializer_list>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "property/formula_writer.hpp"

namespace standoff::test {

namespace {

class Writer : FormulaWriter {
public:
    Writer(std::uint64_t seed, std::span<const std::uint8_t> choices) : FormulaWriter(Dice(seed, choices)) {}

    std::string write(std::uint64_t seed) {
        dated_ = dice_.chance(50);
        plan_actors();
        plan_actions();
        line("standoff: 1");
        line(fmt::format("scenario: Generated from {}", seed));
        time();
        roles();
        channels();
        parameters();
        variables();
        derived();
        actions();
        policies();
        chance();
        dynamics();
        payoffs();
        outcomes();
        measures();
        calendar();
        turns();
        return std::move(text_);
    }

private:
    void line(const std::string& text) { text_ += text + "\n"; }
    static std::string quoted(const std::string& formula) { return '"' + formula + '"'; }

    // --- plans -------------------------------------------------------------------------------------------------------

    void plan_actors() {
        const int number = dice_.between(2, 4);
        for (int i = 0; i < number; ++i) {
            const std::string role = i == 0 ? "r0" : i == 1 ? "r1" : dice_.any({"r0", "r1"});
            actors_.push_back({fmt::format("A{}", i), role});
        }
        both_roles_ = number > 2 && dice_.chance(30);  // the last actor has both roles
        things_ = dice_.between(1, 3);
        channels_ = dice_.between(1, 2);
        no_hold_ = channels_ == 2 && dice_.chance(40);
        policy_names_ = {"p0", "p1", "q0", "q1"};
        for (std::string& name : policy_names_) name = "pol_" + name;
    }

    void plan_actions() {
        for (const char* role : {"r0", "r1"}) {
            const int number = dice_.between(1, 3);
            const char* other = std::string(role) == "r0" ? "r1" : "r0";
            for (int i = 0; i < number; ++i) {
                ActionPlan plan;
                plan.name = fmt::format("{}_act{}", role, i);
                plan.role = role;
                plan.to = dice_.any({"", "kind", "actor", other});
                plan.channel = dice_.below(channels_);
                if (dice_.chance(40))
                    plan.levels = dice_.chance(50) ? std::vector<std::string>{"0.1", "0.7"}
                                                   : std::vector<std::string>{"1", "2", "3.5"};
                plan.two_levels = dice_.chance(15);
                plan.when = dice_.chance(40);
                plan.tagged = dice_.chance(50);
                actions_.push_back(plan);
            }
        }
        actions_.front().tagged = true;
    }

    // --- sections ----------------------------------------------------------------------------------------------------

    void time() {
        steps_ = dice_.between(5, 14);
        if (!dated_) {
            step_ = dice_.any({"1", "0.5", "2"});
            line(fmt::format("time: {{step: {}, steps: {}}}", step_, steps_));
            return;
        }
        step_ = dice_.any({"1 week", "2 weeks", "1 month"});
        line(fmt::format("time: {{start: 2022-01-03, step: {}, steps: {}}}", step_, steps_));
    }

    void roles() {
        line("roles: {r0: {}, r1: {}, kind: {thing: true}}");
        line("things:");
        for (int i = 0; i < things_; ++i)
            line(fmt::format("  x{}: {{role: kind, set: {{t0: {}}}}}", i, dice_.any({"0.2", "1", "-0.5", "p0"})));
        line("actors:");
        for (std::size_t i = 0; i < actors_.size(); ++i) {
            const bool both = both_roles_ && i + 1 == actors_.size();
            const std::string role = both ? "[r0, r1]" : actors_[i].set;
            const std::string p = "pol_p" + std::to_string(dice_.below(2));
            const std::string q = "pol_q" + std::to_string(dice_.below(2));
            const std::string policy = both ? fmt::format("[{}, {}]", p, q) : actors_[i].set == "r0" ? p : q;
            line(fmt::format("  {}: {{role: {}, policy: {}, set: {{v0: {}}}}}", actors_[i].name, role, policy,
                             quoted(dice_.any({"0.3", "uniform(0, 1)", "p0 / 2", "w0", "triangular(0, 0.2, 1)"}))));
        }
        line("groups: {some: [A0, A1]}");
    }

    void channels() {
        line("channels:");
        line(fmt::format("  c0: {{{}}}", dice_.chance(30) ? "every: 2 steps" : ""));
        if (channels_ == 2)
            line(fmt::format("  c1: {{{}}}", no_hold_ ? "hold: false" : dice_.chance(40) ? "every: 3 steps" : ""));
    }

    void parameters() {
        line("parameters:");
        line(fmt::format("  p0: {}", dice_.any({"0.3", "1", "2.5"})));
        line(fmt::format("  p1: {{value: {}, range: [-2, 2]}}", dice_.any({"-1", "0", "0.7"})));
        line(fmt::format("  half: {}", dated_ ? "5 weeks" : "3"));
    }

    void variables() {
        const auto initial = [&](bool own, const char* low = nullptr, const char* high = nullptr) {
            std::set<std::string> draws = all_draws();
            Where where;
            where.memory = where.clock = where.state = false;
            where.draws = &draws;
            if (own) return quoted(dice_.any({"w0 + v0", "v0 * p1", "sum(c.v0 for c in actors) / 3", "w1"}));
            const std::string value = number(where, 2);
            return quoted(low != nullptr ? fmt::format("clamp({}, {}, {})", value, low, high) : value);
        };
        line("variables:");
        line(fmt::format("  w0: {{range: [0, 1], initial: {}}}", initial(false, "0", "1")));
        line(fmt::format("  w1: {{initial: {}}}", initial(false)));
        line(fmt::format("  drill: {{input: true, initial: {}}}",
                         dice_.any({"0", "p0", "uniform(0, 1)"}) == "0" ? "0" : "p0"));
        line(fmt::format("  v0: {{of: actor, {}initial: 0.4}}", dice_.chance(60) ? "range: [-1, 2], " : ""));
        line(fmt::format("  v1: {{of: actor, initial: {}}}", initial(true)));
        line(fmt::format("  pv: {{of: actor, private: true, initial: {}}}", initial(false)));
        std::string how;
        if (dice_.chance(70)) how = "noise: " + dice_.any({"0.1", "0.3", "p0"});
        if (how.empty() || dice_.chance(50))
            how += (how.empty() ? "" : ", ") + std::string("delay: ") +
                   (dated_ ? (step_ == "1 month" ? "2 steps" : "2 weeks") : "2 steps");
        line(fmt::format("  seen: {{of: actor, {}initial: {}, perceived: {{{}}}}}",
                         dice_.chance(50) ? "range: [0, 3], " : "", initial(false, "0", "3"), how));
        line(fmt::format("  a0: {{of: r0, range: [0, 5], initial: {}}}", initial(false, "0", "5")));
        line("  t0: {of: kind, initial: 0.5}");
        line(fmt::format("  d0: {{of: r0, toward: r1, initial: {}}}", initial(true)));
        line(fmt::format("  d1: {{of: r0, toward: kind, range: [0, 2], initial: {}}}",
                         quoted(dice_.any({"target.t0", "uniform(0, 1)", "0.4"}))));
        line(fmt::format("  link: {{of: actor, toward: actor, range: [0, 1], initial: {}}}",
                         quoted(dice_.any({"0.5", "uniform(0, 1)", "abs(v0 - target.v0)"}))));
        if (dice_.chance(50)) {
            line("initial:");
            line("  - \"c.link(e) = 0.1 + 0.2 * c.v0 for c in r0 for e in actors if c != e\"");
        }
    }

    void derived() {
        Where where;
        where.memory = dice_.chance(50);
        Where own = where;
        own.self = "actor";
        own.locals.clear();
        line("derived:");
        Where plain = where;
        line(fmt::format("  hull: {{is: {}}}", quoted(simple(plain))));
        line(fmt::format(
            "  near: {{of: actor, is: {}}}",
            quoted(fmt::format("v0 + {} * v1 - {}", constant(), dice_.any({"w0", "lag(v0, 2 steps)", "seen", "p0"})))));
        line("  secret_sum: {of: actor, is: pv + sum(link(c) for c in actors if c != self)}");
    }

    /// A formula without derived quantities, so that none depends on itself.
    std::string simple(Where& where) {
        (void)where;
        return dice_.any({"w0 * 2 - 0.1", "mean(c.v0 for c in actors)",
                          "max(c.seen for c in r0) - min(c.v1 for c in r1)", "lag(w1, 2 steps) + w0",
                          "sum(k.t0 for k in kind) / 3", "1 if w0 > 0.5 else relax(w1, 0, half)",
                          "count(c.v0 > 0.2 for c in actors)"});
    }

    std::string statement(Where& where, bool& assigned) {
        std::string target;
        std::string loops;
        Where inner = where;
        switch (dice_.below(7)) {
            case 0: target = "w0"; break;
            case 1: target = "w1"; break;
            case 2:
                if (!where.self.empty()) target = own_variable();
                break;
            case 3:
                if (!where.target.empty())
                    target = where.target == "kind" ? "target.t0"
                                                    : dice_.any({"target.v0", "link(target)", "target.link(self)"});
                break;
            case 4: {
                const std::string set = dice_.any({"r0", "r1", "actors", "things"});
                inner.bound.push_back({"m", set});
                target = set == "things" ? "m.t0" : set == "r0" && dice_.chance(40) ? "m.a0" : "m." + own_variable();
                loops = fmt::format(" for m in {}", name_of_set(set));
                if (!where.self.empty() && set != "things" && dice_.chance(50)) loops += " if m != self";
                break;
            }
            case 5:
                if (where.self == "r0" && where.target == "kind") target = "d1(target)";
                break;
            default: target = entity() + "." + own_variable(); break;
        }
        if (target.empty()) target = "w1";
        std::string op = dice_.any({"+=", "-=", "*=", "="});
        if (op == "=" && assigned) op = "+=";
        if (op == "=") assigned = true;
        const int depth = dice_.between(1, 3);
        std::string right = number(inner, depth);
        if (op == "*=") right = fmt::format("clamp({}, -1.5, 1.5)", right);
        if (loops.find(" if ") == std::string::npos && dice_.chance(30)) {
            Where quiet = inner;
            quiet.draws = nullptr;
            loops += " if " + condition(quiet, 2);
        }
        return quoted(fmt::format("{} {} {}{}", target, op, right, loops));
    }

    void effects(Where& where, const std::string& indent, int most) {
        line(indent + "effects:");
        bool assigned = false;
        const int number = dice_.between(1, most);
        for (int i = 0; i < number; ++i) line(indent + "  - " + statement(where, assigned));
        if (dice_.chance(8)) line(fmt::format("{}  - A0.policy = pol_p{} if w0 > 0.5", indent, dice_.below(2)));
    }

    void actions() {
        line("actions:");
        for (const ActionPlan& plan : actions_) {
            line(fmt::format("  {}:", plan.name));
            line("    by: " + plan.role);
            if (!plan.to.empty()) line("    to: " + plan.to);
            line(fmt::format("    channel: c{}", plan.channel));
            Where where;
            where.self = plan.role;
            where.target = plan.to;
            if (plan.two_levels) {
                line("    level: {size: [0.2, 1], kind_of: {low: 0, high: 2}}");
                where.locals = {"size", "kind_of"};
            } else if (!plan.levels.empty()) {
                line(fmt::format("    level: [{}]", fmt::join(plan.levels, ", ")));
                where.locals = {"level"};
            }
            if (dice_.chance(60))
                line(fmt::format("    rung: {}",
                                 quoted(fmt::format("3 + {}", plan.to == "kind"      ? "target.t0"
                                                              : where.locals.empty() ? "1"
                                                                                     : where.locals.front()))));
            if (plan.tagged) line("    tags: [tag0]");
            if (plan.when) line("    when: " + quoted(condition(where, 2)));
            std::set<std::string> draws = all_draws();
            Where drawing = where;
            drawing.draws = &draws;
            if (dice_.chance(30))
                line("    count: " + quoted(fmt::format("round(clamp(abs({}), 0, 30))", number(drawing, 2))));
            Where open = where;
            open.open = true;
            if (dice_.chance(30)) line("    success: " + quoted(fmt::format("clamp({}, 0, 1)", number(open, 2))));
            drawing.open = true;
            drawing.locals.emplace_back("count");
            drawing.locals.emplace_back("success");
            if (dice_.chance(40)) {
                line("    let:");
                line("      first_let: " + quoted(number(drawing, 2)));
                drawing.locals.emplace_back("first_let");
                if (dice_.chance(50)) {
                    line("      second_let: " + quoted(number(drawing, 2)));
                    drawing.locals.emplace_back("second_let");
                }
            }
            effects(drawing, "    ", 3);
        }
    }

    std::string item(const ActionPlan& plan) {
        if (plan.two_levels) return dice_.chance(50) ? plan.name : quoted(plan.name + "(size=0.2, kind_of=2)");
        if (!plan.levels.empty() && dice_.chance(50)) return plan.name + "(" + dice_.of(plan.levels) + ")";
        if (plan.to == "kind" && dice_.chance(40)) return plan.name + "(x0)";
        return plan.name;
    }

    /// An item narrower than the action itself, if there is one.
    static std::string one_of(const ActionPlan& plan) {
        if (plan.two_levels) return plan.name + "(size=1, kind_of=0)";
        if (!plan.levels.empty()) return plan.name + "(" + plan.levels.front() + ")";
        return plan.to == "kind" ? plan.name + "(x0)" : plan.name;
    }

    void decision(const std::string& role, int channel) {
        std::vector<const ActionPlan*> menu;
        for (const ActionPlan& plan : actions_)
            if (plan.role == role && plan.channel == channel) menu.push_back(&plan);
        if (menu.empty()) return;
        const bool hold = !(no_hold_ && channel == 1);
        bool tagged = false;
        for (const ActionPlan* plan : menu) tagged = tagged || plan->tagged;
        const auto env = [&](const ActionPlan& plan) {
            Where where;
            where.self = role;
            where.target = plan.to;
            if (plan.two_levels) where.locals = {"size", "kind_of"};
            else if (!plan.levels.empty()) where.locals = {"level"};
            return where;
        };
        Where self;
        self.self = role;
        line(fmt::format("    c{}:", channel));
        bool scriptable = hold;
        for (const ActionPlan* plan : menu) scriptable = scriptable && plan->to != "actor" && !both_roles_;
        const int kind = dice_.below(scriptable ? 6 : 5);
        if (kind < 5 && dice_.chance(25))
            line("      tremble: " +
                 quoted(dice_.chance(50) ? "0.2" : fmt::format("clamp({}, 0, 0.5)", number(self, 1))));
        if (kind <= 2) {
            line(kind <= 1 ? "      choose: logit" : "      choose: best");
            if (kind <= 1)
                line("      precision: " + quoted(dice_.chance(60) ? "2" : fmt::format("abs({})", number(self, 2))));
            line("      values:");
            if (hold && dice_.chance(60)) line("        hold: {rest: " + quoted(number(self, 1)) + "}");
            for (const ActionPlan* plan : menu) {
                Where where = env(*plan);
                line(fmt::format("        {}: {{one: {}, two: {}}}", plan->name, quoted(number(where, 2)),
                                 quoted(number(where, 3))));
            }
            if (tagged && dice_.chance(40)) line("        tag0: {extra: " + quoted(number(self, 1)) + "}");
            if (menu.front()->to == "kind" && menu.front()->levels.empty() && !menu.front()->two_levels)
                line(fmt::format("        {}(x0): {{more: {}}}", menu.front()->name, constant()));
        } else if (kind == 3) {
            line("      choose: random");
            line("      weights:");
            if (hold) line("        hold: 1");
            bool weighed = false;
            for (const ActionPlan* plan : menu)
                if (dice_.chance(80) && (weighed = true))
                    line(fmt::format("        {}: {}", plan->name,
                                     quoted(fmt::format("abs({})", number(env(*plan), 2)))));
            if (tagged && dice_.chance(30)) line("        tag0: 0.5");
            if (one_of(*menu.front()) != menu.front()->name)
                line(fmt::format("        {}: 0.25", quoted(one_of(*menu.front()))));
            else if (!hold && !weighed) line(fmt::format("        {}: 1", menu.front()->name));
        } else if (kind == 4) {
            line("      choose: rules");
            line("      rules:");
            const int number_of_rules = dice_.between(0, 2);
            for (int i = 0; i < number_of_rules; ++i) {
                const ActionPlan& plan = *dice_.of(menu);
                // Beside `hold` there is no target and no level that the condition could mean.
                const bool mixed = hold && dice_.chance(50);
                Where where = env(plan);
                const std::string when = quoted(condition(mixed ? self : where, 2) + " and w0 < 2");
                line(fmt::format("        - {{when: {}, do: {{{}: {}{}}}}}", when, item(plan),
                                 quoted(fmt::format("0.1 + abs({})", number(where, 1))), mixed ? ", hold: 0.5" : ""));
            }
            std::vector<std::string> all;
            for (const ActionPlan* plan : menu) all.push_back(plan->name);
            line(fmt::format("        - {{do: [{}{}]}}", fmt::join(all, ", "),
                             hold && dice_.chance(50) ? ", hold" : ""));
        } else {
            line("      choose: script");
            line("      script:");
            int at = -2;
            for (int row = 0; row < 6; ++row, at += dice_.below(3)) {
                if (at >= steps_) break;
                const ActionPlan& plan = *dice_.of(menu);
                std::string text = fmt::format("date: {}, action: {}", date(at), plan.name);
                if (plan.to == "kind") text += ", target: x0";
                if (plan.to == "r0") text += ", target: A0";
                if (plan.to == "r1") text += ", target: A1";
                if (plan.two_levels) text += ", level: " + quoted("size=1, kind_of=2");
                else if (!plan.levels.empty()) text += ", level: " + plan.levels.back();
                if (dice_.chance(30)) text += ", count: 4, success: 3";
                line("        - {" + text + "}");
            }
        }
    }

    /// A moment in step `step`.
    std::string date(int step) {
        if (!dated_) return fmt::format("{}", step * (step_ == "0.5" ? 0.5 : step_ == "2" ? 2 : 1));
        if (step_ == "1 month")
            return fmt::format("{}-{:02}-10", step < 0 ? 2021 : 2022 + step / 12, step < 0 ? 13 + step : 1 + step % 12);
        static const char* const days[] = {"2021-12-20", "2021-12-27", "2022-01-03", "2022-01-10",
                                           "2022-01-17", "2022-01-24", "2022-01-31", "2022-02-07",
                                           "2022-02-14", "2022-02-21", "2022-02-28", "2022-03-07",
                                           "2022-03-14", "2022-03-21", "2022-03-28", "2022-04-04"};
        return days[step + 2];
    }

    void policies() {
        line("policies:");
        for (const char* prefix : {"p", "q"})
            for (int i = 0; i < 2; ++i) {
                const std::string role = prefix[0] == 'p' ? "r0" : "r1";
                line(fmt::format("  pol_{}{}:", prefix, i));
                line("    by: " + role);
                for (int channel = 0; channel < channels_; ++channel) decision(role, channel);
            }
    }

    void chance() {
        line("chance:");
        std::set<std::string> draws = all_draws();
        Where where;
        where.open = true;
        line("  quake:");
        if (dice_.chance(50))
            line("    rate: " + quoted(fmt::format("0.1 * abs({}){}", number(where, 2), dated_ ? " per week" : "")));
        else line("    probability: " + quoted(fmt::format("clamp({}, 0, 0.5)", number(where, 2))));
        where.draws = &draws;
        effects(where, "    ", 2);
        if (dice_.chance(60)) {
            Where own;
            own.self = dice_.any({"r0", "r1"});
            own.open = true;
            line("  slip:");
            line("    of: " + own.self);
            line("    probability: " + quoted(fmt::format("clamp({}, 0, 0.3)", number(own, 2))));
            effects(own, "    ", 2);
        }
    }

    void dynamics() {
        line("dynamics:");
        const auto add = [&](const std::string& target, Where where, const std::string& loops,
                             const std::string& form) {
            std::set<std::string> draws = all_draws();
            where.open = true;
            where.draws = &draws;
            std::string rest = loops;
            std::string right = fmt::format(fmt::runtime(form), number(where, 3));
            if (loops.find(" if ") == std::string::npos && dice_.chance(25)) {
                where.draws = nullptr;
                rest += " if " + condition(where, 2);
            }
            line("  - " + quoted(fmt::format("{}' = {}{}", target, right, rest)));
        };
        Where world;
        if (dice_.chance(80)) add("w0", world, "", "relax(w0, clamp({}, -2, 2), half)");
        if (dice_.chance(80))
            add("w1", world, "",
                dice_.any({"0.5 * w1 + clamp({}, -3, 3)", "w0 if w1 > 5 else {}", "1 * w0", "w0 if 1 < 2 else {}"}));
        Where each;
        each.bound.push_back({"c", "actors"});
        if (dice_.chance(70))
            add("c.v0", each, " for c in actors",
                dice_.any({"relax(c.v0, tanh({}), half)", "c.v1 / 1 + 0 * ({})", "tanh(c.v0 + {})"}));
        if (dice_.chance(60)) add("c.seen", each, " for c in actors", "0.8 * c.seen + clamp({}, -1, 1)");
        if (dice_.chance(50)) {
            Where pair;
            pair.bound.push_back({"c", "actors"});
            pair.bound.push_back({"e", "actors"});
            add("c.link(e)", pair, " for c in actors for e in actors if c != e", "relax(c.link(e), tanh({}), half)");
        }
        if (dice_.chance(50)) {
            Where thing;
            thing.bound.push_back({"k", "things"});
            add("k.t0", thing, " for k in kind", "relax(k.t0, tanh({}), half)");
        }
        // A right side that comes down to another variable must still be its value before the phase.
        line("  - \"A1.v1' = 0.5 * A0.v1 + 0.1 * w0\"");
        line(fmt::format("  - \"A0.v1' = {}\"",
                         dice_.any({"A1.v1", "1 * A1.v1", "A1.v1 / 1", "mean(c.v1 for c in some if c != A0)",
                                    "max(c.v1 for c in some if c == A1)"})));
    }

    void payoffs() {
        line("payoffs:");
        Where own;
        own.self = "r0";
        line("  r0: {gain: " + quoted(fmt::format("clamp({}, -9, 9)", number(own, 2))) + ", rest: 0.1}");
        if (!dice_.chance(50)) return;
        own.self = "r1";
        line("  r1: {gain: " + quoted(fmt::format("clamp({}, -9, 9)", number(own, 2))) + "}");
    }

    void outcomes() {
        line("outcomes:");
        Where where;
        where.open = true;
        if (dice_.chance(70))
            line("  early: {when: " + quoted(fmt::format("w0 > 0.9 and {}", condition(where, 2))) + "}");
        if (dice_.chance(50)) line("  shaken: {when: times(quake) > 2}");
        line("  otherwise: lasting");
    }

    void measures() {
        Where where;
        where.open = true;
        line("measures:");
        line("  m0: " + quoted(fmt::format("total({})", number(where, 2))));
        line("  m1: " + quoted(fmt::format("average({}) + peak({}) / 2", number(where, 2), number(where, 1))));
        line("  m2: " + quoted(fmt::format("low({})", number(where, 2))));
        line("  m3: " + quoted(fmt::format("final({})", number(where, 3))));
        line("  m4: " + quoted(fmt::format("share({})", condition(where, 2))));
        line("  m5: " + quoted(weeks(fmt::format("first({})", condition(where, 2)))));
        line("  m6: times(tag0) + 10 * count(tag0 by A0)");
        line("  m7: payoff(A0) / steps");
        line("  m8: " + quoted(fmt::format("min(50, {})", weeks("since(" + act() + ")"))));
        line(
            "  m9: final(drill + hull + A0.near + A0.secret_sum + sum(c.a0 for c in r0) + sum(c.d0(e) for c in r0 for "
            "e in r1 if c != e))");
    }

    void calendar() {
        line("calendar:");
        line(fmt::format("  - {{name: Drill, during: [{}, {}], inputs: {{drill: {}}}}}", date(1), date(3),
                         quoted(dice_.any({"1", "p0 + 1", "0.25"}))));
        if (dice_.chance(50))
            line(fmt::format("  - {{name: Again, during: [{}, {}], inputs: {{drill: -1}}}}", date(2), date(2)));
        if (dice_.chance(60))
            line(fmt::format("  - {{name: Coup, at: {}, effects: [A1.policy = pol_q{}]}}", date(dice_.between(0, 4)),
                             dice_.below(2)));
        if (dice_.chance(60))
            line(fmt::format("  - {{name: Turn, at: {}, effects: [A0.policy = pol_p{}]}}", date(dice_.between(-1, 4)),
                             dice_.below(2)));
        Where where;
        where.open = true;
        std::set<std::string> draws = all_draws();
        where.draws = &draws;
        line(fmt::format("  - name: Shock\n    at: {}", date(dice_.between(0, 4))));
        effects(where, "    ", 2);
        if (dice_.chance(50)) {
            line(fmt::format("  - name: Routine\n    every: {}\n    from: {}\n    for: {}", dated_ ? "1 month" : "3",
                             date(0), dated_ ? "3 days" : "0.5"));
            where.draws = nullptr;
            effects(where, "    ", 1);
        }
        if (dice_.chance(40))
            line(fmt::format("  - {{name: Exchange, at: {}, effects: [w0 = w1, w1 = w0, {}.v0 = w0]}}",
                             date(dice_.between(0, 4)), entity()));
    }

    void turns() {
        switch (dice_.below(3)) {
            case 0: line("turns: simultaneous"); break;
            case 1: line(both_roles_ ? "turns: [actors]" : "turns: [[r0], [r1]]"); break;
            default: {
                std::vector<std::string> names;
                for (const Member& actor : actors_) names.insert(names.begin(), actor.name);
                line(fmt::format("turns: [{}]", fmt::join(names, ", ")));
            }
        }
    }

    std::string text_;
    int steps_ = 0;
    std::string step_;
    bool both_roles_ = false;
    int things_ = 1;
    int channels_ = 1;
    bool no_hold_ = false;
};

}  // namespace

std::string generate_model(std::uint64_t seed, std::span<const std::uint8_t> choices) {
    return Writer(seed, choices).write(seed);
}

}  // namespace standoff::test
